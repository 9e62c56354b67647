import Bytes
import HTML

/// What was decided of a block, and by what.
enum HTMLVerdict: Equatable {
  case body
  /// What a class name, a tag or the words of a line say: a place in ``HTMLVocabulary/entries``.
  case marked(Int32)
  case removed(HTMLRung)
}

/// Finds the article's blocks among a page's.
///
/// Three steps: every element gets what its tag and class say of it (`effects`); the element that holds the article is found by the weight
/// of the prose under it (`container`); every block climbs a ladder of reasons to be left out (`verdict(of:)`). Only elements around blocks
/// are looked at (``HTMLBlocks/elements``); "element" below is a place among these.
struct HTMLBody {
  let tree: HTMLTree
  let page: HTMLBlocks
  let metadata: HTMLMetadata
  var vocabulary: HTMLVocabulary
  let site: SiteChoice
  var verdicts: [HTMLVerdict] = []
  private(set) var title: String?

  /// Per element: -1 for no effect, else a place in the vocabulary's entries.
  var effects: [Int32] = []
  /// Per element: the nearest element at or above it that has an effect, -1 for none.
  var marks: [Int32] = []
  /// Per element: the weight of the prose under it.
  var weights: [Int32] = []
  var container: Int32 = 0
  /// Per element: whether it is the container or stands in it.
  var isWithin: [Bool] = []
  var titleLetters: [UInt8] = []
  /// The blocks of the page's own story; those outside are another's.
  var story = 0..<0
  /// The block from which on readers comment; the number of blocks where none do.
  var comments = 0
  /// Per block: whether JSON-LD `articleBody` has it.
  var isQuoted: [Bool] = []
  /// Per block: what its beginning says, as an effect.
  var leads: [Int32] = []
  /// Per element: bytes of the blocks under it, and of those in links.
  var whole: [Int32] = []
  var linked: [Int32] = []
  /// Per element: long paragraphs under it that are hidden.
  var hiddenParagraphs: [Int32] = []

  init(
    tree: HTMLTree, page: HTMLBlocks, metadata: HTMLMetadata, vocabulary: HTMLVocabulary, site: SiteChoice = SiteChoice()
  ) {
    self.tree = tree
    self.page = page
    self.metadata = metadata
    self.vocabulary = vocabulary
    self.site = site
  }

  // The steps change nothing but what they are given: a method of a value this large that is called on a value being changed copies it.
  mutating func decide() {
    guard !page.blocks.isEmpty else {
      title = site.title ?? metadata.headline ?? HTMLTitle.named(metadata)
      return
    }
    effects = readEffects()
    readSiteEffects()
    marks = nearestMarks()
    leads = readLeads()
    whole = sums { Int32(clamping: $0.count) }
    linked = sums { Int32(clamping: $0.linked) }
    hiddenParagraphs = sums { $0.isHidden && $0.count >= 80 && $0.linkShare < 0.3 ? 1 : 0 }
    isQuoted = findQuoted()
    title = site.title ?? headline().map(labelled)
    titleLetters = HTMLMetadata.letters((title ?? "").utf8)
    comments = firstComment()
    story = ownStory().clamped(to: 0..<comments)
    weights = weighed()
    let misleading = effectsOverTheArticle()
    if !misleading.isEmpty {
      for element in misleading { effects[element] = -1 }
      marks = nearestMarks()
      weights = weighed()
    }
    if let bySite = siteContainer() {
      container = bySite.around
      isWithin = standing(in: bySite.kept)
    } else {
      container = findContainer()
      isWithin = elementsWithinContainer()
    }
    verdicts = judge()
  }

  private func readLeads() -> [Int32] {
    page.blocks.map { block in
      let text = page.text[block.range]
      let lead = vocabulary.lead(of: text)
      return lead >= 0 && block.linked == 0 && vocabulary.isStatement(text, behind: lead) ? -1 : lead
    }
  }

  private func findQuoted() -> [Bool] {
    let quotes = HTMLQuotes(metadata.articleBody ?? "")
    return page.blocks.map { quotes.hold(page.text[$0.range]) }
  }

  private func judge() -> [HTMLVerdict] {
    var verdicts = page.blocks.indices.map(firstVerdict)
    addLeads(&verdicts)
    dropRepeated(&verdicts)
    trimEdges(&verdicts)
    dropLabels(&verdicts)
    dropLooseHeadings(&verdicts)
    return verdicts
  }

  // MARK: - Effects

  /// What tags and names say of the elements. A value is looked up once a page.
  private func readEffects() -> [Int32] {
    let readsNames = !vocabulary.isEmpty
    var known = WordTable<Int32>(capacity: 256)
    return page.elements.map { element in
      let record = tree.nodes[Int(element.node)]
      guard record.kind == .element, record.tag != .html, record.tag != .body else { return -1 }
      var found: Int32 = -1
      if readsNames, record.start < record.end {
        let marks = tree.marks(of: element.node)
        look(marks.0, &known, &found)
        look(marks.1, &known, &found)
        look(marks.2, &known, &found)
        look(marks.3, &known, &found)
      }
      return found >= 0 ? found : HTMLVocabulary.effect(of: record.tag)
    }
  }

  @inline(__always) private func look(_ mark: HTMLTree.Mark, _ known: inout WordTable<Int32>, _ found: inout Int32) {
    guard mark.hash != 0 else { return }
    let effect: Int32
    if let seen = known[mark.hash] {
      effect = seen
    } else {
      effect = vocabulary.entry(for: tree.value(of: mark))
      known[mark.hash] = effect
    }
    if effect >= 0, found < 0 || vocabulary.entries[Int(effect)].keeps { found = effect }
  }

  private func nearestMarks() -> [Int32] {
    var marks = Array(repeating: Int32(-1), count: page.elements.count)
    for (place, element) in page.elements.enumerated() {
      marks[place] = effects[place] >= 0 ? Int32(place) : element.parent >= 0 ? marks[Int(element.parent)] : -1
    }
    return marks
  }

  /// What the nearest element says that says something, at or above this one: an effect, -1 for none.
  func effect(over element: Int32) -> Int32 {
    let mark = marks[Int(element)]
    return mark >= 0 ? effects[Int(mark)] : -1
  }

  /// What was decided, in words; nil of the body.
  func reason(_ verdict: HTMLVerdict) -> (kind: Article.Removed.Kind, rule: String)? {
    switch verdict {
    case .body: nil
    case .marked(let entry): (vocabulary.entries[Int(entry)].kind, vocabulary.entries[Int(entry)].rule)
    case .removed(let rung): (rung.kind, rung.rule)
    }
  }

  func kind(of verdict: HTMLVerdict) -> Article.Removed.Kind? {
    switch verdict {
    case .body: nil
    case .marked(let entry): vocabulary.entries[Int(entry)].kind
    case .removed(let rung): rung.kind
    }
  }
}
