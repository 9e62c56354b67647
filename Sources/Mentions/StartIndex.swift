import RuleBook
import Text

/// Which programs may begin at a token: by its word, the list entries and mentions that begin there, and its class.
///
/// A program is tried at a token only where its first element can be there, which most cannot.
struct StartIndex: Sendable {
  struct Program: Sendable {
    var rule: Int32
    var phase: Int32
    var node: Int32
  }

  private(set) var programs: [Program] = []
  private var byWord: [[Int32]]
  private var byList: [[Int32]]
  private var byType: [[Int32]]
  private var byClass: [[Int32]]
  /// Programs that anything may begin.
  private var open: [Int32] = []

  init(_ rules: RuleSet) {
    byWord = Array(repeating: [], count: rules.vocabulary.count + 1)
    byList = Array(repeating: [], count: rules.lists.count)
    byType = Array(repeating: [], count: rules.types.count)
    byClass = Array(repeating: [], count: TokenClass.allCases.count)
    let setWords = rules.wordSets.map(\.ids)
    for (rule, compiled) in rules.rules.enumerated() {
      for node in compiled.programs {
        let program = Int32(programs.count)
        programs.append(Program(rule: Int32(rule), phase: Int32(compiled.phase), node: node))
        var seen: Set<Int32> = []
        if !add(program, node, rules, setWords, &seen) { open.append(program) }
      }
    }
  }

  /// False where anything may begin it.
  private mutating func add(
    _ program: Int32, _ index: Int32, _ rules: RuleSet, _ setWords: [[Int32]], _ seen: inout Set<Int32>
  ) -> Bool {
    guard seen.insert(index).inserted else { return true }
    let node = rules.nodes[Int(index)]
    switch node.operation {
    case .word, .exact: StartIndex.append(program, to: &byWord[Int(node.a)])
    case .set: for word in setWords[Int(node.a)] { StartIndex.append(program, to: &byWord[Int(word)]) }
    case .list: StartIndex.append(program, to: &byList[Int(node.a)])
    case .mention: StartIndex.append(program, to: &byType[Int(node.a)])
    case .tokenClass: StartIndex.append(program, to: &byClass[Int(node.a)])
    case .split: return add(program, node.a, rules, setWords, &seen) && add(program, node.b, rules, setWords, &seen)
    case .captureStart, .captureEnd, .sentenceStart, .not: return add(program, node.next, rules, setWords, &seen)
    case .gap, .sentenceEnd, .accept: return false
    }
    return true
  }

  private static func append(_ program: Int32, to programs: inout [Int32]) {
    if programs.last != program { programs.append(program) }
  }

  /// A program at a token where its first element can be.
  struct Start {
    var token: Int32
    var program: Int32
  }

  /// By phase, the programs that may begin at each token by its word, its list entries or its class; in the order of the tokens, one of
  /// them maybe twice.
  func starts(in text: TokenizedText, _ hits: ListHits, _ rules: RuleSet, phases: Int) -> [[Start]] {
    var starts = Array(repeating: [Start](), count: phases)
    func add(_ programs: [Int32], _ token: Int) {
      for program in programs {
        starts[Int(self.programs[Int(program)].phase)].append(Start(token: Int32(token), program: program))
      }
    }
    func add(_ tokenClass: TokenClass, _ token: Int) { add(byClass[Int(tokenClass.rawValue)], token) }
    for (index, token) in text.tokens.enumerated() {
      if token.word != 0 { add(byWord[Int(token.word)], index) }
      if token.base != token.word { add(byWord[Int(token.base)], index) }
      for hit in hits.starting(at: index) { add(byList[Int(rules.listOfEntry[Int(hit.entry)])], index) }
      add(.any, index)
      add(.common, index)
      switch token.kind {
      case .number:
        add(.number, index)
        add(.digits, index)
      case .mark: break
      case .word:
        add(.word, index)
        if token.word != 0 { add(.number, index) }
        if token.shape.contains(.capital) {
          add(.name, index)
          add(.capitalised, index)
          add(.initials, index)
        } else {
          add(.lower, index)
        }
        if token.shape.contains(.allCaps) { add(.acronym, index) }
      }
      add(open, index)
    }
    return starts
  }

  /// The programs that a mention of a type may begin.
  func programs(ofType type: Int) -> [Int32] { byType[type] }
}
