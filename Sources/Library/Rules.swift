import RuleBook

/// One file of a rule pack, read by whoever embeds: the library opens no file.
///
/// ```swift
/// RuleFile(path: "lists/countries.tsv", bytes: Array(try Data(contentsOf: url)))
/// ```
public struct RuleFile: Sendable {
  /// The path below the pack's folder, parted by `/`. Files ending in `.rules` and `.tsv` are the pack; others are passed over.
  public var path: String
  public var bytes: [UInt8]
  /// Which pack it is of, where one lies over another as `--rules` twice lays them: 0 is the lowest.
  public var layer: Int

  public init(path: String, bytes: [UInt8], layer: Int = 0) {
    self.path = path
    self.bytes = bytes
    self.layer = layer
  }
}

/// Everything that is wrong with a rule pack. Its description is what `saring rules check` prints.
public struct RulesError: Error, Sendable, CustomStringConvertible {
  /// One mistake, and where it stands.
  public struct Mistake: Hashable, Sendable, CustomStringConvertible {
    /// Path of the file in the pack.
    public let file: String
    /// From 1.
    public let line: Int
    /// From 1, in characters; 0 where the whole line is meant.
    public let column: Int
    /// What is wrong and how to mend it.
    public let message: String
    /// `file:line:column: error: message`, the line and a caret.
    public let description: String
  }

  /// At least one.
  public let mistakes: [Mistake]

  public var description: String { mistakes.map(\.description).joined(separator: "\n") }

  init(_ diagnostics: [Diagnostic]) {
    mistakes = diagnostics.filter { $0.severity == .error }.map {
      Mistake(file: $0.file, line: $0.line, column: $0.column, message: $0.message.description, description: $0.description)
    }
  }
}
