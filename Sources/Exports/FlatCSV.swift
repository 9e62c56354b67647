import Bytes
import Incidents
import Mentions
package import Records
import Text

/// One line of comma-separated values an incident (RFC 4180, a header line); the elements of a list are parted by "; ".
package struct FlatCSV: TextExport {
  private let privacy: Privacy

  package init(privacy: Privacy) { self.privacy = privacy }

  package func begin() -> String { csvLine(Self.columns.map(\.name)) }

  package func add(_ record: IncidentRecord) -> String {
    let shown = privacy.applied(to: record)
    return csvLine(Self.columns.map { $0.read(shown, privacy) })
  }

  private struct Column: Sendable {
    var name: String
    var read: @Sendable (IncidentRecord, Privacy) -> String
  }

  private static func column(_ name: String, _ read: @escaping @Sendable (IncidentRecord) -> String?) -> Column {
    Column(name: name) { record, _ in read(record) ?? "" }
  }

  private static func list(_ name: String, _ read: @escaping @Sendable (Incident) -> [String]) -> Column {
    Column(name: name) { record, _ in read(record.incident).joined(separator: "; ") }
  }

  private static func number(_ name: String, _ read: @escaping @Sendable (Incident) -> Int?) -> Column {
    Column(name: name) { record, _ in read(record.incident).map(String.init) ?? "" }
  }

  private static let columns: [Column] = [
    column("id") { $0.id },
    column("article") { $0.article },
    column("url") { $0.url },
    column("title") { $0.title },
    column("published") { $0.published?.date.value },
    column("date") { $0.incident.date?.date.value },
    column("date_precision") { $0.incident.date?.date.precision.rawValue },
    column("date_basis") { $0.incident.date?.basis.rawValue },
    list("harms", \.harms),
    list("responses", \.responses),
    list("countries", \.countries),
    list("places") { $0.places.map(\.name) },
    list("origins") { $0.origins.map(\.code) },
    list("origin_names") { $0.origins.map(\.name) },
    list("sectors", \.sectors),
    number("affected_count", \.affected.count),
    number("affected_min", \.affected.min),
    number("affected_max", \.affected.max),
    number("dead", \.affected.dead),
    number("female", \.affected.female),
    number("male", \.affected.male),
    number("minors", \.affected.minors),
    column("affected_text") { $0.incident.affected.text },
    Column(name: "people") { record, privacy in
      record.incident.people.map { person($0, of: record.incident, privacy) }.joined(separator: "; ")
    },
    number("suspects_count", \.suspects.count),
    list("suspects", \.suspects.names),
    list("agencies") { $0.agencies.map(\.name) },
    list("officials", \.officials),
    list("laws", \.laws),
    column("alleged") { String($0.incident.alleged) },
    column("background") { String($0.incident.background) },
    column("confidence") { String($0.incident.confidence) },
    column("link_key") { $0.incident.linkKey },
    list("flags") { $0.findings.map(\.flag.rawValue) },
  ]

  /// "Budi Contoh (24, male, dead)".
  private static func person(_ person: Incident.Person, of incident: Incident, _ privacy: Privacy) -> String {
    let age = incident.age(of: person, privacy).map { String($0) } ?? incident.ageBand(of: person)
    let details = [age, person.sex?.rawValue, person.status?.rawValue].compactMap { $0 }
    return person.name + (details.isEmpty ? "" : " (\(details.joined(separator: ", ")))")
  }
}
