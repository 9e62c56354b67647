import Text

/// A date as a page writes it: "Rabu (27/5/2025)", "23 Okt 2025 10:20 WIB", "Senin (20/10)".
struct WrittenDate {
  /// Bytes of the page, the weekday included.
  var range: Range<Int>
  var day: Int
  var month: Int
  var year: Int?
  var weekday: Int?
  var hour: Int?
  var minute: Int?
  /// Minutes east of UTC.
  var zone: Int?
  /// Whether the date stands in parentheses, as the dates of statements do.
  var isBracketed: Bool
  /// Index of the first word.
  var word: Int

  /// The date as far as it is written; `year` where it names none itself.
  func value(year given: Int? = nil, zone standard: Int = 420) -> PartialDate? {
    guard let year = year ?? given, let date = Day(year, month, day) else { return nil }
    guard let hour, let minute else { return PartialDate(date) }
    return PartialDate(date, hour: hour, minute: minute, offset: zone ?? standard)
  }
}

/// Reads the dates of a stretch of words.
struct DateReader {
  let page: PageText
  let furniture: Furniture

  /// The dates that begin in a range of words, in page order.
  func dates(in words: Range<Int>) -> [WrittenDate] {
    var found: [WrittenDate] = []
    var index = words.lowerBound
    while index < words.upperBound {
      if page.words[index].shape == .number, let (date, next) = date(at: index, words.lowerBound, words.upperBound) {
        found.append(date)
        index = max(next, index + 1)
      } else {
        index += 1
      }
    }
    return found
  }

  private func number(_ index: Int, digits: ClosedRange<Int>) -> Int? {
    guard index < page.words.count else { return nil }
    let word = page.words[index]
    guard word.shape == .number, digits.contains(word.end - word.start) else { return nil }
    var value = 0
    for offset in word.start..<word.end {
      guard Letters.isDigit(page.bytes[offset]) else { return nil }
      value = value * 10 + Int(page.bytes[offset] - 0x30)
    }
    return value
  }

  /// Whether nothing but one of these marks stands between two words.
  private func parted(_ index: Int, by marks: [UInt8]) -> Bool {
    guard index + 1 < page.words.count else { return false }
    let gap = page.words[index].end..<page.words[index + 1].start
    return gap.count == 1 && marks.contains(page.bytes[gap.lowerBound])
  }

  private func blankApart(_ index: Int) -> Bool {
    guard index + 1 < page.words.count else { return false }
    let gap = page.words[index].end..<page.words[index + 1].start
    return page.trimmedStart(gap.lowerBound, gap.upperBound) == gap.upperBound
  }

  private func date(at index: Int, _ first: Int, _ limit: Int) -> (WrittenDate, Int)? {
    guard var day = number(index, digits: 1...2), (1...31).contains(day), index + 1 < limit else { return nil }
    var month: Int?
    var year: Int?
    var last = index + 1
    if parted(index, by: [0x2F, 0x2D]), let value = number(index + 1, digits: 1...2), (1...12).contains(value) {
      let isSlash = page.bytes[page.words[index].end] == 0x2F
      if parted(index + 1, by: [0x2F, 0x2D]), let value = number(index + 2, digits: 2...4), index + 2 < limit {
        year = value < 100 ? 2000 + value : value
        last = index + 2
      } else if !isSlash {
        return nil
      }
      month = value
      if let year, let weekday = self.weekday(before: index, first), page.words[index - 1].end - page.words[index - 1].start == 3,
        day <= 12, Day(year, day, value)?.weekday == weekday
      {
        // "Tue, 03/11/2025", as programs write it: the month stands first. A reporter's "Senin (10/6/2025)" may err in the weekday.
        (day, month) = (value, day)
      }
    } else if blankApart(index), case .month(let value) = furniture.calendar[page.words[index + 1].hash],
      page.words[index + 1].isRaised
    {
      month = value
      if index + 2 < limit, blankApart(index + 1) || parted(index + 1, by: [0x2E]),
        let value = number(index + 2, digits: 4...4)
      {
        year = value
        last = index + 2
      }
    }
    guard let month, year.map({ (1990...2100).contains($0) }) ?? true else { return nil }
    var start = page.words[index].start
    let isBracketed = start > 0 && page.bytes[start - 1] == 0x28
    if year == nil, page.words[last].shape == .number, !isBracketed { return nil }  // 1/4 gelas
    let weekday = self.weekday(before: index, isBracketed ? 0 : first)
    if weekday != nil { start = page.words[index - 1].start }
    var date = WrittenDate(
      range: start..<page.words[last].end, day: day, month: month, year: year, weekday: weekday,
      isBracketed: isBracketed, word: index)
    let next = readClock(after: last, limit, &date)
    return (date, next)
  }

  /// The weekday right before a word.
  private func weekday(before index: Int, _ first: Int) -> Int? {
    guard index > 0, index - 1 >= first, page.words[index].start - page.words[index - 1].end <= 3,
      case .weekday(let value) = furniture.calendar[page.words[index - 1].hash]
    else { return nil }
    return value
  }

  /// ", 06:16 WIB", "| 10.20 WIB", " – 16:50".
  private func readClock(after last: Int, _ limit: Int, _ date: inout WrittenDate) -> Int {
    var index = last + 1
    while index < limit, case .filler = furniture.calendar[page.words[index].hash] { index += 1 }
    guard index < limit, page.words[index].start - page.words[index - 1].end <= 5 else { return last + 1 }
    var hour: Int?
    var minute: Int?
    if parted(index, by: [0x3A]), let a = number(index, digits: 1...2), let b = number(index + 1, digits: 2...2) {
      (hour, minute) = (a, b)
      index += 2
    } else if page.words[index].shape == .number, page.words[index].end - page.words[index].start == 5 {
      let bytes = Array(page.bytes[page.words[index].start..<page.words[index].end])
      if bytes[2] == 0x2E, bytes.allSatisfy({ Letters.isDigit($0) || $0 == 0x2E }) {
        hour = Int(bytes[0] - 0x30) * 10 + Int(bytes[1] - 0x30)
        minute = Int(bytes[3] - 0x30) * 10 + Int(bytes[4] - 0x30)
        index += 1
      }
    }
    guard let hour, let minute, hour < 24, minute < 60 else { return last + 1 }
    var end = page.words[index - 1].end
    if index < limit, case .zone(let zone) = furniture.calendar[page.words[index].hash] {
      date.zone = zone
      end = page.words[index].end
      index += 1
    } else if page.bytes[page.words[index - 1].end - 3] == 0x2E {
      return last + 1  // "18.000", "pukul 10.20" without a zone is no time stamp
    }
    date.hour = hour
    date.minute = minute
    date.range = date.range.lowerBound..<end
    return index
  }
}
