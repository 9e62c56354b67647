import RuleBook
import Text

extension Matcher {
  /// Notes every feature of a sentence's tokens.
  mutating func read<Bits>(_ sentence: Range<Int>, into sieve: inout Sieve<Bits>) {
    let index = parts.index
    let first = sentence.lowerBound
    sieve.begin(count: sentence.count)
    var classes = Classes<Bits>()
    for at in sentence {
      let position = at - first
      let bit = Bits(1) &<< Bits(truncatingIfNeeded: position)
      let token = text.tokens[at]
      if token.word != 0 {
        sieve.add(word: token.word, at: bit)
        if index.exactWords.contains(token.word) {
          for exact in index.exact[Int(token.word)] where isSpelled(token, index.exact.values[exact].spelling) {
            sieve.add(index.exact.values[exact].feature, at: bit)
          }
        }
      }
      if token.base != token.word, token.base != 0 { sieve.add(word: token.base, at: bit) }
      for number in hits.indices(startingAt: at) { tell(hits.hits[number], from: first, sentence.upperBound, to: &sieve, index) }
      classes.note(token, bit, isCommon: common[at])
      readStretches(token, at, first, sentence, &sieve, index)
    }
    classes.tell(&sieve, index)
  }

  private func isSpelled(_ token: Token, _ spelling: Int32) -> Bool {
    text.bytes[Int(token.start)..<Int(token.end)].elementsEqual(rules.spellings[Int(spelling)])
  }

  private func tell<Bits>(_ hit: ListHit, from first: Int, _ limit: Int, to sieve: inout Sieve<Bits>, _ index: FeatureIndex) {
    guard Int(hit.end) <= limit else { return }
    for feature in index.entries[Int(hit.entry)] {
      sieve.add(index.entries.values[feature], from: Int(hit.start) - first, to: Int(hit.end) - first)
    }
  }

  /// Names, numbers and initials, which may be several tokens.
  private mutating func readStretches<Bits>(
    _ token: Token, _ at: Int, _ first: Int, _ sentence: Range<Int>, _ sieve: inout Sieve<Bits>, _ index: FeatureIndex
  ) {
    switch token.kind {
    case .mark: return
    case .number:
      let number = end(of: .number, at: at, in: sentence)
      if number > at, index.number >= 0 { sieve.add(index.number, from: at - first, to: number - first) }
      if index.digits >= 0, end(of: .digits, at: at, in: sentence) > at {
        sieve.add(index.digits, at: Bits(1) &<< Bits(truncatingIfNeeded: at - first))
      }
    case .word:
      if token.word != 0, index.number >= 0, rules.numbers.begins(token.word) {
        let number = end(of: .number, at: at, in: sentence)
        if number > at { sieve.add(index.number, from: at - first, to: number - first) }
      }
      guard token.shape.contains(.capital) else { return }
      if index.name >= 0 {
        for name in names(at: at) where Int(nameEnds[name]) <= sentence.upperBound {
          sieve.add(index.name, from: at - first, to: Int(nameEnds[name]) - first)
        }
      }
      guard index.initials >= 0 else { return }
      let initials = end(of: .initials, at: at, in: sentence)
      if initials > at { sieve.add(index.initials, from: at - first, to: initials - first) }
    }
  }

  /// Notes the features of a mention of an earlier phase.
  func tell<Bits>(_ number: Int, of sentence: Range<Int>, to sieve: inout Sieve<Bits>) {
    let index = parts.index
    let (type, start, end) = (mentions[number].type, mentions[number].start, mentions[number].end)
    for row in index.types[type] {
      let filtered = index.types.values[row]
      if filtered.filter >= 0, !passes(Int32(number), Int(filtered.filter)) { continue }
      sieve.add(filtered.feature, from: Int(start) - sentence.lowerBound, to: Int(end) - sentence.lowerBound)
    }
  }
}

/// The classes of a sentence's tokens that are one token each.
private struct Classes<Bits: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable> {
  private var any: Bits = 0
  private var word: Bits = 0
  private var capital: Bits = 0
  private var acronym: Bits = 0
  private var common: Bits = 0

  mutating func note(_ token: Token, _ bit: Bits, isCommon: Bool) {
    any |= bit
    if isCommon { common |= bit }
    if token.shape.contains(.allCaps) { acronym |= bit }
    guard token.kind == .word else { return }
    word |= bit
    if token.shape.contains(.capital) { capital |= bit }
  }

  func tell(_ sieve: inout Sieve<Bits>, _ index: FeatureIndex) {
    func tell(_ tokenClass: TokenClass, _ positions: Bits) {
      let feature = index.classes[Int(tokenClass.rawValue)]
      if feature >= 0, positions != 0 { sieve.add(feature, at: positions) }
    }
    tell(.any, any)
    tell(.word, word)
    tell(.capitalised, capital)
    tell(.lower, word & ~capital)
    tell(.acronym, acronym)
    tell(.common, common)
  }
}
