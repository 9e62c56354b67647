/// The words that open a story: "JAKARTA, KOMPAS.com -", "Manado –", "Jakarta (ANTARA) -", "Liputan6.com, Jakarta -".
struct DatelineReading {
  /// Bytes of the page: all of it.
  var start: Int
  var end: Int
  /// Bytes of the place; nil where only the site is named ("KOMPAS.com -").
  var place: Range<Int>?
  /// A site or an agency is named: it counts wherever it stands.
  var isStrong: Bool
  /// The day that stands behind the place: "Nunukan, 3 Maret 2025 -", "Jakarta, 22 Oktober –".
  var date: WrittenDate?
}

extension PageReading {
  /// The first dateline: anywhere in the first two thirds where it names a site, else only at the start of the page, of a line or after
  /// the headline.
  mutating func findDateline() { dateline = isFlat ? flatDateline() : lineDateline() }

  private func flatDateline() -> DatelineReading? {
    let limit = page.bytes.count * 2 / 3 + 60
    let top = page.trimmedStart(0, page.bytes.count)
    if let found = datelineReading(at: top), found.end < page.bytes.count { return found }
    if let title {
      let folded = PhraseTrie.folded(Array(title.utf8))
      if let end = PhraseTrie.end(of: folded, in: page.bytes, at: top) {
        let start = page.trimmedStart(end, page.bytes.count)
        if start < page.bytes.count, let found = datelineReading(at: start) { return found }
      }
    }
    if let found = datelineBehindHeadline(after: top) { return found.isStrong ? found : strongDateline(shortlyBehind: found) ?? found }
    for (index, word) in page.words.enumerated() where word.start > 0 {
      if word.start >= limit { break }
      guard word.isRaised else {
        if let found = datelineInSmallLetters(at: index) { return found }
        continue
      }
      if endsHead(before: index), let found = datelineReading(at: word.start), found.end < page.bytes.count { return found }
      guard Letters.isBlank(page.bytes[word.start - 1]) else { continue }
      if let found = headedDateline(at: index) ?? datedDateline(at: index) { return found }
      guard mayNameSite(index) else { continue }
      if let found = datelineReading(at: word.start), found.isStrong, found.end < page.bytes.count { return found }
    }
    return nil
  }

  /// "… Foto: Humas for JPNN jpnn.com, SIDOARJO - Petugas …", and "batampos – Kapal …" on the pages of that site.
  private func datelineInSmallLetters(at index: Int) -> DatelineReading? {
    let start = page.words[index].start
    let end = page.words[index].end
    guard page.bytes[start - 1] == 0x20, end < page.bytes.count,
      page.bytes[end] == 0x2E || furniture.siteTrie.mayBegin(page.bytes, at: start) || ownLabelEnd(at: start) != nil,
      let found = datelineReading(at: start), found.isStrong, found.end < page.bytes.count, page.bytes[found.end] == 0x20
    else { return nil }
    return found.place != nil || ownLabelEnd(at: start) != nil ? found : nil
  }

  /// "… Kapal Sandar Perdana TANJUNGPINANG - Palu hakim mengakhiri …": a known place and a dash, between headlines and prose.
  private func headedDateline(at index: Int) -> DatelineReading? {
    let start = page.words[index].start
    guard index >= 4, start < 2500 else { return nil }
    let isParted = furniture.placeTrie.matches(page.bytes, at: start).contains { match in
      match.end + 2 < page.bytes.count && page.bytes[match.end] == 0x20
        && endOfMark(at: match.end + 1, page.bytes.count).map { $0 < page.bytes.count && page.bytes[$0] == 0x20 } ?? false
    }
    guard isParted, let found = datelineReading(at: start), let place = found.place, found.end < page.bytes.count else { return nil }
    let after = page.word(at: found.end)
    guard after + 16 < page.words.count, page.words[after].isRaised, style(after..<after + 16).low >= 4 else { return nil }
    let before = style(max(0, index - 12)..<index)
    return place.lowerBound == start && before.content >= 3 && before.share >= 0.75 ? found : nil
  }

  /// "… selamat dari sindikat. Jakarta, 22 Oktober – Kementerian …": a known place, a day and a dash, behind a summary of the story.
  private func datedDateline(at index: Int) -> DatelineReading? {
    let (start, end) = (page.words[index].start, page.words[index].end)
    guard start < 2500, furniture.placeTrie.matches(page.bytes, at: start).contains(where: { mayBeDated($0.end) }) else { return nil }
    guard let found = datelineReading(at: start), found.date != nil, let place = found.place, place.lowerBound == start,
      place.upperBound >= end,
      found.end < page.bytes.count
    else { return nil }
    return found
  }

  /// Whether a comma and a digit stand here.
  private func mayBeDated(_ end: Int) -> Bool {
    guard end + 2 < page.bytes.count, page.bytes[end] == 0x2C else { return false }
    let next = page.trimmedStart(end + 1, page.bytes.count)
    return next < page.bytes.count && Letters.isDigit(page.bytes[next])
  }

  /// Behind the last copy of the headline, which a row of other headlines precedes, or behind the day that stands shortly after it.
  private func datelineBehindHeadline(after top: Int) -> DatelineReading? {
    guard let headline = flatHeadline(in: top..<min(page.bytes.count, top + 4000)) else { return nil }
    let start = page.trimmedStart(headline.upperBound, page.bytes.count)
    let near = words(in: start..<min(page.bytes.count, start + 160))
    let days = DateReader(page: page, furniture: furniture).dates(in: near).filter { $0.year != nil }.map(\.range.upperBound)
    for end in [start] + days {
      let at = page.trimmedStart(end, page.bytes.count)
      if at < page.bytes.count, let found = datelineReading(at: at), found.end < page.bytes.count { return found }
    }
    return nil
  }

  /// "BALI POST - 4 Juni Bagikan MANGUPURA, BALIPOST.com - Seorang …": the one with a place and the site's name counts.
  private func strongDateline(shortlyBehind weak: DatelineReading) -> DatelineReading? {
    for index in words(in: weak.end..<min(page.bytes.count, weak.end + 200)) where page.words[index].isRaised && mayNameSite(index) {
      if let found = datelineReading(at: page.words[index].start), found.isStrong, found.place != nil, found.end < page.bytes.count {
        return found
      }
    }
    return nil
  }

  /// Whether a time stamp's zone or the photographer's credit in parentheses stands before a word, near the top of the page.
  private func endsHead(before index: Int) -> Bool {
    let start = page.words[index].start
    guard index > 0, start < 1500, page.bytes[start - 1] == 0x20 else { return false }
    if page.bytes[start - 2] == 0x29 { return true }
    guard page.words[index - 1].end == start - 1, case .zone = furniture.calendar[page.words[index - 1].hash] else { return false }
    return true
  }

  /// Whether a dateline that begins with a word may name a site or an agency: it does so at its beginning, in parentheses, or behind a comma.
  private func mayNameSite(_ index: Int) -> Bool {
    if furniture.siteTrie.mayBegin(page.bytes, at: page.words[index].start) { return true }
    let start = page.words[index].start
    var isParted = false
    for next in index..<min(page.words.count, index + 8) {
      let word = page.words[next]
      if isParted, !word.isRaised { return !furniture.placeTrie.matches(page.bytes, at: start).isEmpty }
      var at = word.end
      let limit = next + 1 < page.words.count ? page.words[next + 1].start : page.bytes.count
      while at < limit {
        let byte = page.bytes[at]
        if byte == 0x28 { return true }
        if byte == 0x2C { return mayNameSite(behind: at) }
        if byte == 0x2E, at + 1 == limit, next + 1 < page.words.count { return true }
        if Letters.isBlank(byte) { isParted = true }
        at += 1
      }
    }
    return true
  }

  /// Whether behind a comma a part of a dateline may stand: something raised, or a site in small letters.
  private func mayNameSite(behind comma: Int) -> Bool {
    let start = page.trimmedStart(comma + 1, page.bytes.count)
    guard start < page.bytes.count, Letters.isSmall(page.bytes[start]) else { return true }
    if furniture.siteTrie.mayBegin(page.bytes, at: start) { return true }
    var end = start
    while end < page.bytes.count, Letters.isLetter(page.bytes[end]) || Letters.isDigit(page.bytes[end]) || page.bytes[end] == 0x2D {
      end += 1
    }
    return end + 2 < page.bytes.count && (page.bytes[end] == 0x2E || page.bytes[end] == 0x20 && page.bytes[end + 1] == 0x2D)
  }

  private func lineDateline() -> DatelineReading? {
    let limit = page.bytes.count * 2 / 3 + 60
    var seen = 0
    var weak: DatelineReading?
    for line in page.lines where !line.isBlank && line.start < limit {
      if !ledger.isOpen(line.start) { continue }
      seen += 1
      if seen > 24 { break }
      if let found = datelineReading(at: line.start), found.end < page.bytes.count {
        // "RINDU IBU - Enung menunjukkan …" is a caption where a dateline with the site's name stands in the next line.
        if found.isStrong || weak != nil { return found.isStrong ? found : weak }
        weak = found
        continue
      }
      if weak != nil || (isProse(line) && seen > 4) { break }
    }
    return weak
  }

  /// The first dateline that opens one of these stretches: the first paragraphs that markup told.
  mutating func findDateline(opening starts: some Sequence<Int>) {
    for start in starts {
      if let found = datelineReading(at: start), found.end < page.bytes.count {
        dateline = found
        return
      }
    }
  }

  private enum Part {
    case site
    case place(Range<Int>, known: Bool)
    case agency
  }

  /// Reads a dateline that begins at a byte.
  func datelineReading(at start: Int) -> DatelineReading? {
    let limit = min(page.bytes.count, start + DatelineReading.longest)
    var parts: [Part] = []
    var at = start
    while at < limit, parts.count < 4 {
      guard let (part, end) = part(at: at, limit, first: parts.isEmpty) else { return nil }
      parts.append(part)
      var next = page.trimmedStart(end, limit)
      if next < limit, page.bytes[next] == 0x28 {
        guard let close = page.bytes[next..<min(limit, next + 40)].firstIndex(of: 0x29) else { return nil }
        parts.append(.agency)
        next = page.trimmedStart(close + 1, limit)
      }
      guard next < limit else { return nil }
      if page.bytes[next] == 0x2C {
        var after = page.trimmedStart(next + 1, limit)
        let date = writtenDate(at: after)
        if let date {
          let behind = page.trimmedStart(date.range.upperBound, limit)
          // "Jakarta, 22 Oktober –": without its year it is one only before the mark.
          if date.year != nil || behind < limit && endOfMark(at: behind, limit) != nil { after = behind }
        }
        if after < limit, let mark = endOfMark(at: after, limit) { return reading(start, mark, parts, next: after, date) }
        if case .place(let place, true) = part, let (outlet, mark) = outlet(at: after, limit), mayPublish(outlet, place) {
          return reading(start, mark, parts + [.site], next: outlet.upperBound)
        }
        at = after
        continue
      }
      if page.bytes[next] == 0x7C, parts.count == 1, case .place(let place, true) = part, isUpper(place) {
        // "SURABAYA | GRAHADI POS - Api …"
        let after = page.trimmedStart(next + 1, limit)
        if after < limit, let (outlet, mark) = outlet(at: after, limit) {
          return reading(start, mark, parts + [.site], next: outlet.upperBound)
        }
      }
      if let mark = endOfMark(at: next, limit) { return reading(start, mark, parts, next: next) }
      if case .place(let place, true) = part, parts.count >= 2, case .site = parts[0] {
        // "Liputan6.com, JakartaMenteri": the mark is lost.
        return place.upperBound == end ? reading(start, end, parts, next: nil) : nil
      }
      return nil
    }
    return nil
  }

  /// Up to three words between a comma and a dash, where a newspaper has its name, and the end of the dash.
  private func outlet(at start: Int, _ limit: Int) -> (Range<Int>, mark: Int)? {
    var end = start
    while end < min(limit, start + 32) {
      let byte = page.bytes[end]
      if byte == 0x20, end + 1 < limit, let mark = endOfMark(at: end + 1, limit) {
        guard end > start + 1, mark < limit, page.bytes[mark] == 0x20 else { return nil }
        let words = words(in: start..<end)
        let isDate = page.words[words].contains { $0.shape == .number || furniture.calendar[$0.hash] != nil }
        return words.isEmpty || isDate || page.bytes[start..<end].lazy.filter { $0 == 0x20 }.count > 2 ? nil : (start..<end, mark)
      }
      guard Letters.isLetter(byte) || Letters.isDigit(byte) || byte == 0x20 || byte == 0x2E || byte == 0x2D else { return nil }
      end += 1
    }
    return nil
  }

  private func isUpper(_ range: Range<Int>) -> Bool { words(in: range).allSatisfy { page.words[$0].shape == .upper } }

  /// The site's own name, one word that is written as outlets write theirs ("SumutKini"), or anything behind a place in capitals.
  private func mayPublish(_ outlet: Range<Int>, _ place: Range<Int>) -> Bool {
    if isUpper(place) { return true }
    let letters = page.bytes[outlet]
    if letters.count >= 6, letters.allSatisfy({ Letters.isLetter($0) }),
      zip(letters, letters.dropFirst()).contains(where: { Letters.isSmall($0) && Letters.isCapital($1) })
    {
      return true
    }
    guard let label = host?.split(separator: ".").first else { return false }
    let name = PhraseTrie.folded(Array(page.bytes[outlet])).filter { Letters.isLetter($0) }
    return name.count >= 5 && Array(label.utf8.filter { Letters.isLetter($0) }).starts(with: name)
  }

  private func reading(_ start: Int, _ end: Int, _ parts: [Part], next mark: Int?, _ date: WrittenDate? = nil) -> DatelineReading? {
    var places: [(range: Range<Int>, known: Bool)] = []
    var isStrong = false
    for part in parts {
      switch part {
      case .site, .agency: isStrong = true
      case .place(let range, let known): places.append((range, known))
      }
    }
    let place = places.first { $0.known } ?? places.first
    // "Yohana Lado POS-KUPANG.COM" is no place.
    if isStrong, let place, let mark, !place.known, place.range.upperBound == mark, page.bytes[mark] == 0x2D, end < page.bytes.count,
      !Letters.isBlank(page.bytes[end])
    {
      return nil
    }
    if !isStrong {
      guard let place, let mark else { return nil }
      let isUpper = isUpper(place.range)
      guard place.known || (isUpper && place.range.count >= 4) else { return nil }
      // "Jakarta-Bogor", "COVID-19": a lone hyphen needs a blank on a side, or capitals that are a place.
      if page.bytes[mark] == 0x2D, place.range.upperBound == mark, end < page.bytes.count,
        !Letters.isBlank(page.bytes[end]),
        !(isUpper && place.known)
      {
        return nil
      }
      if page.bytes[mark] == 0x3A || page.bytes[mark] == 0x7C { return nil }
    }
    // "Kompas.com - 10/07/2020, 17:21 WIB" is a time stamp.
    if places.isEmpty, writtenDate(at: page.trimmedStart(end, page.bytes.count))?.year != nil { return nil }
    return DatelineReading(start: start, end: end, place: place?.range, isStrong: isStrong, date: date)
  }

  /// The day and month that stand here, with or without a weekday before them and a year behind.
  private func writtenDate(at start: Int) -> WrittenDate? {
    let word = page.word(at: start)
    let dates = DateReader(page: page, furniture: furniture).dates(in: word..<min(page.words.count, word + 4))
    return dates.first { $0.range.lowerBound <= start + 1 }
  }

  /// Whether a word goes on behind a place's name: "BANJAR|MASIH", but not "Jakarta|Menteri" or "JAKARTA|Menteri", where a mark was lost.
  private func continuesPlace(_ end: Int) -> Bool {
    let byte = page.bytes[end]
    if Letters.isSmall(byte) { return true }
    guard Letters.isCapital(byte), Letters.isCapital(page.bytes[end - 1]) else { return false }
    return end + 1 == page.bytes.count || !Letters.isSmall(page.bytes[end + 1])
  }

  /// A site, or a place of at most four raised words.
  private func part(at start: Int, _ limit: Int, first: Bool) -> (Part, Int)? {
    guard start < limit else { return nil }
    if let site = siteEnd(at: start, limit) { return (.site, site) }
    for (_, end) in furniture.placeTrie.matches(page.bytes, at: start) where end <= limit {
      if end < page.bytes.count, continuesPlace(end) { continue }
      if Letters.isSmall(page.bytes[start]) { continue }
      let after = page.trimmedStart(end, limit)
      let goesOn =
        after > end && after < limit && Letters.isCapital(page.bytes[after]) && endOfMark(at: after, limit) == nil
      if goesOn, first { continue }
      return (.place(start..<end, known: true), end)
    }
    var end = start
    var count = 0
    for index in page.word(at: start)..<page.words.count where page.words[index].start < limit {
      let word = page.words[index]
      guard word.isRaised, word.shape != .number || count > 0 else { break }
      if count > 0,
        page.bytes[end..<word.start].contains(where: { $0 != 0x20 && $0 != 0x2E && $0 != 0x2F && $0 != 0x27 })
      {
        break
      }
      if count == 4 || (count > 0 && isKnownPlace(at: word.start)) { return nil }
      end = word.end
      count += 1
    }
    return count == 0 || end <= start ? nil : (.place(start..<end, known: false), end)
  }

  func isKnownPlace(at start: Int) -> Bool {
    furniture.placeTrie.matches(page.bytes, at: start).contains {
      $0.end == page.bytes.count || !Letters.isLetter(page.bytes[$0.end])
    }
  }

  /// The end of a site's name: one of the table, or anything that looks like a host ("Posmetro.co.id").
  private func siteEnd(at start: Int, _ limit: Int) -> Int? {
    for (_, end) in furniture.siteTrie.matches(page.bytes, at: start) where end <= limit {
      guard end < page.bytes.count else { return end }
      let next = page.bytes[end]
      if Letters.isSmall(next) || (Letters.isCapital(next) && Letters.isCapital(page.bytes[end - 1])) { continue }
      if next == 0x2E, end + 1 < limit, Letters.isLetter(page.bytes[end + 1]) { continue }
      // "TRIBUN-MEDAN.com"
      return next == 0x2D ? hostEnd(at: start, limit) ?? end : end
    }
    return hostEnd(at: start, limit) ?? ownLabelEnd(at: start)
  }

  /// The end of what looks like a host, of up to three labels before its ending: "TRIBUN-MEDAN.com", "kalbar.jpnn.com".
  private func hostEnd(at start: Int, _ limit: Int) -> Int? {
    var at = start
    for _ in 0..<3 {
      let label = at
      while at < limit, Letters.isLetter(page.bytes[at]) || Letters.isDigit(page.bytes[at]) || page.bytes[at] == 0x2D {
        at += 1
      }
      guard at > label + 1, at < limit, page.bytes[at] == 0x2E else { return nil }
      for ending in DatelineReading.hostEndings {
        if let end = PhraseTrie.end(of: ending, in: page.bytes, at: at), end <= limit,
          end == page.bytes.count || !Letters.isSmall(page.bytes[end]) || ending.count > 4
        {
          return end
        }
      }
      at += 1
    }
    return nil
  }

  /// The end of the first label of the page's own host: "batampos" on batampos.co.id.
  private func ownLabelEnd(at start: Int) -> Int? {
    guard ownLabel.count >= 5, let end = PhraseTrie.end(of: ownLabel, in: page.bytes, at: start), end - start == ownLabel.count,
      end < page.bytes.count, !Letters.isLetter(page.bytes[end]), page.bytes[end] != 0x2E
    else { return nil }
    return end
  }

  /// The end of the mark that parts a dateline from the story: - – — -- _ : |
  private func endOfMark(at start: Int, _ limit: Int) -> Int? {
    let byte = page.bytes[start]
    if byte == 0x2D || byte == 0x5F {
      var at = start
      while at < limit, page.bytes[at] == byte { at += 1 }
      return at
    }
    if byte == 0x3A || byte == 0x7C { return start + 1 }
    if byte == 0xE2, start + 2 < page.bytes.count, page.bytes[start + 1] == 0x80,
      (0x90...0x95).contains(page.bytes[start + 2])
    {
      return start + 3
    }
    return nil
  }
}

extension DatelineReading {
  /// In bytes, the mark included.
  static let longest = 120

  static let hostEndings: [[UInt8]] = [".co.id", ".com", ".net", ".id", ".co", ".tv", ".news"].map { Array($0.utf8) }
}
