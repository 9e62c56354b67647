import Bytes
import JSON
import Mentions

extension RecordFields {
  /// The columns from `officials` to `laws`, and the dateline's place; nil where all of them are empty.
  func entities(_ texts: inout ArticleTexts) throws(RecordError) -> Entities? {
    var entities = Entities()
    for row in try rows("officials") { entities.officials.append(try row.official(&texts)) }
    for row in try rows("quotes") { entities.quotes.append(try row.quote(&texts)) }
    for row in try rows("regions") {
      let region = try row.region(evidence: try row.evidence(&texts))
      entities.regions.append(region)
    }
    for row in try rows("countries") {
      let evidence = try row.evidence(&texts)
      entities.countries.append(
        Entities.Country(
          code: try row.text("code"), name: try row.text("name"), inferred: try row.truth("inferred"),
          evidence: evidence))
    }
    for row in try rows("sectors") {
      entities.sectors.append(Entities.Sector(code: try row.text("code"), evidence: try row.evidence(&texts)))
    }
    for row in try rows("laws") {
      let evidence = try row.evidence(&texts)
      entities.laws.append(
        Entities.Law(name: try row.text("name"), articles: try row.texts("articles"), evidence: evidence))
    }
    entities.datelinePlace = try fieldsOrNull("dateline")?.fieldsOrNull("place")?.datelinePlace()
    let empty =
      entities.officials.isEmpty && entities.quotes.isEmpty && entities.regions.isEmpty && entities.countries.isEmpty
      && entities.sectors.isEmpty && entities.laws.isEmpty && entities.datelinePlace == nil
    return empty ? nil : entities
  }

  func evidence(_ texts: inout ArticleTexts) throws(RecordError) -> [Evidence] {
    var evidence: [Evidence] = []
    for row in try rows("evidence") {
      let place = try row.word("in", of: Evidence.Place.known)
      evidence.append(
        Evidence(
          field: try row.text("field"), value: try row.text("value"), rule: try row.text("rule"), place: place,
          text: try row.text("text"), range: try row.range(&texts, in: place)))
    }
    return evidence
  }

  func region(evidence: [Evidence]) throws(RecordError) -> Entities.Region {
    Entities.Region(
      code: try text("code"), name: try text("name"), level: try word("level", of: Entities.Region.Level.known),
      province: try text("province"), evidence: evidence)
  }

  func agency() throws(RecordError) -> Entities.AgencyName {
    Entities.AgencyName(id: try textOrNull("id"), name: try text("name"))
  }

  private func official(_ texts: inout ArticleTexts) throws(RecordError) -> Entities.Official {
    Entities.Official(
      name: try text("name"), role: try textOrNull("role"), agency: try fieldsOrNull("agency")?.agency(),
      quoted: try truth("quoted"), status: try word("status", of: Entities.Official.Status.known),
      evidence: try evidence(&texts))
  }

  private func quote(_ texts: inout ArticleTexts) throws(RecordError) -> Entities.Quote {
    let speaker = try fields("speaker")
    return Entities.Quote(
      name: try speaker.textOrNull("name"), role: try speaker.textOrNull("role"),
      agency: try speaker.fieldsOrNull("agency")?.agency(), cue: try fields("cue").slice(&texts),
      statement: try fields("statement").slice(&texts), direct: try truth("direct"))
  }

  private func slice(_ texts: inout ArticleTexts) throws(RecordError) -> Entities.Slice {
    guard let range = try range(&texts, in: .body) else {
      throw error("start", .wrongType(found: "null", expected: "an integer"))
    }
    return Entities.Slice(text: try text("text"), range: range)
  }

  private func datelinePlace() throws(RecordError) -> Entities.DatelinePlace {
    let (code, name) = (try text("code"), try text("name"))
    guard let level = try wordOrNull("level", of: Entities.Region.Level.known) else {
      return .country(code: code, name: name)
    }
    return .region(code: code, name: name, level: level, province: try text("province"))
  }
}

extension Evidence.Place {
  static let known: [Self] = [.body, .title, .url, .meta, .source]
}

extension Entities.Region.Level {
  static let known: [Self] = [.province, .regency]
}

extension Entities.Official.Status {
  static let known: [Self] = [.acting, .former, .current]
}
