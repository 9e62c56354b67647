import RuleBook
import Text

/// Rules as bits: which of them to try.
struct RuleBits {
  private(set) var words: [UInt64]

  init(count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

  mutating func insert(_ rules: [Int32]) { for rule in rules { words[Int(rule) >> 6] |= 1 << UInt64(rule & 63) } }
  mutating func insert(_ rule: Int) { words[rule >> 6] |= 1 << UInt64(rule & 63) }
  func contains(_ rule: Int) -> Bool { words[rule >> 6] & (1 << UInt64(rule & 63)) != 0 }
}

/// From words, lists and mentions to the rules that need them: a rule is tried only in sentences that have its rarest required element.
struct AnchorIndex: Sendable {
  private var byWord: [[Int32]]
  private var byList: [[Int32]]
  private var byMention: [[Int32]]
  private var always: [Int32] = []
  private let count: Int

  init(_ rules: RuleSet) {
    count = rules.rules.count
    byWord = Array(repeating: [], count: rules.vocabulary.count + 1)
    byList = Array(repeating: [], count: rules.lists.count)
    byMention = Array(repeating: [], count: rules.types.count)
    for (index, rule) in rules.rules.enumerated() {
      for anchor in rule.anchors { add(anchor, of: Int32(index)) }
    }
  }

  private mutating func add(_ anchor: CompiledRule.Anchor, of rule: Int32) {
    switch anchor {
    case .words(let words): for word in words where byWord[Int(word)].last != rule { byWord[Int(word)].append(rule) }
    case .list(let list): byList[Int(list)].append(rule)
    case .mention(let type): byMention[Int(type)].append(rule)
    case .any(let anchors): for anchor in anchors { add(anchor, of: rule) }
    case .always: always.append(rule)
    }
  }

  /// By sentence, the rules that its words and lists call for.
  func rulesBySentence(_ text: TokenizedText, _ hits: ListHits, _ rules: RuleSet) -> [RuleBits] {
    var result: [RuleBits] = []
    result.reserveCapacity(text.sentences.count)
    for sentence in text.sentences {
      var bits = RuleBits(count: count)
      bits.insert(always)
      for token in sentence {
        let word = text.tokens[token]
        if word.word != 0, !byWord[Int(word.word)].isEmpty { bits.insert(byWord[Int(word.word)]) }
        if word.base != word.word, !byWord[Int(word.base)].isEmpty { bits.insert(byWord[Int(word.base)]) }
        for hit in hits.starting(at: token) { bits.insert(byList[Int(rules.listOfEntry[Int(hit.entry)])]) }
      }
      result.append(bits)
    }
    return result
  }

  /// Adds the rules that wait for a mention of an earlier phase.
  func add(_ mention: TokenMention, to sentences: inout [RuleBits], _ text: TokenizedText) {
    guard !byMention[mention.type].isEmpty else { return }
    sentences[Int(text.tokens[Int(mention.start)].sentence)].insert(byMention[mention.type])
  }
}
