import Bytes
package import RuleBook

/// Regencies and cities that share a name: "Malang" is the one of the two that the same article calls by its whole name.
///
/// By itself a name stands for the row of `lists/regencies.tsv` that says `bare`. Where an article names "Kabupaten Malang" and never "Kota
/// Malang", its "Malang" is the regency.
package struct RegionTwins: Sendable {
  private struct Twin {
    /// What the bare name is taken for.
    var own: (code: String, name: String)
    var other: (code: String, name: String)
    /// In small letters.
    var bareName: String
  }

  /// By the code of the row that the bare name means.
  private let twins: [String: Twin]

  package init(_ rules: RuleSet) {
    var other: [String: Int] = [:]
    let entries = rules.list(named: "regencies")?.entries ?? 0..<0
    for entry in entries where rules.cell(entry, "bare") == "no" { other[rules.name(of: entry)] = entry }
    var twins: [String: Twin] = [:]
    for entry in entries where rules.cell(entry, "bare") == "yes" {
      guard let twin = other[rules.name(of: entry)] else { continue }
      let code = rules.cell(entry, "code")
      twins[code] = Twin(
        own: (code, rules.cell(entry, "official")), other: (rules.cell(twin, "code"), rules.cell(twin, "official")),
        bareName: rules.name(of: entry).lowercased())
    }
    self.twins = twins
  }

  /// Gives bare names the code and name of the twin that the text means. Cost: the mentions of regions by the mentions made of them.
  package func settle(_ mentions: inout [Mention]) {
    let regions = mentions.filter { $0.type == "region" }
    let told = Set(regions.compactMap { $0["code"] })
    for code in told.sorted() {
      guard let twin = twins[code], told.contains(twin.other.code) else { continue }
      let own = regions.filter { $0["code"] == code }
      guard own.allSatisfy({ $0.text.lowercased() == twin.bareName }) else { continue }
      for index in mentions.indices { mentions[index] = settled(mentions[index], own, twin) }
    }
  }

  /// The mention, its fields changed that are taken from one of the bare names.
  private func settled(_ mention: Mention, _ bare: [Mention], _ twin: Twin) -> Mention {
    var fields = mention.fields
    for index in fields.indices {
      let range = fields[index].range ?? mention.range
      guard bare.contains(where: { $0.place == mention.place && $0.range.overlaps(range) }) else { continue }
      if fields[index].value == twin.own.code { fields[index].value = twin.other.code }
      if fields[index].value == twin.own.name { fields[index].value = twin.other.name }
    }
    guard fields != mention.fields else { return mention }
    return Mention(
      type: mention.type, rule: mention.rule, place: mention.place, range: mention.range, text: mention.text, fields: fields,
      negated: mention.negated, alleged: mention.alleged)
  }
}
