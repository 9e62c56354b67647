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
  typealias Entry = HTMLVocabulary.Entry

  let tree: HTMLTree
  let page: HTMLBlocks
  let metadata: HTMLMetadata
  let vocabulary: HTMLVocabulary
  var verdicts: [HTMLVerdict] = []
  private(set) var title: String?

  /// Per node: -1 for no effect, else an index into `entries`.
  var effects: [Int32] = []
  var entries: [Entry] = []
  /// Per node: the weight of the prose under it.
  var weights: [Int32] = []
  var container: Int32 = 0
  var titleLetters: [UInt8] = []
  /// Per block: whether JSON-LD `articleBody` has it.
  var isQuoted: [Bool] = []
  /// Per block: what its beginning says.
  var leads: [Entry?] = []
  /// Per block: whether it stands in the container.
  var isInside: [Bool] = []
  /// Per node: bytes of the blocks under it, and of those in links.
  var whole: [Int32] = []
  var linked: [Int32] = []

  init(tree: HTMLTree, page: HTMLBlocks, metadata: HTMLMetadata, vocabulary: HTMLVocabulary) {
    self.tree = tree
    self.page = page
    self.metadata = metadata
    self.vocabulary = vocabulary
  }

  mutating func decide() {
    readEffects()
    leads = page.blocks.map { vocabulary.lead(of: page.text[$0.range]) }
    measureLinks()
    let quotes = HTMLQuotes(metadata.articleBody ?? "")
    isQuoted = page.blocks.map { quotes.hold(page.text[$0.range]) }
    title = HTMLTitle.find(metadata, headings: headings())
    title = title.map { labelled($0) }
    titleLetters = HTMLMetadata.letters((title ?? "").utf8)
    weights = weighed()
    cancelEffectsOverTheArticle()
    weights = weighed()
    container = findContainer()
    isInside = page.blocks.map { isInContainer($0) }
    verdicts = page.blocks.indices.map { firstVerdict($0) }
    addLeads()
    dropRepeated()
    trimEdges()
    dropLabels()
    dropLooseHeadings()
  }

  /// A headline with the label that the page prints before it, where it stands nowhere without: "In Picture: KPK Periksa Pejabat …".
  private func labelled(_ title: String) -> String {
    let letters = HTMLMetadata.letters(title.utf8)
    guard letters.count >= 24 else { return title }
    var found: String?
    for block in page.blocks where block.linkShare < 0.5 && block.count <= title.utf8.count + 24 && block.count + 24 >= title.utf8.count {
      if tree.nodes[Int(block.parent)].tag == .title { continue }
      let text = page.text[block.range]
      if HTMLMetadata.hasLetters(text, letters) { return title }
      guard found == nil, let colon = text.prefix(24).firstIndex(of: 0x3A), colon - text.startIndex >= 3 else { continue }
      if HTMLMetadata.hasLetters(text[(colon + 1)...], letters) { found = page.text.string(block.range) }
    }
    return found ?? title
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

  func holdsYear(_ text: ArraySlice<UInt8>) -> Bool {
    var digits = 0
    var front: UInt16 = 0
    for byte in text {
      if byte &- 0x30 < 10 {
        digits += 1
        if digits <= 2 { front = front << 8 | UInt16(byte) }
      } else {
        if digits == 4, front == 0x3230 || front == 0x3139 { return true }
        digits = 0
      }
    }
    return digits == 4 && (front == 0x3230 || front == 0x3139)
  }

  // MARK: - Effects

  mutating func readEffects() {
    let tree = tree
    let vocabulary = vocabulary
    let readsNames = !vocabulary.isEmpty
    var entries = HTMLBody.structure
    var known = WordTable<Int32>(capacity: 256)
    effects = unsafe Array(unsafeUninitializedCapacity: tree.nodes.count) { effects, count in
      unsafe effects.initialize(repeating: -1)
      count = effects.count
      unsafe tree.nodes.withUnsafeBufferPointer { nodes in
        for index in nodes.indices {
          let record = unsafe nodes[index]
          guard record.kind == .element else { continue }
          switch record.tag {
          case .html, .body, .br, .img, .meta, .link, .script, .style: continue
          case .nav: unsafe effects[index] = 0
          case .footer: unsafe effects[index] = 1
          case .aside: unsafe effects[index] = 2
          case .form, .button, .select, .option, .textarea, .dialog, .search: unsafe effects[index] = 3
          case .figcaption, .figure: unsafe effects[index] = 4
          case .video, .audio, .picture: unsafe effects[index] = 5
          case .ampAd: unsafe effects[index] = 6
          default: break
          }
          guard readsNames, record.start < record.end else { continue }
          var found: Int32 = -1
          let marks = tree.marks(of: Int32(index))
          HTMLBody.look(marks.0, tree, vocabulary, &entries, &known, &found)
          HTMLBody.look(marks.1, tree, vocabulary, &entries, &known, &found)
          HTMLBody.look(marks.2, tree, vocabulary, &entries, &known, &found)
          HTMLBody.look(marks.3, tree, vocabulary, &entries, &known, &found)
          if found >= 0 { unsafe effects[index] = found }
        }
      }
    }
    self.entries = entries
  }

  /// What the vocabulary says of an attribute's value: looked up once a page.
  @inline(__always) private static func look(
    _ mark: HTMLTree.Mark, _ tree: HTMLTree, _ vocabulary: HTMLVocabulary, _ entries: inout [Entry], _ known: inout WordTable<Int32>,
    _ found: inout Int32
  ) {
    guard mark.hash != 0 else { return }
    let effect: Int32
    if let seen = known[mark.hash] {
      effect = seen
    } else {
      if let entry = vocabulary.entry(for: tree.value(of: mark)) {
        entries.append(entry)
        effect = Int32(entries.count - 1)
      } else {
        effect = -1
      }
      known[mark.hash] = effect
    }
    if effect >= 0, found < 0 || entries[Int(effect)].keeps { found = effect }
  }

  /// What tags say without any vocabulary; `readEffects` knows the places.
  private static let structure = [
    Entry(kind: .nav, keeps: false, rule: "html.nav"), Entry(kind: .footer, keeps: false, rule: "html.footer"),
    Entry(kind: .related, keeps: false, rule: "html.aside"), Entry(kind: .nav, keeps: false, rule: "html.form"),
    Entry(kind: .caption, keeps: false, rule: "html.figure"), Entry(kind: .caption, keeps: false, rule: "html.media"),
    Entry(kind: .ad, keeps: false, rule: "html.ad"),
  ]

  /// The nearest effect above a block, up to `limit`.
  func effect(over block: HTMLBlock, upTo limit: Int32 = -1) -> Entry? {
    var at = block.parent
    while at >= 0 {
      let effect = effects[Int(at)]
      if effect >= 0 { return entries[Int(effect)] }
      if at == limit { return nil }
      at = tree.nodes[Int(at)].parent
    }
    return nil
  }

  func headings() -> [(tag: HTMLTag, text: String)] {
    page.blocks.compactMap { block in
      let tag = tree.nodes[Int(block.parent)].tag
      guard tag == .h1 || tag == .h2 || tag == .h3 else { return nil }
      return (tag, page.text.string(block.range))
    }
  }
}
