import Bytes
import Glibc

/// Cuts a stream into lines, or takes it whole, in bounded memory.
struct LineReader<Source: ByteSource> {
  enum Line {
    /// Without the line break; `number` counts from 1, blank lines too.
    case bytes([UInt8], number: Int)
    case failure(DumpError, number: Int, sha256: String)
  }

  private var source: UnzippedSource<Source>
  /// Bytes read: those before `at` are done.
  private(set) var buffer: [UInt8] = []
  private(set) var at = 0
  private var number = 0
  private var isAtEnd = false
  /// Why the stream ended, where it was not its end.
  private(set) var broken: DumpError?

  init(_ source: UnzippedSource<Source>) { self.source = source }

  /// Reads on, after dropping what is done; false where nothing came: at the end of the stream. Bytes that come with an error are true
  /// ones; the error is told after them.
  mutating func fill() -> Bool {
    if isAtEnd { return false }
    if at > 0 {
      buffer.removeSubrange(..<at)
      at = 0
    }
    let before = buffer.count
    do {
      isAtEnd = try source.read(into: &buffer) == 0
    } catch {
      broken = error
      isAtEnd = true
    }
    return buffer.count > before
  }

  /// Reads on until `count` bytes wait, where there are so many; tells how many do.
  @discardableResult
  mutating func fill(upTo count: Int) -> Int {
    while buffer.count - at < count, fill() {}
    return buffer.count - at
  }

  /// Passes over bytes that wait.
  mutating func advance(_ count: Int) { at = min(at + count, buffer.count) }

  /// Passes over everything.
  mutating func drain() {
    repeat { at = buffer.count } while fill()
    broken = nil
  }

  /// The error that ended the stream, once.
  mutating func takeError() -> DumpError? {
    defer { broken = nil }
    return broken
  }

  /// The next `count` bytes, fewer at the end of the stream. Past the limit they are only digested.
  mutating func take(
    _ count: Int, limit: Int
  ) -> (bytes: [UInt8], taken: Int, sha256: String?) {
    if count <= limit {
      let taken = min(fill(upTo: count), count)
      defer { at += taken }
      return (Array(buffer[at..<at + taken]), taken, nil)
    }
    var digest = SHA256()
    var taken = 0
    while taken < count, fill(upTo: 1) > 0 {
      let piece = buffer[at..<at + min(buffer.count - at, count - taken)]
      digest.update(piece.span)
      taken += piece.count
      at += piece.count
    }
    return ([], taken, digest.hex())
  }

  mutating func detectFormat(path: String) -> PageSource.Format {
    fill(upTo: 1 << 16)
    return Dumps.detectFormat(path: path, firstBytes: Array(buffer[at...].prefix(1 << 16)))
  }

  /// Whether a JSON value of more than a line comes; by its name a file may be an object too.
  mutating func beginsAsDocument(path: String) -> Bool {
    fill(upTo: 1 << 16)
    let bytes = Array(buffer[at...].prefix(1 << 16))
    return nameExtension(of: path) == "json" ? DumpDocument.begins(bytes) : DumpDocument.beginsAsArrayOfObjects(bytes)
  }

  /// Whether the first byte that is no blank begins an array.
  mutating func beginsAsArray() -> Bool {
    fill(upTo: 1 << 16)
    let bytes = buffer[at...].starts(with: TextDecoding.mark) ? buffer[(at + 3)...] : buffer[at...]
    return bytes.first { $0 > 0x20 } == UInt8(ascii: "[")
  }

  /// Passes over the byte order mark of UTF-8; true for one of UTF-16.
  mutating func beginsAsUTF16() -> Bool {
    guard number == 0 else { return false }
    fill(upTo: 3)
    if buffer[at...].starts(with: TextDecoding.mark) { at += 3 }
    return TextDecoding.isUTF16(Array(buffer[at...].prefix(2)))
  }

  mutating func next(limit: Int) -> Line? {
    var searched = 0
    while true {
      if let end = lineBreak(from: at + searched) {
        number += 1
        defer { at = end + 1 }
        if end - at > limit {
          return .failure(.lineTooLong(limit: limit), number: number, sha256: SHA256.hex(Array(buffer[at..<end])))
        }
        return .bytes(Array(buffer[at..<end]), number: number)
      }
      searched = buffer.count - at
      if searched > limit {
        number += 1
        return .failure(.lineTooLong(limit: limit), number: number, sha256: skipLine())
      }
      if !fill() { return last() }
    }
  }

  /// What stands after the last line break.
  private mutating func last() -> Line? {
    let bytes = Array(buffer[at...])
    at = buffer.count
    if let error = broken {
      broken = nil
      number += 1
      return .failure(error, number: number, sha256: SHA256.hex(bytes))
    }
    if bytes.isEmpty { return nil }
    number += 1
    return .bytes(bytes, number: number)
  }

  /// Passes over the rest of a line that is too long, keeping no more than a piece of it; gives the whole line's digest.
  private mutating func skipLine() -> String {
    var digest = SHA256()
    while true {
      let end = lineBreak(from: at)
      let piece = buffer[at..<(end ?? buffer.count)]
      digest.update(piece.span)
      at = end.map { $0 + 1 } ?? buffer.count
      if end != nil || !fill() { return digest.hex() }
    }
  }

  /// Everything from here on. Past the limit the bytes are only digested.
  /// Without `digests` the digest of what fits is left empty.
  mutating func rest(limit: Int, digests: Bool = true) -> (bytes: [UInt8], error: DumpError?, sha256: String) {
    while buffer.count - at <= limit, fill() {}
    guard buffer.count - at > limit else {
      let bytes = at == 0 ? buffer : Array(buffer[at...])
      buffer = []
      at = 0
      return (bytes, broken, digests || broken != nil ? SHA256.hex(bytes) : "")
    }
    var digest = SHA256()
    repeat {
      let piece = buffer[at...]
      digest.update(piece.span)
      at = buffer.count
    } while fill()
    return ([], broken ?? .pageTooLarge(limit: limit), digest.hex())
  }

  private func lineBreak(from start: Int) -> Int? {
    unsafe buffer.withUnsafeBufferPointer { bytes in
      guard start < bytes.count, let base = bytes.baseAddress else { return nil }
      guard let found = unsafe memchr(base + start, 0x0A, bytes.count - start) else { return nil }
      return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
  }
}
