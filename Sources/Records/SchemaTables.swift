import Articles
import Bytes
import Incidents
import JSON
import Mentions
import Text

/// The fields of each record, in the order in which they are written: the tables of the output contract.
extension Schema {
  static var article: KeyValuePairs<String, JSONValue> {
    [
      "schema": constant(.article),
      "id": text,
      "source": object([
        "path": text, "line": orNull(integer), "format": words(PageSource.Format.allCases), "sha256": text,
      ]),
      "url": orNull(text),
      "site": orNull(text),
      "title": orNull(text),
      "published": date,
      "modified": date,
      "dateline": orNull(object(["text": text, "place": place])),
      "authors": texts,
      "body": text,
      "segments": list(object(["body": list(integer), "source": list(integer)])),
      "removed": list(
        object([
          "kind": words(Article.Removed.Kind.allCases), "start": integer, "end": integer, "text": text, "rule": text,
        ])),
      "officials": list(
        object([
          "name": text, "role": orNull(text), "agency": orNull(agency), "quoted": truth,
          "status": words(Entities.Official.Status.known), "evidence": evidence,
        ])),
      "quotes": list(
        object([
          "speaker": object(["name": orNull(text), "role": orNull(text), "agency": orNull(agency)]), "cue": slice,
          "statement": slice, "direct": truth,
        ])),
      "regions": list(
        object([
          "code": text, "name": text, "level": level, "province": text, "evidence": evidence,
        ])),
      "countries": list(object(["code": text, "name": text, "inferred": truth, "evidence": evidence])),
      "sectors": list(object(["code": text, "evidence": evidence])),
      "laws": list(object(["name": text, "articles": texts, "evidence": evidence])),
      "mentions": list(mention),
      "flags": flags,
      "producer": producer,
    ]
  }

  static var incident: KeyValuePairs<String, JSONValue> {
    [
      "schema": constant(.incident),
      "id": text,
      "article": text,
      "url": orNull(text),
      "title": orNull(text),
      "published": date,
      "harms": texts,
      "responses": texts,
      "date": date,
      "countries": texts,
      "places": list(object(["name": text, "country": orNull(text)])),
      "origins": list(region),
      "sectors": texts,
      "affected": affected,
      "people": list(person),
      "suspects": object(["count": orNull(integer), "names": texts]),
      "agencies": list(agency),
      "officials": texts,
      "laws": texts,
      "alleged": truth,
      "background": truth,
      "confidence": ["type": "number", "minimum": 0, "maximum": 1],
      "evidence": evidence,
      "link_key": text,
      "flags": flags,
      "producer": producer,
      "supersedes": texts,
    ]
  }

  static var event: KeyValuePairs<String, JSONValue> {
    [
      "schema": constant(.event),
      "id": text,
      "link_key": text,
      "harms": texts,
      "responses": texts,
      "date": date,
      "countries": texts,
      "places": list(object(["name": text, "country": orNull(text)])),
      "origins": list(region),
      "sectors": texts,
      "affected": affected,
      "people": list(person),
      "members": texts,
      "sources": list(object(["article": text, "url": orNull(text), "twin_of": orNull(text)])),
      "conflicts": list(object(["field": text, "values": list(object(["value": [:], "members": texts]))])),
      "follows": texts,
    ]
  }

  static var failure: KeyValuePairs<String, JSONValue> {
    [
      "schema": constant(.failure),
      "source": object(["path": text, "line": orNull(integer)]),
      "stage": text,
      "error": text,
      "message": text,
      "bytes_sha256": orNull(text),
    ]
  }

  // MARK: Parts

  private static func constant(_ kind: RecordKind) -> JSONValue { ["const": .string(kind.rawValue)] }

  private static var date: JSONValue {
    orNull(
      object([
        "value": text, "precision": words(PartialDate.Precision.known), "text": text,
        "basis": words(DatedValue.Basis.known),
      ]))
  }

  private static var level: JSONValue { words(Entities.Region.Level.known) }
  private static var region: JSONValue { object(["code": text, "name": text, "level": level, "province": text]) }
  /// Of a dateline: a country has neither level nor province.
  private static var place: JSONValue {
    orNull(object(["code": text, "name": text, "level": orNull(level), "province": orNull(text)]))
  }
  private static var agency: JSONValue { object(["id": orNull(text), "name": text]) }
  private static var slice: JSONValue { object(["text": text, "start": integer, "end": integer]) }
  private static var flags: JSONValue { list(object(["flag": words(Finding.Flag.allCases), "note": text])) }
  private static var producer: JSONValue { object(["saring": text, "rules": text]) }

  private static var evidence: JSONValue {
    list(
      object([
        "field": text, "value": text, "rule": text, "in": words(Evidence.Place.known), "text": text,
        "start": orNull(integer), "end": orNull(integer),
      ]))
  }

  private static var mention: JSONValue {
    object([
      "type": text, "value": orNull(text), "rule": text, "text": text, "start": integer, "end": integer,
      "in": words([Mention.Place.title, .body]),
      "fields": [
        "type": "object",
        "additionalProperties": object(["value": text, "start": orNull(integer), "end": orNull(integer)]),
      ],
      "mood": orNull(words([Mood.negated, .alleged])),
    ])
  }

  private static var affected: JSONValue {
    object([
      "count": orNull(integer), "min": orNull(integer), "max": orNull(integer), "dead": orNull(integer),
      "female": orNull(integer), "male": orNull(integer), "minors": orNull(integer), "text": orNull(text),
    ])
  }

  private static var person: JSONValue {
    object([
      "name": text, "age": orNull(integer), "sex": orNull(words([Incident.Person.Sex.female, .male])),
      "status": orNull(words(Incident.Person.Status.known)), "origin": orNull(text),
    ])
  }
}

extension Incident.Person.Status {
  static let known: [Self] = [.dead, .ill, .missing, .detained, .rescued, .returned]
}
