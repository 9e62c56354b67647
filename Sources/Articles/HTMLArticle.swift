import Bytes
import Text

/// Reads an HTML page: structure and metadata first (``extractHTML(_:label:vocabulary:)``), then what only words tell
/// ("Baca juga" within the body, the dateline), as in a text page.
func articleFromHTML(page raw: RawPage, given: DatedValue?, furniture: Furniture) -> Article {
  guard case .html(let bytes) = raw.content else { return articleFromText(page: raw, given: given, furniture: furniture) }
  let extraction = extractHTML(
    bytes, label: raw.charset, isUTF8: raw.isUTF8, url: raw.url, vocabulary: furniture.html,
    sites: furniture.usesSiteRules ? furniture.siteRules : SiteBook())
  var article = Article(id: raw.id ?? "sha256:" + raw.source.sha256.prefix(16), source: raw.source)
  article.url = raw.url ?? extraction.url
  article.site = article.url.flatMap { siteName(of: $0, publicSuffixes: furniture.publicSuffixes) }
  article.sourceText = extraction.sourceText
  let told = extraction.title.map(decodedOnceMore)
  let headline = (raw.title.map { withoutSite(HTMLMetadata.decoded($0), told) } ?? told).map { title($0, without: furniture) }

  let site = furniture.sites.first { $0.host == article.site }
  let usesDates = given != nil || extraction.published == nil || extraction.isPublishedWeak
  func read(within wanted: [TextRange]?, at places: [Int]?) -> PageReading {
    var reading = PageReading(
      page: PageText(extraction.sourceText, roles: furniture.roles, within: wanted), furniture: furniture, site: site, host: article.site,
      title: headline.flatMap { $0.isEmpty ? nil : $0 })
    for removed in extraction.removed {
      reading.ledger.remove(removed.kind, removed.range.start..<removed.range.end, removed.rule)
    }
    reading.findDateline(opening: extraction.body.prefix(4).map(\.start))
    reading.findPhrases(at: places)
    return reading
  }
  let stretches = extraction.stretchesToRead(forDates: usesDates)
  let places = furniture.phrasePlaces(in: extraction.sourceText, extraction.lines(around: stretches))
  var reading = read(within: usesDates ? stretches : extraction.stretches(around: places, furniture), at: places)
  if reading.leavesWhatWasRead { reading = read(within: nil, at: nil) }
  reading.run(PageReading.ladderWithinMarkup)
  if extraction.removed.contains(where: { goesOn($0, extraction, furniture) }) { reading.isMultiPage = true }
  article.title = reading.title
  reading.write(into: &article, paragraphs: extraction.body)
  article.authors = extraction.authors
  if extraction.namesNobody {
    var names = reading.authors
    if names.isEmpty { names = authors(in: extraction, furniture) }
    if names.isEmpty { names = extraction.markedAuthors }
    if !names.isEmpty { article.authors = names }
  }
  reading.placeDateline(in: &article)
  article.modified = extraction.modified
  article.published = extraction.published
  if usesDates {
    let publication = Publication(
      page: reading.page, furniture: furniture, given: given, metadata: extraction.isPublishedWeak ? nil : extraction.published,
      url: article.url,
      stamps: extraction.dateLines.map { $0.start..<$0.end } + reading.stamps + reading.bylines,
      footers: article.removed.filter { $0.kind == .footer }.map { $0.range.start..<$0.range.end },
      body: article.segments.map { $0.source.start..<$0.source.end }, clocks: extraction.clocks.map { $0.start..<$0.end },
      above: extraction.linesAbove.map { $0.start..<$0.end }, dateline: reading.dateline?.date)
    let told = publication.value
    let isPrinted = told.map { $0.basis != .statement && $0.date.precision >= .day } ?? false
    article.published = extraction.isPublishedWeak && !isPrinted ? extraction.published : told
    article.modified = article.modified ?? publication.modified
  }
  article.findings = reading.findings(article)
  if extraction.charsetGuessed {
    article.findings.append(Finding(.charsetGuessed, "the page names no charset that fits its bytes"))
  }
  return article
}

/// A title that the dump gives, as the page tells it where the dump's only goes on with the site's name: "Kapal Karam - Gerbang Timur".
private func withoutSite(_ title: String, _ told: String?) -> String {
  guard let told, !told.isEmpty, title.hasPrefix(told) else { return title }
  let rest = title.utf8.dropFirst(told.utf8.count).drop { $0 == 0x20 }
  let isTail = rest.first == 0x2D || rest.first == 0x7C || rest.starts(with: "–".utf8) || rest.starts(with: "—".utf8)
  return isTail && rest.count <= longestSiteName ? told : title
}

/// A title whose character references were written as text: "PMI &quot;Dijual&quot;".
private func decodedOnceMore(_ title: String) -> String {
  guard let start = title.utf8.firstIndex(of: 0x26) else { return title }
  let name = title.utf8[title.utf8.index(after: start)...].prefix(8)
  guard let end = name.firstIndex(of: 0x3B), name[..<end].allSatisfy({ Letters.isLetter($0) || Letters.isDigit($0) || $0 == 0x23 }) else {
    return title
  }
  return HTMLMetadata.decoded(title)
}

/// How long a mark and the name of a site behind a headline may be, in bytes.
private let longestSiteName = 60

/// The longest line that is read for a pager or for authors, in bytes, and how many such lines.
private let longestLine = 200
private let mostLines = 100

/// Whether a stretch that markup took away is a line that tells of further pages: "Halaman 2 dari 3".
private func goesOn(_ removed: Article.Removed, _ extraction: HTMLExtraction, _ furniture: Furniture) -> Bool {
  guard removed.kind != .meta, removed.kind != .headline else { return false }
  return extraction.lines(around: [removed.range]).contains { line in
    line.count <= longestLine
      && furniture.phrases(in: extraction.sourceText, at: line.lowerBound).contains { furniture.phrases[$0.phrase].multiPage }
      && reading(of: line, extraction, furniture).isMultiPage
  }
}

/// The names in lines that markup tells to be about the author, and in the other short ones around headline and body: "Penulis: Rina Wulandari | Editor: Joko Susilo".
private func authors(in extraction: HTMLExtraction, _ furniture: Furniture) -> [String] {
  var names: [String] = []
  let lines = extraction.removed.lazy.filter { $0.kind == .byline && $0.range.count <= longestLine }.prefix(mostLines).map(\.range)
  for line in Array(lines) + extraction.bylines {
    for name in reading(of: line.start..<line.end, extraction, furniture).authors where !names.contains(name) {
      names.append(name)
    }
  }
  return names
}

/// A line read for the phrases in it, as if it were a page.
private func reading(of line: Range<Int>, _ extraction: HTMLExtraction, _ furniture: Furniture) -> PageReading {
  var reading = PageReading(
    page: PageText(Array(extraction.sourceText[line]), roles: furniture.roles), furniture: furniture, site: nil, host: nil, title: nil)
  reading.findPhrases()
  reading.removePhrases()
  return reading
}

extension HTMLExtraction {
  /// How far behind a phrase lines may go with it.
  private static let followers = 2000

  /// What phrases are looked for in: the body, with what stands so shortly before it that a phrase or a date may reach over, and, for the
  /// day of publication, the lines that hold a year and footers. In page order, joined where they meet.
  func stretchesToRead(forDates: Bool) -> [TextRange] {
    let reach = 200
    var wanted = body
    wanted += body.prefix(4).map { TextRange($0.start, min($0.start + reach, sourceText.count)) }
    if forDates {
      wanted += dateLines
      wanted += removed.lazy.filter { $0.kind == .footer }.map(\.range)
    }
    let first = body.dropFirst(3).first?.end ?? sourceText.count
    return joined(wanted.map { TextRange($0.start <= first ? max(0, $0.start - reach) : $0.start, $0.end) })
  }

  /// What words have to be read of where metadata told the day: the lines of phrases, with those behind them that may go with a phrase,
  /// paragraphs that may begin with the dateline, and lines that may end in initials.
  func stretches(around places: [Int], _ furniture: Furniture) -> [TextRange] {
    let phrases = places.map { place in
      let reaches = furniture.phrases(in: sourceText, at: place).contains { furniture.phrases[$0.phrase].takesLines }
      return TextRange(place, min(place + (reaches ? HTMLExtraction.followers : 1), sourceText.count))
    }
    let paragraphs = body.enumerated().lazy.filter { place, block in
      place < 4 && self.mayBeginWithDateline(block) || self.mayEndInInitials(block)
    }
    return joined(phrases + paragraphs.map(\.element))
  }

  /// Whether a mark that parts a dateline from the story stands near the beginning, or a host's dot.
  private func mayBeginWithDateline(_ block: TextRange) -> Bool {
    let reach = min(block.end, block.start + DatelineReading.longest)
    return sourceText[block.start..<reach].contains { byte in
      switch byte {
      case 0x2D, 0x2E, 0x3A, 0x5F, 0x7C, 0xE2: true
      default: false
      }
    }
  }

  /// ) ] *
  private func mayEndInInitials(_ block: TextRange) -> Bool {
    switch sourceText[block.end - 1] {
    case 0x29, 0x5D, 0x2A: true
    default: false
    }
  }

  /// Stretches in page order, joined where they meet.
  private func joined(_ stretches: [TextRange]) -> [TextRange] {
    var joined: [TextRange] = []
    for stretch in stretches.sorted(by: { $0.start < $1.start }) {
      if let last = joined.last, stretch.start <= last.end {
        joined[joined.count - 1].end = max(last.end, stretch.end)
      } else {
        joined.append(stretch)
      }
    }
    return joined
  }

  /// The lines that stretches touch, the line break behind left out.
  func lines(around stretches: [TextRange]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    for stretch in stretches where stretch.end > (lines.last?.upperBound ?? 0) {
      var start = stretch.start
      while start > 0, sourceText[start - 1] != 0x0A { start -= 1 }
      let end = ByteSearch.first(0x0A, in: sourceText, stretch.end, sourceText.count) ?? sourceText.count
      if let last = lines.last, start <= last.upperBound {
        lines[lines.count - 1] = last.lowerBound..<end
      } else {
        lines.append(start..<end)
      }
    }
    return lines
  }
}
