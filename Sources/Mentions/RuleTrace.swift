package import Bytes
package import RuleBook
import Text

/// What one rule did in a text: where its pattern matched and what came of it, and where it came nearest of all places it did not.
package struct RuleTrace: Sendable {
  /// A place where the whole pattern matched.
  package struct Match: Sendable {
    package enum Outcome: Sendable {
      case made, shielded, condition, scope, lost

      package var message: Message {
        switch self {
        case .made: Message("made a mention")
        case .shielded: Message("is shielded")
        case .condition: Message("a condition does not hold")
        case .scope: Message("the rule does not look here")
        case .lost: Message("another match took the place, or nothing was caught")
        }
      }
    }
    package var place: Mention.Place
    /// Bytes of the title or the body.
    package var range: TextRange
    package var outcome: Outcome
    /// Which condition does not hold, as a rule writes it: "unless before", and its number from 1.
    package var condition: (number: Int, clause: String)?
  }

  /// The place where the fewest steps of a pattern were still to come.
  package struct Miss: Sendable {
    package var place: Mention.Place
    /// The words that the pattern took; bytes of the title or the body.
    package var taken: TextRange
    /// The token that it failed on; nil at the end of the sentence.
    package var token: TextRange?
    /// What it would have gone on with, as a rule writes it.
    package var wanted: [Message]
    /// Steps of the pattern that were still to come, of all.
    package var missing: Int
    package var steps: Int
  }

  package var matches: [Match] = []
  package var miss: Miss?
}

extension Scanner {
  /// Runs one rule over a text once more and watches it; nil where no rule has this name.
  ///
  /// - Complexity: a few times that of the scan. The scan itself is not watched and costs nothing for it.
  package func trace(rule name: String, title: [UInt8], body: [UInt8], dateline: TextRange? = nil) -> RuleTrace? {
    guard let number = rules.rules.firstIndex(where: { $0.name == name }) else { return nil }
    let reading = read(title: title, body: body, dateline: dateline)
    let made = scan(title: title, body: body, dateline: dateline).mentions.filter { $0.rule == name }
    var trace = RuleTrace()
    watch(number, reading.title, reading.titleHits, .title, nil, made, &trace)
    watch(number, reading.body, reading.bodyHits, .body, reading.dateline, made, &trace)
    return trace
  }

  private func watch(
    _ number: Int, _ text: TokenizedText, _ hits: ListHits, _ place: Mention.Place, _ dateline: Range<Int>?, _ made: [Mention],
    _ trace: inout RuleTrace
  ) {
    guard !text.tokens.isEmpty else { return }
    let rule = rules.rules[number]
    var matcher = run(text, hits, place: place, dateline: dateline, before: rule.phase)
    var sieve = Sieve<UInt128>(parts.index)
    for (count, sentence) in text.sentences.enumerated() {
      matcher.read(sentence.prefix(Sieve<UInt128>.longest), into: &sieve)
      for mention in matcher.mentions.indices where sentence.contains(Int(matcher.mentions[mention].start)) {
        matcher.tell(mention, of: sentence, to: &sieve)
      }
      let shared = rule.scope.intersection(scopes(count, sentence, place, dateline))
      let isInScope = !shared.isEmpty
      for program in rule.programs {
        var watcher = PatternWatcher(parts, program: program)
        for start in sentence {
          guard let end = matcher.match(program, at: start, in: sentence), end > start else {
            watcher.watch(&matcher, from: start, in: sentence)
            continue
          }
          let range = text.range(ofTokens: start..<end)
          var outcome: RuleTrace.Match.Outcome = rule.makes.isEmpty ? .shielded : .made
          let isOutside = !shared.covers(start, in: text, dateline: dateline)
          let unmet = rule.conditions.firstIndex { !holds([$0], start..<end, sentence, &matcher, &sieve) }
          if !isInScope || isOutside {
            outcome = .scope
          } else if unmet != nil {
            outcome = .condition
          } else if !rule.makes.isEmpty, !made.contains(where: { $0.place == place && $0.range == range }) {
            outcome = .lost
          }
          guard !trace.matches.contains(where: { $0.place == place && $0.range == range }) else { continue }
          let clause = outcome == .condition ? unmet.map { (number: $0 + 1, clause: rule.conditions[$0].clause) } : nil
          trace.matches.append(RuleTrace.Match(place: place, range: range, outcome: outcome, condition: clause))
        }
        guard isInScope, let best = watcher.best, best.at > best.start else { continue }
        if let miss = trace.miss, (miss.missing, -miss.taken.count) <= (best.missing, -text.range(ofTokens: best.start..<best.at).count) {
          continue
        }
        trace.miss = RuleTrace.Miss(
          place: place, taken: text.range(ofTokens: best.start..<best.at),
          token: best.at < sentence.upperBound ? text.range(ofTokens: best.at..<best.at + 1) : nil,
          wanted: parts.spellings(ofSteps: best.nodes) { parts.refused(by: $0, at: best.at, text, hits) }, missing: best.missing,
          steps: watcher.steps)
      }
    }
  }
}

extension CompiledRule.Condition {
  /// As a rule begins it.
  fileprivate var clause: String {
    let word =
      switch side {
      case .before: "before"
      case .after: "after"
      case .within: "within sentence"
      }
    return "\(required ? "if" : "unless") \(word)"
  }
}

extension TokenizedText {
  fileprivate func range(ofTokens tokens: Range<Int>) -> TextRange {
    let bytes = byteRange(tokens)
    return TextRange(bytes.start, bytes.end)
  }
}
