package import Articles
package import Bytes
package import Dumps
package import Incidents
package import Mentions
package import RuleBook
package import Records
import Text

/// How far a page goes.
package enum Stage: String, Sendable, CaseIterable {
  /// Article records, no entities.
  case clean
  /// Article records with mentions and entities.
  case extract
  /// Incident records too.
  case run
}

/// What became of one page: lines to write, or the failure that stands for it.
package struct PageResult: Sendable {
  /// One line of `saring.article/1`; nil for a failure.
  package var article: [UInt8]?
  /// Lines of `saring.incident/1`.
  package var incidents: [[UInt8]] = []
  package var failure: Failure?

  package init(article: [UInt8]? = nil, incidents: [[UInt8]] = [], failure: Failure? = nil) {
    self.article = article
    self.incidents = incidents
    self.failure = failure
  }
}

/// A compiled pack and all stages over it: one page in, its lines out. A pure function of page and pack; any number of threads may share it.
package struct Engine: Sendable {
  package let rules: RuleSet
  package let furniture: Furniture
  package let scanner: Scanner
  private let resolver: Resolver
  private let assembler: Assembler
  package let producer: Producer

  /// The version of the program, and of every record it writes.
  package static let version = "0.1.0"

  /// - Returns: nil for the engine where the pack has an error; what is wrong is in the diagnostics either way.
  /// - Parameter producer: what records name as their maker; nil for this version and the pack's digest.
  package static func load(_ files: [PackFile], producer: Producer? = nil) -> (
    engine: Engine?, diagnostics: [Diagnostic]
  ) {
    var (rules, diagnostics) = RuleSet.compile(files)
    var tables: [Table] = []
    for file in files where file.path.hasSuffix(".tsv") && file.path.contains("furniture/") {
      tables.append(Table(file: file.path, bytes: file.bytes, diagnostics: &diagnostics))
    }
    let furniture = Furniture(tables: tables, diagnostics: &diagnostics)
    var digest = SHA256()
    for file in files.sorted(by: { $0.path < $1.path }) {
      digest.update(Array(file.path.utf8) + [0])
      digest.update(file.bytes)
    }
    rules.digest = digest.hex()
    if diagnostics.contains(where: { $0.severity == .error }) { return (nil, diagnostics) }
    return (Engine(rules: rules, furniture: furniture, producer: producer), diagnostics)
  }

  private init(rules: RuleSet, furniture: Furniture, producer: Producer?) {
    self.rules = rules
    self.furniture = furniture
    scanner = Scanner(rules: rules)
    resolver = Resolver(rules: rules)
    assembler = Assembler(rules: rules)
    self.producer = producer ?? Producer(saring: Engine.version, rules: rules.digest)
  }

  // MARK: - Stages

  package func clean(_ page: RawPage) -> Article { article(from: page, using: furniture) }

  package func extract(_ article: Article) -> (mentions: [Mention], entities: Entities) {
    let title = Array((article.title ?? "").utf8)
    let scan = scanner.scan(title: title, body: article.body, dateline: article.dateline?.range)
    return (scan.mentions, entities(scan.mentions, of: article))
  }

  package func entities(_ mentions: [Mention], of article: Article) -> Entities {
    resolver.entities(
      mentions, title: Array((article.title ?? "").utf8), body: article.body, anchor: article.published?.date.exactDay,
      dateline: article.dateline?.range)
  }

  package func incidents(_ article: Article, _ mentions: [Mention], _ entities: Entities) -> [Incident] {
    assembler.incidents(in: article, mentions: mentions, entities: entities)
  }

  /// All stages up to `stage`. `id` replaces the page's own where another page of the run has it already.
  package func process(_ item: DumpItem, path: String, upTo stage: Stage, id: String? = nil) -> PageResult {
    switch item {
    case .failure(let failure): return PageResult(failure: failure)
    case .page(let page):
      var article = clean(page)
      if let id { article.id = id }
      return process(article, mentions: nil, upTo: stage)
    case .record(let line, let number):
      do {
        var record = try readArticle(line, number: number)
        if let id { record.article.id = id }
        return process(record.article, mentions: record.mentions.isEmpty ? nil : record.mentions, upTo: stage)
      } catch {
        return PageResult(
          failure: Failure(
            path: path, line: number, stage: "record", error: "bad_record", message: "\(error)",
            bytesSHA256: SHA256.hex(line)))
      }
    }
  }

  private func process(_ article: Article, mentions: [Mention]?, upTo stage: Stage) -> PageResult {
    guard stage != .clean else {
      return PageResult(article: articleLine(article, entities: nil, mentions: [], producer: producer))
    }
    let found: (mentions: [Mention], entities: Entities)
    if let mentions { found = (mentions, entities(mentions, of: article)) } else { found = extract(article) }
    var result = PageResult(
      article: articleLine(article, entities: found.entities, mentions: found.mentions, producer: producer))
    guard stage == .run else { return result }
    for (index, incident) in incidents(article, found.mentions, found.entities).enumerated() {
      result.incidents.append(incidentLine(incident, number: index + 1, article: article, producer: producer))
    }
    return result
  }
}
