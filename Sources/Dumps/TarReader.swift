import Bytes

/// One header block of a tar archive: ustar, with the names of pax and GNU.
struct TarHeader {
  var name: String
  var size: Int
  var kind: UInt8

  /// Nil for a block whose checksum is wrong.
  init?(_ block: [UInt8]) {
    guard block.count == 512, TarHeader.isSound(block) else { return nil }
    func text(_ range: Range<Int>) -> String { String(decoding: block[range].prefix { $0 != 0 }, as: UTF8.self) }
    guard let size = TarHeader.number(block[124..<136]), size >= 0 else { return nil }
    let prefix = block[257..<262].elementsEqual("ustar".utf8) && block[263] == 0x30 ? text(345..<500) : ""
    name = prefix.isEmpty ? text(0..<100) : prefix + "/" + text(0..<100)
    self.size = size
    kind = block[156]
  }

  static func begins(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 512 && bytes[257..<262].elementsEqual("ustar".utf8) && isSound(Array(bytes.prefix(512)))
  }

  /// The sum of all bytes, those of the sum itself taken as blanks.
  private static func isSound(_ block: [UInt8]) -> Bool {
    guard let said = number(block[148..<156]) else { return false }
    var sum = 8 * 0x20
    for (index, byte) in block.enumerated() where !(148..<156).contains(index) { sum += Int(byte) }
    return sum == said
  }

  /// Octal digits; or big-endian binary, marked by the first bit, for what they are too few for.
  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    if let first = field.first, first & 0x80 != 0 {
      var value = Int(first & 0x7F)
      for byte in field.dropFirst() {
        guard value < 1 << 54 else { return nil }
        value = value << 8 | Int(byte)
      }
      return value
    }
    var value = 0
    for byte in field.drop(while: { $0 == 0x20 }) {
      guard byte >= 0x30, byte < 0x38 else { break }
      value = value << 3 | Int(byte - 0x30)
    }
    return value
  }
}

/// The pages of a tar archive: every file in it is read as it would be on disk, its path the archive's and its own.
///
/// Files whose names begin with a point are passed over, as in folders. One file is in memory at a time.
struct TarReader {
  let path: String
  let limits: DumpLimits
  private var blanks = 0
  private var isDone = false

  enum Entry {
    case file(path: String, [UInt8])
    case failure(Failure)
  }

  init(path: String, limits: DumpLimits) {
    self.path = path
    self.limits = limits
  }

  mutating func next<Source: ByteSource>(_ stream: inout LineReader<Source>) -> Entry? {
    var longName: String?
    while !isDone {
      let (block, taken, _) = stream.take(512, limit: 512)
      if taken < 512 {
        if let error = stream.takeError() { return end(error) }
        return taken == 0 ? nil : end(.truncatedTar)
      }
      if block.allSatisfy({ $0 == 0 }) {
        blanks += 1
        if blanks == 2 { isDone = true }
        continue
      }
      guard var header = TarHeader(block) else { return end(.badTar("a header's checksum is wrong")) }
      let isFile = header.kind == 0 || header.kind == UInt8(ascii: "0") || header.kind == UInt8(ascii: "7")
      let isName = header.kind == UInt8(ascii: "L") || header.kind == UInt8(ascii: "x")
      let (bytes, got, sha256) = stream.take(header.size, limit: isFile ? limits.page : isName ? 1 << 16 : 0)
      let padding = (512 - header.size % 512) % 512
      let padded = stream.take(padding, limit: 512).taken
      if got < header.size { return end(stream.takeError() ?? .truncatedTar, of: longName ?? header.name, sha256 ?? SHA256.hex(bytes)) }
      if padded < padding { isDone = true }
      if isName {
        longName = header.kind == UInt8(ascii: "L") ? String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) : pax(bytes)
        continue
      }
      if let name = longName { header.name = name }
      longName = nil
      guard isFile, !header.name.split(separator: "/").contains(where: { $0.hasPrefix(".") && $0 != "." }) else { continue }
      if let sha256 { return failure(.pageTooLarge(limit: limits.page), of: header.name, sha256) }
      return .file(path: path + "/" + trimmed(header.name), bytes)
    }
    stream.drain()
    return nil
  }

  private func trimmed(_ name: String) -> String { name.hasPrefix("./") ? String(name.dropFirst(2)) : name }

  /// `LENGTH path=NAME\n` among the records of a pax header.
  private func pax(_ bytes: [UInt8]) -> String? {
    for record in bytes.split(separator: 0x0A) {
      let text = String(decoding: record, as: UTF8.self)
      guard let blank = text.firstIndex(of: " ") else { continue }
      let pair = text[text.index(after: blank)...]
      if pair.hasPrefix("path=") { return String(pair.dropFirst("path=".count)) }
    }
    return nil
  }

  private mutating func end(_ error: DumpError, of name: String? = nil, _ sha256: String? = nil) -> Entry {
    isDone = true
    return failure(error, of: name, sha256)
  }

  private func failure(_ error: DumpError, of name: String?, _ sha256: String?) -> Entry {
    .failure(
      Failure(
        path: name.map { path + "/" + trimmed($0) } ?? path, line: nil, stage: "dump", error: error.word,
        message: error.message, bytesSHA256: sha256))
  }
}
