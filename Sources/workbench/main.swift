func run(_ arguments: [String]) -> Int32 {
  switch arguments.first {
  case "conformance": return conformance(Array(arguments.dropFirst()))
  case "pages": return pages(Array(arguments.dropFirst()))
  default:
    print("usage: workbench conformance DIR | pages RULES")
    return 2
  }
}

exitWorkbench(run(Array(CommandLine.arguments.dropFirst())))
