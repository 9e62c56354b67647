import JSON
import Records
import Testing

private let lines: [(RecordKind, [UInt8])] = [
  (
    .article,
    articleLine(Sample.article, entities: Sample.entities, mentions: Sample.mentions, producer: Sample.producer)
  ),
  (.incident, incidentLine(Sample.incident, number: 1, article: Sample.article, producer: Sample.producer)),
]

@Test(arguments: RecordKind.allCases)
func aSchemaIsJSONOfItsOwnKind(kind: RecordKind) throws {
  let value = try JSONReader.value(of: Array(schema(for: kind).utf8))
  #expect(value == schemaValue(for: kind))
  #expect(value["$schema"] == "https://json-schema.org/draft/2020-12/schema")
  #expect(value["title"] == .string(kind.rawValue))
}

@Test(arguments: lines)
func writtenLinesKeepTheSchema(kind: RecordKind, line: [UInt8]) throws {
  #expect(validate(try JSONReader.value(of: line), against: schemaValue(for: kind)) == [])
}

@Test(arguments: lines)
func fieldsStandInTheOrderOfTheSchema(kind: RecordKind, line: [UInt8]) throws {
  let keys = try JSONReader.value(of: line).object?.keys
  #expect(keys == schemaValue(for: kind)["properties"]?.object?.keys)
}

/// A field of the sample incident, another value for it, and what is said of that.
@Test(
  arguments: [
    ("confidence", 2, "/confidence: 2.0 is too large"), ("confidence", -1, "/confidence: -1.0 is too small"),
    ("confidence", nil, "/confidence: null is not of type number"),
    ("url", 1, "/url: a number is not of type string or null"),
    ("harms", [1], "/harms/0: a number is not of type string"),
    ("more", 1, "/: the field \"more\" is not of the contract"),
    ("schema", "x", "/schema: \"x\" is not \"saring.incident/1\""),
    ("suspects", ["count": .number("1.5"), "names": []], "/suspects/count: a number is not of type integer or null"),
    ("suspects", ["names": []], "/suspects: the field \"count\" is missing"),
    ("flags", [["flag": "x", "note": ""]], "/flags/0/flag: \"x\" is not one of the words allowed"),
  ] as [(String, JSONValue, String)])
func whatIsWrongIsTold(field: String, value: JSONValue, expected: String) throws {
  var object = try JSONReader.value(of: lines[1].1).object!
  object[field] = value
  #expect(validate(.object(object), against: schemaValue(for: .incident)) == [expected])
}

@Test func anUnknownKeywordIsNotPassedOver() {
  #expect(validate(1, against: ["pattern": "x"]) == ["/: the keyword pattern is not known"])
}
