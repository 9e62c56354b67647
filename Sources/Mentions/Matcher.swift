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
  let parts: Scanner.Parts
  var rules: RuleSet { _read { yield parts.rules } }
  let text: TokenizedText
  let hits: ListHits
  private(set) var mentions: [TokenMention] = []
  /// By token: the first mention that starts there, or -1; others by `nextMention`.
  private(set) var firstMention: [Int32]
  private(set) var nextMention: [Int32] = []
  private(set) var captures: [Capture] = Array(repeating: Capture(), count: 24)
  let common: [Bool]
  /// By token: where the ends of a name that begins there stand in ``nameEnds``; -1 while nobody has asked.
  private var firstName: [Int32]
  private var nameCount: [UInt8]
  /// Ends of names, the longest of each first.
  private(set) var nameEnds: [Int32] = []
  private var steps = 0
  /// Steps of all programs so far.
  private(set) var allSteps = 0
  private var payload: Capture.Payload = .none
  private static let limit = 20_000

  /// Places where a step has failed already: whether a step matches at a token depends on nothing else as long as range and mentions
  /// stay the same, so that no pattern costs more than its steps times the tokens.
  private var failed: [UInt64] = Array(repeating: 0, count: 1 << 12)
  private var failedRange = 0..<0
  private var generation: UInt64 = 0

  init(_ parts: Scanner.Parts, text: TokenizedText, hits: ListHits) {
    self.parts = parts
    self.text = text
    self.hits = hits
    common = CommonWords(parts.rules, text, hits).marks
    firstMention = Array(repeating: -1, count: text.tokens.count)
    firstName = Array(repeating: -1, count: text.tokens.count)
    nameCount = Array(repeating: 0, count: text.tokens.count)
  }

  /// Makes mentions visible to the rules that are run from now on.
  @discardableResult mutating func add(_ new: [TokenMention]) -> Range<Int> {
    let first = mentions.count
    generation += 1
    for mention in new {
      let index = Int32(mentions.count)
      mentions.append(mention)
      nextMention.append(-1)
      var last = firstMention[Int(mention.start)]
      if last < 0 {
        firstMention[Int(mention.start)] = index
        continue
      }
      while nextMention[Int(last)] >= 0 { last = nextMention[Int(last)] }
      nextMention[Int(last)] = index
    }
    return first..<mentions.count
  }

  mutating func mark(_ mention: Int, as kind: Mood.Kind) {
    switch kind {
    case .negated: mentions[mention].negated = true
    case .alleged: mentions[mention].alleged = true
    }
  }

  /// The end of the match of `program` that starts at token `start` and stays within `range`, or nil.
  mutating func match(_ program: Int32, at start: Int, in range: Range<Int>) -> Int? {
    steps = 0
    if failedRange != range {
      failedRange = range
      generation += 1
    }
    for index in captures.indices where captures[index].start >= 0 { captures[index] = Capture() }
    let end = run(program, start, range)
    allSteps += steps
    return end < 0 ? nil : end
  }

  /// Key of a step at a token, for `failed`; nil in sentences too long for it.
  private func failure(_ node: Int32, _ at: Int, _ range: Range<Int>) -> UInt64? {
    let offset = at - range.lowerBound
    guard offset < 1 << 12 else { return nil }
    return generation << 36 | UInt64(UInt32(node)) << 12 | UInt64(offset)
  }

  private static func slot(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 40) & ((1 << 12) - 1)
  }

  /// Runs from a step that many ways lead to, unless it has failed here before.
  private mutating func tryOnce(_ node: Int32, _ at: Int, _ range: Range<Int>) -> Int {
    guard let key = failure(node, at, range) else { return run(node, at, range) }
    let slot = Matcher.slot(key)
    if failed[slot] == key { return -1 }
    let result = run(node, at, range)
    if result < 0, steps <= Matcher.limit { failed[slot] = key }
    return result
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
        let token = text.tokens[at]
        guard rules.wordSets[Int(node.a)].contains(token.word) || rules.wordSets[Int(node.a)].contains(token.base) else { return -1 }
        at += 1
        index = node.next
      case .list:
        guard at < range.upperBound else { return -1 }
        for number in hits.indices(startingAt: at) {
          let hit = hits.hits[number]
          guard rules.listOfEntry[Int(hit.entry)] == node.a, Int(hit.end) <= range.upperBound else { continue }
          if node.b >= 0 {
            let filter = rules.filters[Int(node.b)]
            guard rules.filterAllows[filter.offset + Int(hit.entry) - filter.first] else { continue }
          }
          payload = .entry(hit.entry)
          let end = tryOnce(node.next, Int(hit.end), range)
          if end >= 0 { return end }
        }
        return -1
      case .mention:
        guard at < range.upperBound else { return -1 }
        var mention = firstMention[at]
        while mention >= 0 {
          let candidate = mention
          mention = nextMention[Int(mention)]
          guard mentions[Int(candidate)].type == Int(node.a) else { continue }
          let end = Int(mentions[Int(candidate)].end)
          guard end <= range.upperBound, node.b < 0 || passes(candidate, rules.mentionFilters[Int(node.b)]) else { continue }
          payload = .mention(candidate)
          let result = tryOnce(node.next, end, range)
          if result >= 0 { return result }
        }
        return -1
      case .tokenClass:
        guard at < range.upperBound, let tokenClass = TokenClass(rawValue: node.a) else { return -1 }
        if tokenClass == .name {
          payload = .none
          for index in names(at: at) where nameEnds[index] <= range.upperBound {
            let end = Int(nameEnds[index])
            let result = tryOnce(node.next, end, range)
            if result >= 0 { return result }
          }
          return -1
        }
        let end = end(of: tokenClass, at: at, in: range)
        guard end > at else { return -1 }
        at = end
        index = node.next
      case .split:
        let result = tryOnce(node.a, at, range)
        if result >= 0 { return result }
        index = node.b
      case .gap:
        for size in 0...Int(node.a) where at + size <= range.upperBound {
          let result = tryOnce(node.next, at + size, range)
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
        if run(node.a, at, range) >= 0 { return -1 }
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

  func passes(_ mention: Int32, _ filter: MentionFilter) -> Bool { passes(mentions[Int(mention)], filter) }

  func passes(_ mention: TokenMention, _ filter: MentionFilter) -> Bool {
    let fields = rules.types[mention.type].fields
    return filter.terms.allSatisfy { term in
      let value = mention.fields.first { fields[$0.field].name == term.field }?.value ?? ""
      return term.values.contains(value) != term.negated
    }
  }

  // MARK: - Classes

  /// Where a class ends that begins at `at`; `at` itself where it does not begin. A name has several ends: see `nameEnds`.
  mutating func end(of tokenClass: TokenClass, at: Int, in range: Range<Int>) -> Int {
    let token = text.tokens[at]
    payload = .none
    let isHere: Bool
    switch tokenClass {
    case .any: isHere = true
    case .word: isHere = token.kind == .word
    case .lower: isHere = token.kind == .word && !token.shape.contains(.capital)
    case .capitalised: isHere = token.kind == .word && token.shape.contains(.capital)
    case .acronym: isHere = token.shape.contains(.allCaps)
    case .common: isHere = common[at]
    case .digits:
      guard token.kind == .number, let number = rules.numbers.read(text, at: at, limit: at + 1) else { return at }
      payload = .number(number.value)
      isHere = true
    case .number:
      guard let number = rules.numbers.read(text, at: at, limit: range.upperBound) else { return at }
      payload = .number(number.value)
      return at + number.count
    case .initials: return initialsEnd(at, range) ?? at
    case .name: return at
    }
    return isHere ? at + 1 : at
  }

  private static let nameWords = 6

  /// Where a name that begins at a token may end, the longest first: indices into ``nameEnds``.
  mutating func names(at token: Int) -> Range<Int> {
    if firstName[token] < 0 {
      firstName[token] = Int32(nameEnds.count)
      findNames(token)
      nameCount[token] = UInt8(nameEnds.count - Int(firstName[token]))
    }
    return Int(firstName[token])..<Int(firstName[token]) + Int(nameCount[token])
  }

  /// A run of capitalised words none of which is known to be no part of a name; initials keep their point ("Muh. F. Ahmad").
  private mutating func findNames(_ start: Int) {
    let limit = text.sentences[Int(text.tokens[start].sentence)].upperBound
    let first = nameEnds.count
    var at = start
    var words = 0
    while at < limit, words < Matcher.nameWords {
      let token = text.tokens[at]
      guard token.kind == .word else { break }
      let isParticle = words > 0 && !token.shape.contains(.capital) && text.isNameParticle(at)
      let isCapital = token.shape.contains(.capital)
      guard isParticle || isCapital else { break }
      if !isParticle {
        let isKnown = rules.notNames.contains(token.word) && !(words > 0 && rules.alsoNames.contains(token.word))
        if isKnown || isBound(at) { break }
      }
      // A clitic ends a name: "Sugiono-nya" is rare, "Menterinya" is none.
      at += 1
      words += 1
      if at < limit, isPoint(at), token.end - token.start <= 4, at + 1 < limit,
        text.tokens[at + 1].kind == .word, text.tokens[at + 1].shape.contains(.capital),
        token.shape.contains(.singleLetter) || (token.end - token.start <= 3 && !text.tokens[at].shape.contains(.spaced))
      {
        if !isParticle { nameEnds.append(Int32(at)) }
        at += 1
        continue
      }
      if !isParticle { nameEnds.append(Int32(at)) }
    }
    nameEnds[first...].reverse()
  }

  /// A phrase that is no name begins here: "Jawa Barat", "Menteri Luar Negeri".
  private func isBound(_ at: Int) -> Bool {
    for index in hits.indices(startingAt: at) {
      let hit = hits.hits[index]
      if hit.end - hit.start > 1, parts.index.boundsNames[Int(rules.listOfEntry[Int(hit.entry)])] { return true }
    }
    return false
  }

  private func isPoint(_ at: Int) -> Bool { isMark(at, 0x2E) }

  private func isMark(_ at: Int, _ byte: UInt8) -> Bool {
    let token = text.tokens[at]
    return token.kind == .mark && token.end - token.start == 1 && text.bytes[Int(token.start)] == byte
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
    guard token.shape.contains(.allCaps), !token.shape.contains(.hasDigit), length <= 4,
      !rules.notNames.contains(token.word) || length == 2 && hasAge(after: start, range)
    else { return nil }
    return start + 1
  }

  /// "RS (22)": an age stands after it, so that it is somebody's initials and no hospital.
  private func hasAge(after at: Int, _ range: Range<Int>) -> Bool {
    guard at + 3 < range.upperBound, isMark(at + 1, 0x28), text.tokens[at + 2].kind == .number, isMark(at + 3, 0x29) else { return false }
    let number = text.tokens[at + 2]
    return number.end - number.start == 2
  }
}
