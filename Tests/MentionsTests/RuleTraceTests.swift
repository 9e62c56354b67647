import Bytes
import Mentions
import RuleBook
import Testing

/// What `saring explain --rule` tells of a rule: its matches, and the word that it failed on.
@Suite struct RuleTraceTests {
  private static let pack = """
    phases first, second
    type ship()
    type loss(kind: text)
    rule ship
      phase first
      match kapal <Capitalised>
      make ship()
      example "kapal Mawar"
      reject "kapal kayu"
    rule loss
      phase second
      match <ship> yang? {tenggelam|karam} di <Capitalised>
      make loss(kind: "sunk")
      example "kapal Mawar karam di Bali"
      reject "kapal kayu karam"
    """

  private func trace(_ rule: String, _ text: String) throws -> RuleTrace {
    let (set, diagnostics) = RuleSet.compile([PackFile(path: "a.rules", bytes: Array(Self.pack.utf8))])
    #expect(diagnostics.map(\.description) == [])
    return try #require(Scanner(rules: set).trace(rule: rule, title: [], body: Array(text.utf8)))
  }

  @Test(arguments: [
    ("Sebuah kapal Mawar yang berlayar di Bali.", "kapal Mawar yang", "berlayar", 3),
    ("Sebuah kapal Mawar karam dekat Bali.", "kapal Mawar karam", "dekat", 2),
    ("Sebuah kapal Mawar tenggelam di laut.", "kapal Mawar tenggelam di", "laut", 1),
  ])
  func theNearestMissNamesTheWord(text: String, taken: String, token: String, missing: Int) throws {
    let miss = try #require(try trace("loss", text).miss)
    let bytes = Array(text.utf8)
    #expect(String(decoding: bytes[miss.taken.start..<miss.taken.end], as: UTF8.self) == taken)
    #expect(miss.token.map { String(decoding: bytes[$0.start..<$0.end], as: UTF8.self) } == token)
    #expect(miss.missing == missing)
    #expect(miss.steps == 4)
    #expect(!miss.wanted.isEmpty)
  }

  /// What became of each match: which condition does not hold, what stands outside quotation marks, what is a shield.
  @Test func everyMatchHasItsOutcome() throws {
    let more = """

      rule said
        phase second  scope quote
        match karam
        make loss(kind: "said")
        example "x"
        reject "y"
      rule old
        phase second
        match tenggelam
        unless before nyaris
        unless within sentence dulu
        make loss(kind: "old")
        example "x"
        reject "y"
      rule never
        phase second
        match hilang
        shield loss
        example "x"
        reject "y"
      """
    let (set, diagnostics) = RuleSet.compile([PackFile(path: "a.rules", bytes: Array((Self.pack + more).utf8))])
    #expect(diagnostics.map(\.description) == [])
    let text = Array("Kapal itu karam. \"Ya, kapal itu karam,\" katanya. Dulu ia tenggelam. Ia hilang.".utf8)
    func outcomes(_ rule: String) -> [String] {
      (Scanner(rules: set).trace(rule: rule, title: [], body: text)?.matches ?? []).map {
        $0.outcome.message.description + ($0.condition.map { " \($0.number) \($0.clause)" } ?? "")
      }
    }
    #expect(outcomes("said") == ["the rule does not look here", "made a mention"])
    #expect(outcomes("old") == ["a condition does not hold 2 unless within sentence"])
    #expect(outcomes("never") == ["is shielded"])
  }

  @Test func aMatchIsNoMiss() throws {
    let trace = try trace("loss", "Sebuah kapal Mawar karam di Bali.")
    #expect(trace.matches.map(\.outcome) == [.made])
  }

  @Test func aRuleThatIsNotThereHasNoTrace() {
    let (set, _) = RuleSet.compile([PackFile(path: "a.rules", bytes: Array(Self.pack.utf8))])
    #expect(Scanner(rules: set).trace(rule: "none", title: [], body: []) == nil)
  }
}
