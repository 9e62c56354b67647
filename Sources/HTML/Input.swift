import Bytes

#if canImport(Glibc)
  import Glibc
#endif

/// The bytes of a document while they are parsed. Reading past the end gives 0, so that a state can look ahead without asking.
@safe struct Input {
  private let base: UnsafePointer<UInt8>
  let count: Int
  /// Whether a NUL stands anywhere: in nearly no page, and then no state has to look for one.
  let hasNull: Bool

  private static let nothing: StaticString = ""

  init(_ buffer: UnsafeBufferPointer<UInt8>) {
    unsafe base = buffer.baseAddress ?? Input.nothing.utf8Start
    count = buffer.count
    hasNull = unsafe buffer.baseAddress.map { unsafe memchr($0, 0, buffer.count) != nil } ?? false
  }

  subscript(_ index: Int) -> UInt8 {
    @inline(__always) get { index < count ? unsafe base[index] : 0 }
  }

  /// The first place of `byte` in `start..<end`, or `end`. One memchr.
  func find(_ byte: UInt8, from start: Int, to end: Int) -> Int {
    guard start < end, end <= count else { return end }
    guard let found = unsafe memchr(base + start, Int32(byte), end - start) else { return end }
    return unsafe UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
  }

  func find(_ byte: UInt8, from start: Int) -> Int { find(byte, from: start, to: count) }

  /// The first place of either byte at or behind `start`, or the end. For places that are near: sixteen bytes a step, without a call.
  @inline(__always) func find(_ byte: UInt8, or other: UInt8, from start: Int) -> Int {
    var at = start
    let (first, second) = (SIMD16<UInt8>(repeating: byte), SIMD16<UInt8>(repeating: other))
    while at + 16 <= count {
      let step = unsafe UnsafeRawPointer(base + at).loadUnaligned(as: SIMD16<UInt8>.self)
      let found = firstSet((step .== first) .| (step .== second))
      at += found
      if found < 16 { return at }
    }
    while at < count, unsafe base[at] != byte, unsafe base[at] != other { at += 1 }
    return at
  }

  /// The bytes at `start`, at most eight, as one number, the last byte the lowest; nil where eight do not stand there.
  @inline(__always) func number(from start: Int, count length: Int) -> UInt64? {
    guard start + 8 <= count, length > 0, length <= 8 else { return nil }
    let word = unsafe UInt64(bigEndian: UnsafeRawPointer(base + start).loadUnaligned(as: UInt64.self))
    return word &>> UInt64(64 - 8 * length)
  }

  /// The first place at or behind `start` where no small letter and no hyphen stands.
  @inline(__always) func endOfName(from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var at = start
    while at + 8 <= count {
      let word = unsafe UInt64(littleEndian: UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self))
      let low = word & (ones &* 0x7F)
      let letters = (low &+ ones &* (0x80 - 0x61)) ^ (low &+ ones &* (0x80 - 0x7B))
      let hyphens = ~((low ^ ones &* 0x2D) &+ ones &* 0x7F)
      let others = ~((letters | hyphens) & ~word) & (ones &* 0x80)
      if others != 0 { return at + others.trailingZeroBitCount &>> 3 }
      at += 8
    }
    while at < count, unsafe base[at] &- 0x61 < 26 || base[at] == 0x2D { at += 1 }
    return at
  }

  /// The first NUL in `start..<end`, or `end`.
  @inline(__always) func findNull(from start: Int, to end: Int) -> Int { hasNull ? find(0, from: start, to: end) : end }

  func append(_ start: Int, _ end: Int, to out: inout [UInt8]) {
    guard start < end, end <= count else { return }
    unsafe out.append(contentsOf: UnsafeBufferPointer(start: base + start, count: end - start))
  }

  /// Whether the bytes at `start` are `word`, letters of either case; `word` is lower case.
  func matches(_ word: StaticString, at start: Int) -> Bool {
    let length = word.utf8CodeUnitCount
    guard start + length <= count else { return false }
    for index in 0..<length {
      let letter = unsafe word.utf8Start[index]
      if lowercased(self[start + index]) != letter { return false }
    }
    return true
  }
}

/// A U+000A, U+0009, U+000C or U+0020: what the standard's states skip. (U+000D is gone before.)
@inline(__always) func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0C }
@inline(__always) func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
@inline(__always) func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
@inline(__always) func isCapital(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
@inline(__always) func lowercased(_ byte: UInt8) -> UInt8 { isCapital(byte) ? byte | 0x20 : byte }
