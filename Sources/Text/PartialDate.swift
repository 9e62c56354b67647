/// A calendar day of the proleptic Gregorian calendar, 1 to 9999.
package struct Day: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let year: Int
  package let month: Int
  package let day: Int

  /// Nil where there is no such day (31 April, 29 February 2025).
  package init?(_ year: Int, _ month: Int, _ day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Day.length(ofMonth: month, year: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  package static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970-01-01 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
  package var ordinal: Int {
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  package init(ordinal: Int) {
    let z = ordinal + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthPart = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthPart + 2) / 5 + 1
    month = monthPart < 10 ? monthPart + 3 : monthPart - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// 1 Monday to 7 Sunday (ISO 8601).
  package var weekday: Int { (((ordinal + 3) % 7) + 7) % 7 + 1 }

  package func adding(days: Int) -> Day { Day(ordinal: ordinal + days) }

  package static func < (a: Day, b: Day) -> Bool { (a.year, a.month, a.day) < (b.year, b.month, b.day) }

  package var description: String { PartialDate(self).value }
}

/// A date as precise as its source: a year, a month, a day, or a minute or second with its offset from UTC.
package struct PartialDate: Hashable, Sendable {
  package enum Precision: String, Sendable, Comparable {
    case year, month, day, minute, second

    private var rank: Int {
      switch self {
      case .year: 0
      case .month: 1
      case .day: 2
      case .minute: 3
      case .second: 4
      }
    }
    package static func < (a: Precision, b: Precision) -> Bool { a.rank < b.rank }
  }

  package var year: Int
  package var month: Int?
  package var day: Int?
  package var hour: Int?
  package var minute: Int?
  package var second: Int?
  /// Minutes east of UTC: WIB 420, WITA 480, WIT 540.
  package var offset: Int?

  package init(year: Int, month: Int? = nil) {
    self.year = year
    self.month = month
  }

  package init(_ day: Day) {
    year = day.year
    month = day.month
    self.day = day.day
  }

  package init(_ day: Day, hour: Int, minute: Int, second: Int? = nil, offset: Int?) {
    self.init(day)
    self.hour = hour
    self.minute = minute
    self.second = second
    self.offset = offset
  }

  /// The year that two digits of a date mean, as POSIX has it: 69 to 99 are 1969 to 1999, the others 2000 to 2068.
  package static func year(ofTwoDigits number: Int) -> Int { number + (number < 69 ? 2000 : 1900) }

  /// The same time as it is told in Indonesia: a time without a zone is one of `zone`, and one of a zone elsewhere (UTC) is told in `zone`,
  /// which may be on another day. WIB, WITA and WIT stay, and so does a date without a time.
  ///
  /// - Parameter zone: minutes east of UTC.
  package func told(in zone: Int) -> PartialDate {
    guard let day = exactDay, let hour, let minute else { return self }
    guard let offset else { return PartialDate(day, hour: hour, minute: minute, second: second, offset: zone) }
    guard !PartialDate.zones.contains(offset) else { return self }
    let time = day.ordinal * 1440 + hour * 60 + minute + zone - offset
    let minutes = (time % 1440 + 1440) % 1440
    let moved = Day(ordinal: (time - minutes) / 1440)
    guard (1...9999).contains(moved.year) else { return self }
    return PartialDate(moved, hour: minutes / 60, minute: minutes % 60, second: second, offset: zone)
  }

  /// WIB, WITA, WIT.
  private static let zones = [420, 480, 540]

  package var precision: Precision {
    if second != nil { return .second }
    if minute != nil { return .minute }
    if day != nil { return .day }
    return month == nil ? .year : .month
  }

  /// The day, where the date is that precise.
  package var exactDay: Day? {
    guard let month, let day else { return nil }
    return Day(year, month, day)
  }

  /// ISO 8601, cut to its precision: `2025`, `2025-06`, `2025-06-12`, `2025-06-12T13:58+07:00`.
  package var value: String {
    var text = PartialDate.padded(year, 4)
    guard let month else { return text }
    text += "-" + PartialDate.padded(month, 2)
    guard let day else { return text }
    text += "-" + PartialDate.padded(day, 2)
    guard let hour, let minute else { return text }
    text += "T" + PartialDate.padded(hour, 2) + ":" + PartialDate.padded(minute, 2)
    if let second { text += ":" + PartialDate.padded(second, 2) }
    if let offset {
      let size = abs(offset)
      text += (offset < 0 ? "-" : "+") + PartialDate.padded(size / 60, 2) + ":" + PartialDate.padded(size % 60, 2)
    }
    return text
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return digits.count >= width ? digits : String(repeating: "0", count: width - digits.count) + digits
  }
}

/// A date with the words that gave it and how it was found.
package struct DatedValue: Hashable, Sendable {
  package enum Basis: String, Sendable {
    // of an article
    case jsonLD = "json_ld"
    case meta, byline, url, statement, given
    // of an incident
    case explicit, relative, weekday, published
  }

  package var date: PartialDate
  package var text: String
  package var basis: Basis

  package init(_ date: PartialDate, text: String, basis: Basis) {
    self.date = date
    self.text = text
    self.basis = basis
  }
}
