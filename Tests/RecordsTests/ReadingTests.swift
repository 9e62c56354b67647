import Articles
import Bytes
import Incidents
import JSON
import Mentions
import Records
import Testing
import Text

private func line(_ article: Article, _ entities: Entities?, _ mentions: [Mention]) -> [UInt8] {
  articleLine(article, entities: entities, mentions: mentions, producer: Sample.producer)
}

private func rewritten(_ line: [UInt8]) throws -> [UInt8] {
  let record = try readArticle(line)
  return articleLine(
    record.article, entities: record.entities, mentions: record.mentions, producer: record.producer)
}

private let full = line(Sample.article, Sample.entities, Sample.mentions)

@Test func aRecordReadAndWrittenIsTheSameBytes() throws {
  #expect(try rewritten(full) == full)
  #expect(try rewritten(Array(full.dropLast())) == full)
}

@Test func anEmptyRecordReadAndWrittenIsTheSameBytes() throws {
  let empty = line(
    Article(id: "x", source: PageSource(path: "a.txt", format: .text, sha256: "")), nil, [])
  #expect(try rewritten(empty) == empty)
  #expect(try readArticle(empty).entities == nil)
}

@Test func whatIsReadIsWhatWasWritten() throws {
  let record = try readArticle(full)
  let (article, sample) = (record.article, Sample.article)
  #expect(article.body == sample.body)
  #expect(article.published == sample.published)
  #expect(article.modified == sample.modified)
  #expect(article.dateline == sample.dateline)
  #expect(article.source == sample.source)
  #expect(record.mentions == Sample.mentions)
  #expect(record.entities?.officials == Sample.entities.officials)
  #expect(record.entities?.quotes == Sample.entities.quotes)
  #expect(record.entities?.countries == Sample.entities.countries)
  #expect(record.entities?.datelinePlace == Sample.entities.datelinePlace)
  #expect(record.producer == Sample.producer)
  #expect(article.findings.count == 2)
}

@Test func theSourceTextComesBackButForItsBlanks() throws {
  let article = try readArticle(full).article
  let source = String(decoding: article.sourceText, as: UTF8.self)
  #expect(
    source == "Beranda › Berita “WNI” tewas 😀  PHNOM PENH – Dua WNI é tewas.    Iklan “ini” Kata Satya: “Ya.” © 2025")
  #expect(article.removed.map(\.kind) == Sample.article.removed.map(\.kind))
  #expect(article.sourceText.string(article.removed[2].range) == "Iklan “ini”")
  #expect(article.sourceText.string(article.segments[1].source) == "Kata Satya: “Ya.”")
}

/// Words of the written line, what stands there instead, and the error.
private let broken: [(words: String, instead: String, error: String)] = [
  (#""id":"pi-22","#, "", "line 4, id: the field is missing"),
  (#""id":"pi-22""#, #""id":22"#, "line 4, id: expected a string, found a number"),
  (
    #""schema":"saring.article/1""#, #""schema":"saring.incident/1""#,
    "line 4, schema: the schema is saring.incident/1, not saring.article/1"
  ),
  (#""line":7"#, #""line":7.5"#, "line 4, source.line: expected an integer, found a number"),
  (
    #""format":"jsonl""#, #""format":"pdf""#,
    #"line 4, source.format: "pdf" is none of text, html, markdown, jsonl, csv, tsv, warc, tar"#
  ),
  (
    #""2025-06-12T13:58+07:00""#, #""2025-06-31T13:58+07:00""#,
    #"line 4, published.value: "2025-06-31T13:58+07:00" is no date like 2025, 2025-06, 2025-06-12 or 2025-06-12T13:58+07:00 of its precision"#
  ),
  (
    #""precision":"month""#, #""precision":"day""#,
    #"line 4, modified.value: "2025-06" is no date like 2025, 2025-06, 2025-06-12 or 2025-06-12T13:58+07:00 of its precision"#
  ),
  (#""authors":["Ani""#, #""authors":[1,"Ani""#, "line 4, authors[0]: expected a string, found a number"),
  (
    #""kind":"ad""#, #""kind":"advert""#,
    #"line 4, removed[2].kind: "advert" is none of nav, related, caption, credit, ad, social, footer, headline, byline, section, meta"#
  ),
  (
    #""text":"Iklan “ini”""#, #""text":"Iklan""#, "line 4, removed[2].text: the range is 11 characters long, its text 5"
  ),
  (
    #""kind":"headline","start":17,"end":30"#, #""kind":"headline","start":15,"end":28"#,
    "line 4, removed[1].text: the stretch of the source text is told twice"
  ),
  (
    #""kind":"headline","start":17,"end":30"#, #""kind":"headline","start":99999999998,"end":100000000011"#,
    "line 4, removed[1].text: 99999999998 to 100000000011 is no stretch of the text that it points into"
  ),
  (
    #""body":[0,29]"#, #""body":[0,290]"#,
    "line 4, segments[0].body: 0 to 290 is no stretch of the text that it points into"
  ),
  (
    #""body":[0,29]"#, #""body":[29,0]"#,
    "line 4, segments[0].body: 29 to 0 is no stretch of the text that it points into"
  ),
  (#""body":[0,29]"#, #""body":[29]"#, "line 4, segments[0].body: expected a start and an end, found 1 elements"),
  (
    #""status":"acting""#, #""status":"late""#,
    #"line 4, officials[1].status: "late" is none of acting, former, current"#
  ),
  (
    #""text":"tewas 😀","start":6"#, #""text":"tewas 😀","start":14"#,
    "line 4, mentions[1].start: 14 to 13 is no stretch of the text that it points into"
  ),
  (
    #""start":13,"end":16"#, #""start":13,"end":1600"#,
    "line 4, mentions[0].fields.n.start: 13 to 1600 is no stretch of the text that it points into"
  ),
  (
    #""flag":"obsolete_agency""#, #""flag":"x""#,
    #"line 4, flags[1].flag: "x" is none of \#(Finding.Flag.allCases.map(\.rawValue).joined(separator: ", "))"#
  ),
  (#","rules":"#, #""rules":"#, "line 4, column 4253: expected ',' or '}', found '\"'"),
]

@Test(arguments: broken)
func errorsNameLineAndField(words: String, instead: String, error expected: String) throws {
  let text = String(decoding: full, as: UTF8.self)
  let range = Sample.range(of: words, in: text)
  let bytes = full[..<range.start] + Array(instead.utf8) + full[range.end...]
  do {
    _ = try readArticle(Array(bytes), number: 4)
    Issue.record("accepted")
  } catch {
    let found = error.description
    if expected.contains("column") {
      #expect(found.hasPrefix("line 4, column ") && found.hasSuffix("expected ',' or '}', found '\"'"))
    } else {
      #expect(found == expected)
    }
  }
}

@Test func everyBrokenLineIsThere() { #expect(broken.count == 20) }

@Test func anIncidentComesBack() throws {
  let written = incidentLine(Sample.incident, number: 2, article: Sample.article, producer: Sample.producer)
  let record = try readIncident(written)
  let (incident, sample) = (record.incident, Sample.incident)
  #expect(record.id == "pi-22#2" && record.article == "pi-22" && record.published == Sample.article.published)
  #expect(incident.date == sample.date && incident.places == sample.places && incident.people == sample.people)
  #expect(incident.affected == sample.affected && incident.suspects == sample.suspects)
  #expect(incident.evidence.map(\.text) == sample.evidence.map(\.text))
  #expect(incident.origins.map(\.code) == ["12.71"] && incident.linkKey == sample.linkKey && incident.alleged)
}

@Test(arguments: [
  "2025", "2025-06", "2025-06-12", "2025-06-12T13:58", "2025-06-12T13:58+07:00", "2025-06-12T13:58:01-03:30",
  "0001-01-01",
])
func datesComeBack(text: String) { #expect(PartialDate(recorded: text)?.value == text) }

@Test(arguments: [
  "", "25", "2025-", "2025-13", "2025-6", "2025-02-29", "2025-06-12T", "2025-06-12 13:58", "2025-06-12T13",
  "2025-06-12T13:60",
  "2025-06-12T13:58Z", "2025-06-12T13:58+7", "2025-06-12T13:58+07:00x", "12/06/2025",
])
func noOtherSpellingIsADate(text: String) { #expect(PartialDate(recorded: text) == nil) }
