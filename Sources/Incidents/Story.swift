import Bytes
import Mentions
import Text

/// Sentences that tell of one course of events.
struct Case {
  /// Indices into ``Story/sentences``, in order.
  var sentences: [Int]
  var isBackground: Bool
  /// The one whom it befell, where several who stand in one article have a case each.
  var person: String?
  /// The sentences about that one, stating or not.
  var about: [Int]?
  /// Where title and lead report several cases: all sentences about this one, and those about none of them in particular.
  var own: [Int]?
  var shared: [Int] = []
  /// Sentences of title and lead that say what the cases are which the page numbers: "Polda mengungkap tiga kasus TPPO".
  var announcing: [Int] = []
}

/// Which sentences of an article tell of an incident, and of which.
///
/// The main case is what title or lead state; everything that states a harm or response further down goes with it, but for what
/// turns to another case: another number of people together with words that turn away, an older day or another country.
/// Where title and lead state nothing, the first case told further down is background.
struct Story {
  var sentences: [Sentence] { didSet { memo = TraitsMemo() } }
  let definitions: Definitions
  let entities: Entities
  let dates: DateResolver
  /// Words that the body writes with a small letter: what stands among them is no name ("Penyebab").
  let lowerWords: LowerWords
  /// The sentences are cut into clauses, to part what title and lead report side by side.
  var isCut = false
  private(set) var memo = TraitsMemo()

  /// Title 4, lead 3, elsewhere 1. In a case told further down its first sentence is its lead.
  func weight(_ index: Int, in told: Case) -> Double {
    let sentence = sentences[index]
    if sentence.isTitle { return 4 }
    if let own = told.own {
      let isOpener = index == own.first { !sentences[$0].isTitle }
      return isOpener || told.sentences.filter { !sentences[$0].isTitle }.prefix(2).contains(index) ? 3 : 1
    }
    if told.isBackground { return index == told.sentences.first { !sentences[$0].isTitle } ? 3 : 2 }
    return sentence.number < definitions.lead ? 3 : 1
  }

  func cases() -> [Case] {
    guard isOurs, !isOfNobody else { return [] }
    let stating = sentences.indices.filter { states(sentences[$0]) }
    // "Seluruh 300 WNI di sana aman": what befell others is no incident.
    if isOfOthers, !stating.contains(where: { isOursBesideOthers(sentences[$0]) }) { return [] }
    let opening = sentences.filter { $0.isTitle || $0.number < definitions.lead * 2 }
    let isAboutSomebody = opening.contains { isSpecific($0) }
    let opens =
      stating.contains { index in
        let sentence = sentences[index]
        guard sentence.isTitle || sentence.number < definitions.lead, starts(sentence) else { return false }
        return isSpecific(sentence) || (isAboutSomebody && (sentence.isTitle || sentence.number > 0))
      } || isToldLater(stating)
    guard opens, !sentences.contains(where: { $0.isTitle && isGeneral($0) }) else {
      return isCut ? [] : sideCase(stating).map { [$0] } ?? []
    }
    let cases = parted(stating)
    let isTheirs = stating.contains { isOurs(sentences[$0]) || isAbroad(sentences[$0], orVictim: true) }
    guard isTheirs || opensWithOurs || opensAbroad else { return cases.filter(\.isBackground) }
    if isCut { return subjects(besides: cases.filter(\.isBackground)) }
    let aside = Set(cases.filter(\.isBackground).flatMap(\.sentences))
    return cases.flatMap { $0.isBackground ? [$0] : byPerson($0, aside: aside) }
  }

  /// The page is about citizens or workers abroad, or about trafficked people.
  private var isOurs: Bool {
    if sentences.contains(where: isOurs) { return true }
    let comeFromHome = sentences.contains { isOpening($0) && $0.has("origin") || $0.has("ours") }
    return comeFromHome && sentences.contains { isAbroad($0, orVictim: true) } || opensAbroad
  }

  /// Title and lead tell what befell somebody from a region at home, and name another land beside: "Sembilan perempuan NTT dikerangkeng".
  /// Or nobody's region, where one of our missions helps, or another body that looks after migrant workers.
  private var opensAbroad: Bool {
    let opening = sentences.filter { isOpening($0) && !isGeneral($0) }
    let isHelped = sentences.contains { $0.has("ours") }
    return opening.contains { (isHelped || $0.has("origin")) && tellsOfAbroad($0) } && opening.contains(where: namesLand) && !isOfOthers
  }

  /// Raids, arrests and verdicts at home are of anybody.
  private func tellsOfAbroad(_ sentence: Sentence) -> Bool {
    sentence.triggers.contains { definitions[$0].map { $0.starts && !$0.hasDestinations } ?? false }
  }

  /// Another land, and no ship's flag only, nor where a thing was made.
  private func namesLand(_ sentence: Sentence) -> Bool {
    sentence.all("country").contains { !["flag", "made"].contains(sentence.role(ofLand: $0)) }
  }

  private func isOurs(_ sentence: Sentence) -> Bool { isOurs(sentence, orCrew: mayCrewBeOurs) }

  /// Crews and fishermen work at home as well: they are ours abroad where the page tells whence they are, of a body of ours, or of a boat of
  /// another land.
  private var mayCrewBeOurs: Bool {
    memo.crew {
      sentences.contains { sentence in
        sentence.has("ours") || sentence.has("origin") || sentence.all("country").contains { sentence.role(ofLand: $0) == "flag" }
      }
    }
  }

  private func isOurs(_ sentence: Sentence, orCrew: Bool) -> Bool {
    sentence.mentions.contains { mention in
      switch mention.type {
      case "people", "count": definitions.people(of: mention).map { $0.isOurs && (orCrew || $0.aboard != .crew) } ?? false
      case "harm", "response":
        switch definitions[mention]?.ours ?? .no {
        case .yes: true
        case .bound: sentence.has("destination")
        case .no: false
        }
      default: false
      }
    } || isAbroad(sentence, orVictim: false)
  }

  /// Title or lead speak of people of ours, and no sentence says that they are not among those it befell.
  private var opensWithOurs: Bool {
    sentences.contains { ($0.isTitle || $0.number < definitions.lead) && !isGeneral($0) && isOurs($0) } && !isOfOthers
  }

  /// A sentence says that none of ours is among those it befell.
  private var isOfOthers: Bool { sentences.contains { says("others", $0) } }

  /// Title or lead say that what is told befell nobody today: the plot of a film, a hoax, history, an animal.
  private var isOfNobody: Bool { sentences.contains { isOpening($0) && says("nobody", $0) } }

  private func says(_ kind: String, _ sentence: Sentence) -> Bool { sentence.all("generic").contains { $0["kind"] == kind } }

  /// Where others are told of, the sentence that says so is not about ours, and a crew may be anybody's.
  private func isOursBesideOthers(_ sentence: Sentence) -> Bool {
    !says("others", sentence) && isOurs(sentence, orCrew: sentence.has("origin"))
  }

  func isOpening(_ sentence: Sentence) -> Bool { sentence.isTitle || sentence.number < definitions.lead }

  /// Title or lead tell what befell somebody from a region at home in another land: "Pemuda asal Blitar meninggal di Jepang".
  private func isAbroad(_ sentence: Sentence, orVictim: Bool) -> Bool {
    guard isOpening(sentence) else { return false }
    guard sentence.has("origin") || orVictim && sentences.contains(where: { isOpening($0) && $0.has("victim") }) else { return false }
    return tellsOfAbroad(sentence) && namesLand(sentence)
  }

  /// The title names a land and people, and what befell them stands further down: "76 WNI Terlibat Keributan di Kamboja".
  private func isToldLater(_ stating: [Int]) -> Bool {
    let starting = stating.filter { starts(sentences[$0]) && !sentences[$0].hasSuspects(definitions) }
    return sentences.contains { title in
      guard title.isTitle, !isGeneral(title), title.has("country") else { return false }
      let people = numbers(of: title)
      let isCounted = starting.contains { !people.isDisjoint(with: numbers(of: sentences[$0])) }
      if isCounted, people.max() ?? 0 > 2 { return true }
      let harms = Set(starting.flatMap { sentences[$0].all("harm").filter { !$0.negated }.compactMap { $0["kind"] } })
      return (isCounted || title.all("people").contains { $0["code"] == "victim" }) && harms.count > 1
    }
  }

  /// A case told further down: its sentence and what goes on about it. It is the article's news all the same where the title
  /// names its land and people like these.
  private func sideCase(_ stating: [Int]) -> Case? {
    guard let first = stating.first(where: { isSpecific(sentences[$0]) && starts(sentences[$0]) }) else { return nil }
    let lands = Set(sentences[first].all("country").compactMap { $0["code"] })
    let titles = sentences.filter(\.isTitle)
    // Where the title denies a rumour, the news is what did happen.
    if titles.contains(where: { $0.isDenied }), !titles.contains(where: isGeneral) {
      let opening = sentences.indices.filter { sentences[$0].isTitle || sentences[$0].number < definitions.lead }
      return Case(sentences: Set(stating).union(opening).sorted(), isBackground: false)
    }
    let isTitled = titles.contains { title in
      !title.isGeneric && (title.has("people") || title.has("count"))
        && (!lands.isDisjoint(with: title.all("country").compactMap { $0["code"] }) || starts(title) && title.has("country"))
    }
    if isTitled, !titles.contains(where: isGeneral), sentences[first].number < definitions.lead * 2 {
      return Case(sentences: stating, isBackground: false)
    }
    let near = stating.filter { !sentences[$0].isTitle && $0 >= first && $0 <= first + 3 }
    return Case(sentences: near, isBackground: true)
  }

  // MARK: - Parting

  private struct Signature {
    var numbers: Set<Int> = []
    var names: [String] = []
    var countries: Set<String> = []
    var days: [Int] = []
  }

  private func parted(_ stating: [Int]) -> [Case] {
    var main = Case(sentences: [], isBackground: false)
    var sides: [Case] = []
    var known = Signature()
    // Whom title and lead speak of without stating what befell them: "keduanya mengirim enam perempuan ke Erbil".
    for sentence in sentences where (sentence.isTitle || sentence.number < definitions.lead) && !isGeneral(sentence) {
      if sentence.turnsAway { continue }
      let told = signature(sentence)
      known.numbers.formUnion(told.numbers)
      known.names += told.names
    }
    var aside = false
    for index in stating {
      let sentence = sentences[index]
      let own = signature(sentence)
      let isOther = sentence.number > 0 && sentence.turnsAway
      if sentence.isTitle || (sentence.number < definitions.lead && !isOther) {
        main.sentences.append(index)
        merge(own, into: &known)
        continue
      }
      let isKnown = own.names.map { name in known.names.contains { PersonName.isSame($0, name) } }
      // "Kasus Tarmi mengingatkan pada kasus Rukmini": it turns away by whom it names besides.
      let back =
        !own.numbers.subtracting([1]).isDisjoint(with: known.numbers)
        || isKnown.contains(true) && !(isOther && isKnown.contains(false))
        || aside && tellsCharge(sentence) && isOfAccused(main.sentences) && !isOfAccused(sides.last?.sentences ?? [])
      if back {
        aside = false
      } else if turns(index, own, known) || follows(index, known) {
        aside = true
        if sides.last?.sentences.last == index - 1, isAside(index - 1), !isAside(index) {
          sides[sides.count - 1].sentences.append(index)
          continue
        }
        sides.append(Case(sentences: [index], isBackground: true))
        continue
      }
      if aside, let last = sides.last?.sentences.last, index <= last + 3 {
        sides[sides.count - 1].sentences.append(index)
      } else {
        aside = false
        main.sentences.append(index)
      }
    }
    return [main] + sides
  }

  /// "Para tersangka dijerat Pasal 4 …": what those who did it are charged with, without their names; it goes with the case that tells of them.
  func tellsCharge(_ sentence: Sentence) -> Bool {
    sentence.has("law") && sentence.hasSuspects(definitions) && !sentence.has("suspect") && !sentence.turnsAway
  }

  func isOfAccused(_ told: [Int]) -> Bool { told.contains { sentences[$0].hasSuspects(definitions) } }

  private func signature(_ sentence: Sentence) -> Signature {
    var signature = Signature()
    for mention in sentence.all("count")
    where mention["role"] != "part" && definitions.people(of: mention) != nil {
      if let number = mention["number"].flatMap({ Int($0) }) { signature.numbers.insert(number) }
    }
    signature.names = sentence.all("victim").compactMap { $0["name"] }
    signature.countries = Set(sentence.all("country").compactMap { $0["code"] })
    for mention in sentence.all("date") where sentence.role(of: mention) == nil {
      if let day = dates.resolve(mention)?.date, day.precision >= .month { signature.days.append(day.firstDay.ordinal) }
    }
    return signature
  }

  private func merge(_ other: Signature, into known: inout Signature) {
    known.numbers.formUnion(other.numbers)
    known.names += other.names
    known.countries.formUnion(other.countries)
    known.days += other.days
  }

  /// Other people, and words that turn to another case; or words that may turn, with another time or another land.
  private func turns(_ index: Int, _ own: Signature, _ known: Signature) -> Bool {
    let sentence = sentences[index]
    guard starts(sentence), isSpecific(sentence) else { return false }
    if sentence.all("shift").contains(where: { $0["kind"] == "case" && $0["weight"] == "strong" }) { return true }
    let number = own.numbers.filter { !known.numbers.contains($0) && !(known.numbers.isEmpty && $0 == 1) }
    let otherPeople = !number.isEmpty || (!own.names.isEmpty && !known.names.isEmpty)
    guard otherPeople else { return false }
    var shifts = sentence.all("shift")
    if index > 0, !sentences[index - 1].isTitle {
      let last = sentences[index - 1]
      shifts += last.triggers.isEmpty ? last.all("shift") : isAside(index - 1) ? last.all("shift").filter(\.turnsAway) : []
    }
    if shifts.contains(where: \.turnsAway) { return true }
    // "Seorang deportan mengaku ditangkap tahun lalu" is one of those told of.
    if number.subtracting([1]).isEmpty, own.names.isEmpty, sentence.has("attribution") { return false }
    if sentence.all("shift").contains(where: { ["same", "among"].contains($0["kind"] ?? "") }) { return false }
    if !number.subtracting([1]).isEmpty, number.allSatisfy({ isPart($0, index, known) }) { return false }
    // "Satu WNI masih dirawat di Bangkok" is one of those told of.
    let isParticular = !number.subtracting([1]).isEmpty || !own.names.isEmpty || !own.days.isEmpty
    let otherLand =
      isParticular && !own.countries.isEmpty && !known.countries.isEmpty && own.countries.isDisjoint(with: known.countries)
    let newest = known.days.max() ?? dates.anchor?.ordinal
    let otherTime = own.days.max().map { day in newest.map { day < $0 - definitions.olderDays } ?? false } ?? false
    return otherLand || otherTime && (!known.days.isEmpty || !shifts.isEmpty)
  }

  /// "Dua orang meninggal pada Mei. Tujuh rekannya dipulangkan": with those told of beside them they come to all of the case, nine.
  private func isPart(_ number: Int, _ index: Int, _ known: Signature) -> Bool {
    let near = [index, index + 1].filter { sentences.indices.contains($0) && !sentences[$0].turnsAway }
    var numbers = near.flatMap { sentences[$0].all("count") }.filter { definitions.people(of: $0) != nil }
      .compactMap { $0["number"].flatMap { Int($0) } }
    // Itself is not beside it.
    if let own = numbers.firstIndex(of: number) { numbers.remove(at: own) }
    return numbers.contains { $0 > 0 && known.numbers.contains(number + $0) }
  }

  /// The sentence before turns to another case, of others, without stating it: "Kasus serupa menimpa Y.T. Majikannya divonis delapan tahun."
  private func follows(_ index: Int, _ known: Signature) -> Bool {
    guard index > 0, !sentences[index - 1].isTitle, !states(sentences[index - 1]), isSpecific(sentences[index - 1]) else { return false }
    guard sentences[index - 1].turnsAway else { return false }
    let before = signature(sentences[index - 1])
    return before.numbers.isDisjoint(with: known.numbers.subtracting([1]))
      && !before.names.contains { name in known.names.contains { PersonName.isSame($0, name) } }
  }

  // MARK: - One case a person

  /// Two or three people who died or went missing on days of their own have a case each: the sentences that name one of them are only theirs.
  private func byPerson(_ main: Case, aside: Set<Int>) -> [Case] {
    var people: [(name: String, day: Int?)] = []
    let relatives = relatives
    for index in sentences.indices where !aside.contains(index) {
      for victim in sentences[index].all("victim") {
        guard let name = victim["name"], PersonName.words(name).count > 1 || name.contains(".") || victim["age"] != nil,
          !people.contains(where: { Story.isSame($0.name, name) }), !relatives.contains(where: { Story.isSame($0, name) })
        else { continue }
        people.append((name, nil))
        // A page of a thousand names is read in a time that goes with its length.
        if people.count > 3 { return [main] }
      }
    }
    guard (2...3).contains(people.count) else { return [main] }
    var owners: [Int: Int] = [:]
    var last: Int?
    // "Ia jatuh pada Kamis. Nyawanya tak tertolong": the day may stand in the sentence before, or behind.
    var before: (owner: Int, index: Int, day: Int)?
    var undated: (owner: Int, index: Int)?
    for index in sentences.indices where !sentences[index].isTitle && !aside.contains(index) {
      let sentence = sentences[index]
      let named = people.indices.filter { at in
        sentence.mentions.contains { ($0.type == "name" || $0.type == "victim") && Story.isSame(people[at].name, $0["name"] ?? "") }
      }
      // "Ia tewas …": who was told of last, where nobody is named.
      if !named.isEmpty { last = named.count == 1 ? named.first : nil }
      guard let owner = last else { continue }
      owners[index] = owner
      let day = sentence.all("date").lazy.filter { sentence.role(of: $0) == nil }
        .compactMap { dates.resolve($0)?.date }.first { $0.precision >= .day }?.firstDay.ordinal
      if people[owner].day == nil {
        if sentence.triggers.contains(where: { definitions[$0]?.hasCaseEach ?? false }) {
          people[owner].day = day ?? before.flatMap { $0.owner == owner && $0.index == index - 1 ? $0.day : nil }
          if people[owner].day == nil { undated = (owner, index) }
        } else if let undated, undated == (owner, index - 1) {
          people[owner].day = day
        }
      }
      before = day.map { (owner, index, $0) }
    }
    let days = people.compactMap(\.day)
    guard days.count == people.count, Set(days).count == days.count else { return [main] }
    return people.indices.map { at in
      Case(
        sentences: main.sentences.filter { owners[$0] ?? at == at }, isBackground: false, person: people[at].name,
        about: sentences.indices.filter { owners[$0] == at })
    }
  }

  /// By word of a name: the sentences that it stands in, in order.
  func sentencesByName() -> [String: [Int]] {
    var found: [String: [Int]] = [:]
    for index in sentences.indices {
      for mention in sentences[index].mentions where ["name", "victim", "suspect"].contains(mention.type) {
        for word in PersonName.words(mention["name"] ?? "") where found[word]?.last != index { found[word, default: []].append(index) }
      }
    }
    return found
  }

  /// The same name, or one letter apart in one of two words ("Budi Santoso", "Budhi Santoso").
  static func isSame(_ one: String, _ other: String) -> Bool {
    if PersonName.isSame(one, other) { return true }
    let (words, others) = (PersonName.words(one), PersonName.words(other))
    guard words.count > 1, words.count == others.count else { return false }
    let differing = zip(words, others).filter { $0 != $1 }
    guard differing.count == 1, let (word, like) = differing.first else { return false }
    return isNear(word, like)
  }

  /// One letter more, less or other, in words of more than three.
  static func isNear(_ word: String, _ like: String) -> Bool {
    guard min(word.count, like.count) > 3, abs(word.count - like.count) <= 1 else { return false }
    let (one, other) = (Array(word.utf8), Array(like.utf8))
    let start = zip(one, other).prefix { $0 == $1 }.count
    let end = zip(one.dropFirst(start).reversed(), other.dropFirst(start).reversed()).prefix { $0 == $1 }.count
    return max(one.count, other.count) - start - end <= 1
  }

  /// Kin of those affected, anywhere in the article.
  var relatives: [String] { sentences.flatMap { $0.all("relative").compactMap { $0["name"] } } }

  // MARK: - Sentences

  /// It states a harm or response and is no warning, plan, hypothesis or running total.
  func states(_ sentence: Sentence) -> Bool { !isGeneral(sentence) && !sentence.triggers.isEmpty }

  func isGeneral(_ sentence: Sentence) -> Bool {
    sentence.isGeneric || sentence.isTitle && countsStatistic(sentence) || countsMultitude(sentence)
  }

  /// More people than any incident has, and no smaller number of ours beside them: "1.200 orang, termasuk 271 WNI" are no statistic. Nor are
  /// "ribuan orang", who may be anybody.
  private func countsMultitude(_ sentence: Sentence) -> Bool {
    var isMany = false
    for mention in sentence.all("count") {
      guard let kind = definitions.people(of: mention) else { continue }
      let exact = mention["number"].flatMap { Int($0) }
      guard let number = exact ?? (kind.isAnyone ? nil : mention["min"].flatMap { Int($0) }) else { continue }
      if number > definitions.mostPeople {
        isMany = true
      } else if kind.isOurs, exact != nil {
        return false
      }
    }
    return isMany
  }

  /// "512 WNI Tertipu Lowongan" where the text has this number as a running total only.
  private func countsStatistic(_ title: Sentence) -> Bool {
    let numbers = numbers(of: title)
    return !numbers.isEmpty && numbers.isSubset(of: memo.totals { runningTotals() })
  }

  /// Numbers of people that stand in sentences of statistics, and in no other of the body.
  private func runningTotals() -> Set<Int> {
    let body = sentences.filter { !$0.isTitle }
    return body.filter(\.isGeneric).reduce(into: Set<Int>()) { $0.formUnion(numbers(of: $1)) }
      .subtracting(body.filter { !$0.isGeneric }.flatMap(numbers))
  }

  private func numbers(of sentence: Sentence) -> Set<Int> {
    let counts = sentence.all("count").filter { definitions.people(of: $0) != nil }
    return Set(counts.compactMap { $0["number"].flatMap { Int($0) } }.filter { $0 > 1 })
  }

  /// Further down, words that turn to another case: what they are said of is not the case of title and lead.
  func isAside(_ index: Int) -> Bool {
    let sentence = sentences[index]
    return !sentence.isTitle && sentence.number >= definitions.lead && sentence.turnsAway
  }

  /// The same, or the sentence behind it.
  func isAsideOrAfter(_ index: Int) -> Bool { isAside(index) || index > 0 && isAside(index - 1) }

  /// A term that can make an incident by itself.
  func starts(_ sentence: Sentence) -> Bool { sentence.triggers.contains { definitions[$0]?.starts ?? false } }

  /// People counted, named, or by origin.
  func isSpecific(_ sentence: Sentence) -> Bool {
    sentence.has("victim") || sentence.namesVictim || sentence.has("suspect") || sentence.has("origin") || sentence.has("split")
      || sentence.all("count").contains { $0.countsSuspects || definitions.people(of: $0) != nil }
  }

  /// A name of one word in small letters, without a clitic.
  static func plain(_ name: String) -> String {
    let name = name.lowercased()
    for clitic in ["nya", "lah"] where name.hasSuffix(clitic) { return String(name.dropLast(clitic.count)) }
    return name
  }
}

/// The words that a body writes with a small letter, read when the first name asks.
final class LowerWords {
  private let body: [UInt8]
  private lazy var words = LowerWords.words(of: body)

  init(_ body: [UInt8]) { self.body = body }

  func contains(_ word: String) -> Bool { words.contains(word) }

  private static func words(of body: [UInt8]) -> Set<String> {
    var words: Set<String> = []
    for word in body.split(whereSeparator: { !(($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A) && $0 < 0x80 }) {
      guard let first = word.first, first >= 0x61, first <= 0x7A, word.count > 2 else { continue }
      words.insert(String(decoding: word, as: UTF8.self))
    }
    return words
  }
}
