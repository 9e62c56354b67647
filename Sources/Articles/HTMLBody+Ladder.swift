import Bytes
import HTML

/// The ladder that a block climbs to be left out, and what is decided by its neighbours.
extension HTMLBody {
  func firstVerdict(_ index: Int) -> HTMLVerdict {
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
    if let lead = leads[index] { return .removed(lead.kind, lead.rule) }
    if !isInside {
      if isQuoted[index], block.linkShare < 0.5, !tag.isHeadingTag { return .body }
      return block.linkShare > 0.5 ? .removed(.nav, "html.link-density") : .removed(.meta, "html.outside-body")
    }
    if block.isHidden { return .removed(.meta, "html.hidden") }
    if tag == .h1 { return .removed(.headline, "html.h1") }
    if !text.contains(where: { $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 || $0 >= 0xC3 }) {
      return .removed(.meta, "html.no-words")
    }
    if block.linkShare > 0.6, block.count < 300, block.count - block.linked < 50 {
      return .removed(.related, "html.link-density")
    }
    if isLinkList(block) { return .removed(.related, "html.link-list") }
    return .body
  }

  func isTitle(_ text: ArraySlice<UInt8>) -> Bool {
    guard !titleLetters.isEmpty, text.count >= 8, text.count < 2 * (title?.utf8.count ?? 0) + 40 else { return false }
    return HTMLMetadata.hasLetters(text, titleLetters)
  }

  /// A list item among items that are nearly all link.
  func isLinkList(_ block: HTMLBlock) -> Bool {
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

  @inline(__always) func isProse(_ index: Int) -> Bool {
    let block = page.blocks[index]
    if tree.nodes[Int(block.parent)].tag.isHeadingTag { return false }
    if block.count >= 100, block.count - block.linked >= 60 { return true }
    if block.linkShare > 0.5 { return false }
    return block.count >= 30 && endsSentence(page.text[block.range])
  }

  func endsSentence(_ text: ArraySlice<UInt8>) -> Bool {
    guard let last = text.last else { return false }
    // . ! ? : " ) and the closing quotes and the ellipsis of U+2018 to U+2026.
    if [0x2E, 0x21, 0x3F, 0x22, 0x29, 0x3A].contains(last) { return true }
    return text.suffix(3).starts(with: [0xE2, 0x80]) && [0x99, 0x9D, 0xA6].contains(last)
  }

  /// A long paragraph between the headline and the container is the article's lead; one that the container repeats is not.
  mutating func addLeads() {
    guard let first = verdicts.indices.first(where: { isInside[$0] }),
      let headline = (0..<first).last(where: isHeadline)
    else { return }
    let candidates = ((headline + 1)..<max(first, headline + 1)).filter { index in
      guard case .removed(_, let rule) = verdicts[index], rule == "html.outside-body" else { return false }
      return page.blocks[index].count >= 200 && page.blocks[index].linkShare < 0.3
    }
    guard !candidates.isEmpty else { return }
    var seen = WordTable<Bool>()
    for index in first..<verdicts.count where isBody(index) {
      seen[HTMLMetadata.hash(ofLetters: page.text[page.blocks[index].range])] = true
    }
    for index in candidates {
      let hash = HTMLMetadata.hash(ofLetters: page.text[page.blocks[index].range])
      if seen[hash] == nil { verdicts[index] = .body }
      seen[hash] = true
    }
  }

  /// A row of paragraphs that stands there word for word a second time: a page that prints its article twice.
  mutating func dropRepeated() {
    var seen = WordTable<Bool>()
    let long = verdicts.indices.filter { isBody($0) && page.blocks[$0].count >= 100 }
    // Most differ by their first letters already.
    var beginnings = SeenHashes(capacity: long.count)
    let begins = long.map { HTMLMetadata.hash(ofLetters: page.text[page.blocks[$0].range], first: 32) }
    for hash in begins { beginnings.insert(hash) }
    let isRepeated = zip(long, begins).map { index, beginning in
      guard beginnings.containsTwice(beginning) else { return false }
      let hash = HTMLMetadata.hash(ofLetters: page.text[page.blocks[index].range])
      defer { seen[hash] = true }
      return seen[hash] != nil
    }
    for (place, index) in long.enumerated() where isRepeated[place] {
      let hasNeighbour =
        (place > 0 && isRepeated[place - 1]) || (place + 1 < long.count && isRepeated[place + 1])
      if hasNeighbour { verdicts[index] = .removed(.related, "html.repeated") }
    }
  }

  /// Short lines before the first and behind the last sentence are no part of the article, unless they are a list of their own.
  mutating func trimEdges() {
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
  func isClosingList(_ index: Int, behind last: Int) -> Bool {
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
  mutating func dropLabels() {
    for index in verdicts.indices.dropLast().reversed() where isBody(index) {
      let block = page.blocks[index]
      guard block.count < 40, !isProse(index), isRelated(index + 1) else { continue }
      if !endsSentence(page.text[block.range]) || page.text[block.range.end - 1] == 0x3A {
        verdicts[index] = .removed(.related, "html.label")
      }
    }
  }

  @inline(__always) func isRelated(_ index: Int) -> Bool {
    guard case .removed(.related, let rule) = verdicts[index] else { return false }
    return rule == "html.link-density" || rule == "html.link-list"
  }

  @inline(__always) func isHeadline(_ index: Int) -> Bool {
    if case .removed(.headline, _) = verdicts[index] { true } else { false }
  }

  @inline(__always) func isBody(_ index: Int) -> Bool { if case .body = verdicts[index] { true } else { false } }

  /// A heading with no text of the article behind it, before the next heading of its rank, heads something that was left out.
  mutating func dropLooseHeadings() {
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
