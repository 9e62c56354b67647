import Ledger
import Pipeline

/// What a ledger tells of the pages of a run: which were read before, and which records a page's new ones supersede.
///
/// Every key has a row that says which article stood there when it was last met. An article's records hold as long as a row names it: a
/// page that comes to stand for another one supersedes that one's records, and no row names it any more, unless this run has met it
/// elsewhere (a file that was renamed or copied). Where it is met elsewhere only later, it is read anew, as a page that nobody knows.
///
/// Of pages that one run meets under one key the last is the current one; the others are remembered as older versions, so that they are
/// not taken for new ones when they come again. Forty-eight bytes a page, to tell which those are and what was met where.
struct PageHistory {
  let ledger: Ledger
  /// Digest of all that decides about records besides the page.
  let settings: String
  /// Failures depend on the limits too.
  let failureSettings: String
  /// Before the keys and articles of stages that write article records: what they have read tells nothing of incident records.
  private let scope: String
  private var met: Set<Int> = []
  /// Under which key an article was met in this run: hashes; 0 where there were several.
  private var places: [Int: Int] = [:]
  /// Articles whose records a page on its way supersedes, by the page's key.
  private var superseded: [String: String] = [:]
  /// Failures that this run has told of: a second one in the same words is another page.
  private var told: Set<String> = []

  /// Ids that several pages of a night have are looked for up to this `~N`.
  private static let mostNames = 16

  init(_ ledger: Ledger, stage: Stage, settings: String, failureSettings: String) {
    (self.ledger, self.settings, self.failureSettings) = (ledger, settings, failureSettings)
    scope = stage == .run ? "" : "\(stage.rawValue)|"
  }

  mutating func admission(of mark: PageMark) throws -> Admission {
    met.insert(PageHistory.version(scope + mark.key, mark.digest))
    if mark.isFailure { return try isKnown(failure: mark) ? .skip : .read(supersedes: []) }
    let known = try page(key: mark.key)
    if try isKnown(mark, known) { return .skip }
    let numbered = try freeNumber(for: mark)
    let former = numbered == mark ? known : try page(key: numbered.key)
    meet(scope + numbered.article, at: mark.key)
    var ids: [String] = []
    superseded[numbered.key] = nil
    if let former, former.article != scope + numbered.article, !isMetElsewhere(former.article, than: mark.key) {
      ids = former.incidentIDs
      superseded[numbered.key] = former.article
    }
    let own = try ledger.pages(article: scope + numbered.article).max { $0.incidents < $1.incidents }
    ids += own?.incidentIDs ?? []
    return .read(supersedes: ids, holds: superseded[numbered.key].map { [$0] } ?? [], mark: numbered == mark ? nil : numbered)
  }

  // MARK: - What is known

  private mutating func isKnown(_ mark: PageMark, _ known: Ledger.Page?) throws -> Bool {
    if let known, isSame(known, mark) {
      meet(known.article, at: mark.key)
      return true
    }
    if known != nil, try ledger.hasOlder(key: scope + mark.key, digest: mark.digest, settings: settings) { return true }
    if try isKnownElsewhere(mark, known) { return true }
    if let failed = try page(key: "failure:" + mark.key), failed.digest == mark.digest, failed.settings == failureSettings { return true }
    return try hasAnotherNumber(mark)
  }

  private func isSame(_ page: Ledger.Page, _ mark: PageMark) -> Bool { page.digest == mark.digest && page.settings == settings }

  /// Whether the same page was read under another key, and no record has to say that the one that stood here no longer holds.
  private mutating func isKnownElsewhere(_ mark: PageMark, _ known: Ledger.Page?) throws -> Bool {
    let same = try ledger.pages(article: scope + mark.article, digest: mark.digest, settings: settings)
    guard let first = same.first else { return false }
    if let known, known.article != first.article, known.incidents > 0, !isMetElsewhere(known.article, than: mark.key) { return false }
    if mark.key.hasPrefix("path:") {
      let moved = same.first { !met.contains(PageHistory.version($0.key, $0.digest)) }
      if known == nil, let moved {
        try ledger.rename(moved.key, to: scope + mark.key)
      } else {
        var copy = first
        copy.key = scope + mark.key
        try ledger.record(copy)
      }
    }
    meet(first.article, at: mark.key)
    return true
  }

  /// Whether a page whose id others have too was read before as another of them.
  private mutating func hasAnotherNumber(_ mark: PageMark) throws -> Bool {
    guard let id = mark.id else { return false }
    for number in 1...PageHistory.mostNames {
      guard let page = try page(key: "id:" + PageHistory.name(id, number)) else { return false }
      if isSame(page, mark) {
        meet(page.article, at: mark.key)
        return true
      }
    }
    return false
  }

  /// The mark, under another number where this run has met another page that has its number since an earlier night.
  private func freeNumber(for mark: PageMark) throws -> PageMark {
    guard let id = mark.id, isMetElsewhere(scope + mark.article, than: mark.key) else { return mark }
    for number in 1...PageHistory.mostNames {
      let name = PageHistory.name(id, number)
      guard !isMetElsewhere(scope + name, than: mark.key) else { continue }
      var other = mark
      (other.key, other.article) = ("id:" + name, name)
      return other
    }
    return mark
  }

  private static func name(_ id: String, _ number: Int) -> String { number == 1 ? id : "\(id)~\(number)" }

  private func isKnown(failure mark: PageMark) throws -> Bool {
    if told.contains(mark.article) { return false }
    return ([try page(key: mark.key)] + (try ledger.pages(article: scope + mark.article))).contains {
      $0.map { $0.digest == mark.digest && $0.settings == failureSettings } == true
    }
  }

  private func page(key: String) throws -> Ledger.Page? { try ledger.page(key: scope + key) }

  // MARK: - What this run has met

  private mutating func meet(_ article: String, at key: String) {
    let place = PageHistory.hash(key)
    if places.updateValue(place, forKey: PageHistory.hash(article)).map({ $0 != place }) == true { places[PageHistory.hash(article)] = 0 }
  }

  private func isMetElsewhere(_ article: String, than key: String) -> Bool {
    places[PageHistory.hash(article)].map { $0 != PageHistory.hash(key) } == true
  }

  // MARK: - What was read

  mutating func record(_ mark: PageMark, _ result: PageResult) throws {
    let former = superseded.removeValue(forKey: mark.key)
    if result.isOld { return }
    if mark.isFailure {
      told.insert(mark.article)
      try ledger.record(page(key: mark.key, article: mark.article, mark, failureSettings))
    } else if result.failure != nil {
      let key = "failure:" + mark.key
      try ledger.record(page(key: key, article: key, mark, failureSettings))
    } else {
      if let older = try page(key: mark.key), older.digest != mark.digest, met.contains(PageHistory.version(older.key, older.digest)) {
        try ledger.recordOlder(older)
      }
      if let former { try ledger.forget(article: former) }
      let page = page(key: mark.key, article: result.id ?? mark.article, mark, settings, incidents: result.incidents.count)
      try ledger.setIncidents(page.incidents, article: page.article)
      try ledger.record(page)
    }
  }

  private func page(key: String, article: String, _ mark: PageMark, _ settings: String, incidents: Int = 0) -> Ledger.Page {
    Ledger.Page(key: scope + key, article: scope + article, digest: mark.digest, settings: settings, incidents: incidents)
  }

  private static func version(_ key: String, _ digest: String) -> Int {
    var hasher = Hasher()
    hasher.combine(key)
    hasher.combine(digest)
    return hasher.finalize()
  }

  private static func hash(_ text: String) -> Int { text.hashValue }
}
