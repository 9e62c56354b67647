import Disk
import Glibc
import Pipeline
import RuleBook

/// `saring rules test --watch`: the tests run again when a file of the pack changes; only what is new and what is mended is printed.
struct RuleWatch {
  private let folders: [String]
  private let language: Language
  /// What was told, by what it says; not by its line, which moves with every line that is written above.
  private var known: [String: String] = [:]

  /// Microseconds between two looks at the files.
  private static let pause: UInt32 = 200_000

  init(_ folders: [String], language: Language) {
    self.folders = folders
    self.language = language
  }

  /// Until a signal asks to end.
  mutating func run() throws -> Int32 {
    Interrupt.listen()
    try say("watching \(folders.joined(separator: ", ")): end with Ctrl-C")
    var seen: [String: String]?
    while Interrupt.signal == 0 {
      // A file that is just being written may be missing for a moment: the next look finds it.
      if let now = try? stamps(), now != seen, let files = try? Program.pack(folders) {
        seen = now
        try report(files)
      }
      usleep(RuleWatch.pause)
    }
    return 128 + Interrupt.signal
  }

  private func stamps() throws(FileError) -> [String: String] {
    var stamps: [String: String] = [:]
    for folder in folders {
      for path in try Files.below(folder) where path.hasSuffix(".rules") || path.hasSuffix(".tsv") {
        stamps[path] = Files.stamp(of: path)
      }
    }
    return stamps
  }

  private mutating func report(_ files: [PackFile]) throws {
    let names = folders.joined(separator: ", ")
    try say("testing \(names)")
    let (engine, diagnostics) = Engine.load(files)
    var found = diagnostics
    let errors = diagnostics.count { $0.severity == .error }
    var summary: Message = "\(names): \(Program.errors(errors)), \(Program.warnings(diagnostics.count - errors))"
    if let engine {
      let outcome = RuleTests(engine: engine).run()
      found += outcome.failures
      summary = "\(outcome.passed) examples passed, \(outcome.failures.count) failed, \(outcome.todo) to do"
    }
    let now = Dictionary(found.map { ("\($0.file): \($0.message)", $0.text(in: language)) }) { first, _ in first }
    // A pack that does not load tells nothing of its examples: those that failed have not been mended.
    let gone = engine == nil ? [:] : known.filter { now[$0.key] == nil }
    for text in gone.values.sorted() { try say("mended: \(text.split(separator: "\n").first.map { String($0) } ?? text)") }
    for (key, text) in now.sorted(by: { $0.value < $1.value }) where known[key] == nil { try write(text) }
    known = engine == nil ? known.merging(now) { $1 } : now
    try say(summary)
  }

  private func say(_ message: Message) throws { try write(message.text(in: language)) }

  private func write(_ text: String) throws { try Files.write(Array((text + "\n").utf8), to: 1, path: "standard output") }
}
