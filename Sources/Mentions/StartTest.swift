import RuleBook
import Text

/// What a program's first element may be: a cheap test that most tokens fail, before the program is run at one.
struct StartTest: Sendable {
  private var words = WordSet()
  private var lists: UInt64 = 0
  private var types: UInt64 = 0
  private var classes: UInt64 = 0
  /// Anything may begin it.
  private(set) var isOpen = false

  init(_ program: Int32, _ rules: RuleSet) { add(program, rules, depth: 0) }

  private mutating func add(_ index: Int32, _ rules: RuleSet, depth: Int) {
    guard depth < 64, !isOpen else {
      isOpen = true
      return
    }
    let node = rules.nodes[Int(index)]
    switch node.operation {
    case .word, .exact: words.insert(node.a)
    case .set: for word in rules.wordSets[Int(node.a)].ids { words.insert(word) }
    case .list: lists |= StartTest.bit(node.a)
    case .mention: types |= StartTest.bit(node.a)
    case .tokenClass: classes |= 1 << UInt64(node.a)
    case .split:
      add(node.a, rules, depth: depth + 1)
      add(node.b, rules, depth: depth + 1)
    case .captureStart, .captureEnd, .sentenceStart, .not: add(node.next, rules, depth: depth + 1)
    case .gap, .sentenceEnd, .accept: isOpen = true
    }
  }

  /// Lists and types beyond the 63rd share the last bit.
  static func bit(_ number: Int32) -> UInt64 { 1 << UInt64(min(number, 63)) }

  /// - Parameters:
  ///   - lists: bits of the lists that have an entry here.
  ///   - types: bits of the mentions that begin here.
  func mayStart(_ token: Token, lists: UInt64, types: UInt64) -> Bool {
    if isOpen || self.lists & lists != 0 || self.types & types != 0 { return true }
    if token.word != 0, words.contains(token.word) { return true }
    if token.base != token.word, words.contains(token.base) { return true }
    return classes != 0 && StartTest.classes(of: token) & classes != 0
  }

  /// The classes that a token may begin, as bits of ``TokenClass``: never fewer than it does.
  private static func classes(of token: Token) -> UInt64 {
    func bit(_ tokenClass: TokenClass) -> UInt64 { 1 << UInt64(tokenClass.rawValue) }
    var classes = bit(.any) | bit(.common)
    switch token.kind {
    case .number: classes |= bit(.number) | bit(.digits)
    case .mark: break
    case .word:
      classes |= bit(.word)
      if token.word != 0 { classes |= bit(.number) }
      if token.shape.contains(.capital) {
        classes |= bit(.name) | bit(.capitalised) | bit(.initials) | bit(.acronym)
      } else {
        classes |= bit(.lower)
        if token.shape.contains(.allCaps) { classes |= bit(.acronym) | bit(.initials) }
      }
    }
    return classes
  }
}
