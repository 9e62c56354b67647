/// Why a value stands in a record: the words that carry it, where they stand, and the rule that read them.
package struct Evidence: Hashable, Sendable {
  /// Which text the range points into.
  package enum Place: String, Sendable { case body, title, url, meta, source }

  package var field: String
  package var value: String
  package var rule: String
  package var place: Place
  package var text: String
  /// UTF-8 byte offsets into the text that `place` names; nil for `meta`.
  package var range: TextRange?

  package init(field: String, value: String, rule: String, place: Place, text: String, range: TextRange?) {
    self.field = field
    self.value = value
    self.rule = rule
    self.place = place
    self.text = text
    self.range = range
  }
}
