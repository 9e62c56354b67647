package import Bytes

/// What an article names, resolved from its mentions: one entry a person, place, law. Field names are those of `saring.article/1`.
package struct Entities: Sendable {
  package var officials: [Official] = []
  package var quotes: [Quote] = []
  package var regions: [Region] = []
  package var countries: [Country] = []
  package var sectors: [Sector] = []
  package var laws: [Law] = []
  /// Where the dateline stands for, once the gazetteers have been asked: a region's code or a country's.
  package var datelinePlace: DatelinePlace?
  package var findings: [Finding] = []

  package init() {}

  package struct AgencyName: Hashable, Sendable {
    package var id: String?
    package var name: String
    package init(id: String?, name: String) {
      self.id = id
      self.name = name
    }
  }

  package struct Official: Hashable, Sendable {
    package enum Status: String, Sendable { case acting, former, current }
    package var name: String
    package var role: String?
    package var agency: AgencyName?
    package var quoted: Bool
    package var status: Status
    package var evidence: [Evidence]
    package init(
      name: String, role: String?, agency: AgencyName?, quoted: Bool, status: Status, evidence: [Evidence]
    ) {
      self.name = name
      self.role = role
      self.agency = agency
      self.quoted = quoted
      self.status = status
      self.evidence = evidence
    }
  }

  /// A stretch of the body.
  package struct Slice: Hashable, Sendable {
    package var text: String
    package var range: TextRange
    package init(text: String, range: TextRange) {
      self.text = text
      self.range = range
    }
  }

  package struct Quote: Hashable, Sendable {
    package var name: String?
    package var role: String?
    package var agency: AgencyName?
    package var cue: Slice
    package var statement: Slice
    package var direct: Bool
    package init(
      name: String?, role: String?, agency: AgencyName?, cue: Slice, statement: Slice, direct: Bool
    ) {
      self.name = name
      self.role = role
      self.agency = agency
      self.cue = cue
      self.statement = statement
      self.direct = direct
    }
  }

  package struct Region: Hashable, Sendable {
    package enum Level: String, Sendable { case province, regency }
    /// Kemendagri code, "71" or "71.71".
    package var code: String
    package var name: String
    package var level: Level
    /// Code of the province: its own for a province.
    package var province: String
    package var evidence: [Evidence]
    package init(code: String, name: String, level: Level, province: String, evidence: [Evidence]) {
      self.code = code
      self.name = name
      self.level = level
      self.province = province
      self.evidence = evidence
    }
  }

  package struct Country: Hashable, Sendable {
    /// ISO 3166-1 alpha-2.
    package var code: String
    package var name: String
    /// True where only a town, a mission or a demonym stands for it.
    package var inferred: Bool
    package var evidence: [Evidence]
    package init(code: String, name: String, inferred: Bool, evidence: [Evidence]) {
      self.code = code
      self.name = name
      self.inferred = inferred
      self.evidence = evidence
    }
  }

  package struct Sector: Hashable, Sendable {
    package var code: String
    package var evidence: [Evidence]
    package init(code: String, evidence: [Evidence]) {
      self.code = code
      self.evidence = evidence
    }
  }

  package struct Law: Hashable, Sendable {
    /// "UU 21/2007", "KUHP".
    package var name: String
    /// "Pasal 81", "Pasal 2 ayat (1)".
    package var articles: [String]
    package var evidence: [Evidence]
    package init(name: String, articles: [String], evidence: [Evidence]) {
      self.name = name
      self.articles = articles
      self.evidence = evidence
    }
  }

  package enum DatelinePlace: Hashable, Sendable {
    case region(code: String, name: String, level: Region.Level, province: String)
    case country(code: String, name: String)
  }
}
