/// Reads Indonesian whole numbers from tokens: `2.486`, `dua puluh lima`, `10 ribu`, `1,5 juta`.
public struct NumberReader: Sendable {
  private enum Part { case unit(Int), teen, multiplier(Int) }
  private var parts: [Int32: Part] = [:]
  /// By word id: whether it is part of a number.
  @usableFromInline package private(set) var isPart: [Bool] = []

  /// The words of numbers, so that a vocabulary can know them before any text is read.
  package static let words: [String] = units.map(\.0) + multipliers.map(\.0) + ["belas"]

  private static let units: [(String, Int)] = [
    ("nol", 0), ("satu", 1), ("dua", 2), ("tiga", 3), ("empat", 4), ("lima", 5), ("enam", 6), ("tujuh", 7),
    ("delapan", 8), ("sembilan", 9), ("sepuluh", 10), ("sebelas", 11), ("seratus", 100), ("seribu", 1000),
    ("sejuta", 1_000_000),
  ]
  private static let multipliers: [(String, Int)] = [
    ("puluh", 10), ("ratus", 100), ("ribu", 1000), ("juta", 1_000_000), ("miliar", 1_000_000_000),
    ("milyar", 1_000_000_000), ("triliun", 1_000_000_000_000),
  ]

  /// No number is greater: what is greater counts nothing that a page could mean, and sums of a sentence's numbers stay within an `Int`.
  private static let greatest = 1_000_000_000_000_000

  package init(vocabulary: Vocabulary) {
    for (word, value) in Self.units { parts[vocabulary.id(of: Array(word.utf8)[...])] = .unit(value) }
    for (word, value) in Self.multipliers { parts[vocabulary.id(of: Array(word.utf8)[...])] = .multiplier(value) }
    parts[vocabulary.id(of: Array("belas".utf8)[...])] = .teen
    parts[0] = nil
    isPart = Array(repeating: false, count: vocabulary.count + 1)
    for word in parts.keys { isPart[Int(word)] = true }
  }

  /// Whether a number may begin with a word.
  @inlinable public func begins(_ word: Int32) -> Bool { Int(word) < isPart.count && isPart[Int(word)] }

  /// The number that begins at token `start` and ends before `limit`, and how many tokens it takes; nil where none begins.
  package func read(_ text: TokenizedText, at start: Int, limit: Int) -> (value: Int, count: Int)? {
    guard start < limit else { return nil }
    let token = text.tokens[start]
    if token.kind == .number {
      guard let digits = digits(text, token) else { return nil }
      if start + 1 < limit, case .multiplier(let factor)? = parts[text.tokens[start + 1].word], factor >= 1000 {
        guard digits.whole < Self.greatest / factor else { return nil }
        return (digits.whole * factor + digits.millionths * (factor / 1000) / 1000, 2)
      }
      guard digits.millionths == 0 else { return nil }
      return (digits.whole, 1 + again(digits.whole, text, start + 1, limit) { readWords(text, $0, limit) })
    }
    guard let words = readWords(text, start, limit) else { return nil }
    let said = again(words.value, text, start + words.count, limit) { at in
      text.tokens[at].kind == .number ? self.digits(text, text.tokens[at]).map { ($0.whole, 1) } : nil
    }
    return (words.value, words.count + said)
  }

  /// The same number once more in parentheses, as officials write it ("5 (lima) orang", "lima (5) orang"): how many tokens that takes.
  private func again(
    _ value: Int, _ text: TokenizedText, _ start: Int, _ limit: Int, read: (Int) -> (value: Int, count: Int)?
  ) -> Int {
    guard start + 2 < limit, isMark(text, start, 0x28), let inner = read(start + 1), inner.value == value else { return 0 }
    let close = start + 1 + inner.count
    return close < limit && isMark(text, close, 0x29) ? inner.count + 2 : 0
  }

  private func isMark(_ text: TokenizedText, _ at: Int, _ byte: UInt8) -> Bool {
    let token = text.tokens[at]
    return token.kind == .mark && token.end - token.start == 1 && text.bytes[Int(token.start)] == byte
  }

  private func readWords(_ text: TokenizedText, _ start: Int, _ limit: Int) -> (value: Int, count: Int)? {
    var total = 0
    var group = 0
    var unit: Int?
    var at = start
    loop: while at < limit, text.tokens[at].kind == .word, begins(text.tokens[at].word) {
      switch parts[text.tokens[at].word] {
      case .unit(let value):
        if unit != nil { break loop }
        if value >= 1000 {
          total += value
        } else if value >= 100 {
          group += value
        } else {
          unit = value
        }
      case .teen:
        guard let value = unit else { break loop }
        unit = value + 10
      case .multiplier(let factor):
        if factor < 1000 {
          guard let value = unit else { break loop }
          group += value * factor
          unit = nil
        } else {
          let value = group + (unit ?? 0)
          guard value > 0, value < 1_000_000 else { break loop }
          total += value * factor
          guard total <= Self.greatest else { return nil }
          group = 0
          unit = nil
        }
      case nil: break loop
      }
      at += 1
    }
    guard at > start else { return nil }
    return (total + group + (unit ?? 0), at - start)
  }

  /// `2.486` is 2486; `1,5` is one and a half; `21.30` and `3.5` are no whole numbers.
  private func digits(_ text: TokenizedText, _ token: Token) -> (whole: Int, millionths: Int)? {
    var whole = 0
    var millionths = 0
    var at = Int(token.start)
    var group = -1
    while at < Int(token.end) {
      let byte = text.bytes[at]
      if byte == 0x2E {
        if group >= 0, group != 3 { return nil }
        group = 0
      } else if byte == 0x2C {
        if group >= 0, group != 3 { return nil }
        group = -1
        var scale = 100_000
        at += 1
        while at < Int(token.end) {
          let digit = text.bytes[at]
          guard digit >= 0x30, digit <= 0x39 else { return nil }
          millionths += Int(digit - 0x30) * scale
          scale /= 10
          at += 1
        }
        break
      } else {
        guard whole < 100_000_000_000 else { return nil }
        whole = whole * 10 + Int(byte - 0x30)
        if group >= 0 { group += 1 }
      }
      at += 1
    }
    return group >= 0 && group != 3 ? nil : (whole, millionths)
  }
}
