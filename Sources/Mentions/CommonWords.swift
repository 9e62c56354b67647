import RuleBook
import Text

/// Capitalised words that are surely no person's name, token by token: what parts "Dinas Kesehatan Kota Manado" from the name after it.
///
/// A word is one where a list says so, where an entry that bounds names covers it, where it is an acronym or a number, or
/// where the same text also writes it in lower case ("Forum Petani Organik … para petani"): the article itself tells it from a name.
/// - Complexity: O(*n*) in the tokens of the text.
struct CommonWords {
  private(set) var marks: [Bool]

  init(_ rules: RuleSet, _ text: TokenizedText, _ hits: ListHits) {
    marks = Array(repeating: false, count: text.tokens.count)
    let lower = LowerWords(text, shortest: CommonWords.shortest)
    for (index, token) in text.tokens.enumerated() {
      switch token.kind {
      case .mark: continue
      case .number: marks[index] = true
      case .word:
        guard token.shape.contains(.capital) else { continue }
        if token.shape.contains(.allCaps) || token.shape.contains(.hasDigit) || rules.notNames.contains(token.word) {
          marks[index] = !token.shape.contains(.singleLetter)
        } else if token.end - token.start >= CommonWords.shortest, lower.contains(token) {
          marks[index] = true
        }
        for number in hits.indices(startingAt: index) where bounds(hits.hits[number], rules) {
          let hit = hits.hits[number]
          for covered in Int(hit.start)..<Int(hit.end) where text.tokens[covered].kind == .word { marks[covered] = true }
        }
      }
    }
  }

  /// A phrase, or a word whose evidence was found; single words that need none are among the words that are no names.
  private func bounds(_ hit: ListHit, _ rules: RuleSet) -> Bool {
    let entry = Int(hit.entry)
    return rules.lists[Int(rules.listOfEntry[entry])].boundsNames && (hit.end - hit.start > 1 || rules.hasNeeds[entry])
  }

  /// Shorter words ("di", "dan", "nur") say nothing.
  private static let shortest: Int32 = 4
}

/// The words that a text writes in lower case: a hash table of tokens, compared by their letters.
private struct LowerWords {
  private let text: TokenizedText
  /// Token index + 1, 0 for none.
  private var slots: [Int32]

  init(_ text: TokenizedText, shortest: Int32) {
    self.text = text
    var size = 64
    while size < text.tokens.count * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
    for (index, token) in text.tokens.enumerated()
    where token.kind == .word && !token.shape.contains(.capital) && token.end - token.start >= shortest {
      let slot = slot(of: token)
      if slots[slot] == 0 { slots[slot] = Int32(index + 1) }
    }
  }

  func contains(_ token: Token) -> Bool { slots[slot(of: token)] != 0 }

  /// Where a word of the same letters stands, or the empty slot where it would.
  private func slot(of token: Token) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for at in Int(token.start)..<Int(token.end) { hash = (hash ^ UInt64(LowerWords.lower(text.bytes[at]))) &* 0x0100_0000_01b3 }
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 29) & (slots.count - 1)
    while slots[slot] != 0, !isSame(text.tokens[Int(slots[slot]) - 1], token) { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  private func isSame(_ a: Token, _ b: Token) -> Bool {
    guard a.end - a.start == b.end - b.start else { return false }
    for offset in 0..<Int(a.end - a.start)
    where LowerWords.lower(text.bytes[Int(a.start) + offset]) != LowerWords.lower(text.bytes[Int(b.start) + offset]) { return false }
    return true
  }

  private static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
}

/// Particles of names, their letters as one number.
private let nameParticles: [UInt64] = ["bin", "binti", "al", "van", "de", "der", "von", "el", "ibn", "da"].map { word in
  word.utf8.reduce(0) { $0 << 8 | UInt64($1) }
}

extension TokenizedText {
  /// Whether a token may stand small within a name: "bin", "van". Capitals count as small letters.
  func isNameParticle(_ at: Int) -> Bool {
    let token = tokens[at]
    guard token.end - token.start <= 5 else { return false }
    var letters: UInt64 = 0
    for at in Int(token.start)..<Int(token.end) {
      letters = letters << 8 | UInt64(bytes[at] &- 0x41 < 26 ? bytes[at] | 0x20 : bytes[at])
    }
    return nameParticles.contains(letters)
  }
}
