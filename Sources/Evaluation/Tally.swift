/// Right, false and missed values.
package struct Tally: Hashable, Sendable {
  package var right = 0
  package var extra = 0
  package var missed = 0

  package mutating func add(_ right: Int, _ extra: Int, _ missed: Int) {
    self.right += right
    self.extra += extra
    self.missed += missed
  }

  package var precision: Double { right + extra > 0 ? Double(right) / Double(right + extra) : 0 }
  package var recall: Double { right + missed > 0 ? Double(right) / Double(right + missed) : 0 }
  package var f1: Double {
    let (p, r) = (precision, recall)
    return p + r > 0 ? 2 * p * r / (p + r) : 0
  }
}

/// One figure of the table.
package struct Figure: Hashable, Sendable {
  package var name: String
  package var precision: Double
  package var recall: Double
  package var f1: Double
  /// Values of the gold; of `body` the documents.
  package var gold: Int
}

/// One thing that an article's records have wrong.
package struct Slip: Hashable, Sendable {
  package enum Kind: String, Sendable {
    case missed, extra, wrong
  }
  package var figure: String
  package var article: String
  package var kind: Kind
  /// The value, in the form in which values are compared.
  package var value: String
  /// What explains it: the rule and the words of an extra value, what the annotation says of a missed incident.
  package var note: String?

  /// `slot.harms extra trafficking (harm.word "dijual")`.
  package var description: String { "\(figure) \(kind.rawValue) \(value)" + (note.map { " (\($0))" } ?? "") }

  /// Whether it is the same slip, whatever explains it.
  package func isSame(as other: Slip) -> Bool {
    figure == other.figure && article == other.article && kind == other.kind && value == other.value
  }
}
