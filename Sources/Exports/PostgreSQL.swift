import Bytes
import Incidents
import Mentions
package import Records
import Text

/// A script for `psql`: tables, views and indexes, then the rows by COPY, all in one transaction.
///
/// One table of incidents; lists of codes are arrays, lists of rows jsonb, with a view for each. Partial dates are ranges of days.
package struct PostgreSQL: TextExport {
  private let privacy: Privacy
  private let json: RecordJSON

  package init(privacy: Privacy) {
    self.privacy = privacy
    json = RecordJSON(privacy: privacy)
  }

  package func begin() -> String {
    """
    -- Incident records of saring. Load with: psql -v ON_ERROR_STOP=1 -f THIS_FILE DATABASE
    BEGIN;
    SET client_encoding = 'UTF8';
    SET standard_conforming_strings = on;
    CREATE SCHEMA IF NOT EXISTS saring;
    CREATE TABLE saring.incident (
    \(Self.columns.map { "  \($0.name) \($0.type)" }.joined(separator: ",\n"))
    );
    \(Self.views)
    COPY saring.incident (\(Self.columns.map(\.name).joined(separator: ", "))) FROM stdin;

    """
  }

  package func add(_ record: IncidentRecord) -> String {
    let shown = privacy.applied(to: record)
    return Self.columns.map { Self.copied($0.read(shown, json)) }.joined(separator: "\t") + "\n"
  }

  package func end() -> String {
    """
    \\.
    CREATE INDEX incident_date ON saring.incident (date_from);
    CREATE INDEX incident_countries ON saring.incident USING gin (countries);
    CREATE INDEX incident_harms ON saring.incident USING gin (harms);
    CREATE INDEX incident_link_key ON saring.incident (link_key);
    COMMIT;

    """
  }

  // MARK: Columns

  private struct Column: Sendable {
    var name: String
    var type: String
    var read: @Sendable (IncidentRecord, RecordJSON) -> String?
  }

  private static func text(
    _ name: String, _ type: String = "text", _ read: @escaping @Sendable (IncidentRecord) -> String?
  ) -> Column {
    Column(name: name, type: type) { record, _ in read(record) }
  }

  private static func number(_ name: String, _ read: @escaping @Sendable (Incident) -> Int?) -> Column {
    // Counts past 2^31 are no counts of people, but a record may hold them.
    Column(name: name, type: "bigint") { record, _ in read(record.incident).map(String.init) }
  }

  private static func list(_ name: String, _ read: @escaping @Sendable (Incident) -> [String]) -> Column {
    Column(name: name, type: "text[] NOT NULL") { record, _ in array(read(record.incident)) }
  }

  private static let columns: [Column] = [
    text("id", "text PRIMARY KEY") { $0.id },
    text("article", "text NOT NULL") { $0.article },
    text("url") { $0.url },
    text("title") { $0.title },
    text("published", "date") { $0.published.flatMap { days(of: $0.date)?.first } },
    text("date_value") { $0.incident.date?.date.value },
    text("date_precision") { $0.incident.date?.date.precision.rawValue },
    text("date_basis") { $0.incident.date?.basis.rawValue },
    text("date_from", "date") { $0.incident.date.flatMap { days(of: $0.date)?.first } },
    text("date_to", "date") { $0.incident.date.flatMap { days(of: $0.date)?.last } },
    list("harms", \.harms),
    list("responses", \.responses),
    list("countries", \.countries),
    list("sectors", \.sectors),
    number("affected_count", \.affected.count),
    number("affected_min", \.affected.min),
    number("affected_max", \.affected.max),
    number("dead", \.affected.dead),
    number("female", \.affected.female),
    number("male", \.affected.male),
    number("minors", \.affected.minors),
    text("affected_text") { $0.incident.affected.text },
    Column(name: "places", type: "jsonb NOT NULL") { $1.places($0.incident) },
    Column(name: "origins", type: "jsonb NOT NULL") { $1.origins($0.incident) },
    Column(name: "people", type: "jsonb NOT NULL") { $1.people($0.incident) },
    number("suspects_count", \.suspects.count),
    list("suspects", \.suspects.names),
    Column(name: "agencies", type: "jsonb NOT NULL") { $1.agencies($0.incident) },
    list("officials", \.officials),
    list("laws", \.laws),
    text("alleged", "boolean NOT NULL") { String($0.incident.alleged) },
    text("background", "boolean NOT NULL") { String($0.incident.background) },
    text("confidence", "real NOT NULL") { String($0.incident.confidence) },
    text("link_key", "text NOT NULL") { $0.incident.linkKey },
    list("flags") { $0.findings.map(\.flag.rawValue) },
  ]

  private static let views = """
    CREATE VIEW saring.incident_place AS SELECT id AS incident, p.* FROM saring.incident, jsonb_to_recordset(places) AS p(name text, country text);
    CREATE VIEW saring.incident_origin AS SELECT id AS incident, o.* FROM saring.incident, jsonb_to_recordset(origins) AS o(code text, name text, level text, province text);
    CREATE VIEW saring.incident_person AS SELECT id AS incident, p.* FROM saring.incident, jsonb_to_recordset(people) AS p(name text, age integer, age_band text, sex text, status text, origin text);
    CREATE VIEW saring.incident_agency AS SELECT incident.id AS incident, a.* FROM saring.incident, jsonb_to_recordset(agencies) AS a(id text, name text);
    """

  // MARK: The text format of COPY

  /// NULL is `\N`; backslash, tab and line breaks are escaped. PostgreSQL holds no U+0000: U+FFFD stands for it.
  private static func copied(_ value: String?) -> String {
    guard let value else { return "\\N" }
    var text = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": text += "\\\\"
      case "\t": text += "\\t"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\0": text += "\u{FFFD}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// An array literal, every element in quotes.
  private static func array(_ elements: [String]) -> String {
    let quoted = elements.map { element in
      var text = "\""
      for scalar in element.unicodeScalars {
        if scalar == "\"" || scalar == "\\" { text += "\\" }
        text.unicodeScalars.append(scalar)
      }
      return text + "\""
    }
    return "{" + quoted.joined(separator: ",") + "}"
  }
}

/// The first and last day that a date may be, as ISO 8601.
func days(of date: PartialDate) -> (first: String, last: String)? {
  if let day = date.exactDay { return (day.description, day.description) }
  let last = date.month ?? 12
  guard let first = Day(date.year, date.month ?? 1, 1),
    let end = Day(date.year, last, Day.length(ofMonth: last, year: date.year))
  else { return nil }
  return (first.description, end.description)
}
