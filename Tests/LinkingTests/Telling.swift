import JSON
import Linking
import Records
import SQL

/// One invented incident record in a few words; what is left out is null or empty.
struct Telling {
  var id: String
  var published: String?
  var date: String?
  var country = "KH"
  var harms: [String] = []
  var responses: [String] = []
  var count: Int?
  var dead: Int?
  var people: [String] = []
  var place: String?
  var origin: String?
  var title = ""

  var line: [UInt8] {
    let people = people.map { name -> JSONValue in
      ["name": .string(name), "age": nil, "sex": nil, "status": nil, "origin": nil]
    }
    let places: [JSONValue] = place.map { [["name": .string($0), "country": .string(country)]] } ?? []
    let origins: [JSONValue] =
      origin.map {
        [["code": .string($0), "name": "X", "level": "regency", "province": .string(String($0.prefix(2)))]]
      } ?? []
    let record: JSONValue = [
      "schema": "saring.incident/1", "id": .string(id), "article": .string(String(id.prefix { $0 != "#" })), "url": nil,
      "title": .string(title), "published": Telling.dated(published, "byline"), "harms": Telling.texts(harms),
      "responses": Telling.texts(responses), "date": Telling.dated(date, "explicit"), "countries": [.string(country)],
      "places": .array(places), "origins": .array(origins), "sectors": [], "affected": affected,
      "people": .array(people),
      "suspects": ["count": nil, "names": []], "agencies": [], "officials": [], "laws": [], "alleged": false,
      "background": false,
      "confidence": 1, "evidence": [], "link_key": .string("\(country)|\(harms.first ?? "")"), "flags": [],
      "producer": ["saring": "1", "rules": "0"],
    ]
    return Telling.bytes(record)
  }

  private var affected: JSONValue {
    [
      "count": count.map { .number(String($0)) } ?? .null, "min": nil, "max": nil, "dead": dead.map { .number(String($0)) } ?? .null,
      "female": nil,
      "male": nil,
      "minors": nil, "text": nil,
    ]
  }

  static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

  static func bytes(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    writer.value(value)
    return writer.bytes
  }

  private static func dated(_ value: String?, _ basis: String) -> JSONValue {
    guard let value else { return .null }
    let precision = ["year", "month", "day"][value.split(separator: "-").count - 1]
    return ["value": .string(value), "precision": .string(precision), "text": .string(value), "basis": .string(basis)]
  }

  /// An article record with nothing but a body.
  static func article(_ id: String, _ body: String) -> [UInt8] {
    bytes([
      "schema": "saring.article/1", "id": .string(id),
      "source": ["path": "x", "line": nil, "format": "text", "sha256": "0"],
      "url": nil, "site": nil, "title": nil, "published": nil, "modified": nil, "dateline": nil, "authors": [],
      "body": .string(body),
      "segments": [
        [
          "body": [0, .number(String(body.unicodeScalars.count))],
          "source": [0, .number(String(body.unicodeScalars.count))],
        ]
      ],
      "removed": [], "officials": [], "quotes": [], "regions": [], "countries": [], "sectors": [], "laws": [],
      "mentions": [],
      "flags": [], "producer": ["saring": "1", "rules": "0"],
    ])
  }
}

/// The events of these records, as values of their lines.
func events(_ tellings: [Telling], bodies: KeyValuePairs<String, String> = [:]) throws -> [JSONValue] {
  var linker = try Linker(database: Database(":memory:"), missionSeats: ["Phnom Penh"])
  for (id, body) in bodies { try linker.add(try readArticle(Telling.article(id, body))) }
  for (index, telling) in tellings.enumerated() { try linker.addIncident(telling.line, number: index + 1) }
  var events: [JSONValue] = []
  try linker.events { events.append(try JSONReader.value(of: eventLine($0))) }
  return events
}

extension JSONValue {
  var members: [String] { (self["members"]?.array ?? []).compactMap(\.string) }
}
