/// The words of the language, for messages and editors.
package enum RuleLanguage {
  /// What stands at the left margin.
  package static let statements = ["rule", "type", "phases", "mood", "define", "disable"]
  /// What stands indented under a rule.
  package static let clauses = [
    "phase", "scope", "priority", "match", "unless", "if", "make", "shield", "example", "reject", "todo-example",
  ]
  /// What clauses and moods are made with.
  package static let words = [
    "title", "lead", "body", "quote", "dateline", "low", "high", "before", "after", "within", "sentence", "negated",
  ]
}

/// Reads a `.rules` file. Everything wrong with it is reported, each with line, column and what was expected; what can be read is kept.
struct Parser {
  private let file: String
  private var diagnostics: [Diagnostic] = []
  private var result: RuleFile
  private var rule: RuleSyntax?
  /// Whether the statement that the lines belong to could not be read.
  private var isLost = false

  static func parse(file: String, bytes: [UInt8], diagnostics: inout [Diagnostic]) -> RuleFile {
    var parser = Parser(file: file)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      diagnostics.append(Diagnostic(file: file, line: 1, "this file is not UTF-8: save it as UTF-8 and try again"))
      return parser.result
    }
    // Past the byte order mark that Windows programs write.
    parser.read(text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text)
    diagnostics += parser.diagnostics
    return parser.result
  }

  private init(file: String) {
    self.file = file
    result = RuleFile(file: file)
  }

  static var clauses: [String] { RuleLanguage.clauses }
  static var statements: [String] { RuleLanguage.statements }

  private mutating func read(_ text: String) {
    let lines = RuleFile.lines(of: text)
    var next = 0
    while next < lines.count {
      let number = next + 1
      var line = String(lines[next])
      var open = Cursor.openBrackets(line)
      next += 1
      if open > 0, next < lines.count, goesOn(lines[next]) { line = String(Cursor.withoutComment(lines[next - 1])) }
      // A bracket left open goes on in the lines below, up to a line that begins something else.
      while open > 0, next < lines.count, goesOn(lines[next]) {
        line += "\n" + Cursor.withoutComment(lines[next])
        open += Cursor.openBrackets(lines[next])
        next += 1
      }
      var cursor = Cursor(file: file, line: number, text: line)
      let indented = cursor.skipSpace() > 0
      if cursor.atEnd || cursor.peek == "#" { continue }
      do {
        if indented { try clause(&cursor) } else { try statement(&cursor) }
      } catch let diagnostic as Diagnostic {
        rule?.isBroken = true
        // One message for a statement that cannot be read is enough: not one more for each of its lines.
        if !(indented && isLost) { diagnostics.append(diagnostic) }
        if rule == nil { isLost = true }
      } catch {}
    }
    closeRule()
  }

  private func goesOn(_ line: Substring) -> Bool {
    func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    let first = line.utf8.drop(while: isSpace).prefix { !isSpace($0) }
    guard let start = line.utf8.first, !first.isEmpty else { return false }
    if Parser.clauses.contains(where: { $0.utf8.elementsEqual(first) }) { return false }
    return isSpace(start) || start == UInt8(ascii: "}") || start == UInt8(ascii: ")")
  }

  private mutating func closeRule() {
    if let rule { result.rules.append(rule) }
    rule = nil
  }

  private mutating func statement(_ cursor: inout Cursor) throws {
    closeRule()
    isLost = false
    let column = cursor.column
    let word = cursor.bareWord()
    switch word {
    case "rule":
      let name = try cursor.expectWord("the rule's name, such as official.office-then-name")
      rule = RuleSyntax(name: name, position: cursor.position(column))
      try cursor.expectEnd()
    case "phases":
      repeat {
        let at = cursor.column
        result.phases.append((try cursor.expectWord("a phase's name"), cursor.position(at)))
      } while cursor.take(",")
      try cursor.expectEnd()
    case "type":
      result.types.append(try typeDeclaration(&cursor, column))
    case "mood":
      result.moods.append(try mood(&cursor, column))
    case "define":
      let name = try cursor.expectWord("a name for the pattern")
      result.names.append((name, try elements(&cursor), cursor.position(column)))
      try cursor.expectEnd()
    case "disable":
      result.disabled.append((try cursor.expectWord("the name of a rule"), cursor.position(column)))
      try cursor.expectEnd()
    default:
      if Parser.clauses.contains(word) {
        throw cursor.error(column, "`\(word)` belongs to a rule: indent it under `rule NAME`")
      }
      throw cursor.error(
        column,
        "expected one of \(Parser.statements.joined(separator: ", "))\(nearest(word, Parser.statements + Parser.clauses))"
      )
    }
  }

  private mutating func clause(_ cursor: inout Cursor) throws {
    let column = cursor.column
    let word = cursor.bareWord()
    guard rule != nil else { throw cursor.error(column, "an indented line outside a rule: begin with `rule NAME`") }
    switch word {
    case "phase":
      if rule?.phase != nil { throw cursor.error(column, "the rule names its phase twice") }
      rule?.phasePosition = cursor.position(cursor.column)
      rule?.phase = try cursor.expectWord("the phase's name")
      try clauses(&cursor)
    case "scope":
      repeat {
        let position = cursor.position(cursor.column)
        rule?.scopes.append((try cursor.expectWord("title, lead, body, quote or dateline"), position))
      } while cursor.take(",")
      try clauses(&cursor)
    case "priority":
      if rule?.priority != nil { throw cursor.error(column, "the rule names its priority twice") }
      let at = cursor.column
      let value = try cursor.expectWord("low, normal or high")
      guard ["low", "normal", "high"].contains(value) else {
        throw cursor.error(at, "priority is low, normal or high, not \(value)")
      }
      rule?.priority = value
      try clauses(&cursor)
    case "match":
      let position = cursor.position(cursor.column)
      let pattern = try elements(&cursor)
      rule?.matches.append((pattern, position))
      try cursor.expectEnd()
    case "unless", "if":
      let at = cursor.column
      let side = try cursor.expectWord("before, after or within")
      guard let kind = Condition.Side(rawValue: side) else {
        throw cursor.error(at, "expected before, after or within, not \(side)")
      }
      if kind == .within {
        let at = cursor.column
        guard cursor.bareWord() == "sentence" else { throw cursor.error(at, "expected `within sentence`") }
      }
      let position = cursor.position(cursor.column)
      let pattern = try elements(&cursor)
      rule?.conditions.append(Condition(side: kind, required: word == "if", elements: pattern, position: position))
      try cursor.expectEnd()
    case "make":
      let made = try make(&cursor)
      rule?.makes.append(made)
      try cursor.expectEnd()
    case "shield":
      repeat {
        let position = cursor.position(cursor.column)
        let type = try cursor.expectWord("a type")
        rule?.shields.append((type, position))
      } while cursor.take(",")
      try cursor.expectEnd()
    case "example", "reject", "todo-example":
      let example = try example(&cursor, column)
      switch word {
      case "example": rule?.examples.append(example)
      case "reject": rule?.rejects.append(example)
      default: rule?.todo.append(example)
      }
      try cursor.expectEnd()
    default:
      if Parser.statements.contains(word) {
        throw cursor.error(column, "`\(word)` belongs to no rule: write it at the left margin")
      }
      throw cursor.error(
        column, "expected one of \(Parser.clauses.joined(separator: ", "))\(nearest(word, Parser.clauses))")
    }
  }

  /// Several short clauses may share a line: `phase people   scope body   priority high`.
  private mutating func clauses(_ cursor: inout Cursor) throws {
    cursor.skipSpace()
    if !cursor.atEnd { try clause(&cursor) }
  }

  private func typeDeclaration(_ cursor: inout Cursor, _ column: Int) throws -> TypeSyntax {
    let name = try cursor.expectWord("the type's name")
    try cursor.expect("(", "its fields, such as `(name: text, count: number)`")
    var type = TypeSyntax(name: name, fields: [], position: cursor.position(column))
    while !cursor.take(")") {
      let column = cursor.column
      let field = try cursor.expectWord("a field's name")
      if type.fields.contains(where: { $0.name == field }) { throw cursor.error(column, "the field \(field) is declared twice") }
      try cursor.expect(":", "the field's kind: text, number or a list")
      let at = cursor.column
      if cursor.take("@") {
        type.fields.append((field, .nameOf(list: try cursor.expectWord("the list's name"))))
      } else {
        let kind = try cursor.expectWord("text, number or a list")
        guard let known = TypeSyntax.Kind(kind) else {
          throw cursor.error(at, "a field is text, number or a list such as @sectors, not \(kind)")
        }
        type.fields.append((field, known))
      }
      if !cursor.take(",") {
        try cursor.expect(")", "`)` or another field")
        break
      }
    }
    try cursor.expectEnd()
    return type
  }

  /// `mood negated on harm, response before 4 @negations`
  private func mood(_ cursor: inout Cursor, _ column: Int) throws -> MoodSyntax {
    let at = cursor.column
    let name = try cursor.expectWord("negated or alleged")
    guard name == "negated" || name == "alleged" else {
      throw cursor.error(at, "a mood is negated or alleged, not \(name)")
    }
    try cursor.expectKeyword("on")
    var types: [(name: String, position: Position)] = []
    repeat {
      cursor.skipSpace()
      let position = cursor.position(cursor.column)
      types.append((try cursor.expectWord("a type"), position))
    } while cursor.take(",")
    try cursor.expectKeyword("before")
    let window = try cursor.expectNumber("how many tokens before the mention it may stand")
    let elements = try elements(&cursor)
    try cursor.expectEnd()
    return MoodSyntax(
      name: name, types: types, window: window, elements: elements, position: cursor.position(column))
  }

  // MARK: - Patterns

  /// Levels of brackets and marks within each other: what reads a pattern calls itself for each.
  private static let deepest = 60

  private func elements(_ cursor: inout Cursor, until closers: [Unicode.Scalar] = []) throws -> [Element] {
    var elements: [Element] = []
    while true {
      cursor.skipSpace()
      guard let next = cursor.peek, next != "#", !closers.contains(next) else { break }
      elements.append(try element(&cursor))
    }
    if elements.isEmpty {
      throw cursor.error(cursor.column, "expected a pattern: \"word\", ~stem, @list, <Class>, {a|b}")
    }
    return elements
  }

  private func element(_ cursor: inout Cursor) throws -> Element {
    let column = cursor.column
    cursor.depth += 1
    defer { cursor.depth -= 1 }
    guard cursor.depth <= Parser.deepest else {
      throw cursor.error(column, "this pattern is nested too deeply: at most \(Parser.deepest) levels")
    }
    var element = Element(kind: try atom(&cursor), position: cursor.position(column))
    var levels = cursor.depth
    while let next = cursor.peek {
      levels += 1
      guard levels <= Parser.deepest else {
        throw cursor.error(column, "this pattern is nested too deeply: at most \(Parser.deepest) levels")
      }
      switch next {
      case "?": cursor.advance(); element.kind = .repeated(element, min: 0, max: 1)
      case "*": cursor.advance(); element.kind = .repeated(element, min: 0, max: 8)
      case "+": cursor.advance(); element.kind = .repeated(element, min: 1, max: 8)
      case "{":
        guard let (low, high) = try cursor.bounds() else { return element }
        guard low <= high, high <= 40 else {
          throw cursor.error(column, "bounds run from the smaller to the larger, at most 40")
        }
        element.kind = .repeated(element, min: low, max: high)
      default: return element
      }
    }
    return element
  }

  private func atom(_ cursor: inout Cursor) throws -> Element.Kind {
    let column = cursor.column
    guard let next = cursor.peek else { throw cursor.error(column, "expected a pattern") }
    switch next {
    case "\"": return .literal(try cursor.string(), exact: false)
    case "=":
      cursor.advance()
      return .literal(try cursor.string(), exact: true)
    case "~":
      cursor.advance()
      return .stem(try cursor.expectWord("a root, as in ~tangkap", spaceFirst: false))
    case "@":
      cursor.advance()
      let name = try cursor.expectWord("a list's name, as in @regencies", spaceFirst: false)
      return .list(name, filters: try filters(&cursor))
    case "$":
      cursor.advance()
      guard let first = cursor.peek, first.properties.isAlphabetic else { return .sentenceEnd }
      return .named(try cursor.expectWord("a defined pattern's name", spaceFirst: false))
    case "<":
      cursor.advance()
      let name = try cursor.expectWord("a class or type, as in <Name>", spaceFirst: false)
      let filters = try filters(&cursor)
      guard cursor.peek == ">" else { throw cursor.error(cursor.column, "expected `>` after <\(name)") }
      cursor.advance()
      return .angle(name, filters: filters)
    case "{": return try group(&cursor, close: "}")
    case "(": return try group(&cursor, close: ")")
    case "!":
      cursor.advance()
      return .not(try element(&cursor))
    case "^":
      cursor.advance()
      return .sentenceStart
    case ".":
      guard cursor.takeDots() else { throw cursor.error(column, "a gap is written ..6; a full stop is written \".\"") }
      guard let size = cursor.number(), size <= 40 else {
        throw cursor.error(cursor.column, "a gap names its largest size, at most 40: ..6")
      }
      return .gap(size)
    default:
      let word = cursor.bareWord(spaceFirst: false)
      guard !word.isEmpty else { throw cursor.error(column, Parser.advice(on: next)) }
      if cursor.peek == ":" {
        cursor.advance()
        return .capture(word, try element(&cursor))
      }
      return .literal(word, exact: false)
    }
  }

  /// What to write for a mark that begins no element.
  private static func advice(on mark: Unicode.Scalar) -> Message {
    switch mark {
    case "“", "”", "„", "‘", "’", "'", "«", "»": Message("`\(mark)` quotes nothing here: write straight quotation marks, \"…\"")
    case "?", "*", "+": Message("`\(mark)` stands right behind its element, without a blank; a mark of the text is quoted: \"\(mark)\"")
    case "|": Message("alternatives stand in braces: {a|b}; a mark of the text is quoted: \"\(mark)\"")
    case "}", ")": Message("this `\(mark)` closes nothing that is open")
    case _ where mark.properties.isWhitespace || mark.properties.generalCategory == .format:
      Message("a blank that cannot be seen stands here (U+\(String(mark.value, radix: 16, uppercase: true))): write a plain one")
    default: Message("`\(mark)` begins no element; a mark of the text is quoted: \"\(mark)\"")
    }
  }

  private func group(_ cursor: inout Cursor, close: Unicode.Scalar) throws -> Element.Kind {
    let column = cursor.column
    cursor.advance()
    var alternatives: [[Element]] = []
    repeat {
      alternatives.append(try elements(&cursor, until: ["|", ")", "}"]))
      cursor.skipSpace()
    } while cursor.take("|")
    if let other = cursor.peek, other == ")" || other == "}", other != close {
      throw cursor.error(cursor.column, "`\(close == "}" ? "{" : "(")` is closed by `\(close)`, not by `\(other)`")
    }
    guard cursor.peek == close else {
      throw cursor.error(column, "this `\(close == "}" ? "{" : "(")` is not closed: expected `|` or `\(close)`")
    }
    cursor.advance()
    return .group(alternatives)
  }

  /// `[kind=police|military, level!=abroad]`
  private func filters(_ cursor: inout Cursor) throws -> [Filter] {
    guard cursor.peek == "[" else { return [] }
    cursor.advance()
    var filters: [Filter] = []
    repeat {
      cursor.skipSpace()
      let column = cursor.column
      let key = try cursor.expectWord("a column's name")
      let negated = cursor.take("!")
      try cursor.expect("=", "`=` and a value")
      var values: [String] = []
      repeat {
        cursor.skipSpace()
        values.append(cursor.peek == "\"" ? try cursor.string() : try cursor.expectWord("a value"))
      } while cursor.take("|")
      filters.append(Filter(key: key, values: values, negated: negated, position: cursor.position(column)))
    } while cursor.take(",")
    guard cursor.take("]") else { throw cursor.error(cursor.column, "expected `]`, or `,` and another column") }
    return filters
  }

  // MARK: - Make and examples

  private func make(_ cursor: inout Cursor) throws -> MakeSyntax {
    cursor.skipSpace()
    let column = cursor.column
    let type = try cursor.expectWord("the type of mention to make")
    var make = MakeSyntax(type: type, fields: [], position: cursor.position(column))
    guard cursor.take("(") else { return make }
    while !cursor.take(")") {
      cursor.skipSpace()
      let at = cursor.column
      let name = try cursor.expectWord("a field's name")
      if make.fields.contains(where: { $0.name == name }) { throw cursor.error(at, "the field \(name) is given twice") }
      try cursor.expect(":", "`:` and the field's value")
      cursor.skipSpace()
      make.fields.append(.init(name: name, source: try makeSource(&cursor), position: cursor.position(at)))
      if !cursor.take(",") {
        try cursor.expect(")", "`,` or `)`")
        break
      }
    }
    return make
  }

  private func makeSource(_ cursor: inout Cursor) throws -> MakeSyntax.Source {
    if cursor.peek == "\"" { return .constant(try cursor.string()) }
    let name = try cursor.expectWord("a capture, or a \"constant\"")
    if name.allSatisfy({ $0 >= "0" && $0 <= "9" }) { return .constant(name) }
    if cursor.peek == "{" {
      cursor.advance()
      var pairs: [(key: String, value: String)] = []
      repeat {
        cursor.skipSpace()
        let isStem = cursor.peek == "~"
        if isStem { cursor.advance() }
        let word = cursor.peek == "\"" ? try cursor.string() : try cursor.expectWord("a word of the text")
        let key = isStem ? "~" + word : word
        try cursor.expectArrow()
        cursor.skipSpace()
        let value = cursor.peek == "\"" ? try cursor.string() : try cursor.expectWord("its value")
        pairs.append((key, value))
      } while cursor.take(",")
      try cursor.expect("}", "`}`")
      return .map(name, pairs)
    }
    if cursor.take("+") { return .sum(name, try cursor.expectNumber("how many are added")) }
    if let point = name.firstIndex(of: ".") {
      return .capture(String(name[..<point]), column: String(name[name.index(after: point)...]))
    }
    return .capture(name, column: nil)
  }

  private func example(_ cursor: inout Cursor, _ column: Int) throws -> Example {
    cursor.skipSpace()
    var inTitle = false
    if cursor.peek != "\"" {
      let at = cursor.column
      guard cursor.bareWord() == "title" else { throw cursor.error(at, "expected the example's text in quotes") }
      inTitle = true
      cursor.skipSpace()
    }
    let at = cursor.column
    let written = try cursor.string()
    if written.contains("[") || written.contains("]") {
      let marks = written.filter { $0 == "[" || $0 == "]" }
      guard marks == "[]" else { throw cursor.error(at, "an example marks one stretch, or none: [so]") }
    }
    var text: [UInt8] = []
    var start: Int?
    var end: Int?
    for byte in written.utf8 {
      if byte == 0x5B, start == nil {
        start = text.count
      } else if byte == 0x5D, start != nil, end == nil {
        end = text.count
      } else {
        text.append(byte)
      }
    }
    var example = Example(
      text: String(decoding: text, as: UTF8.self), marked: nil, fields: [], inTitle: inTitle,
      position: cursor.position(column), source: cursor.source(of: cursor.position(column)))
    if let start, let end { example.marked = (start, end) }
    cursor.skipSpace()
    if cursor.peek == "=" {
      try cursor.expectArrow()
      repeat {
        cursor.skipSpace()
        example.fieldPositions.append(cursor.position(cursor.column))
        let name = try cursor.expectWord("a field's name")
        try cursor.expect("=", "`=` and the value it must have")
        cursor.skipSpace()
        let value = cursor.peek == "\"" ? try cursor.string() : try cursor.expectWord("the value")
        example.fields.append((name, value))
      } while cursor.take(",")
    }
    return example
  }
}
