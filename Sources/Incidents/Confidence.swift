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

  /// What speaks for each value of the record, in the order of the evidence. Cost: values times mentions of the page.
  func grounds() -> [Grounds] {
    let company = Dictionary(incident.evidence.map { ($0.field, 1) }, uniquingKeysWith: +)
    let hasOtherLands = entities.countries.contains { !incident.countries.contains($0.code) }
    return incident.evidence.map { proof in
      Grounds(
        field: proof.field, value: proof.value, isTitled: proof.place == .title,
        sentences: max(1, story.sentences.count { carries($0, proof) }), company: company[proof.field] ?? 1,
        isBesideOtherLands: hasOtherLands)
    }
  }

  private func carries(_ sentence: Sentence, _ proof: Evidence) -> Bool {
    func has(_ types: [String], _ field: String) -> Bool {
      types.contains { sentence.all($0).contains { $0[field] == proof.value } }
    }
    return switch proof.field {
    case "harms", "responses": sentence.triggers.contains { $0["kind"] == proof.value }
    case "affected.count", "suspects.count": has(["count"], "number")
    case "affected.dead", "affected.female", "affected.male", "affected.minors": has(["split"], "number")
    case "date": sentence.all("date").contains { story.dates.resolve($0)?.date.value == proof.value }
    case "countries": has(["country"], "code")
    case "places": has(["place"], "name")
    case "origins": has(["origin", "region"], "code")
    case "sectors": has(["sector"], "code")
    case "people", "suspects.names":
      ["name", "victim", "suspect"].contains { type in
        sentence.all(type).contains { Story.isSame($0["name"] ?? "", proof.value) }
      }
    case "agencies":
      sentence.all("agency").contains { $0["name"] == proof.value }
    default: false
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
