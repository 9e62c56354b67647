/// A JSON value as it was written: members in their order, numbers as text.
package enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// The number's own spelling, valid by RFC 8259; see ``int`` and ``double``.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  package var isNull: Bool { self == .null }
  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  package var string: String? { if case .string(let value) = self { value } else { nil } }
  package var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
  package var object: JSONObject? { if case .object(let value) = self { value } else { nil } }

  /// A number written without fraction and exponent that fits an `Int`.
  package var int: Int? { if case .number(let text) = self { Int(text) } else { nil } }
  /// The nearest double; nil where the number is past its range (`1e400`).
  package var double: Double? {
    guard case .number(let text) = self, let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// The member of an object; nil for another kind of value or where there is none.
  package subscript(key: String) -> JSONValue? { object?[key] }

  /// "an object", "null": for messages.
  package var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

/// The members of an object in the order in which they first stood. A key given twice keeps its last value (as most readers do).
///
/// Keys are the same when their bytes are the same; Swift's `==` would also join "é" and "e" with a combining accent.
package struct JSONObject: Hashable, Sendable, Sequence {
  package private(set) var members: [(key: String, value: JSONValue)] = []
  /// Only past `linear` members, so that a hostile object with a million keys takes no quadratic time.
  private var index: [[UInt8]: Int] = [:]
  private static let linear = 24

  package init() {}

  package init(_ members: KeyValuePairs<String, JSONValue>) {
    for (key, value) in members { self[key] = value }
  }

  package var count: Int { members.count }
  package var keys: [String] { members.map(\.key) }
  package func makeIterator() -> IndexingIterator<[(key: String, value: JSONValue)]> { members.makeIterator() }

  package subscript(key: String) -> JSONValue? {
    get { position(of: key).map { members[$0].value } }
    set {
      guard let newValue else {
        if let position = position(of: key) { members.remove(at: position) }
        reindex()
        return
      }
      if let position = position(of: key) {
        members[position].value = newValue
        return
      }
      members.append((key, newValue))
      if members.count == Self.linear + 1 {
        reindex()
      } else if members.count > Self.linear {
        index[Array(key.utf8)] = members.count - 1
      }
    }
  }

  private func position(of key: String) -> Int? {
    if members.count > Self.linear { return index[Array(key.utf8)] }
    // Length and `==` are there for speed: comparing bytes through `utf8` is slow, and hardly ever comes to pass.
    return members.firstIndex {
      $0.key.utf8.count == key.utf8.count && $0.key == key && $0.key.utf8.elementsEqual(key.utf8)
    }
  }

  private mutating func reindex() {
    index = [:]
    guard members.count > Self.linear else { return }
    for (position, member) in members.enumerated() { index[Array(member.key.utf8)] = position }
  }

  package static func == (a: JSONObject, b: JSONObject) -> Bool {
    a.members.count == b.members.count
      && a.members.elementsEqual(b.members) { $0.key == $1.key && $0.value == $1.value }
  }

  package func hash(into hasher: inout Hasher) {
    for (key, value) in members {
      hasher.combine(key)
      hasher.combine(value)
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .number(String(value)) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(nilLiteral: ()) { self = .null }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    var object = JSONObject()
    for (key, value) in elements { object[key] = value }
    self = .object(object)
  }
}
