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
    var scalars: Int32 = 0
    for (offset, byte) in bytes.enumerated() {
      if offset % Self.stride == 0 { checkpoints.append(scalars) }
      if byte & 0xC0 != 0x80 { scalars += 1 }
    }
    if checkpoints.isEmpty || bytes.count % Self.stride == 0 { checkpoints.append(scalars) }
    self.checkpoints = checkpoints
  }

  /// The number of scalars that begin before `byte`.
  package func scalar(_ byte: Int) -> Int {
    let at = min(max(byte, 0), bytes.count)
    let checkpoint = at / Self.stride
    var scalars = Int(checkpoints[checkpoint])
    var offset = checkpoint * Self.stride
    while offset < at {
      if bytes[offset] & 0xC0 != 0x80 { scalars += 1 }
      offset += 1
    }
    return scalars
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
