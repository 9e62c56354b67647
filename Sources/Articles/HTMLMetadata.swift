import HTML
import Text

/// What a page says of itself in JSON-LD, meta tags and its headings.
struct HTMLMetadata {
  var headline: String?
  var metaTitle: String?
  var titleElement: String?
  var published: DatedValue?
  var modified: DatedValue?
  var authors: [String] = []
  var url: String?
  var siteName: String?
  /// JSON-LD `articleBody`: an aid for finding the body, and its text where the page shows no third of it (``HTMLScripted``).
  var articleBody: String?
  /// What `<meta>` gives for each of ``askedFor``; the first counts.
  private var metas = [String?](repeating: nil, count: askedFor.count)

  private static let mostArticles = 200
  /// How many more elements are asked whether they stand with another story; those behind are not read.
  private var asked = 100
  /// The articles of JSON-LD, as they come.
  private var articles: [LinkedArticle] = []
  /// The names of persons that JSON-LD tells of by their `@id`.
  private var persons: [String: String] = [:]
  /// What JSON-LD tells of the page and of films on it: dates, where no article tells any.
  private var pages: [LinkedArticle] = []
  /// What is told of a film has the page's day only where no article is told of.
  private var films: [LinkedArticle] = []
  /// The `<time datetime>` of the page that say nothing of what they date, as they come.
  private(set) var times: [Time] = []
  /// Whether ``published`` is but a day that `<meta name=date>` names, which may be that of any visit.
  private(set) var isPublishedWeak = false

  struct Time {
    var node: Int32
    /// The block that it stands in or before.
    var block: Int
    /// Whether a class or attribute tells that it dates the publication.
    var isPublication: Bool
    var date: DatedValue
  }

  private static let mostTimes = 50

  private static let publishedNames = [
    "article:published_time", "datepublished", "og:published_time", "pubdate", "publishdate", "publish-date",
    "dc.date.issued", "dc.date", "dcterms.created", "content_publisheddate", "parsely-pub-date", "sailthru.date",
    "article.published", "datecreated", "date",
  ]
  private static let modifiedNames = ["article:modified_time", "datemodified", "og:updated_time", "lastmod", "last-modified"]
  private static let authorNames = ["author", "article:author", "content_author", "dc.creator", "parsely-author"]
  private static let askedFor = publishedNames + modifiedNames + authorNames + ["og:url", "og:title", "twitter:title", "og:site_name"]
  /// The places of these by hash: pages carry many more.
  private static let placesByName: WordTable<Int> = {
    var table = WordTable<Int>(capacity: askedFor.count)
    for (place, name) in askedFor.enumerated() { table[HTMLVocabulary.hash(name.utf8)] = place }
    return table
  }()

  /// The place of a name of `<meta>` among those that are asked for.
  private static func place(_ name: some Collection<UInt8>) -> Int? {
    guard let place = placesByName[HTMLVocabulary.hash(name)] else { return nil }
    return askedFor[place].utf8.elementsEqual(name.lazy.map { Letters.small($0) }) ? place : nil
  }

  private func meta(_ name: String) -> String? { HTMLMetadata.place(name.utf8).flatMap { metas[$0] } }

  /// The keys of JSON-LD that are read, at any depth.
  private static let jsonKeys = [
    "@graph", "mainEntity", "@type", "headline", "name", "datePublished", "dateModified", "author", "publisher", "articleBody", "url",
    "mainEntityOfPage", "@id", "uploadDate",
  ]

  /// The elements that are read; all others tell nothing.
  static func isRead(_ tag: HTMLTag) -> Bool {
    switch tag {
    case .meta, .title, .link, .script, .time: true
    default: false
    }
  }

  /// Reads an element of the page; they come in document order.
  ///
  /// - Parameters:
  ///   - vocabulary: the class names that mark what is not the page's own.
  ///   - block: how many blocks stand before it.
  mutating func read(_ node: Int32, _ tree: HTMLTree, _ vocabulary: HTMLVocabulary, block: Int? = nil) {
    switch tree.nodes[Int(node)].tag {
    case .meta: readMeta(node, tree, vocabulary)
    case .title:
      if titleElement == nil, tree.nodes[Int(node)].namespace == .html {
        titleElement = HTMLMetadata.collapsed(tree.textContent(of: node))
      }
    case .link:
      if url == nil, let rel = tree.attribute("rel", of: node), HTMLMetadata.lower(rel) == "canonical",
        let href = tree.attribute("href", of: node)
      {
        url = HTMLMetadata.absolute(String(decoding: href, as: UTF8.self))
      }
    case .script:
      if let type = tree.attribute("type", of: node), HTMLMetadata.isJSONLD(type),
        let json = PageJSON.read(tree.textContent(of: node)[...], keys: HTMLMetadata.jsonKeys)
      {
        readJSONLD(json, depth: 0)
      }
    case .time: readTime(node, tree, vocabulary, block)
    default: break
    }
  }

  private mutating func readTime(_ node: Int32, _ tree: HTMLTree, _ vocabulary: HTMLVocabulary, _ block: Int?) {
    guard let value = tree.attribute("datetime", of: node) else { return }
    let text = String(decoding: value, as: UTF8.self)
    if let property = tree.attribute("itemprop", of: node) {
      guard HTMLMetadata.lower(property) == "datepublished", let place = HTMLMetadata.place("datepublished".utf8), metas[place] == nil,
        isOwn(node, tree, vocabulary)
      else { return }
      metas[place] = text
    } else if let block, times.count < HTMLMetadata.mostTimes, let date = MachineDate.published(text, basis: .meta) {
      let names = HTMLMetadata.lower(tree.attribute("class", of: node) ?? [])
      let isPublication = tree.attribute("pubdate", of: node) != nil || names.contains("publish") || names.contains("entry-date")
      if !isPublication, names.contains("updated") || names.contains("modified") { return }
      times.append(Time(node: node, block: block, isPublication: isPublication, date: date))
    }
  }

  /// Reads the elements below a node, contents of templates left out.
  mutating func readAll(within root: Int32, _ tree: HTMLTree, _ vocabulary: HTMLVocabulary) {
    var at = tree.following(root, within: root)
    while at >= 0 {
      let kind = tree.nodes[Int(at)].kind
      if kind == .element { read(at, tree, vocabulary) }
      at = tree.following(at, within: root, skippingChildren: kind == .templateContent)
    }
  }

  /// Takes what JSON-LD tells of the page's article, and what `<meta>` tells where nothing better did, after the last element.
  ///
  /// - Parameters:
  ///   - address: where the page was found, if that is known.
  ///   - headings: the page's `h1`.
  mutating func finish(address: String? = nil, headings: [String] = []) {
    if url == nil { url = HTMLMetadata.absolute(meta("og:url") ?? "") }
    metaTitle = meta("og:title") ?? meta("twitter:title")
    let names = [metaTitle, titleElement].compactMap { $0 } + headings
    for article in LinkedArticle.own(of: articles, names: names, addresses: [address, url].compactMap { $0 }) { take(article) }
    if let name = meta("og:site_name") { siteName = name }
    if published == nil { (published, isPublishedWeak) = publishedByMeta() }
    if published == nil || isPublishedWeak {
      let told = LinkedArticle.own(of: articles.isEmpty ? pages + films : pages, names: names, addresses: [address, url].compactMap { $0 })
        .lazy.compactMap(\.published).first
      if let told { (published, isPublishedWeak) = (told, false) }
    }
    modified = modified ?? date(HTMLMetadata.modifiedNames)
    if authors.isEmpty {
      for name in HTMLMetadata.authorNames {
        if let author = meta(name), !author.contains("://"), !author.isEmpty {
          authors = [author]
          break
        }
      }
    }
  }

  private func date(_ names: [String]) -> DatedValue? {
    for name in names {
      if let text = meta(name), let date = MachineDate.published(text, basis: .meta) { return date }
    }
    return nil
  }

  private func publishedByMeta() -> (DatedValue?, isWeak: Bool) {
    let found = date(HTMLMetadata.publishedNames.filter { $0 != "date" })
    if let found { return (found, false) }
    let date = date(["date"])
    return (date, date.map { $0.date.precision <= .day } ?? false)
  }

  private mutating func take(_ article: LinkedArticle) {
    headline = headline ?? article.headline
    published = published ?? article.published
    modified = modified ?? article.modified
    if authors.isEmpty { authors = article.authors }
    for name in article.authorIDs.compactMap({ persons[$0] }) where !name.isEmpty && !name.contains("://") && !authors.contains(name) {
      authors.append(name)
    }
    siteName = siteName ?? article.siteName
    articleBody = articleBody ?? article.body
  }

  /// Whether an element that tells of an article tells of the page's.
  private mutating func isOwn(_ node: Int32, _ tree: HTMLTree, _ vocabulary: HTMLVocabulary) -> Bool {
    asked -= 1
    return asked >= 0 && !tree.isOfAnotherItem(node, vocabulary, title: titleElement)
  }

  private mutating func readMeta(_ node: Int32, _ tree: HTMLTree, _ vocabulary: HTMLVocabulary) {
    let keys: [StaticString] = ["property", "name", "itemprop", "http-equiv"]
    var value: String?
    for key in keys {
      guard let name = tree.attribute(key, of: node), let place = HTMLMetadata.place(name) else { continue }
      if value == nil {
        guard let content = tree.attribute("content", of: node) else { return }
        value = HTMLMetadata.collapsed(content)
      }
      guard let value, !value.isEmpty else { return }
      if metas[place] == nil, tree.attribute("itemprop", of: node) == nil || isOwn(node, tree, vocabulary) { metas[place] = value }
    }
  }

  private mutating func readJSONLD(_ json: PageJSON, depth: Int) {
    guard depth < 8 else { return }
    if case .list(let values) = json {
      for value in values { readJSONLD(value, depth: depth + 1) }
      return
    }
    if let graph = json["@graph"] { readJSONLD(graph, depth: depth + 1) }
    if let entity = json["mainEntity"] { readJSONLD(entity, depth: depth + 1) }
    let types = (json["@type"]?.values ?? []).compactMap(\.text)
    if types.contains(where: { $0.hasSuffix("Article") || $0.hasSuffix("Posting") }) {
      if articles.count < HTMLMetadata.mostArticles { articles.append(LinkedArticle(json)) }
    } else if types.contains("Person") {
      guard persons.count < HTMLMetadata.mostArticles, let id = json["@id"]?.text, let name = json["name"]?.text else { return }
      persons[id] = HTMLMetadata.decoded(name)
    } else if types.contains(where: { $0.hasSuffix("WebPage") || $0 == "VideoObject" }) {
      // A film has the page's day only where it is all that the page tells of.
      let isFilm = types.contains("VideoObject")
      if (isFilm ? films : pages).count < HTMLMetadata.mostArticles {
        if isFilm { films.append(LinkedArticle(json)) } else { pages.append(LinkedArticle(json)) }
      }
    }
  }

  /// Text with its character references and tags read as a browser would, blanks collapsed.
  static func decoded(_ text: String) -> String {
    guard text.utf8.contains(0x26) || text.utf8.contains(0x3C) else { return collapsed(Array(text.utf8)) }
    let tree = HTMLTree.parse(fragment: Array(text.utf8), context: "div")
    return collapsed(tree.textContent(of: tree.root))
  }

  static func collapsed(_ bytes: [UInt8]) -> String { collapsed(bytes[...]) }

  static func collapsed(_ bytes: ArraySlice<UInt8>) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var pending = false
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte <= 0x20 {
        pending = !out.isEmpty
        index += 1
      } else if byte == 0xC2, index + 1 < bytes.endIndex, bytes[index + 1] == 0xA0 {
        pending = !out.isEmpty
        index += 2
      } else {
        if pending { out.append(0x20) }
        pending = false
        out.append(byte)
        index += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  static func lower(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  private static func isJSONLD(_ type: ArraySlice<UInt8>) -> Bool {
    let name: StaticString = "application/ld+json"
    return unsafe type.count >= name.utf8CodeUnitCount
      && zip(type, UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)).allSatisfy { Letters.small($0) == $1 }
  }

  static func absolute(_ url: String) -> String? {
    url.hasPrefix("http://") || url.hasPrefix("https://") ? url : nil
  }

  /// Whether the letters of a text are these.
  static func hasLetters(_ text: ArraySlice<UInt8>, _ wanted: [UInt8]) -> Bool {
    var matched = 0
    let isSame = eachLetter(text) { letter in
      guard matched < wanted.count, wanted[matched] == letter else { return false }
      matched += 1
      return true
    }
    return isSame && matched == wanted.count
  }

  /// A hash over the letters of a text, and their number.
  static func hash(ofLetters text: ArraySlice<UInt8>, first limit: UInt64 = .max) -> UInt64 {
    var hash: UInt64 = 0
    var word: UInt64 = 0
    var count: UInt64 = 0
    _ = eachLetter(text) { letter in
      word = word << 8 | UInt64(letter)
      count += 1
      if count & 7 == 0 {
        hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash &>> 32
        word = 0
      }
      return count < limit
    }
    hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
    return (hash ^ count) &* 0x9E37_79B9_7F4A_7C15
  }

  /// Gives the letters of a text, as ``letters(_:)`` has them, one after another until one is refused; false then.
  @inline(__always) static func eachLetter(_ text: ArraySlice<UInt8>, _ take: (UInt8) -> Bool) -> Bool {
    unsafe text.withUnsafeBufferPointer { text in
      var at = 0
      while at < text.count {
        let byte = unsafe text[at]
        at += 1
        if byte &- 0x61 < 26 || byte &- 0x30 < 10 {
          if !take(byte) { return false }
        } else if byte &- 0x41 < 26 {
          if !take(byte | 0x20) { return false }
        } else if byte == 0xC2 {
          at += 1
        } else if byte == 0xE2 {
          at += 2
        } else if byte >= 0x80 {
          if !take(byte) { return false }
        }
      }
      return true
    }
  }

  /// Letters and digits of the text, ASCII in lower case, for comparing: blanks, signs and typographic quotes and dashes left out.
  static func letters(_ text: some Collection<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var skip = 0
    for byte in text {
      if skip > 0 {
        skip -= 1
      } else if byte &- 0x41 < 26 {
        out.append(byte | 0x20)
      } else if byte &- 0x61 < 26 || byte &- 0x30 < 10 {
        out.append(byte)
      } else if byte == 0xC2 {
        // U+0080 to U+00BF: no-break space, guillemets.
        skip = 1
      } else if byte == 0xE2 {
        // U+2000 to U+2FFF: general punctuation and signs.
        skip = 2
      } else if byte >= 0x80 {
        out.append(byte)
      }
    }
    return out
  }
}
