import RuleBook
import Text

/// Walks a pattern as ``Matcher`` does, without captures, and keeps the step that failed nearest to the pattern's end.
struct PatternWatcher {
  struct Failure {
    var start: Int
    /// The token that did not fit.
    var at: Int
    /// The steps that it did not fit.
    var nodes: [Int32]
    /// How many steps that take a token were still to come.
    var missing: Int
  }

  private let parts: Scanner.Parts
  private let program: Int32
  /// By step: the fewest tokens that a match takes from there on.
  private var rest: [Int32: Int] = [:]
  private var budget = 0
  private(set) var best: Failure?

  /// Of the whole pattern.
  var steps: Int { rest[program] ?? 0 }

  init(_ parts: Scanner.Parts, program: Int32) {
    self.parts = parts
    self.program = program
    measure()
  }

  /// The fewest steps to the end of the pattern, by relaxing until nothing changes: patterns have loops.
  private mutating func measure() {
    var reached: [Int32] = [program]
    var known: Set<Int32> = [program]
    var index = 0
    while index < reached.count {
      for next in ways(from: reached[index]) where known.insert(next).inserted { reached.append(next) }
      index += 1
    }
    var isChanged = true
    while isChanged {
      isChanged = false
      for step in reached.reversed() {
        let node = parts.index.nodes[Int(step)]
        let own = PatternWatcher.takes(node.operation) ? 1 : 0
        let shortest = node.operation == .accept ? 0 : ways(from: step).compactMap { rest[$0] }.min().map { $0 + own }
        if let shortest, shortest < rest[step] ?? .max {
          rest[step] = shortest
          isChanged = true
        }
      }
    }
  }

  private func ways(from step: Int32) -> [Int32] {
    let node = parts.index.nodes[Int(step)]
    switch node.operation {
    case .accept: return []
    case .split: return [node.a, node.b]
    default: return [node.next]
    }
  }

  private static func takes(_ operation: Node.Operation) -> Bool {
    switch operation {
    case .word, .set, .exact, .list, .mention, .tokenClass: true
    default: false
    }
  }

  /// Walks from a token at which the pattern does not match.
  mutating func watch(_ matcher: inout Matcher, from start: Int, in range: Range<Int>) {
    budget = 5_000
    walk(&matcher, program, start, start, range)
  }

  private mutating func fail(_ step: Int32, _ at: Int, _ start: Int) {
    let missing = rest[step] ?? .max
    if let best, (best.missing, -best.at + best.start) < (missing, -at + start) { return }
    if let best, best.missing == missing, best.start == start, best.at == at {
      if !best.nodes.contains(step) { self.best?.nodes.append(step) }
    } else if best == nil || (missing, start - at) < (best?.missing ?? 0, (best?.start ?? 0) - (best?.at ?? 0)) {
      best = Failure(start: start, at: at, nodes: [step], missing: missing)
    }
  }

  /// All ways from a step; at most ``budget`` steps in all.
  private mutating func walk(_ matcher: inout Matcher, _ step: Int32, _ at: Int, _ start: Int, _ range: Range<Int>) {
    budget -= 1
    guard budget > 0 else { return }
    let node = parts.index.nodes[Int(step)]
    switch node.operation {
    case .accept: return
    case .split:
      walk(&matcher, node.a, at, start, range)
      walk(&matcher, node.b, at, start, range)
    case .gap: for size in 0...Int(node.a) where at + size <= range.upperBound { walk(&matcher, node.next, at + size, start, range) }
    case .captureStart, .captureEnd: walk(&matcher, node.next, at, start, range)
    case .not:
      if matcher.match(node.a, at: at, in: range) == nil { walk(&matcher, node.next, at, start, range) } else { fail(step, at, start) }
    case .sentenceStart: if at == range.lowerBound { walk(&matcher, node.next, at, start, range) } else { fail(step, at, start) }
    case .sentenceEnd: if at == range.upperBound { walk(&matcher, node.next, at, start, range) } else { fail(step, at, start) }
    case .word, .set, .exact, .list, .mention, .tokenClass:
      let ends = at < range.upperBound ? ends(of: node, &matcher, at, range) : []
      if ends.isEmpty { fail(step, at, start) }
      for end in ends { walk(&matcher, node.next, end, start, range) }
    }
  }

  /// Where a step that takes tokens may end.
  private func ends(of node: Node, _ matcher: inout Matcher, _ at: Int, _ range: Range<Int>) -> [Int] {
    let token = matcher.text.tokens[at]
    switch node.operation {
    case .word: return token.word == node.a || token.base == node.a ? [at + 1] : []
    case .set: return matcher.has(node, token) ? [at + 1] : []
    case .exact:
      let isWritten = matcher.text.bytes[Int(token.start)..<Int(token.end)].elementsEqual(parts.rules.spellings[Int(node.b)])
      return token.word == node.a && isWritten ? [at + 1] : []
    case .list:
      return matcher.hits.starting(at: at).compactMap { hit in
        let isOfList = parts.rules.listOfEntry[Int(hit.entry)] == node.a && (node.b < 0 || parts.rules.allows(node.b, hit.entry))
        return isOfList && Int(hit.end) <= range.upperBound ? Int(hit.end) : nil
      }
    case .mention:
      var ends: [Int] = []
      var mention = matcher.firstMention[at]
      while mention >= 0 {
        let found = matcher.mentions[Int(mention)]
        let passes = node.b < 0 || matcher.passes(mention, Int(node.b))
        if found.type == Int(node.a), Int(found.end) <= range.upperBound, passes { ends.append(Int(found.end)) }
        mention = matcher.nextMention[Int(mention)]
      }
      return ends
    case .tokenClass:
      guard let tokenClass = TokenClass(rawValue: node.a) else { return [] }
      if tokenClass == .name { return matcher.names(at: at).map { Int(matcher.nameEnds[$0]) }.filter { $0 <= range.upperBound } }
      let end = matcher.end(of: tokenClass, at: at, in: range)
      return end > at ? [end] : []
    default: return []
    }
  }
}

extension Scanner.Parts {
  /// Each spelling once; the words of a set one by one, while they are few.
  ///
  /// - Parameter refused: why a list that seems to have what stands there has it not.
  func spellings(ofSteps steps: [Int32], refused: (Node) -> Message?) -> [Message] {
    var found: [Message] = []
    for step in steps {
      let node = index.nodes[Int(step)]
      let isFew = node.operation == .set && node.b <= 6
      for spelling in isFew ? words(of: node).map({ .verbatim("\"\(rules.vocabulary.word($0))\"") }) : [refused(node) ?? spelling(of: node)]
      where !found.contains(spelling) { found.append(spelling) }
    }
    return found
  }

  /// The entry of a list's step that is named at a token and is not taken: a filter keeps it out, or what it needs does not stand there.
  func refused(by node: Node, at token: Int, _ text: TokenizedText, _ hits: ListHits) -> Message? {
    guard node.operation == .list, token < text.tokens.count else { return nil }
    let named = ListHits(candidatesIn: text, rules: rules).starting(at: token)
    guard let entry = named.first(where: { index.listOfEntry[Int($0.entry)] == node.a })?.entry else { return nil }
    let (file, line) = rules.place(of: Int(entry))
    let (list, name) = (spelling(of: node), rules.name(of: Int(entry)))
    if hits.starting(at: token).contains(where: { $0.entry == entry }) {
      return Message("\(list), which \(name) (\(file):\(line)) is none of")
    }
    return Message("\(list), of which \(name) (\(file):\(line)) lacks what its row needs")
  }

  private func words(of set: Node) -> [Int32] { (Int(set.a)..<Int(set.a + set.b)).map { index.setWords[$0] } }

  /// A step as a rule writes it: `"kapal"`, `@regions`, `<person>`, `<Name>`.
  private func spelling(of node: Node) -> Message {
    switch node.operation {
    case .word: return .verbatim("\"\(rules.vocabulary.word(node.a))\"")
    case .exact: return .verbatim("=\"\(String(decoding: rules.spellings[Int(node.b)], as: UTF8.self))\"")
    case .set:
      let ids = words(of: node)
      return .verbatim("(" + ids.prefix(6).map { rules.vocabulary.word($0) }.joined(separator: "|") + (ids.count > 6 ? "|…" : "") + ")")
    case .list: return .verbatim("@\(rules.lists[Int(node.a)].name)" + (node.b >= 0 ? "[…]" : ""))
    case .mention: return .verbatim("<\(rules.types[Int(node.a)].name)>" + (node.b >= 0 ? "[…]" : ""))
    case .tokenClass: return .verbatim("<\(TokenClass(rawValue: node.a)?.spelling ?? "?")>")
    case .not: return Message("none of what the rule forbids here")
    case .sentenceStart: return Message("the start of the sentence")
    case .sentenceEnd: return Message("the end of the sentence")
    default: return .verbatim("…")
    }
  }
}
