/// What made a record.
package struct Producer: Hashable, Sendable {
  /// The version of the program, "1.0.0".
  package var saring: String
  /// SHA-256 of the rule pack, 64 hex digits.
  package var rules: String

  package init(saring: String, rules: String) {
    self.saring = saring
    self.rules = rules
  }
}

/// The records of the output contract; the raw value is what stands under `schema`.
package enum RecordKind: String, Sendable, CaseIterable {
  case article = "saring.article/1"
  case incident = "saring.incident/1"
  case event = "saring.event/1"
  case failure = "saring.failure/1"
}
