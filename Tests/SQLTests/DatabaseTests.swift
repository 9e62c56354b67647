import SQL
import Testing

@Suite struct DatabaseTests {
  @Test func valuesComeBackAsTheyWereBound() throws {
    let database = try Database(":memory:")
    try database.execute("CREATE TABLE t(a, b, c, d, e)")
    try database.prepare("INSERT INTO t VALUES(?, ?, ?, ?, ?)").run(
      .int(-7), .text("kapal é"), .blob([0, 255]), .real(0.5), .null)
    let rows = try database.prepare("SELECT * FROM t")
    try rows.start()
    #expect(try rows.next())
    #expect(rows.int(0) == -7)
    #expect(rows.text(1) == "kapal é")
    #expect(rows.blob(2) == [0, 255])
    #expect(rows.real(3) == 0.5)
    #expect(rows.isNull(4) && rows.text(4) == nil)
    #expect(try !rows.next())
  }

  @Test func anEmptyTextIsNoNull() throws {
    let database = try Database(":memory:")
    let rows = try database.prepare("SELECT ? IS NULL, length(?), ? IS NULL")
    try rows.start(.text(""), .blob([]), .blob([]))
    #expect(try rows.next())
    #expect(rows.int(0) == 0 && rows.int(1) == 0 && rows.int(2) == 0)
  }

  @Test func errorsSayWhatIsWrong() throws {
    let database = try Database(":memory:")
    #expect(throws: DatabaseError.self) { try database.execute("SELEC 1") }
    #expect(throws: DatabaseError.self) { try Database("/nonexistent/folder/file.db") }
    do {
      _ = try database.prepare("SELECT * FROM missing")
      Issue.record("no error")
    } catch {
      #expect(error.description == "SQLite: no such table: missing (1)")
    }
  }
}
