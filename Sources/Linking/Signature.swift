import Incidents
import Mentions
import Records
import Text

/// An incident record in the form in which pairs of them are compared: sets of hashes, days, numbers. About a kilobyte.
struct Signature: Hashable, Sendable {
  var article: UInt64 = 0
  /// Of the record's id: decides where two pairs have the same points, so that the order of the input does not.
  var id: UInt64 = 0
  /// First and last day that the event's date allows (``Day/ordinal``); empty where no date is known.
  var date: [Int] = []
  /// The day of publication, or empty.
  var published: [Int] = []
  /// Days written in the article.
  var days: [Int] = []
  var countries: [UInt64] = []
  var harms: [UInt64] = []
  var responses: [UInt64] = []
  /// Towns, districts, provinces abroad; not the seat of a mission, which every article names.
  var places: [UInt64] = []
  var seats: [UInt64] = []
  /// Kemendagri codes as text: "32" a province, "32.75" a regency.
  var regencies: [UInt64] = []
  var provinces: [UInt64] = []
  /// Names of two words or more, affected people.
  var names: [UInt64] = []
  /// Single words of the affected people's names, initials of two letters and more.
  var nameWords: [UInt64] = []
  var ages: [Int] = []
  /// Full names of suspects, and single words or initials of them.
  var suspects: [UInt64] = []
  var suspectWords: [UInt64] = []
  /// The number of affected people; empty where unknown.
  var count: [Int] = []
  var suspectCount: [Int] = []
  /// Numbers of people of the whole article.
  var counts: [Int] = []
  var title: [UInt64] = []
  var sketch = Sketch()

  /// The day by which records are sorted within a block: of the event, else of publication.
  var sortingDay: Int? { date.first ?? published.first }
}

extension Signature {
  /// - Parameter seats: cities where an embassy or consulate sits, in lower case: named in nearly every article, so that sharing one tells little.
  init(_ record: IncidentRecord, _ traits: ArticleTraits?, seats: Set<String>) {
    let incident = record.incident
    article = StableHash.of(record.article)
    id = StableHash.of(record.id)
    published = record.published.flatMap { Signature.days(of: $0.date).map { [$0.lowerBound] } } ?? []
    if let range = incident.date.flatMap({ Signature.days(of: $0.date) }) {
      date = [range.lowerBound, range.upperBound]
    }
    days = traits?.days ?? []
    countries = Signature.set(incident.countries)
    harms = Signature.set(incident.harms)
    responses = Signature.set(incident.responses)
    placeNames(incident, seats)
    regencies = Signature.set(incident.origins.filter { $0.level == .regency }.map(\.code))
    provinces = Signature.set(incident.origins.map { String($0.code.prefix(2)) })
    people(incident)
    if let number = incident.affected.count, number > 0 { count = [number] }
    if let number = incident.suspects.count, number > 0 { suspectCount = [number] }
    counts = traits?.counts ?? []
    title = Array(Set(wordHashes(Array((record.title ?? "").utf8)))).sorted()
    sketch = traits?.sketch ?? Sketch()
  }

  private mutating func placeNames(_ incident: Incident, _ seatsOfMissions: Set<String>) {
    let missions = incident.agencies.map { Linking.nameWords($0.name).joined(separator: " ") }
      .filter {
        $0.hasPrefix("kbri") || $0.hasPrefix("kjri") || $0.hasPrefix("kedutaan") || $0.hasPrefix("konsulat")
          || $0.hasPrefix("kdei")
      }
    for place in incident.places {
      let name = Linking.nameWords(place.name).joined(separator: " ")
      if missions.contains(where: { $0.hasSuffix(name) }) || seatsOfMissions.contains(name) {
        self.seats.append(StableHash.of(name))
      } else {
        places.append(StableHash.of(name))
      }
    }
    (places, seats) = (Array(Set(places)).sorted(), Array(Set(seats)).sorted())
  }

  private mutating func people(_ incident: Incident) {
    for person in incident.people {
      let words = Linking.nameWords(person.name)
      if words.count > 1 { names.append(StableHash.of(words.joined(separator: " "))) }
      nameWords += words.filter { $0.count > 1 }.map(StableHash.of)
      if let age = person.age { ages.append(age) }
    }
    for name in incident.suspects.names {
      let words = Linking.nameWords(name)
      if words.count > 1 && words.contains(where: { $0.count > 2 }) && !words.contains("alias") {
        suspects.append(StableHash.of(words.joined(separator: " ")))
      }
      suspectWords += words.filter { $0 != "alias" }.map(StableHash.of)
    }
    (names, nameWords) = (Array(Set(names)).sorted(), Array(Set(nameWords)).sorted())
    (suspects, suspectWords) = (Array(Set(suspects)).sorted(), Array(Set(suspectWords)).sorted())
  }

  private static func set(_ texts: [String]) -> [UInt64] { Array(Set(texts.map(StableHash.of))).sorted() }

  /// The days that a date of day, month or year precision may be.
  static func days(of date: PartialDate) -> ClosedRange<Int>? {
    if let day = date.exactDay { return day.ordinal...day.ordinal }
    let month = date.month ?? 1
    let lastMonth = date.month ?? 12
    guard let first = Day(date.year, month, 1),
      let last = Day(date.year, lastMonth, Day.length(ofMonth: lastMonth, year: date.year))
    else { return nil }
    return first.ordinal...last.ordinal
  }
}

extension Signature {
  var packed: [UInt8] {
    var packer = Packer()
    packer.append([article, id])
    for list in [date, published, days, ages, count, suspectCount, counts, [sketch.count]] { packer.append(list) }
    for list in [
      countries, harms, responses, places, seats, regencies, provinces, names, nameWords, suspects, suspectWords, title,
      sketch.hashes,
    ] { packer.append(list) }
    return packer.bytes
  }

  init(packed bytes: [UInt8]) {
    var unpacker = Unpacker(bytes)
    let identity = unpacker.words()
    (article, id) = (identity.first ?? 0, identity.last ?? 0)
    date = unpacker.numbers()
    published = unpacker.numbers()
    days = unpacker.numbers()
    ages = unpacker.numbers()
    count = unpacker.numbers()
    suspectCount = unpacker.numbers()
    counts = unpacker.numbers()
    sketch.count = unpacker.numbers().first ?? 0
    countries = unpacker.words()
    harms = unpacker.words()
    responses = unpacker.words()
    places = unpacker.words()
    seats = unpacker.words()
    regencies = unpacker.words()
    provinces = unpacker.words()
    names = unpacker.words()
    nameWords = unpacker.words()
    suspects = unpacker.words()
    suspectWords = unpacker.words()
    title = unpacker.words()
    sketch.hashes = unpacker.words()
  }
}
