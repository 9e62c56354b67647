package import JSON

/// What in `value` is not as `schema` says, each with its place: "/officials/0/status: …". Empty where all is well.
///
/// Knows the keywords that the record schemas use: `type`, `enum`, `const`, `required`, `properties`, `additionalProperties`,
/// `items`, `minimum`, `maximum`. Annotations are passed over; any other keyword is told as an error, so that none is ignored.
package func validate(_ value: JSONValue, against schema: JSONValue) -> [String] {
  var check = SchemaCheck()
  check.check(value, schema, at: "")
  return check.errors
}

private struct SchemaCheck {
  var errors: [String] = []

  mutating func check(_ value: JSONValue, _ schema: JSONValue, at place: String) {
    guard let keywords = schema.object else {
      if schema.bool == false { say("nothing is allowed here", place) }
      return
    }
    for (keyword, argument) in keywords {
      switch keyword {
      case "type": type(value, argument, place)
      case "enum":
        if !(argument.array ?? []).contains(value) { say("\(value.shown) is not one of the words allowed", place) }
      case "const":
        if value != argument { say("\(value.shown) is not \(argument.shown)", place) }
      case "required":
        guard let object = value.object else { continue }
        for key in (argument.array ?? []).compactMap(\.string) where object[key] == nil {
          say("the field \"\(key)\" is missing", place)
        }
      case "properties":
        for (key, member) in argument.object ?? JSONObject() {
          if let value = value[key] { check(value, member, at: "\(place)/\(key)") }
        }
      case "additionalProperties": additional(value, argument, named: keywords["properties"]?.object, place)
      case "items":
        for (index, element) in (value.array ?? []).enumerated() { check(element, argument, at: "\(place)/\(index)") }
      case "minimum":
        if let number = value.double, let limit = argument.double, number < limit {
          say("\(number) is too small", place)
        }
      case "maximum":
        if let number = value.double, let limit = argument.double, number > limit {
          say("\(number) is too large", place)
        }
      case "$schema", "$id", "title", "description": break
      default: say("the keyword \(keyword) is not known", place)
      }
    }
  }

  private mutating func say(_ words: String, _ place: String) {
    errors.append("\(place.isEmpty ? "/" : place): \(words)")
  }

  private mutating func type(_ value: JSONValue, _ argument: JSONValue, _ place: String) {
    let allowed = argument.string.map { [$0] } ?? (argument.array ?? []).compactMap(\.string)
    let fits = allowed.contains { name in
      switch name {
      case "integer": value.double.map { $0.rounded() == $0 } ?? false
      case "number": value.double != nil
      case "string": value.string != nil
      case "boolean": value.bool != nil
      case "array": value.array != nil
      case "object": value.object != nil
      case "null": value.isNull
      default: false
      }
    }
    if !fits { say("\(value.kind) is not of type \(allowed.joined(separator: " or "))", place) }
  }

  private mutating func additional(_ value: JSONValue, _ argument: JSONValue, named: JSONObject?, _ place: String) {
    for (key, member) in value.object ?? JSONObject() where named?[key] == nil {
      if argument.bool == false {
        say("the field \"\(key)\" is not of the contract", place)
      } else {
        check(member, argument, at: "\(place)/\(key)")
      }
    }
  }
}

extension JSONValue {
  fileprivate var shown: String {
    var writer = JSONWriter()
    writer.value(self)
    return String(decoding: writer.bytes.prefix(80), as: UTF8.self)
  }
}
