import Bytes
import Text

/// When a page was published, and what says so.
///
/// The ladder: the dump · metadata · a time stamp at the head of the page, in any form · the address · a time stamp further down · the date that a short
/// line above the story holds · the day of the dateline · the first date of a statement that the article reports, or its weekday beside a date · the month of the
/// address.
struct Publication {
  private typealias Rung = (Publication) -> DatedValue?

  let page: PageText
  let furniture: Furniture
  /// What the dump says; where that is but a month or a year, the first rung with a day of it is taken.
  let given: DatedValue?
  /// What metadata of the page say.
  let metadata: DatedValue?
  let url: String?
  /// Time stamps at the head of the page, and lines of authors.
  let stamps: [Range<Int>]
  /// Stretches removed as a footer: copyright lines.
  let footers: [Range<Int>]
  /// Stretches of the body.
  let body: [Range<Int>]
  /// Dates at the top of the page that are those of the visit.
  var clocks: [Range<Int>] = []
  /// Those of ``stamps`` that may be such dates, too: where the address tells another day, they are.
  var above: [Range<Int>] = []
  /// The day that the dateline tells.
  var dateline: WrittenDate?

  var value: DatedValue? {
    if let given, given.date.precision >= .day { return given }
    let ladder: [Rung] = [
      \.metadata, \.fromByline, \.fromForms, \.fromAddress, \.fromClock, \.fromHead, \.fromDateline, \.fromStatement, \.fromMonth,
    ]
    for rung in ladder {
      if let value = rung(self), value.date.value.hasPrefix(given?.date.value ?? "") { return value }
    }
    return given
  }

  private var fromByline: DatedValue? { stamp { !isUpdate($0) } }

  /// When the page was changed last: "Diperbarui: 23 Oktober 2025, 11:02 WIB" at its head.
  var modified: DatedValue? { stamp { isUpdate($0) } }

  private func stamp(where fits: (WrittenDate) -> Bool) -> DatedValue? {
    for stamp in stamps {
      for date in dates(in: stamp) where fits(date) {
        if let value = date.value(zone: furniture.zone), !isDenied(stamp, value) {
          let inFull = value.precision == .day ? inFull(stamp, value) : nil
          return inFull ?? DatedValue(value, text: string(date.range), basis: .byline)
        }
      }
    }
    return nil
  }

  /// The first date of a stamp as machines and other lands write it: "2025-03-14 08:00", "14.03.2025 - 08:00", "Mar 14, 2025 8:00 am".
  private var fromForms: DatedValue? {
    for stamp in stamps where words(in: stamp).count <= Publication.mostWords && !page.words[words(in: stamp)].contains(where: isOfUpdate) {
      if let value = inFull(stamp, nil), !isDenied(stamp, value.date) { return value }
    }
    return nil
  }

  /// Whether the address tells another day than a stamp above the headline, or the next.
  private func isDenied(_ stamp: Range<Int>, _ date: PartialDate) -> Bool {
    guard above.contains(stamp), let told = fromAddress?.date.exactDay, let day = date.exactDay else { return false }
    return abs(told.ordinal - day.ordinal) > 1
  }

  private static let mostWords = 14

  /// A stamp with its time, as ``MachineDate`` reads it, from its beginning or from the first digit behind.
  ///
  /// - Parameter day: the day that it must have.
  private func inFull(_ stamp: Range<Int>, _ day: PartialDate?) -> DatedValue? {
    let text = string(stamp)
    let digits = String(text.drop { !$0.isNumber })
    for form in [text, digits] {
      guard var date = MachineDate.read(form, calendar: furniture.calendar), date.precision >= .day, date.year > 1990 else { continue }
      if let day, date.exactDay != day.exactDay || date.precision == .day { continue }
      if date.precision > .day, date.offset == nil { date.offset = furniture.zone }
      return DatedValue(date, text: text, basis: .byline)
    }
    return nil
  }

  /// Whether a word such as "Diperbarui" stands shortly before a date.
  private func isUpdate(_ date: WrittenDate) -> Bool {
    page.words[max(0, date.word - 3)..<date.word].contains(where: isOfUpdate)
  }

  private func isOfUpdate(_ word: PageWord) -> Bool {
    if case .updated = furniture.calendar[word.hash] { return true }
    return false
  }

  private var fromAddress: DatedValue? {
    guard let url, let (date, text) = Publication.address(url) else { return nil }
    return DatedValue(date, text: text, basis: .url)
  }

  /// "9 Juli 2024 11:20 WIB" in the first half of the page, where no line of its own tells it from the text around it.
  private var fromClock: DatedValue? {
    for date in dates(in: 0..<page.bytes.count / 2)
    where date.year != nil && date.zone != nil && !date.isBracketed && page.bytes[date.range].contains(0x3A) && !isUpdate(date)
      && !isInSentence(date) && !isClock(date)
    {
      if let value = date.value() { return DatedValue(value, text: string(date.range), basis: .byline) }
    }
    return nil
  }

  private func isClock(_ date: WrittenDate) -> Bool { clocks.contains { $0.overlaps(date.range) } }

  /// "tiba di Batam pada 26 Mei 2025 pukul 06:15 WITA": a small word stands before the date.
  private func isInSentence(_ date: WrittenDate) -> Bool {
    let first = date.word - (date.weekday == nil ? 0 : 1)
    guard first > 0, page.words[first - 1].roles.contains(.function) else { return false }
    let word = page.words[first - 1]
    // No second half of "badge-check".
    let isWhole = word.start == 0 || page.bytes[word.start - 1] != 0x2D
    return isWhole && page.trimmedEnd(0, page.words[first].start) == word.end
  }

  /// "Siaran Pers | Kamis, 9 Oktober 2025": no sentence, above the first line of prose.
  private var fromHead: DatedValue? {
    guard let prose = page.lines.firstIndex(where: { $0.words.count > 15 }) else { return nil }
    for line in page.lines[..<prose] where line.words.count <= 12 && !line.isBlank && page.bytes[line.end - 1] != 0x2E {
      guard let date = dates(in: line.start..<line.end).first(where: { $0.year != nil && !isUpdate($0) && !isClock($0) }) else { continue }
      if let value = date.value(zone: furniture.zone) { return DatedValue(value, text: string(date.range), basis: .byline) }
    }
    return nil
  }

  /// "Nunukan, 3 Maret 2025 -", "Jakarta, 22 Oktober –".
  private var fromDateline: DatedValue? {
    guard let dateline, let day = day(of: dateline, body.flatMap { dates(in: $0) }.compactMap(\.year)) else { return nil }
    return DatedValue(PartialDate(day), text: string(dateline.range), basis: .byline)
  }

  /// `/2024/07/`: only the month of an address.
  private var fromMonth: DatedValue? {
    guard let url, let (date, text) = Publication.month(url) else { return nil }
    return DatedValue(date, text: text, basis: .url)
  }

  /// "…, kata Sari, Rabu (20/8/2025)": the first date of a statement, which takes its year from the page where it has
  /// none; else the latest date in full that a statement names.
  private var fromStatement: DatedValue? {
    let all = body.flatMap { dates(in: $0) }
    let years = all.compactMap(\.year)
    let firsts = Tier.allCases.compactMap { tier in
      let same = all.filter { self.tier($0) == tier }
      return tier == .quoted || tier == .statement ? latest(of: same, years) : same.first
    }
    let told = later(firsts, years).flatMap { date in day(of: date, years).map { (date: date, day: $0) } }
    if let (weekday, day) = weekdayOfStatement(all, years) {
      // Of two that may be right the later, as above; a date that only stands in the story says less.
      let isClose = told.map { tier($0.date) != .quoted && tier($0.date) != .statement || (1...2).contains(day.ordinal - $0.day.ordinal) }
      if isClose ?? true { return DatedValue(PartialDate(day), text: string(weekday), basis: .statement) }
    }
    return told.map { DatedValue(PartialDate($0.day), text: string(closed($0.date.range)), basis: .statement) }
  }

  /// With the parenthesis that closes one which the date opens: "Rabu (20/8/2025)".
  private func closed(_ range: Range<Int>) -> Range<Int> {
    let isOpen = page.bytes[range].contains(0x28) && !page.bytes[range].contains(0x29)
    let isClosed = range.upperBound < page.bytes.count && page.bytes[range.upperBound] == 0x29
    return isOpen && isClosed ? range.lowerBound..<range.upperBound + 1 : range
  }

  /// "…, menurut keterangan yang diterima di Jakarta, Jumat.": a weekday behind a comma in one of the first sentences that report a
  /// statement, and the day that it is: that of the latest date told up to there, or one of the three days behind it.
  private func weekdayOfStatement(_ dates: [WrittenDate], _ years: [Int]) -> (Range<Int>, Day)? {
    for index in sentencesOfBody.prefix(Publication.leadSentences) {
      let words = page.sentences[index].words
      guard words.contains(where: { page.words[$0].roles.contains(.speech) }), let word = words.first(where: isLoneWeekday),
        case .weekday(let weekday) = furniture.calendar[page.words[word].hash]
      else { continue }
      let near = dates.filter { page.sentence(at: $0.range.lowerBound) <= index + 1 }
      guard let anchor = near.compactMap({ day(of: $0, years) }).max() else { continue }
      guard let day = (0...3).map({ Day(ordinal: anchor.ordinal + $0) }).first(where: { $0.weekday == weekday }) else { continue }
      return (page.words[word].start..<page.words[word].end, day)
    }
    return nil
  }

  private static let leadSentences = 6

  /// The sentences that begin in the body, whose stretches come in page order.
  private var sentencesOfBody: [Int] {
    var stretch = 0
    return page.sentences.indices.filter { index in
      let start = page.sentences[index].start
      while stretch < body.count, body[stretch].upperBound <= start { stretch += 1 }
      return stretch < body.count && body[stretch].contains(start)
    }
  }

  /// A weekday behind a comma with no date at it, and not one that is past: ", Jumat malam".
  private func isLoneWeekday(_ index: Int) -> Bool {
    guard case .weekday = furniture.calendar[page.words[index].hash], page.words[index].isRaised, index > 0,
      page.words[index].end - page.words[index].start > 3
    else { return false }
    let comma = page.trimmedEnd(0, page.words[index].start) - 1
    guard comma >= 0, page.bytes[comma] == 0x2C else { return false }
    guard index + 1 < page.words.count else { return true }
    let next = page.words[index + 1]
    let isDated = next.shape == .number && next.start - page.words[index].end <= 3
    return !isDated && !next.roles.contains(.past)
  }

  /// Where a date names no year: the one of the page in which its weekday fits, of equals that of the footer, else the year told first.
  private func day(of date: WrittenDate, _ years: [Int]) -> Day? {
    let known = [footerYear, years.max(), years.first].compactMap { $0 } + namedYears
    let fitting = known.first { year in
      date.weekday != nil && date.value(year: year)?.exactDay?.weekday == date.weekday
    }
    return date.value(year: fitting ?? years.first ?? footerYear)?.exactDay
  }

  /// The first date, or a day or two behind it: who speaks on the next day is quoted further down.
  private func latest(of dates: [WrittenDate], _ years: [Int]) -> WrittenDate? {
    guard let first = dates.first, let day = day(of: first, years) else { return dates.first }
    func after(_ date: WrittenDate) -> Int { self.day(of: date, years).map { $0.ordinal - day.ordinal } ?? 0 }
    return dates.filter { (0...2).contains(after($0)) }.max { after($0) < after($1) } ?? first
  }

  /// The story was published on or after the days on which it was told: the later one of the first quoted date and the first of another
  /// statement; without both of these what there is.
  private func later(_ firsts: [WrittenDate], _ years: [Int]) -> WrittenDate? {
    guard let first = firsts.first else { return nil }
    guard firsts.count > 1, tier(first) == .quoted, tier(firsts[1]) == .statement,
      let a = day(of: first, years), let b = day(of: firsts[1], years)
    else { return first }
    return b > a ? firsts[1] : first
  }

  /// How much a date of the body says of the day of publication, most first.
  private enum Tier: CaseIterable {
    /// With weekday or parentheses, in a sentence that quotes somebody: “…,” kata Sari, Rabu (20/8/2025).
    case quoted
    /// With weekday or parentheses, in a sentence that reports a statement.
    case statement
    /// With weekday and parentheses.
    case marked
    /// A day, month and year in a sentence that quotes somebody.
    case told
    /// A weekday, day, month and year: "mendatangi kantor itu, Rabu, 11 September 2024".
    case dated
  }

  private func tier(_ date: WrittenDate) -> Tier? {
    let sentence = page.sentences[min(page.sentence(at: date.range.lowerBound), page.sentences.count - 1)]
    let first = date.word - (date.weekday == nil ? 0 : 1)
    let before = sentence.words.contains(first - 1) ? page.words[first - 1].roles : []
    let after = page.word(at: date.range.upperBound)
    let behind = sentence.words.contains(after) ? page.words[after].roles : []
    if before.contains(.past) || behind.contains(.past) { return nil }
    let isTold = sentence.words.contains { page.words[$0].roles.contains(.speech) }
    if date.weekday != nil, date.isBracketed, date.year != nil, !isTold { return .marked }
    let isQuoted = isTold && hasQuote(sentence.start..<date.range.lowerBound)
    if date.weekday != nil || date.isBracketed {
      if isTold { return isQuoted ? .quoted : .statement }
      // Behind a comma, at the end of a sentence.
      let comma = page.trimmedEnd(0, date.range.lowerBound) - 1
      let isLast = after >= sentence.words.upperBound
      return date.weekday != nil && date.year != nil && isLast && comma >= 0 && page.bytes[comma] == 0x2C ? .dated : nil
    }
    return isQuoted && date.year != nil ? .told : nil
  }

  private func hasQuote(_ range: Range<Int>) -> Bool {
    range.contains { page.bytes[$0] == 0x22 || ($0 > 1 && page.bytes[$0] == 0x9D && page.bytes[$0 - 1] == 0x80) }
  }

  /// The year of "Copyright © ANTARA 2024".
  private var footerYear: Int? { footers.flatMap(years).max() }

  /// Years that the body names in any way ("446 orang pada Januari sampai Agustus 2022"), the latest first.
  private var namedYears: [Int] { body.flatMap(years).sorted(by: >) }

  private func years(in range: Range<Int>) -> [Int] {
    page.words[page.word(at: range.lowerBound)..<page.word(at: range.upperBound)].compactMap { word in
      guard word.shape == .number, word.end - word.start == 4 else { return nil }
      let digits = page.bytes[word.start..<word.end]
      guard digits.allSatisfy(Letters.isDigit) else { return nil }
      let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
      return (2000...2100).contains(value) ? value : nil
    }
  }

  private func dates(in range: Range<Int>) -> [WrittenDate] {
    DateReader(page: page, furniture: furniture).dates(in: words(in: range))
  }

  private func words(in range: Range<Int>) -> Range<Int> {
    let from = page.word(at: range.lowerBound)
    return from..<max(from, page.word(at: range.upperBound))
  }

  private func string(_ range: Range<Int>) -> String { String(decoding: page.bytes[range], as: UTF8.self) }
}

extension Publication {
  /// What a dump's field says: a date as ``MachineDate`` reads it, else the first that its words hold.
  static func given(_ field: String?, _ furniture: Furniture) -> DatedValue? {
    guard let field, !field.isEmpty else { return nil }
    if let date = MachineDate.read(field, calendar: furniture.calendar) { return DatedValue(date, text: field, basis: .given) }
    let text = PageText(Array(field.utf8), roles: WordTable())
    let dates = DateReader(page: text, furniture: furniture).dates(in: text.words.indices)
    return dates.first?.value(zone: furniture.zone).map { DatedValue($0, text: field, basis: .given) }
  }

  /// `/2025/10/24/`, `/2025-10-24/`, `/20251027092131-…`: the date of an address, with the words that say it.
  static func address(_ url: String) -> (PartialDate, String)? {
    let bytes = Array(url.utf8)
    var at = 0
    while at < bytes.count {
      guard Letters.isDigit(bytes[at]), at == 0 || !Letters.isDigit(bytes[at - 1]) else {
        at += 1
        continue
      }
      var end = at
      while end < bytes.count, Letters.isDigit(bytes[end]) { end += 1 }
      func value(_ from: Int, _ to: Int) -> Int { bytes[from..<to].reduce(0) { $0 * 10 + Int($1 - 0x30) } }
      func words(_ to: Int) -> String { String(decoding: bytes[at..<to], as: UTF8.self) }
      if end - at == 4, end + 6 <= bytes.count, bytes[end] == 0x2F || bytes[end] == 0x2D {
        let mark = bytes[end]
        let month = end + 1..<end + 3
        if bytes[month].allSatisfy(Letters.isDigit), bytes[end + 3] == mark, end + 6 <= bytes.count,
          bytes[end + 4..<end + 6].allSatisfy(Letters.isDigit),
          end + 6 == bytes.count || !Letters.isDigit(bytes[end + 6]),
          let day = day(value(at, end), value(end + 1, end + 3), value(end + 4, end + 6))
        {
          return (PartialDate(day), words(end + 6))
        }
      } else if end - at == 14 || end - at == 8,
        let day = day(value(at, at + 4), value(at + 4, at + 6), value(at + 6, at + 8))
      {
        if end - at == 14, value(at + 8, at + 10) < 24, value(at + 10, at + 12) < 60, value(at + 12, at + 14) < 60 {
          let date = PartialDate(
            day, hour: value(at + 8, at + 10), minute: value(at + 10, at + 12), second: value(at + 12, at + 14), offset: nil)
          return (date, words(end))
        }
        return (PartialDate(day), words(end))
      }
      at = end
    }
    return nil
  }

  /// `/2024/07/`
  static func month(_ url: String) -> (PartialDate, String)? {
    let parts = url.split(separator: "/", omittingEmptySubsequences: false)
    for (year, month) in zip(parts, parts.dropFirst()) where year.utf8.count == 4 && month.utf8.count == 2 {
      guard let number = Int(year), (1995...2100).contains(number), let of = Int(month), (1...12).contains(of) else { continue }
      return (PartialDate(year: number, month: of), "\(year)/\(month)")
    }
    return nil
  }

  private static func day(_ year: Int, _ month: Int, _ day: Int) -> Day? {
    (1995...2100).contains(year) ? Day(year, month, day) : nil
  }
}
