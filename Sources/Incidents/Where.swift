import Bytes
import Mentions
import Text

/// Where it happened, where the people come from, and what work they did.
extension IncidentBuilder {
  mutating func fillPlaces() {
    var weights: [String: (weight: Double, mention: Mention)] = [:]
    for index in told.sentences {
      var seen: Set<String> = []
      for mention in story.sentences[index].all("country") {
        guard let code = mention["code"], seen.insert(code).inserted else { continue }
        weights[code, default: (0, mention)].weight += weight(index)
      }
    }
    if let best = weights.max(by: { ($0.value.weight, $1.key) < ($1.value.weight, $0.key) }) {
      incident.countries = [best.key]
      note("countries", best.key, best.value.mention)
      if (incident.harms + incident.responses).contains(where: { definitions.terms[$0]?.hasManyLands ?? false }) {
        for (code, found) in weights.sorted(by: { $0.key < $1.key }) where code != best.key && found.weight >= 3 {
          incident.countries.append(code)
          note("countries", code, found.mention)
        }
      }
    } else if !told.isBackground, let only = entities.countries.first, entities.countries.count == 1,
      let proof = only.evidence.first
    {
      incident.countries = [only.code]
      note("countries", only.code, as: proof)
    }
    let isAtHome = (incident.harms + incident.responses).contains { definitions.terms[$0]?.isAtHome ?? false }
    for sentence in sentences where !isAtHome {
      for mention in sentence.all("place") {
        guard let name = mention["name"], let country = mention["country"], incident.countries.contains(country),
          !incident.places.contains(where: { $0.name.lowercased() == name.lowercased() })
        else { continue }
        incident.places.append(Incident.Place(name: name, country: country))
        note("places", name, mention)
      }
    }
    fillOrigins()
    fillSectors()
  }

  private mutating func fillOrigins() {
    for sentence in reach.map({ story.sentences[$0] }) {
      for mention in sentence.all("origin") {
        if let owner = sentence.owner(of: mention) {
          // Where a suspect lives is nobody's origin.
          if owner.type != "victim" { continue }
          if let person = told.person, !Story.isSame(person, owner["name"] ?? "") { continue }
        }
        guard let code = mention["code"], !incident.origins.contains(where: { $0.code == code }),
          let region = entities.regions.first(where: { $0.code == code })
        else { continue }
        incident.origins.append(region)
        note("origins", code, mention)
      }
    }
  }

  /// Work that people did; what was only promised counts where nothing else is told.
  private mutating func fillSectors() {
    var found: [(code: String, mention: Mention)] = []
    for sentence in reach.map({ story.sentences[$0] }) {
      let promises = sentence.all("promise")
      for mention in sentence.all("sector") where !promises.contains(where: { $0.range.overlaps(mention.range) }) {
        guard let code = mention["code"], !found.contains(where: { $0.code == code }) else { continue }
        found.append((code, mention))
      }
    }
    let codes = Set(found.map(\.code))
    for (code, mention) in found where definitions.weakSectors[code]?.isDisjoint(with: codes) ?? true {
      incident.sectors.append(code)
      note("sectors", code, mention)
    }
  }
}
