import Bytes
import Disk
import Dumps
import Glibc
import Pipeline
import Records

/// `saring run`, `saring clean`, `saring extract`: pages through the stages.
struct PageCommand {
  let stage: Stage

  func run(_ invocation: Invocation) async throws -> Int32 {
    guard !invocation.operands.isEmpty else {
      throw UsageError(message: "name at least one PATH, or - for standard input")
    }
    var format: PageSource.Format?
    if let name = invocation.values["format"] {
      format = PageSource.Format(rawValue: name)
      if format == nil { throw UsageError(message: "--format is text, html or jsonl, not \(name)") }
    }
    var jobs = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    if let count = invocation.values["jobs"] {
      guard let number = Int(count), (1...1024).contains(number) else {
        throw UsageError(message: "--jobs is a number from 1 to 1024, not \(count)")
      }
      jobs = number
    }
    guard let engine = try Program.engine(invocation) else { return Exit.badRules }
    let start = PageCommand.seconds()
    var inputs = Inputs(paths: invocation.operands, format: format)
    var output = try OutputFile(invocation.values["output"] ?? "-")
    var articles = try Sidecar(invocation.values["articles"])
    var quarantine = try Sidecar(invocation.values["quarantine"])
    let hasQuarantine = invocation.values["quarantine"] != nil
    var tally = Summary()
    try await Batch(engine: engine, stage: stage, jobs: jobs).run(
      next: { try inputs.next() },
      emit: { result in
        if let failure = result.failure {
          tally.failures += 1
          try quarantine.append(failureLine(failure))
          if !hasQuarantine {
            let line = failure.line.map { ":\($0)" } ?? ""
            Program.say("saring: \(failure.path)\(line): \(failure.error): \(failure.message)")
          }
          return
        }
        tally.articles += 1
        tally.incidents += result.incidents.count
        if let line = result.article {
          if stage == .run { try articles.append(line) } else { try output.append(line) }
        }
        for line in result.incidents { try output.append(line) }
      })
    try articles.finish()
    try quarantine.finish()
    try output.finish()
    if !invocation.flags.contains("quiet") { Program.say(tally.line(stage, seconds: PageCommand.seconds() - start)) }
    if inputs.pages == 0 {
      Program.say("saring: no page in \(invocation.operands.joined(separator: ", "))")
      return Exit.noInput
    }
    return tally.failures > 0 ? Exit.somePagesFailed : Exit.ok
  }

  private static func seconds() -> Double {
    var now = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }

  private struct Summary {
    var articles = 0
    var incidents = 0
    var failures = 0

    func line(_ stage: Stage, seconds: Double) -> String {
      let tenths = Int((seconds * 10).rounded())
      let counted = stage == .run ? ", \(incidents) incidents" : ""
      return
        "saring: \(articles + failures) pages, \(articles) articles\(counted), \(failures) failures, \(tenths / 10).\(tenths % 10) s"
    }
  }
}

/// A second output that may not be wanted.
private struct Sidecar: ~Copyable {
  private var file: OutputFile?

  init(_ path: String?) throws(FileError) { file = if let path { try OutputFile(path) } else { nil } }

  mutating func append(_ line: [UInt8]) throws(FileError) { try file?.append(line) }
  mutating func finish() throws(FileError) { try file?.finish() }
}

extension InputFile: ByteSource {}

/// The pages of all paths of the command line, one after the other; a folder stands for the files below it, sorted by path.
private struct Inputs {
  private var waiting: [String]
  private let format: PageSource.Format?
  private var current: (reader: PageReader<InputFile>, file: InputFile)?
  private(set) var pages = 0

  init(paths: [String], format: PageSource.Format?) {
    waiting = paths.reversed()
    self.format = format
  }

  mutating func next() throws -> (item: DumpItem, path: String)? {
    while true {
      if let item = current?.reader.next() {
        pages += 1
        return (item, current?.file.path ?? "")
      }
      current?.file.close()
      current = nil
      guard let path = waiting.popLast() else { return nil }
      do throws(FileError) {
        if path != "-", Files.kind(of: path) == .folder {
          waiting += try Files.below(path).reversed()
          continue
        }
        let file = try InputFile(path)
        current = (PageReader(file, path: path, format: format), file)
      } catch {
        pages += 1
        return (
          .failure(
            Failure(
              path: path, line: nil, stage: "dump", error: "unreadable", message: error.description, bytesSHA256: nil)),
          path
        )
      }
    }
  }
}
