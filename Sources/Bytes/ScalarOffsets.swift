/// Turns UTF-8 byte offsets of one buffer into Unicode scalar offsets (what a Python slice takes), and back.
///
/// Complexity: O(*n*) to make, O(64) a lookup; one `Int32` for each 64 bytes of text.
package struct ScalarOffsets: Sendable {
  private let bytes: [UInt8]
  private let checkpoints: [Int32]
  private static let stride = 64

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var checkpoints: [Int32] = []
    checkpoints.reserveCapacity(bytes.count / Self.stride + 1)
    var scalars = 0
    var offset = 0
    let text = bytes.span
    while true {
      checkpoints.append(Int32(scalars))
      let end = offset + Self.stride
      guard end <= text.count else { break }
      scalars += Self.stride - Self.continuations(text, offset, end)
      offset = end
    }
    self.checkpoints = checkpoints
  }

  /// How many bytes of a range go on with a scalar, eight at a time.
  private static func continuations(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var found = 0
    var at = start
    while at &+ 8 <= end {
      let eight = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)
      found &+= (eight & ~(eight << 1) & 0x8080_8080_8080_8080).nonzeroBitCount
      at &+= 8
    }
    while at < end {
      if text[at] & 0xC0 == 0x80 { found &+= 1 }
      at &+= 1
    }
    return found
  }

  /// The number of scalars that begin before `byte`.
  package func scalar(_ byte: Int) -> Int {
    let at = min(max(byte, 0), bytes.count)
    let checkpoint = at / Self.stride
    let start = checkpoint * Self.stride
    return Int(checkpoints[checkpoint]) + at - start - Self.continuations(bytes.span, start, at)
  }

  /// The byte at which scalar number `scalar` begins, or nil past the end.
  package func byte(_ scalar: Int) -> Int? {
    guard scalar >= 0 else { return nil }
    var low = 0
    var high = checkpoints.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if Int(checkpoints[middle]) <= scalar { low = middle } else { high = middle - 1 }
    }
    var scalars = Int(checkpoints[low])
    var offset = low * Self.stride
    while offset < bytes.count {
      if bytes[offset] & 0xC0 != 0x80 {
        if scalars == scalar { return offset }
        scalars += 1
      }
      offset += 1
    }
    return scalars == scalar ? bytes.count : nil
  }
}
