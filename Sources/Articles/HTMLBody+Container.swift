import Bytes
import HTML

/// The weight of the prose under every element, and the element that holds the article.
extension HTMLBody {
  /// How much a block counts as prose: 0 for what is short, linked or marked as furniture.
  func weight(of block: HTMLBlock, isQuoted: Bool, hasLead: Bool) -> Int32 {
    guard block.count >= 40, !block.isHidden, !block.isControl, block.linkShare < 0.5 else { return 0 }
    let tag = tree.nodes[Int(block.parent)].tag
    if tag.isHeadingTag || tag == .title { return 0 }
    if let effect = effect(over: block), !effect.keeps { return 0 }
    if hasLead { return 0 }
    let plain = block.count - block.linked
    return Int32(clamping: plain * min(plain, 400) / 100 * (isQuoted ? 3 : 1))
  }

  mutating func measureLinks() {
    whole = sums { Int32(clamping: $0.count) }
    linked = sums { Int32(clamping: $0.linked) }
  }

  /// For every node the sum of a number over the blocks under it.
  @inline(__always) private func sums(_ value: (HTMLBlock) -> Int32) -> [Int32] {
    unsafe Array(unsafeUninitializedCapacity: tree.nodes.count) { sums, count in
      unsafe sums.initialize(repeating: 0)
      count = sums.count
      unsafe tree.nodes.withUnsafeBufferPointer { nodes in
        for block in page.blocks {
          let value = value(block)
          var at = value == 0 ? -1 : Int(block.parent)
          while at >= 0 {
            unsafe sums[at] &+= value
            at = unsafe Int(nodes[at].parent)
          }
        }
      }
    }
  }

  func weighed() -> [Int32] {
    var index = -1
    return sums { block in
      index += 1
      return weight(of: block, isQuoted: isQuoted[index], hasLead: leads[index] != nil)
    }
  }

  /// A name that marks furniture but holds most of the page's prose is no furniture: `<body class="has-sidebar">`, `<div class="single-post-author">`.
  mutating func cancelEffectsOverTheArticle() {
    var total: Int32 = 0
    let plain = sums { block in
      guard block.count >= 80, block.linkShare < 0.3, !block.isControl else { return 0 }
      let weight = Int32(block.count * min(block.count, 400) / 100)
      total &+= weight
      return weight
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

  func findContainer() -> Int32 {
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
  func descend(from start: Int32) -> Int32 {
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

  @inline(__always) func holdsBlocks(_ node: Int32) -> Bool {
    switch tree.nodes[Int(node)].tag {
    case .p, .h1, .h2, .h3, .h4, .h5, .h6, .li, .ul, .ol, .blockquote, .pre, .dd, .dt, .a, .b, .strong, .em, .i: false
    default: true
    }
  }

  func isInContainer(_ block: HTMLBlock) -> Bool {
    var at = block.parent
    while at >= 0 {
      if at == container { return true }
      at = tree.nodes[Int(at)].parent
    }
    return false
  }
}
