import Bytes

/// How sure a record is.
extension IncidentBuilder {
  /// The chance that there is such an incident, and that at least four in five of the record's values are right, each by the chance that
  /// values of its field have where its words stand (`lists/incident_chances.tsv`).
  func confidence() -> Double {
    let chances = incident.evidence.compactMap { chance(of: $0) }
    var sum = definitions.chance(told.isBackground ? "background" : "record", .body) ?? 1
    if incident.affected.count == nil, incident.people.isEmpty { sum *= definitions.chance("nobody", .body) ?? 1 }
    return min(0.95, max(0.05, sum * IncidentBuilder.chance(ofFourInFive: chances)))
  }

  private func chance(of proof: Evidence) -> Double? {
    let isRepeated = proof.field == "agencies" && repeated.contains(proof.value)
    return definitions.chance(proof.field, isRepeated || proof.place == .title ? .title : isLed(proof) ? .lead : .body)
  }

  private func isLed(_ proof: Evidence) -> Bool {
    guard let range = proof.range else { return false }
    return story.sentences.contains { !$0.isTitle && $0.number < definitions.lead && $0.range.overlaps(range) }
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
