import Incidents
import Records

/// What of a person leaves the house.
package enum Privacy: Sendable {
  case open
  /// Affected people, minors among them, by initials; ages in bands; no headline, address or wording that holds a name.
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

/// "Budi Contoh bin Umpama" is "B.C.B.U."; initials stay as they are.
func initials(_ name: String) -> String {
  let words = name.split { !($0.isLetter || $0 == "'" || $0 == "’" || $0 == "-") }
  // Capitals of three letters at most are initials already: FI, RAH.
  if words.count == 1, let only = words.first, only.count <= 3, only.allSatisfy(\.isUppercase) { return String(only) }
  return words.compactMap(\.first).map { $0.uppercased() + "." }.joined()
}

extension Privacy {
  /// The record as it may be shown: ages stay numbers here, the writers band them.
  func applied(to record: IncidentRecord) -> IncidentRecord {
    guard self == .protected, !record.incident.people.isEmpty else { return record }
    var record = record
    var hidden: Set<String> = []
    for index in record.incident.people.indices {
      let name = record.incident.people[index].name
      let short = initials(name)
      // Initials hide nothing more; "Adi" does.
      if short != name { for word in nameWords(name) where word.count > 2 { hidden.insert(word) } }
      record.incident.people[index].name = initials(name)
    }
    func holdsName(_ text: String) -> Bool { !hidden.isDisjoint(with: nameWords(text)) }
    if record.title.map(holdsName) ?? false { record.title = nil }
    if record.url.map(holdsName) ?? false { record.url = nil }
    if record.incident.affected.text.map(holdsName) ?? false { record.incident.affected.text = nil }
    // A victim who is a suspect too keeps the initials.
    record.incident.suspects.names = record.incident.suspects.names.map { holdsName($0) ? initials($0) : $0 }
    return record
  }

  private func nameWords(_ text: String) -> [String] { text.lowercased().split { !$0.isLetter }.map(String.init) }
}
