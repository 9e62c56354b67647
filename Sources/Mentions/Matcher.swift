import RuleBook
import Text

/// What a capture caught: tokens, and the list entry, mention or number that they are.
struct Capture {
  enum Payload {
    case none
    case entry(Int32)
    case mention(Int32)
    case number(Int)
  }
  var start: Int32 = -1
  var end: Int32 = -1
  var payload: Payload = .none
}

/// A mention while a text is being read: positions are tokens.
struct TokenMention {
  struct Field {
    var field: Int
    var value: String
    var start: Int32
    var end: Int32
  }
  var type: Int
  var rule: Int
  var start: Int32
  var end: Int32
  var fields: [Field]
  var negated = false
  var alleged = false
}

/// Runs one program at one place. Steps are bounded: a pattern can never cost more than ``limit`` steps at a token.
struct Matcher {
  let rules: RuleSet
  let text: TokenizedText
  let hits: ListHits
  var mentions: [TokenMention] = []
  /// Indices into `mentions` by the token they start at.
  var mentionsAt: [Int: [Int32]] = [:]
  var captures: [Capture] = Array(repeating: Capture(), count: 24)
  private var steps = 0
  private var payload: Capture.Payload = .none
  private static let limit = 20_000

  init(rules: RuleSet, text: TokenizedText, hits: ListHits) {
    self.rules = rules
    self.text = text
    self.hits = hits
  }

  /// The end of the match of `program` that starts at token `start` and stays within `range`, or nil.
  mutating func match(_ program: Int32, at start: Int, in range: Range<Int>) -> Int? {
    steps = 0
    for index in captures.indices { captures[index] = Capture() }
    let end = run(program, start, range)
    return end < 0 ? nil : end
  }

  private mutating func run(_ program: Int32, _ start: Int, _ range: Range<Int>) -> Int {
    var at = start
    var index = program
    while true {
      steps += 1
      if steps > Matcher.limit { return -1 }
      let node = rules.nodes[Int(index)]
      switch node.operation {
      case .accept: return at
      case .word:
        guard at < range.upperBound else { return -1 }
        let token = text.tokens[at]
        guard token.word == node.a || token.base == node.a else { return -1 }
        at += 1
        index = node.next
      case .exact:
        guard at < range.upperBound, text.tokens[at].word == node.a else { return -1 }
        let token = text.tokens[at]
        guard text.bytes[Int(token.start)..<Int(token.end)].elementsEqual(rules.spellings[Int(node.b)]) else { return -1 }
        at += 1
        index = node.next
      case .set:
        guard at < range.upperBound else { return -1 }
        let set = rules.wordSets[Int(node.a)]
        let token = text.tokens[at]
        guard token.word != 0, set.contains(token.word) || set.contains(token.base) else { return -1 }
        at += 1
        index = node.next
      case .list:
        guard at < range.upperBound else { return -1 }
        let list = rules.lists[Int(node.a)]
        for hit in hits.starting(at: at) where list.entries.contains(Int(hit.entry)) && Int(hit.end) <= range.upperBound {
          if node.b >= 0 {
            let filter = rules.filters[Int(node.b)]
            guard filter.allowed[Int(hit.entry) - filter.first] else { continue }
          }
          payload = .entry(hit.entry)
          let end = run(node.next, Int(hit.end), range)
          if end >= 0 { return end }
        }
        return -1
      case .mention:
        guard at < range.upperBound, let here = mentionsAt[at] else { return -1 }
        for mention in here where mentions[Int(mention)].type == Int(node.a) {
          let end = Int(mentions[Int(mention)].end)
          guard end <= range.upperBound, node.b < 0 || passes(mention, rules.mentionFilters[Int(node.b)]) else { continue }
          payload = .mention(mention)
          let result = run(node.next, end, range)
          if result >= 0 { return result }
        }
        return -1
      case .tokenClass:
        guard at < range.upperBound, let tokenClass = TokenClass(rawValue: node.a) else { return -1 }
        for end in ends(of: tokenClass, at: at, in: range) {
          let result = run(node.next, end, range)
          if result >= 0 { return result }
        }
        return -1
      case .split:
        let result = run(node.a, at, range)
        if result >= 0 { return result }
        index = node.b
      case .gap:
        for size in 0...Int(node.a) where at + size <= range.upperBound {
          let result = run(node.next, at + size, range)
          if result >= 0 { return result }
        }
        return -1
      case .captureStart:
        let slot = Int(node.a)
        let old = captures[slot]
        captures[slot].start = Int32(at)
        payload = .none
        let result = run(node.next, at, range)
        if result < 0 { captures[slot] = old }
        return result
      case .captureEnd:
        let slot = Int(node.a)
        let old = captures[slot]
        captures[slot].end = Int32(at)
        captures[slot].payload = payload
        let result = run(node.next, at, range)
        if result < 0 { captures[slot] = old }
        return result
      case .not:
        let kept = captures
        let result = run(node.a, at, range)
        captures = kept
        if result >= 0 { return -1 }
        index = node.next
      case .sentenceStart:
        guard at == range.lowerBound else { return -1 }
        index = node.next
      case .sentenceEnd:
        guard at == range.upperBound else { return -1 }
        index = node.next
      }
    }
  }

  private func passes(_ mention: Int32, _ filter: MentionFilter) -> Bool {
    let mention = mentions[Int(mention)]
    let fields = rules.types[mention.type].fields
    return filter.terms.allSatisfy { term in
      let value = mention.fields.first { fields[$0.field].name == term.field }?.value ?? ""
      return term.values.contains(value) != term.negated
    }
  }

  // MARK: - Classes

  /// Where a class may end when it begins at `at`, the longest first.
  private mutating func ends(of tokenClass: TokenClass, at: Int, in range: Range<Int>) -> [Int] {
    let token = text.tokens[at]
    switch tokenClass {
    case .any: return [at + 1]
    case .word:
      payload = .none
      return token.kind == .word ? [at + 1] : []
    case .lower:
      payload = .none
      return token.kind == .word && !token.shape.contains(.capital) ? [at + 1] : []
    case .capitalised:
      payload = .none
      return token.kind == .word && token.shape.contains(.capital) ? [at + 1] : []
    case .acronym:
      payload = .none
      return token.shape.contains(.allCaps) ? [at + 1] : []
    case .digits:
      guard token.kind == .number, let number = rules.numbers.read(text, at: at, limit: at + 1) else { return [] }
      payload = .number(number.value)
      return [at + 1]
    case .number:
      guard let number = rules.numbers.read(text, at: at, limit: range.upperBound) else { return [] }
      payload = .number(number.value)
      return [at + number.count]
    case .name:
      payload = .none
      return nameEnds(at, range)
    case .initials:
      payload = .none
      return initialsEnd(at, range).map { [$0] } ?? []
    }
  }

  private static let nameWords = 6

  /// A run of capitalised words none of which is known to be no part of a name; initials keep their point ("Muh. F. Ahmad").
  private func nameEnds(_ start: Int, _ range: Range<Int>) -> [Int] {
    var ends: [Int] = []
    var at = start
    var words = 0
    while at < range.upperBound, words < Matcher.nameWords {
      let token = text.tokens[at]
      guard token.kind == .word else { break }
      let particle = words > 0 && isParticle(token)
      guard particle || (token.shape.contains(.capital) && !rules.notNames.contains(token.word) && !isBound(at)) else { break }
      // A clitic ends a name: "Sugiono-nya" is rare, "Menterinya" is none.
      at += 1
      words += 1
      if at < range.upperBound, isPoint(at), token.end - token.start <= 4, at + 1 < range.upperBound,
        text.tokens[at + 1].kind == .word, text.tokens[at + 1].shape.contains(.capital),
        token.shape.contains(.singleLetter) || (token.end - token.start <= 3 && !text.tokens[at].shape.contains(.spaced))
      {
        if !particle { ends.append(at) }
        at += 1
        continue
      }
      if !particle { ends.append(at) }
    }
    return ends.reversed()
  }

  /// A phrase that is no name begins here: "Jawa Barat", "Menteri Luar Negeri".
  private func isBound(_ at: Int) -> Bool {
    hits.starting(at: at).contains { hit in
      hit.end - hit.start > 1 && rules.lists[Int(rules.entries[Int(hit.entry)].list)].boundsNames
    }
  }

  private func isPoint(_ at: Int) -> Bool {
    let token = text.tokens[at]
    return token.kind == .mark && token.end - token.start == 1 && text.bytes[Int(token.start)] == 0x2E
  }

  private static let particles: Set<String> = ["bin", "binti", "al", "van", "de", "der", "von", "el", "ibn", "da"]

  private func isParticle(_ token: Token) -> Bool {
    guard token.end - token.start <= 5, !token.shape.contains(.capital) else { return false }
    return Matcher.particles.contains(
      String(decoding: text.bytes[Int(token.start)..<Int(token.end)], as: UTF8.self))
  }

  /// "N.A.", "F", "MR": letters with points, or up to four capitals that no rule file knows as a word.
  private func initialsEnd(_ start: Int, _ range: Range<Int>) -> Int? {
    let token = text.tokens[start]
    guard token.kind == .word else { return nil }
    if token.shape.contains(.singleLetter) {
      var at = start
      var letters = 0
      while at < range.upperBound, text.tokens[at].shape.contains(.singleLetter) {
        letters += 1
        at += 1
        if at < range.upperBound, isPoint(at), !text.tokens[at].shape.contains(.spaced) {
          at += 1
        } else {
          break
        }
        if at < range.upperBound, text.tokens[at].shape.contains(.spaced), letters >= 1,
          !text.tokens[at].shape.contains(.singleLetter)
        {
          break
        }
      }
      // The last point of "N." at a sentence's end is the sentence's.
      if letters == 1, at > start + 1 { at = start + 1 }
      return at
    }
    let length = token.end - token.start
    guard token.shape.contains(.allCaps), !token.shape.contains(.hasDigit), length <= 4, !rules.notNames.contains(token.word)
    else { return nil }
    return start + 1
  }
}
