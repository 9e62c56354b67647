import HTML

/// The headline of a page.
enum HTMLTitle {
  /// Bytes of a title that are looked at, and how many headings: no page needs more, and a hostile one gets no more.
  private static let limit = 1000

  /// A heading that the page's `<title>`, `og:title` or JSON-LD repeats, or the beginning of which they do before an ellipsis.
  static func repeated(_ metadata: HTMLMetadata, headings: [(tag: HTMLTag, text: String)]) -> String? {
    let titles = [metadata.metaTitle, metadata.titleElement, metadata.headline].compactMap { $0 }
    let named = titles.map { Array(HTMLMetadata.letters($0.utf8).prefix(limit)) }
    let cut = zip(titles, named).filter { $0.0.hasSuffix("...") || $0.0.hasSuffix("…") }.map(\.1).filter { $0.count >= 20 }
    let site = HTMLMetadata.letters((metadata.siteName ?? "").utf8)
    // The longest; one that only ends a title is the site's own name, and comes last.
    let ranked = headings.prefix(limit).compactMap { heading -> (rank: Int, text: String)? in
      guard heading.text.utf8.count <= limit else { return nil }
      let letters = HTMLMetadata.letters(heading.text.utf8)
      let holders = named.filter { contains($0, letters) }
      if holders.isEmpty, cut.contains(where: { letters.starts(with: $0) }) { return (0, heading.text) }
      guard letters.count >= 12, letters != site, !holders.isEmpty else { return nil }
      let isTail = holders.allSatisfy { $0.count > letters.count && $0.suffix(letters.count).elementsEqual(letters) }
      return (isTail ? 1 : 0, heading.text)
    }
    guard let rank = ranked.map(\.rank).min() else { return nil }
    return ranked.filter { $0.rank == rank }.max { $0.text.utf8.count < $1.text.utf8.count }?.text
  }

  /// What `<title>` and `og:title` say, without the site's name.
  static func named(_ metadata: HTMLMetadata) -> String? {
    let title = metadata.metaTitle ?? metadata.titleElement
    return title.flatMap { $0.isEmpty ? nil : withoutSite($0, siteName: metadata.siteName) }
  }

  /// Whether a line is most of a title, with no more than the site's name beside it.
  static func isMost(of titles: [[UInt8]], _ letters: [UInt8]) -> Bool {
    letters.count >= 20 && titles.contains { letters.count * 5 >= $0.count * 3 && contains($0, letters) }
  }

  /// Whether `part` stands in `whole` in one row.
  static func contains(_ whole: [UInt8], _ part: [UInt8]) -> Bool {
    guard let first = part.first, whole.count >= part.count else { return false }
    for start in 0...(whole.count - part.count) where whole[start] == first {
      if whole[start..<(start + part.count)].elementsEqual(part) { return true }
    }
    return false
  }

  /// Cuts `… - ANTARA News`, `… | Republika Online`: what stands behind the last separator, where it is shorter than what stands before and
  /// begins with no number (`… - 5 Tewas`).
  static func withoutSite(_ title: String, siteName: String?) -> String {
    let bytes = Array(title.utf8)
    guard bytes.count <= limit else { return title }
    for separator in [" | ", " - ", " – ", " — ", " :: ", " » "] {
      let mark = Array(separator.utf8)
      guard bytes.count > mark.count else { continue }
      var start = bytes.count - mark.count
      while start > 0, !bytes[start..<(start + mark.count)].elementsEqual(mark) { start -= 1 }
      guard start > 0 else { continue }
      let tail = bytes[(start + mark.count)...]
      let words = tail.split(separator: 0x20).count
      let isSite = siteName.map { HTMLMetadata.letters($0.utf8) == HTMLMetadata.letters(tail) } ?? false
      let isCount = tail.prefix { $0 != 0x20 }.allSatisfy { $0 &- 0x30 < 10 }
      if isSite || (words <= 4 && !isCount && tail.count * 2 < start && start >= 12) {
        return withoutSite(String(decoding: bytes[..<start], as: UTF8.self), siteName: siteName)
      }
    }
    return title
  }
}
