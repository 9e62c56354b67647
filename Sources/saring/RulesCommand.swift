import Disk
import Pipeline
import RuleBook

/// `saring rules check|test|time|coverage`: the tools of who writes rules.
enum RulesCommand {
  static func run(_ invocation: Invocation) throws -> Int32 {
    let verbs = ["check", "test", "time", "coverage"]
    guard let verb = invocation.operands.first else { throw UsageError(message: "say check, test, time or coverage") }
    let takesPages = verb == "time" || verb == "coverage"
    guard verbs.contains(verb) else {
      throw UsageError(message: "say check, test, time or coverage, not \(verb)\(nearest(verb, verbs))")
    }
    guard takesPages == (invocation.operands.count > 1) else {
      throw UsageError(message: takesPages ? "name at least one PATH of pages" : "rules \(verb) takes no PATH")
    }
    for flag in ["watch", "overlaps"] where invocation.flags.contains(flag) && verb != "test" {
      throw UsageError(message: "--\(flag) goes with rules test")
    }
    let folders = try Program.rulesFolders(invocation)
    switch verb {
    case "check": return try check(folders)
    case "test":
      if invocation.flags.contains("watch") {
        var watch = RuleWatch(folders, language: Program.language)
        return try watch.run()
      }
      return try test(folders, showsOverlaps: invocation.flags.contains("overlaps"))
    default: return try measure(invocation, folders, withTime: verb == "time")
    }
  }

  static func say(_ message: Message) { print(message.text(in: Program.language)) }

  private static func check(_ folders: [String]) throws -> Int32 {
    let (engine, found) = Engine.load(try Program.pack(folders), thoroughly: true)
    let diagnostics = found + (engine.map { RuleTests(engine: $0).unfound() } ?? []) + (try unread(folders))
    for diagnostic in diagnostics { print(diagnostic.text(in: Program.language)) }
    let errors = diagnostics.count { $0.severity == .error }
    let (names, warnings) = (folders.joined(separator: ", "), diagnostics.count - errors)
    if let rules = engine?.rules {
      let (count, entries, lists) = (rules.rules.count, rules.entries.count, rules.lists.count)
      say("\(names): \(count) rules, \(entries) entries in \(lists) lists; \(Program.errors(errors)), \(Program.warnings(warnings))")
    } else {
      say("\(names): \(Program.errors(errors)), \(Program.warnings(warnings))")
    }
    return errors > 0 ? Exit.badRules : Exit.ok
  }

  /// Files that somebody may have meant for rules or lists, and that no pack reads.
  private static func unread(_ folders: [String]) throws -> [Diagnostic] {
    let endings = [".rule", ".txt", ".csv", ".tab", ".xls", ".xlsx", ".ods"]
    return try folders.flatMap { try Files.below($0) }.filter { path in endings.contains { path.lowercased().hasSuffix($0) } }.map {
      Diagnostic(.warning, file: $0, line: 1, "this file is not read: rules end in .rules, lists in .tsv")
    }
  }

  private static func test(_ folders: [String], showsOverlaps: Bool) throws -> Int32 {
    guard let engine = try Program.engine(folders: folders, withExamples: true) else { return Exit.badRules }
    let tests = RuleTests(engine: engine)
    if showsOverlaps {
      let overlaps = tests.overlaps()
      for overlap in overlaps { print(overlap.text(in: Program.language)) }
      if overlaps.isEmpty { say("no two rules meet in an example") } else { say("\(overlaps.count) examples where rules meet") }
    }
    let outcome = tests.run()
    for failure in outcome.failures { print(failure.text(in: Program.language)) }
    say("\(outcome.passed) examples passed, \(outcome.failures.count) failed, \(outcome.todo) to do")
    return outcome.failures.isEmpty ? Exit.ok : Exit.badRules
  }

  /// What every rule costs, or finds, on pages.
  private static func measure(_ invocation: Invocation, _ folders: [String], withTime: Bool) throws -> Int32 {
    guard var engine = try Program.engine(folders: folders) else { return Exit.badRules }
    let clock: @Sendable () -> Double = if withTime { { Clock.steady } } else { { 0 } }
    engine.clock = clock
    var pages = invocation
    pages.operands.removeFirst()
    try Inputs.checkOperands(pages.operands)
    let log = Log(invocation)
    Interrupt.listen()
    let settings = try PageSettings(pages, stage: .extract)
    var inputs = try Inputs(settings, digests: false)
    var costs = RuleCosts(engine.rules)
    // One page at a time, so that rules do not wait for one another.
    let batch = Batch(engine: engine, stage: .extract, jobs: withTime ? 1 : settings.jobs)
    try batch.run(
      next: { try inputs.next() },
      emit: { result in
        if let failure = result.failure { log.failure(failure) }
        costs.add(result.tallies)
      })
    try Files.write(Array((withTime ? costs.timeTable : costs.coverageTable).utf8), to: 1, path: "standard output")
    if inputs.pages == 0 { throw NoInput(paths: pages.operands) }
    return Exit.ok
  }
}
