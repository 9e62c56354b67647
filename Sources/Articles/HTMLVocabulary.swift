import HTML
package import RuleBook

/// The words that pages use in `class`, `id`, `role` and `itemprop` for their parts, and those that a line of furniture begins with.
///
/// A name is one or more words joined by `-`; it matches those words in a row in a class name, however that is spelled
/// (`baca-juga` in `box_bacaJuga2`). `=name` matches the whole class name only. With the effect `author` the element
/// is dropped and names who wrote. With `none` the words say nothing, whatever each
/// of them says alone (`elementor-widget`, `has-sidebar`). With the effect `lead` the name is the beginning of a block's text (`Baca juga`), with `line` all of it (`Advertisement`), with `comments` a heading (`0 Komentar`, 0 for any number), letters
/// of either case.
package struct HTMLVocabulary: Sendable {
  package struct Entry: Sendable {
    package var kind: Article.Removed.Kind
    package var keeps: Bool
    package var rule: String
    /// Its text is the name of who wrote.
    package var namesAuthor = false
  }

  /// What names and tags say; the places below point here. First ``structure``, then a row of the table each.
  var entries = HTMLVocabulary.structure

  /// By the hash of words joined with `-`, lower case: rows of words, and those that a longer row begins with.
  private var parts = WordTable<Part>()

  private struct Part {
    /// A place in ``entries``, -1, or ``silent``.
    var entry: Int32
    /// Whether a row of more words begins so.
    var goesOn: Bool
  }
  /// The words of this row say nothing.
  private static let silent: Int32 = -2

  /// By the hash of the whole class name, lower case.
  private var exact = WordTable<Int32>()
  /// Lower case beginnings with what they name, longest first.
  private(set) var leads: [(words: [UInt8], entry: Int32)] = []
  /// For each first byte the places in `leads`.
  private var leadsByByte: [[Int]] = Array(repeating: [], count: 256)
  /// Whole lines, by the hash of their bytes in lower case.
  private var lines = WordTable<Int32>()

  /// Headings behind which readers' comments stand, as ``folded(heading:)`` has them.
  private var commentHeadings: Set<[UInt8]> = []
  /// What words may be, as `furniture/words.tsv` tells.
  var roles = WordTable<WordRoles>()

  /// What tags say without any vocabulary.
  private static let structure = [
    Entry(kind: .nav, keeps: false, rule: "html.nav"), Entry(kind: .footer, keeps: false, rule: "html.footer"),
    Entry(kind: .related, keeps: false, rule: "html.aside"), Entry(kind: .nav, keeps: false, rule: "html.form"),
    Entry(kind: .caption, keeps: false, rule: "html.figure"), Entry(kind: .caption, keeps: false, rule: "html.media"),
    Entry(kind: .ad, keeps: false, rule: "html.ad"),
  ]

  /// The first place in ``entries`` that a name has.
  static let namesStart = Int32(structure.count)

  /// What a tag says: a place in ``entries``, or -1.
  static func effect(of tag: HTMLTag) -> Int32 {
    switch tag {
    case .nav: 0
    case .footer: 1
    case .aside: 2
    case .form, .button, .select, .option, .textarea, .dialog, .search: 3
    case .figcaption, .figure: 4
    case .video, .audio, .picture: 5
    case .ampAd: 6
    default: -1
    }
  }

  /// A filter before any hashing: for the lowest five bits of a name's first two letters, the lengths (to 63) of the whole names, and of
  /// the first words of the others.
  private var exactLengths = [UInt64](repeating: 0, count: 1024)
  private var lineLengths = [UInt64](repeating: 0, count: 1024)
  private var firstLengths = [UInt64](repeating: 0, count: 1024)
  /// For those first words of four letters or more a bit for the hash of the first four.
  private var fours = [UInt64](repeating: 0, count: 64)
  /// The same for the beginnings of lines: whether one begins with such two bytes.
  private var leadPairs = [Bool](repeating: false, count: 1024)

  /// What each byte is in a name.
  private var classes = (UInt8.min...UInt8.max).map { HTMLVocabulary.kind(of: $0) }

  private static func kind(of byte: UInt8) -> UInt8 {
    switch byte {
    case 0...0x20: blank
    case 0x41...0x5A: capital
    case 0x61...0x7A, 0x80...: smallLetter
    default: mark
    }
  }

  private static let blank: UInt8 = 0
  private static let mark: UInt8 = 1
  private static let smallLetter: UInt8 = 2
  private static let capital: UInt8 = 3

  package init() {}

  /// Reads `furniture/html.tsv`: columns `name kind effect`, effect `drop`, `author`, `keep`, `none`, `lead`, `line` or `comments`.
  package init(table: Table, diagnostics: inout [Diagnostic]) {
    for row in table.rows {
      let name = table.cell(row, "name")
      let effect = table.cell(row, "effect")
      let kind = Article.Removed.Kind(rawValue: table.cell(row, "kind"))
      guard !name.isEmpty, let kind = kind ?? (effect == "keep" ? .section : nil) else {
        diagnostics.append(
          Diagnostic(
            file: row.file, line: row.line, source: row.cells.joined(separator: "\t"),
            "kind must be one of \(Article.Removed.Kind.allCases.map(\.rawValue).joined(separator: ", "))"))
        continue
      }
      let entry = Int32(entries.count)
      let isAuthor = effect == "author"
      entries.append(
        Entry(kind: kind, keeps: effect == "keep", rule: "html.\(isAuthor ? "drop" : effect):\(name)", namesAuthor: isAuthor))
      switch effect {
      case "drop", "author", "keep", "none":
        if name.hasPrefix("=") {
          HTMLVocabulary.note(name.utf8.dropFirst(), in: &exactLengths)
          exact[HTMLVocabulary.hash(name.utf8.dropFirst())] = effect == "none" ? HTMLVocabulary.silent : entry
        } else {
          let first = Array(name.utf8.prefix { $0 != 0x2D })
          HTMLVocabulary.note(first, in: &firstLengths)
          if first.count >= 4 {
            let bit = HTMLVocabulary.fourBit(first.prefix(4).reversed().reduce(0) { $0 << 8 | UInt32(Letters.small($1)) })
            fours[bit >> 6] |= 1 << UInt64(bit & 63)
          }
          addPart(name, effect == "none" ? HTMLVocabulary.silent : entry)
        }
      case "comments": commentHeadings.insert(HTMLVocabulary.folded(heading: Array(name.utf8)[...]))
      case "lead": leads.append((Array(name.lowercased().utf8), entry))
      case "line":
        HTMLVocabulary.note(name.lowercased().utf8, in: &lineLengths)
        lines[HTMLVocabulary.hash(name.lowercased().utf8)] = entry
      default:
        diagnostics.append(
          Diagnostic(
            file: row.file, line: row.line, source: row.cells.joined(separator: "\t"),
            "effect must be drop, author, keep, none, lead, line or comments (found: \(effect))"))
      }
    }
    leads.sort { $0.words.count > $1.words.count }
    for lead in leads where !lead.words.isEmpty {
      if lead.words.count > 1 {
        leadPairs[HTMLVocabulary.pair(lead.words[0], lead.words[1])] = true
      } else {
        for second in UInt8(0)..<32 { leadPairs[HTMLVocabulary.pair(lead.words[0], second)] = true }
      }
    }
    for (index, lead) in leads.enumerated() { if let first = lead.words.first { leadsByByte[Int(first)].append(index) } }
  }

  private mutating func addPart(_ name: String, _ entry: Int32) {
    let bytes = Array(name.utf8)
    for place in bytes.indices where bytes[place] == 0x2D {
      let hash = HTMLVocabulary.hash(bytes[..<place])
      parts[hash] = Part(entry: parts[hash]?.entry ?? -1, goesOn: true)
    }
    let hash = HTMLVocabulary.hash(bytes)
    parts[hash] = Part(entry: entry, goesOn: parts[hash]?.goesOn ?? false)
  }

  var isEmpty: Bool { parts.count == 0 && exact.count == 0 && leads.isEmpty && lines.count == 0 }

  /// What the value of a `class` (or `id`, `role`, `itemprop`) says: a place in ``entries``, or -1. A name that keeps wins over one that
  /// drops.
  ///
  /// One pass over the bytes; only a word that the filter lets through is hashed.
  func entry(for value: ArraySlice<UInt8>) -> Int32 {
    unsafe value.withUnsafeBufferPointer { value in
      unsafe classes.withUnsafeBufferPointer { classes in
        var found: Int32 = -1
        var at = 0
        while at < value.count {
          while at < value.count, unsafe classes[Int(value[at])] == HTMLVocabulary.blank { at += 1 }
          let start = at
          let limit = min(value.count, start + 80)
          var mayHold = false
          while at < limit {
            var kind = unsafe classes[Int(value[at])]
            if kind == HTMLVocabulary.blank { break }
            let first = at
            at += 1
            if kind == HTMLVocabulary.mark { continue }
            // A word: up to a mark, or a capital behind a small letter.
            while at < limit {
              let next = unsafe classes[Int(value[at])]
              if next < HTMLVocabulary.smallLetter || (next == HTMLVocabulary.capital && kind != HTMLVocabulary.capital) { break }
              kind = next
              at += 1
            }
            if !mayHold, unsafe mayBeFirst(value, first..<at) { mayHold = true }
          }
          while at < value.count, unsafe classes[Int(value[at])] != HTMLVocabulary.blank { at += 1 }
          guard start < at, unsafe mayHold || HTMLVocabulary.mayBe(value, start..<at, exactLengths) else { continue }
          let entry = unsafe entry(forName: UnsafeBufferPointer(rebasing: value[start..<at]))
          guard entry >= 0 else { continue }
          if entries[Int(entry)].keeps { return entry }
          if found < 0 { found = entry }
        }
        return found
      }
    }
  }

  /// FNV-1a over the bytes in lower case, going on from `start`.
  static func hash(_ bytes: some Sequence<UInt8>, from start: UInt64 = 0xCBF2_9CE4_8422_2325) -> UInt64 {
    var hash = start
    for byte in bytes { hash = (hash ^ UInt64(byte &- 0x41 < 26 ? byte | 0x20 : byte)) &* 0x100_0000_01B3 }
    return hash
  }

  private static func note(_ word: some Collection<UInt8>, in lengths: inout [UInt64]) {
    let bytes = Array(word.prefix(64))
    guard let first = bytes.first else { return }
    lengths[pair(first, bytes.count > 1 ? bytes[1] : 0)] |= 1 << UInt64(min(word.count, 63))
  }

  @inline(__always) private static func pair(_ first: UInt8, _ second: UInt8) -> Int { Int(first & 31) << 5 | Int(second & 31) }

  @inline(__always) private static func mayBe(
    _ token: UnsafeBufferPointer<UInt8>, _ word: Range<Int>, _ lengths: [UInt64]
  ) -> Bool {
    let second = word.count > 1 ? unsafe token[word.lowerBound + 1] : 0
    return unsafe lengths[pair(token[word.lowerBound], second)] & 1 << UInt64(min(word.count, 63)) != 0
  }

  /// Whether a word may be the first of a name, or all of it.
  @inline(__always) private func mayBeFirst(_ token: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) -> Bool {
    guard unsafe HTMLVocabulary.mayBe(token, word, firstLengths) else { return false }
    guard word.count >= 4 else { return true }
    let four = unsafe UnsafeRawBufferPointer(token).loadUnaligned(fromByteOffset: word.lowerBound, as: UInt32.self)
    let bit = HTMLVocabulary.fourBit(UInt32(truncatingIfNeeded: Letters.small(UInt64(UInt32(littleEndian: four)))))
    return fours[bit >> 6] & (1 << UInt64(bit & 63)) != 0
  }

  @inline(__always) private static func fourBit(_ four: UInt32) -> Int { Int((four &* 0x9E37_79B1) &>> 20) }

  /// Tries the whole name, then every row of one to three words in it. Of rows that begin with one word, one that says nothing takes back
  /// what a shorter one said, and its words are passed over.
  private func entry(forName token: UnsafeBufferPointer<UInt8>) -> Int32 {
    if unsafe HTMLVocabulary.mayBe(token, 0..<token.count, exactLengths),
      let entry = unsafe exact[HTMLVocabulary.hash(token, 0..<token.count)]
    {
      return max(entry, -1)
    }
    var found: Int32 = -1
    var start = 0
    while let first = unsafe HTMLVocabulary.word(in: token, from: start) {
      start = first.upperBound
      guard unsafe mayBeFirst(token, first) else { continue }
      var hash = unsafe HTMLVocabulary.hash(token, first)
      var last = first
      var said: Int32 = -1
      for length in 1...3 {
        guard let part = parts[hash] else { break }
        if part.entry == HTMLVocabulary.silent {
          said = -1
          start = last.upperBound
        } else if part.entry >= 0 {
          if entries[Int(part.entry)].keeps { return part.entry }
          if said < 0 { said = part.entry }
        }
        guard part.goesOn, length < 3, let next = unsafe HTMLVocabulary.word(in: token, from: last.upperBound) else { break }
        hash = unsafe HTMLVocabulary.hash(token, next, from: (hash ^ 0x2D) &* prime)
        last = next
      }
      if found < 0 { found = said }
    }
    return found
  }

  private var prime: UInt64 { 0x100_0000_01B3 }

  @inline(__always) private static func hash(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, from start: UInt64 = 0xCBF2_9CE4_8422_2325
  ) -> UInt64 {
    var hash = start
    for index in range { hash = unsafe (hash ^ UInt64(Letters.small(bytes[index]))) &* 0x100_0000_01B3 }
    return hash
  }

  /// The next word at or behind `start`: `box_bacaJuga2` is box, baca, Juga.
  @inline(__always) private static func word(in token: UnsafeBufferPointer<UInt8>, from start: Int) -> Range<Int>? {
    let limit = min(token.count, 80)
    var first = start
    while first < limit, unsafe !isWordByte(token[first]) { first += 1 }
    guard first < limit else { return nil }
    var end = first + 1
    while end < limit, unsafe isWordByte(token[end]) {
      if unsafe token[end] &- 0x41 < 26, unsafe token[end - 1] &- 0x41 >= 26 { break }
      end += 1
    }
    return first..<end
  }

  private static func isWordByte(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 }

  /// Whether a heading is one above the comments of readers: `Komentar (6)`, `6 Tanggapan`.
  func headsComments(_ heading: ArraySlice<UInt8>) -> Bool {
    heading.count <= 60 && commentHeadings.contains(HTMLVocabulary.folded(heading: heading))
  }

  /// A heading's letters in lower case, 0 for each number in it, and nothing else.
  private static func folded(heading: ArraySlice<UInt8>) -> [UInt8] {
    var folded: [UInt8] = []
    for byte in heading {
      if byte &- 0x30 < 10 {
        if folded.last != 0x30 { folded.append(0x30) }
      } else if byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 {
        folded.append(Letters.small(byte))
      }
    }
    return folded
  }

  /// Whether a text that begins as a lead does is a sentence of the story: it goes on in small letters to a full stop, over ten words or
  /// more, and reports a statement: "Berita terkait kematian PMI itu viral, kata Kapolres Cianjur kepada wartawan, Rabu."
  func isStatement(_ text: ArraySlice<UInt8>, behind lead: Int32) -> Bool {
    guard let lead = leads.first(where: { $0.entry == lead })?.words, let last = lead.last, Letters.isLetter(last),
      text.count > lead.count + 1, text[text.startIndex + lead.count] == 0x20,
      Letters.isSmall(text[text.startIndex + lead.count + 1]), text.last == 0x2E
    else { return false }
    let words = text.split { !Letters.isLetter($0) }
    return words.count >= 10 && words.contains { roles[WordHash.of($0)]?.contains(.speech) ?? false }
  }

  /// What a block's text says by its beginning, or as a whole line: a place in ``entries``, or -1.
  func lead(of text: ArraySlice<UInt8>) -> Int32 {
    guard let first = text.first else { return -1 }
    let second = text.count > 1 ? text[text.startIndex + 1] : 0
    if text.count <= 80, lineLengths[HTMLVocabulary.pair(first, second)] & 1 << UInt64(min(text.count, 63)) != 0,
      let entry = lines[HTMLVocabulary.hash(text)]
    {
      return entry
    }
    return beginning(of: text)
  }

  func beginning(of text: ArraySlice<UInt8>) -> Int32 {
    unsafe text.withUnsafeBytes { unsafe beginning(of: $0) }
  }

  @inline(__always) func beginning(of text: UnsafeRawBufferPointer) -> Int32 {
    guard text.count > 0 else { return -1 }
    let first = unsafe text[0]
    let second = text.count > 1 ? unsafe text[1] : 0
    guard leadPairs[HTMLVocabulary.pair(first, second)] else { return -1 }
    return unsafe longestLead(of: text, first)
  }

  private func longestLead(of text: UnsafeRawBufferPointer, _ first: UInt8) -> Int32 {
    for index in leadsByByte[Int(Letters.small(first))] {
      let words = leads[index].words
      guard text.count >= words.count else { continue }
      var at = 0
      while at < words.count, unsafe Letters.small(text[at]) == words[at] { at += 1 }
      if at == words.count { return leads[index].entry }
    }
    return -1
  }
}
