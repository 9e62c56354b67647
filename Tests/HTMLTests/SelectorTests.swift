import HTML
import Testing

private let page = """
  <body><div id=isi class="a b-c"><p class=x>1<span class="x y">2</span></p><section><p>3</p><DIV class=A><p class=x>4</p></DIV></section></div>
  <article itemprop="articleBody"><p class=" x ">5</p></article></body>
  """

/// A selector, and the text of what it chooses.
@Test(
  arguments: [
    ("p", ["12", "3", "4", "5"]), ("P.x", ["12", "4", "5"]), (".x", ["12", "2", "4", "5"]), (".x.y", ["2"]), (".a", ["1234"]),
    (".b-c p", ["12", "3", "4"]), ("#isi section p", ["3", "4"]), ("#isi .A .x", ["4"]), ("[itemprop=articleBody] p", ["5"]),
    ("[itemprop='articleBody']", ["5"]), ("div div p", ["4"]), ("div p span", ["2"]), ("p p", []), ("#ISI", []), (".b", []),
    ("[class=x]", ["12", "4"]),
  ] as [(String, [String])])
func chosen(selector: String, expected: [String]) throws {
  let tree = HTMLTree.parse(Array(page.utf8))
  let found = tree.elements(chosenBy: [try HTMLSelector(selector)]).map {
    String(decoding: tree.textContent(of: $0.node).filter { $0 > 0x20 }, as: UTF8.self)
  }
  #expect(found == expected)
}

@Test func selectorsDoNotDisturbOneAnother() throws {
  let tree = HTMLTree.parse(Array(page.utf8))
  let selectors = try ["#isi p", ".x", "article p"].map { try HTMLSelector($0) }
  let together = tree.elements(chosenBy: selectors).map(\.selector)
  #expect(together == [0, 1, 1, 0, 0, 1, 1, 2])
  for (index, selector) in selectors.enumerated() {
    #expect(tree.elements(chosenBy: [selector]).count == together.filter { $0 == index }.count)
  }
}

@Test(
  arguments: [
    ("", .empty, 0), ("  ", .empty, 0), ("div > p", .unknown(">"), 4), ("a, b", .unknown(","), 1), ("p:first-child", .unknown(":"), 1),
    ("*", .unknown("*"), 0),
    ("div.", .noName, 4), ("#", .noName, 1), ("[", .noName, 1), ("[a", .openBracket, 0), ("[a=b", .openBracket, 0),
    ("p [a='b]", .openBracket, 2), ("[a=]", .noName, 3),
    ("[a~=b]", .noName, 2),
  ] as [(String, HTMLSelector.Fault.Kind, Int)])
func faults(text: String, kind: HTMLSelector.Fault.Kind, offset: Int) {
  #expect(throws: HTMLSelector.Fault(kind: kind, offset: offset)) { try HTMLSelector(text) }
}

/// Half a million elements that all may begin a match, and no match: each is looked at once a selector.
@Test func choosingIsLinear() throws {
  let bytes = Array("<div class=a>".utf8)
  let tree = HTMLTree.parse(Array(repeatElement(bytes, count: 500_000).joined()))
  let selector = try HTMLSelector("div.a div.a div.a div.a .b")
  #expect(tree.elements(chosenBy: [selector, selector]).isEmpty)
}
