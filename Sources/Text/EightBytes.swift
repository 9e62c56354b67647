/// Eight bytes of a text as one number, the first the lowest: what is asked of each of them is asked of all at once.
///
/// Answers are masks with the highest bit of each byte for which they hold.
public struct EightBytes: Sendable {
  public let value: UInt64

  @inlinable @inline(__always) public init(_ value: UInt64) { self.value = value }

  /// The bytes from `start` on, at most `count` of them; zeros after these, and after the text.
  @inlinable @inline(__always) public init(_ bytes: Span<UInt8>, from start: Int, count: Int = 8) {
    var value: UInt64 = 0
    if start >= 0, start &+ 8 <= bytes.count {
      value = unsafe UInt64(littleEndian: bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: UInt64.self))
      if count < 8 { value &= 1 &<< UInt64(truncatingIfNeeded: 8 &* count) &- 1 }
    } else {
      for at in 0..<min(count, 8, bytes.count - start) { value |= UInt64(bytes[start + at]) << UInt64(8 * at) }
    }
    self.value = value
  }

  /// Those with ASCII capitals as small letters.
  @inlinable @inline(__always) public var lower: EightBytes { EightBytes(value | capitals >> 2) }

  @inlinable @inline(__always) public var capitals: UInt64 { between(0x41, 0x5A) }
  @inlinable @inline(__always) public var digits: UInt64 { between(0x30, 0x39) }
  /// ASCII letters.
  @inlinable @inline(__always) public var letters: UInt64 { EightBytes(value | 0x2020_2020_2020_2020).between(0x61, 0x7A) }

  @inlinable @inline(__always) public func between(_ low: UInt8, _ high: UInt8) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let below = value & (0x7F &* ones)
    let fromLow = below &+ UInt64(0x80 - low) &* ones
    let beyond = below &+ UInt64(0x7F - high) &* ones
    return fromLow & ~beyond & ~value & (0x80 &* ones)
  }

  /// Whether one of them is `low` or more, of the bytes beyond ASCII.
  @inlinable @inline(__always) public func hasByte(from low: UInt8) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    return ((value & (0x7F &* ones)) &+ UInt64(0x100 - UInt64(low)) &* ones) & value & (0x80 &* ones) != 0
  }

  /// Whether one of them is `byte`.
  @inlinable @inline(__always) public func has(_ byte: UInt8) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let difference = value ^ UInt64(byte) &* ones
    return (difference &- ones) & ~difference & (0x80 &* ones) != 0
  }
}
