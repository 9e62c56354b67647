import Bytes
import Mentions
import Text

/// One thing that the text says, found by one rule.
///
/// ```swift
/// let deaths = reader.mentions(in: article).filter { $0.type == "harm" && $0.fields["kind"] == "death" && !$0.isNegated }
/// ```
public struct Mention: Sendable, CustomStringConvertible {
  private let held: Held<Mentions.Mention>
  private var wrapped: Mentions.Mention { held.value }

  /// A type that the rule pack declares: `harm`, `official`, `date`.
  public var type: String { wrapped.type }
  /// Values by the names that the type declares.
  public var fields: [String: String] {
    Dictionary(wrapped.fields.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }
  /// The words.
  public var text: String { wrapped.text }
  /// UTF-8 byte offsets of the words into the title or the body.
  public var range: Range<Int> { wrapped.range.start..<wrapped.range.end }
  public var isInTitle: Bool { wrapped.place == .title }
  public var rule: String { wrapped.rule }
  /// The text says that it did not happen.
  public var isNegated: Bool { wrapped.negated }
  /// The text only alleges it.
  public var isAlleged: Bool { wrapped.alleged }
  /// `harm(kind: death) "meninggal dunia" by harm.death`
  public var description: String { wrapped.description }

  init(_ mention: Mentions.Mention) { held = Held(mention) }
}

/// A date as precise as the text tells it.
public struct DatedText: Hashable, Sendable {
  /// ISO 8601, cut to its precision: `2025`, `2025-06`, `2025-06-12`, `2025-06-12T13:58+07:00`.
  public let value: String
  /// The words that gave it.
  public let text: String
  /// How it was found: `json_ld`, `meta`, `byline`, `url`, `statement`, `given`, `explicit`, `relative`, `weekday` or `published`.
  public let basis: String

  init(_ date: DatedValue) {
    value = date.date.value
    text = date.text
    basis = date.basis.rawValue
  }
}

/// Who and what an article names; the fields are those of `saring.article/1`.
public struct Entities: Sendable {
  /// A person who speaks or acts for an agency.
  public struct Official: Hashable, Sendable {
    public let name: String
    public let role: String?
    public let agency: String?
    public let isQuoted: Bool
  }

  /// A region by its Kemendagri code (`71.71`), or a country by ISO 3166-1 alpha-2 (`KH`).
  public struct Place: Hashable, Sendable {
    public let code: String
    public let name: String
  }

  public struct Quote: Hashable, Sendable {
    /// Nil where the article does not tell.
    public let speaker: String?
    public let statement: String
    /// Between quotation marks.
    public let isDirect: Bool
  }

  public struct Law: Hashable, Sendable {
    /// `UU 21/2007`
    public let name: String
    /// `Pasal 2 ayat (1)`
    public let articles: [String]
  }

  public let officials: [Official]
  public let regions: [Place]
  public let countries: [Place]
  /// Kinds of work: `domestic`, `fishing`.
  public let sectors: [String]
  public let quotes: [Quote]
  public let laws: [Law]

  init(_ entities: Mentions.Entities) {
    officials = entities.officials.map {
      Official(name: $0.name, role: $0.role, agency: $0.agency?.name, isQuoted: $0.quoted)
    }
    regions = entities.regions.map { Place(code: $0.code, name: $0.name) }
    countries = entities.countries.map { Place(code: $0.code, name: $0.name) }
    sectors = entities.sectors.map(\.code)
    quotes = entities.quotes.map { Quote(speaker: $0.name, statement: $0.statement.text, isDirect: $0.direct) }
    laws = entities.laws.map { Law(name: $0.name, articles: $0.articles) }
  }
}
