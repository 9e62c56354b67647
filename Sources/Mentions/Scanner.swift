package import Bytes
package import RuleBook
package import Text

/// Runs the rules of a pack over a title and a body, phase by phase.
package struct Scanner: Sendable {
  let parts: Parts

  /// The pack and what is worked out from it once. One object: a copy of a scanner or matcher counts one reference, not forty.
  final class Parts: Sendable {
    let rules: RuleSet
    let index: FeatureIndex
    /// By type: its place among the names of all types.
    let typeOrder: [Int]
    let moods: [Mood]
    /// By mood, then type: whether it marks it.
    let moodMarks: [Bool]
    /// By rule.
    let makes: [[Make]]
    let settling: [Settling]
    /// By filter of mentions.
    let filters: [[Term]]
    /// As many as the programs of rules, conditions and moods have places for what they catch.
    let mostCaptures: Int

    /// As ``RuleBook/Mood``, without its types: plain values.
    struct Mood: Sendable {
      var kind: RuleBook.Mood.Kind
      var window: Int
      var program: Int32
      var positions: Int32
    }

    /// One demand of a filter of mentions.
    struct Term: Sendable {
      /// By type: the field, or -1.
      var fieldOfType: [Int]
      var values: [String]
      var negated: Bool
    }

    /// What decides between the matches of rules.
    struct Settling: Sendable {
      var priority: Int
      var shields: [Int]
    }

    init(_ rules: RuleSet, _ index: FeatureIndex) {
      self.rules = rules
      self.index = index
      let names = rules.types.map(\.name)
      typeOrder = names.map { name in names.filter { $0 < name }.count }
      moods = rules.moods.map { Mood(kind: $0.kind, window: $0.window, program: $0.program, positions: $0.positions) }
      moodMarks = rules.moods.flatMap { mood in rules.types.indices.map { mood.types.contains($0) } }
      makes = rules.rules.map { rule in rule.makes.map { Make($0, rules) } }
      filters = rules.mentionFilters.map { filter in
        filter.terms.map { term in
          Term(
            fieldOfType: rules.types.map { $0.fields.firstIndex { $0.name == term.field } ?? -1 }, values: term.values,
            negated: term.negated)
        }
      }
      var most: Int32 = 0
      for at in 0..<index.nodes.count {
        if case .captureStart = index.nodes[at].operation { most = max(most, index.nodes[at].a + 1) }
      }
      mostCaptures = Int(most)
      settling = rules.rules.map { Settling(priority: $0.priority, shields: $0.shields) }
    }
  }

  package init(rules: RuleSet) {
    let index = FeatureIndex(rules)
    var rules = rules
    rules.dropPatterns()
    self.init(rules: rules, index: index)
  }

  /// - Parameter index: that of the same rules.
  package init(rules: RuleSet, index: FeatureIndex) { parts = Parts(rules, index) }

  package var index: FeatureIndex { parts.index }

  package var rules: RuleSet { _read { yield parts.rules } }

  /// All mentions of the title and the body, by place in the text.
  ///
  /// - Parameter dateline: byte range of the dateline's place in the body.
  package func scan(title: [UInt8], body: [UInt8], dateline: TextRange? = nil) -> Scan {
    var notes: ScanNotes?
    return scan(title: title, body: body, dateline: dateline, notes: &notes)
  }

  /// All mentions of a page that can hold those that are needed; nil for a page that can not, which costs no more than its tokens
  /// and lists.
  package func scan(title: [UInt8], body: [UInt8], dateline: TextRange?, ifItMayHold gate: Gate) -> Scan? {
    let reading = read(title: title, body: body, dateline: dateline)
    guard gate.gate.lets(reading) else { return nil }
    var notes: ScanNotes?
    return scan(reading, &notes)
  }

  /// What pages must be able to hold, worked out once.
  package struct Gate: Sendable { fileprivate let gate: PageGate }

  /// - Parameter requirements: of each group a page needs one.
  package func gate(_ requirements: [[Requirement]]) -> Gate { Gate(gate: PageGate(requirements, parts)) }

  /// The same, with `notes` of what the rules did, where there are any to take.
  package func scan(title: [UInt8], body: [UInt8], dateline: TextRange? = nil, notes: inout ScanNotes?) -> Scan {
    scan(read(title: title, body: body, dateline: dateline), &notes)
  }

  private func scan(_ reading: Reading, _ notes: inout ScanNotes?) -> Scan {
    var sieve = Sieve<UInt64>(parts.index)
    var mentions = scan(reading.title, reading.titleHits, place: .title, dateline: nil, &sieve, &notes)
    mentions += scan(reading.body, reading.bodyHits, place: .body, dateline: reading.dateline, &sieve, &notes)
    return Scan(mentions: mentions, title: reading.title, body: reading.body)
  }

  /// How many list entries a body names; for measuring tokens and lists without the rules.
  package func countEntries(in body: [UInt8]) -> Int { read(title: [], body: body, dateline: nil).bodyHits.hits.count }

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
    var codes = Codes(count: rules.codeCount)
    titleHits.addSureCodes(to: &codes, rules)
    bodyHits.addSureCodes(to: &codes, rules)
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
    /// Where its captures begin in ``Candidates/captures``.
    var captures: Int
  }

  private struct Candidates {
    var list: [Candidate] = []
    var captures: [Capture] = []
    /// While they are settled: which of them comes first, and what the first have taken.
    var order: [Int] = []
    var taken: [(type: Int, start: Int, end: Int)] = []

    mutating func removeAll() {
      list.removeAll(keepingCapacity: true)
      captures.removeAll(keepingCapacity: true)
      order.removeAll(keepingCapacity: true)
      taken.removeAll(keepingCapacity: true)
    }

    /// Whether no match among the first `count` that took something has taken a type here.
    func isFree(_ type: Int, at candidate: Candidate, among count: Int) -> Bool {
      for index in 0..<count
      where taken[index].type == type && taken[index].start < candidate.end && candidate.start < taken[index].end { return false }
      return true
    }
  }

  private func scan(
    _ text: TokenizedText, _ hits: ListHits, place: Mention.Place, dateline: Range<Int>?, _ sieve: inout Sieve<UInt64>,
    _ notes: inout ScanNotes?
  ) -> [Mention] {
    guard !text.tokens.isEmpty else { return [] }
    let matcher = run(text, hits, place: place, dateline: dateline, before: rules.phases.count, &sieve, &notes)
    return mentions(of: matcher, place)
  }

  /// Runs the phases before `limit`.
  func run(
    _ text: TokenizedText, _ hits: ListHits, place: Mention.Place, dateline: Range<Int>?, before limit: Int
  ) -> Matcher {
    var notes: ScanNotes?
    var sieve = Sieve<UInt64>(parts.index)
    return run(text, hits, place: place, dateline: dateline, before: limit, &sieve, &notes)
  }

  /// Sentence by sentence, as no match goes beyond one; short ones in one machine word.
  private func run(
    _ text: TokenizedText, _ hits: ListHits, place: Mention.Place, dateline: Range<Int>?, before limit: Int,
    _ short: inout Sieve<UInt64>, _ notes: inout ScanNotes?
  ) -> Matcher {
    var matcher = Matcher(parts, text: text, hits: hits)
    var long: Sieve<UInt128>?
    var candidates = Candidates()
    for (number, sentence) in text.sentences.enumerated() {
      let reading = Sentence(
        tokens: sentence, scopes: scopes(number, sentence, place, dateline), place: place, dateline: dateline, phases: limit)
      if sentence.count <= Sieve<UInt64>.longest {
        run(reading, &short, &matcher, &candidates, &notes)
      } else {
        var sieve = long.take() ?? Sieve<UInt128>(parts.index)
        run(reading, &sieve, &matcher, &candidates, &notes)
        long = consume sieve
      }
    }
    return matcher
  }

  private struct Sentence {
    var tokens: Range<Int>
    var scopes: CompiledRule.Scope
    var place: Mention.Place
    /// Tokens of the dateline's place.
    var dateline: Range<Int>?
    /// How many phases are run.
    var phases: Int
  }

  /// The scopes of rules that look into a sentence.
  func scopes(_ number: Int, _ sentence: Range<Int>, _ place: Mention.Place, _ dateline: Range<Int>?) -> CompiledRule.Scope {
    if place == .title { return .title }
    var scopes: CompiledRule.Scope = [.body, .quote]
    if number < Scanner.leadSentences { scopes.insert(.lead) }
    if dateline?.overlaps(sentence) ?? false { scopes.insert(.dateline) }
    return scopes
  }

  /// Runs all phases over one sentence: the sieve tells where patterns match, the matcher what they catch there.
  private func run<Bits>(
    _ sentence: Sentence, _ sieve: inout Sieve<Bits>, _ matcher: inout Matcher, _ candidates: inout Candidates,
    _ notes: inout ScanNotes?
  ) {
    let first = matcher.mentions.count
    // The tokenizer makes no sentence longer than the sieve takes.
    let count = min(sentence.tokens.count, Sieve<Bits>.longest)
    matcher.read(sentence.tokens.lowerBound..<sentence.tokens.lowerBound + count, into: &sieve)
    for phase in parts.index.phases.prefix(sentence.phases) where !phase.isEmpty {
      var word = phase.lowerBound >> 6
      while word << 6 < phase.upperBound {
        var called = sieve.wanted[word] & Scanner.mask(phase, word)
        while called != 0 {
          let program = parts.index.programs[word << 6 + called.trailingZeroBitCount]
          called &= called - 1
          guard program.scope & sentence.scopes.rawValue != 0, sieve.hasAll(program) else { continue }
          let began = notes?.now ?? 0
          var starts = sieve.starts(of: program.positions, to: sieve.all)
          while starts != 0 {
            let start = sentence.tokens.lowerBound + starts.trailingZeroBitCount
            starts &= starts - 1
            let (found, steps) = (candidates.list.count, matcher.allSteps)
            run(program, at: start, sentence, &sieve, &matcher, &candidates)
            notes?.add(try: Int(program.rule), steps: matcher.allSteps - steps, matched: candidates.list.count > found)
          }
          notes?.add(time: Int(program.rule), since: began)
        }
        word += 1
      }
      guard !candidates.list.isEmpty else { continue }
      let made = settle(&candidates, &matcher, sentence.place, &notes)
      candidates.removeAll()
      for mention in matcher.add(made) { matcher.tell(mention, of: sentence.tokens, to: &sieve) }
    }
    if sentence.phases == parts.index.phases.count { markMoods(first, sentence.tokens, &sieve, &matcher) }
  }

  /// The bits of a range that lie in one word of 64.
  private static func mask(_ range: Range<Int>, _ word: Int) -> UInt64 {
    let low = max(range.lowerBound - word << 6, 0)
    let high = min(range.upperBound - word << 6, 64)
    return (high == 64 ? ~0 : (1 << UInt64(high)) - 1) & ~((1 << UInt64(low)) - 1)
  }

  private func run<Bits>(
    _ program: FeatureIndex.Program, at start: Int, _ reading: Sentence, _ sieve: inout Sieve<Bits>, _ matcher: inout Matcher,
    _ candidates: inout Candidates
  ) {
    let (rule, sentence) = (Int(program.rule), reading.tokens)
    guard let end = matcher.match(program.node, at: start, in: sentence), end > start else { return }
    let shared = CompiledRule.Scope(rawValue: program.scope & reading.scopes.rawValue)
    guard shared.covers(start, in: matcher.text, dateline: reading.dateline) else { return }
    let first = candidates.captures.count
    for slot in 0..<Int(program.captures) { candidates.captures.append(matcher.captures[slot]) }
    guard !program.hasConditions || holds(rules.rules[rule].conditions, start..<end, sentence, &matcher, &sieve) else {
      candidates.captures.removeLast(candidates.captures.count - first)
      return
    }
    candidates.list.append(Candidate(rule: rule, start: start, end: end, captures: first))
  }

  private static let leadSentences = 4
  /// How far before a match a condition may begin: the longest gap, and words around it.
  private static let lookBehind = 48

  /// - Parameter sieve: of the sentence, with the mentions that the conditions may ask for.
  func holds<Bits>(
    _ conditions: [CompiledRule.Condition], _ match: Range<Int>, _ sentence: Range<Int>, _ matcher: inout Matcher,
    _ sieve: inout Sieve<Bits>
  ) -> Bool {
    for condition in conditions {
      let found: Bool
      switch condition.side {
      case .after: found = matcher.match(condition.program, at: match.upperBound, in: sentence) != nil
      case .before:
        let from = max(sentence.lowerBound, match.lowerBound - Scanner.lookBehind)
        let before = from..<match.lowerBound
        let end = Bits(1) << Bits(truncatingIfNeeded: match.lowerBound - sentence.lowerBound)
        let starts = sieve.starts(of: condition.positions, to: end)
        found = isMet(starts, before, of: sentence) { start in
          matcher.match(condition.program, at: start, in: sentence.lowerBound..<match.lowerBound) == match.lowerBound
        }
      case .within:
        let starts = sieve.starts(of: condition.positions, to: sieve.all)
        found = isMet(starts, sentence, of: sentence) { start in matcher.match(condition.program, at: start, in: sentence) != nil }
      }
      if found != condition.required { return false }
    }
    return true
  }

  /// Whether something holds at one of the positions of `starts` that lie in a range of the sentence's tokens.
  private func isMet<Bits: FixedWidthInteger>(_ starts: Bits, _ range: Range<Int>, of sentence: Range<Int>, _ holds: (Int) -> Bool) -> Bool
  {
    var starts = starts
    while starts != 0 {
      let start = sentence.lowerBound + starts.trailingZeroBitCount
      starts &= starts - 1
      if range.contains(start), holds(start) { return true }
    }
    return false
  }

  /// The longest match wins, then the higher priority, then the rule that stands first: among matches that make the same type.
  private func settle(
    _ candidates: inout Candidates, _ matcher: inout Matcher, _ place: Mention.Place, _ notes: inout ScanNotes?
  ) -> [TokenMention] {
    for index in candidates.list.indices { candidates.order.append(index) }
    if candidates.list.count > 1 {
      let list = candidates.list
      candidates.order.sort { isBefore(list[$0], list[$1]) }
    }
    var made: [TokenMention] = []
    made.reserveCapacity(candidates.list.count)
    for number in candidates.order.indices {
      let candidate = candidates.list[candidates.order[number]]
      for type in parts.settling[candidate.rule].shields where candidates.isFree(type, at: candidate, among: candidates.taken.count) {
        candidates.taken.append((type, candidate.start, candidate.end))
      }
      var free = 0
      let before = candidates.taken.count
      for make in parts.makes[candidate.rule] where candidates.isFree(make.type, at: candidate, among: before) {
        // What makes nothing takes no place.
        guard let mention = build(make, candidate, candidates.captures, &matcher) else { continue }
        free += 1
        candidates.taken.append((make.type, candidate.start, candidate.end))
        insert(mention, into: &made)
      }
      if notes != nil {
        let bytes = matcher.text.byteRange(candidate.start..<candidate.end)
        notes?.add(
          .init(
            rule: candidate.rule, place: place, range: TextRange(bytes.start, bytes.end),
            won: free > 0 || parts.makes[candidate.rule].isEmpty))
      }
    }
    if notes != nil { for mention in made { notes?.add(hit: mention.rule) } }
    return made
  }

  private func isBefore(_ x: Candidate, _ y: Candidate) -> Bool {
    let (a, b) = (x.end - x.start, y.end - y.start)
    if a != b { return a > b }
    let (p, q) = (parts.settling[x.rule].priority, parts.settling[y.rule].priority)
    if p != q { return p > q }
    return (x.rule, x.start) < (y.rule, y.start)
  }

  /// Keeps mentions by place, type and rule; equals in the order in which they come.
  private func insert(_ mention: TokenMention, into made: inout [TokenMention]) {
    var at = made.count
    while at > 0,
      (mention.start, mention.end, mention.type, mention.rule) < (
        made[at - 1].start, made[at - 1].end, made[at - 1].type, made[at - 1].rule
      )
    { at -= 1 }
    made.insert(mention, at: at)
  }

  /// The mention that a rule makes here; nil where values come from captures and none of them caught anything (the second of a row of names
  /// where only one stands).
  private func build(_ make: Make, _ candidate: Candidate, _ captures: [Capture], _ matcher: inout Matcher) -> TokenMention? {
    var mention = TokenMention(
      type: make.type, rule: candidate.rule, start: Int32(candidate.start), end: Int32(candidate.end), fields: [])
    mention.fields.reserveCapacity(make.fields.count)
    var (asks, caught) = (false, false)
    for field in make.fields {
      guard let slot = field.slot else {
        mention.fields.append(.init(field: field.field, value: field.constant, start: mention.start, end: mention.end))
        continue
      }
      asks = true
      let capture = captures[candidate.captures + slot]
      guard capture.start >= 0, capture.end > capture.start, let value = value(of: capture, field, &matcher), !value.isEmpty
      else { continue }
      caught = true
      mention.fields.append(.init(field: field.field, value: value, start: capture.start, end: capture.end))
    }
    return asks && !caught ? nil : mention
  }

  private static func withoutClitic(_ word: String) -> String? {
    for clitic in ["nya", "lah", "kah", "pun"] where word.hasSuffix(clitic) { return String(word.dropLast(clitic.count)) }
    return nil
  }

  private func value(of capture: Capture, _ field: Make.Field, _ matcher: inout Matcher) -> String? {
    let tokens = Int(capture.start)..<Int(capture.end)
    if let map = field.map {
      let words = words(matcher.text, tokens).lowercased()
      return map[words] ?? Scanner.withoutClitic(words).flatMap({ map[$0] }) ?? map["*"]
    }
    if field.hasColumn {
      switch capture.payload {
      case .entry(let entry):
        let column = field.columnOfList[Int(rules.listOfEntry[Int(entry)])]
        return column < 0 ? nil : rules.cell(Int(entry), at: column)
      case .mention(let index):
        let wanted = field.fieldOfType[matcher.mentions[Int(index)].type]
        return matcher.mentions[Int(index)].fields.first { $0.field == wanted }?.value
      default: return nil
      }
    }
    if field.isNumber {
      if case .number(let number) = capture.payload { return Scanner.sum(number, field.more) }
      return rules.numbers.read(matcher.text, at: tokens.lowerBound, limit: tokens.upperBound).flatMap { Scanner.sum($0.value, field.more) }
    }
    return words(matcher.text, tokens)
  }

  /// Nil past all numbers.
  private static func sum(_ number: Int, _ more: Int) -> String? {
    let (sum, isTooLarge) = number.addingReportingOverflow(more)
    return isTooLarge ? nil : String(sum)
  }

  /// The words of a stretch, white space of any length as one space.
  private func words(_ text: TokenizedText, _ range: Range<Int>) -> String {
    var isPlain = true
    for index in range.dropFirst() {
      let (token, before) = (text.tokens[index], text.tokens[index - 1].end)
      // Nothing, or one space, between two tokens.
      isPlain =
        isPlain && !token.shape.contains(.glued) && (token.start == before || token.start == before + 1 && text.bytes[Int(before)] == 0x20)
    }
    return isPlain ? text.string(range) : Scanner.collapsed(text.parted(range))
  }

  /// White space of any length as one space: a name broken over a line is the same name.
  static func collapsed(_ text: String) -> String {
    if isCollapsed(text) { return text }
    return text.split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\u{A0}" || $0 == "\r\n" }.joined(separator: " ")
  }

  /// Whether it is ASCII with one space between words and none around them.
  private static func isCollapsed(_ text: String) -> Bool {
    var before: UInt8 = 0x20
    for byte in text.utf8 {
      if byte >= 0x80 || byte < 0x20 || byte == 0x20 && before == 0x20 { return false }
      before = byte
    }
    return before != 0x20
  }

  /// - Parameter first: the first mention of the sentence.
  private func markMoods<Bits>(_ first: Int, _ sentence: Range<Int>, _ sieve: inout Sieve<Bits>, _ matcher: inout Matcher) {
    for number in parts.moods.indices {
      let marks = number * parts.typeOrder.count
      guard (first..<matcher.mentions.count).contains(where: { parts.moodMarks[marks + matcher.mentions[$0].type] }) else { continue }
      let mood = parts.moods[number]
      let begins = sieve.starts(of: mood.positions, to: sieve.all)
      guard begins != 0 else { continue }
      for index in first..<matcher.mentions.count where parts.moodMarks[marks + matcher.mentions[index].type] {
        let start = Int(matcher.mentions[index].start)
        let found = isMet(begins, max(sentence.lowerBound, start - mood.window)..<start, of: sentence) { at in
          guard let end = matcher.match(mood.program, at: at, in: sentence) else { return false }
          // What may be longer may end before the mention too.
          return end <= start || matcher.match(mood.program, at: at, in: sentence.lowerBound..<start) != nil
        }
        if found { matcher.mark(index, as: mood.kind) }
      }
    }
  }

  /// By place in the text, then by the name of the type.
  private func mentions(of matcher: borrowing Matcher, _ place: Mention.Place) -> [Mention] {
    // Keys without references; the index keeps equals in their order.
    var keys: [(place: UInt64, order: UInt64)] = []
    keys.reserveCapacity(matcher.mentions.count)
    for index in matcher.mentions.indices {
      let (start, end) = (UInt64(matcher.mentions[index].start), UInt64(matcher.mentions[index].end))
      keys.append((start << 32 | end, UInt64(parts.typeOrder[matcher.mentions[index].type]) << 32 | UInt64(index)))
    }
    keys.sort { $0 < $1 }
    return keys.map { mention(from: matcher.mentions[Int(truncatingIfNeeded: $0.order & 0xFFFF_FFFF)], matcher.text, place) }
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

extension CompiledRule.Scope {
  /// Whether a match may begin at a token of a sentence that is of these scopes: all but quotations and the dateline are whole sentences.
  func covers(_ start: Int, in text: TokenizedText, dateline: Range<Int>?) -> Bool {
    guard isSubset(of: [.quote, .dateline]) else { return true }
    if contains(.quote), text.quotations.contains(where: { $0.contains(start) }) { return true }
    return contains(.dateline) && dateline?.contains(start) ?? false
  }
}
