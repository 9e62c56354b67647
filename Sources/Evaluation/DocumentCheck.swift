import JSON

/// One gold document against its records.
struct DocumentCheck {
  let gold: JSONValue
  let article: JSONValue
  let incidents: [JSONValue]
  let tables: EvaluationTables
  let id: String
  var tallies: [String: Tally] = [:]
  var slips: [Slip] = []

  init(gold: JSONValue, article: JSONValue, incidents: [JSONValue], tables: EvaluationTables) {
    self.gold = gold
    self.article = article
    self.incidents = incidents
    self.tables = tables
    id = gold["id"]?.string ?? ""
  }

  mutating func slip(_ figure: String, _ kind: Slip.Kind, _ value: String, _ note: String? = nil) {
    slips.append(Slip(figure: figure, article: id, kind: kind, value: value, note: note))
  }

  /// Counts two sets of values; `source` explains an extra one.
  mutating func compare(
    _ figure: String, _ gold: Set<String>, _ found: Set<String>, _ source: (String) -> String? = { _ in nil }
  ) {
    let right = gold.intersection(found).count
    tallies[figure, default: Tally()].add(right, found.count - right, gold.count - right)
    for value in gold.subtracting(found).sorted() { slip(figure, .missed, value) }
    for value in found.subtracting(gold).sorted() { slip(figure, .extra, value, source(value)) }
  }

  /// The rule and the words that gave a value: `harm.word "dijual"`.
  static func source(_ evidence: [JSONValue], _ field: String, _ value: String) -> String? {
    let row = evidence.first { row in
      guard let name = row["field"]?.string, name == field || name.hasPrefix(field + "[") else { return false }
      let told = row["value"]?.string ?? ""
      return told == value || joinedWords(told) == value || nameKey(told).joined(separator: " ") == value
    }
    guard let row, let rule = row["rule"]?.string, let text = row["text"]?.string else { return nil }
    return "\(rule) \"\(text)\""
  }

  // MARK: The article

  mutating func checkArticle() {
    checkOfficials()
    let dateline = article["dateline"]?.text(or: "text") ?? ""
    compare(
      "dateline", set(gold["dateline"]?.string.map(joinedWords)), set(dateline.isEmpty ? nil : joinedWords(dateline)))
    let text = FoldedText(gold["text"]?.string ?? "")
    for field in ["regions", "countries", "sectors"] {
      var wanted = Set((gold[field]?.list ?? []).compactMap(\.string))
      if field == "regions" { wanted = tables.folded(Set(wanted.map(tables.region)), text) }
      // As the measure has it: a code that is a city's twin is folded in every field.
      let rows = article[field]?.list ?? []
      compare(field, wanted, tables.folded(codes(article[field]), text)) { value in
        rows.first { $0["code"]?.string == value }.flatMap { Self.source($0["evidence"]?.list ?? [], field, value) }
      }
    }
    compare(
      "laws", Set((gold["laws"]?.list ?? []).map { lawKey($0.string ?? "") }),
      Set((article["laws"]?.list ?? []).map { lawKey($0.text(or: "name") ?? "") }))
    let published = article["published"]?.text(or: "value") ?? ""
    compare("published", set(gold["published"]?.string), set(published.isEmpty ? nil : String(published.prefix(10))))
  }

  private func set(_ value: String?) -> Set<String> { value.map { $0.isEmpty ? [] : [$0] } ?? [] }

  private mutating func checkOfficials() {
    let wanted = gold["officials"]?.list ?? []
    let found = article["officials"]?.list ?? []
    var left = Array(found.indices)
    var pairs: [(gold: Int, found: Int)] = []
    for (index, official) in wanted.enumerated() {
      guard
        let place = left.firstIndex(where: {
          isSameName(gold: official["name"]?.string ?? "", found: found[$0]["name"]?.string ?? "")
        })
      else { continue }
      pairs.append((index, left.remove(at: place)))
    }
    let quoted = wanted.indices.filter { wanted[$0]["quoted"]?.bool == true }
    let hits = pairs.filter { quoted.contains($0.gold) }
    tallies["officials.name", default: Tally()].add(hits.count, left.count, quoted.count - hits.count)
    for index in quoted where !hits.contains(where: { $0.gold == index }) {
      slip("officials.name", .missed, wanted[index]["name"]?.string ?? "", wanted[index]["role"]?.string)
    }
    for index in left {
      slip("officials.name", .extra, found[index]["name"]?.string ?? "", found[index]["role"]?.string)
    }

    let good = hits.filter {
      isSameRole(gold: wanted[$0.gold]["role"]?.string ?? "", found: found[$0.found]["role"]?.string ?? "")
    }
    tallies["officials.name+role", default: Tally()].add(
      good.count, left.count + hits.count - good.count, quoted.count - good.count)
    for hit in hits where !good.contains(where: { $0 == hit }) {
      let official = wanted[hit.gold]
      slip(
        "officials.name+role", .wrong, found[hit.found]["role"]?.string ?? "none",
        "\(official["name"]?.string ?? "") is \(official["role"]?.string ?? "without a role")")
    }

    let told = hits.filter { !(wanted[$0.gold]["agency"]?.string ?? "").isEmpty }
    let kept = told.filter { isSameBody(wanted[$0.gold], found[$0.found]) }
    tallies["officials.agency", default: Tally()].add(kept.count, told.count - kept.count, told.count - kept.count)
    for hit in told where !kept.contains(where: { $0 == hit }) {
      slip(
        "officials.agency", .wrong, found[hit.found]["agency"]?.text(or: "name") ?? "none",
        "\(wanted[hit.gold]["name"]?.string ?? "") is of \(wanted[hit.gold]["agency"]?.string ?? "")")
    }
  }

  /// The same public body, or office and body together the same.
  private func isSameBody(_ gold: JSONValue, _ found: JSONValue) -> Bool {
    let (wanted, told) = (gold["agency"]?.string ?? "", found["agency"]?.text(or: "name"))
    if let told, tables.agency(wanted) == tables.agency(told) { return true }
    return tables.agency("\(gold["role"]?.string ?? "") \(wanted)")
      == tables.agency("\(found["role"]?.string ?? "") \(told ?? "")")
  }
}
