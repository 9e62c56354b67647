/// Why the ledger cannot be used.
package enum LedgerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Another run has it.
  case busy(path: String)
  /// Another program's database, or one of a later version of this one.
  case foreign(path: String)
  /// It cannot be opened, or not be written to.
  case unusable(path: String, words: String)
  case full(path: String)
  case damaged(path: String, words: String)

  package var description: String {
    switch self {
    case .busy(let path): "\(path): another run has this ledger"
    case .foreign(let path): "\(path): this is no ledger that this version can read"
    case .full(let path): "\(path): cannot write: no space left on device"
    case .unusable(let path, let words): "\(path): the ledger cannot be used: \(words)"
    case .damaged(let path, let words): "\(path): \(words)"
    }
  }
}
