/// Furniture that shows by how lines follow one another. Nothing here applies to a page without line breaks.
extension PageReading {
  /// The first and the last paragraph of the body by their look, as indices of lines.
  var proseLines: (first: Int, last: Int)? {
    func isProseLine(_ line: PageLine) -> Bool { !line.isBlank && ledger.isOpen(line.start) && isProse(line) }
    guard let first = page.lines.firstIndex(where: isProseLine), let last = page.lines.lastIndex(where: isProseLine) else { return nil }
    return (first, last)
  }

  /// Lines that hold nothing but a time: "5 Januari 2026 - 16:50 WIB"; above the first paragraph a day is enough, which may be
  /// the day on which the page was read.
  mutating func removeTimestamps() {
    guard !isFlat else { return }
    let firstProse = proseLines?.first ?? page.lines.count
    for (index, line) in page.lines.enumerated() where !line.isBlank && ledger.isOpen(line.start) {
      guard isTimestamp(line, withoutTime: index < firstProse) else { continue }
      ledger.remove(index < firstProse ? .byline : .related, line.range, "lines.timestamp")
      if index < firstProse, isTimestamp(line, withoutTime: false) { stamps.append(line.range) }
    }
  }

  private func isTimestamp(_ line: PageLine, withoutTime: Bool) -> Bool {
    guard (3...16).contains(line.words.count) else { return false }
    var hasTime = withoutTime && line.words.contains { page.words[$0].shape == .number && page.words[$0].end - page.words[$0].start == 4 }
    var hasDate = false
    for index in line.words {
      let word = page.words[index]
      if word.shape == .number {
        if word.end < line.end, page.bytes[word.end] == 0x3A { hasTime = true }
        if word.end < line.end, page.bytes[word.end] == 0x2F { hasDate = true }
        continue
      }
      switch furniture.calendar[word.hash] {
      case .month: hasDate = true
      case .zone: hasTime = true
      case .weekday, .filler, .updated: continue
      case nil:
        let isSite = furniture.siteTrie.matches(page.bytes, at: word.start).contains { $0.end >= word.end }
        let isEnding = word.start > line.start && page.bytes[word.start - 1] == 0x2E
        if !isSite && !isEnding { return false }
      }
    }
    return hasTime && hasDate
  }

  /// A card: a title, its time, and the title once more ("Dprd", "Asn" in broken capitals) or a summary.
  mutating func removeCards() {
    guard !isFlat else { return }
    for index in page.lines.indices {
      guard let decision = ledger.decision(at: min(page.lines[index].start, page.bytes.count - 1)),
        decision.rule == "lines.timestamp", decision.kind == .related
      else { continue }
      if let before = filled(before: index), !isProse(page.lines[before]) {
        ledger.remove(.related, page.lines[before].range, "lines.card")
        if let after = filled(after: index), same(page.lines[before], page.lines[after]) || !isProse(page.lines[after]) {
          ledger.remove(.related, page.lines[after].range, "lines.card")
        }
      }
    }
  }

  func filled(before index: Int) -> Int? { page.lines[..<index].lastIndex { !$0.isBlank } }
  func filled(after index: Int) -> Int? { page.lines[(index + 1)...].firstIndex { !$0.isBlank } }

  /// Whether two lines hold the same words, whatever their capitals.
  func same(_ a: PageLine, _ b: PageLine) -> Bool {
    a.words.count == b.words.count && zip(a.words, b.words).allSatisfy { page.words[$0].hash == page.words[$1].hash }
  }

  /// One line of many headlines, glued without a mark between.
  mutating func removeGluedHeadlines() {
    guard !isFlat else { return }
    let firstProse = proseLines?.first ?? page.lines.count
    for (index, line) in page.lines.enumerated() where line.words.count >= 25 && ledger.isOpen(line.start) {
      let style = style(line.words)
      guard style.share >= 0.85, !endsSentence(line), headlineVerbs(line.words) >= 2 else { continue }
      ledger.remove(index < firstProse ? .nav : .related, line.range, "lines.glued-headlines")
    }
  }

  func endsSentence(_ line: PageLine) -> Bool { line.sentences.last.map { page.sentences[$0].closed } ?? false }

  /// "(abc/def)", "(Sri Wahyuni)" or "(*)" after the last sentence.
  mutating func removeInitials() {
    for line in page.lines where line.end * 3 > page.bytes.count && !line.sentences.isEmpty {
      if line.words.count <= 6, let group = group(at: line.start, line.end), group == line.end, isInitials(line.range) {
        ledger.remove(.credit, line.range, "lines.initials")
        continue
      }
      if let start = groupStart(endingAt: line.end, line.start), start > line.start {
        let before = page.trimmedEnd(line.start, start)
        if before > line.start, isClosing(before), isInitials(start..<line.end) {
          ledger.remove(.credit, start..<line.end, "lines.initials")
        }
      }
      if isFlat { removeInnerInitials(line) }
      removeStars(line)
    }
  }

  /// In a flattened page: after a sentence, and nothing but headlines or tags after it.
  private mutating func removeInnerInitials(_ line: PageLine) {
    for index in line.sentences.reversed() {
      let sentence = page.sentences[index]
      guard sentence.start * 2 > page.bytes.count else { break }
      guard page.bytes[sentence.start] == 0x28 || page.bytes[sentence.start] == 0x5B,
        let end = group(at: sentence.start, sentence.end)
      else { continue }
      guard isInitials(sentence.start..<end) else { continue }
      let after = words(in: end..<sentence.end)
      let isLast = after.isEmpty || style(after).isHeadline || !ledger.isOpen(page.words[after.lowerBound].start)
      let areTags =
        !sentence.closed && after.count <= 20 && page.bytes[sentence.start..<end].contains(0x2F)
        && sentence.end == line.end
      let isEnd = !isLast && !areTags && dateline.map { $0.end <= sentence.start } ?? true && !hasProse(behind: end)
      guard isLast || areTags || isEnd else { continue }
      ledger.remove(.credit, sentence.start..<end, "lines.initials")
      if isEnd { ledger.remove(.related, end..<line.end, "flat.after-initials") }
      if areTags { ledger.remove(.related, end..<sentence.end, "lines.tags") }
    }
  }

  private mutating func removeStars(_ line: PageLine) {
    var start = line.end
    while start > line.start, page.bytes[start - 1] == 0x2A { start -= 1 }
    if line.end - start >= 2 { ledger.remove(.credit, start..<line.end, "lines.initials") }
  }

  private func isClosing(_ end: Int) -> Bool {
    switch page.bytes[end - 1] {
    case 0x2E, 0x3F, 0x21, 0x22, 0x29: true
    case 0x9D: end >= 3 && page.bytes[end - 3] == 0xE2
    default: false
    }
  }

  /// The byte after the parenthesis that opens at `start`, where it closes within 60 bytes.
  private func group(at start: Int, _ limit: Int) -> Int? {
    guard start < limit, page.bytes[start] == 0x28 || page.bytes[start] == 0x5B else { return nil }
    let close: UInt8 = page.bytes[start] == 0x28 ? 0x29 : 0x5D
    var at = start + 1
    while at < limit, at - start < 60 {
      if page.bytes[at] == close { return at + 1 }
      if page.bytes[at] == 0x28 { return nil }
      at += 1
    }
    return nil
  }

  func groupStart(endingAt end: Int, _ limit: Int) -> Int? {
    guard end > limit, page.bytes[end - 1] == 0x29 || page.bytes[end - 1] == 0x5D else { return nil }
    let open: UInt8 = page.bytes[end - 1] == 0x29 ? 0x28 : 0x5B
    var at = end - 2
    while at >= limit, end - at < 60 {
      if page.bytes[at] == open { return at }
      at -= 1
    }
    return nil
  }

  /// Names or letters, numbers only behind them and with a slash ("mag-1/abc"), and not a word of prose.
  private func isInitials(_ range: Range<Int>) -> Bool {
    let words = words(in: range)
    if words.isEmpty { return true }  // (*)
    if words.count > 6 { return false }
    let hasSlash = range.contains { page.bytes[$0] == 0x2F }
    var short = true
    var raised = true
    for index in words {
      let word = page.words[index]
      if word.shape == .number, !hasSlash || index == words.lowerBound { return false }
      if word.end - word.start > 4 { short = false }
      if !word.isRaised { raised = false }
    }
    if short && words.count <= 3
      && !(raised && words.count == 1 && !hasSlash && page.words[words.lowerBound].roles.contains(.brand))
    {
      return true
    }
    if hasSlash && words.count <= 6 { return true }
    let isSite = furniture.siteTrie.matches(page.bytes, at: page.words[words.lowerBound].start).first != nil
    let hasDot = range.contains {
      page.bytes[$0] == 0x2E && $0 + 1 < range.upperBound && Letters.isSmall(page.bytes[$0 + 1])
    }
    return (raised && (2...4).contains(words.count)) || isSite || hasDot
  }
}
