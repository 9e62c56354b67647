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

    static let names: [String: Places] = [
      "line": .line, "start": .start, "title": .title, "sentence": .sentence, "any": .any, "end": .end,
      "menu": .menu,
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
  /// The page goes on over several pages.
  var multiPage: Bool

  /// Reads a row. Tells what is wrong with it and gives nil.
  init?(_ row: Table.Row, of table: Table, stem: String, diagnostics: inout [Diagnostic]) {
    func fail(_ message: String) {
      diagnostics.append(
        Diagnostic(file: table.file, line: row.line, source: row.cells.joined(separator: "\t"), message))
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
        "unknown word \"\(table.cell(row, "drop"))\" in column `drop` (known: phrase, line, sentence, whole-sentence, "
          + "headline, name, block, end, through:WORDS)")
      return nil
    }
    func list(_ column: String) -> [[UInt8]] {
      table.cell(row, column).split(separator: "|").map { PhraseTrie.folded(Array($0.utf8)) }
    }
    rule = "furniture.\(stem).\(name)"
    self.kind = kind
    self.bytes = bytes
    self.places = places
    self.drop = drop
    caseMatters = table.cell(row, "case") == "exact"
    needs = list("needs")
    unless = list("unless")
    multiPage = table.cell(row, "note") == "multi_page"
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
    default:
      word.hasPrefix("through:") ? .through(PhraseTrie.folded(Array(word.dropFirst(8).utf8))) : nil
    }
  }
}

/// All phrases as one tree of bytes: blanks left out, ASCII letters small.
///
/// Complexity: a look-up costs the length of the longest phrase that begins so, whatever the number of phrases.
struct PhraseTrie: Sendable {
  private var byte: [UInt8] = [0]
  private var child: [Int32] = [0]
  private var sibling: [Int32] = [0]
  /// Indices of the phrases that end at a node.
  private var ends: [[Int32]] = [[]]
  private var isEnd: [Bool] = [false]
  private var roots: [Int32] = Array(repeating: 0, count: 256)
  /// For each first byte the ASCII bytes that may follow it, as 128 bits: what most places of a page fail at.
  private var followers: [UInt64] = Array(repeating: 0, count: 512)

  /// A phrase as the tree holds it.
  static func folded(_ bytes: [UInt8]) -> [UInt8] {
    bytes.lazy.filter { !Letters.isBlank($0) }.map { Letters.small($0) }
  }

  mutating func add(_ phrase: [UInt8], _ index: Int) {
    var node = 0
    let folded = PhraseTrie.folded(phrase)
    if folded.count == 1 {
      followers[2 * Int(folded[0])] = .max
      followers[2 * Int(folded[0]) + 1] = .max
    } else if folded.count > 1, folded[1] < 0x80 {
      followers[2 * Int(folded[0]) + Int(folded[1] >> 6)] |= 1 << UInt64(folded[1] & 63)
    }
    for byte in folded {
      let next = step(node, byte)
      node = next > 0 ? next : grow(node, byte)
    }
    ends[node].append(Int32(index))
    isEnd[node] = true
  }

  private func step(_ node: Int, _ byte: UInt8) -> Int {
    if node == 0 { return Int(roots[Int(byte)]) }
    return unsafe self.byte.withUnsafeBufferPointer { bytes in
      unsafe sibling.withUnsafeBufferPointer { siblings in
        var at = Int(child[node])
        while at > 0 {
          if unsafe bytes[at] == byte { return at }
          at = unsafe Int(siblings[at])
        }
        return 0
      }
    }
  }

  private mutating func grow(_ node: Int, _ byte: UInt8) -> Int {
    let new = self.byte.count
    self.byte.append(byte)
    child.append(0)
    ends.append([])
    isEnd.append(false)
    if node == 0 {
      sibling.append(0)
      roots[Int(byte)] = Int32(new)
    } else {
      sibling.append(child[node])
      child[node] = Int32(new)
    }
    return new
  }

  /// Whether a phrase may begin at a byte, as far as two bytes tell.
  @inline(__always) func mayBegin(_ bytes: [UInt8], at start: Int) -> Bool {
    let first = Int(Letters.small(bytes[start]))
    guard roots[first] > 0 else { return false }
    guard start + 1 < bytes.count else { return true }
    let second = Letters.small(bytes[start + 1])
    if second <= 0x20 || second >= 0x80 { return true }
    return followers[2 * first + Int(second >> 6)] & (1 << UInt64(second & 63)) != 0
  }

  /// The first place at or behind `start` where a phrase may begin, as far as two bytes tell; the end where there is none.
  func nextStart(in bytes: [UInt8], from start: Int) -> Int {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe roots.withUnsafeBufferPointer { roots in
        unsafe followers.withUnsafeBufferPointer { followers in
          var at = start
          // Inside a word of small letters nothing begins: the place before it tells.
          var before: UInt8 = at > 0 ? unsafe bytes[at - 1] : 0
          while at < bytes.count {
            let byte = unsafe bytes[at]
            let isInside = byte &- 0x61 < 26 && ((before | 0x20) &- 0x61 < 26 || before &- 0x30 < 10)
            before = byte
            if !isInside {
              let first = Int(Letters.small(byte))
              if unsafe roots[first] > 0 {
                guard at + 1 < bytes.count else { return at }
                let second = unsafe Letters.small(bytes[at + 1])
                if second <= 0x20 || second >= 0x80 { return at }
                if unsafe followers[2 * first + Int(second >> 6)] & (1 << UInt64(second & 63)) != 0 { return at }
              }
            }
            at += 1
          }
          return at
        }
      }
    }
  }

  /// The phrases that begin at a byte, longest first, each with the byte after it.
  func matches(_ bytes: [UInt8], at start: Int) -> [(phrase: Int, end: Int)] {
    mayBegin(bytes, at: start) ? walk(bytes, at: start) : []
  }

  private func walk(_ bytes: [UInt8], at start: Int) -> [(phrase: Int, end: Int)] {
    var found: [(phrase: Int, end: Int)] = []
    var node = 0
    var at = start
    while at < bytes.count {
      let blank = Letters.blank(bytes, at, bytes.count)
      if blank > 0 {
        at += blank
        continue
      }
      node = step(node, Letters.small(bytes[at]))
      if node == 0 { break }
      at += 1
      if isEnd[node] { for phrase in ends[node] { found.append((Int(phrase), at)) } }
    }
    return found.count < 2 ? found : found.reversed()
  }

  /// Where folded words end that begin at a byte of a page, or nil.
  static func end(of folded: [UInt8], in bytes: [UInt8], at start: Int) -> Int? {
    var at = start
    for byte in folded {
      while at < bytes.count {
        let blank = Letters.blank(bytes, at, bytes.count)
        if blank == 0 { break }
        at += blank
      }
      guard at < bytes.count, Letters.small(bytes[at]) == byte else { return nil }
      at += 1
    }
    return at
  }

  /// Where folded words first end in a stretch of a page, or nil.
  static func firstEnd(of folded: [UInt8], in bytes: [UInt8], _ range: Range<Int>) -> Int? {
    guard let first = folded.first else { return nil }
    for at in range where Letters.small(bytes[at]) == first {
      if let end = end(of: folded, in: bytes, at: at) { return end }
    }
    return nil
  }
}
