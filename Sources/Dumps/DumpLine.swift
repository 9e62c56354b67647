import Bytes
import JSON

/// One line of JSON Lines: what an object gives as a page.
///
/// `{id?, url?, title?, published? | date?, html | text | content | body}` and their common names (``FieldNames``); HTML goes
/// before text where it is not blank. Numbers serve as ids and dates; other kinds of value there are passed over.
struct DumpLine {
  /// The schema of lines that are articles already.
  static let articleSchema = "saring.article/1"

  let path: String
  var fields = FieldNames()
  var digests = true

  func item(_ line: [UInt8], number: Int) throws(DumpError) -> DumpItem {
    let value = try DumpLine.value(of: line)
    if value["schema"]?.string == DumpLine.articleSchema {
      return .record(line, line: number, id: value["id"]?.string)
    }
    return .page(try page(value, line: number))
  }

  static func value(of text: [UInt8]) throws(DumpError) -> JSONValue {
    do {
      return try JSONReader.value(of: text)
    } catch {
      if error.reason == .invalidUTF8 { throw .invalidUTF8(offset: error.offset) }
      throw .badJSON(error)
    }
  }

  func page(_ value: JSONValue, line: Int?) throws(DumpError) -> RawPage {
    guard let object = value.object else { throw .notAnObject(value.kind) }
    let (content, bytes) = try content(of: object)
    let source = PageSource(path: path, line: line, format: .jsonl, sha256: digests ? SHA256.hex(bytes) : "")
    return RawPage(
      source: source, content: content, id: word(fields.ids, object), url: word(fields.urls, object),
      title: word(fields.titles, object), published: word(fields.dates, object), isUTF8: true)
  }

  private func content(of object: JSONObject) throws(DumpError) -> (RawPage.Content, [UInt8]) {
    var found: (key: String, text: String)?
    for key in fields.texts {
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
    guard let found else { throw fields.text.map { .noColumn($0) } ?? .noContent }
    let bytes = Array(found.text.utf8)
    if FieldNames.html.contains(found.key) || (found.key != "text" && looksLikeHTML(bytes)) { return (.html(bytes), bytes) }
    return (.text(bytes.starts(with: TextDecoding.mark) ? Array(bytes[3...]) : bytes), bytes)
  }

  /// The first that is there; nil for a blank string too.
  private func word(_ keys: [String], _ object: JSONObject) -> String? {
    for key in keys {
      switch object[key] {
      case .string(let text) where !isBlank(text): return text
      case .number(let text): return text
      default: continue
      }
    }
    return nil
  }

  private func isBlank(_ text: String) -> Bool { text.utf8.allSatisfy { $0 <= 0x20 } }
}
