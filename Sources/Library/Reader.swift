import Articles
import Bytes
import Dumps
import Mentions
import Pipeline
import Records
import RuleBook
import Text

/// A compiled rule pack, and the stages of reading over it.
///
/// Each stage is one method, a pure function of what it is given and the pack: it opens no file, keeps nothing, and any number of
/// threads may share one reader. Making one costs some milliseconds; make it once.
///
/// ```swift
/// let reader = try Reader(rules: files)
/// for page in reader.articles(from: html) {
///   for incident in reader.incidents(in: try page.get()) { print(incident.harms, incident.countries, incident.json) }
/// }
/// ```
public struct Reader: Sendable {
  private let held: Held<Engine>
  var engine: Engine { held.value }

  /// Compiles a rule pack: the files of this project's `Rules/`, or of a pack of your own.
  ///
  /// ```swift
  /// do {
  ///   let reader = try Reader(rules: files)
  /// } catch {
  ///   for mistake in error.mistakes { print(mistake) }  // lists/countries.tsv:12:1: error: …
  /// }
  /// ```
  /// - Parameter files: the pack's files; those of packs that lie over it have a higher ``RuleFile/layer``.
  /// - Throws: ``RulesError`` with every mistake of the pack; one without `types.rules` is none.
  public init(rules files: [RuleFile]) throws(RulesError) {
    try self.init(rules: files, options: ReadingOptions())
  }

  /// Compiles a rule pack for pages that do not say all that a date needs.
  ///
  /// ```swift
  /// let reader = try Reader(rules: files, published: (2025, 6, 12), zone: 480)
  /// ```
  /// - Parameters:
  ///   - files: the pack's files.
  ///   - published: year, month and day on which pages that tell no date were published.
  ///   - zone: minutes east of UTC of times that name no zone, at most 14 hours: 420 WIB, 480 WITA, 540 WIT.
  /// - Throws: ``RulesError``, as without them.
  /// - Precondition: `published` is a day of the calendar, `zone` from -840 to 840.
  public init(rules files: [RuleFile], published: (year: Int, month: Int, day: Int), zone: Int = 420) throws(RulesError) {
    guard let day = Day(published.year, published.month, published.day) else {
      preconditionFailure("\(published) is no day of the calendar")
    }
    precondition((-840...840).contains(zone), "\(zone) minutes are more than any zone is away from UTC")
    var options = ReadingOptions()
    options.referenceDate = day
    options.zone = zone
    try self.init(rules: files, options: options)
  }

  private init(rules files: [RuleFile], options: ReadingOptions) throws(RulesError) {
    let pack = files.filter { $0.path.hasSuffix(".rules") || $0.path.hasSuffix(".tsv") }
    if !pack.contains(where: { $0.path == "types.rules" }) {
      throw RulesError([Diagnostic(file: "types.rules", line: 1, "this file of the pack is missing")])
    }
    let (engine, diagnostics) = Engine.load(pack.map { PackFile(path: $0.path, bytes: $0.bytes, layer: $0.layer) })
    guard var engine else { throw RulesError(diagnostics) }
    engine.options = options
    held = Held(engine)
  }

  /// SHA-256 of the pack, hex: the `producer.rules` of every record.
  public var rulesDigest: String { engine.producer.rules }

  // MARK: - Stages

  /// Pages to articles: the body without page furniture, and what the page tells of itself.
  ///
  /// ```swift
  /// for result in reader.articles(from: dump, named: "dump.jsonl") {
  ///   switch result {
  ///   case .success(let article): print(article.title ?? "", article.body)
  ///   case .failure(let failure): print(failure)  // dump.jsonl:7: not valid JSON: …
  ///   }
  /// }
  /// ```
  /// - Parameters:
  ///   - bytes: one page as text, HTML or Markdown, JSON Lines, a table, a WARC file or a tar archive, gzipped or not. Article records of a former run
  ///     are articles again.
  ///   - name: the path or address, for ids and messages; its extension helps to tell the format.
  ///   - format: what the bytes are; nil to tell it by name and content.
  /// - Returns: one result a page, in order. What cannot be read is a ``PageFailure`` and the others go on.
  /// - Complexity: O(*n*) in `bytes`.
  public func articles(
    from bytes: [UInt8], named name: String = "-", as format: Format? = nil
  ) -> [Result<Article, PageFailure>] {
    var pages = PageReader(ArraySource(bytes), path: name, format: format?.source)
    var results: [Result<Article, PageFailure>] = []
    while let item = pages.next() { results.append(article(of: item, name)) }
    return results
  }

  /// What the rules find in title and body, in the order of the text.
  ///
  /// ```swift
  /// for mention in reader.mentions(in: article) { print(mention) }  // harm(kind: death) "meninggal dunia" by harm.death
  /// ```
  public func mentions(in article: Article) -> [Mention] { engine.extract(article.wrapped).mentions.map { Mention($0) } }

  /// Who and what the article names: its mentions resolved, one entry a person, place, law.
  ///
  /// ```swift
  /// reader.entities(in: article).countries.map(\.code)  // ["KH"]
  /// ```
  public func entities(in article: Article) -> Entities { Entities(engine.extract(article.wrapped).entities) }

  /// The incidents that the article tells of, none for most news.
  ///
  /// ```swift
  /// let dead = reader.incidents(in: article).filter { !$0.isBackground }.compactMap(\.dead).reduce(0, +)
  /// ```
  public func incidents(in article: Article) -> [Incident] {
    let found = engine.extract(article.wrapped)
    return engine.incidents(article.wrapped, found.mentions, found.entities).enumerated().map {
      Incident($1, number: $0 + 1, article: article.wrapped, producer: engine.producer)
    }
  }

  /// The whole: pages to records, the very bytes that `saring run` writes for them.
  ///
  /// ```swift
  /// let records = reader.records(from: dump, named: "dump.jsonl", jobs: 4)
  /// try Data(records.incidents).write(to: url)
  /// ```
  /// Of pages with one id the second is named `~2`; that is the one thing that a stage by itself does not do.
  /// - Parameters:
  ///   - bytes: as for ``articles(from:named:as:)``.
  ///   - name: as there.
  ///   - format: as there.
  ///   - jobs: how many pages are read at once; the bytes do not depend on it.
  /// - Returns: the lines, and a ``PageFailure`` for each page that could not be read.
  public func records(from bytes: [UInt8], named name: String = "-", as format: Format? = nil, jobs: Int = 1) -> RecordLines {
    var pages = PageReader(ArraySource(bytes), path: name, format: format?.source)
    var records = RecordLines()
    // Neither closure throws.
    try? Batch(engine: engine, stage: .run, jobs: jobs).run(
      next: { pages.next().map { ($0, name) } }, emit: { records.append($0) })
    return records
  }
}
