import Bytes
import Dumps
import Testing

@Test(
  arguments: [
    ("a.jsonl", "", .jsonl), ("A.NDJSON", "<p>", .jsonl), ("a.json.gz", "x", .jsonl), ("a.jsonl.gz", "", .jsonl),
    ("a.html", "", .html), ("a.htm.gz", "", .html), ("dir.html/a", "Dua WNI", .text),
    ("a.html", "{\"text\":\"x\"}\n", .jsonl),
    ("a.txt", "<!doctype html><p>", .html), ("a.txt", "\u{FEFF}\n <!-- x --><!DOCTYPE HTML PUBLIC", .html),
    ("a.txt", "<?xml version=\"1.0\"?>\n<html lang=id>", .html), ("-", "<HTML>", .html), ("-", "<head><title>x", .html),
    ("-", "<!doctype svg>", .text), ("-", "", .text), ("a", "Dua WNI tewas. a < b dan c > d", .text),
    ("a", "<div><p>Dua WNI</p><p>tewas</p><a href=x>y</a><br></div>", .html), ("a", "Dua <b>WNI</b> <p>tewas", .text),
    ("a", "{\"text\":\"x\"}\n{\"text\":\"y\"}\n", .jsonl), ("a", "{\"text\":\"x\"}\n{\"te", .jsonl),
    ("a", "{\"text\":\"x", .jsonl),
    ("a", "{}", .jsonl), ("a", "{ini} bukan JSON", .text), ("a", "{\"text\":\"x\"}\nDua WNI\n", .text),
    ("a", "{\n\"text\": 1\n}\n", .text),
    ("a.md", "Dua WNI", .markdown), ("a.markdown.gz", "", .markdown), ("a.txt", "# Judul\n\n**JAKARTA** - Dua", .markdown),
    ("-", "Title: Judul\n\nMarkdown Content:\nDua WNI", .markdown), ("a.md", "<!doctype html><p>", .html),
    ("a.txt", "# Bukan judul saja", .text), (".gz", "", .text), ("a.gz", "", .text), ("", "", .text),
  ] as [(String, String, PageSource.Format)])
func format(path: String, firstBytes: String, expected: PageSource.Format) {
  #expect(detectFormat(path: path, firstBytes: Array(firstBytes.utf8)) == expected)
}

@Test func utf16PagesAreLookedInto() {
  let page = "<!doctype html>".utf8.flatMap { [$0, 0] as [UInt8] }
  #expect(detectFormat(path: "a", firstBytes: [0xFF, 0xFE] + page) == .html)
}
