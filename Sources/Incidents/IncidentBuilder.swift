import Articles
import Bytes
import Mentions
import Text

/// Fills the slots of one incident from the sentences that tell of it; every value brings its evidence.
struct IncidentBuilder {
  let story: Story
  let told: Case
  /// Sentences that state the case, and those that only go on about it: all of the article but other cases and what is general;
  /// in a case told further down the sentence after each that states it.
  let reach: [Int]
  /// Sentences that only other cases of the news are told in.
  private let elsewhere: Set<Int>
  let article: Article
  let entities: Entities
  var incident = Incident()
  /// What the weighed triggers came to, by kind.
  var weighed: [String: Weighed] = [:]
  /// What those who were counted are, a code of @person_terms.
  var counted: String?
  /// People whose names only stand beside what happened.
  var beside: Set<String> = []
  /// By word of a name: the sentences that it stands in.
  lazy var naming = story.sentencesByName()

  struct Weighed {
    var weight = 0.0
    /// How much of it is only alleged.
    var alleged = 0.0
    /// Title or lead says it.
    var leads = false
    var mention: Mention
  }

  init(story: Story, told: Case, others: [Case], article: Article, entities: Entities) {
    self.story = story
    self.told = told
    self.article = article
    self.entities = entities
    incident.background = told.isBackground
    elsewhere = Set(others.filter { !$0.isBackground }.flatMap { $0.own ?? $0.sentences }).subtracting(told.own ?? told.sentences)
    if let own = told.own {
      reach = (own + told.shared).sorted()
      return
    }
    let stated = Set(told.sentences)
    let aside = Set(others.flatMap { $0.sentences + ($0.about ?? []) }).subtracting(stated)
    // What turns to the case may stand a sentence before: "Kecelakaan serupa terjadi pada Maret lalu."
    let turning = told.sentences.filter { $0 > 0 && story.sentences[$0 - 1].has("shift") }.map { $0 - 1 }
    let near =
      told.isBackground
      ? stated.union(told.sentences.map { $0 + 1 }).union(turning) : Set(story.sentences.indices)
    reach = near.filter { index in
      index < story.sentences.count
        && (stated.contains(index)
          || !aside.contains(index) && (told.isBackground || !story.isGeneral(story.sentences[index]) && !story.isAsideOrAfter(index)))
    }.sorted()
  }

  var definitions: Definitions { story.definitions }
  var sentences: [Sentence] { told.sentences.map { story.sentences[$0] } }
  func weight(_ index: Int) -> Double { story.weight(index, in: told) }
  /// Sentences whose people, numbers and days are this case's.
  var mine: [Int] { told.own ?? reach }

  /// The incident, or nil where the sentences state too little.
  func build() -> Incident? {
    var builder = self
    builder.fillTerms()
    guard !builder.incident.harms.isEmpty || !builder.incident.responses.isEmpty else { return nil }
    builder.fillPeople()
    builder.fillCounts()
    builder.fillStatuses()
    builder.settleTheDead()
    builder.fillDate()
    builder.fillPlaces()
    builder.fillBodies()
    builder.finish()
    return builder.isTold ? builder.incident : nil
  }

  /// The news needs something particular: a number, a name, a day or a place. A case told as context needs two of number (or name; "ratusan"
  /// is none), date and place; the place, where it tells of suspects only.
  private var isTold: Bool {
    guard told.isBackground else {
      // "Banyak WNI tertipu" alone is none.
      let isCounted = incident.affected.count != nil || incident.affected.max != nil || incident.affected.min ?? 0 >= definitions.leastOpen
      return isCounted || !incident.people.isEmpty || incident.date != nil || !incident.places.isEmpty || incident.suspects.count != nil
    }
    let whom =
      incident.affected.count != nil || !incident.people.isEmpty
      || incident.suspects.count != nil && !incident.countries.isEmpty
    return [whom, incident.date != nil, !incident.countries.isEmpty].count { $0 } >= 2
  }

  // MARK: - Evidence

  mutating func note(_ field: String, _ value: String, _ mention: Mention, _ part: Mention.Field? = nil) {
    let range = part?.range ?? mention.range
    let text =
      part == nil
      ? mention.text
      : mention.place == .title
        ? Array((article.title ?? "").utf8).string(range) : article.body.string(range)
    incident.evidence.append(
      Evidence(
        field: field, value: value, rule: mention.rule, place: mention.place == .title ? .title : .body, text: text,
        range: range))
  }

  mutating func note(_ field: String, _ value: String, as proof: Evidence) {
    incident.evidence.append(
      Evidence(field: field, value: value, rule: proof.rule, place: proof.place, text: proof.text, range: proof.range))
  }

  // MARK: - Harms and responses

  private mutating func fillTerms() {
    for index in told.sentences + told.announcing {
      var best: [String: (weight: Double, mention: Mention)] = [:]
      for trigger in told.announcing.contains(index) ? story.sentences[index].matters : story.sentences[index].triggers {
        guard let term = definitions[trigger] else { continue }
        let weight = weight(index) * (trigger["weight"] == "weak" ? 0.5 : 1)
        if weight > best[term.name]?.weight ?? 0 { best[term.name] = (weight, trigger) }
      }
      for (kind, found) in best {
        var sum = weighed[kind] ?? Weighed(mention: found.mention)
        sum.weight += found.weight
        if found.mention.alleged { sum.alleged += found.weight }
        if found.weight >= 3 { sum.leads = true }
        weighed[kind] = sum
      }
    }
    let enough = weighed.filter { $0.value.weight >= definitions.terms[$0.key]?.least ?? 2 }
    let covered = Set(enough.keys.flatMap { definitions.terms[$0]?.over ?? [] }).filter {
      !(enough[$0]?.leads ?? false)
    }
    .union(
      enough.flatMap { kind, found in
        (definitions.terms[kind]?.always ?? []).filter { found.leads || !(enough[$0]?.leads ?? false) }
      })
    for (kind, found) in enough.sorted(by: { $0.key < $1.key }) where !covered.contains(kind) {
      if definitions.terms[kind]?.isHarm ?? false {
        incident.harms.append(kind)
        note("harms", kind, found.mention)
        if found.alleged * 2 > found.weight { incident.alleged = true }
      } else {
        incident.responses.append(kind)
        note("responses", kind, found.mention)
      }
    }
  }

  /// Who died comes home as remains: "proses pemulangan menunggu autopsi".
  private mutating func settleTheDead() {
    guard let dead = incident.affected.dead, dead > 0, dead == incident.affected.count else { return }
    for kind in incident.responses {
      guard let other = definitions.terms[kind]?.ofDead else { continue }
      let isKnown = incident.responses.contains(other)
      incident.responses = (incident.responses.filter { $0 != kind && $0 != other } + [other]).sorted()
      if isKnown { incident.evidence.removeAll { $0.field == "responses" && $0.value == kind } }
      for index in incident.evidence.indices where incident.evidence[index].field == "responses" && incident.evidence[index].value == kind {
        incident.evidence[index].value = other
      }
    }
  }

  // MARK: - Date

  private mutating func fillDate() {
    var best: (score: Double, value: DatedValue, mention: Mention)?
    let titled = Set(sentences.filter(\.isTitle).flatMap(\.triggers).compactMap { $0["kind"] })
    // "Segera Pulang": the news lies ahead. "Sudah Pulang": it is the return, and what went before is long past.
    let news = Set(story.sentences.filter(\.isTitle).flatMap { $0.all("announcement") }.compactMap { $0["kind"] })
    let isPlanned = news.contains("plan")
    let isReturn = news.contains("return") && titled.contains { definitions.terms[$0]?.status == .returned }
    let published = article.published?.date.exactDay
    var previous: PartialDate?
    for index in reach {
      let sentence = story.sentences[index]
      let isShared = told.shared.contains(index)
      for mention in sentence.all("date") {
        guard var value = story.dates.resolve(mention, previous: previous) else { continue }
        previous = value.date
        let role = sentence.role(of: mention)
        if role == "span", let month = value.date.month { value.date = PartialDate(year: value.date.year, month: month) }
        guard value.date.precision >= .month else { continue }
        // What is recorded over a span is no day of the event, but for the span that title or lead report.
        guard role == nil || role == "plan" || role == "event" || role == "span" || (role == "record" && weight(index) >= 3) else {
          continue
        }
        var score = weight(index) + (sentence.bestRank(of: mention, definitions, titled: titled) ?? (weight(index) >= 3 ? 3 : 0))
        if value.date.precision >= .day { score += 3 }
        if isShared { score -= 2 }
        let isAhead = isPlanned && published.map { value.date.firstDay >= $0 } ?? false
        if isAhead { score += 8 } else if role == "plan" { score -= 5 }
        if isReturn, weight(index) < 3, let published, value.date.firstDay < published.adding(days: -definitions.olderDays),
          !sentence.triggers.contains(where: { definitions[$0]?.status == .returned })
        {
          continue
        }
        // "empat hari kemudian" is the day of what followed.
        if ["before", "after"].contains(mention["relative"] ?? "") { score -= 4 }
        if role == "event" { score += 4 }
        if isReturn, sentence.triggers.contains(where: { definitions[$0]?.status == .returned }) { score += 4 }
        if role == "record" { score -= 3 }
        // "kemarin" further down is the day before somebody spoke.
        if ["today", "yesterday", "tomorrow"].contains(mention["relative"] ?? ""), weight(index) < 3 { continue }
        if let published, !isAhead, value.date.firstDay > published.adding(days: 1) { score -= 5 }
        guard score > IncidentBuilder.leastDate else { continue }
        // Where others are counted, the day is taken that is told nowhere else.
        if !sentence.isTitle, sentence.number >= definitions.lead, countsOthers(sentence) { score -= 20 }
        if best.map({ score > $0.score }) ?? true { best = (score, value, mention) }
      }
    }
    if best == nil { best = announced() ?? year() }
    guard let best else { return }
    incident.date = best.value
    note("date", best.value.date.value, best.mention)
  }

  /// What a day needs that is told to be no other thing's.
  private static let leastDate = 2.5

  /// Numbers of people stand in it, and none is that of the incident: "menyusul repatriasi 46 WNI, 20 Februari silam".
  private func countsOthers(_ sentence: Sentence) -> Bool {
    guard let count = incident.affected.count, count > 1 else { return false }
    let numbers = sentence.all("count").compactMap { $0["role"] == "part" ? nil : $0["number"].flatMap { Int($0) } }.filter { $0 > 1 }
    return !numbers.isEmpty && !numbers.contains(count)
  }

  /// Where nothing else tells the day, that on which the arrest or the verdict was made public.
  private func announced() -> (score: Double, value: DatedValue, mention: Mention)? {
    guard incident.responses.contains(where: { definitions.terms[$0]?.isAnnounced ?? false }) else { return nil }
    for index in reach {
      let sentence = story.sentences[index]
      for mention in sentence.all("date")
      where sentence.all("announcement").contains(where: { $0.range.overlaps(mention.range) }) {
        if let value = story.dates.resolve(mention), value.date.precision >= .day { return (0, value, mention) }
      }
    }
    return nil
  }

  /// Where nothing nearer is told, the year that stands right behind what befell somebody: "Tarmin dibebaskan dari kamp itu pada 2023".
  private func year() -> (score: Double, value: DatedValue, mention: Mention)? {
    let people = incident.people.map(\.name)
    let isNamed = { (name: Mention) in people.contains { PersonName.isSame($0, name["name"] ?? "") } }
    for sentence in sentences where sentence.has("victim") || sentence.namesVictim || sentence.all("name").contains(where: isNamed) {
      for mention in sentence.all("date") where mention.fields.allSatisfy({ $0.name == "year" }) && sentence.role(of: mention) == nil {
        let isStated = sentence.triggers.contains { trigger in
          definitions[trigger]?.starts ?? false
            && (0...IncidentBuilder.nearYear).contains(mention.range.start - trigger.range.end)
        }
        if isStated, let value = story.dates.resolve(mention) { return (0, value, mention) }
      }
    }
    return nil
  }

  /// Bytes of "dari sebuah kompleks ".
  private static let nearYear = 40

  // MARK: - Bodies

  /// Public bodies named where the case is stated or gone on about, each by its most frequent spelling, of equals the first, and of a
  /// mission's the short one. A mission without its town is the one that has it.
  private mutating func fillBodies() {
    var spellings: [String: [String: Int]] = [:]
    var order: [String: Int] = [:]
    for sentence in story.sentences {
      for mention in sentence.all("agency") {
        spellings[key(mention, in: sentence), default: [:]][mention["name"] ?? "", default: 0] += 1
        let name = mention["name"] ?? ""
        // "KBRI Phnom Penh" rather than "KBRI Kamboja": a mission is called by its town.
        let length = name.utf8.count + (entities.countries.contains { name.hasSuffix($0.name) } ? 99 : 0)
        order[name] = order[name] ?? (definitions.isNamedByTown(mention["kind"] ?? "") ? length : order.count)
      }
    }
    var seen: Set<String> = []
    let proper = Set(reach.flatMap { story.sentences[$0].all("agency") }.compactMap { $0["id"] })
    let shared = told.shared.map { story.sentences[$0] }.filter { !$0.isTitle && !$0.triggers.isEmpty }
    let going = mine.filter { !told.sentences.contains($0) }.map { story.sentences[$0] }
    let seated = Set(story.sentences.flatMap { sentence in sentence.all("agency").filter(sentence.tellsSeat).compactMap { $0["id"] } })
    for sentence in sentences + shared + going {
      for mention in sentence.all("agency") {
        guard definitions.acts(mention, isOpening: story.isOpening(sentence)), let id = mention["id"] ?? mention["name"] else { continue }
        // "polsek", "Imigrasi" without a place are not known to be a body of this case; nor is "BP3MI" beside "BP3MI Riau".
        if definitions.hasManySeats(id), !sentence.tellsSeat(mention), seated.contains(id) || definitions.needsSeat(mention["kind"] ?? "") {
          continue
        }
        if proper.contains(where: { $0.hasPrefix(id + "-") }) { continue }
        let key = key(mention, in: sentence)
        guard seen.insert(key).inserted else { continue }
        // "Imigrasi" alone says less than "Kantor Imigrasi Batam", which may stand once.
        let full = spellings[key]?.filter { $0.key.contains(" ") } ?? [:]
        let common = (definitions.hasManySeats(id) && !full.isEmpty ? full : spellings[key] ?? [:]).max {
          ($0.value, order[$1.key] ?? 0, $0.key) < ($1.value, order[$0.key] ?? 0, $1.key)
        }?.key
        let shown = reach.flatMap { story.sentences[$0].all("agency") }.first { $0["name"] == common } ?? mention
        let name = shown["name"] ?? ""
        incident.agencies.append(Entities.AgencyName(id: shown["id"], name: name))
        note("agencies", name, shown, shown.field("name"))
      }
    }
    guard !told.isBackground else { return }
    for law in entities.laws {
      guard let proof = law.evidence.first(where: { !isOfOthers($0) }) else { continue }
      incident.laws.append(law.name)
      note("laws", law.name, as: proof)
    }
    incident.officials = entities.officials.filter { $0.quoted && !$0.evidence.allSatisfy(isOfOthers) }.map(\.name)
  }

  /// Whether a proof stands where another case of the news is told.
  private func isOfOthers(_ proof: Evidence) -> Bool {
    guard proof.place == .body, let range = proof.range else { return false }
    return elsewhere.contains { !story.sentences[$0].isTitle && story.sentences[$0].range.overlaps(range) }
  }

  /// One body, with its place: "BP3MI Banten" and "BP3MI Riau" are two, "BP3MI NTT" and "BP3MI Nusa Tenggara Timur", "Imigrasi Soetta" and
  /// "Kantor Imigrasi Soekarno-Hatta" one.
  private func key(_ mention: Mention, in sentence: Sentence) -> String {
    let name = mention["name"] ?? ""
    guard let id = mention["id"] else { return name.lowercased() }
    guard definitions.hasManySeats(id) else { return id }
    let body = definitions.body(sameAs: id)
    let region = sentence.all("region").last { mention.range.start <= $0.range.start && (0...1).contains(mention.range.end - $0.range.end) }
    if let seat = mention["point"] ?? region?["code"] { return body + "|" + seat }
    // "Balai Pelayanan … (BP3MI)" is "BP3MI".
    return body + "|" + (name.split { " ()".contains($0) }.last?.lowercased() ?? "")
  }

  // MARK: - What holds for the whole record

  private mutating func finish() {
    incident.grounds = grounds()
    incident.confidence = confidence()
    incident.findings += mismatches()
    let place = incident.countries.first ?? incident.origins.first?.code ?? "??"
    let kind = incident.harms.first ?? incident.responses.first ?? "unknown"
    let month =
      incident.date.map { String($0.date.value.prefix(7)) } ?? article.published.map { String($0.date.value.prefix(7)) }
      ?? "unknown"
    incident.linkKey = "\(place)|\(kind)|\(month)"
  }

  /// Parts that do not come to the whole stand as written; a finding tells.
  private func mismatches() -> [Finding] {
    guard let total = incident.affected.count else { return [] }
    var findings: [Finding] = []
    if let female = incident.affected.female, let male = incident.affected.male {
      let sums = [female + male, female + male + (incident.affected.minors ?? 0)]
      if !sums.contains(total) {
        let minors = incident.affected.minors.map { " + \($0) minors" } ?? ""
        findings.append(Finding(.partsMismatch, "\(female) female + \(male) male\(minors) is not \(total)"))
      }
    }
    for sentence in sentences {
      let numbers = sentence.all("origin").compactMap { $0["number"].flatMap { Int($0) } }
      let sum = numbers.reduce(0, +)
      if numbers.count > 2, sum != total, sum * 2 > total {
        findings.append(
          Finding(
            .partsMismatch, "\(numbers.map(String.init).joined(separator: " + ")) by region is \(sum), not \(total)"))
      }
    }
    return findings
  }
}
