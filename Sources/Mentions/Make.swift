import RuleBook

/// What a rule makes of a match, with every name looked up once.
///
/// Objects, as every mention asks them: a copy of a field's tables counted four references.
final class Make: Sendable {
  final class Field: Sendable {
    /// Index among the type's fields.
    let field: Int
    let isNumber: Bool
    /// What is added to the capture's number.
    let more: Int
    /// The capture that the value is taken from; nil for a constant.
    let slot: Int?
    let constant: String
    /// From the captured words to values.
    let map: [String: String]?
    /// The value is a column of the captured entry, or a field of the captured mention.
    let hasColumn: Bool
    /// By list: the column, or -1.
    let columnOfList: [Int]
    /// By type: the field, or -1.
    let fieldOfType: [Int]

    init(_ field: Int, isNumber: Bool, from source: CompiledRule.Make.Source, _ rules: RuleSet) {
      self.field = field
      self.isNumber = isNumber
      var column: String?
      var more = 0
      switch source {
      case .constant(let value): (slot, constant, map) = (nil, value, nil)
      case .map(let slot, let map): (self.slot, constant, self.map) = (Int(slot), "", map)
      case .capture(let slot, let name):
        (self.slot, constant, map) = (Int(slot), "", nil)
        column = name
      case .sum(let slot, let number):
        (self.slot, constant, map) = (Int(slot), "", nil)
        more = number
      }
      self.more = more
      hasColumn = column != nil
      columnOfList = column.map { column in rules.lists.map { $0.columns.firstIndex(of: column) ?? -1 } } ?? []
      fieldOfType = column.map { column in rules.types.map { $0.fields.firstIndex { $0.name == column } ?? -1 } } ?? []
    }
  }

  let type: Int
  let fields: [Field]

  init(_ make: CompiledRule.Make, _ rules: RuleSet) {
    type = make.type
    fields = make.fields.map { Field($0.field, isNumber: rules.types[make.type].fields[$0.field].isNumber, from: $0.source, rules) }
  }
}
