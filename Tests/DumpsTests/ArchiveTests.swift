import Bytes
import CZlib
import Dumps
import Testing

/// Every item of a file on one line: what a user sees of it.
private func items(
  _ bytes: [UInt8], _ path: String, limits: DumpLimits = DumpLimits(), fields: FieldNames = FieldNames()
) -> [String] {
  var reader = PageReader(ArraySource(bytes), path: path, limits: limits, fields: fields)
  var items: [String] = []
  while let item = reader.next() {
    switch item {
    case .page(let page):
      let text =
        switch page.content {
        case .html(let bytes): "html " + String(decoding: bytes, as: UTF8.self)
        case .text(let bytes): "text " + String(decoding: bytes, as: UTF8.self)
        case .markdown(let bytes): "markdown " + String(decoding: bytes, as: UTF8.self)
        }
      let given = [page.id, page.url, page.title, page.published, page.charset].compactMap(\.self)
      let path = page.source.path == path ? "" : "\(page.source.path) "
      items.append("\(path)\(page.source.line.map { "\($0) " } ?? "")\(text)\(given.map { " [\($0)]" }.joined())")
    case .record(_, let line, let id): items.append("\(line) record \(id ?? "-")")
    case .failure(let failure): items.append("\(failure.line.map { "\($0) " } ?? "")\(failure.error)")
    }
  }
  return items
}

private func items(_ text: String, _ path: String) -> [String] { items(Array(text.utf8), path) }

// MARK: - Tables

@Test(arguments: [
  ("a.csv", "id,url,title,text,date\n1,https://x.id,T,Dua WNI,2025\n", ["2 text Dua WNI [1] [https://x.id] [T] [2025]"]),
  ("a.csv", "judul;isi;tanggal\r\nT;\"Dua; \"\"WNI\"\"\r\ntewas\";12/6/2025\r\n", ["2 text Dua; \"WNI\"\r\ntewas [T] [12/6/2025]"]),
  ("a.csv", "\u{FEFF}text\nDua\n\n\"a\nb\"\nc", ["2 text Dua", "4 text a\nb", "6 text c"]),
  ("a.tsv", "Text\tLink\nkata \"WNI\" itu\thttps://x.id\n", ["2 text kata \"WNI\" itu [https://x.id]"]),
  ("a.csv", "id,html,text\n1,<p>x</p>,y\n2,,z\n", ["2 html <p>x</p> [1]", "3 text z [2]"]),
  ("a.csv", "content\n<!doctype html><p>x\n", ["2 html <!doctype html><p>x"]),
  ("a.csv", "text\n\"tidak selesai\n", ["2 open_quote"]), ("a.csv", "a,b\n1,2\n", ["1 no_content"]), ("a.csv", "", []),
  ("a.csv", "id,text\n1\n2,x\n", ["2 no_content", "3 text x [2]"]), ("a.csv", "text", []),
  ("a.csv", "text\n\"a\"b,\n", ["2 text ab"]), ("a.csv", "text\nDua WNI, tewas\nx,,\n", ["2 too_many_fields", "3 text x"]),
  ("a.csv", "sep=;\r\nid;text\n1;a,b\n", ["3 text a,b [1]"]), ("a.csv", "\"sep=|\"\ntext\nc;d\n", ["3 text c;d"]),
  ("a.csv", "id, text\n1, \"a, b\"\n2, c \"d\"\n", ["2 text a, b [1]", "3 text  c \"d\" [2]"]),
  ("a.tsv", "text\n \"a\n", ["2 text  \"a"]),
])
func oneTable(path: String, text: String, expected: [String]) { #expect(items(text, path) == expected) }

@Test func aTableMayBeNamedByItsColumns() {
  let bytes = Array("kode,naskah,text\n7,Dua WNI,x\n".utf8)
  #expect(items(bytes, "a.csv", fields: FieldNames(id: "kode", text: "Naskah")) == ["2 text Dua WNI [7]"])
  #expect(items(bytes, "a.csv", fields: FieldNames(url: "alamat")) == ["1 no_column"])
  let line = Array(#"{"naskah":"x","text":"y"}"#.utf8)
  #expect(items(line, "a.jsonl", fields: FieldNames(text: "naskah")) == ["1 text x"])
  #expect(items(line, "a.jsonl", fields: FieldNames(title: "naskah", text: "naskah")) == ["1 text x [x]"])
}

@Test func aRowThatIsTooLongIsAFailureAndTheNextIsRead() {
  let text = "text\n\"" + String(repeating: "x", count: 500_000) + "\"\ny\n"
  #expect(items(Array(text.utf8), "a.csv", limits: DumpLimits(line: 1000)) == ["2 row_too_long", "3 text y"])
}

/// A line of nothing but commas is held in no more memory than any other.
@Test func aRowOfAMillionFieldsIsARow() {
  let text = "id,text\n1,x" + String(repeating: ",", count: 1_000_000) + "\n2,y\n"
  #expect(items(Array(text.utf8), "a.csv") == ["2 text x [1]", "3 text y [2]"])
  #expect(items(Array(text.utf8), "a.csv", limits: DumpLimits(line: 1000)) == ["2 row_too_long", "3 text y [2]"])
}

// MARK: - WARC

/// One record of a WARC file.
private func record(_ type: String, _ payload: String, _ headers: String = "Content-Type: application/http; msgtype=response")
  -> String
{
  "WARC/1.0\r\nWARC-Type: \(type)\r\nWARC-Target-URI: https://x.id/a\r\n\(headers)\r\nContent-Length: \(payload.utf8.count)\r\n\r\n\(payload)\r\n\r\n"
}

private let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-1\r\n\r\n<p>Dua WNI</p>"

@Test(arguments: [
  (record("response", page), ["html <p>Dua WNI</p> [https://x.id/a] [iso-8859-1]"]),
  (
    record("warcinfo", "software: x\r\n", "Content-Type: application/warc-fields") + record("request", "GET / HTTP/1.1\r\n\r\n")
      + record("response", page),
    ["html <p>Dua WNI</p> [https://x.id/a] [iso-8859-1]"]
  ),
  (record("response", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>x"), []),
  (record("response", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx"), []),
  (record("conversion", "Dua WNI", "Content-Type: text/plain"), ["text Dua WNI [https://x.id/a]"]),
  (
    record(
      "response",
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n<p>Dua W\r\n2;x=y\r\nNI\r\n0\r\n\r\n"
    ),
    ["html <p>Dua WNI [https://x.id/a]"]
  ),
  (
    record("response", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n<p>bukan"),
    ["html <p>bukan [https://x.id/a]"]
  ),
  (
    record("response", chunked("Chunked", "2\r\n<p\r\n3\r\n>Du\r\nzz\r\na\r\n0\r\n\r\n")) + record("response", page),
    ["bad_http", "html <p>Dua WNI</p> [https://x.id/a] [iso-8859-1]"]
  ),
  (record("response", chunked("Chunked", "2\r\n<p\r\n3\r\n>Du\r\n0\r\n\r\n")), ["html <p>Du [https://x.id/a]"]),
  (
    record("response", page).split(separator: "Content-Length: ").joined(separator: "Content-Length: 9") + record("response", page),
    ["bad_warc", "html <p>Dua WNI</p> [https://x.id/a] [iso-8859-1]"]
  ),
  (
    record("response", page, "Content-Length: 400") + record("response", page) + record("response", page),
    ["bad_warc"] + Array(repeating: "html <p>Dua WNI</p> [https://x.id/a] [iso-8859-1]", count: 2)
  ),
  (record("response", "bukan HTTP"), ["bad_http"]), ("WARC/1.0\r\nsampah", ["bad_warc"]),
  (
    "WARC/1.0\r\nWARC-Type: response\r\n\r\nx\r\n" + record("response", page),
    ["bad_warc", "html <p>Dua WNI</p> [https://x.id/a] [iso-8859-1]"]
  ),
  ("sampah\nlagi\n" + record("response", page), ["bad_warc", "html <p>Dua WNI</p> [https://x.id/a] [iso-8859-1]"]),
  (String(record("response", page).dropLast(12)), ["truncated_warc"]), ("", []),
  (
    record("response", page).split(separator: "Content-Length: ").joined(separator: "Content-Length: 92233720368547757"),
    ["truncated_warc"]
  ),
])
func oneWARC(text: String, expected: [String]) { #expect(items(text, "a.warc") == expected) }

private func chunked(_ coding: String, _ body: String) -> String {
  "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: \(coding)\r\n\r\n\(body)"
}

/// A record in whose body bytes stand that are no text.
private func record(_ headers: String, _ body: [UInt8]) -> [UInt8] {
  let payload = Array("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\(headers)\r\n\r\n".utf8) + body
  let head = "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: \(payload.count)\r\n\r\n"
  return Array(head.utf8) + payload + Array("\r\n\r\n".utf8)
}

/// What follows the zipped body is passed over, as gunzip does.
@Test func zippedBodiesMayBeInChunksAndHaveATail() {
  let body = zipped("<p>Dua WNI")
  let chunks = Array("\(String(body.count, radix: 16))\r\n".utf8) + body + Array("\r\n0\r\n\r\n".utf8)
  #expect(items(record("Transfer-Encoding: gzip, chunked", chunks), "a.warc") == ["html <p>Dua WNI"])
  #expect(items(record("Content-Encoding: gzip", body + [10]), "a.warc") == ["html <p>Dua WNI"])
  #expect(items(record("Content-Encoding: gzip", body + body + [0, 0, 10]), "a.warc") == ["html <p>Dua WNI<p>Dua WNI"])
  #expect(items(record("Content-Encoding: gzip", body.dropLast()), "a.warc") == ["truncated_gzip"])
}

/// 64 KB were looked through for each.
@Test(.timeLimit(.minutes(1))) func manyRecordsThatAreNoneAreFailures() {
  let count = 100_000
  #expect(items(String(repeating: "\nWARC/1.", count: count), "a.warc").count == count)
}

@Test func zippedBodiesAndZippedRecordsAreRead() {
  var payload = Array("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n".utf8)
  payload += zipped("<p>Dua WNI")
  let head = "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: \(payload.count)\r\n\r\n"
  let whole = Array(head.utf8) + payload + Array("\r\n\r\n".utf8)
  #expect(items(whole, "a.warc") == ["html <p>Dua WNI"])
  let member = zipped(record("response", page))
  #expect(items(member + member, "a.warc.gz").count == 2)
  #expect(items(member + member.dropLast(20), "a.warc.gz").last == "truncated_gzip")
  #expect(items(whole, "a.warc", limits: DumpLimits(page: 5)) == ["page_too_large"])
  // A body that unzips to more than a page may have.
  var bomb = Array("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n".utf8)
  bomb += zipped(String(repeating: "x", count: 1_000_000))
  let header = "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: \(bomb.count)\r\n\r\n"
  #expect(items(Array(header.utf8) + bomb, "a.warc", limits: DumpLimits(page: 100_000)) == ["page_too_large"])
}

// MARK: - Tar

/// One file of a tar archive.
private func tarred(_ name: String, _ bytes: [UInt8], kind: Character = "0") -> [UInt8] {
  var block = [UInt8](repeating: 0, count: 512)
  func put(_ text: String, _ at: Int) { for (index, byte) in text.utf8.enumerated() { block[at + index] = byte } }
  put(String(name.prefix(100)), 0)
  let octal = String(bytes.count, radix: 8)
  put(String(repeating: "0", count: 11 - octal.count) + octal, 124)
  put("ustar\u{0}00", 257)
  block[156] = kind.asciiValue!
  let sum = block.reduce(8 * 32) { $0 + Int($1) }
  let digits = String(sum, radix: 8)
  put(String(repeating: "0", count: 6 - digits.count) + digits + "\u{0} ", 148)
  return block + bytes + [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
}

private let blank = [UInt8](repeating: 0, count: 1024)

/// The entry that says something of the next one.
private func noted(_ records: [String]) -> [UInt8] {
  let lines = records.map { "\($0.utf8.count + 4) \($0)\n" }
  return tarred("PaxHeaders/x", Array(lines.joined().utf8), kind: "x")
}

private let sparse = ["GNU.sparse.major=1", "GNU.sparse.name=a.txt"]
private let archives: [(entries: [[UInt8]], expected: [String])] = [
  ([tarred("a.txt", [97]), blank, tarred("b.txt", [98]), blank, blank], ["a.tar/a.txt text a", "a.tar/b.txt text b"]),
  ([tarred("a.txt", [97]), blank, Array("sampah".utf8)], ["a.tar/a.txt text a", "truncated_tar"]),
  ([tarred("../a.txt", [97]), tarred("./b/../c.txt", [98])], ["a.tar/../a.txt text a", "a.tar/b/../c.txt text b"]),
  ([tarred("b.txt", [], kind: "1"), tarred("c.txt", [], kind: "2")], ["archived_link"]),
  ([tarred("a.txt", [97], kind: "S"), tarred("b.txt", [98])], ["sparse_file", "a.tar/b.txt text b"]),
  ([noted(sparse), tarred("GNUSparseFile.7/a.txt", [97]), tarred("b.txt", [98])], ["sparse_file", "a.tar/b.txt text b"]),
  ([noted(["path=nama\nlain.txt", "mtime=1234"]), tarred("a.txt", [97])], ["a.tar/nama\nlain.txt text a"]),
]

/// Nothing of an archive is passed over in silence that would be a page on disk.
@Test(arguments: archives.indices)
func oneTar(number: Int) { #expect(items(Array(archives[number].entries.joined()), "a.tar") == archives[number].expected) }

@Test func everyFileOfAnArchiveIsRead() {
  let archive =
    tarred("pages/", [], kind: "5") + tarred("./pages/a.html", Array("<p>x".utf8)) + tarred("pages/.tersembunyi", [1])
    + tarred("pages/b.jsonl", Array("{\"text\":\"y\"}\n{}\n".utf8)) + tarred("pages/c.txt.gz", zipped("z"))
    + tarred("././@LongLink", Array("pages/nama-yang-panjang.txt\u{0}".utf8), kind: "L") + tarred("pages/nama", Array("w".utf8)) + blank
  let expected = [
    "a.tar/pages/a.html html <p>x", "a.tar/pages/b.jsonl 1 text y", "2 no_content", "a.tar/pages/c.txt.gz text z",
    "a.tar/pages/nama-yang-panjang.txt text w",
  ]
  #expect(items(archive, "a.tar") == expected)
  #expect(items(archive, "a.tar", limits: DumpLimits(page: 2)).filter { $0 == "page_too_large" }.count == 3)
}

/// What was unzipped before the damage is read, though the damage is known by then.
@Test func filesBeforeTheDamageOfAZippedArchiveAreRead() {
  let archive = zipped(
    String(decoding: tarred("a.txt", Array("satu".utf8)) + tarred("b.txt", Array("dua".utf8)) + blank, as: UTF8.self))
  #expect(items(Array(archive.dropLast(9)), "a.tgz") == ["a.tgz/a.txt text satu", "a.tgz/b.txt text dua", "truncated_gzip"])
  let cut = zipped(String(decoding: tarred("a.txt", Array("satu".utf8)) + tarred("b.txt", []).prefix(100), as: UTF8.self))
  #expect(items(Array(cut.dropLast(9)), "a.tgz") == ["a.tgz/a.txt text satu", "truncated_gzip"])
}

@Test func damagedArchivesAreFailures() {
  let file = tarred("a.txt", Array("Dua WNI".utf8))
  var damaged = tarred("b.txt", [])
  damaged[3] ^= 1
  #expect(items(file + damaged, "a.tar") == ["a.tar/a.txt text Dua WNI", "bad_tar"])
  #expect(items(Array(file.prefix(515)), "a.tar") == ["truncated_tar"])
  #expect(items(Array(file.prefix(500)), "a.tar") == ["truncated_tar"])
  #expect(items(tarred("x.tar", file), "a.tar") == ["nested_archive"])
  #expect(items([], "a.tar").isEmpty)
}

/// What a hostile or broken archive may hold: the reader ends.
@Test func anyArchiveComesToAnEnd() {
  var state: UInt64 = 11
  func dice() -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33)
  }
  let wholes: [(String, [UInt8])] = [
    ("a.csv", Array("id,text\n1,\"a\"\"b\nc\"\n2,x\n".utf8)), ("a.warc", Array((record("response", page) + record("response", page)).utf8)),
    ("a.tar", tarred("a.txt", Array("Dua WNI".utf8)) + tarred("b.jsonl", Array("{\"text\":\"y\"}".utf8)) + blank),
    ("a.warc.gz", zipped(record("response", page))), ("a.tgz", zipped("x")),
  ]
  for round in 0..<500 {
    var (path, bytes) = wholes[round % wholes.count]
    for _ in 0..<(dice() % 6 + 1) {
      switch dice() % 3 {
      case 0: bytes[dice() % bytes.count] = UInt8(truncatingIfNeeded: dice())
      case 1: bytes = Array(bytes.prefix(dice() % bytes.count + 1))
      default: bytes.insert(contentsOf: bytes.prefix(dice() % bytes.count), at: dice() % bytes.count)
      }
    }
    #expect(items(bytes, path, limits: DumpLimits(line: 300, page: 3000)).count < 1000)
  }
}
