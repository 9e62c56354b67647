package import Bytes
import JSON
import Markdown

/// What a file holds, by its name and its first bytes (unzipped; 64 KB are plenty).
///
/// A ladder: a table by name; WARC and tar by their first bytes or name; JSON Lines by name; HTML by a doctype or `<html`; JSON Lines where every whole line is an object, or where an array of objects begins; HTML by name; Markdown by name; HTML by many tags;
/// Markdown by its links and headings; else text. Complexity: O(*n*) in `firstBytes`.
package func detectFormat(path: String, firstBytes: [UInt8]) -> PageSource.Format {
  let name = nameExtension(of: path)
  if name == "csv" { return .csv }
  if name == "tsv" || name == "tab" { return .tsv }
  if name == "warc" || firstBytes.starts(with: "WARC/1.".utf8) { return .warc }
  if name == "tar" || name == "tgz" || TarHeader.begins(firstBytes) { return .tar }
  if ["jsonl", "ndjson", "json"].contains(name) { return .jsonl }
  let start = TextDecoding.isUTF16(firstBytes) ? firstBytes.filter { $0 != 0 } : firstBytes
  if beginsAsHTML(start) { return .html }
  if isLinesOfObjects(start) || DumpDocument.beginsAsArrayOfObjects(start) { return .jsonl }
  if ["html", "htm", "xhtml", "shtml"].contains(name) { return .html }
  if ["md", "markdown", "mdown"].contains(name) { return .markdown }
  if hasManyTags(start) { return .html }
  return Markdown.looksLike(start) ? .markdown : .text
}

/// The extension in lowercase, that of `x.html.gz` being `html`; empty where there is none.
func nameExtension(of path: String) -> String {
  let name = path.lowercased().split(separator: "/").last ?? ""
  var parts = name.split(separator: ".", omittingEmptySubsequences: false).dropFirst()
  if parts.last == "gz" { parts.removeLast() }
  return parts.last.map { String($0) } ?? ""
}

/// Past blanks, a byte order mark, comments and an XML declaration: a doctype of HTML or the root element.
private func beginsAsHTML(_ bytes: [UInt8]) -> Bool {
  var rest = bytes[...]
  while true {
    rest = rest.drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF || $0 == 0xFE || $0 == 0xFF }
    if rest.starts(with: "<!--".utf8), let end = place(of: "-->", in: rest) {
      rest = rest[end...]
    } else if rest.starts(with: "<?".utf8), let end = place(of: ">", in: rest) {
      rest = rest[end...]
    } else {
      let word = rest.prefix(14).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
      return word.starts(with: "<!doctype html".utf8) || word.starts(with: "<html".utf8)
        || word.starts(with: "<head".utf8)
    }
  }
}

/// The offset after the first `words` in `bytes`.
private func place(of words: StaticString, in bytes: ArraySlice<UInt8>) -> Int? {
  let words = Array("\(words)".utf8)
  var at = bytes.startIndex
  while at + words.count <= bytes.endIndex {
    if bytes[at...].starts(with: words) { return at + words.count }
    at += 1
  }
  return nil
}

/// Every whole line (at most 8 are looked at) is an object; where not even the first is whole, it begins with a key.
private func isLinesOfObjects(_ bytes: [UInt8]) -> Bool {
  let bytes = bytes.starts(with: TextDecoding.mark) ? bytes[3...] : bytes[...]
  guard bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return false }
  guard let end = bytes.lastIndex(of: 0x0A) else {
    if (try? JSONReader.value(of: Array(bytes), replacesHalves: true))?.object != nil { return true }
    return bytes.drop { $0 <= 0x20 }.dropFirst().first { $0 > 0x20 } == UInt8(ascii: "\"")
  }
  return bytes[..<end].split(separator: 0x0A).prefix(8).allSatisfy { line in
    line.allSatisfy { $0 <= 0x20 } || (try? JSONReader.value(of: Array(line), replacesHalves: true))?.object != nil
  }
}

/// Whether a value that may be either is HTML.
func looksLikeHTML(_ bytes: [UInt8]) -> Bool {
  if beginsAsHTML(bytes) { return true }
  guard bytes.contains(UInt8(ascii: "<")) else { return false }
  return hasManyTags(bytes) || bytes.drop { $0 <= 0x20 }.prefix(4).map { $0 | 0x20 }.starts(with: "<p>".utf8)
    || bytes.drop { $0 <= 0x20 }.prefix(4).map { $0 | 0x20 }.starts(with: "<div".utf8)
}

/// Tags as pages have them, not a `<` of arithmetic: eight at least, and one in 400 bytes.
private func hasManyTags(_ bytes: [UInt8]) -> Bool {
  let known: Set<String> = [
    "a", "article", "body", "br", "div", "figure", "h1", "h2", "head", "img", "li", "link", "meta", "p", "script",
    "section",
    "span", "style", "table", "td", "title", "tr", "ul",
  ]
  var tags = 0
  var at = 0
  while at < bytes.count {
    defer { at += 1 }
    guard bytes[at] == UInt8(ascii: "<") else { continue }
    let start = at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "/") ? at + 2 : at + 1
    let name = bytes[min(start, bytes.count)...].prefix(8).prefix {
      ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39)
    }
    if known.contains(String(decoding: name, as: UTF8.self).lowercased()) { tags += 1 }
  }
  return tags >= 8 && tags * 400 >= bytes.count
}
