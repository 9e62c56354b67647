import Bytes
import HTML

/// What was decided of a block, and by which rung.
enum HTMLVerdict {
  case body
  case removed(Article.Removed.Kind, String)
}

/// Finds the article's blocks among a page's.
///
/// Three steps: every element gets what its tag and class say of it (`effects`); the element that holds the article is found by the weight
/// of the prose under it (`container`); every block climbs a ladder of reasons to be left out (`verdict(of:)`).
struct HTMLBody {
  private typealias Entry = HTMLVocabulary.Entry

  let tree: HTMLTree
  let page: HTMLBlocks
  let metadata: HTMLMetadata
  let vocabulary: HTMLVocabulary
  private(set) var verdicts: [HTMLVerdict] = []
  private(set) var title: String?

  /// Per node: -1 for no effect, else an index into `entries`.
  private var effects: [Int32] = []
  private var entries: [Entry] = []
  /// Per node: the weight of the prose under it.
  private var weights: [Int32] = []
  private var container: Int32 = 0
  private var titleLetters: [UInt8] = []
  /// Per block: whether JSON-LD `articleBody` has it.
  private var isQuoted: [Bool] = []
  /// Per block: whether it stands in the container.
  private var isInside: [Bool] = []
  /// Per node: bytes of the blocks under it, and of those in links.
  private var whole: [Int32] = []
  private var linked: [Int32] = []

  init(tree: HTMLTree, page: HTMLBlocks, metadata: HTMLMetadata, vocabulary: HTMLVocabulary) {
    self.tree = tree
    self.page = page
    self.metadata = metadata
    self.vocabulary = vocabulary
  }

  mutating func decide() {
    readEffects()
    measureLinks()
    let quotes = HTMLQuotes(metadata.articleBody ?? "")
    isQuoted = page.blocks.map { quotes.hold(page.text[$0.range]) }
    title = HTMLTitle.find(metadata, headings: headings())
    titleLetters = HTMLMetadata.letters((title ?? "").utf8)
    weigh()
    cancelEffectsOverTheArticle()
    weigh()
    container = findContainer()
    isInside = page.blocks.map { isInContainer($0) }
    verdicts = page.blocks.indices.map { firstVerdict($0) }
    addLeads()
    trimEdges()
    dropLabels()
    dropLooseHeadings()
  }

  /// Lines with a year from the headline to the body, then up to four before the headline, then up to four behind the body.
  func dateLines() -> [TextRange] {
    guard let first = verdicts.indices.first(where: isBody), let last = verdicts.indices.last(where: isBody) else {
      return []
    }
    let headline = (0..<first).last { isHeadline($0) } ?? max(0, first - 6)
    let before = Array(headline..<first) + (max(0, headline - 4)..<headline).reversed()
    return (before + ((last + 1)..<min(last + 5, verdicts.count))).map { page.blocks[$0].range }
      .filter { $0.count < 160 && holdsYear(page.text[$0]) }
  }

  private func holdsYear(_ text: ArraySlice<UInt8>) -> Bool {
    var digits: [UInt8] = []
    for byte in text + [0x20] {
      if byte &- 0x30 < 10 {
        digits.append(byte)
      } else {
        if digits.count == 4, digits.starts(with: [0x32, 0x30]) || digits.starts(with: [0x31, 0x39]) { return true }
        digits = []
      }
    }
    return false
  }

  // MARK: - Effects

  private mutating func readEffects() {
    effects = Array(repeating: -1, count: tree.nodes.count)
    entries = HTMLBody.structure
    var known: [UInt64: Int32] = [:]
    for index in tree.nodes.indices {
      let record = tree.nodes[index]
      guard record.kind == .element else { continue }
      switch record.tag {
      case .html, .body, .a, .span, .br, .img, .meta, .link, .script, .style:
        if record.tag != .span, record.tag != .a { continue }
      case .nav: effects[index] = 0
      case .footer: effects[index] = 1
      case .aside: effects[index] = 2
      case .form, .button, .select, .option, .dialog, .search: effects[index] = 3
      case .figcaption, .figure: effects[index] = 4
      case .video, .audio, .picture: effects[index] = 5
      case .ampAd: effects[index] = 6
      default: break
      }
      guard !vocabulary.isEmpty, record.start < record.end else { continue }
      let node = Int32(index)
      var found: Int32 = -1
      for value in [
        tree.attribute("class", of: node), tree.attribute("id", of: node), tree.attribute("itemprop", of: node),
        tree.attribute("role", of: node),
      ] {
        guard let value, !value.isEmpty else { continue }
        let effect: Int32
        let hash = HTMLVocabulary.hash(value)
        if let seen = known[hash] {
          effect = seen
        } else {
          if let entry = vocabulary.entry(for: value) {
            entries.append(entry)
            effect = Int32(entries.count - 1)
          } else {
            effect = -1
          }
          known[hash] = effect
        }
        if effect >= 0, found < 0 || entries[Int(effect)].keeps { found = effect }
      }
      if found >= 0 { effects[index] = found }
    }
  }

  /// What tags say without any vocabulary; `readEffects` knows the places.
  private static let structure = [
    Entry(kind: .nav, keeps: false, rule: "html.nav"), Entry(kind: .footer, keeps: false, rule: "html.footer"),
    Entry(kind: .related, keeps: false, rule: "html.aside"), Entry(kind: .nav, keeps: false, rule: "html.form"),
    Entry(kind: .caption, keeps: false, rule: "html.figure"), Entry(kind: .caption, keeps: false, rule: "html.media"),
    Entry(kind: .ad, keeps: false, rule: "html.ad"),
  ]

  /// The nearest effect above a block, up to `limit`.
  private func effect(over block: HTMLBlock, upTo limit: Int32 = -1) -> Entry? {
    var at = block.parent
    while at >= 0 {
      let effect = effects[Int(at)]
      if effect >= 0 { return entries[Int(effect)] }
      if at == limit { return nil }
      at = tree.nodes[Int(at)].parent
    }
    return nil
  }

  private func headings() -> [(tag: HTMLTag, text: String)] {
    page.blocks.compactMap { block in
      let tag = tree.nodes[Int(block.parent)].tag
      guard tag == .h1 || tag == .h2 || tag == .h3 else { return nil }
      return (tag, page.text.string(block.range))
    }
  }

  // MARK: - Weights

  /// How much a block counts as prose: 0 for what is short, linked or marked as furniture.
  private func weight(of block: HTMLBlock, isQuoted: Bool) -> Int32 {
    guard block.count >= 40, !block.isHidden, !block.isControl, block.linkShare < 0.5 else { return 0 }
    let tag = tree.nodes[Int(block.parent)].tag
    if tag.isHeadingTag || tag == .title { return 0 }
    if let effect = effect(over: block), !effect.keeps { return 0 }
    if vocabulary.lead(of: page.text[block.range]) != nil { return 0 }
    let plain = block.count - block.linked
    return Int32(clamping: plain * min(plain, 400) / 100 * (isQuoted ? 3 : 1))
  }

  private mutating func measureLinks() {
    whole = Array(repeating: 0, count: tree.nodes.count)
    linked = whole
    for block in page.blocks {
      var at = block.parent
      while at >= 0 {
        whole[Int(at)] &+= Int32(clamping: block.count)
        linked[Int(at)] &+= Int32(clamping: block.linked)
        at = tree.nodes[Int(at)].parent
      }
    }
  }

  private mutating func weigh() {
    weights = Array(repeating: 0, count: tree.nodes.count)
    for (index, block) in page.blocks.enumerated() {
      let weight = weight(of: block, isQuoted: isQuoted[index])
      guard weight > 0 else { continue }
      var at = block.parent
      while at >= 0 {
        weights[Int(at)] &+= weight
        at = tree.nodes[Int(at)].parent
      }
    }
  }

  /// A name that marks furniture but holds most of the page's prose is no furniture: `<body class="has-sidebar">`, `<div class="single-post-author">`.
  private mutating func cancelEffectsOverTheArticle() {
    var plain: [Int32] = Array(repeating: 0, count: tree.nodes.count)
    var total: Int32 = 0
    for block in page.blocks where block.count >= 80 && block.linkShare < 0.3 && !block.isControl {
      let weight = Int32(block.count * min(block.count, 400) / 100)
      total &+= weight
      var at = block.parent
      while at >= 0 {
        plain[Int(at)] &+= weight
        at = tree.nodes[Int(at)].parent
      }
    }
    guard total > 0 else { return }
    // The class list of the element that holds the headline and the text tells of the article, not of furniture (`tag-malaysia`).
    var holdsTitle = Array(repeating: false, count: tree.nodes.count)
    for block in page.blocks where tree.nodes[Int(block.parent)].tag != .title && isTitle(page.text[block.range]) {
      var at = block.parent
      while at >= 0, !holdsTitle[Int(at)] {
        holdsTitle[Int(at)] = true
        at = tree.nodes[Int(at)].parent
      }
    }
    for index in effects.indices where effects[index] >= 0 && !entries[Int(effects[index])].keeps {
      let share = Double(plain[index]) / Double(total)
      if share > 0.6 || (share > 0.25 && holdsTitle[index]) { effects[index] = -1 }
    }
  }

  // MARK: - The container

  private func findContainer() -> Int32 {
    let total = weights[Int(tree.root)]
    guard total > 0 else { return tree.root }
    var start = tree.root
    // An element that is named as the article's body and holds a fair part of the prose.
    var best: Int32 = 0
    for index in effects.indices where effects[index] >= 0 && entries[Int(effects[index])].keeps {
      if weights[index] > best {
        best = weights[index]
        start = Int32(index)
      }
    }
    if Double(best) < 0.3 * Double(total) { start = tree.root }
    return descend(from: start)
  }

  /// Goes down while one child holds nearly all of the prose.
  private func descend(from start: Int32) -> Int32 {
    var at = start
    while true {
      let whole = Double(weights[Int(at)])
      var heaviest: Int32 = -1
      var child = tree.nodes[Int(at)].firstChild
      while child >= 0 {
        if heaviest < 0 || weights[Int(child)] > weights[Int(heaviest)] { heaviest = child }
        child = tree.nodes[Int(child)].next
      }
      guard heaviest >= 0, Double(weights[Int(heaviest)]) >= 0.75 * whole, holdsBlocks(heaviest) else { return at }
      at = heaviest
    }
  }

  private func holdsBlocks(_ node: Int32) -> Bool {
    switch tree.nodes[Int(node)].tag {
    case .p, .h1, .h2, .h3, .h4, .h5, .h6, .li, .ul, .ol, .blockquote, .pre, .dd, .dt, .a, .b, .strong, .em, .i: false
    default: true
    }
  }

  private func isInContainer(_ block: HTMLBlock) -> Bool {
    var at = block.parent
    while at >= 0 {
      if at == container { return true }
      at = tree.nodes[Int(at)].parent
    }
    return false
  }

  // MARK: - The ladder

  private func firstVerdict(_ index: Int) -> HTMLVerdict {
    let block = page.blocks[index]
    let text = page.text[block.range]
    let tag = tree.nodes[Int(block.parent)].tag
    if isTitle(text) { return .removed(.headline, "html.title") }
    if tag == .title { return .removed(.meta, "html.title-element") }
    let isInside = isInside[index]
    if let effect = effect(over: block, upTo: isInside ? container : -1), !effect.keeps {
      return .removed(effect.kind, effect.rule)
    }
    if block.isControl { return .removed(.nav, "html.control") }
    if let lead = vocabulary.lead(of: text) { return .removed(lead.kind, lead.rule) }
    if !isInside {
      if isQuoted[index], block.linkShare < 0.5, !tag.isHeadingTag { return .body }
      return block.linkShare > 0.5 ? .removed(.nav, "html.link-density") : .removed(.meta, "html.outside-body")
    }
    if block.isHidden { return .removed(.meta, "html.hidden") }
    if tag == .h1 { return .removed(.headline, "html.h1") }
    if !text.contains(where: { $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 || $0 >= 0xC3 }) {
      return .removed(.meta, "html.no-words")
    }
    if block.linkShare > 0.6, block.count < 300 { return .removed(.related, "html.link-density") }
    if isLinkList(block) { return .removed(.related, "html.link-list") }
    return .body
  }

  private func isTitle(_ text: ArraySlice<UInt8>) -> Bool {
    guard !titleLetters.isEmpty, text.count >= 8, text.count < 2 * (title?.utf8.count ?? 0) + 40 else { return false }
    return HTMLMetadata.letters(text) == titleLetters
  }

  /// A list item among items that are nearly all link.
  private func isLinkList(_ block: HTMLBlock) -> Bool {
    var at = block.parent
    while at >= 0, at != container {
      let tag = tree.nodes[Int(at)].tag
      if tag == .ul || tag == .ol {
        return Double(linked[Int(at)]) > 0.6 * Double(whole[Int(at)])
      }
      at = tree.nodes[Int(at)].parent
    }
    return false
  }

  // MARK: - Edges

  private func isProse(_ index: Int) -> Bool {
    let block = page.blocks[index]
    if tree.nodes[Int(block.parent)].tag.isHeadingTag { return false }
    if block.count >= 100, block.count - block.linked >= 60 { return true }
    if block.linkShare > 0.5 { return false }
    return block.count >= 30 && endsSentence(page.text[block.range])
  }

  private func endsSentence(_ text: ArraySlice<UInt8>) -> Bool {
    guard let last = text.last else { return false }
    // . ! ? : " ) and the closing quotes and the ellipsis of U+2018 to U+2026.
    if [0x2E, 0x21, 0x3F, 0x22, 0x29, 0x3A].contains(last) { return true }
    return text.suffix(3).starts(with: [0xE2, 0x80]) && [0x99, 0x9D, 0xA6].contains(last)
  }

  /// A long paragraph between the headline and the container is the article's lead; one that the container repeats is not.
  private mutating func addLeads() {
    guard let first = verdicts.indices.first(where: { isInside[$0] }),
      let headline = (0..<first).last(where: isHeadline)
    else { return }
    var seen = Set<[UInt8]>()
    for index in first..<verdicts.count where isBody(index) {
      seen.insert(HTMLMetadata.letters(page.text[page.blocks[index].range]))
    }
    for index in (headline + 1)..<max(first, headline + 1) {
      guard case .removed(_, let rule) = verdicts[index], rule == "html.outside-body" else { continue }
      let block = page.blocks[index]
      guard block.count >= 200, block.linkShare < 0.3 else { continue }
      if seen.insert(HTMLMetadata.letters(page.text[block.range])).inserted { verdicts[index] = .body }
    }
  }

  /// Short lines before the first and behind the last sentence are no part of the article, unless they are a list of their own.
  private mutating func trimEdges() {
    let prose = verdicts.indices.filter { isBody($0) && isProse($0) }
    guard let first = prose.first, let last = prose.last else {
      for index in verdicts.indices where isBody(index) { verdicts[index] = .removed(.meta, "html.no-sentence") }
      return
    }
    for index in verdicts.indices where isBody(index) {
      if index < first { verdicts[index] = .removed(.byline, "html.before-first-sentence") }
      if index > last, !isClosingList(index, behind: last) {
        // (abc/def): who wrote it.
        let isInitials = page.text[page.blocks[index].range.start] == 0x28
        verdicts[index] = .removed(isInitials ? .byline : .related, "html.behind-last-sentence")
      }
    }
  }

  /// A row of four or more plain lines of one list or paragraph: the dates of a tour, the names of the dead.
  private func isClosingList(_ index: Int, behind last: Int) -> Bool {
    func list(_ index: Int) -> Int32 {
      let parent = page.blocks[index].parent
      return tree.nodes[Int(parent)].tag == .li ? tree.nodes[Int(parent)].parent : parent
    }
    let own = list(index)
    guard linked[Int(own)] * 5 < whole[Int(own)] else { return false }
    var count = 1
    var at = index - 1
    while at > last, index - at < 4, list(at) == own {
      count += 1
      at -= 1
    }
    at = index + 1
    while at < verdicts.count, at - index < 4, list(at) == own {
      count += 1
      at += 1
    }
    return count >= 4
  }

  /// A short line that stands right before related links is their label: `Lihat juga`.
  private mutating func dropLabels() {
    for index in verdicts.indices.dropLast().reversed() where isBody(index) {
      let block = page.blocks[index]
      guard block.count < 40, !isProse(index), isRelated(index + 1) else { continue }
      if !endsSentence(page.text[block.range]) || page.text[block.range.end - 1] == 0x3A {
        verdicts[index] = .removed(.related, "html.label")
      }
    }
  }

  private func isRelated(_ index: Int) -> Bool {
    guard case .removed(.related, let rule) = verdicts[index] else { return false }
    return rule == "html.link-density" || rule == "html.link-list"
  }

  private func isHeadline(_ index: Int) -> Bool {
    if case .removed(.headline, _) = verdicts[index] { true } else { false }
  }

  private func isBody(_ index: Int) -> Bool { if case .body = verdicts[index] { true } else { false } }

  /// A heading with no text of the article behind it, before the next heading of its rank, heads something that was left out.
  private mutating func dropLooseHeadings() {
    var hasText = false
    for index in verdicts.indices.reversed() {
      let isHeading = tree.nodes[Int(page.blocks[index].parent)].tag.isHeadingTag
      if isBody(index) {
        if isHeading, !hasText { verdicts[index] = .removed(.section, "html.loose-heading") }
        hasText = true
      } else if page.blocks[index].count > 30, !isHeading, isInside[index] {
        if case .removed(.related, _) = verdicts[index] { hasText = false }
      }
    }
  }
}
