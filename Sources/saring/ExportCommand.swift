import Disk
import Exports
import Glibc
import Records
import RuleBook
import SQL

/// `saring export`: incident records in forms that other programs read.
enum ExportCommand {
  static func run(_ invocation: Invocation) throws -> Int32 {
    guard !invocation.operands.isEmpty else { throw UsageError(message: "name at least one file of incident records") }
    let privacy: Privacy = invocation.flags.contains("privacy") ? .protected : .open
    let path = invocation.values["output"] ?? "-"
    _ = try OwnFiles(outputs: [path], inputs: invocation.operands + (invocation.values["ledger"].map { [$0] } ?? []))
    let count: String
    switch invocation.values["to"] {
    case "csv": count = try write(FlatCSV(privacy: privacy), invocation, path)
    case "htcds":
      count = try write(HTCDS(privacy: privacy, provinces: names("provinces", invocation)), invocation, path)
    case "postgres": count = try write(PostgreSQL(privacy: privacy), invocation, path)
    case "geojson": count = try write(geoJSON(invocation), invocation, path)
    case "sqlite": count = try writeDatabase(privacy, invocation, path)
    case let other:
      throw UsageError(message: "--to is csv, htcds, postgres, sqlite or geojson" + (other.map { ", not \($0)" } ?? ""))
    }
    if !invocation.flags.contains("quiet") { Program.say("saring: \(count) to \(path)") }
    return Exit.ok
  }

  /// - Returns: how many there were, in words.
  private static func forEachRecord(_ invocation: Invocation, _ body: (IncidentRecord) throws -> Void) throws -> String {
    var records = try CurrentRecords(invocation.operands, invocation)
    var count = 0
    while let line = try records.next() {
      try records.naming { try body(try readIncident(line, number: $0)) }
      count += 1
    }
    return counted(count, "incident") + records.passedOverWords
  }

  private static func write(_ export: some TextExport, _ invocation: Invocation, _ path: String) throws -> String {
    var export = export
    var file = try OutputFile(path)
    try file.append(Array(export.begin().utf8))
    let count = try forEachRecord(invocation) { try file.append(Array(export.add($0).utf8)) }
    try file.append(Array(export.end().utf8))
    try file.finish()
    return count
  }

  /// The database is written beside its place and renamed when all is done.
  private static func writeDatabase(_ privacy: Privacy, _ invocation: Invocation, _ path: String) throws -> String {
    guard path != "-", Files.kind(of: path) != .other else {
      throw UsageError(message: "--to sqlite needs a file: -o PATH")
    }
    let path = Files.target(of: path)
    let beside = path + ".saring-\(getpid())"
    do {
      try Files.make(beside, toReplace: path)
      let export = try SQLiteExport(try Database(beside), privacy: privacy)
      let count = try forEachRecord(invocation) { try export.add($0) }
      try export.finish()
      try Files.sync(beside)
      try Files.rename(beside, to: path)
      return count
    } catch {
      unsafe unlink(beside)
      throw error
    }
  }

  /// Code to name of a list.
  private static func names(_ list: String, _ invocation: Invocation) throws -> [String: String] {
    guard let table = try Program.table("lists/\(list).tsv", invocation) else { return [:] }
    return Dictionary(table.rows.map { (table.cell($0, "code"), table.cell($0, "name")) }) { first, _ in first }
  }

  private static func geoJSON(_ invocation: Invocation) throws -> GeoJSON {
    let table = try Program.neededTable("lists/centroids.tsv", invocation)
    var centroids: [String: GeoJSON.Centroid] = [:]
    for row in table.rows {
      guard let latitude = Double(table.cell(row, "lat")), let longitude = Double(table.cell(row, "lon")) else {
        continue
      }
      centroids[table.cell(row, "code")] = GeoJSON.Centroid(latitude: latitude, longitude: longitude)
    }
    let names = try names("provinces", invocation).merging(try names("countries", invocation)) { first, _ in first }
    return GeoJSON(centroids: centroids, names: names)
  }
}
