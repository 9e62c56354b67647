import CSQLite

/// What SQLite said.
package struct DatabaseError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The extended result code of SQLite.
  package var code: Int32
  package var message: String
  package var description: String { "SQLite: \(message) (\(code))" }
}

/// One SQLite database, used by one thread. Closed when it is let go; statements keep it open.
@safe package final class Database {
  let handle: OpaquePointer

  /// Opens or makes the database at `path`; an empty path is a temporary file that SQLite removes, `:memory:` no file at all.
  package init(_ path: String) throws(DatabaseError) {
    var opened: OpaquePointer?
    let code = unsafe sqlite3_open_v2(
      path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let opened = unsafe opened else {
      let message = unsafe opened.map { unsafe String(cString: sqlite3_errmsg($0)) } ?? "no memory"
      unsafe sqlite3_close_v2(opened)
      throw DatabaseError(code: code, message: "\(path): \(message)")
    }
    unsafe handle = opened
  }

  deinit { unsafe sqlite3_close_v2(handle) }

  /// Runs statements that give no rows.
  package func execute(_ sql: String) throws(DatabaseError) {
    try check(unsafe sqlite3_exec(handle, sql, nil, nil, nil))
  }

  package func prepare(_ sql: String) throws(DatabaseError) -> Statement { try Statement(sql, self) }

  func check(_ code: Int32) throws(DatabaseError) {
    guard code == SQLITE_OK else { throw error(code) }
  }

  func error(_ code: Int32) -> DatabaseError {
    DatabaseError(code: code, message: unsafe String(cString: sqlite3_errmsg(handle)))
  }
}
