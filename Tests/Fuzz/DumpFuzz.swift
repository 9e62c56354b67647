import Bytes
import Dumps

/// The kinds of dump, each by the name that tells it; the last leaves it to the content.
private let names = ["a.jsonl", "a.json", "a.csv", "a.tsv", "a.warc", "a.tar", "a.txt", "a.html", "-"]

/// The same bytes, some at a time.
private struct Pieces: ByteSource {
  var bytes: ArraySlice<UInt8>
  let size: Int

  mutating func read(into buffer: inout [UInt8], upTo count: Int) -> Int {
    let piece = bytes.prefix(min(count, size))
    buffer.append(contentsOf: piece)
    bytes = bytes.dropFirst(piece.count)
    return piece.count
  }
}

/// Every item in words, and no more of them than a dump of that size can hold.
private func items(_ bytes: [UInt8], _ name: String, pieces size: Int) -> [String] {
  var reader = PageReader(
    Pieces(bytes: bytes[...], size: size), path: name, limits: DumpLimits(line: 2000, page: 2000), digests: true)
  var items: [String] = []
  while let item = reader.next() {
    switch item {
    case .page(let page):
      if case .text(let text) = page.content {
        precondition(String(validating: text, as: UTF8.self) != nil, "a text page is UTF-8")
      }
      items.append("page \(page.source) \(page.id ?? "-") \(page.url ?? "-") \(page.title ?? "-") \(page.content)")
    case .record(let line, let number, let id): items.append("record \(line) \(number) \(id ?? "-")")
    case .failure(let failure): items.append("failure \(failure)")
    }
    precondition(items.count <= 10 * bytes.count + 10, "a dump ends")
  }
  return items
}

/// The first byte names the format, the second how many bytes come at once. Any bytes give pages and failures, the same ones however
/// they come.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count > 2 else { return 0 }
  let bytes = unsafe Array(UnsafeBufferPointer(start: start + 2, count: count - 2))
  let name = unsafe names[Int(start[0]) % names.count]
  let whole = items(bytes, name, pieces: .max)
  let parted = items(bytes, name, pieces: unsafe Int(start[1]) % 40 + 1)
  precondition(whole == parted, "pages do not depend on how their bytes come")
  return 0
}
