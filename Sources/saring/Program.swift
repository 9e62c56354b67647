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
      run: { try await PageCommand(stage: .run).run($0) }),
    Command(
      name: "clean", operands: "PATH…", help: "pages to article records (saring.article/1), no entities",
      run: { try await PageCommand(stage: .clean).run($0) }),
    Command(
      name: "extract", operands: "PATH…", help: "pages or article records to article records with entities",
      run: { try await PageCommand(stage: .extract).run($0) }),
    Command(
      name: "rules", operands: "check|test",
      help: "check: everything wrong with the pack; test: run the rules' examples",
      run: { try RulesCommand.run($0) }),
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
  ]

  static func run(_ arguments: [String]) async -> Int32 {
    guard let name = arguments.first else {
      say(help)
      return Exit.usage
    }
    switch name {
    case "--help", "-h", "help":
      print(help)
      return Exit.ok
    case "--version", "version":
      print("saring \(Engine.version)")
      return Exit.ok
    default: break
    }
    guard let command = commands.first(where: { $0.name == name }) else {
      let near = commands.first { $0.name.hasPrefix(name.prefix(2)) }
      say("saring: unknown command \(name)\(near.map { ": did you mean \($0.name)?" } ?? "")")
      say(help)
      return Exit.usage
    }
    do {
      let invocation = try Invocation(command: name, arguments: Array(arguments.dropFirst()))
      if invocation.flags.contains("help") {
        print(help(for: command))
        return Exit.ok
      }
      return try await command.run(invocation)
    } catch let error as UsageError {
      say("saring \(name): \(error.message)")
      say(help(for: command))
      return Exit.usage
    } catch let error as BadRecord {
      say("saring \(name): \(error.message)")
      return Exit.badData
    } catch let error as FileError {
      // A reader that has gone ("saring run … | head") is no error.
      if error.number == EPIPE { return Exit.ok }
      say("saring \(name): \(error)")
      return Exit.inputOutput
    } catch {
      say("saring \(name): \(error)")
      return Exit.inputOutput
    }
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

  // MARK: - Help

  static var help: String {
    var text = "saring: scraped Indonesian news pages in, incident records out (JSON Lines)\n\n"
    for command in commands { text += "  saring \(command.name) \(command.operands)\n      \(command.help)\n" }
    text +=
      "\n  saring COMMAND --help, saring --version\n\nA PATH is a file, a folder (read with all below it) or - for standard input:\n"
    text +=
      "text, HTML, or JSON Lines of {id?, url?, title?, text|html}; any of them gzipped; article records of an earlier stage.\n"
    text +=
      "\nExit codes: 0 done, 1 some pages failed, 64 usage, 65 a record is not as it should be, 66 no input, 74 input or output, 78 rules.\n"
    text += "\nExamples:\n  saring run pages/ -o incidents.jsonl --articles articles.jsonl --quarantine bad.jsonl\n"
    text += "  saring clean page.html | saring extract - | saring run -"
    return text
  }

  static func help(for command: Command) -> String {
    var text = "saring \(command.name) \(command.operands)\n  \(command.help)\n"
    for option in Option.all where option.commands.isEmpty || option.commands.contains(command.name) {
      let short = option.short.map { "-\($0), " } ?? ""
      let value: String
      switch option.value {
      case .flag: value = ""
      case .one(let what), .many(let what), .two(let what): value = " \(what)"
      }
      text += "\n  \(short)--\(option.name)\(value)\n      \(option.help)"
    }
    return text
  }
}
