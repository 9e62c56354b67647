import Bytes
import Dumps
import Mentions
import Pipeline
import RuleBook
import Testing

/// The tools of who writes rules, over a small pack.
@Suite struct RuleToolTests {
  private static let pack = """
    phases harms
    type harm(kind: text)
    rule harm.word
      phase harms
      match {tewas|meninggal}
      make harm(kind: "death")
      example "dua PMI [tewas]"
      reject "ia tiba"
    rule harm.longer
      phase harms
      match "meninggal dunia"
      make harm(kind: "death")
      example "ia [meninggal dunia] kemarin"
      reject "ia meninggal"
    rule harm.drowned
      phase harms
      match tenggelam
      make harm(kind: "drowned")
      example "kapal tenggelam"
      reject "kapal tiba"

    """

  private func engine(_ rules: String, _ more: [PackFile] = []) throws -> Engine {
    let (engine, diagnostics) = Engine.load([PackFile(path: "a.rules", bytes: Array(rules.utf8))] + more)
    #expect(diagnostics.filter { $0.severity == .error } == [])
    return try #require(engine)
  }

  /// The first line of each failure of a pack's examples.
  private func failures(_ rules: String, _ more: PackFile...) throws -> [String] {
    try RuleTests(engine: engine(rules, more)).run().failures.map { String($0.description.split(separator: "\n")[0]) }
  }

  @Test func examplesWhereRulesMeetNameTheWinner() throws {
    let overlaps = RuleTests(engine: try engine(Self.pack)).overlaps()
    #expect(
      overlaps.map { $0.text(in: .english) } == [
        """
        a.rules:13: harm.longer: ia meninggal dunia kemarin
          harm.longer "meninggal dunia" wins
          harm.word "meninggal" loses to harm.longer
        """
      ])
    #expect(overlaps.first?.text(in: .indonesian).contains("kalah dari harm.longer") == true)
  }

  @Test func aRuleThatFindsNoneOfItsExamplesIsTold() throws {
    let hidden = """
      rule harm.late
        phase harms
        match tewas
        make harm(kind: "other")
        example "dua PMI [tewas]"
        reject "ia tiba"

      """
    let found = RuleTests(engine: try engine(Self.pack + hidden)).unfound()
    #expect(found.map(\.severity) == [.warning])
    #expect(
      found.first?.description
        == "a.rules:21:1: warning: no example of harm.late is found by it: harm.word takes them; give harm.late a higher priority or a longer pattern"
    )
    #expect(RuleTests(engine: try engine(Self.pack)).unfound() == [])
  }

  @Test func anExampleThatDoesNotMatchTellsTheWordItFailedOn() throws {
    let rules = """
      phases harms
      type harm(kind: text)
      rule harm.dead
        phase harms
        match meninggal {dunia|mendadak}
        make harm(kind: "death")
        example "dua PMI [meninggal kemarin]"
        reject "ia tiba"
      """
    #expect(
      try failures(rules) == [
        "a.rules:7:3: error: harm.dead does not match its example: behind \"meninggal\" it wants \"dunia\" | \"mendadak\", not \"kemarin\""
      ])
  }

  /// A row of a list that stands in an example and is not taken is named, with the reason.
  @Test func anExampleTellsWhichRowOfAListIsNotTaken() throws {
    let rules = """
      phases places
      type town(name: text)
      rule town.any
        phase places
        match di @towns
        make town(name: "x")
        example "tinggal [di Batu] kemarin"
        reject "ia tiba"
      rule town.city
        phase places
        match ke @towns[kind=kota]
        make town(name: "x")
        example "pergi [ke Jember] kemarin"
        reject "ia tiba"
      """
    let towns = "name\tkind\tneeds\nBatu\tkota\tbefore kota\nJember\tkabupaten\t\n"
    #expect(
      try failures(rules, PackFile(path: "lists/towns.tsv", bytes: Array(towns.utf8))) == [
        "a.rules:7:3: error: town.any does not match its example: behind \"di\" it wants @towns, of which Batu (lists/towns.tsv:2) lacks what its row needs, not \"Batu\"",
        "a.rules:13:3: error: town.city does not match its example: behind \"ke\" it wants @towns[…], which Jember (lists/towns.tsv:3) is none of, not \"Jember\"",
      ])
  }

  /// A rule that only shields is tested by what it shields.
  @Test func examplesOfShieldsAreTested() throws {
    let rules = """
      phases harms
      type harm(kind: text)
      rule harm.word
        phase harms
        match tewas
        make harm(kind: "death")
        example "ia [tewas]"
        reject "ia tiba"
      rule generic.film
        phase harms  priority high
        match tewas {dalam film}
        unless after lagi
        shield harm
        example "tokoh itu [tewas dalam film]"
        example "tokoh itu [tewas] dalam film"
        example "tokoh itu tewas dalam film lagi"
        example "ia tiba"
        reject "ia tewas"
        reject "ia tewas dalam film"
      """
    #expect(
      try failures(rules) == [
        "a.rules:15:3: error: generic.film shields \"tewas dalam film\", which goes beyond the mark",
        "a.rules:16:3: error: generic.film does not match its example: \"tewas dalam film\" matches, but a condition does not hold",
        "a.rules:17:3: error: generic.film does not match its example: none of its words stands there",
        "a.rules:19:3: error: generic.film must not match here, but shields \"tewas dalam film\"",
      ])
  }

  /// A rule of the dateline sees its place, in a page as in its example, and nothing behind it.
  @Test func aRuleMayLookIntoTheDateline() throws {
    let rules = """
      phases places
      type place(name: text)
      rule place.dateline
        phase places
        scope dateline
        match p:<Capitalised>
        make place(name: p)
        example "[KUDUS], KOMPAS.com - Ia pulang ke rumahnya di Jepara." => name=KUDUS
        reject "Ia pulang ke Jepara."
      """
    let engine = try engine(rules)
    #expect(RuleTests(engine: engine).run().failures == [])
    #expect(RuleTests(engine: engine).unfound() == [])
    let text = Array("KUDUS, KOMPAS.com - Ia pulang ke rumahnya di Jepara.".utf8)
    let article = engine.clean(RawPage(source: PageSource(path: "a", format: .text, sha256: ""), content: .text(text)))
    #expect(engine.extract(article).mentions.map(\.text) == ["KUDUS"])
  }

  @Test func costsComeWithAClockOnly() throws {
    var engine = try engine(Self.pack)
    let text = "Dua PMI meninggal dunia. Tiga PMI tewas, satu tewas di laut."
    let page = RawPage(
      source: PageSource(path: "a", format: .text, sha256: ""), content: .text(Array(text.utf8)))
    #expect(engine.process(.page(page), path: "a", upTo: .extract).tallies == [])
    engine.clock = { 1 }
    var costs = RuleCosts(engine.rules)
    for _ in 0..<2 { costs.add(engine.process(.page(page), path: "a", upTo: .extract).tallies) }
    costs.add([])
    #expect(costs.pages == 2)
    let rows = costs.rows
    #expect(rows.map(\.name) == ["harm.word", "harm.longer", "harm.drowned"])
    #expect(rows.map(\.work.hits) == [4, 2, 0] && rows.map(\.work.beaten) == [2, 0, 0] && rows.map(\.pages) == [2, 2, 0])
    #expect(rows[0].work.tries == 6 && rows[0].work.matches == 6 && rows[0].work.steps > 6)
    let lines = costs.coverageTable.split(separator: "\n").map { String($0) }
    #expect(lines[1].hasSuffix("  harm.word") && lines[3] == "2 of 3 rules fired on 2 pages")
    #expect(lines[4] == "never: a.rules:15: harm.drowned (never tried)")
    #expect(costs.timeTable.contains("3 rules over 2 pages"))
  }

  @Test func notesDoNotChangeWhatIsFound() throws {
    let engine = try engine(Self.pack)
    let text = Array("Dua PMI meninggal dunia. Tiga PMI tewas.".utf8)
    var notes: ScanNotes? = ScanNotes(ruleCount: engine.rules.rules.count)
    #expect(engine.scanner.scan(title: text, body: text, notes: &notes).mentions == engine.scanner.scan(title: text, body: text).mentions)
    #expect(notes?.matches.count == 6)
  }

  // MARK: - Layers

  private func layered(_ upper: String, path: String = "mine.rules") -> (engine: Engine?, diagnostics: [Diagnostic]) {
    Engine.load([
      PackFile(path: "a.rules", bytes: Array(Self.pack.utf8), layer: 0, folder: "shipped"),
      PackFile(path: path, bytes: Array(upper.utf8), layer: 1, folder: "mine/"),
    ])
  }

  /// A row of an upper list takes the place of those of its name.
  @Test func aRowOfAnUpperListReplaces() throws {
    let rules = """
      phases places
      type place(code: text)
      rule place
        phase places
        match p:@towns
        make place(code: p.code)
        example "[Kudus]" => code="9"
        reject "x"

      """
    let engine = try #require(
      Engine.load([
        PackFile(path: "a.rules", bytes: Array(rules.utf8), layer: 0, folder: "shipped"),
        PackFile(path: "lists/towns.tsv", bytes: Array("name\tcode\nKudus\t1\nBatang\t2\nKudus\t3\n".utf8), layer: 0, folder: "shipped"),
        PackFile(path: "lists/towns.tsv", bytes: Array("name\tcode\nKudus\t9\nTegal\t4\n".utf8), layer: 1, folder: "mine/"),
      ]).engine)
    let found = engine.scanner.scan(title: [], body: Array("Kudus, Batang, Tegal".utf8)).mentions
    #expect(found.map { $0["code"] } == ["9", "2", "4"])
  }

  /// What is wrong in an upper pack's furniture is told with its own file.
  @Test func aMistakeInUpperFurnitureHasItsPlace() {
    let header = "name\tphrase\twhere\tdrop\tkind\n"
    let found = Engine.load([
      PackFile(path: "a.rules", bytes: Array(Self.pack.utf8), layer: 0, folder: "shipped/"),
      PackFile(
        path: "furniture/phrases.tsv", bytes: Array((header + "read-too\tBaca juga\tstart\tline\trelated\n").utf8), layer: 0,
        folder: "shipped/"),
      PackFile(
        path: "furniture/phrases.tsv", bytes: Array((header + "mine\tSimak pula\tstrt\tline\trelated\n").utf8), layer: 1, folder: "mine/"),
    ]).diagnostics.map(\.description)
    #expect(found.contains { $0.hasPrefix("mine/furniture/phrases.tsv:2:") }, "\(found)")
  }

  @Test func anUpperPackReplacesDisablesAndAdds() throws {
    let upper = """
      disable harm.drowned
      rule harm.longer
        phase harms
        match "meninggal dunia"
        make harm(kind: "passed_away")
        example "ia [meninggal dunia] kemarin" => kind=passed_away
        reject "ia meninggal"
      rule harm.new
        phase harms
        match wafat
        make harm(kind: "death")
        example "ia wafat"
        reject "ia tiba"

      """
    let engine = try #require(layered(upper).engine)
    #expect(engine.rules.rules.map(\.name) == ["harm.word", "harm.longer", "harm.new"])
    let outcome = RuleTests(engine: engine).run()
    #expect(outcome.passed == 6 && outcome.failures == [])
  }

  @Test func messagesNameThePackOfTheFile() {
    let found = layered("disable harm.dronwed\n").diagnostics.map(\.description)
    #expect(
      found.first?.hasPrefix("mine/mine.rules:1:1: error: no rule is named harm.dronwed: did you mean harm.drowned?") == true, "\(found)")
  }
}
