/// What scrapers write above the page: title, address, date, authors.
struct MarkdownHead {
  private var title: ArraySlice<UInt8>?
  private var address: ArraySlice<UInt8>?
  private var published: ArraySlice<UInt8>?
  private var author: ArraySlice<UInt8>?

  var isEmpty: Bool { title == nil && address == nil }

  /// As elements of an HTML head.
  var markup: [UInt8] {
    var out: [UInt8] = []
    func add(_ before: String, _ value: ArraySlice<UInt8>?, _ after: String) {
      guard let value, !value.isEmpty else { return }
      out += before.utf8
      Markdown.escape(value, into: &out)
      out += after.utf8
    }
    add("<title>", title, "</title>")
    add("<meta property=\"og:title\" content=\"", title, "\">")
    add("<link rel=\"canonical\" href=\"", address, "\">")
    add("<meta property=\"article:published_time\" content=\"", published, "\">")
    add("<meta name=\"author\" content=\"", author, "\">")
    return out
  }

  /// The header and where the page begins behind it: none, and the page at 0, where there is no header.
  static func read(_ bytes: [UInt8]) -> (head: MarkdownHead, first: Int) {
    let start = bytes.firstIndex { $0 > 0x20 } ?? 0
    if bytes[start...].starts(with: "---\n".utf8) || bytes[start...].starts(with: "---\r\n".utf8) { return frontMatter(bytes, start) }
    if bytes[start...].starts(with: "Title: ".utf8) { return reader(bytes, start) }
    return (MarkdownHead(), 0)
  }

  private static let longest = 100

  /// YAML, as trafilatura and site generators write it.
  private static func frontMatter(_ bytes: [UInt8], _ start: Int) -> (MarkdownHead, Int) {
    var head = MarkdownHead()
    for (number, line) in lines(bytes, start).enumerated().dropFirst() {
      if bytes[line].elementsEqual("---".utf8) { return head.isEmpty ? (head, 0) : (head, line.upperBound) }
      if number > longest { break }
      if let (key, value) = pair(bytes[line]) { head.set(key, value) }
    }
    return (MarkdownHead(), 0)
  }

  /// "Title: …", "URL Source: …", "Published Time: …", "Markdown Content:", as r.jina.ai writes it.
  private static func reader(_ bytes: [UInt8], _ start: Int) -> (MarkdownHead, Int) {
    var head = MarkdownHead()
    for (number, line) in lines(bytes, start).enumerated() {
      if bytes[line].elementsEqual("Markdown Content:".utf8) { return (head, line.upperBound) }
      if number > longest { break }
      if let (key, value) = pair(bytes[line]) { head.set(key, value) }
    }
    return (MarkdownHead(), 0)
  }

  /// Up to a few more lines than a header has, without their breaks and what blanks stand before these.
  private static func lines(_ bytes: [UInt8], _ start: Int) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var at = start
    while at < bytes.count, lines.count < longest + 2 {
      let end = bytes[at...].firstIndex(of: 0x0A) ?? bytes.count
      var last = end
      while last > at, bytes[last - 1] <= 0x20 { last -= 1 }
      lines.append(at..<last)
      at = end + 1
    }
    return lines
  }

  /// A key in small letters, and the value without its quotation marks.
  private static func pair(_ line: ArraySlice<UInt8>) -> (String, ArraySlice<UInt8>)? {
    guard let colon = line.firstIndex(of: 0x3A), colon - line.startIndex <= 40 else { return nil }
    var value = line[(colon + 1)...].drop { $0 <= 0x20 }
    if let mark = value.first, mark == 0x22 || mark == 0x27, value.count > 1, value.last == mark { value = value.dropFirst().dropLast() }
    return (String(decoding: line[..<colon], as: UTF8.self).lowercased(), value)
  }

  private mutating func set(_ key: String, _ value: ArraySlice<UInt8>) {
    guard !value.isEmpty else { return }
    switch key {
    case "title", "judul": title = title ?? value
    case "url", "url source", "source", "link", "canonical", "source_url", "sourceurl":
      if value.starts(with: "http".utf8) { address = address ?? value }
    case "date", "published", "published time", "pubdate", "publish_date", "tanggal": published = published ?? value
    case "author", "authors", "penulis": author = author ?? value
    default: break
    }
  }
}
