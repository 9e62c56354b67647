package import JSON

/// Why a line is not the record that it should be, and where.
package struct RecordError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Reason: Hashable, Sendable {
    case json(JSONError)
    case otherSchema(found: String, expected: RecordKind)
    case missing
    case wrongType(found: String, expected: String)
    case unknownWord(String, known: [String])
    case badDate(String)
    case outsideText(start: Int, end: Int)
    case wrongLength(range: Int, text: Int)
    case overlap
  }

  /// The line of the file, from 1.
  package var line: Int
  /// "officials[2].evidence[0].start"; empty for the line as a whole.
  package var field: String
  package var reason: Reason

  package var description: String {
    switch reason {
    case .json(let error): "line \(line), column \(error.column): \(error.words)"
    default: field.isEmpty ? "line \(line): \(words)" : "line \(line), \(field): \(words)"
    }
  }

  private var words: String {
    switch reason {
    case .json(let error): error.words
    case .otherSchema(let found, let expected): "the schema is \(found), not \(expected.rawValue)"
    case .missing: "the field is missing"
    case .wrongType(let found, let expected): "expected \(expected), found \(found)"
    case .unknownWord(let word, let known): "\"\(word)\" is none of \(known.joined(separator: ", "))"
    case .badDate(let text):
      "\"\(text)\" is no date like 2025, 2025-06, 2025-06-12 or 2025-06-12T13:58+07:00 of its precision"
    case .outsideText(let start, let end): "\(start) to \(end) is no stretch of the text that it points into"
    case .wrongLength(let range, let text): "the range is \(range) characters long, its text \(text)"
    case .overlap: "the stretch of the source text is told twice"
    }
  }
}
