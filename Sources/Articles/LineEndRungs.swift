/// Furniture at the head and the foot of a page with line breaks, and its captions.
extension PageReading {
  /// A line with the mark of a caption or a credit: "Foto: …", "(ANTARA/…)".
  mutating func removeCaptions() {
    for line in page.lines where !line.isBlank && (isFlat || ledger.isOpen(line.start)) {
      if isFlat {
        removeInlineCaptions(line)
      } else if line.words.count <= 60, let mark = mark(in: line.range) {
        let style = style(line.words)
        if let credit = creditOfParagraph(line) {
          ledger.remove(.credit, credit, furniture.marks[mark].rule)
        } else if furniture.marks[mark].places.contains(.any) || line.words.count <= 14 || !isProse(line)
          || style.words <= 40
        {
          ledger.remove(furniture.marks[mark].kind, line.range, furniture.marks[mark].rule)
        }
      }
    }
  }

  /// The credit in parentheses at the end of a paragraph that is no caption: it quotes somebody, or has several sentences.
  private func creditOfParagraph(_ line: PageLine) -> Range<Int>? {
    guard isProse(line), page.bytes[line.end - 1] == 0x29, let start = page.bytes[line.range].lastIndex(of: 0x28) else {
      return nil
    }
    let isStatement = line.words.contains { page.words[$0].shape == .lower && page.words[$0].roles.contains(.speech) }
    let sentences = line.sentences.filter { page.sentences[$0].words.count >= 4 && page.sentences[$0].start < start }
      .count
    return isStatement || sentences >= 2 || line.range.contains { page.bytes[$0] == 0x22 || page.bytes[$0] == 0x9C }
      ? start..<line.end : nil
  }

  /// The first mark in a stretch that stands where it counts.
  func mark(in range: Range<Int>) -> Int? {
    for at in range {
      // Most bytes stand within a word.
      if at > range.lowerBound, Letters.isLetter(page.bytes[at - 1]), Letters.isLetter(page.bytes[at]) { continue }
      guard furniture.markTrie.mayBegin(page.bytes, at: at) else { continue }
      for (index, end) in furniture.markTrie.matches(page.bytes, at: at) where end <= range.upperBound {
        if stands(furniture.marks[index], at, end, after: matches.last) { return index }
      }
    }
    return nil
  }

  /// In a flattened page: a mark in parentheses, with the few words before it in its sentence ("Tiga nelayan (Foto: Sari)").
  private mutating func removeInlineCaptions(_ line: PageLine) {
    for index in line.sentences {
      let sentence = page.sentences[index]
      guard ledger.isOpen(sentence.start) else { continue }
      if let (label, end) = captionLabel(sentence) {
        let mark = furniture.marks[label]
        // "Kapal patroli di dermaga. Foto: Dok. Humas" is caption and credit.
        if mark.bytes.last == 0x3A, let caption = caption(before: index, line) { ledger.remove(.caption, caption, mark.rule) }
        ledger.remove(.caption, sentence.start..<end, mark.rule)
        continue
      }
      var start = sentence.start
      var at = sentence.start
      while at < sentence.end {
        guard let open = page.bytes[at..<sentence.end].firstIndex(where: { $0 == 0x28 || $0 == 0x5B }) else { break }
        at = open
        guard let hit = bracketedMark(at), hit.end <= sentence.end,
          let close = page.bytes[hit.end..<min(sentence.end, hit.end + 80)].firstIndex(of: page.bytes[open] == 0x28 ? 0x29 : 0x5D)
        else {
          at += 1
          continue
        }
        let mark = furniture.marks[hit.phrase]
        if at == sentence.start, mark.kind == .caption, isInside(close + 1, sentence, line), let caption = caption(before: index, line) {
          ledger.remove(.caption, caption, mark.rule)
        }
        let isShort = words(in: start..<at).count <= 25
        ledger.remove(isShort ? mark.kind : .credit, (isShort ? start : at)..<close + 1, mark.rule)
        at = close + 1
        start = page.trimmedStart(at, sentence.end)
      }
    }
  }

  /// The label that opens a short sentence ("Ilustrasi kapal tenggelam."), and the end of what it labels: a quotation goes on with the story.
  private func captionLabel(_ sentence: PageSentence) -> (mark: Int, end: Int)? {
    let quote = (sentence.start..<sentence.end).first { at in
      page.bytes[at] == 0x22
        || (page.bytes[at] == 0xE2 && at + 2 < sentence.end && page.bytes[at + 1] == 0x80 && page.bytes[at + 2] == 0x9C)
    }
    let end = page.trimmedEnd(sentence.start, quote ?? sentence.end)
    guard (2...14).contains(words(in: sentence.start..<end).count) else { return nil }
    let hit = furniture.markTrie.matches(page.bytes, at: sentence.start).first { hit in
      let mark = furniture.marks[hit.phrase]
      return mark.places == .title && mark.kind == .caption && (hit.end == page.bytes.count || !Letters.isLetter(page.bytes[hit.end]))
        && page.bytes[sentence.start] == mark.bytes[0]
    }
    return hit.map { ($0.phrase, end) }
  }

  /// The story goes on behind this byte: what stands before is no credit of its end.
  private func isInside(_ byte: Int, _ sentence: PageSentence, _ line: PageLine) -> Bool {
    let words = words(in: byte..<sentence.end)
    return words.count >= 5 && !style(words).isHeadline && line.end - byte > 300
  }

  /// The sentence before a credit that stands alone, where it is short and reports nobody's words.
  private func caption(before index: Int, _ line: PageLine) -> Range<Int>? {
    guard index > line.sentences.lowerBound else { return nil }
    let sentence = page.sentences[index - 1]
    guard (3...18).contains(sentence.words.count), ledger.isOpen(sentence.start),
      !(sentence.start..<sentence.end).contains(where: { page.bytes[$0] == 0x22 || page.bytes[$0] == 0x9D }),
      !sentence.words.contains(where: { page.words[$0].roles.contains(.speech) || page.words[$0].roles.contains(.anaphora) })
    else { return nil }
    return sentence.start..<sentence.end
  }

  private func bracketedMark(_ at: Int) -> (phrase: Int, end: Int)? {
    furniture.markTrie.matches(page.bytes, at: at).first { stands(furniture.marks[$0.phrase], at, $0.end, after: matches.last) }
  }

  /// The same caption on two lines, or a part of it: "Foto (Red) Perbesar", "Foto (Red)".
  mutating func removeCaptionsTwice() {
    guard !isFlat else { return }
    for index in page.lines.indices where !page.lines[index].isBlank {
      guard ledger.decision(at: page.lines[index].start)?.kind == .caption else { continue }
      for other in [filled(before: index), filled(after: index)] {
        guard let other, ledger.isOpen(page.lines[other].start) else { continue }
        let a = page.lines[other].words
        let b = page.lines[index].words
        guard a.count <= b.count, !a.isEmpty else { continue }
        if zip(a, b).allSatisfy({ page.words[$0].hash == page.words[$1].hash }) {
          ledger.remove(.caption, page.lines[other].range, "lines.caption-twice")
        }
      }
    }
  }

  /// A caption below a photographer's line: "ANTARA/Sri Wahyuni" ⏎ "Warga melintas di …, Sabtu (7/6/2025)."
  mutating func removeCaptionsAfterCredits() {
    guard !isFlat else { return }
    for index in page.lines.indices where !page.lines[index].isBlank {
      guard ledger.decision(at: page.lines[index].start)?.kind == .credit, let after = filled(after: index) else {
        continue
      }
      let line = page.lines[after]
      guard ledger.isOpen(line.start), line.words.count <= 45, line.sentences.count == 1 else { continue }
      if endsInDate(page.sentences[line.sentences.lowerBound]) {
        ledger.remove(.caption, line.range, "lines.caption-after-credit")
      }
    }
  }

  /// The story begins with a dateline that names the site: what stands open above it is a caption.
  mutating func removeBeforeDateline() {
    guard !isFlat, let dateline, dateline.isStrong else { return }
    for line in page.lines where !line.isBlank && line.end <= dateline.start && ledger.isOpen(line.start) {
      ledger.remove(.caption, line.range, "lines.before-dateline")
    }
  }

  /// What stands above the headline, and lone labels around it.
  mutating func removeBeforeTitle() {
    guard !isFlat, let title = titleLine, let firstProse = proseLines?.first, title < firstProse else { return }
    for index in 0..<title where !page.lines[index].isBlank && !isProse(page.lines[index]) {
      let isLabel = page.lines[index].words.count <= 2 && filled(after: index) == title
      ledger.remove(isLabel ? .section : .nav, page.lines[index].range, "lines.before-title")
    }
  }

  /// Short lines after the last paragraph and its author, one after another: tags, names, labels.
  mutating func removeTags() {
    guard !isFlat, let last = proseLines?.last else { return }
    var follows = false
    var small: [Int] = []
    for index in page.lines.indices.dropFirst(last + 1) where !page.lines[index].words.isEmpty {
      let line = page.lines[index]
      guard ledger.isOpen(line.start) else {
        if let kind = ledger.decision(at: line.start)?.kind, kind != .ad, kind != .social { follows = true }
        continue
      }
      let isShort =
        line.words.count <= 6 && page.words[line.words.lowerBound].shape != .number
        && !line.words.contains { isClock(page.words[$0]) } && !line.sentences.contains { page.sentences[$0].closed }
      if follows, isShort {
        ledger.remove(.related, line.range, "lines.tags")
      } else {
        follows = false
        let isSmall = isShort && line.words.count <= 4 && line.words.allSatisfy { page.words[$0].shape == .lower }
        small = isSmall ? small + [index] : []
      }
    }
    if small.count >= 3 {
      for index in small { ledger.remove(.related, page.lines[index].range, "lines.tags") }
    }
  }

  /// "17.00", "3-4": a line with such a number is a schedule or a score.
  private func isClock(_ word: PageWord) -> Bool {
    word.shape == .number
      && (page.bytes[word.start..<word.end].contains(0x2E)
        || (word.end < page.bytes.count && page.bytes[word.end] == 0x2D))
  }

  /// Headlines after the last paragraph, once furniture has begun; and a summary that was cut ("… untuk m...").
  mutating func removeTrailingLines() {
    guard !isFlat, let last = proseLines?.last else { return }
    var follows = false
    for index in page.lines.indices.dropFirst(last + 1) where !page.lines[index].isBlank {
      let line = page.lines[index]
      if !ledger.isOpen(line.start) {
        follows =
          ledger.decision(at: line.start).map { $0.kind == .related || $0.kind == .credit || $0.kind == .byline }
          ?? false
      } else if follows, line.words.count >= 4, style(line.words).isHeadline, hasHeadlineVerb(line.words),
        !endsSentence(line)
      {
        ledger.remove(.related, line.range, "lines.trailing-headlines")
      } else {
        follows = false
      }
    }
    removeLastHeadline(after: last)
    for line in page.lines where line.words.count >= 15 && ledger.isOpen(line.start) && isCut(line) {
      ledger.remove(.related, line.range, "lines.cut-summary")
    }
  }

  /// A headline alone below the last paragraph: the title of a video or of another story.
  private mutating func removeLastHeadline(after last: Int) {
    guard let index = page.lines.lastIndex(where: { !$0.isBlank && ledger.isOpen($0.start) }), index > last,
      let before = filled(before: index), before == last || !ledger.isOpen(page.lines[before].start)
    else { return }
    let line = page.lines[index]
    guard (6...25).contains(line.words.count), page.words[line.words.lowerBound].start == line.start,
      page.words[line.words.lowerBound].shape != .number, style(line.words).share >= 0.9,
      page.bytes[line.end - 1] != 0x2E
    else { return }
    let asks = page.bytes[line.end - 1] == 0x3F || page.bytes[line.end - 1] == 0x21
    if asks || hasHeadlineVerb(line.words) { ledger.remove(.related, line.range, "lines.last-headline") }
  }

  /// Ends in "m..." or "se…", and holds no quotation.
  private func isCut(_ line: PageLine) -> Bool {
    guard line.end - line.start > 120, page.bytes[(line.end - 3)..<line.end].allSatisfy({ $0 == 0x2E }) else {
      return false
    }
    guard Letters.isSmall(page.bytes[line.end - 4]), let last = line.words.last, page.words[last].shape == .lower else {
      return false
    }
    return !line.range.contains { page.bytes[$0] == 0x22 || page.bytes[$0] == 0x9C }
      && page.words[last].end - page.words[last].start <= 4
  }
}
