import RuleBook
import Testing

/// Mistakes that an analyst makes; each must be found, with the place and a way out.
@Suite struct DiagnosticTests {
  private static let good = """
    phases places, people
    type region(code: text)
    type official(name: text, role: text)

    """
  private static let list = PackFile(
    path: "lists/offices.tsv", bytes: Array("name\tcode\tkind\nMenteri\tm\tminister\n".utf8))

  private func messages(_ rules: String, files: [PackFile] = []) -> [String] {
    let pack = [PackFile(path: "a.rules", bytes: Array((Self.good + rules).utf8)), Self.list] + files
    return RuleSet.compile(pack).diagnostics.map(\.description)
  }

  private func rule(_ body: String) -> String { Self.statement(body) }

  @Test func aGoodRuleGivesNoMessage() {
    #expect(messages(rule("  match @offices[kind=minister] name:<Name>\n  make official(name: name)")) == [])
  }

  @Test(arguments: [
    ("  match @ofices\n  make official()", "6:9: error: unknown list @ofices: did you mean @offices?"),
    ("  match \"Menteri\n  make official()", "6:9: error: this quotation mark is never closed"),
    ("  match n:<Name>\n  make official(nama: n)", "7:17: error: official has no field nama: did you mean name?"),
    ("  match {Menteri|Wakil\n  make official()", "6:9: error: this `{` is not closed"),
    ("  match <Nama>\n  make official()", "6:9: error: unknown class or type <Nama>: did you mean Name?"),
    ("  match Menteri\n  make oficial()", "7:8: error: unknown type oficial: did you mean official?"),
    ("  mach Menteri\n  make official()", "6:3: error: expected one of"),
    ("  match Menteri\n  make official(name: nama)", "7:17: error: no capture is named nama"),
    ("  match n:<Name>\n  make official(name: n + 1)", "7:17: error: `+` adds to a number; official has text in its field name"),
    ("  match n:<Name>\n  make official(name: n + satu)", "7:27: error: expected a number: how many are added"),
    ("  match @offices[kin=x]\n  make official()", "6:18: error: @offices has no column kin: did you mean kind?"),
    ("  match Menteri ..99\n  make official()", "a gap names its largest size"),
    ("  match $tempat\n  make official()", "6:9: error: unknown pattern $tempat"),
    ("  match <official>\n  make official()", "a rule of the phase people sees earlier phases only"),
    ("  match Menteri\n  make official()\n  scope bodi", "unknown scope bodi: did you mean body?"),
    ("  match ,\n  make official()", "6:9: error: `,` begins no element"),
    (
      "  match o:@offices\n  make official(role: o.knd)",
      "7:17: error: nothing that o catches has a column or field knd: did you mean kind?"
    ),
    ("  match o:Menteri\n  make official(role: o.kind)", "7:17: error: nothing that o catches has a column or field kind"),
    ("  match <Number[kind=x]>\n  make official()", "6:17: error: <Number> is a class of words: it has no field kind"),
    ("  match n:(Wakil n:Menteri)\n  make official(name: n)", "6:18: error: n stands within itself"),
    ("  match ka{0,40}{0,40}{0,40}{0,40} lu\n  make official()", "6:9: error: this pattern is too large"),
    ("  match “Menteri”\n  make official()", "6:9: error: `“` quotes nothing here: write straight quotation marks"),
    ("  match Menteri ?\n  make official()", "6:17: error: `?` stands right behind its element"),
    ("  match Menteri|Wakil\n  make official()", "6:16: error: alternatives stand in braces: {a|b}"),
    ("  match Menteri{2,}\n  make official()", "6:16: error: bounds are written {2} or {2,4}"),
    ("  match {Menteri|Wakil)\n  make official()", "6:23: error: `{` is closed by `}`, not by `)`"),
    ("  match Menteri)\n  make official()", "6:16: error: this `)` closes nothing that is open"),
    ("  match Menteri\u{A0}Agama\n  make official()", "6:16: error: a blank that cannot be seen stands here (U+A0)"),
    ("  match @offices[kind=x code=y]\n  make official()", "6:25: error: expected `]`, or `,` and another column"),
    ("  match n:<Name>\n  make official(name: n, name: n)", "7:26: error: the field name is given twice"),
    ("  match Menteri\n  make official()\n  phase people", "8:3: error: the rule names its phase twice"),
    ("  priority low\n  match Menteri\n  make official()\n  priority high", "9:3: error: the rule names its priority twice"),
    ("  match Menteri\n  make official()\n  example \"kata [Menteri Budi\"", "8:11: error: an example marks one stretch, or none: [so]"),
    ("  match Menteri\n  make official()\n  define a b", "8:3: error: `define` belongs to no rule: write it at the left margin"),
    ("  match Menteri\n  scope body, bodi\n  make official()", "7:15: error: unknown scope bodi"),
    ("  match Menteri\n  make official()\n  example \"Menteri\" => nama=x", "8:24: error: the example asks for the field nama"),
    ("  match Menteri\n  shield official\n  example \"Menteri\" => nama=x", "8:24: error: the example asks for the field nama"),
  ])
  func namesPlaceAndWayOut(body: String, expected: String) {
    let found = messages(rule(body))
    #expect(found.contains { $0.contains(expected) }, "\(found)")
  }

  @Test(
    arguments: [
      ("@offices", "\"Menteri\"", nil),
      ("@offices", "\"Mentri\"", "seat.office is a name of @offices, and \"Mentri\" is none: did you mean Menteri?"),
      ("@offices", "o{wakil => Mentri, \"*\" => Menteri}", "seat.office is a name of @offices, and \"Mentri\" is none"),
      ("@ofices", "\"Menteri\"", "unknown list @ofices: did you mean @offices?"),
      ("teks", "\"Menteri\"", "a field is text, number or a list such as @sectors, not teks"),
    ] as [(String, String, String?)])
  func aFieldMayTakeNamesOfAList(kind: String, value: String, expected: String?) {
    let rule =
      "rule r\n  phase places\n  match o:{wakil|menteri} @offices?\n  make seat(office: \(value))\n  example \"wakil\"\n  reject \"x\"\n"
    let text = "phases places, people\ntype seat(office: \(kind))\n" + rule
    let found = RuleSet.compile([PackFile(path: "a.rules", bytes: Array(text.utf8)), Self.list]).diagnostics.map(\.description)
    #expect(expected.map { words in found.contains { $0.contains(words) } } ?? found.isEmpty, "\(found)")
  }

  /// What seems to be missing stands in the line that could not be read, and lines of a statement that is none are told of once.
  @Test(arguments: [
    statement("  match {Menteri\n  make official()"), statement("  match n:“Menteri”\n  make official(name: n)"),
    statement("  match Menteri\n  mak official()"), "Rule r\n  phase people\n  match a\n  make official()\n",
  ])
  func oneMistakeGivesOneMessage(rules: String) {
    let found = messages(rules)
    #expect(found.count { $0.contains(" error: ") } == 1, "\(found)")
  }

  private static func statement(_ body: String) -> String {
    "rule r\n  phase people\n\(body)\n  example \"Menteri Budi\"\n  reject \"x\"\n"
  }

  /// A row of a list that a rule reads may hold what is no name of the list that the field names.
  @Test func aCellIsANameOfTheFieldsList() {
    let rules = """
      phases harms
      type harm(kind: @terms)
      rule r
        phase harms
        match h:@words
        make harm(kind: h.code)
        example "tewas"
        reject "x"

      """
    func found(_ rules: String) -> [String] {
      let terms = PackFile(path: "lists/terms.tsv", bytes: Array("name\ndeath\n".utf8))
      let rows = "name\tcode\ntewas\tdeath\nluka\tdeth\nsakit\t\n"
      let words = PackFile(path: "lists/words.tsv", bytes: Array(rows.utf8))
      return RuleSet.compile([PackFile(path: "a.rules", bytes: Array(rules.utf8)), terms, words]).diagnostics.map(\.description)
    }
    let wrong = "luka: its code becomes harm.kind, a name of @terms, and \"deth\" is none: did you mean death?"
    #expect(found(rules) == ["lists/words.tsv:3:1: error: \(wrong)"])
    #expect(found(rules.replacing("@words", with: "@words[code=death]")) == [])
    let bare = found(rules.replacing("h:@words", with: "h:<Word>").replacing("h.code", with: "h"))
    let words = "harm.kind is a name of @terms, and h is words of the text: map them, h{word => name}"
    #expect(bare.contains { $0.contains(words) }, "\(bare)")
  }

  @Test func commentsMayStandWithinBrackets() {
    let found = messages(rule("  match {Menteri|  # the head, not {one of them\n      # and her deputy\n      Wakil}\n  make official()"))
    #expect(found == ["lists/offices.tsv:1:1: warning: no rule uses @offices; a list that a stage reads itself says `#! read-by STAGE`"])
  }

  @Test func aPatternNestedTooDeeplyIsTold() {
    for mark in ["(", "!", "a:"] {
      let found = messages(rule("  match \(String(repeating: mark, count: 20_000)) ka\n  make official()"))
      #expect(found.contains { $0.contains("this pattern is nested too deeply") }, "\(found.first?.prefix(200) ?? "")")
    }
  }

  @Test func aNumberIsNoWord() {
    let text =
      "phases places\ntype m(n: number)\nrule r\n  phase places\n  match ka\n  make m(n: \"dua\")\n  example \"ka\"\n  reject \"x\"\n"
    let found = RuleSet.compile([PackFile(path: "a.rules", bytes: Array(text.utf8))]).diagnostics.map(\.description)
    #expect(found.contains { $0.contains("6:10: error: m.n is a number, and \"dua\" is none") }, "\(found)")
  }

  /// The same mistake in two rules is told twice.
  @Test func aWrongFilterIsToldWhereverItStands() {
    let body = "  match @offices[kin=x]\n  make official()"
    let found = messages(rule(body) + rule(body).replacing("rule r", with: "rule s"))
    #expect(found.count { $0.contains("@offices has no column kin") } == 2, "\(found)")
  }

  @Test func aRuleWithoutExampleAndRejectDoesNotLoad() {
    let found = messages("rule r\n  phase people\n  match Menteri\n  make official()\n")
    #expect(found.contains { $0.contains("has no `example`") })
    #expect(found.contains { $0.contains("has no `reject`") })
  }

  @Test func theCaretStandsUnderTheMistake() {
    let found = messages(rule("  match Menteri @ofices\n  make official()"))
    #expect(found.first?.hasSuffix("\n    match Menteri @ofices\n                  ^") ?? false, "\(found)")
  }

  /// As editors on Windows save it.
  @Test(arguments: [
    "  match @offices[kind=minister] {name:<Name>|\n    Menteri}\n  make official(name: name)",
    "  match @ofices\n  make official()",
  ])
  func linesMayEndInCarriageReturnAndLineFeed(body: String) {
    func compiled(_ end: String) -> (names: [String], messages: [String]) {
      let text = (Self.good + rule(body)).split(separator: "\n", omittingEmptySubsequences: false).joined(separator: end)
      let list = String(decoding: Self.list.bytes, as: UTF8.self).split(separator: "\n").joined(separator: end)
      let files = [PackFile(path: "a.rules", bytes: Array(text.utf8)), PackFile(path: Self.list.path, bytes: Array(list.utf8))]
      let (rules, diagnostics) = RuleSet.compile(files)
      return (rules.rules.map(\.name), diagnostics.map(\.description))
    }
    #expect(compiled("\r\n") == compiled("\n"))
    #expect(compiled("\r\n").names == ["r"])
  }

  @Test func aMistakeInAContinuedLineNamesThatLine() {
    let found = messages(rule("  match {Menteri\n       | @ofices}\n  make official()"))
    #expect(found.contains { $0.contains("a.rules:7:10: error: unknown list @ofices") }, "\(found)")
  }

  @Test func allErrorsOfAPackComeInOneRun() {
    #expect(messages(rule("  match @a @b <C>\n  make d()")).count >= 4)
  }

  @Test(arguments: [
    ("name\tcode\nX\ty\tz\n", "b.tsv:2:1: error: 3 cells, but the header names 2 columns"),
    ("nama\tcode\nX\ty\n", "the header line must name a column `name`"),
    ("name\tvalid_to\nX\tOktober\n", "valid_to is a date such as 2024"),
    ("name\tneeds\nX\tbefor kota\n", "unknown need `befor`: did you mean before?"),
    ("#! mach exact\nname\nX\n", "unknown setting `#! mach`: did you mean match?"),
    ("", "an empty table"),
  ])
  func checksLists(text: String, expected: String) {
    let found = messages("", files: [PackFile(path: "lists/b.tsv", bytes: Array(text.utf8))])
    #expect(found.contains { $0.contains(expected) }, "\(found)")
  }

  @Test func aFileThatIsNotUTF8IsNamed() {
    for path in ["lists/b.tsv", "b.rules"] {
      let found = messages("", files: [PackFile(path: path, bytes: [0x6E, 0xFF, 0xFE])])
      #expect(found.contains { $0.contains("\(path):1:1: error: this file is not UTF-8") }, "\(found)")
    }
  }

  @Test func twoRulesOfOneNameAreAnError() {
    let body = rule("  match Menteri\n  make official()")
    #expect(messages(body + body).contains { $0.contains("a rule named r stands in a.rules:4 already") })
  }

  @Test func disableNeedsARuleOfThatName() {
    #expect(
      messages("disable offisial\n" + rule("  match Menteri\n  make official()")).contains {
        $0.contains("no rule is named offisial")
      })
  }

  // MARK: - Mistakes of analysts

  private static let offices = """
    rule o
      phase people
      match <speaker>
      make official()
      example "x"
      reject "y"

    """

  @Test func aCircleOfPhasesIsSpelledOut() {
    let rules = """
      phases places, people
      type official(name: text)
      type speaker(name: text)
      rule s
        phase places
        match <official>
        make speaker()
        example "x"
        reject "y"

      """
    let found = RuleSet.compile([PackFile(path: "a.rules", bytes: Array((rules + Self.offices).utf8))]).diagnostics
    #expect(
      found.map(\.description).contains { $0.contains("a.rules:6:9: error: a circle: <speaker> → <official> → <speaker>") },
      "\(found)")
  }

  /// A type that is made too late is told once for each place, with the rule that makes it, however many rules share the place.
  @Test func whatIsMadeTooLateIsToldOnce() {
    func rule(_ name: String, _ phase: String, _ pattern: String, _ type: String) -> String {
      "rule \(name)\n  phase \(phase)\n  match \(pattern)\n  make \(type)()\n  example \"x\"\n  reject \"y\"\n"
    }
    let rules =
      "phases early, middle, late\ntype harm()\ntype case()\ndefine hurt <harm> lagi\n" + rule("harm.first", "early", "tewas", "harm")
      + rule("case.a", "middle", "$hurt", "case") + rule("case.b", "middle", "ia $hurt", "case")
      + rule("harm.last", "late", "gugur", "harm")
    let found = RuleSet.compile([PackFile(path: "a.rules", bytes: Array(rules.utf8))]).diagnostics.filter { $0.severity == .error }
    #expect(
      found.map { $0.description.split(separator: "\n")[0] } == [
        "a.rules:4:13: error: <harm> is made in the phase late by harm.last; a rule of the phase middle sees earlier phases only: move it to a later one"
      ])
  }

  @Test func aMentionOfALaterPhaseHasAWayOut() {
    let found = messages(rule("  match <official>\n  make region()"))
    #expect(found.contains { $0.contains("no rule makes <official>") }, "\(found)")
  }

  @Test(arguments: [
    ("name code kind\nMenteri m minister\n", "b.tsv:1:1: error: the columns are parted by spaces: part them by a tab"),
    ("name\tcode\nMenteri      m\n", "b.tsv:2:1: error: the cells of this row are parted by spaces: part them by a tab"),
    ("name\tvalid_form\nX\t2024\n", "b.tsv:1:1: warning: no stage reads the column valid_form: did you mean valid_from?"),
    ("name\tvalid_from\nX\t21-10-2024\n", "valid_from is a date such as 2024, 2024-10 or 2024-10-21, not `21-10-2024`"),
    ("name\tvalid_from\tvalid_to\nX\t2024\t2019\n", "valid_from (2024) is after valid_to (2019): the two are swapped"),
  ])
  func findsTabsAndDates(text: String, expected: String) {
    let found = messages("", files: [PackFile(path: "lists/b.tsv", bytes: Array(text.utf8))])
    #expect(found.contains { $0.contains(expected) }, "\(found)")
  }

  @Test func aTabBeforeAClauseIsAsGoodAsSpaces() {
    let tabbed = rule("  match Menteri\n  make official()").split(separator: "\n").map {
      $0.hasPrefix("  ") ? "\t" + $0.dropFirst(2) : String($0)
    }
    #expect(messages(tabbed.joined(separator: "\n") + "\n").filter { $0.contains("error") } == [])
  }
}
