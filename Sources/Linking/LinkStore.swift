import SQL

/// The tables in which linking keeps what does not fit in memory: article traits, records, blocking keys, pairs, members of events.
///
/// The database is scratch: no journal, nothing synced. SQLite's cache is bounded; sorting spills into its temporary files.
final class LinkStore {
  private let database: Database
  private let addArticle: Statement
  private let findArticle: Statement
  private let addRecord: Statement
  private let findSignature: Statement
  private let findLine: Statement
  private let addKey: Statement
  private let addPair: Statement

  init(_ database: Database) throws(DatabaseError) {
    self.database = database
    try database.execute(
      """
      PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -131072; PRAGMA temp_store = FILE;
      CREATE TABLE article(number INTEGER PRIMARY KEY, id TEXT NOT NULL, traits BLOB NOT NULL);
      CREATE TABLE record(number INTEGER PRIMARY KEY, signature BLOB NOT NULL, line BLOB NOT NULL);
      CREATE TABLE key(value INTEGER NOT NULL, broad INTEGER NOT NULL, day INTEGER NOT NULL, tie INTEGER NOT NULL, record INTEGER NOT NULL);
      CREATE TABLE pair(kind INTEGER NOT NULL, score REAL NOT NULL, tie INTEGER NOT NULL, a INTEGER NOT NULL, b INTEGER NOT NULL);
      CREATE INDEX article_id ON article(id);
      BEGIN;
      """)
    addArticle = try database.prepare("INSERT INTO article(id, traits) VALUES(?, ?)")
    findArticle = try database.prepare("SELECT traits FROM article WHERE id = ? ORDER BY number DESC LIMIT 1")
    addRecord = try database.prepare("INSERT INTO record VALUES(?, ?, ?)")
    findSignature = try database.prepare("SELECT signature FROM record WHERE number = ?")
    findLine = try database.prepare("SELECT line FROM record WHERE number = ?")
    addKey = try database.prepare("INSERT INTO key VALUES(?, ?, ?, ?, ?)")
    addPair = try database.prepare("INSERT INTO pair VALUES(?, ?, ?, ?, ?)")
  }

  func add(article id: String, _ traits: ArticleTraits) throws(DatabaseError) {
    var packer = Packer()
    packer.append(traits.sketch.hashes)
    for list in [[traits.sketch.count], traits.counts, traits.days] { packer.append(list) }
    try addArticle.run(.text(id), .blob(packer.bytes))
  }

  func traits(of article: String) throws(DatabaseError) -> ArticleTraits? {
    try findArticle.start(.text(article))
    guard try findArticle.next() else { return nil }
    var unpacker = Unpacker(findArticle.blob(0))
    let hashes = unpacker.words()
    return ArticleTraits(
      sketch: Sketch(hashes: hashes, count: unpacker.numbers().first ?? 0), counts: unpacker.numbers(),
      days: unpacker.numbers())
  }

  func add(record number: Int, _ signature: Signature, line: [UInt8]) throws(DatabaseError) {
    try addRecord.run(.int(number), .blob(signature.packed), .blob(line))
    for key in blockingKeys(signature) {
      try addKey.run(
        .int(Int(Int64(bitPattern: key.value))), .int(key.isBroad ? 1 : 0),
        .int(signature.sortingDay ?? Int(Int32.max)),
        .int(Int(Int64(bitPattern: signature.id))), .int(number))
    }
  }

  func signature(of record: Int) throws(DatabaseError) -> Signature {
    try findSignature.start(.int(record))
    return try findSignature.next() ? Signature(packed: findSignature.blob(0)) : Signature()
  }

  func line(of record: Int) throws(DatabaseError) -> [UInt8] {
    try findLine.start(.int(record))
    return try findLine.next() ? findLine.blob(0) : []
  }

  enum PairKind: Int {
    case same, follows
  }

  /// - Parameter tie: of the two records, whatever their order.
  func add(_ kind: PairKind, _ score: Double, tie: UInt64, _ a: Int, _ b: Int) throws(DatabaseError) {
    try addPair.run(.int(kind.rawValue), .real(score), .int(Int(Int64(bitPattern: tie))), .int(a), .int(b))
  }

  /// Calls `body` with each key and record, block by block, in the order of their days.
  func forEachKey(_ body: (_ key: Int, _ isBroad: Bool, _ record: Int) throws -> Void) throws {
    let rows = try database.prepare("SELECT value, broad, record FROM key ORDER BY value, broad, day, tie, record")
    try rows.start()
    while try rows.next() { try body(rows.int(0), rows.int(1) == 1, rows.int(2)) }
  }

  /// Pairs, the surest first; a pair found in several blocks comes several times.
  func forEachPair(_ kind: PairKind, _ body: (_ score: Double, _ a: Int, _ b: Int) throws -> Void) throws {
    let rows = try database.prepare("SELECT score, a, b FROM pair WHERE kind = ? ORDER BY score DESC, tie, a, b")
    try rows.start(.int(kind.rawValue))
    while try rows.next() { try body(rows.real(0), rows.int(1), rows.int(2)) }
  }
}
