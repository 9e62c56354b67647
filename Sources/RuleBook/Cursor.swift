/// A place in one statement or clause of a rule file: a line, or several where a bracket stays open.
struct Cursor {
  let file: String
  /// The first line's number, from 1.
  let line: Int
  let text: String
  private let scalars: [Unicode.Scalar]
  private var at = 0
  /// How many elements are open around what is being read.
  var depth = 0

  init(file: String, line: Int, text: String) {
    self.file = file
    self.line = line
    self.text = text
    scalars = Array(text.unicodeScalars)
  }

  var column: Int { at + 1 }
  var atEnd: Bool { at >= scalars.count }
  var peek: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

  /// Where scalar number `column` of the statement stands in the file.
  func position(_ column: Int) -> Position {
    var place = Position(file: file, line: line, column: column)
    for (index, scalar) in scalars.prefix(max(column - 1, 0)).enumerated() where scalar == "\n" {
      place.line += 1
      place.column = column - index - 1
    }
    return place
  }

  func error(_ column: Int, _ message: Message) -> Diagnostic {
    let place = position(column)
    return Diagnostic(file: file, line: place.line, column: place.column, source: source(of: place), message)
  }

  /// The line of the file that a place of this statement is in.
  func source(of place: Position) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return place.line - line < lines.count ? String(lines[place.line - line]) : text
  }

  /// A line without its comment.
  static func withoutComment(_ line: Substring) -> Substring {
    var quoted = false
    var escaped = false
    for index in line.utf8.indices {
      switch line.utf8[index] {
      case _ where escaped: escaped = false
      case UInt8(ascii: "\\") where quoted: escaped = true
      case UInt8(ascii: "\""): quoted.toggle()
      case UInt8(ascii: "#") where !quoted: return line[..<index]
      default: break
      }
    }
    return line
  }

  /// How many brackets of a line are open, strings and comments left out.
  static func openBrackets(_ line: some StringProtocol) -> Int {
    var depth = 0
    var quoted = false
    var escaped = false
    for scalar in line.unicodeScalars {
      if escaped {
        escaped = false
      } else if quoted {
        if scalar == "\\" { escaped = true }
        if scalar == "\"" { quoted = false }
      } else {
        switch scalar {
        case "\"": quoted = true
        case "{", "(": depth += 1
        case "}", ")": depth -= 1
        case "#": return depth
        default: break
        }
      }
    }
    return depth
  }

  mutating func advance() { at += 1 }

  @discardableResult
  mutating func skipSpace() -> Int {
    let start = at
    while at < scalars.count, scalars[at] == " " || scalars[at] == "\t" || scalars[at] == "\n" { at += 1 }
    return at - start
  }

  /// Takes `scalar` after white space, if it comes next.
  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    let start = at
    skipSpace()
    if peek == scalar {
      at += 1
      skipSpace()
      return true
    }
    at = start
    return false
  }

  mutating func expect(_ scalar: Unicode.Scalar, _ expected: Message) throws {
    skipSpace()
    guard peek == scalar else { throw error(column, "expected `\(scalar)`: \(expected)") }
    at += 1
    skipSpace()
  }

  mutating func expectArrow() throws {
    skipSpace()
    guard at + 1 < scalars.count, scalars[at] == "=", scalars[at + 1] == ">" else {
      throw error(column, "expected `=>`")
    }
    at += 2
    skipSpace()
  }

  mutating func expectKeyword(_ word: String) throws {
    skipSpace()
    let start = column
    guard bareWord() == word else { throw error(start, "expected `\(word)`") }
  }

  mutating func expectNumber(_ expected: Message) throws -> Int {
    skipSpace()
    guard let number = number() else { throw error(column, "expected a number: \(expected)") }
    return number
  }

  /// A name or word: letters, digits, `_`, `-`, and `.` between them. Skips white space before and after; "" where there is none.
  mutating func bareWord(spaceFirst: Bool = true) -> String {
    if spaceFirst { skipSpace() }
    let start = at
    while at < scalars.count {
      let scalar = scalars[at]
      if Cursor.isNameScalar(scalar) {
        at += 1
      } else if scalar == ".", at > start, at + 1 < scalars.count, Cursor.isNameScalar(scalars[at + 1]) {
        at += 1
      } else {
        break
      }
    }
    var utf8: [UInt8] = []
    utf8.reserveCapacity(at - start)
    for scalar in scalars[start..<at] {
      if scalar.isASCII { utf8.append(UInt8(scalar.value)) } else { utf8 += UTF8.encode(scalar)! }
    }
    let word = String(decoding: utf8, as: UTF8.self)
    if spaceFirst, peek == " " || peek == "\t" { skipSpaceAfterWord() }
    return word
  }

  private mutating func skipSpaceAfterWord() { skipSpace() }

  private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
    default: scalar.value >= 0xC0 && scalar.properties.isAlphabetic
    }
  }

  mutating func expectWord(_ expected: Message, spaceFirst: Bool = true) throws -> String {
    if spaceFirst { skipSpace() }
    let start = column
    let word = bareWord(spaceFirst: spaceFirst)
    guard !word.isEmpty else { throw error(start, "expected \(expected)") }
    return word
  }

  mutating func number() -> Int? {
    let start = at
    var value = 0
    while at < scalars.count, "0"..."9" ~= scalars[at], at - start < 9 {
      value = value * 10 + Int(scalars[at].value - 0x30)
      at += 1
    }
    return at > start ? value : nil
  }

  mutating func takeDots() -> Bool {
    guard at + 1 < scalars.count, scalars[at] == ".", scalars[at + 1] == "." else { return false }
    at += 2
    return true
  }

  /// `{1,4}` directly after an element; nil (and nothing taken) where a group begins instead.
  mutating func bounds() throws -> (Int, Int)? {
    let start = at
    at += 1
    guard let low = number() else {
      at = start
      return nil
    }
    var high = low
    if peek == "," {
      at += 1
      guard let number = number() else { throw error(start + 1, "bounds are written {2} or {2,4}: name the largest, too") }
      high = number
    }
    guard peek == "}" else {
      at = start
      return nil
    }
    at += 1
    return (low, high)
  }

  /// A quoted string; `\"` and `\\` are escapes.
  mutating func string() throws -> String {
    let start = column
    guard peek == "\"" else { throw error(start, "expected a text in quotes") }
    at += 1
    var string = ""
    while let scalar = peek {
      at += 1
      if scalar == "\"" { return string }
      if scalar == "\\", let escaped = peek {
        at += 1
        string.unicodeScalars.append(escaped == "n" ? "\n" : escaped)
      } else {
        string.unicodeScalars.append(scalar)
      }
    }
    throw error(start, "this quotation mark is never closed")
  }

  mutating func expectEnd() throws {
    skipSpace()
    guard !atEnd, peek != "#" else { return }
    throw error(column, "nothing more was expected on this line")
  }
}
