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
  }

  private(set) var persons: [Person] = []
  /// Indices into `persons` by each word of their names.
  private var byWord: [String: [Int]] = [:]

  init(_ mentions: [Mention]) {
    // Those with a role first: they are named in full, and a quotation may stand before them.
    let agencies = mentions.filter { $0.type == "agency" && $0.place == .body }
    for mention in mentions where mention.type == "speaker" && mention.place == .body {
      guard let name = mention["name"] else { continue }
      add(
        Person(
          name: name, office: mention["office"], body: People.body(of: mention, agencies), first: mention.range.start))
    }
    for mention in mentions where mention.type == "official" {
      guard let name = mention["name"] else { continue }
      let body = mention["agency"].map { Entities.AgencyName(id: mention["agency_id"], name: $0) }
      add(
        Person(
          name: name, office: mention["role"], body: body, first: mention.place == .title ? 0 : mention.range.start))
    }
    for mention in mentions where mention.type == "attribution" && mention.place == .body {
      guard let name = mention["name"], PersonName.words(name).count > 1 else { continue }
      add(Person(name: name, office: nil, body: nil, first: mention.range.start))
    }
  }

  /// The body's words, with the code of the public body that begins them.
  private static func body(of mention: Mention, _ agencies: [Mention]) -> Entities.AgencyName? {
    guard let field = mention.field("body") else { return nil }
    let id = field.range.flatMap { range in
      agencies.first { $0.range.start == range.start && $0.range.end <= range.end }?["id"]
    }
    return Entities.AgencyName(id: id, name: field.value)
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
    if persons[known].office == nil {
      persons[known].office = person.office
      persons[known].body = person.body
    }
    persons[known].first = min(persons[known].first, person.first)
  }

  /// Whom a name means that stands at a byte offset: of several, the one named last before it.
  func person(named name: String, at offset: Int) -> Person? {
    let words = PersonName.words(name)
    guard let key = words.first else { return nil }
    let whole = (byWord[key] ?? []).map { persons[$0] }.filter { PersonName.isSame($0.name, name) }
    let candidates = whole.isEmpty && words.count == 1 ? called(key) : whole
    return candidates.filter { $0.first <= offset }.max { $0.first < $1.first } ?? candidates.min { $0.first < $1.first }
  }

  /// Those whose name has a word that the short form begins or ends: "Marni" for "Sumarni", "Wira" for "Wirawan".
  private func called(_ short: String) -> [Person] {
    guard short.count >= 4 else { return [] }
    return persons.filter { person in
      PersonName.words(person.name).contains { $0.hasPrefix(short) || $0.hasSuffix(short) }
    }
  }
}
