import Disk
import Glibc
import Pipeline
import Records

/// `saring run`, `saring clean`, `saring extract`: pages through the stages.
struct PageCommand {
  let stage: Stage

  func run(_ invocation: Invocation) throws -> Int32 {
    let settings = try PageSettings(invocation, stage: stage)
    let log = Log(invocation)
    Interrupt.listen()
    Fault.listen()
    let start = Clock.steady
    var run: PageRun?
    var rules = ""
    var code: Int32
    do {
      // Held to the end of the scope.
      let lock = if let path = settings.lock { try LockFile(path) } else { nil as LockFile? }
      defer { _ = lock.self == nil }
      if var engine = try Program.engine(invocation, log: log) {
        engine.options = settings.reading
        if settings.timesRules { engine.clock = { Clock.steady } }
        rules = engine.producer.rules
        run = try PageRun(settings, engine: engine, log: log)
        code = try run!.run()
      } else {
        code = Exit.badRules
      }
    } catch let error as FileError where error.number == EPIPE {
      // A reader that has gone ("saring run … | head") is no error.
      code = Exit.ok
    } catch let error as UsageError {
      throw error
    } catch {
      log.say(.error, "\(error)", error: "run")
      code = Exit.code(for: error)
    }
    if let path = settings.metrics {
      let metrics = Metrics(
        tally: run?.tally ?? Tally(), bytes: run?.bytes ?? 0, seconds: Clock.steady - start, exitCode: code, rules: rules)
      do {
        try metrics.write(to: path)
      } catch {
        log.say(.error, "\(error)", error: "metrics")
        if code == Exit.ok || code == Exit.somePagesFailed { code = Exit.code(for: error) }
      }
    }
    return code
  }
}
