package import Bytes

/// What a scan notes beside its mentions, where it is asked to: what every rule cost, and which matches met.
///
/// Time comes from a clock that is handed in, so that a scan without one stays a pure function of its text.
package struct ScanNotes: Sendable {
  /// One rule's work.
  package struct Tally: Hashable, Sendable {
    /// Places where one of its patterns matches, told by their features alone.
    package var tries = 0
    /// Steps of its patterns' programs, conditions included.
    package var steps = 0
    /// Tries that matched and met the conditions.
    package var matches = 0
    /// Matches that made nothing, since others had taken what they would make.
    package var beaten = 0
    /// Mentions that it made; a rule may make two of one match.
    package var hits = 0
    package var seconds = 0.0

    package init() {}
  }

  /// A match and what became of it.
  package struct Match: Hashable, Sendable {
    /// Index into the rules of the set.
    package var rule: Int
    package var place: Mention.Place
    /// UTF-8 byte offsets into the title or the body.
    package var range: TextRange
    /// It made or shielded something; else a match that overlaps it had taken all it makes.
    package var won: Bool
  }

  /// By rule.
  package private(set) var tallies: [Tally]
  /// In the order in which they were settled within each phase: a loser stands after whoever beat it.
  package private(set) var matches: [Match] = []
  private let clock: (@Sendable () -> Double)?

  /// - Parameter clock: seconds that never go back; nil where time does not matter.
  package init(ruleCount: Int, clock: (@Sendable () -> Double)? = nil) {
    tallies = Array(repeating: Tally(), count: ruleCount)
    self.clock = clock
  }

  var now: Double { clock?() ?? 0 }

  mutating func add(try rule: Int, steps: Int, matched: Bool) {
    tallies[rule].tries += 1
    tallies[rule].steps += steps
    if matched { tallies[rule].matches += 1 }
  }

  mutating func add(time rule: Int, since: Double) {
    if clock != nil { tallies[rule].seconds += now - since }
  }

  mutating func add(hit rule: Int) { tallies[rule].hits += 1 }

  mutating func add(_ match: Match) {
    matches.append(match)
    if !match.won { tallies[match.rule].beaten += 1 }
  }
}
