import Articles
import Bytes
import Incidents
import Mentions
import Records

/// One course of events that involves one group of people; the fields are those of `saring.incident/1`.
public struct Incident: Sendable {
  public struct Person: Hashable, Sendable {
    public let name: String
    public let age: Int?
    /// `female` or `male`.
    public let sex: String?
    /// `dead`, `ill`, `missing`, `detained`, `rescued` or `returned`.
    public let status: String?
    /// Kemendagri code of the region the person comes from.
    public let origin: String?
  }

  /// Why a value stands here: the words that carry it and the rule that read them.
  public struct Evidence: Hashable, Sendable {
    /// `date`, `affected.dead`, `countries`.
    public let field: String
    public let value: String
    public let rule: String
    public let text: String
    /// UTF-8 byte offsets into the body, where the words stand there.
    public let range: Range<Int>?
  }

  private struct Parts {
    var incident: Incidents.Incident
    var number: Int
    var article: Articles.Article
    var producer: Producer
  }

  private let held: Held<Parts>
  private var wrapped: Incidents.Incident { held.value.incident }

  public var id: String { "\(held.value.article.id)#\(held.value.number)" }
  /// What happened to people: `death`, `trafficking`, `exploitation`.
  public var harms: [String] { wrapped.harms }
  /// What was done: `repatriation`, `rescue`, `arrest`.
  public var responses: [String] { wrapped.responses }
  public var date: DatedText? { wrapped.date.map { DatedText($0) } }
  /// ISO 3166-1 alpha-2.
  public var countries: [String] { wrapped.countries }
  /// Regions that the affected come from.
  public var origins: [Entities.Place] { wrapped.origins.map { Entities.Place(code: $0.code, name: $0.name) } }
  public var sectors: [String] { wrapped.sectors }
  /// How many people are affected; nil where the article does not tell.
  public var count: Int? { wrapped.affected.count }
  public var dead: Int? { wrapped.affected.dead }
  public var people: [Person] {
    wrapped.people.map {
      Person(name: $0.name, age: $0.age, sex: $0.sex?.rawValue, status: $0.status?.rawValue, origin: $0.origin)
    }
  }
  public var suspects: [String] { wrapped.suspects.names }
  /// The article only alleges it.
  public var isAlleged: Bool { wrapped.alleged }
  /// The article tells it as background of other news.
  public var isBackground: Bool { wrapped.background }
  /// 0 to 1.
  public var confidence: Double { wrapped.confidence }
  public var evidence: [Evidence] {
    wrapped.evidence.map {
      Evidence(
        field: $0.field, value: $0.value, rule: $0.rule, text: $0.text,
        range: $0.place == .body ? $0.range.map { $0.start..<$0.end } : nil)
    }
  }
  /// The record with all its fields: one line of `saring.incident/1`, without a line break.
  public var json: String {
    let parts = held.value
    let line = incidentLine(parts.incident, number: parts.number, article: parts.article, producer: parts.producer)
    return String(decoding: line.dropLast(), as: UTF8.self)
  }

  init(_ incident: Incidents.Incident, number: Int, article: Articles.Article, producer: Producer) {
    held = Held(Parts(incident: incident, number: number, article: article, producer: producer))
  }
}
