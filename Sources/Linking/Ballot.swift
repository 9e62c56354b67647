import Incidents
import Mentions
import Records
import Text

/// The records of one event as voters: each independent source has one vote, near-copies share theirs.
struct Ballot {
  struct Voter {
    var id: String
    /// The article that the vote counts for.
    var source: String
    var published: Int
    var incident: Incident
  }

  let voters: [Voter]
  private let sources: Int

  init(_ tellings: [Event.Telling], _ sources: [Event.Source]) {
    let original = Dictionary(uniqueKeysWithValues: sources.map { ($0.article, $0.twinOf ?? $0.article) })
    voters = tellings.map { telling in
      Voter(
        id: telling.record.id, source: original[telling.record.article] ?? telling.record.article,
        published: telling.record.published.flatMap { Signature.days(of: $0.date)?.upperBound } ?? 0,
        incident: telling.record.incident)
    }.sorted { $0.id < $1.id }
    self.sources = Set(voters.map(\.source)).count
  }

  /// What was told, by whom, the value of most sources first; then the latest told, then that of the first id.
  func told<Value: Hashable>(_ read: (Voter) -> Value?) -> [(value: Value, voters: [Voter])] {
    var groups: [(value: Value, voters: [Voter])] = []
    var places: [Value: Int] = [:]
    for voter in voters {
      guard let value = read(voter) else { continue }
      if let place = places[value] {
        groups[place].voters.append(voter)
      } else {
        places[value] = groups.count
        groups.append((value, [voter]))
      }
    }
    func rank(_ group: [Voter]) -> (Int, Int) { (Set(group.map(\.source)).count, group.map(\.published).max() ?? 0) }
    return groups.enumerated().sorted { a, b in
      let (x, y) = (rank(a.element.voters), rank(b.element.voters))
      return x == y ? a.offset < b.offset : x > y
    }.map(\.element)
  }

  func winner<Value: Hashable>(_ read: (Incident) -> Value?) -> Value? { told { read($0.incident) }.first?.value }

  // MARK: Lists

  /// The elements that at least a share of the sources name: the most named first.
  func agreed<Element: Hashable>(_ path: KeyPath<Incident, [Element]>, least: Double = 0.25) -> [Element] {
    agreed(path, least: least) { $0 }
  }

  func agreed<Element, Key: Hashable>(_ path: KeyPath<Incident, [Element]>, least: Double, _ key: (Element) -> Key)
    -> [Element]
  {
    var found: [(element: Element, sources: Set<String>)] = []
    var places: [Key: Int] = [:]
    for voter in voters {
      for element in voter.incident[keyPath: path] {
        if let place = places[key(element)] {
          found[place].sources.insert(voter.source)
        } else {
          places[key(element)] = found.count
          found.append((element, [voter.source]))
        }
      }
    }
    let needed = max(1, Int((least * Double(sources)).rounded(.up)))
    return found.enumerated().filter { $0.element.sources.count >= needed }
      .sorted { ($1.element.sources.count, $0.offset) < ($0.element.sources.count, $1.offset) }.map(\.element.element)
  }

  // MARK: Single values

  /// The day that most sources tell, the more precise before the less; days that cannot be the same are a conflict.
  func date(_ conflicts: inout [Event.Conflict]) -> DatedValue? {
    let told = told { $0.incident.date?.date }
    func precision(_ date: PartialDate) -> Int { date.exactDay != nil ? 2 : date.month != nil ? 1 : 0 }
    func votes(_ row: (value: PartialDate, voters: [Voter])) -> Int { Set(row.voters.map(\.source)).count }
    guard
      let best = told.enumerated().max(by: { a, b in
        let (x, y) = ((precision(a.element.value), votes(a.element)), (precision(b.element.value), votes(b.element)))
        return x == y ? a.offset > b.offset : x < y
      })?.element
    else { return nil }
    let range = Signature.days(of: best.value)
    let differing = told.filter { row in
      guard let range, let other = Signature.days(of: row.value) else { return false }
      return !range.overlaps(other)
    }
    if !differing.isEmpty { conflicts.append(Event.Conflict("date", [best] + differing) { .text($0.value) }) }
    return best.voters[0].incident.date
  }

  func affected(_ conflicts: inout [Event.Conflict]) -> Incident.Affected {
    var affected = Incident.Affected()
    func settle(_ field: String, _ path: WritableKeyPath<Incident.Affected, Int?>) {
      let rows = told { $0.incident.affected[keyPath: path] }
      // No part of them is more than all.
      affected[keyPath: path] = rows.first { row in affected.count.map { row.value <= $0 } ?? true }?.value
      if rows.count > 1 { conflicts.append(Event.Conflict("affected.\(field)", rows) { .number($0) }) }
    }
    settle("count", \.count)
    settle("dead", \.dead)
    settle("female", \.female)
    settle("male", \.male)
    settle("minors", \.minors)
    let counts = voters.compactMap(\.incident.affected.count)
    let lows = voters.compactMap(\.incident.affected.min) + counts
    let highs = voters.compactMap(\.incident.affected.max) + counts
    if Set(counts).count > 1 || affected.count == nil {
      affected.min = lows.min()
      affected.max = highs.max()
    }
    affected.text = voters.first { $0.incident.affected.count == affected.count }?.incident.affected.text
    return affected
  }

  // MARK: People

  /// One row a person: names that are parts of one another are one person, the fullest name stays.
  func people(_ conflicts: inout [Event.Conflict]) -> [Incident.Person] {
    var groups: [[(person: Incident.Person, voter: Voter)]] = []
    let told = voters.flatMap { voter in voter.incident.people.map { ($0, voter) } }
    let order = told.enumerated().sorted { a, b in
      let (x, y) = (nameWords(a.element.0.name).count, nameWords(b.element.0.name).count)
      return x == y ? a.offset < b.offset : x > y
    }.map(\.element)
    for (person, voter) in order {
      let words = Set(nameWords(person.name))
      if let index = groups.firstIndex(where: { !words.isEmpty && words.isSubset(of: nameWords($0[0].person.name)) }) {
        groups[index].append((person, voter))
      } else {
        groups.append([(person, voter)])
      }
    }
    return groups.map { group in
      var person = group[0].person
      let ballot = Ballot(voters: group.map(\.voter), sources: sources)
      func settle<Value: Hashable>(
        _ field: String, _ path: WritableKeyPath<Incident.Person, Value?>, _ shown: (Value) -> Event.Conflict.Value
      ) {
        var rest = group[...]
        let rows = ballot.told { _ in rest.popFirst()?.person[keyPath: path] }
        person[keyPath: path] = rows.first?.value
        if rows.count > 1 { conflicts.append(Event.Conflict("people[\(person.name)].\(field)", rows, shown)) }
      }
      settle("age", \.age) { .number($0) }
      settle("sex", \.sex) { .text($0.rawValue) }
      settle("status", \.status) { .text($0.rawValue) }
      settle("origin", \.origin) { .text($0) }
      return person
    }
  }

  private init(voters: [Voter], sources: Int) {
    self.voters = voters
    self.sources = sources
  }
}

extension Event.Conflict {
  fileprivate init<V: Hashable>(_ field: String, _ rows: [(value: V, voters: [Ballot.Voter])], _ shown: (V) -> Value) {
    self.init(field: field, values: rows.map { Told(value: shown($0.value), members: $0.voters.map(\.id)) })
  }
}
