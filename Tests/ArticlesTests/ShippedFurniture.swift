import Bytes
import FoundationEssentials
import RuleBook

@testable import Articles

/// The furniture of `Rules/furniture/`, as it ships.
enum ShippedFurniture {
  static let all: (furniture: Furniture, diagnostics: [Diagnostic]) = {
    var folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    folder += ["Rules", "furniture"]
    let path = folder.joined(separator: "/")
    var diagnostics: [Diagnostic] = []
    var tables: [Table] = []
    for name in ((try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []).sorted()
    where name.hasSuffix(".tsv") {
      let bytes = FileManager.default.contents(atPath: path + "/" + name).map { Array($0) } ?? []
      tables.append(Table(file: "furniture/" + name, bytes: bytes, diagnostics: &diagnostics))
    }
    let furniture = Furniture(tables: tables, diagnostics: &diagnostics)
    return (furniture, diagnostics)
  }()

  /// Reads a page of text with the shipped furniture.
  static func article(_ text: String, url: String? = nil, title: String? = nil, published: String? = nil) -> Article {
    let source = PageSource(path: "page.txt", format: .text, sha256: String(repeating: "a", count: 64))
    let page = RawPage(
      source: source, content: .text(Array(text.utf8)), url: url, title: title, published: published)
    return Articles.article(from: page, using: all.furniture)
  }
}

extension Article {
  var bodyText: String { String(decoding: body, as: UTF8.self) }
  func words(of removed: Removed) -> String { sourceText.string(removed.range) }
}

/// A page written with ⟦ ⟧ around what must go: the page itself, and the stretches that must be left.
func marked(_ text: String) -> (page: String, kept: [String]) {
  var page = ""
  var kept = [""]
  var isInside = false
  for character in text {
    switch character {
    case "⟦": isInside = true
    case "⟧":
      isInside = false
      kept.append("")
    default:
      page.append(character)
      if !isInside { kept[kept.count - 1].append(character) }
    }
  }
  return (page, kept)
}

/// Words of a text, one blank between them: what two texts are compared by.
func folded(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

/// What is wrong with an article's account of its page, or nil.
func fault(_ article: Article) -> String? {
  var seen = [Int](repeating: 0, count: article.sourceText.count)
  for range in article.segments.map(\.source) + article.removed.map(\.range) {
    for byte in range.start..<range.end { seen[byte] += 1 }
  }
  if let byte = seen.firstIndex(where: { $0 > 1 }) { return "byte \(byte) stands twice" }
  var byte = 0
  for scalar in String(decoding: article.sourceText, as: UTF8.self).unicodeScalars {
    if seen[byte] == 0, !scalar.properties.isWhitespace { return "byte \(byte) is lost" }
    byte += UTF8.width(scalar)
  }
  for segment in article.segments where article.body[segment.body] != article.sourceText[segment.source] {
    return "the body at \(segment.body) is not the source"
  }
  for removed in article.removed {
    if removed.rule.isEmpty { return "\(removed.range) names no rule" }
    if removed.range.count > article.sourceText.count / 2 + 1 {
      return "\(removed.range) is more than half of the page"
    }
  }
  return nil
}
