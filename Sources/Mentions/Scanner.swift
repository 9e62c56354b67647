package import Bytes
package import RuleBook
package import Text

/// Runs the rules of a pack over a title and a body, phase by phase.
package struct Scanner: Sendable {
  private let parts: Parts

  /// The pack and what is worked out from it once. One object: a copy of a scanner or matcher counts one reference, not forty.
  final class Parts: Sendable {
    let rules: RuleSet
    let byPhase: [[Int]]
    let starts: StartIndex
    let scopes: [CompiledRule.Scope]
    /// Rules to try in a sentence that has a word, list or mention; and those to try everywhere.
    let index: AnchorIndex

    init(_ rules: RuleSet) {
      self.rules = rules
      byPhase = rules.phases.indices.map { phase in rules.rules.indices.filter { rules.rules[$0].phase == phase } }
      index = AnchorIndex(rules)
      starts = StartIndex(rules)
      scopes = rules.rules.map(\.scope)
    }
  }

  package init(rules: RuleSet) { parts = Parts(rules) }

  package var rules: RuleSet { _read { yield parts.rules } }
  private var byPhase: [[Int]] { _read { yield parts.byPhase } }
  private var starts: StartIndex { _read { yield parts.starts } }
  private var scopes: [CompiledRule.Scope] { _read { yield parts.scopes } }
  private var index: AnchorIndex { _read { yield parts.index } }

  /// All mentions of the title and the body, by place in the text.
  ///
  /// - Parameter dateline: byte range of the dateline's place in the body.
  package func scan(title: [UInt8], body: [UInt8], dateline: TextRange? = nil) -> Scan {
    var notes: ScanNotes?
    return scan(title: title, body: body, dateline: dateline, notes: &notes)
  }

  /// The same, with `notes` of what the rules did, where there are any to take.
  package func scan(title: [UInt8], body: [UInt8], dateline: TextRange? = nil, notes: inout ScanNotes?) -> Scan {
    let reading = read(title: title, body: body, dateline: dateline)
    var mentions = scan(reading.title, reading.titleHits, place: .title, dateline: nil, &notes)
    mentions += scan(reading.body, reading.bodyHits, place: .body, dateline: reading.dateline, &notes)
    return Scan(mentions: mentions, title: reading.title, body: reading.body)
  }

  /// Title and body with what the lists found in them.
  struct Reading {
    var title: TokenizedText
    var body: TokenizedText
    var titleHits: ListHits
    var bodyHits: ListHits
    /// Tokens of the body.
    var dateline: Range<Int>?
  }

  func read(title: [UInt8], body: [UInt8], dateline: TextRange?) -> Reading {
    let titleText = rules.tokenizer.tokenize(title)
    let bodyText = rules.tokenizer.tokenize(body)
    var titleHits = ListHits(candidatesIn: titleText, rules: rules)
    var bodyHits = ListHits(candidatesIn: bodyText, rules: rules)
    let codes = titleHits.sureCodes(rules).union(bodyHits.sureCodes(rules))
    let datelineTokens = dateline.map { range in
      let first = bodyText.tokens.firstIndex { Int($0.start) >= range.start } ?? bodyText.tokens.count
      let last = bodyText.tokens.firstIndex { Int($0.start) >= range.end } ?? bodyText.tokens.count
      return first..<max(first, last)
    }
    titleHits.ask(titleText, rules: rules, codes: codes, dateline: nil)
    bodyHits.ask(bodyText, rules: rules, codes: codes, dateline: datelineTokens)
    return Reading(title: titleText, body: bodyText, titleHits: titleHits, bodyHits: bodyHits, dateline: datelineTokens)
  }

  private struct Candidate {
    var rule: Int
    var start: Int
    var end: Int
    var captures: [Capture]
  }

  private func scan(
    _ text: TokenizedText, _ hits: ListHits, place: Mention.Place, dateline: Range<Int>?, _ notes: inout ScanNotes?
  ) -> [Mention] {
    guard !text.tokens.isEmpty else { return [] }
    var matcher = run(text, hits, place: place, dateline: dateline, before: rules.phases.count, &notes)
    markMoods(&matcher)
    return matcher.mentions.map { mention(from: $0, text, place) }.sorted { ($0.range, $0.type) < ($1.range, $1.type) }
  }

  /// Runs the phases before `limit`.
  func run(
    _ text: TokenizedText, _ hits: ListHits, place: Mention.Place, dateline: Range<Int>?, before limit: Int
  ) -> Matcher {
    var notes: ScanNotes?
    return run(text, hits, place: place, dateline: dateline, before: limit, &notes)
  }

  private func run(
    _ text: TokenizedText, _ hits: ListHits, place: Mention.Place, dateline: Range<Int>?, before limit: Int,
    _ notes: inout ScanNotes?
  ) -> Matcher {
    var matcher = Matcher(parts, text: text, hits: hits)
    var wanted = index.rulesBySentence(text, hits, rules)
    let begins = starts.starts(in: text, hits, rules, phases: rules.phases.count)
    for phase in 0..<limit where !byPhase[phase].isEmpty {
      var candidates: [Candidate] = []
      var next = 0
      for (number, sentence) in text.sentences.enumerated() {
        var called = RuleBits(count: parts.rules.rules.count)
        for rule in parts.byPhase[phase] where wanted[number].contains(rule) && isInScope(rule, number, sentence, place, dateline) {
          called.insert(rule)
        }
        find(called, phase, begins[phase], &next, sentence, &matcher, &candidates, &notes)
      }
      let made = settle(candidates, matcher, place, &notes)
      for mention in made { index.add(mention, to: &wanted, text) }
      matcher.add(made)
    }
    return matcher
  }

  func isInScope(
    _ rule: Int, _ number: Int, _ sentence: Range<Int>, _ place: Mention.Place, _ dateline: Range<Int>?
  ) -> Bool {
    let scope = scopes[rule]
    if place == .title { return scope.contains(.title) }
    if scope.contains(.body) || scope.contains(.quote) { return true }
    if scope.contains(.lead), number < Scanner.leadSentences { return true }
    return scope.contains(.dateline) && dateline?.overlaps(sentence) ?? false
  }

  /// Runs the programs of the rules that a sentence calls for, all of one phase, at the tokens where they may begin.
  ///
  /// - Parameter next: index in `begins` of the first that is not before this sentence; moved past the sentence.
  private func find(
    _ called: RuleBits, _ phase: Int, _ begins: [StartIndex.Start], _ next: inout Int, _ sentence: Range<Int>,
    _ matcher: inout Matcher, _ candidates: inout [Candidate], _ notes: inout ScanNotes?
  ) {
    let parts = parts
    var here: [Int32] = []
    for start in sentence {
      here.removeAll(keepingCapacity: true)
      while next < begins.count, Int(begins[next].token) <= start {
        let program = begins[next].program
        next += 1
        if called.contains(Int(parts.starts.programs[Int(program)].rule)) { here.append(program) }
      }
      if matcher.hasMention(at: start) {
        for type in matcher.types(at: start) {
          for program in parts.starts.programs(ofType: type) {
            let candidate = parts.starts.programs[Int(program)]
            if candidate.phase == phase, called.contains(Int(candidate.rule)) { here.append(program) }
          }
        }
      }
      guard !here.isEmpty else { continue }
      if here.count > 1 { here.sort() }
      var last: Int32 = -1
      for program in here where program != last {
        last = program
        let program = parts.starts.programs[Int(program)]
        guard notes != nil else {
          run(program, at: start, sentence, &matcher, &candidates)
          continue
        }
        let (count, steps, began) = (candidates.count, matcher.allSteps, notes?.now ?? 0)
        run(program, at: start, sentence, &matcher, &candidates)
        notes?.add(
          try: Int(program.rule), steps: matcher.allSteps - steps, matched: candidates.count > count, since: began)
      }
    }
  }

  private func run(
    _ program: StartIndex.Program, at start: Int, _ sentence: Range<Int>, _ matcher: inout Matcher,
    _ candidates: inout [Candidate]
  ) {
    let rule = Int(program.rule)
    guard let end = matcher.match(program.node, at: start, in: sentence), end > start else { return }
    if scopes[rule] == .quote, !matcher.text.quotations.contains(where: { $0.contains(start) }) { return }
    let captures = Array(matcher.captures.prefix(rules.rules[rule].captures.count))
    guard holds(rules.rules[rule].conditions, start..<end, sentence, &matcher) else { return }
    candidates.append(Candidate(rule: rule, start: start, end: end, captures: captures))
  }

  private static let leadSentences = 4
  /// How far before a match a condition may begin.
  private static let lookBehind = 18

  func holds(
    _ conditions: [CompiledRule.Condition], _ match: Range<Int>, _ sentence: Range<Int>, _ matcher: inout Matcher
  ) -> Bool {
    for condition in conditions {
      let found: Bool
      switch condition.side {
      case .after: found = matcher.match(condition.program, at: match.upperBound, in: sentence) != nil
      case .before:
        let from = max(sentence.lowerBound, match.lowerBound - Scanner.lookBehind)
        let before = from..<match.lowerBound
        found = before.contains { start in
          matcher.match(condition.program, at: start, in: sentence.lowerBound..<match.lowerBound) == match.lowerBound
        }
      case .within: found = sentence.contains { matcher.match(condition.program, at: $0, in: sentence) != nil }
      }
      if found != condition.required { return false }
    }
    return true
  }

  /// The longest match wins, then the higher priority, then the rule that stands first: among matches that make the same type.
  private func settle(
    _ candidates: [Candidate], _ matcher: Matcher, _ place: Mention.Place, _ notes: inout ScanNotes?
  ) -> [TokenMention] {
    let order = candidates.indices.sorted { a, b in
      let (x, y) = (candidates[a], candidates[b])
      let (px, py) = (rules.rules[x.rule].priority, rules.rules[y.rule].priority)
      return (y.end - y.start, py, x.rule, x.start) < (x.end - x.start, px, y.rule, y.start)
    }
    var taken: [Int: [Range<Int>]] = [:]
    var made: [TokenMention] = []
    for index in order {
      let candidate = candidates[index]
      let rule = rules.rules[candidate.rule]
      let range = candidate.start..<candidate.end
      func isFree(_ type: Int) -> Bool { !(taken[type]?.contains { $0.overlaps(range) } ?? false) }
      for type in rule.shields where isFree(type) { taken[type, default: []].append(range) }
      let free = rule.makes.filter { isFree($0.type) }
      for make in free { if let mention = build(make, candidate, matcher) { made.append(mention) } }
      for make in free { taken[make.type, default: []].append(range) }
      if notes != nil {
        let bytes = matcher.text.byteRange(range)
        notes?.add(
          .init(
            rule: candidate.rule, place: place, range: TextRange(bytes.start, bytes.end), won: !free.isEmpty || rule.makes.isEmpty))
      }
    }
    for mention in made { notes?.add(hit: mention.rule) }
    return made.sorted { ($0.start, $0.end, $0.type, $0.rule) < ($1.start, $1.end, $1.type, $1.rule) }
  }

  /// The mention that a rule makes here; nil where all its values come from captures and none of them caught anything
  /// (the second of a row of names where only one stands).
  private func build(_ make: CompiledRule.Make, _ candidate: Candidate, _ matcher: Matcher) -> TokenMention? {
    var mention = TokenMention(
      type: make.type, rule: candidate.rule, start: Int32(candidate.start), end: Int32(candidate.end), fields: [])
    for (field, source) in make.fields {
      let isNumber = rules.types[make.type].fields[field].isNumber
      switch source {
      case .constant(let value):
        mention.fields.append(.init(field: field, value: value, start: mention.start, end: mention.end))
      case .map(let slot, let map):
        let capture = candidate.captures[Int(slot)]
        guard capture.start >= 0, capture.end > capture.start else { continue }
        let words = matcher.text.string(Int(capture.start)..<Int(capture.end)).lowercased()
        guard let value = map[words] ?? Scanner.withoutClitic(words).flatMap({ map[$0] }) ?? map["*"] else { continue }
        mention.fields.append(.init(field: field, value: value, start: capture.start, end: capture.end))
      case .capture(let slot, let column):
        let capture = candidate.captures[Int(slot)]
        guard capture.start >= 0, capture.end > capture.start,
          let value = value(of: capture, column: column, isNumber: isNumber, matcher), !value.isEmpty
        else { continue }
        mention.fields.append(.init(field: field, value: value, start: capture.start, end: capture.end))
      }
    }
    return mention.fields.isEmpty && !make.fields.isEmpty ? nil : mention
  }

  private static func withoutClitic(_ word: String) -> String? {
    for clitic in ["nya", "lah", "kah", "pun"] where word.hasSuffix(clitic) { return String(word.dropLast(clitic.count)) }
    return nil
  }

  private func value(of capture: Capture, column: String?, isNumber: Bool, _ matcher: Matcher) -> String? {
    if let column {
      switch capture.payload {
      case .entry(let entry):
        let cell = rules.cell(Int(entry), column)
        return cell.isEmpty ? nil : cell
      case .mention(let index):
        let mention = matcher.mentions[Int(index)]
        let fields = rules.types[mention.type].fields
        return mention.fields.first { fields[$0.field].name == column }?.value
      default: return nil
      }
    }
    if isNumber {
      if case .number(let number) = capture.payload { return String(number) }
      return rules.numbers.read(matcher.text, at: Int(capture.start), limit: Int(capture.end)).map { String($0.value) }
    }
    return Scanner.collapsed(matcher.text.parted(Int(capture.start)..<Int(capture.end)))
  }

  /// White space of any length as one space: a name broken over a line is the same name.
  static func collapsed(_ text: String) -> String {
    text.split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\u{A0}" || $0 == "\r\n" }.joined(separator: " ")
  }

  private func markMoods(_ matcher: inout Matcher) {
    for index in matcher.mentions.indices {
      let mention = matcher.mentions[index]
      for mood in rules.moods where mood.types.contains(mention.type) {
        let start = Int(mention.start)
        let sentence = matcher.text.sentences[Int(matcher.text.tokens[start].sentence)]
        let from = max(sentence.lowerBound, start - mood.window)
        let found = (from..<start).contains { at in
          guard let end = matcher.match(mood.program, at: at, in: sentence) else { return false }
          return end <= start
        }
        if found { matcher.mark(index, as: mood.kind) }
      }
    }
  }

  private func mention(from mention: TokenMention, _ text: TokenizedText, _ place: Mention.Place) -> Mention {
    func range(_ start: Int32, _ end: Int32) -> TextRange {
      let bytes = text.byteRange(Int(start)..<Int(end))
      return TextRange(bytes.start, bytes.end)
    }
    let whole = range(mention.start, mention.end)
    let fields = rules.types[mention.type].fields
    return Mention(
      type: rules.types[mention.type].name, rule: rules.rules[mention.rule].name, place: place, range: whole,
      text: text.bytes.string(whole),
      fields: mention.fields.map {
        Mention.Field(name: fields[$0.field].name, value: $0.value, range: range($0.start, $0.end))
      },
      negated: mention.negated, alleged: mention.alleged)
  }
}

/// What the rules found in a page's title and body, and the texts as they were read.
package struct Scan: Sendable {
  package var mentions: [Mention]
  package var title: TokenizedText
  package var body: TokenizedText
}
