package import Records

/// A form of incident records that is written as text, record by record.
package protocol TextExport: Sendable {
  /// What stands before the first record.
  mutating func begin() -> String
  mutating func add(_ record: IncidentRecord) -> String
  /// What stands after the last.
  mutating func end() -> String
}

extension TextExport {
  package mutating func end() -> String { "" }
}
