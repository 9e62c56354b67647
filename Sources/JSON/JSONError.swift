/// Why a text is not JSON, and where.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Reason: Hashable, Sendable {
    case empty
    case invalidUTF8
    case byteOrderMark
    /// What the grammar asks for at that place, and what stands there.
    case expected(String, found: String)
    case afterValue(found: String)
    case trailingComma
    case unterminatedString
    case controlCharacter(UInt8)
    case badEscape(String)
    case loneSurrogate(String)
    case badNumber(String)
    case tooDeep(Int)
  }

  package var reason: Reason
  /// UTF-8 bytes from the start of the text.
  package var offset: Int
  /// From 1; lines end with `\n`.
  package var line: Int
  /// From 1, in Unicode scalars.
  package var column: Int

  /// Works out line and column. Complexity: O(`offset`).
  init(_ reason: Reason, at offset: Int, in bytes: [UInt8]) {
    self.reason = reason
    self.offset = offset
    line = 1
    column = 1
    for byte in bytes[..<min(offset, bytes.count)] {
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
  }

  package var description: String { "line \(line), column \(column): \(words)" }

  /// What is wrong, without the place.
  package var words: String {
    switch reason {
    case .empty: "no value: the text is empty"
    case .invalidUTF8: "these bytes are not UTF-8"
    case .byteOrderMark: "a byte order mark before the value"
    case .expected(let what, let found): "expected \(what), found \(found)"
    case .afterValue(let found): "\(found) after the end of the value"
    case .trailingComma: "a comma with nothing after it"
    case .unterminatedString: "a string without its closing quote"
    case .controlCharacter(let byte): "the control character \(byte) stands unescaped in a string"
    case .badEscape(let text): "\(text) is no escape of JSON"
    case .loneSurrogate(let text): "\(text) is half of a surrogate pair"
    case .badNumber(let text): "\(text) is no number of JSON"
    case .tooDeep(let limit): "nested deeper than \(limit) levels"
    }
  }
}
