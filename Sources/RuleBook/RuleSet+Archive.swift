package import Bytes
import Text

/// A pack as far as reading texts asks for it: without the examples of its rules, which only tests of rules read, and without patterns,
/// features and steps, which are archived as they are run (`FeatureIndex`). Reading it back takes about a fiftieth of compiling it.
extension RuleSet: Archivable {
  package init(from archive: inout ArchiveReader) throws(ArchiveError) {
    self.init()
    tokenizer = try archive.read()
    vocabulary = tokenizer.vocabulary
    numbers = NumberReader(vocabulary: vocabulary)
    trie = try archive.read()
    lists = try archive.read()
    entries = try archive.read()
    cells = try archive.read()
    files = try archive.read()
    needs = try archive.read { archive throws(ArchiveError) in try archive.read() }
    listOfEntry = try archive.read()
    codeOfEntry = try archive.read()
    hasNeeds = try archive.read()
    codeNames = try archive.read()
    types = try archive.read()
    phases = try archive.read()
    rules = try archive.read()
    moods = try archive.read()
    spellings = try archive.read { archive throws(ArchiveError) in try archive.read() }
    filters = try archive.read()
    filterAllows = try archive.read()
    mentionFilters = try archive.read()
    notNames = try archive.read()
    alsoNames = try archive.read()
    nameParticles = try archive.read()
    joinedParticles = try archive.read()
    openingParticles = try archive.read()
  }

  package func write(to archive: inout ArchiveWriter) {
    archive.write(tokenizer)
    archive.write(trie)
    archive.write(lists)
    archive.write(entries)
    archive.write(cells)
    archive.write(files)
    archive.write(needs) { $0.write($1) }
    archive.write(listOfEntry)
    archive.write(codeOfEntry)
    archive.write(hasNeeds)
    archive.write(codeNames)
    archive.write(types)
    archive.write(phases)
    archive.write(rules)
    archive.write(moods)
    archive.write(spellings) { $0.write($1) }
    archive.write(filters)
    archive.write(filterAllows)
    archive.write(mentionFilters)
    archive.write(notNames)
    archive.write(alsoNames)
    archive.write(nameParticles)
    archive.write(joinedParticles)
    archive.write(openingParticles)
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
    case 4: self = .sum(try archive.read(), try archive.read())
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
    case .sum(let capture, let more):
      archive.write(UInt8(4))
      archive.write(capture)
      archive.write(more)
    }
  }
}
