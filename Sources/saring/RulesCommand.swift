import Disk
import Pipeline
import RuleBook

/// `saring rules check` and `saring rules test`.
enum RulesCommand {
  static func run(_ invocation: Invocation) throws -> Int32 {
    guard invocation.operands.count == 1, let verb = invocation.operands.first else {
      throw UsageError(message: "say check or test")
    }
    let folder = try Program.rulesFolder(invocation)
    switch verb {
    case "check":
      let (engine, diagnostics) = Engine.load(try Files.pack(folder))
      for diagnostic in diagnostics { print("\(folder)/\(diagnostic)") }
      let errors = diagnostics.count { $0.severity == .error }
      let rules =
        engine.map {
          "\($0.rules.rules.count) rules, \($0.rules.entries.count) entries in \($0.rules.lists.count) lists; "
        } ?? ""
      print("\(folder): \(rules)\(errors) errors, \(diagnostics.count - errors) warnings")
      return errors > 0 ? Exit.badRules : Exit.ok
    case "test":
      guard let engine = try Program.engine(invocation) else { return Exit.badRules }
      let outcome = RuleTests(engine: engine).run()
      for failure in outcome.failures { print("\(folder)/\(failure)") }
      print("\(outcome.passed) examples passed, \(outcome.failures.count) failed, \(outcome.todo) to do")
      return outcome.failures.isEmpty ? Exit.ok : Exit.badRules
    default: throw UsageError(message: "say check or test, not \(verb)")
    }
  }
}
