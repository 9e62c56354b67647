// A program of somebody else, with the library inside: `EmbeddingSample RULES PAGE` prints the page's incident records.
// `make embedding` builds it in a folder of its own and compares what it prints with `saring run`.
import Foundation
import Saring

/// The pack's files. The library opens none itself.
func pack(_ folder: String) throws -> [RuleFile] {
  let root = URL(fileURLWithPath: folder)
  var files: [RuleFile] = []
  for case let path as String in FileManager.default.enumerator(atPath: folder) ?? .init() where path.contains(".") {
    files.append(RuleFile(path: path, bytes: Array(try Data(contentsOf: root.appendingPathComponent(path)))))
  }
  return files
}

let reader = try Reader(rules: try pack(CommandLine.arguments[1]))
let name = CommandLine.arguments[2]
let page = Array(try Data(contentsOf: URL(fileURLWithPath: name)))

// Stage by stage.
var lines: [String] = []
for result in reader.articles(from: page, named: name) {
  let article = try result.get()
  let mentions = reader.mentions(in: article)
  let entities = reader.entities(in: article)
  precondition(!article.body.isEmpty && mentions.contains { $0.type == "country" }, "\(mentions)")
  precondition(!entities.countries.isEmpty, "\(entities)")
  for incident in reader.incidents(in: article) {
    precondition(!incident.harms.isEmpty && incident.evidence.allSatisfy { !$0.rule.isEmpty }, "\(incident)")
    lines.append(incident.json + "\n")
  }
}

// The whole gives the same.
let records = reader.records(from: page, named: name, jobs: 2)
precondition(String(decoding: records.incidents, as: UTF8.self) == lines.joined(), "stages and whole differ")
precondition(records.failures.isEmpty && !lines.isEmpty, "\(records.failures)")

// What fails says why.
if case .failure(let failure)? = reader.articles(from: Array("{rusak".utf8), as: .jsonl).first {
  precondition(failure.word == "bad_json" && failure.line == 1, "\(failure)")
} else {
  preconditionFailure("a broken line is a failure")
}
do {
  _ = try Reader(rules: [RuleFile(path: "types.rules", bytes: Array("rule x\n".utf8))])
  preconditionFailure("a broken pack does not load")
} catch {
  precondition(error.mistakes.contains { $0.file == "types.rules" && $0.line > 0 }, "\(error)")
}
// A pack of one's own lies over it.
let own = RuleFile(path: "own.rules", bytes: Array("disable country.name\n".utf8), layer: 1)
let layered = try Reader(rules: try pack(CommandLine.arguments[1]) + [own])
for result in layered.articles(from: page, named: name) {
  let article = try result.get()
  precondition(!layered.mentions(in: article).contains { $0.rule == "country.name" }, "a rule that is switched off")
}
print(lines.joined(), terminator: "")
