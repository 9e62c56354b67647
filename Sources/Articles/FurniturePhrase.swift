import RuleBook

/// A phrase of page furniture, a row of `Rules/furniture/phrases.tsv`: "Baca juga:", where it counts and what goes with it.
struct FurniturePhrase: Sendable {
  /// Where the phrase must stand to count.
  struct Places: OptionSet, Sendable {
    let rawValue: UInt8
    /// It is the whole line.
    static let line = Places(rawValue: 1)
    /// It begins the line.
    static let start = Places(rawValue: 2)
    /// It begins a line that is no sentence ("Video: Warga Tangkap Buaya").
    static let title = Places(rawValue: 4)
    /// It begins a sentence, or stands glued to the end of one.
    static let sentence = Places(rawValue: 8)
    /// Anywhere.
    static let any = Places(rawValue: 16)
    /// It ends the line.
    static let end = Places(rawValue: 32)
    /// It is the whole line, above the first paragraph or below the last.
    static let menu = Places(rawValue: 64)
    /// Anywhere in a page without line breaks.
    static let flat = Places(rawValue: 128)

    static let names: [String: Places] = [
      "line": .line, "start": .start, "title": .title, "sentence": .sentence, "any": .any, "end": .end,
      "menu": .menu, "flat": .flat,
    ]
  }

  /// What goes with the phrase.
  enum Drop: Sendable {
    /// Nothing but the phrase.
    case phrase
    /// The line; in a page without line breaks the sentence.
    case line
    /// Up to the end of the sentence.
    case sentence
    /// The sentence from its first word on.
    case wholeSentence
    /// The headlines that follow.
    case headline
    /// The names that follow.
    case name
    /// The lines that follow, up to the next paragraph of the body.
    case block
    /// Everything that follows that is no sentence of the body: the article has ended.
    case end
    /// As ``end``, where no sentence of prose follows; else nothing.
    case tail
    /// Up to the end of these words (in the form of ``PhraseTrie/folded(_:)``), at most 1000 bytes on; else the sentence.
    case through([UInt8])
  }

  var rule: String
  var kind: Article.Removed.Kind
  /// The bytes without blanks, as written.
  var bytes: [UInt8]
  var places: Places
  var drop: Drop
  var caseMatters: Bool
  /// One of these must follow within 300 bytes; empty for no condition.
  var needs: [[UInt8]]
  /// None of these may follow within 80 bytes, the phrase included.
  var unless: [[UInt8]]
  /// A number must stand right behind it.
  var needsNumber: Bool
  /// It does not count where it begins a sentence that goes on in a small letter: "Advertisement palsu di Facebook itu …".
  var unlessGoesOn: Bool
  /// The page goes on over several pages.
  var multiPage: Bool

  /// Reads a row. Tells what is wrong with it and gives nil.
  init?(_ row: Table.Row, of table: Table, stem: String, diagnostics: inout [Diagnostic]) {
    func fail(_ message: Message) {
      diagnostics.append(
        Diagnostic(file: row.file, line: row.line, source: row.cells.joined(separator: "\t"), message))
    }
    let name = table.cell(row, "name")
    let text = table.cell(row, "phrase")
    guard !name.isEmpty else {
      fail("the row has no name")
      return nil
    }
    let bytes = text.utf8.filter { !Letters.isBlank($0) }
    guard !bytes.isEmpty else {
      fail("the row has no phrase")
      return nil
    }
    guard let kind = Article.Removed.Kind(rawValue: table.cell(row, "kind")) else {
      let known = Article.Removed.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      fail("unknown kind \"\(table.cell(row, "kind"))\" (known: \(known))")
      return nil
    }
    var places: Places = []
    for word in table.cell(row, "where").split(separator: ",") {
      guard let place = Places.names[String(word)] else {
        fail(
          "unknown place \"\(word)\" in column `where` (known: \(Places.names.keys.sorted().joined(separator: ", ")))")
        return nil
      }
      places.insert(place)
    }
    guard !places.isEmpty else {
      fail("column `where` is empty")
      return nil
    }
    guard let drop = FurniturePhrase.drop(table.cell(row, "drop")) else {
      fail(
        "unknown word \"\(table.cell(row, "drop"))\" in column `drop` (known: phrase, line, sentence, whole-sentence, headline, name, block, end, tail, through:WORDS)"
      )
      return nil
    }
    func list(_ column: String) -> [[UInt8]] {
      table.parts(row, column, at: 0x7C).map { PhraseTrie.folded(Array($0)) }
    }
    rule = "furniture.\(stem).\(name)"
    self.kind = kind
    self.bytes = bytes
    self.places = places
    self.drop = drop
    caseMatters = table.cell(row, "case") == "exact"
    needs = list("needs")
    needsNumber = needs == [[0x23]]
    if needsNumber { needs = [] }
    unless = list("unless")
    unlessGoesOn = unless == [[0x7E]]
    if unlessGoesOn { unless = [] }
    multiPage = table.cell(row, "note") == "multi_page"
  }

  /// Whether the sentence that it stands in, or all of it behind the phrase, goes with it.
  var takesSentence: Bool {
    switch drop {
    case .phrase, .name, .tail: false
    case .line, .sentence, .wholeSentence, .headline, .block, .end, .through: true
    }
  }

  /// Whether lines behind it may go with it.
  var takesLines: Bool {
    switch drop {
    case .headline, .block: true
    case .phrase, .line, .sentence, .wholeSentence, .name, .end, .tail, .through: false
    }
  }

  private static func drop(_ word: String) -> Drop? {
    switch word {
    case "phrase": .phrase
    case "line": .line
    case "sentence": .sentence
    case "whole-sentence": .wholeSentence
    case "headline": .headline
    case "name": .name
    case "block": .block
    case "end": .end
    case "tail": .tail
    default:
      word.hasPrefix("through:") ? .through(PhraseTrie.folded(Array(word.dropFirst(8).utf8))) : nil
    }
  }
}
