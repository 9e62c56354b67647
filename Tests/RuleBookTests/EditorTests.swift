import Disk
import JSON
import RuleBook
import Testing

/// What editors are given in `Rules/editor`.
@Suite struct EditorTests {
  private static let folder = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/Rules/editor/"

  private func value(_ name: String) throws -> JSONValue { try JSONReader.value(of: Files.read(Self.folder + name)) }

  /// Every `match` of the grammar.
  private func matches(_ value: JSONValue) -> [String] {
    switch value {
    case .array(let values): values.flatMap(matches)
    case .object(let object): object.flatMap { key, value in key == "match" ? [value.string ?? ""] : matches(value) }
    default: []
    }
  }

  @Test func theGrammarKnowsEveryWordOfTheLanguage() throws {
    let grammar = try value("saring-rules.tmLanguage.json")
    #expect(grammar["scopeName"]?.string == "source.saring-rules")
    let words = Set(matches(grammar).flatMap { $0.split { !$0.isLetter && $0 != "-" }.map { String($0) } })
    let known = RuleLanguage.statements + RuleLanguage.clauses + RuleLanguage.words + TokenClass.allCases.map(\.spelling)
    #expect(known.count == 39)
    for word in known { #expect(words.contains(word), "\(word)") }
  }

  @Test func includesLeadSomewhere() throws {
    let grammar = try value("saring-rules.tmLanguage.json")
    let names = grammar["repository"]?.object?.keys ?? []
    func includes(_ value: JSONValue) -> [String] {
      switch value {
      case .array(let values): values.flatMap(includes)
      case .object(let object): object.flatMap { key, value in key == "include" ? [value.string ?? ""] : includes(value) }
      default: []
      }
    }
    for name in includes(grammar) { #expect(names.contains(String(name.dropFirst())), "\(name)") }
  }

  @Test(arguments: ["language-configuration.json", "package.json", "tasks.json"])
  func otherFilesParse(name: String) throws { #expect(try value(name).object?.count ?? 0 > 1) }
}
