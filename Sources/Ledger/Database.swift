import CSQLite

/// A SQLite database that one process holds for itself, as far as the ledger needs it.
///
/// Used by one task at a time. It is closed when the last reference goes.
@safe final class Database {
  let path: String
  private let handle: OpaquePointer

  /// Opens or makes the file. - Throws: ``LedgerError``
  init(_ path: String) throws(LedgerError) {
    self.path = path
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    let status = unsafe sqlite3_open_v2(path, &opened, flags, nil)
    guard status == SQLITE_OK, let opened = unsafe opened else {
      let words = unsafe String(cString: sqlite3_errstr(status))
      unsafe sqlite3_close(opened)
      throw .unusable(path: path, words: words)
    }
    unsafe handle = opened
  }

  deinit { unsafe sqlite3_close_v2(handle) }

  func error(_ status: Int32) -> LedgerError {
    switch status & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED: .busy(path: path)
    case SQLITE_NOTADB: .foreign(path: path)
    // A file that was cut off, or a database that lacks the ledger's tables: the run did nothing wrong.
    case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_CORRUPT, SQLITE_ERROR:
      .unusable(path: path, words: unsafe String(cString: sqlite3_errmsg(handle)))
    case SQLITE_FULL: .full(path: path)
    default: .damaged(path: path, words: unsafe String(cString: sqlite3_errmsg(handle)))
    }
  }

  /// Runs statements that give no rows.
  func run(_ statements: String) throws(LedgerError) {
    let status = unsafe sqlite3_exec(handle, statements, nil, nil, nil)
    if status != SQLITE_OK { throw error(status) }
  }

  func statement(_ text: String) throws(LedgerError) -> Statement {
    var prepared: OpaquePointer?
    let status = unsafe sqlite3_prepare_v3(handle, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
    guard status == SQLITE_OK, let prepared = unsafe prepared else { throw error(status) }
    return unsafe Statement(prepared, of: self)
  }
}

/// A prepared statement, used again and again.
@safe final class Statement {
  private let handle: OpaquePointer
  private let database: Database

  @unsafe init(_ handle: OpaquePointer, of database: Database) {
    unsafe self.handle = handle
    self.database = database
  }

  deinit { unsafe sqlite3_finalize(handle) }

  enum Value {
    case text(String)
    case int(Int)
  }

  /// Runs it and hands each row to `row`.
  func run(_ values: [Value], row: (Statement) -> Void = { _ in }) throws(LedgerError) {
    unsafe sqlite3_reset(handle)
    for (index, value) in values.enumerated() {
      let place = Int32(index + 1)
      switch value {
      case .int(let number): unsafe sqlite3_bind_int64(handle, place, Int64(number))
      case .text(let text):
        // SQLITE_TRANSIENT: the text is copied before the call returns.
        let copied = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        unsafe sqlite3_bind_text(handle, place, text, -1, copied)
      }
    }
    defer { unsafe sqlite3_reset(handle) }
    while true {
      let status = unsafe sqlite3_step(handle)
      if status == SQLITE_DONE { return }
      if status != SQLITE_ROW { throw database.error(status) }
      row(self)
    }
  }

  func text(_ column: Int) -> String {
    guard let bytes = unsafe sqlite3_column_text(handle, Int32(column)) else { return "" }
    return unsafe String(cString: bytes)
  }

  func int(_ column: Int) -> Int { Int(unsafe sqlite3_column_int64(handle, Int32(column))) }
}
