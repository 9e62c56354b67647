import Bytes
import Mentions
package import RuleBook

/// An example in which a match of its rule met matches of others.
package struct RuleOverlap: Sendable {
  package struct Match: Sendable {
    package var rule: String
    package var words: String
    /// The rule that took the stretch; nil for a match that won.
    package var beatenBy: String?
  }

  package var rule: String
  package var example: Example
  package var matches: [Match]

  package func text(in language: Language) -> String {
    let at = example.position
    var text = "\(at.file):\(at.line): \(rule): \(example.text)"
    for match in matches {
      let outcome: Message = if let winner = match.beatenBy { Message("loses to \(winner)") } else { Message("wins") }
      text += "\n  \(match.rule) \"\(match.words)\" \(outcome.text(in: language))"
    }
    return text
  }
}

extension RuleTests {
  /// Every example where rules meet over what they both make.
  package func overlaps() -> [RuleOverlap] {
    engine.rules.rules.indices.flatMap { rule in
      engine.rules.rules[rule].examples.compactMap { overlap(rule, $0) }
    }
  }

  private func overlap(_ rule: Int, _ example: Example) -> RuleOverlap? {
    let matches = matches(in: example, of: engine.rules.rules[rule])
    let own = matches.filter { $0.rule == rule }
    let met = matches.filter { other in
      other.rule != rule && own.contains { $0.range.overlaps(other.range) && share(rule, other.rule) }
    }
    guard !met.isEmpty else { return nil }
    let text = Array(example.text.utf8)
    let shown = (own + met).map { match in
      RuleOverlap.Match(
        rule: engine.rules.rules[match.rule].name,
        words: String(decoding: text[match.range.start..<match.range.end], as: UTF8.self),
        beatenBy: match.won ? nil : winner(over: match, in: matches).map { engine.rules.rules[$0.rule].name })
    }
    return RuleOverlap(rule: engine.rules.rules[rule].name, example: example, matches: shown)
  }

  /// Rules that find none of their own examples: nothing says what they are for.
  package func unfound() -> [Diagnostic] {
    engine.rules.rules.enumerated().compactMap { index, rule in
      guard !rule.makes.isEmpty, !rule.examples.isEmpty else { return nil }
      var taker: String?
      for example in rule.examples {
        let matches = matches(in: example, of: rule)
        let own = matches.filter { $0.rule == index }
        if own.contains(where: \.won) { return nil }
        if let winner = own.lazy.compactMap({ self.winner(over: $0, in: matches) }).first {
          taker = taker ?? engine.rules.rules[winner.rule].name
        }
      }
      let message: Message =
        if let taker {
          Message(
            "no example of \(rule.name) is found by it: \(taker) takes them; give \(rule.name) a higher priority or a longer pattern"
          )
        } else { Message("no example of \(rule.name) is found by it") }
      return Diagnostic(.warning, file: rule.file, line: rule.line, message)
    }
  }

  private func matches(in example: Example, of rule: CompiledRule) -> [ScanNotes.Match] {
    var notes: ScanNotes? = ScanNotes(ruleCount: engine.rules.rules.count)
    let text = Array(example.text.utf8)
    _ =
      example.inTitle
      ? engine.scanner.scan(title: text, body: [], notes: &notes)
      : engine.scanner.scan(title: [], body: text, dateline: dateline(of: text, for: rule), notes: &notes)
    return notes?.matches ?? []
  }

  /// The match that took what a loser would have made.
  private func winner(over match: ScanNotes.Match, in matches: [ScanNotes.Match]) -> ScanNotes.Match? {
    matches.first { $0.won && $0 != match && $0.range.overlaps(match.range) && share($0.rule, match.rule) }
  }

  /// Whether two rules of one phase make, or shield, the same type.
  private func share(_ a: Int, _ b: Int) -> Bool {
    let (a, b) = (engine.rules.rules[a], engine.rules.rules[b])
    let taken = a.makes.map(\.type) + a.shields
    return a.phase == b.phase && (b.makes.map(\.type) + b.shields).contains { taken.contains($0) }
  }
}
