import Pipeline

/// What a run has counted.
struct Tally {
  var articles = 0
  var incidents = 0
  var failures = 0
  /// Of those, pages in which there was nothing.
  var empty = 0
  /// By stage and word: `dump`, `bad_json`.
  var failuresByError: [String: Int] = [:]
  /// Pages that the ledger knows, unchanged.
  var skipped = 0
  /// Pages of before `--since`.
  var old = 0
  /// Records of which an earlier version no longer holds.
  var superseded = 0

  /// Those that were read.
  var pages: Int { articles + failures + old }

  func line(_ stage: Stage, seconds: Double) -> String {
    var text = "\(counted(pages, "page")), \(counted(articles, "article"))"
    if stage == .run { text += ", \(counted(incidents, "incident"))" }
    text += ", \(counted(failures, "failure"))"
    if skipped > 0 { text += ", \(skipped) done before" }
    if old > 0 { text += ", \(old) too old" }
    if superseded > 0 { text += ", \(counted(superseded, "record")) superseded" }
    return text + ", \(Clock.tenths(seconds)) s"
  }

  func isOver(_ limit: PageSettings.FailureLimit?, atEnd: Bool = false) -> Bool {
    switch limit {
    case nil: false
    case .count(let count): failures > count
    case .percent(let percent):
      (pages >= 100 || atEnd) && Double(failures) * 100 > percent * Double(max(pages + skipped, 1))
    }
  }
}

/// "1 page", "2 pages".
func counted(_ number: Int, _ noun: String) -> String { number == 1 ? "1 \(noun)" : "\(number) \(noun)s" }
