import Bytes
import HTML

/// A run of text that no block element and no `<br>` parts.
struct HTMLBlock {
  /// Bytes of the page's source text.
  var range: TextRange
  /// The innermost block element around it: a place in ``HTMLBlocks/elements``.
  var parent: Int32
  /// Bytes of it that stand in links.
  var linked = 0
  /// Bytes of it that stand in bold or italics.
  var stressed = 0
  var isHidden = false
  /// A control's words: button, option, label.
  var isControl = false

  var count: Int { range.count }
  var linkShare: Double { count == 0 ? 0 : Double(linked) / Double(count) }
}

/// An element around a block, at any distance. Most elements of a page stand around none: nothing is asked of those.
struct HTMLElement {
  var node: Int32
  /// The element around it: a place in ``HTMLBlocks/elements``; -1 for the outermost.
  var parent: Int32
  var tag: HTMLTag
}

/// A page as a row of blocks, the text that they point into, and the elements around them.
struct HTMLBlocks {
  private(set) var text: [UInt8] = []
  /// In document order.
  private(set) var blocks: [HTMLBlock] = []
  /// In document order: an element stands behind the one around it, and before all that stand in it.
  private(set) var elements: [HTMLElement] = []

  /// Walks the tree once; no recursion. Complexity: O(*nodes* + *bytes*).
  ///
  /// - Parameters:
  ///   - metadata: reads the elements that tell of the page, on the way.
  ///   - readsNoscript: what stands in `<noscript>` is text of the page, too.
  init(_ tree: HTMLTree, vocabulary: HTMLVocabulary, metadata: inout HTMLMetadata, readsNoscript: Bool = false) {
    var walk = HTMLBlockWalk(tree, vocabulary, readsNoscript: readsNoscript)
    tree.withTextBytes { walk.run($0, &metadata) }
    text = walk.text
    blocks = walk.blocks
    elements = walk.elements
  }

  /// How many blocks are paragraphs to read.
  var paragraphs: Int {
    blocks.count { block in
      block.count >= 80 && block.linkShare < 0.5 && !block.isHidden && !block.isControl && elements[Int(block.parent)].tag != .title
    }
  }

  /// The texts of the first eight blocks of a tag.
  func texts(of tag: HTMLTag) -> [String] {
    blocks.lazy.filter { elements[Int($0.parent)].tag == tag }.prefix(8).map { text.string($0.range) }
  }
}

/// The walk over a tree that makes its blocks.
private struct HTMLBlockWalk {
  let tree: HTMLTree
  let nodes: [HTMLTree.Node]
  let vocabulary: HTMLVocabulary
  let readsNoscript: Bool
  var text: [UInt8] = []
  var blocks: [HTMLBlock] = []
  var elements: [HTMLElement] = []
  /// Per node its place among the elements, -1 for none.
  var places: [Int32]

  /// The open elements that part blocks.
  var open: [Int32]
  /// How many open elements are links, are stressed, are controls.
  var links = 0
  var stress = 0
  var controls = 0
  /// The open elements that hide what is in them.
  var hidden: [Int32] = []
  /// The last element of a furniture line inside a paragraph (`<b>Baca juga:</b> <a>…</a>`).
  var lineEnd: Int32 = -1

  /// The block that is being made, if one is.
  var block = HTMLBlock(range: TextRange(0, 0), parent: 0)
  var isInBlock = false
  var pendingBlank = false

  init(_ tree: HTMLTree, _ vocabulary: HTMLVocabulary, readsNoscript: Bool) {
    self.tree = tree
    self.readsNoscript = readsNoscript
    self.vocabulary = vocabulary
    nodes = tree.nodes
    places = Array(repeating: -1, count: nodes.count)
    open = [tree.root]
    text.reserveCapacity(8192)
    blocks.reserveCapacity(128)
    elements.reserveCapacity(256)
  }

  mutating func run(_ bytes: HTMLTree.TextBytes, _ metadata: inout HTMLMetadata) {
    let root = tree.root
    let traits = Traits.all
    var at = root
    while true {
      let record = nodes[Int(at)]
      var descends = true
      switch record.kind {
      case .text: unsafe add(bytes[record.start, record.end])
      case .comment, .doctype, .document: break
      case .templateContent: descends = false
      case .element:
        let trait = traits[Traits.place(record.tag)]
        // Most elements are of no interest.
        if !trait.isEmpty || record.hints.contains(.hiding) {
          descends = enter(at, record.firstChild, record.hints, trait, bytes, &metadata)
        }
      }
      if descends, record.firstChild >= 0 {
        at = record.firstChild
        continue
      }
      // Leave it, and all elements whose last child it is.
      while true {
        if case .element = nodes[Int(at)].kind {
          let trait = traits[Traits.place(nodes[Int(at)].tag)]
          if !trait.isEmpty || at == lineEnd || hidden.last == at { leave(at, trait) }
        }
        if at == root { return finish() }
        if nodes[Int(at)].next >= 0 {
          at = nodes[Int(at)].next
          break
        }
        at = nodes[Int(at)].parent
        if at < 0 { return finish() }
      }
    }
  }

  /// False where nothing in the element is text of the page.
  private mutating func enter(
    _ node: Int32, _ firstChild: Int32, _ hints: HTMLTree.Hints, _ trait: Traits, _ bytes: HTMLTree.TextBytes,
    _ metadata: inout HTMLMetadata
  ) -> Bool {
    if trait.contains(.metadata) { metadata.read(node, tree, vocabulary, block: blocks.count) }
    if trait.contains(.leftOut) {
      let tag = nodes[Int(node)].tag
      if tag == .noscript, readsNoscript { return true }
      if firstChild >= 0, tag != .script, tag != .style { metadata.readAll(within: node, tree, vocabulary) }
      return false
    }
    if trait.contains(.block) {
      finish()
      open.append(node)
    } else if trait.contains(.lineBreak) {
      finish()
    } else if trait.contains(.lead), lineEnd < 0, let last = furnitureLine(node, bytes) {
      finish()
      lineEnd = last
    }
    if trait.contains(.link) { links += 1 }
    if trait.contains(.stress) { stress += 1 }
    if trait.contains(.control) { controls += 1 }
    if hints.contains(.hiding), tree.isHidden(node) { hidden.append(node) }
    return true
  }

  private mutating func leave(_ node: Int32, _ trait: Traits) {
    if trait.contains(.leftOut) { return }
    if trait.contains(.block) {
      finish()
      open.removeLast()
    }
    if node == lineEnd {
      finish()
      lineEnd = -1
    }
    if trait.contains(.link) { links -= 1 }
    if trait.contains(.stress) { stress -= 1 }
    if trait.contains(.control) { controls -= 1 }
    if hidden.last == node { hidden.removeLast() }
  }

  /// What the walk asks of a tag: one look-up a node.
  private struct Traits: OptionSet {
    let rawValue: UInt8
    static let leftOut = Traits(rawValue: 1)
    static let block = Traits(rawValue: 2)
    static let stress = Traits(rawValue: 4)
    static let control = Traits(rawValue: 8)
    static let link = Traits(rawValue: 16)
    static let lineBreak = Traits(rawValue: 32)
    /// It may begin a line of furniture.
    static let lead = Traits(rawValue: 64)
    /// It tells of the page as a whole.
    static let metadata = Traits(rawValue: 128)

    static let all: [Traits] = HTMLTag.allCases.map { tag in
      var traits: Traits = []
      switch tag {
      case .script, .style, .template, .noscript, .iframe, .noembed, .noframes, .svg: traits.insert(.leftOut)
      case .b, .strong, .em, .i, .span, .u, .a, .font: traits.insert(.lead)
      default: break
      }
      if tag.isBlock { traits.insert(.block) }
      if tag.isStress { traits.insert(.stress) }
      if tag.isControl { traits.insert(.control) }
      if tag == .a { traits.insert(.link) }
      if tag == .br { traits.insert(.lineBreak) }
      if HTMLMetadata.isRead(tag) { traits.insert(.metadata) }
      return traits
    }

    @inline(__always) static func place(_ tag: HTMLTag) -> Int { unsafe Int(unsafeBitCast(tag, to: UInt8.self)) }
  }

  // MARK: - Lines of furniture

  /// Whether an inline element begins a line of furniture inside a paragraph; gives the last element of that line.
  private func furnitureLine(_ node: Int32, _ bytes: HTMLTree.TextBytes) -> Int32? {
    guard !vocabulary.leads.isEmpty else { return nil }
    var at = node
    var hasLink = nodes[Int(node)].tag == .a
    var beginsLine = false
    for _ in 0..<8 where !beginsLine {
      at = following(at, within: node)
      guard at >= 0 else { return nil }
      let kind = nodes[Int(at)].kind
      if kind == .element {
        if nodes[Int(at)].tag == .a { hasLink = true }
      } else if kind == .text {
        let words = unsafe text(of: at, bytes)
        var first = 0
        while first < words.count, unsafe words[first] <= 0x20 { first += 1 }
        if first == words.count { continue }
        guard unsafe vocabulary.beginning(of: UnsafeRawBufferPointer(rebasing: words[first...])) >= 0 else { return nil }
        beginsLine = true
      }
    }
    guard nodes[Int(at)].kind == .text else { return nil }
    var rest = at
    for _ in 0..<32 where !hasLink {
      rest = following(rest, within: node)
      if rest < 0 { break }
      if nodes[Int(rest)].tag == .a { hasLink = true }
    }
    if hasLink { return node }
    // The link stands behind: blanks and a colon may stand between.
    var next = nodes[Int(node)].next
    while next >= 0, nodes[Int(next)].kind == .text, unsafe text(of: next, bytes).allSatisfy({ $0 <= 0x20 || $0 == 0x3A }) {
      next = nodes[Int(next)].next
    }
    guard next >= 0, nodes[Int(next)].kind == .element, !nodes[Int(next)].tag.isBlock else { return nil }
    return nodes[Int(next)].tag == .a || nodes[Int(next)].tag.isStress ? next : nil
  }

  private func text(of node: Int32, _ bytes: HTMLTree.TextBytes) -> UnsafeRawBufferPointer {
    unsafe bytes[nodes[Int(node)].start, nodes[Int(node)].end]
  }

  /// The node after `node` in document order within `root`, going down first; -1 at the end.
  private func following(_ node: Int32, within root: Int32) -> Int32 {
    if nodes[Int(node)].firstChild >= 0 { return nodes[Int(node)].firstChild }
    var at = node
    while at != root, at >= 0 {
      if nodes[Int(at)].next >= 0 { return nodes[Int(at)].next }
      at = nodes[Int(at)].parent
    }
    return -1
  }

  // MARK: - Text

  private mutating func add(_ bytes: UnsafeRawBufferPointer) {
    let before = text.count
    var index = 0
    let end = bytes.count
    while index < end {
      let byte = unsafe bytes[index]
      if byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0C {
        pendingBlank = true
        index += 1
        // Indentation.
        while index + 8 <= end, unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) == 0x2020_2020_2020_2020 { index += 8 }
      } else if byte == 0xC2, index + 1 < end, unsafe bytes[index + 1] == 0xA0 {
        pendingBlank = true
        index += 2
      } else {
        var stop = unsafe HTMLBlockWalk.endOfRun(bytes, index + 1)
        if byte == 0xC2, stop == index + 1, stop < end { stop += 1 }
        if !isInBlock {
          begin()
        } else if pendingBlank {
          text.append(0x20)
        }
        pendingBlank = false
        unsafe text.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[index..<stop]))
        index = stop
      }
    }
    guard isInBlock, text.count > before else { return }
    let added = text.count - max(before, block.range.start)
    if links > 0 { block.linked += added }
    if stress > 0 { block.stressed += added }
  }

  private mutating func begin() {
    if !text.isEmpty { text.append(0x0A) }
    block = HTMLBlock(range: TextRange(text.count, text.count), parent: place(of: open.last ?? tree.root))
    block.isHidden = !hidden.isEmpty
    block.isControl = controls > 0
    isInBlock = true
  }

  private mutating func finish() {
    pendingBlank = false
    guard isInBlock else { return }
    block.range.end = text.count
    block.linked = min(block.linked, block.count)
    blocks.append(block)
    isInBlock = false
  }

  /// The place of a node among the elements, where it goes with all those around it that are not there yet.
  private mutating func place(of node: Int32) -> Int32 {
    if places[Int(node)] >= 0 { return places[Int(node)] }
    var count = 0
    var at = node
    while at >= 0, places[Int(at)] < 0 {
      count += 1
      at = nodes[Int(at)].parent
    }
    var parent = at >= 0 ? places[Int(at)] : -1
    // From the outside in.
    let first = elements.count
    for place in first..<(first + count) {
      elements.append(HTMLElement(node: node, parent: parent, tag: .other))
      parent = Int32(place)
    }
    at = node
    for place in (first..<elements.count).reversed() {
      elements[place].node = at
      elements[place].tag = nodes[Int(at)].tag
      places[Int(at)] = Int32(place)
      at = nodes[Int(at)].parent
    }
    return parent
  }

  private typealias Step = SIMD16<UInt8>

  /// The first place at or behind `start` where a run of text ends: at a blank other than a lone space, a control byte, or what may be
  /// a no-break space. Most text is one run. Sixteen bytes a step.
  @inline(__always) private static func endOfRun(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int {
    let (space, past) = (Step(repeating: 0x20), Step(repeating: 0x21))
    let c2 = Step(repeating: 0xC2)
    let end = bytes.count
    var stop = start
    while stop + Step.scalarCount < end {
      let step = unsafe bytes.loadUnaligned(fromByteOffset: stop, as: Step.self)
      let next = unsafe bytes.loadUnaligned(fromByteOffset: stop + 1, as: Step.self)
      let found = firstSet((step .< space) .| (step .== c2) .| ((step .== space) .& ((next .< past) .| (next .== c2))))
      stop += found
      if found < Step.scalarCount { return stop }
    }
    while stop < end {
      let byte = unsafe bytes[stop]
      if byte == 0xC2 { break }
      if byte <= 0x20 {
        guard byte == 0x20, stop + 1 < end else { break }
        let next = unsafe bytes[stop + 1]
        if next <= 0x20 || next == 0xC2 { break }
      }
      stop += 1
    }
    return stop
  }
}

extension HTMLTag {
  var isBlock: Bool {
    switch self {
    case .address, .article, .aside, .blockquote, .body, .button, .caption, .center, .dd, .details, .dialog, .dir, .div,
      .dl, .dt, .fieldset, .figcaption, .figure, .footer, .form, .h1, .h2, .h3, .h4, .h5, .h6, .head, .header, .hgroup,
      .hr, .html, .legend, .li, .listing, .main, .menu, .nav, .ol, .option, .p, .pre, .search, .section, .select,
      .summary, .table, .tbody, .td, .textarea, .tfoot, .th, .thead, .title, .tr, .ul, .video, .audio, .ampAd:
      true
    default: false
    }
  }

  var isStress: Bool {
    switch self {
    case .b, .strong, .em, .i: true
    default: false
    }
  }

  var isControl: Bool {
    switch self {
    case .button, .select, .option, .optgroup, .label, .legend: true
    default: false
    }
  }

  var isHeadingTag: Bool {
    switch self {
    case .h1, .h2, .h3, .h4, .h5, .h6: true
    default: false
    }
  }
}
