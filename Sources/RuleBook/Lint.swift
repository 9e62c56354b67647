/// Finds what is right and does nothing: patterns that another rule hides, filters that nothing passes, names that nothing uses.
///
/// It reads the files as they are written, after rules were replaced and disabled, and gives warnings only.
struct Lint {
  private let files: [RuleFile]
  private let set: RuleSet
  private let sources: [String: [Substring]]
  private let defined: [String: [Element]]
  private var found: [Diagnostic] = []

  static func warnings(_ files: [RuleFile], set: RuleSet, sources: [String: [Substring]]) -> [Diagnostic] {
    var lint = Lint(files, set, sources)
    lint.findUnusedNames()
    lint.findImpossibleFilters()
    lint.findUnusedCaptures()
    lint.findHiddenPatterns()
    lint.findRepeatedAlternatives()
    lint.findIdleShields()
    lint.findImpossibleNeeds()
    return lint.found
  }

  private init(_ files: [RuleFile], _ set: RuleSet, _ sources: [String: [Substring]]) {
    self.files = files
    self.set = set
    self.sources = sources
    defined = Dictionary(files.flatMap { $0.names.map { ($0.name, $0.elements) } }) { first, _ in first }
  }

  private var rules: [RuleSyntax] { files.flatMap(\.rules) }

  private mutating func warn(_ position: Position, _ message: Message) {
    let lines = sources[position.file] ?? []
    let line = lines.indices.contains(position.line - 1) ? String(lines[position.line - 1]) : ""
    found.append(
      Diagnostic(.warning, file: position.file, line: position.line, column: position.column, source: line, message))
  }

  /// Every element of a pattern and of what stands in it, not those of patterns it names.
  private func visit(_ elements: [Element], _ body: (Element) -> Void) {
    for element in elements {
      body(element)
      switch element.kind {
      case .group(let alternatives): for alternative in alternatives { visit(alternative, body) }
      case .capture(_, let inner), .repeated(let inner, _, _), .not(let inner): visit([inner], body)
      default: break
      }
    }
  }

  /// Every pattern that a file writes.
  private var patterns: [[Element]] {
    var patterns: [[Element]] = []
    for file in files {
      for rule in file.rules {
        patterns += rule.matches.map(\.elements)
        patterns += rule.conditions.map(\.elements)
      }
      patterns += file.moods.map(\.elements)
      patterns += file.names.map(\.elements)
    }
    return patterns
  }

  // MARK: - Names

  private mutating func findUnusedNames() {
    let made = Set(rules.flatMap { $0.makes.map(\.type) })
    let phases = Set(rules.compactMap(\.phase))
    var named: Set<String> = []
    for pattern in patterns { visit(pattern) { if case .named(let name) = $0.kind { named.insert(name) } } }
    for file in files {
      for type in file.types where !made.contains(type.name) {
        warn(type.position, "no rule makes \(type.name): take the type away, or write its rule")
      }
      for phase in file.phases where !phases.contains(phase.name) {
        warn(phase.position, "no rule works in the phase \(phase.name): take it away")
      }
      for name in file.names where !named.contains(name.name) && !rules.contains(where: \.isBroken) {
        warn(name.position, "nothing uses $\(name.name): take it away")
      }
    }
  }

  private mutating func findUnusedCaptures() {
    for rule in rules where !rule.isBroken {
      let used = Set(
        rule.makes.flatMap(\.fields).compactMap { field -> String? in
          switch field.source {
          case .capture(let name, _), .map(let name, _), .sum(let name, _): name
          case .constant: nil
          }
        })
      var seen: Set<String> = []
      var unused: [(String, Position)] = []
      for match in rule.matches {
        visit(match.elements) { element in
          guard case .capture(let name, _) = element.kind, !used.contains(name), seen.insert(name).inserted else { return }
          unused.append((name, element.position))
        }
      }
      for (name, position) in unused {
        warn(position, "no `make` uses the capture \(name): use it, or write the pattern without `\(name):`")
      }
    }
  }

  // MARK: - Filters

  private mutating func findImpossibleFilters() {
    let values = fieldValues()
    var lists: [(String, [Filter], Position)] = []
    var types: [(String, [Filter])] = []
    for pattern in patterns {
      visit(pattern) { element in
        switch element.kind {
        case .list(let name, let filters) where !filters.isEmpty: lists.append((name, filters, element.position))
        case .angle(let name, let filters) where !filters.isEmpty: types.append((name, filters))
        default: break
        }
      }
    }
    for (name, filters, position) in lists { checkList(name, filters, position) }
    for (type, filters) in types {
      for filter in filters {
        guard let known = values[type]?[filter.key] ?? nil else { continue }
        for value in filter.values where !value.isEmpty && !known.contains(value) {
          warn(filter.position, "no rule makes a <\(type)> with \(filter.key) `\(value)`\(nearest(value, known.sorted()))")
        }
      }
    }
  }

  private mutating func checkList(_ name: String, _ filters: [Filter], _ position: Position) {
    guard let list = set.list(named: name) else { return }
    var passing = Array(repeating: true, count: list.entries.count)
    var areKnown = true
    for filter in filters {
      guard let column = list.columns.firstIndex(of: filter.key) else { return }
      let cells = list.entries.map { set.cell($0, at: column) }
      let known = Set(cells)
      for value in filter.values where !known.contains(value) {
        areKnown = false
        warn(filter.position, "no row of @\(name) has \(filter.key) `\(value)`\(nearest(value, known.sorted()))")
      }
      for index in cells.indices where filter.values.contains(cells[index]) == filter.negated { passing[index] = false }
    }
    if areKnown, !passing.contains(true) {
      warn(position, "no row of @\(name) passes this filter: each of its parts is met, but never by the same row")
    }
  }

  /// By type and field: all values that rules give it; nil where it may be any.
  private func fieldValues() -> [String: [String: Set<String>?]] {
    var values: [String: [String: Set<String>?]] = [:]
    for rule in rules {
      var captures: [String: [Element]] = [:]
      for match in rule.matches {
        visit(match.elements) { if case .capture(let name, let inner) = $0.kind { captures[name, default: []].append(inner) } }
      }
      for make in rule.makes {
        for field in make.fields {
          let known: Set<String>? =
            switch field.source {
            case .constant(let value): [value]
            case .map(_, let pairs): Set(pairs.map(\.value))
            case .capture(let name, let column?): cells(of: captures[name] ?? [], column)
            case .capture(_, nil), .sum: nil
            }
          let before = values[make.type]?[field.name] ?? .some([])
          values[make.type, default: [:]][field.name] = .some(before.flatMap { before in known.map { before.union($0) } })
        }
      }
    }
    return values
  }

  /// The cells that a capture of list entries may give; nil where it may catch something else.
  private func cells(of captured: [Element], _ column: String) -> Set<String>? {
    guard !captured.isEmpty else { return nil }
    var cells: Set<String> = []
    for element in captured {
      switch element.kind {
      case .list(let name, _):
        guard let list = set.list(named: name) else { return nil }
        for entry in list.entries { cells.insert(set.cell(entry, column)) }
      case .group(let alternatives):
        for alternative in alternatives {
          guard alternative.count == 1, let inner = self.cells(of: alternative, column) else { return nil }
          cells.formUnion(inner)
        }
      default: return nil
      }
    }
    return cells
  }

  // MARK: - Hidden patterns

  private struct Pattern {
    var rule: Int
    var shapes: [Shape]
    var position: Position
  }

  /// A match of one rule that another rule, which wins, always has too.
  private mutating func findHiddenPatterns() {
    let rules = rules
    var patterns: [Pattern] = []
    for (index, rule) in rules.enumerated() {
      var seen: Set<[Shape]> = []
      for match in rule.matches {
        let shapes = Shape.shapes(match.elements, defined)
        if !seen.insert(shapes).inserted, !hasCaptures(match.elements) {
          warn(match.position, "this pattern stands in the rule twice: take one away")
          continue
        }
        patterns.append(Pattern(rule: index, shapes: shapes, position: match.position))
      }
    }
    var byLength: [Int: [Pattern]] = [:]
    for pattern in patterns { byLength[pattern.shapes.count, default: []].append(pattern) }
    let conditions = rules.map { rule in
      Set(rule.conditions.map { [.any([[.word("\($0.side) \($0.required)")]])] + Shape.shapes($0.elements, defined) })
    }
    for narrow in patterns {
      let rule = rules[narrow.rule]
      let winner = (byLength[narrow.shapes.count] ?? []).first { wide in
        wide.rule != narrow.rule && wins(rules, wide.rule, narrow.rule)
          && conditions[wide.rule].isSubset(of: conditions[narrow.rule]) && Shape.covers(wide.shapes, narrow.shapes)
      }
      guard let winner else { continue }
      let other = rules[winner.rule]
      let place = other.position
      if winner.shapes == narrow.shapes {
        warn(
          narrow.position,
          "\(other.name) (\(place.file):\(place.line)) has the same pattern and wins: \(rule.name) never fires by this one")
      } else if rule.priority == "high" {
        warn(
          narrow.position,
          "\(other.name) (\(place.file):\(place.line)) matches all that this pattern does and wins: make this one longer, write `disable \(other.name)`, or take the pattern away"
        )
      } else {
        warn(
          narrow.position,
          "\(other.name) (\(place.file):\(place.line)) matches all that this pattern does and wins: give \(rule.name) a higher priority, or take the pattern away"
        )
      }
    }
  }

  /// `{tewas|wafat|tewas}`: the second can match nothing that the first does not.
  private mutating func findRepeatedAlternatives() {
    var repeated: [(words: String, position: Position)] = []
    for pattern in patterns {
      visit(pattern) { element in
        guard case .group(let alternatives) = element.kind, alternatives.count > 1 else { return }
        var seen: Set<[Shape]> = []
        for alternative in alternatives where !hasCaptures(alternative) {
          guard let first = alternative.first, !seen.insert(Shape.shapes(alternative, defined)).inserted else { continue }
          var words = ""
          if alternative.count == 1, case .literal(let phrase, _) = first.kind { words = phrase }
          repeated.append((words, first.position))
        }
      }
    }
    for (words, position) in repeated {
      if words.isEmpty {
        warn(position, "this alternative stands in its group twice: take one away")
      } else {
        warn(position, "\(words) stands in this group twice: take one away")
      }
    }
  }

  private func hasCaptures(_ elements: [Element]) -> Bool {
    var has = false
    visit(elements) { if case .capture = $0.kind { has = true } }
    return has
  }

  /// Whether rule `a` beats rule `b` wherever both match the same stretch.
  private func wins(_ rules: [RuleSyntax], _ a: Int, _ b: Int) -> Bool {
    let (winner, loser) = (rules[a], rules[b])
    guard winner.phase == loser.phase else { return false }
    let classes = ["low": 0, "normal": 1, "high": 2]
    func rank(_ rule: RuleSyntax) -> Int { classes[rule.priority ?? "normal"] ?? 1 }
    let (high, low) = (rank(winner), rank(loser))
    guard high > low || high == low && a < b else { return false }
    func scope(_ rule: RuleSyntax) -> Set<String> { rule.scopes.isEmpty ? ["title", "body"] : Set(rule.scopes.map(\.name)) }
    let taken = Set(winner.makes.map(\.type) + winner.shields.map(\.type))
    let wanted = Set(loser.makes.map(\.type) + loser.shields.map(\.type))
    return scope(loser).isSubset(of: scope(winner)) && wanted.isSubset(of: taken)
  }

  /// Shields of types that no rule makes in their phase: a shield stands against matches of its own phase only.
  private mutating func findIdleShields() {
    var made: [String: Set<String>] = [:]
    for rule in rules { for make in rule.makes { made[rule.phase ?? "", default: []].insert(make.type) } }
    let declared = Set(files.flatMap { $0.types.map(\.name) })
    for rule in rules {
      for shield in rule.shields where declared.contains(shield.type) && made[rule.phase ?? ""]?.contains(shield.type) != true {
        warn(
          shield.position,
          "no rule of the phase \(rule.phase ?? "") makes \(shield.type), so nothing is shielded: a shield works within its phase")
      }
    }
  }

  // MARK: - Needs

  /// Evidence that no text can give.
  private mutating func findImpossibleNeeds() {
    var codes: Set<String> = []
    for entry in set.entries.indices {
      let code = set.cell(entry, "code")
      if !code.isEmpty { codes.insert(code) }
    }
    for index in set.entries.indices {
      let (name, needs, place) = (set.name(of: index), set.needs(of: index), self.place(of: index))
      for need in needs {
        guard case .parent(let number) = need else { continue }
        let code = set.code(number)
        guard needs.count == 1 || code.isEmpty else { continue }
        if code.isEmpty {
          warn(place, "\(name) needs a parent, but its row names no province, country or parent")
        } else if !codes.contains(code) {
          warn(place, "\(name) needs its parent \(code) in the text, but no entry of any list has that code")
        }
      }
      checkWords(index)
    }
  }

  private func place(of entry: Int) -> Position {
    let place = set.place(of: entry)
    return Position(file: place.file, line: place.line, column: 0)
  }

  /// `before Kota Besar` names two words as one; `near` names none.
  private mutating func checkWords(_ index: Int) {
    for part in set.cell(index, "needs").split(separator: "|") {
      let words = part.split(separator: " ", maxSplits: 1)
      guard let kind = words.first, ["before", "after", "near", "not-before", "not-after"].contains(kind) else { continue }
      let place = place(of: index)
      if words.count == 1 { warn(place, "the need `\(String(kind))` names no word") }
      for word in words.dropFirst().joined().split(separator: ",") where ListCompiler.words(String(word)).count > 1 {
        warn(place, "the need `\(String(kind))` is never met by `\(String(word))`: it names single words")
      }
    }
  }
}
