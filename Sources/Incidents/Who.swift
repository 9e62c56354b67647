import Bytes
import Mentions
import Text

/// Whom it befell, by name and by number, and who did it.
extension IncidentBuilder {
  mutating func fillPeople() {
    for (index, sentence) in story.sentences.enumerated() {
      let belongs = told.sentences.contains(index)
      for mention in sentence.all("victim") {
        guard let name = mention["name"], !isOfficial(name) else { continue }
        let age = mention["age"].flatMap { Int($0) }.flatMap { $0 < 110 ? $0 : nil }
        if let at = incident.people.firstIndex(where: { PersonName.isSame($0.name, name) }) {
          if incident.people[at].age == nil { incident.people[at].age = age }
          if PersonName.words(name).count > PersonName.words(incident.people[at].name).count { incident.people[at].name = name }
          continue
        }
        guard belongs || (!told.isBackground && isAffectedTold(sentence)) else { continue }
        var person = Incident.Person(name: name, age: age, sex: mention["sex"].flatMap { .init(rawValue: $0) })
        if sentence.all("victim").count == 1 {
          let sexes = Set(sentence.all("sex").compactMap { $0["of"] })
          if person.sex == nil, sexes.count == 1 { person.sex = sexes.first.flatMap { .init(rawValue: $0) } }
          let origins = Set(sentence.all("origin").compactMap { $0["code"] })
          if origins.count == 1 { person.origin = origins.first }
        }
        incident.people.append(person)
        note("people", name, mention, mention.field("name"))
      }
      guard belongs || !told.isBackground else { continue }
      for mention in sentence.all("suspect") {
        guard let name = mention["name"], !isOfficial(name),
          !incident.suspects.names.contains(where: { PersonName.isSame($0, name) })
        else { continue }
        incident.suspects.names.append(name)
        note("suspects.names", name, mention, mention.field("name"))
      }
    }
    incident.people.removeAll { person in incident.suspects.names.contains { PersonName.isSame($0, person.name) } }
    let statuses = (incident.harms + incident.responses).compactMap { definitions.terms[$0]?.status }
    if incident.people.count == 1 { incident.people[0].status = statuses.first }
  }

  private func isOfficial(_ name: String) -> Bool { entities.officials.contains { PersonName.isSame($0.name, name) } }

  /// No sentence of another case.
  private func isAffectedTold(_ sentence: Sentence) -> Bool { !sentence.isGeneric }

  // MARK: - Counts

  private struct Counted {
    var score = 0.0
    var mention: Mention
  }

  mutating func fillCounts() {
    let people = Set((incident.harms + incident.responses).flatMap { definitions.terms[$0]?.people ?? [] }).subtracting(["suspect"])
    var scores: [Int: Counted] = [:]
    var fuzzy: Mention?
    for index in told.sentences {
      for mention in story.sentences[index].all("count") {
        guard let kind = mention["people"], people.contains(kind), let rank = definitions.people[kind]?.rank else { continue }
        guard let number = mention["number"].flatMap({ Int($0) }), number > 0 else {
          if mention["min"] != nil, fuzzy == nil { fuzzy = mention }
          continue
        }
        var score = weight(index) * Double(rank) / 4
        if mention["role"] == "part" { score *= 0.3 }
        if number == 1 { score *= 0.5 }
        scores[number, default: Counted(mention: mention)].score += score
      }
    }
    let best = scores.max { ($0.value.score, $0.key) < ($1.value.score, $1.key) }
    if let best {
      setCount(best.key, best.value.mention)
    } else if let fuzzy {
      incident.affected.min = fuzzy["min"].flatMap { Int($0) }
      incident.affected.max = fuzzy["max"].flatMap { Int($0) }
      incident.affected.text = fuzzy.text
      note("affected.min", fuzzy["min"] ?? "", fuzzy)
    } else if !incident.people.isEmpty {
      incident.affected.count = incident.people.count
      for proof in incident.evidence.filter({ $0.field == "people" }) {
        note("affected.count", String(incident.people.count), as: proof)
      }
    }
    fillParts()
    fillSuspects()
  }

  private mutating func setCount(_ count: Int, _ mention: Mention) {
    incident.affected.count = count
    incident.affected.text = mention.text
    note("affected.count", String(count), mention)
  }

  /// Dead, female, male, minors: as the text counts them, never reckoned from the others.
  private mutating func fillParts() {
    let total = incident.affected.count
    for mention in sentences.flatMap({ $0.all("split") }) {
      guard let number = mention["number"].flatMap({ Int($0) }), number > 0, total.map({ number <= $0 }) ?? true else { continue }
      switch mention["of"] {
      case "dead" where incident.harms.contains("death") && incident.affected.dead == nil: incident.affected.dead = number
      case "female" where incident.affected.female == nil: incident.affected.female = number
      case "male" where incident.affected.male == nil: incident.affected.male = number
      case "minor" where incident.affected.minors == nil: incident.affected.minors = number
      default: continue
      }
      note("affected.\(mention["of"] == "minor" ? "minors" : mention["of"] ?? "")", String(number), mention)
    }
    if total == 1, incident.affected.dead == nil, let death = weighed["death"], incident.harms.contains("death") {
      incident.affected.dead = 1
      note("affected.dead", "1", death.mention)
    }
    guard total == 1, incident.affected.female == nil, incident.affected.male == nil else { return }
    let sexes = sentences.flatMap { $0.all("sex") }
    guard let first = sexes.first, Set(sexes.compactMap { $0["of"] }).count == 1 else { return }
    if first["of"] == "female" { incident.affected.female = 1 } else { incident.affected.male = 1 }
    note("affected.\(first["of"] ?? "")", "1", first)
  }

  private mutating func fillSuspects() {
    var best: (weight: Double, number: Int, mention: Mention)?
    for index in told.sentences {
      for mention in story.sentences[index].all("count") where mention["people"] == "suspect" && mention["role"] != "part" {
        guard let number = mention["number"].flatMap({ Int($0) }), number > 0 else { continue }
        let weight = weight(index) + (number == 1 ? 0 : 1)
        if weight > best?.weight ?? 0 { best = (weight, number, mention) }
      }
    }
    guard let best else { return }
    incident.suspects.count = best.number
    note("suspects.count", String(best.number), best.mention)
  }
}
