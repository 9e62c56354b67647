import RuleBook
import Text

/// From words, lists and mentions to the rules that need them: a rule is tried only in sentences that have its rarest required element.
struct AnchorIndex: Sendable {
  private var byWord: [[Int]]
  private var byList: [Int32: [Int]] = [:]
  private var byMention: [Int: [Int]] = [:]
  private var always: [Int] = []

  init(_ rules: RuleSet) {
    byWord = Array(repeating: [], count: rules.vocabulary.count + 1)
    entryLists = rules.entries.map(\.list)
    for (index, rule) in rules.rules.enumerated() {
      for anchor in rule.anchors { add(anchor, of: index) }
    }
  }

  private mutating func add(_ anchor: CompiledRule.Anchor, of rule: Int) {
    switch anchor {
    case .words(let words): for word in words where byWord[Int(word)].last != rule { byWord[Int(word)].append(rule) }
    case .list(let list): byList[list, default: []].append(rule)
    case .mention(let type): byMention[Int(type), default: []].append(rule)
    case .any(let anchors): for anchor in anchors { add(anchor, of: rule) }
    case .always: always.append(rule)
    }
  }

  func rulesBySentence(_ text: TokenizedText, _ hits: ListHits) -> [Set<Int>] {
    var result: [Set<Int>] = []
    result.reserveCapacity(text.sentences.count)
    for sentence in text.sentences {
      var rules = Set(always)
      var lists: Set<Int32> = []
      for token in sentence {
        let word = text.tokens[token]
        if word.word != 0 { rules.formUnion(byWord[Int(word.word)]) }
        if word.base != word.word { rules.formUnion(byWord[Int(word.base)]) }
        for hit in hits.starting(at: token) { lists.insert(listOf(hit)) }
      }
      for list in lists { rules.formUnion(byList[list] ?? []) }
      result.append(rules)
    }
    return result
  }

  private func listOf(_ hit: ListHit) -> Int32 { entryLists[Int(hit.entry)] }
  private let entryLists: [Int32]

  /// Rules that wait for mentions of earlier phases, by sentence.
  func rulesByMention(_ matcher: Matcher) -> [Int: Set<Int>] {
    var result: [Int: Set<Int>] = [:]
    for mention in matcher.mentions {
      guard let rules = byMention[mention.type] else { continue }
      result[Int(matcher.text.tokens[Int(mention.start)].sentence), default: []].formUnion(rules)
    }
    return result
  }
}
