import Bytes
import JSON

/// One line of JSON Lines: what an object gives as a page.
///
/// `{id?, url?, title?, published? | date?, html | text | content | body}`; `html` goes before text where it is not blank. Numbers
/// serve as ids and dates; other kinds of value there are passed over.
enum DumpLine {
  /// The schema of lines that are articles already.
  static let articleSchema = "saring.article/1"

  static func item(_ line: [UInt8], path: String, number: Int) throws(DumpError) -> DumpItem {
    let value = try value(of: line)
    if value["schema"]?.string == articleSchema { return .record(line, line: number) }
    return .page(try page(value, path: path, line: number))
  }

  static func value(of text: [UInt8]) throws(DumpError) -> JSONValue {
    do {
      return try JSONReader.value(of: text)
    } catch {
      if error.reason == .invalidUTF8 { throw .invalidUTF8(offset: error.offset) }
      throw .badJSON(error)
    }
  }

  static func page(_ value: JSONValue, path: String, line: Int?) throws(DumpError) -> RawPage {
    guard let object = value.object else { throw .notAnObject(value.kind) }
    let (content, bytes) = try content(of: object)
    let source = PageSource(path: path, line: line, format: .jsonl, sha256: SHA256.hex(bytes))
    return RawPage(
      source: source, content: content, id: word(object["id"]), url: word(object["url"]), title: word(object["title"]),
      published: word(object["published"]) ?? word(object["date"]))
  }

  private static func content(of object: JSONObject) throws(DumpError) -> (RawPage.Content, [UInt8]) {
    var found: (key: String, text: String)?
    for key in ["html", "text", "content", "body"] {
      guard let value = object[key], !value.isNull else { continue }
      guard let text = value.string else {
        if found == nil { throw .wrongType(key: key, found: value.kind) }
        continue
      }
      if found == nil { found = (key, text) }
      if !isBlank(text) {
        found = (key, text)
        break
      }
    }
    guard let found else { throw .noContent }
    let bytes = Array(found.text.utf8)
    if found.key == "html" { return (.html(bytes), bytes) }
    return (.text(bytes.starts(with: TextDecoding.mark) ? Array(bytes[3...]) : bytes), bytes)
  }

  /// Nil for a blank string too.
  private static func word(_ value: JSONValue?) -> String? {
    switch value {
    case .string(let text): isBlank(text) ? nil : text
    case .number(let text): text
    default: nil
    }
  }

  private static func isBlank(_ text: String) -> Bool { text.utf8.allSatisfy { $0 <= 0x20 } }
}
