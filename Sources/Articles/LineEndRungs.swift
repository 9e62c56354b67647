/// Furniture at the head and the foot of a page with line breaks, and its captions.
extension PageReading {
  /// A line with the mark of a caption or a credit: "Foto: …", "(ANTARA/…)".
  mutating func removeCaptions() {
    for line in page.lines where !line.isBlank && ledger.isOpen(line.start) {
      if isFlat {
        removeInlineCaptions(line)
      } else if line.words.count <= 60, let mark = mark(in: line.range) {
        let style = style(line.words)
        if furniture.marks[mark].places.contains(.any) || line.words.count <= 14 || !isProse(line) || style.words <= 40
        {
          ledger.remove(furniture.marks[mark].kind, line.range, furniture.marks[mark].rule)
        }
      }
    }
  }

  /// The first mark in a stretch that stands where it counts.
  func mark(in range: Range<Int>) -> Int? {
    for at in range
    where at == range.lowerBound || !Letters.isLetter(page.bytes[at - 1]) || !Letters.isLetter(page.bytes[at]) {
      for (index, end) in furniture.markTrie.matches(page.bytes, at: at) where end <= range.upperBound {
        if stands(furniture.marks[index], at, end) { return index }
      }
    }
    return nil
  }

  /// In a flattened page: the sentence with the mark, where it stands in parentheses at the sentence's end.
  private mutating func removeInlineCaptions(_ line: PageLine) {
    for index in line.sentences {
      let sentence = page.sentences[index]
      guard sentence.words.count <= 60, ledger.isOpen(sentence.start) else { continue }
      var at = sentence.start
      while at < sentence.end {
        if page.bytes[at] == 0x28,
          let hit = furniture.markTrie.matches(page.bytes, at: at).first(where: {
            stands(furniture.marks[$0.phrase], at, $0.end)
          })
        {
          guard let close = page.bytes[hit.end..<min(sentence.end, hit.end + 80)].firstIndex(of: 0x29) else { break }
          ledger.remove(furniture.marks[hit.phrase].kind, sentence.start..<close + 1, furniture.marks[hit.phrase].rule)
          break
        }
        at += 1
      }
    }
  }

  /// The same caption on two lines, or a part of it: "Foto (Red) Perbesar", "Foto (Red)".
  mutating func removeCaptionsTwice() {
    guard !isFlat else { return }
    for index in page.lines.indices where !page.lines[index].isBlank {
      guard ledger.decision(at: page.lines[index].start)?.kind == .caption else { continue }
      for other in [filled(before: index), filled(after: index)] {
        guard let other, ledger.isOpen(page.lines[other].start) else { continue }
        let a = page.lines[other].words
        let b = page.lines[index].words
        guard a.count <= b.count, !a.isEmpty else { continue }
        if zip(a, b).allSatisfy({ page.words[$0].hash == page.words[$1].hash }) {
          ledger.remove(.caption, page.lines[other].range, "lines.caption-twice")
        }
      }
    }
  }

  /// What stands above the headline, and lone labels around it.
  mutating func removeBeforeTitle() {
    guard !isFlat, let title = titleLine, let firstProse = proseLines?.first, title < firstProse else { return }
    for index in 0..<title where !page.lines[index].isBlank && !isProse(page.lines[index]) {
      let isLabel = page.lines[index].words.count <= 2 && filled(after: index) == title
      ledger.remove(isLabel ? .section : .nav, page.lines[index].range, "lines.before-title")
    }
  }

  /// Short lines after the last paragraph, once furniture has begun: tags, names, labels.
  mutating func removeTags() {
    guard !isFlat, let last = proseLines?.last else { return }
    var furnitureBegan = false
    var small: [Int] = []
    for index in page.lines.indices.dropFirst(last + 1) where !page.lines[index].isBlank {
      let line = page.lines[index]
      guard ledger.isOpen(line.start) else {
        furnitureBegan = true
        continue
      }
      let isShort = line.words.count <= 6 && !line.sentences.contains { page.sentences[$0].closed }
      if furnitureBegan, isShort {
        ledger.remove(.related, line.range, "lines.tags")
      } else if isShort, line.words.count <= 4, line.words.allSatisfy({ page.words[$0].shape == .lower }) {
        small.append(index)
      } else {
        small = []
      }
    }
    if !furnitureBegan, small.count >= 3 {
      for index in small { ledger.remove(.related, page.lines[index].range, "lines.tags") }
    }
  }

  /// Headlines after the last paragraph, once furniture has begun; and a summary that was cut ("… untuk m...").
  mutating func removeTrailingLines() {
    guard !isFlat, let last = proseLines?.last else { return }
    var furnitureBegan = false
    for index in page.lines.indices.dropFirst(last + 1) where !page.lines[index].isBlank {
      let line = page.lines[index]
      if !ledger.isOpen(line.start) {
        furnitureBegan = true
      } else if furnitureBegan, line.words.count >= 4, style(line.words).isHeadline {
        ledger.remove(.related, line.range, "lines.trailing-headlines")
      }
    }
    for line in page.lines where line.words.count >= 15 && ledger.isOpen(line.start) && isCut(line) {
      ledger.remove(.related, line.range, "lines.cut-summary")
    }
  }

  /// Ends in "m..." or "se…", and holds no quotation.
  private func isCut(_ line: PageLine) -> Bool {
    guard line.end - line.start > 120, page.bytes[(line.end - 3)..<line.end].allSatisfy({ $0 == 0x2E }) else {
      return false
    }
    guard Letters.isSmall(page.bytes[line.end - 4]), let last = line.words.last, page.words[last].shape == .lower else {
      return false
    }
    return !line.range.contains { page.bytes[$0] == 0x22 || page.bytes[$0] == 0x9C }
      && page.words[last].end - page.words[last].start <= 4
  }
}
