import Pipeline

/// What a run has counted.
struct Tally {
  var articles = 0
  var incidents = 0
  var failures = 0
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
    var text = "\(pages) pages, \(articles) articles"
    if stage == .run { text += ", \(incidents) incidents" }
    text += ", \(failures) failures"
    if skipped > 0 { text += ", \(skipped) done before" }
    if old > 0 { text += ", \(old) too old" }
    if superseded > 0 { text += ", \(superseded) records superseded" }
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
