import Articles
import Bytes
import Disk
import Dumps
import Glibc
import HTML
import Mentions
import Pipeline
import RuleBook
import Text

/// `workbench bench RULES [--rounds N] [--json FILE] [--serve] [DUMP…]`: the speed of each stage over the pages of the dumps, else over
/// generated ones.
///
/// All pages are in memory before the first round. A round runs every stage once over all pages, one after another, so that a busy minute
/// of the machine hits all stages alike; told are medians over the rounds, of the processor time of the one thread that works.
/// `--serve` instead reads names of stages from standard input and answers each with the seconds that one round of it took, for a driver
/// that measures other programs between.
func bench(_ arguments: [String]) throws -> Int32 {
  var options = BenchOptions()
  guard options.read(arguments), let rules = options.operands.first else {
    print("usage: workbench bench RULES [--rounds N] [--json FILE] [--serve] [DUMP…]")
    return 64
  }
  guard let engine = try loadedEngine(rules: rules) else { return 78 }
  var pages = try BenchPages(dumps: Array(options.operands.dropFirst()))
  pages.readArticles { engine.clean($0) }
  var quiet = engine
  quiet.writesArticles = false
  let stages = BenchStage.all(quiet).filter { !pages[$0.input].isEmpty }
  if options.serves { return serve(stages, pages) }
  var seconds = [[Double]](repeating: [], count: stages.count)
  var check = 0
  for _ in 0..<options.rounds {
    for (index, stage) in stages.enumerated() { seconds[index].append(stage.round(pages[stage.input], &check)) }
  }
  print("\(pages.origin); \(options.rounds) rounds, medians (check \(check & 0xFFFF))")
  var lines: [String] = []
  for (stage, seconds) in zip(stages, seconds) {
    let input = pages[stage.input]
    let median = seconds.sorted()[seconds.count / 2]
    let megabytes = Double(input.bytes) / median / 1e6
    let count = Double(input.count) / median
    print("  \(padded(stage.name, 26))\(padded(tenths(megabytes), 9)) MB/s \(padded("\(Int(count))", 8)) pages/s  \(stage.what)")
    lines.append(
      "{\"stage\":\"\(stage.name)\",\"mb_per_s\":\(tenths(megabytes)),\"pages_per_s\":\(Int(count)),\"bytes\":\(input.bytes),\"pages\":\(input.count)}"
    )
  }
  if let path = options.json {
    var file = try OutputFile(path)
    try file.append(Array("{\"rounds\":\(options.rounds),\"stages\":[\n \(lines.joined(separator: ",\n "))\n]}\n".utf8))
    try file.finish()
  }
  return 0
}

/// Answers `STAGE` lines with seconds, and `pages` with what there is, until the input ends.
private func serve(_ stages: [BenchStage], _ pages: BenchPages) -> Int32 {
  var check = 0
  while let line = readLine() {
    if let stage = stages.first(where: { $0.name == line }) { print(stage.round(pages[stage.input], &check)) } else { print("unknown") }
    fflush(nil)
  }
  return 0
}

private func tenths(_ number: Double) -> String { "\(Double(Int(number * 10 + 0.5)) / 10)" }
private func padded(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }

private struct BenchOptions {
  var rounds = 9
  var json: String?
  var serves = false
  var operands: [String] = []

  mutating func read(_ arguments: [String]) -> Bool {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--rounds":
        guard let count = rest.popFirst().flatMap({ Int($0) }), count > 0 else { return false }
        rounds = count
      case "--json":
        guard let path = rest.popFirst() else { return false }
        json = path
      case "--serve": serves = true
      default: operands.append(argument)
      }
    }
    return true
  }
}

/// One thing that is measured.
struct BenchStage {
  enum Input { case html, text, article, all }
  var name: String
  var input: Input
  var what: String
  /// A number of the result, so that nothing is optimized away.
  var work: (BenchPages.Page) -> Int

  static func all(_ engine: Engine) -> [BenchStage] {
    [
      BenchStage(
        name: "tokenise", input: .html, what: "HTML tokens, states switched as the tree does", work: { HTMLTree.countTokens($0.bytes) }),
      BenchStage(name: "tree", input: .html, what: "UTF-8 bytes to the tree", work: { HTMLTree.parse($0.bytes).nodes.count }),
      BenchStage(
        name: "article-html", input: .html, what: "bytes to the article, decoding and tree included",
        work: { engine.clean($0.raw).body.count }),
      BenchStage(name: "article-text", input: .text, what: "text pages to the article", work: { engine.clean($0.raw).body.count }),
      BenchStage(
        name: "tokens", input: .article, what: "article text to tokens", work: { engine.rules.tokenizer.tokenize($0.bytes).tokens.count }),
      BenchStage(name: "lists", input: .article, what: "article text to list entries", work: { engine.scanner.countEntries(in: $0.bytes) }),
      BenchStage(
        name: "mentions", input: .article, what: "article text to mentions: tokens, lists, all rules",
        work: { engine.scanner.scan(title: [], body: $0.bytes).mentions.count }),
      BenchStage(
        name: "extract", input: .article, what: "articles to mentions and entities",
        work: { page in page.article.map { engine.extract($0).mentions.count } ?? 0 }),
      BenchStage(
        name: "incidents", input: .article, what: "articles to incidents",
        work: { page in
          guard let article = page.article else { return 0 }
          let (mentions, entities) = engine.extract(article)
          return engine.incidents(article, mentions, entities).count
        }),
      BenchStage(
        name: "pipeline-html", input: .html, what: "bytes to incident lines",
        work: { engine.process(.page($0.raw), path: "", upTo: .run).incidents.count }),
      BenchStage(
        name: "pipeline-text", input: .text, what: "text pages to incident lines",
        work: { engine.process(.page($0.raw), path: "", upTo: .run).incidents.count }),
    ]
  }

  /// Runs the stage once over all pages; processor seconds of this thread.
  func round(_ pages: BenchPages.List, _ check: inout Int) -> Double {
    let start = BenchStage.seconds()
    for page in pages.pages { check &+= work(page) }
    return BenchStage.seconds() - start
  }

  private static func seconds() -> Double {
    var now = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }
}
