import Bytes
import HTML
import Text

/// Where a page prints when it was published.
extension HTMLBody {
  /// Lines with a year where a page prints its date, the likeliest first; those of them above the headline; and those at the top of the page
  /// that stand apart from it.
  func dateLines() -> (dates: [TextRange], above: [TextRange], clocks: [TextRange]) {
    let (places, above, clocks) = datePlaces()
    func dated(_ places: [Int]) -> [TextRange] {
      places.lazy.filter { kind(of: verdicts[$0]) != .caption }.map { page.blocks[$0].range }.filter {
        $0.count < 160 && holdsYear(page.text[$0])
      }
    }
    return (dated(places), dated(above), dated(clocks))
  }

  /// The day of a `<time>` that stands where a page prints its date; of those that say that they tell of publication the first.
  func time() -> DatedValue? {
    guard !metadata.times.isEmpty else { return nil }
    let places = datePlaces().dates
    let own = places.lazy.flatMap { place in metadata.times.filter { $0.block == place } }.filter { time in
      page.blocks[time.block].count < 160 && verdicts[time.block] != .body
        && !tree.isOfAnotherItem(time.node, vocabulary, title: metadata.titleElement)
    }
    return (own.first(where: \.isPublication) ?? own.first)?.date
  }

  /// The blocks from the headline to the body, then up to four before the headline that stand near it, then up to four behind the body; the
  /// second of these alone; and those of the four that do not stand near. What tells of other stories is none of them.
  func datePlaces() -> (dates: [Int], above: [Int], clocks: [Int]) {
    guard let first = verdicts.firstIndex(of: .body), let last = verdicts.lastIndex(of: .body) else { return ([], [], []) }
    let headline = (0..<first).last { kind(of: verdicts[$0]) == .headline }
    let start = headline ?? max(0, first - 6)
    let isTold = standing(in: places(of: site.dates))
    let told = page.blocks.indices.filter { isTold[Int(page.blocks[$0].parent)] }
    var near = headline.map(elementsAround) ?? []
    var above: [Int] = []
    var clocks: [Int] = []
    for index in (max(0, start - 4)..<start).reversed() {
      // What stands above a menu is the page's.
      if isMenu(index) { near = [] }
      if headline == nil || isNear(index, near) { above.append(index) } else { clocks.append(index) }
    }
    let behind = ((last + 1)..<min(last + 5, verdicts.count)).filter { !isOfAnother(verdicts[$0]) }
    return (told + Array(start..<first) + above + behind, above, clocks)
  }

  /// The elements around the headline in which its date may stand: three at most, and not the whole page.
  private func elementsAround(_ headline: Int) -> [Int32] {
    var around: [Int32] = []
    var at = page.elements[Int(page.blocks[headline].parent)].parent
    while at >= 0, around.count < 3, page.elements[Int(at)].tag != .body {
      around.append(at)
      at = page.elements[Int(at)].parent
    }
    return around
  }

  /// Whether a block stands in one of some elements, or is a paragraph of the page that stands in no other element, as the headline does.
  private func isNear(_ index: Int, _ around: [Int32]) -> Bool {
    let own = page.elements[Int(page.blocks[index].parent)]
    if around.isEmpty { return own.tag == .p && own.parent >= 0 && page.elements[Int(own.parent)].tag == .body }
    if isMenu(index) { return false }
    var at = page.blocks[index].parent
    while at >= 0 {
      if around.contains(at) { return true }
      at = page.elements[Int(at)].parent
    }
    return false
  }

  private func isMenu(_ index: Int) -> Bool {
    let effect = effect(over: page.blocks[index].parent)
    return effect >= 0 && !vocabulary.entries[Int(effect)].keeps && vocabulary.entries[Int(effect)].kind == .nav
  }

  private func isOfAnother(_ verdict: HTMLVerdict) -> Bool {
    switch verdict {
    case .removed(let rung): rung == .otherStory || rung == .comments
    default: kind(of: verdict) == .related || kind(of: verdict) == .social
    }
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
}
