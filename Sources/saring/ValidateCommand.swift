import Disk
import JSON
import Records

/// `saring validate`: records against the schemas that they name, line by line.
enum ValidateCommand {
  static func run(_ invocation: Invocation) throws -> Int32 {
    let schemas = Dictionary(uniqueKeysWithValues: RecordKind.allCases.map { ($0.rawValue, schemaValue(for: $0)) })
    var lines = RecordLines(invocation.operands.isEmpty ? ["-"] : invocation.operands)
    var (count, bad) = (0, 0)
    while let line = try lines.next() {
      count += 1
      let errors = errors(line, schemas)
      guard !errors.isEmpty else { continue }
      bad += 1
      for error in errors { print("\(lines.path):\(lines.number): \(error)") }
    }
    if !invocation.flags.contains("quiet") { Program.say("saring: \(counted(count, "record")), \(bad) not as their schema says") }
    return bad > 0 ? Exit.badData : Exit.ok
  }

  private static func errors(_ line: [UInt8], _ schemas: [String: JSONValue]) -> [String] {
    let value: JSONValue
    do {
      value = try JSONReader.value(of: line)
    } catch {
      return ["column \(error.column): \(error.words)"]
    }
    guard let name = value["schema"]?.string else { return ["/schema: the field is missing"] }
    guard let schema = schemas[name] else {
      return ["/schema: \(name) is none of \(RecordKind.allCases.map(\.rawValue).joined(separator: ", "))"]
    }
    return validate(value, against: schema)
  }
}
