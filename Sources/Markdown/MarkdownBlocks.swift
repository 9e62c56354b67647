/// Lines to blocks: paragraphs, headings, lists, quotes, tables, and markup that stands in between.
struct MarkdownBlocks {
  var out: [UInt8] = []
  private let references: MarkdownReferences
  private let wrap: Int?
  /// Deeper quotes and lists are text of the deepest.
  private static let deepest = 16
  /// Over how many lines a link may go whose text is blocks.
  private static let longestLink = 40

  /// - Parameter wrap: see ``MarkdownLine/wrapWidth(of:)``.
  init(references: MarkdownReferences, wrap: Int?) { (self.references, self.wrap) = (references, wrap) }

  /// - Parameter isTight: paragraphs have no element of their own, as in a list without blank lines.
  mutating func add(_ lines: [MarkdownLine], depth: Int, isTight: Bool = false) {
    var paragraph: [ArraySlice<UInt8>] = []
    var at = 0
    while at < lines.count {
      let line = lines[at]
      let words = line.bytes
      if line.isBlank {
        end(&paragraph, isTight)
        at += 1
      } else if let fence = Fence(words) {
        end(&paragraph, isTight)
        at = addCode(lines, at + 1, until: fence)
      } else if let heading = Heading(words) {
        end(&paragraph, isTight)
        addHeading(heading.words, heading.level)
        at += 1
      } else if let level = MarkdownBlocks.underlineLevel(words), !paragraph.isEmpty {
        let words = joined(paragraph)
        paragraph = []
        addHeading(words[...], level)
        at += 1
      } else if MarkdownBlocks.isBreak(words) {
        end(&paragraph, isTight)
        out += "<hr>".utf8
        at += 1
      } else if words.first == 0x3E, depth < MarkdownBlocks.deepest {
        end(&paragraph, isTight)
        at = addQuote(lines, at, depth)
      } else if let marker = Marker(words), depth < MarkdownBlocks.deepest, paragraph.isEmpty || marker.mayInterrupt {
        end(&paragraph, isTight)
        at = addList(lines, at, depth)
      } else if at + 1 < lines.count, words.contains(0x7C), MarkdownBlocks.isDelimiterRow(lines[at + 1].bytes) {
        end(&paragraph, isTight)
        at = addTable(lines, at)
      } else if let link = blockLink(lines, at), depth < MarkdownBlocks.deepest {
        end(&paragraph, isTight)
        out += "<a href=\"".utf8
        Markdown.escape(link.address, into: &out)
        out += "\">".utf8
        add(link.lines, depth: depth + 1)
        out += "</a>".utf8
        at = link.end
        // What follows the link on its last line.
        if !link.rest.isEmpty { paragraph.append(link.rest) }
        at += 1
      } else if paragraph.isEmpty, MarkdownBlocks.beginsMarkup(words) {
        while at < lines.count, !lines[at].isBlank {
          out += lines[at].bytes
          out.append(0x0A)
          at += 1
        }
      } else if paragraph.isEmpty, MarkdownReferences.definition(words) != nil {
        at += 1
      } else {
        paragraph.append(words)
        at += 1
      }
    }
    end(&paragraph, isTight)
  }

  // MARK: - Paragraphs and headings

  private mutating func end(_ paragraph: inout [ArraySlice<UInt8>], _ isTight: Bool) {
    guard !paragraph.isEmpty else { return }
    if let caption = MarkdownBlocks.caption(paragraph) {
      out += "<figure>".utf8
      addInline(paragraph[0])
      out += "<figcaption>".utf8
      addInline(caption)
      out += "</figcaption></figure>\n".utf8
      paragraph = []
      return
    }
    if !isTight { out += "<p>".utf8 }
    let words = joined(paragraph)
    addInline(words[...])
    out += (isTight ? "\n" : "</p>\n").utf8
    paragraph = []
  }

  /// The line in italics under a picture.
  private static func caption(_ paragraph: [ArraySlice<UInt8>]) -> ArraySlice<UInt8>? {
    guard paragraph.count == 2, paragraph[0].starts(with: "![".utf8) || paragraph[0].starts(with: "[![".utf8) else { return nil }
    let line = paragraph[1]
    guard let mark = line.first, mark == 0x2A || mark == 0x5F, line.count > 2, line.dropFirst().first != mark else { return nil }
    return line.last == mark ? line : nil
  }

  /// The lines of a paragraph, two blanks before each break that is meant.
  private func joined(_ lines: [ArraySlice<UInt8>]) -> [UInt8] {
    var words: [UInt8] = []
    for (number, line) in lines.enumerated() {
      words += line
      guard number + 1 < lines.count else { break }
      if !isWrapped(line, before: lines[number + 1]) { words += "  ".utf8 }
      words.append(0x0A)
    }
    return words
  }

  /// Whether a line ends where it does because the next word had no room; nothing but that parts a sentence.
  private func isWrapped(_ line: ArraySlice<UInt8>, before next: ArraySlice<UInt8>) -> Bool {
    if let first = next.first, first &- 0x61 < 26 { return true }
    guard let wrap else { return false }
    return line.count + 1 + next.prefix { $0 > 0x20 }.count > wrap * 9 / 10
  }

  private mutating func addHeading(_ words: ArraySlice<UInt8>, _ level: Int) {
    out += "<h\(level)>".utf8
    addInline(words)
    out += "</h\(level)>\n".utf8
  }

  private mutating func addInline(_ words: ArraySlice<UInt8>) {
    var inline = MarkdownInline(words, references)
    out += inline.markup()
  }

  /// `## Words ##`
  private struct Heading {
    let level: Int
    let words: ArraySlice<UInt8>

    init?(_ line: ArraySlice<UInt8>) {
      level = line.prefix { $0 == 0x23 }.count
      guard (1...6).contains(level) else { return nil }
      var rest = line.dropFirst(level)
      guard rest.isEmpty || rest.first == 0x20 || rest.first == 0x09 else { return nil }
      while let last = rest.last, last == 0x20 || last == 0x23 { rest.removeLast() }
      words = rest.drop { $0 == 0x20 || $0 == 0x09 }
    }
  }

  /// A line of `=` under a heading of the first level, of `-` under one of the second.
  private static func underlineLevel(_ line: ArraySlice<UInt8>) -> Int? {
    let marks = line.prefix { $0 == line.first }
    guard marks.count >= 2, line[marks.endIndex...].allSatisfy({ $0 <= 0x20 }) else { return nil }
    return line.first == 0x3D ? 1 : line.first == 0x2D ? 2 : nil
  }

  /// `---`, `* * *`
  private static func isBreak(_ line: ArraySlice<UInt8>) -> Bool {
    guard let mark = line.first, mark == 0x2D || mark == 0x2A || mark == 0x5F else { return false }
    return line.count { $0 == mark } >= 3 && line.allSatisfy { $0 == mark || $0 == 0x20 || $0 == 0x09 }
  }

  // MARK: - Code and markup

  private struct Fence {
    let mark: UInt8
    let count: Int

    init?(_ line: ArraySlice<UInt8>) {
      guard let mark = line.first, mark == 0x60 || mark == 0x7E else { return nil }
      self.mark = mark
      count = line.prefix { $0 == mark }.count
      guard count >= 3, !line.dropFirst(count).contains(0x60) else { return nil }
    }

    func isEnded(by line: ArraySlice<UInt8>) -> Bool {
      let marks = line.prefix { $0 == mark }
      return marks.count >= count && line[marks.endIndex...].allSatisfy { $0 <= 0x20 }
    }
  }

  private mutating func addCode(_ lines: [MarkdownLine], _ first: Int, until fence: Fence) -> Int {
    out += "<pre>".utf8
    var at = first
    while at < lines.count, !fence.isEnded(by: lines[at].bytes) {
      Markdown.escape(lines[at].bytes, into: &out, keepsReferences: false)
      out.append(0x0A)
      at += 1
    }
    out += "</pre>".utf8
    return at + 1
  }

  /// Whether a line begins with a comment, or with a tag that parts blocks.
  private static func beginsMarkup(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.first == 0x3C, let next = line.dropFirst().first else { return false }
    guard next != 0x21 else { return true }
    let name = (next == 0x2F ? line.dropFirst(2) : line.dropFirst()).prefix { Markdown.isLetter($0) || $0 &- 0x30 < 10 }
    return blockTags.contains(String(decoding: name, as: UTF8.self).lowercased())
  }

  private static let blockTags: Set<String> = [
    "address", "article", "aside", "blockquote", "body", "center", "details", "div", "dl", "fieldset", "figcaption", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "iframe", "li", "main", "nav", "ol", "p", "pre", "script",
    "section", "style", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
  ]

  // MARK: - Quotes and lists

  private mutating func addQuote(_ lines: [MarkdownLine], _ first: Int, _ depth: Int) -> Int {
    var inner: [MarkdownLine] = []
    var at = first
    while at < lines.count {
      let words = lines[at].bytes
      if words.first == 0x3E {
        inner.append(MarkdownLine(words.dropFirst(words.dropFirst().first == 0x20 ? 2 : 1)))
      } else if inner.last?.isBlank == false, MarkdownBlocks.isText(words) {
        inner.append(lines[at])
      } else {
        break
      }
      at += 1
    }
    out += "<blockquote>".utf8
    add(inner, depth: depth + 1)
    out += "</blockquote>".utf8
    return at
  }

  /// Whether a line goes on with a paragraph: it begins no block of its own.
  private static func isText(_ words: ArraySlice<UInt8>) -> Bool {
    !words.isEmpty && words.first != 0x3E && Heading(words) == nil && Fence(words) == nil && !isBreak(words) && Marker(words) == nil
  }

  /// `- `, `* `, `+ `, `1. `, `1) `
  private struct Marker {
    /// With one blank behind it.
    let width: Int
    let isNumber: Bool
    let mayInterrupt: Bool
    let words: ArraySlice<UInt8>

    init?(_ line: ArraySlice<UInt8>) {
      guard let first = line.first else { return nil }
      var rest = line.dropFirst()
      isNumber = first &- 0x30 < 10
      if isNumber {
        let digits = line.prefix { $0 &- 0x30 < 10 }
        rest = line[digits.endIndex...]
        guard digits.count <= 3, rest.first == 0x2E || rest.first == 0x29 else { return nil }
        rest = rest.dropFirst()
        mayInterrupt = digits.elementsEqual("1".utf8)
      } else {
        guard first == 0x2D || first == 0x2A || first == 0x2B else { return nil }
        mayInterrupt = true
      }
      guard let blank = rest.first, blank == 0x20 || blank == 0x09 else { return nil }
      let blanks = rest.prefix { $0 == 0x20 || $0 == 0x09 }.count
      words = rest.dropFirst(blanks)
      guard !words.isEmpty else { return nil }
      width = rest.startIndex - line.startIndex + min(blanks, 4)
    }
  }

  private mutating func addList(_ lines: [MarkdownLine], _ first: Int, _ depth: Int) -> Int {
    guard let isNumbered = Marker(lines[first].bytes)?.isNumber else { return first + 1 }
    out += (isNumbered ? "<ol>" : "<ul>").utf8
    var at = first
    while at < lines.count, let marker = Marker(lines[at].bytes), marker.isNumber == isNumbered, !MarkdownBlocks.isBreak(lines[at].bytes) {
      let column = lines[at].indent + marker.width
      var item = [MarkdownLine(marker.words)]
      at += 1
      while at < lines.count {
        let line = lines[at]
        if line.isBlank {
          guard let next = lines[at...].firstIndex(where: { !$0.isBlank }), lines[next].indent >= column else { break }
          item.append(line)
          at = next
          continue
        } else if line.indent < column, !(item.last?.isBlank == false && MarkdownBlocks.isText(line.bytes)) {
          break
        }
        item.append(line.without(column))
        at += 1
      }
      out += "<li>".utf8
      add(item, depth: depth + 1, isTight: !item.contains(where: \.isBlank))
      out += "</li>\n".utf8
      // Blank lines between the items.
      var next = at
      while next < lines.count, lines[next].isBlank { next += 1 }
      if next < lines.count, next > at, Marker(lines[next].bytes)?.isNumber == isNumbered { at = next }
    }
    out += (isNumbered ? "</ol>" : "</ul>").utf8
    return at
  }

  // MARK: - Tables

  /// `| --- | :---: |`
  private static func isDelimiterRow(_ line: ArraySlice<UInt8>) -> Bool {
    line.contains(0x2D) && (line.contains(0x7C) || line.contains(0x3A))
      && line.allSatisfy { $0 == 0x7C || $0 == 0x2D || $0 == 0x3A || $0 == 0x20 || $0 == 0x09 }
  }

  private mutating func addTable(_ lines: [MarkdownLine], _ first: Int) -> Int {
    out += "<table>".utf8
    var at = first
    while at < lines.count, !lines[at].isBlank, lines[at].bytes.contains(0x7C) {
      if at != first + 1 {
        out += "<tr>".utf8
        for cell in MarkdownBlocks.cells(lines[at].bytes) {
          out += "<td>".utf8
          addInline(cell)
          out += "</td>".utf8
        }
        out += "</tr>".utf8
      }
      at += 1
    }
    out += "</table>".utf8
    return at
  }

  private static func cells(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var row = line
    if row.first == 0x7C { row = row.dropFirst() }
    while let last = row.last, last <= 0x20 { row.removeLast() }
    if row.last == 0x7C { row.removeLast() }
    var cells: [ArraySlice<UInt8>] = []
    var start = row.startIndex
    for at in row.indices where row[at] == 0x7C && (at == row.startIndex || row[at - 1] != 0x5C) {
      cells.append(row[start..<at])
      start = at + 1
    }
    return cells + [row[start...]]
  }

  // MARK: - Links around blocks

  private struct BlockLink {
    var lines: [MarkdownLine]
    var address: ArraySlice<UInt8>
    /// The line that it ends on, and what follows there.
    var end: Int
    var rest: ArraySlice<UInt8>
  }

  /// A link whose text is blocks: its bracket closes on a line behind a blank one.
  private func blockLink(_ lines: [MarkdownLine], _ first: Int) -> BlockLink? {
    guard lines[first].bytes.first == 0x5B else { return nil }
    var depth = 0
    var hasBlank = false
    for at in first..<min(lines.count, first + MarkdownBlocks.longestLink) {
      let words = lines[at].bytes
      hasBlank = hasBlank || words.isEmpty
      guard let end = MarkdownInline.closing(in: words, &depth) else { continue }
      guard hasBlank, let (address, after) = MarkdownInline.address(in: words, from: end + 1) else { return nil }
      var inside = Array(lines[first...at])
      inside[inside.count - 1].bytes = words[..<end]
      inside[0].bytes = inside[0].bytes.dropFirst()
      return BlockLink(lines: inside, address: address, end: at, rest: words[after...])
    }
    return nil
  }
}
