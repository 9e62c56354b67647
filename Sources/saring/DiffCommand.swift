import Disk
import Dumps
import Evaluation
import JSON
import Pipeline
import RuleBook

/// `saring diff`: pages read with two packs of rules, and what differs between the records.
enum DiffCommand {
  static func run(_ invocation: Invocation) throws -> Int32 {
    let (a, b) = try packs(invocation)
    guard let before = try Program.engine(folders: a), let after = try Program.engine(folders: b) else { return Exit.badRules }
    Interrupt.listen()
    try Inputs.checkOperands(invocation.operands)
    let log = Log(invocation)
    var inputs = try Inputs(try PageSettings(invocation, stage: .run), digests: false)
    let isBrief = invocation.flags.contains("summary")
    var diff = RecordDiff()
    while let (item, path) = try inputs.next() {
      let (old, new) = (before.process(item, path: path, upTo: .run), after.process(item, path: path, upTo: .run))
      if let failure = old.failure { log.failure(failure) }
      // What could not be read, neither pack could read.
      guard let article = try old.article.map(value), let other = try new.article.map(value) else { continue }
      var text = ""
      let lines = diff.compare(article, other)
      if !lines.isEmpty { text += block(old.id ?? path, lines) }
      for (id, lines) in diff.compare(incidents: try old.incidents.map(value), try new.incidents.map(value)) {
        text += block(id, lines)
      }
      if !isBrief, !text.isEmpty { try Files.write(Array(text.utf8), to: 1, path: "standard output") }
    }
    try Files.write(Array(diff.table.utf8), to: 1, path: "standard output")
    if inputs.pages == 0 { throw NoInput(paths: invocation.operands) }
    return diff.differs ? Exit.somePagesFailed : Exit.ok
  }

  /// Two packs, each of one or more folders; one that lies over the shipped pack is compared with that.
  private static func packs(_ invocation: Invocation) throws -> ([String], [String]) {
    let given = (invocation.lists["rules"] ?? []).map(Program.parted)
    switch given.count {
    case 2: return (try Program.layered(given[0]), try Program.layered(given[1]))
    case 1: return (try Program.shippedRules(), try Program.layered(given[0]))
    default: throw UsageError(message: "name two packs: --rules A --rules B, or one that is compared with the shipped rules")
    }
  }

  private static func value(_ line: [UInt8]) throws -> JSONValue { try JSONReader.value(of: line) }

  private static func block(_ name: String, _ lines: [String]) -> String {
    name + "\n" + lines.map { "  \($0)\n" }.joined()
  }
}
