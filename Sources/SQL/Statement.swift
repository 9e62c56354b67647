import CSQLite

/// A value that is bound to a parameter of a statement.
package enum SQLValue: Hashable, Sendable {
  case null
  case int(Int)
  case real(Double)
  case text(String)
  case blob([UInt8])
}

/// A compiled statement. Parameters and columns count from 0.
@safe package final class Statement {
  private let handle: OpaquePointer
  private let database: Database

  init(_ sql: String, _ database: Database) throws(DatabaseError) {
    var compiled: OpaquePointer?
    try database.check(
      unsafe sqlite3_prepare_v3(database.handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, nil))
    guard let compiled = unsafe compiled else {
      throw DatabaseError(code: SQLITE_MISUSE, message: "no statement in \(sql)")
    }
    unsafe handle = compiled
    self.database = database
  }

  deinit { unsafe sqlite3_finalize(handle) }

  /// Starts the statement anew with these values; rows then come by ``next()``.
  package func start(_ values: SQLValue...) throws(DatabaseError) { try start(values) }

  package func start(_ values: [SQLValue]) throws(DatabaseError) {
    unsafe sqlite3_reset(handle)
    for (index, value) in values.enumerated() { try database.check(bind(value, Int32(index + 1))) }
  }

  /// Runs the statement for its effect.
  package func run(_ values: SQLValue...) throws(DatabaseError) { try run(values) }

  package func run(_ values: [SQLValue]) throws(DatabaseError) {
    try start(values)
    while try next() {}
    unsafe sqlite3_reset(handle)
  }

  /// True where a row stands ready, false after the last.
  package func next() throws(DatabaseError) -> Bool {
    let code = unsafe sqlite3_step(handle)
    switch code {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw database.error(code)
    }
  }

  private func bind(_ value: SQLValue, _ index: Int32) -> Int32 {
    // SQLITE_TRANSIENT: SQLite copies the bytes before the call returns.
    let copied = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    switch value {
    case .null: return unsafe sqlite3_bind_null(handle, index)
    case .int(let number): return unsafe sqlite3_bind_int64(handle, index, Int64(number))
    case .real(let number): return unsafe sqlite3_bind_double(handle, index, number)
    case .text(var text):
      return text.withUTF8 { bytes in
        unsafe bytes.withMemoryRebound(to: CChar.self) {
          // The text of an empty string is no null: any address will do for its no bytes.
          unsafe sqlite3_bind_text64(
            handle, index, $0.baseAddress ?? UnsafePointer(bitPattern: 8), UInt64($0.count), copied, UInt8(SQLITE_UTF8))
        }
      }
    case .blob(let bytes):
      return unsafe bytes.withUnsafeBytes {
        unsafe $0.isEmpty
          ? sqlite3_bind_zeroblob(handle, index, 0)
          : sqlite3_bind_blob64(handle, index, $0.baseAddress, UInt64($0.count), copied)
      }
    }
  }

  // MARK: Columns of the row

  package func int(_ column: Int32) -> Int { Int(unsafe sqlite3_column_int64(handle, column)) }
  package func real(_ column: Int32) -> Double { unsafe sqlite3_column_double(handle, column) }
  package func isNull(_ column: Int32) -> Bool { unsafe sqlite3_column_type(handle, column) == SQLITE_NULL }

  package func text(_ column: Int32) -> String? {
    isNull(column) ? nil : String(decoding: blob(column), as: UTF8.self)
  }

  package func blob(_ column: Int32) -> [UInt8] {
    guard let start = unsafe sqlite3_column_blob(handle, column) else { return [] }
    let count = Int(unsafe sqlite3_column_bytes(handle, column))
    return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
  }
}
