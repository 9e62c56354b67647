import Bytes
import Text

/// Reads an HTML page: structure and metadata first (``extractHTML(_:label:vocabulary:)``), then what only words tell
/// ("Baca juga" within the body, the dateline), as in a text page.
func articleFromHTML(page raw: RawPage, furniture: Furniture) -> Article {
  guard case .html(let bytes) = raw.content else { return articleFromText(page: raw, furniture: furniture) }
  let extraction = extractHTML(bytes, label: raw.charset, vocabulary: furniture.html)
  let page = PageText(extraction.sourceText, roles: furniture.roles)
  var article = Article(id: raw.id ?? "sha256:" + raw.source.sha256.prefix(16), source: raw.source)
  article.url = raw.url ?? extraction.url
  article.site = article.url.flatMap { siteName(of: $0, publicSuffixes: furniture.publicSuffixes) }
  article.sourceText = extraction.sourceText
  let given = (raw.title ?? extraction.title).map { title($0, without: furniture) }

  var reading = PageReading(
    page: page, furniture: furniture, site: furniture.sites.first { $0.host == article.site },
    title: given.flatMap { $0.isEmpty ? nil : $0 })
  for removed in extraction.removed {
    reading.ledger.remove(removed.kind, removed.range.start..<removed.range.end, removed.rule)
  }
  reading.findDateline(opening: extraction.body.prefix(4).map(\.start))
  reading.run(PageReading.ladderWithinMarkup)
  article.title = reading.title
  reading.write(into: &article, paragraphs: extraction.body)
  article.authors = extraction.authors.isEmpty ? reading.authors : extraction.authors
  reading.placeDateline(in: &article)
  article.modified = extraction.modified
  let publication = Publication(
    page: page, furniture: furniture, given: raw.published, url: article.url,
    stamps: extraction.dateLines.map { $0.start..<$0.end } + reading.stamps + reading.bylines,
    footers: article.removed.filter { $0.kind == .footer }.map { $0.range.start..<$0.range.end },
    body: article.segments.map { $0.source.start..<$0.source.end })
  article.published = raw.published == nil ? extraction.published ?? publication.value : publication.value
  article.findings = reading.findings(article)
  if extraction.charsetGuessed {
    article.findings.append(Finding(.charsetGuessed, "the page names no charset that fits its bytes"))
  }
  return article
}
