import Articles
import Bytes

/// Puts the source text of a recorded article together again from its segments and removed stretches.
///
/// These cover every non-blank character of it, each once; the blanks between are not in the record and come back as as many
/// spaces. So every offset into the source text, in Unicode scalars, is what it was, and the record can be written again
/// byte for byte.
struct SourceRebuilding {
  /// A stretch as a record tells it: offsets in Unicode scalars.
  struct Piece {
    var start: Int
    var end: Int
    var text: ArraySlice<UInt8>
    var field: String
  }

  /// No page is longer (see the line limit of `Dumps`): a record that says otherwise must not take the memory for it.
  static let longest = 1 << 26

  private(set) var bytes: [UInt8] = []
  /// The byte range of each piece, in the order in which they were given.
  private(set) var ranges: [TextRange] = []

  init(_ pieces: [Piece], line: Int) throws(RecordError) {
    ranges = Array(repeating: TextRange(0, 0), count: pieces.count)
    var reached = 0
    for index in pieces.indices.sorted(by: { (pieces[$0].start, pieces[$0].end) < (pieces[$1].start, pieces[$1].end) }) {
      let piece = pieces[index]
      let length = piece.text.count { $0 & 0xC0 != 0x80 }
      guard piece.end <= Self.longest else {
        throw RecordError(line: line, field: piece.field, reason: .outsideText(start: piece.start, end: piece.end))
      }
      guard length == piece.end - piece.start else {
        let reason = RecordError.Reason.wrongLength(range: piece.end - piece.start, text: length)
        throw RecordError(line: line, field: piece.field, reason: reason)
      }
      guard piece.start >= reached else { throw RecordError(line: line, field: piece.field, reason: .overlap) }
      bytes.append(contentsOf: repeatElement(0x20, count: piece.start - reached))
      ranges[index] = TextRange(bytes.count, bytes.count + piece.text.count)
      bytes.append(contentsOf: piece.text)
      reached = piece.end
    }
  }
}
