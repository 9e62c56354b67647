import Bytes
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

extension Incident {
  /// Its ages are the lower ends of bands already: the run was told to mask people.
  private var isMasked: Bool { findings.contains { $0.flag == .masked } }

  /// The age as a number, where it is one and may be told.
  func age(of person: Person, _ privacy: Privacy) -> Int? { privacy == .open && !isMasked ? person.age : nil }

  /// The band of an age: of a masked record the one it was put into, else one of the standard's.
  func ageBand(of person: Person) -> String? {
    guard let age = person.age else { return nil }
    guard isMasked else { return Exports.ageBand(age) }
    guard let band = Incident.bands.last(where: { $0.lowerBound <= age }) else { return nil }
    return band == Incident.bands.last ? "\(band.lowerBound)+" : "\(band.lowerBound)--\(band.upperBound - 1)"
  }
}

/// The age bands of the k-anonymised global dataset of the Counter-Trafficking Data Collaborative (`ageBroad`).
private func ageBand(_ age: Int) -> String {
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
