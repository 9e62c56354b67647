import Text

/// Turns the tables of `lists/` into entries and one automaton.
struct ListCompiler {
  private var edges: [UInt64: Int32] = [:]
  private var terminals: [[Trie.Terminal]] = [[]]

  /// `match` folded or exact; `case` capitalised; `names` no: never part of a person's name; `evidence`: a need that suffices for every
  /// entry that has needs.
  private static let settings = ["match", "case", "names", "evidence"]

  /// Words and marks of a phrase as it stands in a list or rule: nothing is parted.
  static func words(_ phrase: String) -> [String] {
    let text = Tokenizer.plain.tokenize(Array(phrase.utf8))
    return text.tokens.indices.map { text.string($0) }
  }

  mutating func add(_ table: Table, name: String, to set: inout RuleSet, diagnostics: inout [Diagnostic]) {
    let match = table.settings["match"] ?? "folded"
    guard let kind = CompiledList.Match(rawValue: match) else {
      diagnostics.append(
        Diagnostic(file: table.file, line: 1, "`#! match` is folded or exact, not \(match)\(nearest(match, ["folded", "exact"]))"))
      return
    }
    for key in table.settings.keys where !ListCompiler.settings.contains(key) {
      diagnostics.append(
        Diagnostic(
          file: table.file, line: 1, "unknown setting `#! \(key)`\(nearest(key, ListCompiler.settings))"))
    }
    guard let nameColumn = table.column("name") else { return }
    let columns = ["name"] + table.columns.filter { $0 != "name" }
    let first = set.entries.count
    let listIndex = Int32(set.lists.count)
    for row in table.rows {
      let entryIndex = Int32(set.entries.count)
      var cells = [row.cells[nameColumn]]
      cells += table.columns.indices.filter { $0 != nameColumn }.map { row.cells[$0] }
      guard !cells[0].isEmpty else {
        diagnostics.append(Diagnostic(file: table.file, line: row.line, "an entry without a name"))
        continue
      }
      check(row, table, &diagnostics)
      var needs = readNeeds(table.cell(row, "needs"), row, table, &set, &diagnostics)
      if !needs.isEmpty, let evidence = table.settings["evidence"] {
        needs += readNeeds(evidence, row, table, &set, &diagnostics)
      }
      set.entries.append(ListEntry(list: listIndex, line: row.line, cells: cells, needs: needs))
      var seen: Set<String> = []
      for spelling in [cells[0]] + table.cell(row, "aliases").split(separator: "|").map(String.init) {
        let spelling = spelling.trimmingSpaces
        guard !spelling.isEmpty, seen.insert(spelling).inserted else { continue }
        insert(spelling, entry: entryIndex, exact: kind == .exact, set: &set)
      }
    }
    set.lists.append(
      CompiledList(
        name: name, file: table.file, match: kind, capitalised: table.settings["case"] == "capitalised",
        boundsNames: table.settings["names"] == "no", columns: columns, entries: first..<set.entries.count))
    if table.settings["names"] == "no" { excludeFromNames(first..<set.entries.count, table, &set) }
  }

  func finish(_ set: inout RuleSet) { set.trie = Trie(edges: edges, terminals: terminals) }

  /// A word written `~tangkap` stands for all its forms.
  private mutating func insert(_ spelling: String, entry: Int32, exact: Bool, set: inout RuleSet) {
    var nodes: [Int32] = [0]
    var stemmed = false
    for word in ListCompiler.words(spelling) {
      if word == "~" {
        stemmed = true
        continue
      }
      let forms = stemmed ? Stem.forms(of: word) : [word]
      stemmed = false
      var next: Int32?
      for node in nodes {
        for form in forms {
          let key = Trie.key(node, set.vocabulary.intern(form))
          if let child = edges[key] {
            if forms.count == 1, nodes.count == 1 { next = child }
          } else if let shared = next {
            edges[key] = shared
          } else {
            terminals.append([])
            let child = Int32(terminals.count - 1)
            edges[key] = child
            next = child
          }
        }
      }
      var reached: Set<Int32> = []
      for node in nodes {
        for form in forms {
          if let child = edges[Trie.key(node, set.vocabulary.intern(form))] { reached.insert(child) }
        }
      }
      nodes = reached.sorted()
    }
    guard nodes != [0] else { return }
    var terminal = Trie.Terminal(entry: entry, spelling: -1)
    if exact {
      set.spellings.append(Array(spelling.utf8))
      terminal.spelling = Int32(set.spellings.count - 1)
    }
    for node in nodes where !terminals[Int(node)].contains(terminal) { terminals[Int(node)].append(terminal) }
  }

  private func check(_ row: Table.Row, _ table: Table, _ diagnostics: inout [Diagnostic]) {
    for column in ["valid_from", "valid_to"] {
      let value = table.cell(row, column)
      guard !value.isEmpty, readDate(value) == nil else { continue }
      diagnostics.append(
        Diagnostic(
          file: table.file, line: row.line, source: row.cells.joined(separator: "\t"),
          "\(column) is a date such as 2024, 2024-10 or 2024-10-21, not `\(value)`"))
    }
  }

  private func readDate(_ value: String) -> Int? {
    let parts = value.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...3).contains(parts.count), parts.allSatisfy({ $0 != nil }), let year = parts[0], (1800...2200).contains(year)
    else { return nil }
    if parts.count > 1, let month = parts[1], !(1...12).contains(month) { return nil }
    if parts.count > 2, let month = parts[1], let day = parts[2], Day(year, month, day) == nil { return nil }
    return year
  }

  private func readNeeds(
    _ cell: String, _ row: Table.Row, _ table: Table, _ set: inout RuleSet, _ diagnostics: inout [Diagnostic]
  ) -> [Need] {
    var needs: [Need] = []
    for part in cell.split(separator: "|") {
      let words = part.split(separator: " ", maxSplits: 1).map(String.init)
      guard let kind = words.first else { continue }
      var listed = WordSet()
      if words.count > 1 {
        for word in words[1].split(separator: ",") { listed.insert(set.vocabulary.intern(String(word).trimmingSpaces)) }
      }
      switch kind {
      case "before": needs.append(.before(listed))
      case "after": needs.append(.after(listed))
      case "not-before": needs.append(.notBefore(listed))
      case "not-after": needs.append(.notAfter(listed))
      case "near": needs.append(.near(listed))
      case "dateline": needs.append(.dateline)
      case "capitalised": needs.append(.capitalised)
      case "parent":
        let code = ["province", "country", "parent"].map { table.cell(row, $0) }.first { !$0.isEmpty } ?? ""
        needs.append(.parent(code))
      default:
        let known = ["before", "after", "not-before", "not-after", "near", "dateline", "capitalised", "parent"]
        diagnostics.append(
          Diagnostic(
            file: table.file, line: row.line, source: row.cells.joined(separator: "\t"),
            "unknown need `\(kind)`\(nearest(kind, known)); needs are \(known.joined(separator: ", "))"))
      }
    }
    return needs
  }

  /// Single words of entries that need no evidence are never part of a person's name; longer entries bound a name where they stand.
  private func excludeFromNames(_ entries: Range<Int>, _ table: Table, _ set: inout RuleSet) {
    let list = set.lists[set.lists.count - 1]
    let aliases = list.columns.firstIndex(of: "aliases")
    for entry in set.entries[entries] where entry.needs.isEmpty {
      let spellings = [entry.name] + (aliases.map { entry.cells[$0].split(separator: "|").map(String.init) } ?? [])
      for spelling in spellings {
        let words = ListCompiler.words(spelling)
        if words.count == 1 { set.notNames.insert(set.vocabulary.intern(words[0])) }
      }
    }
  }
}

extension Tokenizer {
  /// Parts no words: for phrases of the rule files.
  static let plain = Tokenizer(vocabulary: Vocabulary(), partsWords: false)
}

extension String {
  var trimmingSpaces: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
