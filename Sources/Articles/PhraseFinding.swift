/// A phrase of the table, found in a page.
struct PhraseMatch {
  /// Index into ``Furniture/phrases``.
  var phrase: Int
  var start: Int
  var end: Int
}

extension PageReading {
  /// Finds every phrase that stands where it counts, the longest at each place.
  ///
  /// - Parameter places: where phrases begin, in page order, as ``Furniture/phrasePlaces(in:_:)`` gives them for what is to be read; nil for
  ///   the whole page.
  mutating func findPhrases(at places: [Int]? = nil) {
    matches.removeAll()
    var reached = 0
    for place in places ?? furniture.phrasePlaces(in: page.bytes, [0..<page.bytes.count]) where place >= reached {
      guard let match = match(at: place, after: matches.last) else { continue }
      matches.append(match)
      reached = max(match.end, place + 1)
    }
  }

  /// Whether a phrase runs on into a line that was not read.
  var leavesWhatWasRead: Bool {
    matches.contains { match in
      page.line(at: match.start) != page.line(at: match.end - 1) && page.lines[page.line(at: match.end - 1)].isUnread
    }
  }

  private func match(at start: Int, after last: PhraseMatch?) -> PhraseMatch? {
    for (index, end) in furniture.phrases(in: page.bytes, at: start) where stands(furniture.phrases[index], start, end, after: last) {
      return PhraseMatch(phrase: index, start: start, end: end)
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
    let isSmall = phrase.caseMatters && Letters.isSmall(phrase.bytes[0])
    guard isPlaced(phrase.places, start, end, line, isSmall: isSmall, after: last) else { return false }
    if phrase.needsNumber || phrase.unlessGoesOn {
      let next = page.trimmedStart(end, line.end)
      if phrase.needsNumber, next == line.end || !Letters.isDigit(page.bytes[next]) { return false }
      if phrase.unlessGoesOn, next < line.end, Letters.isSmall(page.bytes[next]), beginsSentence(start, after: nil) { return false }
    }
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
    guard Letters.isCapital(byte), Letters.isCapital(page.bytes[end - 1]) else { return Letters.isSmall(byte) }
    // "WITH CONTENT|Deputi": behind capitals a word with a small letter begins anew.
    return end + 1 == page.bytes.count || !Letters.isSmall(page.bytes[end + 1])
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
    _ places: FurniturePhrase.Places, _ start: Int, _ end: Int, _ line: PageLine, isSmall: Bool,
    after last: PhraseMatch?
  ) -> Bool {
    if places.contains(.any) || (places.contains(.flat) && isFlat) {
      return !Letters.isSmall(page.bytes[start]) || start == line.start || isSmall
    }
    let begins = begins(line, at: start)
    if places.contains(.menu), begins, rest(after: end, line.end) == line.end { return true }
    if places.contains(.line), begins, rest(after: end, line.end) == line.end { return true }
    if places.contains(.start), begins, !isFlat || start == 0 { return true }
    if places.contains(.title), begins, !isFlat, isTitleLine(line) { return true }
    if places.contains(.end), end == line.end { return true }
    if places.contains(.sentence), !Letters.isSmall(page.bytes[start]) { return beginsSentence(start, after: last) }
    return false
  }

  /// Nothing stands before but the marks that frame a label: "=== Berita Pilihan ===", "| Terkini |".
  func begins(_ line: PageLine, at start: Int) -> Bool {
    guard start >= line.start, start - line.start <= 8 else { return false }
    return page.bytes[line.start..<start].allSatisfy { Letters.isBlank($0) || PageReading.isFrame($0) }
  }

  /// = | > * - ~ #
  private static func isFrame(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x3D, 0x7C, 0x3E, 0x2A, 0x2D, 0x7E, 0x23: true
    default: false
    }
  }

  /// The byte after the colons, dots and arrows that follow a label.
  func rest(after end: Int, _ limit: Int) -> Int {
    var at = end
    while at < limit {
      let blank = Letters.blank(page.bytes, at, limit)
      let byte = page.bytes[at]
      if blank > 0 {
        at += blank
      } else if byte == 0x3A || byte == 0x2E || PageReading.isFrame(byte) {
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
}

extension Furniture {
  /// Where phrases begin in some stretches of a page, whether they count there or not.
  func phrasePlaces(in bytes: [UInt8], _ stretches: [Range<Int>]) -> [Int] {
    var places: [Int] = []
    for stretch in stretches { openings.addPlaces(in: bytes, stretch, to: &places) }
    places.removeAll { phrases(in: bytes, at: $0).isEmpty }
    return places
  }

  /// The phrases that begin at a byte, longest first, each with the byte after it: inside a line only those written with a small letter
  /// begin with one.
  func phrases(in bytes: [UInt8], at start: Int) -> [(phrase: Int, end: Int)] {
    let isInline = Letters.isSmall(bytes[start]) && start > 0 && bytes[start - 1] != 0x0A
    return isInline ? smallTrie.matches(bytes, at: start) : trie.matches(bytes, at: start)
  }
}
