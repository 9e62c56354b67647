import Bytes
package import Incidents
package import Mentions
import Records
package import Text

/// One event as several articles tell it. Field names are those of `saring.event/1`.
package struct Event: Sendable {
  /// One record of the event, and what is kept of its article's body.
  struct Telling {
    var record: IncidentRecord
    var sketch: Sketch
  }

  package struct Source: Hashable, Sendable {
    package var article: String
    package var url: String?
    /// The earlier article that this one repeats: both count as one source.
    package var twinOf: String?
  }

  package struct Conflict: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
      case text(String)
      case number(Int)
    }
    package struct Told: Hashable, Sendable {
      package var value: Value
      /// Ids of the incident records that say so.
      package var members: [String]
    }
    package var field: String
    package var values: [Told]
  }

  package var id: String
  package var linkKey: String
  package var harms: [String]
  package var responses: [String]
  package var date: DatedValue?
  package var countries: [String]
  package var places: [Incident.Place]
  package var origins: [Entities.Region]
  package var sectors: [String]
  package var affected: Incident.Affected
  package var people: [Incident.Person]
  package var members: [String]
  package var sources: [Source]
  package var conflicts: [Conflict]
  /// Ids of the events that this one is a later stage of.
  package var follows: [String] = []

  /// `event:` and 16 hex digits, from the member that comes first in the alphabet: the same however the input is ordered.
  static func id(of members: [String]) -> String {
    "event:" + SHA256.hex(Array((members.min() ?? "").utf8)).prefix(16)
  }
}

extension Event {
  /// The event that these records tell, one at least.
  init(_ tellings: [Telling]) {
    sources = Source.all(of: tellings)
    let ballot = Ballot(tellings, sources)
    members = tellings.map(\.record.id)
    id = Event.id(of: members)
    linkKey = ballot.winner { $0.linkKey } ?? ""
    harms = ballot.agreed(\.harms)
    responses = ballot.agreed(\.responses)
    countries = ballot.agreed(\.countries)
    sectors = ballot.agreed(\.sectors)
    places = ballot.agreed(\.places, least: 0.2) { nameWords($0.name).joined(separator: " ") }
    origins = ballot.agreed(\.origins, least: 0.2) { $0.code }
    var conflicts: [Conflict] = []
    date = ballot.date(&conflicts)
    affected = ballot.affected(&conflicts)
    people = ballot.people(&conflicts)
    self.conflicts = conflicts
  }
}

extension Event.Source {
  /// The articles of the records, each once; a near-copy names the earliest article that it repeats.
  ///
  /// Without bodies, the same headline within three days is taken for a copy.
  static func all(of tellings: [Event.Telling]) -> [Self] {
    var seen: Set<String> = []
    let articles = tellings.filter { seen.insert($0.record.article).inserted }
    // Earliest first; those without a day last.
    let order = articles.indices.sorted { a, b in
      let (x, y) = (articles[a].published, articles[b].published)
      return x == y ? a < b : x < y
    }
    var twins: [Int: Int] = [:]
    var originals: [Int] = []
    for index in order {
      if let original = originals.first(where: { articles[index].repeats(articles[$0]) }) {
        twins[index] = original
      } else {
        originals.append(index)
      }
    }
    return articles.enumerated().map { index, telling in
      Self(
        article: telling.record.article, url: telling.record.url,
        twinOf: twins[index].map { articles[$0].record.article })
    }
  }
}

extension Event.Telling {
  fileprivate var published: Int { record.published.flatMap { Signature.days(of: $0.date)?.lowerBound } ?? Int.max }

  fileprivate func repeats(_ other: Self) -> Bool {
    if sketch.count > 0 && other.sketch.count > 0 { return sketch.isTwin(of: other.sketch) }
    guard let a = record.title, let b = other.record.title, published != Int.max, other.published != Int.max else {
      return false
    }
    return abs(published - other.published) <= 3 && wordHashes(Array(a.utf8)) == wordHashes(Array(b.utf8))
      && wordHashes(Array(a.utf8)).count >= 4
  }
}
