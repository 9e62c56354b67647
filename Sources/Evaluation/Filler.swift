import JSON

/// One filled slot of an incident: "harms" death, "affected.count" 12.
struct Filler: Hashable, Sendable {
  var slot: String
  /// The value in the form in which values are compared.
  var value: String

  /// Slots of which one at least must be equal for two incidents to be aligned.
  static let strong: Set<String> = ["harms", "responses", "date", "affected.count", "people"]

  static let harms = Set(
    """
    death illness missing trafficking recruitment_fraud confinement physical_abuse sexual_abuse forced_crime ransom unpaid_wages stranded arrest
    """.split(separator: " ").map(String.init))
  static let responses = Set(
    """
    rescue assistance repatriation remains_repatriation deportation raid suspect_arrest prosecution verdict departure_prevented investigation
    """.split(separator: " ").map(String.init))
}

extension JSONValue {
  /// A string, or the member `key` of an object.
  func text(or key: String) -> String? { string ?? self[key]?.string }

  var list: [JSONValue] { array ?? [] }
}

/// The codes of a list of rows or texts; a region that is only inferred is left out.
func codes(_ items: JSONValue?) -> Set<String> {
  Set(
    (items?.list ?? []).compactMap { item in
      guard item.object != nil else { return item.string ?? "?" }
      if item["inferred"]?.bool == true && item["level"] != nil { return nil }
      let code = item["code"]?.string ?? ""
      return code.isEmpty ? "?" : code
    })
}

extension EvaluationTables {
  /// The slots of an annotated incident.
  func goldFillers(_ incident: JSONValue) -> Set<Filler> {
    var found = shared(incident)
    for key in ["harms", "responses"] {
      for value in texts(incident, key) { found.insert(Filler(slot: key, value: value)) }
    }
    if let date = incident["date"]?.string, !date.isEmpty { found.insert(Filler(slot: "date", value: date)) }
    for key in ["countries", "sectors"] {
      for value in texts(incident, key) { found.insert(Filler(slot: key, value: value)) }
    }
    for value in texts(incident, "origins") { found.insert(Filler(slot: "origins", value: region(value))) }
    return found
  }

  /// The slots of a record; terms outside the vocabulary count neither way.
  func foundFillers(_ incident: JSONValue) -> Set<Filler> {
    var found = shared(incident)
    for value in texts(incident, "harms") where Filler.harms.contains(value) {
      found.insert(Filler(slot: "harms", value: value))
    }
    for value in texts(incident, "responses") where Filler.responses.contains(value) {
      found.insert(Filler(slot: "responses", value: value))
    }
    if let date = incident["date"]?.text(or: "value"), !date.isEmpty {
      found.insert(Filler(slot: "date", value: String(date.prefix(10))))
    }
    for key in ["countries", "origins", "sectors"] {
      for value in codes(incident[key]) { found.insert(Filler(slot: key, value: value)) }
    }
    return found
  }

  private func texts(_ incident: JSONValue, _ key: String) -> [String] {
    (incident[key]?.list ?? []).compactMap(\.string)
  }

  /// The slots that both forms spell alike.
  private func shared(_ incident: JSONValue) -> Set<Filler> {
    var found: Set<Filler> = []
    for place in incident["places"]?.list ?? [] {
      found.insert(Filler(slot: "places", value: joinedWords(place.text(or: "name") ?? "")))
    }
    for key in ["count", "dead", "female", "male"] {
      if let number = incident["affected"]?[key]?.int {
        found.insert(Filler(slot: "affected." + key, value: String(number)))
      }
    }
    for person in incident["people"]?.list ?? [] {
      guard let name = person["name"]?.string, !name.isEmpty else { continue }
      found.insert(Filler(slot: "people", value: nameKey(name).joined(separator: " ")))
    }
    if let number = incident["suspects"]?["count"]?.int {
      found.insert(Filler(slot: "suspects.count", value: String(number)))
    }
    for name in incident["suspects"]?["names"]?.list ?? [] {
      found.insert(Filler(slot: "suspects.names", value: nameKey(name.string ?? "").joined(separator: " ")))
    }
    for body in incident["agencies"]?.list ?? [] {
      found.insert(Filler(slot: "agencies", value: agency(body.text(or: "name") ?? "")))
    }
    return found
  }
}
