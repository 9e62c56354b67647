import Articles
import Bytes
import Incidents
package import JSON
import Mentions
import Text

/// The JSON Schema (draft 2020-12) of a record, as text with line breaks, ending in `\n`.
///
/// It says what this version writes: every field required, none beside them. Vocabularies come from the enums of the stages.
package func schema(for kind: RecordKind) -> String { Schema.document(for: kind).printed() }

/// The same schema as a value, for ``validate(_:against:)``.
package func schemaValue(for kind: RecordKind) -> JSONValue { Schema.document(for: kind) }

/// The words in which the schemas are written; each gives a schema.
enum Schema {
  static let text: JSONValue = ["type": "string"]
  static let integer: JSONValue = ["type": "integer"]
  static let number: JSONValue = ["type": "number"]
  static let truth: JSONValue = ["type": "boolean"]
  static let texts = list(text)

  static func list(_ element: JSONValue) -> JSONValue { ["type": "array", "items": element] }

  static func words(_ words: [String]) -> JSONValue { ["type": "string", "enum": .array(words.map { .string($0) })] }

  static func words<Word: RawRepresentable<String>>(_ known: [Word]) -> JSONValue { words(known.map(\.rawValue)) }

  /// An object of these members, all required, no others.
  static func object(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    [
      "type": "object", "properties": .object(JSONObject(members)),
      "required": .array(members.map { .string($0.key) }), "additionalProperties": false,
    ]
  }

  /// The same, or null.
  static func orNull(_ schema: JSONValue) -> JSONValue {
    guard var object = schema.object, let type = object["type"] else { return schema }
    object["type"] = [type, "null"]
    if let words = object["enum"]?.array { object["enum"] = .array(words + [.null]) }
    return .object(object)
  }

  static func document(for kind: RecordKind) -> JSONValue {
    let (title, members): (String, KeyValuePairs<String, JSONValue>) =
      switch kind {
      case .article: ("One input page", article)
      case .incident: ("One course of events that involves one group of people", incident)
      case .event: ("One event, told by the incidents of several articles", event)
      case .failure: ("A page that could not be read", failure)
      }
    let body = object(members).object!
    var document = JSONObject([
      "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": .string("urn:saring:" + kind.identifier),
      "title": .string(kind.rawValue), "description": .string(title),
    ])
    for (key, value) in body { document[key] = value }
    return .object(document)
  }
}

extension RecordKind {
  /// "article:1".
  fileprivate var identifier: String {
    String(rawValue.dropFirst("saring.".count).map { $0 == "/" ? ":" : $0 })
  }
}

extension JSONValue {
  /// With two blanks a level; an array or object that is empty or holds no other stays on one line.
  func printed() -> String { lines(indent: "") + "\n" }

  private func lines(indent: String) -> String {
    let inner = indent + "  "
    switch self {
    case .array(let elements) where elements.contains(where: \.isNested):
      return "[\n" + elements.map { inner + $0.lines(indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let object) where object.contains(where: { $0.value.isNested }):
      let members = object.map { inner + JSONValue.string($0.key).compact + ": " + $0.value.lines(indent: inner) }
      return "{\n" + members.joined(separator: ",\n") + "\n\(indent)}"
    default: return compact
    }
  }

  private var isNested: Bool { object != nil || (array?.contains { $0.isNested } ?? false) }

  private var compact: String {
    switch self {
    case .array(let elements): return "[" + elements.map(\.compact).joined(separator: ", ") + "]"
    case .object(let object):
      let members = object.map { JSONValue.string($0.key).compact + ": " + $0.value.compact }
      return "{" + members.joined(separator: ", ") + "}"
    default:
      var writer = JSONWriter()
      writer.value(self)
      return String(decoding: writer.bytes, as: UTF8.self)
    }
  }
}
