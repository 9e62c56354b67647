/// The registered host of an address: `https://jabar.antaranews.com/berita/1` is `antaranews.com`, `https://ekonomi.republika.co.id` is
/// `republika.co.id`. Nil where there is no host.
func siteName(of url: String, publicSuffixes: Set<String>) -> String? {
  let bytes = Array(url.utf8)
  var start = 0
  if let colon = bytes.indices.first(where: { $0 + 2 < bytes.count && bytes[$0] == 0x3A && bytes[$0 + 1] == 0x2F && bytes[$0 + 2] == 0x2F })
  {
    start = colon + 3
  } else if bytes.starts(with: [0x2F, 0x2F]) {
    start = 2
  }
  let authority = bytes[start...].prefix { $0 != 0x2F && $0 != 0x3F && $0 != 0x23 }
  let host = (authority.split(separator: 0x40).last ?? authority).split(separator: 0x3A).first ?? []
  let labels = host.split(separator: 0x2E)
  guard labels.count >= 2 else { return nil }
  func name(_ count: Int) -> String {
    String(decoding: Array(labels.suffix(count).joined(separator: [0x2E])), as: UTF8.self).lowercased()
  }
  if labels.count == 4, labels.allSatisfy({ $0.allSatisfy(Letters.isDigit) }) { return name(4) }
  let two = name(2)
  return publicSuffixes.contains(two) && labels.count >= 3 ? name(3) : two
}

/// A headline without the name of its site: "Tiga Nelayan Hilang - Kompas.com" and "Liputan6.com | Tiga Nelayan Hilang" are "Tiga Nelayan
/// Hilang"; nor is "- Halaman 2" of it.
func title(_ title: String, without furniture: Furniture) -> String {
  let bytes = Array(title.utf8)
  let page = PageText(bytes, roles: WordTable())
  var end = page.trimmedEnd(0, bytes.count)
  var start = page.trimmedStart(0, end)
  if let behind = endOfLeadingSite(bytes, page, furniture) { start = behind }
  for word in page.words where word.start > start + 8 {
    guard let mark = markBefore(word.start, bytes, page) else { continue }
    if isPage(word, page, furniture) {
      end = page.trimmedEnd(start, mark)
      break
    }
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

/// Whether a title ends in the number of a page: "Halaman 2", "Halaman 2 dari 3".
private func isPage(_ word: PageWord, _ page: PageText, _ furniture: Furniture) -> Bool {
  guard furniture.roles[word.hash]?.contains(.page) ?? false else { return false }
  let rest = page.words[page.word(at: word.end)...]
  return rest.first?.shape == .number && (rest.count == 1 || rest.count == 3 && rest.last?.shape == .number)
}

/// Where the headline begins behind the name of a site and a bar, if one stands before it.
private func endOfLeadingSite(_ bytes: [UInt8], _ page: PageText, _ furniture: Furniture) -> Int? {
  let start = page.trimmedStart(0, bytes.count)
  guard start < bytes.count else { return nil }
  for match in furniture.siteTrie.matches(bytes, at: start) {
    let bar = page.trimmedStart(match.end, bytes.count)
    guard bar < bytes.count, bytes[bar] == 0x7C else { continue }
    let behind = page.trimmedStart(bar + 1, bytes.count)
    if behind + 8 < bytes.count { return behind }
  }
  return nil
}

/// The byte of the mark ("-", "–", "|", "»") that stands, blanks around, before a byte.
private func markBefore(_ byte: Int, _ bytes: [UInt8], _ page: PageText) -> Int? {
  let end = page.trimmedEnd(0, byte)
  guard end > 1, end < byte else { return nil }
  if bytes[end - 1] == 0x2D || bytes[end - 1] == 0x7C { return Letters.isBlank(bytes[end - 2]) ? end - 1 : nil }
  if end >= 3, bytes[end - 3] == 0xE2, bytes[end - 2] == 0x80, (0x90...0x95).contains(bytes[end - 1]) { return end - 3 }
  return nil
}
