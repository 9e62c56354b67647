import Bytes
import RuleBook
import Text

/// Parts a run of capitalised words into office, body and name: "Direktur Mega Proyek" + "PLN" + "Ujang Permana".
///
/// A rule finds where a run begins (an office) and how far it may reach; which of its words are the person's, the lists tell,
/// a rank or an acronym before the name, and the article itself: "Torch" is a firm where it also says "di Torch", "Ben" a
/// person where it goes on with "kata Ben".
struct OfficeReading {
  /// What the lists say of the words of offices, worked out once for a pack. An object, as every run of words asks it.
  final class Lists: Sendable {
    enum Role: UInt8, Sendable { case none, body, needyBody, unit, group, place, locality, owner, field, outer, person, title, region }
    fileprivate let rules: RuleSet
    fileprivate let roles: [Role]
    fileprivate let notAcronyms: Set<String>
    /// Of an entry of @offices: complete by itself; and held in a town or province.
    fileprivate let wholeOffices: Set<Int>
    fileprivate let localOffices: Set<Int>
    /// Of an entry of @offices: held in a town or province that the lists know; and in a ministry, which the office's own words name.
    fileprivate let townOffices: Set<Int>
    fileprivate let ministerOffices: Set<Int>
    /// Of an entry of @offices: held in a district or village; and those of them that a government fills.
    fileprivate let districtOffices: Set<Int>
    fileprivate let villageOffices: Set<Int>
    /// Words that begin the name of a body, in lower case: "koalisi", "universitas".
    fileprivate let bodyOpenings: Set<String>
    fileprivate let heads: Set<Int32>
    /// Per entry whether what it names holds a public mandate: a body, or an office that is held in public bodies only.
    fileprivate let mandates: [Mandate]
    enum Mandate: UInt8, Sendable {
      case untold, `public`, `private`

      fileprivate init?(cell: String) {
        switch cell {
        case "untold": self = .untold
        case "private": self = .private
        default: return nil
        }
      }
    }
    /// Small words by their kind: @office_links.
    private let links: [String: Set<String>]

    fileprivate func isAcronymOfOffice(_ word: String) -> Bool { notAcronyms.contains(word) }

    fileprivate func isLink(_ word: String, _ kind: String) -> Bool { links[kind]?.contains(word) ?? false }
    /// What stands before a body or place and not before a person.
    fileprivate var firms: [[UInt8]] { (links["firm"] ?? []).sorted().map { Array($0.utf8) } }

    init(_ rules: RuleSet) {
      self.rules = rules
      var roles = Array(repeating: Role.none, count: rules.entries.count)
      func mark(_ list: String, _ role: (Int) -> Role) {
        for entry in rules.list(named: list)?.entries ?? 0..<0 { roles[entry] = role(entry) }
      }
      for list in ["agencies", "missions", "agency_abbreviations"] { mark(list) { _ in .body } }
      mark("bodies") { rules.cell($0, "more") == "yes" ? .needyBody : .body }
      let kinds: [String: Role] = [
        "unit": .unit, "group": .group, "place": .place, "locality": .locality, "owner": .owner, "whole": .body, "field": .field,
        "outer": .outer, "person": .person,
      ]
      mark("units") { kinds[rules.cell($0, "kind")] ?? .unit }
      for list in ["ranks", "ranks_abbreviations"] { mark(list) { _ in .title } }
      mark("honorifics") { ["academic", "religious", "address"].contains(rules.cell($0, "kind")) ? .title : .none }
      for list in ["provinces", "regencies", "countries", "foreign_places"] { mark(list) { _ in .region } }
      let offices = rules.list(named: "offices")?.entries ?? 0..<0
      wholeOffices = Set(offices.filter { rules.cell($0, "complete") == "yes" })
      var domains: [String: (office: Mandate?, body: Mandate?, isLocal: Bool)] = [:]
      for entry in rules.list(named: "mandates")?.entries ?? 0..<0 {
        domains[rules.name(of: entry)] = (
          Mandate(cell: rules.cell(entry, "office")), Mandate(cell: rules.cell(entry, "body")), rules.cell(entry, "local") == "yes"
        )
      }
      localOffices = Set(
        offices.filter {
          ["provincial", "regency", "district"].contains(rules.cell($0, "level")) && domains[rules.cell($0, "domain")]?.isLocal ?? false
        })
      townOffices = Set(
        offices.filter { ["provincial", "regency"].contains(rules.cell($0, "level")) && rules.cell($0, "domain") == "government" })
      districtOffices = Set(offices.filter { rules.cell($0, "level") == "district" })
      villageOffices = districtOffices.filter { ["government", "village"].contains(rules.cell($0, "domain")) }
      ministerOffices = Set(
        offices.filter {
          rules.cell($0, "level") == "national" && rules.cell($0, "domain") == "ministry" && rules.cell($0, "complete") == "no"
        })
      bodyOpenings = Set(
        (rules.list(named: "bodies")?.entries ?? 0..<0).compactMap {
          rules.name(of: $0).split(separator: " ").first?.lowercased()
        })
      heads = Set(
        rules.lists.indices.filter { ["offices", "person_heads", "non_offices"].contains(rules.lists[$0].name) }.map(Int32.init))
      self.roles = roles
      var mandates = Array(repeating: Mandate.untold, count: rules.entries.count)
      func judge(_ list: String, _ mandate: (Int) -> Mandate) {
        for entry in rules.list(named: list)?.entries ?? 0..<0 { mandates[entry] = mandate(entry) }
      }
      judge("missions") { _ in .public }
      for list in ["agencies", "agency_abbreviations"] {
        judge(list) { domains[rules.cell($0, "kind")]?.body ?? .public }
      }
      judge("bodies") { rules.cell($0, "private") == "yes" ? .private : rules.cell($0, "mandate") == "yes" ? .public : .untold }
      judge("non_offices") { _ in .private }
      // Of a director, a chairman or a head the body tells.
      judge("offices") { rules.cell($0, "domain").isEmpty ? .untold : domains[rules.cell($0, "domain")]?.office ?? .public }
      self.mandates = mandates
      var links: [String: Set<String>] = [:]
      for entry in rules.list(named: "office_links")?.entries ?? 0..<0 {
        for kind in rules.cell(entry, "kind").split(separator: "|") { links[String(kind), default: []].insert(rules.name(of: entry)) }
      }
      self.links = links
      notAcronyms = Set((rules.list(named: "role_words")?.entries ?? 0..<0).map { rules.name(of: $0) })
    }
  }

  /// Byte ranges of the article's body.
  struct Parts: Equatable {
    var office: TextRange
    var body: TextRange?
    var name: TextRange
    /// Whether office or body is one of the state, this one or another.
    var isPublic = false
    /// False where a clause ends and another begins: "… jika pelaku disetujui, Yusri menjawab".
    var tellsOffice = true
    /// Words of the office behind its head: none for "Kepala" + "Dinas Sosial".
    var ownWords = 0
  }

  private let lists: Lists
  private let article: [UInt8]
  /// Words by which the article calls those who speak, in lower case.
  private let called: Set<String>
  private let places: WordPlaces
  private let firms: [[UInt8]]

  init(lists: Lists, article: [UInt8], called: Set<String>) {
    self.lists = lists
    self.article = article
    self.called = called
    firms = lists.firms
    places = WordPlaces(article)
  }

  /// - Parameter run: from the office's first word on.
  func parts(of run: TextRange) -> Parts? {
    let words = self.words(of: run)
    var end = words.withoutDegrees(before: words.count)
    while end > 1 {
      guard let found = name(in: words, upTo: end) else {
        // "…, Jakarta Selatan", "… di Bandung": a place after the name.
        guard let cut = words.lastBreak(before: end), cut > 0 else { return nil }
        end = cut
        continue
      }
      let name = words.withInitials(before: found.lowerBound)..<found.upperBound
      // "Direktur Pelindungan WNI Kemlu, Ujang Permana, di Cikini"; "…, Ujang Permana di kantor itu, Pancoran"
      if !words.isComma(name.lowerBound - 1) || name.count == 1, let cut = words.firstPreposition(before: name.lowerBound),
        let earlier = self.name(in: words, upTo: words.trimmed(cut)),
        earlier.count > 1 || called.contains(words.lower(earlier.lowerBound))
      {
        return split(words, name: earlier, from: run.start)
      }
      var parts = split(words, name: name, from: run.start)
      parts.tellsOffice = !(words.isComma(name.lowerBound - 1) && words.beginsSmall && goesOn(after: parts.name.end))
      return parts
    }
    return nil
  }

  /// Office and body of a run that has no name in it: "Camat Sukamaju, Jakarta Selatan" after the name.
  func office(of run: TextRange) -> Parts {
    let words = self.words(of: run)
    return split(words, name: words.count..<words.count, from: run.start)
  }

  /// A word in small letters follows, no mark.
  private func goesOn(after end: Int) -> Bool {
    end + 1 < article.count && article[end] == 0x20 && article[end + 1] >= 0x61 && article[end + 1] <= 0x7A
  }

  private func words(of run: TextRange) -> Words {
    Words(lists.rules.tokenizer.tokenize(Array(article[run.start..<run.end])), lists, places, called)
  }

  // MARK: - The name

  /// The tokens of the name that ends at a token: after a rank or title, else what no list knows, less what is the body's.
  private func name(in words: Words, upTo end: Int) -> Range<Int>? {
    let start = words.nameStart(before: end)
    if let start = words.nameAfterComma(start, before: end) { return start..<end }
    if let title = words.title(before: end, from: start) {
      return title < end ? title..<end : nil
    }
    guard start < end, start > 0 else { return nil }
    let length = end - start
    // "Lurah Sukamaju", "Kecamatan Sukamaju"
    let isPlace = words.isPlace(start) || words.isDistrictOffice && start == words.headEnd
    guard length <= 8, length > 1 || !isPlace || called.contains(words.lower(start)) else { return nil }
    let taken = bodyWords(words, start, length)
    return start + taken..<end
  }

  /// How many of the words that might be a name belong to the body before it.
  private func bodyWords(_ words: Words, _ start: Int, _ length: Int) -> Int {
    guard length > 1, !words.isComma(start - 1) else { return 0 }
    var call = (0..<length).first { called.contains(words.lower(start + $0)) }
    while let at = call, at > 0, words.isLetter(start + at - 1) { call = at - 1 }
    if call == 0 { return 0 }
    // "Lurah Kebon Lor", and no town after "Wali Kota" that the lists do not know.
    let isAtHead = start == words.headEnd
    let wantsName = words.wantsName(start - 1) && !(words.isTownOffice && isAtHead) || words.isVillageOffice && isAtHead && length > 2
    var taken = 0
    while taken < length - 1, call.map({ taken < $0 }) ?? true,
      standsElsewhere(words, start + taken, asPair: taken > 0 || wantsName || start > words.headEnd)
    {
      taken += 1
    }
    guard taken == 0 else { return taken }
    if wantsName {
      if let call, length - call <= 3 { return call }
      return max(1, length - (length > 4 ? 3 : 2))
    }
    if let call, length - call > 1, length > 3 || (0..<call).allSatisfy({ standsAlone(words, start + $0) }) { return call }
    // "Direktur Torch Ujang Permana": the article speaks of Torch, not as of one who speaks.
    return length > 2 && start == words.headEnd && words.maySpeakForBody && standsWithinSentence(words, start) ? 1 : 0
  }

  /// The article has the word with what stands before it here and without what follows: "Puskesmas Pamulang melayani".
  ///
  /// - Parameter asPair: the word before it counts; a preposition before it always does.
  private func standsElsewhere(_ words: Words, _ at: Int, asPair: Bool) -> Bool {
    let next = at + 1 < words.count ? words.bytes(at + 1) : nil
    let before = at > 1 ? words.bytes(at - 1) : nil
    return places.places(of: words.bytes(at)).contains { place in
      if let next, article[place.end...].dropFirst().starts(with: next) { return false }
      let left = article[..<place.start].dropLast()
      if asPair, let before, left.hasSuffix(before) { return true }
      return firms.contains { left.hasWord($0) }
    }
  }

  /// The article has the word with no other capitalised word beside it: "Torch memperkirakan", "(Torch)".
  private func standsAlone(_ words: Words, _ at: Int) -> Bool {
    places.places(of: words.bytes(at)).contains { place in
      let after = article[place.end...].prefix(2)
      let before = article[..<place.start].suffix(2)
      let isFollowed = after.first == 0x20 && after.last.map { $0 >= 0x41 && $0 <= 0x5A } ?? false
      let isLed = before.last == 0x20 && before.first.map { $0 >= 0x61 && $0 <= 0x7A } ?? false
      return !isFollowed && (isLed || before.last == 0x28 || before.last == 0x0A)
    }
  }

  private func standsWithinSentence(_ words: Words, _ at: Int) -> Bool {
    places.places(of: words.bytes(at)).contains { place in
      guard place.start > 1, article[place.start - 1] == 0x20 else { return false }
      let before = article[place.start - 2]
      return before >= 0x61 && before <= 0x7A
        && !article[place.end...].dropFirst().starts(with: words.bytes(at + 1))
    }
  }

  // MARK: - Office and body

  private func split(_ words: Words, name: Range<Int>, from offset: Int) -> Parts {
    let end = words.trimmed(words.title(endingAt: name.lowerBound) ?? name.lowerBound)
    func range(_ tokens: Range<Int>) -> TextRange {
      let bytes = words.text.byteRange(tokens)
      return TextRange(offset + bytes.start, offset + bytes.end)
    }
    let nameRange = name.isEmpty ? TextRange(offset, offset) : range(name)
    func parts(_ office: Int, _ body: Range<Int>?) -> Parts {
      // "Lurah Sukamaju": the place, not the person.
      let isPlace = body == nil && words.isLocalOffice && name.count == 1
      return Parts(
        office: range(0..<office), body: body.map(range), name: nameRange,
        isPublic: !isPlace && words.isPublic(office: office, body: body),
        ownWords: max(0, office - words.headEnd))
    }
    guard end > 1, let body = bodyStart(words, end, name), body < end else { return parts(max(1, end), nil) }
    let office = words.trimmed(words.isLink(body - 1) ? body - 1 : body)
    guard office > 0 else { return parts(end, nil) }
    return parts(office, body..<words.withoutPlace(end, from: body))
  }

  /// The first word of the body: what stands after "pada", else the first word that begins one, else an acronym, else a group.
  private func bodyStart(_ words: Words, _ end: Int, _ name: Range<Int>) -> Int? {
    if words.isMinister { return nil }
    let body = words.first(.body, .needyBody, .outer, in: 1..<end)
    if words.isWholeOffice, body == nil || words.hasSlash(before: body ?? end) { return nil }
    if let link = (1..<end).first(where: { words.isPreposition($0) }), link + 1 < end, words.role(link + 1) != .region {
      // "Anggota Komisi III DPR dari Fraksi …"
      return words.role(link + 1) == .group && words.first(.body, .outer, in: 1..<link) != nil ? nil : link + 1
    }
    if let body {
      // "Wakil Ketua Kamar Dagang dan Industri Bidang Hubungan Internasional"
      if words.first(.field, in: body + 1..<max(body + 1, end)) != nil { return nil }
      if let place = words.first(.place, in: 1..<end), place < body { return nil }
      if let outer = words.first(.outer, in: body + 1..<max(body + 1, end)) { return outer }
      return words.withName(before: body)
    }
    if words.first(.place, in: 1..<end) != nil { return nil }
    if let acronym = words.acronym(in: 1..<end) { return acronym }
    if let group = words.first(.group, in: 1..<end) { return group }
    // "CEO Torch": words that no list knows.
    guard !words.isLocalOffice, words.first(.unit, .field, .locality, .person, in: 0..<end) == nil else { return nil }
    return words.firstUnknown(in: words.headEnd..<max(words.headEnd, end))
  }
}

/// The tokens of a run, with what the lists say of each.
private struct Words {
  let text: TokenizedText
  private let lists: OfficeReading.Lists
  /// Words by which the article calls those who speak, in lower case.
  private let called: Set<String>
  private var roles: [OfficeReading.Lists.Role]
  private var known: [Bool]
  /// Where a rank or title that begins at a token ends.
  private var titles: [Int: Int] = [:]
  /// Where the words of the office end that the run begins with.
  private(set) var headEnd = 1
  private(set) var isWholeOffice = false
  private(set) var isLocalOffice = false
  private(set) var isTownOffice = false
  private(set) var isDistrictOffice = false
  private(set) var isVillageOffice = false
  private(set) var isMinister = false
  /// Part of an office, of whichever list.
  private var inHead: [Bool]
  /// A name of a body or place must follow: "PT", "Taman Nasional", "Kecamatan".
  private var isOpen: [Bool]
  /// What the entries say that begin at a token: the longest one of those that say something.
  private var mandates: [OfficeReading.Lists.Mandate]

  var count: Int { text.tokens.count }

  init(_ text: TokenizedText, _ lists: OfficeReading.Lists, _ places: WordPlaces, _ called: Set<String>) {
    self.text = text
    self.called = called
    self.lists = lists
    roles = Array(repeating: .none, count: text.tokens.count)
    known = Array(repeating: false, count: text.tokens.count)
    inHead = known
    isOpen = known
    mandates = Array(repeating: .untold, count: text.tokens.count)
    let rules = lists.rules
    let hits = ListHits(candidatesIn: text, rules: rules)
    var sure = hits
    sure.ask(text, rules: rules, codes: Codes(count: rules.codeCount), dateline: nil)
    var (covered, coveredFrom) = (0, -1)
    for at in text.tokens.indices {
      let token = text.tokens[at]
      known[at] = known[at] || isKnown(token, at, places)
      var isMarked = at < covered
      var judged = 0
      for hit in hits.starting(at: at) {
        let entry = Int(hit.entry)
        let role = lists.roles[entry]
        let end = Int(hit.end)
        // "PT" is a court only where something says so.
        let isSure = !rules.hasNeeds[entry] || sure.starting(at: at).contains { $0.entry == hit.entry }
        if lists.mandates[entry] != .untold, end > judged, isSure {
          (mandates[at], judged) = (lists.mandates[entry], end)
        }
        if role == .title, !(isMarked && end <= covered), titles[at].map({ $0 < end }) ?? true { titles[at] = end }
        if lists.heads.contains(rules.listOfEntry[entry]) {
          for token in at..<end { inHead[token] = true }
          if at == 0 { note(entry, end) }
        }
        switch role {
        case .none, .title:
          if role == .none, end - at > 1, rules.lists[Int(rules.listOfEntry[entry])].boundsNames { know(at..<end) }
        case .region:
          let isMet = sure.starting(at: at).contains { $0.entry == hit.entry }
          if end - at == 1 ? rules.notNames.contains(token.word) || rules.hasNeeds[entry] && isMet : isMet {
            know(at..<end)
            // "Pusat" of "Jakarta Pusat" begins no body.
            if !isMarked { (roles[at], covered, coveredFrom) = (.region, end, at) }
            isMarked = true
          }
        default:
          // "warga Leles"
          let maySmall = role == .owner || role == .person || role == .locality && at == 0
          guard token.shape.contains(.capital) || maySmall else { continue }
          know(at..<end)
          if role == .needyBody || role == .place || role == .locality { isOpen[end - 1] = true }
          guard !isMarked || isPart(role) && !isPart(roles[at]) && at == coveredFrom else { continue }
          // "Komisi" of "Komisi VIII DPR", which is a body too: the part says more.
          let isLonger = isMarked && end < covered
          roles[at] = isLonger && role == .unit ? .group : role
          covered = end
          coveredFrom = at
          isMarked = true
        }
      }
      if at > 0, !known[at], places.isShortForm(bytes(at), openings: lists.bodyOpenings) {
        (known[at], roles[at]) = (true, .body)
      }
    }
  }

  /// What the body says; where it says nothing, the office.
  func isPublic(office: Int, body: Range<Int>?) -> Bool {
    if mandates[0] == .private { return false }
    if let told = body?.first(where: { mandates[$0] != .untold }) { return mandates[told] == .public }
    return mandates[0..<office].contains(.public)
  }

  private func isPart(_ role: OfficeReading.Lists.Role) -> Bool {
    [.unit, .group, .field, .outer, .person, .owner, .place, .locality].contains(role)
  }

  private mutating func know(_ range: Range<Int>) { for at in range { known[at] = true } }

  private mutating func note(_ office: Int, _ end: Int) {
    headEnd = max(headEnd, end)
    isWholeOffice = isWholeOffice || lists.wholeOffices.contains(office)
    isLocalOffice = isLocalOffice || lists.localOffices.contains(office)
    isTownOffice = isTownOffice || lists.townOffices.contains(office)
    isDistrictOffice = isDistrictOffice || lists.districtOffices.contains(office)
    isVillageOffice = isVillageOffice || lists.villageOffices.contains(office)
    isMinister = isMinister || lists.ministerOffices.contains(office)
  }

  private func isKnown(_ token: Token, _ at: Int, _ places: WordPlaces) -> Bool {
    switch token.kind {
    case .mark: return !(at > 0 && (isPoint(at) && text.tokens[at - 1].end - text.tokens[at - 1].start <= 3 || joinsName(at)))
    case .number: return true
    case .word:
      guard token.shape.contains(.capital) else { return !lists.rules.nameParticles.contains(token.word) }
      if token.shape.contains(.singleLetter) || at > 0 && lists.rules.nameParticles.contains(token.word) { return false }
      if token.end - token.start == 2, token.shape.contains(.allCaps), at > 0, !known[at - 1] { return false }
      if at > 0, at + 1 < count, lists.isLink(text.string(at), "given") { return false }
      if lists.rules.notNames.contains(token.word) { return !(lists.rules.alsoNames.contains(token.word) && at > 0 && !known[at - 1]) }
      if token.shape.contains(.allCaps) { return token.end - token.start > 2 || token.word != 0 && (at == 0 || known[at - 1]) }
      guard token.end - token.start >= 4 else { return false }
      return places.has(lower(at)) && !called.contains(lower(at))
    }
  }

  /// The hyphen of "al-Faruq".
  private func joinsName(_ at: Int) -> Bool {
    isMark(at, 0x2D) && lists.rules.joinedParticles.contains(text.tokens[at - 1].word) && at + 1 < count
      && !text.tokens[at].shape.contains(.spaced) && !text.tokens[at + 1].shape.contains(.spaced)
  }

  func lower(_ at: Int) -> String { text.string(at).lowercased() }
  func bytes(_ at: Int) -> ArraySlice<UInt8> {
    let range = text.byteRange(at..<at + 1)
    return text.bytes[range.start..<range.end]
  }
  /// The office begins with a capital, and is none of a place or of a state.
  var maySpeakForBody: Bool { !isWholeOffice && !isLocalOffice && text.tokens[0].shape.contains(.capital) }
  var beginsSmall: Bool { !text.tokens[0].shape.contains(.capital) }
  func role(_ at: Int) -> OfficeReading.Lists.Role { at < count ? roles[at] : .none }

  private func isMark(_ at: Int, _ byte: UInt8) -> Bool {
    let token = text.tokens[at]
    return token.kind == .mark && token.end - token.start == 1 && text.bytes[Int(token.start)] == byte
  }

  private func isPoint(_ at: Int) -> Bool { isMark(at, 0x2E) }

  func isPreposition(_ at: Int) -> Bool {
    guard at >= 0, at < count, text.tokens[at].kind == .word, !text.tokens[at].shape.contains(.capital) else { return false }
    return lists.isLink(text.string(at), "seat") && !isInBrackets(at)
  }

  /// "Head of" + "Torch"
  func isLink(_ at: Int) -> Bool { isPreposition(at) || at > 0 && lists.isLink(text.string(at), "link") }

  /// A body without the place after a comma: "Universitas Nusa Raya, Yogyakarta".
  func withoutPlace(_ end: Int, from body: Int) -> Int {
    guard let comma = (body..<end).last(where: { isComma($0) }), comma > body, comma + 1 < end,
      (comma + 1..<end).allSatisfy({ roles[$0] == .region || known[$0] && roles[$0] == .none && roles[comma + 1] == .region })
    else { return end }
    return comma
  }

  private func isInBrackets(_ at: Int) -> Bool {
    var depth = 0
    for index in 0..<at { depth += isMark(index, 0x28) ? 1 : isMark(index, 0x29) ? -1 : 0 }
    return depth > 0
  }

  func isLetter(_ at: Int) -> Bool { text.tokens[at].shape.contains(.singleLetter) }
  func isComma(_ at: Int) -> Bool { at >= 0 && isMark(at, 0x2C) }
  func hasSlash(before end: Int) -> Bool { (0..<end).contains { isMark($0, 0x2F) } }
  func lastBreak(before end: Int) -> Int? { (0..<end).last { isComma($0) || isPreposition($0) } }

  /// The end of a name behind which degrees stand: "…, S.I.K., M.H", "…, M.Si".
  func withoutDegrees(before end: Int) -> Int {
    var end = end
    while let comma = (0..<end).last(where: isComma), comma + 1 < end, areDegrees(comma + 1..<end) { end = comma }
    return end
  }

  /// Letters with points, up to three between them, the first of each a capital.
  private func areDegrees(_ range: Range<Int>) -> Bool {
    range.contains { isMark($0, 0x2E) }
      && range.allSatisfy { at in
        let token = text.tokens[at]
        return isMark(at, 0x2E) || token.kind == .word && token.end - token.start <= 4 && token.shape.contains(.capital)
      }
  }

  func firstUnknown(in range: Range<Int>) -> Int? {
    range.first {
      !known[$0] && text.tokens[$0].kind == .word && text.tokens[$0].shape.contains(.capital) && roles[$0] == .none && !isInBrackets($0)
    }
  }

  /// Where the name of a body begins that ends in the word for its kind: "99 Torch Group", "ICT Institute"; else the body.
  func withName(before body: Int) -> Int {
    guard lists.isLink(text.string(body), "ending") else { return body }
    var start = body
    while start > headEnd, text.tokens[start - 1].kind != .mark, roles[start - 1] == .none,
      !known[start - 1] || text.tokens[start - 1].kind == .number || text.tokens[start - 1].shape.contains(.allCaps)
    {
      start -= 1
    }
    return start
  }

  func firstPreposition(before end: Int) -> Int? { (1..<end).first { isPreposition($0) } }

  /// Where the words begin, up to `end`, that no list knows.
  func nameStart(before end: Int) -> Int {
    var start = end
    while start > 0, !known[start - 1] { start -= 1 }
    // Initials after a name: "Ujang Permana PH".
    if start == end, end > 2, text.tokens[end - 1].shape.contains(.allCaps), text.tokens[end - 1].end - text.tokens[end - 1].start == 2,
      !known[end - 2], text.tokens[end - 2].kind == .word
    {
      start = end - 1
      while start > 0, !known[start - 1] { start -= 1 }
    }
    while start < end, text.tokens[start].kind == .mark || !text.tokens[start].shape.contains(.capital) { start += 1 }
    // Initials before a name: "Kepala Kantor Imigrasi Kudus, KA Permana".
    if start < end, start > 1, isComma(start - 2), areInitials(start - 1) { start -= 1 }
    return start
  }

  /// Where a name begins before whose first word single letters with points stand: "J.P. Permana".
  func withInitials(before start: Int) -> Int {
    var start = start > 0 && isPoint(start) && isLetter(start - 1) ? start - 1 : start
    while start > 1, isPoint(start - 1), isLetter(start - 2) { start -= 2 }
    return start
  }

  /// Two capitals that no list knows.
  private func areInitials(_ at: Int) -> Bool {
    let token = text.tokens[at]
    return token.kind == .word && token.shape.contains(.allCaps) && token.end - token.start == 2 && roles[at] == .none && titles[at] == nil
      && !lists.isAcronymOfOffice(text.string(at))
  }

  /// Where a name begins whose first word is an ordinary word too, straight after a comma: "…, Sandi Permana".
  func nameAfterComma(_ start: Int, before end: Int) -> Int? {
    guard start > 2, (2...4).contains(end - start), isComma(start - 2), roles[start - 1] == .none,
      titles[start - 1] == nil, !inHead[start - 1],
      text.tokens[start - 1].kind == .word, text.tokens[start - 1].shape.contains(.capital)
    else { return nil }
    return start - 1
  }

  /// Where the name begins after the last title before `end`; nil where there is no title.
  func title(before end: Int, from start: Int) -> Int? {
    for at in (headEnd..<max(headEnd, end)).reversed() {
      guard let first = titles[at], roles[at - 1] != .needyBody else { continue }
      var after = max(first, titleEnd(at))
      after = skipBrackets(after, end)
      guard after < end, (after..<end).allSatisfy({ isNameLike($0) }), end - after <= 6 else { continue }
      return after
    }
    return nil
  }

  private func titleEnd(_ at: Int) -> Int {
    var end = titles[at] ?? at
    while end < count, let next = titles[end] ?? skipped(end) { end = next }
    return end
  }

  /// "(Pol)", "TNI", "." after a rank.
  private func skipped(_ at: Int) -> Int? {
    if at < count, isPoint(at) || lists.isLink(text.string(at), "rank") { return at + 1 }
    let end = skipBrackets(at, count)
    return end > at ? end : nil
  }

  private func skipBrackets(_ at: Int, _ end: Int) -> Int {
    guard at < end, isMark(at, 0x28), let close = (at..<end).first(where: { isMark($0, 0x29) }), close - at <= 3 else { return at }
    return close + 1
  }

  private func isNameLike(_ at: Int) -> Bool {
    let token = text.tokens[at]
    if token.kind == .mark { return isPoint(at) }
    return token.kind == .word && (token.shape.contains(.capital) || !known[at]) && roles[at] == .none
  }

  /// Where the titles begin that end at a token.
  func title(endingAt end: Int) -> Int? {
    (headEnd..<max(headEnd, end)).first { titles[$0] != nil && titleEnd($0) >= end && roles[$0 - 1] != .needyBody }
  }

  /// Without commas and points at the end.
  func trimmed(_ end: Int) -> Int {
    var end = end
    while end > 0,
      text.tokens[end - 1].kind == .mark && !isMark(end - 1, 0x29)
        || end > 1 && (isPreposition(end - 1) || lists.isLink(text.string(end - 1), "called"))
    { end -= 1 }
    return end
  }

  /// A word after which a name of a body or place must come: "PT", "Kecamatan", "Institute for", "CEO".
  func wantsName(_ at: Int) -> Bool {
    guard at >= 0 else { return false }
    return isOpen[at] || roles[at] == .owner && at < 4 || lists.isLink(text.string(at), "opener")
  }

  /// A word straight after "Kecamatan", "Desa", "warga": the place.
  func isPlace(_ at: Int) -> Bool {
    (at > headEnd || roles[0] == .locality) && (roles[at - 1] == .locality || roles[at - 1] == .place)
  }

  func first(_ wanted: OfficeReading.Lists.Role..., in range: Range<Int>) -> Int? {
    range.isEmpty ? nil : range.first { wanted.contains(roles[$0]) && !isInBrackets($0) }
  }

  /// An acronym outside brackets that is no word of offices and no number.
  func acronym(in range: Range<Int>) -> Int? {
    range.first { at in
      let token = text.tokens[at]
      guard token.shape.contains(.allCaps), !isInBrackets(at), !inHead[at], roles[at] != .region, token.end - token.start > 2 else {
        return false
      }
      let word = text.string(at)
      // "M16": a line or a number, no body.
      if token.shape.contains(.hasDigit) { return false }
      return !lists.notAcronyms.contains(word) && !word.allSatisfy { "IVXL".contains($0) }
    }
  }
}

/// Where each word of an article stands: what a run's words are elsewhere.
struct WordPlaces {
  private struct Slot {
    var hash: UInt64 = 0
    /// Index + 1 of the word's last place; 0 where nothing is.
    var last: Int32 = 0
  }

  private struct Place {
    var start: Int32
    var end: Int32
    /// Index + 1 of the word's place before, or 0.
    var before: Int32
  }

  private let article: [UInt8]
  private var slots: [Slot]
  private var places: [Place] = []

  /// - Complexity: O(*n*) in the article's bytes.
  init(_ article: [UInt8]) {
    self.article = article
    // A word takes two bytes and more: a quarter of the slots and more stay empty.
    var size = 64
    while size < article.count * 3 / 4 { size *= 2 }
    slots = Array(repeating: Slot(), count: size)
    places.reserveCapacity(article.count / 5)
    let bytes = article.span
    var at = 0
    while at < bytes.count {
      guard bytes[at].isLetter else {
        at += 1
        continue
      }
      let start = at
      var hash = WordPlaces.offset
      while at < bytes.count, bytes[at].isLetter {
        hash = (hash ^ UInt64(bytes[at])) &* WordPlaces.prime
        at += 1
      }
      let slot = slot(of: hash)
      places.append(Place(start: Int32(start), end: Int32(at), before: slots[slot].last))
      slots[slot] = Slot(hash: hash, last: Int32(places.count))
    }
  }

  /// Where a hash is, or the empty slot where it would be.
  private func slot(of hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & (slots.count - 1)
    while slots[slot].last != 0, slots[slot].hash != hash { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  func places(of word: ArraySlice<UInt8>) -> [TextRange] {
    var found: [TextRange] = []
    var next = slots[slot(of: WordPlaces.hash(word))].last
    while next > 0, found.count < WordPlaces.most {
      let place = places[Int(next) - 1]
      found.append(TextRange(Int(place.start), Int(place.end)))
      next = place.before
    }
    return found
  }

  /// Whether the article has a word by itself, not in an address of the web.
  func has(_ word: String) -> Bool {
    places(of: Array(word.utf8)[...]).contains { place in
      let after = article[place.end...].prefix(2)
      let isDomain = after.first == 0x2E && after.count > 1 && after.last?.isLetter == true
      return !isDomain && (place.start == 0 || article[place.start - 1] != 0x40 && article[place.start - 1] != 0x2E)
    }
  }

  /// Whether a word stands in brackets after a body's name, as its short form: "Koalisi Nelayan Torvana (Kotor)".
  func isShortForm(_ word: ArraySlice<UInt8>, openings: Set<String>) -> Bool {
    places(of: word).contains { place in
      guard place.start > 1, article[place.start - 1] == 0x28, place.end < article.count, article[place.end] == 0x29 else { return false }
      let before = article[..<(place.start - 1)].suffix(WordPlaces.longestBody).split(separator: 0x0A, omittingEmptySubsequences: false)
      return (before.last ?? []).split(separator: 0x20).contains { word in
        word.first.map { $0 >= 0x41 && $0 <= 0x5A } ?? false && openings.contains(String(decoding: word, as: UTF8.self).lowercased())
      }
    }
  }

  /// Bytes before a bracket in which the name of a body may begin.
  private static let longestBody = 80
  /// Places of one word that are looked at.
  private static let most = 50

  /// FNV-1a.
  private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(offset) { ($0 ^ UInt64($1)) &* prime }
  }
  private static let offset: UInt64 = 0xcbf2_9ce4_8422_2325
  private static let prime: UInt64 = 0x0100_0000_01b3
}

extension ArraySlice<UInt8> {
  fileprivate func hasSuffix(_ suffix: some Collection<UInt8>) -> Bool {
    count >= suffix.count && self.suffix(suffix.count).elementsEqual(suffix)
  }

  /// Whether it ends in a word, and in no longer one.
  fileprivate func hasWord(_ word: [UInt8]) -> Bool {
    guard hasSuffix(word) else { return false }
    return dropLast(word.count).last.map { !$0.isLetter } ?? true
  }
}

extension UInt8 {
  fileprivate var isLetter: Bool { self >= 0x61 && self <= 0x7A || self >= 0x41 && self <= 0x5A || self >= 0x80 || self == 0x2D }
}
