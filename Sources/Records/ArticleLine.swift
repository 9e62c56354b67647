package import Articles
import Bytes
import JSON
package import Mentions

/// One line of `saring.article/1`, ending in `\n`: every field of the contract, in its order.
///
/// `entities` is nil where only the article stage has run; its columns are then empty lists.
/// Complexity: O(*n*) in the bytes of the line.
package func articleLine(
  _ article: Article, entities: Entities?, mentions: [Mention], producer: Producer
) -> [UInt8] {
  var texts = ArticleTexts(article)
  let entities = entities ?? Entities()
  var writer = JSONWriter(
    reservingCapacity: article.body.count + article.sourceText.count + 200 * mentions.count + 4096)
  writer.object { writer in
    writer.member("schema", RecordKind.article.rawValue)
    writer.members(of: article, place: entities.datelinePlace)
    writer.ledger(of: article, &texts)
    writer.members(of: entities, &texts)
    writer.member("mentions", mentions) { $0.mention($1, &texts) }
    writer.flags(article.findings + entities.findings)
    writer.member(producer)
  }
  writer.endLine()
  return writer.bytes
}

extension JSONWriter {
  /// From `id` to `body`.
  fileprivate mutating func members(of article: Article, place: Entities.DatelinePlace?) {
    member("id", article.id)
    member("source") { writer in
      writer.member("path", article.source.path)
      writer.member("line", article.source.line)
      writer.member("format", article.source.format.rawValue)
      writer.member("sha256", article.source.sha256)
    }
    member("url", article.url)
    member("site", article.site)
    member("title", article.title)
    member("published", article.published)
    member("modified", article.modified)
    member("dateline", article.dateline) { writer, dateline in
      writer.member("text", dateline.text)
      writer.member("place", place) { $0.members(of: $1) }
    }
    member("authors", article.authors)
    key("body")
    string(utf8: article.body[...])
  }

  /// A region's four fields; a country's code and name, the others null.
  private mutating func members(of place: Entities.DatelinePlace) {
    switch place {
    case .region(let code, let name, let level, let province):
      members(of: Entities.Region(code: code, name: name, level: level, province: province, evidence: []))
    case .country(let code, let name):
      member("code", code)
      member("name", name)
      member("level", nil as String?)
      member("province", nil as String?)
    }
  }

  /// `segments` and `removed`: where every stretch of the source text went.
  fileprivate mutating func ledger(of article: Article, _ texts: inout ArticleTexts) {
    member("segments", objects: article.segments) { writer, segment in
      writer.range("body", texts.scalars(segment.body, in: .body))
      writer.range("source", texts.scalars(segment.source, in: .source))
    }
    member("removed", objects: article.removed) { writer, removed in
      let scalars = texts.scalars(removed.range, in: .source)
      writer.member("kind", removed.kind.rawValue)
      writer.member("start", scalars?.start)
      writer.member("end", scalars?.end)
      writer.key("text")
      writer.string(utf8: article.sourceText[removed.range])
      writer.member("rule", removed.rule)
    }
  }

  private mutating func range(_ name: StaticString, _ ends: (start: Int, end: Int)?) {
    member(name, ends.map { [$0.start, $0.end] } ?? []) { $0.int($1) }
  }

  /// From `officials` to `laws`.
  fileprivate mutating func members(of entities: Entities, _ texts: inout ArticleTexts) {
    member("officials", objects: entities.officials) { writer, official in
      writer.member("name", official.name)
      writer.member("role", official.role)
      writer.member("agency", official.agency)
      writer.member("quoted", official.quoted)
      writer.member("status", official.status.rawValue)
      writer.member("evidence", official.evidence, &texts)
    }
    member("quotes", objects: entities.quotes) { $0.members(of: $1, &texts) }
    member("regions", objects: entities.regions) { writer, region in
      writer.members(of: region)
      writer.member("evidence", region.evidence, &texts)
    }
    member("countries", objects: entities.countries) { writer, country in
      writer.member("code", country.code)
      writer.member("name", country.name)
      writer.member("inferred", country.inferred)
      writer.member("evidence", country.evidence, &texts)
    }
    member("sectors", objects: entities.sectors) { writer, sector in
      writer.member("code", sector.code)
      writer.member("evidence", sector.evidence, &texts)
    }
    member("laws", objects: entities.laws) { writer, law in
      writer.member("name", law.name)
      writer.member("articles", law.articles)
      writer.member("evidence", law.evidence, &texts)
    }
  }

  private mutating func members(of quote: Entities.Quote, _ texts: inout ArticleTexts) {
    member("speaker") { writer in
      writer.member("name", quote.name)
      writer.member("role", quote.role)
      writer.member("agency", quote.agency)
    }
    member("cue", quote.cue, &texts)
    member("statement", quote.statement, &texts)
    member("direct", quote.direct)
  }

  private mutating func member(_ name: StaticString, _ slice: Entities.Slice, _ texts: inout ArticleTexts) {
    let scalars = texts.scalars(slice.range, in: .body)
    member(name) { writer in
      writer.member("text", slice.text)
      writer.member("start", scalars?.start)
      writer.member("end", scalars?.end)
    }
  }

  /// `value` is the one field's value, or all of them as ``Mention/description`` prints them; the last three fields hold the
  /// mention whole, for the next stage.
  fileprivate mutating func mention(_ mention: Mention, _ texts: inout ArticleTexts) {
    let place: Evidence.Place = mention.place == .title ? .title : .body
    let scalars = texts.scalars(mention.range, in: place)
    let fields = mention.namedFields
    object { writer in
      writer.member("type", mention.type)
      writer.key("value")
      writer.printed(fields)
      writer.member("rule", mention.rule)
      writer.member("text", mention.text)
      writer.member("start", scalars?.start)
      writer.member("end", scalars?.end)
      writer.member("in", mention.place.rawValue)
      writer.member("fields") { writer in
        for field in fields {
          let scalars = field.range.flatMap { texts.scalars($0, in: place) }
          writer.key(named: field.name)
          writer.object { writer in
            writer.member("value", field.value)
            writer.member("start", scalars?.start)
            writer.member("end", scalars?.end)
          }
        }
      }
      writer.member("mood", mention.negated ? "negated" : mention.alleged ? "alleged" : nil)
    }
  }

  /// The value of the one field, or names and values of all.
  private mutating func printed(_ fields: [Mention.Field]) {
    switch fields.count {
    case 0: null()
    case 1: string(fields[0].value)
    default:
      var texts: [String] = []
      texts.reserveCapacity(4 * fields.count)
      for field in fields { texts += [texts.isEmpty ? "" : ", ", field.name, ": ", field.value] }
      string(joining: texts)
    }
  }
}

extension Mention {
  /// The fields that a name reaches: of two with one name, the first.
  fileprivate var namedFields: [Field] {
    if fields.count < 2 { return fields }
    var named: [Field] = []
    for field in fields where !named.contains(where: { $0.name == field.name }) { named.append(field) }
    return named
  }
}
