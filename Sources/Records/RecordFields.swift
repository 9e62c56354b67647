import Bytes
import JSON
import Text

/// One object of a record that is read, and where in its line it stands. Every accessor throws ``RecordError`` with that place.
struct RecordFields {
  let object: JSONObject
  let path: String
  let line: Int

  /// The record of a whole line.
  init(line bytes: [UInt8], number: Int, kind: RecordKind) throws(RecordError) {
    let value: JSONValue
    do {
      value = try JSONReader.value(of: bytes)
    } catch {
      throw RecordError(line: number, field: "", reason: .json(error))
    }
    guard let object = value.object else {
      throw RecordError(line: number, field: "", reason: .wrongType(found: value.kind, expected: "an object"))
    }
    self.init(object: object, path: "", line: number)
    let schema = try text("schema")
    if schema != kind.rawValue { throw error("schema", .otherSchema(found: schema, expected: kind)) }
  }

  private init(object: JSONObject, path: String, line: Int) {
    self.object = object
    self.path = path
    self.line = line
  }

  func name(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  func error(_ key: String, _ reason: RecordError.Reason) -> RecordError {
    RecordError(line: line, field: name(key), reason: reason)
  }

  private func wrong(_ key: String, _ value: JSONValue, _ expected: String) -> RecordError {
    error(key, .wrongType(found: value.kind, expected: expected))
  }

  func value(_ key: String) throws(RecordError) -> JSONValue {
    guard let value = object[key] else { throw error(key, .missing) }
    return value
  }

  // MARK: Plain values

  func text(_ key: String) throws(RecordError) -> String {
    let value = try value(key)
    guard let text = value.string else { throw wrong(key, value, "a string") }
    return text
  }

  func textOrNull(_ key: String) throws(RecordError) -> String? { try value(key).isNull ? nil : try text(key) }

  func integer(_ key: String) throws(RecordError) -> Int {
    let value = try value(key)
    guard let number = value.int else { throw wrong(key, value, "an integer") }
    return number
  }

  func integerOrNull(_ key: String) throws(RecordError) -> Int? { try value(key).isNull ? nil : try integer(key) }

  func number(_ key: String) throws(RecordError) -> Double {
    let value = try value(key)
    guard let number = value.double else { throw wrong(key, value, "a number") }
    return number
  }

  func truth(_ key: String) throws(RecordError) -> Bool {
    let value = try value(key)
    guard let truth = value.bool else { throw wrong(key, value, "true or false") }
    return truth
  }

  func word<Word: RawRepresentable<String>>(_ key: String, of known: [Word]) throws(RecordError) -> Word {
    let text = try text(key)
    guard let word = Word(rawValue: text) else { throw error(key, .unknownWord(text, known: known.map(\.rawValue))) }
    return word
  }

  func wordOrNull<Word: RawRepresentable<String>>(_ key: String, of known: [Word]) throws(RecordError) -> Word? {
    try value(key).isNull ? nil : try word(key, of: known)
  }

  // MARK: Lists and objects

  private func list(_ key: String) throws(RecordError) -> [JSONValue] {
    let value = try value(key)
    guard let list = value.array else { throw wrong(key, value, "an array") }
    return list
  }

  func texts(_ key: String) throws(RecordError) -> [String] {
    var texts: [String] = []
    for (index, element) in try list(key).enumerated() {
      guard let text = element.string else { throw wrong("\(key)[\(index)]", element, "a string") }
      texts.append(text)
    }
    return texts
  }

  func rows(_ key: String) throws(RecordError) -> [RecordFields] {
    var rows: [RecordFields] = []
    for (index, element) in try list(key).enumerated() {
      guard let object = element.object else { throw wrong("\(key)[\(index)]", element, "an object") }
      rows.append(RecordFields(object: object, path: name("\(key)[\(index)]"), line: line))
    }
    return rows
  }

  func fields(_ key: String) throws(RecordError) -> RecordFields {
    let value = try value(key)
    guard let object = value.object else { throw wrong(key, value, "an object") }
    return RecordFields(object: object, path: name(key), line: line)
  }

  func fieldsOrNull(_ key: String) throws(RecordError) -> RecordFields? {
    try value(key).isNull ? nil : try fields(key)
  }

  // MARK: Ranges and dates

  /// `[start, end]` in Unicode scalars.
  func pair(_ key: String) throws(RecordError) -> (start: Int, end: Int) {
    let list = try list(key)
    guard list.count == 2, let start = list[0].int, let end = list[1].int else {
      throw error(key, .wrongType(found: "\(list.count) elements", expected: "a start and an end"))
    }
    guard start >= 0, start <= end else { throw error(key, .outsideText(start: start, end: end)) }
    return (start, end)
  }

  /// The byte range that `start` and `end` stand for in a text; nil where both are null.
  func range(_ texts: inout ArticleTexts, in place: Evidence.Place) throws(RecordError) -> TextRange? {
    guard let start = try integerOrNull("start"), let end = try integerOrNull("end") else { return nil }
    guard let range = texts.bytes(start, end, in: place) else {
      throw error("start", .outsideText(start: start, end: end))
    }
    return range
  }

  func date(_ key: String) throws(RecordError) -> DatedValue? {
    guard let fields = try fieldsOrNull(key) else { return nil }
    let value = try fields.text("value")
    let precision = try fields.text("precision")
    guard let date = PartialDate(recorded: value), date.precision.rawValue == precision else {
      throw fields.error("value", .badDate(value))
    }
    return DatedValue(date, text: try fields.text("text"), basis: try fields.word("basis", of: DatedValue.Basis.known))
  }
}

extension DatedValue.Basis {
  static let known: [Self] = [
    .jsonLD, .meta, .byline, .url, .statement, .given, .explicit, .relative, .weekday, .published,
  ]
}

extension PartialDate.Precision {
  static let known: [Self] = [.year, .month, .day, .minute, .second]
}
