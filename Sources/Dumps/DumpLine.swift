import Bytes
import JSON
import Markdown

/// One line of JSON Lines: what an object gives as a page.
///
/// `{id?, url?, title?, published? | date?, html | text | content | body}` and their common names (``FieldNames``); HTML goes
/// before text where it is not blank. Numbers serve as ids and dates; other kinds of value there are passed over.
struct DumpLine {
  /// The schema of lines that are articles already.
  static let articleSchema = "saring.article/1"

  let path: String
  let fields: FieldNames
  let digests: Bool
  /// The keys whose strings are pages, and nothing besides.
  private let textKeys: Set<String>

  init(path: String, fields: FieldNames = FieldNames(), digests: Bool = true) {
    (self.path, self.fields, self.digests) = (path, fields, digests)
    textKeys = Set(fields.texts).subtracting(fields.ids + fields.urls + fields.titles + fields.dates + ["schema"])
  }

  func item(_ line: [UInt8], number: Int) throws(DumpError) -> DumpItem {
    let (value, texts) = try DumpLine.readable { () throws(JSONError) in try JSONReader.value(of: line, apart: textKeys) }
    if value["schema"]?.string == DumpLine.articleSchema {
      return .record(line, line: number, id: value["id"]?.string)
    }
    return .page(try page(value, texts: texts, line: number))
  }

  static func value(of text: [UInt8]) throws(DumpError) -> JSONValue {
    try readable { () throws(JSONError) in try JSONReader.value(of: text, replacesHalves: true) }
  }

  private static func readable<Value>(_ read: () throws(JSONError) -> Value) throws(DumpError) -> Value {
    do {
      return try read()
    } catch {
      if error.reason == .invalidUTF8 { throw .invalidUTF8(offset: error.offset) }
      throw .badJSON(error)
    }
  }

  /// - Parameter texts: strings of the object that were read apart from it, by key.
  func page(_ value: JSONValue, texts: [String: [UInt8]] = [:], line: Int?, element: Int? = nil) throws(DumpError) -> RawPage {
    guard let object = value.object else { throw .notAnObject(value.kind) }
    if let schema = value["schema"]?.string, schema.hasPrefix("saring.") { throw .notAPage(schema: schema) }
    let (content, bytes) = try content(of: object, texts)
    let source = PageSource(path: path, line: line, element: element, format: .jsonl, sha256: digests ? SHA256.hex(bytes) : "")
    return RawPage(
      source: source, content: content, id: word(fields.ids, object), url: word(fields.urls, object),
      title: word(fields.titles, object), published: word(fields.dates, object), isUTF8: true)
  }

  private func content(of object: JSONObject, _ texts: [String: [UInt8]]) throws(DumpError) -> (RawPage.Content, [UInt8]) {
    var found: (key: String, bytes: [UInt8])?
    for key in fields.texts {
      guard let value = object[key], !value.isNull else { continue }
      guard let bytes = texts[key] ?? value.string.map({ Array($0.utf8) }) else {
        if found == nil { throw .wrongType(key: key, found: value.kind) }
        continue
      }
      if found == nil { found = (key, bytes) }
      if !bytes.allSatisfy({ $0 <= 0x20 }) {
        found = (key, bytes)
        break
      }
    }
    guard let (key, bytes) = found else { throw fields.text.map { .noColumn($0) } ?? .noContent }
    if isBlank(bytes) { throw .empty }
    if FieldNames.html.contains(key) || (key != "text" && looksLikeHTML(bytes)) { return (.html(bytes), bytes) }
    return (contentOfText(bytes.starts(with: TextDecoding.mark) ? Array(bytes[3...]) : bytes, key: key), bytes)
  }

  /// The first that is there, in the object or in its metadata; nil for a blank string too.
  private func word(_ keys: [String], _ object: JSONObject, isMetadata: Bool = false) -> String? {
    for key in keys {
      switch object[key] {
      case .string(let text) where !isBlank(text.utf8): return text
      case .number(let text): return text
      default: continue
      }
    }
    return isMetadata ? nil : object[FieldNames.metadata]?.object.flatMap { word(keys, $0, isMetadata: true) }
  }
}

/// What a text is: Markdown by the name of its column or by its looks.
///
/// - Parameter key: the name of the column.
func contentOfText(_ bytes: [UInt8], key: String) -> RawPage.Content {
  FieldNames.markdown.contains(key) || Markdown.looksLike(bytes) ? .markdown(bytes) : .text(bytes)
}

/// Whether nothing but white space and a byte order mark is there.
func isBlank(_ bytes: some Collection<UInt8>) -> Bool {
  bytes.dropFirst(bytes.starts(with: TextDecoding.mark) ? 3 : 0).allSatisfy { $0 <= 0x20 }
}
