package import Bytes
import Text

/// A compiled pack without the examples of its rules, which only tests of rules read. Reading it back takes about a twentieth of compiling it;
/// ``RuleSet/finish()`` makes it one that can be run.
extension RuleSet: Archivable {
  package init(from archive: inout ArchiveReader) throws(ArchiveError) {
    self.init()
    vocabulary = try archive.read()
    trie = try archive.read()
    lists = try archive.read()
    codeNames = try archive.read()
    for (number, name) in codeNames.enumerated() { codes[name] = Int32(number) }
    let files: [String] = try archive.read()
    let needs: [[Need]] = try archive.read { archive throws(ArchiveError) in try archive.read() }
    let rows: [EntryRow] = try archive.read()
    entries.reserveCapacity(rows.count)
    for row in rows {
      guard files.indices.contains(Int(row.file)), needs.indices.contains(Int(row.needs)) else { throw ArchiveError() }
      entries.append(
        ListEntry(
          list: row.list, file: files[Int(row.file)], line: row.line, cells: try archive.read(), needs: needs[Int(row.needs)]))
    }
    types = try archive.read()
    phases = try archive.read()
    rules = try archive.read()
    moods = try archive.read()
    nodes = try archive.read()
    features = try archive.read()
    steps = try archive.read()
    stepParts = try archive.read()
    setWords = try archive.read()
    spellings = try archive.read { archive throws(ArchiveError) in try archive.read() }
    filters = try archive.read()
    filterAllows = try archive.read()
    mentionFilters = try archive.read()
    notNames = try archive.read()
    alsoNames = try archive.read()
  }

  package func write(to archive: inout ArchiveWriter) {
    archive.write(vocabulary)
    archive.write(trie)
    archive.write(lists)
    archive.write(codeNames)
    var files = Numbering<String>()
    var needs = Numbering<[Need]>()
    let rows = entries.map { EntryRow(list: $0.list, file: files[$0.file], line: $0.line, needs: needs[$0.needs]) }
    archive.write(files.values)
    archive.write(needs.values) { $0.write($1) }
    archive.write(rows)
    for entry in entries { archive.write(entry.cells) }
    archive.write(types)
    archive.write(phases)
    archive.write(rules)
    archive.write(moods)
    archive.write(nodes)
    archive.write(features)
    archive.write(steps)
    archive.write(stepParts)
    archive.write(setWords)
    archive.write(spellings) { $0.write($1) }
    archive.write(filters)
    archive.write(filterAllows)
    archive.write(mentionFilters)
    archive.write(notNames)
    archive.write(alsoNames)
  }
}

/// A list's entry without its cells; file and needs by number, as many entries share them.
private struct EntryRow: BitwiseCopyable {
  var list: Int32
  var file: Int32
  var line: Int
  var needs: Int32
}

/// Values numbered as they come, each once.
private struct Numbering<Value: Hashable> {
  private(set) var values: [Value] = []
  private var numbers: [Value: Int32] = [:]

  subscript(value: Value) -> Int32 {
    mutating get {
      if let known = numbers[value] { return known }
      values.append(value)
      numbers[value] = Int32(values.count - 1)
      return Int32(values.count - 1)
    }
  }
}

extension CompiledList: Archivable {
  package init(from archive: inout ArchiveReader) throws(ArchiveError) {
    name = try archive.read()
    file = try archive.read()
    match = try archive.read() ? .exact : .folded
    boundsNames = try archive.read()
    isRead = try archive.read()
    columns = try archive.read()
    let (first, end): (Int, Int) = (try archive.read(), try archive.read())
    guard 0 <= first, first <= end else { throw ArchiveError() }
    entries = first..<end
  }

  package func write(to archive: inout ArchiveWriter) {
    archive.write(name)
    archive.write(file)
    archive.write(match == .exact)
    archive.write(boundsNames)
    archive.write(isRead)
    archive.write(columns)
    archive.write(entries.lowerBound)
    archive.write(entries.upperBound)
  }
}

extension WordSet: Archivable {
  package init(from archive: inout ArchiveReader) throws(ArchiveError) { self.init(try archive.read([Int32].self)) }
  package func write(to archive: inout ArchiveWriter) { archive.write(ids) }
}

extension Need: Archivable {
  package init(from archive: inout ArchiveReader) throws(ArchiveError) {
    switch try archive.read(UInt8.self) {
    case 0: self = .before(try archive.read())
    case 1: self = .after(try archive.read())
    case 2: self = .notBefore(try archive.read())
    case 3: self = .notAfter(try archive.read())
    case 4: self = .near(try archive.read())
    case 5: self = .parent(try archive.read())
    case 6: self = .dateline
    case 7: self = .capitalised
    default: throw ArchiveError()
    }
  }

  package func write(to archive: inout ArchiveWriter) {
    func write(_ tag: UInt8, _ words: WordSet) {
      archive.write(tag)
      archive.write(words)
    }
    switch self {
    case .before(let words): write(0, words)
    case .after(let words): write(1, words)
    case .notBefore(let words): write(2, words)
    case .notAfter(let words): write(3, words)
    case .near(let words): write(4, words)
    case .parent(let code):
      archive.write(UInt8(5))
      archive.write(code)
    case .dateline: archive.write(UInt8(6))
    case .capitalised: archive.write(UInt8(7))
    }
  }
}

extension MentionType: Archivable {
  package init(from archive: inout ArchiveReader) throws(ArchiveError) {
    name = try archive.read()
    fields = try archive.read { archive throws(ArchiveError) in (try archive.read(), try archive.read()) }
  }

  package func write(to archive: inout ArchiveWriter) {
    archive.write(name)
    archive.write(fields) { archive, field in
      archive.write(field.name)
      archive.write(field.isNumber)
    }
  }
}

extension Feature: Archivable {
  package init(from archive: inout ArchiveReader) throws(ArchiveError) {
    switch try archive.read(UInt8.self) {
    case 0: self = .words(try archive.read())
    case 1: self = .exact(word: try archive.read(), spelling: try archive.read())
    case 2: self = .list(try archive.read(), filter: try archive.read())
    case 3: self = .mention(try archive.read(), filter: try archive.read())
    case 4:
      guard let known = TokenClass(rawValue: try archive.read()) else { throw ArchiveError() }
      self = .tokenClass(known)
    default: throw ArchiveError()
    }
  }

  package func write(to archive: inout ArchiveWriter) {
    func write(_ tag: UInt8, _ first: Int32, _ second: Int32? = nil) {
      archive.write(tag)
      archive.write(first)
      if let second { archive.write(second) }
    }
    switch self {
    case .words(let ids):
      archive.write(UInt8(0))
      archive.write(ids)
    case .exact(let word, let spelling): write(1, word, spelling)
    case .list(let list, let filter): write(2, list, filter)
    case .mention(let type, let filter): write(3, type, filter)
    case .tokenClass(let tokenClass): write(4, tokenClass.rawValue)
    }
  }
}

extension MentionFilter: Archivable {
  package init(from archive: inout ArchiveReader) throws(ArchiveError) {
    terms = try archive.read { archive throws(ArchiveError) in (try archive.read(), try archive.read(), try archive.read()) }
  }

  package func write(to archive: inout ArchiveWriter) {
    archive.write(terms) { archive, term in
      archive.write(term.field)
      archive.write(term.values)
      archive.write(term.negated)
    }
  }
}

extension Mood: Archivable {
  package init(from archive: inout ArchiveReader) throws(ArchiveError) {
    self.init(
      kind: try archive.read() ? .negated : .alleged, types: Set(try archive.read([Int].self)), window: try archive.read(),
      program: try archive.read(), positions: try archive.read())
  }

  package func write(to archive: inout ArchiveWriter) {
    archive.write(kind == .negated)
    archive.write(types.sorted())
    archive.write(window)
    archive.write(program)
    archive.write(positions)
  }
}

extension CompiledRule: Archivable {
  package init(from archive: inout ArchiveReader) throws(ArchiveError) {
    self.init(
      name: try archive.read(), file: try archive.read(), line: try archive.read(), phase: try archive.read(),
      scope: Scope(rawValue: try archive.read()), priority: try archive.read(), programs: try archive.read(),
      positions: try archive.read(),
      anchors: try archive.read { archive throws(ArchiveError) in
        try archive.read { archive throws(ArchiveError) in try archive.read() }
      },
      captures: try archive.read(), conditions: try archive.read(), makes: try archive.read(), shields: try archive.read(), examples: [],
      rejects: [], todo: [])
  }

  package func write(to archive: inout ArchiveWriter) {
    archive.write(name)
    archive.write(file)
    archive.write(line)
    archive.write(phase)
    archive.write(scope.rawValue)
    archive.write(priority)
    archive.write(programs)
    archive.write(positions)
    archive.write(anchors) { archive, groups in archive.write(groups) { $0.write($1) } }
    archive.write(captures)
    archive.write(conditions)
    archive.write(makes)
    archive.write(shields)
  }
}

extension CompiledRule.Make: Archivable {
  package init(from archive: inout ArchiveReader) throws(ArchiveError) {
    type = try archive.read()
    fields = try archive.read { archive throws(ArchiveError) in (try archive.read(), try archive.read()) }
  }

  package func write(to archive: inout ArchiveWriter) {
    archive.write(type)
    archive.write(fields) { archive, field in
      archive.write(field.field)
      archive.write(field.source)
    }
  }
}

extension CompiledRule.Make.Source: Archivable {
  package init(from archive: inout ArchiveReader) throws(ArchiveError) {
    switch try archive.read(UInt8.self) {
    case 0: self = .capture(try archive.read(), column: nil)
    case 1: self = .capture(try archive.read(), column: try archive.read())
    case 2: self = .constant(try archive.read())
    case 3:
      let capture: Int32 = try archive.read()
      var values: [String: String] = [:]
      let keys: [String] = try archive.read()
      for key in keys { values[key] = try archive.read() }
      self = .map(capture, values)
    default: throw ArchiveError()
    }
  }

  package func write(to archive: inout ArchiveWriter) {
    switch self {
    case .capture(let capture, let column):
      archive.write(UInt8(column == nil ? 0 : 1))
      archive.write(capture)
      if let column { archive.write(column) }
    case .constant(let value):
      archive.write(UInt8(2))
      archive.write(value)
    case .map(let capture, let values):
      archive.write(UInt8(3))
      archive.write(capture)
      let keys = values.keys.sorted()
      archive.write(keys)
      for key in keys { archive.write(values[key] ?? "") }
    }
  }
}
