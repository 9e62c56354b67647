import RuleBook

/// What a rule makes of a match, with every name looked up once.
struct Make: Sendable {
  struct Field: Sendable {
    /// Index among the type's fields.
    var field: Int
    var isNumber: Bool
    /// The capture that the value is taken from; nil for a constant.
    var slot: Int?
    var constant = ""
    /// From the captured words to values.
    var map: [String: String]?
    /// The value is a column of the captured entry, or a field of the captured mention.
    var hasColumn = false
    /// By list: the column, or -1.
    var columnOfList: [Int] = []
    /// By type: the field, or -1.
    var fieldOfType: [Int] = []
  }

  var type: Int
  var fields: [Field]

  init(_ make: CompiledRule.Make, _ rules: RuleSet) {
    type = make.type
    fields = make.fields.map { field, source in
      var result = Field(field: field, isNumber: rules.types[make.type].fields[field].isNumber)
      switch source {
      case .constant(let value): result.constant = value
      case .map(let slot, let map):
        result.slot = Int(slot)
        result.map = map
      case .capture(let slot, let column):
        result.slot = Int(slot)
        guard let column else { break }
        result.hasColumn = true
        result.columnOfList = rules.lists.map { $0.columns.firstIndex(of: column) ?? -1 }
        result.fieldOfType = rules.types.map { $0.fields.firstIndex { $0.name == column } ?? -1 }
      }
      return result
    }
  }
}
