import Articles
import Bytes
import Disk
import RuleBook

/// The furniture of `Rules/`, below the working directory.
private let furniture: Furniture = {
  var diagnostics: [Diagnostic] = []
  var tables: [Table] = []
  for file in (try? Files.pack("Rules")) ?? [] where file.path.hasSuffix(".tsv") && file.path.contains("furniture/") {
    tables.append(Table(file: file.path, bytes: file.bytes, diagnostics: &diagnostics))
  }
  precondition(!tables.isEmpty, "run it in the checkout")
  return Furniture(tables: tables, diagnostics: &diagnostics)
}()

/// The first byte tells HTML from text. Body and removed stretches cover what is not blank, each byte once, and the body is words of the source.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count > 1 else { return 0 }
  let bytes = unsafe Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
  let isHTML = unsafe start[0] & 1 == 0
  let source = PageSource(path: "fuzz", format: isHTML ? .html : .text, sha256: SHA256.hex(bytes))
  var page = RawPage(source: source, content: .html(bytes))
  if !isHTML {
    page.content = .text(Array(String(decoding: bytes, as: UTF8.self).utf8))
    page.url = "https://www.antaranews.com/berita/1"
    // The first line as the title that the dump gives.
    if unsafe start[0] & 2 == 0 { page.title = String(decoding: bytes.prefix { $0 != 0x0A }.prefix(200), as: UTF8.self) }
  }
  let article = article(from: page, using: furniture)
  var owners = [UInt8](repeating: 0, count: article.sourceText.count)
  for segment in article.segments {
    precondition(article.body[segment.body].elementsEqual(article.sourceText[segment.source]), "a segment is words of the source")
    for byte in segment.source.start..<segment.source.end { owners[byte] += 1 }
  }
  for removed in article.removed { for byte in removed.range.start..<removed.range.end { owners[byte] += 1 } }
  for (byte, owner) in zip(article.sourceText, owners) {
    precondition(owner <= 1, "no byte belongs to two stretches")
    precondition(owner == 1 || byte <= 0x20 || byte >= 0x80, "what is no blank belongs to one")
  }
  return 0
}
