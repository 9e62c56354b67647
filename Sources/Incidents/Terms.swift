import RuleBook

/// What `lists/incident_terms.tsv` says of a harm or response.
struct Term: Sendable {
  var name: String
  var isHarm: Bool
  /// By itself it can make an incident.
  var starts: Bool
  /// Codes of @person_terms whose counts it takes.
  var people: Set<String>
  var status: Incident.Person.Status?
}

extension RuleSet {
  var incidentTerms: [String: Term] {
    var terms: [String: Term] = [:]
    for entry in list(named: "incident_terms")?.entries ?? 0..<0 {
      let name = entries[entry].name
      terms[name] = Term(
        name: name, isHarm: cell(entry, "kind") == "harm", starts: cell(entry, "starts") == "yes",
        people: Set(cell(entry, "people").split(separator: "|").map(String.init)),
        status: Incident.Person.Status(rawValue: cell(entry, "status")))
    }
    return terms
  }
}
