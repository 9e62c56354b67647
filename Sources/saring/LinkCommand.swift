import Disk
import Linking
import Records
import RuleBook
import SQL

/// `saring link`: incident records of many articles to event records.
enum LinkCommand {
  static func run(_ invocation: Invocation) throws -> Int32 {
    guard !invocation.operands.isEmpty else { throw UsageError(message: "name at least one file of incident records") }
    let output = invocation.values["output"] ?? "-"
    let beside = (invocation.lists["articles"] ?? []) + (invocation.values["ledger"].map { [$0] } ?? [])
    _ = try OwnFiles(outputs: [output], inputs: invocation.operands + beside)
    var file = try OutputFile(output)
    // An empty path: a temporary file of SQLite, gone when it is closed. TMPDIR or SQLITE_TMPDIR say where.
    var linker = try Linker(database: try Database(""), missionSeats: try seats(invocation))
    var articles = RecordLines(invocation.lists["articles"] ?? [])
    while let line = try articles.next() {
      try Program.naming(articles) { try linker.add(try readArticle(line, number: articles.number)) }
    }
    var incidents = try CurrentRecords(invocation.operands, invocation)
    var count = 0
    while let line = try incidents.next() {
      try incidents.naming { try linker.addIncident(line, number: $0) }
      count += 1
    }
    var (events, joined, twins) = (0, 0, 0)
    try linker.events { event in
      events += 1
      if event.members.count > 1 { joined += 1 }
      twins += event.sources.count { $0.twinOf != nil }
      try file.append(eventLine(event))
    }
    try file.finish()
    if !invocation.flags.contains("quiet") {
      Program.say(
        "saring: \(counted(count, "incident"))\(incidents.passedOverWords), \(counted(events, "event")), \(joined) of several records, \(twins) near-copies"
      )
    }
    return Exit.ok
  }

  /// The cities of `lists/missions.tsv`; none where no rule pack is found.
  private static func seats(_ invocation: Invocation) throws -> [String] {
    guard let table = try Program.table("lists/missions.tsv", invocation) else { return [] }
    return table.rows.map { table.cell($0, "city") }.filter { !$0.isEmpty }
  }
}
