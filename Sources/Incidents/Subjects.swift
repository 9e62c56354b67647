import Bytes
import Mentions

/// Courses of events that title and lead report side by side: "sembilan WNI bebas di Kamboja, sementara seorang hilang di Malaysia".
///
/// They are told apart by clause where each has its own people and its own land, or by the words "kasus pertama" and "kasus kedua". What
/// follows goes to the one whose land, people or origins it names, else to the one that was told last.
extension Story {
  /// What tells one group from another.
  private struct Traits {
    var countries: Set<String> = []
    var numbers: Set<Int> = []
    var names: [String] = []
    var origins: Set<String> = []
    /// Terms that can make an incident.
    var kinds: Set<String> = []

    /// Whom it is about: numbers and names.
    var hasPeople: Bool { !numbers.isEmpty || !names.isEmpty }

    mutating func merge(_ other: Traits) {
      countries.formUnion(other.countries)
      numbers.formUnion(other.numbers)
      names += other.names
      origins.formUnion(other.origins)
    }

    /// Other people in another land.
    func isOther(than other: Traits) -> Bool {
      !countries.isEmpty && !other.countries.isEmpty && countries.isDisjoint(with: other.countries) && isOthers(than: other)
    }

    /// Other people: another number, or another name.
    func isOthers(than other: Traits) -> Bool {
      guard hasPeople, other.hasPeople, numbers.subtracting([1]).isDisjoint(with: other.numbers) else { return false }
      if numbers == [1], other.numbers == [1], names.isEmpty || other.names.isEmpty {
        return !countries.isEmpty && !other.countries.isEmpty
      }
      return !names.contains { name in other.names.contains { Story.isSame($0, name) } }
    }
  }

  /// The cases that title and lead report side by side, each with all the sentences about it; nil where they report one. The sentences
  /// must be cut into clauses (``Sentences/clauses(of:)``).
  func subjects(without aside: Set<Int>) -> [Case]? {
    guard let opening = openingGroups() else { return nil }
    var groups = opening.groups
    let isNumbered = opening.isNumbered
    // Where cases are numbered, another land or number alone does not turn to a case beside them.
    let aside = isNumbered ? aside.filter(isAsideOrAfter) : aside
    let titles = sentences.indices.filter { sentences[$0].isTitle }
    let openers = groups.map(\.first)
    var owners: [Int: Int] = [:]
    var current: Int?
    for index in sentences.indices where !sentences[index].isTitle && !aside.contains(index) {
      if let opener = openers.firstIndex(of: index) {
        (owners[index], current) = (opener, opener)
        continue
      }
      guard index > openers.min() ?? 0, !isGeneral(sentences[index]) else { continue }
      switch owner(of: index, among: groups.map(\.traits), current: current, isNumbered: isNumbered) {
      case .one(let group):
        (owners[index], current) = (group, group)
        var own = traits(of: sentences[index])
        own.origins = []
        own.numbers.remove(1)
        groups[group].traits.merge(own)
      case .several: current = nil
      case .none: break
      }
    }
    for index in titles {
      let owner = owner(of: index, among: groups.map(\.traits), current: nil, isNumbered: isNumbered)
      if case .one(let group) = owner { owners[index] = group }
    }
    let shared = sentences.indices.filter { owners[$0] == nil && !aside.contains($0) && !isGeneral(sentences[$0]) }
    let cases = groups.indices.map { group in
      let own = sentences.indices.filter { owners[$0] == group }
      return Case(sentences: own.filter { states(sentences[$0]) }, isBackground: false, own: own, shared: shared)
    }
    return cases.allSatisfy { told in told.sentences.contains { starts(sentences[$0]) } } ? cases : nil
  }

  private enum Owner { case one(Int), several, none }

  /// Whose sentence it is. What follows a numbered case is about it unless it speaks of the other's people.
  private func owner(of index: Int, among groups: [Traits], current: Int?, isNumbered: Bool) -> Owner {
    let sentence = sentences[index]
    if let mark = number(of: index), groups.indices.contains(mark) { return .one(mark) }
    let own = traits(of: sentence)
    let named = sentence.all("name").compactMap { $0["name"] } + own.names
    let scores = groups.map { group in
      let people =
        2 * own.numbers.subtracting([1]).intersection(group.numbers).count
        + 3 * (named.contains { name in group.names.contains { Story.isSame($0, name) } } ? 1 : 0)
      if isNumbered, current != nil { return people }
      return people + 2 * own.countries.intersection(group.countries).count + own.origins.intersection(group.origins).count
        + (own.kinds.isDisjoint(with: group.kinds) ? 0 : 1)
    }
    let best = scores.max() ?? 0
    let leaders = scores.indices.filter { scores[$0] == best }
    if best > 0 { return leaders.count == 1 ? .one(leaders[0]) : .several }
    return current.map { .one($0) } ?? .none
  }

  // MARK: - What title and lead report

  private struct Group {
    /// The clause that opens it.
    var first: Int
    var traits: Traits
  }

  private func openingGroups() -> (groups: [Group], isNumbered: Bool)? {
    clauseGroups().map { ($0, false) } ?? numberedGroups().map { ($0, true) }
  }

  /// Clauses of the lead with other people in another land, or in the same one where the page says that it tells of two or where some
  /// never left and others did; of several sentences, and of those further down, only where the title names both lands or numbers.
  private func clauseGroups() -> [Group]? {
    let title = sentences.filter(\.isTitle).map { traits(of: $0) }.reduce(into: Traits()) { $0.merge($1) }
    let isTold = sentences.contains { ($0.isTitle || $0.number < definitions.lead) && $0.all("shift").contains { $0["kind"] == "two" } }
    let numbers = title.numbers.subtracting([1])
    var groups: [Group] = []
    for index in sentences.indices {
      let sentence = sentences[index]
      let isLead = sentence.number < definitions.lead
      guard !sentence.isTitle, isLead || title.countries.count > 1, states(sentence), starts(sentence) else { continue }
      let own = traits(of: sentence)
      // The headline told again at the head of the body is about all of them.
      let isHeadline = numbers.count > 1 && numbers.isSubset(of: own.numbers)
      guard own.hasPeople, !isHeadline else { continue }
      let isClause = isLead && (groups.isEmpty || groups.contains { sentences[$0.first].number == sentence.number })
      let isTitled =
        !own.countries.isDisjoint(with: title.countries)
        && groups.allSatisfy { !$0.traits.countries.isDisjoint(with: title.countries) }
        || isLead && !own.numbers.isDisjoint(with: title.numbers)
          && groups.allSatisfy { !$0.traits.numbers.isDisjoint(with: title.numbers) }
      let isOther = groups.allSatisfy { group in
        own.isOther(than: group.traits)
          || isAtHome(index) != isAtHome(group.first) && own.isOthers(than: group.traits)
          || isTold && (isClause || isTitled) && own.isOthers(than: group.traits) && isOtherMatter(index, than: group.first)
      }
      guard isOther, isTitled || isClause && (isTold || !own.countries.isEmpty) else { continue }
      groups.append(Group(first: index, traits: own))
    }
    return (2...3).contains(groups.count) ? groups : nil
  }

  /// It befell people who had not left: "enam calon PMI dicegat".
  private func isAtHome(_ index: Int) -> Bool { sentences[index].triggers.contains { definitions[$0]?.isAtHome ?? false } }

  /// No term that can make an incident stands in both.
  private func isOtherMatter(_ index: Int, than other: Int) -> Bool {
    traits(of: sentences[index]).kinds.isDisjoint(with: traits(of: sentences[other]).kinds)
  }

  /// "Dalam kasus pertama …", "kasus kedua …": what stands first of each opens it; whom it befell and what may follow in the next four
  /// sentences ("Kasus kedua terjadi di Yuen Long.").
  private func numberedGroups() -> [Group]? {
    var groups: [Int: Group] = [:]
    for index in sentences.indices where !sentences[index].isTitle && !isGeneral(sentences[index]) {
      guard let mark = number(of: index), groups[mark] == nil else { continue }
      let near = [index] + (index + 1..<min(index + 5, sentences.count)).prefix { number(of: $0) == nil }
      guard near.contains(where: { states(sentences[$0]) && starts(sentences[$0]) }),
        let specific = near.first(where: { isSpecific(sentences[$0]) })
      else { continue }
      var own = traits(of: sentences[index])
      if specific != index { own.merge(traits(of: sentences[specific])) }
      own.numbers.remove(1)
      groups[mark] = Group(first: index, traits: own)
    }
    guard let first = groups[0], let second = groups[1], first.first < second.first else { return nil }
    return [first, second]
  }

  /// Which of the cases that it numbers a sentence tells of: 0 "kasus pertama", 1 "kasus kedua".
  private func number(of index: Int) -> Int? {
    sentences[index].all("shift").lazy.compactMap { ["first": 0, "second": 1][$0["kind"] ?? ""] }.first
  }

  private func traits(of sentence: Sentence) -> Traits {
    var traits = Traits()
    let turns = sentence.hasTurn
    for mention in sentence.all("count")
    where (mention["role"] != "part" || turns) && definitions.people[mention["people"] ?? ""] != nil {
      if let number = mention["number"].flatMap({ Int($0) }) { traits.numbers.insert(number) }
    }
    traits.names = sentence.all("victim").compactMap { $0["name"] }
    traits.countries = Set(
      sentence.all("country").filter { sentence.isDestination($0) || sentence.role(ofLand: $0) == nil }.compactMap { $0["code"] })
    traits.origins = Set(sentence.all("origin").compactMap { $0["code"] })
    traits.kinds = Set(sentence.triggers.compactMap { definitions[$0] }.filter(\.starts).map(\.name))
    return traits
  }
}
