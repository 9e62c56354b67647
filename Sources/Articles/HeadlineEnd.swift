/// Where a headline ends that stands glued before a sentence of the body:
/// "Baca juga: Tiga Nelayan Hilang di Selat Ombak Kepala Dinas menyebut …" ends before "Kepala".
extension PageReading {
  /// A rung tells at which byte the sentence begins, or nil where it knows nothing.
  private typealias HeadlineRung = (PageReading, HeadlineWindow) -> Int?

  /// The stretch in which a headline ends.
  private struct HeadlineWindow {
    /// The headline's first word.
    var first: Int
    /// The first small word that a headline would not have small, or the small words before it: the sentence has begun.
    var small: Int
    /// Words that may begin the sentence: raised words right before `small`, no verb of a headline among them.
    var subject: Range<Int>
  }

  /// The byte at which a headline (or a row of them) ends that begins at `start`; at most `limit`.
  func endOfHeadline(from start: Int, limit: Int) -> Int {
    let from = page.trimmedStart(start, limit)
    if let quoted = endOfQuotedHeadline(from, limit) { return quoted }
    let words = words(in: from..<limit)
    guard !words.isEmpty, !isUnbroken(from, limit) else { return limit }
    return raisesItsWords(words) ? endOfTitleCase(words, limit) : endOfSentenceCase(words, limit)
  }

  /// Whether no sentence ends before the limit: nothing of the body can stand in between.
  private func isUnbroken(_ from: Int, _ limit: Int) -> Bool {
    let index = page.sentence(at: from)
    guard index < page.sentences.count else { return true }
    let sentence = page.sentences[index]
    return sentence.end > limit || (sentence.end >= page.trimmedEnd(from, limit) && !sentence.closed)
  }

  /// Whether a headline raises its words: the first five that count are raised, or all where there are fewer.
  private func raisesItsWords(_ words: Range<Int>) -> Bool {
    var raised = 0
    for word in page.words[words] where !word.roles.contains(.function) && word.shape != .number {
      if word.shape == .lower { return false }
      raised += 1
      if raised == 5 { return true }
    }
    return true
  }

  /// 'Menlu Tanggapi Kabar Itu': up to the closing quote.
  private func endOfQuotedHeadline(_ from: Int, _ limit: Int) -> Int? {
    guard from < limit else { return nil }
    let bytes = page.bytes
    let open = bytes[from]
    var at = from
    let isCurly = open == 0xE2 && from + 2 < limit && (bytes[from + 2] == 0x9C || bytes[from + 2] == 0x98)
    guard open == 0x27 || open == 0x22 || isCurly else { return nil }
    at += Letters.length(open)
    while at < limit, at - from < 240 {
      let isClose =
        isCurly
        ? bytes[at] == 0xE2 && at + 2 < limit && (bytes[at + 2] == 0x9D || bytes[at + 2] == 0x99) : bytes[at] == open
      let after = at + Letters.length(bytes[at])
      if isClose, after >= limit || !Letters.isLetter(bytes[after]) {
        return after < limit && bytes[after] == 0x3A ? after + 1 : after
      }
      at = after
    }
    return nil
  }

  // MARK: Headlines With Capitals

  private func endOfTitleCase(_ words: Range<Int>, _ limit: Int) -> Int {
    guard let small = firstSmallWord(words) else { return limit }
    let window = HeadlineWindow(
      first: words.lowerBound, small: small, subject: subject(before: small, words.lowerBound))
    let ladder: [HeadlineRung] = [
      { $0.creditInCapitals($1) }, { $0.sentenceBoundary($1) }, { $0.openingQuote($1) }, { $0.starter($1) },
      { $0.opener($1) }, { $0.knownName($1) },
    ]
    for rung in ladder {
      if let byte = rung(self, window) { return byte }
    }
    return page.words[small].start
  }

  /// The first of the small words with which the sentence goes on.
  private func firstSmallWord(_ words: Range<Int>) -> Int? {
    var index = words.lowerBound + 1
    while index < words.upperBound {
      let word = page.words[index]
      if word.shape == .lower, !word.roles.contains(.function), word.end - word.start >= 3 || word.glued,
        !staysRaised(after: index, words.upperBound)
      {
        var first = index
        while first - 1 > words.lowerBound, page.words[first - 1].shape == .lower { first -= 1 }
        return first
      }
      index += 1
    }
    return nil
  }

  /// Whether a small word slipped into a headline that goes on after it: "2026 zona CONMEBOL, Saksikan di".
  private func staysRaised(after index: Int, _ end: Int) -> Bool {
    let word = page.words[index]
    guard index + 1 < end, page.words[index - 1].shape != .lower, page.words[index + 1].isRaised,
      !word.roles.contains(.speech),
      page.bytes[word.end] != 0x2C
    else { return false }
    var raised = 0
    for word in page.words[(index + 1)..<end] where !word.roles.contains(.function) && word.shape != .number {
      if word.shape == .lower { return false }
      raised += 1
      if raised == 4 { return true }
    }
    return raised >= 2
  }

  private func subject(before small: Int, _ first: Int) -> Range<Int> {
    var from = small
    while from - 1 >= first + 2, small - from < 14 {
      let word = page.words[from - 1]
      if from < small, gapEndsHeadline(from - 1) { break }
      if word.shape == .lower {
        guard word.roles.contains(.function), from < small, from - 2 >= first, page.words[from - 2].isRaised else {
          break
        }
      } else if word.shape == .number || isHeadlineVerb(word) && !isSurelyName(from - 1, before: small) {
        break
      }
      from -= 1
    }
    while from < small, page.words[from].shape == .lower { from += 1 }
    return from..<small
  }

  /// "Sari Melinda mengatakan", "Desa Merbau, Sari Wahyuni, mengatakan": what begins like a verb is none before a word of a statement or a comma.
  private func isSurelyName(_ index: Int, before small: Int) -> Bool {
    if index + 1 == small, page.words[small].roles.contains(.speech) { return true }
    let end = page.words[index].end
    return end < page.bytes.count && page.bytes[end] == 0x2C
  }

  /// Whether a colon, a question mark or the like follows a word.
  private func gapEndsHeadline(_ index: Int) -> Bool {
    guard index + 1 < page.words.count else { return true }
    for byte in page.words[index].end..<page.words[index + 1].start {
      switch page.bytes[byte] {
      case 0x3A, 0x3F, 0x21, 0x3B: return true
      default: continue
      }
    }
    return false
  }

  /// "Ditangkap", "Mengaku", "Terlibat", or a verb of the table.
  func isHeadlineVerb(_ word: PageWord) -> Bool {
    if word.roles.contains(.verb), word.isRaised { return true }
    guard word.shape == .capital, word.end - word.start >= 6, word.roles.isDisjoint(with: [.opener, .starter]) else {
      return false
    }
    let a = page.bytes[word.start]
    let b = page.bytes[word.start + 1]
    let c = page.bytes[word.start + 2]
    switch (a, b, c) {
    case (0x44, 0x69, _), (0x54, 0x65, 0x72), (0x42, 0x65, 0x72): return true
    case (0x4D, 0x65, 0x6D), (0x4D, 0x65, 0x6E), (0x4D, 0x65, 0x6C), (0x4D, 0x65, 0x72): return true
    default: return false
    }
  }

  /// The number of verbs of headlines: a row of headlines has them, a list of players or prices has none.
  func headlineVerbs(_ words: Range<Int>) -> Int {
    words.lazy.filter { self.isHeadlineVerb(self.page.words[$0]) }.count
  }
  func hasHeadlineVerb(_ words: Range<Int>) -> Bool { words.contains { isHeadlineVerb(page.words[$0]) } }

  /// "… Siapa Menang? Nurul menyampaikan": the mark tells.
  private func sentenceBoundary(_ window: HeadlineWindow) -> Int? {
    let sentence = page.sentences[min(page.sentence(at: page.words[window.small].start), page.sentences.count - 1)]
    let first = sentence.words.lowerBound
    guard first > window.first, first <= window.small, window.small - first <= 16 else { return nil }
    return (first..<window.small).contains { isHeadlineVerb(page.words[$0]) } ? nil : sentence.start
  }

  /// "… Ratusan Juta ANTARA/SRI WAHYUNISejumlah warga": a photographer's name begins.
  private func creditInCapitals(_ window: HeadlineWindow) -> Int? {
    for index in (window.first + 2)..<max(window.first + 2, window.small) {
      if let start = startOfCredit(endingIn: index) { return start }
    }
    return nil
  }

  /// "… Perlindungan Darurat “KBRI akan": a quotation begins, and it goes on.
  private func openingQuote(_ window: HeadlineWindow) -> Int? {
    var index = window.small
    while index > window.first + 1, window.small - index < 10 {
      if let quote = quote(before: index) {
        let text = page.words[index].start..<page.words[window.small].end
        let closes = text.contains { page.bytes[$0] == 0x22 || (page.bytes[$0] == 0x9D && page.bytes[$0 - 1] == 0x80) }
        if !closes { return quote }
      }
      index -= 1
    }
    return nil
  }

  /// The byte of an opening quote right before a word.
  func quote(before index: Int) -> Int? {
    let start = page.words[index].start
    if start >= 1, page.bytes[start - 1] == 0x22, start < 2 || page.trimmedEnd(0, start - 1) < start - 1 {
      return start - 1
    }
    if start >= 3, page.bytes[start - 3] == 0xE2, page.bytes[start - 2] == 0x80, page.bytes[start - 1] == 0x9C {
      return start - 3
    }
    return nil
  }

  /// "… di Selat Ombak Sementara itu": a word that opens sentences.
  private func starter(_ window: HeadlineWindow) -> Int? {
    var index = window.small - 1
    while index >= window.first + 2, window.small - index <= 16 {
      let word = page.words[index]
      if word.shape == .capital, word.roles.contains(.starter) { return word.start }
      if word.shape == .capital, isHeadlineVerb(word) { return nil }
      index -= 1
    }
    return nil
  }

  /// "… di Selat Ombak Kepala Dinas": the word opens a subject.
  private func opener(_ window: HeadlineWindow) -> Int? {
    for index in window.subject where page.words[index].roles.contains(.opener) { return page.words[index].start }
    return nil
  }

  /// "… di Selat Ombak Sri Wahyuni mengatakan": names that the page has elsewhere side by side belong together.
  private func knownName(_ window: HeadlineWindow) -> Int? {
    guard !window.subject.isEmpty else { return nil }
    var index = window.small - 1
    while index - 1 >= window.subject.lowerBound, repeats.hasPair(page.words[index - 1], page.words[index]) {
      index -= 1
    }
    return page.words[index].start
  }

  // MARK: Headlines that are written as sentences

  private func endOfSentenceCase(_ words: Range<Int>, _ limit: Int) -> Int {
    let last = min(words.upperBound, words.lowerBound + 26)
    for index in min(words.lowerBound + 3, last)..<last where page.words[index].isRaised {
      let word = page.words[index]
      if let quote = quote(before: index) { return quote }
      let sentence = page.sentence(at: word.start)
      if page.sentences.indices.contains(sentence), page.sentences[sentence].words.lowerBound == index {
        return word.start
      }
      guard word.shape == .capital, index + 1 < words.upperBound else { continue }
      if word.glued || word.roles.contains(.starter) { return word.start }
      if word.roles.contains(.opener), states(from: index, words.upperBound) { return word.start }
      if opensSentence(index) { return word.start }
    }
    if last == words.upperBound { return limit }
    // Nothing tells: the raised word after a small one that stands nearest to where headlines end, after ten words.
    let middle = words.lowerBound + 10
    let raised = (min(words.lowerBound + 4, last)..<last).filter {
      page.words[$0].isRaised && page.words[$0 - 1].shape == .lower
    }
    if let nearest = raised.min(by: { abs($0 - middle) < abs($1 - middle) }) { return page.words[nearest].start }
    return min(limit, page.words[last - 1].end)
  }

  /// Whether a word of a statement follows soon: "Kepala Dinas Sosial Sari mengatakan".
  private func states(from index: Int, _ end: Int) -> Bool {
    page.words[index..<min(end, index + 12)].contains { $0.shape == .lower && $0.roles.contains(.speech) }
  }

  /// "… terjerat penipuan daring Sehari sebelum kegiatan": a capital where no name can stand, for no preposition comes before it and a
  /// small word after it.
  private func opensSentence(_ index: Int) -> Bool {
    let before = page.words[index - 1]
    let after = page.words[index + 1]
    guard before.shape == .lower, !before.roles.contains(.function), after.shape == .lower,
      !repeats.isName(page.words[index]), !isKnownPlace(at: page.words[index].start)
    else { return false }
    let gap = before.end..<page.words[index].start
    return page.trimmedStart(gap.lowerBound, gap.upperBound) == gap.upperBound
      && (repeats.begins(page.words[index]) || !after.roles.contains(.verb))
  }
}
