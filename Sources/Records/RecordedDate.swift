package import Text

extension PartialDate {
  /// Reads the one spelling that records hold, ``value``; nil for any other, and for days that no calendar has.
  package init?(recorded text: String) {
    var rest = Array(text.utf8)[...]
    guard let year = rest.number(4) else { return nil }
    guard !rest.isEmpty else {
      self.init(year: year)
      return
    }
    guard rest.skip("-"), let month = rest.number(2), (1...12).contains(month) else { return nil }
    guard !rest.isEmpty else {
      self.init(year: year, month: month)
      return
    }
    guard rest.skip("-"), let dayNumber = rest.number(2), let day = Day(year, month, dayNumber) else { return nil }
    guard !rest.isEmpty else {
      self.init(day)
      return
    }
    guard rest.skip("T"), let hour = rest.number(2), hour < 25, rest.skip(":"), let minute = rest.number(2), minute < 60
    else { return nil }
    var second: Int?
    if rest.skip(":") {
      guard let number = rest.number(2), number < 61 else { return nil }
      second = number
    }
    var offset: Int?
    if let sign = rest.skip("+") ? 1 : rest.skip("-") ? -1 : nil {
      guard let hours = rest.number(2), rest.skip(":"), let minutes = rest.number(2), minutes < 60 else { return nil }
      offset = sign * (hours * 60 + minutes)
    }
    guard rest.isEmpty else { return nil }
    self.init(day, hour: hour, minute: minute, second: second, offset: offset)
  }
}

extension ArraySlice<UInt8> {
  /// Takes exactly `width` digits off the front.
  fileprivate mutating func number(_ width: Int) -> Int? {
    guard count >= width else { return nil }
    var number = 0
    for byte in prefix(width) {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      number = number * 10 + Int(byte - 0x30)
    }
    removeFirst(width)
    return number
  }

  fileprivate mutating func skip(_ sign: Unicode.Scalar) -> Bool {
    guard first == UInt8(ascii: sign) else { return false }
    removeFirst()
    return true
  }
}
