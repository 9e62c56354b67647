import Disk
import Mentions
import RuleBook
import Text

/// `workbench trace RULES TEXT…`: the tokens of a text, and every mention that the rules find in it.
func trace(_ arguments: [String]) throws -> Int32 {
  guard arguments.count >= 2 else {
    print("workbench trace RULES TEXT…")
    return 64
  }
  let (rules, diagnostics) = RuleSet.compile(try Files.pack(arguments[0]))
  for diagnostic in diagnostics { print(diagnostic) }
  let scanner = Scanner(rules: rules)
  for text in arguments.dropFirst() {
    let scan = scanner.scan(title: [], body: Array(text.utf8))
    print(scan.body.tokens.indices.map { scan.body.string($0) }.joined(separator: "|"))
    for mention in scan.mentions { print("  \(mention)") }
  }
  return diagnostics.contains { $0.severity == .error } ? 78 : 0
}
