import Text

/// Dates as pages write them for machines: ISO 8601 and its near forms, and RFC 822.
enum MachineDate {
  /// Reads `2015-11-05T14:56:43+07:00`, `2015-11-05 10:08:58Z`, `2015/11/05 10:08`, `20151105`, `Thu, 05 Nov 2015 14:56:43 +0700`.
  ///
  /// Nil where no date stands at the front. Complexity: O(*n*).
  static func read(_ text: String) -> PartialDate? {
    let bytes = Array(text.utf8)
    return iso(bytes) ?? rfc822(bytes)
  }

  private static func iso(_ bytes: [UInt8]) -> PartialDate? {
    var reader = DigitReader(bytes: bytes)
    reader.skipBlanks()
    guard let year = reader.number(4), (1900...2100).contains(year) else { return nil }
    let separated = reader.take([0x2D, 0x2F, 0x2E])
    guard let month = reader.number(2), (1...12).contains(month) else {
      return separated || !reader.isAtEnd ? nil : PartialDate(year: year)
    }
    _ = reader.take([0x2D, 0x2F, 0x2E])
    guard let number = reader.number(2) else { return PartialDate(year: year, month: month) }
    guard let day = Day(year, month, number) else { return nil }
    return time(&reader, day)
  }

  private static func time(_ reader: inout DigitReader, _ day: Day) -> PartialDate {
    while reader.take([0x54, 0x74, 0x20, 0x2C]) {}
    guard let hour = reader.number(2), hour < 24, reader.take([0x3A, 0x2E]), let minute = reader.number(2), minute < 60
    else { return PartialDate(day) }
    var second: Int?
    if reader.take([0x3A, 0x2E]), let value = reader.number(2), value < 60 {
      second = value
      if reader.take([0x2E, 0x2C]) { while reader.number(1) != nil {} }
    }
    reader.skipBlanks()
    return PartialDate(day, hour: hour, minute: minute, second: second, offset: reader.offset())
  }

  private static func rfc822(_ bytes: [UInt8]) -> PartialDate? {
    var reader = DigitReader(bytes: bytes)
    while !reader.isAtEnd, !reader.isDigit { reader.at += 1 }
    guard reader.at <= 12, let number = reader.number(2) ?? reader.number(1) else { return nil }
    while reader.take([0x20, 0x2D]) {}
    let name = reader.letters(3)
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    guard let month = months.firstIndex(of: name) else { return nil }
    while !reader.isAtEnd, !reader.isDigit { reader.at += 1 }
    guard let year = reader.number(4), let day = Day(year, month + 1, number) else { return nil }
    return time(&reader, day)
  }
}

private struct DigitReader {
  let bytes: [UInt8]
  var at = 0

  var isAtEnd: Bool { at >= bytes.count }
  var isDigit: Bool { at < bytes.count && bytes[at] &- 0x30 < 10 }

  mutating func skipBlanks() { while at < bytes.count, bytes[at] <= 0x20 { at += 1 } }

  /// Exactly `width` digits.
  mutating func number(_ width: Int) -> Int? {
    guard at + width <= bytes.count else { return nil }
    var value = 0
    for index in at..<(at + width) {
      guard bytes[index] &- 0x30 < 10 else { return nil }
      value = value * 10 + Int(bytes[index] - 0x30)
    }
    at += width
    return value
  }

  mutating func take(_ set: [UInt8]) -> Bool {
    guard at < bytes.count, set.contains(bytes[at]) else { return false }
    at += 1
    return true
  }

  mutating func letters(_ width: Int) -> String {
    var word = ""
    while at < bytes.count, (bytes[at] | 0x20) &- 0x61 < 26 {
      if word.utf8.count < width { word.unicodeScalars.append(Unicode.Scalar(bytes[at] | 0x20)) }
      at += 1
    }
    return word
  }

  /// Minutes east of UTC: `Z`, `+07:00`, `+0700`, `+07`, `GMT+7`, `UTC`, and the three zones of Indonesia.
  mutating func offset() -> Int? {
    let zone = letters(4)
    switch zone {
    case "z": return 0
    case "wib": return 420
    case "wita": return 480
    case "wit": return 540
    case "", "gmt", "utc": break
    default: return nil
    }
    skipBlanks()
    let isMinus = at < bytes.count && bytes[at] == 0x2D
    guard take([0x2B, 0x2D]) else { return zone.isEmpty ? nil : 0 }
    guard let hours = number(2) ?? number(1) else { return nil }
    _ = take([0x3A])
    let minutes = hours * 60 + (number(2) ?? 0)
    return minutes > 840 ? nil : isMinus ? -minutes : minutes
  }
}
