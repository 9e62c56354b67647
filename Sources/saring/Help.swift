/// Help, from the tables of commands and options.
enum Help {
  static let about = "scraped Indonesian news pages in, incident records out (JSON Lines)"

  static let paths = """
    A PATH is a file, a folder (read with all below it) or - for standard input: text, HTML, Markdown, JSON Lines or JSON of \
    {id?, url?, title?, text|html|markdown}, CSV and TSV, WARC, tar archives of pages, any of them gzipped; article records of an \
    earlier stage.
    """

  static let examples = [
    ("every page below a folder", "saring run pages/ -o incidents.jsonl --articles articles.jsonl --quarantine bad.jsonl"),
    ("stage by stage", "saring clean page.html | saring extract - | saring run -"),
    ("a table with columns of its own", "saring run dump.csv --text-field isi --date-field tanggal_terbit"),
    ("Common Crawl news, four cores", "saring run CC-NEWS-20250612.warc.gz -j 4 > incidents.jsonl"),
    (
      "every night, only what is new",
      "saring run /srv/pages --ledger done.db --append -o incidents.jsonl --lock run.lock --quiet --metrics saring.prom"
    ),
    ("files that find names", "find pages -name '*.html' -print0 | saring run --from-file - -0"),
  ]

  static func text(_ commands: [Program.Command]) -> String {
    var text = "saring: \(about)\n\n"
    for command in commands { text += "  saring \(command.name) \(command.operands)\n      \(command.help)\n" }
    text += "\n  saring COMMAND --help, saring --version\n\n" + wrapped(paths, to: 100, indent: "")
    text += "\n\nExit codes:\n"
    for (code, meaning) in Exit.table { text += padded("\(code)", 5) + meaning + "\n" }
    text += "\nExamples:\n"
    text += examples.map { "  # \($0)\n  \($1)" }.joined(separator: "\n")
    return text
  }

  static func text(for command: Program.Command) -> String {
    var text = "saring \(command.name) \(command.operands)\n  \(command.help)\n"
    for group in Option.Group.allCases {
      let options = Option.known(to: command.name).filter { $0.group == group }
      if options.isEmpty { continue }
      text += "\n\(group.rawValue)\n"
      for option in options { text += "  \(spelling(option))\n\(wrapped(option.help, to: 92, indent: "      "))\n" }
    }
    let own = examples.filter { $0.1.contains("saring \(command.name) ") }
    if !own.isEmpty { text += "\nExamples\n" + own.map { "  # \($0)\n  \($1)" }.joined(separator: "\n") }
    return text.last == "\n" ? String(text.dropLast()) : text
  }

  /// `-o, --output FILE`.
  static func spelling(_ option: Option) -> String {
    let short = option.short.map { "-\($0), " } ?? ""
    switch option.value {
    case .flag: return "\(short)--\(option.name)"
    case .one(let what), .many(let what), .two(let what): return "\(short)--\(option.name) \(what)"
    }
  }

  /// The options as a table in Markdown.
  static var table: String {
    var lines = ["| option | what it does | commands |", "|---|---|---|"]
    for group in Option.Group.allCases {
      for option in Option.all where option.group == group {
        let commands = option.commands.isEmpty ? "all" : option.commands.sorted().joined(separator: ", ")
        func cell(_ text: String) -> String { text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }
        lines.append("| `\(cell(spelling(option)))` | \(cell(option.help)) | \(commands) |")
      }
    }
    return lines.joined(separator: "\n")
  }

  static func padded(_ text: String, _ width: Int) -> String {
    "  " + text + String(repeating: " ", count: max(1, width - text.count))
  }

  private static func wrapped(_ text: String, to width: Int, indent: String) -> String {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + word.count + 1 > width {
        lines.append(indent + line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    return (lines + [indent + line]).joined(separator: "\n")
  }
}
