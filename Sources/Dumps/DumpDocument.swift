import Bytes
import JSON

/// A `.json` file that is one value over several lines: an object is a page, an array holds a page an element.
enum DumpDocument {
  /// By the first bytes: an array, or an object that the first line does not end.
  static func begins(_ firstBytes: [UInt8]) -> Bool {
    let rest = start(firstBytes)
    if rest.first == UInt8(ascii: "[") { return true }
    guard rest.first == UInt8(ascii: "{"), let end = rest.firstIndex(of: 0x0A) else { return false }
    return (try? JSONReader.value(of: Array(rest[..<end]), replacesHalves: true)) == nil
  }

  /// By the first bytes: an array whose first element is an object with a key. No text begins so.
  static func beginsAsArrayOfObjects(_ firstBytes: [UInt8]) -> Bool {
    var rest = start(firstBytes)
    for mark in "[{\"".utf8 {
      guard rest.first == mark else { return false }
      rest = rest.dropFirst().drop { $0 <= 0x20 }
    }
    return true
  }

  private static func start(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    (bytes.starts(with: TextDecoding.mark) ? bytes[3...] : bytes[...]).drop { $0 <= 0x20 }
  }

  /// The page of a file that is an object.
  static func item(_ bytes: [UInt8], as line: DumpLine) throws(DumpError) -> DumpItem {
    let value = try DumpLine.value(of: bytes.starts(with: TextDecoding.mark) ? Array(bytes[3...]) : bytes)
    if value["schema"]?.string == DumpLine.articleSchema { return .record(compact(value), line: 1, id: value["id"]?.string) }
    return .page(try line.page(value, line: nil))
  }

  /// One element of an array; `number` counts from 1. Its failures carry the digest of its own bytes.
  static func item(_ bytes: [UInt8], number: Int, as line: DumpLine) -> DumpItem {
    do throws(DumpError) {
      let value = try DumpLine.value(of: bytes)
      if value["schema"]?.string == DumpLine.articleSchema {
        return .record(compact(value), line: number, id: value["id"]?.string)
      }
      return .page(try line.page(value, line: nil, element: number))
    } catch {
      return failure(error, number: number, path: line.path, sha256: SHA256.hex(bytes))
    }
  }

  static func failure(_ error: DumpError, number: Int, path: String, sha256: String) -> DumpItem {
    .failure(
      Failure(
        path: path, line: nil, stage: "dump", error: error.word, message: "element \(number): \(error.message)",
        bytesSHA256: sha256))
  }

  /// A record is a line, however it was laid out.
  private static func compact(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    writer.value(value)
    return writer.bytes
  }
}

/// Cuts the elements of a JSON array out of a stream, one at a time, without reading them: only strings and brackets are looked at.
///
/// Memory is bounded by one element, and so a file of any size is read.
struct ArrayElements {
  enum Element {
    case bytes([UInt8], number: Int)
    case failure(DumpError, number: Int, sha256: String)
  }

  private enum Place { case before, between, after }
  /// Where in an element the scan is: in a string, after its backslash, or how many brackets deep.
  private struct Scan {
    var depth = 0
    var isString = false
    var isEscaped = false

    /// True for the comma or bracket that ends the element.
    mutating func ends(_ byte: UInt8) -> Bool {
      if isString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isString = false
        }
        return false
      }
      switch byte {
      case UInt8(ascii: "\""): isString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return byte == UInt8(ascii: "]") }
        depth -= 1
      case UInt8(ascii: ","): return depth == 0
      default: break
      }
      return false
    }
  }

  private var place = Place.before
  private var number = 0

  /// Nil after the last element. A stream whose first byte that is no blank is no `[` has none.
  mutating func next<Source: ByteSource>(_ stream: inout LineReader<Source>, limit: Int) -> Element? {
    if place == .before {
      if stream.fill(upTo: 3) >= 3, stream.buffer[stream.at...].starts(with: TextDecoding.mark) { stream.advance(3) }
      skipBlanks(&stream)
      stream.advance(1)
      place = .between
    }
    if place == .after { return rest(&stream) }
    number += 1
    skipBlanks(&stream)
    var scan = Scan()
    var element: [UInt8] = []
    var digest: SHA256?
    while stream.fill(upTo: 1) > 0 {
      let bytes = stream.buffer
      var at = stream.at
      while at < bytes.count, !scan.ends(bytes[at]) { at += 1 }
      let piece = bytes[stream.at..<at]
      if digest == nil, element.count + piece.count > limit {
        digest = SHA256(of: element)
        element = []
      }
      if digest == nil { element += piece } else { digest?.update(piece.span) }
      stream.advance(piece.count)
      guard at < bytes.count else { continue }
      if bytes[at] == UInt8(ascii: "]") { place = .after }
      stream.advance(1)
      if let digest { return .failure(.pageTooLarge(limit: limit), number: number, sha256: digest.hex()) }
      if place == .after, number == 1, element.allSatisfy({ $0 <= 0x20 }) { return rest(&stream) }
      return .bytes(element, number: number)
    }
    place = .after
    let sha256 = digest?.hex() ?? SHA256.hex(element)
    return .failure(stream.takeError() ?? .openArray, number: number, sha256: sha256)
  }

  /// What follows the array: nothing, where the file is right.
  private mutating func rest<Source: ByteSource>(_ stream: inout LineReader<Source>) -> Element? {
    skipBlanks(&stream)
    guard stream.fill(upTo: 1) > 0 else {
      number += 1
      return stream.takeError().map { .failure($0, number: number, sha256: SHA256.hex([])) }
    }
    var digest = SHA256()
    while stream.fill(upTo: 1) > 0 {
      let piece = stream.buffer[stream.at...]
      digest.update(piece.span)
      stream.advance(piece.count)
    }
    _ = stream.takeError()
    number += 1
    return .failure(.afterArray, number: number, sha256: digest.hex())
  }

  private func skipBlanks<Source: ByteSource>(_ stream: inout LineReader<Source>) {
    while stream.fill(upTo: 1) > 0 {
      let blanks = stream.buffer[stream.at...].prefix { $0 <= 0x20 }.count
      if blanks == 0 { return }
      stream.advance(blanks)
    }
  }
}
