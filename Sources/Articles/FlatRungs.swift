/// Furniture of a page that was flattened to one line: what is left of menus before the article and of link lists after it.
extension PageReading {
  /// Headlines, tags, a time and a caption before the dateline, or before the first sentence.
  mutating func removeFlatLead() {
    guard isFlat, let line = page.lines.first(where: { !$0.isBlank }) else { return }
    let limit = dateline?.start ?? line.end
    var start = line.start
    let headline = flatHeadline(in: line.start..<min(limit, line.start + 4000))
    if let headline {
      ledger.remove(.nav, start..<headline.lowerBound, "flat.before-title")
      if dateline == nil { return removeFlatByline(after: headline.upperBound) }
      start = headline.upperBound
    }
    if dateline != nil, let stamp = stamp(in: start..<max(start, min(limit, line.start + 2000))) {
      if stamp.lowerBound > start { ledger.remove(headline == nil ? .nav : .byline, start..<stamp.lowerBound, "flat.lead") }
      ledger.remove(.byline, stamp, "flat.stamp")
      stamps.append(stamp)
      start = page.trimmedStart(stamp.upperBound, limit)
      // Behind headline and stamp stands nothing but credits and captions.
      if start < limit, headline != nil || mark(in: start..<limit) != nil {
        ledger.remove(.caption, start..<limit, "flat.lead-caption")
      }
    } else if headline != nil, dateline != nil, start < limit, limit - start <= 160 {
      // Nothing but the author and the day fits between headline and dateline.
      ledger.remove(.byline, start..<limit, "flat.stamp")
      stamps.append(start..<limit)
    }
    guard dateline != nil || limit == line.end else { return }
    removeBeforeStrongDateline(from: start, headline != nil)
    for index in line.sentences {
      let sentence = page.sentences[index]
      if sentence.start >= limit { break }
      let end = min(sentence.end, limit)
      let words = words(in: sentence.start..<end)
      guard ledger.isOpen(sentence.start), !words.isEmpty, !isByline(sentence) else { continue }
      if end == limit, dateline != nil {  // the stretch right before the dateline has no end of its own
        if style(words).isHeadline { ledger.remove(.nav, sentence.start..<end, "flat.leading-headlines") }
        break
      }
      let style = style(words)
      if style.share >= 0.85, style.content >= 3, !endsInStop(sentence) {
        ledger.remove(.nav, sentence.start..<end, "flat.leading-headlines")
      } else if dateline == nil, words.count >= 30, let cut = endOfLeadingHeadlines(words) {
        ledger.remove(.nav, sentence.start..<cut, "flat.leading-headlines")
        break
      } else if dateline == nil {
        break
      }
    }
  }

  /// "Penulis: Rina Wulandari" is no headline: a phrase takes it, and reads the name.
  private func isByline(_ sentence: PageSentence) -> Bool {
    var low = 0
    var high = matches.count
    while low < high {
      let middle = (low + high) / 2
      if matches[middle].start < sentence.start { low = middle + 1 } else { high = middle }
    }
    guard low < matches.count, matches[low].start == sentence.start, case .name = furniture.phrases[matches[low].phrase].drop else {
      return false
    }
    return true
  }

  /// A dateline that names its site begins the story: between the headline and it stands no prose but captions, and above it none at all,
  /// but other headlines, where no sentence ends there.
  private mutating func removeBeforeStrongDateline(from start: Int, _ isBehindHeadline: Bool) {
    guard let dateline, dateline.isStrong, start < dateline.start, dateline.start - start <= 2000 else { return }
    if isBehindHeadline || isCaption(start..<dateline.start) {
      ledger.remove(.caption, start..<dateline.start, "flat.lead-caption")
    } else if page.sentences[page.sentence(at: start)].end >= dateline.start {
      ledger.remove(.nav, start..<dateline.start, "flat.leading-headlines")
    }
  }

  /// A sentence or two and a photographer's credit: "Petugas berbaris di dermaga, Rabu (4/6/2025). ANTARA FOTO/Sari/aa."
  private func isCaption(_ range: Range<Int>) -> Bool {
    guard range.count <= 700, dateline?.start == range.upperBound else { return false }
    return page.sentences[page.sentence(at: range.lowerBound)...].prefix { $0.start < range.upperBound }.dropFirst().contains { sentence in
      furniture.markTrie.matches(page.bytes, at: sentence.start).contains { index, _ in
        [.credit, .caption].contains(furniture.marks[index].kind)
      }
    }
  }

  /// Whether a sentence of prose ends behind a byte that no phrase marks as furniture.
  func hasProse(behind byte: Int) -> Bool {
    page.sentences[min(page.sentence(at: byte), page.sentences.count)...].contains { sentence in
      guard sentence.closed else { return false }
      let stretch = max(sentence.start, byte)..<sentence.end
      let words = words(in: stretch)
      return words.count >= 6 && style(words).isProse && ledger.isOpen(stretch.lowerBound)
        && !matches.contains { stretch.contains($0.start) && furniture.phrases[$0.phrase].takesSentence }
    }
  }

  /// Where the headline stands behind a row of others': its last copy, nothing but raised words between.
  func flatHeadline(in range: Range<Int>) -> Range<Int>? {
    guard let title else { return nil }
    let folded = PhraseTrie.folded(Array(title.utf8))
    guard folded.count >= 24 else { return nil }
    var found: Range<Int>?
    for index in words(in: range) where !page.words[index].glued {
      let start = page.words[index].start
      if let end = PhraseTrie.end(of: folded, in: page.bytes, at: start), isHeadlineCopy(start..<end) { found = start..<end }
    }
    guard let found, style(words(in: range.lowerBound..<found.lowerBound)).share >= 0.7 else { return nil }
    return found
  }

  /// Whether words that spell the headline are a copy of it, and no sentence that begins so: written as it is or in capitals, and nothing that
  /// goes on behind them. "Sebanyak 20 WNI dipulangkan dari Kamboja lewat …" tells what "20 WNI Dipulangkan dari Kamboja" heads.
  func isHeadlineCopy(_ range: Range<Int>) -> Bool {
    guard let title else { return false }
    let written = title.utf8.filter { !Letters.isBlank($0) }
    let copy = page.bytes[range].filter { !Letters.isBlank($0) }
    guard copy == written || !copy.contains(where: Letters.isSmall) else { return false }
    let next = page.trimmedStart(range.upperBound, page.bytes.count)
    guard next < page.bytes.count else { return true }
    let byte = page.bytes[next]
    return !Letters.isSmall(byte) && byte != 0x2C && byte != 0x3B
  }

  /// A day and a clock shortly behind the headline, with the author before it.
  private mutating func removeFlatByline(after end: Int) {
    guard let stamp = stamp(in: end..<min(end + 160, page.bytes.count)) else { return }
    ledger.remove(.byline, end..<stamp.upperBound, "flat.stamp")
    stamps.append(stamp)
  }

  /// Captions that stand twice: around the word that enlarges their picture ("Dapur umum. Foto: Rina Perbesar Dapur umum. Foto: Rina"),
  /// or glued to each other ("borgol (IDN Times/Rina)borgol (IDN Times/Rina)").
  mutating func removeFlatCaptionsTwice() {
    guard isFlat else { return }
    for word in page.words where word.roles.contains(.enlarger) && word.shape == .capital {
      removeTwins(endingAt: page.trimmedEnd(0, word.start), startingAt: page.trimmedStart(word.end, page.bytes.count))
    }
    for word in page.words where word.start > 0 && page.bytes[word.start - 1] == 0x29 {
      removeTwins(endingAt: word.start, startingAt: word.start)
    }
  }

  /// Removes the longest stretch that ends at one place and begins again at the other.
  private mutating func removeTwins(endingAt end: Int, startingAt start: Int) {
    let bytes = page.bytes
    let longest = (12...400).last { length in
      end >= length && start + length <= bytes.count && bytes[end - 1] == bytes[start + length - 1]
        && bytes[(end - length)..<end].elementsEqual(bytes[start..<(start + length)])
    }
    if let longest { ledger.remove(.caption, (end - longest)..<(start + longest), "flat.caption-twice") }
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

  /// A photographer's name in capitals glued to a caption: "ANTARA FOTO/SRI WAHYUNISejumlah warga …". The caption goes on to the
  /// sentence, of the next two, that ends in a date; else it is one sentence.
  mutating func removeCreditCaptions() {
    for (index, start) in credits() where ledger.isOpen(page.words[index].start) {
      let before = page.trimmedEnd(0, start)
      let first = page.sentence(at: start)
      guard before == 0 || !ledger.isOpen(before - 1) || page.sentences[first].start == start else { continue }
      var last = first
      while last + 1 < page.sentences.count, last < first + 2, !endsInDate(page.sentences[last]) { last += 1 }
      if !endsInDate(page.sentences[last]) { last = first }
      ledger.remove(.caption, start..<page.sentences[last].end, "flat.credit-caption")
    }
  }

  /// A caption between two sentences, its credit glued to the second: "… ujarnya. Deportan berbaris. (Dok. BP3MI)Konsul menyebut …",
  /// "… Para WNI turun dari pesawat. Dok. KemluDuta Besar …".
  mutating func removeGluedCaptions() {
    guard isFlat else { return }
    for index in page.words.indices.dropFirst(2) {
      let word = page.words[index]
      guard word.shape == .capital, ledger.isOpen(word.start), let credit = startOfGluedCredit(before: index) else { continue }
      var place = page.sentence(at: credit)
      // The caption is a sentence of its own, and its credit stands behind the full stop.
      if place > 0, page.sentences[place].start == credit { place -= 1 }
      let start = page.sentences[place].start
      guard start > 0, start < credit, words(in: start..<credit).count <= 30, !hasQuote(start..<credit) else { continue }
      ledger.remove(.caption, start..<word.start, "flat.glued-caption")
    }
  }

  /// Where the credit begins that ends right before a word: in parentheses, or from a word such as "Dok." on.
  private func startOfGluedCredit(before index: Int) -> Int? {
    let end = page.words[index].start
    if page.bytes[end - 1] == 0x29 {
      guard let open = groupStart(endingAt: end, max(0, end - 60)) else { return nil }
      let inside = words(in: open..<end)
      guard !inside.isEmpty, page.words[inside].allSatisfy({ $0.isRaised && $0.shape != .number }) else { return nil }
      let isSource = page.bytes[open..<end].contains(0x2F) || page.words[inside].contains { $0.roles.contains(.credit) }
      return isSource ? open : nil
    }
    guard page.words[index].glued, index + 1 == page.words.count || !page.words[index + 1].glued else { return nil }
    var at = index - 1
    while at > 0, index - at <= 6, page.words[at].isRaised {
      if page.words[at].roles.contains(.credit) { return page.words[at].start }
      at -= 1
    }
    return nil
  }

  private func credits() -> [(word: Int, start: Int)] {
    var found: [(word: Int, start: Int)] = []
    for index in page.words.indices {
      if let start = startOfCredit(endingIn: index) { found.append((index, start)) }
    }
    return found
  }

  /// Where the name in capitals begins that ends glued to a word: "TRIBUN MEDAN/FREDY SANTOSO|Sejumlah".
  func startOfCredit(endingIn index: Int) -> Int? {
    let word = page.words[index]
    guard word.shape == .capital, isGluedCapitals(word) else { return nil }
    var first = index
    var hasSlash = word.start > 0 && page.bytes[word.start - 1] == 0x2F
    while first > 0, index - first < 6 {
      let before = page.words[first - 1]
      let gap = before.end..<page.words[first].start
      guard gap.count <= 1,
        gap.allSatisfy({ page.bytes[$0] == 0x20 || page.bytes[$0] == 0x2F || page.bytes[$0] == 0x2E })
      else { break }
      let isHost = before.start > 0 && page.bytes[before.start - 1] == 0x2E
      guard before.shape == .upper || isHost || (before.isRaised && before.end - before.start == 1) else { break }
      if gap.contains(where: { page.bytes[$0] == 0x2F }) { hasSlash = true }
      first -= 1
    }
    return first < index || hasSlash ? page.words[first].start : nil
  }

  /// "SANTOSOSejumlah": three capitals at least, then a small word.
  private func isGluedCapitals(_ word: PageWord) -> Bool {
    var capitals = 0
    while word.start + capitals < word.end, Letters.isCapital(page.bytes[word.start + capitals]) { capitals += 1 }
    return capitals >= 4 && word.end - word.start - capitals >= 3
  }

  func endsInDate(_ sentence: PageSentence) -> Bool {
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
      if style.content >= 3, style.share >= 0.8, !endsInStop(sentence),
        isListOfHeadlines(first..<(words[words.count - 1] + 1), start != nil)
      {
        start = page.words[first].start
        if let quote = quote(before: first) { start = quote }
        pending = nil
      } else if style.content < 3, !sentence.closed || (start != nil && !endsInStop(sentence)) {
        pending = page.words[first].start
      } else {
        if !sentence.closed, let cut = startOfHeadlines(in: first..<sentence.words.upperBound) { start = cut }
        break
      }
    }
    if let start { ledger.remove(.related, start..<line.end, "flat.trailing-headlines") }
  }

  /// A verb of headlines among the words, or capitals only (the author's name); after a headline anything. Hardly any numbers.
  private func isListOfHeadlines(_ words: Range<Int>, _ follows: Bool) -> Bool {
    let numbers = words.lazy.filter { self.page.words[$0].shape == .number }.count
    if numbers * 4 > words.count { return false }
    return follows || hasHeadlineVerb(words)
      || words.allSatisfy { page.words[$0].shape == .upper || page.words[$0].end - page.words[$0].start == 1 }
  }

  /// Ends in one full stop: a headline does not.
  private func endsInStop(_ sentence: PageSentence) -> Bool {
    guard sentence.closed, sentence.end - sentence.start > 3, ledger.isOpen(sentence.end - 1) else { return false }
    let tail = page.bytes[(sentence.end - 3)..<sentence.end]
    return tail.contains(0x2E) && !tail.allSatisfy { $0 == 0x2E } && !tail.contains(0x3F) && !tail.contains(0x21)
  }

  /// Where a sentence without a full stop goes over into headlines: eight raised words at least, up to its end.
  private func startOfHeadlines(in words: Range<Int>) -> Int? {
    var style = Style([])
    var found: Int?
    for index in words.reversed() {
      let word = page.words[index]
      if index <= words.lowerBound + 4 { break }
      if !ledger.isOpen(word.start) { continue }
      style.add(word)
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
  /// The list shows by a hook: a question to the reader, a call ("Simak daftarnya!"), a lost full stop. It begins at most four sentences
  /// before the first hook behind which hardly anybody is quoted; each of those stands alone: it points back to nothing.
  mutating func removeTeasers() {
    guard let site, site.endsInTeasers, isFlat, let line = page.lines.last(where: { !$0.isBlank }) else { return }
    let end = articleEnd?.byte ?? line.end
    let sentences = line.sentences.filter { page.sentences[$0].start < end && !page.sentences[$0].words.isEmpty }
    var quoted = sentences.filter { hasQuote(page.sentences[$0]) }.count
    for (place, index) in sentences.enumerated() {
      let left = sentences.count - place
      defer { if hasQuote(page.sentences[index]) { quoted -= 1 } }
      guard isHook(index), left >= 4, quoted * 8 <= left else { continue }
      // Early on, the list has to be long, and its sentences have to say so themselves.
      if page.sentences[index].start * 5 <= line.end * 2 {
        let alone = sentences[(place + 1)...].filter { standsAlone($0) || isHook($0) }.count
        guard page.sentences[index].start * 6 > line.end, left >= 12, alone * 2 >= left else { continue }
      }
      var first = place
      // The statement before the question: "Harga ikan naik. Apa yang terjadi?"
      if first > 0, !hasQuote(page.sentences[sentences[first - 1]]) { first -= 1 }
      while first > 0, place - first < 4, standsAlone(sentences[first - 1]) { first -= 1 }
      ledger.remove(.related, page.sentences[sentences[first]].start..<end, "flat.teasers")
      return
    }
  }

  private func hasQuote(_ sentence: PageSentence) -> Bool { hasQuote(sentence.start..<sentence.end) }

  private func hasQuote(_ range: Range<Int>) -> Bool {
    range.contains { byte in
      page.bytes[byte] == 0x22 || (byte > 1 && page.bytes[byte - 1] == 0x80 && (0x9C...0x9D).contains(page.bytes[byte]))
    }
  }

  private func isHook(_ index: Int) -> Bool {
    let sentence = page.sentences[index]
    if hasQuote(sentence) { return false }
    if sentence.closed, page.bytes[sentence.end - 1] == 0x3F || page.bytes[sentence.end - 1] == 0x21 { return true }
    return sentence.words.dropFirst().contains { word in
      page.words[word].shape == .capital && page.words[word].roles.contains(.starter)
        && page.words[word - 1].shape == .lower && page.words[word].start - page.words[word - 1].end == 1
    }
  }

  private func standsAlone(_ index: Int) -> Bool {
    let sentence = page.sentences[index]
    guard let first = sentence.words.first, !hasQuote(sentence), sentence.words.count >= 6 else { return false }
    if page.words[first].roles.contains(.starter) { return false }
    return !sentence.words.contains { page.words[$0].roles.contains(.anaphora) }
  }
}
