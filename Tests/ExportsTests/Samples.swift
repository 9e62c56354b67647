import JSON
import Records

/// An invented incident record with everything that is awkward to write: quotes, tabs, line breaks, backslashes, braces.
func sample(_ changes: KeyValuePairs<String, JSONValue> = [:]) throws -> IncidentRecord {
  var record = JSONObject([
    "schema": "saring.incident/1", "id": "a#1", "article": "a",
    "url": "https://contoh.example/kisah-budi-umpama-di-negeri-jauh",
    "title": "Kisah \"Budi Umpama\", pekerja\tdari Rusa", "published": day("2024-03-05"),
    "harms": ["trafficking", "forced_crime"],
    "responses": ["rescue"],
    "date": ["value": "2024-02", "precision": "month", "text": "Februari", "basis": "explicit"],
    "countries": ["KH"], "places": [["name": "Kota \\Jauh", "country": "KH"]],
    "origins": [["code": "35.09", "name": "Kabupaten Jember", "level": "regency", "province": "35"]],
    "sectors": ["online_scam"],
    "affected": [
      "count": 2, "min": nil, "max": nil, "dead": nil, "female": 1, "male": 1, "minors": 1, "text": "dua\norang",
    ],
    "people": [
      ["name": "Budi Umpama", "age": 16, "sex": "male", "status": "rescued", "origin": nil],
      ["name": "FI", "age": 26, "sex": nil, "status": nil, "origin": "12.71"],
    ],
    "suspects": ["count": 1, "names": ["Kancil {X}, \"Y\""]], "agencies": [["id": "kemlu", "name": "Kemlu; RI"]],
    "officials": ["Rusa"],
    "laws": ["UU 21/2007"], "alleged": true, "background": false, "confidence": 1, "evidence": [],
    "link_key": "KH|trafficking|2024-02",
    "flags": [], "producer": ["saring": "1", "rules": "0"],
  ])
  for (key, value) in changes { record[key] = value }
  var writer = JSONWriter()
  writer.value(.object(record))
  return try readIncident(writer.bytes)
}

func day(_ value: String) -> JSONValue {
  ["value": .string(value), "precision": "day", "text": .string(value), "basis": "explicit"]
}

/// A record of which nothing is known.
func bare() throws -> IncidentRecord {
  try sample([
    "id": "b#1", "article": "b", "url": nil, "title": nil, "published": nil, "harms": [], "responses": [], "date": nil,
    "countries": [], "places": [], "origins": [], "sectors": [], "people": [], "suspects": ["count": nil, "names": []],
    "agencies": [], "officials": [], "laws": [],
    "affected": [
      "count": nil, "min": nil, "max": nil, "dead": nil, "female": nil, "male": nil, "minors": nil, "text": nil,
    ],
  ])
}

/// The cells of comma-separated values, read back strictly by RFC 4180.
func cells(_ text: String) -> [[String]] {
  var rows: [[String]] = [[]]
  var cell = ""
  var quoted = false
  var rest = Array(text.unicodeScalars)[...]
  while let scalar = rest.popFirst() {
    if quoted {
      if scalar == "\"", rest.first == "\"" {
        rest.removeFirst()
        cell.unicodeScalars.append(scalar)
      } else if scalar == "\"" {
        quoted = false
      } else {
        cell.unicodeScalars.append(scalar)
      }
      continue
    }
    switch scalar {
    case "\"": quoted = true
    case ",":
      rows[rows.count - 1].append(cell)
      cell = ""
    case "\r":
      rest.removeFirst()
      rows[rows.count - 1].append(cell)
      cell = ""
      rows.append([])
    default: cell.unicodeScalars.append(scalar)
    }
  }
  return rows.dropLast()
}

/// One row a record, by column name.
func rows(_ text: String) -> [[String: String]] {
  let all = cells(text)
  return all.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(all[0], $0)) }
}
