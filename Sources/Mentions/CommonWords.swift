import RuleBook
import Text

/// Capitalised words that are surely no person's name, token by token: what parts "Dinas Kesehatan Kota Manado" from the name after it.
///
/// A word is one where a list says so, where an entry that bounds names covers it, where it is an acronym or a number, or
/// where the same text also writes it in lower case ("Forum Petani Organik … para petani"): the article itself tells it from a name.
/// - Complexity: O(*n*) in the tokens of the text.
struct CommonWords {
  private(set) var marks: [Bool]

  init(_ rules: RuleSet, _ index: FeatureIndex, _ text: TokenizedText, _ hits: ListHits) {
    marks = Array(repeating: false, count: text.tokens.count)
    let lower = LowerWords(text, shortest: CommonWords.shortest)
    for at in text.tokens.indices {
      let token = text.tokens[at]
      switch token.kind {
      case .mark: continue
      case .number: marks[at] = true
      case .word:
        guard token.shape.contains(.capital) else { continue }
        if token.shape.contains(.allCaps) || token.shape.contains(.hasDigit) || rules.notNames.contains(token.word) {
          marks[at] = !token.shape.contains(.singleLetter)
        } else if token.end - token.start >= CommonWords.shortest, lower.contains(token) {
          marks[at] = true
        }
        for number in hits.indices(startingAt: at) {
          let hit = hits.hits[number]
          let entry = Int(hit.entry)
          // A phrase, or a word whose evidence was found; single words that need none are among the words that are no names.
          guard index.boundsNames[Int(rules.listOfEntry[entry])], hit.end - hit.start > 1 || rules.hasNeeds[entry] else { continue }
          for covered in Int(hit.start)..<Int(hit.end) where text.tokens[covered].kind == .word { marks[covered] = true }
        }
      }
    }
  }

  /// Shorter words ("di", "dan", "nur") say nothing.
  private static let shortest: Int32 = 4
}

/// The words that a text writes in lower case: a hash table of tokens, compared by their letters.
private struct LowerWords: ~Copyable {
  private struct Slot {
    /// The first eight letters.
    var letters: UInt64 = 0
    /// UTF-8 bytes; 0 where nothing is.
    var count: Int32 = 0
    /// Where the word stands in the text.
    var start: Int32 = 0
  }

  private let bytes: [UInt8]
  private let slots: Cells<Slot>

  init(_ text: TokenizedText, shortest: Int32) {
    bytes = text.bytes
    var size = 64
    while size < text.tokens.count * 2 { size *= 2 }
    slots = Cells(repeating: Slot(), count: size)
    for token in text.tokens where token.kind == .word && !token.shape.contains(.capital) && token.end - token.start >= shortest {
      let word = word(of: token)
      let slot = slot(of: word)
      if slots[slot].count == 0 { slots[slot] = word }
    }
  }

  func contains(_ token: Token) -> Bool { slots[slot(of: word(of: token))].count != 0 }

  private func word(of token: Token) -> Slot {
    let count = Int(token.end - token.start)
    return Slot(
      letters: EightBytes(bytes.span, from: Int(token.start), count: count).lower.value, count: Int32(count), start: token.start)
  }

  /// Where a word of the same letters stands, or the empty slot where it would.
  private func slot(of word: Slot) -> Int {
    let hash = (word.letters ^ UInt64(word.count)) &* 0x9E37_79B9_7F4A_7C15
    var slot = Int(truncatingIfNeeded: hash >> 32) & (slots.count - 1)
    while slots[slot].count != 0, !isSame(slots[slot], word) { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  private func isSame(_ a: Slot, _ b: Slot) -> Bool {
    guard a.letters == b.letters, a.count == b.count else { return false }
    var at = 8
    while at < Int(a.count) {
      if LowerWords.lower(bytes[Int(a.start) + at]) != LowerWords.lower(bytes[Int(b.start) + at]) { return false }
      at += 1
    }
    return true
  }

  private static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
}
