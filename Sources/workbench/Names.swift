import Bytes
import Disk
import Mentions
import Pipeline

/// `workbench names RULES FILE.conll...`: persons and places that the mention stage finds in sentences of a BIO corpus.
///
/// A sentence is read by itself, its tokens joined by one space; a token is the byte range it has there. PER are the fields `name`
/// and `alias` of mentions of people who hold an office, speak, suffer or are suspected; NAME are these and all words that may be a
/// name (mentions `name`, which other stages look up by a word of it), scored against PER too; LOC the mentions of a region, country
/// or foreign place. Of overlapping ones the longer counts.
/// A hit is *exact* where first and last token are those of a gold span of the kind, an *overlap* where they share a token:
/// precision is of the spans found, recall of the gold's. A place inside an organisation of the gold ("Polda Bali") is left out, since the corpora do not part those, and so is
/// "Indonesia", which no record names.
func names(_ arguments: [String]) throws -> Int32 {
  var arguments = arguments
  var shown = 0
  if let flag = arguments.firstIndex(of: "--errors"), flag + 1 < arguments.count {
    shown = Int(arguments[flag + 1]) ?? 0
    arguments.removeSubrange(flag...flag + 1)
  }
  guard arguments.count > 1 else {
    print("workbench names RULES FILE.conll... [--errors N]")
    return 64
  }
  guard let engine = try loadedEngine(rules: arguments[0]) else { return 78 }
  print("figure                          P      R     F1   gold")
  for path in arguments.dropFirst() {
    let sentences = try Sentence.read(Files.read(path))
    let corpus = path.split(separator: "/").suffix(2).joined(separator: "/")
    for kind in Sentence.Kind.allCases {
      var exact = Score()
      var overlap = Score()
      var errors: [String] = []
      for sentence in sentences { sentence.score(kind, engine.scanner, &exact, &overlap, &errors) }
      print(exact.row("\(corpus) \(kind.rawValue) exact"))
      print(overlap.row("\(corpus) \(kind.rawValue) overlap"))
      for error in errors.prefix(shown) { print("    " + error) }
    }
  }
  return 0
}

private struct Score {
  /// Of those found, how many hit; of the gold's, how many were hit.
  var hits = 0
  var found = 0
  var reached = 0
  var gold = 0

  mutating func add(_ found: [Range<Int>], _ wanted: [Range<Int>], _ isHit: (Range<Int>, Range<Int>) -> Bool) {
    hits += found.count { span in wanted.contains { isHit($0, span) } }
    reached += wanted.count { span in found.contains { isHit($0, span) } }
    self.found += found.count
    gold += wanted.count
  }

  func row(_ name: String) -> String {
    let precision = found > 0 ? Double(hits) / Double(found) : 0
    let recall = gold > 0 ? Double(reached) / Double(gold) : 0
    let f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
    func figure(_ value: Double) -> String {
      let digits = String(Int((value * 1000).rounded()))
      return digits.count > 3 ? " 1.000" : "  0." + String(repeating: "0", count: 3 - digits.count) + digits
    }
    return name + String(repeating: " ", count: max(1, 28 - name.count)) + figure(precision) + " " + figure(recall) + " "
      + figure(f1) + " \(gold)"
  }
}

private struct Sentence {
  enum Kind: String, CaseIterable { case person = "PER", name = "NAME", place = "LOC" }

  private var tokens: [TextRange] = []
  private var text: [UInt8] = []
  /// Token ranges by label; organisations are `ORG`.
  private var gold: [(label: String, range: Range<Int>)] = []

  static func read(_ bytes: [UInt8]) -> [Sentence] {
    var sentences: [Sentence] = []
    var sentence = Sentence()
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let cells = line.split(separator: 0x09)
      guard cells.count > 1, !line.starts(with: "-DOCSTART-".utf8) else {
        if !sentence.tokens.isEmpty { sentences.append(sentence) }
        sentence = Sentence()
        continue
      }
      sentence.add(cells[0], String(decoding: cells[1], as: UTF8.self))
    }
    if !sentence.tokens.isEmpty { sentences.append(sentence) }
    return sentences
  }

  private mutating func add(_ token: ArraySlice<UInt8>, _ tag: String) {
    if !text.isEmpty { text.append(0x20) }
    tokens.append(TextRange(text.count, text.count + token.count))
    text += token
    guard tag.count > 2 else { return }
    let names = ["PERSON": "PER", "PLACE": "LOC", "ORGANISATION": "ORG"]
    let label = String(tag.dropFirst(2))
    let name = names[label] ?? label
    if tag.first == "I", let last = gold.last, last.label == name, last.range.upperBound == tokens.count - 1 {
      gold[gold.count - 1].range = last.range.lowerBound..<tokens.count
    } else {
      gold.append((name, tokens.count - 1..<tokens.count))
    }
  }

  func score(_ kind: Kind, _ scanner: Scanner, _ exact: inout Score, _ overlap: inout Score, _ errors: inout [String]) {
    let label = kind == .name ? Kind.person.rawValue : kind.rawValue
    let wanted = gold.filter { $0.label == label && words($0.range) != "Indonesia" }.map(\.range)
    let bodies = gold.filter { $0.label == "ORG" }.map(\.range)
    var found = found(kind, scanner)
    if kind == .place { found.removeAll { place in bodies.contains { $0.overlaps(place) } } }
    exact.add(found, wanted) { $0 == $1 }
    overlap.add(found, wanted) { $0.overlaps($1) }
    guard found != wanted else { return }
    let missed = wanted.filter { !found.contains($0) }.map(words).joined(separator: " | ")
    let extra = found.filter { !wanted.contains($0) }.map(words).joined(separator: " | ")
    errors.append("missed [\(missed)] extra [\(extra)] in: \(String(decoding: text, as: UTF8.self))")
  }

  private func words(_ range: Range<Int>) -> String {
    text.string(TextRange(tokens[range.lowerBound].start, tokens[range.upperBound - 1].end))
  }

  private static let people: Set<String> = [
    "official", "other_speaker", "speaker", "attribution", "victim", "suspect", "accomplice", "relative", "holder",
  ]
  private static let places: Set<String> = ["region", "country", "place"]

  /// Token ranges, of overlapping ones the longest, by place.
  private func found(_ kind: Kind, _ scanner: Scanner) -> [Range<Int>] {
    var ranges: [TextRange] = []
    for mention in scanner.scan(title: [], body: text).mentions where mention.place == .body {
      switch kind {
      case .person, .name:
        guard Sentence.people.contains(mention.type) || kind == .name && mention.type == "name" else { continue }
        ranges += mention.fields.filter { $0.name == "name" || $0.name == "alias" }.compactMap(\.range)
      case .place:
        guard Sentence.places.contains(mention.type) else { continue }
        ranges.append(mention.range)
      }
    }
    var taken: [Range<Int>] = []
    for range in ranges.sorted(by: { ($1.end - $1.start, $0.start) < ($0.end - $0.start, $1.start) }) {
      let covered = tokens.indices.filter { tokens[$0].overlaps(range) }
      guard let first = covered.first, let last = covered.last else { continue }
      let span = first..<last + 1
      if !taken.contains(where: { $0.overlaps(span) }) { taken.append(span) }
    }
    return taken.sorted { $0.lowerBound < $1.lowerBound }
  }
}
