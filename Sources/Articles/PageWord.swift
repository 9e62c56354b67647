/// A word of a page: a run of letters and digits, cut where a small letter meets a capital ("KambojaBaca" is two words).
///
/// Offsets are UTF-8 bytes of the page.
struct PageWord {
  enum Shape: UInt8 { case lower, capital, upper, number }

  var start: Int
  var end: Int
  var shape: Shape
  /// Whether no blank and no mark stands before it: "Kamboja|Baca".
  var glued: Bool
  /// ``WordHash`` of the word.
  var hash: UInt64
  var roles: WordRoles

  /// Written as a headline writes its words: with a capital, in capitals, or in digits.
  var isRaised: Bool { shape != .lower }
}

/// What a word may be in a line of news, as `Rules/furniture/words.tsv` tells.
struct WordRoles: OptionSet {
  let rawValue: UInt16

  /// Stays small in a headline: di, dari, yang, untuk.
  static let function = WordRoles(rawValue: 1)
  /// Opens a sentence and hardly stands in a headline: Namun, Menurut, Sementara, Ia.
  static let starter = WordRoles(rawValue: 2)
  /// Opens the subject of a sentence: Kepala, Direktur, Kedutaan.
  static let opener = WordRoles(rawValue: 4)
  /// A verb of headlines: Ungkap, Minta, Sebut.
  static let verb = WordRoles(rawValue: 8)
  /// A full stop after it ends no sentence: dr, No, Jl.
  static let abbreviation = WordRoles(rawValue: 16)
  /// Written with a capital inside: WhatsApp, YouTube.
  static let brand = WordRoles(rawValue: 32)
  /// A word of a statement: mengatakan, kata, ujar, keterangan.
  static let speech = WordRoles(rawValue: 64)
  /// Tells that a story goes on from an older event: sebelumnya, lalu.
  static let past = WordRoles(rawValue: 128)
  /// A word of a reporter's few lines about himself: jurnalis, reporter, meliput.
  static let reporter = WordRoles(rawValue: 256)

  /// Points back to what was said: tersebut, itu, mereka.
  static let anaphora = WordRoles(rawValue: 512)

  /// Enlarges the picture whose caption stands before and behind it: Perbesar.
  static let enlarger = WordRoles(rawValue: 1024)

  /// Stands in the credit of a picture: Dok, Istimewa, Reuters.
  static let credit = WordRoles(rawValue: 2048)

  /// Counts the pages of an article: Halaman 2.
  static let page = WordRoles(rawValue: 4096)

  /// Stands before the name of who wrote: Oleh, By.
  static let by = WordRoles(rawValue: 8192)

  /// Names nobody, where the name of who wrote stands: redaksi, admin.
  static let desk = WordRoles(rawValue: 16384)

  /// Fills every Indonesian text, and no text of another language: yang, dengan, tersebut.
  static let language = WordRoles(rawValue: 32768)

  static let names: [String: WordRoles] = [
    "function": .function, "starter": .starter, "opener": .opener, "verb": .verb, "abbreviation": .abbreviation,
    "brand": .brand, "speech": .speech, "past": .past, "reporter": .reporter,
    "anaphora": .anaphora, "enlarger": .enlarger, "credit": .credit,
    "page": .page, "by": .by, "desk": .desk, "language": .language,
  ]
}

/// A sentence of a page, or what stands in its place: a headline, a label.
struct PageSentence {
  /// Bytes, without the blanks around.
  var start: Int
  var end: Int
  /// Indices into ``PageText/words``.
  var words: Range<Int>
  /// Whether a full stop, a question mark or the like ends it.
  var closed: Bool
  /// Index into ``PageText/lines``.
  var line: Int
}

/// A line of a page.
struct PageLine {
  /// Bytes, without the blanks around; empty for a blank line.
  var start: Int
  var end: Int
  /// Indices into ``PageText/words``.
  var words: Range<Int>
  /// Indices into ``PageText/sentences``.
  var sentences: Range<Int>

  var isBlank: Bool { start == end }
  /// Not blank, and neither its words nor its sentences were read: markup told that it is no part of the article.
  var isUnread: Bool { start < end && sentences.isEmpty }
  var range: Range<Int> { start..<end }
}

/// The key of the word tables: a hash over bytes in small letters (ASCII), eight a step.
enum WordHash {
  static func of(_ word: ArraySlice<UInt8>) -> UInt64 { unsafe word.withUnsafeBufferPointer { unsafe of($0, 0, $0.count) } }

  /// - Parameters:
  ///   - start: of the word in `bytes`.
  ///   - end: of the word; at most `bytes.count`.
  @inline(__always) static func of(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
    precondition(start >= 0 && start <= end && end <= bytes.count)
    let raw = UnsafeRawBufferPointer(bytes)
    var hash = UInt64(end - start)
    var at = start
    while at < end {
      var word: UInt64 = 0
      let left = min(end - at, 8)
      if at + 8 <= raw.count {
        word = unsafe UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)) & .max &>> UInt64(64 - 8 * left)
      } else {
        for index in 0..<left { word |= unsafe UInt64(raw[at + index]) << UInt64(8 * index) }
      }
      hash = (hash ^ Letters.small(word)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash &>> 32
      at += 8
    }
    return hash
  }
}

/// Named sets of bytes.
enum Letters {
  static func isCapital(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
  static func isSmall(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  static func isLetter(_ byte: UInt8) -> Bool { isCapital(byte) || isSmall(byte) }
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
  static func small(_ byte: UInt8) -> UInt8 { isCapital(byte) ? byte | 0x20 : byte }

  /// Eight bytes with their capitals made small.
  @inline(__always) static func small(_ word: UInt64) -> UInt64 {
    word | capitals(word) &>> 2
  }

  /// The high bit of each of eight bytes that is a capital.
  @inline(__always) static func capitals(_ word: UInt64) -> UInt64 { within(word, 0x41, 0x5A) }

  /// The high bit of each of eight bytes that is a small letter.
  @inline(__always) static func smalls(_ word: UInt64) -> UInt64 { within(word, 0x61, 0x7A) }

  @inline(__always) private static func within(_ word: UInt64, _ first: UInt64, _ last: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let low = word & (ones &* 0x7F)
    // From the first letter on, and from behind the last one on.
    return ((low &+ ones &* (0x80 - first)) ^ (low &+ ones &* (0x7F - last))) & ~word & (ones &* 0x80)
  }

  /// How many small letters eight bytes begin with, the first byte lowest.
  @inline(__always) static func leadingSmall(_ word: UInt64) -> Int {
    (~smalls(word) & 0x8080_8080_8080_8080).trailingZeroBitCount &>> 3
  }

  /// The length of the blank that begins at `at` (space, tab, line break, U+00A0, U+2000 to U+200F, U+FEFF), or 0.
  @inline(__always) static func blank(_ bytes: [UInt8], _ at: Int, _ end: Int) -> Int {
    let byte = bytes[at]
    if byte > 0x20, byte < 0xC2 { return 0 }
    return isBlank(byte) ? 1 : wideBlank(bytes, at, end)
  }

  private static func wideBlank(_ bytes: [UInt8], _ at: Int, _ end: Int) -> Int {
    let byte = bytes[at]
    if byte == 0xC2, at + 1 < end, bytes[at + 1] == 0xA0 { return 2 }
    if byte == 0xE2, at + 2 < end, bytes[at + 1] == 0x80, bytes[at + 2] >= 0x80, bytes[at + 2] <= 0x8F { return 3 }
    if byte == 0xE2, at + 2 < end, bytes[at + 1] == 0x80, bytes[at + 2] == 0xA8 || bytes[at + 2] == 0xA9 { return 3 }
    if byte == 0xE3, at + 2 < end, bytes[at + 1] == 0x80, bytes[at + 2] == 0x80 { return 3 }
    if byte == 0xEF, at + 2 < end, bytes[at + 1] == 0xBB, bytes[at + 2] == 0xBF { return 3 }
    return 0
  }

  /// The same without what merely cannot be seen (U+200B to U+200F, U+FEFF): only what counts as white space.
  static func space(_ bytes: [UInt8], _ at: Int, _ end: Int) -> Int {
    let length = blank(bytes, at, end)
    if length == 3, bytes[at] == 0xEF || (bytes[at + 1] == 0x80 && (0x8B...0x8F).contains(bytes[at + 2])) { return 0 }
    return length
  }

  /// Whether a letter or a digit begins at `at`.
  @inline(__always) static func beginsWord(_ bytes: [UInt8], _ at: Int, _ end: Int) -> Bool {
    let byte = bytes[at]
    return isLetter(byte) || isDigit(byte) || (byte >= 0x80 && foreign(bytes, at, end) > 0)
  }

  /// The length of a letter beyond ASCII that begins at `at`, or 0: everything but U+0080–U+00BF, U+2000–U+2BFF and U+3000–U+303F.
  static func foreign(_ bytes: [UInt8], _ at: Int, _ end: Int) -> Int {
    let byte = bytes[at]
    guard byte >= 0xC0 else { return 0 }
    let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
    guard at + length <= end else { return 0 }
    if byte == 0xC2 { return 0 }
    if byte == 0xE2 && bytes[at + 1] <= 0xAF { return 0 }
    if byte == 0xE3 && bytes[at + 1] == 0x80 { return 0 }
    if byte == 0xEF && bytes[at + 1] >= 0xB8 { return 0 }
    if byte >= 0xF0 { return 0 }
    return length
  }

  /// The length of one scalar.
  static func length(_ byte: UInt8) -> Int {
    byte < 0x80 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
  }
}
