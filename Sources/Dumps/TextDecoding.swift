import Bytes

/// Text pages as UTF-8 without a byte order mark. Line ends stay as they are: offsets count them.
enum TextDecoding {
  static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  static func isUTF16(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
  }

  static func text(_ bytes: [UInt8]) throws(DumpError) -> [UInt8] {
    if isUTF16(bytes) { return try utf16(bytes) }
    if let offset = firstInvalidUTF8(in: bytes.span) { throw .invalidUTF8(offset: offset) }
    return bytes.starts(with: mark) ? Array(bytes[3...]) : bytes
  }

  private static func utf16(_ bytes: [UInt8]) throws(DumpError) -> [UInt8] {
    let high = bytes[0] == 0xFE ? 0 : 1
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var at = 2
    func unit(_ at: Int) -> UInt32? {
      at + 1 < bytes.count ? UInt32(bytes[at + high]) << 8 | UInt32(bytes[at + 1 - high]) : nil
    }
    while at < bytes.count {
      guard let first = unit(at) else { throw .invalidUTF16(offset: at) }
      var scalar = Unicode.Scalar(first)
      var width = 2
      if first & 0xFC00 == 0xD800, let second = unit(at + 2), second & 0xFC00 == 0xDC00 {
        scalar = Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF)
        width = 4
      }
      guard let scalar else { throw .invalidUTF16(offset: at) }
      text.append(contentsOf: UTF8.encode(scalar)!)
      at += width
    }
    return text
  }
}
