import Articles
import Bytes
import Incidents
import Mentions
import Records
import Text

/// One article with every kind of field filled, its texts full of characters of two, three and four bytes.
enum Sample {
  static let source =
    "Beranda › Berita\n“WNI” tewas 😀\n\nPHNOM PENH – Dua WNI é tewas.\n \u{A0}\nIklan “ini”\nKata Satya: “Ya.”\n© 2025\n"
  static let body = "PHNOM PENH – Dua WNI é tewas.\n\nKata Satya: “Ya.”"
  static let producer = Producer(saring: "1.0.0", rules: String(repeating: "0f", count: 32))

  /// Byte range of `words` in `text`.
  static func range(of words: String, in text: String) -> TextRange {
    let (words, bytes) = (Array(words.utf8), Array(text.utf8))
    let start = bytes.indices.first { bytes[$0...].starts(with: words) }!
    return TextRange(start, start + words.count)
  }

  static func evidence(_ field: String, _ words: String, _ place: Evidence.Place = .body) -> Evidence {
    let text =
      switch place {
      case .body: body
      case .title: article.title!
      case .url: article.url!
      case .source: source
      case .meta: ""
      }
    let range = place == .meta ? nil : range(of: words, in: text)
    return Evidence(field: field, value: "v", rule: "test.rule", place: place, text: words, range: range)
  }

  static let article: Article = {
    let first = range(of: "PHNOM PENH – Dua WNI é tewas.", in: source)
    let second = range(of: "Kata Satya: “Ya.”", in: source)
    return Article(
      id: "pi-22", source: PageSource(path: "dump/a.jsonl", line: 7, format: .jsonl, sha256: SHA256.hex([])),
      url: "https://kompas.com/2025/06/12/é-😀", site: "kompas.com", title: "“WNI” tewas 😀",
      published: DatedValue(
        PartialDate(Day(2025, 6, 12)!, hour: 13, minute: 58, offset: 420), text: "12/06/2025, 13:58 WIB", basis: .byline
      ),
      modified: DatedValue(PartialDate(year: 2025, month: 6), text: "Juni 2025", basis: .meta),
      dateline: Article.Dateline(text: "PHNOM PENH", range: TextRange(0, 10)), authors: ["Ani", "Budi \"B\""],
      body: Array(body.utf8),
      segments: [
        Article.Segment(body: TextRange(0, first.count), source: first),
        Article.Segment(body: range(of: "Kata Satya: “Ya.”", in: body), source: second),
      ],
      removed: [
        Article.Removed(.nav, range(of: "Beranda › Berita", in: source), rule: "nav.crumbs"),
        Article.Removed(.headline, range(of: "“WNI” tewas 😀", in: source), rule: "title"),
        Article.Removed(.ad, range(of: "Iklan “ini”", in: source), rule: "ad.word"),
        Article.Removed(.footer, range(of: "© 2025", in: source), rule: "footer.copyright"),
      ],
      sourceText: Array(source.utf8), findings: [Finding(.weekdayMismatch, "Rabu (27/5/2025) was a Tuesday")])
  }()

  static let entities: Entities = {
    var entities = Entities()
    let agency = Entities.AgencyName(id: "kemlu", name: "Kemlu RI")
    entities.officials = [
      .init(
        name: "Satya Wiratma", role: "Direktur", agency: agency, quoted: true, status: .current,
        evidence: [evidence("name", "Satya"), evidence("role", "“Ya.”"), evidence("agency", "meta", .meta)]),
      .init(name: "Ani", role: nil, agency: nil, quoted: false, status: .acting, evidence: []),
    ]
    entities.quotes = [
      .init(
        name: "Satya", role: nil, agency: .init(id: nil, name: "KBRI"),
        cue: .init(text: "Kata", range: range(of: "Kata", in: body)),
        statement: .init(text: "Ya.", range: range(of: "Ya.", in: body)), direct: true)
    ]
    entities.regions = [
      .init(
        code: "12.71", name: "Kota Medan", level: .regency, province: "12",
        evidence: [evidence("region", "tewas", .title), evidence("region", "Iklan “ini”", .source)])
    ]
    entities.countries = [
      .init(code: "KH", name: "Kamboja", inferred: true, evidence: [evidence("country", "é-😀", .url)])
    ]
    entities.sectors = [.init(code: "online_scam", evidence: [evidence("sector", "WNI é")])]
    entities.laws = [.init(name: "UU 21/2007", articles: ["Pasal 2 ayat (1)"], evidence: [evidence("law", "tewas")])]
    entities.datelinePlace = .country(code: "KH", name: "Kamboja")
    entities.findings = [
      Finding(.obsoleteAgency, "BNP2TKI"), Finding(.weekdayMismatch, "Rabu (27/5/2025) was a Tuesday"),
    ]
    return entities
  }()

  static let mentions: [Mention] = {
    let two = range(of: "Dua WNI é", in: body)
    return [
      Mention(
        type: "count", rule: "count.people", place: .body, range: two, text: "Dua WNI é",
        fields: [
          .init(name: "n", value: "2", range: range(of: "Dua", in: body)), .init(name: "who", value: "WNI", range: nil),
        ], alleged: true),
      Mention(
        type: "harm", rule: "harm.death", place: .title, range: range(of: "tewas 😀", in: article.title!),
        text: "tewas 😀",
        fields: [.init(name: "kind", value: "death", range: range(of: "tewas", in: article.title!))], negated: true),
      Mention(type: "bare", rule: "bare", place: .body, range: TextRange(0, 0), text: "", fields: []),
    ]
  }()

  static let incident: Incident = {
    var incident = Incident()
    incident.harms = ["death"]
    incident.responses = ["repatriation"]
    incident.date = DatedValue(PartialDate(Day(2025, 6, 11)!), text: "kemarin", basis: .relative)
    incident.countries = ["KH"]
    incident.places = [.init(name: "Phnom Penh", country: "KH"), .init(name: "Kapal", country: nil)]
    incident.origins = entities.regions
    incident.sectors = ["online_scam"]
    incident.affected.count = 2
    incident.affected.dead = 2
    incident.affected.text = "Dua WNI é"
    incident.people = [.init(name: "NA", age: 19, sex: .female, status: .dead, origin: "12.71"), .init(name: "B")]
    incident.suspects.names = ["C"]
    incident.agencies = [.init(id: nil, name: "KBRI Phnom Penh")]
    incident.officials = ["Satya Wiratma"]
    incident.laws = ["UU 21/2007"]
    incident.alleged = true
    incident.confidence = 0.1 + 0.2
    incident.evidence = [
      evidence("harms[0]", "tewas"), evidence("affected.count", "Dua"), evidence("date", "x", .meta),
    ]
    incident.linkKey = "KH|2025-06"
    incident.findings = [Finding(.partsMismatch, "2 of 3")]
    return incident
  }()
}
