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
struct Matcher: ~Copyable {
  let parts: Scanner.Parts
  var rules: RuleSet { _read { yield parts.rules } }
  let text: TokenizedText
  let hits: ListHits
  private(set) var mentions: [TokenMention] = []
  /// By token: the first mention that starts there, or -1; others by `nextMention`.
  let firstMention: Cells<Int32>
  private(set) var nextMention: [Int32] = []
  /// What the last match caught.
  let captures: Cells<Capture>
  /// Captures as they were, in the order in which they were changed: a way that fails takes back what it changed.
  private var changes: [(slot: Int, old: Capture)] = []
  let common: [Bool]
  /// By token: where the ends of a name that begins there stand in ``nameEnds``; -1 while nobody has asked.
  private let firstName: Cells<Int32>
  private let nameCount: Cells<UInt8>
  /// Ends of names, the longest of each first.
  private(set) var nameEnds: [Int32] = []
  private var steps = 0
  /// Steps of all programs so far.
  private(set) var allSteps = 0
  /// What was caught last on the way that is gone, since the capture began: a way that fails gives back what stood before.
  private var payload: Capture.Payload = .none
  private static let limit = 100_000

  /// Places where a step has failed already: whether a step matches at a token depends on nothing else as long as range and mentions
  /// stay the same, so that no pattern costs more than its steps times the tokens.
  private let failed = Cells(repeating: UInt64(0), count: Matcher.places)
  private static let places = 1 << 10
  private var failedRange = 0..<0
  private var generation: UInt64 = 0

  init(_ parts: Scanner.Parts, text: TokenizedText, hits: ListHits) {
    self.parts = parts
    self.text = text
    self.hits = hits
    captures = Cells(repeating: Capture(), count: parts.mostCaptures)
    common = CommonWords(parts.rules, parts.index, text, hits).marks
    firstMention = Cells(repeating: -1, count: text.tokens.count)
    firstName = Cells(repeating: -1, count: text.tokens.count)
    nameCount = Cells(repeating: 0, count: text.tokens.count)
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

  mutating func mark(_ mention: Int, as kind: RuleBook.Mood.Kind) {
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
    takeBack(to: 0)
    let end = run(program, start, range)
    if end < 0 { takeBack(to: 0) }
    allSteps += steps
    return end < 0 ? nil : end
  }

  /// Takes back all changes of captures but the first `count`.
  @inline(__always) private mutating func takeBack(to count: Int) {
    while changes.count > count {
      let (slot, old) = changes.removeLast()
      captures[slot] = old
    }
  }

  /// Key of a step at a token, for `failed`; nil in sentences too long for it.
  @inline(__always) private func failure(_ node: Int32, _ at: Int, _ range: Range<Int>) -> UInt64? {
    let offset = at - range.lowerBound
    guard offset < 1 << 12 else { return nil }
    return generation << 36 | UInt64(UInt32(node)) << 12 | UInt64(offset)
  }

  private static func slot(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 40) & (places - 1)
  }

  /// Runs from a step that many ways lead to, unless it has failed here before.
  @inline(__always) private mutating func tryOnce(_ node: Int32, _ at: Int, _ range: Range<Int>) -> Int {
    let changed = changes.count
    guard let key = failure(node, at, range) else {
      let result = run(node, at, range)
      if result < 0 { takeBack(to: changed) }
      return result
    }
    let slot = Matcher.slot(key)
    if failed[slot] == key { return -1 }
    let result = run(node, at, range)
    if result < 0 {
      takeBack(to: changed)
      if steps <= Matcher.limit { failed[slot] = key }
    }
    return result
  }

  /// False where the first token that a way takes cannot stand at a token: most alternatives of a group are told so without a call.
  @inline(__always) private mutating func mayBegin(_ node: Int32, _ at: Int, _ range: Range<Int>) -> Bool {
    var node = parts.index.nodes[Int(node)]
    while case .captureStart = node.operation { node = parts.index.nodes[Int(node.next)] }
    switch node.operation {
    case .word, .set, .exact, .list, .mention: break
    default: return true
    }
    steps += 1
    guard at < range.upperBound else { return false }
    switch node.operation {
    case .word, .exact: return text.tokens[at].word == node.a || text.tokens[at].base == node.a
    case .set: return has(node, text.tokens[at])
    case .list: return !hits.indices(startingAt: at).isEmpty
    default: return firstMention[at] >= 0
    }
  }

  /// Whether a token is one of a set's words.
  @inline(__always) func has(_ set: Node, _ token: Token) -> Bool {
    has(set, token.word) || token.base != token.word && has(set, token.base)
  }

  @inline(__always) private func has(_ set: Node, _ word: Int32) -> Bool {
    guard word != 0 else { return false }
    var (low, high) = (Int(set.a), Int(set.a &+ set.b))
    while low < high {
      let middle = (low &+ high) >> 1
      if parts.index.setWords[middle] < word { low = middle &+ 1 } else { high = middle }
    }
    return low < Int(set.a &+ set.b) && parts.index.setWords[low] == word
  }

  private mutating func run(_ program: Int32, _ start: Int, _ range: Range<Int>) -> Int {
    var at = start
    var index = program
    while true {
      steps += 1
      if steps > Matcher.limit { return -1 }
      let node = parts.index.nodes[Int(index)]
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
        guard has(node, text.tokens[at]) else { return -1 }
        at += 1
        index = node.next
      case .list:
        guard at < range.upperBound else { return -1 }
        let before = payload
        for number in hits.indices(startingAt: at) {
          let hit = hits.hits[number]
          guard parts.index.listOfEntry[Int(hit.entry)] == node.a, Int(hit.end) <= range.upperBound else { continue }
          guard node.b < 0 || rules.allows(node.b, hit.entry) else { continue }
          payload = .entry(hit.entry)
          let end = tryOnce(node.next, Int(hit.end), range)
          if end >= 0 { return end }
        }
        payload = before
        return -1
      case .mention:
        guard at < range.upperBound else { return -1 }
        let before = payload
        var mention = firstMention[at]
        while mention >= 0 {
          let candidate = mention
          mention = nextMention[Int(mention)]
          guard mentions[Int(candidate)].type == Int(node.a) else { continue }
          let end = Int(mentions[Int(candidate)].end)
          guard end <= range.upperBound, node.b < 0 || passes(candidate, Int(node.b)) else { continue }
          payload = .mention(candidate)
          let result = tryOnce(node.next, end, range)
          if result >= 0 { return result }
        }
        payload = before
        return -1
      case .tokenClass:
        guard at < range.upperBound, let tokenClass = TokenClass(rawValue: node.a) else { return -1 }
        if tokenClass == .name {
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
        if mayBegin(node.a, at, range) {
          let before = payload
          let result = tryOnce(node.a, at, range)
          if result >= 0 { return result }
          payload = before
        }
        index = node.b
      case .gap:
        let before = payload
        for size in 0...Int(node.a) where at + size <= range.upperBound {
          let result = tryOnce(node.next, at + size, range)
          if result >= 0 { return result }
          payload = before
        }
        return -1
      case .captureStart:
        let slot = Int(node.a)
        changes.append((slot, captures[slot]))
        captures[slot].start = Int32(at)
        payload = .none
        index = node.next
      case .captureEnd:
        let slot = Int(node.a)
        changes.append((slot, captures[slot]))
        captures[slot].end = Int32(at)
        captures[slot].payload = payload
        index = node.next
      case .not:
        let (changed, before) = (changes.count, payload)
        let isThere = run(node.a, at, range) >= 0
        takeBack(to: changed)
        payload = before
        if isThere { return -1 }
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

  /// Whether a filter of mentions lets one through.
  func passes(_ mention: Int32, _ filter: Int) -> Bool {
    let number = Int(mention)
    for term in parts.filters[filter].indices {
      let field = parts.filters[filter][term].fieldOfType[mentions[number].type]
      var value = ""
      for index in mentions[number].fields.indices where mentions[number].fields[index].field == field {
        value = mentions[number].fields[index].value
        break
      }
      if parts.filters[filter][term].values.contains(value) == parts.filters[filter][term].negated { return false }
    }
    return true
  }

  // MARK: - Classes

  /// Where a class ends that begins at `at`; `at` itself where it does not begin. A name has several ends: see `nameEnds`.
  mutating func end(of tokenClass: TokenClass, at: Int, in range: Range<Int>) -> Int {
    let token = text.tokens[at]
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
      if isJoined(at, limit), words > 0 || text.tokens[at].shape.contains(.capital) { at += 2 }
      let token = text.tokens[at]
      guard token.kind == .word else { break }
      let isParticle = words > 0 && !token.shape.contains(.capital) && rules.nameParticles.contains(token.word)
      let isCapital = token.shape.contains(.capital)
      guard isParticle || isCapital else { break }
      if !isParticle {
        let isKnown =
          rules.notNames.contains(token.word) && !(words > 0 && rules.alsoNames.contains(token.word))
          || token.base != token.word && rules.notNames.contains(token.base) && !rules.alsoNames.contains(token.base)
        if isKnown || isBound(at) || isReduplicated(token) { break }
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

  /// The article of an Arabic name, which a hyphen joins to the word after it: "al-Faruq".
  private func isJoined(_ at: Int, _ limit: Int) -> Bool {
    guard at + 2 < limit, rules.joinedParticles.contains(text.tokens[at].word), isMark(at + 1, 0x2D) else { return false }
    let next = text.tokens[at + 2]
    return !text.tokens[at + 1].shape.contains(.spaced) && !next.shape.contains(.spaced) && next.kind == .word
      && next.shape.contains(.capital) && !next.shape.contains(.allCaps)
  }

  /// A phrase that is no name begins here: "Jawa Barat", "Menteri Luar Negeri".
  private func isBound(_ at: Int) -> Bool {
    for index in hits.indices(startingAt: at) {
      let hit = hits.hits[index]
      if hit.end - hit.start > 1, parts.index.boundsNames[Int(parts.index.listOfEntry[Int(hit.entry)])] { return true }
    }
    return false
  }

  /// "Peti-peti": a plural by reduplication.
  private func isReduplicated(_ token: Token) -> Bool {
    let (start, end) = (Int(token.start), Int(token.end))
    let middle = (start + end) / 2
    guard (end - start) & 1 == 1, text.bytes[middle] == 0x2D, middle - start > 2 else { return false }
    return zip(text.bytes[start..<middle], text.bytes[middle + 1..<end]).allSatisfy { $0 | 0x20 == $1 | 0x20 }
  }

  private func isPoint(_ at: Int) -> Bool { isMark(at, 0x2E) }

  private func isMark(_ at: Int, _ byte: UInt8) -> Bool {
    let token = text.tokens[at]
    return token.kind == .mark && token.end - token.start == 1 && text.bytes[Int(token.start)] == byte
  }

  /// "I Kadek Suardana": the article of a name, no initial.
  private func opensName(_ at: Int, _ range: Range<Int>) -> Bool {
    guard rules.openingParticles.contains(text.tokens[at].word), at + 1 < range.upperBound else { return false }
    let next = text.tokens[at + 1]
    return next.kind == .word && next.shape.contains(.capital) && !next.shape.contains(.allCaps) && !next.shape.contains(.singleLetter)
  }

  /// "N.A.", "F", "MR": letters with points, or up to four capitals that no rule file knows as a word.
  private func initialsEnd(_ start: Int, _ range: Range<Int>) -> Int? {
    let token = text.tokens[start]
    guard token.kind == .word else { return nil }
    if token.shape.contains(.singleLetter) {
      if opensName(start, range) { return nil }
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
