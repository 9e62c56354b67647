import Bytes
import HTML
import Text

/// The headline of a page, with what the page itself prints.
extension HTMLBody {
  private static let fewestWords = 4
  private static let fewestLongWords = 3
  private static let leastShare = 0.4

  /// Ladder: a heading that the page's titles repeat; a line above the story that is most of a title; JSON-LD `headline`; a heading above
  /// the story that tells of it, where the page prints none of its titles; `og:title`; `<title>`; the first `h1`.
  func headline() -> String? {
    let headings = headings()
    if let heading = HTMLTitle.repeated(metadata, headings: headings) { return heading }
    let story = page.blocks.indices.first { isStory($0) } ?? 0
    if let line = lineOfTitle(above: story) ?? metadata.headline, !line.isEmpty { return line }
    return headingOfStory(story) ?? HTMLTitle.named(metadata) ?? headings.first { $0.tag == .h1 }?.text
  }

  private func isStory(_ index: Int) -> Bool {
    let block = page.blocks[index]
    guard block.count >= 80, block.linkShare < 0.3, !block.isHidden, !block.isControl, !tag(of: index).isHeadingTag,
      tag(of: index) != .title
    else { return false }
    return isUnmarked(index) && endsSentence(page.text[block.range])
  }

  private func isUnmarked(_ index: Int) -> Bool {
    let effect = effect(over: page.blocks[index].parent)
    return effect < 0 || vocabulary.entries[Int(effect)].keeps
  }

  private func tag(of index: Int) -> HTMLTag { page.elements[Int(page.blocks[index].parent)].tag }

  /// A line that stands shortly above the story and is most of a title: the rest is the site's name ("Harian Kita - Tiga Nelayan Hilang").
  private func lineOfTitle(above story: Int) -> String? {
    let titles = [metadata.metaTitle, metadata.titleElement].compactMap { $0 }.map { HTMLMetadata.letters($0.utf8.prefix(1000)) }
    return (max(0, story - 12)..<story).reversed().lazy.filter { index in
      let block = page.blocks[index]
      return block.count <= 300 && block.linkShare < 0.5 && !block.isHidden && tag(of: index) != .title && isUnmarked(index)
        && HTMLTitle.isMost(of: titles, HTMLMetadata.letters(page.text[block.range]))
    }.first.map { page.text.string(page.blocks[$0].range) }
  }

  /// The heading of the highest rank shortly above the story, where the story has two in five of its long words at least.
  private func headingOfStory(_ story: Int) -> String? {
    guard story < page.blocks.count else { return nil }
    lazy var told = HTMLMetadata.longWords(page.text[page.blocks[story].range.start...].prefix(4000))
    let headings = (max(0, story - 12)..<story).filter { index in
      let block = page.blocks[index]
      guard [.h1, .h2, .h3, .h4].contains(tag(of: index)), block.linkShare < 0.5, !block.isHidden, block.count <= 300, isUnmarked(index)
      else { return false }
      let text = page.text[block.range]
      let long = HTMLMetadata.longWords(text)
      return text.split(separator: 0x20).count >= HTMLBody.fewestWords && long.count >= HTMLBody.fewestLongWords
        && Double(long.intersection(told).count) >= HTMLBody.leastShare * Double(long.count)
    }
    let ranks: [HTMLTag] = [.h1, .h2, .h3, .h4]
    return ranks.lazy.compactMap { rank in headings.first { tag(of: $0) == rank } }.first.map { page.text.string(page.blocks[$0].range) }
  }

  /// A headline with the label that the page prints before it, where it stands nowhere without: "In Picture: KPK Periksa Pejabat …".
  func labelled(_ title: String) -> String {
    let letters = HTMLMetadata.letters(title.utf8)
    guard letters.count >= 24 else { return title }
    var found: String?
    for block in page.blocks where block.linkShare < 0.5 && block.count <= title.utf8.count + 24 && block.count + 24 >= title.utf8.count {
      if page.elements[Int(block.parent)].tag == .title { continue }
      let text = page.text[block.range]
      if HTMLMetadata.hasLetters(text, letters) { return title }
      guard found == nil, let colon = text.prefix(24).firstIndex(of: 0x3A), colon - text.startIndex >= 3 else { continue }
      if HTMLMetadata.hasLetters(text[(colon + 1)...], letters) { found = page.text.string(block.range) }
    }
    return found ?? title
  }

  func headings() -> [(tag: HTMLTag, text: String)] {
    page.blocks.compactMap { block in
      let tag = page.elements[Int(block.parent)].tag
      guard tag == .h1 || tag == .h2 || tag == .h3 else { return nil }
      return (tag, page.text.string(block.range))
    }
  }
}
