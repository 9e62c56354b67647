import Bytes
import Mentions
import Text

/// Courses of events that an article reports side by side: "sembilan WNI bebas di Kamboja, sementara seorang hilang di Malaysia".
///
/// They are told apart by the clauses of the headline or the lead where each has its own people and its own land, by numbers ("kasus
/// pertama", "kasus kedua"), or sentence after sentence ("Di tempat terpisah, …") where each has its own people and its own land or day, or
/// where words by themselves turn to another ("Di hari yang sama, bandara itu juga menerima …"). What follows goes to the one whose land,
/// people or origins it names, else to the one that was told last.
extension Story {
  /// The cases that the article reports side by side, each with all the sentences about it, and those told as context that are none of
  /// them; only these where it reports one. The sentences must be cut into clauses (``Sentences/clauses(of:)``).
  func subjects(besides sides: [Case]) -> [Case] {
    let aside = Set(sides.flatMap(\.sentences))
    if sentences.contains(where: \.hasTurn) {
      if let groups = titleGroups(), let told = cases(of: groups, without: aside) {
        return told + sides
      } else if let groups = clauseGroups() {
        if let told = cases(of: groups, without: aside) { return told + sides }
      } else if let groups = numberedGroups(), let told = cases(of: groups, without: aside.filter(isAsideOrAfter)) {
        // Where cases are numbered, another land or number alone does not turn to a case beside them.
        let owned = Set(told.flatMap { $0.own ?? [] })
        return told + sides.filter { owned.isDisjoint(with: $0.sentences) }
      }
    }
    guard let groups = apartGroups() else { return partGroups().flatMap { cases(of: $0, without: aside) }.map { $0 + sides } ?? sides }
    let openers = Set(groups.map(\.first))
    // What stands right behind an opener is its own, unless words turn to another case there.
    let others = sides.filter { side in
      openers.isDisjoint(with: side.sentences) && !side.sentences.prefix(1).contains { openers.contains($0 - 1) && !isAside($0) }
    }
    return (cases(of: groups, without: Set(others.flatMap(\.sentences))) ?? []) + others
  }

  /// Nil where one of them states nothing that makes an incident.
  private func cases(of found: [Group], without aside: Set<Int>) -> [Case]? {
    var groups = found
    let titles = sentences.indices.filter { sentences[$0].isTitle }
    let openers = groups.map(\.first)
    let accused = openers.indices.filter { isOfAccused([openers[$0]]) }
    var owners: [Int: Int] = [:]
    var current: Int?
    var last = 0
    for index in sentences.indices where !sentences[index].isTitle && !aside.contains(index) {
      if let opener = openers.firstIndex(of: index) {
        (owners[index], current, last) = (opener, opener, index)
        continue
      }
      guard index > openers.min() ?? 0, !isGeneral(sentences[index]) else { continue }
      if let told = current, groups[told].isBrief, index > last + 3 || sentences[index].paragraph > sentences[last].paragraph {
        current = 0
      }
      let isOfAccused = accused.count == 1 && number(of: index) == nil && tellsCharge(sentences[index])
      switch isOfAccused ? .one(accused[0]) : owner(of: index, among: groups, current: current) {
      case .one(let group):
        (owners[index], current, last) = (group, group, index)
        var own = traits(at: index)
        own.origins = []
        own.numbers.remove(1)
        groups[group].traits.merge(own)
      case .several: current = nil
      case .none: break
      }
    }
    for index in titles {
      if case .one(let group) = owner(of: index, among: groups, current: nil) { owners[index] = group }
    }
    let shared = sentences.indices.filter { owners[$0] == nil && !aside.contains($0) && !isGeneral(sentences[$0]) }
    let announcing = shared.filter { isOpening(sentences[$0]) && !sentences[$0].matters.isEmpty }
    let cases = groups.indices.map { group in
      let own = sentences.indices.filter { owners[$0] == group }
      // "Kasus pertama diungkap di Batam dengan tersangka AL dan lima korban": what befell them was told before the numbers.
      let isAnnounced = groups[group].isNumbered && !announcing.isEmpty
      return Case(
        sentences: own.filter { states(sentences[$0]) || isAnnounced && isSpecific(sentences[$0]) && !isGeneral(sentences[$0]) },
        isBackground: groups[group].isSide, own: own,
        shared: groups[group].standsAlone ? [] : shared, announcing: groups[group].isNumbered ? announcing : [])
    }
    return cases.allSatisfy { told in (told.sentences + told.announcing).contains { starts(sentences[$0]) } && !told.sentences.isEmpty }
      ? cases : nil
  }

  private enum Owner { case one(Int), several, none }

  /// Whose sentence it is.
  private func owner(of index: Int, among told: [Group], current: Int?) -> Owner {
    let groups = told.map(\.traits)
    let sentence = sentences[index]
    if let mark = number(of: index), groups.indices.contains(mark) { return .one(mark) }
    let own = traits(at: index)
    let named = sentence.all("name").compactMap { $0["name"] } + own.names
    let common = groups.map(\.codes).reduce(groups[0].codes) { $0.intersection($1) }
    let scores = groups.map { group in
      let people =
        2 * own.numbers.subtracting([1]).intersection(group.numbers).count
        + 3 * (named.contains { name in (group.names + group.suspects).contains { Story.isSame($0, name) } } ? 1 : 0)
      if let current, told[current].goesOn { return people }
      return people + 2 * own.countries.intersection(group.countries).count
        + own.codes.intersection(group.codes).subtracting(common).count + own.origins.intersection(group.origins).count
        + (own.kinds.isDisjoint(with: group.kinds) ? 0 : 1)
    }
    let best = scores.max() ?? 0
    let leaders = scores.indices.filter { scores[$0] == best }
    if best > 0 { return leaders.count == 1 ? .one(leaders[0]) : .several }
    return current.map { .one($0) } ?? .none
  }

  // MARK: - What the article reports

  private struct Group {
    /// The clause that opens it.
    var first: Int
    var traits: CaseTraits
    /// It is told as context: further down than title and lead, of a time long before, or with neither day nor name.
    var isSide = false
    /// Nothing announces it: it ends with its paragraph.
    var isBrief = false
    /// What follows is about it unless it speaks of another's people.
    var goesOn = false
    /// The page gives it a number.
    var isNumbered = false
    /// What is said of nobody in particular is not about it.
    var standsAlone: Bool { isSide || isBrief && goesOn }
  }

  private var titleTraits: CaseTraits {
    sentences.indices.filter { sentences[$0].isTitle }.map { traits(at: $0) }.reduce(into: CaseTraits()) { $0.merge($1) }
  }

  /// Title or lead say that the article tells of two.
  private var tellsOfTwo: Bool {
    sentences.contains { isOpening($0) && $0.tellsOfSeveral }
  }

  /// Clauses of the headline, each of its own land, and the sentences of the lead that tell of other people in each: "22 WNI Keluar dari Laos, 9
  /// Lainnya dari Manila".
  private func titleGroups() -> [Group]? {
    let titles = sentences.indices.filter { sentences[$0].isTitle }
    // "Lewat Jembatan Mae Sot, 84 WNI Pulang" tells of one.
    guard let first = titles.first, traits(at: first).hasPeople || !sentences[first].triggers.isEmpty else { return nil }
    let clauses = titles.map { traits(at: $0) }.filter { !$0.countries.isEmpty }
    let lands = clauses.flatMap(\.countries)
    guard (2...3).contains(clauses.count), Set(lands).count == lands.count else { return nil }
    let groups = clauses.compactMap { clause in
      sentences.indices.lazy.map { ($0, traits(at: $0)) }.first { index, own in
        !sentences[index].isTitle && sentences[index].number < definitions.lead && own.hasPeople
          && !own.countries.isEmpty && own.countries.isSubset(of: clause.countries)
      }.map { Group(first: $0, traits: $1) }
    }
    let areOthers = groups.indices.allSatisfy { at in groups[..<at].allSatisfy { groups[at].traits.isOther(than: $0.traits) } }
    return groups.count == clauses.count && areOthers ? groups : nil
  }

  /// Clauses of the lead with other people in another land, or in the same one where the page says that it tells of two or where some
  /// never left and others did; of several sentences, and of those further down, only where the title names both lands or numbers.
  private func clauseGroups() -> [Group]? {
    let title = titleTraits
    let isTold = tellsOfTwo
    let numbers = title.numbers.subtracting([1])
    var groups: [Group] = []
    for index in sentences.indices {
      let sentence = sentences[index]
      let isLead = sentence.number < definitions.lead
      guard !sentence.isTitle, isLead || title.countries.count > 1, states(sentence), starts(sentence) else { continue }
      let own = traits(at: index)
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

  /// Two sentences with other people each, on another day or bound for another land, who together are all of whom title or lead tell: "26 orang
  /// dicegat di dua bandara … 17 perempuan hendak ke Riyadh … sembilan lelaki hendak ke Kamboja".
  private func partGroups() -> [Group]? {
    guard tellsOfTwo else { return nil }
    let totals = sentences.indices.filter { isOpening(sentences[$0]) && !isGeneral(sentences[$0]) }.map { traits(at: $0).numbers }
      .reduce(into: Set<Int>()) { $0.formUnion($1) }
    let parts = sentences.indices.filter { !sentences[$0].isTitle && !isGeneral(sentences[$0]) }.compactMap { index in
      traits(at: index).numbers.filter { $0 > 1 }.max().map { (number: $0, group: part(at: index)) }
    }
    for (at, first) in parts.enumerated() {
      for second in parts[(at + 1)...] where totals.contains(first.number + second.number) {
        let (one, other) = (first.group.traits, second.group.traits)
        let isAnotherDay = !one.days.isEmpty && !other.days.isEmpty && one.days.isDisjoint(with: other.days)
        let isElsewhere = !one.countries.isEmpty && !other.countries.isEmpty && one.countries.isDisjoint(with: other.countries)
        if isAnotherDay || isElsewhere { return [first.group, second.group] }
      }
    }
    return nil
  }

  /// The sentence, and before it one of nobody that says when: "Pengungkapan kedua berlangsung Selasa (11/11). Dua belas laki-laki …".
  private func part(at index: Int) -> Group {
    let own = traits(at: index)
    guard index > 0, own.days.isEmpty, sentences[index - 1].paragraph == sentences[index].paragraph else {
      return Group(first: index, traits: own)
    }
    var before = traits(at: index - 1)
    guard !before.hasAnybody, !before.days.isEmpty else { return Group(first: index, traits: own) }
    before.merge(own)
    return Group(first: index - 1, traits: before)
  }

  /// It befell people who had not left: "enam calon PMI dicegat".
  private func isAtHome(_ index: Int) -> Bool { sentences[index].triggers.contains { definitions[$0]?.isAtHome ?? false } }

  /// No term that can make an incident stands in both.
  private func isOtherMatter(_ index: Int, than other: Int) -> Bool {
    traits(at: index).kinds.isDisjoint(with: traits(at: other).kinds)
  }

  /// "Dalam kasus pertama …", "kasus kedua …": what stands first of each opens it; whom it befell and what may follow in the next four
  /// sentences ("Kasus kedua terjadi di Yuen Long.").
  private func numberedGroups() -> [Group]? {
    var groups: [Int: Group] = [:]
    // "Polisi membongkar dua kasus TPPO. Kasus pertama …": what befell them is told once for all.
    let isAnnounced = sentences.contains { isOpening($0) && $0.matters.contains { definitions[$0]?.starts ?? false } }
    for index in sentences.indices where !sentences[index].isTitle && !isGeneral(sentences[index]) {
      guard let mark = number(of: index), groups[mark] == nil else { continue }
      let near = [index] + (index + 1..<min(index + 5, sentences.count)).prefix { number(of: $0) == nil }
      guard isAnnounced || near.contains(where: { states(sentences[$0]) && starts(sentences[$0]) }),
        let specific = near.first(where: { isSpecific(sentences[$0]) })
      else { continue }
      var own = traits(at: index)
      if specific != index { own.merge(traits(at: specific)) }
      own.numbers.remove(1)
      groups[mark] = Group(first: index, traits: own, goesOn: true, isNumbered: true)
    }
    let told = (0..<(groups.keys.max() ?? 0) + 1).prefix { groups[$0] != nil }.compactMap { groups[$0] }
    return told.count > 1 && zip(told, told.dropFirst()).allSatisfy { $0.first < $1.first } ? told : nil
  }

  /// Which of the cases that it numbers a sentence tells of: 0 "kasus pertama", 1 "kasus kedua".
  private func number(of index: Int) -> Int? {
    sentences[index].all("shift").lazy.compactMap { $0["number"].flatMap { Int($0) } }.first.map { $0 - 1 }
  }

  /// Sentences with other people on another day or in another land, where the article says that it tells of two or the sentence turns to
  /// another case. What goes on with people told of, or sums them up, opens none.
  private func apartGroups() -> [Group]? {
    let isTold = tellsOfTwo
    let title = titleTraits
    var groups: [Group] = []
    for index in sentences.indices where !sentences[index].isTitle && !isGeneral(sentences[index]) {
      let sentence = sentences[index]
      let own = introduction(at: index)
      let goesOn = sentence.all("shift").contains { $0["kind"] == "two" || $0["kind"] == "same" }
      let isSpecific = isSpecific(sentence) && traits(at: index).hasAnybody || turnsByItself(index) && own.hasAnybody
      let isOpener = !goesOn && !own.kinds.isEmpty && isSpecific
      if groups.isEmpty {
        guard sentence.number < definitions.lead, !goesOn, !own.kinds.isEmpty else { continue }
        var opening = own
        // "Sebuah kapal disergap": whom it is about only the title counts.
        if !isOpener { opening.merge(title) }
        if isOpener || opening.hasAnybody && sentence.has("people") { groups.append(Group(first: index, traits: opening)) }
        continue
      }
      let isAnnounced = isTold || isRow(index, groups)
      let parting: Parting? = turnsByItself(index) ? .strong : isAnnounced ? .announced : mayTurn(index) ? .weak : nil
      let isApart = parting.map { words in groups.allSatisfy { own.isApart(from: $0.traits, by: words) } } ?? false
      let isStop = stoppedOthers(index, own, groups)
      if isOpener, isApart || isStop {
        let isContext = !isStop && (sentence.number >= definitions.lead || isVague(own))
        let isSide = parting != .strong && !isAnnounced && (isContext || isOlder(own, than: groups[0].traits))
        groups.append(Group(first: index, traits: own, isSide: isSide, isBrief: !isAnnounced, goesOn: parting == .strong))
      } else {
        let last = groups[groups.count - 1]
        let isFar = !last.goesOn && index > last.first + 3
        let isOver = last.isBrief && (isFar || sentence.paragraph > sentences[last.first].paragraph)
        groups[isOver ? 0 : groups.count - 1].traits.merge(traits(at: index))
      }
    }
    for at in groups.indices {
      let people = groups[at].traits.kinds.flatMap { definitions.terms[$0]?.people ?? [] }
      groups[at].traits.codes.formUnion(people.filter(tellsFate))
    }
    return (2...3).contains(groups.count) ? groups : nil
  }

  /// Candidates of another number were stopped, where the article tells of people who had left: "156 deportan tiba … Di hari yang sama polisi
  /// menggagalkan keberangkatan delapan calon PMI".
  private func stoppedOthers(_ index: Int, _ own: CaseTraits, _ groups: [Group]) -> Bool {
    let numbers = own.numbers.subtracting([1])
    return sentences[index].tellsOfStopped(definitions) && !numbers.isEmpty
      && groups.allSatisfy { group in
        !isAtHome(group.first) && !group.traits.codes.contains { definitions.people[$0]?.isAtHome ?? false }
          && !group.traits.numbers.subtracting([1]).isEmpty
          && numbers.isDisjoint(with: group.traits.numbers)
      }
  }

  private func isVague(_ traits: CaseTraits) -> Bool { traits.days.isEmpty && traits.names.isEmpty && traits.suspects.isEmpty }

  private func isOlder(_ traits: CaseTraits, than other: CaseTraits) -> Bool {
    guard let day = traits.days.max(), let newest = other.days.max() ?? dates.anchor?.ordinal else { return false }
    return day < newest - definitions.olderDays
  }

  /// What the sentence and the next two of its paragraph tell, up to one with people of its own: "Kasus kedua menimpa Y, warga Jember. Ia
  /// meninggal di Taiwan pada 4 Juni."; "Malam harinya polisi menyergap sebuah rumah. Delapan calon PMI …".
  private func introduction(at index: Int) -> CaseTraits {
    var told = traits(at: index)
    let isOpen = !told.hasAnybody && turnsByItself(index)
    for next in index + 1..<max(index + 1, min(index + 3, sentences.count)) {
      let further = traits(at: next)
      guard sentences[next].paragraph == sentences[index].paragraph, !isGeneral(sentences[next]), !sentences[next].hasTurn,
        isOpen && next == index + 1 || further.numbers.isSubset(of: told.numbers.union([1])),
        isOpen || told.numbers == [1] && told.names.isEmpty
          || (further.names + further.suspects).allSatisfy({ name in (told.names + told.suspects).contains { Story.isSame($0, name) } })
      else { break }
      told.merge(further)
    }
    return told
  }

  /// It begins with a place, as what opened the others does.
  private func isRow(_ index: Int, _ groups: [Group]) -> Bool {
    ([index] + groups.map(\.first)).allSatisfy { sentences[$0].all("shift").contains { $0["kind"] == "there" } }
  }

  /// Not where it counts the rest of those told of: "Sementara itu, 13 WNI lainnya …".
  private func turnsByItself(_ index: Int) -> Bool {
    sentences[index].all("shift").contains(where: \.isApartByItself)
      && !sentences[index].all("count").contains { $0["rest"] == "yes" && $0["people"] != "suspect" }
  }

  /// It begins with words that may turn to another place or case, and nobody told of before speaks in it.
  private func mayTurn(_ index: Int) -> Bool {
    let sentence = sentences[index]
    guard !sentence.has("attribution"), !sentence.all("count").contains(where: { $0["role"] == "part" }),
      !sentence.all("shift").contains(where: { $0["kind"] == "among" })
    else { return false }
    return number(of: index) ?? 0 > 0
      || sentence.all("shift").contains { shift in
        ["apart", "case"].contains(shift["kind"] ?? "") || shift["kind"] == "clause" && sentence.begins(with: shift.range)
      }
  }
}
