import Articles
import Bytes
import Incidents
import Mentions
import Pipeline
import RuleBook
import Text

/// A page told stage by stage, for people.
struct Explanation {
  let engine: Engine
  let article: Article
  let rule: String?
  let field: String?
  private let stages: Set<String>
  private let mentions: [Mention]
  private let entities: Entities
  private let incidents: [Incident]

  /// - Parameter stage: the only one to tell; nil for all, or for what a rule or a field is about.
  init(engine: Engine, article: Article, stage: String?, rule: String?, field: String?) {
    self.engine = engine
    self.article = article
    self.rule = rule
    self.field = field
    if let stage {
      stages = [stage]
    } else {
      stages = rule == nil && field == nil ? ["article", "mentions", "incidents"] : []
    }
    let found = engine.extract(article)
    mentions = found.mentions
    entities = found.entities
    incidents = engine.incidents(article, found.mentions, found.entities)
  }

  func text(_ paint: Paint) -> String {
    var out = paint("== \(article.id)", .bold) + (article.url.map { "  \($0)" } ?? "") + "\n"
    if stages.contains("article") { out += articleText(paint) }
    if stages.contains("mentions") { out += mentionsText(mentions, paint) }
    if stages.contains("incidents") { out += incidentsText(paint) }
    if let rule { out += ruleText(rule, paint) }
    if let field {
      out += FieldExplanation(field: field, article: article, mentions: mentions, entities: entities, incidents: incidents).text(paint)
    }
    return out
  }

  // MARK: - Article

  private func articleText(_ paint: Paint) -> String {
    var out = paint("-- article", .bold) + "\n"
    out += "title      \(article.title ?? "none")\n"
    out += "published  \(article.published.map { "\($0.date.value), by \($0.basis.rawValue): \"\($0.text)\"" } ?? "not known")\n"
    out += "dateline   \(article.dateline?.text ?? "none")\n"
    if !article.authors.isEmpty { out += "authors    \(article.authors.joined(separator: ", "))\n" }
    for finding in article.findings { out += paint("\(finding.flag.rawValue): \(finding.note)", .yellow) + "\n" }
    var stretches = article.segments.map { (range: $0.source, removed: Article.Removed?.none) }
    stretches += article.removed.map { (range: $0.range, removed: Optional($0)) }
    for (range, removed) in stretches.sorted(by: { $0.range < $1.range }) {
      let words = article.sourceText.string(range)
      if let removed {
        out += paint("- \(removed.kind.rawValue) \(removed.rule)", Explanation.ink(removed.kind)) + "\n"
        out += Explanation.indented(words).map { paint($0, Explanation.ink(removed.kind)) + "\n" }.joined()
      } else {
        out += paint("+ kept", .green) + "\n" + Explanation.indented(words).map { $0 + "\n" }.joined()
      }
    }
    return out
  }

  private static func ink(_ kind: Article.Removed.Kind) -> Paint.Ink {
    switch kind {
    case .nav, .section, .meta: .faint
    case .related: .blue
    case .caption, .credit: .magenta
    case .ad, .social: .red
    case .footer, .byline: .cyan
    case .headline: .yellow
    }
  }

  private static func indented(_ words: String) -> [String] {
    words.split(whereSeparator: \.isNewline).map { "    " + visible(String($0)) }
  }

  /// Control characters of a page must not reach the terminal.
  static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }) else { return text }
    var out = ""
    for scalar in text.unicodeScalars {
      if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) { out += "·" } else { out.unicodeScalars.append(scalar) }
    }
    return out
  }

  // MARK: - Mentions and incidents

  private func mentionsText(_ mentions: [Mention], _ paint: Paint) -> String {
    var out = paint("-- \(mentions.count) mentions", .bold) + "\n"
    for mention in mentions {
      out += "\(mention.place.rawValue) \(mention.range.start)-\(mention.range.end)  \(Explanation.visible(mention.description))\n"
    }
    return out
  }

  private func incidentsText(_ paint: Paint) -> String {
    var out = paint("-- \(incidents.count) incidents", .bold) + "\n"
    for (index, incident) in incidents.enumerated() {
      let note = (incident.background ? ", background" : "") + (incident.alleged ? ", alleged" : "")
      out += paint("incident \(index + 1)", .bold) + " confidence \(incident.confidence)\(note)\n"
      for evidence in incident.evidence { out += "  \(FieldExplanation.line(evidence, paint))\n" }
      for finding in incident.findings { out += "  " + paint("\(finding.flag.rawValue): \(finding.note)", .yellow) + "\n" }
    }
    return out
  }

  // MARK: - A rule

  private func ruleText(_ name: String, _ paint: Paint) -> String {
    let title = Array((article.title ?? "").utf8)
    guard let rule = engine.rules.rules.first(where: { $0.name == name }),
      let trace = engine.scanner.trace(rule: name, title: title, body: article.body, dateline: article.dateline?.range)
    else { return "" }
    func words(_ place: Mention.Place, _ range: TextRange) -> String {
      Explanation.visible((place == .title ? title : article.body).string(range))
    }
    var out = paint("-- rule \(name)", .bold) + " \(rule.file):\(rule.line)\n"
    for match in trace.matches {
      let ink: Paint.Ink = match.outcome == .made || match.outcome == .shielded ? .green : .red
      let which = match.condition.map { ": its condition \($0.number), `\($0.clause)`" } ?? ""
      out +=
        "matches \(match.place.rawValue) \(match.range.start)-\(match.range.end) \"\(words(match.place, match.range))\": "
        + paint(match.outcome.message.description + which, ink) + "\n"
    }
    for mention in mentions where mention.rule == name { out += "  \(Explanation.visible(mention.description))\n" }
    guard let miss = trace.miss else {
      return out + (trace.matches.isEmpty ? "nothing of its pattern stands in the page\n" : "")
    }
    out += "nearest miss \(miss.place.rawValue) \(miss.taken.start)-\(miss.taken.end) \"\(paint(words(miss.place, miss.taken), .green))\""
    out += ", then \(miss.token.map { paint("\"\(words(miss.place, $0))\"", .red) } ?? "the sentence ends")"
    let wanted = miss.wanted.map(\.description).joined(separator: " or ")
    return out + " where it wants \(wanted); \(miss.missing) of \(miss.steps) steps missing\n"
  }
}
