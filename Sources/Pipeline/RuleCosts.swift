package import Mentions
package import RuleBook

/// What the rules cost and gave over many pages.
package struct RuleCosts: Sendable {
  package struct Row: Hashable, Sendable {
    package var name: String
    package var file: String
    package var line: Int
    package var work = ScanNotes.Tally()
    /// Pages with a hit.
    package var pages = 0
    /// It made something, or shielded something, which makes nothing.
    package var hasFired: Bool { work.hits > 0 || work.matches > work.beaten }
  }

  /// By rule, in the order of the set.
  package private(set) var rows: [Row]
  /// Pages that were scanned.
  package private(set) var pages = 0

  package init(_ rules: RuleSet) {
    rows = rules.rules.map { Row(name: $0.name, file: $0.file, line: $0.line) }
  }

  /// Adds one page's work; an empty list stands for a page that was not scanned.
  package mutating func add(_ tallies: [ScanNotes.Tally]) {
    guard tallies.count == rows.count, !rows.isEmpty else { return }
    pages += 1
    for (index, tally) in tallies.enumerated() {
      rows[index].work.tries += tally.tries
      rows[index].work.steps += tally.steps
      rows[index].work.matches += tally.matches
      rows[index].work.beaten += tally.beaten
      rows[index].work.hits += tally.hits
      rows[index].work.seconds += tally.seconds
      if tally.hits > 0 { rows[index].pages += 1 }
    }
  }

  /// Rules by what they cost, the dearest first.
  package var timeTable: String {
    let total = rows.reduce(0) { $0 + $1.work.seconds }
    let sorted = rows.sorted { ($1.work.seconds, $1.work.steps, $0.name) < ($0.work.seconds, $0.work.steps, $1.name) }
    var lines = [RuleCosts.line(["share", "ms", "tries", "steps", "matches", "hits", "pages"], "rule")]
    for row in sorted where row.work.tries > 0 {
      let share = total > 0 ? row.work.seconds / total * 100 : 0
      let work = row.work
      let cells = [
        RuleCosts.tenths(share) + " %", RuleCosts.tenths(work.seconds * 1000), "\(work.tries)", "\(work.steps)",
        "\(work.matches)", "\(work.hits)", "\(row.pages)",
      ]
      lines.append(RuleCosts.line(cells, row.name))
    }
    let idle = rows.count { $0.work.tries == 0 }
    lines.append("\(rows.count) rules over \(pages) pages, \(RuleCosts.tenths(total * 1000)) ms; \(idle) rules never tried")
    return lines.joined(separator: "\n") + "\n"
  }

  /// Which rules fired how often, and which never, with the place of each.
  package var coverageTable: String {
    var lines = [RuleCosts.line(["hits", "pages", "beaten"], "rule")]
    for row in rows.sorted(by: { ($1.work.hits, $0.name) < ($0.work.hits, $1.name) }) where row.hasFired {
      lines.append(RuleCosts.line(["\(row.work.hits)", "\(row.pages)", "\(row.work.beaten)"], row.name))
    }
    let silent = rows.filter { !$0.hasFired }
    lines.append("\(rows.count - silent.count) of \(rows.count) rules fired on \(pages) pages")
    for row in silent {
      let work = row.work
      let why = work.beaten > 0 ? "beaten \(work.beaten) times" : work.tries > 0 ? "never matched" : "never tried"
      lines.append("never: \(row.file):\(row.line): \(row.name) (\(why))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func line(_ cells: [String], _ name: String) -> String {
    cells.map { String(repeating: " ", count: max(0, 9 - $0.count)) + $0 }.joined() + "  " + name
  }

  private static func tenths(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
