/// The registered host of an address: `https://jabar.antaranews.com/berita/1` is `antaranews.com`, `https://ekonomi.republika.co.id` is
/// `republika.co.id`. Nil where there is no host.
func siteName(of url: String, publicSuffixes: Set<String>) -> String? {
  var rest = Substring(url)
  if let scheme = rest.range(of: "://") {
    rest = rest[scheme.upperBound...]
  } else if rest.hasPrefix("//") {
    rest = rest.dropFirst(2)
  }
  let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
  let name = (host.split(separator: "@").last ?? host).split(separator: ":").first ?? ""
  let labels = name.lowercased().split(separator: ".")
  guard labels.count >= 2 else { return nil }
  let two = labels.suffix(2).joined(separator: ".")
  return publicSuffixes.contains(two) && labels.count >= 3 ? labels.suffix(3).joined(separator: ".") : two
}

extension Substring {
  fileprivate func range(of needle: String) -> Range<Index>? {
    var at = startIndex
    while at < endIndex {
      if self[at...].hasPrefix(needle) { return at..<index(at, offsetBy: needle.count) }
      at = index(after: at)
    }
    return nil
  }
}

/// A headline without the name of its site: "Tiga Nelayan Hilang - Kompas.com" is "Tiga Nelayan Hilang".
func title(_ title: String, without furniture: Furniture) -> String {
  let bytes = Array(title.utf8)
  let page = PageText(bytes, roles: [:])
  var end = page.trimmedEnd(0, bytes.count)
  let start = page.trimmedStart(0, end)
  for word in page.words where word.start > start + 8 {
    guard let mark = markBefore(word.start, bytes, page) else { continue }
    let isSite = furniture.siteTrie.matches(bytes, at: word.start).contains {
      page.trimmedStart($0.end, bytes.count) == bytes.count
    }
    let isHost = furniture.siteTrie.matches(bytes, at: word.start).contains { $0.end == bytes.count }
    if isSite || isHost {
      end = page.trimmedEnd(start, mark)
      break
    }
  }
  return String(decoding: bytes[start..<end], as: UTF8.self)
}

/// The byte of the mark ("-", "–", "|", "»") that stands, blanks around, before a byte.
private func markBefore(_ byte: Int, _ bytes: [UInt8], _ page: PageText) -> Int? {
  let end = page.trimmedEnd(0, byte)
  guard end > 1, end < byte else { return nil }
  if bytes[end - 1] == 0x2D || bytes[end - 1] == 0x7C { return Letters.isBlank(bytes[end - 2]) ? end - 1 : nil }
  if end >= 3, bytes[end - 3] == 0xE2, bytes[end - 2] == 0x80, (0x90...0x95).contains(bytes[end - 1]) { return end - 3 }
  return nil
}
