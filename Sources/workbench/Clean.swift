import Articles
import Bytes
import Disk
import FoundationEssentials
import RuleBook
import Text

/// `workbench clean [--rules FOLDER] DUMP.jsonl > ARTICLES.jsonl`: reads the pages of a dump (`{"id","url","title","text"}` a line) into
/// article lines with nothing but what furniture decides, for `score.py` and `lines.py`.
///
/// Checks on every page that body and removed stretches cover each non-blank byte of the source once; a page where they do not is told
/// on standard error, and the exit code is 1. `--ledger` prints what was removed instead, a stretch a line.
func cleanForScore(_ arguments: [String]) throws -> Int32 {
  var rules = "Rules"
  var files: [String] = []
  var printsLedger = false
  var withoutTitle = false
  var rest = arguments[...]
  while let word = rest.popFirst() {
    switch word {
    case "--rules": rules = rest.popFirst() ?? rules
    case "--ledger": printsLedger = true
    case "--no-title": withoutTitle = true
    default: files.append(word)
    }
  }
  var diagnostics: [Diagnostic] = []
  var tables: [Table] = []
  for file in try Files.pack(rules + "/furniture") {
    tables.append(Table(file: "furniture/" + file.path, bytes: file.bytes, diagnostics: &diagnostics))
  }
  let furniture = Furniture(tables: tables, diagnostics: &diagnostics)
  for diagnostic in diagnostics { try complain("\(diagnostic)") }
  var broken = diagnostics.contains { $0.severity == .error }

  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  for file in files {
    for (number, line) in try Files.read(file).split(separator: 0x0A).enumerated() {
      guard let dumped = try? JSONDecoder().decode(DumpedPage.self, from: Data(line)) else {
        try complain("\(file):\(number + 1): not a page")
        broken = true
        continue
      }
      let page = RawPage(
        source: PageSource(path: file, line: number + 1, format: .jsonl, sha256: String(repeating: "0", count: 64)),
        content: .text(Array(dumped.text.utf8)), id: dumped.id, url: dumped.url,
        title: withoutTitle ? nil : dumped.title)
      let article = article(from: page, using: furniture)
      if let fault = ledgerFault(article) {
        try complain("\(dumped.id): \(fault)")
        broken = true
      }
      if printsLedger {
        try write("## \(dumped.id) \(dumped.url ?? "")\n")
        try write("   title \(article.title ?? "-") | dateline \(article.dateline?.text ?? "-") | published ")
        try write("\(article.published.map { "\($0.date.value) \($0.basis)" } ?? "-") | authors \(article.authors) ")
        try write("| \(article.findings.map(\.flag.rawValue))\n")
        for removed in article.removed {
          try write("   \(removed.kind.rawValue) \(removed.rule): \(article.sourceText.string(removed.range))\n")
        }
      } else if let data = try? encoder.encode(CleanArticle(article)) {
        try write(String(decoding: data, as: UTF8.self) + "\n")
      }
    }
  }
  return broken ? 1 : 0
}

private struct DumpedPage: Decodable {
  var id: String
  var url: String?
  var title: String?
  var text: String
}

private struct CleanArticle: Encodable {
  struct Value: Encodable { var value: String }
  struct Text: Encodable { var text: String }

  var id: String
  var body: String
  var title: String?
  var published: Value?
  var dateline: Text?
  var officials: [String] = []
  var regions: [String] = []
  var countries: [String] = []
  var sectors: [String] = []
  var laws: [String] = []

  init(_ article: Article) {
    id = article.id
    body = String(decoding: article.body, as: UTF8.self)
    title = article.title
    published = article.published.map { Value(value: $0.date.value) }
    dateline = article.dateline.map { Text(text: $0.text) }
  }
}

/// What is wrong with an article's account of its page, or nil.
private func ledgerFault(_ article: Article) -> String? {
  var covered = [Bool](repeating: false, count: article.sourceText.count)
  let stretches = article.segments.map(\.source) + article.removed.map(\.range)
  for range in stretches {
    for byte in range.start..<range.end {
      if covered[byte] { return "byte \(byte) is accounted for twice" }
      covered[byte] = true
    }
  }
  let open = covered.indices.first { !covered[$0] && article.sourceText[$0] > 0x20 && !isBlank(article.sourceText, $0) }
  if let open { return "byte \(open) is not accounted for" }
  for segment in article.segments where article.body[segment.body] != article.sourceText[segment.source] {
    return "the body at \(segment.body) is not the source at \(segment.source)"
  }
  let half = article.sourceText.count / 2 + 1
  if let long = article.removed.first(where: { $0.range.count > half }) {
    return "\(long.range) is more than half of the page"
  }
  return nil
}

/// A byte of U+00A0, of U+2000 to U+200A and the like.
private func isBlank(_ bytes: [UInt8], _ at: Int) -> Bool {
  guard bytes[at] >= 0x80 else { return false }
  var start = at
  while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
  let text = String(decoding: bytes[start..<min(bytes.count, start + 4)], as: UTF8.self).unicodeScalars.first
  return text.map { $0.properties.isWhitespace } ?? false
}

private func write(_ text: String) throws { try Files.write(Array(text.utf8), to: 1, path: "standard output") }
private func complain(_ text: String) throws {
  try Files.write(Array((text + "\n").utf8), to: 2, path: "standard error")
}
