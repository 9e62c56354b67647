import JSON

extension DocumentCheck {
  /// Aligns the records with the annotated incidents and counts their slots.
  mutating func checkIncidents() {
    let golds = (gold["incidents"]?.list ?? []).map { (incident: $0, fillers: tables.goldFillers($0)) }
    let found = incidents.map { (incident: $0, fillers: tables.foundFillers($0)) }
    func isBackground(_ incident: JSONValue) -> Bool { incident["background"]?.bool == true }

    var (usedGold, usedFound): (Set<Int>, Set<Int>) = ([], [])
    var aligned: [(gold: Int, found: Int)] = []
    for pair in candidates(golds, found) where !usedGold.contains(pair.gold) && !usedFound.contains(pair.found) {
      usedGold.insert(pair.gold)
      usedFound.insert(pair.found)
      aligned.append(pair)
      let agree = isBackground(found[pair.found].incident) == isBackground(golds[pair.gold].incident)
      tallies["background flag", default: Tally()].add(agree ? 1 : 0, agree ? 0 : 1, agree ? 0 : 1)
      if !agree {
        slip(
          "background flag", .wrong, isBackground(found[pair.found].incident) ? "background" : "main",
          note(golds[pair.gold].incident))
      }
    }
    for index in found.indices where isBackground(found[index].incident) { usedFound.insert(index) }

    let main = aligned.filter { !isBackground(golds[$0.gold].incident) }
    for pair in main { compareSlots(golds[pair.gold].fillers, found[pair.found].fillers, found[pair.found].incident) }
    let missed = golds.indices.filter { !usedGold.contains($0) && !isBackground(golds[$0].incident) }
    for index in missed {
      for filler in golds[index].fillers { tallies["slot.\(filler.slot)", default: Tally()].add(0, 0, 1) }
      slip("incidents", .missed, "incident of \(golds[index].fillers.count) slots", note(golds[index].incident))
    }
    let extra = found.indices.filter { !usedFound.contains($0) }
    for index in extra {
      for filler in found[index].fillers { tallies["slot.\(filler.slot)", default: Tally()].add(0, 1, 0) }
      slip("incidents", .extra, "incident of \(found[index].fillers.count) slots", summary(found[index].incident))
    }
    let mainGold = golds.count { !isBackground($0.incident) }
    tallies["incidents", default: Tally()].add(main.count, extra.count, mainGold - main.count)
    let (wanted, got) = (mainGold > 0, !main.isEmpty || !extra.isEmpty)
    tallies["has_incident", default: Tally()].add(wanted && got ? 1 : 0, got && !wanted ? 1 : 0, wanted && !got ? 1 : 0)
    if wanted != got { slip("has_incident", got ? .extra : .missed, "an incident") }
  }

  private typealias Row = (incident: JSONValue, fillers: Set<Filler>)

  /// Pairs with a strong slot in common: the most alike first, then main incidents, then in their order.
  private func candidates(_ golds: [Row], _ found: [Row]) -> [(gold: Int, found: Int)] {
    var pairs: [(equal: Int, background: Int, gold: Int, found: Int)] = []
    for (g, gold) in golds.enumerated() {
      for (p, record) in found.enumerated() {
        let equal = gold.fillers.intersection(record.fillers)
        guard equal.contains(where: { Filler.strong.contains($0.slot) }) else { continue }
        pairs.append((-equal.count, gold.incident["background"]?.bool == true ? 1 : 0, g, p))
      }
    }
    return pairs.sorted { ($0.equal, $0.background, $0.gold, $0.found) < ($1.equal, $1.background, $1.gold, $1.found) }
      .map { ($0.gold, $0.found) }
  }

  private mutating func compareSlots(_ gold: Set<Filler>, _ found: Set<Filler>, _ record: JSONValue) {
    let evidence = record["evidence"]?.list ?? []
    for slot in Set(gold.map(\.slot)).union(found.map(\.slot)).sorted() {
      compare(
        "slot.\(slot)", Set(gold.filter { $0.slot == slot }.map(\.value)),
        Set(found.filter { $0.slot == slot }.map(\.value))
      ) { Self.source(evidence, slot, $0) }
    }
  }

  private func note(_ incident: JSONValue) -> String? { incident["note"]?.string }

  private func summary(_ incident: JSONValue) -> String {
    let terms = ["harms", "responses"].flatMap { incident[$0]?.list ?? [] }.compactMap(\.string)
    return ([incident["id"]?.string ?? ""] + terms).joined(separator: " ")
  }
}
