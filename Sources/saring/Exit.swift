import Disk
import Ledger

/// Exit codes, after sysexits.h where it has one, and what they say: help and man page print this table.
enum Exit {
  static let ok: Int32 = 0
  static let somePagesFailed: Int32 = 1
  static let usage: Int32 = 64
  static let givenUp: Int32 = 65
  /// A record that was read is not what its schema says.
  static let badData: Int32 = 65
  static let noInput: Int32 = 66
  static let bug: Int32 = 70
  static let cannotCreate: Int32 = 73
  static let inputOutput: Int32 = 74
  static let tryAgain: Int32 = 75
  static let badRules: Int32 = 78

  static let table: [(code: Int32, meaning: String)] = [
    (ok, "done"),
    (somePagesFailed, "done, but some pages could not be read; all others are written (diff: records differ)"),
    (usage, "the command line is wrong, or no rules were found"),
    (givenUp, "given up: more pages failed than --max-failures or --fail-fast allow; or records that are not valid"),
    (noInput, "there was no page to read, or none with anything in it"),
    (bug, "a bug in saring"),
    (cannotCreate, "an output file could not be made"),
    (inputOutput, "reading or writing failed, a full disk for one; no half line is left"),
    (tryAgain, "another run has the lock, the ledger or the output file: try again later"),
    (badRules, "the rules or the ledger cannot be used (rules check, rules test: an error, an example that fails); no page was read"),
    (129, "SIGHUP: what was read is written"),
    (130, "SIGINT: what was read is written"),
    (143, "SIGTERM: what was read is written"),
  ]

  static func code(for error: any Error) -> Int32 {
    switch error {
    case is UsageError: usage
    case is BadRecord: badData
    case is NoRules: badRules
    case is NoInput: noInput
    case let error as FileError: error.isLock ? tryAgain : error.isCreation ? cannotCreate : inputOutput
    case let error as LedgerError:
      switch error {
      case .busy: tryAgain
      case .foreign, .unusable: badRules
      case .full, .damaged: inputOutput
      }
    default: inputOutput
    }
  }
}
