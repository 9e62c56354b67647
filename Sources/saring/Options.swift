/// An option of the command line: name, help and how it takes its value, said once. Parsing, help, man page, completions and the
/// table of the README come from it.
struct Option: Sendable {
  enum Value: Sendable {
    case flag
    /// The name of the value: `FILE` and `DIR` complete to those, words parted by `|` are the only ones taken.
    case one(String)
    /// May be given several times.
    case many(String)
    /// Takes two values.
    case two(String)
  }

  /// Under which heading help shows it.
  enum Group: String, Sendable, CaseIterable {
    case input = "Input"
    case output = "Output"
    case nightly = "Every night"
    case general = "General"
  }

  var name: String
  var short: Character?
  var value: Value
  var help: String
  /// Commands that know it; empty for all.
  var commands: Set<String> = []
  var group = Group.general

  /// The words that its value may be; empty where it is free.
  var choices: [String] {
    guard case .one(let what) = value, what.contains("|"), what.allSatisfy({ $0.isLowercase || $0 == "|" }) else { return [] }
    return what.split(separator: "|").map { String($0) }
  }

  /// How many words follow its name.
  var valueCount: Int {
    switch value {
    case .flag: 0
    case .one, .many: 1
    case .two: 2
    }
  }

  static func known(to command: String) -> [Option] {
    all.filter { $0.commands.isEmpty || $0.commands.contains(command) }
  }

  static let pageCommands: Set<String> = ["run", "clean", "extract"]

  static let all: [Option] = input + output + nightly + general

  private static let input: [Option] = [
    Option(
      name: "format", value: .one("text|html|markdown|jsonl|ndjson|json|csv|tsv|warc|tar"),
      help: "what the inputs are (default: by extension and content); any of them may be gzipped",
      commands: pageCommands, group: .input),
    Option(
      name: "from-file", value: .one("FILE"), help: "read more PATHs from FILE, one a line; - for standard input",
      commands: pageCommands, group: .input),
    Option(
      name: "null", short: "0", value: .flag, help: "PATHs in --from-file end in a zero byte (find -print0)",
      commands: pageCommands, group: .input),
    Option(
      name: "id-field", value: .one("NAME"), help: "column or key of the page's id (default: the common names)",
      commands: pageCommands, group: .input),
    Option(
      name: "url-field", value: .one("NAME"), help: "column or key of its address", commands: pageCommands, group: .input),
    Option(
      name: "title-field", value: .one("NAME"), help: "column or key of its title", commands: pageCommands, group: .input),
    Option(
      name: "text-field", value: .one("NAME"), help: "column or key of the page itself, text or HTML",
      commands: pageCommands, group: .input),
    Option(
      name: "date-field", value: .one("NAME"), help: "column or key of its publication date", commands: pageCommands,
      group: .input),
    Option(
      name: "reference-date", value: .one("DATE"),
      help: "take pages that tell no date to be published on DATE (2025-06-12)", commands: pageCommands, group: .input),
    Option(
      name: "tz", value: .one("ZONE"),
      help: "zone of times that name none: WIB, WITA, WIT, Asia/Jakarta, Asia/Makassar, Asia/Jayapura or +07:00 (default: WIB)",
      commands: pageCommands, group: .input),
    Option(
      name: "no-site-rules", value: .flag,
      help: "read the pages of every site alike, without the selectors of furniture/sites/ in the rules",
      commands: pageCommands.union(["explain"]), group: .input),
    Option(
      name: "page-limit", value: .one("SIZE"),
      help: "a page longer than SIZE bytes is a failure; K, M and G are understood (default: 16M)", commands: pageCommands,
      group: .input),
    Option(
      name: "time-limit", value: .one("SECONDS"), help: "a page that takes longer is a failure (default: no limit)",
      commands: pageCommands, group: .input),
  ]

  private static let output: [Option] = [
    Option(
      name: "output", short: "o", value: .one("FILE"),
      help: "where records go: written beside, fsynced, renamed (default: standard output)",
      commands: pageCommands.union(["link", "export"]), group: .output),
    Option(
      name: "articles", value: .one("FILE"), help: "write the article records too", commands: ["run"], group: .output),
    Option(
      name: "quarantine", value: .one("FILE"),
      help: "write a saring.failure/1 line for each page that could not be read", commands: pageCommands, group: .output),
    Option(
      name: "append", value: .flag, help: "add to the output files instead of replacing them, whole lines only",
      commands: pageCommands, group: .output),
    Option(
      name: "privacy", value: .flag,
      help:
        "affected people by initials, ages as the lower end of a band; in texts no names, ages, streets and villages; an address that tells one is left out, a page's own id is not; not together with --articles",
      commands: ["run"], group: .output),
  ]

  private static let nightly: [Option] = [
    Option(
      name: "ledger", value: .one("FILE"),
      help:
        "remember pages in FILE (SQLite): those done and unchanged are skipped, changed ones supersede their records; output files keep the lines they have",
      commands: pageCommands, group: .nightly),
    Option(
      name: "since", value: .one("DATE"), help: "pass over pages published before DATE, or 7d for a week ago",
      commands: pageCommands, group: .nightly),
    Option(
      name: "lock", value: .one("FILE"), help: "exit with 75 where another run holds FILE", commands: pageCommands,
      group: .nightly),
    Option(
      name: "max-failures", value: .one("N|P%"),
      help: "give up (65) when more pages than N, or than P% of at least 100, fail", commands: pageCommands,
      group: .nightly),
    Option(
      name: "fail-fast", value: .flag, help: "give up (65) at the first page that fails", commands: pageCommands,
      group: .nightly),
    Option(
      name: "log-format", value: .one("text|json"), help: "how messages on standard error look (default: text)",
      commands: pageCommands, group: .nightly),
    Option(
      name: "metrics", value: .one("FILE"), help: "write figures of the run in Prometheus' text format",
      commands: pageCommands, group: .nightly),
  ]

  private static let general: [Option] = [
    Option(
      name: "rules", value: .many("DIR"),
      help:
        "the rule pack (else $SARING_RULES, ../share/saring/rules beside the program, or the checkout's Rules); given again, or parted by a colon, each lies over the one before; one without types.rules lies over the shipped pack; for diff each is a pack of its own"
    ),
    Option(
      name: "time-rules", value: .flag,
      help: "print on standard error what each rule cost: tries, steps, matches, hits, pages with a hit, share of the time",
      commands: ["run", "extract"]),
    Option(
      name: "overlaps", value: .flag, help: "test: print every example in which rules meet, and which of them wins",
      commands: ["rules"]),
    Option(
      name: "watch", short: "w", value: .flag,
      help: "test: run again when a file of the pack changes, and print what is new and what is mended", commands: ["rules"]),
    Option(
      name: "summary", value: .flag, help: "only the counts by field", commands: ["diff"]),
    Option(
      name: "stage", value: .one("article|mentions|incidents"), help: "only this stage (default: all)", commands: ["explain"]),
    Option(
      name: "rule", value: .one("NAME"), help: "what this rule did in the page: its matches, its nearest miss and the word it failed on",
      commands: ["explain"]),
    Option(
      name: "field", value: .one("NAME"),
      help: "why this field has its value (affected.count, published): evidence, and what was not taken",
      commands: ["explain"]),
    Option(name: "id", value: .one("ID"), help: "of a dump only the page with this id", commands: ["explain"]),
    Option(
      name: "jobs", short: "j", value: .one("N"), help: "pages read at once (default: the number of cores)",
      commands: pageCommands),
    Option(
      name: "quiet", short: "q", value: .flag, help: "neither progress nor summary on standard error",
      commands: pageCommands.union(["link", "export", "validate"])),
    Option(
      name: "color", value: .one("auto|always|never"),
      help: "colour in messages (default: auto, on a terminal where NO_COLOR is not set)", commands: pageCommands),
    Option(
      name: "articles", value: .many("FILE"),
      help: "article records of the incidents, for near-copies; may be given several times", commands: ["link"]),
    Option(name: "errors", value: .one("N"), help: "print up to N articles with errors a figure", commands: ["eval"]),
    Option(name: "json", value: .one("FILE"), help: "write the figures to this file", commands: ["eval"]),
    Option(
      name: "by-article", value: .flag, help: "print everything that is wrong, article by article", commands: ["eval"]),
    Option(
      name: "before", value: .two("ARTICLES INCIDENTS"),
      help: "records of an earlier run: print what is better and what is worse", commands: ["eval"]),
    Option(
      name: "to", value: .one("csv|htcds|postgres|sqlite|geojson"), help: "the form to write", commands: ["export"]),
    Option(
      name: "privacy", value: .flag,
      help:
        "affected people by initials, ages in bands, no headline or address that tells a name, an age, a street or a village; a page's own id stays",
      commands: ["export"]),
    Option(
      name: "ledger", value: .one("FILE"),
      help: "of these records only those that pages still tell, by the ledger of the runs that wrote them",
      commands: ["link", "export", "stats"]),
    Option(name: "csv", value: .flag, help: "comma-separated values, no bars", commands: ["stats"]),
    Option(name: "help", short: "h", value: .flag, help: "this text"),
  ]
}
