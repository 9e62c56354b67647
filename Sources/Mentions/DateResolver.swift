package import Text

/// What a `date` mention means, given the day the article speaks from.
///
/// - `26 Mei lalu` takes the last 26 May before the article; `Rabu (20/8)` the nearest year; `Senin malam` the last Monday.
/// - A weekday that contradicts its date changes nothing: the date stands as written, and ``contradiction(of:)`` tells.
package struct DateResolver: Sendable {
  /// The article's own day, where it is known.
  package var anchor: Day?

  package init(anchor: Day?) { self.anchor = anchor }

  /// The date and its basis; nil where the words give none (no anchor, no such day), or none from 1900 to 2100.
  package func resolve(_ mention: Mention, previous: PartialDate? = nil) -> DatedValue? {
    read(mention, previous).flatMap { DateResolver.years.contains($0.date.year) ? $0 : nil }
  }

  private static let years = 1900...2100

  private func read(_ mention: Mention, _ previous: PartialDate?) -> DatedValue? {
    func number(_ field: String) -> Int? { mention[field].flatMap { Int($0) } }
    func value(_ date: PartialDate, _ basis: DatedValue.Basis) -> DatedValue {
      DatedValue(date, text: mention.text, basis: basis)
    }
    let relative = mention["relative"]
    if let written = mention["numeric"] { return DateResolver.numeric(written).map { value(PartialDate($0), .explicit) } }
    if let month = number("month") {
      // "Rabu (10-06-2025)" and "Rabu (2025-06-10)" are read alike.
      let isTurned = (number("day") ?? 0) > 31
      let written = mention[isTurned ? "day" : "year"]
      let year = written.flatMap(DateResolver.year)
      guard (1...12).contains(month), written == nil || year != nil else { return nil }
      if let day = number(isTurned ? "year" : "day") {
        if let until = number("until") { return range(mention, day, month, year, until: until).map { value($0, .explicit) } }
        if let year = year ?? told(relative) {
          return Day(year, month, day).map { value(PartialDate($0), relative == "past" ? .relative : .explicit) }
        }
        guard let anchor, let found = nearest(month, day, to: anchor, relative, weekday: number("weekday")) else { return nil }
        return value(PartialDate(found), relative == "past" || relative == "future" ? .relative : .explicit)
      }
      if let year { return value(PartialDate(year: year, month: month), .explicit) }
      if let year = told(relative) { return value(PartialDate(year: year, month: month), .relative) }
      guard let anchor else { return nil }
      let found = PartialDate(year: self.year(of: month, mention, from: anchor), month: month)
      return value(found, relative == "past" || relative == "future" ? .relative : .explicit)
    }
    // A span of months, a quarter: no day, month or year of anything.
    if mention["period"] != nil { return nil }
    if let year = number("year") { return value(PartialDate(year: year), .explicit) }
    if relative == "before" || relative == "after" {
      return previous.flatMap { away(mention, from: $0, back: relative == "before") }.map { value($0, .relative) }
    }
    guard let anchor else { return relative == "same" ? previous.map { value($0, .relative) } : nil }
    switch relative {
    case "today": return value(PartialDate(anchor), .relative)
    case "tomorrow": return value(PartialDate(anchor.adding(days: 1)), .relative)
    case "yesterday": return value(PartialDate(anchor.adding(days: -1)), .relative)
    case "after-tomorrow": return value(PartialDate(anchor.adding(days: 2)), .relative)
    case "before-yesterday": return value(PartialDate(anchor.adding(days: -2)), .relative)
    case "day":
      // "tanggal 10": the last such day before the article; of two months in a row one has 31 days.
      guard let day = number("day") else { return nil }
      let months = (1...3).map { anchor.year * 12 + anchor.month - $0 }
      return months.compactMap { Day($0 / 12, $0 % 12 + 1, day) }.first { $0 <= anchor }.map { value(PartialDate($0), .relative) }
    case "same": return previous.map { value($0, .relative) }
    case "weekday", "past-weekday":
      guard let weekday = number("weekday"), (1...7).contains(weekday) else { return nil }
      // "Senin" on a Monday is today, "Senin lalu" a week ago.
      let days = (anchor.weekday - weekday + 7) % 7
      let back = days == 0 && relative == "past-weekday" ? 7 : days
      return value(PartialDate(anchor.adding(days: -back)), .weekday)
    case "last-week", "this-week", "next-week":
      guard let weekday = number("weekday"), (1...7).contains(weekday) else { return nil }
      // "Rabu dua pekan lalu"
      let back = number("amount").map { min($0, 99) } ?? 1
      let weeks = relative == "last-week" ? -back : relative == "next-week" ? 1 : 0
      return value(PartialDate(anchor.adding(days: weekday - anchor.weekday + 7 * weeks)), .weekday)
    case "ago":
      guard let amount = number("amount"), amount < 1000, let unit = mention["unit"]?.lowercased() else { return nil }
      switch unit {
      case "hari", "sehari": return value(PartialDate(anchor.adding(days: -amount)), .relative)
      case "bulan", "sebulan":
        let months = anchor.year * 12 + anchor.month - 1 - amount
        return value(PartialDate(year: months / 12, month: months % 12 + 1), .relative)
      case "tahun", "setahun": return value(PartialDate(year: anchor.year - amount), .relative)
      default:
        let day = anchor.adding(days: -7 * amount)
        return value(PartialDate(year: day.year, month: day.month), .relative)
      }
    case "this":
      switch mention["unit"]?.lowercased() {
      case "tahun": return value(PartialDate(year: anchor.year), .relative)
      default: return value(PartialDate(year: anchor.year, month: anchor.month), .relative)
      }
    default: return nil
    }
  }

  /// The year of "Oktober tahun lalu".
  private func told(_ relative: String?) -> Int? {
    switch relative {
    case "last-year": anchor.map { $0.year - 1 }
    case "this-year": anchor?.year
    case "next-year": anchor.map { $0.year + 1 }
    default: nil
    }
  }

  /// "dua hari kemudian", "sepekan sebelumnya": days are counted from the day told before; of weeks and more the month is known.
  private func away(_ mention: Mention, from previous: PartialDate, back: Bool) -> PartialDate? {
    guard let unit = mention["unit"]?.lowercased(), let amount = Int(mention["amount"] ?? "1"), amount < 1000 else { return nil }
    let sign = back ? -amount : amount
    switch unit {
    case "hari", "sehari", "keesokan", "esok": return previous.exactDay.map { PartialDate($0.adding(days: sign)) }
    case "tahun", "setahun": return PartialDate(year: previous.year + sign)
    case "bulan", "sebulan":
      guard let month = previous.month else { return nil }
      let months = previous.year * 12 + month - 1 + sign
      return PartialDate(year: months / 12, month: months % 12 + 1)
    default:
      return previous.exactDay.map {
        let day = $0.adding(days: 7 * sign)
        return PartialDate(year: day.year, month: day.month)
      }
    }
  }

  /// "18.6.2025", "18-06-25", "2025-06-18": a year of four digits may stand first, one of two only last.
  private static func numeric(_ text: String) -> Day? {
    let parts = text.split { $0 == "." || $0 == "-" }
    guard parts.count == 3, let first = Int(parts[0]), let month = Int(parts[1]), let last = Int(parts[2]) else { return nil }
    if parts[0].utf8.count == 4 { return Day(first, month, last) }
    return year(String(parts[2])).flatMap { Day($0, month, first) }
  }

  /// A year as a date writes it, in two digits or four; nil for other numbers ("Operasi 3-2-1").
  private static func year(_ text: String) -> Int? {
    guard let number = Int(text), text.utf8.count == 2 || text.utf8.count == 4 else { return nil }
    let year = text.utf8.count == 2 ? PartialDate.year(ofTwoDigits: number) : number
    return years.contains(year) ? year : nil
  }

  /// The first of a few days ("22-24 Oktober", "30 September - 2 Oktober", "30-2 Januari"); of a span of weeks within a month the month,
  /// of one over a month's end nothing.
  ///
  /// - Parameters:
  ///   - month: of the first day, where the words name two, else of the last.
  ///   - year: of that month.
  private func range(_ mention: Mention, _ day: Int, _ month: Int, _ year: Int?, until: Int) -> PartialDate? {
    let next = mention["until_month"].flatMap { Int($0) }
    let isOverEnd = next != nil || day >= 24 && until <= 7
    let isOfBefore = next == nil && isOverEnd
    let month = isOfBefore ? (month + 10) % 12 + 1 : month
    guard next == nil || next == month % 12 + 1 else { return nil }
    let lastYear = isOfBefore ? year : mention["until_year"].flatMap(DateResolver.year)
    let known = (isOfBefore ? nil : year) ?? lastYear.map { month == 12 ? $0 - 1 : $0 }
    let weekday = mention["weekday"].flatMap { Int($0) }
    let found = known.map { Day($0, month, day) } ?? anchor.flatMap { nearest(month, day, to: $0, nil, weekday: weekday) }
    guard let found else { return nil }
    let days = until - day + (isOverEnd ? Day.length(ofMonth: month, year: found.year) : 0)
    if days > 7 { return isOverEnd ? nil : PartialDate(year: found.year, month: month) }
    return PartialDate(found)
  }

  /// The year of a month that names none: that of the last such month; of the next one where the words say "nanti". The month that the
  /// article speaks in is past or to come where its third is: "awal September lalu" on the 20th.
  private func year(of month: Int, _ mention: Mention, from anchor: Day) -> Int {
    let isOver = mention["third"].map { third in
      switch third.lowercased() {
      case "awal": anchor.day > 10
      case "pertengahan": anchor.day > 20
      default: false
      }
    }
    switch mention["relative"] {
    case "past": return month < anchor.month || month == anchor.month && isOver == true ? anchor.year : anchor.year - 1
    case "future": return month > anchor.month || month == anchor.month && isOver == false ? anchor.year : anchor.year + 1
    default: return month <= anchor.month ? anchor.year : anchor.year - 1
    }
  }

  /// The day of this month that lies nearest to the anchor; only before it where the words say "lalu", after it for "mendatang".
  /// A date more than ten weeks off takes the year in which its weekday is right, if one of the three has it and does not lie ahead.
  private func nearest(_ month: Int, _ day: Int, to anchor: Day, _ relative: String?, weekday: Int?) -> Day? {
    let reach = month == 2 && day == 29 ? 8 : 1
    let days = (anchor.year - reach...anchor.year + reach).compactMap { Day($0, month, day) }.filter {
      relative == "past" ? $0 <= anchor : relative != "future" || $0 >= anchor
    }
    // A news text looks back further than it looks ahead.
    let nearest = days.min { distance($0, anchor) < distance($1, anchor) }
    guard let nearest, let weekday, nearest.weekday != weekday, abs(nearest.ordinal - anchor.ordinal) > 70 else { return nearest }
    return days.first { $0.weekday == weekday && ($0 <= anchor || relative == "future") } ?? nearest
  }

  private func distance(_ day: Day, _ anchor: Day) -> Int {
    let days = day.ordinal - anchor.ordinal
    return days > 0 ? days * 3 : -days
  }

  /// "27/5/2025 was a Tuesday, not a Wednesday", with the likeliest repairs first; nil where weekday and date agree.
  package static func contradiction(of mention: Mention) -> String? {
    guard let weekday = mention["weekday"].flatMap({ Int($0) }), let day = mention["day"].flatMap({ Int($0) }),
      let month = mention["month"].flatMap({ Int($0) }), let year = mention["year"].flatMap({ Int($0) }),
      let written = Day(year < 100 ? PartialDate.year(ofTwoDigits: year) : year, month, day), written.weekday != weekday
    else { return nil }
    // Of 226 contradictions counted on news sites, 141 are a year off by one and 72 a month: design/anchors.md, 0.1.
    let moved: [(Day?, String)] = [
      (Day(written.year - 1, month, day), "year -1"), (Day(written.year + 1, month, day), "year +1"),
      (Day(written.year, month - 1, day), "month -1"), (Day(written.year, month + 1, day), "month +1"),
      (written.adding(days: -1), "day -1"), (written.adding(days: 1), "day +1"),
    ]
    let repairs = moved.compactMap { day, how in
      day.flatMap { $0.weekday == weekday ? "\($0.description) (\(how))" : nil }
    }
    let ranked = (repairs + ["weekday \(written.weekday)"]).joined(separator: ", ")
    return "\(mention.text): \(written) is weekday \(written.weekday), not \(weekday); repairs: \(ranked)"
  }
}
