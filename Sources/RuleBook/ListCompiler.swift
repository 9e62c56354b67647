import Bytes
import Text

/// Turns the tables of `lists/` into entries and one automaton.
struct ListCompiler {
  var trie = TrieBuilder()
  private var stems: [[UInt8]: [Int32]] = [:]
  /// By cell: needs that are the same for every row.
  private var needs: [String: [Need]] = [:]
  private var numberOfNeeds: [[Need]: Int32] = [:]
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
    let isDated = table.column("valid_from") != nil || table.column("valid_to") != nil
    let boundsNames = table.settings["names"] == "no"
    let isCapitalised = table.settings["case"] == "capitalised"
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
      if isDated { check(row, table, &diagnostics) }
      var needs: [Need] = []
      if let needsColumn, !row.cells[needsColumn].isEmpty {
        needs = readNeeds(row.cells[needsColumn], row, table, &set, &diagnostics)
        if let evidence = table.settings["evidence"], !needs.allSatisfy(\.isNegative) {
          needs += readNeeds(evidence, row, table, &set, &diagnostics)
        }
      }
      if set.files.last != row.file { set.files.append(row.file) }
      set.entries.append(
        ListEntry(
          list: listIndex, file: Int32(set.files.count - 1), line: Int32(row.line), needs: number(of: needs, &set),
          firstCell: Int32(set.cells.count)))
      set.cells.append(name)
      // The aliases live on in the automaton only.
      for column in others { set.cells.append(column == aliasColumn ? "" : row.cells[column]) }
      let entry = Naming(entry: entryIndex, isExact: kind == .exact, isSure: needs.isEmpty, isCapitalised: isCapitalised)
      insert(name, isOne: true, entry, &set, &diagnostics)
      if let aliasColumn { insert(row.cells[aliasColumn], isOne: false, entry, &set, &diagnostics) }
    }
    // "Bima" the regency needs no evidence after "Kabupaten", "Bima" the city does: a word of both may be a person's.
    if boundsNames { for word in sureWords.ids where !doubtfulWords.contains(word) { set.notNames.insert(word) } }
    set.lists.append(
      CompiledList(
        name: name, file: table.file, match: kind, boundsNames: boundsNames, isRead: table.settings["read-by"] != nil, columns: columns,
        entries: first..<set.entries.count))
  }

  private mutating func number(of needs: [Need], _ set: inout RuleSet) -> Int32 {
    if let known = numberOfNeeds[needs] { return known }
    set.needs.append(needs)
    numberOfNeeds[needs] = Int32(set.needs.count - 1)
    return Int32(set.needs.count - 1)
  }

  /// The entry that spellings name.
  private struct Naming {
    var entry: Int32
    /// Only as they are written.
    var isExact: Bool
    /// It needs no evidence.
    var isSure: Bool
    var isCapitalised: Bool
  }

  /// The spellings of a cell, parted by bars where it is not one.
  private mutating func insert(
    _ cell: String, isOne: Bool, _ naming: Naming, _ set: inout RuleSet, _ diagnostics: inout [Diagnostic]
  ) {
    let bytes = Array(cell.utf8)
    let folded = Vocabulary.fold(bytes)
    let pieces = Tokenizer.pieces(bytes)
    var first = 0
    var start = 0
    while first < pieces.count {
      let last = isOne ? nil : pieces[first...].firstIndex { bytes[$0.lowerBound] == 0x7C }
      let end = last.map { pieces[$0].lowerBound } ?? bytes.count
      insert(pieces[first..<(last ?? pieces.count)], bytes[start..<end], folded, naming, &set, &diagnostics)
      first = (last ?? pieces.count) + 1
      start = end + 1
    }
  }

  /// One spelling, by its words. A word written `~tangkap` stands for all its forms.
  private mutating func insert(
    _ pieces: ArraySlice<Range<Int>>, _ spelling: ArraySlice<UInt8>, _ folded: [UInt8], _ naming: Naming, _ set: inout RuleSet,
    _ diagnostics: inout [Diagnostic]
  ) {
    var nodes: [Int32] = []
    // While there is but one.
    var node: Int32 = 0
    var isStem = false
    for piece in pieces {
      if piece.count == 1, folded[piece.lowerBound] == 0x7E {
        isStem = true
        continue
      }
      if !isStem, nodes.isEmpty {
        let word = set.vocabulary.intern(folded: folded[piece])
        if pieces.count == 1 { if naming.isSure { sureWords.insert(word) } else { doubtfulWords.insert(word) } }
        var child = trie.child(node, word)
        if child < 0 {
          child = trie.makeNode()
          trie.connect(node, word, to: child)
        }
        node = child
        continue
      }
      let words = isStem ? forms(of: folded[piece], &set) : [set.vocabulary.intern(folded: folded[piece])]
      isStem = false
      var shared: Int32 = -1
      var reached: Set<Int32> = []
      for node in nodes.isEmpty ? [node] : nodes {
        for word in words {
          var child = trie.child(node, word)
          if child < 0 {
            if shared < 0 { shared = trie.makeNode() }
            child = shared
            trie.connect(node, word, to: child)
          }
          reached.insert(child)
        }
      }
      nodes = reached.sorted()
    }
    guard node != 0 || !nodes.isEmpty else { return }
    var insisted: Int32 = -1
    if naming.isExact {
      set.spellings.append(trimmed(spelling))
      insisted = Int32(set.spellings.count - 1)
    }
    func end(_ node: Int32) {
      warnOfDouble(node, naming.entry, set, &diagnostics)
      trie.end(node, in: Trie.Terminal(entry: naming.entry, spelling: insisted, isCapitalised: naming.isCapitalised))
    }
    if nodes.isEmpty { end(node) } else { for node in nodes { end(node) } }
  }

  /// Two entries of one list that the same words name, and that give the same code: one of them says nothing.
  private func warnOfDouble(_ node: Int32, _ entry: Int32, _ set: RuleSet, _ diagnostics: inout [Diagnostic]) {
    for other in trie.terminals(of: node).map(\.entry) {
      guard other != entry, set.areAlike(Int(entry), Int(other)) else { continue }
      let (place, before) = (set.place(of: Int(entry)), set.place(of: Int(other)))
      let (name, otherName) = (set.name(of: Int(entry)), set.name(of: Int(other)))
      diagnostics.append(
        Diagnostic(
          .warning, file: place.file, line: place.line,
          "\(name) and \(otherName) (line \(before.line)) share a spelling and all columns"))
      return
    }
  }

  private func trimmed(_ spelling: ArraySlice<UInt8>) -> [UInt8] {
    guard let start = spelling.firstIndex(where: { $0 != 0x20 }), let end = spelling.lastIndex(where: { $0 != 0x20 }) else { return [] }
    return Array(spelling[start...end])
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

  private mutating func readNeeds(
    _ cell: String, _ row: Table.Row, _ table: Table, _ set: inout RuleSet, _ diagnostics: inout [Diagnostic]
  ) -> [Need] {
    if let known = self.needs[cell] { return known }
    var needs: [Need] = []
    var isShared = true
    for part in Array(cell.utf8).split(separator: UInt8(ascii: "|")) {
      let words = part.split(separator: UInt8(ascii: " "), maxSplits: 1)
      guard let kind = words.first.map({ String(decoding: $0, as: UTF8.self) }) else { continue }
      var listed = WordSet()
      if words.count > 1 {
        for word in words[1].split(separator: UInt8(ascii: ",")) {
          listed.insert(set.vocabulary.intern(folded: Vocabulary.fold(trimmed(word))[...]))
        }
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
        isShared = false
        let code = ["province", "country", "parent"].map { table.cell(row, $0) }.first { !$0.isEmpty } ?? ""
        needs.append(.parent(set.number(ofCode: code)))
      default:
        isShared = false
        let known = ["before", "after", "not-before", "not-after", "near", "dateline", "capitalised", "parent"]
        diagnostics.append(
          Diagnostic(
            file: row.file, line: row.line, source: row.cells.joined(separator: "\t"),
            "unknown need `\(kind)`\(nearest(kind, known)); needs are \(known.joined(separator: ", "))"))
      }
    }
    if isShared { self.needs[cell] = needs }
    return needs
  }
}

extension RuleSet {
  /// Whether two entries are of one list and differ in their names only. `lists` may still lack the list.
  fileprivate func areAlike(_ a: Int, _ b: Int) -> Bool {
    guard entries[a].list == entries[b].list else { return false }
    let (first, other) = (Int(entries[a].firstCell), Int(entries[b].firstCell))
    let count = (a + 1 < entries.count ? Int(entries[a + 1].firstCell) : cells.count) - first
    return (1..<count).allSatisfy { cells.areSame(first + $0, other + $0) }
  }
}
