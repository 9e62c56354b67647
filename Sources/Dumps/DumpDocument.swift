import Bytes
import JSON

/// A `.json` file that is one value over several lines: an object is a page, an array holds a page an element.
enum DumpDocument {
  /// By the first bytes: an array, or an object that the first line does not end.
  static func begins(_ firstBytes: [UInt8]) -> Bool {
    let rest = firstBytes.drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
    if rest.first == UInt8(ascii: "[") { return true }
    guard rest.first == UInt8(ascii: "{"), let end = rest.firstIndex(of: 0x0A) else { return false }
    return (try? JSONReader.value(of: Array(rest[..<end]))) == nil
  }

  /// The pages of the whole file, each with the digest of its own bytes.
  static func items(_ bytes: [UInt8], as line: DumpLine) throws(DumpError) -> [DumpItem] {
    let value = try DumpLine.value(of: bytes.starts(with: TextDecoding.mark) ? Array(bytes[3...]) : bytes)
    var items: [DumpItem] = []
    for (index, element) in (value.array ?? [value]).enumerated() {
      var writer = JSONWriter()
      writer.value(element)
      do {
        if element["schema"]?.string == DumpLine.articleSchema {
          items.append(.record(writer.bytes, line: index + 1, id: element["id"]?.string))
        } else {
          items.append(.page(try line.page(element, line: nil)))
        }
      } catch {
        let message = value.array == nil ? error.message : "element \(index + 1): \(error.message)"
        items.append(
          .failure(
            Failure(
              path: line.path, line: nil, stage: "dump", error: error.word, message: message,
              bytesSHA256: SHA256.hex(writer.bytes))))
      }
    }
    return items
  }
}
