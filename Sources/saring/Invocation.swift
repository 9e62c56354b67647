import RuleBook

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
struct BadRecord: Error, CustomStringConvertible {
  var message: String
  var description: String { message }
}

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
      let (name, parts) = Invocation.parted(argument, command)
      guard let option = Invocation.option(name, command) else {
        throw UsageError(message: "unknown option \(name)\(Invocation.suggestion(name, command))")
      }
      switch option.value {
      case .flag:
        if parts.count > 1 { throw UsageError(message: "--\(option.name) takes no value") }
        flags.insert(option.name)
      case .one(let what), .many(let what), .two(let what):
        var given = parts.count > 1 ? [String(parts[1])] : []
        while given.count < option.valueCount {
          guard index < arguments.count else { throw UsageError(message: "--\(option.name) needs a value: \(what)") }
          given.append(arguments[index])
          index += 1
        }
        let value = given[0]
        if !option.choices.isEmpty, !option.choices.contains(value) {
          let known = option.choices.joined(separator: ", ")
          throw UsageError(
            message: "--\(option.name) is one of \(known), not \(value)\(nearest(value, option.choices))")
        }
        let isGiven = values[option.name] != nil || lists[option.name] != nil
        switch option.value {
        case .one where isGiven, .two where isGiven: throw UsageError(message: "--\(option.name) is given twice")
        case .many: lists[option.name, default: []] += given
        case .two: lists[option.name] = given
        default: values[option.name] = value
        }
      }
    }
  }

  /// The option's name, and with it the value that is in one word with it: `--jobs=2`, `-j2`.
  private static func parted(_ argument: String, _ command: String) -> (name: String, parts: [Substring]) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let short = String(argument.prefix(2))
    if argument.count > 2, !argument.hasPrefix("--"), let known = option(short, command), known.valueCount == 1 {
      let value = argument.dropFirst(2)
      return (short, [argument.prefix(2), value.hasPrefix("=") ? value.dropFirst() : value])
    }
    return (String(parts[0]), parts)
  }

  private static func option(_ name: String, _ command: String) -> Option? {
    Option.known(to: command).first { "--\($0.name)" == name || $0.short.map { "-\($0)" } == name }
  }

  private static func suggestion(_ name: String, _ command: String) -> Message {
    nearest(String(name.drop { $0 == "-" }), Option.known(to: command).map(\.name), sign: "--")
  }
}
