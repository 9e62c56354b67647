import Text

/// Turns the tables of `lists/` into entries and one automaton.
struct ListCompiler {
  private var stems: [[UInt8]: [Int32]] = [:]
  /// Single words of the list at hand: of entries that need no evidence, and of those that do.
  private var sureWords = WordSet()
  private var doubtfulWords = WordSet()

  /// `match` folded or exact; `case` capitalised; `names` no: never part of a person's name; `evidence`: a need that suffices for every
  /// entry that has needs; `read-by`: the stage that reads the list itself, where no rule does.
  private static let settings = ["match", "case", "names", "evidence", "read-by"]

  /// Columns that mean something by themselves; any other is a field for rules.
  private static let ownColumns = ["name", "code", "aliases", "needs", "valid_from", "valid_to", "successor"]

  /// Words and marks of a phrase as it stands in a list or rule: nothing is parted.
  static func words(_ phrase: String) -> [String] {
    let bytes = Array(phrase.utf8)
    return Tokenizer.pieces(bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  mutating func add(_ table: Table, name: String, to set: inout RuleSet, diagnostics: inout [Diagnostic]) {
    let match = table.settings["match"] ?? "folded"
    guard let kind = CompiledList.Match(rawValue: match) else {
      diagnostics.append(
        Diagnostic(
          file: table.file, line: 1, "`#! match` is folded or exact, not \(match)\(nearest(match, ["folded", "exact"]))"
        ))
      return
    }
    for key in table.settings.keys where !ListCompiler.settings.contains(key) {
      diagnostics.append(
        Diagnostic(
          file: table.file, line: 1, "unknown setting `#! \(key)`\(nearest(key, ListCompiler.settings))"))
    }
    guard let nameColumn = table.column("name") else { return }
    for column in table.columns where !ListCompiler.ownColumns.contains(column) {
      let meant = nearest(column, ListCompiler.ownColumns)
      guard !meant.template.isEmpty else { continue }
      diagnostics.append(Diagnostic(.warning, file: table.file, line: 1, "no stage reads the column \(column)\(meant)"))
    }
    let columns = ["name"] + table.columns.filter { $0 != "name" }
    let others = table.columns.indices.filter { $0 != nameColumn }
    let aliasColumn = table.column("aliases")
    let needsColumn = table.column("needs")
    let boundsNames = table.settings["names"] == "no"
    sureWords = WordSet()
    doubtfulWords = WordSet()
    let first = set.entries.count
    let listIndex = Int32(set.lists.count)
    for row in table.rows {
      let entryIndex = Int32(set.entries.count)
      let name = row.cells[nameColumn]
      guard !name.isEmpty else {
        diagnostics.append(Diagnostic(file: row.file, line: row.line, "an entry without a name"))
        continue
      }
      check(row, table, &diagnostics)
      var needs: [Need] = []
      if let needsColumn, !row.cells[needsColumn].isEmpty {
        needs = readNeeds(row.cells[needsColumn], row, table, &set, &diagnostics)
        if let evidence = table.settings["evidence"], !needs.allSatisfy(\.isNegative) { needs += readNeeds(evidence, row, table, &set, &diagnostics) }
      }
      // The aliases live on in the automaton only.
      let cells = [name] + others.map { $0 == aliasColumn ? "" : row.cells[$0] }
      set.entries.append(ListEntry(list: listIndex, file: row.file, line: row.line, cells: cells, needs: needs))
      let spellings = [Array(name.utf8)] + (aliasColumn.map { Array(row.cells[$0].utf8).split(separator: 0x7C).map(Array.init) } ?? [])
      for spelling in spellings {
        insert(spelling, entry: entryIndex, exact: kind == .exact, isSure: needs.isEmpty, set: &set, &diagnostics)
      }
    }
    // "Bima" the regency needs no evidence after "Kabupaten", "Bima" the city does: a word of both may be a person's.
    if boundsNames { for word in sureWords.ids where !doubtfulWords.contains(word) { set.notNames.insert(word) } }
    set.lists.append(
      CompiledList(
        name: name, file: table.file, match: kind, capitalised: table.settings["case"] == "capitalised",
        boundsNames: boundsNames, isRead: table.settings["read-by"] != nil, columns: columns, entries: first..<set.entries.count))
  }

  /// A word written `~tangkap` stands for all its forms.
  ///
  /// - Parameter isSure: the entry needs no evidence.
  private mutating func insert(
    _ spelling: [UInt8], entry: Int32, exact: Bool, isSure: Bool, set: inout RuleSet, _ diagnostics: inout [Diagnostic]
  ) {
    let pieces = Tokenizer.pieces(spelling)
    guard !pieces.isEmpty else { return }
    var folded = spelling
    Vocabulary.fold(&folded)
    var nodes: [Int32] = [0]
    var stemmed = false
    for piece in pieces {
      if spelling[piece].elementsEqual([0x7E]) {
        stemmed = true
        continue
      }
      let words = stemmed ? forms(of: folded[piece], &set) : [set.vocabulary.intern(folded: folded[piece])]
      stemmed = false
      if pieces.count == 1 {
        if isSure { sureWords.insert(words[0]) } else { doubtfulWords.insert(words[0]) }
      }
      if words.count == 1, nodes.count == 1 {
        var child = set.trie.child(nodes[0], words[0])
        if child < 0 {
          child = set.trie.makeNode()
          set.trie.connect(nodes[0], words[0], to: child)
        }
        nodes[0] = child
        continue
      }
      var shared: Int32 = -1
      var reached: Set<Int32> = []
      for node in nodes {
        for word in words {
          var child = set.trie.child(node, word)
          if child < 0 {
            if shared < 0 { shared = set.trie.makeNode() }
            child = shared
            set.trie.connect(node, word, to: child)
          }
          reached.insert(child)
        }
      }
      nodes = reached.sorted()
    }
    guard nodes != [0] else { return }
    var insisted: Int32 = -1
    if exact {
      set.spellings.append(trimmed(spelling))
      insisted = Int32(set.spellings.count - 1)
    }
    for node in nodes {
      warnOfDouble(node, entry, set, &diagnostics)
      set.trie.end(node, entry: entry, spelling: insisted)
    }
  }

  /// Two entries of one list that the same words name, and that give the same code: one of them says nothing.
  private func warnOfDouble(_ node: Int32, _ entry: Int32, _ set: RuleSet, _ diagnostics: inout [Diagnostic]) {
    var terminal = set.trie.firstTerminal(of: node)
    while terminal >= 0 {
      let other = set.trie.terminals[Int(terminal)].entry
      terminal = set.trie.terminals[Int(terminal)].next
      let (a, b) = (set.entries[Int(entry)], set.entries[Int(other)])
      guard a.list == b.list, other != entry, a.cells.dropFirst() == b.cells.dropFirst() else { continue }
      diagnostics.append(
        Diagnostic(
          .warning, file: a.file, line: a.line, "\(a.name) and \(b.name) (line \(b.line)) share a spelling and all columns"))
      return
    }
  }

  private func trimmed(_ spelling: [UInt8]) -> [UInt8] {
    let start = spelling.firstIndex { $0 != 0x20 } ?? 0
    let end = spelling.lastIndex { $0 != 0x20 } ?? -1
    return start <= end ? Array(spelling[start...end]) : []
  }

  private mutating func forms(of root: ArraySlice<UInt8>, _ set: inout RuleSet) -> [Int32] {
    if let known = stems[Array(root)] { return known }
    let ids = Stem.forms(of: String(decoding: root, as: UTF8.self)).map { set.vocabulary.intern($0) }
    stems[Array(root)] = ids
    return ids
  }

  private func check(_ row: Table.Row, _ table: Table, _ diagnostics: inout [Diagnostic]) {
    func problem(_ message: Message) {
      diagnostics.append(Diagnostic(file: row.file, line: row.line, source: row.cells.joined(separator: "\t"), message))
    }
    for column in ["valid_from", "valid_to"] {
      let value = table.cell(row, column)
      guard !value.isEmpty, readDate(value) == nil else { continue }
      problem("\(column) is a date such as 2024, 2024-10 or 2024-10-21, not `\(value)`")
    }
    let (from, to) = (table.cell(row, "valid_from"), table.cell(row, "valid_to"))
    if let start = readDate(from), let end = readDate(to), start > end {
      problem("valid_from (\(from)) is after valid_to (\(to)): the two are swapped")
    }
  }

  /// The year; nil for what is no date.
  private func readDate(_ value: String) -> Int? {
    let parts = value.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...3).contains(parts.count), parts.allSatisfy({ $0 != nil }), let year = parts[0],
      (1800...2200).contains(year)
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
        needs.append(.parent(set.number(ofCode: code)))
      default:
        let known = ["before", "after", "not-before", "not-after", "near", "dateline", "capitalised", "parent"]
        diagnostics.append(
          Diagnostic(
            file: row.file, line: row.line, source: row.cells.joined(separator: "\t"),
            "unknown need `\(kind)`\(nearest(kind, known)); needs are \(known.joined(separator: ", "))"))
      }
    }
    return needs
  }
}

extension String {
  var trimmingSpaces: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
