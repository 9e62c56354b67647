import Text

/// A file of a pack: path relative to the pack's folder, and its bytes.
package struct PackFile: Sendable {
  package var path: String
  package var bytes: [UInt8]
  /// Packs lie over one another: 0 is the lowest.
  package var layer: Int
  /// The pack's folder, for messages; "" leaves it out.
  package var folder: String

  package init(path: String, bytes: [UInt8], layer: Int = 0, folder: String = "") {
    self.path = path
    self.bytes = bytes
    self.layer = layer
    self.folder = folder
  }

  /// The path for messages.
  package var shown: String { folder.isEmpty ? path : folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)" }

  /// The order in which files are read: layer by layer, by path within each.
  package static func < (a: PackFile, b: PackFile) -> Bool { (a.layer, a.path) < (b.layer, b.path) }
}

extension RuleSet {
  /// Compiles a pack: `lists/*.tsv` become lists, every `*.rules` is read.
  ///
  /// A higher layer adds rules and lists; a list of the same file name extends the lower one's, a rule of the same name replaces it, and
  /// `disable` switches one off.
  /// Everything wrong is in the diagnostics, all errors of the pack at once; a rule set with errors must not be run.
  ///
  /// - Parameter thoroughly: warn too of what is right and does nothing: rules that others hide, filters that nothing passes (``Lint``).
  package static func compile(_ files: [PackFile], thoroughly: Bool = false) -> (
    rules: RuleSet, diagnostics: [Diagnostic]
  ) {
    var compiler = Compiler()
    return compiler.compile(files, thoroughly: thoroughly)
  }
}

/// Numbers names, checks that every name is known, and turns patterns into programs.
struct Compiler {
  var set = RuleSet()
  private var diagnostics: [Diagnostic] = []
  private var sources: [String: String] = [:]
  private var stems: [String: [Int32]] = [:]
  /// Where the words of a set stand in ``RuleSet/setWords``.
  private var firstSetWords: [[Int32]: Int32] = [:]
  var defined: [String: [Element]] = [:]
  var typeNames: [String: Int] = [:]
  var listNames: [String: Int] = [:]
  struct FieldKey: Hashable {
    var type: Int
    var name: String
  }
  /// Of fields whose values are names of a list: that list and its names.
  private var namesOfField: [FieldKey: (list: String, names: Set<String>)] = [:]
  /// Cells that were reported to be no names.
  private var misnamed: Set<String> = []
  private var filterNames: [String: Int32] = [:]
  private var usedLists: Set<Int> = []
  /// The phrases of patterns, numbered as words are, and by number the words of each. Thirty thousand times one of them is asked for.
  private var phraseNumbers = Vocabulary()
  private var phrases: [[(word: String, id: Int32)]] = [[]]
  private var phaseOfType: [Int: (phase: Int, rule: String)] = [:]
  private var spellingNames: [[UInt8]: Int32] = [:]
  private var mentionFilterNames: [String: Int32] = [:]
  /// By rule: its patterns as written.
  private(set) var patterns: [(matches: [[Element]], conditions: [[Element]])] = []
  private(set) var moodPatterns: [[Element]] = []
  var featureSteps: [Feature: Int32] = [:]
  var namedSteps: [String: Int32] = [:]
  /// By operation, a, b, and parts.
  var stepNumbers: [[Int32]: Int32] = [:]
  private var nodeNumbers = NodeNumbers()

  mutating func compile(_ files: [PackFile], thoroughly: Bool) -> (rules: RuleSet, diagnostics: [Diagnostic]) {
    let ordered = files.sorted(by: <)
    let reading = Meanwhile { Compiler.parsed(ordered) }
    var lists = ListCompiler()
    var tables: [(name: String, layer: Int, table: Table)] = []
    // Met by the shipped pack: an edge for 32 bytes of lists.
    lists.trie.reserve(edges: files.reduce(0) { $0 + ($1.path.hasSuffix(".tsv") ? $1.bytes.count : 0) } / 32)
    for file in ordered where file.path.hasSuffix(".tsv") && !file.path.contains("furniture/") {
      let table = Table(file: file.shown, bytes: file.bytes, diagnostics: &diagnostics)
      let name = String(file.path.split(separator: "/").last?.dropLast(4) ?? "")
      if let lower = tables.firstIndex(where: { $0.name == name }) {
        if tables[lower].layer == file.layer {
          diagnostics.append(
            Diagnostic(
              file: table.file, line: 1, "a list named @\(name) stands in \(tables[lower].table.file) already"))
        } else {
          tables[lower].table.extend(with: table, &diagnostics)
        }
      } else {
        tables.append((name, file.layer, table))
      }
    }
    for entry in tables { lists.add(entry.table, name: entry.name, to: &set, diagnostics: &diagnostics) }
    set.trie = Trie(lists.trie)
    for file in ordered where file.path.hasSuffix(".rules") { sources[file.shown] = String(decoding: file.bytes, as: UTF8.self) }
    var (parsed, problems) = reading.value()
    diagnostics = problems + diagnostics
    for (index, list) in set.lists.enumerated() { listNames[list.name] = index }
    replaceRules(&parsed)
    declare(parsed)
    let disabled = disabledRules(parsed)
    for file in parsed { for mood in file.moods { compile(mood) } }
    for file in parsed { for rule in file.rules where !disabled.contains(rule.name) { compile(rule) } }
    checkPhaseOrder()
    for (index, list) in set.lists.enumerated() where !list.isRead && !usedLists.contains(index) {
      diagnostics.append(
        Diagnostic(
          .warning, file: list.file, line: 1,
          "no rule uses @\(list.name); a list that a stage reads itself says `#! read-by STAGE`"))
    }
    set.finish()
    if !diagnostics.contains(where: { $0.severity == .error }) { compilePositions() }
    if thoroughly {
      for index in parsed.indices { parsed[index].rules.removeAll { disabled.contains($0.name) } }
      diagnostics += Lint.warnings(parsed, set: set, sources: sources.mapValues { RuleFile.lines(of: $0) })
    }
    return (set, diagnostics)
  }

  private static func parsed(_ files: [PackFile]) -> (files: [RuleFile], problems: [Diagnostic]) {
    var parsed: [RuleFile] = []
    var problems: [Diagnostic] = []
    for file in files where file.path.hasSuffix(".rules") {
      var rules = Parser.parse(file: file.shown, bytes: file.bytes, diagnostics: &problems)
      rules.layer = file.layer
      parsed.append(rules)
    }
    return (parsed, problems)
  }

  /// A rule of a higher layer stands for the rule of its name below.
  private func replaceRules(_ files: inout [RuleFile]) {
    var highest: [String: Int] = [:]
    for file in files { for rule in file.rules { highest[rule.name] = max(highest[rule.name] ?? 0, file.layer) } }
    for index in files.indices {
      let layer = files[index].layer
      files[index].rules.removeAll { (highest[$0.name] ?? 0) > layer }
    }
  }

  // MARK: - Names

  private mutating func declare(_ files: [RuleFile]) {
    var places: [String: Position] = [:]
    var typePlaces: [String: Position] = [:]
    for file in files {
      for phase in file.phases {
        if set.phases.contains(phase.name) {
          report(phase.position, "the phase \(phase.name) is declared twice")
        } else {
          set.phases.append(phase.name)
        }
      }
      for type in file.types {
        if let first = typePlaces[type.name] {
          report(type.position, "the type \(type.name) is declared in \(first.file):\(first.line) already")
          continue
        }
        typePlaces[type.name] = type.position
        typeNames[type.name] = set.types.count
        set.types.append(
          MentionType(name: type.name, fields: type.fields.map { ($0.name, $0.kind == .number) }))
        for field in type.fields {
          guard case .nameOf(let name) = field.kind else { continue }
          if let list = listNames[name] {
            usedLists.insert(list)
            let names = Set(set.lists[list].entries.map { set.name(of: $0) })
            namesOfField[FieldKey(type: set.types.count - 1, name: field.name)] = (name, names)
          } else {
            report(type.position, "unknown list @\(name)\(nearest(name, listNames.keys, sign: "@"))")
          }
        }
      }
      for name in file.names {
        if let first = places[name.name] {
          report(name.position, "$\(name.name) is defined in \(first.file):\(first.line) already")
        } else {
          (defined[name.name], places[name.name]) = (name.elements, name.position)
        }
      }
    }
    var seen: [String: Position] = [:]
    for file in files {
      for rule in file.rules {
        if let first = seen.updateValue(rule.position, forKey: rule.name) {
          report(rule.position, "a rule named \(rule.name) stands in \(first.file):\(first.line) already")
        }
      }
    }
  }

  private mutating func disabledRules(_ files: [RuleFile]) -> Set<String> {
    let names = files.flatMap { $0.rules.map(\.name) }
    var disabled: Set<String> = []
    for file in files {
      for entry in file.disabled {
        if names.contains(entry.name) {
          disabled.insert(entry.name)
        } else {
          report(entry.position, "no rule is named \(entry.name)\(nearest(entry.name, names))")
        }
      }
    }
    return disabled
  }

  private mutating func report(_ position: Position, _ message: Message) {
    let lines = RuleFile.lines(of: sources[position.file] ?? "")
    let line = position.line <= lines.count && position.line > 0 ? String(lines[position.line - 1]) : ""
    diagnostics.append(
      Diagnostic(file: position.file, line: position.line, column: position.column, source: line, message))
  }

  // MARK: - Rules

  private mutating func compile(_ mood: MoodSyntax) {
    var context = Context()
    let program = program(mood.elements, &context)
    var types: Set<Int> = []
    for (name, position) in mood.types {
      if let type = typeNames[name] { types.insert(type) } else { unknownType(name, position) }
    }
    moodPatterns.append(mood.elements)
    set.moods.append(
      Mood(kind: mood.name == "negated" ? .negated : .alleged, types: types, window: mood.window, program: program))
  }

  private mutating func unknownType(_ name: String, _ position: Position) {
    report(position, "unknown type \(name)\(nearest(name, typeNames.keys))")
  }

  private mutating func compile(_ rule: RuleSyntax) {
    var scope: CompiledRule.Scope = []
    let scopes: [String: CompiledRule.Scope] = [
      "title": .title, "lead": .lead, "body": .body, "quote": .quote, "dateline": .dateline,
    ]
    for (name, position) in rule.scopes {
      if let known = scopes[name] {
        scope.insert(known)
      } else {
        report(
          position,
          "unknown scope \(name)\(nearest(name, scopes.keys)); scopes are title, lead, body, quote, dateline")
      }
    }
    if scope.isEmpty { scope = [.title, .body] }
    var phase = 0
    if let name = rule.phase {
      if let index = set.phases.firstIndex(of: name) {
        phase = index
      } else {
        report(rule.phasePosition ?? rule.position, "unknown phase \(name)\(nearest(name, set.phases))")
      }
    } else if !rule.isBroken {
      report(rule.position, "the rule \(rule.name) names no phase")
    }
    if !rule.isBroken { checkParts(of: rule) }
    var context = Context(isBroken: rule.isBroken)
    let programs = rule.matches.map { program($0.elements, &context) }
    let conditions = rule.conditions.map { condition in
      var inner = Context()
      let side: CompiledRule.Condition.Side =
        switch condition.side {
        case .before: .before
        case .after: .after
        case .within: .within
        }
      // What stands before ends where the match begins, not where its last gap may end first.
      let ending = condition.side == .before ? [Element(kind: .sentenceEnd, position: condition.position)] : []
      return CompiledRule.Condition(
        side: side, required: condition.required, program: program(condition.elements + ending, &inner))
    }
    let makes = rule.makes.compactMap { compile($0, context) }
    var shields: [Int] = []
    for shield in rule.shields {
      if let type = typeNames[shield.type] { shields.append(type) } else { unknownType(shield.type, shield.position) }
    }
    for example in rule.examples where !rule.isBroken && rule.makes.allSatisfy({ typeNames[$0.type] != nil }) {
      let known = rule.makes.compactMap { typeNames[$0.type] }.flatMap { set.types[$0].fields.map(\.name) }
      for (field, position) in zip(example.fields, example.fieldPositions) where !known.contains(field.name) {
        report(
          position,
          "the example asks for the field \(field.name), which no `make` of \(rule.name) declares\(nearest(field.name, known))"
        )
      }
    }
    for make in makes where phaseOfType[make.type].map({ $0.phase < phase }) ?? true { phaseOfType[make.type] = (phase, rule.name) }
    used[phase, default: []] += context.mentions
    for make in makes { sourcesOfType[make.type, default: []].formUnion(context.mentions.map(\.type)) }
    for use in context.mentions { madeFrom[use.position] = makes.map(\.type) }
    patterns.append((rule.matches.map(\.elements), rule.conditions.map(\.elements)))
    set.rules.append(
      CompiledRule(
        name: rule.name, file: rule.position.file, line: rule.position.line, phase: phase, scope: scope,
        priority: ["low": 0, "normal": 1, "high": 2][rule.priority ?? "normal"] ?? 1, programs: programs,
        captures: context.captures, conditions: conditions, makes: makes, shields: shields, examples: rule.examples,
        rejects: rule.rejects, todo: rule.todo))
  }

  private mutating func checkParts(of rule: RuleSyntax) {
    if rule.matches.isEmpty { report(rule.position, "the rule \(rule.name) has no `match`") }
    if rule.makes.isEmpty && rule.shields.isEmpty {
      report(rule.position, "the rule \(rule.name) makes nothing: give it a `make` or a `shield`")
    }
    if rule.examples.isEmpty && rule.todo.isEmpty {
      report(rule.position, "the rule \(rule.name) has no `example`: a rule without one does not load")
    }
    if rule.rejects.isEmpty {
      report(rule.position, "the rule \(rule.name) has no `reject`: a rule without one does not load")
    }
  }

  private var used: [Int: [(type: Int, position: Position)]] = [:]
  /// By type: the types that the rules that make it use.
  private var sourcesOfType: [Int: Set<Int>] = [:]
  /// By where a type is used: what the rule there makes.
  private var madeFrom: [Position: [Int]] = [:]

  /// `<a> is made from <b>, <b> from <a>`, where what a rule makes is needed, by other rules in between, to make what it uses.
  private func circle(from used: Int, to made: [Int]) -> String? {
    var before: [Int: Int] = [used: used]
    var waiting = [used]
    while let type = waiting.popLast() {
      if type != used, made.contains(type) {
        var path = [type]
        while let last = path.last, let next = before[last], next != last { path.append(next) }
        let names = path.reversed().map { "<\(set.types[$0].name)>" }
        return ([names[names.count - 1]] + names).joined(separator: " → ")
      }
      for next in (sourcesOfType[type] ?? []).sorted() where before[next] == nil {
        before[next] = type
        waiting.append(next)
      }
    }
    return nil
  }

  /// A rule sees mentions of earlier phases only.
  private mutating func checkPhaseOrder() {
    for (phase, uses) in used.sorted(by: { $0.key < $1.key }) {
      // What a `define` uses is used by every rule that names it.
      var told: [Int: Set<Position>] = [:]
      for use in uses where told[use.type, default: []].insert(use.position).inserted {
        guard let made = phaseOfType[use.type] else {
          report(use.position, "no rule makes <\(set.types[use.type].name)>")
          continue
        }
        if made.phase >= phase, let circle = circle(from: use.type, to: madeFrom[use.position] ?? []) {
          report(
            use.position, "a circle: \(circle); a rule sees earlier phases only, so one of these must do without the other")
        } else if made.phase >= phase {
          report(
            use.position,
            "<\(set.types[use.type].name)> is made in the phase \(set.phases[made.phase]) by \(made.rule); a rule of the phase \(set.phases[phase]) sees earlier phases only: move it to a later one"
          )
        }
      }
    }
  }

  private mutating func compile(_ make: MakeSyntax, _ context: Context) -> CompiledRule.Make? {
    guard let type = typeNames[make.type] else {
      unknownType(make.type, make.position)
      return nil
    }
    let declared = set.types[type].fields.map(\.name)
    var result = CompiledRule.Make(type: type, fields: [])
    for field in make.fields {
      let position = field.position
      guard let index = declared.firstIndex(of: field.name) else {
        report(
          position,
          "\(make.type) has no field \(field.name)\(nearest(field.name, declared)); its fields are \(declared.joined(separator: ", "))"
        )
        continue
      }
      let name: String
      switch field.source {
      case .constant(let value):
        checkName(value, of: field.name, type, position)
        if set.types[type].fields[index].isNumber, Int(value) == nil {
          report(position, "\(make.type).\(field.name) is a number, and \"\(value)\" is none")
        }
        result.fields.append((index, .constant(value)))
        continue
      case .capture(let capture, _): name = capture
      case .map(let capture, _): name = capture
      case .sum(let capture, _):
        guard set.types[type].fields[index].isNumber else {
          report(position, "`+` adds to a number; \(make.type) has text in its field \(field.name)")
          continue
        }
        name = capture
      }
      guard let capture = context.captures.firstIndex(of: name) else {
        if !context.isBroken { report(position, "no capture is named \(name) in this rule's `match`\(nearest(name, context.captures))") }
        continue
      }
      switch field.source {
      case .capture(_, let column):
        if let column, let known = context.caught[name]?.reduce(into: Set<String>(), { $0.formUnion(columns(in: $1, [])) }),
          !known.contains(column)
        {
          report(position, "nothing that \(name) catches has a column or field \(column)\(nearest(column, known.sorted()))")
        }
        checkNames(caughtBy: name, column, of: field.name, type, position, context)
        result.fields.append((index, .capture(Int32(capture), column: column)))
      case .map(_, let pairs):
        var map: [String: String] = [:]
        for pair in pairs {
          checkName(pair.value, of: field.name, type, position)
          let forms = pair.key.hasPrefix("~") ? Stem.forms(of: String(pair.key.dropFirst())) : [pair.key]
          for form in forms { map[form.lowercased()] = pair.value }
        }
        result.fields.append((index, .map(Int32(capture), map)))
      case .sum(_, let more): result.fields.append((index, .sum(Int32(capture), more)))
      case .constant: break
      }
    }
    return result
  }

  /// Reports a value that is no name of the list that a field takes its values from.
  private mutating func checkName(_ value: String, of field: String, _ type: Int, _ position: Position) {
    guard let (list, names) = namesOfField[FieldKey(type: type, name: field)], !names.contains(value) else { return }
    report(position, "\(set.types[type].name).\(field) is a name of @\(list), and \"\(value)\" is none\(nearest(value, names.sorted()))")
  }

  /// Reports rows whose cell is no name of the list that a field takes its values from; and words of the text, which may be anything.
  private mutating func checkNames(
    caughtBy capture: String, _ column: String?, of field: String, _ type: Int, _ position: Position, _ context: Context
  ) {
    guard let (list, names) = namesOfField[FieldKey(type: type, name: field)] else { return }
    let caught = (context.caught[capture] ?? []).flatMap { lists(in: $0, []) }
    guard let column else {
      if caught.isEmpty {
        report(
          position,
          "\(set.types[type].name).\(field) is a name of @\(list), and \(capture) is words of the text: map them, \(capture){word => name}")
      }
      return
    }
    for (number, filters) in caught {
      let filter = filters.isEmpty ? -1 : self.filter(filters, number)
      for entry in set.lists[number].entries where filter < 0 || set.allows(filter, Int32(entry)) {
        let value = set.cell(entry, column)
        guard !value.isEmpty, !names.contains(value), misnamed.insert("\(entry) \(column) \(list)").inserted else { continue }
        let place = set.place(of: entry)
        let hint = nearest(value, names.sorted())
        diagnostics.append(
          Diagnostic(
            file: place.file, line: place.line,
            "\(set.name(of: entry)): its \(column) becomes \(set.types[type].name).\(field), a name of @\(list), and \"\(value)\" is none\(hint)"
          ))
      }
    }
  }

  /// Lists whose entries a pattern may be.
  private func lists(in element: Element, _ expanding: [String]) -> [(list: Int, filters: [Filter])] {
    switch element.kind {
    case .list(let name, let filters): return listNames[name].map { [($0, filters)] } ?? []
    case .group(let alternatives): return alternatives.flatMap { $0.flatMap { lists(in: $0, expanding) } }
    case .capture(_, let inner), .repeated(let inner, _, _): return lists(in: inner, expanding)
    case .named(let name):
      guard let pattern = defined[name], !expanding.contains(name) else { return [] }
      return pattern.flatMap { lists(in: $0, expanding + [name]) }
    default: return []
    }
  }

  // MARK: - Programs

  private struct Context {
    var captures: [String] = []
    /// By capture: what it may catch, wherever it stands.
    var caught: [String: [Element]] = [:]
    var mentions: [(type: Int, position: Position)] = []
    /// Captures around what is being numbered.
    var open: [String] = []
    var expanding: [String] = []
    var isInsideNot = false
    /// A clause of the rule could not be read.
    var isBroken = false
  }

  private mutating func emit(_ operation: Node.Operation, _ a: Int32 = 0, _ b: Int32 = 0, next: Int32) -> Int32 {
    nodeNumbers.number(of: Node(operation: operation, a: a, b: b, next: next), in: &set.nodes)
  }

  private mutating func program(_ elements: [Element], _ context: inout Context) -> Int32 {
    if size(elements) > Compiler.largest, let first = elements.first {
      report(
        first.position, "this pattern is too large: written out it has more than \(Compiler.largest) steps; repeat less, or use a list")
      return emit(.accept, next: -1)
    }
    // Captures are numbered in the order they are written, though programs are built from the end.
    number(elements, &context)
    let accept = emit(.accept, next: -1)
    return sequence(elements, next: accept, &context)
  }

  private mutating func number(_ elements: [Element], _ context: inout Context) {
    for element in elements {
      switch element.kind {
      case .capture(let name, let inner):
        if !context.captures.contains(name) { context.captures.append(name) }
        context.caught[name, default: []].append(inner)
        if context.open.contains(name) {
          report(element.position, "\(name) stands within itself: what it catches would begin in one and end in the other")
        }
        context.open.append(name)
        number([inner], &context)
        context.open.removeLast()
      case .group(let alternatives): for alternative in alternatives { number(alternative, &context) }
      case .repeated(let inner, _, _), .not(let inner): number([inner], &context)
      case .named(let name):
        if let inner = defined[name], !context.expanding.contains(name) {
          context.expanding.append(name)
          number(inner, &context)
          context.expanding.removeLast()
        }
      default: break
      }
    }
  }

  /// Columns of the lists and fields of the mentions that a pattern may catch.
  private func columns(in element: Element, _ expanding: [String]) -> Set<String> {
    func all(_ elements: [Element], _ expanding: [String]) -> Set<String> {
      elements.reduce(into: []) { $0.formUnion(columns(in: $1, expanding)) }
    }
    switch element.kind {
    case .list(let name, _): return listNames[name].map { Set(set.lists[$0].columns) } ?? []
    case .angle(let name, _): return typeNames[name].map { Set(set.types[$0].fields.map(\.name)) } ?? []
    case .group(let alternatives): return alternatives.reduce(into: []) { $0.formUnion(all($1, expanding)) }
    case .capture(_, let inner), .repeated(let inner, _, _): return columns(in: inner, expanding)
    case .named(let name):
      guard let pattern = defined[name], !expanding.contains(name) else { return [] }
      return all(pattern, expanding + [name])
    default: return []
    }
  }

  /// How many steps a pattern is, at most: repetitions and patterns by name are written out.
  private mutating func size(_ elements: [Element], _ expanding: [String] = []) -> Int {
    elements.reduce(0) { sum, element in
      let own: Int
      switch element.kind {
      case .group(let alternatives): own = alternatives.reduce(0) { min($0 + 1 + size($1, expanding), Compiler.largest + 1) }
      case .capture(_, let inner): own = 2 + size([inner], expanding)
      case .not(let inner): own = 1 + size([inner], expanding)
      case .repeated(let inner, _, let high): own = high * (1 + size([inner], expanding))
      case .named(let name):
        if let known = sizes[name] {
          own = known
        } else if let pattern = defined[name], !expanding.contains(name) {
          own = size(pattern, expanding + [name])
          sizes[name] = own
        } else {
          own = 0
        }
      default: own = 1
      }
      return min(sum + own, Compiler.largest + 1)
    }
  }

  /// Steps of the largest pattern that is compiled.
  private static let largest = 50_000

  private mutating func sequence(_ elements: [Element], next: Int32, _ context: inout Context) -> Int32 {
    var next = next
    for element in elements.reversed() { next = compile(element, next: next, &context) }
    return next
  }

  private mutating func compile(_ element: Element, next: Int32, _ context: inout Context) -> Int32 {
    switch element.kind {
    case .literal(let phrase, let exact):
      let words = phraseWords(phrase)
      if words.isEmpty { report(element.position, "an empty text matches nothing") }
      var next = next
      for (word, id) in words.reversed() {
        if exact {
          next = emit(.exact, id, spelling(Array(word.utf8)), next: next)
        } else {
          next = emit(.word, id, next: next)
        }
      }
      return next
    case .stem(let root): return emit(words: stemWords(root), next: next)
    case .list(let name, let filters):
      guard let list = listNames[name] else {
        report(element.position, "unknown list @\(name)\(nearest(name, listNames.keys, sign: "@"))")
        return next
      }
      usedLists.insert(list)
      return emit(.list, Int32(list), filter(filters, list), next: next)
    case .angle(let name, let filters):
      if let known = TokenClass.allCases.first(where: { $0.spelling == name }) {
        if let filter = filters.first { report(filter.position, "<\(name)> is a class of words: it has no field \(filter.key)") }
        return emit(.tokenClass, known.rawValue, next: next)
      }
      guard let type = typeNames[name] else {
        let known = TokenClass.allCases.map(\.spelling) + Array(typeNames.keys)
        report(element.position, "unknown class or type <\(name)>\(nearest(name, known))")
        return next
      }
      context.mentions.append((type, element.position))
      return emit(.mention, Int32(type), mentionFilter(filters, type), next: next)
    case .group(let alternatives):
      let branches = gathered(alternatives, at: element.position, context).map { branch in
        switch branch {
        case .words(let ids):
          return ids.count == 1 ? emit(.word, ids[0], next: next) : emit(words: ids, next: next)
        case .pattern(let elements): return sequence(elements, next: next, &context)
        }
      }
      return split(branches)
    case .capture(let name, let inner):
      guard !context.isInsideNot, let index = context.captures.firstIndex(of: name) else {
        return compile(inner, next: next, &context)
      }
      let end = emit(.captureEnd, Int32(index), next: next)
      let body = compile(inner, next: end, &context)
      return emit(.captureStart, Int32(index), next: body)
    case .repeated(let inner, let low, let high):
      var exit = next
      for count in stride(from: high, to: 0, by: -1) {
        let body = compile(inner, next: exit, &context)
        exit = count > low ? emit(.split, body, next, next: -1) : body
      }
      return exit
    case .gap(let size): return emit(.gap, Int32(size), next: next)
    case .not(let inner):
      let accept = emit(.accept, next: -1)
      // Nothing is caught where nothing stands.
      let isInside = context.isInsideNot
      context.isInsideNot = true
      defer { context.isInsideNot = isInside }
      return emit(.not, compile(inner, next: accept, &context), next: next)
    case .named(let name):
      guard let pattern = defined[name] else {
        report(
          element.position, "unknown pattern $\(name)\(nearest(name, defined.keys)): say `define \(name) …` at the left margin")
        return next
      }
      if context.expanding.contains(name) {
        report(element.position, "$\(name) stands for itself: \((context.expanding + [name]).joined(separator: " → "))")
        return next
      }
      context.expanding.append(name)
      defer { context.expanding.removeLast() }
      return sequence(pattern, next: next, &context)
    case .sentenceStart: return emit(.sentenceStart, next: next)
    case .sentenceEnd: return emit(.sentenceEnd, next: next)
    }
  }

  /// By name of a pattern: its ``size(_:_:)``.
  private var sizes: [String: Int] = [:]

  /// By where a group is written: a pattern that has a name is compiled wherever it is used.
  private var branchesOfGroup: [Position: [Branch]] = [:]

  private enum Branch {
    /// One token that is one of these words.
    case words([Int32])
    case pattern([Element])
  }

  /// Alternatives in their order, those that are single words gathered where that changes nothing about which of two that match comes first.
  private mutating func gathered(_ alternatives: [[Element]], at position: Position, _ context: Context) -> [Branch] {
    if let known = branchesOfGroup[position] { return known }
    var branches: [Branch] = []
    /// The place of the words, and the words with which the alternatives behind it begin; nil where one of them may begin with any.
    var place: Int?
    var behind: [Int32]? = []
    for alternative in alternatives {
      if let ids = singleWords(alternative, context) {
        if let place, let behind, case .words(let known) = branches[place], !ids.contains(where: { isCloseTo($0, behind) }) {
          branches[place] = .words(known + ids.filter { !known.contains($0) })
        } else {
          (place, behind) = (branches.count, [])
          branches.append(.words(ids))
        }
        continue
      }
      if case .literal(let phrase, _)? = alternative.first?.kind, let first = phraseWords(phrase).first {
        behind?.append(first.id)
      } else {
        behind = nil
      }
      branches.append(.pattern(alternative))
    }
    branchesOfGroup[position] = branches
    return branches
  }

  /// Whether one token may be a word and one of others: the same word, or one of them with a clitic.
  private func isCloseTo(_ id: Int32, _ others: [Int32]) -> Bool {
    others.contains { $0 == id || set.vocabulary.begins(id, with: $0) || set.vocabulary.begins($0, with: id) }
  }

  /// The words of a pattern that always is one word of a number of them, without its captures; nil for others.
  private mutating func singleWords(_ elements: [Element], _ context: Context) -> [Int32]? {
    guard elements.count == 1 else { return nil }
    switch elements[0].kind {
    case .literal(let phrase, exact: false):
      let words = phraseWords(phrase)
      return words.count == 1 ? [words[0].id] : nil
    case .stem(let root): return stemWords(root)
    case .group(let alternatives):
      var ids: [Int32] = []
      for alternative in alternatives {
        guard let found = singleWords(alternative, context) else { return nil }
        ids += found
      }
      return ids
    case .named(let name):
      guard let pattern = defined[name], !context.expanding.contains(name) else { return nil }
      var inner = context
      inner.expanding.append(name)
      return singleWords(pattern, inner)
    default: return nil
    }
  }

  private mutating func emit(words: [Int32], next: Int32) -> Int32 {
    let sorted = words.sorted()
    let first = firstSetWords[sorted] ?? Int32(set.setWords.count)
    if Int(first) == set.setWords.count {
      set.setWords += sorted
      firstSetWords[sorted] = first
    }
    return emit(.set, first, Int32(sorted.count), next: next)
  }

  /// The words of a phrase with their ids; patterns that repeat compile the same phrase many times.
  mutating func phraseWords(_ phrase: String) -> [(word: String, id: Int32)] {
    let known = phraseNumbers.id(of: phrase.utf8Span.span)
    if known > 0 { return phrases[Int(known)] }
    let bytes = Array(phrase.utf8)
    let folded = Vocabulary.fold(bytes)
    let words = Tokenizer.pieces(bytes).map {
      (String(decoding: bytes[$0], as: UTF8.self), set.vocabulary.intern(folded: folded[$0]))
    }
    if !bytes.isEmpty {
      _ = phraseNumbers.intern(folded: bytes[...])
      phrases.append(words)
    }
    return words
  }

  /// The index of an exact spelling.
  mutating func spelling(_ bytes: [UInt8]) -> Int32 {
    if let known = spellingNames[bytes] { return known }
    set.spellings.append(bytes)
    let index = Int32(set.spellings.count - 1)
    spellingNames[bytes] = index
    return index
  }

  private mutating func split(_ branches: [Int32]) -> Int32 {
    var result = branches[branches.count - 1]
    for branch in branches.dropLast().reversed() { result = emit(.split, branch, result, next: -1) }
    return result
  }

  /// The words of all forms of a root, sorted.
  mutating func stemWords(_ root: String) -> [Int32] {
    if let known = stems[root] { return known }
    let words = Set(Stem.forms(of: root).map { set.vocabulary.intern($0) }).sorted()
    stems[root] = words
    return words
  }

  mutating func filter(_ filters: [Filter], _ list: Int) -> Int32 {
    guard !filters.isEmpty else { return -1 }
    let key = "\(list)" + Compiler.key(filters)
    if let known = filterNames[key] { return known }
    let compiled = set.lists[list]
    var allowed = Array(repeating: true, count: compiled.entries.count)
    var isRight = true
    for filter in filters {
      guard let column = compiled.columns.firstIndex(of: filter.key) else {
        report(
          filter.position,
          "@\(compiled.name) has no column \(filter.key)\(nearest(filter.key, compiled.columns)); its columns are \(compiled.columns.joined(separator: ", "))"
        )
        isRight = false
        continue
      }
      for (offset, entry) in compiled.entries.enumerated() {
        let has = filter.values.contains(set.cell(entry, at: column))
        if has == filter.negated { allowed[offset] = false }
      }
    }
    set.filters.append(EntryFilter(offset: set.filterAllows.count, first: compiled.entries.lowerBound))
    set.filterAllows += allowed
    // What is wrong is told wherever it stands.
    if isRight { filterNames[key] = Int32(set.filters.count - 1) }
    return Int32(set.filters.count - 1)
  }

  private static func key(_ filters: [Filter]) -> String {
    filters.map { "\($0.key)\($0.negated ? "!" : "")=\($0.values.joined(separator: "\u{1F}"))" }.joined(separator: "\u{1E}")
  }

  mutating func mentionFilter(_ filters: [Filter], _ type: Int) -> Int32 {
    guard !filters.isEmpty else { return -1 }
    let key = "\(type)" + Compiler.key(filters)
    if let known = mentionFilterNames[key] { return known }
    let known = set.types[type].fields.map(\.name)
    let wrong = filters.filter { !known.contains($0.key) }
    for filter in wrong {
      report(filter.position, "\(set.types[type].name) has no field \(filter.key)\(nearest(filter.key, known))")
    }
    set.mentionFilters.append(MentionFilter(terms: filters.map { ($0.key, $0.values, $0.negated) }))
    let index = Int32(set.mentionFilters.count - 1)
    if wrong.isEmpty { mentionFilterNames[key] = index }
    return index
  }

  // MARK: - Reserved lists
}
