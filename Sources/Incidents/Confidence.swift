import Bytes
import Mentions
import Text

/// What speaks for one value of a record.
package struct Grounds: Hashable, Sendable {
  package var field: String
  package var value: String
  /// Words of the title gave it.
  package var isTitled: Bool
  /// How many sentences of the page carry the value, title included; at least 1.
  package var sentences: Int
  /// How many values the record has in this field.
  package var company: Int
  /// The page names a land that is none of the record's.
  package var isBesideOtherLands: Bool
}

/// How sure a record is.
extension IncidentBuilder {
  /// The chance that there is such an incident, and that at least four in five of the record's values are right, each by the chance that
  /// values with such grounds have (`lists/incident_chances.tsv`).
  func confidence() -> Double {
    var sum = definitions.chance(of: told.isBackground ? "background" : "record") ?? 1
    if incident.affected.count == nil, incident.people.isEmpty { sum *= definitions.chance(of: "nobody") ?? 1 }
    return min(0.95, max(0.05, sum * IncidentBuilder.chance(ofFourInFive: incident.grounds.compactMap(definitions.chance))))
  }

  /// What speaks for each value of the record, in the order of the evidence. Cost: values but names times mentions of the page.
  mutating func grounds() -> [Grounds] {
    let company = Dictionary(incident.evidence.map { ($0.field, 1) }, uniquingKeysWith: +)
    let hasOtherLands = entities.countries.contains { !incident.countries.contains($0.code) }
    return incident.evidence.map { proof in
      let isName = proof.field == "people" || proof.field == "suspects.names"
      let carrying = isName ? sentences(naming: proof.value) : story.sentences.count(where: carrier(of: proof))
      return Grounds(
        field: proof.field, value: proof.value, isTitled: proof.place == .title, sentences: max(1, carrying),
        company: company[proof.field] ?? 1, isBesideOtherLands: hasOtherLands)
    }
  }

  /// How many sentences name somebody. Who is the same has a word of the name in common.
  private mutating func sentences(naming name: String) -> Int {
    Set(PersonName.words(name).flatMap { naming[$0] ?? [] }).count { index in
      ["name", "victim", "suspect"].contains { story.sentences[index].all($0).contains { Story.isSame($0["name"] ?? "", name) } }
    }
  }

  /// Whether a sentence gives a value, too.
  private func carrier(of proof: Evidence) -> (Sentence) -> Bool {
    let value = proof.value
    func giving(_ types: [String], _ field: String) -> (Sentence) -> Bool {
      { sentence in types.contains { sentence.all($0).contains { $0[field] == value } } }
    }
    switch proof.field {
    case "harms", "responses": return { sentence in sentence.triggers.contains { $0["kind"] == value } }
    case "affected.count", "suspects.count": return giving(["count"], "number")
    case "affected.dead", "affected.female", "affected.male", "affected.minors": return giving(["split"], "number")
    case "date": return { sentence in sentence.all("date").contains { story.dates.resolve($0)?.date.value == value } }
    case "countries": return giving(["country"], "code")
    case "places": return giving(["place"], "name")
    case "origins": return giving(["origin", "region"], "code")
    case "sectors": return giving(["sector"], "code")
    case "agencies": return giving(["agency"], "name")
    default: return { _ in false }
    }
  }

  /// The chance that of so many independent values at least four in five are right. Cost: the square of their number.
  static func chance(ofFourInFive chances: [Double]) -> Double {
    var right: [Double] = [1]
    for chance in chances {
      var next = [Double](repeating: 0, count: right.count + 1)
      for (count, share) in right.enumerated() {
        next[count] += share * (1 - chance)
        next[count + 1] += share * chance
      }
      right = next
    }
    return right.indices.filter { $0 * 5 >= chances.count * 4 }.map { right[$0] }.reduce(0, +)
  }
}
