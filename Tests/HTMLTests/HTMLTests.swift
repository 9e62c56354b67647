import HTML
import Testing

/// What a tree looks like on one line: `html(head body(p("a")))`.
private func sketch(_ html: String, context: String? = nil) -> String {
  let bytes = Array(html.utf8)
  let tree = context.map { HTMLTree.parse(fragment: bytes, context: $0) } ?? HTMLTree.parse(bytes)
  func sketch(_ node: Int32) -> String {
    let children = tree.children(of: node).map(sketch).joined(separator: " ")
    switch tree.kind(of: node) {
    case .text: return "'" + String(decoding: tree.text(of: node), as: UTF8.self) + "'"
    case .comment: return "!"
    case .element: return tree.tagName(of: node) + (children.isEmpty ? "" : "(" + children + ")")
    case .templateContent: return "#(" + children + ")"
    case .document, .doctype: return ""
    }
  }
  return tree.children(of: tree.root).map(sketch).filter { !$0.isEmpty }.joined(separator: " ")
}

@Suite struct TreeTests {
  /// Names past eight bytes are not packed; a NUL or a capital in a name must not make it another one.
  @Test(arguments: [
    ("<blockquote>", "blockquote"), ("<FIGCAPTION>", "figcaption"), ("<h1>", "h1"), ("<x-longer-name>", "x-longer-name"),
    ("<P>", "p"), ("<p\0>", "p\u{FFFD}"), ("<textarea>", "textarea"), ("<textareas>", "textareas"),
  ])
  func tagNames(source: String, name: String) {
    let tree = HTMLTree.parse(fragment: Array(source.utf8), context: "div")
    #expect(tree.firstChild(of: tree.root).map { tree.tagName(of: $0) } == name)
  }

  /// A block closes the open `p` in button scope only, however the stack came to be.
  @Test(arguments: [
    ("<p>a<div>b", "<p><div>"), ("<p><button><div>", "<p>"), ("<p>a</p><div>b", "<p><div>"), ("<div><p>a</div><p>b", "<div><p>"),
  ])
  func paragraphsClose(source: String, expected: String) {
    let tree = HTMLTree.parse(fragment: Array(source.utf8), context: "div")
    #expect(tree.children(of: tree.root).map { "<\(tree.tagName(of: $0))>" }.joined() == expected)
  }

  @Test(arguments: [
    ("", "html(head body)"),
    ("<p>satu<p>dua", "html(head body(p('satu') p('dua')))"),
    ("<title>A &amp; B</title>x", "html(head(title('A & B')) body('x'))"),
    ("<b>1<p>2</b>3", "html(head body(b('1') p(b('2') '3')))"),
    ("<table>x<tr><td>y", "html(head body('x' table(tbody(tr(td('y'))))))"),
    ("<table>a<tr>b<td>c</td>d", "html(head body('abd' table(tbody(tr(td('c'))))))"),
    ("<!doctype html><p><table>", "html(head body(p table))"),
    ("<p><table>", "html(head body(p(table)))"),
    ("<svg><foreignobject><p>x", "html(head body(svg(foreignObject(p('x')))))"),
    ("<math><mi>x</mi><p>y", "html(head body(math(mi('x')) p('y')))"),
    ("<template><td>x</template>", "html(head(template(#(td('x')))) body)"),
    ("<select><option>a<option>b", "html(head body(select(option('a') option('b'))))"),
    ("<select><div>a</div></select>", "html(head body(select(div('a'))))"),
    (
      "<script>a<b<!--<script></script>'</script>x",
      "html(head(script('a<b<!--<script></script>'')) body('x'))"
    ),
    ("<textarea>\n<b></textarea>", "html(head body(textarea('<b>')))"),
    ("a<!--b-->c", "html(head body('a' ! 'c'))"),
    ("a</x>b", "html(head body('ab'))"),
    ("a&amp;b</x>c</x>&lt;", "html(head body('a&bc<'))"),
    ("<li>a<ul><li>b</ul><li>c", "html(head body(li('a' ul(li('b'))) li('c')))"),
    ("<a>1<a>2", "html(head body(a('1') a('2')))"),
    ("<h1>a<h2>b", "html(head body(h1('a') h2('b')))"),
    ("x\r\ny\rz", "html(head body('x\ny\nz'))"),
    ("<frameset><frame>", "html(head frameset(frame))"),
    ("<custom-tag>x</CUSTOM-TAG>y", "html(head body(custom-tag('x') 'y'))"),
  ])
  func tree(html: String, expected: String) { #expect(sketch(html) == expected) }

  @Test(arguments: [
    ("<td>x", "tr", "td('x')"), ("<td>x", "div", "'x'"), ("</p>x", "div", "p 'x'"), ("<b>x", "title", "'<b>x'"),
  ])
  func fragment(html: String, context: String, expected: String) { #expect(sketch(html, context: context) == expected) }

  @Test(arguments: [
    ("&amp;", "&"), ("&nbsp;", "\u{A0}"), ("&notit;", "¬it;"), ("&notin;", "∉"), ("&#x41;&#66", "AB"), ("&#128;", "€"),
    ("&#0;", "\u{FFFD}"), ("&#xD800;", "\u{FFFD}"), ("&bogus;", "&bogus;"), ("&", "&"), ("&#", "&#"), ("&#x", "&#x"),
    ("&ngE;", "≧̸"), ("&ldquo;Ya&rdquo;", "“Ya”"), ("&AMP", "&"), ("&#99999999999;", "\u{FFFD}"),
  ])
  func reference(html: String, expected: String) { #expect(sketch(html, context: "div") == "'\(expected)'") }

  @Test(arguments: [
    ("<a href='x?a=1&copy=2'>", "x?a=1&copy=2"), ("<a HREF=x?a&amp;b>", "x?a&b"), ("<a href>", ""),
    ("<a href=1 href=2>", "1"), ("<a href = \"a b\">", "a b"), ("<a x=1/href=2>", nil), ("<a/href=2>", "2"),
  ])
  func attribute(html: String, expected: String?) {
    let tree = HTMLTree.parse(fragment: Array(html.utf8), context: "div")
    let link = tree.firstChild(of: tree.root)!
    #expect(tree.attribute("href", of: link).map { String(decoding: $0, as: UTF8.self) } == expected)
  }

  /// Pages made to be slow: each is about 200 KB, and must not take more than a moment.
  @Test(arguments: [
    "<div>", "<b>", "<b a><p>", "<a>", "<table>", "<table><td>", "<table>x<tr>", "<svg>", "<p><i><table>", "<template>",
    "<select><option>", "<li>", "<!--", "<a a=", "&", "&am", "<script><!--", "</p>", "<b><p></b>", "<font size=1>",
    "<title></titl",
    "<h1><font>", "<body a=b>", "<math><mi>", "<x-y>", "</x-y>", "<option><optgroup>", "<nobr>", "<button>",
    "<ruby><rt>",
  ])
  func hostile(unit: String) {
    let html = String(repeating: unit, count: 60_000 / unit.utf8.count)
    let clock = ContinuousClock()
    let took = clock.measure { #expect(HTMLTree.parse(Array(html.utf8)).nodes.count > 1) }
    #expect(took < .seconds(8), "\(unit)")
  }

  /// Formatting that is opened anew in every paragraph: the tree stays of the size of the page.
  @Test func formattingThatIsNeverClosedDoesNotMultiply() {
    let unclosed = (0..<20_000).map { "<font size=\($0)><p>" }.joined()
    #expect(HTMLTree.parse(Array(unclosed.utf8)).nodes.count < unclosed.utf8.count / 4)
    // What a page of a careless author needs is made.
    let careless = "<p><b><i>x</p>" + String(repeating: "<p>x</p>", count: 1000)
    #expect(HTMLTree.parse(Array(careless.utf8)).nodes.count > 3000)
  }
}

@Suite struct CharsetTests {
  @Test(
    arguments: [
      ([0xEF, 0xBB, 0xBF, 0x61], nil, "a", HTMLCharset.utf8, false),
      ([0xFF, 0xFE, 0x61, 0x00], nil, "a", .utf16le, false),
      ([0xFE, 0xFF, 0x00, 0x61], nil, "a", .utf16be, false),
      ([0x93, 0x61, 0x94], nil, "“a”", .windows1252, true),
      ([0x93, 0x61, 0x94], "ISO-8859-1", "“a”", .windows1252, false),
      ([0xC3, 0xA9], nil, "é", .utf8, true),
      ([0xC3, 0xA9], "utf-8", "é", .utf8, false),
      ([0x61], nil, "a", .utf8, false),
      ([0x61, 0xFF], "utf-8", "a\u{FFFD}", .utf8, false),
      ([0x93, 0x61, 0x94], "utf-8", "“a”", .windows1252, true),
      (Array("<meta charset=utf-8>".utf8) + [0x43, 0x61, 0x66, 0xE9, 0x96], nil, "<meta charset=utf-8>Café–", .windows1252, true),
      ([0xC3, 0xA9, 0xC3, 0xA9, 0x93, 0x94], "utf-8", "éé\u{FFFD}\u{FFFD}", .utf8, false),
      (Array("<meta charset=\"latin1\">".utf8) + [0xE9], nil, "<meta charset=\"latin1\">é", .windows1252, false),
      (
        Array("<meta content='text/html; charset=utf-8'>é".utf8), nil, "<meta content='text/html; charset=utf-8'>é",
        .utf8, false
      ),
    ] as [([UInt8], String?, String, HTMLCharset, Bool)])
  func decoding(bytes: [UInt8], label: String?, text: String, charset: HTMLCharset, isGuessed: Bool) {
    let decoded = decodeHTML(bytes, label: label)
    #expect(String(decoding: decoded.bytes, as: UTF8.self) == text)
    #expect(decoded.charset == charset)
    #expect(decoded.isGuessed == isGuessed)
  }

  @Test(arguments: [("<meta charset=\"latin1\">é", 0), ("<meta charset=\"utf-16\">é", 0), ("\u{FEFF}é", 3)])
  func whatIsKnownToBeUTF8IsReadSoWhateverItSays(text: String, mark: Int) {
    let decoded = decodeHTML(Array(text.utf8), label: "latin1", isUTF8: true)
    #expect(decoded.bytes == Array(text.utf8.dropFirst(mark)))
    #expect(!decoded.isGuessed)
  }
}
