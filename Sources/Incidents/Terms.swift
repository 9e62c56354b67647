import Mentions
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
  /// How much evidence it needs.
  var least: Double
  /// How likely its day is the incident's.
  var dateRank: Int
  /// Terms that it stands for.
  var over: Set<String>
}

/// What `lists/incident_terms.tsv` and `lists/incident_people.tsv` say.
struct Definitions: Sendable {
  private(set) var terms: [String: Term] = [:]
  /// Codes of @person_terms that may be affected, the likelier the higher.
  private(set) var people: [String: PeopleTerm] = [:]

  struct PeopleTerm: Sendable {
    var rank: Int
    /// People of this kind make a page one of ours.
    var isOurs: Bool
  }

  init(_ rules: RuleSet) {
    for entry in rules.list(named: "incident_terms")?.entries ?? 0..<0 {
      let name = rules.entries[entry].name
      terms[name] = Term(
        name: name, isHarm: rules.cell(entry, "kind") == "harm", starts: rules.cell(entry, "starts") == "yes",
        people: Definitions.set(rules.cell(entry, "people")),
        status: Incident.Person.Status(rawValue: rules.cell(entry, "status")),
        least: Double(rules.cell(entry, "least")) ?? 2, dateRank: Int(rules.cell(entry, "date")) ?? 1,
        over: Definitions.set(rules.cell(entry, "over")))
    }
    for entry in rules.list(named: "incident_people")?.entries ?? 0..<0 {
      people[rules.entries[entry].name] = PeopleTerm(
        rank: Int(rules.cell(entry, "rank")) ?? 0, isOurs: rules.cell(entry, "ours") == "yes")
    }
  }

  private static func set(_ cell: String) -> Set<String> { Set(cell.split(separator: "|").map(String.init)) }

  subscript(mention: Mention) -> Term? { mention["kind"].flatMap { terms[$0] } }
}
