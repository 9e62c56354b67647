import Articles
import Bytes
import Dumps
import Pipeline
import Records

/// What a page is. ``Reader/articles(from:named:as:)`` tells it by itself where it is not said.
public enum Format: String, Sendable, CaseIterable {
  case text, html, markdown, jsonl, csv, tsv, warc, tar

  var source: PageSource.Format {
    switch self {
    case .text: .text
    case .html: .html
    case .markdown: .markdown
    case .jsonl: .jsonl
    case .csv: .csv
    case .tsv: .tsv
    case .warc: .warc
    case .tar: .tar
    }
  }
}

/// A page's article: its words, nothing rewritten, and what the page tells of itself.
public struct Article: Sendable {
  /// A stretch of the page that is not the article.
  public struct Removed: Hashable, Sendable {
    /// `nav`, `related`, `caption`, `credit`, `ad`, `social`, `footer`, `headline`, `byline`, `section` or `meta`.
    public let kind: String
    public let text: String
    /// The rule that decided.
    public let rule: String
  }

  private let held: Held<Articles.Article>
  var wrapped: Articles.Article { held.value }

  init(_ article: Articles.Article) { held = Held(article) }

  /// The page's own id, or one made of its bytes.
  public var id: String { wrapped.id }
  public var url: String? { wrapped.url }
  public var site: String? { wrapped.site }
  public var title: String? { wrapped.title }
  public var published: DatedText? { wrapped.published.map { DatedText($0) } }
  public var authors: [String] { wrapped.authors }
  /// Paragraphs, joined by a blank line.
  public var body: String { String(decoding: wrapped.body, as: UTF8.self) }
  /// What was taken off the page, in its order.
  public var removed: [Removed] {
    wrapped.removed.map { Removed(kind: $0.kind.rawValue, text: wrapped.sourceText.string($0.range), rule: $0.rule) }
  }
  /// Flags of the record: `truncated`, `no_body`, `glued_words`.
  public var flags: [String] { wrapped.findings.map(\.flag.rawValue) }
}

/// A page that could not be read: in numbers, pages in are articles out and failures.
public struct PageFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name that the bytes were given.
  public let name: String
  /// The line of a dump with a page a line, from 1.
  public let line: Int?
  /// A word that stays the same between versions: `bad_json`, `invalid_utf8`, `truncated_gzip`.
  public let word: String
  /// What is wrong, and what to do.
  public let message: String

  public var description: String { "\(name)\(line.map { ":\($0)" } ?? ""): \(message)" }

  init(_ failure: Failure) {
    name = failure.path
    line = failure.line
    word = failure.error
    message = failure.message
  }
}

extension Reader {
  func article(of item: DumpItem, _ name: String) -> Result<Article, PageFailure> {
    var article: Articles.Article
    switch item {
    case .failure(let failure): return .failure(PageFailure(failure))
    case .page(let page): article = engine.clean(page)
    case .record(let line, let number, _):
      do throws(RecordError) {
        article = try readArticle(line, number: number).article
      } catch {
        return .failure(
          PageFailure(
            Failure(
              path: name, line: number, stage: "record", error: "bad_record", message: error.description, bytesSHA256: nil)))
      }
    }
    engine.date(&article)
    return .success(Article(article))
  }
}

/// Records as JSON Lines, each line ending in a line break: the bytes that `saring run` writes.
public struct RecordLines: Sendable {
  /// Lines of `saring.article/1`, one a page that could be read.
  public internal(set) var articles: [UInt8] = []
  /// Lines of `saring.incident/1`.
  public internal(set) var incidents: [UInt8] = []
  public internal(set) var failures: [PageFailure] = []

  mutating func append(_ result: PageResult) {
    articles += result.article ?? []
    for line in result.incidents { incidents += line }
    if let failure = result.failure { failures.append(PageFailure(failure)) }
  }
}
