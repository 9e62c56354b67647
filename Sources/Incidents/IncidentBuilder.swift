import Articles
import Bytes
import Mentions
import Text

/// Fills the slots of one incident from the sentences that tell of it; every value brings its evidence.
struct IncidentBuilder {
  let story: Story
  let told: Story.Told
  let article: Article
  let entities: Entities
  private var incident = Incident()

  init(story: Story, told: Story.Told, article: Article, entities: Entities) {
    self.story = story
    self.told = told
    self.article = article
    self.entities = entities
  }

  private var sentences: [Sentence] { told.sentences.map { story.sentences[$0] } }

  func build() -> Incident {
    var builder = self
    builder.fillTerms()
    builder.fillCounts()
    builder.fillDate()
    builder.fillPlaces()
    builder.fillPeople()
    builder.fillBodies()
    builder.finish()
    return builder.incident
  }

  private mutating func note(_ field: String, _ value: String, _ mention: Mention, _ part: Mention.Field? = nil) {
    let range = part?.range ?? mention.range
    let text = part == nil ? mention.text : mention.place == .title
      ? Array((article.title ?? "").utf8).string(range) : article.body.string(range)
    incident.evidence.append(
      Evidence(
        field: field, value: value, rule: mention.rule, place: mention.place == .title ? .title : .body, text: text,
        range: range))
  }

  // MARK: - Harms and responses

  private mutating func fillTerms() {
    var weights: [String: (weight: Int, mention: Mention)] = [:]
    for sentence in sentences {
      for trigger in sentence.triggers {
        guard let kind = trigger["kind"], story.terms[kind] != nil else { continue }
        let weight = sentence.isTitle ? 3 : story.isLead(sentence) ? 2 : 1
        weights[kind, default: (0, trigger)].weight += weight
      }
    }
    let least = told.isBackground ? 1 : 2
    for (kind, found) in weights.sorted(by: { $0.key < $1.key }) where found.weight >= least {
      if story.terms[kind]?.isHarm ?? false {
        incident.harms.append(kind)
        note("harms", kind, found.mention)
      } else {
        incident.responses.append(kind)
        note("responses", kind, found.mention)
      }
    }
    incident.alleged = !weights.isEmpty && weights.values.allSatisfy { $0.mention.alleged }
  }

  // MARK: - Counts

  private mutating func fillCounts() {
    let people = Set((incident.harms + incident.responses).flatMap { story.terms[$0]?.people ?? [] }).subtracting(["suspect"])
    var scores: [Int: (score: Int, mention: Mention)] = [:]
    var fuzzy: Mention?
    for sentence in sentences {
      for mention in sentence.all("count") {
        guard people.contains(mention["people"] ?? "") else { continue }
        guard let number = mention["number"].flatMap({ Int($0) }), number > 0 else {
          if mention["min"] != nil, fuzzy == nil { fuzzy = mention }
          continue
        }
        let weight = (sentence.isTitle ? 4 : story.isLead(sentence) ? 3 : 1) + (number == 1 ? -1 : 0)
        scores[number, default: (0, mention)].score += weight
      }
    }
    let best = scores.max { ($0.value.score, $0.key) < ($1.value.score, $1.key) }
    if let best {
      incident.affected.count = best.key
      incident.affected.text = best.value.mention.text
      note("affected.count", String(best.key), best.value.mention)
    } else if let fuzzy {
      incident.affected.min = fuzzy["min"].flatMap { Int($0) }
      incident.affected.max = fuzzy["max"].flatMap { Int($0) }
      incident.affected.text = fuzzy.text
      note("affected.min", fuzzy["min"] ?? "", fuzzy)
    }
    if incident.harms.contains("death"), incident.affected.count == 1,
      let death = sentences.flatMap(\.triggers).first(where: { $0["kind"] == "death" })
    {
      incident.affected.dead = 1
      note("affected.dead", "1", death)
    }
    for mention in sentences.flatMap({ $0.all("count") }) where mention["people"] == "suspect" {
      guard incident.suspects.count == nil, let number = mention["number"].flatMap({ Int($0) }) else { continue }
      incident.suspects.count = number
      note("suspects.count", String(number), mention)
    }
  }

  // MARK: - Date

  private mutating func fillDate() {
    var best: (score: Int, value: DatedValue, mention: Mention)?
    for sentence in sentences where !sentence.triggers.isEmpty {
      let cues = sentence.all("attribution")
      for mention in sentence.all("date") {
        guard let value = story.dates.resolve(mention), value.date.precision >= .month else { continue }
        var score = story.isLead(sentence) ? 3 : 2
        if value.date.precision >= .day { score += 1 }
        // "…, kata Judha, Kamis (23/10)": the day of the statement.
        if cues.contains(where: { $0.range.start < mention.range.start }) && mention["weekday"] != nil { score -= 3 }
        if let day = value.date.exactDay, let published = story.dates.anchor {
          if day > published { score -= 4 }
          if day == published { score -= 1 }
        }
        if score > best?.score ?? 0 { best = (score, value, mention) }
      }
    }
    guard let best else { return }
    incident.date = best.value
    note("date", best.value.date.value, best.mention)
  }

  // MARK: - Places

  private mutating func fillPlaces() {
    var weights: [String: (weight: Int, mention: Mention)] = [:]
    for sentence in sentences {
      for mention in sentence.all("country") {
        guard let code = mention["code"] else { continue }
        let weight = (sentence.isTitle ? 4 : story.isLead(sentence) ? 3 : 1)
        weights[code, default: (0, mention)].weight += weight
      }
    }
    if let best = weights.max(by: { ($0.value.weight, $1.key) < ($1.value.weight, $0.key) }) {
      incident.countries = [best.key]
      note("countries", best.key, best.value.mention)
    } else if let only = entities.countries.first, entities.countries.count == 1, let proof = only.evidence.first {
      incident.countries = [only.code]
      incident.evidence.append(
        Evidence(
          field: "countries", value: only.code, rule: proof.rule, place: proof.place, text: proof.text, range: proof.range))
    }
    for sentence in sentences {
      for mention in sentence.all("place") {
        guard let name = mention["name"], let country = mention["country"], incident.countries.contains(country),
          !incident.places.contains(where: { $0.name.lowercased() == name.lowercased() })
        else { continue }
        incident.places.append(Incident.Place(name: name, country: country))
        note("places", name, mention)
      }
      for mention in sentence.all("origin") {
        guard let code = mention["code"], !incident.origins.contains(where: { $0.code == code }),
          let region = entities.regions.first(where: { $0.code == code })
        else { continue }
        incident.origins.append(region)
        note("origins", code, mention)
      }
    }
    for sentence in told.isBackground ? sentences : story.sentences {
      for mention in sentence.all("sector") {
        guard let code = mention["code"], !incident.sectors.contains(code) else { continue }
        incident.sectors.append(code)
        note("sectors", code, mention)
      }
    }
  }

  // MARK: - People

  private mutating func fillPeople() {
    for sentence in story.sentences {
      for mention in sentence.all("victim") {
        guard let name = mention["name"], !isOfficial(name) else { continue }
        let age = mention["age"].flatMap { Int($0) }.flatMap { $0 < 110 ? $0 : nil }
        if let index = incident.people.firstIndex(where: { PersonName.isSame($0.name, name) }) {
          if incident.people[index].age == nil { incident.people[index].age = age }
          continue
        }
        guard !told.isBackground || told.sentences.contains(where: { story.sentences[$0].range == sentence.range }) else {
          continue
        }
        incident.people.append(Incident.Person(name: name, age: age, sex: mention["sex"].flatMap { .init(rawValue: $0) }))
        note("people", name, mention, mention.field("name"))
      }
      for mention in sentence.all("suspect") {
        guard let name = mention["name"], !isOfficial(name), !incident.suspects.names.contains(name) else { continue }
        incident.suspects.names.append(name)
        note("suspects.names", name, mention, mention.field("name"))
      }
    }
    if incident.people.count == 1 {
      if incident.harms.contains("death") { incident.people[0].status = .dead }
      if incident.affected.count == nil, let proof = incident.evidence.first(where: { $0.field == "people" }) {
        incident.affected.count = 1
        incident.evidence.append(
          Evidence(
            field: "affected.count", value: "1", rule: proof.rule, place: proof.place, text: proof.text, range: proof.range))
      }
    }
  }

  private func isOfficial(_ name: String) -> Bool { entities.officials.contains { PersonName.isSame($0.name, name) } }

  // MARK: - Bodies

  private mutating func fillBodies() {
    for sentence in sentences {
      for mention in sentence.all("agency") {
        guard let name = mention["name"], !["ngo", "company", "intl", "parliament"].contains(mention["kind"] ?? "") else { continue }
        let id = mention["id"]
        if incident.agencies.contains(where: { $0.name.lowercased() == name.lowercased() || ($0.id != nil && $0.id == id) }) { continue }
        incident.agencies.append(Entities.AgencyName(id: id, name: name))
        note("agencies", name, mention)
      }
    }
    for law in entities.laws {
      guard let proof = law.evidence.first else { continue }
      incident.laws.append(law.name)
      incident.evidence.append(
        Evidence(field: "laws", value: law.name, rule: proof.rule, place: proof.place, text: proof.text, range: proof.range))
    }
    incident.officials = entities.officials.filter(\.quoted).map(\.name)
  }

  private mutating func finish() {
    let filled = [
      !incident.harms.isEmpty, !incident.responses.isEmpty, incident.date != nil, incident.affected.count != nil,
      !incident.countries.isEmpty,
    ].count { $0 }
    incident.confidence = Double(filled) / 10 + (told.isBackground ? 0.1 : 0.35)
    let place = incident.countries.first ?? incident.origins.first?.code ?? "??"
    let kind = incident.harms.first ?? incident.responses.first ?? "unknown"
    let month = incident.date.map { String($0.date.value.prefix(7)) } ?? article.published.map { String($0.date.value.prefix(7)) } ?? "unknown"
    incident.linkKey = "\(place)|\(kind)|\(month)"
  }
}
