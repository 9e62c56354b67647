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

  /// A share is not asked of fewer pages than 100: a quiet night may have three, and one of them bad.
  func isOver(_ limit: PageSettings.FailureLimit?) -> Bool {
    switch limit {
    case nil: false
    case .count(let count): failures > count
    case .percent(let percent):
      pages >= 100 && Double(failures) * 100 > percent * Double(pages + skipped)
    }
  }
}

/// "1 page", "2 pages".
func counted(_ number: Int, _ noun: String) -> String { number == 1 ? "1 \(noun)" : "\(number) \(noun)s" }
