import Incidents
import Mentions
import Records

/// What of a person leaves the house.
package enum Privacy: Sendable {
  case open
  /// Affected people, minors among them, by initials; ages in bands; no headline, address or wording that holds a name, an age or a street.
  ///
  /// Hides the names that the record knows. A headline may hold one that was not found, and an article's id is the dump's own.
  case protected
}

/// The age bands of the k-anonymised global dataset of the Counter-Trafficking Data Collaborative (`ageBroad`).
func ageBand(_ age: Int) -> String {
  switch age {
  case ..<9: "0--8"
  case ..<18: "9--17"
  case ..<21: "18--20"
  case ..<24: "21--23"
  case ..<27: "24--26"
  case ..<30: "27--29"
  case ..<39: "30--38"
  case ..<48: "39--47"
  default: "48+"
  }
}

extension Privacy {
  /// The record as it may be shown: ages stay numbers here, the writers band them.
  func applied(to record: IncidentRecord) -> IncidentRecord {
    guard self == .protected else { return record }
    var record = record
    let people = record.incident.people
    let mask = PrivacyMask(names: people.map(\.name), ages: people.compactMap(\.age))
    for index in people.indices { record.incident.people[index].name = NameMask.initials(of: people[index].name) }
    func withheld(_ text: String?) -> String? { text.flatMap { mask.masked($0) == $0 ? $0 : nil } }
    record.title = withheld(record.title)
    record.incident.affected.text = withheld(record.incident.affected.text)
    record.url = record.url.flatMap { mask.isTold(in: $0) ? nil : $0 }
    // A victim who is a suspect too keeps the initials.
    record.incident.suspects.names = record.incident.suspects.names.map { mask.masked($0) == $0 ? $0 : NameMask.initials(of: $0) }
    record.incident.officials = record.incident.officials.map { mask.names.isWholly($0) ? NameMask.initials(of: $0) : $0 }
    for index in record.incident.agencies.indices where record.incident.agencies[index].id == nil {
      record.incident.agencies[index].name = mask.masked(record.incident.agencies[index].name)
    }
    return record
  }
}
