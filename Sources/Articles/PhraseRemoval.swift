/// The lines from a label of furniture up to the next paragraph.
struct LabelBlock {
  /// Indices of lines, the blank ones behind the last included.
  var lines: Range<Int>
  /// The end of the last line that is not blank, in bytes.
  var end: Int
  /// Whether the paragraph begins as the rest of a sentence.
  var goesOn: Bool
}

/// Taking away phrases of the table with what goes with them.
extension PageReading {
  /// Takes away every match with what goes with it.
  mutating func removePhrases() {
    if matches.contains(where: isMenu), let prose = proseLines {
      matches = matches.filter { match in
        let line = page.line(at: match.start)
        return !isMenu(match) || line <= prose.first || line >= prose.last
      }
    }
    for index in matches.indices {
      remove(matches[index], before: index + 1 < matches.count ? matches[index + 1] : nil)
    }
  }

  private func isMenu(_ match: PhraseMatch) -> Bool { furniture.phrases[match.phrase].places == .menu }

  private mutating func remove(_ match: PhraseMatch, before following: PhraseMatch?) {
    let next = following?.start ?? page.bytes.count
    let phrase = furniture.phrases[match.phrase]
    guard ledger.isOpen(match.start) else { return }
    if phrase.multiPage { isMultiPage = true }
    let line = page.lines[page.line(at: match.start)]
    let sentence = page.sentences[min(page.sentence(at: match.start), page.sentences.count - 1)]
    let last = page.sentences[min(page.sentence(at: match.end - 1), page.sentences.count - 1)]
    let wholeLine = !isFlat && begins(line, at: match.start)
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
    case .block:
      let block = block(at: page.line(at: match.start))
      if block.goesOn { return }
      range = line.start..<block.end
    case .end:
      if match.start * 4 > page.bytes.count {
        if articleEnd == nil { articleEnd = (match.start, match.phrase) }
        range = match.start..<endOfClosing(phrase.kind, from: match, last)
      } else {
        range = match.start..<max(match.end, last.end)
      }
    case .tail:
      guard match.start * 4 > page.bytes.count, !hasProse(behind: match.end) else { return }
      if articleEnd == nil { articleEnd = (match.start, match.phrase) }
    case .through(let words):
      let stretch = match.end..<min(page.bytes.count, match.end + 1000)
      range = match.start..<(PhraseTrie.firstEnd(of: words, in: page.bytes, stretch) ?? max(match.end, last.end))
    }
    var end = limit(of: range, phrase.drop, following, match.end)
    if let dateline, match.end <= dateline.start, dateline.start < end { end = dateline.start }
    ledger.remove(phrase.kind, min(range.lowerBound, end)..<end, phrase.rule)
  }

  /// Where another phrase that takes its own sentence begins inside a stretch, that phrase decides from there on.
  private func limit(
    of range: Range<Int>, _ drop: FurniturePhrase.Drop, _ following: PhraseMatch?, _ end: Int
  ) -> Int {
    guard let following, following.start < range.upperBound, following.start >= end else {
      return max(range.upperBound, end)
    }
    switch (drop, furniture.phrases[following.phrase].drop) {
    case (.sentence, .sentence), (.sentence, .end), (.end, .end), (.end, .sentence): return following.start
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
    for next in page.lines[(page.line(at: line.start) + 1)...] where !next.isBlank {
      if taken == 0 ? isProse(next) && next.words.count > 25 : !isLink(next) { break }
      if isNumbered(next) { break }
      if !ledger.isOpen(next.start) { break }
      end = next.end
      taken += 1
      if taken == 8 { break }
    }
    return end
  }

  private func endsInStop(_ line: PageLine) -> Bool { line.end > line.start && page.bytes[line.end - 1] == 0x2E }

  /// A headline without doubt, and no credit.
  private func isLink(_ line: PageLine) -> Bool {
    style(line.words).share >= 0.9 && line.words.count >= 4 && !endsInStop(line) && mark(in: line.range) == nil
  }

  /// "1. Cek Fakta": a list of the body goes on.
  private func isNumbered(_ line: PageLine) -> Bool {
    guard let first = line.words.first, page.words[first].start == line.start, page.words[first].shape == .number else {
      return false
    }
    return page.words[first].end < line.end && page.bytes[page.words[first].end] == 0x2E
  }

  /// The lines from a label such as "Berita Terkait" up to the next paragraph of the body.
  ///
  /// Labels of one block share it: it is looked for once.
  private mutating func block(at label: Int) -> LabelBlock {
    if let block = lastBlock, block.lines.contains(label) { return block }
    var block = LabelBlock(lines: label..<page.lines.count, end: page.lines[label].end, goesOn: false)
    for (index, next) in zip(label + 1..<page.lines.count, page.lines[(label + 1)...]) where !next.isBlank {
      if isProse(next) || dateline.map({ $0.start == next.start }) ?? false {
        block.lines = label..<index
        // A label may be but the beginning of a sentence that lost its line: "Terkait ⏎ Selat Ombak ⏎ , Sari mengatakan".
        block.goesOn = Letters.isSmall(page.bytes[next.start]) || page.bytes[next.start] == 0x2C
        break
      }
      block.end = next.end
    }
    lastBlock = block
    return block
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
