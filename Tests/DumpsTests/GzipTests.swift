import Bytes
import CZlib
import Dumps
import Testing

/// One gzip member.
func zipped(_ text: String) -> [UInt8] {
  var stream = unsafe z_stream()
  let status = unsafe deflateInit2_(
    &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  precondition(status == Z_OK)
  defer { unsafe deflateEnd(&stream) }
  var input = Array(text.utf8)
  let room = Int(unsafe deflateBound(&stream, UInt(input.count))) + 32
  return unsafe input.withUnsafeMutableBufferPointer { bytes in
    unsafe [UInt8](unsafeUninitializedCapacity: room) { output, made in
      unsafe stream.next_in = bytes.baseAddress
      unsafe stream.avail_in = UInt32(bytes.count)
      unsafe stream.next_out = output.baseAddress
      unsafe stream.avail_out = UInt32(room)
      precondition(unsafe deflate(&stream, Z_FINISH) == Z_STREAM_END)
      made = room - Int(unsafe stream.avail_out)
    }
  }
}

private func items(_ bytes: [UInt8], _ path: String) -> [String] {
  var reader = PageReader(ArraySource(bytes), path: path)
  var items: [String] = []
  while let item = reader.next() {
    switch item {
    case .page(let page):
      switch page.content {
      case .text(let bytes): items.append("text \(bytes.count)")
      case .html(let bytes): items.append("html \(bytes.count)")
      case .markdown(let bytes): items.append("markdown \(bytes.count)")
      }
    case .record: items.append("record")
    case .failure(let failure): items.append("\(failure.line ?? 0) \(failure.error)")
    }
  }
  return items
}

private let page = "{\"text\":\"Dua WNI\"}\n"
/// Hard to zip, so that a cut takes whole lines with it.
private let many = (0..<2000).map { "{\"text\":\"\(SHA256.hex(Array("\($0)".utf8)))\"}\n" }.joined()

@Test(
  arguments: [
    (zipped(page), "a.jsonl.gz", ["text 7"]), (zipped(page), "a.jsonl", ["text 7"]),
    (zipped(page + page), "-", ["text 7", "text 7"]),
    (zipped("Dua WNI"), "a.txt.gz", ["text 7"]), (zipped("<html>"), "a.gz", ["html 6"]),
    (zipped(""), "a.txt.gz", ["0 empty"]),
    (zipped(page) + zipped(page), "a.jsonl.gz", ["text 7", "text 7"]),
    (zipped("") + zipped(page), "a.jsonl.gz", ["text 7"]),
    (zipped(page) + [0, 0, 0, 0], "a.jsonl.gz", ["text 7"]), (Array(page.utf8), "a.jsonl.gz", ["text 7"]),
    (zipped(page) + [1, 2, 3], "a.jsonl.gz", ["text 7", "2 corrupt_gzip"]), ([], "a.jsonl.gz", ["1 truncated_gzip"]),
    ([0x1F, 0x8B], "a.txt.gz", ["0 truncated_gzip"]), ([0x1F, 0x8B, 1, 2, 3, 4], "a.jsonl.gz", ["1 corrupt_gzip"]),
    (zipped("Dua WNI").dropLast(4) + [], "a.txt.gz", ["0 truncated_gzip"]),
    (zipped("Dua WNI").dropLast() + [99], "a.txt.gz", ["0 corrupt_gzip"]),
  ] as [([UInt8], String, [String])])
func gzip(bytes: [UInt8], path: String, expected: [String]) { #expect(items(bytes, path) == expected) }

@Test func aTruncatedDumpGivesThePagesThatCouldBeRead() {
  let whole = zipped(many)
  let found = items(Array(whole[..<(whole.count / 2)]), "a.jsonl.gz")
  #expect(found.last == "\(found.count) truncated_gzip")
  #expect(found.dropLast().allSatisfy { $0 == "text 64" })
  #expect((900...1100).contains(found.count))
}

@Test func aDamagedDumpGivesThePagesBeforeTheDamage() {
  var damaged = zipped(many)
  for at in damaged.count / 2..<damaged.count / 2 + 64 { damaged[at] ^= 0x5A }
  let found = items(damaged, "a.jsonl.gz")
  #expect(found.filter { $0 == "text 64" }.count > 900)
  #expect(found.last == "\(found.count) corrupt_gzip")
}

/// Found by fuzzing: bytes that were unzipped in the same step as the damage were no part of the dump, or of its digest.
@Test func whatComesWithAnErrorIsReadToo() {
  var damaged = zipped(page + page + "{\"text\":\"Du")
  damaged[damaged.count - 8] ^= 1
  #expect(items(damaged, "a.jsonl.gz") == ["text 7", "text 7", "3 corrupt_gzip"])
  #expect(items(zipped(page + page).dropLast(8) + [], "a.jsonl.gz") == ["text 7", "text 7", "3 truncated_gzip"])
  // Longer than the limit, so that it is only digested, in as many pieces as come.
  var long = zipped(String(repeating: "kata ", count: 20_000))
  long[long.count - 8] ^= 1
  let digests = [1, 7, 100_000].map { step in
    var reader = PageReader(SteppedSource(bytes: long[...], step: step), path: "a.txt.gz", limits: DumpLimits(page: 2000))
    guard case .failure(let failure) = reader.next() else { return nil as String? }
    return failure.bytesSHA256
  }
  #expect(Set(digests) == [SHA256.hex(Array(String(repeating: "kata ", count: 20_000).utf8))])
}

private struct SteppedSource: ByteSource {
  var bytes: ArraySlice<UInt8>
  let step: Int

  mutating func read(into buffer: inout [UInt8], upTo count: Int) -> Int {
    let piece = bytes.prefix(min(count, step))
    buffer.append(contentsOf: piece)
    bytes = bytes.dropFirst(piece.count)
    return piece.count
  }
}

@Test func aLargeDumpComesThroughInPieces() {
  let text = String(repeating: many, count: 4)
  #expect(items(zipped(text) + zipped(text), "a.jsonl.gz").count == 16_000)
}
