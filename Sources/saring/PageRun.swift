import Bytes
import Disk
import Dumps
import Ledger
import Pipeline
import Records

/// One run of pages through the stages: what comes in, what is known already, where lines go.
final class PageRun {
  private let settings: PageSettings
  private let engine: Engine
  private let log: Log
  private let ledger: Ledger?
  private var history: PageHistory?
  private var inputs: Inputs
  private var outputs: Outputs
  private(set) var tally = Tally()
  private var costs: RuleCosts?
  private var progress: Progress
  private var total = 0
  private var lastCommit = Clock.steady
  private let start = Clock.steady

  var seconds: Double { Clock.steady - start }
  var bytes: Int { inputs.bytes }

  /// Too many pages failed.
  private struct GivenUp: Error {}

  init(_ settings: PageSettings, engine: Engine, log: Log) throws {
    self.settings = settings
    var engine = engine
    engine.writesArticles = settings.stage != .run || settings.articles != nil
    self.engine = engine
    self.log = log
    ledger = if let path = settings.ledger { try Ledger(path) } else { nil }
    let digest = settings.digest(rules: engine.producer.rules)
    history = ledger.map {
      PageHistory(
        $0, stage: settings.stage, settings: digest, failureSettings: "\(digest)|\(settings.limits.page)|\(settings.timeLimit ?? 0)")
    }
    inputs = try Inputs(settings, digests: ledger != nil)
    if let ledger { try PageRun.warnOfLoss(settings, ledger, log) }
    outputs = try Outputs.opened(settings, ledger: ledger)
    if settings.timesRules { costs = RuleCosts(engine.rules) }
    progress = Progress(isShown: log.isTerminal && !log.isJSON && !settings.isQuiet)
    if progress.isShown { total = inputs.total() }
  }

  /// The ledger skips what was read before, whether its records are still there or not.
  private static func warnOfLoss(_ settings: PageSettings, _ ledger: Ledger, _ log: Log) throws {
    guard settings.stage == .run, settings.output != "-", Files.kind(of: settings.output) == .missing, try ledger.outputs().isEmpty else {
      return
    }
    let count = try ledger.incidentCount()
    if count == 0 { return }
    log.say(
      .warning,
      "\(settings.output) is not there, and \(settings.ledger ?? "the ledger") knows \(counted(count, "record")) of pages that were read before: they are not written again unless the ledger is removed too",
      error: "output_gone")
  }

  func run() throws -> Int32 {
    let batch = Batch(engine: engine, stage: settings.stage, jobs: settings.jobs, timeLimit: settings.timeLimit)
    do {
      try batch.run(
        next: { try self.inputs.next() }, admit: ledger == nil ? nil : { try self.admission($0) },
        emit: { try self.emit($0) })
    } catch {
      // Where this fails too, the next run puts the files right.
      if let ledger { try? outputs.giveUp(ledger: ledger) }
      guard error is GivenUp else { throw error }
      progress.clear()
      log.say(.error, "given up: \(tally.failures) of \(tally.pages) pages failed; nothing of them is kept that was not written before")
      return Exit.givenUp
    }
    progress.clear()
    let signal = Interrupt.signal
    let suffix = signal != 0 && ledger == nil && !settings.appends && settings.output != "-" ? ".partial" : ""
    try outputs.finish(ledger: ledger, suffix: suffix)
    summarize()
    if signal != 0 {
      let place =
        suffix.isEmpty ? "" : ": what was done is in \(Files.target(of: settings.output))\(suffix), \(settings.output) is as it was"
      log.say(.warning, "ended by signal \(signal)\(place)")
      return 128 + signal
    }
    if inputs.opened == 0 || tally.empty == inputs.pages {
      log.say(.error, "no page in \((settings.paths + (settings.list.map { [$0] } ?? [])).joined(separator: ", "))")
      return Exit.noInput
    }
    return tally.failures > 0 ? Exit.somePagesFailed : Exit.ok
  }

  private func summarize() {
    if let costs { Program.say(String(costs.timeTable.dropLast())) }
    if settings.isQuiet { return }
    log.say(
      .info, tally.line(settings.stage, seconds: seconds),
      figures: [
        "pages": tally.pages, "articles": tally.articles, "incidents": tally.incidents, "failures": tally.failures,
        "done_before": tally.skipped, "too_old": tally.old, "superseded": tally.superseded, "bytes": inputs.bytes,
      ], seconds: seconds)
  }

  // MARK: - The ledger

  private func admission(_ mark: PageMark) throws -> Admission {
    guard let admission = try history?.admission(of: mark) else { return .read(supersedes: []) }
    if case .skip = admission {
      tally.skipped += 1
      progress.show(tally, bytes: inputs.bytes, total: total)
    }
    return admission
  }

  private func record(_ result: PageResult) throws {
    guard let ledger, let mark = result.mark else { return }
    try history?.record(mark, result)
    guard Clock.steady - lastCommit > 1 else { return }
    try outputs.commit(to: ledger)
    lastCommit = Clock.steady
  }

  // MARK: - Results

  private func emit(_ result: PageResult) throws {
    costs?.add(result.tallies)
    if let failure = result.failure {
      tally.failures += 1
      if failure.error == "empty" { tally.empty += 1 }
      tally.failuresByError["stage=\"\(failure.stage)\",error=\"\(failure.error)\"", default: 0] += 1
      try outputs.append(failure: failureLine(failure))
      if settings.quarantine == nil || settings.failureLimit != nil {
        progress.clear()
        log.failure(failure)
      }
    } else if result.isOld {
      tally.old += 1
    } else {
      tally.articles += 1
      tally.incidents += result.incidents.count
      tally.superseded += result.supersedes.count
      try outputs.append(result, stage: settings.stage)
      if !result.supersedes.isEmpty && result.incidents.isEmpty {
        progress.clear()
        log.say(
          .warning, "\(result.id ?? "a page") tells no incident any more: \(result.supersedes.joined(separator: ", ")) no longer hold",
          stage: "incident", doc: result.id, error: "withdrawn")
      }
    }
    try record(result)
    if tally.isOver(settings.failureLimit) { throw GivenUp() }
    progress.show(tally, bytes: inputs.bytes, total: total)
  }
}
