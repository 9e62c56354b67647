package import Bytes
import Markdown
import Text

/// Reads a page into its article and everything of it that is not the article.
///
/// Never fails: an empty page gives an article with an empty body and the finding `no_body`.
///
///     Menu / Nelayan Selamat / Foto (Red) / Manado – Tiga nelayan … / Baca Lainnya / …
///     body "Manado – Tiga nelayan …", dateline "Manado", title "Nelayan Selamat", the rest removed, each with its kind and rule
///
/// - Complexity: O(*n*) in the bytes of the page.
package func article(from page: RawPage, using furniture: Furniture) -> Article {
  let given = Publication.given(page.published, furniture)
  var article =
    switch page.content {
    case .html: articleFromHTML(page: page, given: given, furniture: furniture)
    case .text: articleFromText(page: page, given: given, furniture: furniture)
    case .markdown(let bytes): articleFromHTML(page: page.asHTML(Markdown.html(bytes)), given: given, furniture: furniture)
    }
  if let field = page.published, !field.isEmpty, given == nil {
    article.findings.append(Finding(.dateUnread, "\"\(field.prefix(40))\" is no date"))
  }
  article.tellTimes(in: furniture.zone)
  return article
}

extension RawPage {
  /// The page with its words as HTML.
  fileprivate func asHTML(_ bytes: [UInt8]) -> RawPage {
    var page = self
    (page.content, page.isUTF8) = (.html(bytes), true)
    return page
  }
}

/// A text whose lines end in carriage returns alone, with line feeds in their places; any other as it is.
private func withLineFeeds(_ bytes: [UInt8]) -> [UInt8] {
  guard !bytes.contains(0x0A), bytes.contains(0x0D) else { return bytes }
  return bytes.map { $0 == 0x0D ? 0x0A : $0 }
}

/// Reads a page of plain text, with its line breaks or flattened to one line.
func articleFromText(page raw: RawPage, given: DatedValue?, furniture: Furniture) -> Article {
  guard case .text(let text) = raw.content else { return articleFromHTML(page: raw, given: given, furniture: furniture) }
  let bytes = withLineFeeds(text)
  let page = PageText(bytes, roles: furniture.roles)
  let siteName = raw.url.flatMap { Articles.siteName(of: $0, publicSuffixes: furniture.publicSuffixes) }
  let site = siteName.flatMap { name in furniture.sites.first { $0.host == name } }
  let headline = raw.title.map { title(HTMLMetadata.decoded($0), without: furniture) }.flatMap { $0.isEmpty ? nil : $0 }
  var article = Article(id: raw.id ?? "sha256:" + raw.source.sha256.prefix(16), source: raw.source)
  article.url = raw.url
  article.site = siteName
  article.sourceText = bytes

  var reading = PageReading(page: page, furniture: furniture, site: site, host: siteName, title: headline)
  reading.run()
  article.title = reading.title
  reading.write(into: &article)
  article.authors = reading.authors
  reading.placeDateline(in: &article)
  let publication = Publication(
    page: page, furniture: furniture, given: given, metadata: nil, url: raw.url, stamps: reading.stamps + reading.bylines,
    footers: article.removed.filter { $0.kind == .footer }.map { $0.range.start..<$0.range.end },
    body: article.segments.map { $0.source.start..<$0.source.end }, dateline: reading.dateline?.date)
  article.published = publication.value
  article.modified = publication.modified
  article.findings = reading.findings(article)
  return article
}

extension Article {
  /// Tells the times of publication and of the last change as they are told in Indonesia: see ``PartialDate/told(in:)``.
  package mutating func tellTimes(in zone: Int) {
    if let date = published?.date { published?.date = date.told(in: zone) }
    if let date = modified?.date { modified?.date = date.told(in: zone) }
  }

  /// Where a stretch of the source stands in the body, or nil where it was removed.
  fileprivate func bodyRange(of source: Range<Int>) -> TextRange? {
    for segment in segments where segment.source.start <= source.lowerBound && source.upperBound <= segment.source.end {
      let shift = segment.body.start - segment.source.start
      return TextRange(source.lowerBound + shift, source.upperBound + shift)
    }
    return nil
  }
}

extension PageReading {
  func placeDateline(in article: inout Article) {
    guard let place = dateline?.place else { return }
    article.dateline = Article.Dateline(text: string(place), range: article.bodyRange(of: place))
  }

  /// Writes body, segments and removed stretches.
  ///
  /// - Parameter blocks: the paragraphs of the source, where markup told them; else lines tell.
  func write(into article: inout Article, paragraphs blocks: [TextRange]? = nil) {
    let half = max(article.sourceText.count / 2, 1)
    for (range, decision) in ledger.stretches(of: page) {
      if let decision {
        for part in parts(of: range, atMost: half) {
          article.removed.append(Article.Removed(decision.kind, part, rule: decision.rule))
        }
      } else {
        var reached = range.start
        for paragraph in blocks.map({ cut(range, by: $0) }) ?? paragraphs(of: range) {
          removeUnseen(reached..<paragraph.start, from: &article)
          reached = paragraph.end
          if !article.body.isEmpty { article.body += [0x0A, 0x0A] }
          let start = article.body.count
          article.body += article.sourceText[paragraph]
          article.segments.append(
            Article.Segment(body: TextRange(start, article.body.count), source: paragraph))
        }
        removeUnseen(reached..<range.end, from: &article)
      }
    }
  }

  /// Characters at the edges of a paragraph that are neither words nor white space: U+200B, U+FEFF.
  private func removeUnseen(_ gap: Range<Int>, from article: inout Article) {
    var at = gap.lowerBound
    while at < gap.upperBound {
      let space = Letters.space(page.bytes, at, gap.upperBound)
      if space > 0 {
        at += space
        continue
      }
      let start = at
      while at < gap.upperBound, Letters.space(page.bytes, at, gap.upperBound) == 0 {
        at += Letters.length(page.bytes[at])
      }
      for part in parts(of: TextRange(start, min(at, gap.upperBound)), atMost: max(page.bytes.count / 2, 1)) {
        article.removed.append(Article.Removed(.meta, part, rule: "page.unseen"))
      }
    }
  }

  /// A stretch cut at blanks into parts of at most half the page.
  private func parts(of range: TextRange, atMost half: Int) -> [TextRange] {
    var parts: [TextRange] = []
    var start = range.start
    while range.end - start > half {
      var cut = start + half
      while cut > start + 1, !Letters.isBlank(page.bytes[cut]) { cut -= 1 }
      if cut == start + 1 {  // no blank at all: between two characters
        cut = start + half
        while cut > start, page.bytes[cut] & 0xC0 == 0x80 { cut -= 1 }
        if cut == start { break }  // a page of one character
      }
      parts.append(TextRange(start, page.lastSeen(start, cut)))
      start = page.firstSeen(cut, range.end)
    }
    if start < range.end { parts.append(TextRange(start, range.end)) }
    return parts
  }

  /// An open stretch cut at the bounds of blocks, which come in page order. Complexity: O(log *blocks* + blocks of the stretch).
  private func cut(_ range: TextRange, by blocks: [TextRange]) -> [TextRange] {
    var found: [TextRange] = []
    var low = 0
    var high = blocks.count
    while low < high {
      let middle = (low + high) / 2
      if blocks[middle].end <= range.start { low = middle + 1 } else { high = middle }
    }
    for block in blocks[low...].prefix(while: { $0.start < range.end }) {
      let start = page.trimmedStart(max(block.start, range.start), min(block.end, range.end))
      let end = page.trimmedEnd(start, min(block.end, range.end))
      if start < end { found.append(TextRange(start, end)) }
    }
    return found
  }

  /// An open stretch as paragraphs: parted at blank lines, and at line breaks where the sentence does not go on
  /// ("ujar Dian saat dikonfirmasi ⏎ Kompas.com, ⏎ Selasa" is one paragraph).
  private func paragraphs(of range: TextRange) -> [TextRange] {
    var found: [TextRange] = []
    var start = page.trimmedStart(range.start, range.end)
    if start == range.end { return [] }
    var index = page.line(at: start)
    var end = min(page.lines[index].end, range.end)
    while true {
      index += 1
      guard index < page.lines.count, page.lines[index].start < range.end else { break }
      let line = page.lines[index]
      if line.isBlank {
        continue
      }
      let last = page.lines[index - 1]
      if last.isBlank || !goesOn(from: page.line(at: start), last: last, line) {
        found.append(TextRange(start, end))
        start = line.start
      }
      end = min(line.end, range.end)
    }
    if start < end { found.append(TextRange(start, end)) }
    return found
  }

  /// Whether a sentence runs over a line break.
  private func goesOn(from start: Int, last: PageLine, _ line: PageLine) -> Bool {
    let first = page.bytes[line.start]
    if Letters.isSmall(first) || first == 0x2C || first == 0x2E || first == 0x29 || first == 0x3B || first == 0x3A {
      return true
    }
    if let dateline, dateline.start <= last.start, line.start <= dateline.end + 2 || last.end <= dateline.end {
      return true
    }
    guard let sentence = last.sentences.last, !page.sentences[sentence].closed else { return false }
    let byte = page.bytes[last.end - 1]
    if byte == 0x2C || byte == 0x28 { return true }
    let words = last.words
    guard let word = words.last, page.words[word].end == last.end else { return false }
    return isProse(last)
      || (page.words[word].shape == .lower && (words.count > 8 || page.words[word].roles.contains(.function)))
  }

  /// The names that bylines give.
  var authors: [String] {
    var names: [String] = []
    for byline in bylines {
      var start = page.trimmedStart(byline.lowerBound, byline.upperBound)
      while start < byline.upperBound, page.bytes[start] == 0x3A {
        start = page.trimmedStart(start + 1, byline.upperBound)
      }
      for name in self.names(in: start..<max(start, byline.upperBound))
      where !name.isEmpty && name.utf8.count <= 60 && !names.contains(name) && !PageReading.isHost(name) {
        names.append(name)
      }
    }
    return names
  }

  /// "Sumber: kabar.com" names no author.
  private static func isHost(_ name: String) -> Bool {
    let folded = PhraseTrie.folded(Array(name.utf8))
    return !folded.contains(0x20) && DatelineReading.hostEndings.contains { folded.suffix($0.count).elementsEqual($0) }
  }

  /// The names of a byline: "A | Editor: B" and "A/ Red: B" end at the mark, "A - Rabu, 12 Maret" at the dash, "A (Kudus)" at the bracket;
  /// "A, B" are two where both have two words, else what stands behind the comma is an outlet or a degree.
  private func names(in byline: Range<Int>) -> [String] {
    let text = page.bytes[byline]
    let end = text.indices.first { index in
      switch text[index] {
      case 0x7C, 0x2F: true
      case 0x28: index > byline.lowerBound
      case 0x2D: index > byline.lowerBound && text[index - 1] == 0x20 && index + 1 < byline.upperBound && text[index + 1] == 0x20
      default: false
      }
    }
    let parts = text[..<(end ?? byline.upperBound)].split(separator: 0x2C).map { part in
      page.trimmedStart(part.startIndex, part.endIndex)..<page.trimmedEnd(part.startIndex, part.endIndex)
    }.filter { !$0.isEmpty }
    func isFull(_ part: Range<Int>) -> Bool { page.bytes[part].contains(0x20) && !page.bytes[part].contains(0x2E) }
    guard let first = parts.first else { return [] }
    return ([first] + (isFull(first) ? parts.dropFirst().filter(isFull) : [])).map(string)
  }

  /// What is odd about the page.
  func findings(_ article: Article) -> [Finding] {
    var findings: [Finding] = []
    if article.body.isEmpty { findings.append(Finding(.noBody, "nothing of the page is an article")) }
    if article.endsInDots { findings.append(Finding(.truncated, "the body ends in dots: the story goes on elsewhere")) }
    if let words = article.foreignWords(furniture.roles) {
      findings.append(Finding(.notIndonesian, "\(words.own) of \(words.of) words are common Indonesian ones"))
    }
    if isMultiPage { findings.append(Finding(.multiPage, "the article goes on over further pages")) }
    let glued = PageText.gluedWords(in: article.body, roles: furniture.roles)
    if glued >= PageReading.tolerated { findings.append(Finding(.gluedWords, "\(glued) words glued to the word before")) }
    let twice = bodyText(article).map(repeatedSentences) ?? 0
    if twice >= PageReading.tolerated { findings.append(Finding(.repeatedBody, "\(twice) sentences stand twice")) }
    return findings
  }

  /// From so many on glued words and repeated sentences are worth a finding.
  private static let tolerated = 3

  /// The page with the words of its body: as it was read, else read again where a glance at its bytes tells that sentences may repeat.
  private func bodyText(_ article: Article) -> PageText? {
    if !page.lines.contains(where: { $0.isUnread && ledger.isOpen($0.start) }) { return page }
    guard article.hasRepeatedBeginnings(PageReading.tolerated) else { return nil }
    return PageText(page.bytes, roles: furniture.roles, within: article.segments.map(\.source))
  }

  private func repeatedSentences(_ page: PageText) -> Int {
    var seen = WordTable<Bool>(capacity: page.sentences.count)
    var twice = 0
    for sentence in page.sentences where sentence.words.count >= 8 && ledger.isOpen(sentence.start) {
      // The same words over the same number of bytes: marks are hardly ever other ones then.
      var hash = UInt64(sentence.end - sentence.start)
      for word in page.words[sentence.words] { hash = (hash ^ word.hash) &* 0x9E37_79B9_7F4A_7C15 }
      if seen[hash] != nil { twice += 1 } else { seen[hash] = true }
    }
    return twice
  }
}

extension Article {
  /// Whether so many sentences of the body, or lines, begin with the same 48 bytes as one before.
  fileprivate func hasRepeatedBeginnings(_ least: Int) -> Bool {
    let apart = 48
    var seen = SeenHashes(capacity: body.count / apart + segments.count)
    var count = 0
    func note(_ start: Int, _ end: Int) {
      guard start + apart <= end else { return }
      let hash = unsafe body.withUnsafeBytes { bytes in
        var hash: UInt64 = 0
        for at in stride(from: start, to: start + apart, by: 8) {
          hash = unsafe (hash ^ bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15
        }
        return hash
      }
      if seen.contains(hash) { count += 1 }
      seen.insert(hash)
    }
    for segment in segments {
      note(segment.body.start, segment.body.end)
      var at = segment.body.start
      while let stop = ByteSearch.first(0x2E, in: body, at, segment.body.end) {
        var start = stop + 1
        while start < segment.body.end, Letters.isBlank(body[start]) { start += 1 }
        note(start, segment.body.end)
        at = stop + apart
      }
    }
    return count >= least
  }
}
