/// Something wrong with a rule file, said so that an analyst can mend it: where, what, and how.
package struct Diagnostic: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Severity: String, Sendable { case error, warning }

  package var severity: Severity
  package var file: String
  /// From 1.
  package var line: Int
  /// From 1, in characters; 0 where the whole line is meant.
  package var column: Int
  package var message: Message
  /// The offending line, for the caret.
  package var source: String

  package init(
    _ severity: Severity = .error, file: String, line: Int, column: Int = 0, source: String = "", _ message: Message
  ) {
    self.severity = severity
    self.file = file
    self.line = line
    self.column = column
    self.source = source
    self.message = message
  }

  /// Characters of a source line that are shown.
  private static let width = 200

  /// In English.
  package var description: String { text(in: .english) }

  /// `file:line:column: error: …`, the line and a caret. The words error and warning stay English: editors look for them.
  package func text(in language: Language) -> String {
    var text = "\(file):\(line):\(max(column, 1)): \(severity.rawValue): \(message.text(in: language))"
    guard !source.isEmpty else { return text }
    let shown = source.count > Diagnostic.width ? source.prefix(Diagnostic.width) + "…" : source[...]
    text += "\n  \(shown)"
    if column > 0, column <= Diagnostic.width {
      let lead: [Character] = source.prefix(column - 1).map { $0 == "\t" ? "\t" : " " }
      text += "\n  \(String(lead))^"
    }
    return text
  }
}
