import Bytes
import Dumps
import Testing

/// One item on one line: what a user sees of a page.
private func line(_ item: DumpItem) -> String {
  switch item {
  case .page(let page):
    let (kind, bytes) =
      switch page.content {
      case .html(let bytes): ("html", bytes)
      case .text(let bytes): ("text", bytes)
      case .markdown(let bytes): ("markdown", bytes)
      }
    let fields = [("id", page.id), ("url", page.url), ("title", page.title), ("published", page.published)]
    let given = fields.compactMap { name, value in value.map { " \(name)=\($0)" } }.joined()
    let place = page.source.line.map { "\($0) " } ?? ""
    return "\(place)\(page.source.format) \(kind) \(String(decoding: bytes, as: UTF8.self).debugDescription)\(given)"
  case .record(let bytes, let line, _): return "\(line) record \(bytes.count)"
  case .failure(let failure): return "\(failure.line.map { "\($0) " } ?? "")\(failure.error): \(failure.message)"
  }
}

/// Hands out at most `step` bytes at once, and throws at the end where it is told to.
private struct SlowSource: ByteSource {
  struct Gone: Error, CustomStringConvertible { var description: String { "the disk is gone" } }
  var bytes: ArraySlice<UInt8>
  var step: Int
  var breaks = false
  mutating func read(into buffer: inout [UInt8], upTo count: Int) throws -> Int {
    if bytes.isEmpty && breaks { throw Gone() }
    let piece = bytes.prefix(min(step, count))
    buffer.append(contentsOf: piece)
    bytes = bytes.dropFirst(piece.count)
    return piece.count
  }
}

private func items(
  _ bytes: [UInt8], _ path: String, format: PageSource.Format? = nil, limits: DumpLimits = DumpLimits(),
  step: Int = 1 << 20,
  breaks: Bool = false
) -> [DumpItem] {
  let source = SlowSource(bytes: bytes[...], step: step, breaks: breaks)
  var reader = PageReader(source, path: path, format: format, limits: limits)
  var items: [DumpItem] = []
  while let item = reader.next() { items.append(item) }
  return items
}

private func lines(_ text: String, _ path: String = "a.jsonl", step: Int = 1 << 20) -> [String] {
  items(Array(text.utf8), path, step: step).map(line)
}

/// A line of JSON Lines and what it gives.
private let jsonLines: [(line: String, item: String)] = [
  (#"{"text":"Dua WNI tewas."}"#, #"1 jsonl text "Dua WNI tewas.""#),
  (##"{"markdown":"# T","text":"x"}"##, ##"1 jsonl markdown "# T""##),
  (##"{"text":"# T\n\n[a](https://x.id)"}"##, ##"1 jsonl markdown "# T\n\n[a](https://x.id)""##),
  (
    ##"{"markdown":"x","title":"T","metadata":{"title":"U","sourceURL":"https://x.id","publishedTime":"2025-06-12"}}"##,
    #"1 jsonl markdown "x" url=https://x.id title=T published=2025-06-12"#
  ),
  (
    #"{"id":"a","url":"https://x.id","title":"T","published":"2025-06-12","text":"x"}"#,
    #"1 jsonl text "x" id=a url=https://x.id title=T published=2025-06-12"#
  ),
  (#"{"id":17,"date":"12/6/2025","content":"x"}"#, #"1 jsonl text "x" id=17 published=12/6/2025"#),
  (#"{"body":"x","id":"","url":" ","title":null,"published":["a"]}"#, #"1 jsonl text "x""#),
  (#"{"html":"<p>é</p>","text":"x"}"#, #"1 jsonl html "<p>é</p>""#),
  (#"{"html":" ","text":"x"}"#, #"1 jsonl text "x""#),
  (#"{"html":null,"text":"x"}"#, #"1 jsonl text "x""#), (#"{"html":""}"#, "1 empty: there is nothing in the page"),
  (#"{"text":""}"#, "1 empty: there is nothing in the page"),
  (#"{"text":"\ufeffx\r\ny"}"#, #"1 jsonl text "x\r\ny""#), (" {\"text\":\"x\"} \r", #"1 jsonl text "x""#),
  (#"{"text":"a","text":"b"}"#, #"1 jsonl text "b""#), (#"{"schema":"saring.article/1","body":"x"}"#, "1 record 40"),
  (#"{"schema":"saring.incident/1"}"#, "1 not_a_page: this is a record of saring (saring.incident/1), not a page"),
  ("{}", #"1 no_content: the object has none of "html", "text", "content" and "body""#),
  (#"{"text":["a"]}"#, #"1 wrong_type: "text" is an array, not a string"#),
  ("[1]", #"1 not_an_object: this is an array, not an object with "text" or "html""#),
  ("null", #"1 not_an_object: this is null, not an object with "text" or "html""#),
  (#"{"text":"x",}"#, "1 bad_json: column 12: a comma with nothing after it"),
  (#"{"text":"é" "x"}"#, "1 bad_json: column 13: expected ',' or '}', found '\"'"),
  // Python's json.dumps writes what a text that was cut amid a pair ends in.
  (#"{"text":"a\ud83d"}"#, "1 jsonl text \"a\u{FFFD}\""),
  (#"{"id":"\ude00","text":"\ud83d\ud83d\ude00"}"#, "1 jsonl text \"\u{FFFD}😀\" id=\u{FFFD}"),
  ("Dua WNI tewas.", "1 bad_json: column 1: expected a value, found 'D'"),
]

@Test(arguments: jsonLines)
func oneLine(text: String, item: String) {
  #expect(lines(text) == [item])
  #expect(lines(text + "\n", step: 1) == [item])
}

@Test func everyLineIsThere() { #expect(jsonLines.count == 26) }

@Test func linesAreCountedAndBlankOnesPassedOver() {
  let text = "\u{FEFF}{\"text\":\"a\"}\r\n\r\n  \n{bad}\n{\"text\":\"b\"}\n\n{\"text\":\"c\"}"
  for step in [1, 7, 1000] {
    #expect(
      lines(text, step: step) == [
        #"1 jsonl text "a""#, "4 bad_json: column 2: expected a key in double quotes, found 'b'", #"5 jsonl text "b""#,
        #"7 jsonl text "c""#,
      ])
  }
}

@Test func aLineThatIsNotUTF8IsAFailureAndTheNextIsRead() {
  let bytes = Array("{\"text\":\"".utf8) + [0xE9] + Array("\"}\n{\"text\":\"b\"}\n".utf8)
  #expect(
    items(bytes, "a.jsonl").map(line) == [
      "1 invalid_utf8: byte 9 is not UTF-8: convert the page, or give it as HTML, whose charset is looked for",
      #"2 jsonl text "b""#,
    ])
}

@Test(arguments: [1, 5, 64, 1 << 20])
func aLineThatIsTooLongIsAFailureAndTheNextIsRead(step: Int) throws {
  let long = "{\"text\":\"\(String(repeating: "x", count: 300_000))\"}"
  let found = items(
    Array("\(long)\n{\"text\":\"b\"}\n".utf8), "a.jsonl", limits: DumpLimits(line: 1000),
    step: step == 1 ? 1000 : step * 1000)
  #expect(found.map(line) == ["1 line_too_long: the line is longer than 1000 bytes", #"2 jsonl text "b""#])
  guard case .failure(let failure) = found[0] else { return }
  #expect(failure.bytesSHA256 == SHA256.hex(Array(long.utf8)))
}

@Test func digestsAreOfTheValueOrTheFile() throws {
  func digest(_ items: [DumpItem]) -> String? {
    switch items.first {
    case .page(let page): page.source.sha256
    case .failure(let failure): failure.bytesSHA256
    default: nil
    }
  }
  #expect(digest(items(Array(#"{"html":"<p>é"}"#.utf8), "a.jsonl")) == SHA256.hex(Array("<p>é".utf8)))
  #expect(digest(items(Array("\u{FEFF}x".utf8), "a.txt")) == SHA256.hex(Array("\u{FEFF}x".utf8)))
  #expect(digest(items(Array("{\n".utf8), "a.jsonl")) == SHA256.hex(Array("{".utf8)))
}

/// A file and what it gives.
private let files: [(path: String, bytes: [UInt8], item: String)] = [
  ("a.txt", Array("Dua WNI\r\ntewas.\n".utf8), #"text text "Dua WNI\r\ntewas.\n""#), ("a.txt", [], "empty: there is nothing in the page"),
  ("a.html", Array("\u{FEFF} \n".utf8), "empty: there is nothing in the page"), ("a.txt", [0xEF, 0xBB, 0xBF, 0x78], #"text text "x""#),
  (
    "a.txt", [0x78, 0xE9],
    "invalid_utf8: byte 1 is not UTF-8: convert the page, or give it as HTML, whose charset is looked for"
  ),
  ("a.txt", [0xFF, 0xFE, 0x78, 0, 0x3D, 0xD8, 0, 0xDE], #"text text "x😀""#),
  ("a.txt", [0xFE, 0xFF, 0, 0x78, 0x20, 0x13], #"text text "x–""#),
  (
    "a.txt", [0xFF, 0xFE, 0x78], "invalid_utf16: byte 2 is not UTF-16, though the page begins with its byte order mark"
  ),
  (
    "a.txt", [0xFF, 0xFE, 0x3D, 0xD8, 0x78, 0],
    "invalid_utf16: byte 2 is not UTF-16, though the page begins with its byte order mark"
  ),
  ("a.html", [0x3C, 0x70, 0x3E, 0xE9], "html html \"<p>\u{FFFD}\""),
  ("-", Array("<!DOCTYPE html><p>x".utf8), #"html html "<!DOCTYPE html><p>x""#),
  ("a.jsonl", [0xFF, 0xFE, 0x7B, 0], "utf16_lines: lines in UTF-16 are not read: convert the file to UTF-8"),
]

@Test(arguments: files)
func oneFile(path: String, bytes: [UInt8], item: String) {
  #expect(items(bytes, path).map(line) == [item])
  #expect(items(bytes, path, step: 1).map(line) == [item])
}

@Test func everyFileIsThere() { #expect(files.count == 12) }

@Test func anEmptyDumpHasNoPages() { #expect(items([], "a.jsonl").isEmpty) }

@Test func aForcedFormatGoesBeforeNameAndContent() {
  #expect(items(Array("{}".utf8), "a.jsonl", format: .text).map(line) == [#"text text "{}""#])
  #expect(items(Array("{\"text\":\"x\"}".utf8), "a.html", format: .jsonl).map(line) == [#"1 jsonl text "x""#])
}

@Test func aPageThatIsTooLargeIsAFailureWithItsDigest() {
  let bytes = [UInt8](repeating: 0x78, count: 1_000_000)
  let found = items(bytes, "a.txt", limits: DumpLimits(page: 1000), step: 300_000)
  #expect(found.map(line) == ["page_too_large: the page is longer than 1000 bytes"])
  guard case .failure(let failure) = found[0] else { return }
  #expect(failure.bytesSHA256 == SHA256.hex(bytes))
}

@Test func aSourceThatBreaksGivesThePagesBeforeIt() {
  #expect(
    items(Array("{\"text\":\"a\"}\n{\"te".utf8), "a.jsonl", breaks: true).map(line) == [
      #"1 jsonl text "a""#, "2 unreadable: the file cannot be read on: the disk is gone",
    ])
  #expect(
    items([0x78], "a.txt", breaks: true).map(line) == ["unreadable: the file cannot be read on: the disk is gone"])
}

/// A `.json` file and what it gives.
@Test(arguments: [
  ("{\n  \"text\": \"x\",\n  \"id\": 7\n}\n", [#"jsonl text "x" id=7"#]),
  ("[{\"text\":\"a\"},\n {\"html\":\"<p>\"}]", [#"jsonl text "a""#, #"jsonl html "<p>""#]),
  (
    "[{}, 1, {\"schema\":\"saring.article/1\"}]",
    [
      #"no_content: element 1: the object has none of "html", "text", "content" and "body""#,
      #"not_an_object: element 2: this is a number, not an object with "text" or "html""#, "3 record 29",
    ]
  ),
  ("[]", []), ("{\"text\":\"a\"}\n{\"text\":\"b\"}\n", [#"1 jsonl text "a""#, #"2 jsonl text "b""#]),
  ("{\n  \"text\": \"x\",\n}", ["bad_json: line 2, column 14: a comma with nothing after it"]),
  ("[\n]", []),
  (
    "[{\"text\":\"],{\\\"\"},\n{rusak},{\"text\":\"b\"}]\n",
    [
      #"jsonl text "],{\"""#, "bad_json: element 2: column 2: expected a key in double quotes, found 'r'",
      #"jsonl text "b""#,
    ]
  ), ("[{\"text\":\"a\"},]", [#"jsonl text "a""#, "bad_json: element 2: column 1: no value: the text is empty"]),
  (
    "[{\"text\":\"a\"}, {\"text",
    [#"jsonl text "a""#, "bad_json: element 2: the file ends before the array does: fetch it again"]
  ),
  (
    "[{\"text\":\"a\"}]\n{\"text\":\"b\"}",
    [#"jsonl text "a""#, "bad_json: element 2: something follows the array: it is not read"]
  ), ("{\"text\":\"a\"}", [#"1 jsonl text "a""#]), ("\u{FEFF}[\n{\"text\":\"a\"}]", [#"jsonl text "a""#]),
])
func oneDocument(text: String, expected: [String]) {
  #expect(lines(text, "a.json") == expected)
  #expect(lines(text, "a.json", step: 1) == expected)
}

@Test func anArrayIsToldByItsContentOrSaidToBeOne() {
  #expect(lines("[ {\"text\":\"a\"},\n{\"text\":\"b\"}]", "-") == [#"jsonl text "a""#, #"jsonl text "b""#])
  #expect(lines("[teks] lagi", "-") == [#"text text "[teks] lagi""#])
  var reader = PageReader(ArraySource(Array("{\n\"text\":\"a\"\n}".utf8)), path: "-", format: .jsonl, isDocument: true)
  #expect(reader.next().map(line) == #"jsonl text "a""#)
  #expect(reader.next() == nil)
}

/// An array of any size, and an element of any size in it, in the memory of one page.
@Test func anArrayIsReadElementByElement() throws {
  let long = "{\"text\":\"\(String(repeating: "x", count: 300_000))\"}"
  let found = items(
    Array("[{\"text\":\"a\"},\(long),{\"text\":\"b\"}]".utf8), "a.json", limits: DumpLimits(page: 1000), step: 7000)
  #expect(
    found.map(line) == [
      #"jsonl text "a""#, "page_too_large: element 2: the page is longer than 1000 bytes", #"jsonl text "b""#,
    ])
  guard case .failure(let failure) = found[1] else { return }
  #expect(failure.bytesSHA256 == SHA256.hex(Array(long.utf8)))
}

/// What a hostile or broken download may hold: the reader ends, and gives an item or more.
@Test func anyBytesComeToAnEnd() {
  var state: UInt64 = 7
  func dice() -> UInt8 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt8(truncatingIfNeeded: state >> 40)
  }
  for round in 0..<400 {
    var bytes = (0..<Int(dice()) * 3).map { _ in dice() }
    switch round % 4 {
    case 0: bytes = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + bytes
    case 1: bytes = Array("{\"text\":\"".utf8) + bytes.map { $0 & 0x7F }
    case 2: bytes = [0xFF, 0xFE] + bytes
    default: break
    }
    for path in ["a.jsonl", "a.json", "a.txt", "a.html", "-"] {
      #expect(!items(bytes + [0x78], path, limits: DumpLimits(line: 200, page: 500), step: 17).isEmpty)
    }
  }
}

/// A page that stood in JSON has been decoded, whatever its own head says; one of a file has not.
@Test(arguments: [(#"{"id": "a", "html": "<meta charset=latin1>é"}"#, "a.jsonl", true), ("<meta charset=latin1>é", "a.html", false)])
func whatStoodInJSONIsUTF8(text: String, path: String, isUTF8: Bool) throws {
  guard case .page(let page) = try #require(items(Array(text.utf8), path).first) else { throw SlowSource.Gone() }
  #expect(page.isUTF8 == isUTF8)
}
