import RuleBook
import Text

/// A mention that a later stage cannot do without: of a type, or of a type with one of some values in a field.
package struct Requirement: Sendable {
  var type: String
  var field: String?
  var values: Set<String>

  package init(_ type: String, field: String? = nil, values: Set<String> = []) {
    (self.type, self.field, self.values) = (type, field, values)
  }
}

/// Whether a page can hold one of the mentions that are needed, told from its words and list entries before any rule is run: each pattern
/// waits for words or entries of its own.
///
/// It may let a page through that holds none, and keeps none out that does. Where a needed pattern waits for something else (a mention, a
/// class of words), it lets all pages through.
struct PageGate: Sendable {
  private let index: FeatureIndex
  /// Words that needed patterns wait for, and those patterns, as bits.
  private var words = WordSet()
  private var programs = WordSet()
  /// Entries that needed patterns wait for.
  private var entries = WordSet()
  /// Features that entries are.
  private var ofEntries = WordSet()
  private var isOpen = false

  /// How a program makes what is needed.
  private enum Way {
    case any
    /// By a value of the captured entry: by list, its column.
    case column([Int], Set<String>)
  }

  init(_ requirements: [Requirement], _ parts: Scanner.Parts) {
    let (rules, index) = (parts.rules, parts.index)
    self.index = index
    let ways = parts.makes.map { PageGate.way($0, requirements, rules) }
    for program in 0..<index.programs.count where ways[Int(index.programs[program].rule)] != nil {
      programs.insert(Int32(program))
      isOpen = isOpen || index.always[program >> 6] & (1 << UInt64(program & 63)) != 0
    }
    for word in 0..<index.wordCount where index.wordWaiting[word].contains(where: { programs.contains(index.wordWaiting.values[$0]) }) {
      words.insert(Int32(word))
    }
    var waiting: [Int32: [Way]] = [:]
    for feature in 0..<index.featureCount {
      for number in index.waiting[feature] where programs.contains(index.waiting.values[number]) {
        guard let way = ways[Int(index.programs[Int(index.waiting.values[number])].rule)] else { continue }
        waiting[Int32(feature), default: []].append(way)
      }
    }
    let awaited = WordSet(waiting.keys)
    for entry in rules.entries.indices {
      for number in index.entries[entry] {
        let feature = index.entries.values[number]
        ofEntries.insert(feature)
        guard awaited.contains(feature), let ways = waiting[feature] else { continue }
        let lets = ways.contains { way in
          guard case .column(let columns, let values) = way else { return true }
          let column = columns[Int(index.listOfEntry[entry])]
          return column < 0 || values.contains(rules.cell(entry, at: column))
        }
        if lets { entries.insert(Int32(entry)) }
      }
    }
    isOpen = isOpen || waiting.keys.contains { !ofEntries.contains($0) }
  }

  private static func way(_ makes: [Make], _ requirements: [Requirement], _ rules: RuleSet) -> Way? {
    var found: Way?
    for make in makes {
      for requirement in requirements where rules.types[make.type].name == requirement.type {
        guard let name = requirement.field, let field = make.fields.first(where: { rules.types[make.type].fields[$0.field].name == name })
        else {
          return .any
        }
        if field.hasColumn, found == nil {
          found = .column(field.columnOfList, requirement.values)
        } else if field.slot != nil || requirement.values.contains(field.constant) {
          return .any
        }
      }
    }
    return found
  }

  func lets(_ reading: Scanner.Reading) -> Bool {
    if isOpen || holdsEntry(reading.titleHits) || holdsEntry(reading.bodyHits) { return true }
    var page: Page?
    return lets(reading.title, reading, &page) || lets(reading.body, reading, &page)
  }

  private func holdsEntry(_ hits: ListHits) -> Bool { hits.hits.contains { entries.contains($0.entry) } }

  private func lets(_ text: TokenizedText, _ reading: Scanner.Reading, _ page: inout Page?) -> Bool {
    for token in text.tokens {
      for word in [token.word, token.base] where words.contains(word) {
        let known = page ?? Page(reading, index)
        page = known
        for number in index.wordWaiting[Int(word)] {
          let program = index.wordWaiting.values[number]
          if programs.contains(program), mayMatch(index.programs[Int(program)], known) { return true }
        }
      }
    }
    return false
  }

  /// Whether the page has one feature of each group that a program needs; what is no word and no entry of a list it may have.
  private func mayMatch(_ program: FeatureIndex.Program, _ page: Page) -> Bool {
    (program.firstGroup..<program.endGroup).allSatisfy { group in
      index.groups[Int(group)].contains { number in
        let feature = index.groups.values[number]
        if feature < 0 { return page.words.contains(~feature) }
        let words = index.words[Int(feature)]
        if !words.isEmpty { return words.contains { page.words.contains(index.words.values[$0]) } }
        return !ofEntries.contains(feature) || page.features.contains(feature)
      }
    }
  }

  /// The words of a page, and what its list entries are.
  private struct Page {
    var words = WordSet()
    var features = WordSet()

    init(_ reading: Scanner.Reading, _ index: FeatureIndex) {
      for token in reading.title.tokens + reading.body.tokens {
        words.insert(token.word)
        words.insert(token.base)
      }
      for hit in reading.titleHits.hits + reading.bodyHits.hits {
        for number in index.entries[Int(hit.entry)] { features.insert(index.entries.values[number]) }
      }
    }
  }
}
