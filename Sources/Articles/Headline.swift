/// The headline of a page: given by the dump, or found in the page.
extension PageReading {
  /// Finds the headline where the dump gives none: the line before the body that is written as one, or what stands before the dateline.
  mutating func findTitle() {
    guard title == nil else { return }
    if isFlat {
      guard let dateline, dateline.start > 0 else { return }
      // "… Selat Malaka Rabu, 28 Mei 2025 10:00 WIB Jakarta - …": the day on which it was published is no part of it.
      let end = page.trimmedEnd(0, stamp(in: 0..<dateline.start)?.lowerBound ?? dateline.start)
      let words = words(in: 0..<end)
      if (4...24).contains(words.count), style(words).isHeadline { title = string(page.trimmedStart(0, end)..<end) }
      return
    }
    guard let firstProse = proseLines?.first else { return }
    let candidates = page.lines.indices.filter { $0 < firstProse && mayBeTitle(page.lines[$0]) }
    // A long line before the headline is more likely a row of other stories' headlines.
    let best = candidates.first { page.lines[$0].words.count <= PageReading.longTitle } ?? candidates.first
    title = best.map { string(page.lines[$0].range) }
  }

  private static let longTitle = 16

  /// A line that is written as a headline, and is no date, dateline, caption or phrase of furniture.
  private func mayBeTitle(_ line: PageLine) -> Bool {
    guard (4...24).contains(line.words.count), style(line.words).isHeadline, page.words[line.words.lowerBound].isRaised else {
      return false
    }
    // "- Ketua Umum …": the rest of a sentence that a tag was cut out of.
    if page.bytes[line.start] == 0x2D || !ledger.isOpen(line.start) || mark(in: line.range) != nil { return false }
    if matches.contains(where: { line.range.contains($0.start) }) { return false }
    if let dateline, line.range.contains(dateline.start) { return false }
    if line.sentences.contains(where: { page.sentences[$0].closed && page.bytes[page.sentences[$0].end - 1] == 0x2E }) {
      return false
    }
    return line.words.count > 6 || DateReader(page: page, furniture: furniture).dates(in: line.words).isEmpty
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
        if let end = PhraseTrie.end(of: folded, in: page.bytes, at: at), end <= limit || dateline == nil, isHeadlineCopy(at..<end) {
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
    for line in page.lines where !line.isBlank && line.range.count <= 300 && ledger.isOpen(line.start) {
      if PhraseTrie.end(of: folded, in: page.bytes, at: line.start) == line.end {
        ledger.remove(.headline, line.range, "lines.repeated-title")
      }
    }
  }
}
