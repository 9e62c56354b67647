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

  package enum Place: String, Sendable {
    case title, body

    // Inlinable, as every stage asks it of every mention.
    @inlinable package static func == (a: Place, b: Place) -> Bool {
      switch (a, b) {
      case (.title, .title), (.body, .body): true
      default: false
      }
    }
  }

  /// What a mention says: one object, as stages pass many of them on and change none.
  package final class Parts: Sendable {
    package let type: String
    /// See ``Mention/bit(ofType:)``.
    package let typeBit: UInt64
    package let rule: String
    package let place: Place
    package let range: TextRange
    package let text: String
    package let fields: [Field]
    package let negated: Bool
    package let alleged: Bool

    init(
      type: String, rule: String, place: Place, range: TextRange, text: String, fields: [Field], negated: Bool, alleged: Bool
    ) {
      self.type = type
      typeBit = Mention.bit(ofType: type)
      self.rule = rule
      self.place = place
      self.range = range
      self.text = text
      self.fields = fields
      self.negated = negated
      self.alleged = alleged
    }
  }

  package let parts: Parts

  @inlinable package var type: String { parts.type }
  @inlinable package var typeBit: UInt64 { parts.typeBit }

  /// A bit that some types share: most questions are about a type that a mention is not of, and comparing words takes longer.
  @inlinable package static func bit(ofType type: String) -> UInt64 {
    1 &<< UInt64(truncatingIfNeeded: type.utf8.count &* 7 &+ Int(type.utf8.first ?? 0))
  }
  @inlinable package var rule: String { parts.rule }
  @inlinable package var place: Place { parts.place }
  /// UTF-8 byte offsets into the title or the body.
  @inlinable package var range: TextRange { parts.range }
  @inlinable package var text: String { parts.text }
  @inlinable package var fields: [Field] { parts.fields }
  /// The text says that it did not happen ("tidak", "bukan", "belum").
  @inlinable package var negated: Bool { parts.negated }
  /// The text only alleges it ("diduga", "dugaan", "indikasi").
  @inlinable package var alleged: Bool { parts.alleged }

  package init(
    type: String, rule: String, place: Place, range: TextRange, text: String, fields: [Field], negated: Bool = false,
    alleged: Bool = false
  ) {
    parts = Parts(
      type: type, rule: rule, place: place, range: range, text: text, fields: fields, negated: negated, alleged: alleged)
  }

  package static func == (a: Mention, b: Mention) -> Bool {
    a.parts === b.parts
      || a.range == b.range && a.place == b.place && a.type == b.type && a.rule == b.rule && a.text == b.text && a.fields == b.fields
        && a.negated == b.negated && a.alleged == b.alleged
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(range)
    hasher.combine(type)
    hasher.combine(rule)
  }

  package subscript(field: String) -> String? {
    for index in parts.fields.indices where parts.fields[index].name == field { return parts.fields[index].value }
    return nil
  }
  package func field(_ name: String) -> Field? { fields.first { $0.name == name } }

  /// The one printed form: `harm(kind: death) "meninggal dunia" by harm.death`.
  package var description: String { "\(words) by \(rule)" }

  /// The same without its rule.
  package var words: String {
    let values = fields.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
    let mood = (negated ? " negated" : "") + (alleged ? " alleged" : "")
    return "\(type)(\(values))\(mood) \"\(text)\""
  }
}
