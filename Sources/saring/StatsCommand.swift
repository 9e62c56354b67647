import Disk
import Exports
import Records
import RuleBook

/// `saring stats`: how many incident records by month, country, province, harm and sector.
enum StatsCommand {
  static func run(_ invocation: Invocation) throws -> Int32 {
    var provinces: [String: String] = [:]
    if let table = try Program.table("lists/provinces.tsv", invocation) {
      for row in table.rows { provinces[table.cell(row, "code")] = table.cell(row, "name") }
    }
    var statistics = Statistics(provinces: provinces)
    var records = try CurrentRecords(invocation.operands.isEmpty ? ["-"] : invocation.operands, invocation)
    while let line = try records.next() {
      try records.naming { statistics.add(try readIncident(line, number: $0)) }
    }
    let text = invocation.flags.contains("csv") ? statistics.csv : statistics.table()
    try Files.write(Array(text.utf8), to: 1, path: "standard output")
    return Exit.ok
  }
}
