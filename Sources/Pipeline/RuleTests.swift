import Articles
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
      for reject in rule.rejects { check(problem(rule, reject: reject), reject, &outcome) }
    }
    return outcome
  }

  private func check(_ problem: Message?, _ example: Example, _ outcome: inout Outcome) {
    guard let problem else {
      outcome.passed += 1
      return
    }
    let at = example.position
    outcome.failures.append(Diagnostic(file: at.file, line: at.line, column: at.column, source: example.source, problem))
  }

  // MARK: - What an example gives

  /// An example as a text that the rules read.
  private struct Text {
    var title: [UInt8] = []
    var body: [UInt8] = []
    /// Of the body, for rules that look into datelines: found as on a page.
    var dateline: TextRange?
    var bytes: [UInt8] { title.isEmpty ? body : title }

    func words(_ range: TextRange) -> String { String(decoding: bytes[range.start..<range.end], as: UTF8.self) }
  }

  private func text(_ example: Example, of rule: CompiledRule) -> Text {
    let bytes = Array(example.text.utf8)
    return example.inTitle ? Text(title: bytes) : Text(body: bytes, dateline: dateline(of: bytes, for: rule))
  }

  /// The place of an example's dateline, where the rule looks into datelines.
  func dateline(of body: [UInt8], for rule: CompiledRule) -> TextRange? {
    guard rule.scope.contains(.dateline) else { return nil }
    let page = engine.clean(RawPage(source: PageSource(path: "example", format: .text, sha256: ""), content: .text(body)))
    return page.body == body ? page.dateline?.range : nil
  }

  private func mentions(_ text: Text) -> [Mention] {
    engine.scanner.scan(title: text.title, body: text.body, dateline: text.dateline).mentions
  }

  private func trace(_ rule: CompiledRule, _ text: Text) -> RuleTrace? {
    engine.scanner.trace(rule: rule.name, title: text.title, body: text.body, dateline: text.dateline)
  }

  /// Stretches that a rule which makes nothing shields.
  private func shielded(_ rule: CompiledRule, _ text: Text) -> [TextRange] {
    trace(rule, text)?.matches.filter { $0.outcome == .shielded }.map(\.range) ?? []
  }

  private func problem(_ rule: CompiledRule, reject example: Example) -> Message? {
    let text = text(example, of: rule)
    if rule.makes.isEmpty {
      return shielded(rule, text).first.map { Message("\(rule.name) must not match here, but shields \"\(text.words($0))\"") }
    }
    let hit = mentions(text).first { $0.rule == rule.name }
    return hit.map { Message("\(rule.name) must not match here, but gave \(told($0))") }
  }

  /// Nil where one mention of the rule has every value that the example names, and covers what is marked; of a rule that only
  /// shields, where what it shields is covered.
  private func problem(_ rule: CompiledRule, _ example: Example) -> Message? {
    let text = text(example, of: rule)
    func isMarked(_ range: TextRange) -> Bool { example.marked.map { $0.start <= range.start && range.end <= $0.end } ?? true }
    if rule.makes.isEmpty {
      let shielded = shielded(rule, text)
      guard let first = shielded.first else { return Message("\(rule.name) does not match its example\(reason(rule, text))") }
      if shielded.contains(where: isMarked) { return nil }
      return Message("\(rule.name) shields \"\(text.words(first))\", which goes beyond the mark")
    }
    let all = mentions(text)
    let own = all.filter { $0.rule == rule.name }
    guard let first = own.first else {
      let reason = reason(rule, text)
      if all.isEmpty { return Message("\(rule.name) does not match its example\(reason)") }
      return Message("\(rule.name) does not match its example\(reason); other rules gave \(told(all))")
    }
    let valued = own.filter { mention in example.fields.allSatisfy { mention[$0.name] == $0.value } }
    if valued.contains(where: { isMarked($0.range) }) { return nil }
    guard valued.isEmpty else { return Message("\(rule.name) matches, but \"\(valued[0].text)\" goes beyond the mark") }
    let wanted = example.fields.map { "\($0.name)=\($0.value)" }.joined(separator: ", ")
    return Message("\(rule.name) matches, but not with \(wanted); it gave \(own.count == 1 ? told(first) : told(own))")
  }

  private func told(_ mentions: [Mention]) -> Message { .list(mentions.map { told($0) }, separator: "; ") }
  private func told(_ mention: Mention) -> Message { Message("\(mention.words) by \(mention.rule)") }

  /// Where the pattern failed, or what became of its match.
  private func reason(_ rule: CompiledRule, _ text: Text) -> Message {
    guard let trace = trace(rule, text) else { return "" }
    if let match = trace.matches.first { return Message(": \"\(text.words(match.range))\" matches, but \(match.outcome.message)") }
    guard let miss = trace.miss else { return Message(": none of its words stands there") }
    let wanted = Message.list(miss.wanted, separator: " | ")
    guard let token = miss.token else { return Message(": behind \"\(text.words(miss.taken))\" it wants \(wanted), but the sentence ends") }
    return Message(": behind \"\(text.words(miss.taken))\" it wants \(wanted), not \"\(text.words(token))\"")
  }
}
