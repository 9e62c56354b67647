import JSON
import Testing

private func written(_ write: (inout JSONWriter) -> Void) -> String {
  var writer = JSONWriter()
  write(&writer)
  return String(decoding: writer.bytes, as: UTF8.self)
}

@Test(arguments: [
  ("", #""""#), ("Rp1,5 miliar", #""Rp1,5 miliar""#), ("\"ya\" \\ /", #""\"ya\" \\ /""#),
  ("a\nb\r\tc", #""a\nb\r\tc""#),
  ("\u{8}\u{C}\0\u{1F}\u{7F}", "\"\\b\\f\\u0000\\u001f\u{7F}\""), ("é–“😀”", #""é–“😀”""#),
  ("\u{85}\u{2028}\u{2029}", #""\u0085\u2028\u2029""#),
  ("\u{84}\u{2027}\u{202A}\u{80}", "\"\u{84}\u{2027}\u{202A}\u{80}\""),
])
func strings(text: String, expected: String) {
  #expect(written { $0.string(text) } == expected)
  #expect(written { $0.string(utf8: Array(text.utf8)[...]) } == expected)
  #expect((try? JSONReader.value(of: Array(expected.utf8)))?.string == text)
}

/// What is escaped is found wherever it stands among bytes that are looked at eight at a time.
@Test(arguments: 0..<20)
func escapesAreFoundAtEveryPlace(before: Int) {
  let escapes = [
    ("\"", #"\""#), ("\\", #"\\"#), ("\n", #"\n"#), ("\u{1F}", #"\u001f"#), ("\0", #"\u0000"#), ("\u{85}", #"\u0085"#),
    ("\u{2028}", #"\u2028"#), ("é\u{2029}", #"é\u2029"#), ("\u{7F} !#[]é–😀", "\u{7F} !#[]é–😀"),
  ]
  for (text, escaped) in escapes {
    for after in 0..<10 {
      let (left, right) = (String(repeating: "a", count: before), String(repeating: "z", count: after))
      #expect(written { $0.string(left + text + right) } == "\"\(left)\(escaped)\(right)\"")
      #expect(written { $0.string(joining: [left, text, right]) } == "\"\(left)\(escaped)\(right)\"")
    }
  }
}

@Test func everyScalarOfTheFirstPlaneIsReadBack() throws {
  for start in stride(from: 0, to: 0x10000, by: 0x400) {
    let text = String(String.UnicodeScalarView((start..<start + 0x400).compactMap { Unicode.Scalar($0) }))
    let value = try JSONReader.value(of: Array(written { $0.string(text) }.utf8))
    #expect(Array(value.string!.utf8) == Array(text.utf8))
  }
}

@Test func bytesThatAreNotUTF8BecomeTheReplacementCharacter() {
  #expect(written { $0.string(utf8: [0x61, 0xFF, 0x62][...]) } == "\"a\u{FFFD}b\"")
}

@Test func commasStandBetweenMembersAndElements() {
  let text = written { writer in
    writer.object { writer in
      writer.member("a", 1)
      writer.member("b", nil as String?)
      writer.member("c", ["x", "y"])
      writer.member("d") { _ in }
      writer.member("e", [1, 2]) { writer, number in writer.object { $0.member("n", number) } }
      writer.member("f", true)
      writer.key("g")
      writer.double(0.25)
      writer.member("h", nil as Int?) { $0.member("n", $1) }
    }
    writer.endLine()
    writer.array([Int]()) { $0.int($1) }
  }
  #expect(text == #"{"a":1,"b":null,"c":["x","y"],"d":{},"e":[{"n":1},{"n":2}],"f":true,"g":0.25,"h":null}"# + "\n[]")
}

@Test(arguments: [(0.0, "0.0"), (1, "1.0"), (0.857, "0.857"), (1e-7, "1e-07"), (.nan, "null"), (.infinity, "null")])
func doubles(value: Double, expected: String) { #expect(written { $0.double(value) } == expected) }

@Test func valuesAreWrittenAsTheyWereRead() throws {
  let text = #"{"b":[1,-0.50,1E+2,null,true],"a":{"x":"\u0085"},"":[{}]}"#
  #expect(written { $0.value(try! JSONReader.value(of: Array(text.utf8))) } == text)
}

@Test(arguments: [0, 7, 10, 99, 100, -1, -120, 1_000_000, .max, .min])
func integers(value: Int) { #expect(written { $0.int(value) } == String(value)) }
