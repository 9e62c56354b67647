/// A rule file as written: what the parser gives and the compiler takes. Columns count from 1, in Unicode scalars.
package struct Position: Hashable, Sendable {
  package var file: String
  package var line: Int
  package var column: Int
}

/// One element of a pattern.
struct Element: Sendable {
  indirect enum Kind: Sendable {
    /// `"pulang kampung"`: words or marks as they stand, case and clitics ignored; `="PMI"` with its case.
    case literal(String, exact: Bool)
    /// `~tangkap`
    case stem(String)
    /// `@agencies[kind=police]`
    case list(String, filters: [Filter])
    /// `<Name>`, a class, or `<region>`, a mention of an earlier phase
    case angle(String, filters: [Filter])
    /// `{a|b c}` or `(a b)`
    case group([[Element]])
    /// `name:element`
    case capture(String, Element)
    case repeated(Element, min: Int, max: Int)
    /// `..6`
    case gap(Int)
    /// `!element`: what follows is not this
    case not(Element)
    /// `$where`
    case named(String)
    case sentenceStart, sentenceEnd
  }
  var kind: Kind
  var position: Position
}

struct Filter: Hashable, Sendable {
  var key: String
  var values: [String]
  var negated: Bool
  var position: Position
}

struct Condition: Sendable {
  enum Side: String, Sendable { case before, after, within }
  var side: Side
  var required: Bool
  var elements: [Element]
  var position: Position
}

struct MakeSyntax: Sendable {
  enum Source: Sendable {
    case capture(String, column: String?)
    case constant(String)
    case map(String, [(key: String, value: String)])
    /// The capture's number, and so many more.
    case sum(String, Int)
  }
  struct Field: Sendable {
    var name: String
    var source: Source
    var position: Position
  }
  var type: String
  var fields: [Field]
  var position: Position
}

/// `example "Kepala BP3MI Jabar, [Mulia], …" => name="Mulia"`: the text, the marked stretch, and the fields it must give.
package struct Example: Sendable {
  package var text: String
  /// UTF-8 byte offsets into `text`, where a stretch is marked.
  package var marked: (start: Int, end: Int)?
  package var fields: [(name: String, value: String)]
  package var inTitle: Bool
  package var position: Position
  /// The line that it is written in.
  package var source: String
  /// By field.
  var fieldPositions: [Position] = []
}

struct RuleSyntax: Sendable {
  var name: String
  var position: Position
  var phase: String?
  var phasePosition: Position?
  var scopes: [(name: String, position: Position)] = []
  var priority: String?
  /// A clause of it could not be read: what seems to be missing may stand there.
  var isBroken = false
  var matches: [(elements: [Element], position: Position)] = []
  var conditions: [Condition] = []
  var makes: [MakeSyntax] = []
  var shields: [(type: String, position: Position)] = []
  var examples: [Example] = []
  var rejects: [Example] = []
  var todo: [Example] = []
}

struct TypeSyntax: Sendable {
  var name: String
  enum Kind: Hashable, Sendable {
    case text, number
    /// Text that is the name of an entry.
    case nameOf(list: String)

    init?(_ word: String) {
      switch word {
      case "text": self = .text
      case "number": self = .number
      default: return nil
      }
    }
  }
  var fields: [(name: String, kind: Kind)]
  var position: Position
}

struct MoodSyntax: Sendable {
  var name: String
  var types: [(name: String, position: Position)]
  var window: Int
  var elements: [Element]
  var position: Position
}

struct RuleFile: Sendable {
  /// Without their line ends, `\n` or `\r\n`: Swift takes the latter for one character, which is no `\n`.
  static func lines(of text: String) -> [Substring] {
    text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { Substring($0.last == 0x0D ? $0.dropLast() : $0) }
  }

  var file: String
  var layer = 0
  var phases: [(name: String, position: Position)] = []
  var types: [TypeSyntax] = []
  var rules: [RuleSyntax] = []
  var moods: [MoodSyntax] = []
  var names: [(name: String, elements: [Element], position: Position)] = []
  var disabled: [(name: String, position: Position)] = []
}
