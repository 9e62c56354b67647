import Articles
import Bytes

/// The four texts of an article that a record's offsets point into, and the way from UTF-8 byte offsets to Unicode scalars.
///
/// Each table is made when the first offset into its text is asked for. Complexity: O(*n*) a text once, O(1) an offset.
struct ArticleTexts {
  private let article: Article
  private lazy var body = ScalarOffsets(article.body)
  private lazy var title = ScalarOffsets(Array((article.title ?? "").utf8))
  private lazy var url = ScalarOffsets(Array((article.url ?? "").utf8))
  private lazy var source = ScalarOffsets(article.sourceText)

  init(_ article: Article) { self.article = article }

  /// Start and end in Unicode scalars; nil for `meta`, which is no text with places.
  mutating func scalars(_ range: TextRange, in place: Evidence.Place) -> (start: Int, end: Int)? {
    switch place {
    case .body: (body.scalar(range.start), body.scalar(range.end))
    case .title: (title.scalar(range.start), title.scalar(range.end))
    case .url: (url.scalar(range.start), url.scalar(range.end))
    case .source: (source.scalar(range.start), source.scalar(range.end))
    case .meta: nil
    }
  }

  /// The way back: the UTF-8 byte offsets of a range of Unicode scalars; nil where the text is shorter.
  mutating func bytes(_ start: Int, _ end: Int, in place: Evidence.Place) -> TextRange? {
    guard start <= end else { return nil }
    let ends: (Int?, Int?) =
      switch place {
      case .body: (body.byte(start), body.byte(end))
      case .title: (title.byte(start), title.byte(end))
      case .url: (url.byte(start), url.byte(end))
      case .source: (source.byte(start), source.byte(end))
      case .meta: (nil, nil)
      }
    guard let from = ends.0, let to = ends.1 else { return nil }
    return TextRange(from, to)
  }
}
