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
    case .word, .exact: append(program, to: &byWord[Int(node.a)])
    case .set: for word in setWords[Int(node.a)] { append(program, to: &byWord[Int(word)]) }
    case .list: append(program, to: &byList[Int(node.a)])
    case .mention: append(program, to: &byType[Int(node.a)])
    case .tokenClass: append(program, to: &byClass[Int(node.a)])
    case .split: return add(program, node.a, rules, setWords, &seen) && add(program, node.b, rules, setWords, &seen)
    case .captureStart, .captureEnd, .sentenceStart, .not: return add(program, node.next, rules, setWords, &seen)
    case .gap, .sentenceEnd, .accept: return false
    }
    return true
  }

  private func append(_ program: Int32, to programs: inout [Int32]) {
    if programs.last != program { programs.append(program) }
  }

  /// Calls `body` with the programs that may begin at a token; one of them may come twice.
  func forEach(_ token: Token, lists: some Sequence<Int32>, types: some Sequence<Int>, _ body: (Int32) -> Void) {
    if token.word != 0 { byWord[Int(token.word)].forEach(body) }
    if token.base != token.word { byWord[Int(token.base)].forEach(body) }
    for list in lists { byList[Int(list)].forEach(body) }
    for type in types { byType[type].forEach(body) }
    func all(_ tokenClass: TokenClass) { byClass[Int(tokenClass.rawValue)].forEach(body) }
    all(.any)
    all(.common)
    switch token.kind {
    case .number:
      all(.number)
      all(.digits)
    case .mark: break
    case .word:
      all(.word)
      if token.word != 0 { all(.number) }
      if token.shape.contains(.capital) {
        all(.name)
        all(.capitalised)
        all(.initials)
      } else {
        all(.lower)
      }
      if token.shape.contains(.allCaps) { all(.acronym) }
    }
    open.forEach(body)
  }
}
