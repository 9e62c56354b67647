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
    var lower: Set<String> = []
    for (index, token) in text.tokens.enumerated() where token.kind == .word && !token.shape.contains(.capital) {
      if token.end - token.start >= CommonWords.shortest { lower.insert(text.string(index)) }
    }
    for (index, token) in text.tokens.enumerated() {
      switch token.kind {
      case .mark: continue
      case .number: marks[index] = true
      case .word:
        guard token.shape.contains(.capital) else { continue }
        if token.shape.contains(.allCaps) || token.shape.contains(.hasDigit) || rules.notNames.contains(token.word) {
          marks[index] = !token.shape.contains(.singleLetter)
        } else if token.end - token.start >= CommonWords.shortest, lower.contains(text.string(index).lowercased()) {
          marks[index] = true
        }
        for hit in hits.starting(at: index) where bounds(hit, rules) {
          for covered in Int(hit.start)..<Int(hit.end) where text.tokens[covered].kind == .word { marks[covered] = true }
        }
      }
    }
  }

  /// A phrase, or a word whose evidence was found; single words that need none are among the words that are no names.
  private func bounds(_ hit: ListHit, _ rules: RuleSet) -> Bool {
    let entry = rules.entries[Int(hit.entry)]
    return rules.lists[Int(entry.list)].boundsNames && (hit.end - hit.start > 1 || !entry.needs.isEmpty)
  }

  /// Shorter words ("di", "dan", "nur") say nothing.
  private static let shortest = 4
}
