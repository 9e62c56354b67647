/// The headline of a page: given by the dump, or found in the page.
extension PageReading {
  /// Finds the headline where the dump gives none: the line before the body that is written as one, or what stands before the dateline.
  mutating func findTitle() {
    guard title == nil else { return }
    if isFlat {
      guard let dateline, dateline.start > 0 else { return }
      let words = words(in: 0..<dateline.start)
      let end = page.trimmedEnd(0, dateline.start)
      if (4...24).contains(words.count), style(words).isHeadline { title = string(page.trimmedStart(0, end)..<end) }
      return
    }
    guard let firstProse = proseLines?.first else { return }
    var best: PageLine?
    for (index, line) in page.lines.enumerated() where index < firstProse && (4...24).contains(line.words.count) {
      if !ledger.isOpen(line.start) || matches.contains(where: { line.range.contains($0.start) })
        || mark(in: line.range) != nil
      {
        continue
      }
      if line.sentences.contains(where: { page.sentences[$0].closed && page.bytes[page.sentences[$0].end - 1] == 0x2E }) {
        continue
      }
      let style = style(line.words)
      if best == nil || (style.isHeadline && !self.style(best!.words).isHeadline) { best = line }
    }
    title = best.map { string($0.range) }
  }

  func string(_ range: Range<Int>) -> String { String(decoding: page.bytes[range], as: UTF8.self) }

  /// The line that is the headline, as an index.
  var titleLine: Int? {
    guard let title else { return nil }
    let folded = PhraseTrie.folded(Array(title.utf8))
    return page.lines.firstIndex { line in
      guard !line.isBlank, line.words.count <= 40 else { return false }
      return PhraseTrie.end(of: folded, in: page.bytes, at: line.start) == line.end
    }
  }

  /// The headline at the top is not the body; nor is a second copy below it, or before the dateline of a flattened page.
  mutating func removeRepeatedTitle() {
    guard let title else { return }
    let folded = PhraseTrie.folded(Array(title.utf8))
    guard folded.count >= 12 else { return }
    if isFlat {
      var at = page.trimmedStart(0, page.bytes.count)
      let limit = dateline?.start ?? min(page.bytes.count, at + 4 * title.utf8.count + 400)
      var isFirst = true
      while at < limit {
        if let end = PhraseTrie.end(of: folded, in: page.bytes, at: at), end <= limit || dateline == nil {
          // In front of prose without a dateline only the very beginning is safe.
          if isFirst || dateline != nil { ledger.remove(.headline, at..<end, "lines.repeated-title") }
          at = page.trimmedStart(end, page.bytes.count)
        } else {
          guard dateline != nil else { break }
          at += 1
          isFirst = false
        }
      }
      return
    }
    for line in page.lines where !line.sentences.isEmpty && line.words.count <= 40 {
      if PhraseTrie.end(of: folded, in: page.bytes, at: line.start) == line.end {
        ledger.remove(.headline, line.range, "lines.repeated-title")
      }
    }
  }
}
