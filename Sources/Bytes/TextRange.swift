/// A half-open range of UTF-8 byte offsets into one buffer (which one, the owner says).
package struct TextRange: Hashable, Sendable, Comparable, CustomStringConvertible {
  package var start: Int
  package var end: Int

  package init(_ start: Int, _ end: Int) {
    assert(start <= end, "a range runs forward")
    self.start = start
    self.end = end
  }

  package var count: Int { end - start }
  package var isEmpty: Bool { start == end }
  package var description: String { "\(start)..<\(end)" }

  package func contains(_ other: TextRange) -> Bool { start <= other.start && other.end <= end }
  package func overlaps(_ other: TextRange) -> Bool { start < other.end && other.start < end }
  /// The smallest range that holds both.
  package func union(_ other: TextRange) -> TextRange { TextRange(min(start, other.start), max(end, other.end)) }

  package static func < (a: TextRange, b: TextRange) -> Bool { (a.start, a.end) < (b.start, b.end) }
}

extension [UInt8] {
  /// The words that a range of this buffer stands for.
  package subscript(_ range: TextRange) -> ArraySlice<UInt8> { self[range.start..<range.end] }

  package func string(_ range: TextRange) -> String { String(decoding: self[range], as: UTF8.self) }
}
