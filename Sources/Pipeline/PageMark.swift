import Bytes
import Dumps

/// What a ledger knows a page by.
package struct PageMark: Hashable, Sendable {
  /// What stays the same when the page changes: its id, its address, or the path of a file that is one page. What has none of them is
  /// known by its bytes.
  package var key: String
  /// The id that its article gets.
  package var article: String
  /// The id that the page says it has; others of the run may have it too.
  package private(set) var id: String?
  /// SHA-256 of the page and of what the dump says of it.
  package var digest: String
  /// Whether nothing could be read of the page.
  package var isFailure: Bool { key.hasPrefix("failure:") }

  /// Nil for a failure of which nothing could be read.
  init?(_ item: DumpItem, name: PageName) {
    switch item {
    case .page(let page):
      id = page.id
      let own = page.id ?? "sha256:\(page.source.sha256.prefix(16))"
      article = PageMark.named(own, name)
      if page.id != nil {
        key = "id:" + article
      } else if let url = page.url {
        key = "url:" + url
      } else {
        key = page.source.isFile ? "path:" + PageMark.normal(page.source.path) : "page:" + article
      }
      let parts = [page.source.sha256, page.id, page.url, page.title, page.published]
      digest = SHA256.hex(Array(parts.map { $0 ?? "\u{1}" }.joined(separator: "\u{0}").utf8))
    case .record(let line, _, let id):
      digest = SHA256.hex(line)
      self.id = id
      article = PageMark.named(id ?? "line:" + digest, name)
      key = "id:" + article
    case .failure(let failure):
      guard let sha256 = failure.bytesSHA256 else { return nil }
      digest = sha256
      article = "failure:\(failure.error):\(sha256)"
      key = "failure:\(PageMark.normal(failure.path)):\(failure.line.map { String($0) } ?? sha256)"
    }
  }

  /// A path without `.` and doubled slashes: `./tp//a.txt` is `tp/a.txt`. A `..` stays, since the folder before it may be a link.
  private static func normal(_ path: String) -> String {
    let parts = path.split(separator: "/").filter { $0 != "." }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  private static func named(_ id: String, _ name: PageName) -> String {
    switch name {
    case .own: id
    case .other(let id): id
    case .numbered(let number): "\(id)~\(number)"
    }
  }
}

extension PageSource {
  /// Whether the page is all there is under its path: a file, or one of an archive. What comes through a pipe has no path of its own.
  fileprivate var isFile: Bool {
    let pipes = ["/dev/stdin", "/dev/fd/", "/proc/self/fd/"]
    return line == nil && element == nil && format != .warc && path != "-" && !pipes.contains { path.hasPrefix($0) }
  }
}

extension RawPage {
  /// SHA-256 of its bytes.
  var digest: String {
    switch content {
    case .html(let bytes), .text(let bytes), .markdown(let bytes): SHA256.hex(bytes)
    }
  }

  var size: Int {
    switch content {
    case .html(let bytes), .text(let bytes), .markdown(let bytes): bytes.count
    }
  }
}

/// Gives a second page with the same id in one run its `~2`. Sixteen bytes a page.
///
/// Where a ledger is kept, the same page again is the same page: only another one with its id is a second.
struct PageNames {
  private var seen: [UInt64: Int32] = [:]
  private var contents: [UInt64: Int32] = [:]

  mutating func name(of item: DumpItem, knowsSame: Bool) -> PageName {
    let id: String?
    let content: UInt64
    switch item {
    case .failure: return .own
    case .record(let line, _, let own):
      id = own
      content = PageNames.hash(line)
    case .page(let page):
      id = page.id
      switch page.content {
      case .html(let bytes), .text(let bytes), .markdown(let bytes): content = id == nil || knowsSame ? PageNames.hash(bytes) : 0
      }
    }
    let own = id.map { PageNames.hash(Array($0.utf8)) } ?? content
    if knowsSame, let number = contents[own &+ content &* 31] { return name(number, id) }
    guard var count = seen[own] else {
      seen[own] = 1
      if knowsSame { contents[own &+ content &* 31] = 1 }
      return .own
    }
    count += 1
    // A page may call itself "a~2" already.
    if let id {
      while seen[PageNames.hash(Array("\(id)~\(count)".utf8))] != nil { count += 1 }
      seen[PageNames.hash(Array("\(id)~\(count)".utf8))] = 1
    }
    seen[own] = count
    if knowsSame { contents[own &+ content &* 31] = count }
    return name(count, id)
  }

  private func name(_ number: Int32, _ id: String?) -> PageName {
    if number == 1 { return .own }
    return id.map { .other("\($0)~\(number)") } ?? .numbered(Int(number))
  }

  /// Eight bytes a step, multiplied and folded (after wyhash): about 4 GB/s. Two pages of 100 million share one by a chance of 3 in
  /// 10,000; then the second gets a `~2` that it need not have.
  private static func hash(_ bytes: [UInt8]) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.count)
    unsafe bytes.withUnsafeBytes { bytes in
      var at = 0
      while at + 8 <= bytes.count {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        let product = (hash ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
        hash = product.high ^ product.low
        at += 8
      }
      while at < bytes.count {
        let product = (hash ^ UInt64(unsafe bytes[at])).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
        hash = product.high ^ product.low
        at += 1
      }
    }
    return hash
  }
}
