import Bytes
import HTML

/// The weight of the prose under every element, and the element that holds the article.
extension HTMLBody {
  /// How much a block counts as prose: 0 for what is short, linked, marked as furniture or another story's.
  private func weight(of block: HTMLBlock, at index: Int) -> Int32 {
    guard story.contains(index), block.count >= 40, !block.isHidden, !block.isControl, block.linkShare < 0.5 else { return 0 }
    let tag = page.elements[Int(block.parent)].tag
    if tag.isHeadingTag || tag == .title { return 0 }
    let effect = effect(over: block.parent)
    if effect >= 0, !vocabulary.entries[Int(effect)].keeps { return 0 }
    if leads[index] >= 0 { return 0 }
    let plain = block.count - block.linked
    return Int32(clamping: plain * min(plain, 400) / 100 * (isQuoted[index] ? 3 : 1))
  }

  /// For every element the sum of a number over the blocks under it.
  @inline(__always) func sums(_ value: (HTMLBlock) -> Int32) -> [Int32] {
    var sums = Array(repeating: Int32(0), count: page.elements.count)
    for block in page.blocks { sums[Int(block.parent)] &+= value(block) }
    // What stands in an element comes behind it.
    for (place, element) in page.elements.enumerated().reversed() where element.parent >= 0 { sums[Int(element.parent)] &+= sums[place] }
    return sums
  }

  func weighed() -> [Int32] {
    var index = -1
    return sums { block in
      index += 1
      return weight(of: block, at: index)
    }
  }

  /// A name that marks furniture but holds most of the page's prose is no furniture: `<body class="has-sidebar">`,
  /// `<div class="single-post-author">`. Gives the elements.
  func effectsOverTheArticle() -> [Int] {
    var total: Int32 = 0
    let plain = sums { block in
      guard block.count >= 80, block.linkShare < 0.3, !block.isControl else { return 0 }
      let weight = Int32(block.count * min(block.count, 400) / 100)
      total &+= weight
      return weight
    }
    guard total > 0 else { return [] }
    // The class list of the element that holds the headline and the text tells of the article, not of furniture (`tag-malaysia`).
    var holdsTitle = Array(repeating: false, count: page.elements.count)
    for block in page.blocks where page.elements[Int(block.parent)].tag != .title && isTitle(page.text[block.range]) {
      var at = block.parent
      while at >= 0, !holdsTitle[Int(at)] {
        holdsTitle[Int(at)] = true
        at = page.elements[Int(at)].parent
      }
    }
    let stand = elementsAmongParagraphs()
    return effects.indices.filter { element in
      guard effects[element] >= 0, !vocabulary.entries[Int(effects[element])].keeps else { return false }
      let share = Double(plain[element]) / Double(total)
      return share > 0.6 || (share > 0.25 && holdsTitle[element]) || stand[element]
    }
  }

  /// Per element whether a name marks it as furniture, but it holds paragraphs of the article: two sentences or more without a link, and
  /// hardly anything else, in a row of paragraphs that goes on before and behind it (`<div class="newsletter-text">`).
  private func elementsAmongParagraphs() -> [Bool] {
    func isParagraph(_ block: HTMLBlock) -> Bool {
      block.count >= 80 && block.linked == 0 && !block.isHidden && !block.isControl
        && page.elements[Int(block.parent)].tag == .p && endsSentence(page.text[block.range])
    }
    var firsts = Array(repeating: Int32.max, count: page.elements.count)
    var lasts = Array(repeating: Int32(-1), count: page.elements.count)
    for block in page.blocks where isParagraph(block) && effect(over: block.parent) < 0 {
      let parent = Int(page.elements[Int(block.parent)].parent)
      firsts[parent] = min(firsts[parent], block.parent)
      lasts[parent] = max(lasts[parent], block.parent)
    }
    lazy var sentences = sums { isParagraph($0) ? 1 : 0 }
    lazy var told = sums { isParagraph($0) ? Int32(clamping: $0.count) : 0 }
    return page.elements.enumerated().map { place, element in
      guard effects[place] >= HTMLVocabulary.namesStart, !vocabulary.entries[Int(effects[place])].keeps, element.parent >= 0,
        firsts[Int(element.parent)] < place, lasts[Int(element.parent)] > place
      else { return false }
      return sentences[place] >= 2 && Double(told[place]) >= 0.9 * Double(whole[place])
    }
  }

  // MARK: - The container

  func findContainer() -> Int32 {
    let total = weights[0]
    guard total > 0 else { return 0 }
    var start: Int32 = 0
    // An element that is named as the article's body and holds a fair part of the prose.
    var best: Int32 = 0
    for place in effects.indices where effects[place] >= 0 && vocabulary.entries[Int(effects[place])].keeps {
      if weights[place] > best {
        best = weights[place]
        start = Int32(place)
      }
    }
    if Double(best) < 0.3 * Double(total) { start = 0 }
    return descend(from: around(start))
  }

  /// The element around one that is named as the article's body, where that is but a part of it: a paragraph stands beside it before, and
  /// two at least in all, or another element that is named the same way holds as much as a fifth of its prose.
  private func around(_ named: Int32) -> Int32 {
    let outer = named > 0 ? page.elements[Int(named)].parent : -1
    guard outer >= 0, page.elements[Int(outer)].tag != .body else { return named }
    var paragraphs = 0
    var isBefore = false
    for element in (Int(outer) + 1)..<page.elements.count where page.elements[element].parent == outer {
      let isNamed = effects[element] == effects[Int(named)]
      if element != Int(named), isNamed, weights[element] * 5 > weights[Int(named)] { return outer }
      guard page.elements[element].tag == .p, weights[element] > 0 else { continue }
      paragraphs += 1
      if element < named { isBefore = true }
    }
    return isBefore && paragraphs >= 2 ? outer : named
  }

  /// Goes down while one child holds nearly all of the prose.
  private func descend(from start: Int32) -> Int32 {
    var heaviest = Array(repeating: Int32(-1), count: page.elements.count)
    for (place, element) in page.elements.enumerated() where element.parent >= 0 {
      let parent = Int(element.parent)
      if heaviest[parent] < 0 || weights[place] > weights[Int(heaviest[parent])] { heaviest[parent] = Int32(place) }
    }
    var at = start
    while true {
      let child = heaviest[Int(at)]
      guard child >= 0, Double(weights[Int(child)]) >= 0.75 * Double(weights[Int(at)]), holdsBlocks(child) else { return at }
      at = child
    }
  }

  private func holdsBlocks(_ element: Int32) -> Bool {
    switch page.elements[Int(element)].tag {
    case .p, .h1, .h2, .h3, .h4, .h5, .h6, .li, .ul, .ol, .blockquote, .pre, .dd, .dt, .a, .b, .strong, .em, .i: false
    default: true
    }
  }

  func elementsWithinContainer() -> [Bool] {
    var isWithin = Array(repeating: false, count: page.elements.count)
    for (place, element) in page.elements.enumerated() {
      isWithin[place] = place == Int(container) || (element.parent >= 0 && isWithin[Int(element.parent)])
    }
    return isWithin
  }
}
