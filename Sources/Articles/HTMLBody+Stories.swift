import Bytes
import HTML
import Text

/// Which blocks are those of the page's own story, where a page that scrolls on holds several, one behind another.
extension HTMLBody {
  /// A row of this many paragraphs behind a headline is a story.
  private static let fewestParagraphs = 2
  private static let fewestWords = 5
  private static let fewestMentions = 2
  /// Bytes of a heading that is no subheading.
  private static let shortestHeadline = 50

  /// The blocks from the page's headline to that of the next story, or all blocks where the page tells but one.
  ///
  /// The page's headline is the heading that is its title, else the first `h1`. A heading is that of another story where paragraphs stand
  /// before and behind it, and ``tellsAnotherStory(_:_:)``.
  ///
  /// - Complexity: O(*blocks*) but for up to 64 headings, each of which is compared with the story so far.
  func ownStory() -> Range<Int> {
    let all = page.blocks.indices
    let headings = all.filter { isHeading($0) }
    guard headings.count > 1,
      let own = headings.first(where: { isTitle(page.text[page.blocks[$0].range]) }) ?? headings.first(where: { tag(of: $0) == .h1 })
    else { return all }
    var paragraphs = [0]
    for index in all { paragraphs.append(paragraphs[index] + (isParagraph(index) ? 1 : 0)) }
    func isStory(_ range: Range<Int>) -> Bool {
      paragraphs[range.upperBound] - paragraphs[range.lowerBound] >= HTMLBody.fewestParagraphs
    }
    let others = headings.filter { !isTitle(page.text[page.blocks[$0].range]) }
    let end = others.lazy.filter { $0 > own }.prefix(64).first { heading in
      isStory(own..<heading) && isStory(heading..<all.upperBound) && tellsAnotherStory(heading, own)
    }
    let hasOneBefore = tag(of: own) != .h3 && others.contains { $0 < own && tag(of: $0) == tag(of: own) && isStory($0..<own) }
    return (hasOneBefore ? own : 0)..<(end ?? all.upperBound)
  }

  /// The heading of the comments of readers, behind two paragraphs at least: "Komentar (6)".
  func firstComment() -> Int {
    var paragraphs = 0
    for index in page.blocks.indices {
      if isParagraph(index) { paragraphs += 1 }
      guard paragraphs >= HTMLBody.fewestParagraphs, tag(of: index).isHeadingTag else { continue }
      if vocabulary.headsComments(page.text[page.blocks[index].range]) { return index }
    }
    return page.blocks.count
  }

  private func tag(of index: Int) -> HTMLTag { page.elements[Int(page.blocks[index].parent)].tag }

  private func isHeading(_ index: Int) -> Bool {
    guard [.h1, .h2, .h3].contains(tag(of: index)), !page.blocks[index].isHidden else { return false }
    return page.text[page.blocks[index].range].split(separator: 0x20).count >= HTMLBody.fewestWords
  }

  private func isParagraph(_ index: Int) -> Bool {
    let block = page.blocks[index]
    let effect = effect(over: block.parent)
    return !block.isHidden && block.count >= 80 && block.linkShare < 0.5 && !tag(of: index).isHeadingTag && tag(of: index) != .title
      && (effect < 0 || vocabulary.entries[Int(effect)].keeps)
  }

  /// Whether a heading behind the story at `own` heads another one. One of the same rank does where it stands outside of the element around
  /// the page's headline and its paragraphs, or names what the story does not; one of lower rank where it stands in a twin of the element
  /// around the page's headline and its paragraphs, or outside of the element around the last paragraph, and names what the story does not:
  /// "Kronologi Kejadian Menurut Saksi" is a part of it. Nor is it another story where what stands behind it tells of what the headline does.
  private func tellsAnotherStory(_ heading: Int, _ own: Int) -> Bool {
    let before = page.blocks[(own..<heading).last(where: isParagraph) ?? own].parent
    let next = page.blocks[heading].parent
    let isInTwin = standsInTwin(heading, own, before)
    if tag(of: heading) == .h3 { return isInTwin }
    if tag(of: heading) == tag(of: own) {
      var around = page.blocks[own].parent
      while !surrounds(around, before) { around = page.elements[Int(around)].parent }
      return !surrounds(around, next) || (sharesLittle(heading, with: own..<heading) && !goesOn(behind: heading))
    }
    guard tag(of: own) == .h1 else { return false }
    if isInTwin { return true }
    return !surrounds(page.elements[Int(next)].parent, before) && sharesLittle(heading, with: own..<heading) && !goesOn(behind: heading)
  }

  /// Whether a heading and a paragraph behind it stand in an element like the one, beside it, that holds the page's headline and its last
  /// paragraph before: both are `article`, or `div` of one class. An `h3` heads another story only there.
  private func standsInTwin(_ heading: Int, _ own: Int, _ last: Int32) -> Bool {
    var mine = page.blocks[own].parent
    var other = page.blocks[heading].parent
    while let outer = parent(mine), !surrounds(outer, other) { mine = outer }
    while let outer = parent(other), !surrounds(outer, mine) { other = outer }
    let elements = (page.elements[Int(mine)], page.elements[Int(other)])
    guard elements.0.parent == elements.1.parent, elements.0.tag == elements.1.tag, surrounds(mine, last),
      let next = page.blocks[heading...].indices.first(where: isParagraph), surrounds(other, page.blocks[next].parent)
    else { return false }
    if elements.0.tag == .article { return true }
    let names = (tree.attribute("class", of: elements.0.node), tree.attribute("class", of: elements.1.node))
    guard elements.0.tag == .div, let mine = names.0, let other = names.1 else { return false }
    // Layout has twins, too: a short heading over what goes on is a part of the story.
    let isHeadline = page.blocks[heading].count >= HTMLBody.shortestHeadline
    return !mine.isEmpty && mine == other && (isHeadline || !goesOn(behind: heading))
  }

  private func parent(_ element: Int32) -> Int32? {
    let parent = page.elements[Int(element)].parent
    return parent >= 0 ? parent : nil
  }

  /// Whether the text between a heading and the next one, of which the first 4000 bytes are read, names twice or more what the page's
  /// headline names, in words of five letters or more.
  private func goesOn(behind heading: Int) -> Bool {
    let rest = page.blocks[(heading + 1)...]
    let end = rest.indices.first { tag(of: $0).isHeadingTag } ?? page.blocks.count
    guard heading + 1 < end else { return false }
    let text = page.text[page.blocks[heading + 1].range.start..<page.blocks[end - 1].range.end]
    let named = HTMLMetadata.longWords(Array((title ?? "").utf8)[...]).filter {
      $0.utf8.count >= 5 && !(vocabulary.roles[WordHash.of(Array($0.utf8)[...])]?.contains(.function) ?? false)
    }
    var mentions = 0
    for word in text.prefix(4000).split(whereSeparator: { !Letters.isLetter($0) && !Letters.isDigit($0) && $0 < 0x80 })
    where word.count >= 5 && named.contains(HTMLMetadata.lower(word)) {
      mentions += 1
      if mentions == HTMLBody.fewestMentions { return true }
    }
    return false
  }

  /// Whether an element is another or one around it.
  private func surrounds(_ element: Int32, _ inner: Int32) -> Bool {
    var at = inner
    while at >= 0, at != element { at = page.elements[Int(at)].parent }
    return at == element
  }

  /// Whether less than a third of a heading's words of four letters or more stand in some blocks, of which the first 20 000 bytes are read.
  private func sharesLittle(_ heading: Int, with blocks: Range<Int>) -> Bool {
    let named = HTMLMetadata.longWords(page.text[page.blocks[heading].range])
    let text = page.text[page.blocks[blocks.lowerBound].range.start..<page.blocks[blocks.upperBound - 1].range.end]
    let told = HTMLMetadata.longWords(text.prefix(20_000))
    return named.count >= 4 && named.intersection(told).count * 3 < named.count
  }
}
