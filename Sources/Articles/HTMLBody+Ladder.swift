import Bytes
import HTML
import Text

/// Why a block is left out, where structure tells.
enum HTMLRung: UInt8 {
  case title, titleElement, control, linksOutside, otherStory, comments, outsideBody, hidden, h1, noWords, linkDensity, linkList, repeated,
    noSentence
  case beforeFirstSentence, behindLastSentence, initialsBehindLastSentence, label, looseHeading

  var kind: Article.Removed.Kind {
    switch self {
    case .title, .h1: .headline
    case .titleElement, .outsideBody, .hidden, .noWords, .noSentence: .meta
    case .control, .linksOutside: .nav
    case .linkDensity, .linkList, .otherStory, .repeated, .behindLastSentence, .label: .related
    case .beforeFirstSentence, .initialsBehindLastSentence: .byline
    case .looseHeading: .section
    case .comments: .social
    }
  }

  var rule: String {
    switch self {
    case .title: "html.title"
    case .titleElement: "html.title-element"
    case .control: "html.control"
    case .linksOutside, .linkDensity: "html.link-density"
    case .otherStory: "html.other-story"
    case .comments: "html.comments"
    case .outsideBody: "html.outside-body"
    case .hidden: "html.hidden"
    case .h1: "html.h1"
    case .noWords: "html.no-words"
    case .linkList: "html.link-list"
    case .repeated: "html.repeated"
    case .noSentence: "html.no-sentence"
    case .beforeFirstSentence: "html.before-first-sentence"
    case .behindLastSentence, .initialsBehindLastSentence: "html.behind-last-sentence"
    case .label: "html.label"
    case .looseHeading: "html.loose-heading"
    }
  }
}

/// The ladder that a block climbs to be left out, and what is decided by its neighbours.
extension HTMLBody {
  func firstVerdict(_ index: Int) -> HTMLVerdict {
    let block = page.blocks[index]
    let text = page.text[block.range]
    let tag = page.elements[Int(block.parent)].tag
    if isTitle(text) { return .removed(.title) }
    if tag == .title { return .removed(.titleElement) }
    let isInside = isWithin[Int(block.parent)]
    // What stands above the container tells nothing of what stands in it.
    let mark = marks[Int(block.parent)]
    if mark >= 0, !isInside || isWithin[Int(mark)], !vocabulary.entries[Int(effects[Int(mark)])].keeps {
      return .marked(effects[Int(mark)])
    }
    if block.isControl { return .removed(.control) }
    if leads[index] >= 0 { return .marked(leads[index]) }
    if index < comments, !story.contains(index), block.linkShare <= 0.5 { return .removed(.otherStory) }
    if !isInside {
      if isQuoted[index], index < comments, block.linkShare < 0.5, !tag.isHeadingTag { return .body }
      return .removed(block.linkShare > 0.5 ? .linksOutside : .outsideBody)
    }
    if index >= comments { return .removed(.comments) }
    if block.isHidden, !isRestOfStory(index) { return .removed(.hidden) }
    if tag == .h1, !isSubheading(index) { return .removed(.h1) }
    if !text.contains(where: { $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 || $0 >= 0xC3 }) { return .removed(.noWords) }
    if block.linkShare > 0.6, block.count < 300, block.count - block.linked < 50 { return .removed(.linkDensity) }
    if isLinkList(block) { return .removed(.linkList) }
    return .body
  }

  /// Whether a hidden block is what a button shows of the story ("Baca selengkapnya"): it stands in a hidden element that stands beside a
  /// paragraph before it and holds two paragraphs at least. Two hundred blocks of it are read.
  private func isRestOfStory(_ index: Int) -> Bool {
    var outer = page.blocks[index].parent
    while outer >= 0, !tree.isHidden(page.elements[Int(outer)].node) { outer = page.elements[Int(outer)].parent }
    guard outer >= 0, outer != page.blocks[index].parent, isWithin[Int(outer)], hiddenParagraphs[Int(outer)] >= 2 else { return false }
    var before = index
    while before >= 0, index - before <= 200, page.blocks[before].isHidden { before -= 1 }
    guard before >= 0, !page.blocks[before].isHidden else { return false }
    let paragraph = page.elements[Int(page.blocks[before].parent)]
    return paragraph.tag == .p && page.blocks[before].count >= 80 && paragraph.parent == page.elements[Int(outer)].parent
  }

  /// Whether a paragraph stands beside an `h1` before it, among the twenty blocks there: it heads a part of the story.
  private func isSubheading(_ index: Int) -> Bool {
    let outer = page.elements[Int(page.blocks[index].parent)].parent
    return (max(0, index - 20)..<index).contains { before in
      let paragraph = page.elements[Int(page.blocks[before].parent)]
      return paragraph.tag == .p && paragraph.parent == outer && page.blocks[before].count >= 80 && page.blocks[before].linkShare < 0.5
    }
  }

  func isTitle(_ text: ArraySlice<UInt8>) -> Bool {
    guard !titleLetters.isEmpty, text.count >= max(8, titleLetters.count), text.count < 2 * (title?.utf8.count ?? 0) + 40 else {
      return false
    }
    return HTMLMetadata.hasLetters(text, titleLetters)
  }

  /// A list item among items that are nearly all link.
  func isLinkList(_ block: HTMLBlock) -> Bool {
    var at = block.parent
    while at >= 0, at != container {
      let tag = page.elements[Int(at)].tag
      if tag == .ul || tag == .ol {
        return Double(linked[Int(at)]) > 0.6 * Double(whole[Int(at)])
      }
      at = page.elements[Int(at)].parent
    }
    return false
  }

  // MARK: - Edges

  private func isProse(_ index: Int) -> Bool {
    let block = page.blocks[index]
    if page.elements[Int(block.parent)].tag.isHeadingTag { return false }
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
  func addLeads(_ verdicts: inout [HTMLVerdict]) {
    guard let first = page.blocks.firstIndex(where: { isWithin[Int($0.parent)] }),
      let headline = (0..<first).last(where: { kind(of: verdicts[$0]) == .headline })
    else { return }
    let candidates = ((headline + 1)..<max(first, headline + 1)).filter { index in
      verdicts[index] == .removed(.outsideBody) && page.blocks[index].count >= 200 && page.blocks[index].linkShare < 0.3
    }
    guard !candidates.isEmpty else { return }
    var seen = WordTable<Bool>()
    for index in first..<verdicts.count where verdicts[index] == .body {
      seen[HTMLMetadata.hash(ofLetters: page.text[page.blocks[index].range])] = true
    }
    for index in candidates {
      let hash = HTMLMetadata.hash(ofLetters: page.text[page.blocks[index].range])
      if seen[hash] == nil { verdicts[index] = .body }
      seen[hash] = true
    }
  }

  /// A row of paragraphs that stands there word for word a second time: a page that prints its article twice.
  func dropRepeated(_ verdicts: inout [HTMLVerdict]) {
    var seen = WordTable<Bool>()
    let long = verdicts.indices.filter { verdicts[$0] == .body && page.blocks[$0].count >= 100 }
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
      if hasNeighbour { verdicts[index] = .removed(.repeated) }
    }
  }

  /// Leaves out of the article what stands before a node: the beginning of a text that is told whole from there on.
  mutating func dropRepeated(before node: Int) {
    for (index, block) in page.blocks.enumerated() where verdicts[index] == .body && Int(page.elements[Int(block.parent)].node) < node {
      verdicts[index] = .removed(.repeated)
    }
  }

  /// Short lines before the first and behind the last sentence are no part of the article, unless they are a list of their own.
  func trimEdges(_ verdicts: inout [HTMLVerdict]) {
    guard let first = verdicts.indices.first(where: { verdicts[$0] == .body && isProse($0) }),
      let last = verdicts.indices.last(where: { verdicts[$0] == .body && isProse($0) })
    else {
      for index in verdicts.indices where verdicts[index] == .body { verdicts[index] = .removed(.noSentence) }
      return
    }
    let opening = firstOpeningSentence(before: first, verdicts)
    let announced = announcedLines(behind: last, verdicts)
    var goesOn = true
    for index in verdicts.indices where verdicts[index] == .body {
      if index < opening { verdicts[index] = .removed(.beforeFirstSentence) }
      guard index > last else { continue }
      goesOn = goesOn && isShortSentence(index, beside: last)
      if !goesOn, !announced.contains(index), !isClosingList(index, behind: last) {
        // (abc/def): who wrote it.
        let isInitials = page.text[page.blocks[index].range.start] == 0x28
        verdicts[index] = .removed(isInitials ? .initialsBehindLastSentence : .behindLastSentence)
      }
    }
  }

  /// The first of the short sentences, or of the lines of a list, that stand right before the first long sentence, or that one.
  private func firstOpeningSentence(before first: Int, _ verdicts: [HTMLVerdict]) -> Int {
    var opening = first
    for index in (0..<first).reversed() {
      if kind(of: verdicts[index]) == .headline { break }
      guard verdicts[index] == .body else { continue }
      guard isShortSentence(index, beside: first) || isPoint(index, beside: first) else { break }
      opening = index
    }
    return opening
  }

  /// A line of a list above the story that tells what is in it: four words or more, no link.
  private func isPoint(_ index: Int, beside first: Int) -> Bool {
    let block = page.blocks[index]
    let list = row(of: index)
    guard [.ul, .ol].contains(page.elements[Int(list)].tag), page.elements[Int(list)].parent == page.elements[Int(row(of: first))].parent
    else { return false }
    return linked[Int(list)] == 0 && page.text[block.range].split(separator: 0x20).count >= 4 && !holdsYear(page.text[block.range])
  }

  /// A short paragraph beside a long one that is a sentence: `"Itu saja," katanya.`
  func isShortSentence(_ index: Int, beside long: Int) -> Bool {
    let block = page.blocks[index]
    let text = page.text[block.range]
    let (own, other) = (page.elements[Int(block.parent)], page.elements[Int(page.blocks[long].parent)])
    guard own.tag == .p, other.tag == .p, own.parent == other.parent, block.linked == 0, block.stressed == 0,
      let end = text.last, end == 0x2E || end == 0x22 || text.suffix(3) == [0xE2, 0x80, 0x9D], !text.contains(0x3A),
      let first = text.first, Letters.isCapital(first) || first == 0x22 || first == 0xE2
    else { return false }
    // A name or an outlet is no sentence: a word in small letters ends one, or stands in it ("Jenazah tiba Rabu.", not "Oleh Siti Rahma.").
    let words = text.split(whereSeparator: { !Letters.isLetter($0) })
    guard let word = words.last, word.count < text.count - 4 else { return false }
    if word.allSatisfy(Letters.isSmall) { return true }
    return words.count >= 3
      && words.dropFirst().contains { word in
        word.count >= 4 && word.allSatisfy(Letters.isSmall)
          && !(vocabulary.roles[WordHash.of(word)].map { $0.contains(.function) || $0.contains(.reporter) } ?? false)
      }
  }

  /// The lines behind the last sentence that it announces with a colon, or that a short line of two words does, two or more: "Korban lain:", with a name a
  /// line behind it. They stand beside it, in lists, tables or paragraphs, without links.
  private func announcedLines(behind last: Int, _ verdicts: [HTMLVerdict]) -> Set<Int> {
    func announces(_ index: Int) -> Bool {
      let text = page.text[page.blocks[index].range]
      // "Tag:" and "Sumber:" announce nothing of the story.
      return text.last == 0x3A && text.contains(0x20)
    }
    let beside = page.elements[Int(row(of: last))].parent
    var announced: Set<Int> = []
    var lines: [Int] = []
    var heading: Int?
    func take() {
      if lines.count >= 2 { announced.formUnion(lines + [heading].compactMap { $0 }) }
      lines = []
    }
    var isOpen = announces(last)
    for index in (last + 1)..<max(verdicts.count, last + 1) {
      if kind(of: verdicts[index]) == .related { break }
      guard verdicts[index] == .body else { continue }
      let block = page.blocks[index]
      guard block.linked == 0, block.count < 200, page.text[block.range.start] != 0x28, page.elements[Int(row(of: index))].parent == beside
      else { break }
      if announces(index) {
        take()
        heading = index
        isOpen = true
      } else {
        guard isOpen else { break }
        lines.append(index)
      }
    }
    take()
    return announced
  }

  /// The paragraph, list or table that a block is or stands in.
  private func row(of index: Int) -> Int32 {
    let own = page.blocks[index].parent
    var at = own
    for _ in 0..<4 {
      switch page.elements[Int(at)].tag {
      case .p, .ul, .ol, .dl, .table: return at
      case .li, .dd, .dt, .td, .th, .tr, .tbody, .thead: break
      default: return own
      }
      guard page.elements[Int(at)].parent >= 0 else { return own }
      at = page.elements[Int(at)].parent
    }
    return own
  }

  /// A row of four or more plain lines of one list or paragraph, or six of a table with numbers: the dates of a tour, the names of the dead.
  func isClosingList(_ index: Int, behind last: Int) -> Bool {
    let own = row(of: index)
    guard linked[Int(own)] * 5 < whole[Int(own)] else { return false }
    let isTable = page.elements[Int(own)].tag == .table
    let fewest = isTable ? 6 : 4
    var first = index
    var end = index + 1
    while first - 1 > last, index - first < fewest - 1, row(of: first - 1) == own { first -= 1 }
    while end < page.blocks.count, end - index < fewest, row(of: end) == own { end += 1 }
    // "Penulis", ": Siti", "Editor", ": Budi" are a table too: one of the story has numbers.
    return end - first >= fewest
      && (!isTable || (first..<end).count { Letters.isDigit(page.text[page.blocks[$0].range.start]) } >= 2)
  }

  /// A short line that stands right before related links is their label: `Lihat juga`.
  func dropLabels(_ verdicts: inout [HTMLVerdict]) {
    for index in verdicts.indices.dropLast().reversed() where verdicts[index] == .body {
      let block = page.blocks[index]
      guard block.count < 40, !isProse(index), isRelated(verdicts[index + 1]) else { continue }
      if !endsSentence(page.text[block.range]) || page.text[block.range.end - 1] == 0x3A {
        verdicts[index] = .removed(.label)
      }
    }
  }

  private func isRelated(_ verdict: HTMLVerdict) -> Bool { verdict == .removed(.linkDensity) || verdict == .removed(.linkList) }

  /// A heading with no text of the article behind it, before the next heading of its rank, heads something that was left out.
  func dropLooseHeadings(_ verdicts: inout [HTMLVerdict]) {
    var hasText = false
    for index in verdicts.indices.reversed() {
      let isHeading = page.elements[Int(page.blocks[index].parent)].tag.isHeadingTag
      if verdicts[index] == .body {
        if isHeading, !hasText { verdicts[index] = .removed(.looseHeading) }
        hasText = true
      } else if page.blocks[index].count > 30, !isHeading, isWithin[Int(page.blocks[index].parent)] {
        if kind(of: verdicts[index]) == .related { hasText = false }
      }
    }
  }
}
