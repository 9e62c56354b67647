import RuleBook
import Testing

/// What is right and does nothing: warnings of `rules check`, each with its place and a way out.
@Suite struct LintTests {
  private static let head = """
    phases places, people
    type region(code: text)
    type official(name: text, role: text)
    rule region.word
      phase places
      match @provinces
      make region(code: "x")
      example "Aceh"
      reject "di"

    """
  private static let lists = [
    PackFile(
      path: "lists/offices.tsv",
      bytes: Array("name\tcode\tkind\tlevel\nMenteri\tm\tminister\tstate\nKapolda\tk\tpolice\tprovince\n".utf8)),
    PackFile(path: "lists/provinces.tsv", bytes: Array("name\tcode\nAceh\t11\n".utf8)),
  ]

  private func warnings(_ rules: String, files: [PackFile] = []) -> [String] {
    let pack = [PackFile(path: "a.rules", bytes: Array((Self.head + rules).utf8))] + Self.lists + files
    let found = RuleSet.compile(pack, thoroughly: true).diagnostics
    #expect(found.filter { $0.severity == .error } == [])
    return found.map(\.description)
  }

  private func rule(_ name: String, _ match: String, clauses: String = "", make: String = "official(role: \"x\")") -> String {
    "rule \(name)\n  phase people \(clauses)\n  match \(match)\n  make \(make)\n  example \"Menteri Budi\"\n  reject \"x\"\n"
  }

  private func contains(_ found: [String], _ words: String) -> Bool { found.contains { $0.contains(words) } }

  @Test func aGoodPackGivesNoWarning() {
    let found = warnings(
      rule("a", "r:@offices n:<Name>", make: "official(role: r, name: n)") + rule("b", "@offices[kind=police] <region>"))
    #expect(found == [])
  }

  /// A shield stands against matches of its own phase.
  @Test func aShieldOfAnotherPhasesTypeDoesNothing() {
    let found = warnings(rule("a", "Menteri", clauses: "\n  shield region") + rule("b", "Kapolda", clauses: "\n  shield official"))
    #expect(found.count { $0.contains("no rule of the phase people makes region, so nothing is shielded") } == 1, "\(found)")
    #expect(!contains(found, "makes official, so nothing"), "\(found)")
  }

  @Test func theSamePatternFiresOnce() {
    let found = warnings(
      rule("a", "r:@offices <Name>", make: "official(role: r)") + rule("b", "@offices n:<Name>", make: "official(name: n)"))
    #expect(contains(found, "a.rules:18:9: warning: a (a.rules:10) has the same pattern and wins: b never fires by this one"), "\(found)")
  }

  @Test(arguments: [
    ("@offices <Name>", "@offices[kind=police] <Name>", true),
    ("{Menteri|Kapolda} <Name>", "Menteri <Name>", true),
    ("{Menteri|Kapolda}", "{Kapolda|Menteri}", true),
    ("~tangkap", "ditangkap", true),
    ("<Word> Aceh", "Kapolda Aceh", true),
    ("Kapolda ..6 Aceh", "Kapolda ..3 Aceh", true),
    ("Kapolda", "=\"KAPOLDA\"", true),
    ("@offices[kind=police]", "@offices", false),
    ("Menteri <Name>", "Menteri <Name> Aceh", false),
    ("=\"KAPOLDA\"", "Kapolda", false),
    ("Kapolda ..3 Aceh", "Kapolda ..6 Aceh", false),
  ])
  func aWiderPatternThatStandsFirstHidesOne(wide: String, narrow: String, isHidden: Bool) {
    let found = warnings(rule("a", wide) + rule("b", narrow))
    #expect(contains(found, "matches all that this pattern does and wins: give b a higher priority") == isHidden, "\(found)")
  }

  @Test func whatDiffersOtherwiseHidesNothing() {
    let narrow = rule("b", "Menteri", clauses: "priority high")
    #expect(warnings(rule("a", "@offices") + narrow) == [])
    #expect(warnings(rule("a", "@offices", clauses: "scope title") + rule("b", "Menteri")) == [])
    let guarded = rule("a", "@offices").replacingFirst("  make", with: "  unless before mantan\n  make")
    #expect(warnings(guarded + rule("b", "@offices")) == [])
  }

  @Test func aPatternWrittenTwiceIsTold() {
    #expect(contains(warnings(rule("a", "Menteri\n  match menteri")), "a.rules:13:9: warning: this pattern stands in the rule twice"))
  }

  @Test(
    arguments: [
      ("{Menteri|Wakil|menteri}", "12:24: warning: menteri stands in this group twice: take one away"),
      ("{Menteri|(Wakil Menteri)|Wakil Menteri}", "12:34: warning: this alternative stands in its group twice: take one away"),
      ("{Menteri|=\"Menteri\"|Wakil}", nil), ("{n:Menteri|m:Menteri}", nil),
    ] as [(String, String?)])
  func anAlternativeWrittenTwiceIsTold(pattern: String, expected: String?) {
    let found = warnings(rule("a", pattern)).filter { $0.contains("twice") }
    #expect(expected.map { contains(found, $0) } ?? found.isEmpty, "\(found)")
  }

  @Test(arguments: [
    ("@offices[kind=polisi]", "no row of @offices has kind `polisi`: did you mean police?"),
    ("@offices[kind=minister, level=province]", "no row of @offices passes this filter"),
    ("<region[code=y]>", "no rule makes a <region> with code `y`"),
  ])
  func aFilterThatNothingPassesIsTold(match: String, expected: String) {
    let found = warnings(rule("a", match))
    #expect(contains(found, expected), "\(found)")
  }

  @Test func namesThatNothingUsesAreTold() {
    let found = warnings("define tempat {di|ke}\ntype harm(kind: text)\nphases later\n" + rule("a", "r:@offices n:<Name>"))
    #expect(contains(found, "a.rules:10:1: warning: nothing uses $tempat"))
    #expect(contains(found, "no rule makes harm: take the type away"))
    #expect(contains(found, "no rule works in the phase later"))
    #expect(contains(found, "no `make` uses the capture r: use it, or write the pattern without `r:`"))
    #expect(contains(found, "no `make` uses the capture n"))
  }

  @Test(arguments: [
    ("Batu\t35\tparent\n", "Batu needs its parent 35 in the text, but no entry of any list has that code"),
    ("Batu\t\tparent\n", "Batu needs a parent, but its row names no province, country or parent"),
    ("Batu\t11\tbefore Kota Besar,asal\n", "the need `before` is never met by `Kota Besar`: it names single words"),
    ("Batu\t11\tnear\n", "the need `near` names no word"),
  ])
  func evidenceThatNoTextGivesIsTold(row: String, expected: String) {
    let list = PackFile(path: "lists/towns.tsv", bytes: Array(("name\tprovince\tneeds\n" + row).utf8))
    let found = warnings(rule("a", "@towns"), files: [list])
    #expect(contains(found, "lists/towns.tsv:2:1: warning: " + expected), "\(found)")
  }
}

extension String {
  fileprivate func replacingFirst(_ words: String, with other: String) -> String {
    var at = startIndex
    while at < endIndex, !self[at...].hasPrefix(words) { at = index(after: at) }
    return at < endIndex ? self[..<at] + other + self[at...].dropFirst(words.count) : self
  }
}
