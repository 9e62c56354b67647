import Bytes

/// One header block of a tar archive: ustar, with the names of pax and GNU.
struct TarHeader {
  var name: String
  var size: Int
  var kind: UInt8
  /// Where a link leads to.
  var target: String
  /// Whether the list of a sparse file's parts goes on in another block.
  var isContinued: Bool

  /// Whether it is a file that is all there; directories of old archives are files whose names end in a slash.
  var isFile: Bool { [0, UInt8(ascii: "0"), UInt8(ascii: "7")].contains(kind) && !name.hasSuffix("/") }

  /// Nil for a block whose checksum is wrong.
  init?(_ block: [UInt8]) {
    guard block.count == 512, TarHeader.isSound(block) else { return nil }
    func text(_ range: Range<Int>) -> String { String(decoding: block[range].prefix { $0 != 0 }, as: UTF8.self) }
    guard let size = TarHeader.number(block[124..<136]), size >= 0 else { return nil }
    let prefix = block[257..<262].elementsEqual("ustar".utf8) && block[263] == 0x30 ? text(345..<500) : ""
    name = prefix.isEmpty ? text(0..<100) : prefix + "/" + text(0..<100)
    self.size = size
    kind = block[156]
    target = text(157..<257)
    isContinued = kind == UInt8(ascii: "S") && block[482] != 0
  }

  /// What stands in other entries goes before what the header says.
  fileprivate mutating func apply(_ notes: TarNotes) {
    name = notes.name ?? name
    target = notes.target ?? target
    size = notes.size ?? size
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

/// What pax and GNU say of the file that comes next, in an entry before its own.
private struct TarNotes {
  var name: String?
  var target: String?
  var size: Int?
  var isSparse = false

  static func areIn(_ kind: UInt8) -> Bool { [UInt8(ascii: "L"), UInt8(ascii: "K"), UInt8(ascii: "x")].contains(kind) }

  mutating func add(_ bytes: [UInt8], kind: UInt8) {
    switch kind {
    case UInt8(ascii: "L"): name = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    case UInt8(ascii: "K"): target = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    default: addRecords(bytes[...])
    }
  }

  /// `LENGTH KEY=VALUE\n`, one after the other.
  private mutating func addRecords(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    while let blank = rest.firstIndex(of: 0x20), let length = Int(String(decoding: rest[..<blank], as: UTF8.self)),
      length > blank - rest.startIndex + 1, length <= rest.count
    {
      let record = rest[(blank + 1)..<(rest.startIndex + length - 1)]
      rest = rest.dropFirst(length)
      guard let mark = record.firstIndex(of: UInt8(ascii: "=")) else { continue }
      add(String(decoding: record[..<mark], as: UTF8.self), String(decoding: record[(mark + 1)...], as: UTF8.self))
    }
  }

  private mutating func add(_ key: String, _ value: String) {
    switch key {
    case "path": if !isSparse { name = value }
    case "linkpath": target = value
    case "size": size = Int(value).flatMap { $0 >= 0 ? $0 : nil }
    case _ where key.hasPrefix("GNU.sparse."):
      isSparse = true
      // The name in the header itself is one of tar's own.
      if key == "GNU.sparse.name" { name = value }
    default: break
    }
  }
}

/// The pages of a tar archive: every file in it is read as it would be on disk, its path the archive's and its own.
///
/// Files whose names begin with a point are passed over, as in folders; links that are no hard links, too. Archives that stand one after
/// the other are read as one. One file is in memory at a time.
struct TarReader {
  let path: String
  let limits: DumpLimits
  /// Blank blocks since the last entry: two end an archive.
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
    var notes = TarNotes()
    while !isDone {
      let (block, taken, _) = stream.take(512, limit: 512)
      let isBlank = block.allSatisfy { $0 == 0 }
      if taken < 512 {
        if let error = stream.takeError() { return end(error) }
        return taken == 0 || isBlank && blanks >= 2 ? nil : end(.truncatedTar)
      }
      if isBlank {
        blanks += 1
        continue
      }
      guard var header = TarHeader(block) else {
        return end(.badTar(blanks >= 2 ? "something follows its end" : "a header's checksum is wrong"))
      }
      blanks = 0
      skipParts(of: header, &stream)
      if TarNotes.areIn(header.kind) {
        let (bytes, isWhole, _) = content(of: header, limit: 1 << 16, &stream)
        if !isWhole { return end(stream.takeError() ?? .truncatedTar, of: notes.name ?? header.name, SHA256.hex(bytes)) }
        notes.add(bytes, kind: header.kind)
        continue
      }
      header.apply(notes)
      if let entry = entry(header, isSparse: notes.isSparse, &stream) { return entry }
      notes = TarNotes()
    }
    stream.drain()
    return nil
  }

  /// Nil for what is no page.
  private mutating func entry<Source: ByteSource>(
    _ header: TarHeader, isSparse: Bool, _ stream: inout LineReader<Source>
  ) -> Entry? {
    let isSparse = isSparse || header.kind == UInt8(ascii: "S")
    let isFile = header.isFile && !isSparse
    let (bytes, isWhole, sha256) = content(of: header, limit: isFile ? limits.page : 0, &stream)
    if !isWhole { return end(stream.takeError() ?? .truncatedTar, of: header.name, sha256 ?? SHA256.hex(bytes)) }
    let isHidden = header.name.split(separator: "/").contains { $0.hasPrefix(".") && $0 != "." && $0 != ".." }
    if isHidden { return nil }
    let digest = sha256 ?? SHA256.hex(Array(header.target.utf8))
    if isSparse { return failure(.sparseFile, of: header.name, digest) }
    if header.kind == UInt8(ascii: "1") { return failure(.archivedLink(header.target), of: header.name, digest) }
    guard isFile else { return nil }
    if let sha256 { return failure(.pageTooLarge(limit: limits.page), of: header.name, sha256) }
    return .file(path: path + "/" + trimmed(header.name), bytes)
  }

  /// The bytes of an entry and what fills up its last block; a digest where they are more than `limit`.
  private mutating func content<Source: ByteSource>(
    of header: TarHeader, limit: Int, _ stream: inout LineReader<Source>
  ) -> (bytes: [UInt8], isWhole: Bool, sha256: String?) {
    let (bytes, taken, sha256) = stream.take(header.size, limit: limit)
    let padding = (512 - header.size % 512) % 512
    if stream.take(padding, limit: 512).taken < padding { isDone = true }
    return (bytes, taken == header.size, sha256)
  }

  private func skipParts<Source: ByteSource>(of header: TarHeader, _ stream: inout LineReader<Source>) {
    var isContinued = header.isContinued
    while isContinued {
      let block = stream.take(512, limit: 512).bytes
      isContinued = block.count == 512 && block[504] != 0
    }
  }

  private func trimmed(_ name: String) -> String { name.hasPrefix("./") ? String(name.dropFirst(2)) : name }

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
