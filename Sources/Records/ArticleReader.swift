package import Articles
import Bytes
import JSON
package import Mentions
import Text

/// What a line of `saring.article/1` says: what the stage that wrote it handed on.
package struct ArticleRecord: Sendable {
  /// Its source text is put together from `segments` and `removed`; blanks between them come back as spaces.
  package var article: Article
  /// Nil where the line holds no entity at all: the stages after the article have not run, or found nothing.
  package var entities: Entities?
  package var mentions: [Mention]
  package var producer: Producer
}

/// Reads one line of `saring.article/1`; `number` is its line in the file, for messages.
///
/// Written again it gives the same bytes. All flags come back in ``Article/findings``.
/// - Throws: ``RecordError`` with line and field. Fields that are not of the contract are passed over.
package func readArticle(_ line: [UInt8], number: Int = 1) throws(RecordError) -> ArticleRecord {
  let fields = try RecordFields(line: line, number: number, kind: .article)
  var article = try fields.article()
  try fields.ledger(into: &article)
  var texts = ArticleTexts(article)
  let entities = try fields.entities(&texts)
  var mentions: [Mention] = []
  for row in try fields.rows("mentions") { mentions.append(try row.mention(&texts)) }
  let made = try fields.fields("producer")
  let producer = Producer(saring: try made.text("saring"), rules: try made.text("rules"))
  return ArticleRecord(article: article, entities: entities, mentions: mentions, producer: producer)
}

extension RecordFields {
  /// Everything but `segments` and `removed`.
  fileprivate func article() throws(RecordError) -> Article {
    let origin = try fields("source")
    let source = PageSource(
      path: try origin.text("path"), line: try origin.integerOrNull("line"),
      format: try origin.word("format", of: PageSource.Format.allCases), sha256: try origin.text("sha256"))
    let body = Array(try text("body").utf8)
    var findings: [Finding] = []
    for row in try rows("flags") {
      findings.append(Finding(try row.word("flag", of: Finding.Flag.allCases), try row.text("note")))
    }
    return Article(
      id: try text("id"), source: source, url: try textOrNull("url"), site: try textOrNull("site"),
      title: try textOrNull("title"), published: try date("published"), modified: try date("modified"),
      dateline: try dateline(in: body), authors: try texts("authors"), body: body, findings: findings)
  }

  /// The record tells the words only; they are looked for where a dateline can stand, in the first 400 bytes of the body.
  private func dateline(in body: [UInt8]) throws(RecordError) -> Article.Dateline? {
    guard let fields = try fieldsOrNull("dateline") else { return nil }
    let text = try fields.text("text")
    let words = Array(text.utf8)
    guard !words.isEmpty, body.count >= words.count else { return Article.Dateline(text: text, range: nil) }
    let start = (0...min(400, body.count - words.count)).first { body[$0...].starts(with: words) }
    return Article.Dateline(text: text, range: start.map { TextRange($0, $0 + words.count) })
  }

  fileprivate func ledger(into article: inout Article) throws(RecordError) {
    var texts = ArticleTexts(article)
    var bodies: [TextRange] = []
    var pieces: [SourceRebuilding.Piece] = []
    for row in try rows("segments") {
      let (start, end) = try row.pair("body")
      guard let body = texts.bytes(start, end, in: .body) else {
        throw row.error("body", .outsideText(start: start, end: end))
      }
      let source = try row.pair("source")
      bodies.append(body)
      pieces.append(.init(start: source.start, end: source.end, text: article.body[body], field: row.name("source")))
    }
    let removed = try rows("removed")
    for row in removed {
      let (start, end) = (try row.integer("start"), try row.integer("end"))
      guard start >= 0, start <= end else { throw row.error("start", .outsideText(start: start, end: end)) }
      pieces.append(.init(start: start, end: end, text: Array(try row.text("text").utf8)[...], field: row.name("text")))
    }
    let source = try SourceRebuilding(pieces, line: line)
    article.sourceText = source.bytes
    article.segments = zip(bodies, source.ranges).map { Article.Segment(body: $0, source: $1) }
    for (row, range) in zip(removed, source.ranges.dropFirst(bodies.count)) {
      let kind = try row.word("kind", of: Article.Removed.Kind.allCases)
      article.removed.append(Article.Removed(kind, range, rule: try row.text("rule")))
    }
  }

  fileprivate func mention(_ texts: inout ArticleTexts) throws(RecordError) -> Mention {
    let place = try word("in", of: [Mention.Place.title, .body])
    let text: Evidence.Place = place == .title ? .title : .body
    guard let range = try range(&texts, in: text) else {
      throw error("start", .wrongType(found: "null", expected: "an integer"))
    }
    let values = try fields("fields")
    var fields: [Mention.Field] = []
    for name in values.object.keys {
      let field = try values.fields(name)
      fields.append(
        Mention.Field(name: name, value: try field.text("value"), range: try field.range(&texts, in: text)))
    }
    let mood = try wordOrNull("mood", of: [Mood.negated, .alleged])
    return Mention(
      type: try self.text("type"), rule: try self.text("rule"), place: place, range: range, text: try self.text("text"),
      fields: fields, negated: mood == .negated, alleged: mood == .alleged)
  }
}

/// The words under `mood` of a mention.
enum Mood: String { case negated, alleged }
