import Text

/// Dates as pages and dumps write them for machines, and as people write them into a field: ISO 8601 and its near forms, RFC 822, Unix
/// time, day, month and year by numbers or with the month's name, with a time behind them.
enum MachineDate {
  private typealias Form = (FieldReader) -> PartialDate?

  /// Reads `2015-11-05T14:56:43+07:00`, `2015/11/5 10:08`, `20151105`, `2015-11`, `Thu, 05 Nov 2015 14:56:43 GMT`, `5.11.2015, 9.05`,
  /// `Nov 5, 2015 10:08 am`, `5 Nov 15`, `1446710203` (seconds) and `1446710203000` (milliseconds).
  ///
  /// The offset is nil where the text names no zone. Years 1900 to 2100; nil where no date stands at the front. Complexity: O(*n*).
  ///
  /// - Parameter calendar: words besides the English months: "24 Peb 2025", "pukul".
  static func read(_ text: String, calendar: WordTable<Furniture.CalendarWord> = WordTable()) -> PartialDate? {
    let reader = FieldReader(bytes: Array(text.utf8), calendar: calendar)
    let ladder: [Form] = [unixTime, yearFirst, dayFirst, monthFirst]
    for form in ladder {
      if let date = form(reader), (1900...2100).contains(date.year) { return date }
    }
    return nil
  }

  /// When a page says that it was published; nil of a day before there were pages, as 1970-01-01 where a field of the page is empty.
  static func published(_ text: String, basis: DatedValue.Basis) -> DatedValue? {
    read(text).flatMap { $0.year > 1990 ? DatedValue($0, text: text, basis: basis) : nil }
  }

  /// Seconds since 1970 in ten digits, thousandths of them in thirteen, millionths in sixteen.
  private static func unixTime(_ start: FieldReader) -> PartialDate? {
    var reader = start
    reader.skipBlanks()
    let first = reader.at
    guard let number = reader.digits() else { return nil }
    let width = reader.at - first
    if reader.take(".") { _ = reader.digits() }
    reader.skipBlanks()
    guard reader.isAtEnd, let unit = [10: 1, 13: 1000, 16: 1_000_000][width], number >= 1_000_000_000 * unit else { return nil }
    let (days, seconds) = (number / unit / 86_400, number / unit % 86_400)
    return PartialDate(Day(ordinal: days), hour: seconds / 3600, minute: seconds / 60 % 60, second: seconds % 60, offset: 0)
  }

  private static func yearFirst(_ start: FieldReader) -> PartialDate? {
    var reader = start
    reader.skipBlanks()
    guard let year = reader.number(4) else { return nil }
    guard let mark = reader.mark() else {
      guard !reader.isAtEnd else { return PartialDate(year: year) }
      guard let month = reader.number(2), (1...12).contains(month) else { return nil }
      guard let number = reader.number(2) else { return reader.isDigit ? nil : PartialDate(year: year, month: month) }
      return Day(year, month, number).flatMap { time(&reader, $0, isCompact: true) }
    }
    guard let month = reader.number(1...2), (1...12).contains(month) else { return nil }
    guard reader.take(mark) else { return reader.isDigit ? nil : PartialDate(year: year, month: month) }
    return reader.number(1...2).flatMap { Day(year, month, $0) }.flatMap { time(&reader, $0) }
  }

  /// `24/4/2025`, `24.04.25`, `24 Apr 2025`, words before it passed over. `04/24/2025` can only be meant as Americans write it.
  private static func dayFirst(_ start: FieldReader) -> PartialDate? {
    var reader = start
    reader.skipToDigit()
    guard let number = reader.number(1...2) else { return nil }
    if let mark = reader.mark(), reader.isDigit {
      guard let month = reader.number(1...2), reader.take(mark), let year = reader.year() else { return nil }
      return (Day(year, month, number) ?? Day(year, number, month)).flatMap { time(&reader, $0) }
    }
    reader.skip([0x20, 0x2D, 0x2E])
    guard let month = reader.month() else { return nil }
    reader.skip([0x20, 0x2D, 0x2E, 0x2C, 0x27])
    return reader.year().flatMap { Day($0, month, number) }.flatMap { time(&reader, $0) }
  }

  /// `April 24, 2025`, `Thu Apr 24 2025`, `April 2025`.
  private static func monthFirst(_ start: FieldReader) -> PartialDate? {
    var reader = start
    guard let month = reader.skipToMonth() else { return nil }
    reader.skip([0x20, 0x2E])
    if let year = reader.number(4) { return reader.isDigit ? nil : PartialDate(year: year, month: month) }
    guard let number = reader.number(1...2) else { return nil }
    reader.skip([0x20, 0x2C])
    return reader.number(4).flatMap { Day($0, month, number) }.flatMap { time(&reader, $0) }
  }

  /// The day with the time behind it; without it where that is told in a zone that is not known ("10:00 EST").
  ///
  /// - Parameter isCompact: the date has no marks, so that its time needs none: `20250424T101500Z`.
  private static func time(_ reader: inout FieldReader, _ day: Day, isCompact: Bool = false) -> PartialDate? {
    let isGlued = reader.isDigit
    guard !isGlued || isCompact else { return nil }
    reader.skipToTime()
    guard let clock = reader.clock(isCompact: isCompact), !reader.isDigit else { return isGlued ? nil : PartialDate(day) }
    switch reader.zone() {
    case .none: return PartialDate(day, hour: clock.hour, minute: clock.minute, second: clock.second, offset: nil)
    case .offset(let offset):
      return PartialDate(day, hour: clock.hour, minute: clock.minute, second: clock.second, offset: offset)
    case .unknown: return PartialDate(day)
    }
  }
}

/// Reads a field from left to right; what does not fit is not taken.
private struct FieldReader {
  enum Zone {
    case none
    /// Minutes east of UTC.
    case offset(Int)
    case unknown
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
  ]

  let bytes: [UInt8]
  let calendar: WordTable<Furniture.CalendarWord>
  var at = 0

  init(bytes: [UInt8], calendar: WordTable<Furniture.CalendarWord>) {
    self.bytes = bytes
    self.calendar = calendar
  }

  var isAtEnd: Bool { at >= bytes.count }
  var isDigit: Bool { at < bytes.count && Letters.isDigit(bytes[at]) }
  private var isLetter: Bool { at < bytes.count && Letters.isLetter(bytes[at]) }

  mutating func skipBlanks() { while at < bytes.count, bytes[at] <= 0x20 { at += 1 } }
  mutating func skip(_ set: [UInt8]) { while at < bytes.count, set.contains(bytes[at]) { at += 1 } }

  mutating func take(_ mark: Unicode.Scalar) -> Bool { take(UInt8(ascii: mark)) }

  mutating func take(_ mark: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == mark else { return false }
    at += 1
    return true
  }

  /// One of `-` `/` `.`, where a digit stands behind it.
  mutating func mark() -> UInt8? {
    guard at + 1 < bytes.count, [0x2D, 0x2F, 0x2E].contains(bytes[at]), Letters.isDigit(bytes[at + 1]) else { return nil }
    at += 1
    return bytes[at - 1]
  }

  /// Exactly `width` digits.
  mutating func number(_ width: Int) -> Int? {
    guard at + width <= bytes.count, bytes[at..<(at + width)].allSatisfy(Letters.isDigit) else { return nil }
    at += width
    return bytes[(at - width)..<at].reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// A run of digits of one of these widths.
  mutating func number(_ widths: ClosedRange<Int>) -> Int? {
    let width = bytes[at...].prefix { Letters.isDigit($0) }.count
    return widths.contains(width) ? number(width) : nil
  }

  /// A run of up to 18 digits.
  mutating func digits() -> Int? { number(1...18) }

  /// A year of four digits, or of two that are no hour ("24 Apr 10:00").
  mutating func year() -> Int? {
    if let year = number(4...4) { return year }
    let start = at
    guard let year = number(2...2) else { return nil }
    if at < bytes.count, bytes[at] == 0x3A || bytes[at] == 0x2E && at + 1 < bytes.count && Letters.isDigit(bytes[at + 1]) {
      at = start
      return nil
    }
    return PartialDate.year(ofTwoDigits: year)
  }

  /// A run of letters.
  mutating func word() -> ArraySlice<UInt8> {
    let start = at
    while isLetter { at += 1 }
    return bytes[start..<at]
  }

  mutating func month() -> Int? {
    let start = at
    let word = word()
    if case .month(let month) = calendar[WordHash.of(word)] { return month }
    let name = HTMLMetadata.lower(word)
    if name.utf8.count >= 3, let index = FieldReader.months.firstIndex(where: { $0.hasPrefix(name) }) { return index + 1 }
    at = start
    return nil
  }

  mutating func skipToDigit() { while at < bytes.count, !isDigit { at += 1 } }

  /// Passes over words, not over numbers.
  mutating func skipToMonth() -> Int? {
    while !isAtEnd, !isDigit {
      if let month = month() { return month }
      if word().isEmpty { at += 1 }
    }
    return nil
  }

  /// Passes over what parts a time from its date: blanks, `T`, commas, bars, dashes between blanks, "pukul", "at".
  mutating func skipToTime() {
    while !isAtEnd, !isDigit {
      if isLetter {
        let start = at
        let word = word()
        let name = HTMLMetadata.lower(word)
        if name == "t" || name == "at" { continue }
        switch calendar[WordHash.of(word)] {
        case .filler, .weekday: continue
        default: break
        }
        at = start
        return
      }
      let isSign = bytes[at] == 0x2B || bytes[at] == 0x2D && (at == 0 || bytes[at - 1] > 0x20)
      if isSign { return }
      at += 1
    }
  }

  /// `9.05`, `10:08:58.000`, `10:08 pm`; `100858` behind a compact date.
  mutating func clock(isCompact: Bool) -> (hour: Int, minute: Int, second: Int?)? {
    let start = at
    if isCompact, let hour = number(2), let minute = number(2), hour < 24, minute < 60 {
      return (hour, minute, number(2).flatMap { $0 <= 60 ? min($0, 59) : nil })
    }
    at = start
    guard let hour = number(1...2), hour < 24, let colon = separator(), let minute = number(2...2), minute < 60 else {
      at = start
      return nil
    }
    var second: Int?
    if take(colon) {
      second = number(2...2).flatMap { $0 <= 60 ? min($0, 59) : nil }
      if take(".") || take(",") { _ = digits() }
    }
    return (half() ?? hour, minute, second)

    func half() -> Int? {
      var behind = self
      behind.skipBlanks()
      var word = HTMLMetadata.lower(behind.word())
      // "8:00 a.m."
      if word.utf8.count == 1, behind.take(".") { word += HTMLMetadata.lower(behind.word()) }
      guard word == "am" || word == "pm", (1...12).contains(hour) else { return nil }
      self = behind
      return hour % 12 + (word == "pm" ? 12 : 0)
    }
  }

  private mutating func separator() -> UInt8? { take(":") ? 0x3A : take(".") ? 0x2E : nil }

  /// `Z`, `+07:00`, `+0700`, `+07`, `GMT+7`, `UTC`, and the three zones of Indonesia; other capital letters are a zone that is not known.
  mutating func zone() -> Zone {
    skip([0x20, 0x28])
    let word = word()
    switch HTMLMetadata.lower(word) {
    case "z": return .offset(0)
    case "wib": return .offset(420)
    case "wita": return .offset(480)
    case "wit": return .offset(540)
    case "", "gmt", "utc": break
    default: return (2...5).contains(word.count) && word.allSatisfy(Letters.isCapital) ? .unknown : .none
    }
    skipBlanks()
    let isMinus = at < bytes.count && bytes[at] == 0x2D
    guard take("+") || take("-"), let hours = number(2) ?? number(1) else { return word.isEmpty ? .none : .offset(0) }
    _ = take(":")
    let minutes = hours * 60 + (number(2) ?? 0)
    return minutes > 840 ? .unknown : .offset(isMinus ? -minutes : minutes)
  }
}
