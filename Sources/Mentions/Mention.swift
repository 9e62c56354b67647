package import Bytes

/// One thing that the text says, found by one rule: type, fields, and where it stands.
package struct Mention: Hashable, Sendable, CustomStringConvertible {
  /// One value of a mention: a field of its declared type, as text. The range is that of the words that gave it.
  package struct Field: Hashable, Sendable {
    package var name: String
    package var value: String
    package var range: TextRange?
    package init(name: String, value: String, range: TextRange?) {
      self.name = name
      self.value = value
      self.range = range
    }
  }

  package enum Place: String, Sendable { case title, body }

  package var type: String
  package var rule: String
  package var place: Place
  /// UTF-8 byte offsets into the title or the body.
  package var range: TextRange
  package var text: String
  package var fields: [Field]
  /// The text says that it did not happen ("tidak", "bukan", "belum").
  package var negated: Bool
  /// The text only alleges it ("diduga", "dugaan", "indikasi").
  package var alleged: Bool

  package init(
    type: String, rule: String, place: Place, range: TextRange, text: String, fields: [Field], negated: Bool = false,
    alleged: Bool = false
  ) {
    self.type = type
    self.rule = rule
    self.place = place
    self.range = range
    self.text = text
    self.fields = fields
    self.negated = negated
    self.alleged = alleged
  }

  package subscript(field: String) -> String? { fields.first { $0.name == field }?.value }
  package func field(_ name: String) -> Field? { fields.first { $0.name == name } }

  /// The one printed form: `harm(kind: death) "meninggal dunia" by harm.death`.
  package var description: String {
    let values = fields.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
    let mood = (negated ? " negated" : "") + (alleged ? " alleged" : "")
    return "\(type)(\(values))\(mood) \"\(text)\" by \(rule)"
  }
}
