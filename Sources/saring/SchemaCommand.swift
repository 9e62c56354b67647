import Records

/// `saring schema article|incident|event|failure`.
enum SchemaCommand {
  static func run(_ invocation: Invocation) throws -> Int32 {
    let kinds = RecordKind.allCases.map { String($0.rawValue.split(separator: "/")[0].split(separator: ".")[1]) }
    guard invocation.operands.count == 1, let name = invocation.operands.first,
      let index = kinds.firstIndex(of: name)
    else { throw UsageError(message: "say one of \(kinds.joined(separator: ", "))") }
    print(schema(for: RecordKind.allCases[index]))
    return Exit.ok
  }
}
