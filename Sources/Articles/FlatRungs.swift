/// Furniture of a page that was flattened to one line: what is left of menus before the article and of link lists after it.
extension PageReading {
  /// Headlines, tags, a time and a caption before the dateline, or before the first sentence.
  mutating func removeFlatLead() {
    guard isFlat, let line = page.lines.first(where: { !$0.isBlank }) else { return }
    let limit = dateline?.start ?? line.end
    var start = line.start
    if let stamp = stamp(in: line.start..<min(limit, line.start + 2000)), dateline != nil {
      if stamp.lowerBound > start { ledger.remove(.nav, start..<stamp.lowerBound, "flat.lead") }
      ledger.remove(.byline, stamp, "flat.stamp")
      stamps.append(stamp)
      start = page.trimmedStart(stamp.upperBound, limit)
      if start < limit, mark(in: start..<limit) != nil { ledger.remove(.caption, start..<limit, "flat.lead-caption") }
    }
    guard dateline != nil || limit == line.end else { return }
    for index in line.sentences {
      let sentence = page.sentences[index]
      if sentence.start >= limit { break }
      let end = min(sentence.end, limit)
      let words = words(in: sentence.start..<end)
      guard ledger.isOpen(sentence.start), !words.isEmpty else { continue }
      if end == limit, dateline != nil {  // the stretch right before the dateline has no end of its own
        if style(words).isHeadline { ledger.remove(.nav, sentence.start..<end, "flat.leading-headlines") }
        break
      }
      let style = style(words)
      if style.share >= 0.85, style.content >= 3 {
        ledger.remove(.nav, sentence.start..<end, "flat.leading-headlines")
      } else if dateline == nil, words.count >= 30, let cut = endOfLeadingHeadlines(words) {
        ledger.remove(.nav, sentence.start..<cut, "flat.leading-headlines")
        break
      } else if dateline == nil {
        break
      }
    }
  }

  /// Where a long row of headlines before the first sentence ends, if there is one.
  private func endOfLeadingHeadlines(_ words: Range<Int>) -> Int? {
    let head = words.prefix(24)
    guard style(head).share >= 0.85 else { return nil }
    let limit = page.words[words.upperBound - 1].end
    let end = endOfHeadline(from: page.words[words.lowerBound].start, limit: limit)
    return end < limit && self.words(in: page.words[words.lowerBound].start..<end).count >= 20 ? end : nil
  }

  /// A time stamp in full: weekday, date and clock.
  func stamp(in range: Range<Int>) -> Range<Int>? {
    for date in DateReader(page: page, furniture: furniture).dates(in: words(in: range)) {
      if date.hour != nil, date.year != nil, date.zone != nil || date.weekday != nil {
        return date.range.lowerBound..<min(date.range.upperBound, range.upperBound)
      }
    }
    return nil
  }

  /// A photographer's name in capitals glued to a caption: "ANTARA FOTO/SRI WAHYUNISejumlah warga …".
  mutating func removeCreditCaptions() {
    var index = 0
    while index < page.sentences.count {
      let sentence = page.sentences[index]
      if ledger.isOpen(sentence.start), isCreditCaption(sentence) {
        var last = index
        while last + 1 < page.sentences.count, last < index + 2, !endsInDate(page.sentences[last]) { last += 1 }
        if !endsInDate(page.sentences[last]) { last = index }
        ledger.remove(.caption, sentence.start..<page.sentences[last].end, "flat.credit-caption")
        index = last
      }
      index += 1
    }
  }

  private func isCreditCaption(_ sentence: PageSentence) -> Bool {
    var index = sentence.words.lowerBound
    let limit = min(sentence.words.upperBound, index + 7)
    var hasSlash = false
    while index < limit {
      let word = page.words[index]
      if word.start > 0, page.bytes[word.start - 1] == 0x2F { hasSlash = true }
      if word.shape == .capital, isGluedCapitals(word) { return hasSlash || index >= sentence.words.lowerBound + 1 }
      let isEnding = word.start > 0 && page.bytes[word.start - 1] == 0x2E
      guard word.shape == .upper || isEnding || word.end - word.start == 1 else { return false }
      index += 1
    }
    return false
  }

  /// "SANTOSOSejumlah": three capitals at least, then a small word.
  private func isGluedCapitals(_ word: PageWord) -> Bool {
    var capitals = 0
    while word.start + capitals < word.end, Letters.isCapital(page.bytes[word.start + capitals]) { capitals += 1 }
    return capitals >= 4 && word.end - word.start - capitals >= 3
  }

  private func endsInDate(_ sentence: PageSentence) -> Bool {
    guard sentence.end - sentence.start > 10 else { return false }
    let tail = page.bytes[(sentence.end - 7)..<sentence.end]
    return tail.contains(0x29) && tail.contains { Letters.isDigit($0) }
  }

  // MARK: After the Article

  /// The headlines of other stories after the last sentence.
  mutating func removeTrailingHeadlines() {
    guard isFlat, let line = page.lines.last(where: { !$0.isBlank }) else { return }
    var start: Int?
    var pending: Int?
    for index in line.sentences.reversed() {
      let sentence = page.sentences[index]
      if sentence.start == line.start { break }
      let words = sentence.words.filter { ledger.isOpen(page.words[$0].start) }
      guard let first = words.first else {
        if start != nil || pending != nil { continue }
        continue
      }
      let style = style(first..<(words[words.count - 1] + 1))
      if style.content >= 3, style.share >= 0.8 {
        start = page.words[first].start
        if let quote = quote(before: first) { start = quote }
        pending = nil
      } else if style.content < 3, !sentence.closed || start != nil {
        pending = page.words[first].start
      } else {
        if !sentence.closed, let cut = startOfHeadlines(in: first..<sentence.words.upperBound) { start = cut }
        break
      }
    }
    if let start { ledger.remove(.related, start..<line.end, "flat.trailing-headlines") }
  }

  /// Where a sentence without a full stop goes over into headlines: eight raised words at least, up to its end.
  private func startOfHeadlines(in words: Range<Int>) -> Int? {
    var index = words.upperBound
    var style = Style([])
    var found: Int?
    while index > words.lowerBound + 4 {
      index -= 1
      let word = page.words[index]
      if !ledger.isOpen(word.start) { continue }
      style = Style(page.words[index..<words.upperBound])
      if style.content >= 4, style.share < 0.8 { break }
      if style.content >= 7, word.shape != .lower, page.words[index - 1].shape == .lower,
        !page.words[index - 1].roles.contains(.function), style.share >= 0.9
      {
        found = word.start
      }
    }
    return found
  }

  /// On sites whose pages end in summaries of other stories: sentences that stand alone, one after another.
  ///
  /// A summary points back to nothing, goes on from nothing and quotes nobody; it often ends in a question, or has lost its full stop.
  /// The cut stands where the sum of these signs over all later sentences is largest.
  mutating func removeTeasers() {
    guard let site, site.endsInTeasers, isFlat, let line = page.lines.last(where: { !$0.isBlank }) else { return }
    let end = articleEnd?.byte ?? line.end
    var sum = 0.0
    var best = 0.0
    var start: Int?
    for index in line.sentences.reversed() {
      let sentence = page.sentences[index]
      if sentence.start >= end || sentence.words.isEmpty || !ledger.isOpen(sentence.start) { continue }
      if sentence.start * 5 < line.end { break }
      sum += teaserSigns(sentence)
      if sum > best {
        best = sum
        start = sentence.start
      }
      if sum < best - 12 { break }
    }
    if let start, best >= 4 { ledger.remove(.related, start..<end, "flat.teasers") }
  }

  private func teaserSigns(_ sentence: PageSentence) -> Double {
    var sum = 1.0
    let first = page.words[sentence.words.lowerBound]
    if sentence.closed, page.bytes[sentence.end - 1] == 0x3F { sum += 2.5 }
    if first.roles.contains(.starter) { sum -= 1.5 }
    var pointsBack = 0
    for index in sentence.words {
      let word = page.words[index]
      if word.roles.contains(.anaphora) { pointsBack += 1 }
      if index > sentence.words.lowerBound, word.shape == .capital, word.roles.contains(.starter),
        page.words[index - 1].shape == .lower, word.start - page.words[index - 1].end == 1
      {
        sum += 2
      }
    }
    for byte in sentence.start..<sentence.end
    where page.bytes[byte] == 0x22 || page.bytes[byte] == 0x9C || page.bytes[byte] == 0x9D {
      sum -= 2
      break
    }
    return sum - 0.75 * Double(min(pointsBack, 2))
  }
}
