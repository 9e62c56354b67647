import Articles
import Bytes
import Disk
import FoundationEssentials
import HTML
import RuleBook
import Text

/// `workbench pages RULES [-v]`: reads a dump of `{"id", "html"}` lines from standard input and prints what `extractHTML` makes of each page,
/// for `score/html_bench.py`; `-v` prints every block with its verdict instead, `-t` the speed of decoding, parsing and extraction.
func pages(_ arguments: [String]) throws -> Int32 {
  guard let rules = arguments.first else {
    print("usage: workbench pages RULES [-v] < dump.jsonl")
    return 2
  }
  let table = try Files.read(rules + "/furniture/html.tsv")
  var diagnostics: [Diagnostic] = []
  let vocabulary = HTMLVocabulary(
    table: Table(file: "furniture/html.tsv", bytes: table, diagnostics: &diagnostics),
    diagnostics: &diagnostics)
  for diagnostic in diagnostics { print(diagnostic) }
  if arguments.contains("-t") {
    timePages(vocabulary)
    return 0
  }
  while let line = readLine() {
    guard let page = try? JSONDecoder().decode(DumpedPage.self, from: Data(line.utf8)) else { continue }
    let extraction = extractHTML(Array(page.html.utf8), vocabulary: vocabulary)
    if arguments.contains("-v") {
      printBlocks(page.id, extraction)
      continue
    }
    let body = extraction.body.map { extraction.sourceText.string($0) }.joined(separator: "\n\n")
    let out = ReadPage(
      id: page.id, body: body, title: extraction.title,
      published: extraction.published.map { ReadPage.Published(value: $0.date.value) })
    if let data = try? JSONEncoder().encode(out) { print(String(decoding: data, as: UTF8.self)) }
  }
  return 0
}

/// Reads all pages, then each stage ten times over them; megabytes of HTML a second, the best of the ten.
private func timePages(_ vocabulary: HTMLVocabulary) {
  var pages: [[UInt8]] = []
  while let line = readLine() {
    if let page = try? JSONDecoder().decode(DumpedPage.self, from: Data(line.utf8)) {
      pages.append(Array(page.html.utf8))
    }
  }
  let bytes = Double(pages.reduce(0) { $0 + $1.count })
  func best(_ name: String, _ stage: ([UInt8]) -> Int) {
    var best = Double.infinity
    var check = 0
    for _ in 0..<10 {
      let took = ContinuousClock().measure { for page in pages { check &+= stage(page) } }
      best = min(best, Double(took.components.attoseconds) / 1e18 + Double(took.components.seconds))
    }
    print("\(name): \(Int(bytes / best / 1e6)) MB/s, \(Int(Double(pages.count) / best)) pages/s (\(check))")
  }
  print("\(pages.count) pages, \(Int(bytes)) bytes")
  best("decode") { decodeHTML($0).bytes.count }
  best("parse") { HTMLTree.parse($0).nodes.count }
  best("extract") { extractHTML($0, vocabulary: vocabulary).body.count }
}

private func printBlocks(_ id: String, _ extraction: HTMLExtraction) {
  print("=== \(id) | \(extraction.title ?? "-") | \(extraction.published?.date.value ?? "-") | \(extraction.authors)")
  for line in extraction.dateLines { print("date line: \(extraction.sourceText.string(line))") }
  var lines = extraction.removed.map { ($0.range, "\($0.kind) \($0.rule)") }
  lines += extraction.body.map { ($0, "BODY") }
  for (range, label) in lines.sorted(by: { $0.0 < $1.0 }) {
    let text = extraction.sourceText.string(range).split(separator: "\n").joined(separator: " / ")
    print("\(label == "BODY" ? "+" : "-") [\(label)] \(text.prefix(160))")
  }
}

private struct DumpedPage: Decodable {
  var id: String
  var html: String
}

private struct ReadPage: Encodable {
  struct Published: Encodable { var value: String }
  var id: String
  var body: String
  var title: String?
  var published: Published?
}
