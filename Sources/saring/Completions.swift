/// Completions for three shells: commands, their words, options and what those take.
enum Completions {
  /// The words that a command's operand may be: `check|test`.
  private static func words(_ command: Program.Command) -> [String] {
    let operands = command.operands.split(separator: " ").first ?? ""
    guard operands.contains("|"), operands.allSatisfy({ $0.isLowercase || $0 == "|" || $0 == "-" }) else { return [] }
    return operands.split(separator: "|").map { String($0) }
  }

  private static func what(_ option: Option) -> String? {
    switch option.value {
    case .one(let what), .many(let what): return what
    case .flag, .two: return nil
    }
  }

  static func bash(_ commands: [Program.Command]) -> String {
    var text = "# bash completion for saring\n_saring() {\n"
    text += "  local word=\"${COMP_WORDS[COMP_CWORD]}\" before=\"${COMP_WORDS[COMP_CWORD-1]}\"\n  COMPREPLY=()\n"
    text += "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
    text +=
      "    COMPREPLY=($(compgen -W \"\(commands.map(\.name).joined(separator: " ")) --help --version\" -- \"$word\"))\n    return\n  fi\n"
    text += "  case \"$before\" in\n"
    for option in Option.all {
      guard let what = what(option) else { continue }
      let names = "--\(option.name)" + (option.short.map { "|-\($0)" } ?? "")
      if !option.choices.isEmpty {
        text += "    \(names)) COMPREPLY=($(compgen -W \"\(option.choices.joined(separator: " "))\" -- \"$word\")); return ;;\n"
      } else if what == "FILE" || what == "DIR" {
        text += "    \(names)) COMPREPLY=($(compgen \(what == "DIR" ? "-d" : "-f") -- \"$word\")); return ;;\n"
      } else {
        text += "    \(names)) return ;;\n"
      }
    }
    text += "  esac\n  case \"${COMP_WORDS[1]}\" in\n"
    for command in commands {
      let options = Option.known(to: command.name).map { "--\($0.name)" }.joined(separator: " ")
      text += "    \(command.name))\n"
      text += "      if [[ \"$word\" == -* ]]; then COMPREPLY=($(compgen -W \"\(options)\" -- \"$word\"))\n"
      let words = words(command)
      text +=
        words.isEmpty
        ? "      else COMPREPLY=($(compgen -f -- \"$word\")); fi ;;\n"
        : "      else COMPREPLY=($(compgen -W \"\(words.joined(separator: " "))\" -- \"$word\")); fi ;;\n"
    }
    return text + "  esac\n}\ncomplete -o filenames -F _saring saring"
  }

  static func zsh(_ commands: [Program.Command]) -> String {
    func quoted(_ text: String) -> String {
      var quoted = ""
      for character in text {
        switch character {
        case "'": quoted += "'\\''"
        case "[", "]", ":", "\\": quoted += "\\\(character)"
        default: quoted.append(character)
        }
      }
      return quoted
    }
    var text = "#compdef saring\n_saring() {\n  local -a commands\n  commands=(\n"
    for command in commands { text += "    '\(command.name):\(quoted(command.help))'\n" }
    text += "  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n"
    text += "  local command=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $command in\n"
    for command in commands {
      text += "    \(command.name))\n      _arguments -s \\\n"
      for option in Option.known(to: command.name) {
        let names = option.short.map { "'(-\($0) --\(option.name))'{-\($0),--\(option.name)}'" } ?? "'--\(option.name)"
        text += "        \(names)[\(quoted(option.help))]"
        if let what = what(option) {
          let action =
            option.choices.isEmpty
            ? what == "FILE" ? "_files" : what == "DIR" ? "_files -/" : "" : "(\(option.choices.joined(separator: " ")))"
          text += ":\(quoted(what)):\(action)"
        }
        text += "' \\\n"
      }
      let words = words(command)
      text += words.isEmpty ? "        '*:path:_files' ;;\n" : "        '*:what:(\(words.joined(separator: " ")))' ;;\n"
    }
    return text + "  esac\n}\n_saring \"$@\""
  }

  static func fish(_ commands: [Program.Command]) -> String {
    func quoted(_ text: String) -> String {
      "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "\\'") + "'"
    }
    var lines = ["# fish completion for saring"]
    for command in commands {
      lines.append("complete -c saring -n __fish_use_subcommand -f -a \(command.name) -d \(quoted(command.help))")
      let condition = "-n '__fish_seen_subcommand_from \(command.name)'"
      let words = words(command)
      if !words.isEmpty { lines.append("complete -c saring \(condition) -f -a \(quoted(words.joined(separator: " ")))") }
      for option in Option.known(to: command.name) {
        var line = "complete -c saring \(condition) -l \(option.name)"
        if let short = option.short { line += " -s \(short)" }
        if let what = what(option) {
          if !option.choices.isEmpty {
            line += " -x -a \(quoted(option.choices.joined(separator: " ")))"
          } else {
            line += what == "FILE" ? " -r -F" : what == "DIR" ? " -x -a '(__fish_complete_directories)'" : " -x"
          }
        }
        lines.append(line + " -d \(quoted(option.help))")
      }
    }
    return lines.joined(separator: "\n")
  }
}
