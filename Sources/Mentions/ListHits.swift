import RuleBook
import Text

/// A stretch of tokens that a list's entry names.
struct ListHit {
  var start: Int32
  var end: Int32
  var entry: Int32
}

/// Every list entry that a text names, longest first at each token; what an ambiguous entry needs has been asked.
struct ListHits {
  private(set) var hits: [ListHit] = []
  /// Index of the first hit that starts at or after a token; one more than there are tokens.
  private(set) var first: [Int32] = []

  func starting(at token: Int) -> ArraySlice<ListHit> { hits[indices(startingAt: token)] }

  func indices(startingAt token: Int) -> Range<Int> { Int(first[token])..<Int(first[token + 1]) }

  /// All entries named, needs not asked yet.
  init(candidatesIn text: TokenizedText, rules: RuleSet) {
    first.reserveCapacity(text.tokens.count + 1)
    for start in text.tokens.indices {
      first.append(Int32(hits.count))
      // Most words begin no entry.
      let token = text.tokens[start]
      guard rules.trie.begins(token.word) || token.base != token.word && rules.trie.begins(token.base) else { continue }
      let from = hits.count
      var node = rules.trie.root(token.word)
      // A clitic ends what it stands on: "Kementerian Luar Negerinya".
      if token.base != token.word { add(rules.trie.root(token.base), start, start + 1, text, rules) }
      var end = start + 1
      let limit = rules.limit(of: text, at: start)
      while node >= 0 {
        add(node, start, end, text, rules)
        guard end < limit else { break }
        let token = text.tokens[end]
        if token.base != token.word { add(rules.trie.child(node, token.base), start, end + 1, text, rules) }
        node = rules.trie.child(node, token.word)
        end += 1
      }
      if hits.count > from + 1 { sort(from: from) }
    }
    first.append(Int32(hits.count))
  }

  /// The hits of one token, the longest first, then by entry: few, so that each is moved to its place.
  private mutating func sort(from first: Int) {
    var next = first + 1
    while next < hits.count {
      let hit = hits[next]
      var at = next
      while at > first, (hit.end, hits[at - 1].entry) > (hits[at - 1].end, hit.entry) {
        hits[at] = hits[at - 1]
        at -= 1
      }
      hits[at] = hit
      next += 1
    }
  }

  /// Adds the entries that end in a node of the automaton; -1 is none.
  private mutating func add(_ node: Int32, _ start: Int, _ end: Int, _ text: TokenizedText, _ rules: RuleSet) {
    guard node >= 0 else { return }
    for number in rules.trie.terminals(of: node) {
      let terminal = rules.trie.terminals[number]
      if terminal.isCapitalised, !text.tokens[start].shape.contains(.capital) { continue }
      if terminal.spelling >= 0 {
        let (from, to) = text.byteRange(start..<end)
        guard text.bytes[from..<to].elementsEqual(rules.spellings[Int(terminal.spelling)]) else { continue }
      }
      hits.append(ListHit(start: Int32(start), end: Int32(end), entry: terminal.entry))
    }
  }

  /// Adds the codes that the text names beyond doubt: what a `parent` need looks for.
  func addSureCodes(to codes: inout Codes, _ rules: RuleSet) {
    for hit in hits where !rules.hasNeeds[Int(hit.entry)] { codes.insert(rules.codeOfEntry[Int(hit.entry)]) }
  }

  /// Drops the entries whose need is not met. `dateline` is a token range.
  mutating func ask(_ text: TokenizedText, rules: RuleSet, codes: Codes, dateline: Range<Int>?) {
    guard hits.contains(where: { rules.hasNeeds[Int($0.entry)] }) else { return }
    var kept: [ListHit] = []
    kept.reserveCapacity(hits.count)
    var firsts: [Int32] = []
    firsts.reserveCapacity(first.count)
    var next = 0
    for token in 0..<first.count - 1 {
      firsts.append(Int32(kept.count))
      while next < hits.count, Int(hits[next].start) == token {
        let hit = hits[next]
        next += 1
        if !rules.hasNeeds[Int(hit.entry)] || isBacked(hit, text, rules, codes, dateline) { kept.append(hit) }
      }
    }
    firsts.append(Int32(kept.count))
    hits = kept
    first = firsts
  }

  private func isBacked(
    _ hit: ListHit, _ text: TokenizedText, _ rules: RuleSet, _ codes: Codes, _ dateline: Range<Int>?
  ) -> Bool {
    var asks = false
    var found = false
    for need in rules.needs(of: Int(hit.entry)) {
      if need.isNegative {
        if !isMet(need, hit, text, codes, dateline) { return false }
      } else {
        asks = true
        found = found || isMet(need, hit, text, codes, dateline)
      }
    }
    return found || !asks
  }

  private func isMet(
    _ need: Need, _ hit: ListHit, _ text: TokenizedText, _ codes: Codes, _ dateline: Range<Int>?
  ) -> Bool {
    let start = Int(hit.start)
    let end = Int(hit.end)
    let sentence = text.sentences[Int(text.tokens[start].sentence)]
    func has(_ set: WordSet, _ token: Int) -> Bool {
      set.contains(text.tokens[token].word) || set.contains(text.tokens[token].base)
    }
    switch need {
    case .before(let words):
      // A full stop after an abbreviation ("Kab. Malang") stands between.
      if start > 0, has(words, start - 1) { return true }
      return start > 1 && text.tokens[start - 1].kind == .mark && has(words, start - 2)
    case .after(let words): return end < text.tokens.count && has(words, end)
    case .notBefore(let words): return start == 0 || !has(words, start - 1)
    case .notAfter(let words): return end >= text.tokens.count || !has(words, end)
    case .near(let words): return sentence.contains { has(words, $0) }
    case .parent(let code): return codes.contains(code)
    case .dateline: return dateline?.contains(start) ?? false
    case .capitalised: return text.tokens[start].shape.contains(.capital)
    }
  }
}

/// A set of codes by their numbers; 0, no code, is never in it.
struct Codes {
  private var bits: [UInt64]

  init(count: Int) { bits = Array(repeating: 0, count: (count + 63) / 64) }

  mutating func insert(_ code: Int32) { if code != 0 { bits[Int(code) >> 6] |= 1 << UInt64(code & 63) } }
  func contains(_ code: Int32) -> Bool { bits[Int(code) >> 6] & (1 << UInt64(code & 63)) != 0 }
}

extension RuleSet {
  /// The end of the sentence that a token stands in: no list entry crosses it.
  func limit(of text: TokenizedText, at token: Int) -> Int { text.sentences[Int(text.tokens[token].sentence)].upperBound }
}
