import Bytes

/// A text page, read once into lines, sentences and words; every later question is asked of these.
///
/// Complexity: O(*n*) in the bytes of the page.
struct PageText {
  let bytes: [UInt8]
  private(set) var words: [PageWord] = []
  private(set) var sentences: [PageSentence] = []
  private(set) var lines: [PageLine] = []

  /// - Parameter wanted: stretches in page order, those that overlap joined; lines outside of them are known by their bounds only
  ///   (``PageLine/isUnread``). Nil for the whole page.
  init(_ bytes: [UInt8], roles: WordTable<WordRoles>, within wanted: [TextRange]? = nil) {
    self.bytes = bytes
    words.reserveCapacity((wanted.map { $0.reduce(0) { $0 + $1.count } } ?? bytes.count) / 6)
    var at = 0
    var next = 0
    while at <= bytes.count {
      let end = ByteSearch.first(0x0A, in: bytes, at, bytes.count) ?? bytes.count
      if let wanted {
        while next < wanted.count, wanted[next].end <= at { next += 1 }
        readLine(at, end, roles, isWanted: next < wanted.count && wanted[next].start < end)
      } else {
        readLine(at, end, roles, isWanted: true)
      }
      at = end + 1
    }
  }

  /// The number of lines that are not blank.
  var filledLines: Int { lines.lazy.filter { !$0.isBlank }.count }

  private mutating func readLine(_ start: Int, _ end: Int, _ roles: WordTable<WordRoles>, isWanted: Bool) {
    var from = start
    var to = end
    while from < to {
      let blank = Letters.blank(bytes, from, to)
      if blank == 0 { break }
      from += blank
    }
    to = trimmedEnd(from, to)
    guard isWanted else {
      lines.append(
        PageLine(start: from, end: to, words: words.count..<words.count, sentences: sentences.count..<sentences.count))
      return
    }
    let firstWord = words.count
    let firstSentence = sentences.count
    readWords(from, to, roles)
    let line = lines.count
    lines.append(PageLine(start: from, end: to, words: firstWord..<words.count, sentences: 0..<0))
    if from < to { readSentences(line) }
    lines[line].sentences = firstSentence..<sentences.count
  }

  /// The end of what is not blank in `from..<to`.
  func trimmedEnd(_ from: Int, _ to: Int) -> Int {
    var to = to
    while to > from {
      if Letters.isBlank(bytes[to - 1]) {
        to -= 1
      } else if to - 2 >= from, bytes[to - 1] & 0xC0 == 0x80, Letters.blank(bytes, to - 2, to) == 2 {
        to -= 2
      } else if to - 3 >= from, bytes[to - 1] & 0xC0 == 0x80, Letters.blank(bytes, to - 3, to) == 3 {
        to -= 3
      } else {
        break
      }
    }
    return to
  }

  /// The start of what is not blank in `from..<to`; `to` where all is blank.
  func trimmedStart(_ from: Int, _ to: Int) -> Int {
    var from = from
    while from < to {
      let blank = Letters.blank(bytes, from, to)
      if blank == 0 { break }
      from += blank
    }
    return from
  }

  /// As ``trimmedStart(_:_:)``, but only white space is blank.
  func firstSeen(_ from: Int, _ to: Int) -> Int {
    var from = from
    while from < to {
      let space = Letters.space(bytes, from, to)
      if space == 0 { break }
      from += space
    }
    return from
  }

  /// As ``trimmedEnd(_:_:)``, but only white space is blank.
  func lastSeen(_ from: Int, _ to: Int) -> Int {
    var to = to
    while to > from {
      let length =
        Letters.isBlank(bytes[to - 1])
        ? 1 : bytes[to - 1] & 0xC0 != 0x80 ? 0 : to - 2 >= from && bytes[to - 2] >= 0xC0 ? 2 : 3
      guard length > 0, to - length >= from, Letters.space(bytes, to - length, to) == length else { break }
      to -= length
    }
    return to
  }

  private mutating func readWords(_ start: Int, _ end: Int, _ roles: WordTable<WordRoles>) {
    let bytes = bytes
    unsafe bytes.withUnsafeBufferPointer { buffer in
      var at = start
      var glued = false
      while at < end {
        guard Letters.beginsWord(bytes, at, end) else {
          at += Letters.length(unsafe buffer[at])
          glued = false
          continue
        }
        let wordEnd = unsafe PageText.endOfWord(buffer, bytes, at, end)
        let hash = unsafe WordHash.of(buffer, at, wordEnd)
        var word = PageWord(
          start: at, end: wordEnd, shape: unsafe PageText.shape(buffer, at, wordEnd), glued: glued, hash: hash, roles: roles[hash] ?? [])
        // The second half of a doubled word stays small in a headline: "Berturut-turut".
        if word.shape == .lower, at > start, unsafe buffer[at - 1] == 0x2D { word.roles.insert(.function) }
        words.append(word)
        at = wordEnd
        glued = true
      }
    }
  }

  @inline(__always) private static func endOfWord(
    _ buffer: UnsafeBufferPointer<UInt8>, _ bytes: [UInt8], _ start: Int, _ end: Int
  ) -> Int {
    let raw = UnsafeRawBufferPointer(buffer)
    // Most words are a letter and small ones behind it.
    var at = unsafe buffer[start] < 0x80 ? start + 1 : start
    while at < end {
      while at + 8 <= end {
        let run = unsafe Letters.leadingSmall(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)))
        at += run
        if run < 8 { break }
      }
      guard at < end else { return at }
      let byte = unsafe buffer[at]
      if byte <= 0x20 {
        return at
      } else if Letters.isSmall(byte) || Letters.isDigit(byte) {
        at += 1
      } else if Letters.isCapital(byte) {
        if at > start, unsafe Letters.isSmall(buffer[at - 1]) { return at }
        at += 1
      } else if byte == 0x2E || byte == 0x2C {  // 1.301, 3,5
        guard at > start, unsafe Letters.isDigit(buffer[at - 1]), at + 1 < end, unsafe Letters.isDigit(buffer[at + 1]) else {
          return at
        }
        at += 1
      } else if byte == 0x27 {  // Jum'at
        guard at > start, at + 1 < end, unsafe Letters.isSmall(buffer[at - 1]), unsafe Letters.isSmall(buffer[at + 1]) else {
          return at
        }
        at += 1
      } else {
        if byte < 0x80 { return at }
        let foreign = Letters.foreign(bytes, at, end)
        if foreign == 0 { return at }
        at += foreign
      }
    }
    return at
  }

  @inline(__always) private static func shape(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> PageWord.Shape {
    let first = unsafe bytes[start]
    if Letters.isDigit(first) { return .number }
    guard Letters.isCapital(first) else { return .lower }
    var letters = 0
    for offset in start..<end {
      if unsafe Letters.isSmall(bytes[offset]) { return .capital }
      letters += 1
    }
    return letters > 1 ? .upper : .capital
  }

  /// How many words with a capital first and small letters behind it are glued to the word before, brands left out ("pemerintahKamboja").
  static func gluedWords(in bytes: [UInt8], roles: WordTable<WordRoles>) -> Int {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      let raw = UnsafeRawBufferPointer(buffer)
      var count = 0
      func note(_ start: Int) {
        let end = unsafe endOfWord(buffer, bytes, start, bytes.count)
        guard unsafe shape(buffer, start, end) == .capital, unsafe roles[WordHash.of(buffer, start, end)]?.contains(.brand) != true else {
          return
        }
        count += 1
      }
      var at = 0
      while at + 9 <= bytes.count {
        let word = unsafe UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        let next = unsafe UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at + 1, as: UInt64.self))
        var seams = Letters.smalls(word) & Letters.capitals(next)
        while seams != 0 {
          note(at + 1 + seams.trailingZeroBitCount &>> 3)
          seams &= seams &- 1
        }
        at += 8
      }
      while at + 1 < bytes.count {
        if unsafe Letters.isSmall(buffer[at]) && Letters.isCapital(buffer[at + 1]) { note(at + 1) }
        at += 1
      }
      return count
    }
  }

  // MARK: Sentences

  private mutating func readSentences(_ line: Int) {
    let whole = lines[line]
    var start = whole.start
    var firstWord = whole.words.lowerBound
    var word = firstWord
    var at = whole.start
    while at < whole.end {
      while word < whole.words.upperBound, words[word].end <= at { word += 1 }
      if word < whole.words.upperBound, words[word].start <= at {  // a word has no end of a sentence inside
        at = words[word].end
        continue
      }
      let byte = bytes[at]
      guard byte == 0x2E || byte == 0x3F || byte == 0x21 || ellipsis(at, whole.end) else {
        at += Letters.length(byte)
        continue
      }
      let end = endOfSentence(at, whole.end, before: word - 1, first: firstWord)
      if let end {
        while word < whole.words.upperBound, words[word].end <= end { word += 1 }
        sentences.append(
          PageSentence(start: start, end: end, words: firstWord..<word, closed: true, line: line))
        start = trimmedStart(end, whole.end)
        firstWord = word
        at = start
      } else {
        at += Letters.length(byte)
      }
    }
    if start < whole.end {
      sentences.append(
        PageSentence(
          start: start, end: whole.end, words: firstWord..<whole.words.upperBound, closed: false, line: line))
    }
  }

  private func ellipsis(_ at: Int, _ end: Int) -> Bool {
    at + 2 < end && bytes[at] == 0xE2 && bytes[at + 1] == 0x80 && bytes[at + 2] == 0xA6
  }

  /// The byte after the closing marks of a sentence that may end at `mark`, or nil where it goes on.
  private func endOfSentence(_ mark: Int, _ end: Int, before word: Int, first: Int) -> Int? {
    var at = mark
    while at < end, bytes[at] == 0x2E || bytes[at] == 0x3F || bytes[at] == 0x21 || ellipsis(at, end) {
      at += Letters.length(bytes[at])
    }
    let marks = at - mark
    if bytes[mark] == 0x2E, marks == 1, word >= first, words[word].end == mark {
      let last = words[word]
      if last.roles.contains(.abbreviation) { return nil }
      if last.end - last.start == 1, Letters.isCapital(bytes[last.start]) { return nil }
    }
    while at < end {  // ” ’ " ' ) ] *
      let byte = bytes[at]
      if byte == 0x22 || byte == 0x27 || byte == 0x29 || byte == 0x5D || byte == 0x2A {
        at += 1
      } else if byte == 0xE2, at + 2 < end, bytes[at + 1] == 0x80, bytes[at + 2] == 0x9D || bytes[at + 2] == 0x99 {
        at += 3
      } else {
        break
      }
    }
    if at == end { return end }
    let next = trimmedStart(at, end)
    if next == end { return at }
    let byte = bytes[next]
    if next == at, at == mark + 1, isHostEnding(next, end) { return nil }
    if next == at {  // glued: "Kamboja.Kemlu", but not "Kompas.com", "1.301", "...,"
      return Letters.isCapital(byte) || byte == 0xE2 || byte == 0x22 || byte == 0x28 || byte == 0x5B ? at : nil
    }
    if Letters.isSmall(byte) || byte == 0x2C || byte == 0x3B { return nil }
    return at
  }

  /// "COM", "CO.ID", "id" after a full stop: a host goes on, "POS-KUPANG.COM".
  private func isHostEnding(_ at: Int, _ end: Int) -> Bool {
    for ending in DatelineReading.hostEndings where at + ending.count - 1 <= end {
      let after = at + ending.count - 1
      if after < end, Letters.isLetter(bytes[after]) { continue }
      if zip(ending.dropFirst(), bytes[at..<after]).allSatisfy({ $0 == Letters.small($1) }) { return true }
    }
    return false
  }

  // MARK: Questions

  /// The index of the first word that begins at or after a byte.
  func word(at byte: Int) -> Int {
    var low = 0
    var high = words.count
    while low < high {
      let middle = (low + high) / 2
      if words[middle].start < byte { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The index of the sentence that holds a byte, or of the next one.
  func sentence(at byte: Int) -> Int {
    var low = 0
    var high = sentences.count
    while low < high {
      let middle = (low + high) / 2
      if sentences[middle].end <= byte { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The index of the line that holds a byte.
  func line(at byte: Int) -> Int {
    var low = 0
    var high = lines.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lines[middle].start <= byte { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
