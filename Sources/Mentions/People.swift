import Bytes

/// Everybody whom an article names with a role, or lets speak: later mentions by any part of the name lead to the whole.
struct People {
  struct Person {
    /// The fullest form.
    var name: String
    /// Verbatim, office and body apart: "Kepala", "Dinas Kesehatan Kota Manado".
    var office: String?
    var body: Entities.AgencyName?
    /// Byte offset of the first mention in the body; the headline is 0.
    var first: Int
    /// The words that tell of an office of the state, where a stage parted them and no rule did.
    var mandate: Mandate?
  }

  /// "Kepala Dinas Tenaga Kerja Kebumen", "Direktur Perkapalan" + "Kementerian Perhubungan".
  struct Mandate {
    var name: String
    var role: String
    var agency: Entities.AgencyName?
    var mention: Mention
  }

  private(set) var persons: [Person] = []
  /// Full names by each of their words, of people whom the article names without a role that the rules know.
  private var unplaced: [String: Person] = [:]
  /// Indices into `persons` by each word of their names.
  private var byWord: [String: [Int]] = [:]

  /// Names by the end of the run of words that they end.
  private var byRun: [TextRange: String] = [:]
  /// Whom runs of words name, offices before or after the name.
  private var runs: [(range: TextRange, name: String)] = []
  /// Who holds which office of which body by where the text tells it: at the run of words, or at the name that a run follows.
  private var told: [(range: TextRange, person: Person)] = []

  init(_ mentions: [Mention], reading: OfficeReading? = nil) {
    // Those with a role first: they are named in full, and a quotation may stand before them.
    let agencies = mentions.filter { $0.type == "agency" && $0.place == .body }
    let short = People.called(mentions)
    let runs = mentions.filter { $0.type == "office_run" && $0.place == .body }
    var parted: [(run: TextRange, parts: OfficeReading.Parts)] = []
    // "Ujang Permana, Camat Sukamaju": not where the name is that of another run, in a row of officials.
    let holders = mentions.filter { holder in
      holder.type == "holder" && holder.place == .body
        && !runs.contains { $0.range.overlaps(holder.field("name")?.range ?? holder.range) }
    }
    for mention in runs where !holders.contains(where: { $0.field("run")?.range == mention.range }) {
      guard let reading, let parts = reading.parts(of: mention.range) else { continue }
      parted.append((mention.range, parts))
      let name = mention.words(parts.name.start, parts.name.end)
      byRun[mention.range] = name
      let person = People.person(name, parts, of: mention, agencies)
      self.runs.append((mention.range, name))
      told.append((mention.range, person))
      add(person)
    }
    for holder in holders {
      guard let reading, let name = holder["name"], let run = holder.field("run")?.range else { continue }
      let person = People.person(name, reading.office(of: run), of: holder, agencies)
      byRun[run] = name
      self.runs.append((holder.range, name))
      // "Menurut Rahmat, Wali Kota Bekasi mengatakan": the comma alone tells nothing.
      if let range = holder.field("name")?.range, holder.words(range.end, run.start).contains(where: \.isLetter) {
        told += [(range, person), (run, person)]
      }
      add(person)
    }
    func isParted(_ range: TextRange) -> Bool {
      parted.contains { $0.run.start <= range.start && $0.parts.name.end >= range.end || $0.parts.name.overlaps(range) }
    }
    for mention in mentions where mention.type == "speaker" && mention.place == .body && !isParted(mention.range) {
      if let person = People.person(of: mention, agencies, short) { add(person) }
    }
    let placed = Set(mentions.filter { $0.type == "speaker" && $0.place == .body }.map(\.range.end))
    for mention in mentions where mention.type == "official" {
      // The same words read for the office alone: the speaker's rules know better where the name begins.
      if mention.place == .body, placed.contains(mention.range.end) || isParted(mention.range) { continue }
      guard let name = mention["name"] else { continue }
      var office = mention.field("role")
      var body = mention["agency"].map { Entities.AgencyName(id: mention["agency_id"], name: $0) }
      if body == nil, mention.place == .body {
        let parts = People.parted(office, of: mention, agencies)
        office = parts.office
        body = parts.body.map { part in
          Entities.AgencyName(id: agencies.first { $0.range.start == part.range?.start }?["id"], name: part.value)
        }
      }
      add(
        Person(name: name, office: office?.value, body: body, first: mention.place == .title ? 0 : mention.range.start))
    }
    for mention in mentions where mention.type == "attribution" && mention.place == .body {
      guard let name = mention["name"], PersonName.words(name).count > 1,
        !(mention.field("name")?.range.map(isParted) ?? false)
      else { continue }
      add(Person(name: name, office: nil, body: nil, first: mention.range.start))
    }
    for mention in mentions where mention.type == "name" && mention.place == .body {
      guard let name = mention["name"] else { continue }
      let words = PersonName.words(name)
      guard (2...4).contains(words.count) else { continue }
      let person = Person(name: name, office: nil, body: nil, first: mention.range.start)
      for word in words where unplaced[word] == nil { unplaced[word] = person }
    }
  }

  /// The person of a run whose parts are known.
  private static func person(_ name: String, _ parts: OfficeReading.Parts, of mention: Mention, _ agencies: [Mention]) -> Person {
    guard parts.tellsOffice else { return Person(name: name, office: nil, body: nil, first: mention.range.start) }
    let office = mention.words(parts.office.start, parts.office.end)
    let body = parts.body.map { agency($0, mention.words($0.start, $0.end), agencies) }
    var person = Person(name: name, office: office, body: body, first: mention.range.start)
    if parts.isPublic {
      // "Kepala" says nothing without its body.
      let isWhole = parts.ownWords > 1
      let role = isWhole ? office : mention.words(parts.office.start, parts.body?.end ?? parts.office.end)
      person.mandate = Mandate(name: name, role: role, agency: isWhole ? body : nil, mention: mention)
    }
    return person
  }

  private static func agency(_ range: TextRange, _ name: String, _ agencies: [Mention]) -> Entities.AgencyName {
    let agency = agencies.first { $0.range.start == range.start && $0.range.end <= range.end }
    return Entities.AgencyName(id: agency?["id"], name: name)
  }

  /// Single words by which the article names who speaks, in lower case.
  static func called(_ mentions: [Mention]) -> Set<String> {
    Set(
      mentions.filter { $0.type == "attribution" && $0.place == .body }.compactMap { mention -> String? in
        let words = PersonName.words(mention["name"] ?? "")
        return words.count == 1 ? words[0] : nil
      })
  }

  /// The name in the run of words that stands within a range, where one does.
  func name(inRunOf range: TextRange) -> String? {
    byRun.first { $0.key.overlaps(range) }?.value
  }

  /// Who was named with an office or as kin last, as the subject of a sentence between two offsets and outside quotations: whom "katanya"
  /// means.
  func subject(from start: Int, to end: Int, in body: [UInt8], outside quotations: [TextRange], kin: [Mention.Field]) -> String? {
    let relatives = kin.compactMap { name in name.range.map { (range: $0, name: name.value) } }
    return (runs + relatives).filter { run in
      run.range.start >= start && run.range.end <= end && !quotations.contains { $0.overlaps(run.range) }
        && People.beginsSentence(run.range.start, in: body)
    }.max { $0.range.start < $1.range.start }?.name
  }

  /// Nothing stands before it in its sentence, or a few words in small letters and a comma: "Sementara itu, ".
  private static func beginsSentence(_ start: Int, in body: [UInt8]) -> Bool {
    var lead = start
    while lead > 0, start - lead < longestLead, body[lead - 1] != 0x0A, !body[..<lead].hasSuffix(". ") { lead -= 1 }
    guard lead < start else { return true }
    return start - lead < longestLead && body[..<start].hasSuffix(", ")
      && body[lead..<start].dropFirst().allSatisfy { $0 == 0x20 || $0 == 0x2C || $0 >= 0x61 && $0 <= 0x7A }
  }

  /// Bytes of the words with which a sentence may begin before its subject.
  private static let longestLead = 40

  /// A person with the office and body that the text tells in the words of a range: people hold several.
  func person(_ person: Person?, asToldIn range: TextRange) -> Person? {
    guard var person, let told = told.first(where: { $0.range.overlaps(range) })?.person, told.body != nil,
      PersonName.isSame(told.name, person.name)
    else { return person }
    person.office = told.office
    person.body = told.body
    return person
  }

  /// The person of a mention, with the office parted from the body that its words may end in ("Kepala Polda …"), and the
  /// name from words of the body that no list knows, where the article goes on to call the person by a later word.
  private static func person(of mention: Mention, _ agencies: [Mention], _ short: Set<String>) -> Person? {
    guard var name = mention.field("name"), let nameRange = name.range else { return nil }
    var office = mention.field("office")
    var body = mention.field("body")
    if body == nil { (office, body) = parted(office, of: mention, agencies) }
    let words = name.value.split(separator: " ")
    if let before = (body ?? office)?.range, nameRange.start == before.end + 1, words.count > 2,
      !short.contains(words[0].lowercased()),
      let call = words[1..<words.count - 1].firstIndex(where: { short.contains($0.lowercased()) })
    {
      let start = nameRange.end - words[call...].joined(separator: " ").utf8.count
      name.value = mention.words(start, nameRange.end)
      let longer = mention.words(before.start, start)
      if body != nil { body?.value = longer } else { office?.value = longer }
    }
    let id = body?.range.flatMap { range in
      agencies.first { $0.range.start == range.start && $0.range.end <= range.end }?["id"]
    }
    return Person(
      name: name.value, office: office?.value, body: body.map { Entities.AgencyName(id: id, name: $0.value) },
      first: mention.range.start)
  }

  /// "Kepala Polda Papua" is "Kepala" and "Polda Papua": the body is a mention of its own.
  private static func parted(
    _ office: Mention.Field?, of mention: Mention, _ agencies: [Mention]
  ) -> (office: Mention.Field?, body: Mention.Field?) {
    guard var office, let range = office.range,
      let agency = agencies.first(where: { $0.range.start > range.start && $0.range.end <= range.end })
    else { return (office, nil) }
    office.value = mention.words(range.start, agency.range.start)
    let rest = TextRange(agency.range.start, range.end)
    return (office, Mention.Field(name: "body", value: mention.words(rest.start, rest.end), range: rest))
  }

  private mutating func add(_ person: Person) {
    let words = PersonName.words(person.name)
    guard !words.isEmpty else { return }
    let known = Set(words.flatMap { byWord[$0] ?? [] }).sorted().first { PersonName.isSame(persons[$0].name, person.name) }
    guard let known else {
      for word in Set(words) { byWord[word, default: []].append(persons.count) }
      persons.append(person)
      return
    }
    if words.count > PersonName.words(persons[known].name).count {
      for word in Set(words) where !(byWord[word]?.contains(known) ?? false) { byWord[word, default: []].append(known) }
      persons[known].name = person.name
    }
    if let old = persons[known].body?.name, let new = person.body?.name, new.hasPrefix(old + " ") { persons[known].body = person.body }
    if persons[known].office == nil {
      persons[known].office = person.office
      persons[known].body = person.body
    }
    if persons[known].mandate == nil { persons[known].mandate = person.mandate }
    persons[known].first = min(persons[known].first, person.first)
  }

  /// Whom a name means that stands at a byte offset: of several, the one named last before it.
  func person(named name: String, at offset: Int) -> Person? {
    let words = PersonName.words(name)
    guard let key = words.first else { return nil }
    let whole = (byWord[key] ?? []).map { persons[$0] }.filter { PersonName.isSame($0.name, name) }
    var candidates = whole
    if whole.isEmpty, words.count == 1 { candidates = unplaced[key].map { [$0] } ?? called(key) }
    return candidates.filter { $0.first <= offset }.max { $0.first < $1.first } ?? candidates.min { $0.first < $1.first }
  }

  /// Those whose name has a word that the short form begins or ends ("Marni" for "Sumarni", "Wira" for "Wirawan"), or whose
  /// first word and beginning of the second it is ("Ujaper" for "Uja Permana").
  private func called(_ short: String) -> [Person] {
    guard short.count >= 4 else { return [] }
    return persons.filter { person in
      let words = PersonName.words(person.name)
      if words.contains(where: { $0.hasPrefix(short) || $0.hasSuffix(short) }) { return true }
      guard words.count > 1, short.count > words[0].count + 1, short.hasPrefix(words[0]) else { return false }
      return words[1].hasPrefix(short.dropFirst(words[0].count))
    }
  }

  /// Who holds an office that the text names by its first words ("Wali Kota" for "Wali Kota Manado"): the one named last before it.
  func person(holding office: String, at offset: Int) -> Person? {
    let office = office.lowercased()
    let holders = persons.filter { person in
      guard let held = person.office?.lowercased() else { return false }
      return held == office || held.hasPrefix(office + " ")
    }
    return holders.filter { $0.first <= offset }.max { $0.first < $1.first }
  }
}

extension Mention {
  /// The words of the mention between two byte offsets of its text's whole.
  fileprivate func words(_ start: Int, _ end: Int) -> String {
    let bytes = text.utf8.dropFirst(start - range.start).prefix(end - start)
    return Scanner.collapsed(String(decoding: bytes, as: UTF8.self))
  }
}

extension ArraySlice<UInt8> {
  func hasSuffix(_ suffix: String) -> Bool { self.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) }
}
