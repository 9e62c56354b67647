/// An option of the command line: name, help and how it takes its value, said once. Parsing and help come from it.
struct Option: Sendable {
  enum Value: Sendable {
    case flag
    case one(String)
    /// May be given several times.
    case many(String)
    /// Takes two values.
    case two(String)
  }
  var name: String
  var short: Character?
  var value: Value
  var help: String
  /// Commands that know it; empty for all.
  var commands: Set<String> = []

  static let all: [Option] = [
    Option(
      name: "rules", value: .one("DIR"),
      help: "the rule pack (else $SARING_RULES, ../share/saring/rules beside the program, or the checkout's Rules)"),
    Option(
      name: "output", short: "o", value: .one("FILE"),
      help: "where records go: written beside, fsynced, renamed (default: standard output)",
      commands: ["run", "clean", "extract", "link", "export"]),
    Option(name: "articles", value: .one("FILE"), help: "write the article records too", commands: ["run"]),
    Option(
      name: "articles", value: .many("FILE"),
      help: "article records of the incidents, for near-copies; may be given several times",
      commands: ["link"]),
    Option(
      name: "quarantine", value: .one("FILE"),
      help: "write a saring.failure/1 line for each page that could not be read",
      commands: ["run", "clean", "extract"]),
    Option(
      name: "format", value: .one("text|html|jsonl"), help: "what the inputs are (default: by extension and content)",
      commands: ["run", "clean", "extract"]),
    Option(
      name: "jobs", short: "j", value: .one("N"), help: "pages read at once (default: the number of cores)",
      commands: ["run", "clean", "extract"]),
    Option(
      name: "quiet", short: "q", value: .flag, help: "no summary on standard error",
      commands: ["run", "clean", "extract", "link", "export", "validate"]),
    Option(name: "errors", value: .one("N"), help: "print up to N articles with errors a figure", commands: ["eval"]),
    Option(name: "json", value: .one("FILE"), help: "write the figures to this file", commands: ["eval"]),
    Option(
      name: "by-article", value: .flag, help: "print everything that is wrong, article by article", commands: ["eval"]),
    Option(
      name: "before", value: .two("ARTICLES INCIDENTS"),
      help: "records of an earlier run: print what is better and what is worse",
      commands: ["eval"]),
    Option(
      name: "to", value: .one("csv|htcds|postgres|sqlite|geojson"), help: "the form to write", commands: ["export"]),
    Option(
      name: "privacy", value: .flag,
      help: "affected people by initials, ages in bands, no headline or address that holds a name",
      commands: ["export"]),
    Option(name: "csv", value: .flag, help: "comma-separated values, no bars", commands: ["stats"]),
    Option(name: "help", short: "h", value: .flag, help: "this text"),
  ]
}

/// What a command was called with.
struct Invocation {
  var command: String
  var values: [String: String] = [:]
  /// Values of options that may be given several times, in their order.
  var lists: [String: [String]] = [:]
  var flags: Set<String> = []
  var operands: [String] = []
}

struct UsageError: Error { var message: String }

/// A record that a command was given and cannot read: file, line, field and what is wrong.
struct BadRecord: Error { var message: String }

extension Invocation {
  init(command: String, arguments: [String]) throws(UsageError) {
    self.init(command: command)
    var index = 0
    var onlyOperands = false
    while index < arguments.count {
      let argument = arguments[index]
      index += 1
      if onlyOperands || argument == "-" || !argument.hasPrefix("-") {
        operands.append(argument)
        continue
      }
      if argument == "--" {
        onlyOperands = true
        continue
      }
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard let option = Invocation.option(name, command) else {
        throw UsageError(message: "unknown option \(name)\(Invocation.suggestion(name, command))")
      }
      switch option.value {
      case .flag: flags.insert(option.name)
      case .one(let what), .many(let what), .two(let what):
        var given = parts.count > 1 ? [String(parts[1])] : []
        let wanted = if case .two = option.value { 2 } else { 1 }
        while given.count < wanted {
          guard index < arguments.count else { throw UsageError(message: "--\(option.name) needs a value: \(what)") }
          given.append(arguments[index])
          index += 1
        }
        switch option.value {
        case .many: lists[option.name, default: []] += given
        case .two: lists[option.name] = given
        default: values[option.name] = given[0]
        }
      }
    }
  }

  private static func known(_ command: String) -> [Option] {
    Option.all.filter { $0.commands.isEmpty || $0.commands.contains(command) }
  }

  private static func option(_ name: String, _ command: String) -> Option? {
    known(command).first { "--\($0.name)" == name || $0.short.map { "-\($0)" } == name }
  }

  private static func suggestion(_ name: String, _ command: String) -> String {
    let bare = name.drop { $0 == "-" }
    let near = known(command).first { $0.name.hasPrefix(bare.prefix(3)) }
    return near.map { ": did you mean --\($0.name)?" } ?? ""
  }
}
