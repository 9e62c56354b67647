import Articles
import Bytes
import Incidents
import JSON
import Mentions
import Records
import Testing

private func value(_ line: [UInt8]) throws -> JSONValue {
  #expect(line.last == 0x0A)
  #expect(line.dropLast().allSatisfy { $0 != 0x0A })
  return try JSONReader.value(of: line)
}

private let articleValue = try! value(
  articleLine(Sample.article, entities: Sample.entities, mentions: Sample.mentions, producer: Sample.producer))
private let incidentValue = try! value(
  incidentLine(Sample.incident, number: 2, article: Sample.article, producer: Sample.producer))

private func text(_ value: JSONValue?) -> String {
  var writer = JSONWriter()
  writer.value(value ?? .null)
  return String(decoding: writer.bytes, as: UTF8.self)
}

/// What a Python slice takes.
private func slice(_ text: String, _ start: Int, _ end: Int) -> String {
  let scalars = Array(text.unicodeScalars)
  return String(String.UnicodeScalarView(scalars[start..<end]))
}

@Test func anArticleHasTheFieldsOfTheContractInItsOrder() {
  #expect(
    articleValue.object?.keys == [
      "schema", "id", "source", "url", "site", "title", "published", "modified", "dateline", "authors", "body",
      "segments",
      "removed", "officials", "quotes", "regions", "countries", "sectors", "laws", "mentions", "flags", "producer",
    ])
}

@Test func anIncidentHasTheFieldsOfTheContractInItsOrder() {
  #expect(
    incidentValue.object?.keys == [
      "schema", "id", "article", "url", "title", "published", "harms", "responses", "date", "countries", "places",
      "origins",
      "sectors", "affected", "people", "suspects", "agencies", "officials", "laws", "alleged", "background",
      "confidence",
      "evidence", "link_key", "flags", "producer", "supersedes",
    ])
}

@Test func anEmptyArticleHasTheSameFieldsNullOrEmpty() throws {
  let source = PageSource(path: "a.txt", format: .text, sha256: SHA256.hex([]))
  let empty = try value(
    articleLine(Article(id: "x", source: source), entities: nil, mentions: [], producer: Sample.producer))
  #expect(empty.object?.keys == articleValue.object?.keys)
  for (key, value) in empty.object! where !["schema", "id", "source", "body", "producer"].contains(key) {
    #expect(value.isNull || value.array == [], "\(key)")
  }
  #expect(validate(empty, against: schemaValue(for: .article)) == [])
}

@Test(arguments: [
  (
    "published",
    #"{"value":"2025-06-12T13:58+07:00","precision":"minute","text":"12/06/2025, 13:58 WIB","basis":"byline"}"#
  ),
  ("modified", #"{"value":"2025-06","precision":"month","text":"Juni 2025","basis":"meta"}"#),
  ("dateline", #"{"text":"PHNOM PENH","place":{"code":"KH","name":"Kamboja","level":null,"province":null}}"#),
  ("authors", #"["Ani","Budi \"B\""]"#),
  ("segments", #"[{"body":[0,29],"source":[32,61]},{"body":[31,48],"source":[77,94]}]"#),
  (
    "flags",
    #"[{"flag":"weekday_mismatch","note":"Rabu (27/5/2025) was a Tuesday"},{"flag":"obsolete_agency","note":"BNP2TKI"}]"#
  ),
])
func articleField(name: String, expected: String) { #expect(text(articleValue[name]) == expected) }

@Test(arguments: [
  ("id", #""pi-22#2""#), ("article", #""pi-22""#), ("confidence", "0.3"),
  ("places", #"[{"name":"Phnom Penh","country":"KH"},{"name":"Kapal","country":null}]"#),
  ("origins", #"[{"code":"12.71","name":"Kota Medan","level":"regency","province":"12"}]"#),
  (
    "affected",
    #"{"count":2,"min":null,"max":null,"dead":2,"female":null,"male":null,"minors":null,"text":"Dua WNI é"}"#
  ),
  ("suspects", #"{"count":null,"names":["C"]}"#),
])
func incidentField(name: String, expected: String) { #expect(text(incidentValue[name]) == expected) }

@Test func aMentionIsWhole() {
  #expect(
    articleValue["mentions"]?.array?.map(text) == [
      #"{"type":"count","value":"n: 2, who: WNI","rule":"count.people","text":"Dua WNI é","start":13,"end":22,"in":"body","#
        + #""fields":{"n":{"value":"2","start":13,"end":16},"who":{"value":"WNI","start":null,"end":null}},"mood":"alleged"}"#,
      #"{"type":"harm","value":"death","rule":"harm.death","text":"tewas 😀","start":6,"end":13,"in":"title","#
        + #""fields":{"kind":{"value":"death","start":6,"end":11}},"mood":"negated"}"#,
      #"{"type":"bare","value":null,"rule":"bare","text":"","start":0,"end":0,"in":"body","fields":{},"mood":null}"#,
    ])
}

@Test func everySliceIsItsText() {
  var slices = 0
  func check(_ value: JSONValue) {
    if let place = value["in"]?.string, let start = value["start"]?.int, let end = value["end"]?.int {
      let text = [
        "body": Sample.body, "title": Sample.article.title!, "url": Sample.article.url!, "source": Sample.source,
      ][place]!
      #expect(slice(text, start, end) == value["text"]?.string)
      slices += 1
    }
    for child in value.array ?? value.object?.map(\.value) ?? [] { check(child) }
  }
  check(articleValue)
  check(incidentValue)
  #expect(slices == 12)
  for removed in articleValue["removed"]!.array! {
    #expect(slice(Sample.source, removed["start"]!.int!, removed["end"]!.int!) == removed["text"]?.string)
  }
  for segment in articleValue["segments"]!.array! {
    let (body, source) = (segment["body"]!.array!.map { $0.int! }, segment["source"]!.array!.map { $0.int! })
    #expect(slice(Sample.body, body[0], body[1]) == slice(Sample.source, source[0], source[1]))
  }
}

@Test func evidenceOutsideTheTextsHasNoPlace() {
  let row = incidentValue["evidence"]?.array?.last
  #expect(
    text(row) == #"{"field":"date","value":"v","rule":"test.rule","in":"meta","text":"x","start":null,"end":null}"#)
}

@Test func aFailureIsOneLine() throws {
  let failure = Failure(
    path: "a.jsonl", line: 3, stage: "dump", error: "bad_json", message: "column 3: \"x\"\n", bytesSHA256: nil)
  let line = try value(failureLine(failure))
  #expect(
    text(line)
      == #"{"schema":"saring.failure/1","source":{"path":"a.jsonl","line":3},"stage":"dump","error":"bad_json","#
      + #""message":"column 3: \"x\"\n","bytes_sha256":null}"#)
  #expect(validate(line, against: schemaValue(for: .failure)) == [])
}
