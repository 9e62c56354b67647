import JSON
import Testing

private func read(_ text: String) -> JSONValue? { try? JSONReader.value(of: Array(text.utf8)) }

/// A text and the value that it is; in the manner of JSONTestSuite's `y_` files.
private let accepted: [(text: String, value: JSONValue)] = [
  ("null", nil), ("true", true), ("false", false), ("0", 0), ("-0", .number("-0")), ("\"\"", ""), ("[]", []),
  ("{}", [:]),
  (" \t\r\n[ 1 , 2 ]\n", [1, 2]), ("[[[]]]", [[[]]]), ("[null,1,\"1\",{}]", [nil, 1, "1", [:]]),
  ("-1.5e+10", .number("-1.5e+10")), ("1E22", .number("1E22")), ("0.0", .number("0.0")), ("1e-2", .number("1e-2")),
  ("123456789012345678901234567890", .number("123456789012345678901234567890")), ("1e400", .number("1e400")),
  ("{\"a\":1,\"b\":{\"a\":2}}", ["a": 1, "b": ["a": 2]]), ("{\"\":0}", ["": 0]), ("{\"a\":1,\"a\":2}", ["a": 2]),
  (#"{"a":1,"b":2,"\u0061":3}"#, ["a": 3, "b": 2]),
  (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u20AC""#, "Aé€"), (#""\u0000""#, "\0"),
  (#""\uD83D\ude00 \uDBFF\uDFFF""#, "😀 \u{10FFFF}"), (#""\uFFFE\uFFFF""#, "\u{FFFE}\u{FFFF}"), ("\"\u{7F}\"", "\u{7F}"),
  ("\"\u{2028}\u{2029}\"", "\u{2028}\u{2029}"), ("\"é😀\"", "é😀"), (#""\\u0041""#, "\\u0041"), (#""\/*x*\/""#, "/*x*/"),
]

@Test(arguments: accepted)
func accepts(text: String, value: JSONValue) { #expect(read(text) == value) }

/// A text, and the column and the words of its error; in the manner of JSONTestSuite's `n_` files.
private let rejected: [(text: String, column: Int, words: String)] = [
  ("", 1, "no value: the text is empty"), (" ", 2, "no value: the text is empty"),
  ("[1,]", 3, "a comma with nothing after it"), ("{\"a\":1,}", 7, "a comma with nothing after it"),
  ("[,1]", 2, "expected a value, found ','"), ("[1,,2]", 4, "expected a value, found ','"),
  ("[1 2]", 4, "expected ',' or ']', found '2'"), ("[1", 3, "expected ',' or ']', found the end of the text"),
  ("{\"a\":1", 7, "expected ',' or '}', found the end of the text"), ("[1}", 3, "expected ',' or ']', found '}'"),
  ("{", 2, "expected a key in double quotes, found the end of the text"),
  ("[", 2, "expected a value, found the end of the text"),
  ("{a:1}", 2, "expected a key in double quotes, found 'a'"),
  ("{'a':1}", 2, "expected a key in double quotes, found '''"),
  ("{1:1}", 2, "expected a key in double quotes, found '1'"), ("{\"a\" 1}", 6, "expected ':' after a key, found '1'"),
  ("{\"a\"}", 5, "expected ':' after a key, found '}'"), ("{\"a\":}", 6, "expected a value, found '}'"),
  ("{\"a\":1 \"b\":2}", 8, "expected ',' or '}', found '\"'"), ("{\"é\":x}", 6, "expected a value, found 'x'"),
  ("]", 1, "expected a value, found ']'"), ("1]", 2, "']' after the end of the value"),
  ("{} {}", 4, "'{' after the end of the value"),
  ("nul", 1, "expected a value, found 'n'"), ("True", 1, "expected a value, found 'T'"),
  ("nullx", 5, "'x' after the end of the value"),
  ("NaN", 1, "expected a value, found 'N'"), ("Infinity", 1, "expected a value, found 'I'"),
  ("-Infinity", 1, "- is no number of JSON"),
  ("01", 1, "01 is no number of JSON"), ("-01", 1, "-01 is no number of JSON"), ("1.", 1, "1. is no number of JSON"),
  (".5", 1, "expected a value, found '.'"), ("+1", 1, "expected a value, found '+'"),
  ("1e", 1, "1e is no number of JSON"),
  ("1e+", 1, "1e+ is no number of JSON"), ("-", 1, "- is no number of JSON"), ("1.e1", 1, "1.e1 is no number of JSON"),
  ("0x1", 2, "'x' after the end of the value"), ("1_000", 2, "'_' after the end of the value"),
  ("１", 1, "expected a value, found '１'"),
  ("\"", 1, "a string without its closing quote"), ("\"a", 1, "a string without its closing quote"),
  ("\"a\\\"", 1, "a string without its closing quote"), ("'a'", 1, "expected a value, found '''"),
  ("\"a\nb\"", 3, "the control character 10 stands unescaped in a string"),
  ("\"\t\"", 2, "the control character 9 stands unescaped in a string"),
  ("\"\0\"", 2, "the control character 0 stands unescaped in a string"),
  (#""\x41""#, 2, #"\x is no escape of JSON"#), (#""\'""#, 2, #"\' is no escape of JSON"#),
  (#""\é""#, 2, #"\é is no escape of JSON"#),
  (#""\u12G4""#, 2, #"\u12 is no escape of JSON"#), (#""\u""#, 2, #"\u is no escape of JSON"#),
  (#""\U0041""#, 2, #"\U is no escape of JSON"#),
  (#""\uD83D""#, 2, #"\uD83D is half of a surrogate pair"#), (#""\uDE00""#, 2, #"\uDE00 is half of a surrogate pair"#),
  (#""\uD83D\n""#, 2, #"\uD83D is half of a surrogate pair"#),
  (#""\uD83D\uD83D""#, 2, #"\uD83D is half of a surrogate pair"#),
  (#""\uDE00\uD83D""#, 2, #"\uDE00 is half of a surrogate pair"#),
  ("[1]//", 4, "'/' after the end of the value"), ("/**/1", 1, "expected a value, found '/'"),
  ("[1]\u{A0}", 4, "'\u{A0}' after the end of the value"),
  ("\u{FEFF}1", 1, "a byte order mark before the value"),
  ("\u{C}1", 1, "expected a value, found the control character 12"),
  ("[1\0]", 3, "expected ',' or ']', found the control character 0"),
]

@Test(arguments: rejected)
func rejects(text: String, column: Int, words: String) {
  #expect(throws: JSONError.self) { try JSONReader.value(of: Array(text.utf8)) }
  do {
    _ = try JSONReader.value(of: Array(text.utf8))
  } catch {
    #expect(error.words == words)
    #expect(error.column == column)
  }
}

@Test func everyCaseIsThere() { #expect((accepted.count, rejected.count) == (31, 65)) }

@Test(
  arguments: [
    ([0x22, 0xFF, 0x22], 1), ([0x22, 0xC0, 0xAF, 0x22], 1), ([0x5B, 0xED, 0xA0, 0x80, 0x5D], 1), ([0x31, 0x80], 1),
    ([0x22, 0x61, 0xE2, 0x80, 0x22], 2), ([0xFF, 0xFE, 0x31, 0x00], 0),
  ] as [([UInt8], Int)])
func tellsWhereBytesAreNotUTF8(bytes: [UInt8], offset: Int) {
  do {
    _ = try JSONReader.value(of: bytes)
    Issue.record("accepted")
  } catch {
    #expect(error.reason == .invalidUTF8)
    #expect(error.offset == offset)
  }
}

@Test func tellsLineColumnAndOffset() {
  do {
    _ = try JSONReader.value(of: Array("{\n  \"é\": 1,\n  \"b\": ?\n}".utf8))
    Issue.record("accepted")
  } catch {
    #expect(error.description == "line 3, column 8: expected a value, found '?'")
    #expect(error.offset == 20)
  }
}

/// Strings are read sixteen bytes at a time: what ends a run is found at each place, whatever stands around it.
@Test(arguments: 0..<20)
func aRunEndsAtAnyPlace(length: Int) {
  for letter in ["a", "\u{7F}", "é", "€", "😀", "!", "]"] {
    let run = String(repeating: letter, count: length)
    for rest in ["", letter, "123456789"] {
      #expect(read("\"\(run)\"") == .string(run))
      #expect(read("[\"\(run)\",\"\(rest)\"]") == [.string(run), .string(rest)])
      #expect(read("\"\(run)\\n\(rest)\"") == .string("\(run)\n\(rest)"))
      #expect(read("\"\(run)\\u20ac\(rest)\\\\\"") == .string("\(run)€\(rest)\\"))
      for control in ["\0", "\u{1F}", "\n"] { #expect(read("\"\(run)\(control)\(rest)\"") == nil) }
      #expect(read("\"\(run)") == nil)
      #expect(read("\"\(rest)\\t\(run)") == nil)
    }
  }
}

/// Strings with escapes are copied 64 bytes at a time: escapes of every kind stand across the ends of the blocks, and next to one another.
@Test(arguments: 0..<70)
func escapesStandAtAnyPlace(length: Int) {
  let pieces = [
    (#"\""#, "\""), (#"\\"#, "\\"), (#"\/"#, "/"), (#"\b"#, "\u{8}"), (#"\f"#, "\u{C}"), (#"\n"#, "\n"), (#"\r"#, "\r"), (#"\t"#, "\t"),
    (#"\u00e9"#, "é"), (#"\uD83D\uDE00"#, "😀"),
  ]
  let run = String(repeating: "x", count: length)
  let rest = String(repeating: "é<a href>", count: 30)
  for (first, one) in pieces {
    for (second, two) in pieces {
      let (spelt, meant) = ("\(run)\(first)\(second)y\(second)\(rest)", "\(run)\(one)\(two)y\(two)\(rest)")
      #expect(read("[\"\(spelt)\(spelt)\",\"\(second)\"]") == [.string(meant + meant), .string(two)])
    }
    for wrong in [#"\x"#, #"\B"#, #"\0"#, #"\d"#, #"\é"#, "\u{1F}"] {
      let text = "\"\(run)\(first)\(wrong)\(rest)\""
      let place = text.utf8.count - rest.utf8.count - 1 - wrong.utf8.count
      #expect(throws: JSONError.self) { try JSONReader.value(of: Array(text.utf8)) }
      do { _ = try JSONReader.value(of: Array(text.utf8)) } catch { #expect(error.offset == place) }
    }
  }
}

@Test func nestingHasALimitAndNoCrash() {
  let deep = { (levels: Int) in String(repeating: "[", count: levels) + String(repeating: "]", count: levels) }
  #expect(read(deep(256)) != nil)
  #expect(read(deep(257)) == nil)
  #expect(read(String(repeating: "[", count: 1_000_000)) == nil)
  #expect(read(String(repeating: "{\"a\":", count: 100_000)) == nil)
}

@Test func manyKeysStayFastAndTheLastOfTwoWins() {
  let members = (0..<50_000).map { "\"k\($0 % 25_000)\":\($0)" }.joined(separator: ",")
  let object = read("{\(members)}")?.object
  #expect(object?.count == 25_000)
  #expect(object?["k7"]?.int == 25_007)
  #expect(object?.keys.first == "k0")
}

@Test func keysAreComparedByTheirBytes() {
  let object = read(#"{"\u00e9":1,"e\u0301":2}"#)?.object
  #expect(object?.count == 2)
  #expect(object?["\u{e9}"]?.int == 1)
}

@Test(
  arguments: [
    ("12", 12, 12), ("-7", -7, -7), ("1.0", nil, 1), ("1e2", nil, 100),
    ("9223372036854775808", nil, 9_223_372_036_854_775_808),
    ("1e400", nil, nil), ("\"1\"", nil, nil),
  ] as [(String, Int?, Double?)])
func numbers(text: String, int: Int?, double: Double?) {
  #expect(read(text)?.int == int)
  #expect(read(text)?.double == double)
}

/// A text, and the strings under `html` and `text` that are given apart from its value.
@Test(arguments: [
  (#"{"id":"1","html":"<p>a</p>"}"#, ["html": "<p>a</p>"]),
  (#"{"html":"\u00e9 \n","text":"é"}"#, ["html": "é \n", "text": "é"]),
  // The last of a key counts, whatever it is.
  (#"{"text":"a","text":null}"#, [:]), (#"{"text":null,"text":"b\t"}"#, ["text": "b\t"]),
  // Not those of a member, of an array or of a value that is no object.
  (#"{"a":{"text":"b"},"b":["text"]}"#, [:]), (#"[{"text":"b"}]"#, [:]), (#""text""#, [:]),
])
func stringsAreGivenApart(text: String, expected: [String: String]) throws {
  let (value, texts) = try JSONReader.value(of: Array(text.utf8), apart: ["html", "text"])
  #expect(texts.mapValues { String(decoding: $0, as: UTF8.self) } == expected)
  var whole = try JSONReader.value(of: Array(text.utf8))
  if var object = whole.object {
    for key in expected.keys { object[key] = "" }
    whole = .object(object)
  }
  #expect(value == whole)
}
