package import Bytes

/// Parts a text into tokens, sentences and quotations.
///
/// - Words are runs of letters, and of digits after a letter (`P2MI`); a hyphen or apostrophe joins when a lower-case letter follows
///   (`non-prosedural`, `Jum'at`, `TPPO-nya`), not in `Kamboja-Thailand`.
/// - Numbers keep their points and commas (`2.486`, `21.30`); a date `27/5/2025` is five tokens, `Rp25` two.
/// - A word that no rule knows is parted where a tag was removed: before a capital (`pemerintah|Kamboja`), or where one side is one of
///   the words that often stand so (`online|di`, `korban|scam`).
package struct Tokenizer: Sendable, Archivable {
  package let vocabulary: Vocabulary
  /// By word id: whether the word may be glued to the word before (bit 1) or after (bit 2) it.
  private let glue: [UInt8]
  private let glueEnds: GlueEnds
  /// By word id: whether a full stop after the word ends no sentence.
  private let isAbbreviation: [Bool]

  package init(
    vocabulary: Vocabulary, glue: [Int32: UInt8] = [:], abbreviations: Set<Int32> = []
  ) {
    self.vocabulary = vocabulary
    var sides = Array(repeating: UInt8(0), count: vocabulary.count + 1)
    for (word, side) in glue { sides[Int(word)] = side }
    self.glue = sides
    glueEnds = GlueEnds(glue.map { (Array(vocabulary.word($0.key).utf8), $0.value) })
    var isAbbreviation = Array(repeating: false, count: vocabulary.count + 1)
    for word in abbreviations { isAbbreviation[Int(word)] = true }
    self.isAbbreviation = isAbbreviation
  }

  package init(from archive: inout ArchiveReader) throws(ArchiveError) {
    vocabulary = try archive.read()
    glue = try archive.read()
    glueEnds = try archive.read()
    isAbbreviation = try archive.read()
    guard glue.count > vocabulary.count, isAbbreviation.count > vocabulary.count else { throw ArchiveError() }
  }

  package func write(to archive: inout ArchiveWriter) {
    archive.write(vocabulary)
    archive.write(glue)
    archive.write(glueEnds)
    archive.write(isAbbreviation)
  }

  package func tokenize(_ bytes: [UInt8]) -> TokenizedText {
    var text = TokenizedText(bytes: bytes)
    let folded = Vocabulary.fold(bytes)
    var breaks = Breaks()
    // Once for almost every text: a word has seven bytes with the space before it.
    while breaks.next < bytes.count {
      breaks.tokens = text.tokens.count
      text.tokens.append(addingCapacity: (bytes.count - breaks.next) / 4 + 2 * Tokenizer.longestParted) { out in
        readTokens(&out, &breaks, bytes.span, folded.span)
      }
    }
    text.gluedWords = breaks.gluedWords
    splitSentences(&text, breaks)
    findQuotations(&text, breaks)
    return text
  }

  /// How far a text is read, and what parts it into sentences and quotations.
  private struct Breaks {
    /// The next byte, whether white space stands before it, and how many tokens do.
    var next = 0
    var isSpaced = true
    var tokens = 0
    /// The tokens before which a line begins.
    var paragraphs: [Int] = []
    /// The marks that may end a sentence or stand around a quotation.
    var stops: [(token: Int, mark: UInt32)] = []
    var gluedWords = 0

    mutating func add(paragraph token: Int) { if paragraphs.last != token { paragraphs.append(token) } }
  }

  /// In bytes; a longer word is not parted, however glued it looks.
  private static let longestParted = 400

  /// Appends the tokens that are next, until the text ends or a word's parts might not find room.
  private func readTokens(_ tokens: inout OutputSpan<Token>, _ breaks: inout Breaks, _ bytes: Span<UInt8>, _ folded: Span<UInt8>) {
    let classes = Tokenizer.classes.span
    let before = breaks.tokens
    var at = breaks.next
    var spaced = breaks.isSpaced
    while at < bytes.count, tokens.freeCapacity >= Tokenizer.longestParted {
      switch classes[Int(bytes[at])] {
      case .space:
        if bytes[at] == 0x0A { breaks.add(paragraph: before + tokens.count) }
        spaced = true
        at += 1
        continue
      case .letter:
        at = addWord(&tokens, at, spaced, &breaks, bytes, folded, classes)
        spaced = at < bytes.count && bytes[at] == 0x20
        if spaced { at += 1 }
        continue
      default: break
      }
      let (kind, end) = Tokenizer.piece(bytes, at, classes)
      switch kind {
      case .word:
        add(&tokens, at, end, spaced, Look(bytes, at, end), &breaks, bytes, folded)
        spaced = false
      case .number, .mark:
        let word = vocabulary.id(of: folded, at, end)
        let shape: Token.Shape = kind == .number ? .hasDigit : []
        if kind == .mark, let mark = Tokenizer.stop(bytes, at, end) { breaks.stops.append((before + tokens.count, mark)) }
        tokens.append(
          Token(
            start: Int32(at), end: Int32(end), word: word, base: word, sentence: 0, kind: kind ?? .mark,
            shape: spaced ? shape.union(.spaced) : shape))
        spaced = false
      case nil:
        if Tokenizer.isBlockTag(bytes, at) { breaks.add(paragraph: before + tokens.count) }
        spaced = true
      }
      at = end
    }
    breaks.next = at
    breaks.isSpaced = spaced
  }

  /// The words, numbers and marks of a phrase as it stands in a rule file: nothing is parted, no sentence is looked for.
  package static func pieces(_ bytes: [UInt8]) -> [Range<Int>] {
    let classes = Tokenizer.classes.span
    let bytes = bytes.span
    var pieces: [Range<Int>] = []
    pieces.reserveCapacity(bytes.count / 4 + 1)
    var at = 0
    while at < bytes.count {
      let (kind, end) = piece(bytes, at, classes)
      if kind != nil { pieces.append(at..<end) }
      at = end
    }
    return pieces
  }

  /// What begins at a byte, and where it ends; no kind for white space.
  private static func piece(_ bytes: Span<UInt8>, _ at: Int, _ classes: Span<Class>) -> (kind: Token.Kind?, end: Int) {
    let byte = bytes[at]
    switch classes[Int(byte)] {
    case .space: return (nil, at + 1)
    case .digit: return (.number, numberEnd(bytes, at, classes))
    case .letter: return (.word, wordEnd(bytes, at, classes))
    case .mark:
      if byte == 0x3C || byte == 0x26, let end = markupEnd(bytes, at) { return (nil, end) }
      return (.mark, at + 1)
    case .wide:
      let end = min(at + scalarLength(byte), bytes.count)
      switch wideClass(bytes, at, end) {
      case .space: return (nil, end)
      case .letter: return (.word, wordEnd(bytes, at, classes))
      default: return (.mark, end)
      }
    }
  }

  // MARK: - Markup left in a text

  /// Where a tag (`<strong>`, `</p>`) or `&nbsp;` ends that begins at a byte: white space to a reader. Nil for a mark that is only itself.
  private static func markupEnd(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
    if bytes[start] == 0x26 {
      let name: StaticString = "&nbsp;"
      guard start + 6 <= bytes.count else { return nil }
      for index in 1..<6 where unsafe bytes[start + index] != name.utf8Start[index] { return nil }
      return start + 6
    }
    var at = start + 1
    if at < bytes.count, bytes[at] == 0x2F { at += 1 }
    guard isLower(bytes, at) else { return nil }
    let limit = min(bytes.count, start + 500)
    while at < limit, bytes[at] != 0x3C {
      if bytes[at] == 0x3E { return at + 1 }
      at += 1
    }
    return nil
  }

  /// Whether the tag that begins at a byte parts paragraphs: p, br, div, li, h1 to h6, tr, ul, ol, table.
  private static func isBlockTag(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
    guard bytes[start] == 0x3C else { return false }
    let at = bytes[start + 1] == 0x2F ? start + 2 : start + 1
    switch (bytes[at], bytes[at + 1]) {
    case (0x70, 0x20), (0x70, 0x3E), (0x62, 0x72), (0x64, 0x69), (0x6C, 0x69), (0x68, 0x31...0x36), (0x74, 0x72), (0x75, 0x6C),
      (0x6F, 0x6C),
      (0x74, 0x61):
      return true
    default: return false
    }
  }

  // MARK: - Character classes

  private enum Class: UInt8 { case space, digit, letter, mark, wide }

  private static let classes: [Class] = (0..<256).map { byte in
    switch byte {
    case 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20: .space
    case 0x30...0x39: .digit
    case 0x41...0x5A, 0x61...0x7A: .letter
    case 0x80...: .wide
    default: .mark
    }
  }

  private static func scalarLength(_ byte: UInt8) -> Int { byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1 }

  /// Letters are everything beyond ASCII but Latin-1 signs, general punctuation (U+2000 to U+206F), symbols and emoji.
  private static func wideClass(_ bytes: Span<UInt8>, _ at: Int, _ end: Int) -> Class {
    switch bytes[at] {
    case 0xC2: return end - at == 2 && bytes[at + 1] == 0xA0 ? .space : .mark
    case 0xC3: return end - at == 2 && (bytes[at + 1] == 0x97 || bytes[at + 1] == 0xB7) ? .mark : .letter
    case 0xE2:
      guard end - at == 3 else { return .mark }
      if bytes[at + 1] == 0x80 {
        let last = bytes[at + 2]
        return last <= 0x8F || last == 0xA8 || last == 0xA9 || last == 0xAF ? .space : .mark
      }
      return .mark
    case 0xE3: return end - at == 3 && bytes[at + 1] == 0x80 ? .mark : .letter
    case 0xEF: return .mark
    case 0xF0...: return .mark
    default: return .letter
    }
  }

  private static func isLetter(_ bytes: Span<UInt8>, _ at: Int, _ classes: Span<Class>) -> Bool {
    guard at < bytes.count else { return false }
    switch classes[Int(bytes[at])] {
    case .letter: return true
    case .wide:
      let end = min(at + Tokenizer.scalarLength(bytes[at]), bytes.count)
      return Tokenizer.wideClass(bytes, at, end) == .letter
    default: return false
    }
  }

  private static func numberEnd(_ bytes: Span<UInt8>, _ start: Int, _ classes: Span<Class>) -> Int {
    var at = start
    while at < bytes.count {
      if classes[Int(bytes[at])] == .digit {
        at += 1
      } else if bytes[at] == 0x2E || bytes[at] == 0x2C, at + 1 < bytes.count, classes[Int(bytes[at + 1])] == .digit {
        at += 2
      } else {
        break
      }
    }
    return at
  }

  private static func wordEnd(_ bytes: Span<UInt8>, _ start: Int, _ classes: Span<Class>) -> Int {
    var look = Look()
    return wordEnd(bytes, start, classes, &look)
  }

  /// - Parameter look: what the word's bytes are, added to what it holds.
  private static func wordEnd(_ bytes: Span<UInt8>, _ start: Int, _ classes: Span<Class>, _ look: inout Look) -> Int {
    var at = start
    while true {
      at = plainEnd(bytes, at, &look)
      guard at < bytes.count else { return at }
      let byte = bytes[at]
      switch classes[Int(byte)] {
      case .wide:
        let end = min(at + Tokenizer.scalarLength(byte), bytes.count)
        if Tokenizer.wideClass(bytes, at, end) == .letter {
          if byte >= 0xC3 { look.hasOthers = true }
          at = end
        } else if end - at == 3, byte == 0xE2, bytes[at + 1] == 0x80, bytes[at + 2] & 0xFE == 0x98,
          at - start <= 3 && Tokenizer.isLower(bytes, end) || Tokenizer.isGlottal(bytes, at, end)
        {
          look.hasOthers = true
          at = end
        } else {
          return at
        }
      case .mark:
        if byte == 0x2D, Tokenizer.isLower(bytes, at + 1) {
          at += 1
        } else if byte == 0x27 || byte == 0x60, at - start <= 3, Tokenizer.isLower(bytes, at + 1) {
          at += 1
        } else if byte == 0x27 || byte == 0x60, Tokenizer.isGlottal(bytes, at) {
          at += 1
        } else if byte == 0x27, at - start == 1, Tokenizer.isLetter(bytes, at + 1, classes) {
          at += 1
        } else {
          return at
        }
      case .space, .letter, .digit: return at
      }
    }
  }

  /// The end of a run of ASCII letters and digits.
  @inline(__always) private static func plainEnd(_ bytes: Span<UInt8>, _ start: Int, _ look: inout Look) -> Int {
    var at = start
    while true {
      let count = look.addPlain(EightBytes(bytes, from: at))
      at += count
      if count < 8 { return at }
    }
  }

  private static func isLower(_ bytes: Span<UInt8>, _ at: Int) -> Bool {
    at < bytes.count && bytes[at] >= 0x61 && bytes[at] <= 0x7A
  }

  /// An apostrophe between vowels, of the last syllable of a word: "Rifa'i", "Isma'il".
  private static func isGlottal(_ bytes: Span<UInt8>, _ mark: Int, _ end: Int? = nil) -> Bool {
    func isVowel(_ at: Int) -> Bool {
      guard at < bytes.count else { return false }
      switch bytes[at] {
      case 0x61, 0x65, 0x69, 0x6F, 0x75: return true
      default: return false
      }
    }
    let next = end ?? mark + 1
    guard mark > 2, isVowel(mark - 1), isVowel(next) else { return false }
    var at = next
    while isLower(bytes, at) { at += 1 }
    return at - next <= 3
  }

  private static func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }

  // MARK: - Words

  /// What a word's bytes are.
  private struct Look {
    /// Capitals so far, counted to two.
    var hasCapital = false
    var hasCapitals = false
    /// Letters that are no ASCII capitals.
    var hasOthers = false
    var hasDigit = false

    init() {}

    init(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
      var at = start
      while at < end {
        let eight = EightBytes(bytes, from: at, count: end - at)
        add(letters: eight.letters, capitals: eight.capitals, digits: eight.digits)
        if eight.hasByte(from: 0xC3) { hasOthers = true }
        at += 8
      }
    }

    /// Adds the ASCII letters and digits that eight bytes begin with.
    ///
    /// - Returns: how many these are.
    @inline(__always) mutating func addPlain(_ eight: EightBytes) -> Int {
      let (letters, digits) = (eight.letters, eight.digits)
      let others = ~(letters | digits) & 0x8080_8080_8080_8080
      let within = others == 0 ? ~0 : (others & (0 &- others)) &- 1
      add(letters: letters & within, capitals: eight.capitals & within, digits: digits & within)
      // Beyond the text stand zeros.
      return others.trailingZeroBitCount >> 3
    }

    /// - Parameters: masks as of ``EightBytes``.
    @inline(__always) mutating func add(letters: UInt64, capitals: UInt64, digits: UInt64) {
      if capitals != 0 {
        hasCapitals = hasCapitals || hasCapital || capitals & (capitals &- 1) != 0
        hasCapital = true
      }
      if letters != capitals { hasOthers = true }
      if digits != 0 { hasDigit = true }
    }
  }

  /// Appends the word that begins with an ASCII letter at `start`. One of at most 15 letters and digits is read as two numbers, as most are.
  ///
  /// - Returns: where it ends.
  @inline(__always) private func addWord(
    _ tokens: inout OutputSpan<Token>, _ start: Int, _ spaced: Bool, _ breaks: inout Breaks, _ bytes: Span<UInt8>, _ folded: Span<UInt8>,
    _ classes: Span<Class>
  ) -> Int {
    var look = Look()
    let eight = EightBytes(bytes, from: start)
    let unit = Tokenizer.currencyCount(eight)
    guard unit == 0 else {
      add(&tokens, start, start + unit, spaced, Look(bytes, start, start + unit), &breaks, bytes, folded)
      return start + unit
    }
    var count = look.addPlain(eight)
    if count == 8 { count += look.addPlain(EightBytes(bytes, from: start + 8)) }
    let end = start + count
    guard count < 16, end == bytes.count || !Tokenizer.mayJoin(bytes[end]) else {
      var look = Look()
      let end = Tokenizer.wordEnd(bytes, start, classes, &look)
      add(&tokens, start, end, spaced, look, &breaks, bytes, folded)
      return end
    }
    let letters = Vocabulary.Letters(first: eight.lower.value, end, count, folded)
    let word = vocabulary.id(of: letters)
    var base = word
    let stem = Clitic.stemCount(letters)
    if stem < count {
      let id = vocabulary.id(of: letters.prefix(stem, end, folded))
      if id != 0 {
        base = id
      } else if stem > 5, Clitic.isNya(folded, start + stem) {
        // -nya may stand before -lah: "inginnyalah".
        let id = vocabulary.id(of: letters.prefix(stem - 3, end, folded))
        if id != 0 { base = id }
      }
    }
    if base == 0, count >= 5, addParts(&tokens, start, end, spaced, &breaks, bytes, folded) { return end }
    tokens.append(token(bytes, start, end, spaced ? .spaced : [], word, base, look))
    return end
  }

  /// How many letters of a currency a word begins with that a digit follows: "Rp25 juta", "RM1.500", "USD300"; else 0.
  @inline(__always) private static func currencyCount(_ eight: EightBytes) -> Int {
    let letters = eight.lower.value
    func isDigit(_ at: UInt64) -> Bool { UInt8(truncatingIfNeeded: letters &>> (8 &* at)) &- 0x30 < 10 }
    switch letters & 0xFFFF {
    case 0x7072, 0x6D72: return isDigit(2) ? 2 : 0
    case 0x7375, 0x6469: return (letters & 0xFF_0000 == 0x64_0000 || letters & 0xFF_0000 == 0x72_0000) && isDigit(3) ? 3 : 0
    default: return 0
    }
  }

  /// Whether a word may go on after its letters with a byte that is none.
  @inline(__always) private static func mayJoin(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x27, 0x2D, 0x60, 0x80...: true
    default: false
    }
  }

  /// Appends a word's token, or those of the words it is parted into.
  @inline(never) private func add(
    _ tokens: inout OutputSpan<Token>, _ start: Int, _ end: Int, _ spaced: Bool, _ look: Look, _ breaks: inout Breaks,
    _ bytes: Span<UInt8>, _ folded: Span<UInt8>
  ) {
    let word = vocabulary.id(of: folded, start, end)
    let base = base(folded, start, end, word: word)
    if base == 0, end - start >= 5, end - start <= Tokenizer.longestParted,
      addParts(&tokens, start, end, spaced, &breaks, bytes, folded)
    {
      return
    }
    tokens.append(token(bytes, start, end, spaced ? .spaced : [], word, base, look))
  }

  /// Appends the words that an unknown word is parted into; false where it is one.
  private func addParts(
    _ tokens: inout OutputSpan<Token>, _ start: Int, _ end: Int, _ spaced: Bool, _ breaks: inout Breaks, _ bytes: Span<UInt8>,
    _ folded: Span<UInt8>
  ) -> Bool {
    let digits = Tokenizer.itemNumber(bytes, start, end)
    guard digits != nil || mayPart(bytes, folded, start, end) else { return false }
    let cuts = digits.map { [$0] } ?? part(bytes, folded, start, end)
    guard !cuts.isEmpty else { return false }
    var from = start
    for cut in cuts + [end] {
      let word = vocabulary.id(of: folded, from, cut)
      let shape: Token.Shape = from > start ? .glued : spaced ? .spaced : []
      let base = base(folded, from, cut, word: word)
      var part = token(bytes, from, cut, shape, word, base, Look(bytes, from, cut))
      if from == digits { part.kind = .number }
      tokens.append(part)
      from = cut
    }
    breaks.gluedWords += cuts.count
    return true
  }

  /// Where the number begins that a list's next item has and that is glued to a name: "1. Tarmin2. Wagiman".
  private static func itemNumber(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    guard isUpper(bytes[start]), end + 2 < bytes.count, bytes[end] == 0x2E, bytes[end + 1] == 0x20, isUpper(bytes[end + 2]) else {
      return nil
    }
    var at = end
    while at > start, bytes[at - 1] &- 0x30 < 10 { at -= 1 }
    guard (1...2).contains(end - at), at - start >= 3, isLower(bytes, at - 1), isLower(bytes, at - 2) else { return nil }
    return at
  }

  @inline(__always) private func token(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ known: Token.Shape, _ word: Int32, _ base: Int32, _ look: Look
  ) -> Token {
    var shape = known
    if look.hasDigit { shape.insert(.hasDigit) }
    let first = bytes[start]
    if Tokenizer.isUpper(first) || (end - start > 1 && first == 0xC3 && bytes[start + 1] <= 0x9E) { shape.insert(.capital) }
    if look.hasCapitals, !look.hasOthers { shape.insert(.allCaps) }
    if look.hasCapital, end - start == 1 { shape.insert(.singleLetter) }
    return Token(start: Int32(start), end: Int32(end), word: word, base: base, sentence: 0, kind: .word, shape: shape)
  }

  /// The id of the word without its clitic, where that word is known; else the word's own.
  private func base(_ folded: Span<UInt8>, _ start: Int, _ end: Int, word: Int32) -> Int32 {
    let stem = Clitic.stemEnd(folded, start, end)
    guard stem < end else { return word }
    let id = vocabulary.id(of: folded, start, stem)
    if id != 0 { return id }
    // -nya may stand before -lah: "inginnyalah".
    if stem - start > 5, Clitic.isNya(folded, stem) {
      let inner = vocabulary.id(of: folded, start, stem - 3)
      if inner != 0 { return inner }
    }
    return word
  }

  /// Whether an unknown word may have to be parted: it has a capital within, or a word that is often glued begins or ends it.
  private func mayPart(_ bytes: Span<UInt8>, _ folded: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    for at in start + 1..<end where bytes[at] &- 0x41 < 26 { return true }
    return glueEnds.mayHold(folded, start, end)
  }

  /// Where an unknown word is to be parted, in order.
  private func part(_ bytes: Span<UInt8>, _ folded: Span<UInt8>, _ start: Int, _ end: Int) -> [Int] {
    var cuts: [Int] = []
    var from = start
    var at = start + 1
    while at < end {
      // "pemerintah|Kamboja"; and "CNN|Indonesia", where both sides are known words.
      if Tokenizer.isUpper(bytes[at]), bytes[at - 1] >= 0x61, bytes[at - 1] <= 0x7A, at - from >= 2, end - at >= 2 {
        cuts.append(at)
        from = at
      } else if at + 1 < end, Tokenizer.isUpper(bytes[at]), Tokenizer.isUpper(bytes[at - 1]),
        Tokenizer.isLower(bytes, at + 1), at - from >= 2, known(folded, from, at),
        known(folded, at, camelEnd(bytes, at, end))
      {
        cuts.append(at)
        from = at
      }
      at += 1
    }
    // Brands such as "iPhone", "YouTube" or "McDonald" part where neither side is known: leave them whole.
    if cuts.count == 1, cuts[0] - start <= 5, !known(folded, start, cuts[0]), !known(folded, cuts[0], end) { cuts = [] }
    var all: [Int] = []
    if cuts.isEmpty {
      partGlued(bytes, folded, start, end, &all)
      return all
    }
    from = start
    for cut in cuts + [end] {
      partGlued(bytes, folded, from, cut, &all)
      if cut < end { all.append(cut) }
      from = cut
    }
    return all
  }

  private func camelEnd(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var at = start + 1
    while at < end, !Tokenizer.isUpper(bytes[at]) { at += 1 }
    return at
  }

  private func known(_ folded: Span<UInt8>, _ start: Int, _ end: Int) -> Bool { lookup(folded, start, end) != 0 }

  private func lookup(_ folded: Span<UInt8>, _ start: Int, _ end: Int) -> Int32 {
    let id = vocabulary.id(of: folded, start, end)
    return id != 0 ? id : base(folded, start, end, word: 0)
  }

  /// In bytes: shorter known words begin names that end like glue: "Adinegara", "Sampara".
  private static let shortestBeforeGlue = 5

  /// In bytes: a word that stands glued to names, and ends none.
  private static let longGlue = 8

  /// Parts an unknown word into a known word and a word that is often glued, as long as that works; cuts are appended in order.
  private func partGlued(_ bytes: Span<UInt8>, _ folded: Span<UInt8>, _ start: Int, _ end: Int, _ cuts: inout [Int]) {
    guard end - start >= 5, end - start <= 40, glueEnds.mayHold(folded, start, end), !known(folded, start, end) else { return }
    let (mayBegin, mayEnd) = (glueEnds.mayBegin(folded, start), glueEnds.mayEnd(folded, start, end))
    var best: (cut: Int, score: Int)?
    var cut = start + 2
    while cut <= end - 2 {
      defer { cut += 1 }
      guard bytes[cut] & 0xC0 != 0x80 else { continue }
      var left = mayBegin ? lookup(folded, start, cut) : 0
      let leftGlue = glue[Int(left)] & 2 != 0
      guard leftGlue || mayEnd else { continue }
      let right = lookup(folded, cut, end)
      let rightGlue = glue[Int(right)] & 1 != 0
      guard leftGlue || rightGlue else { continue }
      if !mayBegin { left = lookup(folded, start, cut) }
      // A name is no glue: "Wulandari", "Satriadi"; but "WNIdi", "Kambojadan". No name ends in a word as long as that of "Tarminmengatakan".
      let isLongGlue = rightGlue && right != 0 && end - cut >= Tokenizer.longGlue
      let isNameLike = Tokenizer.isUpper(bytes[start]) && !Tokenizer.isUpper(bytes[start + 1])
      if isNameLike,
        left == 0 && !isLongGlue || right == 0 || end - cut == 2 || !leftGlue && !isLongGlue && cut - start < Tokenizer.shortestBeforeGlue
      {
        continue
      }
      let isAcronym = cut - start >= 3 && Tokenizer.isUpper(bytes[start + 1]) && Tokenizer.isUpper(bytes[cut - 1])
      if left != 0, right != 0, isAcronym || max(cut - start, end - cut) >= 4 {
        let score = max(leftGlue ? cut - start : 0, rightGlue ? end - cut : 0) + 100
        if score > best?.score ?? 0 { best = (cut, score) }
      } else if rightGlue, end - cut >= 5 || (end - cut >= 4 && cut - start >= 5) {
        if end - cut > best?.score ?? 0 { best = (cut, end - cut) }
      } else if leftGlue, cut - start >= 5 {
        if cut - start > best?.score ?? 0 { best = (cut, cut - start) }
      }
    }
    guard let best else { return }
    partGlued(bytes, folded, start, best.cut, &cuts)
    cuts.append(best.cut)
    partGlued(bytes, folded, best.cut, end, &cuts)
  }
}

// MARK: - Sentences and quotations

extension Tokenizer {
  /// The most tokens of a sentence. What runs on longer (a table without points, a list of names) is parted, at a mark where there is one.
  package static let longestSentence = 127

  private func splitSentences(_ text: inout TokenizedText, _ breaks: Breaks) {
    var start = 0
    var paragraph = 0
    func close(_ text: inout TokenizedText, _ end: Int) {
      while end - start > Tokenizer.longestSentence {
        let limit = start + Tokenizer.longestSentence
        close(&text, text.tokens[start + Tokenizer.longestSentence / 2..<limit].lastIndex { $0.kind == .mark }.map { $0 + 1 } ?? limit)
      }
      guard end > start else { return }
      let sentence = Int32(text.sentences.count)
      var tokens = text.tokens.mutableSpan
      for token in start..<end { tokens[token].sentence = sentence }
      text.sentences.append(start..<end)
      start = end
    }
    for stop in breaks.stops where !Tokenizer.isQuotationMark(stop.mark) {
      while paragraph < breaks.paragraphs.count, breaks.paragraphs[paragraph] <= stop.token {
        close(&text, breaks.paragraphs[paragraph])
        paragraph += 1
      }
      guard stop.mark != Tokenizer.point || !isAbbreviationPoint(text, stop.token) else { continue }
      var end = stop.token + 1
      // A closing quotation mark or bracket belongs to the sentence it closes.
      while end < text.tokens.count, text.tokens[end].kind == .mark, !text.tokens[end].shape.contains(.spaced),
        Tokenizer.isCloser(mark(text, end))
      {
        end += 1
      }
      if !continues(text, end) { close(&text, end) }
    }
    while paragraph < breaks.paragraphs.count {
      close(&text, breaks.paragraphs[paragraph])
      paragraph += 1
    }
    close(&text, text.tokens.count)
  }

  /// A mark's bytes as one number.
  private func mark(_ text: TokenizedText, _ index: Int) -> UInt32 {
    var value: UInt32 = 0
    for at in Int(text.tokens[index].start)..<Int(text.tokens[index].end) { value = value << 8 | UInt32(text.bytes[at]) }
    return value
  }

  private static let openDouble: UInt32 = 0xE2809C
  private static let closeDouble: UInt32 = 0xE2809D
  private static let straight: UInt32 = 0x22
  private static let point: UInt32 = 0x2E

  /// The number of a mark that may end a sentence or stand around a quotation.
  private static func stop(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> UInt32? {
    switch bytes[start] {
    case 0x21, 0x22, 0x2E, 0x3F: return UInt32(bytes[start])
    case 0xE2 where end - start == 3 && bytes[start + 1] == 0x80 && bytes[start + 2] & 0xFE == 0x9C:
      return 0xE28000 | UInt32(bytes[start + 2])
    default: return nil
    }
  }

  private static func isQuotationMark(_ mark: UInt32) -> Bool { mark == straight || mark >= openDouble }

  private static func isCloser(_ mark: UInt32) -> Bool {
    switch mark {
    case straight, closeDouble, 0xE28099, 0x29, 0x27: true
    default: false
    }
  }

  /// A point after an initial ("N.A."), an abbreviation ("Pol.", "No."), or within a name of the web ("Kompas.com").
  private func isAbbreviationPoint(_ text: TokenizedText, _ index: Int) -> Bool {
    guard index > 0 else { return false }
    let before = text.tokens[index - 1]
    let next = index + 1 < text.tokens.count ? text.tokens[index + 1] : nil
    let attached = !text.tokens[index].shape.contains(.spaced)
    if attached, before.kind == .word {
      if let next, !next.shape.contains(.spaced), next.kind != .mark, !next.shape.contains(.capital) { return true }
      if let next, !next.shape.contains(.spaced), next.kind == .word, before.shape.contains(.singleLetter) {
        return true
      }
      if before.shape.contains(.singleLetter) {
        // "N.A. diketahui": an initial, unless a new sentence clearly begins.
        guard let next, next.kind == .word, next.shape.contains(.capital) else { return next != nil }
        return true
      }
      if isAbbreviation[Int(before.word)] { return next != nil }
    }
    return false
  }

  /// What follows goes on with the same sentence: a lower-case word, or a mark that starts nothing.
  private func continues(_ text: TokenizedText, _ index: Int) -> Bool {
    guard index < text.tokens.count else { return false }
    let token = text.tokens[index]
    switch token.kind {
    case .word: return !token.shape.contains(.capital) && token.shape.contains(.spaced)
    case .number: return false
    case .mark:
      switch mark(text, index) {
      case 0x2C, 0x29, 0x3A, 0x3B: return true
      default: return false
      }
    }
  }

  private func findQuotations(_ text: inout TokenizedText, _ breaks: Breaks) {
    var open: (token: Int, mark: UInt32)?
    var paragraph = 0
    for stop in breaks.stops where Tokenizer.isQuotationMark(stop.mark) {
      while paragraph < breaks.paragraphs.count, breaks.paragraphs[paragraph] <= stop.token {
        open = nil
        paragraph += 1
      }
      guard stop.mark != Tokenizer.openDouble else {
        open = stop
        continue
      }
      if let start = open, start.mark == Tokenizer.openDouble || stop.mark == start.mark || stop.mark == Tokenizer.closeDouble {
        if stop.token > start.token + 1 { text.quotations.append(start.token + 1..<stop.token) }
        open = nil
      } else if stop.mark == Tokenizer.straight {
        open = stop
      }
    }
  }
}
