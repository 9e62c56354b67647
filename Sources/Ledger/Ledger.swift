/// What was already done: for each page its digest, the settings it was read under, and the records it gave; and how far the
/// output files of an unfinished run go.
///
/// One run holds it at a time. Nothing counts before ``commit()`` has returned: a run that is killed leaves the ledger as it was then.
/// Complexity: one look-up in a B-tree a page, about 10 µs.
package final class Ledger {
  /// A page as it was last read.
  package struct Page: Hashable, Sendable {
    /// What stays the same when the page changes: its id, its address or its path.
    package var key: String
    /// The id of its article record.
    package var article: String
    /// SHA-256 of the page, and of what the dump says of it.
    package var digest: String
    /// Digest of all that decides about its records besides the page: rules, version, options.
    package var settings: String
    /// How many incident records it gave; their ids are `ARTICLE#1` and on.
    package var incidents: Int

    package init(key: String, article: String, digest: String, settings: String, incidents: Int) {
      self.key = key
      self.article = article
      self.digest = digest
      self.settings = settings
      self.incidents = incidents
    }

    /// None where a damaged row tells a number that no page has.
    package var incidentIDs: [String] { (0..<min(max(incidents, 0), Page.mostIncidents)).map { "\(article)#\($0 + 1)" } }

    private static let mostIncidents = 100_000
  }

  /// An output file of a run that has not ended: its true length, or the name under which it waits for being renamed.
  package struct Output: Hashable, Sendable {
    package var path: String
    /// "" for a file that is appended to.
    package var temporary: String
    package var inode: Int
    /// Bytes that belong to committed pages.
    package var length: Int

    package init(path: String, temporary: String, inode: Int, length: Int) {
      self.path = path
      self.temporary = temporary
      self.inode = inode
      self.length = length
    }
  }

  private let database: Database
  private let byKey: Statement
  private let byArticle: Statement
  private let same: Statement
  private let insert: Statement
  private let rename: Statement
  private let forget: Statement
  private let setIncidents: Statement
  private let older: Statement
  private let insertOlder: Statement

  /// Opens or makes a ledger and takes it for this process. The file's folder must be there.
  package init(_ path: String) throws(LedgerError) {
    let database = try Database(path)
    try database.run("PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL; BEGIN EXCLUSIVE")
    var version = 0
    try database.statement("PRAGMA user_version").run([]) { version = $0.int(0) }
    var tables = 0
    try database.statement("SELECT count(*) FROM sqlite_schema").run([]) { tables = $0.int(0) }
    switch version {
    case 0 where tables == 0: try database.run(Ledger.schema)
    case 1: break
    default: throw .foreign(path: path)
    }
    try database.run(Ledger.olderSchema)
    self.database = database
    let columns = "SELECT key, article, digest, settings, incidents FROM page"
    byKey = try database.statement("\(columns) WHERE key = ?")
    byArticle = try database.statement("\(columns) WHERE article = ? LIMIT \(Ledger.mostCopies)")
    same = try database.statement("\(columns) WHERE article = ? AND digest = ? AND settings = ? LIMIT \(Ledger.mostCopies)")
    insert = try database.statement("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?)")
    rename = try database.statement("UPDATE page SET key = ? WHERE key = ?")
    forget = try database.statement("DELETE FROM page WHERE article = ?")
    setIncidents = try database.statement("UPDATE page SET incidents = ?1 WHERE article = ?2 AND incidents <> ?1")
    older = try database.statement("SELECT settings FROM older WHERE key = ? AND digest = ?")
    insertOlder = try database.statement("INSERT OR REPLACE INTO older VALUES (?, ?, ?)")
  }

  /// A folder may hold the same page a hundred thousand times.
  private static let mostCopies = 16

  private static let schema = """
    CREATE TABLE page (key TEXT PRIMARY KEY, article TEXT NOT NULL, digest TEXT NOT NULL, settings TEXT NOT NULL,
      incidents INTEGER NOT NULL) WITHOUT ROWID;
    CREATE INDEX page_article ON page (article);
    CREATE TABLE output (path TEXT PRIMARY KEY, temporary TEXT NOT NULL, inode INTEGER NOT NULL, length INTEGER NOT NULL);
    PRAGMA user_version = 1;
    """
  /// Ledgers of before have none.
  private static let olderSchema = """
    CREATE TABLE IF NOT EXISTS older (key TEXT NOT NULL, digest TEXT NOT NULL, settings TEXT NOT NULL, PRIMARY KEY (key, digest))
      WITHOUT ROWID;
    """

  // MARK: Pages

  package func page(key: String) throws(LedgerError) -> Page? { try pages(byKey, [key]).first }

  /// The same page under its keys, some of them where there are many: files that are copies, or were moved.
  package func pages(article: String) throws(LedgerError) -> [Page] { try pages(byArticle, [article]) }

  /// Those of them that were read as they are now.
  package func pages(article: String, digest: String, settings: String) throws(LedgerError) -> [Page] {
    try pages(same, [article, digest, settings])
  }

  private func pages(_ statement: Statement, _ values: [String]) throws(LedgerError) -> [Page] {
    var found: [Page] = []
    try statement.run(values.map { .text($0) }) { row in
      found.append(
        Page(key: row.text(0), article: row.text(1), digest: row.text(2), settings: row.text(3), incidents: row.int(4)))
    }
    return found
  }

  /// Whether an incident record is one of those that its page gave when it was last read.
  package func holds(incident id: String) throws(LedgerError) -> Bool {
    guard let mark = id.lastIndex(of: "#"), let number = Int(id[id.index(after: mark)...]) else { return false }
    return try pages(article: String(id[..<mark])).contains { number >= 1 && number <= $0.incidents }
  }

  package func record(_ page: Page) throws(LedgerError) {
    try insert.run([
      .text(page.key), .text(page.article), .text(page.digest), .text(page.settings), .int(page.incidents),
    ])
  }

  /// Makes a page known by another key, which no page has: its file was moved.
  package func rename(_ key: String, to new: String) throws(LedgerError) { try rename.run([.text(new), .text(key)]) }

  /// No key stands for the article any more: its records no longer hold.
  package func forget(article: String) throws(LedgerError) { try forget.run([.text(article)]) }

  /// An article was read anew: what other keys say of it holds no longer.
  package func setIncidents(_ count: Int, article: String) throws(LedgerError) {
    // Keys of one article always agree.
    guard try pages(article: article).contains(where: { $0.incidents != count }) else { return }
    try setIncidents.run([.int(count), .text(article)])
  }

  /// How many records the pages gave when they were last read.
  package func incidentCount() throws(LedgerError) -> Int {
    var count = 0
    try database.statement("SELECT coalesce(sum(n), 0) FROM (SELECT max(incidents) AS n FROM page GROUP BY article)").run([]) {
      count = $0.int(0)
    }
    return count
  }

  /// Remembers a version of a page that another one of the same run has superseded: both may come again.
  package func recordOlder(_ page: Page) throws(LedgerError) {
    try insertOlder.run([.text(page.key), .text(page.digest), .text(page.settings)])
  }

  package func hasOlder(key: String, digest: String, settings: String) throws(LedgerError) -> Bool {
    var found = false
    try older.run([.text(key), .text(digest)]) { found = $0.text(0) == settings }
    return found
  }

  // MARK: Outputs

  /// Those of a run that was killed.
  package func outputs() throws(LedgerError) -> [Output] {
    var found: [Output] = []
    try database.statement("SELECT path, temporary, inode, length FROM output ORDER BY path").run([]) { row in
      found.append(Output(path: row.text(0), temporary: row.text(1), inode: row.int(2), length: row.int(3)))
    }
    return found
  }

  package func setOutputs(_ outputs: [Output]) throws(LedgerError) {
    try database.run("DELETE FROM output")
    let insert = try database.statement("INSERT INTO output VALUES (?, ?, ?, ?)")
    for output in outputs {
      try insert.run([.text(output.path), .text(output.temporary), .int(output.inode), .int(output.length)])
    }
  }

  // MARK: Transactions

  /// Makes everything since the last commit last, even where the machine stops right afterwards.
  package func commit() throws(LedgerError) {
    try database.run("COMMIT")
    try database.run("BEGIN EXCLUSIVE")
  }

  /// Forgets everything since the last commit.
  package func rollBack() throws(LedgerError) {
    try database.run("ROLLBACK")
    try database.run("BEGIN EXCLUSIVE")
  }
}
