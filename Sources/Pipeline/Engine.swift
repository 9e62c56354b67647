package import Articles
package import Bytes
package import Dumps
package import Incidents
package import Mentions
package import RuleBook
package import Records
package import Text

/// How far a page goes.
package enum Stage: String, Sendable, CaseIterable {
  /// Article records, no entities.
  case clean
  /// Article records with mentions and entities.
  case extract
  /// Incident records too.
  case run
}

/// What a run may ask of reading besides the rules; all of it decides about the records.
package struct ReadingOptions: Hashable, Sendable {
  /// When pages that tell no date themselves were published.
  package var referenceDate: Day?
  /// Minutes east of UTC of times that name no zone; WIB.
  package var zone = 420
  /// Affected people by initials, ages in bands.
  package var masksPeople = false
  /// Pages of sites that have rules of their own are read by them.
  package var usesSiteRules = true
  /// Pages published before are passed over; those that tell no date are not.
  package var since: Day?

  package init() {}
}

/// Which id a page's article gets.
package enum PageName: Hashable, Sendable {
  case own
  case other(String)
  /// Its own, and `~2`: the second such page of a run.
  case numbered(Int)
}

/// What became of one page: lines to write, or the failure that stands for it.
package struct PageResult: Sendable {
  /// The id of its article record.
  package var id: String?
  /// It is older than the run asks for: no lines.
  package var isOld = false
  /// What the ledger knows the page by, where there is one.
  package var mark: PageMark?
  /// Earlier records of the page, which no longer hold.
  package var supersedes: [String] = []
  /// One line of `saring.article/1`; nil for a failure.
  package var article: [UInt8]?
  /// Lines of `saring.incident/1`.
  package var incidents: [[UInt8]] = []
  /// What every rule cost, where the engine was given a clock.
  package var tallies: [ScanNotes.Tally] = []
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
  package private(set) var furniture: Furniture
  package let scanner: Scanner
  private let resolver: Resolver
  private let twins: RegionTwins
  private let assembler: Assembler
  private let gate: Scanner.Gate
  package let producer: Producer
  package var options = ReadingOptions() {
    didSet {
      furniture.zone = options.zone
      furniture.usesSiteRules = options.usesSiteRules
    }
  }

  /// Whether results of ``Stage/run`` have article lines too; without, an article that tells of nothing costs less.
  package var writesArticles = true

  /// Where it is given, results tell what every rule cost.
  package var clock: (@Sendable () -> Double)?

  /// The version of the program, and of every record it writes.
  package static let version = "0.1.0"

  /// - Returns: nil for the engine where the pack has an error; what is wrong is in the diagnostics either way.
  /// - Parameter producer: what records name as their maker; nil for this version and the pack's digest.
  /// - Parameter thoroughly: warn too of what is right and does nothing.
  /// - Parameter furniture: of the same files, where it is being read already.
  package static func load(
    _ files: [PackFile], producer: Producer? = nil, thoroughly: Bool = false, furniture: FurnitureReading? = nil
  ) -> (engine: Engine?, diagnostics: [Diagnostic]) {
    let reading = furniture ?? FurnitureReading(files)
    let naming = Meanwhile { digest(of: files) }
    var (rules, diagnostics) = RuleSet.compile(files, thoroughly: thoroughly)
    rules.digest = naming.value()
    diagnostics += reading.diagnostics
    if diagnostics.contains(where: { $0.severity == .error }) { return (nil, diagnostics) }
    return (Engine(scanner: Scanner(rules: rules), producer: producer, furniture: reading), diagnostics)
  }

  // MARK: - Archives

  /// The compiled rules, behind a digest of them: what ``restored(from:digest:furniture:producer:)`` takes. For this program on this machine only.
  package var archive: [UInt8] {
    var body = ArchiveWriter()
    body.write(rules.digest)
    body.write(rules)
    body.write(scanner.index)
    return Array(SHA256.hex(body.bytes).utf8) + body.bytes
  }

  /// The engine of a pack that was compiled before, without the examples of its rules; a tenth of the time that ``load(_:producer:thoroughly:furniture:)`` takes.
  ///
  /// - Parameter digest: the files', see ``digest(of:)``.
  /// - Parameter furniture: of the same files: no part of the archive.
  /// - Returns: nil where the archive is damaged, or of other files.
  package static func restored(
    from archive: UnsafeRawBufferPointer, digest: String, furniture: FurnitureReading, producer: Producer? = nil
  ) -> Engine? {
    let whole = unsafe Archive(bytes: archive)
    // The digest is compared while the archive is read; nothing of it is used before.
    let checking = Meanwhile { whole.isWhole }
    let restored = whole.contents
    guard checking.value(), let (rules, index) = restored, rules.digest == digest else { return nil }
    let engine = Engine(scanner: Scanner(rules: rules, index: index), producer: producer, furniture: furniture)
    return furniture.diagnostics.isEmpty ? engine : nil
  }

  /// What ``archive`` gives, of which a thread may read while another does.
  @safe private struct Archive: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer
    private static let digestLength = 64

    /// The digest is that of what follows it.
    var isWhole: Bool {
      guard unsafe bytes.count > Archive.digestLength else { return false }
      var digest = SHA256()
      unsafe digest.update(
        Span<UInt8>(_unsafeElements: UnsafeBufferPointer(rebasing: bytes.assumingMemoryBound(to: UInt8.self)[Archive.digestLength...])))
      return unsafe digest.hex().utf8.elementsEqual(bytes.prefix(Archive.digestLength))
    }

    var contents: (RuleSet, FeatureIndex)? {
      guard unsafe bytes.count > Archive.digestLength else { return nil }
      var reader = unsafe ArchiveReader(UnsafeRawBufferPointer(rebasing: bytes[Archive.digestLength...]))
      guard let name = try? reader.read(String.self), var rules = try? RuleSet(from: &reader), let index = try? FeatureIndex(from: &reader),
        reader.isAtEnd
      else { return nil }
      rules.digest = name
      return (rules, index)
    }
  }

  /// The furniture tables of a pack, read by a thread of its own from the moment this is made.
  package struct FurnitureReading: Sendable {
    private let reading: Meanwhile<(tables: Furniture, diagnostics: [Diagnostic])>

    package init(_ files: [PackFile]) { reading = Meanwhile { Engine.furniture(of: files) } }

    var tables: Furniture { reading.value().tables }
    var diagnostics: [Diagnostic] { reading.value().diagnostics }
  }

  private static func furniture(of files: [PackFile]) -> (tables: Furniture, diagnostics: [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    var tables: [Table] = []
    for file in files.sorted(by: <) where file.path.hasSuffix(".tsv") && file.path.contains("furniture/") {
      let table = Table(file: file.shown, bytes: file.bytes, diagnostics: &diagnostics)
      if let lower = tables.firstIndex(where: { $0.file.hasSuffix("/" + file.path) || $0.file == file.path }) {
        tables[lower].extend(with: table, &diagnostics)
      } else {
        tables.append(table)
      }
    }
    let furniture = Furniture(tables: tables, diagnostics: &diagnostics)
    return (furniture, diagnostics)
  }

  /// SHA-256 of a pack: paths and bytes of its files.
  package static func digest(of files: [PackFile]) -> String {
    var digest = SHA256()
    for file in files.sorted(by: <) {
      digest.update(Array(file.path.utf8) + [0])
      digest.update(file.bytes)
    }
    return digest.hex()
  }

  /// - Parameter furniture: asked when all else is made, as another thread may be at it.
  private init(scanner: Scanner, producer: Producer?, furniture: FurnitureReading) {
    self.scanner = scanner
    rules = scanner.rules
    resolver = Resolver(rules: rules)
    twins = RegionTwins(rules)
    assembler = Assembler(rules: rules)
    gate = scanner.gate(assembler.requirements)
    self.producer = producer ?? Producer(saring: Engine.version, rules: rules.digest)
    self.furniture = furniture.tables
  }

  // MARK: - Stages

  package func clean(_ page: RawPage) -> Article { article(from: page, using: furniture) }

  package func extract(_ article: Article) -> (mentions: [Mention], entities: Entities) {
    var notes: ScanNotes?
    return extract(article, notes: &notes)
  }

  /// The same, with notes of what the rules did.
  package func extract(_ article: Article, notes: inout ScanNotes?) -> (mentions: [Mention], entities: Entities) {
    let mentions = scan(article, &notes).mentions
    return (mentions, entities(mentions, of: article))
  }

  private func scan(_ article: Article, _ notes: inout ScanNotes?) -> Scan {
    var scan = scanner.scan(
      title: Array((article.title ?? "").utf8), body: article.body, dateline: article.dateline?.range, notes: &notes)
    twins.settle(&scan.mentions)
    LandInitials.settle(&scan.mentions)
    return scan
  }

  /// Nil for an article that can have no incident.
  private func scanIfItMatters(_ article: Article) -> Scan? {
    var scan = scanner.scan(
      title: Array((article.title ?? "").utf8), body: article.body, dateline: article.dateline?.range, ifItMayHold: gate)
    if scan != nil {
      twins.settle(&scan!.mentions)
      LandInitials.settle(&scan!.mentions)
    }
    return scan
  }

  package func entities(_ mentions: [Mention], of article: Article) -> Entities {
    resolver.entities(
      mentions, title: Array((article.title ?? "").utf8), body: article.body, anchor: article.published?.date.exactDay,
      dateline: article.dateline?.range)
  }

  package func incidents(_ article: Article, _ mentions: [Mention], _ entities: Entities) -> [Incident] {
    assembler.incidents(in: article, mentions: mentions, entities: entities)
  }

  /// All stages up to `stage`. `supersedes` goes into the page's first incident record.
  package func process(
    _ item: DumpItem, path: String, upTo stage: Stage, name: PageName = .own, supersedes: [String] = []
  ) -> PageResult {
    switch item {
    case .failure(let failure): return PageResult(failure: failure)
    case .page(var page):
      // Only article records tell it, and ids that are made of it.
      if page.source.sha256.isEmpty, page.id == nil || writes(stage) { page.source.sha256 = page.digest }
      var article = clean(page)
      rename(&article, name)
      return process(article, mentions: nil, upTo: stage, supersedes: supersedes)
    case .record(let line, let number, _):
      do {
        var record = try readArticle(line, number: number)
        rename(&record.article, name)
        return process(
          record.article, mentions: record.mentions.isEmpty ? nil : record.mentions, upTo: stage, supersedes: supersedes)
      } catch {
        return PageResult(
          failure: Failure(
            path: path, line: number, stage: "record", error: "bad_record", message: "\(error)",
            bytesSHA256: SHA256.hex(line)))
      }
    }
  }

  /// Gives an article that tells no date the one of the options. Times of records that were written elsewhere are told in the run's zone.
  package func date(_ article: inout Article) {
    article.tellTimes(in: options.zone)
    guard article.published == nil, let day = options.referenceDate else { return }
    article.published = DatedValue(PartialDate(day), text: day.description, basis: .given)
  }

  private func writes(_ stage: Stage) -> Bool { writesArticles || stage != .run }

  private func rename(_ article: inout Article, _ name: PageName) {
    switch name {
    case .own: break
    case .other(let id): article.id = id
    case .numbered(let number): article.id += "~\(number)"
    }
  }

  private func process(
    _ given: Article, mentions: [Mention]?, upTo stage: Stage, supersedes: [String]
  ) -> PageResult {
    var article = given
    date(&article)
    if let since = options.since, let published = article.published?.date.value.prefix(10),
      published < since.description.prefix(published.utf8.count)
    {
      var result = PageResult()
      result.id = article.id
      result.isOld = true
      return result
    }
    guard stage != .clean else {
      var result = PageResult(article: articleLine(article, entities: nil, mentions: [], producer: producer))
      result.id = article.id
      return result
    }
    var notes = clock.map { ScanNotes(ruleCount: rules.rules.count, clock: $0) }
    let writes = writes(stage)
    // Nobody sees the mentions of a page without incidents.
    let scan = mentions != nil ? nil : writes || notes != nil ? scan(article, &notes) : scanIfItMatters(article)
    let mentions = mentions ?? scan?.mentions ?? []
    var result = PageResult()
    result.id = article.id
    if stage == .run { result.supersedes = supersedes }
    result.tallies = notes?.tallies ?? []
    guard writes || mentions.contains(where: { $0.type == "harm" || $0.type == "response" }) else { return result }
    let entities = entities(mentions, of: article)
    if writes { result.article = articleLine(article, entities: entities, mentions: mentions, producer: producer) }
    guard stage == .run else { return result }
    let found = assembler.incidents(in: article, mentions: mentions, entities: entities, body: scan?.body)
    let mask = options.masksPeople ? PrivacyMask(of: found, mentions: mentions) : nil
    for (index, incident) in found.enumerated() {
      result.incidents.append(
        incidentLine(
          incident, number: index + 1, article: article, mask: mask, producer: producer, supersedes: index == 0 ? supersedes : []))
    }
    return result
  }
}
