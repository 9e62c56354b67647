/// Where a dump's bytes come from: a file, standard input, an array. The caller opens and closes it.
package protocol ByteSource {
  /// Appends at most `count` bytes to `buffer` and tells how many; 0 at the end.
  mutating func read(into buffer: inout [UInt8], upTo count: Int) throws -> Int
}

/// Bytes that are in memory already.
package struct ArraySource: ByteSource {
  private let bytes: [UInt8]
  private var at = 0

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package mutating func read(into buffer: inout [UInt8], upTo count: Int) -> Int {
    let end = min(at + count, bytes.count)
    buffer.append(contentsOf: bytes[at..<end])
    defer { at = end }
    return end - at
  }
}
