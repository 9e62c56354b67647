import Bytes
import Mentions
package import RuleBook

/// Runs the examples that the rules carry: each must be found with its values, each reject must not.
package struct RuleTests {
  package struct Outcome {
    package var passed = 0
    package var failures: [Diagnostic] = []
    package var todo = 0
  }

  let engine: Engine

  package init(engine: Engine) { self.engine = engine }

  package func run() -> Outcome {
    var outcome = Outcome()
    for rule in engine.rules.rules {
      outcome.todo += rule.todo.count
      for example in rule.examples { check(problem(rule, example), example, &outcome) }
      for reject in rule.rejects {
        let hits = mentions(reject).filter { $0.rule == rule.name }
        let problem = hits.first.map { Message("\(rule.name) must not match here, but gave \($0)") }
        check(problem, reject, &outcome)
      }
    }
    return outcome
  }

  private func check(_ problem: Message?, _ example: Example, _ outcome: inout Outcome) {
    guard let problem else {
      outcome.passed += 1
      return
    }
    let at = example.position
    outcome.failures.append(Diagnostic(file: at.file, line: at.line, column: at.column, source: example.text, problem))
  }

  private func mentions(_ example: Example) -> [Mention] {
    let text = Array(example.text.utf8)
    return example.inTitle
      ? engine.scanner.scan(title: text, body: []).mentions : engine.scanner.scan(title: [], body: text).mentions
  }

  /// Nil where one mention of the rule has every value that the example names, and covers what is marked.
  private func problem(_ rule: CompiledRule, _ example: Example) -> Message? {
    let all = mentions(example)
    let own = all.filter { $0.rule == rule.name }
    guard !own.isEmpty || rule.makes.isEmpty else {
      let others = all.map(\.description).joined(separator: "; ")
      let reason = reason(rule, example)
      if others.isEmpty { return Message("\(rule.name) does not match its example\(reason)") }
      return Message("\(rule.name) does not match its example\(reason); other rules gave \(others)")
    }
    if rule.makes.isEmpty { return nil }
    for mention in own {
      let hasValues = example.fields.allSatisfy { mention[$0.name] == $0.value }
      let isMarked = example.marked.map { $0.start <= mention.range.start && mention.range.end <= $0.end } ?? true
      if hasValues && isMarked { return nil }
    }
    let wanted = example.fields.map { "\($0.name)=\($0.value)" }.joined(separator: ", ")
    let gave = own.map(\.description).joined(separator: "; ")
    return Message("\(rule.name) matches, but not with \(wanted); it gave \(gave)")
  }

  /// Where the pattern failed, or what became of its match.
  private func reason(_ rule: CompiledRule, _ example: Example) -> Message {
    let text = Array(example.text.utf8)
    let (title, body): ([UInt8], [UInt8]) = example.inTitle ? (text, []) : ([], text)
    guard let trace = engine.scanner.trace(rule: rule.name, title: title, body: body) else { return "" }
    func words(_ range: TextRange) -> String { String(decoding: text[range.start..<range.end], as: UTF8.self) }
    if let match = trace.matches.first { return Message(": \"\(words(match.range))\" matches, but \(match.outcome.rawValue)") }
    guard let miss = trace.miss else { return "" }
    let wanted = miss.wanted.joined(separator: " | ")
    guard let token = miss.token else { return Message(": behind \"\(words(miss.taken))\" it wants \(wanted), but the sentence ends") }
    return Message(": behind \"\(words(miss.taken))\" it wants \(wanted), not \"\(words(token))\"")
  }
}
