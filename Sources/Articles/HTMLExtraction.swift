package import Bytes
import HTML
package import Text

/// What an HTML page gives before the article is put together: its text, which stretches of it are the body, and why the others are not.
///
/// ``body`` and ``removed`` together cover every non-blank character of ``sourceText``, each once.
package struct HTMLExtraction: Sendable {
  /// The page as text, UTF-8: text nodes in document order, blocks parted by a line break, blanks inside a block collapsed; then the
  /// article as scripts hold it, where the page itself does not show it.
  package var sourceText: [UInt8] = []
  /// Byte ranges of ``sourceText``, in order: one for each paragraph, heading, list item or quote of the article.
  package var body: [TextRange] = []
  /// Byte ranges of ``sourceText`` that are not the article, in order.
  package var removed: [Article.Removed] = []
  /// The headline without the site's suffix.
  package var title: String?
  package var published: DatedValue?
  package var modified: DatedValue?
  /// Whether ``published`` counts only where the page prints no date, nor its address.
  package var isPublishedWeak = false
  package var authors: [String] = []
  /// Those that markup of the page names; for pages whose metadata names none.
  package var markedAuthors: [String] = []
  /// Whether ``authors`` name nobody: there are none, or "redaksi".
  package var namesNobody = false
  /// Short lines around the headline and right behind the body that hold a year: where a page prints its date
  /// ("Selasa, 23 Februari 2016, 17:15 WIB"). Byte ranges of ``sourceText``, the likeliest first; for pages without a date in their metadata.
  package var dateLines: [TextRange] = []
  /// Those of ``dateLines`` that stand above the headline, as the date of the visit may.
  package var linesAbove: [TextRange] = []
  /// Short lines around headline and body that no mark tells to be about the author. Byte ranges of ``sourceText``.
  package var bylines: [TextRange] = []
  /// Short lines that hold a year at the top of the page, apart from the headline: the date of the visit. Byte ranges of ``sourceText``.
  package var clocks: [TextRange] = []
  /// The canonical address, else `og:url`.
  package var url: String?
  package var siteName: String?
  package var charsetGuessed = false

  package init() {}
}

/// Reads a page: decodes it, parses it, and finds the article in it.
///
/// - Parameters:
///   - bytes: the page as it came, in any encoding.
///   - label: the charset of the HTTP header, where the dump keeps it.
///   - isUTF8: the bytes are known to be valid UTF-8.
///   - url: where the page was found, for the rules of its site; else the address that it tells itself counts.
///   - vocabulary: the class names and lines that mark furniture, from `Rules/furniture/html.tsv`; without it structure alone decides.
/// - Complexity: O(*n*) in the bytes, times the depth of nesting (at most 512) for the blocks.
package func extractHTML(
  _ bytes: [UInt8], label: String? = nil, isUTF8: Bool = false, url: String? = nil, vocabulary: HTMLVocabulary = HTMLVocabulary(),
  sites: SiteBook = SiteBook()
) -> HTMLExtraction {
  let decoded = decodeHTML(bytes, label: label, isUTF8: isUTF8)
  var reading = HTMLReading(decoded.bytes, url, vocabulary, sites)
  if let scripted = reading.articleInScripts {
    var whole = HTMLReading(decoded.bytes + scripted.markup, url, vocabulary, sites)
    whole.ladder.dropRepeated(before: reading.nodeCount)
    if whole.bodyCount > reading.bodyCount { reading = whole }
  }
  let (page, metadata, ladder) = (reading.page, reading.metadata, reading.ladder)

  var extraction = HTMLExtraction()
  extraction.sourceText = page.text
  var last: HTMLVerdict?
  for (block, verdict) in zip(page.blocks, ladder.verdicts) {
    if let (kind, rule) = ladder.reason(verdict) {
      // Neighbours that one rule took away are one stretch.
      if last == verdict {
        extraction.removed[extraction.removed.count - 1].range.end = block.range.end
      } else {
        extraction.removed.append(Article.Removed(kind, block.range, rule: rule))
      }
    } else {
      extraction.body.append(block.range)
    }
    last = verdict
  }
  extraction.title = ladder.title
  (extraction.dateLines, extraction.linesAbove, extraction.clocks) = ladder.dateLines()
  extraction.published = metadata.published
  extraction.isPublishedWeak = metadata.isPublishedWeak
  if metadata.published == nil || metadata.isPublishedWeak, let time = ladder.time() {
    (extraction.published, extraction.isPublishedWeak) = (time, false)
  }
  extraction.modified = metadata.modified
  extraction.authors = metadata.authors
  extraction.namesNobody = metadata.authors.allSatisfy(ladder.isDesk)
  if extraction.namesNobody { (extraction.markedAuthors, extraction.bylines) = (ladder.authors(), ladder.bylines()) }
  extraction.url = metadata.url
  extraction.siteName = metadata.siteName
  extraction.charsetGuessed = decoded.isGuessed
  return extraction
}

/// A page parsed, with what was decided of its blocks.
private struct HTMLReading {
  private let tree: HTMLTree
  var page: HTMLBlocks
  var metadata = HTMLMetadata()
  var ladder: HTMLBody
  private let isScripted: Bool

  init(_ bytes: [UInt8], _ url: String?, _ vocabulary: HTMLVocabulary, _ sites: SiteBook) {
    let tree = HTMLTree.parse(bytes)
    self.tree = tree
    page = HTMLBlocks(tree, vocabulary: vocabulary, metadata: &metadata)
    isScripted = page.paragraphs == 0
    if isScripted { HTMLReading.readWithoutScripts(tree, vocabulary, &page, &metadata) }
    metadata.finish(address: url, headings: page.texts(of: .h1))
    let site = sites.rules(for: url ?? metadata.url).map { SiteChoice($0, tree) } ?? SiteChoice()
    ladder = HTMLBody(tree: tree, page: page, metadata: metadata, vocabulary: vocabulary, site: site)
    ladder.decide()
  }

  /// Where scripts build the page, what it says to readers without them (`<noscript>`) may be the article: two paragraphs of it at least.
  private static func readWithoutScripts(
    _ tree: HTMLTree, _ vocabulary: HTMLVocabulary, _ page: inout HTMLBlocks, _ metadata: inout HTMLMetadata
  ) {
    var told = HTMLMetadata()
    let whole = HTMLBlocks(tree, vocabulary: vocabulary, metadata: &told, readsNoscript: true)
    if whole.paragraphs >= 2 { (page, metadata) = (whole, told) }
  }

  var nodeCount: Int { tree.nodes.count }

  /// Bytes of the blocks that are the article.
  var bodyCount: Int {
    zip(page.blocks, ladder.verdicts).reduce(0) { $1.1 == .body ? $0 + $1.0.count : $0 }
  }

  /// The article as scripts hold it, where the page shows less than a third of it.
  var articleInScripts: HTMLScripted? {
    let shown = bodyCount
    let told = HTMLScripted(articleBody: metadata.articleBody, besides: shown) ?? (isScripted ? HTMLScripted(stateOf: tree) : nil)
    guard let told, shown * 3 < told.count else { return nil }
    return told
  }
}
