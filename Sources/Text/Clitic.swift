import Bytes

/// The particles that are written onto a word: -nya, -lah, -kah, -pun, -ku, -mu.
enum Clitic {
  /// Where the word ends without its clitic; `end` where it has none.
  ///
  /// - Parameter folded: the text, folded; the word is `start..<end`.
  static func stemEnd(_ folded: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    guard end - start > 4 else { return end }
    let before = folded[end - 2]
    var length = 0
    switch folded[end - 1] {
    case 0x61: if before == 0x79, folded[end - 3] == 0x6E { length = 3 }
    case 0x68: if before == 0x61, folded[end - 3] == 0x6C || folded[end - 3] == 0x6B { length = 3 }
    case 0x6E: if before == 0x75, folded[end - 3] == 0x70 { length = 3 }
    case 0x75: if before == 0x6B || before == 0x6D { length = 2 }
    default: break
    }
    guard length > 0, end - start > length + 2 else { return end }
    let stem = end - length
    return folded[stem - 1] == 0x2D ? stem - 1 : stem
  }

  /// How many letters stand before the clitic of a word; all where it has none.
  @inline(__always) static func stemCount(_ word: Vocabulary.Letters) -> Int {
    guard word.count > 4 else { return word.count }
    let end = word.lastThree
    switch end {
    case 0x61796E, 0x68616C, 0x68616B, 0x6E7570: return word.count > 5 ? word.count - 3 : word.count
    default: return end >> 8 == 0x756B || end >> 8 == 0x756D ? word.count - 2 : word.count
    }
  }

  /// Whether "nya" stands before `end`.
  static func isNya(_ folded: Span<UInt8>, _ end: Int) -> Bool {
    end >= 3 && folded[end - 1] == 0x61 && folded[end - 2] == 0x79 && folded[end - 3] == 0x6E
  }
}

/// First and last letters of the words that are often glued to others: what tells fast that no such word begins or ends a given one.
struct GlueEnds: Sendable, Archivable {
  /// By a number of two or three letters, as bits.
  private var begins = Array(repeating: UInt64(0), count: 1 << 10)
  private var ends = Array(repeating: UInt64(0), count: 1 << 10)

  /// - Parameter words: folded, with the sides on which they may be glued: 1 to the word before, 2 to the word after.
  init(_ words: [(word: [UInt8], side: UInt8)]) {
    for (word, side) in words where word.count >= 2 {
      let letters = word.span
      let count = min(word.count, 3)
      if side & 2 != 0 { GlueEnds.insert(GlueEnds.number(letters, 0, count), &begins) }
      if side & 1 != 0 { GlueEnds.insert(GlueEnds.number(letters, word.count - count, word.count), &ends) }
    }
  }

  init(from archive: inout ArchiveReader) throws(ArchiveError) {
    begins = try archive.read()
    ends = try archive.read()
    guard begins.count == 1 << 10, ends.count == 1 << 10 else { throw ArchiveError() }
  }

  func write(to archive: inout ArchiveWriter) {
    archive.write(begins)
    archive.write(ends)
  }

  private static func number(_ letters: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var number: UInt32 = 0
    for at in start..<end { number = number << 8 | UInt32(letters[at]) }
    return Int((number &* 0x9E37_79B1) >> 16)
  }

  private static func insert(_ number: Int, _ bits: inout [UInt64]) { bits[number >> 6] |= 1 << UInt64(number & 63) }
  private static func has(_ bits: [UInt64], _ number: Int) -> Bool { bits[number >> 6] & (1 << UInt64(number & 63)) != 0 }

  /// False where no such word begins `start..<end` with another after it, nor ends it with another before.
  func mayHold(_ folded: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    end - start >= 5 && (mayBegin(folded, start) || mayEnd(folded, start, end))
  }

  /// Whether such a word may stand at `start`, of three letters and more.
  func mayBegin(_ folded: Span<UInt8>, _ start: Int) -> Bool {
    GlueEnds.has(begins, GlueEnds.number(folded, start, start + 2)) || GlueEnds.has(begins, GlueEnds.number(folded, start, start + 3))
  }

  /// Whether one may end `start..<end`, with or without clitics.
  func mayEnd(_ folded: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var end = end
    while true {
      if GlueEnds.has(ends, GlueEnds.number(folded, end - 2, end)) { return true }
      if GlueEnds.has(ends, GlueEnds.number(folded, end - 3, end)) { return true }
      let stem = Clitic.stemEnd(folded, start, end)
      guard stem < end, stem - start >= 3 else { return false }
      end = stem
    }
  }
}
