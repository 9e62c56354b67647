import Ledger
import Pipeline

/// What a ledger tells of the pages of a run: which were read before, and which records a page's new ones supersede.
///
/// Of pages that one run meets under one key the last is the current one; the others are remembered as older versions, so that they are
/// not taken for new ones when they come again. Sixteen bytes a page, to tell which those are.
struct PageHistory {
  let ledger: Ledger
  /// Digest of all that decides about records besides the page.
  let settings: String
  /// Failures depend on the limits too.
  let failureSettings: String
  private var met: Set<Int> = []
  /// Failures that this run has told of: a second one in the same words is another page.
  private var told: Set<String> = []

  /// Ids that several pages of a night have are looked for up to this `~N`.
  private static let mostNames = 16

  init(_ ledger: Ledger, settings: String, failureSettings: String) {
    (self.ledger, self.settings, self.failureSettings) = (ledger, settings, failureSettings)
  }

  mutating func admission(of mark: PageMark) throws -> Admission {
    met.insert(PageHistory.version(mark.key, mark.digest))
    if mark.isFailure { return try isKnown(failure: mark) ? .skip : .read(supersedes: []) }
    let known = try ledger.page(key: mark.key)
    let same = try ledger.page(article: mark.article)
    if try isKnown(mark, known, same) { return .skip }
    var ids = known?.incidentIDs ?? []
    for id in same?.incidentIDs ?? [] where !ids.contains(id) { ids.append(id) }
    return .read(supersedes: ids)
  }

  private func isKnown(_ mark: PageMark, _ known: Ledger.Page?, _ same: Ledger.Page?) throws -> Bool {
    func isSame(_ page: Ledger.Page) -> Bool { page.digest == mark.digest && page.settings == settings }
    if let known {
      if isSame(known) { return true }
      if try ledger.hasOlder(key: mark.key, digest: mark.digest, settings: settings) { return true }
    } else if let same, isSame(same) {
      if mark.key.hasPrefix("path:") { try ledger.rename(same.key, to: mark.key) }
      return true
    }
    if let failed = try ledger.page(key: "failure:" + mark.key), failed.digest == mark.digest, failed.settings == failureSettings {
      return true
    }
    return try hasAnotherNumber(mark, isSame)
  }

  /// Whether a page whose id others have too was read before as another of them.
  private func hasAnotherNumber(_ mark: PageMark, _ isSame: (Ledger.Page) -> Bool) throws -> Bool {
    guard let id = mark.id else { return false }
    for number in 1...PageHistory.mostNames {
      guard let page = try ledger.page(key: number == 1 ? "id:\(id)" : "id:\(id)~\(number)") else { return false }
      if isSame(page) { return true }
    }
    return false
  }

  private func isKnown(failure mark: PageMark) throws -> Bool {
    if told.contains(mark.article) { return false }
    return [try ledger.page(key: mark.key), try ledger.page(article: mark.article)].contains {
      $0.map { $0.digest == mark.digest && $0.settings == failureSettings } == true
    }
  }

  mutating func record(_ mark: PageMark, _ result: PageResult) throws {
    if mark.isFailure {
      told.insert(mark.article)
      try ledger.record(page(key: mark.key, article: mark.article, mark, failureSettings))
    } else if result.failure != nil {
      let key = "failure:" + mark.key
      try ledger.record(page(key: key, article: key, mark, failureSettings))
    } else {
      if let older = try ledger.page(key: mark.key), older.digest != mark.digest,
        met.contains(PageHistory.version(older.key, older.digest))
      {
        try ledger.recordOlder(older)
      }
      try ledger.record(page(key: mark.key, article: result.id ?? mark.article, mark, settings, incidents: result.incidents.count))
    }
  }

  private func page(key: String, article: String, _ mark: PageMark, _ settings: String, incidents: Int = 0) -> Ledger.Page {
    Ledger.Page(key: key, article: article, digest: mark.digest, settings: settings, incidents: incidents)
  }

  private static func version(_ key: String, _ digest: String) -> Int {
    var hasher = Hasher()
    hasher.combine(key)
    hasher.combine(digest)
    return hasher.finalize()
  }
}
