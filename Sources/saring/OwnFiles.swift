import Disk

/// The files that a command makes. What it reads is never one of them, and none of them stands for two, however their paths are spelt.
struct OwnFiles {
  private var identities: Set<Files.Identity> = []

  /// - Parameters:
  ///   - outputs: they get records or other text; `-` is standard output.
  ///   - others: a ledger, a lock.
  ///   - inputs: files that are named; of a folder, what is in it may be passed over (``contain(_:)``).
  init(outputs: [String], others: [String] = [], inputs: [String]) throws(UsageError) {
    var owners: [Files.Identity: String] = [:]
    for path in outputs { try OwnFiles.checkName(path) }
    for path in outputs + others where path != "-" && Files.kind(of: path) != .other {
      let own = [Files.Identity(path), Files.Identity(placeOf: path)].compactMap(\.self)
      if let other = own.lazy.compactMap({ owners[$0] }).first {
        throw UsageError(message: other == path ? "\(path) is given for two files" : "\(other) and \(path) are one file, given for two")
      }
      for identity in own { owners[identity] = path }
      let beside = [".saring-new", ".partial", "-journal"].compactMap { Files.Identity(placeOf: Files.target(of: path) + $0) }
      identities.formUnion(own + beside)
    }
    if outputs.contains("-"), Files.kind(of: "/dev/stdout") == .file, let identity = Files.Identity("/dev/stdout") {
      identities.insert(identity)
    }
    for path in inputs where contain(path == "-" ? "/dev/stdin" : path) {
      throw UsageError(message: "\(path == "-" ? "standard input" : path) would be read and written at once: name another FILE to write to")
    }
  }

  /// Whether a file that may be read is one of these, or waits under another name to become one.
  func contain(_ path: String) -> Bool {
    guard !identities.isEmpty, Files.kind(of: path) == .file else { return false }
    return [Files.Identity(path), Files.Identity(placeOf: path)].contains { $0.map(identities.contains) == true }
  }

  private static func checkName(_ path: String) throws(UsageError) {
    if path.isEmpty { throw UsageError(message: "a FILE to write to has no name") }
    if Files.kind(of: path) == .folder { throw UsageError(message: "\(path) is a folder: name a FILE to write to") }
    if path.hasSuffix(".gz") {
      throw UsageError(message: "\(path) would be plain text: nothing is written zipped; leave off .gz, or write to a pipe (| gzip > FILE)")
    }
  }
}
