import Pipeline

/// `saring generate man|completions|options`: what is installed beside the program, from the tables of commands and options.
enum GenerateCommand {
  static func run(_ invocation: Invocation) throws -> Int32 {
    let commands = Program.commands
    switch (invocation.operands.first, invocation.operands.dropFirst().first) {
    case ("man", nil): print(ManPage.text(commands))
    case ("options", nil): print(Help.table)
    case ("completions", "bash"): print(Completions.bash(commands))
    case ("completions", "zsh"): print(Completions.zsh(commands))
    case ("completions", "fish"): print(Completions.fish(commands))
    default: throw UsageError(message: "say man, options, or completions with bash, zsh or fish")
    }
    return Exit.ok
  }
}

/// The man page, in the macros of man(7).
enum ManPage {
  static func text(_ commands: [Program.Command]) -> String {
    var lines = [
      ".TH SARING 1 \"\" \"saring \(Engine.version)\" \"User Commands\"", ".SH NAME", "saring \\- \(escaped(Help.about))",
      ".SH SYNOPSIS",
    ]
    for command in commands { lines += [".B saring \(command.name)", "[\\fIOPTION\\fR]... \(escaped(command.operands))", ".br"] }
    lines += [".SH DESCRIPTION", escaped(Help.paths), ".SH COMMANDS"]
    for command in commands { lines += [".TP", ".B \(command.name) \(escaped(command.operands))", escaped(command.help)] }
    for group in Option.Group.allCases {
      lines.append(".SH OPTIONS: \(group.rawValue.uppercased())")
      for option in Option.all where option.group == group {
        lines += [".TP", ".B \(escaped(Help.spelling(option)))", escaped(option.help)]
        if !option.commands.isEmpty { lines.append("(\(option.commands.sorted().joined(separator: ", ")))") }
      }
    }
    lines.append(".SH EXIT STATUS")
    for (code, meaning) in Exit.table { lines += [".TP", ".B \(code)", escaped(meaning)] }
    lines += [
      ".SH ENVIRONMENT", ".TP", ".B SARING_RULES", "folder of the rule pack; several, parted by colons, lie over one another", ".TP",
      ".B SARING_CACHE",
      "folder in which compiled packs are kept, or off (default: saring in $XDG_CACHE_HOME or ~/.cache); it may be removed at any time",
      ".TP",
      ".B LANG", "messages about rules are Indonesian where it begins with id", ".TP", ".B NO_COLOR",
      "no colour where it is set and not empty", ".SH EXAMPLES",
    ]
    for (what, line) in Help.examples { lines += [escaped(what) + ":", ".PP", ".nf", ".RS", escaped(line), ".RE", ".fi", ".PP"] }
    return lines.joined(separator: "\n")
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "\\": escaped += "\\\\"
      case "-": escaped += "\\-"
      case "…": escaped += "..."
      default: escaped.append(character)
      }
    }
    return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
  }
}
