import Bytes
package import Text

/// A compiled, checked pack of rules: plain arrays that any number of threads may read.
@usableFromInline package struct RuleSet: Sendable {
  package var vocabulary = Vocabulary()
  package var lists: [CompiledList] = []
  package var entries: [ListEntry] = []
  /// The cells of all entries, and their files and needs, which many entries share.
  var cells = TextTable()
  var files: [String] = []
  var needs: [[Need]] = []
  package var trie = Trie()
  package var types: [MentionType] = []
  package var rules: [CompiledRule] = []
  /// Names of the phases in their order; each rule knows its phase's index.
  package var phases: [String] = []
  package var nodes: [Node] = []
  /// What patterns ask of tokens, each once.
  package var features: [Feature] = []
  package var steps: [PositionStep] = []
  package var stepParts: [Int32] = []
  /// Words of the programs' sets, each set in order, one after the other.
  package var setWords: [Int32] = []
  /// Exact spellings for `="PMI"`, UTF-8.
  package var spellings: [[UInt8]] = []
  @usableFromInline package var filters: [EntryFilter] = []
  /// What the filters let through, one after the other; ``EntryFilter/offset`` is where a filter's begin.
  @usableFromInline package var filterAllows: [Bool] = []
  /// By entry: its list.
  package var listOfEntry: [Int32] = []
  /// By entry: a number for its code, 0 where it has none; entries of one code have one number.
  package var codeOfEntry: [Int32] = []
  var codes: [String: Int32] = ["": 0]
  var codeNames = [""]
  /// By entry: whether it needs evidence.
  package var hasNeeds: [Bool] = []
  package var mentionFilters: [MentionFilter] = []
  package var moods: [Mood] = []
  package var tokenizer = Tokenizer(vocabulary: Vocabulary())
  /// Words that are never part of a person's name, as a set over word ids.
  package var notNames = WordSet()
  /// Those of them that go on with a name once it has begun: "Slamet Ramadhan".
  package var alsoNames = WordSet()
  /// Words that stand small within a name: "bin", "van".
  package var nameParticles = WordSet()
  /// Those that a hyphen may join to the word after them: "al-Faruq".
  package var joinedParticles = WordSet()
  /// One letter that begins names and is no initial: "I Kadek".
  package var openingParticles = WordSet()
  package var numbers = NumberReader(vocabulary: Vocabulary())
  /// SHA-256 of the pack's files, hex; set by whoever read them.
  package var digest = ""

  package init() {}

  package func list(named name: String) -> CompiledList? { lists.first { $0.name == name } }
  package func type(named name: String) -> Int? { types.firstIndex { $0.name == name } }

  /// The number of a code.
  mutating func number(ofCode code: String) -> Int32 {
    if let known = codes[code] { return known }
    let number = Int32(codes.count)
    codes[code] = number
    codeNames.append(code)
    return number
  }

  func code(_ number: Int32) -> String { codeNames[Int(number)] }

  /// How many codes there are, counting none.
  package var codeCount: Int { codeNames.count }

  /// Works out what follows from lists and words: tokenizer, numbers, names' limits, and what is asked of entries by index.
  mutating func finish() {
    var glue: [Int32: UInt8] = [:]
    var abbreviations: Set<Int32> = []
    for list in lists where ["glue", "abbreviations", "not_names", "name_particles"].contains(list.name) {
      for entry in list.entries {
        let words = ListCompiler.words(name(of: entry))
        switch list.name {
        case "glue":
          guard words.count == 1 else { continue }
          let side: UInt8 =
            switch cell(entry, "side") {
            case "left": 1
            case "right": 2
            default: 3
            }
          glue[vocabulary.intern(words[0])] = side
        case "abbreviations":
          if let word = words.first { abbreviations.insert(vocabulary.intern(word)) }
        case "not_names":
          for word in words where words.count == 1 {
            notNames.insert(vocabulary.intern(word))
            if cell(entry, "also_name") == "yes" { alsoNames.insert(vocabulary.intern(word)) }
          }
        case "name_particles":
          for word in words where words.count == 1 {
            if cell(entry, "opens") == "yes" {
              openingParticles.insert(vocabulary.intern(word))
              continue
            }
            if cell(entry, "joined") != "only" { nameParticles.insert(vocabulary.intern(word)) }
            if !cell(entry, "joined").isEmpty { joinedParticles.insert(vocabulary.intern(word)) }
          }
        default: break
        }
      }
    }
    listOfEntry = entries.map(\.list)
    codeOfEntry = lists.flatMap { list in
      let column = list.columns.firstIndex(of: "code")
      return list.entries.map { entry in column.map { number(ofCode: cell(entry, at: $0)) } ?? 0 }
    }
    hasNeeds = entries.map { !needs[Int($0.needs)].isEmpty }
    for word in NumberReader.words { _ = vocabulary.intern(word) }
    numbers = NumberReader(vocabulary: vocabulary)
    tokenizer = Tokenizer(vocabulary: vocabulary, glue: glue, abbreviations: abbreviations)
  }

  /// Forgets what a `FeatureIndex` holds in the form in which it is run.
  package mutating func dropPatterns() {
    (nodes, setWords, features, steps, stepParts) = ([], [], [], [], [])
    for rule in rules.indices { rules[rule].anchors = [] }
  }

  /// Whether a filter, an index into ``filters``, lets an entry of its list through.
  @inlinable package func allows(_ filter: Int32, _ entry: Int32) -> Bool {
    let filter = filters[Int(filter)]
    return filterAllows[filter.offset + Int(entry) - filter.first]
  }

  /// The cell of an entry by column name, "" where there is none.
  package func cell(_ entry: Int, _ column: String) -> String {
    lists[Int(entries[entry].list)].columns.firstIndex(of: column).map { cell(entry, at: $0) } ?? ""
  }

  /// The cell of an entry by its column's place in its list.
  package func cell(_ entry: Int, at column: Int) -> String { cells[Int(entries[entry].firstCell) + column] }

  package func name(of entry: Int) -> String { cell(entry, at: 0) }

  package func needs(of entry: Int) -> [Need] { needs[Int(entries[entry].needs)] }

  /// Where an entry stands.
  package func place(of entry: Int) -> (file: String, line: Int) { (files[Int(entries[entry].file)], Int(entries[entry].line)) }
}

package struct CompiledList: Sendable {
  package enum Match: String, Sendable { case folded, exact }
  package var name: String
  package var file: String
  package var match: Match
  /// A person's name never runs into a match.
  package var boundsNames: Bool
  /// A stage reads it itself; it need not stand in a rule.
  package var isRead: Bool
  package var columns: [String]
  package var entries: Range<Int>
}

/// A row of a list; what it says is asked of its ``RuleSet``.
package struct ListEntry: Sendable, BitwiseCopyable {
  var list: Int32
  var file: Int32
  var line: Int32
  var needs: Int32
  /// Its name, with the cells of the other columns after it.
  var firstCell: Int32
}

/// One kind of evidence that an ambiguous entry may have: any one of an entry's needs is enough, but each that is negative must be met.
package enum Need: Hashable, Sendable {
  case before(WordSet), after(WordSet), notBefore(WordSet), notAfter(WordSet), near(WordSet)
  /// An entry with this code (a province, a country; an index as in ``RuleSet/codeOfEntry``) is named in the same text.
  case parent(Int32)
  case dateline, capitalised

  /// `not-before`, `not-after`.
  package var isNegative: Bool {
    switch self {
    case .notBefore, .notAfter: true
    default: false
    }
  }
}

package struct MentionType: Sendable {
  package var name: String
  package var fields: [(name: String, isNumber: Bool)]
}

/// A set of word ids.
public struct WordSet: Hashable, Sendable {
  @usableFromInline package private(set) var bits: [UInt64] = []
  package init() {}
  package init(_ ids: some Collection<Int32>) {
    if let last = ids.max(), last >= 0 { bits = Array(repeating: 0, count: Int(last) >> 6 + 1) }
    for id in ids { insert(id) }
  }
  package mutating func insert(_ id: Int32) {
    let word = Int(id) >> 6
    if word >= bits.count { bits += Array(repeating: 0, count: word + 1 - bits.count) }
    bits[word] |= 1 << UInt64(id & 63)
  }
  @inlinable public func contains(_ id: Int32) -> Bool {
    let word = Int(id) >> 6
    return word < bits.count && bits[word] & (1 << UInt64(id & 63)) != 0
  }
  package var ids: [Int32] {
    var ids: [Int32] = []
    for (word, bits) in bits.enumerated() where bits != 0 {
      var left = bits
      while left != 0 {
        ids.append(Int32(word * 64 + left.trailingZeroBitCount))
        left &= left - 1
      }
    }
    return ids
  }
}

/// A step of a pattern's program. `next` is where to go on; what `a` and `b` mean, the operation says.
package struct Node: Equatable, Sendable, BitwiseCopyable {
  package enum Operation: UInt8, Sendable, BitwiseCopyable {
    /// a: word id
    case word
    /// a, b: where its words stand in ``RuleSet/setWords``, and how many
    case set
    /// a: word id, b: index of a spelling
    case exact
    /// a: list, b: filter or -1
    case list
    /// a: type, b: mention filter or -1
    case mention
    /// a: ``TokenClass``
    case tokenClass
    /// a, b: try a, then b
    case split
    /// a: largest gap
    case gap
    /// a: capture
    case captureStart, captureEnd
    /// a: a program that must not match here
    case not
    case sentenceStart, sentenceEnd, accept
  }
  package var operation: Operation
  package var a: Int32
  package var b: Int32
  package var next: Int32
}

/// The classes that a rule writes as `<Name>`.
package enum TokenClass: Int32, CaseIterable, Sendable {
  case name, capitalised, initials, number, acronym, lower, word, any, digits, common

  /// As written in a rule.
  package var spelling: String {
    switch self {
    case .name: "Name"
    case .capitalised: "Capitalised"
    case .initials: "Initials"
    case .number: "Number"
    case .acronym: "Acronym"
    case .lower: "Lower"
    case .word: "Word"
    case .any: "Any"
    case .digits: "Digits"
    case .common: "Common"
    }
  }
}

/// Which entries of a list a `[column=value]` lets through, by entry index less the list's first.
@usableFromInline package struct EntryFilter: Sendable, BitwiseCopyable {
  @usableFromInline package var offset: Int
  @usableFromInline package var first: Int
}

package struct MentionFilter: Sendable {
  package var terms: [(field: String, values: [String], negated: Bool)]
}

public struct CompiledRule: Sendable {
  public struct Scope: OptionSet, Sendable {
    public let rawValue: UInt8
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }
    @inlinable public func isDisjoint(with other: Scope) -> Bool { rawValue & other.rawValue == 0 }
    package static let title = Scope(rawValue: 1)
    package static let lead = Scope(rawValue: 2)
    package static let body = Scope(rawValue: 4)
    package static let quote = Scope(rawValue: 8)
    package static let dateline = Scope(rawValue: 16)
  }
  package struct Condition: Sendable, BitwiseCopyable {
    package enum Side: Sendable, BitwiseCopyable { case before, after, within }
    package var side: Side
    package var required: Bool
    package var program: Int32
    package var positions: Int32 = -1
  }
  package struct Make: Sendable {
    package enum Source: Sendable {
      /// `column` nil: the words; else the list entry's cell, or the mention's field.
      case capture(Int32, column: String?)
      case constant(String)
      case map(Int32, [String: String])
      /// The capture's number, and so many more.
      case sum(Int32, Int)
    }
    package var type: Int
    package var fields: [(field: Int, source: Source)]
  }
  package var name: String
  package var file: String
  package var line: Int
  package var phase: Int
  package var scope: Scope
  /// 0 low, 1 normal, 2 high.
  package var priority: Int
  package var programs: [Int32]
  /// By program: the same pattern over positions, an index into ``RuleSet/steps``.
  package var positions: [Int32] = []
  /// By program: groups of features; a sentence must have one of each before it is tried there. The group that is met least is the first.
  package var anchors: [[[Int32]]] = []
  package var captures: [String]
  package var conditions: [Condition]
  package var makes: [Make]
  package var shields: [Int]
  package var examples: [Example]
  package var rejects: [Example]
  package var todo: [Example]
}

package struct Mood: Sendable {
  package enum Kind: Sendable { case negated, alleged }
  package var kind: Kind
  package var types: Set<Int>
  package var window: Int
  package var program: Int32
  package var positions: Int32 = -1
}
