import Articles
import Bytes
import Incidents
import JSON
import Mentions
import Records
import Text

/// Why a field has its value: the rows of evidence, and what of the same kind was not taken.
struct FieldExplanation {
  let field: String
  let article: Article
  let mentions: [Mention]
  let entities: Entities
  let incidents: [Incident]

  /// Fields of an incident record, and what is told of its article.
  static var known: [String] { (schemaValue(for: .incident)["properties"]?.object?.keys ?? []) + ["dateline", "authors"] }

  /// `affected.count`, `people[0].age`: as the schema has them.
  static func isKnown(_ field: String) -> Bool {
    if known.contains(field) { return true }
    var schema: JSONValue? = schemaValue(for: .incident)
    for part in field.split(separator: ".", omittingEmptySubsequences: false) {
      schema = (schema?["items"] ?? schema)?["properties"]?[String(part.prefix { $0 != "[" })]
    }
    return schema != nil
  }

  func text(_ paint: Paint) -> String {
    var out = paint("-- field \(field)", .bold) + "\n" + articleField
    for (index, incident) in incidents.enumerated() {
      let rows = incident.evidence.filter { isAsked($0.field) }
      out += "incident \(index + 1): " + (rows.isEmpty ? "nothing in the page gave it a value\n" : "\n")
      for row in rows { out += "  \(FieldExplanation.line(row, paint))\n" }
      for lost in losers(to: rows) { out += paint("  not taken: \(Explanation.visible(lost.description))", .faint) + "\n" }
    }
    if incidents.isEmpty { out += "the page tells of no incident\n" }
    return out
  }

  /// `affected` asks for `affected.count` too, `people` for `people[0].age`.
  private func isAsked(_ name: String) -> Bool {
    guard name.hasPrefix(field) else { return false }
    let next = name.dropFirst(field.count).first
    return next == nil || next == "." || next == "["
  }

  /// Fields of the article, that no rule of the pack gives.
  private var articleField: String {
    switch field {
    case "published":
      let value = article.published.map { "\($0.date.value) by \($0.basis.rawValue), from \"\(Explanation.visible($0.text))\"" }
      return
        "article: \(value ?? "nothing tells the day")\n  tried in this order: the dump, the page's metadata, a line of the page, the address, the first statement\n"
    case "title": return "article: \(article.title ?? "nothing is written as a headline")\n"
    case "dateline": return "article: \(article.dateline?.text ?? "no dateline opens the story")\n"
    case "authors": return "article: \(article.authors.isEmpty ? "nobody is named" : article.authors.joined(separator: ", "))\n"
    default: return ""
    }
  }

  /// Mentions of the types that gave the field a value, that gave it none. Nothing where no mention gave it one.
  private func losers(to rows: [Evidence]) -> [Mention] {
    let givers = mentions.filter { mention in rows.contains { isFrom($0, mention) } }
    let types = Set(givers.map(\.type))
    return mentions.filter { mention in types.contains(mention.type) && !givers.contains(mention) }
  }

  private func isFrom(_ row: Evidence, _ mention: Mention) -> Bool {
    guard row.rule == mention.rule, row.place.rawValue == mention.place.rawValue, let range = row.range else { return false }
    return range.overlaps(mention.range)
  }

  static func line(_ evidence: Evidence, _ paint: Paint) -> String {
    let at = evidence.range.map { " \($0.start)-\($0.end)" } ?? ""
    let words = Explanation.visible(evidence.text)
    return
      "\(paint(evidence.field, .cyan)) = \(Explanation.visible(evidence.value))  \(evidence.place.rawValue)\(at) \"\(words)\" by \(paint(evidence.rule, .faint))"
  }
}
