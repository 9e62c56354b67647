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
  /// All lands that title and lead name are the incident's.
  var hasManyLands: Bool
  /// All lands that people were bound for are the incident's, or were promised where none is told.
  var hasDestinations: Bool
  /// So are lands that people crossed into.
  var hasCrossings: Bool
  /// Nobody left the country: no place abroad.
  var isAtHome: Bool
  /// Whose page it is one of.
  var ours: Ours
  /// Told of twice, it makes an incident where the page names no land.
  var needsNoLand: Bool
  /// Who stands beside it is a suspect.
  var accuses: Bool
  /// What it is where suspects are told of; elsewhere it is nothing.
  var ofSuspects: String?
  /// The term that it is where all whom it befell died.
  var ofDead: String?
  /// Two or three people whom it befell on days of their own have a case each.
  var hasCaseEach: Bool
  /// Police and courts make it public: the day they do is its day where no other is told.
  var isAnnounced: Bool
  /// How much evidence it needs.
  var least: Double
  /// How likely its day is the incident's.
  var dateRank: Int
  /// Terms whose day is the incident's where the title has this one.
  var titledDates: Set<String>
  /// Terms that it stands for, dropped beside it unless title or lead has them on their own.
  var over: Set<String>
  /// The same, dropped in any case.
  var always: Set<String>
  /// Terms dropped beside it where it befell one person and only the text further down tells them.
  var overOfOne: Set<String>

  /// Whether what befell them makes a page one about citizens or workers abroad, or only beside words for where people were bound.
  enum Ours: String, Sendable { case no, bound, yes }

  /// People died of it.
  var isDeath: Bool { isHarm && status == .dead }
}

/// What `lists/incident_terms.tsv` and `lists/incident_people.tsv` say.
struct Definitions: Sendable {
  private(set) var terms: [String: Term] = [:]
  /// Codes of @person_terms that may be affected, the likelier the higher.
  private(set) var people: [String: PeopleTerm] = [:]

  /// Kinds of bodies that do not act in an incident.
  private(set) var idleKinds: Set<String> = []
  /// Kinds of bodies that act only where their place is told.
  private var seatedKinds: Set<String> = []
  /// Of bodies that act only where title or lead name them.
  private var openingKinds: Set<String> = []
  private var townKinds: Set<String> = []
  private(set) var regional: Set<String> = []

  /// By code: the body that another one is where both have one seat.
  private var sameBodies: [String: String] = [:]

  /// A body of this kind can act in an incident.
  func acts(_ body: Mention, isOpening: Bool) -> Bool {
    let ofAnyLand = body["id"].map { "*" + $0.drop { $0 != "-" } }
    let names = [body["kind"], body["id"], ofAnyLand].compactMap { $0 }
    return !names.contains(where: idleKinds.contains) && (isOpening || !names.contains(where: openingKinds.contains))
  }
  /// Bodies of this kind are named by their town, where nothing happened.
  func isNamedByTown(_ kind: String) -> Bool { townKinds.contains(kind) }
  /// A body of this kind that has many seats acts only where its place is told.
  func needsSeat(_ kind: String) -> Bool { seatedKinds.contains(kind) }
  /// "imigrasi" of a town is its "kanim".
  func body(sameAs id: String) -> String { sameBodies[id] ?? id }
  /// The body has one in each province or town.
  func hasManySeats(_ id: String) -> Bool { regional.contains(id) }

  /// Sectors that give way to others.
  private(set) var weakSectors: [String: Set<String>] = [:]
  /// A greater number of people is a running total.
  private(set) var mostPeople = 999
  /// Days that part an older case from the one told.
  private(set) var olderDays = 40
  /// Of a number without an end ("banyak", "belasan"): from this one on it counts people.
  private(set) var leastOpen = 11
  /// How many sentences of the body are its lead.
  private(set) var lead = 3

  /// How likely a value of a field is right that one sentence of the body gives; and that there is an incident at all.
  private var chances: [String: Double] = [:]
  /// By what its odds are multiplied, by what speaks for it or against it.
  private var factors: [String: Double] = [:]
  /// From so many values in its field on, each is doubtful.
  private var crowd = Int.max

  func chance(of name: String) -> Double? { chances[name] }

  /// How likely a value with such grounds is right; nil where its field has no row.
  func chance(_ grounds: Grounds) -> Double? {
    guard let chance = chances[grounds.field] else { return nil }
    var odds = chance / (1 - chance)
    if grounds.isTitled { odds *= factors["title"] ?? 1 }
    if grounds.sentences > 1 { odds *= factors["twice"] ?? 1 }
    if grounds.sentences > 2 { odds *= factors["thrice"] ?? 1 }
    if grounds.isBesideOtherLands { odds *= factors["lands"] ?? 1 }
    if grounds.company >= crowd { odds *= factors["company"] ?? 1 }
    return odds / (1 + odds)
  }

  struct PeopleTerm: Sendable {
    var rank: Int
    /// People of this kind make a page one of ours.
    var isOurs: Bool
    /// Where somebody is accused, they are those it befell wherever they are counted.
    var isBesideAccused: Bool
    /// They had not left the country.
    var isAtHome: Bool
    /// The word says what befell them, and so parts one case from another.
    var tellsFate: Bool
    /// The word does not tell whether they are ours.
    var isAnyone: Bool
    /// Who is on board with them.
    var aboard: Aboard?
    enum Aboard: String, Sendable { case passenger, crew }
  }

  init(_ rules: RuleSet) {
    for entry in rules.list(named: "incident_terms")?.entries ?? 0..<0 {
      let name = rules.name(of: entry)
      let over = Definitions.set(rules.cell(entry, "over"))
      terms[name] = Term(
        name: name, isHarm: rules.cell(entry, "kind") == "harm", starts: rules.cell(entry, "starts") == "yes",
        people: Definitions.set(rules.cell(entry, "people")),
        status: Incident.Person.Status(rawValue: rules.cell(entry, "status")),
        hasManyLands: rules.cell(entry, "lands") == "many",
        hasDestinations: ["many", "bound"].contains(rules.cell(entry, "lands")), hasCrossings: rules.cell(entry, "lands") == "crossed",
        isAtHome: rules.cell(entry, "places") == "none",
        ours: Term.Ours(rawValue: rules.cell(entry, "ours")) ?? .no, needsNoLand: rules.cell(entry, "landless") == "yes",
        accuses: rules.cell(entry, "accuses") == "yes", ofSuspects: Definitions.code(rules.cell(entry, "becomes")),
        ofDead: Definitions.code(rules.cell(entry, "dead")),
        hasCaseEach: rules.cell(entry, "each") == "yes",
        isAnnounced: rules.cell(entry, "announced") == "yes",
        least: Double(rules.cell(entry, "least")) ?? 2,
        dateRank: Int(rules.cell(entry, "date")) ?? 1, titledDates: Definitions.set(rules.cell(entry, "titled")),
        over: over.filter { !$0.hasSuffix("!") && !$0.hasSuffix("?") },
        always: Definitions.marked(over, "!"), overOfOne: Definitions.marked(over, "?"))
    }
    for entry in rules.list(named: "incident_people")?.entries ?? 0..<0 {
      people[rules.name(of: entry)] = PeopleTerm(
        rank: Int(rules.cell(entry, "rank")) ?? 0, isOurs: rules.cell(entry, "ours") == "yes",
        isBesideAccused: rules.cell(entry, "ours") == "accused",
        isAtHome: rules.cell(entry, "places") == "none", tellsFate: rules.cell(entry, "fate") == "yes",
        isAnyone: rules.cell(entry, "anyone") == "yes", aboard: PeopleTerm.Aboard(rawValue: rules.cell(entry, "aboard")))
    }

    for entry in rules.list(named: "incident_sectors")?.entries ?? 0..<0 {
      weakSectors[rules.name(of: entry)] = Definitions.set(rules.cell(entry, "under"))
    }
    for entry in rules.list(named: "incident_bodies")?.entries ?? 0..<0 {
      if rules.cell(entry, "town") == "yes" { townKinds.insert(rules.name(of: entry)) }
      sameBodies[rules.name(of: entry)] = Definitions.code(rules.cell(entry, "counts_as"))
      switch rules.cell(entry, "acts") {
      case "no": idleKinds.insert(rules.name(of: entry))
      case "seated": seatedKinds.insert(rules.name(of: entry))
      case "opening": openingKinds.insert(rules.name(of: entry))
      default: break
      }
    }
    for list in ["agencies", "agency_abbreviations"] {
      for entry in rules.list(named: list)?.entries ?? 0..<0 where rules.cell(entry, "regional") == "yes" {
        regional.insert(rules.cell(entry, "code"))
      }
    }
    for entry in rules.list(named: "incident_chances")?.entries ?? 0..<0 {
      let name = rules.name(of: entry)
      chances[name] = Double(rules.cell(entry, "chance"))
      factors[name] = Double(rules.cell(entry, "odds"))
      if name == "company", let least = Int(rules.cell(entry, "from")) { crowd = least }
    }
    for entry in rules.list(named: "incident_limits")?.entries ?? 0..<0 {
      guard let value = Int(rules.cell(entry, "value")) else { continue }
      switch rules.name(of: entry) {
      case "most_people": mostPeople = value
      case "older_days": olderDays = value
      case "least_open": leastOpen = value
      case "lead": lead = value
      default: break
      }
    }
  }

  private static func set(_ cell: String) -> Set<String> { Set(cell.split(separator: "|").map(String.init)) }
  private static func code(_ cell: String) -> String? { cell.isEmpty ? nil : cell }
  /// Those that end in a mark, without it.
  private static func marked(_ codes: Set<String>, _ mark: String) -> Set<String> {
    Set(codes.filter { $0.hasSuffix(mark) }.map { String($0.dropLast()) })
  }

  subscript(mention: Mention) -> Term? { mention["kind"].flatMap { terms[$0] } }

  /// The people whom a mention counts or speaks of.
  func people(of mention: Mention) -> PeopleTerm? { (mention["people"] ?? mention["code"]).flatMap { people[$0] } }
}
