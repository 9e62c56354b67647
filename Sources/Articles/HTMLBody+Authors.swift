import Bytes
import HTML
import Text

/// Who wrote the article, as markup tells it around the headline and behind the body.
extension HTMLBody {
  private static let mostNodes = 150
  private static let mostAuthors = 5
  private static let longest = 80

  /// The names in links `rel=author` and in elements that a name marks as the author's, and in lines that begin with "Oleh".
  func authors() -> [String] {
    var names: [String] = []
    var seen: Set<Int32> = []
    var left = HTMLBody.mostNodes * 4
    for index in datePlaces().dates where verdicts[index] != .body && kind(of: verdicts[index]) != .headline {
      let block = page.blocks[index]
      let mark = marks[Int(block.parent)]
      var found: [String] = []
      if block.count <= HTMLBody.longest {
        let isMarked = mark >= 0 && vocabulary.entries[Int(effects[Int(mark)])].namesAuthor
        found += [authorName(page.text[block.range], isSure: false, isMarked: isMarked)].compactMap { $0 }
      }
      if found.isEmpty, seen.insert(block.parent).inserted {
        found = authorsMarked(within: page.elements[Int(block.parent)].node, &left)
      }
      for name in found where !names.contains(name) { names.append(name) }
      if names.count >= HTMLBody.mostAuthors { break }
    }
    return names
  }

  /// The short lines around headline and body that may name who wrote: they have a colon.
  func bylines() -> [TextRange] {
    datePlaces().dates.lazy.filter { kind(of: verdicts[$0]) != .byline && verdicts[$0] != .body && kind(of: verdicts[$0]) != .headline }
      .map { page.blocks[$0].range }.filter { $0.count <= HTMLBody.longest && page.text[$0].contains(0x3A) }
  }

  /// What the first nodes of an element name as authors.
  private func authorsMarked(within root: Int32, _ left: inout Int) -> [String] {
    var names: [String] = []
    var at = root
    for _ in 0..<HTMLBody.mostNodes {
      let isMarked = at != root && tree.nodes[Int(at)].kind == .element && marksAuthor(at)
      if isMarked, !tree.isOfAnotherItem(at, vocabulary, title: metadata.titleElement) {
        let link = tree.nodes[Int(at)].tag == .a
        let text = HTMLMetadata.collapsed(shortText(of: link ? at : linkWithin(at) ?? at))
        if text.utf8.count <= HTMLBody.longest, let name = authorName(Array(text.utf8)[...], isSure: link, isMarked: true) {
          names.append(name)
        }
      }
      left -= 1
      at = tree.following(at, within: root, skippingChildren: isMarked)
      if at < 0 || left < 0 { break }
    }
    return names
  }

  private func marksAuthor(_ node: Int32) -> Bool {
    if tree.nodes[Int(node)].tag == .a, let rel = tree.attribute("rel", of: node),
      HTMLMetadata.lower(rel).split(separator: " ").contains("author")
    {
      return true
    }
    let marks = tree.marks(of: node)
    return [marks.0, marks.2].contains { mark in
      guard mark.hash != 0 else { return false }
      let entry = vocabulary.entry(for: tree.value(of: mark))
      return entry >= 0 && vocabulary.entries[Int(entry)].namesAuthor
    }
  }

  /// The text of an element's first nodes, of those that are short.
  private func shortText(of root: Int32) -> [UInt8] {
    var text: [UInt8] = []
    var at = root
    for _ in 0..<24 {
      let record = tree.nodes[Int(at)]
      if record.kind == .text, record.end - record.start <= 4 * HTMLBody.longest { text += tree.textContent(of: at) + [0x20] }
      at = tree.following(at, within: root)
      if at < 0 { break }
    }
    return text
  }

  /// The first link in an element, among its first nodes.
  private func linkWithin(_ root: Int32) -> Int32? {
    var at = root
    for _ in 0..<16 {
      at = tree.following(at, within: root)
      guard at >= 0 else { return nil }
      if tree.nodes[Int(at)].kind == .element, tree.nodes[Int(at)].tag == .a { return at }
    }
    return nil
  }

  /// The name that a short line begins with, behind "Oleh" or "Penulis:": up to five words with capitals, two where nothing else tells that it
  /// is one.
  ///
  /// - Parameters:
  ///   - isSure: a link to the author's page.
  ///   - isMarked: a name of the element tells that it names the author; else the line must begin with "Oleh".
  private func authorName(_ text: ArraySlice<UInt8>, isSure: Bool, isMarked: Bool) -> String? {
    var words = text.split(whereSeparator: { $0 <= 0x20 })
    var isLabelled = false
    if let label = words.prefix(3).lastIndex(where: { $0.last == 0x3A || roles(of: $0).contains(.by) }) {
      isLabelled = isMarked || words[...label].contains { roles(of: $0).contains(.by) }
      words.removeFirst(label + 1)
    }
    guard isMarked || isLabelled else { return nil }
    var name: [ArraySlice<UInt8>] = []
    for word in words {
      let core = word.last == 0x2C || word.last == 0x7C ? word.dropLast() : word
      guard let first = core.first, Letters.isCapital(first) || 0xC3...0xED ~= first, core.count > 1, core.last != 0x3A else { break }
      name.append(core)
      if core.count < word.count || name.count == 6 { break }
    }
    guard (isLabelled || isSure ? 1 : 2)...5 ~= name.count, !name.allSatisfy({ roles(of: $0).contains(.desk) }) else { return nil }
    let joined = Array(name.joined(separator: [0x20]))
    return joined.count >= 3 ? String(decoding: joined, as: UTF8.self) : nil
  }

  private func roles(of word: ArraySlice<UInt8>) -> WordRoles {
    vocabulary.roles[WordHash.of(word.last == 0x3A ? word.dropLast() : word)] ?? []
  }

  /// Whether a name names nobody: "redaksi", "Admin".
  func isDesk(_ name: String) -> Bool {
    let words = Array(name.utf8)[...].split(whereSeparator: { $0 <= 0x20 })
    return words.allSatisfy { roles(of: $0).contains(.desk) }
  }
}
