/// A word, number or punctuation mark of a text.
///
/// Public, as are a few others that stages ask for every token: across targets only what is `@inlinable public` costs no call.
public struct Token: Sendable {
  public enum Kind: UInt8, Sendable {
    case word, number, mark

    @inlinable @inline(__always) public static func == (a: Kind, b: Kind) -> Bool {
      switch (a, b) {
      case (.word, .word), (.number, .number), (.mark, .mark): true
      default: false
      }
    }
  }

  /// What a token looks like.
  public struct Shape: OptionSet, Sendable {
    public let rawValue: UInt8
    @inlinable @inline(__always) public init(rawValue: UInt8) { self.rawValue = rawValue }
    @inlinable @inline(__always) public func contains(_ other: Shape) -> Bool { rawValue & other.rawValue == other.rawValue }
    /// The first letter is upper case.
    @inlinable @inline(__always) public static var capital: Shape { Shape(rawValue: 1) }
    /// Two or more letters, all upper case.
    @inlinable @inline(__always) public static var allCaps: Shape { Shape(rawValue: 2) }
    @inlinable @inline(__always) public static var hasDigit: Shape { Shape(rawValue: 4) }
    /// White space stands before it.
    @inlinable @inline(__always) public static var spaced: Shape { Shape(rawValue: 8) }
    /// It was glued to the token before it, and parted from it for matching.
    @inlinable @inline(__always) public static var glued: Shape { Shape(rawValue: 16) }
    @inlinable @inline(__always) public static var singleLetter: Shape { Shape(rawValue: 32) }
  }

  /// UTF-8 byte offsets into the text.
  package var start: Int32
  package var end: Int32
  /// Vocabulary id of the folded word or mark; 0 unknown.
  package var word: Int32
  /// The same without a clitic (-nya, -lah, -kah, -pun, -ku, -mu); equal to `word` where there is none.
  package var base: Int32
  package var sentence: Int32
  package var kind: Kind
  package var shape: Shape
}

/// A text as tokens, sentences and quotations. Offsets are UTF-8 byte offsets into ``bytes``; ranges of sentences and quotations are token indices.
package struct TokenizedText: Sendable {
  package var bytes: [UInt8]
  package var tokens: [Token] = []
  package var sentences: [Range<Int>] = []
  /// Token ranges between a pair of quotation marks, the marks left out.
  package var quotations: [Range<Int>] = []
  /// Words parted for matching because a tag was removed between them ("pemerintahKamboja").
  package var gluedWords = 0

  package init(bytes: [UInt8]) { self.bytes = bytes }

  /// The bytes from the first token of `range` to the last.
  package func byteRange(_ range: Range<Int>) -> (start: Int, end: Int) {
    guard !range.isEmpty else {
      let at = range.lowerBound < tokens.count ? Int(tokens[range.lowerBound].start) : bytes.count
      return (at, at)
    }
    return (Int(tokens[range.lowerBound].start), Int(tokens[range.upperBound - 1].end))
  }

  package func string(_ range: Range<Int>) -> String {
    let (start, end) = byteRange(range)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// The same with a space where a tag was removed: "Dubes RI untuk Kamboja" for "Dubes RI untukKamboja".
  package func parted(_ range: Range<Int>) -> String {
    guard range.dropFirst().contains(where: { tokens[$0].shape.contains(.glued) }) else { return string(range) }
    var result = ""
    var from = range.lowerBound
    for token in range.dropFirst() where tokens[token].shape.contains(.glued) {
      result += string(from..<token) + " "
      from = token
    }
    return result + string(from..<range.upperBound)
  }

  package func string(_ token: Int) -> String { string(token..<token + 1) }
}
