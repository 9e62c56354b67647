import Articles
import Bytes
import Incidents
import JSON
package import Records
package import SQL

/// Joins incident records of many articles into events. Give it the articles first, then the incidents, then ask for the events.
///
/// Everything but about 50 bytes a record stands in the database. The order of the input decides nothing but the order of the output.
/// Complexity: O(*k* log *k*) in the blocking keys, about a dozen a record, and at most ``BlockingKey/narrowWindow`` comparisons a key.
package struct Linker {
  private let store: LinkStore
  private let seats: Set<String>
  private var records: [(article: UInt64, day: Int32?)] = []

  /// - Parameters:
  ///   - database: empty, for scratch; the caller opens it and removes its file.
  ///   - missionSeats: cities with an embassy or consulate, in any case.
  package init(database: Database, missionSeats: [String]) throws(DatabaseError) {
    store = try LinkStore(database)
    seats = Set(missionSeats.map { nameWords($0).joined(separator: " ") })
  }

  package mutating func add(_ article: ArticleRecord) throws(DatabaseError) {
    try store.add(article: article.article.id, ArticleTraits(article))
  }

  /// Adds one line of `saring.incident/1`.
  ///
  /// - Throws: ``RecordError``, ``DatabaseError``.
  package mutating func addIncident(_ line: [UInt8], number: Int) throws {
    let bare = try withoutEvidence(line, number)
    let record = try readIncident(bare, number: number)
    let signature = Signature(record, try store.traits(of: record.article), seats: seats)
    try store.add(record: records.count, signature, line: bare)
    records.append((signature.article, (signature.date.first ?? signature.published.first).map { Int32($0) }))
  }

  /// The line without its longest part, which linking does not read.
  private func withoutEvidence(_ line: [UInt8], _ number: Int) throws -> [UInt8] {
    guard var object = try? JSONReader.value(of: line).object else { return line }
    for field in ["evidence", "flags", "officials", "laws"] where object[field] != nil { object[field] = [] }
    var writer = JSONWriter(reservingCapacity: line.count)
    writer.value(.object(object))
    return writer.bytes
  }

  // MARK: Events

  /// Calls `emit` with each event, in the order of their first records.
  package mutating func events(_ emit: (Event) throws -> Void) throws {
    try comparePairs()
    var clusters = Clusters(records: records)
    try store.forEachPair(.same) { score, a, b in
      // Surer pairs may lie further apart.
      clusters.join(a, b, longestDays: score >= 100 ? PairScore.longestEvent : 150)
    }
    var follows: [Int: Set<Int>] = [:]
    try store.forEachPair(.follows) { _, earlier, later in
      let (before, after) = (clusters.root(of: earlier), clusters.root(of: later))
      if before != after && follows[before]?.contains(after) != true { follows[after, default: []].insert(before) }
    }
    for record in records.indices where clusters.root(of: record) == record {
      var event = try merged(clusters.members(of: record).sorted())
      event.follows = try (follows[record] ?? []).sorted().map { try eventID(clusters.members(of: $0)) }
      try emit(event)
    }
  }

  private func eventID(_ members: [Int]) throws -> String {
    Event.id(of: try members.map { try readIncident(try store.line(of: $0)).id })
  }

  private func merged(_ members: [Int]) throws -> Event {
    var tellings: [Event.Telling] = []
    for member in members {
      let record = try readIncident(try store.line(of: member))
      tellings.append(Event.Telling(record: record, sketch: try store.signature(of: member).sketch))
    }
    return Event(tellings)
  }

  /// Compares every record with those before it in its blocks, and keeps the pairs that may be one event or a later stage of it.
  private func comparePairs() throws {
    var block: (key: Int, isBroad: Bool)?
    var window: [Candidate] = []
    try store.forEachKey { key, isBroad, record in
      if block?.key != key || block?.isBroad != isBroad {
        block = (key, isBroad)
        window.removeAll(keepingCapacity: true)
      }
      let candidate = Candidate(record, try store.signature(of: record))
      let size = isBroad ? BlockingKey.broadWindow : BlockingKey.narrowWindow
      for neighbour in window.reversed() {
        if isBroad, let day = candidate.signature.sortingDay, let before = neighbour.signature.sortingDay,
          day - before > BlockingKey.broadDays
        {
          break
        }
        try compare(neighbour, candidate)
      }
      window.append(candidate)
      if window.count > size { window.removeFirst(window.count - size) }
    }
  }

  /// A record in the window. A class: a signature has two dozen lists, and copying them took a third of the time.
  private final class Candidate {
    let record: Int
    let signature: Signature

    init(_ record: Int, _ signature: Signature) {
      self.record = record
      self.signature = signature
    }
  }

  private func compare(_ a: Candidate, _ b: Candidate) throws {
    guard let score = PairScore(a.signature, b.signature) else { return }
    let tie = a.signature.id ^ b.signature.id
    if score.total >= PairScore.threshold {
      try store.add(
        .same, score.total + (score.isCertain ? 100 : 0), tie: tie, min(a.record, b.record), max(a.record, b.record))
    } else if score.identity >= PairScore.followThreshold, let (earlier, later) = followUp(a, b) {
      try store.add(.follows, score.identity, tie: tie, earlier, later)
    }
  }

  /// Which of two records is a later stage of the other's event: at most three years later, with a response that comes after.
  private func followUp(_ a: Candidate, _ b: Candidate) -> (earlier: Int, later: Int)? {
    guard let x = a.signature.sortingDay, let y = b.signature.sortingDay, x != y, abs(x - y) <= 1100 else { return nil }
    let (earlier, later) = x < y ? (a, b) : (b, a)
    let new = later.signature.responses.filter { !earlier.signature.responses.contains($0) }
    return shares(new, Linker.laterStages) ? (earlier.record, later.record) : nil
  }

  private static let laterStages = [
    "repatriation", "remains_repatriation", "deportation", "suspect_arrest", "prosecution", "verdict",
  ].map(StableHash.of).sorted()
}
