import Glibc

/// Looking for a byte by memchr: whole runs, not a byte at a time.
enum ByteSearch {
  /// The first place of `byte` in `start..<end`, or nil.
  static func first(_ byte: UInt8, in bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
    guard start < end, end <= bytes.count else { return nil }
    return unsafe bytes.withUnsafeBytes { buffer -> Int? in
      guard let base = buffer.baseAddress, let found = unsafe memchr(base + start, Int32(byte), end - start) else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }
}
