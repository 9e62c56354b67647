import Articles
import Bytes
import Mentions
import Text

/// Where it happened, where the people come from, and what work they did.
extension IncidentBuilder {
  mutating func fillPlaces() {
    fillLands()
    fillSpots()
    fillOrigins()
    fillSectors()
  }

  /// Nobody left the country.
  private var isAtHome: Bool {
    (incident.harms + incident.responses).contains { definitions.terms[$0]?.isAtHome ?? false }
  }

  private struct Land {
    var weight = 0.0
    /// They were bound for it.
    var isDestination = false
    /// They were told so.
    var isPromised = false
    var mention: Mention
  }

  /// The land that the case's sentences name most; of people bound abroad all lands that they were bound for. A ship's flag and a land on
  /// the way are none.
  private mutating func fillLands() {
    let lands = lands()
    let terms = (incident.harms + incident.responses).compactMap { definitions.terms[$0] }
    if let best = lands.max(by: { ($0.value.weight, $1.key) < ($1.value.weight, $0.key) }) {
      incident.countries = [best.key]
      note("countries", best.key, best.value.mention)
      let isMany = terms.contains(where: \.hasManyLands)
      let isBound = terms.contains(where: \.hasDestinations)
      let isCrossed = terms.contains(where: \.hasCrossings)
      let isOnlyPromised = !lands.values.contains(where: \.isDestination)
      for (code, land) in lands.sorted(by: { $0.key < $1.key })
      where code != best.key
        && (isMany && land.weight >= 3 || isCrossed && land.isDestination
          || isBound && (land.isDestination || isOnlyPromised && land.isPromised))
      {
        incident.countries.append(code)
        note("countries", code, land.mention)
      }
    } else if !told.isBackground, let only = namedLand(), let proof = only.evidence.first {
      incident.countries = [only.code]
      note("countries", only.code, as: proof)
    }
  }

  /// Where the case's sentences name no land: the only one of the article; a ship's flag where the article names nothing else.
  private func namedLand() -> Entities.Country? {
    let named = entities.countries.filter { !isOnly("made", $0.code) }
    let lands = named.filter { !isOnly("flag", $0.code) }
    if lands.count == 1 { return lands.first }
    return lands.isEmpty && named.count == 1 ? named.first : nil
  }

  /// The article names this land for ships and people that are of it (flag) or where things were made, never as a place.
  private func isOnly(_ role: String, _ code: String) -> Bool {
    story.sentences.allSatisfy { sentence in
      sentence.all("country").allSatisfy { $0["code"] != code || sentence.role(ofLand: $0) == role && !sentence.isDestination($0) }
    }
  }

  /// Sentences that state the case weigh most; what they were bound for may stand beside them.
  private func lands() -> [String: Land] {
    var lands: [String: Land] = [:]
    let stating = Set(told.sentences)
    for index in reach {
      let sentence = story.sentences[index]
      var seen: Set<String> = []
      for mention in sentence.all("country") {
        let isDestination = sentence.isDestination(mention, orPromised: isAtHome)
        let isPromised = sentence.isDestination(mention, orPromised: true)
        guard let code = mention["code"], isDestination || sentence.role(ofLand: mention) == nil else { continue }
        if !stating.contains(index), !isDestination, !sentence.isTitle { continue }
        if isDestination { lands[code, default: Land(mention: mention)].isDestination = true }
        if isPromised { lands[code, default: Land(mention: mention)].isPromised = true }
        guard seen.insert(code).inserted else { continue }
        lands[code, default: Land(mention: mention)].weight += stating.contains(index) || sentence.isTitle ? weight(index) : 0.5
      }
    }
    return lands
  }

  /// Towns and provinces abroad where it happened; none where nobody left the country.
  private mutating func fillSpots() {
    var entries: Set<String> = []
    // "Sihanouville" beside "Sihanoukville": the list's own spelling, where the article has it too.
    let properlyWritten = Dictionary(
      reach.flatMap { story.sentences[$0].all("place") }.filter { $0["name"] == $0["entry"] }.map { ($0["entry"] ?? "", $0) },
      uniquingKeysWith: { first, _ in first })
    for sentence in reach.map({ story.sentences[$0] }) where !isAtHome {
      let seats = sentence.mentions.filter { $0.type == "official" || $0.type == "agency" && definitions.isNamedByTown($0["kind"] ?? "") }
      for mention in sentence.all("place") {
        let isReached = mention["reached"] != nil
        if !isReached, seats.contains(where: { $0.range.overlaps(mention.range) }) || isSeatOfOfficial(mention) { continue }
        if let dateline = article.dateline?.range, !sentence.isTitle, mention.range.overlaps(dateline) { continue }
        if !isReached, sentence.role(ofLand: mention) != nil || sentence.isOnlyPromised(mention) { continue }
        guard let name = mention["name"], let country = mention["country"], incident.countries.contains(country),
          !incident.places.contains(where: { $0.name.lowercased() == name.lowercased() })
        else { continue }
        // Another spelling of a place that stands already.
        if let entry = mention["entry"], !entries.insert(entry).inserted { continue }
        let shown = properlyWritten[mention["entry"] ?? ""] ?? mention
        incident.places.append(Incident.Place(name: shown["name"] ?? name, country: country))
        note("places", shown["name"] ?? name, shown)
      }
    }
  }

  /// "Direktur Dinas Penerangan Provinsi Kandal, Sok Vanna": the place in the words of an office, which end in the name.
  private func isSeatOfOfficial(_ place: Mention) -> Bool {
    place.place == .body
      && entities.officials.contains { official in
        official.evidence.contains { proof in
          guard proof.place == .body, let range = proof.range else { return false }
          return range.start < place.range.start && place.range.end <= range.end && (official.role ?? "").contains(place.text)
        }
      }
  }

  private mutating func fillOrigins() {
    for index in reach {
      let sentence = story.sentences[index]
      for mention in sentence.all("origin") {
        let owner = sentence.isOfCounted(mention) ? nil : sentence.owner(of: mention)
        if owner == nil, isOfSuspect(index) { continue }
        if let owner {
          // Where a suspect lives is nobody's origin.
          if owner.type != "victim" || incident.suspects.names.contains(where: { PersonName.isSame($0, owner["name"] ?? "") }) { continue }
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

  /// The sentence, or the one before where it names nobody, names a suspect and none of the people affected: "warga Subang itu" is he.
  private func isOfSuspect(_ index: Int) -> Bool {
    for at in [index, index - 1] where at >= 0 {
      let sentence = story.sentences[at]
      if sentence.isTitle || sentence.has("victim") || sentence.namesVictim || sentence.has("count") { return false }
      let names = sentence.all("name").compactMap { $0["name"] }
      if names.contains(where: { name in incident.suspects.names.contains { PersonName.isSame($0, name) } }) { return true }
      if !names.isEmpty { return false }
    }
    return false
  }

  /// Work that people did, or what they were promised where nothing else is told: those who never left did none.
  private mutating func fillSectors() {
    var done: [(code: String, mention: Mention)] = []
    var promised: [(code: String, mention: Mention)] = []
    for sentence in reach.map({ story.sentences[$0] }) {
      let promises = sentence.all("promise")
      // Those who sailed the boat that was to bring them over do not do their work.
      let crew =
        counted.flatMap { definitions.people[$0] }?.aboard == .passenger
        ? sentence.mentions.filter { definitions.people(of: $0)?.aboard == .crew } : []
      for mention in sentence.all("sector") {
        if crew.contains(where: { $0.range.overlaps(mention.range) }) { continue }
        guard let code = mention["code"] else { continue }
        if mention["promised"] != nil {
          promised.append((code, mention))
        } else if !promises.contains(where: { $0.range.overlaps(mention.range) }) {
          done.append((code, mention))
        }
      }
    }
    let found = isAtHome ? done + promised : done.isEmpty ? promised : done
    let codes = Set(found.map(\.code))
    for (code, mention) in found where definitions.weakSectors[code]?.isDisjoint(with: codes) ?? true {
      guard !incident.sectors.contains(code) else { continue }
      incident.sectors.append(code)
      note("sectors", code, mention)
    }
  }
}
