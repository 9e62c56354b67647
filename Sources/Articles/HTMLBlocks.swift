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
  /// Per node its place among the elements, -1 for none; for the walk only.
  private var places: [Int32]
  private var current: HTMLBlock?
  private var pendingBlank = false

  /// Walks the tree once; no recursion. Complexity: O(*nodes* + *bytes*).
  ///
  /// - Parameter metadata: reads the elements that tell of the page, on the way.
  init(_ tree: HTMLTree, vocabulary: HTMLVocabulary, metadata: inout HTMLMetadata) {
    text.reserveCapacity(8192)
    places = Array(repeating: -1, count: tree.nodes.count)
    var at = tree.root
    var links = 0
    var stress = 0
    /// The open elements that hide what is in them.
    var hidden: [Int32] = []
    var controls = 0
    var blocksOpen: [Int32] = [tree.root]
    /// The last element of a furniture line inside a paragraph (`<b>Baca juga:</b> <a>…</a>`).
    var lineEnd: Int32 = -1
    let nodes = tree.nodes
    let traits = Traits.all
    while true {
      // Enter.
      let record = nodes[Int(at)]
      var descends = true
      switch record.kind {
      case .text: add(tree.text(of: at), blocksOpen.last ?? 0, tree, links > 0, stress > 0, !hidden.isEmpty, controls > 0)
      case .comment, .doctype: break
      case .templateContent: descends = false
      case .document: break
      case .element:
        let trait = traits[Traits.place(record.tag)]
        if trait.contains(.metadata) { metadata.read(at, record, tree) }
        if trait.contains(.leftOut) {
          descends = false
          if record.firstChild >= 0, record.tag != .script, record.tag != .style { metadata.readAll(within: at, tree) }
        } else {
          if trait.contains(.block) {
            finish()
            blocksOpen.append(at)
          } else if trait.contains(.lineBreak) {
            finish()
          } else if lineEnd < 0, trait.contains(.lead), let last = HTMLBlocks.furnitureLine(at, tree, vocabulary) {
            finish()
            lineEnd = last
          }
          if trait.contains(.link) { links += 1 }
          if trait.contains(.stress) { stress += 1 }
          if trait.contains(.control) { controls += 1 }
          if record.start < record.end, tree.isHidden(at) { hidden.append(at) }
        }
      }
      if descends, record.firstChild >= 0 {
        at = record.firstChild
        continue
      }
      // Leave.
      var isDone = false
      while true {
        let record = nodes[Int(at)]
        if record.kind == .element {
          let trait = traits[Traits.place(record.tag)]
          if !trait.contains(.leftOut) {
            if trait.contains(.block) {
              finish()
              blocksOpen.removeLast()
            }
            if at == lineEnd {
              finish()
              lineEnd = -1
            }
            if trait.contains(.link) { links -= 1 }
            if trait.contains(.stress) { stress -= 1 }
            if trait.contains(.control) { controls -= 1 }
            if hidden.last == at { hidden.removeLast() }
          }
        }
        if at == tree.root {
          isDone = true
          break
        }
        if record.next >= 0 {
          at = record.next
          break
        }
        at = record.parent
        if at < 0 {
          isDone = true
          break
        }
      }
      if isDone { break }
    }
    finish()
    places = []
  }

  /// The place of a node among the elements, where it goes with all those around it that are not there yet.
  private mutating func place(of node: Int32, _ tree: HTMLTree) -> Int32 {
    let first = elements.count
    var at = node
    while at >= 0, places[Int(at)] < 0 {
      elements.append(HTMLElement(node: at, parent: -1, tag: tree.nodes[Int(at)].tag))
      at = tree.nodes[Int(at)].parent
    }
    guard first < elements.count else { return places[Int(node)] }
    // They came from the inside out.
    elements[first...].reverse()
    var parent = at >= 0 ? places[Int(at)] : -1
    for place in first..<elements.count {
      elements[place].parent = parent
      parent = Int32(place)
      places[Int(elements[place].node)] = parent
    }
    return parent
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

  /// Whether an inline element begins a line of furniture inside a paragraph; gives the last element of that line.
  private static func furnitureLine(_ node: Int32, _ tree: HTMLTree, _ vocabulary: HTMLVocabulary) -> Int32? {
    guard !vocabulary.leads.isEmpty else { return nil }
    var at = node
    var hasLink = tree.tag(of: node) == .a
    for _ in 0..<8 {
      at = tree.following(at, within: node)
      guard at >= 0 else { return nil }
      if tree.kind(of: at) == .element {
        if tree.tag(of: at) == .a { hasLink = true }
        continue
      }
      guard tree.kind(of: at) == .text else { continue }
      let words = tree.text(of: at).drop { $0 <= 0x20 }
      if words.isEmpty { continue }
      guard vocabulary.beginning(of: words) >= 0 else { return nil }
      break
    }
    guard at >= 0, tree.kind(of: at) == .text else { return nil }
    var rest = at
    for _ in 0..<32 where !hasLink {
      rest = tree.following(rest, within: node)
      if rest < 0 { break }
      if tree.tag(of: rest) == .a { hasLink = true }
    }
    if hasLink { return node }
    // The link stands behind: blanks and a colon may stand between.
    var next = tree.nodes[Int(node)].next
    while next >= 0, tree.kind(of: next) == .text, tree.text(of: next).allSatisfy({ $0 <= 0x20 || $0 == 0x3A }) {
      next = tree.nodes[Int(next)].next
    }
    guard next >= 0, tree.kind(of: next) == .element, !tree.tag(of: next).isBlock else { return nil }
    return tree.tag(of: next) == .a || tree.tag(of: next).isStress ? next : nil
  }

  private mutating func add(
    _ bytes: ArraySlice<UInt8>, _ parent: Int32, _ tree: HTMLTree, _ isLink: Bool, _ isStress: Bool, _ isHidden: Bool, _ isControl: Bool
  ) {
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe add(bytes, parent, tree, isLink, isStress, isHidden, isControl)
    }
  }

  private mutating func add(
    _ bytes: UnsafeRawBufferPointer, _ parent: Int32, _ tree: HTMLTree, _ isLink: Bool, _ isStress: Bool, _ isHidden: Bool, _ isControl: Bool
  ) {
    let before = text.count
    var index = 0
    let end = bytes.count
    while index < end {
      let byte = unsafe bytes[index]
      if byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0C {
        pendingBlank = true
        index += 1
      } else if byte == 0xC2, index + 1 < end, unsafe bytes[index + 1] == 0xA0 {
        pendingBlank = true
        index += 2
      } else {
        var stop = unsafe HTMLBlocks.endOfRun(bytes, index + 1)
        if byte == 0xC2, stop == index + 1, stop < end { stop += 1 }
        if current == nil {
          if !text.isEmpty { text.append(0x0A) }
          current = HTMLBlock(range: TextRange(text.count, text.count), parent: place(of: parent, tree))
          current?.isHidden = isHidden
          current?.isControl = isControl
        } else if pendingBlank {
          text.append(0x20)
        }
        pendingBlank = false
        unsafe text.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[index..<stop]))
        index = stop
      }
    }
    guard current != nil, text.count > before else { return }
    let added = text.count - max(before, current?.range.start ?? 0)
    if isLink { current?.linked += added }
    if isStress { current?.stressed += added }
  }

  /// The first place at or behind `start` where a run of text ends: at a blank other than a lone space, a control byte, or what may be
  /// a no-break space. Most text is one run. Eight bytes a step.
  @inline(__always) private static func endOfRun(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs = ones &* 0x80
    /// The high bit of each byte that is at most `most` (below 0x7F), exactly.
    @inline(__always) func small(_ word: UInt64, _ most: UInt64) -> UInt64 {
      ~((((word & ~highs) &+ ones &* (0x7F - most)) | word)) & highs
    }
    @inline(__always) func isC2(_ word: UInt64) -> UInt64 { small(word ^ ones &* 0xC2, 0) }
    let end = bytes.count
    var stop = start
    while stop + 9 <= end {
      let word = unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: stop, as: UInt64.self))
      let next = unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: stop + 1, as: UInt64.self))
      let ends = small(word, 0x1F) | isC2(word) | (small(word, 0x20) & (small(next, 0x20) | isC2(next)))
      if ends != 0 { return stop + ends.trailingZeroBitCount >> 3 }
      stop += 8
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

  private mutating func finish() {
    pendingBlank = false
    guard var block = current else { return }
    block.range.end = text.count
    block.linked = min(block.linked, block.count)
    blocks.append(block)
    current = nil
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
