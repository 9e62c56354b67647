import Bytes
import Incidents
import Mentions
package import Records
package import SQL
import Text

/// Incident records as a SQLite database: a table of incidents, and one for each list.
package struct SQLiteExport {
  private let database: Database
  private let privacy: Privacy
  private let incident: Statement
  private let term: Statement
  private let place: Statement
  private let origin: Statement
  private let person: Statement
  private let agency: Statement

  /// - Parameter database: empty; the caller opens it.
  package init(_ database: Database, privacy: Privacy) throws(DatabaseError) {
    self.database = database
    self.privacy = privacy
    try database.execute(
      """
      PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
      BEGIN;
      CREATE TABLE incident(id TEXT PRIMARY KEY, article TEXT NOT NULL, url TEXT, title TEXT, published TEXT, date TEXT, date_precision TEXT,
        date_basis TEXT, date_from TEXT, date_to TEXT, affected_count INTEGER, affected_min INTEGER, affected_max INTEGER, dead INTEGER,
        female INTEGER, male INTEGER, minors INTEGER, affected_text TEXT, suspects_count INTEGER, alleged INTEGER NOT NULL,
        background INTEGER NOT NULL, confidence REAL NOT NULL, link_key TEXT NOT NULL) WITHOUT ROWID;
      -- kind: harm, response, country, sector, suspect, official, law, flag
      CREATE TABLE term(incident TEXT NOT NULL REFERENCES incident(id), kind TEXT NOT NULL, value TEXT NOT NULL);
      CREATE TABLE place(incident TEXT NOT NULL REFERENCES incident(id), name TEXT NOT NULL, country TEXT);
      CREATE TABLE origin(incident TEXT NOT NULL REFERENCES incident(id), code TEXT NOT NULL, name TEXT NOT NULL, level TEXT NOT NULL,
        province TEXT NOT NULL);
      CREATE TABLE person(incident TEXT NOT NULL REFERENCES incident(id), name TEXT NOT NULL, age INTEGER, age_band TEXT, sex TEXT,
        status TEXT, origin TEXT);
      CREATE TABLE agency(incident TEXT NOT NULL REFERENCES incident(id), id TEXT, name TEXT NOT NULL);
      """)
    incident = try database.prepare("INSERT INTO incident VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")
    term = try database.prepare("INSERT INTO term VALUES(?,?,?)")
    place = try database.prepare("INSERT INTO place VALUES(?,?,?)")
    origin = try database.prepare("INSERT INTO origin VALUES(?,?,?,?,?)")
    person = try database.prepare("INSERT INTO person VALUES(?,?,?,?,?,?,?)")
    agency = try database.prepare("INSERT INTO agency VALUES(?,?,?)")
  }

  package func add(_ record: IncidentRecord) throws(DatabaseError) {
    let shown = privacy.applied(to: record)
    let told = shown.incident
    let span = told.date.flatMap { days(of: $0.date) }
    let affected = told.affected
    try incident.run([
      .text(shown.id), .text(shown.article), text(shown.url), text(shown.title), text(shown.published?.date.value),
      text(told.date?.date.value), text(told.date?.date.precision.rawValue), text(told.date?.basis.rawValue),
      text(span?.first),
      text(span?.last), number(affected.count), number(affected.min), number(affected.max), number(affected.dead),
      number(affected.female),
      number(affected.male), number(affected.minors), text(affected.text), number(told.suspects.count),
      .int(told.alleged ? 1 : 0),
      .int(told.background ? 1 : 0), .real(told.confidence), .text(told.linkKey),
    ])
    let terms = [
      ("harm", told.harms), ("response", told.responses), ("country", told.countries), ("sector", told.sectors),
      ("suspect", told.suspects.names), ("official", told.officials), ("law", told.laws),
      ("flag", told.findings.map(\.flag.rawValue)),
    ]
    for (kind, values) in terms { for value in values { try term.run(.text(shown.id), .text(kind), .text(value)) } }
    for row in told.places { try place.run(.text(shown.id), .text(row.name), text(row.country)) }
    for row in told.origins {
      try origin.run(.text(shown.id), .text(row.code), .text(row.name), .text(row.level.rawValue), .text(row.province))
    }
    for row in told.people {
      try person.run(
        .text(shown.id), .text(row.name), number(told.age(of: row, privacy)), text(told.ageBand(of: row)),
        text(row.sex?.rawValue), text(row.status?.rawValue), text(row.origin))
    }
    for row in told.agencies { try agency.run(.text(shown.id), text(row.id), .text(row.name)) }
  }

  /// Makes the indexes and ends the transaction.
  package func finish() throws(DatabaseError) {
    for table in ["place", "origin", "person", "agency"] {
      try database.execute("CREATE INDEX \(table)_incident ON \(table)(incident)")
    }
    try database.execute(
      """
      CREATE INDEX term_incident ON term(incident);
      CREATE INDEX term_value ON term(kind, value);
      CREATE INDEX incident_date ON incident(date_from);
      COMMIT;
      """)
  }
}

private func text(_ value: String?) -> SQLValue { value.map { .text($0) } ?? .null }
private func number(_ value: Int?) -> SQLValue { value.map { .int($0) } ?? .null }
