/// Pages that somebody turned into Markdown (CommonMark with tables, as scrapers write it), as HTML: read then as any other page.
///
/// What scrapers do besides is understood: a header of metadata (YAML between `---`, or `Title:`, `URL Source:`, `Published Time:`), links
/// around whole blocks (`[`, a heading, `](url)`), lines that are paragraphs of their own without a blank line between. Indented text is
/// no code, as nobody's is in the news.
package enum Markdown {
  /// The page as HTML, UTF-8. Never fails: what is no Markdown is text.
  ///
  ///     "# Judul\n\nIsi **tebal**"   →   <h1>Judul</h1><p>Isi <strong>tebal</strong></p>
  ///
  /// - Parameter bytes: valid UTF-8.
  /// - Complexity: O(*n*) in the bytes, times the depth of quotes and lists (at most 16).
  package static func html(_ bytes: [UInt8]) -> [UInt8] {
    let (head, first) = MarkdownHead.read(bytes)
    let lines = MarkdownLine.lines(of: bytes[first...])
    var blocks = MarkdownBlocks(references: MarkdownReferences(lines), wrap: MarkdownLine.wrapWidth(of: lines))
    blocks.out += "<!DOCTYPE html><html><head>".utf8
    blocks.out += head.markup
    blocks.out += "</head><body>".utf8
    blocks.add(lines, depth: 0)
    blocks.out += "</body></html>".utf8
    return blocks.out
  }

  /// Whether a text is written in Markdown: it has a scraper's header, begins with a heading, has several links, or a heading beside a
  /// link or bold words.
  ///
  /// - Complexity: O(*n*).
  package static func looksLike(_ bytes: [UInt8]) -> Bool {
    if !MarkdownHead.read(bytes).head.isEmpty || beginsWithHeading(bytes) { return true }
    var (links, headings, bold) = (0, 0, 0)
    var at = 0
    while at + 2 < bytes.count {
      switch bytes[at] {
      case 0x5D where bytes[at + 1] == 0x28 && isAddress(bytes[(at + 2)...]): links += 1
      case 0x2A where bytes[at + 1] == 0x2A && bytes[at + 2] > 0x20 && bytes[at + 2] != 0x2A: bold += 1
      case 0x23 where at == 0 || bytes[at - 1] == 0x0A:
        let level = bytes[at...].prefix { $0 == 0x23 }.count
        if level <= 6, at + level < bytes.count, bytes[at + level] == 0x20 { headings += 1 }
      default: break
      }
      if links >= 3 || headings > 0 && (links > 0 || bold > 0) { return true }
      at += 1
    }
    return false
  }

  /// `# Judul` on a line of its own, and a blank one behind it.
  private static func beginsWithHeading(_ bytes: [UInt8]) -> Bool {
    let page = bytes.drop { $0 <= 0x20 }
    guard page.starts(with: "# ".utf8), let end = page.firstIndex(of: 0x0A) else { return false }
    return page[(end + 1)...].first { $0 > 0x20 || $0 == 0x0A } == 0x0A
  }

  private static func isAddress(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.starts(with: "http".utf8) || bytes.starts(with: "/".utf8) || bytes.starts(with: "<http".utf8)
  }

  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// Appends bytes as text of an element, or of an attribute in double quotes. References to characters stay as they are.
  static func escape(_ bytes: some Sequence<UInt8>, into out: inout [UInt8], keepsReferences: Bool = true) {
    for byte in bytes {
      switch byte {
      case 0x3C: out += "&lt;".utf8
      case 0x22: out += "&quot;".utf8
      case 0x26 where !keepsReferences: out += "&amp;".utf8
      default: out.append(byte)
      }
    }
  }
}

/// One line, without its break and without the blanks that it begins with.
struct MarkdownLine {
  var bytes: ArraySlice<UInt8>
  /// Columns before it, a tab being four.
  var indent = 0

  var isBlank: Bool { bytes.isEmpty }

  init(_ line: ArraySlice<UInt8>, indent: Int = 0) {
    var rest = line
    self.indent = indent
    while let byte = rest.first, byte == 0x20 || byte == 0x09 {
      self.indent += byte == 0x09 ? 4 : 1
      rest = rest.dropFirst()
    }
    bytes = rest
  }

  static func lines(of bytes: ArraySlice<UInt8>) -> [MarkdownLine] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      MarkdownLine(line.last == 0x0D ? line.dropLast() : line)
    }
  }

  /// The line inside something indented by so many columns.
  func without(_ columns: Int) -> MarkdownLine {
    var line = self
    line.indent = max(0, indent - columns)
    return line
  }

  /// The width at which a page's lines were broken; nil where each is a paragraph, however long.
  static func wrapWidth(of lines: [MarkdownLine]) -> Int? {
    var (long, widest) = (0, 0)
    for (line, next) in zip(lines, lines.dropFirst()) where !line.isBlank && !next.isBlank {
      let count = line.indent + line.bytes.count
      if count >= 60 { long += 1 }
      widest = max(widest, count)
    }
    return long >= 3 && widest <= 110 ? widest : nil
  }
}

/// Where links of the form `[text][label]` lead.
struct MarkdownReferences {
  private var addresses: [[UInt8]: [UInt8]] = [:]

  init(_ lines: [MarkdownLine]) {
    for line in lines {
      guard let (label, address) = MarkdownReferences.definition(line.bytes) else { continue }
      if addresses[label] == nil { addresses[label] = address }
    }
  }

  var isEmpty: Bool { addresses.isEmpty }

  subscript(label: ArraySlice<UInt8>) -> [UInt8]? { addresses[MarkdownReferences.folded(label)] }

  private static func folded(_ label: ArraySlice<UInt8>) -> [UInt8] { label.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 } }

  /// `[1]: https://…`
  static func definition(_ line: ArraySlice<UInt8>) -> (label: [UInt8], address: [UInt8])? {
    guard line.first == 0x5B, let end = line.firstIndex(of: 0x5D), end - line.startIndex > 1, line[(end + 1)...].first == 0x3A else {
      return nil
    }
    let rest = line[(end + 2)...].drop { $0 <= 0x20 }
    let address = rest.prefix { $0 > 0x20 }
    guard address.contains(0x2F) || address.first == 0x23 else { return nil }
    return (folded(line[(line.startIndex + 1)..<end]), Array(address))
  }
}
