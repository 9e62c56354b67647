import Articles
import Bytes
import Disk
import Dumps
import Pipeline
import RuleBook

/// `saring explain PAGE`: what became of every stretch of a page, which mentions the rules found, and why a field has its value.
enum ExplainCommand {
  static func run(_ invocation: Invocation) throws -> Int32 {
    guard invocation.operands.count == 1, let path = invocation.operands.first else { throw UsageError(message: "name one PAGE") }
    if let field = invocation.values["field"], !FieldExplanation.isKnown(field) {
      throw UsageError(message: "no article and no incident has the field \(field)\(nearest(field, FieldExplanation.known))")
    }
    guard var engine = try Program.engine(invocation) else { return Exit.badRules }
    if let rule = invocation.values["rule"] { try check(rule, engine) }
    engine.options.usesSiteRules = !invocation.flags.contains("no-site-rules")
    let wanted = invocation.values["id"]
    let file = try InputFile(path)
    defer { file.close() }
    var reader = PageReader(ExplainedFile(file: file), path: path)
    var explained = 0
    while let item = reader.next() {
      switch item {
      case .page(let page):
        let article = engine.clean(page)
        if let wanted, article.id != wanted { continue }
        explained += 1
        let explanation = Explanation(
          engine: engine, article: article, stage: invocation.values["stage"], rule: invocation.values["rule"],
          field: invocation.values["field"])
        try Files.write(Array(explanation.text(Paint.forOutput).utf8), to: 1, path: "standard output")
      case .record: throw UsageError(message: "\(path) holds records: explain reads pages")
      case .failure(let failure): Program.say("saring explain: \(failure.path): \(failure.error): \(failure.message)")
      }
    }
    guard explained > 0 else {
      Program.say("saring explain: no such page in \(path)")
      return Exit.noInput
    }
    return Exit.ok
  }
}

extension ExplainCommand {
  /// A name that is misspelt, or the end or the beginning of one: "named" may be victim.named.
  private static func check(_ rule: String, _ engine: Engine) throws {
    let names = engine.rules.rules.map(\.name)
    if names.contains(rule) { return }
    let near = nearest(rule, names).text(in: .english)
    let part = names.first { $0.hasSuffix("." + rule) } ?? names.first { !rule.isEmpty && $0.hasPrefix(rule.prefix { $0 != "." } + ".") }
    let hint = near.isEmpty ? part.map { ": did you mean \($0)?" } ?? "; saring rules coverage PAGES names all" : near
    throw UsageError(message: "no rule has the name \(rule)\(hint)")
  }
}

private struct ExplainedFile: ByteSource {
  let file: InputFile
  mutating func read(into buffer: inout [UInt8], upTo size: Int) throws -> Int { try file.read(into: &buffer, upTo: size) }
}
