import Text

/// What a token, or a stretch of tokens, can be: the letters that patterns are written in.
package enum Feature: Hashable, Sendable {
  /// One of these words, with or without a clitic; sorted ids.
  case words([Int32])
  /// A word id in one spelling, by its index.
  case exact(word: Int32, spelling: Int32)
  /// A list's entry; `filter` -1 lets all through.
  case list(Int32, filter: Int32)
  /// A mention of an earlier phase; `filter` -1 lets all through.
  case mention(Int32, filter: Int32)
  case tokenClass(TokenClass)

  /// Whether it always is one token.
  package var isToken: Bool {
    switch self {
    case .words, .exact: true
    case .list, .mention: false
    case .tokenClass(let tokenClass): tokenClass != .name && tokenClass != .number && tokenClass != .initials
    }
  }
}

/// A pattern as a tree over sets of positions: what each part makes of the set of places where the rest may go on.
///
/// It says where a pattern matches in a whole sentence at once, a few machine words for each element, and nothing of captures. What
/// matched where is for the pattern's program (``Node``) to tell, which is run at those places only.
package struct PositionStep: Sendable, BitwiseCopyable {
  package enum Operation: UInt8, Sendable, BitwiseCopyable {
    /// a: feature
    case token, stretch
    /// One token that has one of the features that are its parts.
    case tokens
    case sequence, any
    /// a, b: least and most times
    case repeated
    /// a: largest gap
    case gap
    case not, start, end
  }
  package var operation: Operation
  package var a: Int32 = 0
  package var b: Int32 = 0
  /// Its parts: from here in ``RuleSet/stepParts``, as many as `count`; steps, or features for `tokens`.
  package var first: Int32 = 0
  package var count: Int32 = 0
}

extension Compiler {
  /// Compiles the patterns of all rules and moods to trees over positions; only for packs without errors.
  mutating func compilePositions() {
    for rule in set.rules.indices {
      for pattern in patterns[rule].matches {
        let step = positions(pattern)
        set.rules[rule].positions.append(step)
        set.rules[rule].anchors.append(anchors(of: step).sorted { $0.cost < $1.cost }.map(\.features))
      }
      for (index, pattern) in patterns[rule].conditions.enumerated() {
        set.rules[rule].conditions[index].positions = positions(pattern)
      }
    }
    for (index, pattern) in moodPatterns.enumerated() { set.moods[index].positions = positions(pattern) }
  }

  /// A step, made if it is new.
  private mutating func add(_ operation: PositionStep.Operation, _ a: Int32 = 0, _ b: Int32 = 0, parts: [Int32] = []) -> Int32 {
    let key = [Int32(operation.rawValue), a, b] + parts
    if let known = stepNumbers[key] { return known }
    set.steps.append(
      PositionStep(operation: operation, a: a, b: b, first: Int32(set.stepParts.count), count: Int32(parts.count)))
    set.stepParts += parts
    let number = Int32(set.steps.count - 1)
    stepNumbers[key] = number
    return number
  }

  private mutating func step(for feature: Feature) -> Int32 {
    if let known = featureSteps[feature] { return known }
    set.features.append(feature)
    let step = add(feature.isToken ? .token : .stretch, Int32(set.features.count - 1))
    featureSteps[feature] = step
    return step
  }

  /// One word of a set: a feature of its own where they are many, else the features of its words, which other sets share.
  private mutating func step(forWords ids: [Int32]) -> Int32 {
    guard ids.count > 1, ids.count <= Compiler.fewWords else { return step(for: .words(ids)) }
    var features: [Int32] = []
    for id in ids { features.append(set.steps[Int(step(for: .words([id])))].a) }
    return add(.tokens, parts: features)
  }

  private static let fewWords = 8

  private mutating func positions(_ elements: [Element]) -> Int32 {
    let found = elements.flatMap { parts($0) }
    return found.count == 1 ? found[0] : add(.sequence, parts: found)
  }

  /// An element as parts of a sequence.
  private mutating func parts(_ element: Element) -> [Int32] {
    switch element.kind {
    case .literal(let phrase, let exact):
      return phraseWords(phrase).map { word, id in
        guard exact else { return step(forWords: [id]) }
        return step(for: .exact(word: id, spelling: spelling(Array(word.utf8))))
      }
    case .stem(let root): return [step(forWords: stemWords(root))]
    case .list(let name, let filters):
      guard let list = listNames[name] else { return [] }
      return [step(for: .list(Int32(list), filter: filter(filters, list)))]
    case .angle(let name, let filters):
      if let known = TokenClass.allCases.first(where: { $0.spelling == name }) { return [step(for: .tokenClass(known))] }
      guard let type = typeNames[name] else { return [] }
      return [step(for: .mention(Int32(type), filter: mentionFilter(filters, type)))]
    case .group(let alternatives): return [group(alternatives)]
    case .capture(_, let inner): return parts(inner)
    case .repeated(let inner, let low, let high):
      let part = positions([inner])
      return low == 1 && high == 1 ? [part] : [add(.repeated, Int32(low), Int32(high), parts: [part])]
    case .gap(let size): return [add(.gap, Int32(size))]
    case .not(let inner): return [add(.not, parts: [positions([inner])])]
    case .named(let name):
      if let known = namedSteps[name] { return [known] }
      let step = positions(defined[name] ?? [])
      namedSteps[name] = step
      return [step]
    case .sentenceStart: return [add(.start)]
    case .sentenceEnd: return [add(.end)]
    }
  }

  /// Alternatives that are one word each become one feature.
  private mutating func group(_ alternatives: [[Element]]) -> Int32 {
    var words: Set<Int32> = []
    var others: [Int32] = []
    for alternative in alternatives {
      let step = positions(alternative)
      let found = set.steps[Int(step)]
      if let ids = self.words(of: found) {
        words.formUnion(ids)
      } else {
        others.append(step)
      }
    }
    if !words.isEmpty { others.append(step(forWords: words.sorted())) }
    return others.count == 1 ? others[0] : add(.any, parts: others)
  }

  /// The words that a step of one word stands for.
  private func words(of step: PositionStep) -> [Int32]? {
    func words(_ feature: Int32) -> [Int32]? {
      guard case .words(let ids) = set.features[Int(feature)] else { return nil }
      return ids
    }
    switch step.operation {
    case .token: return words(step.a)
    case .tokens: return set.stepParts[Int(step.first)..<Int(step.first + step.count)].flatMap { words($0) ?? [] }
    default: return nil
    }
  }

  // MARK: - Anchors

  /// Groups of features: of each, every match has one. `cost` is how often they are met, roughly, in 10,000 tokens.
  private func anchors(of step: Int32) -> [(cost: Int, features: [Int32])] {
    let found = set.steps[Int(step)]
    let parts = set.stepParts[Int(found.first)..<Int(found.first + found.count)]
    switch found.operation {
    case .token, .stretch: return [(cost(of: set.features[Int(found.a)]), [found.a])]
    case .tokens: return [(parts.reduce(0) { $0 + cost(of: set.features[Int($1)]) }, Array(parts))]
    case .sequence:
      var groups: [(cost: Int, features: [Int32])] = []
      for group in parts.flatMap({ anchors(of: $0) }) where !groups.contains(where: { $0.features == group.features }) {
        groups.append(group)
      }
      return groups
    case .any:
      let best = parts.compactMap { part in anchors(of: part).min { $0.cost < $1.cost } }
      guard best.count == parts.count else { return [] }
      return [(best.reduce(0) { $0 + $1.cost }, best.flatMap(\.features))]
    case .repeated: return found.a > 0 ? anchors(of: parts[parts.startIndex]) : []
    case .gap, .not, .start, .end: return []
    }
  }

  private func cost(of feature: Feature) -> Int {
    switch feature {
    case .words(let ids): return ids.reduce(0) { $0 + cost(ofWord: $1) }
    case .exact(let word, _): return cost(ofWord: word)
    case .list(let list, let filter):
      let count = set.lists[Int(list)].entries.count
      return 60 + count / (filter < 0 ? 20 : 40)
    case .mention: return 80
    case .tokenClass(let tokenClass):
      switch tokenClass {
      case .initials, .acronym: return 500
      case .number, .digits: return 300
      case .name, .capitalised, .common: return 1500
      case .lower, .word, .any: return 6000
      }
    }
  }

  /// The longer, the rarer; marks are the most common words.
  private func cost(ofWord word: Int32) -> Int {
    let text = set.vocabulary.word(word)
    if text == "," || text == "." { return 500 }
    switch text.utf8.count {
    case ...3: return text.utf8.first.map { $0 < 0x61 } ?? true ? 60 : 80
    case 4, 5: return 20
    case 6, 7: return 5
    default: return 2
    }
  }
}
