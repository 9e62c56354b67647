/// The workbench's commands; each gives an exit code.
let commands: [(name: String, run: @Sendable ([String]) throws -> Int32)] = [
  ("trace", trace), ("conformance", conformance), ("pages", pages), ("golden", golden), ("floors", floors),
  ("bench", bench), ("names", names), ("grounds", grounds),
]

func run(_ arguments: [String]) -> Int32 {
  guard let name = arguments.first, let command = commands.first(where: { $0.name == name }) else {
    print("workbench COMMAND …: \(commands.map(\.name).joined(separator: ", "))")
    return 64
  }
  do {
    return try command.run(Array(arguments.dropFirst()))
  } catch {
    print("workbench \(name): \(error)")
    return 74
  }
}
