package import Bytes

/// Words that the rule files know, as small numbers: id 0 is every word that they do not know.
///
/// Words are folded: ASCII and Latin-1 letters in lower case. Lookup is open addressing: no allocation, and for words of up
/// to eight letters one comparison of numbers. Most words that are unknown are told by a bit, in a table that stays near the processor.
package struct Vocabulary: Sendable, Archivable {
  private struct Slot: BitwiseCopyable {
    /// The first eight letters.
    var letters: UInt64 = 0
    /// 0 where nothing is.
    var id: Int32 = 0
    /// In bytes.
    var count: Int32 = 0
  }

  private var pool: [UInt8] = []
  private var starts: [Int32] = [0, 0]
  private var slots = Array(repeating: Slot(), count: 1024)
  /// Four bits for each slot, by high bits of the hash: those of all words are set.
  private var filter = Array(repeating: UInt64(0), count: 1024 / 16)

  package init() {}

  package init(from archive: inout ArchiveReader) throws(ArchiveError) {
    pool = try archive.read()
    starts = try archive.read()
    slots = try archive.read()
    filter = try archive.read()
    guard slots.count.nonzeroBitCount == 1, starts.count > 1, starts.count <= slots.count, filter.count == slots.count / 16 else {
      throw ArchiveError()
    }
  }

  package func write(to archive: inout ArchiveWriter) {
    archive.write(pool)
    archive.write(starts)
    archive.write(slots)
    archive.write(filter)
  }

  /// The number of words, counting id 0.
  package var count: Int { starts.count - 1 }

  /// The id of `word`, made if it is new. The word is folded first.
  package mutating func intern(_ word: String) -> Int32 {
    intern(folded: Vocabulary.fold(Array(word.utf8))[...])
  }

  /// The id of folded bytes, made if they are new.
  package mutating func intern(folded: ArraySlice<UInt8>) -> Int32 {
    let found = id(of: folded)
    if found != 0 { return found }
    pool += folded
    starts.append(Int32(pool.count))
    let id = Int32(starts.count - 2)
    if starts.count * 2 > slots.count { grow() } else { insert(id) }
    return id
  }

  /// The id of a folded word, 0 where it is unknown.
  package func id(of folded: ArraySlice<UInt8>) -> Int32 { id(of: folded.span) }

  /// The id of a folded word, 0 where it is unknown.
  package func id(of folded: Span<UInt8>) -> Int32 { id(of: folded, 0, folded.count) }

  /// The id of the folded word at `start..<end`, 0 where it is unknown.
  func id(of folded: Span<UInt8>, _ start: Int, _ end: Int) -> Int32 {
    guard start < end else { return 0 }
    let letters = EightBytes(folded, from: start, count: end - start).value
    let hash = Vocabulary.hash(letters, folded, start, end)
    return id(hash, letters, end - start) { hasTail($0, folded, start, end) }
  }

  /// The id of a folded word of at most sixteen letters, 0 where it is unknown.
  @inline(__always) func id(of word: Letters) -> Int32 {
    let hash = Vocabulary.hash(word.first, last: word.last, word.count)
    return id(hash, word.first, word.count) { id in
      word.count <= 8 || EightBytes(pool.span, from: Int(starts[Int(id) + 1]) - 8).value == word.last
    }
  }

  /// - Parameter goesOnAlike: whether a word of the same first letters and length is the same.
  @inline(__always) private func id(_ hash: UInt64, _ letters: UInt64, _ count: Int, goesOnAlike: (Int32) -> Bool) -> Int32 {
    guard mayHold(hash) else { return 0 }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let found = slots[slot]
      if found.id == 0 { return 0 }
      if found.letters == letters, Int(found.count) == count, goesOnAlike(found.id) { return found.id }
      slot = (slot + 1) & mask
    }
  }

  @inline(__always) private func mayHold(_ hash: UInt64) -> Bool {
    let bit = Vocabulary.bit(hash, filter.count)
    return filter[bit >> 6] & (1 &<< UInt64(truncatingIfNeeded: bit)) != 0
  }

  /// The bit of a hash in a filter of `count` words.
  @inline(__always) private static func bit(_ hash: UInt64, _ count: Int) -> Int {
    Int(truncatingIfNeeded: hash &>> 32) & (count &* 64 &- 1)
  }

  /// A folded word of at most sixteen letters.
  struct Letters {
    /// Its first eight, the first the lowest byte, and zeros after the last.
    let first: UInt64
    /// Its last eight where it has more, else 0.
    let last: UInt64
    /// In bytes.
    let count: Int

    /// - Parameters:
    ///   - first: its first letters and what follows them.
    ///   - folded: the text, where it ends before `end`.
    @inline(__always) init(first: UInt64, _ end: Int, _ count: Int, _ folded: Span<UInt8>) {
      self.first = count < 8 ? first & (1 &<< UInt64(truncatingIfNeeded: 8 &* count) &- 1) : first
      last = count > 8 ? EightBytes(folded, from: end - 8).value : 0
      self.count = count
    }

    /// Its first `count` letters; `end` is where the whole ends in the text.
    @inline(__always) func prefix(_ count: Int, _ end: Int, _ folded: Span<UInt8>) -> Letters {
      Letters(first: first, end - self.count + count, count, folded)
    }

    /// Its last three letters, of three and more.
    @inline(__always) var lastThree: UInt64 { count > 8 ? last >> 40 : first >> UInt64(truncatingIfNeeded: 8 &* (count &- 3)) }
  }

  /// Whether a word of the same length goes on alike after eight letters.
  @inline(__always) private func hasTail(_ id: Int32, _ folded: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var at = start + 8
    guard at < end else { return true }
    let offset = Int(starts[Int(id)]) - start
    while at < end, pool[offset + at] == folded[at] { at += 1 }
    return at == end
  }

  /// The folded word of an id; "" for 0.
  package func word(_ id: Int32) -> String {
    String(decoding: pool[Int(starts[Int(id)])..<Int(starts[Int(id) + 1])], as: UTF8.self)
  }

  /// Whether a word begins with all of another.
  package func begins(_ id: Int32, with other: Int32) -> Bool {
    let (start, count) = (Int(starts[Int(id)]), Int(starts[Int(id) + 1] - starts[Int(id)]))
    let (otherStart, otherCount) = (Int(starts[Int(other)]), Int(starts[Int(other) + 1] - starts[Int(other)]))
    guard otherCount <= count else { return false }
    for at in 0..<otherCount where pool[start + at] != pool[otherStart + at] { return false }
    return true
  }

  private mutating func insert(_ id: Int32) {
    let (start, end) = (Int(starts[Int(id)]), Int(starts[Int(id) + 1]))
    let letters = EightBytes(pool.span, from: start, count: end - start).value
    let hash = Vocabulary.hash(letters, pool.span, start, end)
    let bit = Vocabulary.bit(hash, filter.count)
    filter[bit >> 6] |= 1 << UInt64(bit & 63)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot].id != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Slot(letters: letters, id: id, count: Int32(end - start))
  }

  private mutating func grow() {
    slots = Array(repeating: Slot(), count: slots.count * 2)
    filter = Array(repeating: 0, count: slots.count / 16)
    for id in 1..<Int32(starts.count - 1) { insert(id) }
  }

  /// Of a word's first eight letters, its last eight where it has more, and its length.
  @inline(__always) private static func hash(_ letters: UInt64, _ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
    hash(letters, last: end - start > 8 ? EightBytes(bytes, from: end - 8).value : 0, end - start)
  }

  @inline(__always) private static func hash(_ letters: UInt64, last: UInt64, _ count: Int) -> UInt64 {
    let mixed = letters ^ (last &* 0xC2B2_AE3D_27D4_EB4F) ^ UInt64(truncatingIfNeeded: count)
    let product = mixed.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }

  /// ASCII and Latin-1 letters in lower case; everything else as it is.
  package static func fold(_ bytes: [UInt8]) -> [UInt8] {
    // Eight letters at a time, where the compiler sees one plain loop.
    var folded = unsafe [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, count in
      for index in bytes.indices {
        let byte = bytes[index]
        unsafe buffer[index] = byte | (byte &- 0x41 < 26 ? 0x20 : 0)
      }
      count = bytes.count
    }
    foldLatin(&folded)
    return folded
  }

  package static func fold(_ bytes: inout [UInt8]) { bytes = fold(bytes) }

  private static func foldLatin(_ bytes: inout [UInt8]) {
    var at = 0
    while at < bytes.count {
      if at + 8 <= bytes.count, !EightBytes(bytes.span, from: at).has(0xC3) {
        at += 8
        continue
      }
      let end = min(at + 8, bytes.count)
      while at < end {
        if bytes[at] == 0xC3, at + 1 < bytes.count {
          let next = bytes[at + 1]
          if next >= 0x80, next <= 0x9E, next != 0x97 { bytes[at + 1] = next + 0x20 }
        }
        at += 1
      }
    }
  }
}
