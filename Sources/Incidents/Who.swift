import Articles
import Bytes
import Mentions
import Text

/// Whom it befell, by name and by number, and who did it.
extension IncidentBuilder {
  mutating func fillPeople() {
    for sentence in mine.map({ story.sentences[$0] }) {
      for mention in sentence.all("victim") where isName(mention, in: sentence) { addPerson(mention, sentence) }
      for mention in sentence.mentions where ["suspect", "accomplice", "fugitive"].contains(mention.type) && isName(mention, in: sentence) {
        guard let written = mention["name"], !story.lowerWords.contains(Story.plain(written)) else { continue }
        // An official with an age beside the name is not one who caught them: "Kepala Desa Sukamaju, Tarmin (38), sebagai tersangka".
        let hasAge = mention["age"] != nil || !sentence.isTitle && hasAge(behind: mention.field("name")?.range)
        guard hasAge || !isOfficial(written) else { continue }
        let proof = fullName(of: mention) ?? mention
        let name = proof["name"] ?? written
        guard hasAge || !isOfficial(name), !incident.suspects.names.contains(where: { PersonName.isSame($0, name) }) else { continue }
        incident.suspects.names.append(name)
        note("suspects.names", name, proof, proof.field("name"))
      }
    }
    let others = incident.suspects.names + mourners
    let relatives = story.relatives
    let dropped = Set(
      incident.people.filter { person in
        others.contains { PersonName.isSame($0, person.name) } || relatives.contains { isNamed(person.name, as: $0, age: person.age) }
      }.map(\.name))
    incident.people.removeAll { dropped.contains($0.name) }
    incident.evidence.removeAll { $0.field == "people" && dropped.contains($0.value) }
  }

  /// Of one person the last of what befell them: who died in captivity is dead, who came home is no longer held. Of several, where all died.
  /// Where others are counted and not named, nobody is dead unless all are.
  mutating func fillStatuses() {
    let total = incident.affected.count ?? incident.people.count
    let isOfAll = incident.affected.dead != nil && incident.affected.dead == incident.affected.count
    let alive = self.survivors
    let survivors = incident.people.map { isSurvivor($0.name, of: alive) }
    if incident.people.count != 1 || survivors == [true] {
      for index in incident.people.indices {
        if survivors[index] {
          incident.people[index].status = .rescued
        } else if isOfAll, incident.people.count <= total || isToldDead(incident.people[index].name) {
          incident.people[index].status = .dead
        }
      }
      return
    }
    let statuses = (incident.harms + incident.responses).compactMap { definitions.terms[$0]?.status }
    let order: [Incident.Person.Status] = [.dead, .returned, .rescued, .missing, .ill, .detained]
    let isDead = isOfAll || total == 1 || (incident.affected.dead ?? 1) == 1 && isToldDead(incident.people[0].name)
    incident.people[0].status = order.first { statuses.contains($0) && ($0 != .dead || isDead) }
  }

  /// Whom the text says to have come out of it.
  private var survivors: [String] { mine.flatMap { story.sentences[$0].all("survivor").compactMap { $0["name"] } } }

  private func isSurvivor(_ name: String, of survivors: [String]) -> Bool {
    // Pages of a thousand names are compared by the letter.
    survivors.count > 50 ? survivors.contains(name) : survivors.contains { PersonName.isSame($0, name) }
  }

  /// The sentence that names somebody first tells of a death and of nobody who came out of it.
  private func isToldDead(_ name: String) -> Bool {
    guard let proof = incident.evidence.first(where: { $0.field == "people" && $0.value == name }), let range = proof.range else {
      return false
    }
    return story.sentences.contains { sentence in
      sentence.isTitle == (proof.place == .title) && sentence.range.overlaps(range)
        && sentence.triggers.contains { definitions[$0]?.isDeath ?? false }
        && !sentence.triggers.contains { definitions[$0]?.status == .rescued }
    }
  }

  /// Whether somebody written so is the one of another name: the same, or, where no age stands beside the name, a part of it.
  private func isNamed(_ written: String, as other: String, age: Int?) -> Bool {
    PersonName.isSame(written, other) && (age == nil || Set(PersonName.words(written)) == Set(PersonName.words(other)))
  }

  /// "Keluarga Tarmi", who speaks of somebody else's death, given with the age.
  private var mourners: [String] {
    guard death != nil, incident.people.contains(where: { $0.age != nil }) else { return [] }
    let speakers = story.sentences.flatMap { $0.all("attribution") }.compactMap { $0["name"] }
    return incident.people.filter { person in
      person.age == nil && beside.contains(person.name) && speakers.contains { PersonName.isSame($0, person.name) }
    }.map(\.name)
  }

  /// No part of a place's name, and, where it is one word that begins a sentence and neither an age, a bracket nor its number in a list
  /// stands beside it, a name elsewhere too.
  private func isName(_ mention: Mention, in sentence: Sentence) -> Bool {
    guard let name = mention.field("name"), let range = name.range else { return true }
    let isOfPlace = sentence.mentions.contains { place in
      ["region", "place", "country", "agency"].contains(place.type) && place.range.start <= range.start && range.end <= place.range.end
    }
    let isInitials = name.value.utf8.count < 5 && name.value == name.value.uppercased()
    guard isInitials || !isOfPlace else { return false }
    let words = PersonName.words(name.value)
    // "Rukmini (nama samaran)": nothing else that begins a sentence has a bracket behind it, or is said to be no real name.
    let hasBracket = !sentence.isTitle && article.body[range.end...].starts(with: " (".utf8)
    // "Rukmini, warga Kudus, disekap": nor has anything else such words for where it comes from.
    let hasOrigin = sentence.all("origin").contains {
      (range.end...range.end + 2).contains($0.range.start) && $0.text.first?.isLowercase ?? false
    }
    let isSurely = hasBracket || hasOrigin || ["listed", "alias"].contains(mention["status"])
    guard words.count == 1, !isInitials, mention["age"] == nil, !isSurely, sentence.begins(with: range) else {
      return true
    }
    return story.sentences.contains { other in
      !other.isTitle
        && other.all("name").contains { PersonName.words($0["name"] ?? "").contains(words[0]) && !other.begins(with: $0.range) }
    }
  }

  /// "Tarmin (38)": two digits in brackets.
  private func hasAge(behind name: TextRange?) -> Bool {
    guard let name, name.end + 5 <= article.body.count else { return false }
    let next = article.body[name.end..<name.end + 5]
    return next.starts(with: " (".utf8) && next.last == UInt8(ascii: ")") && next.dropFirst(2).dropLast().allSatisfy { $0 &- 0x30 < 10 }
  }

  private mutating func addPerson(_ mention: Mention, _ sentence: Sentence) {
    let age = IncidentBuilder.age(of: mention)
    guard let written = mention["name"], !isOfficial(written, age: age), !story.lowerWords.contains(Story.plain(written)) else {
      return
    }
    // More names than any incident has people are those of a list.
    guard incident.people.count <= definitions.mostPeople else { return }
    if let person = told.person, !Story.isSame(person, written) { return }
    let isOfAge = { (known: Int?) in known == nil || age == nil || known == age }
    if incident.people.contains(where: { isOfAge($0.age) && PersonName.isInitials(written, of: $0.name) }) { return }
    if let at = incident.people.firstIndex(where: { isOfAge($0.age) && PersonName.isInitials($0.name, of: written) }) {
      let initials = incident.people.remove(at: at).name
      incident.evidence.removeAll { $0.field == "people" && $0.value == initials }
    }
    if let at = incident.people.firstIndex(where: { $0.name == written || isOfAge($0.age) && Story.isSame($0.name, written) }) {
      if incident.people[at].age == nil { incident.people[at].age = age }
      return
    }
    let full = fullName(of: mention)
    let name = full?["name"] ?? written
    var person = Incident.Person(name: name, age: age, sex: mention["sex"].flatMap { .init(rawValue: $0) })
    person.sex = person.sex ?? sex(of: mention, in: sentence)
    if sentence.all("victim").count == 1 {
      let sexes = Set(sentence.all("sex").compactMap { $0["of"] })
      if person.sex == nil, sexes.count == 1 { person.sex = sexes.first.flatMap { .init(rawValue: $0) } }
      let codes = Set(sentence.all("origin").compactMap { $0["code"] })
      // "asal Bogor, Jawa Barat" is of one town.
      let origins = codes.filter { code in !codes.contains { $0.hasPrefix(code + ".") } }
      if origins.count == 1 { person.origin = origins.first }
    }
    incident.people.append(person)
    if let full {
      note("people", name, full, full.field("name"))
    } else {
      note("people", name, mention, mention.field("name"))
      if mention["status"] == "beside" { beside.insert(name) }
    }
  }

  /// "pria berinisial AB", "AB (31), pria asal Kudus": a word for the sex stands beside the name, and no other name between.
  private func sex(of mention: Mention, in sentence: Sentence) -> Incident.Person.Sex? {
    guard let name = mention.field("name")?.range else { return nil }
    let others = sentence.all("victim").compactMap { $0.field("name")?.range }.filter { $0 != name }
    func isNear(_ word: TextRange) -> Bool {
      let (start, end) = word.start < name.start ? (word.start, name.start) : (name.end, word.start)
      return end - start < (word.start < name.start ? 45 : 25) && !others.contains { start <= $0.start && $0.end <= end }
    }
    let near = sentence.all("sex").filter { isNear($0.range) }
    let close = near.first { $0.range.start > name.start && $0.range.start - name.end < 12 }
    let word = close ?? near.last { $0.range.start < name.start } ?? near.first
    return word?["of"].flatMap { .init(rawValue: $0) }
  }

  private static func age(of mention: Mention) -> Int? { mention["age"].flatMap { Int($0) }.flatMap { $0 < 110 ? $0 : nil } }

  /// The fullest form in which the article names somebody who is "Rizal" here; nil where it stands in full. Who is of another age, an official
  /// or one of the kin is somebody else.
  private mutating func fullName(of mention: Mention) -> Mention? {
    let words = Set(PersonName.words(mention["name"] ?? ""))
    guard let longest = words.max(by: { $0.count < $1.count }), longest.count > 2 else { return nil }
    let age = IncidentBuilder.age(of: mention)
    var best: (count: Int, mention: Mention)?
    for index in naming[longest] ?? [] where !story.sentences[index].isTitle {
      for found in story.sentences[index].all("name") {
        let full = Set(PersonName.words(found["name"] ?? ""))
        guard full.count > max(words.count, best?.count ?? 0), words.isSubset(of: full) else { continue }
        if age != nil, isSomebodyElse(found["name"] ?? "", age) { continue }
        best = (full.count, found)
      }
    }
    return best?.mention
  }

  private func isSomebodyElse(_ name: String, _ age: Int?) -> Bool {
    let isOlder = story.sentences.contains { sentence in
      sentence.all("victim").contains { $0["name"] == name && IncidentBuilder.age(of: $0).map { $0 != age } ?? false }
    }
    return isOlder || story.relatives.contains(name) || entities.officials.contains { $0.name == name }
  }

  /// - Parameter age: what stands beside the name; hardly ever beside an official's.
  private func isOfficial(_ name: String, age: Int? = nil) -> Bool {
    entities.officials.contains { $0.status != .former && isNamed(name, as: $0.name, age: age) }
  }

  /// The harm by which people died, where the record has it.
  private var death: String? { incident.harms.first { definitions.terms[$0]?.isDeath ?? false } }

  // MARK: - Counts

  private struct Counted {
    var score = 0.0
    var isOurs = false
    /// The title tells it; the lead does.
    var isTitled = false
    var isLed = false
    var mention: Mention
  }

  mutating func fillCounts() {
    let named = Set((incident.harms + incident.responses).flatMap { definitions.terms[$0]?.people ?? [] }).subtracting(["suspect"])
    let people = named.isEmpty ? Set(definitions.people.keys) : named
    var scores: [Int: Counted] = [:]
    var fuzzy: Mention?
    // The number of all may stand in a title or lead that tells of nothing else: "perahu itu mengangkut 24 penumpang".
    let led = told.isBackground || told.person != nil ? [] : mine.filter { weight($0) >= 3 }
    let counting = Set(told.sentences).union(led)
    // Further down may stand the number of all ("feri itu berisi 23 penumpang") and, where people did it, of those whom it befell:
    // "polisi mendapati 41 CPMI".
    let further = told.person == nil ? mine.filter { !counting.contains($0) } : []
    let hasNamed = !incident.suspects.names.isEmpty
    // "Dua Orang Ditahan": the suspects that the text counts.
    let accused = Set(
      mine.flatMap { story.sentences[$0].all("count") }.filter { $0.countsSuspects && $0["role"] != "part" }.compactMap { $0["number"] })
    for index in counting.sorted() + further {
      for mention in story.sentences[index].all("count") where told.person == nil && !story.sentences[index].isDenied {
        guard let kind = mention["people"], people.contains(kind), let rank = definitions.people[kind]?.rank else {
          continue
        }
        let isFromHome = story.sentences[index].isFromHome(mention)
        let isOurs = definitions.people[kind]?.isOurs ?? false || isFromHome
        let isSeveralBeside = mention["number"] != "1" && definitions.people[kind]?.isBesideAccused ?? false
        let isTold = hasNamed && isOurs || (hasNamed || !accused.isEmpty) && isSeveralBeside
        guard counting.contains(index) || mention["role"] == "whole" || isTold else { continue }
        let isAnyone = definitions.people[kind]?.isAnyone ?? false
        if isAnyone, !isOurs, accused.contains(mention["number"] ?? ""),
          story.sentences[index].isTitle || story.sentences[index].hasSuspects(definitions)
        {
          continue
        }
        guard let number = mention["number"].flatMap({ Int($0) }), number > 0 else {
          if fuzzy == nil, let least = mention["min"].flatMap({ Int($0) }), least <= definitions.mostPeople { fuzzy = mention }
          continue
        }
        var score = weight(index) * (isFromHome ? 1 : Double(rank) / 4)
        if mention["role"] == "part" { score *= 0.3 }
        if mention["role"] == "whole" { score *= 2 }
        if number == 1 { score *= 0.5 }
        scores[number, default: Counted(mention: mention)].score += score
        if isOurs || mention["role"] == "whole" { scores[number]?.isOurs = true }
        if story.sentences[index].isTitle { scores[number]?.isTitled = true } else if weight(index) >= 3 { scores[number]?.isLed = true }
      }
    }
    // "19 Perempuan Batal Dikirim": whom title and lead count are those of the news, whatever they are called.
    for (number, counted) in scores where counted.isTitled && counted.isLed && number > 1 && !accused.contains(String(number)) {
      scores[number]?.isOurs = true
      scores[number]?.score *= 2
    }
    // Where citizens or workers are counted, other people's numbers are not theirs.
    if scores.contains(where: { $0.value.isOurs && $0.key > 1 }) { scores = scores.filter { $0.value.isOurs } }
    // Who came out of it is none of those counted.
    let alive = survivors
    let proofs = incident.evidence.filter { $0.field == "people" && (scores.isEmpty || !isSurvivor($0.value, of: alive)) }
    if let first = proofs.first {
      let led = proofs.count { isLed($0) }
      // One of several who tells about it ("salah seorang korban, SN") says nothing of how many they are.
      if !isOneOfSeveral(first) || scores.isEmpty || led > 1 {
        let number = led > 0 ? led : scores.isEmpty ? proofs.count : 1
        // A name proves more than "ayah korban".
        if scores[number]?.mention["role"] == "part" { scores[number]?.mention = mention(of: first) }
        scores[number, default: Counted(mention: mention(of: first))].score += led > 0 ? 3 : 1
      }
    }
    for (number, counted) in scores where isSum(number, in: Set(told.sentences).union(led)) { scores[number]?.score = counted.score * 2.0 }
    let best = scores.max { ($0.value.score, $0.key) < ($1.value.score, $1.key) }
    // "Ayah korban" of "puluhan WNI" is one of dozens.
    if let best, fuzzy == nil || best.value.mention["role"] != "part" {
      setCount(withRest(of: best.key, in: led) ?? best.key, best.value.mention)
      counted = best.value.mention["people"]
    } else if let fuzzy {
      incident.affected.min = fuzzy["min"].flatMap { Int($0) }
      incident.affected.max = fuzzy["max"].flatMap { Int($0) }
      incident.affected.text = fuzzy.text
      note("affected.min", fuzzy["min"] ?? "", fuzzy)
    }
    fillParts()
    fillSuspects()
  }

  /// "Tiga penumpang meninggal, 21 lainnya selamat", "20 pria dan 11 wanita": the dead and the rest, or both sexes, are all of them where
  /// the text counts only these.
  private func withRest(of counted: Int, in led: [Int]) -> Int? {
    for index in led {
      let sentence = story.sentences[index]
      let splits = sentence.all("split")
      func number(_ mention: Mention?) -> Int? { mention?["number"].flatMap { Int($0) } }
      if let dead = splits.first(where: { $0["of"] == "dead" }), let first = number(dead) {
        let rest = sentence.all("count").filter { $0["rest"] != nil && !$0.range.overlaps(dead.range) }.compactMap(number)
        if !rest.isEmpty, counted == first || rest.contains(counted) { return rest.reduce(first, +) }
      }
      if let female = number(splits.first { $0["of"] == "female" }), let male = number(splits.first { $0["of"] == "male" }),
        counted == female || counted == male
      {
        return female + male
      }
    }
    return nil
  }

  /// Two or three other numbers of people come to this one: it is all of them, those are its parts.
  private func isSum(_ total: Int, in told: Set<Int>) -> Bool {
    guard total > 2 else { return false }
    let parts = told.sorted().map { index in
      story.sentences[index].mentions.filter { $0.type == "count" || $0.type == "split" }.compactMap { mention in
        mention["number"].flatMap { Int($0) }.flatMap { $0 > 0 && $0 < total ? ($0, mention.range) : nil }
      }
    }
    // Within a sentence a number may stand twice ("satu selamat, satu hilang"), over all only once.
    return parts.contains { IncidentBuilder.has(total, among: IncidentBuilder.apart($0)) }
      || total >= IncidentBuilder.leastSum && IncidentBuilder.has(total, among: Array(Set(parts.joined().map(\.0))))
  }

  /// Small numbers come to each other by chance.
  private static let leastSum = 12

  /// The numbers, of those that stand in one place the first.
  private static func apart(_ numbers: [(Int, TextRange)]) -> [Int] {
    var kept: [(Int, TextRange)] = []
    for number in numbers where !kept.contains(where: { $0.1.overlaps(number.1) }) { kept.append(number) }
    return kept.map(\.0)
  }

  /// Two or three of the numbers come to the total.
  private static func has(_ total: Int, among numbers: [Int]) -> Bool {
    guard numbers.count < 30 else { return false }
    for first in numbers.indices {
      for second in numbers.indices where second > first {
        let sum = numbers[first] + numbers[second]
        if sum == total { return true }
        if numbers.indices.contains(where: { $0 > second && sum + numbers[$0] == total }) { return true }
      }
    }
    return false
  }

  /// A count by names: the words of the first name stand for it.
  private func mention(of proof: Evidence) -> Mention {
    Mention(
      type: "victim", rule: proof.rule, place: proof.place == .title ? .title : .body,
      range: proof.range ?? TextRange(0, 0),
      text: proof.text, fields: [])
  }

  private func isOneOfSeveral(_ proof: Evidence) -> Bool {
    guard let range = proof.range, proof.place == .body else { return false }
    return story.sentences.contains { sentence in
      !sentence.isTitle && sentence.range.overlaps(range)
        && sentence.all("count").contains { $0["role"] == "part" && $0["number"] == "1" }
    }
  }

  private func isLed(_ proof: Evidence) -> Bool {
    guard proof.place == .body, let range = proof.range else { return proof.place == .title }
    return mine.contains {
      weight($0) >= 3 && !story.sentences[$0].isTitle && story.sentences[$0].range.overlaps(range)
    }
  }

  private mutating func setCount(_ count: Int, _ mention: Mention) {
    incident.affected.count = count
    incident.affected.text = mention.text
    note("affected.count", String(count), mention)
  }

  /// A sentence that parts the dead, or far fewer than all: "dari tiga jenazah, dua perempuan dan satu laki-laki".
  private func isOfSome(_ sentence: Sentence, among total: Int?) -> Bool {
    guard let total else { return false }
    let parts = sentence.all("split").filter { $0["of"] != "dead" }
    if Set(parts.compactMap { $0["of"] }).isSuperset(of: ["female", "male"]),
      parts.compactMap({ $0["number"].flatMap { Int($0) } }).reduce(0, +) * 5 < total * 4
    {
      return true
    }
    guard sentence.all("split").contains(where: { $0["of"] == "dead" && Int($0["number"] ?? "") ?? total < total }) else { return false }
    return !sentence.all("count").contains { $0["number"] == String(total) }
  }

  /// Women and men of a sentence that are all there are.
  private func wholeSexes(of sentence: Sentence, among total: Int?) -> [Mention] {
    let splits = sentence.all("split").filter { !$0.negated }
    guard let total, let female = splits.first(where: { $0["of"] == "female" }), let male = splits.first(where: { $0["of"] == "male" }),
      let women = female["number"].flatMap({ Int($0) }), let men = male["number"].flatMap({ Int($0) }), women + men == total
    else { return [] }
    return [female, male]
  }

  /// Suspects' names follow: "dua pria, AB dan CD".
  private func isOfSuspects(_ split: Mention, _ sentence: Sentence) -> Bool {
    let names = (sentence.all("suspect") + sentence.all("accomplice")).compactMap { $0.field("name")?.range?.start }
    return names.contains { split.range.end < $0 && $0 <= split.range.end + 15 }
  }

  /// Women and men are no more than all.
  private func fits(_ number: Int, beside other: Int?) -> Bool { incident.affected.count.map { number + (other ?? 0) <= $0 } ?? true }

  /// Dead, female, male, minors: as the text counts them, never reckoned from the others.
  private mutating func fillParts() {
    let total = incident.affected.count
    let parting = (told.person == nil ? mine : told.sentences).map { story.sentences[$0] }
    let splits = parting.flatMap { sentence in
      let isOfSome = isOfSome(sentence, among: total)
      return sentence.all("split").filter { $0["of"] == "dead" || !isOfSome && !isOfSuspects($0, sentence) }
    }
    // "dua orang laki-laki ditangkap; 19 laki-laki dan 8 perempuan": those that come to all.
    let whole = parting.map { wholeSexes(of: $0, among: total) }.first { !$0.isEmpty }
    for mention in splits where !mention.negated {
      if let whole, mention["of"] == "female" || mention["of"] == "male", !whole.contains(where: { $0.range == mention.range }) { continue }
      guard let number = mention["number"].flatMap({ Int($0) }), number > 0, total.map({ number <= $0 }) ?? true else {
        continue
      }
      switch mention["of"] {
      case "dead" where death != nil && incident.affected.dead == nil:
        incident.affected.dead = number
      case "female" where incident.affected.female == nil && fits(number, beside: incident.affected.male): incident.affected.female = number
      case "male" where incident.affected.male == nil && fits(number, beside: incident.affected.female): incident.affected.male = number
      case "minor" where incident.affected.minors == nil: incident.affected.minors = number
      default: continue
      }
      note("affected.\(mention["of"] == "minor" ? "minors" : mention["of"] ?? "")", String(number), mention)
    }
    for sentence in parting where !isOfSome(sentence, among: total) { fillKinds(of: sentence) }
    dropHarmsOfAccused()
    dropCausesOfOne()
    dropHarmsOfOthers()
    if total == 1, incident.affected.dead == nil, let death = death.flatMap({ weighed[$0] }) {
      incident.affected.dead = 1
      note("affected.dead", "1", death.mention)
    }
    if let total { fillSex(of: total) }
  }

  /// "149 laki-laki, 50 perempuan, 8 anak laki-laki, dan 6 anak perempuan" are 213: men, women and minors by sex, who come to all.
  private mutating func fillKinds(of sentence: Sentence) {
    let kinds = sentence.all("split").filter { ["female", "male", "minor"].contains($0["of"]) }
    let minors = kinds.filter { $0["of"] == "minor" }
    guard let total = incident.affected.count, minors.count > 1, minors.allSatisfy({ $0["sex"] != nil }),
      kinds.reduce(0, { $0 + ($1["number"].flatMap { Int($0) } ?? 0) }) == total
    else { return }
    func sum(_ holds: (Mention) -> Bool) -> Int? {
      let counted = kinds.filter(holds).compactMap { $0["number"].flatMap { Int($0) } }
      return counted.isEmpty ? nil : counted.reduce(0, +)
    }
    incident.affected.minors = sum { $0["of"] == "minor" }
    incident.affected.female = sum { $0["of"] == "female" || $0["sex"] == "female" }
    incident.affected.male = sum { $0["of"] == "male" || $0["sex"] == "male" }
    for (field, number) in [
      ("minors", incident.affected.minors), ("female", incident.affected.female), ("male", incident.affected.male),
    ] {
      incident.evidence.removeAll { $0.field == "affected.\(field)" }
      let proof = kinds.first { field == "minors" ? $0["of"] == "minor" : $0["of"] == field || $0["sex"] == field }
      if let number, let proof { note("affected.\(field)", String(number), proof) }
    }
  }

  /// What one person died of is no illness beside the death, where it is told further down only.
  private mutating func dropCausesOfOne() {
    guard incident.affected.count == 1, !told.isBackground else { return }
    let causes = incident.harms.flatMap { definitions.terms[$0]?.overOfOne ?? [] }.filter { weighed[$0]?.weight ?? 0 < 1.5 }
    drop(harms: causes)
  }

  /// One of ours who is held for somebody's death has not died: "Korban, pria berusia 70 tahun, tewas".
  private mutating func dropHarmsOfAccused() {
    let accusations = incident.harms.filter { harm in
      weighed[harm]?.leads ?? false && definitions.terms[harm]?.always.contains { definitions.terms[$0]?.accuses ?? false } ?? false
    }
    guard !accusations.isEmpty, incident.affected.count ?? 1 == 1 else { return }
    let others = incident.harms.filter { harm in
      let telling = mine.map { story.sentences[$0] }.filter { $0.triggers.contains { $0["kind"] == harm } }
      return !accusations.contains(harm) && !telling.isEmpty && telling.allSatisfy { $0.has("other_dead") }
    }
    drop(harms: others)
  }

  /// What befell more than the record counts befell others: "27 orang tewas" in a fire that eight of ours got out of.
  private mutating func dropHarmsOfOthers() {
    guard let total = incident.affected.count else { return }
    let isToldElse = incident.responses.contains { definitions.terms[$0]?.starts ?? false }
    guard incident.harms.count > 1 || isToldElse else { return }
    let others = incident.harms.filter { harm in
      let telling = mine.map { story.sentences[$0] }.filter { $0.triggers.contains { $0["kind"] == harm } }
      return !telling.isEmpty && telling.allSatisfy { isOfOthers($0, than: total) }
    }
    guard others.count < incident.harms.count || isToldElse else { return }
    drop(harms: others)
  }

  /// More people than the record counts, and none of ours beside them.
  private func isOfOthers(_ sentence: Sentence, than total: Int) -> Bool {
    let isMore = sentence.all("count").contains { count in
      definitions.people(of: count)?.isAnyone ?? false && count["number"].flatMap { Int($0) } ?? 0 > total
    }
    guard isMore else { return false }
    return total > 1
      || !sentence.mentions.contains { ["people", "count"].contains($0.type) && definitions.people(of: $0)?.isOurs ?? false }
  }

  private mutating func drop(harms: [String]) {
    incident.harms.removeAll { harms.contains($0) }
    incident.evidence.removeAll { $0.field == "harms" && harms.contains($0.value) }
    guard death == nil else { return }
    incident.affected.dead = nil
    incident.evidence.removeAll { $0.field == "affected.dead" }
  }

  /// One person's sex, where the words for it stand beside no suspect and agree, all but a few; or that of all: "seluruhnya perempuan".
  private mutating func fillSex(of total: Int) {
    guard incident.affected.female == nil, incident.affected.male == nil else { return }
    var found: [String: (weight: Double, mention: Mention)] = [:]
    for index in told.about ?? mine {
      let sentence = story.sentences[index]
      let isOthers = sentence.hasSuspects(definitions) && !sentence.isTitle
      for mention in sentence.mentions {
        guard let of = mention["of"], of == "female" || of == "male" else { continue }
        guard mention.type == "sex" && total == 1 && !isOthers || mention.type == "split" && mention["number"] == nil else { continue }
        found[of, default: (0, mention)].weight += weight(index)
      }
    }
    guard let best = found.max(by: { ($0.value.weight, $1.key) < ($1.value.weight, $0.key) }) else { return countSexes(of: total) }
    let others = found.filter { $0.key != best.key }.map(\.value.weight).reduce(0, +)
    guard best.value.weight >= 3 * others else { return }
    if best.key == "female" { incident.affected.female = total } else { incident.affected.male = total }
    note("affected.\(best.key)", String(total), best.value.mention)
  }

  /// All are named, each with a word for the sex.
  private mutating func countSexes(of total: Int) {
    let known = incident.people.compactMap(\.sex)
    guard known.count == total, incident.people.count == total,
      let proof = incident.evidence.first(where: { $0.field == "people" })
    else { return }
    for sex in [Incident.Person.Sex.female, .male] {
      let count = known.count { $0 == sex }
      guard count > 0 else { continue }
      if sex == .female { incident.affected.female = count } else { incident.affected.male = count }
      note("affected.\(sex.rawValue)", String(count), as: proof)
    }
  }

  /// How many did it: as counted, or as many as are named. Who is only sought counts where nobody else is named; where no suspects are told
  /// of, those of the people affected who are said to have done it.
  private mutating func fillSuspects() {
    let hasSuspects = (incident.harms + incident.responses).contains { definitions.terms[$0]?.people.contains("suspect") ?? false }
    var best: (weight: Double, number: Int, proof: Evidence?, mention: Mention?)?
    if let proof = incident.evidence.first(where: { $0.field == "suspects.names" }) {
      let sought = mine.flatMap { story.sentences[$0].all("fugitive") }.compactMap { $0["name"] }
      let caught = incident.suspects.names.filter { name in !sought.contains { PersonName.isSame($0, name) } }
      let number = caught.isEmpty ? incident.suspects.names.count : caught.count
      best = ((isLed(proof) ? 3 : 1) + (number == 1 ? 0 : 0.5), number, proof, nil)
    }
    var counts: [Int: (weight: Double, mention: Mention)] = [:]
    let isOfAny = hasSuspects || !incident.suspects.names.isEmpty
    for index in mine {
      for mention in story.sentences[index].all("count")
      where mention.countsSuspects && (isOfAny ? mention["role"] != "part" : mention["role"] == "accused") {
        guard let number = mention["number"].flatMap({ Int($0) }), number > (incident.suspects.names.count > 1 ? 1 : 0) else { continue }
        counts[number, default: (number == 1 ? 0 : 1, mention)].weight += weight(index)
      }
    }
    if let counted = counts.max(by: { ($0.value.weight, $1.key) < ($1.value.weight, $0.key) }), counted.value.weight > best?.weight ?? 0 {
      best = (counted.value.weight, counted.key, nil, counted.value.mention)
    }
    guard let best else { return }
    incident.suspects.count = best.number
    if let mention = best.mention {
      note("suspects.count", String(best.number), mention)
    } else if let proof = best.proof {
      note("suspects.count", String(best.number), as: proof)
    }
  }
}
