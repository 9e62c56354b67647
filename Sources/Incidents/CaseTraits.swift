import Mentions
import Text

/// What tells the cases of one article from one another: whom they befell, where and when.
struct CaseTraits {
  var countries: Set<String> = []
  var numbers: Set<Int> = []
  var names: [String] = []
  var suspects: [String] = []
  var origins: Set<String> = []
  /// Towns, abroad and at home.
  var places: Set<String> = []
  /// Exact days of what happened, as ordinals.
  var days: Set<Int> = []
  /// What those are who had not left, were sent back or sailed, a code of @person_terms.
  var codes: Set<String> = []
  /// Terms that can make an incident.
  var kinds: Set<String> = []
  /// Those of them that are harms.
  var harms: Set<String> = []

  /// Whom it is about: numbers and names.
  var hasPeople: Bool { !numbers.isEmpty || !names.isEmpty }

  mutating func merge(_ other: CaseTraits) {
    countries.formUnion(other.countries)
    numbers.formUnion(other.numbers)
    names += other.names
    suspects += other.suspects
    origins.formUnion(other.origins)
    days.formUnion(other.days)
    codes.formUnion(other.codes)
    kinds.formUnion(other.kinds)
    harms.formUnion(other.harms)
    places.formUnion(other.places)
  }

  /// Other people in another land.
  func isOther(than other: CaseTraits) -> Bool {
    !countries.isEmpty && !other.countries.isEmpty && countries.isDisjoint(with: other.countries) && isOthers(than: other)
  }

  /// Other people: another number, or another name.
  func isOthers(than other: CaseTraits) -> Bool {
    guard hasPeople, other.hasPeople, numbers.subtracting([1]).isDisjoint(with: other.numbers), !lists(other) else { return false }
    // "seorang warga …", "MZ": they may be one.
    if isOfOne, other.isOfOne, names.isEmpty || other.names.isEmpty {
      return !countries.isEmpty && !other.countries.isEmpty && countries != other.countries
    }
    return !names.contains { name in other.names.contains { Story.isSame($0, name) } }
  }

  /// It names as many as the other counts: "empat warga …", "yakni FK, NF, NJ dan AA".
  private func lists(_ other: CaseTraits) -> Bool { names.count > 2 && other.names.isEmpty && other.numbers.contains(names.count) }

  private var isOfOne: Bool { numbers == [1] || numbers.isEmpty && names.count == 1 }

  var hasAnybody: Bool { hasPeople || !suspects.isEmpty }

  /// Other people, and another land or another day with something else that parts them, where the words do not do so by themselves.
  func isApart(from other: CaseTraits, by words: Parting) -> Bool {
    let (mine, theirs) = (names + suspects, other.names + other.suspects)
    guard numbers.subtracting([1]).isDisjoint(with: other.numbers), !lists(other),
      !mine.contains(where: { name in theirs.contains { Story.isSame($0, name) } })
    else { return false }
    if words == .strong { return true }
    let isTold = words == .announced
    let isNamed = !mine.isEmpty || numbers.contains { $0 > 1 }
    let isFromElsewhere = !origins.isEmpty && !other.origins.isEmpty && origins.isDisjoint(with: other.origins)
    let isElsewhere = !countries.isEmpty && !other.countries.isEmpty && countries.isDisjoint(with: other.countries)
    if isElsewhere, isNamed || !days.isEmpty || isTold && isFromElsewhere { return true }
    let isInOtherTown = !places.isEmpty && !other.places.isEmpty && places.isDisjoint(with: other.places)
    if isTold, isFromElsewhere || isInOtherTown, !mine.isEmpty, !theirs.isEmpty { return true }
    guard !days.isEmpty, !other.days.isEmpty, days.isDisjoint(with: other.days) else { return false }
    if isTold { return !kinds.isDisjoint(with: other.kinds) || isFromElsewhere }
    return isNamed && !harms.isSubset(of: other.kinds)
  }
}

/// What says that a sentence turns to a case beside those told.
enum Parting {
  /// Words that by themselves turn to it.
  case strong
  /// The page says that it tells of several, or it stands in a row with them.
  case announced
  /// Words that may turn to it.
  case weak
}

/// The traits of a story's sentences, worked out when they are first asked for: every sentence is compared with every case.
final class TraitsMemo {
  fileprivate var traits: [CaseTraits?] = []
  private var runningTotals: Set<Int>?
  private var crewMayBeOurs: Bool?

  func crew(_ reckon: () -> Bool) -> Bool {
    if let known = crewMayBeOurs { return known }
    let found = reckon()
    crewMayBeOurs = found
    return found
  }

  func totals(_ reckon: () -> Set<Int>) -> Set<Int> {
    if let known = runningTotals { return known }
    let found = reckon()
    runningTotals = found
    return found
  }
}

extension Story {
  /// What a sentence tells that may part it from other cases.
  func traits(at index: Int) -> CaseTraits {
    if memo.traits.count < sentences.count { memo.traits = Array(repeating: nil, count: sentences.count) }
    if let known = memo.traits[index] { return known }
    let found = traits(of: sentences[index])
    memo.traits[index] = found
    return found
  }

  private func traits(of sentence: Sentence) -> CaseTraits {
    var traits = CaseTraits()
    let turns = sentence.hasTurn
    for mention in sentence.all("count")
    where (mention["role"] != "part" || turns) && definitions.people(of: mention) != nil {
      if let number = mention["number"].flatMap({ Int($0) }) { traits.numbers.insert(number) }
    }
    traits.names = sentence.all("victim").compactMap { $0["name"] }
    traits.places = Set(sentence.all("place").compactMap { $0["entry"] ?? $0["name"] })
    traits.suspects = (sentence.all("suspect") + sentence.all("accomplice")).compactMap { $0["name"] }
    for mention in sentence.all("date") where ["event", nil].contains(sentence.role(of: mention)) {
      if let day = dates.resolve(mention)?.date.exactDay { traits.days.insert(day.ordinal) }
    }
    traits.codes = Set((sentence.all("people") + sentence.all("count")).compactMap { $0["code"] ?? $0["people"] }.filter(tellsFate))
    traits.countries = Set(
      sentence.all("country").filter { sentence.isDestination($0) || sentence.role(ofLand: $0) == nil }.compactMap { $0["code"] })
    traits.origins = Set(sentence.all("origin").compactMap { $0["code"] })
    let terms = sentence.triggers.compactMap { definitions[$0] }.filter(\.starts)
    traits.kinds = Set(terms.map(\.name))
    traits.harms = Set(terms.filter(\.isHarm).map(\.name))
    return traits
  }

  /// The code of @person_terms says what befell people.
  func tellsFate(_ code: String) -> Bool { definitions.people[code]?.tellsFate ?? false }
}
