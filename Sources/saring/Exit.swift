/// Exit codes, after sysexits.h where it has one.
enum Exit {
  static let ok: Int32 = 0
  /// Some pages failed; all others are done.
  static let somePagesFailed: Int32 = 1
  static let usage: Int32 = 64
  /// A record that was read is not what its schema says.
  static let badData: Int32 = 65
  static let noInput: Int32 = 66
  static let inputOutput: Int32 = 74
  /// The rule pack has an error; no page was read.
  static let badRules: Int32 = 78
}
