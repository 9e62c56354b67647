import Bytes
import Disk
import Glibc
import Pipeline
import Records
import RuleBook

/// The commands, and what all of them share: finding the rules, saying what is wrong.
enum Program {
  struct Command: Sendable {
    var name: String
    var operands: String
    var help: String
    var run: @Sendable (Invocation) async throws -> Int32
  }

  static let commands: [Command] = [
    Command(
      name: "run", operands: "PATH…", help: "pages to incident records (saring.incident/1)",
      run: { try PageCommand(stage: .run).run($0) }),
    Command(
      name: "clean", operands: "PATH…", help: "pages to article records (saring.article/1), no entities",
      run: { try PageCommand(stage: .clean).run($0) }),
    Command(
      name: "extract", operands: "PATH…", help: "pages or article records to article records with entities",
      run: { try PageCommand(stage: .extract).run($0) }),
    Command(
      name: "rules", operands: "check|test",
      help: "check: everything wrong with the pack; test: run the rules' examples",
      run: { try RulesCommand.run($0) }),
    Command(
      name: "explain", operands: "PAGE",
      help: "a page told for people: what was kept and removed and by which rule, the mentions, why a field has its value",
      run: { try ExplainCommand.run($0) }),
    Command(
      name: "link", operands: "INCIDENTS…", help: "incident records of many articles to event records (saring.event/1)",
      run: { try LinkCommand.run($0) }),
    Command(
      name: "eval", operands: "GOLD ARTICLES INCIDENTS",
      help: "records against gold annotations: figures, errors, changes",
      run: { try EvalCommand.run($0) }),
    Command(
      name: "validate", operands: "RECORDS…",
      help: "check records of any kind against their schemas, in a pipe too; exit 65 when one fails",
      run: { try ValidateCommand.run($0) }),
    Command(
      name: "stats", operands: "INCIDENTS…", help: "incident records by month, country, province, harm and sector",
      run: { try StatsCommand.run($0) }),
    Command(
      name: "export", operands: "INCIDENTS…",
      help:
        "incident records as a table, for PostgreSQL, SQLite or maps, or with the fields of HTCDS 2.0 (IOM, UNMigration/HTCDS, CC BY 4.0)",
      run: { try ExportCommand.run($0) }),
    Command(
      name: "schema", operands: "article|incident|event|failure", help: "the JSON Schema of a record",
      run: { try SchemaCommand.run($0) }),
    Command(
      name: "generate", operands: "man|options|completions [bash|zsh|fish]",
      help: "the man page, the table of options, completions for a shell", run: { try GenerateCommand.run($0) }),
  ]

  static func run(_ arguments: [String]) async -> Int32 {
    guard let name = arguments.first else {
      say(Help.text(commands))
      return Exit.usage
    }
    switch name {
    case "--help", "-h", "help":
      print(Help.text(commands))
      return Exit.ok
    case "--version", "version":
      print(version)
      return Exit.ok
    default: break
    }
    guard let command = commands.first(where: { $0.name == name }) else {
      say("saring: unknown command \(name)\(nearest(name, commands.map(\.name)))")
      say("saring --help lists the commands")
      return Exit.usage
    }
    do {
      let invocation = try Invocation(command: name, arguments: Array(arguments.dropFirst()))
      if invocation.flags.contains("help") {
        print(Help.text(for: command))
        return Exit.ok
      }
      return try await command.run(invocation)
    } catch let error as UsageError {
      say("saring \(name): \(error.message)")
      say("saring \(name) --help tells more")
      return Exit.usage
    } catch let error as FileError where error.number == EPIPE {
      // A reader that has gone ("saring schema incident | head") is no error.
      return Exit.ok
    } catch {
      say("saring \(name): \(error)")
      return Exit.code(for: error)
    }
  }

  /// Version, and digests of the rules that would be used and of each record's schema.
  private static var version: String {
    var lines = ["saring \(Engine.version)"]
    if let folder = try? rulesFolder(Invocation(command: "version")), let files = try? Files.pack(folder) {
      lines.append("rules \(Engine.digest(of: files)) \(folder)")
    } else {
      lines.append("rules not found")
    }
    for kind in RecordKind.allCases { lines.append("\(kind.rawValue) \(SHA256.hex(Array(schema(for: kind).utf8)))") }
    return lines.joined(separator: "\n")
  }

  static func say(_ message: String) { try? Files.write(Array((message + "\n").utf8), to: 2, path: "standard error") }

  /// Runs `body` on a line that was read; an error of a record then names its file.
  static func naming(_ lines: borrowing RecordLines, _ body: () throws -> Void) throws {
    do { try body() } catch let error as RecordError { throw BadRecord(message: "\(lines.path): \(error)") }
  }

  // MARK: - Rules

  /// The pack's folder: `--rules`, `$SARING_RULES`, beside the program, or the checkout's `Rules`.
  static func rulesFolder(_ invocation: Invocation) throws -> String {
    if let given = invocation.values["rules"] { return given }
    if let variable = unsafe getenv("SARING_RULES") {
      let folder = unsafe String(cString: variable)
      if !folder.isEmpty { return folder }
    }
    var candidates: [String] = []
    var folder = programFolder
    candidates.append(folder + "/../share/saring/rules")
    while !folder.isEmpty {
      candidates.append(folder + "/Rules")
      folder = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
    }
    candidates.append("Rules")
    for candidate in candidates where Files.kind(of: candidate + "/types.rules") == .file { return candidate }
    throw UsageError(message: "no rules found: name their folder with --rules DIR or SARING_RULES")
  }

  private static var programFolder: String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = unsafe buffer.withUnsafeMutableBytes {
      unsafe readlink("/proc/self/exe", $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
    }
    let path = String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
    return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  }

  /// A list of the pack read as a plain table, for facts that are used beside the rules; nil where there is no pack or no such list.
  static func table(_ path: String, _ invocation: Invocation) throws -> Table? {
    guard let folder = try? rulesFolder(invocation), Files.kind(of: folder + "/" + path) == .file else { return nil }
    var diagnostics: [Diagnostic] = []
    return Table(file: path, bytes: try Files.read(folder + "/" + path), diagnostics: &diagnostics)
  }

  /// The engine, or nil after everything wrong with the pack has been said.
  static func engine(_ invocation: Invocation) throws -> Engine? {
    let folder = try rulesFolder(invocation)
    let (engine, diagnostics) = Engine.load(try Files.pack(folder))
    if engine == nil {
      let errors = diagnostics.filter { $0.severity == .error }
      for diagnostic in errors { say("\(folder)/\(diagnostic)") }
      say("saring: \(errors.count) \(errors.count == 1 ? "error" : "errors") in \(folder); no page was read")
    }
    return engine
  }
}
