/// A phrase of the table, found in a page.
struct PhraseMatch {
  /// Index into ``Furniture/phrases``.
  var phrase: Int
  var start: Int
  var end: Int
}

extension PageReading {
  // MARK: Finding

  /// Finds every phrase that stands where it counts, the longest at each place.
  mutating func findPhrases() { matches = phrasesFound() }

  private func phrasesFound() -> [PhraseMatch] {
    let bytes = page.bytes
    let trie = furniture.trie
    var found: [PhraseMatch] = []
    var at = 0
    while true {
      at = trie.nextStart(in: bytes, from: at)
      if at == bytes.count { break }
      if mayBegin(at), let match = match(at: at, after: found.last) {
        found.append(match)
        at = max(match.end, at + 1)
      } else {
        at += 1
      }
    }
    return found
  }

  /// Not inside a word, save where a capital follows a small letter.
  private func mayBegin(_ at: Int) -> Bool {
    let byte = page.bytes[at]
    if Letters.isBlank(byte) || byte & 0xC0 == 0x80 { return false }
    guard at > 0 else { return true }
    let before = page.bytes[at - 1]
    if Letters.isLetter(byte) {
      if Letters.isSmall(byte) { return !Letters.isLetter(before) && !Letters.isDigit(before) }
      return !Letters.isCapital(before)
    }
    return true
  }

  private func match(at start: Int, after last: PhraseMatch?) -> PhraseMatch? {
    for (index, end) in furniture.trie.matches(page.bytes, at: start) {
      let phrase = furniture.phrases[index]
      if stands(phrase, start, end, after: last) { return PhraseMatch(phrase: index, start: start, end: end) }
    }
    return nil
  }

  /// Whether what a row asks for holds of a match.
  ///
  /// - Parameter last: the match before it.
  func stands(_ phrase: FurniturePhrase, _ start: Int, _ end: Int, after last: PhraseMatch?) -> Bool {
    if phrase.caseMatters, !isWritten(phrase.bytes, start, end) { return false }
    if let last = phrase.bytes.last, Letters.isLetter(last), end < page.bytes.count, continuesWord(end) { return false }
    let line = page.lines[page.line(at: start)]
    guard isPlaced(phrase.places, start, end, line, after: last) else { return false }
    if !phrase.needs.isEmpty {
      let range = end..<min(page.bytes.count, end + 300)
      guard phrase.needs.contains(where: { PhraseTrie.firstEnd(of: $0, in: page.bytes, range) != nil }) else {
        return false
      }
    }
    if !phrase.unless.isEmpty {
      let range = start..<min(page.bytes.count, start + 80)
      if phrase.unless.contains(where: { PhraseTrie.firstEnd(of: $0, in: page.bytes, range) != nil }) { return false }
    }
    return true
  }

  private func continuesWord(_ end: Int) -> Bool {
    let byte = page.bytes[end]
    return Letters.isSmall(byte) || (Letters.isCapital(byte) && Letters.isCapital(page.bytes[end - 1]))
  }

  private func isWritten(_ phrase: [UInt8], _ start: Int, _ end: Int) -> Bool {
    var at = start
    for byte in phrase {
      while at < end, Letters.blank(page.bytes, at, end) > 0 { at += Letters.blank(page.bytes, at, end) }
      guard at < end, page.bytes[at] == byte else { return false }
      at += 1
    }
    return true
  }

  private func isPlaced(
    _ places: FurniturePhrase.Places, _ start: Int, _ end: Int, _ line: PageLine, after last: PhraseMatch?
  ) -> Bool {
    if places.contains(.any) { return !Letters.isSmall(page.bytes[start]) || start == line.start }
    let begins = start == line.start
    if places.contains(.menu), begins, rest(after: end, line.end) == line.end { return true }
    if places.contains(.line), begins, rest(after: end, line.end) == line.end { return true }
    if places.contains(.start), begins, !isFlat || start == 0 { return true }
    if places.contains(.title), begins, !isFlat, isTitleLine(line) { return true }
    if places.contains(.end), end == line.end { return true }
    if places.contains(.sentence), !Letters.isSmall(page.bytes[start]) { return beginsSentence(start, after: last) }
    return false
  }

  /// The byte after the colons, dots and arrows that follow a label.
  private func rest(after end: Int, _ limit: Int) -> Int {
    var at = end
    while at < limit {
      let blank = Letters.blank(page.bytes, at, limit)
      let byte = page.bytes[at]
      if blank > 0 {
        at += blank
      } else if byte == 0x3A || byte == 0x2E || byte == 0x3E || byte == 0x7C || byte == 0x2D {
        at += 1
      } else {
        break
      }
    }
    return at
  }

  private func isTitleLine(_ line: PageLine) -> Bool {
    guard let last = line.sentences.last else { return false }
    if line.words.count > 25 { return false }
    return !page.sentences[last].closed || page.bytes[line.end - 1] != 0x2E || style(line.words).isHeadline
  }

  /// Whether a sentence begins here, or the text before is glued to it.
  private func beginsSentence(_ start: Int, after last: PhraseMatch?) -> Bool {
    let before = page.trimmedEnd(0, start)
    if before == 0 { return true }
    if before == start, Letters.isSmall(page.bytes[start - 1]) || Letters.isDigit(page.bytes[start - 1]) { return true }
    switch page.bytes[before - 1] {
    case 0x2E, 0x3F, 0x21, 0x29, 0x5D, 0x22, 0x27, 0x2A: return true  // . ? ! ) ] " ' *
    case 0x9D, 0x99, 0xA6: return before >= 3 && page.bytes[before - 3] == 0xE2 && page.bytes[before - 2] == 0x80
    default: break
    }
    let sentence = page.sentence(at: start)
    if sentence < page.sentences.count, page.sentences[sentence].start == start { return true }
    return last.map { page.trimmedStart($0.end, start) == start } ?? false || followsLink(before, after: last)
  }

  /// Whether a link or a name of the table stands shortly before: its headline or name may end here.
  private func followsLink(_ before: Int, after last: PhraseMatch?) -> Bool {
    guard let last, before - last.end < 200 else { return false }
    switch furniture.phrases[last.phrase].drop {
    case .headline, .name: return true
    default: return false
    }
  }

  // MARK: Removing

  /// Takes away every match with what goes with it.
  mutating func removePhrases() {
    let prose = proseLines
    matches.removeAll { match in
      guard furniture.phrases[match.phrase].places == .menu, let prose else { return false }
      let line = page.line(at: match.start)
      return line > prose.first && line < prose.last
    }
    var index = 0
    while index < matches.count {
      let match = matches[index]
      let next = index + 1 < matches.count ? matches[index + 1].start : page.bytes.count
      remove(match, next: next)
      index += 1
    }
  }

  private mutating func remove(_ match: PhraseMatch, next: Int) {
    let phrase = furniture.phrases[match.phrase]
    guard ledger.isOpen(match.start) else { return }
    if phrase.multiPage { isMultiPage = true }
    let line = page.lines[page.line(at: match.start)]
    let sentence = page.sentences[min(page.sentence(at: match.start), page.sentences.count - 1)]
    let last = page.sentences[min(page.sentence(at: match.end - 1), page.sentences.count - 1)]
    let wholeLine = !isFlat && match.start == line.start
    var range = match.start..<match.end
    switch phrase.drop {
    case .phrase: break
    case .line: range = wholeLine ? line.start..<max(line.end, match.end) : match.start..<max(match.end, last.end)
    case .sentence: range = match.start..<max(match.end, last.end)
    case .wholeSentence: range = sentence.start..<max(match.end, last.end)
    case .headline:
      if wholeLine {
        range = line.start..<max(line.end, match.end)
        if rest(after: match.end, line.end) >= line.end { range = line.start..<endOfLinkLines(after: line) }
      } else {
        let limit = max(match.end, min(next, page.lines[page.line(at: match.end - 1)].end))
        range = match.start..<endOfHeadline(from: match.end, limit: limit)
      }
    case .name:
      range = wholeLine ? line.start..<line.end : match.start..<endOfNames(from: match.end, limit: min(next, line.end))
      bylines.append(match.end..<max(match.end, range.upperBound))
    case .block: range = line.start..<endOfBlock(after: line)
    case .end:
      if match.start * 4 > page.bytes.count {
        if articleEnd == nil { articleEnd = (match.start, match.phrase) }
        range = match.start..<endOfClosing(phrase.kind, from: match, last)
      } else {
        range = match.start..<max(match.end, last.end)
      }
    case .through(let words):
      let stretch = match.end..<min(page.bytes.count, match.end + 1000)
      range = match.start..<(PhraseTrie.firstEnd(of: words, in: page.bytes, stretch) ?? max(match.end, last.end))
    }
    var end = limit(of: range, phrase.drop, next, match.end)
    if let dateline, match.end <= dateline.start, dateline.start < end { end = dateline.start }
    ledger.remove(phrase.kind, min(range.lowerBound, end)..<end, phrase.rule)
  }

  /// Where another phrase that takes its own sentence begins inside a stretch, that phrase decides from there on.
  private func limit(of range: Range<Int>, _ drop: FurniturePhrase.Drop, _ next: Int, _ end: Int) -> Int {
    guard next < range.upperBound, next >= end, let following = matches.first(where: { $0.start == next }) else { return max(range.upperBound, end) }
    switch (drop, furniture.phrases[following.phrase].drop) {
    case (.sentence, .sentence), (.sentence, .end), (.end, .end), (.end, .sentence): return next
    default: return range.upperBound
    }
  }

  /// After a footer the whole line; after lines about a reporter the sentences up to the first headline.
  private func endOfClosing(_ kind: Article.Removed.Kind, from match: PhraseMatch, _ last: PageSentence) -> Int {
    if kind == .footer { return max(match.end, page.lines[last.line].end) }
    var end = max(match.end, last.end)
    var index = page.sentence(at: end)
    while index < page.sentences.count, page.sentences[index].line == last.line {
      let sentence = page.sentences[index]
      if !sentence.closed || style(sentence.words).share >= 0.8 || !ledger.isOpen(sentence.start) { break }
      end = sentence.end
      index += 1
    }
    return end
  }

  /// The links below a lone "Baca juga:": the next line, and further ones that are headlines without doubt.
  private func endOfLinkLines(after line: PageLine) -> Int {
    var end = line.end
    var taken = 0
    for next in page.lines where next.start > line.start && !next.isBlank {
      let style = style(next.words)
      if taken == 0
        ? isProse(next) && next.words.count > 25 : !(style.share >= 0.9 && next.words.count >= 4 && !endsInStop(next))
      {
        break
      }
      if !ledger.isOpen(next.start) { break }
      end = next.end
      taken += 1
      if taken == 8 { break }
    }
    return end
  }

  private func endsInStop(_ line: PageLine) -> Bool { line.end > line.start && page.bytes[line.end - 1] == 0x2E }

  /// The lines below a label such as "Berita Terkait", up to the next paragraph of the body.
  private func endOfBlock(after line: PageLine) -> Int {
    var end = line.end
    for next in page.lines where next.start > line.start && !next.isBlank {
      if isProse(next) || dateline.map({ $0.start == next.start }) ?? false { break }
      end = next.end
    }
    return end
  }

  /// "Pewarta: Sri WahyuniEditor:": at most six raised words.
  private func endOfNames(from start: Int, limit: Int) -> Int {
    var end = start
    var count = 0
    for index in words(in: start..<max(start, limit)) {
      let word = page.words[index]
      let isHost = count > 0 && word.start == end + 1 && page.bytes[end] == 0x2E
      if word.shape == .lower && !word.roles.contains(.brand) && !isHost { break }
      if count > 0, word.glued { break }
      if count == 6 { break }
      if count > 0, page.bytes[end] == 0x2E, end - page.words[index - 1].start > 3, word.start - end > 1 { break }
      end = word.end
      count += 1
    }
    return end
  }

  /// What no rung kept after the end of the article.
  mutating func removeAfterEnd() {
    guard let articleEnd else { return }
    let phrase = furniture.phrases[articleEnd.phrase]
    ledger.remove(phrase.kind, articleEnd.byte..<page.bytes.count, phrase.rule)
  }
}
