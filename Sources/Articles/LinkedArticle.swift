import HTML
import Text

/// What JSON-LD tells of one article: the page's, or another that the page links to.
struct LinkedArticle {
  var headline: String?
  var published: DatedValue?
  var modified: DatedValue?
  var authors: [String] = []
  /// The `@id` of authors that are named elsewhere on the page.
  var authorIDs: [String] = []
  var siteName: String?
  /// `articleBody`, where it is long enough to be one.
  var body: String?
  /// Where it says that it stands: `url`, `mainEntityOfPage`, `@id`.
  private var addresses: [String] = []

  init(_ json: PageJSON) {
    headline = (json["headline"]?.text ?? json["name"]?.text).map(HTMLMetadata.decoded)
    published = LinkedArticle.date(json["datePublished"]) ?? LinkedArticle.date(json["uploadDate"])
    modified = LinkedArticle.date(json["dateModified"])
    var seen: Set<String> = []
    for author in json["author"]?.values ?? [] {
      guard let text = author["name"]?.text ?? author.text else {
        authorIDs += [author["@id"]?.text].compactMap { $0 }
        continue
      }
      let name = HTMLMetadata.decoded(text)
      if !name.isEmpty, !name.contains("://"), seen.insert(name).inserted { authors.append(name) }
    }
    siteName = (json["publisher"]?["name"]?.text).map(HTMLMetadata.decoded)
    if let text = json["articleBody"]?.text, text.utf8.count > 200 { body = text }
    let page = json["mainEntityOfPage"]
    addresses = [json["url"]?.text, page?.text, page?["@id"]?.text, json["@id"]?.text].compactMap { $0 }
  }

  private static func date(_ json: PageJSON?) -> DatedValue? {
    json?.text.flatMap { MachineDate.published($0, basis: .jsonLD) }
  }

  /// Those of a page's articles that are the page's, the surest first: by their address, then by their headline, then those that name
  /// neither. One whose headline shares hardly a word with the page's is another story's.
  ///
  /// - Parameters:
  ///   - names: the page's titles and headlines; without any all articles are taken.
  ///   - addresses: the page's.
  static func own(of articles: [LinkedArticle], names: [String], addresses: [String]) -> [LinkedArticle] {
    guard !articles.isEmpty else { return [] }
    let here = Set(addresses.map(plain))
    // Worked out when the first article does not say where it stands.
    lazy var known = names.map { HTMLMetadata.longWords(Array($0.utf8)[...]) }.filter { !$0.isEmpty }
    let ranked = articles.enumerated().compactMap { place, article -> (rank: Double, place: Int)? in
      if article.addresses.contains(where: { here.contains(plain($0)) }) { return (2, place) }
      guard let headline = article.headline, !known.isEmpty else { return (0, place) }
      let words = HTMLMetadata.longWords(Array(headline.utf8)[...])
      guard words.count >= fewestWords else { return (0, place) }
      let share = known.map { Double($0.intersection(words).count) / Double(min($0.count, words.count)) }.max() ?? 0
      return share >= leastShare ? (share, place) : nil
    }
    return ranked.sorted { ($1.rank, $0.place) < ($0.rank, $1.place) }.map { articles[$0.place] }
  }

  /// A headline of fewer long words tells nothing.
  private static let fewestWords = 3
  private static let leastShare = 0.2

  /// An address without what differs between copies of it: scheme, "www.", query, fragment, the last slash.
  private static func plain(_ address: String) -> String {
    var rest = Substring(address.lowercased())
    if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
    rest = rest.prefix { $0 != "?" && $0 != "#" }
    if rest.hasPrefix("www.") { rest = rest.dropFirst(4) }
    while rest.hasSuffix("/") { rest = rest.dropLast() }
    return String(rest)
  }
}

extension HTMLMetadata {
  /// The words of four letters or more, small and capital letters alike.
  static func longWords(_ text: ArraySlice<UInt8>) -> Set<String> {
    var words: Set<String> = []
    for word in text.split(whereSeparator: { !Letters.isLetter($0) && !Letters.isDigit($0) && $0 < 0x80 }) where word.count >= 4 {
      words.insert(lower(word))
    }
    return words
  }
}

extension HTMLTree {
  /// Whether an element that tells of an article stands with another story than the page's: in an `aside`, in what a name marks as links to
  /// other stories, or on a card, a small element that links to a story.
  ///
  /// - Parameter title: the page's, in which the headlines of other stories do not stand.
  /// - Complexity: O(*depth*), and up to 512 nodes of elements around it.
  func isOfAnotherItem(_ node: Int32, _ vocabulary: HTMLVocabulary, title: String?) -> Bool {
    let letters = HTMLMetadata.letters((title ?? "").utf8.prefix(1000))
    var at = nodes[Int(node)].parent
    var left = 512
    var isNearest = true
    while at >= 0, nodes[Int(at)].tag != .body {
      let record = nodes[Int(at)]
      if record.tag == .head { return false }
      if record.tag == .aside { return true }
      if isOfRelatedStories(at, vocabulary) { return !holdsHeadline(at, &left) }
      if isNearest || attribute("itemscope", of: at) != nil, isCard(at, &left, letters) { return true }
      isNearest = false
      at = record.parent
    }
    return false
  }

  private func isOfRelatedStories(_ node: Int32, _ vocabulary: HTMLVocabulary) -> Bool {
    let names: [StaticString] = ["class", "id"]
    let effect = names.lazy.compactMap { attribute($0, of: node) }.map { vocabulary.entry(for: $0) }.first { $0 >= 0 }
    guard let effect else { return false }
    return !vocabulary.entries[Int(effect)].keeps && vocabulary.entries[Int(effect)].kind == .related
  }

  /// Whether an `h1` stands in an element, or the element is too large to be asked.
  private func holdsHeadline(_ root: Int32, _ left: inout Int) -> Bool {
    var at = following(root, within: root)
    while at >= 0 {
      left -= 1
      if left < 0 || (nodes[Int(at)].kind == .element && nodes[Int(at)].tag == .h1) { return true }
      at = following(at, within: root)
    }
    return false
  }

  /// A small element with hardly any text outside of links, no `h1` and no paragraph, that links to another story than the page's: in
  /// four words or more, or in any where it is an `article`.
  private func isCard(_ root: Int32, _ left: inout Int, _ title: [UInt8]) -> Bool {
    let fewest = nodes[Int(root)].tag == .article ? 1 : 4
    var at = following(root, within: root)
    var linksToStory = false
    var plain = 0
    for _ in 0..<64 where at >= 0 {
      left -= 1
      let record = nodes[Int(at)]
      if left < 0 || plain > 200 { return false }
      if record.kind == .text { plain += Int(record.end - record.start) }
      if record.kind == .element {
        if record.tag == .h1 || record.tag == .p { return false }
        if record.tag == .a {
          let words = textContent(of: at)
          if words.split(whereSeparator: { $0 <= 0x20 }).count >= fewest {
            if HTMLTitle.contains(title, HTMLMetadata.letters(words)) { return false }
            linksToStory = true
          }
        }
      }
      at = following(at, within: root, skippingChildren: record.kind == .element && record.tag == .a)
    }
    return linksToStory && at < 0
  }
}
