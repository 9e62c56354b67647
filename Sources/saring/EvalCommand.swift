import Disk
import Evaluation
import JSON
import RuleBook

/// `saring eval`: records against gold annotations.
enum EvalCommand {
  static func run(_ invocation: Invocation) throws -> Int32 {
    guard invocation.operands.count == 3 else { throw UsageError(message: "name three files: GOLD ARTICLES INCIDENTS") }
    var limit = 0
    if let given = invocation.values["errors"] {
      guard let number = Int(given), number >= 0 else {
        throw UsageError(message: "--errors is a number, not \(given)")
      }
      limit = number
    }
    if let path = invocation.values["json"] {
      _ = try OwnFiles(outputs: [path], inputs: invocation.operands + (invocation.lists["before"] ?? []))
    }
    let tables = try tables(invocation)
    let gold = invocation.operands[0]
    let after = try evaluation(gold, invocation.operands[1], invocation.operands[2], tables)
    var text = after.table
    if let before = invocation.lists["before"] {
      text += "\n" + after.changes(since: try evaluation(gold, before[0], before[1], tables))
    }
    if invocation.flags.contains("by-article") { text += "\n" + after.byArticle }
    if limit > 0 { text += after.errors(limit: limit) }
    if let path = invocation.values["json"] {
      var file = try OutputFile(path)
      try file.append(after.json)
      try file.finish()
    }
    try Files.write(Array(text.utf8), to: 1, path: "standard output")
    return Exit.ok
  }

  /// Gold documents decide what is read of the records: memory grows with the gold and its records only.
  private static func evaluation(
    _ gold: String, _ articles: String, _ incidents: String, _ tables: EvaluationTables
  ) throws -> Evaluation {
    var documents: [(id: String, value: JSONValue)] = []
    try forEachRecord(gold) { value, place in
      guard let id = value["id"]?.string else { throw BadRecord(message: "\(place), id: the field is missing") }
      documents.append((id, value))
    }
    let known = Set(documents.map(\.id))
    var articleOf: [String: JSONValue] = [:]
    try forEachRecord(articles) { value, place in
      guard let id = value["id"]?.string else { throw BadRecord(message: "\(place), id: the field is missing") }
      if known.contains(id), articleOf.updateValue(value, forKey: id) != nil {
        throw BadRecord(message: "\(place): two article lines with the id \(id)")
      }
    }
    var incidentsOf: [String: [JSONValue]] = [:]
    try forEachRecord(incidents) { value, _ in
      if let article = value["article"]?.string, articleOf[article] != nil {
        incidentsOf[article, default: []].append(value)
      }
    }
    var evaluation = Evaluation(tables: tables)
    for (id, value) in documents {
      evaluation.add(gold: value, article: articleOf[id], incidents: incidentsOf[id] ?? [])
    }
    return evaluation
  }

  private static func forEachRecord(_ path: String, _ body: (JSONValue, _ place: String) throws -> Void) throws {
    var lines = RecordLines([path])
    while let line = try lines.next() {
      let place = "\(path): line \(lines.number)"
      do {
        try body(try JSONReader.value(of: line), place)
      } catch let error as JSONError {
        throw BadRecord(message: "\(place), column \(error.column): \(error.words)")
      }
    }
  }

  private static func tables(_ invocation: Invocation) throws -> EvaluationTables {
    func list(_ name: String) throws -> Table { try Program.neededTable("lists/\(name).tsv", invocation) }
    func split(_ cell: String) -> [String] { cell.split(separator: "|").map(String.init) }
    let (provinces, regencies, agencies) = (try list("provinces"), try list("regencies"), try list("agencies"))
    return EvaluationTables(
      provinces: provinces.rows.map {
        (provinces.cell($0, "code"), provinces.cell($0, "name"), split(provinces.cell($0, "aliases")))
      },
      regencies: regencies.rows.map { (regencies.cell($0, "code"), regencies.cell($0, "official")) },
      agencies: agencies.rows.map { (agencies.cell($0, "name"), split(agencies.cell($0, "aliases"))) })
  }
}
