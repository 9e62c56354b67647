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

/// Whether a page can hold the mentions that are needed, told from its words and list entries before any rule is run: each pattern
/// waits for words or entries of its own.
///
/// It may let a page through that holds none, and keeps none out that does. A pattern that waits for something else (a mention, a class of
/// words) is known by another of its groups; where one has nothing but such, all pages pass.
struct PageGate: Sendable {
  private let index: FeatureIndex
  private let demands: [Demand]
  /// Features that entries are.
  private let ofEntries: WordSet

  /// What tells that a page can hold one of some mentions.
  private struct Demand: Sendable {
    /// Words that needed patterns are known by.
    var words = WordSet()
    /// Those words with their patterns, by word once all are there.
    private var known: [(word: Int32, program: Int32)] = []
    /// Entries that needed patterns are known by.
    var entries = WordSet()
    var isOpen = false

    mutating func add(_ word: Int32, of program: Int32) {
      words.insert(word)
      known.append((word, program))
    }

    mutating func finish() { known.sort { $0.word < $1.word } }

    /// The patterns known by a word.
    func programs(of word: Int32) -> some Sequence<Int32> {
      var (low, high) = (0, known.count)
      while low < high {
        let middle = (low + high) / 2
        if known[middle].word < word { low = middle + 1 } else { high = middle }
      }
      return known[low...].lazy.prefix { $0.word == word }.map(\.program)
    }
  }

  /// How a program makes what is needed.
  private enum Way {
    case any
    /// By a value of the captured entry: by list, its column.
    case column([Int], Set<String>)
  }

  /// - Parameter requirements: of each group a page needs one.
  init(_ requirements: [[Requirement]], _ parts: Scanner.Parts) {
    index = parts.index
    var ofEntries = WordSet()
    for entry in parts.rules.entries.indices {
      for number in parts.index.entries[entry] { ofEntries.insert(parts.index.entries.values[number]) }
    }
    self.ofEntries = ofEntries
    demands = requirements.map { PageGate.demand($0, ofEntries, parts) }.filter { !$0.isOpen }
  }

  private static func demand(_ requirements: [Requirement], _ ofEntries: WordSet, _ parts: Scanner.Parts) -> Demand {
    let (rules, index) = (parts.rules, parts.index)
    var demand = Demand()
    let ways = parts.makes.map { PageGate.way($0, requirements, rules) }
    func way(_ program: Int32) -> Way? { ways[Int(index.programs[Int(program)].rule)] }
    var waiting: [Int32: [Way]] = [:]
    // Those that wait for a mention or a class too.
    var others: Set<Int32> = []
    for feature in 0..<index.featureCount {
      for number in index.waiting[feature] {
        let program = index.waiting.values[number]
        guard let way = way(program) else { continue }
        if ofEntries.contains(Int32(feature)) { waiting[Int32(feature), default: []].append(way) } else { others.insert(program) }
      }
    }
    for word in 0..<index.wordCount {
      for number in index.wordWaiting[word] where way(index.wordWaiting.values[number]) != nil {
        demand.add(Int32(word), of: index.wordWaiting.values[number])
      }
    }
    for program in 0..<index.programs.count where way(Int32(program)) != nil {
      let isAlways = index.always[program >> 6] & (1 << UInt64(program & 63)) != 0
      guard isAlways || others.contains(Int32(program)) else { continue }
      let groups = Int(index.programs[program].firstGroup)..<Int(index.programs[program].endGroup)
      let isTold = { (feature: Int32) in feature < 0 || !index.words[Int(feature)].isEmpty || ofEntries.contains(feature) }
      guard let group = groups.first(where: { index.groups[$0].allSatisfy { isTold(index.groups.values[$0]) } }) else {
        demand.isOpen = true
        return demand
      }
      for feature in index.groups[group].map({ index.groups.values[$0] }) {
        if feature < 0 {
          demand.add(~feature, of: Int32(program))
        } else if ofEntries.contains(feature) {
          waiting[feature, default: []].append(.any)
        } else {
          for word in index.words[Int(feature)] { demand.add(index.words.values[word], of: Int32(program)) }
        }
      }
    }
    for entry in rules.entries.indices {
      for number in index.entries[entry] {
        guard let ways = waiting[index.entries.values[number]] else { continue }
        let lets = ways.contains { way in
          guard case .column(let columns, let values) = way else { return true }
          let column = columns[Int(index.listOfEntry[entry])]
          return column < 0 || values.contains(rules.cell(entry, at: column))
        }
        if lets { demand.entries.insert(Int32(entry)) }
      }
    }
    demand.finish()
    return demand
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
    var page: Page?
    return demands.allSatisfy { demand in
      holdsEntry(reading.titleHits, demand) || holdsEntry(reading.bodyHits, demand) || mayHold(reading.title, demand, reading, &page)
        || mayHold(reading.body, demand, reading, &page)
    }
  }

  private func holdsEntry(_ hits: ListHits, _ demand: Demand) -> Bool { hits.hits.contains { demand.entries.contains($0.entry) } }

  private func mayHold(_ text: TokenizedText, _ demand: Demand, _ reading: Scanner.Reading, _ page: inout Page?) -> Bool {
    for token in text.tokens {
      for word in [token.word, token.base] where demand.words.contains(word) {
        let known = page ?? Page(reading, index)
        page = known
        for program in demand.programs(of: word) where mayMatch(index.programs[Int(program)], known) { return true }
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
