package import JSON

/// Records against gold annotations: figures, and what is wrong in which article.
///
/// The measure: every figure is micro-averaged precision, recall and F1 over the gold documents; a document without an article record
/// counts as empty output. `body` is F1 over 4-word shingles, averaged over documents. Incidents are aligned one to one, greedily by
/// the number of equal slot fillers (the MUC-4 template measure), where one harm, response, date, count or person at least is equal;
/// main incidents before background ones on a tie. Fillers of a prediction that fits none are false, those of a gold incident that none
/// fits are missed. A prediction that fits a background incident best, or that says "background" itself and fits none, is left out.
/// Officials that are merely mentioned count neither way, nor do terms outside the vocabulary.
package struct Evaluation: Sendable {
  package internal(set) var documents = 0
  package internal(set) var withArticle = 0
  package internal(set) var slips: [Slip] = []
  var tallies: [String: Tally] = [:]
  var bodies: [BodyMeasure] = []
  let tables: EvaluationTables

  package init(tables: EvaluationTables) { self.tables = tables }

  static let order = [
    "officials.name", "officials.name+role", "officials.agency", "regions", "countries", "sectors", "laws", "published",
    "dateline", "has_incident", "incidents", "background flag",
  ]

  /// The figures in the order of the table.
  package var figures: [Figure] {
    let count = Double(max(1, bodies.count))
    func mean(_ path: KeyPath<BodyMeasure, Double>) -> Double { bodies.reduce(0) { $0 + $1[keyPath: path] } / count }
    var rows = [
      Figure(name: "body", precision: mean(\.precision), recall: mean(\.recall), f1: mean(\.f1), gold: bodies.count)
    ]
    let slots = tallies.keys.filter { $0.hasPrefix("slot.") }.sorted()
    var all = Tally()
    for slot in slots {
      let tally = tallies[slot] ?? Tally()
      all.add(tally.right, tally.extra, tally.missed)
    }
    func add(_ name: String, _ tally: Tally) {
      rows.append(
        Figure(
          name: name, precision: tally.precision, recall: tally.recall, f1: tally.f1, gold: tally.right + tally.missed))
    }
    for name in Evaluation.order { add(name, tallies[name] ?? Tally()) }
    add("slots (all)", all)
    for slot in slots { add(slot, tallies[slot] ?? Tally()) }
    return rows
  }

  /// Adds a gold document, its article record (nil where there is none) and its incident records.
  package mutating func add(gold: JSONValue, article: JSONValue?, incidents: [JSONValue]) {
    documents += 1
    if article != nil { withArticle += 1 }
    let article = article ?? .object(JSONObject())
    bodies.append(BodyMeasure(gold: goldBody(gold), found: article["body"]?.string ?? ""))
    var document = DocumentCheck(gold: gold, article: article, incidents: incidents, tables: tables)
    document.checkArticle()
    document.checkIncidents()
    for (name, tally) in document.tallies {
      tallies[name, default: Tally()].add(tally.right, tally.extra, tally.missed)
    }
    slips += document.slips
  }
}
