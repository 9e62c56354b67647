import Bytes
import Text

/// Reads an HTML page: structure and metadata first (``extractHTML(_:label:vocabulary:)``), then what only words tell
/// ("Baca juga" within the body, the dateline), as in a text page.
func articleFromHTML(page raw: RawPage, furniture: Furniture) -> Article {
  guard case .html(let bytes) = raw.content else { return articleFromText(page: raw, furniture: furniture) }
  let extraction = extractHTML(
    bytes, label: raw.charset, url: raw.url, vocabulary: furniture.html,
    sites: furniture.usesSiteRules ? furniture.siteRules : SiteBook())
  var article = Article(id: raw.id ?? "sha256:" + raw.source.sha256.prefix(16), source: raw.source)
  article.url = raw.url ?? extraction.url
  article.site = article.url.flatMap { siteName(of: $0, publicSuffixes: furniture.publicSuffixes) }
  article.sourceText = extraction.sourceText
  let given = (raw.title ?? extraction.title).map { title($0, without: furniture) }

  let site = furniture.sites.first { $0.host == article.site }
  let usesDates = raw.published != nil || extraction.published == nil
  func read(within wanted: [TextRange]?) -> PageReading {
    var reading = PageReading(
      page: PageText(extraction.sourceText, roles: furniture.roles, within: wanted), furniture: furniture, site: site, host: article.site,
      title: given.flatMap { $0.isEmpty ? nil : $0 })
    for removed in extraction.removed {
      reading.ledger.remove(removed.kind, removed.range.start..<removed.range.end, removed.rule)
    }
    reading.findDateline(opening: extraction.body.prefix(4).map(\.start))
    reading.findPhrases()
    return reading
  }
  var reading = read(within: extraction.stretchesToRead(forDates: usesDates))
  if reading.leavesWhatWasRead { reading = read(within: nil) }
  reading.run(PageReading.ladderWithinMarkup)
  article.title = reading.title
  reading.write(into: &article, paragraphs: extraction.body)
  article.authors = extraction.authors.isEmpty ? reading.authors : extraction.authors
  reading.placeDateline(in: &article)
  article.modified = extraction.modified
  article.published = extraction.published
  if usesDates {
    article.published =
      Publication(
        page: reading.page, furniture: furniture, given: raw.published, url: article.url,
        stamps: extraction.dateLines.map { $0.start..<$0.end } + reading.stamps + reading.bylines,
        footers: article.removed.filter { $0.kind == .footer }.map { $0.range.start..<$0.range.end },
        body: article.segments.map { $0.source.start..<$0.source.end }
      ).value
  }
  article.findings = reading.findings(article)
  if extraction.charsetGuessed {
    article.findings.append(Finding(.charsetGuessed, "the page names no charset that fits its bytes"))
  }
  return article
}

extension HTMLExtraction {
  /// What words have to be read of: the body, with what stands so shortly before it that a phrase or a date may reach over, and, for the
  /// day of publication, the lines that hold a year and footers. In page order, joined where they meet.
  func stretchesToRead(forDates: Bool) -> [TextRange] {
    let reach = 200
    var wanted = body
    wanted += body.prefix(4).map { TextRange($0.start, min($0.start + reach, sourceText.count)) }
    if forDates {
      wanted += dateLines
      wanted += removed.lazy.filter { $0.kind == .footer }.map(\.range)
    }
    wanted.sort { $0.start < $1.start }
    var joined: [TextRange] = []
    let first = body.dropFirst(3).first?.end ?? sourceText.count
    for stretch in wanted {
      let start = max(0, stretch.start <= first ? stretch.start - reach : stretch.start)
      if let last = joined.last, start <= last.end {
        joined[joined.count - 1].end = max(last.end, stretch.end)
      } else {
        joined.append(TextRange(start, stretch.end))
      }
    }
    return joined
  }
}
