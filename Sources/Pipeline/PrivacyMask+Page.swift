import Incidents
import Mentions

extension PrivacyMask {
  /// What no record of an article with these incidents may tell: those affected, and whoever else it names in their cases, kin for one. Words
  /// of the names of officials, suspects and places are masked only where somebody affected has them.
  init(of incidents: [Incident], mentions: [Mention]) {
    let shown = incidents.flatMap { $0.officials + $0.suspects.names + $0.places.map(\.name) + $0.origins.map(\.name) }
    let placed = mentions.compactMap { PrivacyMask.places.contains($0.type) ? $0.text : nil }
    let known = Set((shown + placed).flatMap { PrivacyMask.words($0.lowercased()).map { String($0) } })
    let others = mentions.filter { PrivacyMask.people.contains($0.type) }.compactMap { $0["name"] }
      .map { PrivacyMask.words($0).filter { !known.contains($0.lowercased()) }.joined(separator: " ") }
    let ages = mentions.compactMap { $0.type == "victim" ? $0["age"].flatMap { Int($0) } : nil }
    self.init(names: incidents.flatMap { $0.people.map(\.name) } + others, ages: incidents.flatMap { $0.people.compactMap(\.age) } + ages)
  }

  private static let people: Set<String> = ["victim", "relative"]
  private static let places: Set<String> = ["place", "region", "country"]

  private static func words(_ name: String) -> [Substring] { name.split { !$0.isLetter && $0 != "'" && $0 != "’" } }
}
