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
    var run: @Sendable (Invocation) throws -> Int32
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
      name: "rules", operands: "check|test|time|coverage [PATH…]",
      help:
        "check: everything wrong with the pack; test: run the rules' examples; time, coverage: what each rule costs and finds on pages",
      run: { try RulesCommand.run($0) }),
    Command(
      name: "diff", operands: "--rules A --rules B PATH…",
      help: "what another pack of rules changes in the records of pages, field by field; exit 1 when they differ",
      run: { try DiffCommand.run($0) }),
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

  static func run(_ arguments: [String]) -> Int32 {
    guard let name = arguments.first else {
      say(Help.text(commands))
      return Exit.usage
    }
    switch name {
    case "help" where arguments.count > 1: return run([arguments[1], "--help"])
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
      return try command.run(invocation)
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
    if let folders = try? rulesFolders(Invocation(command: "version")), let files = try? pack(folders) {
      lines.append("rules \(Engine.digest(of: files)) \(folders.joined(separator: ":"))")
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
}
