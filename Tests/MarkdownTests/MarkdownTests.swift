import Markdown
import Testing

private func html(_ text: String) -> String {
  let page = String(decoding: Markdown.html(Array(text.utf8)), as: UTF8.self)
  let body = page.split(separator: "<body>", maxSplits: 1)[1].dropLast("</body></html>".count)
  return String(body.replacing("\n", with: ""))
}

@Test(
  arguments: [
    ("Dua *warga* **tiba**, kata ***mereka***.", "<p>Dua <em>warga</em> <strong>tiba</strong>, kata <em><strong>mereka</strong></em>.</p>"),
    ("nama_berkas_ini dan 5*3*2", "<p>nama_berkas_ini dan 5<em>3</em>2</p>"), ("** bukan tebal **", "<p>** bukan tebal **</p>"),
    ("~~batal~~ ~lima~", "<p><del>batal</del> ~lima~</p>"),
    ("1\\. Bukan butir, \\*bukan miring\\*", "<p>1. Bukan butir, *bukan miring*</p>"),
    ("`a*b*` dan `` `x` ``", "<p><code>a*b*</code> dan <code> `x` </code></p>"),
    ("[Kapal](https://a.example/x_(y)_z \"judul\") karam", "<p><a href=\"https://a.example/x_(y)_z\">Kapal</a> karam</p>"),
    ("[Kapal](https://a.example/tag/dua kata) karam", "<p><a href=\"https://a.example/tag/dua kata\">Kapal</a> karam</p>"),
    ("[a [b](/c) d](/e)", "<p>[a <a href=\"/c\">b</a> d](/e)</p>"),
    ("(lihat [1] dan [x](bukan alamat))", "<p>(lihat [1] dan [x](bukan alamat))</p>"),
    ("[![foto](a.jpg)](/b) ![x](c.png)", "<p><a href=\"/b\"><img src=\"a.jpg\"></a> <img src=\"c.png\"></p>"),
    (
      "Baca [ini][1] dan [itu][].\n\n[1]: https://a.example/1\n[itu]: /2",
      "<p>Baca <a href=\"https://a.example/1\">ini</a> dan <a href=\"/2\">itu</a>.</p>"
    ),
    ("<https://a.example> 3 < 4 <b>x</b>", "<p><a href=\"https://a.example\">https://a.example</a> 3 &lt; 4 <b>x</b></p>"),
    ("# Judul #\n\nAnak Judul\n---\n\n#PMI", "<h1>Judul</h1><h2>Anak Judul</h2><p>#PMI</p>"),
    ("> Baca juga: x\nlagi\n\ny", "<blockquote><p>Baca juga: xlagi</p></blockquote><p>y</p>"),
    ("- a\n- b\n  - c\n\n* * *", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul><hr>"),
    ("1. a\n\n   lagi\n2. b", "<ol><li><p>a</p><p>lagi</p></li><li>b</li></ol>"), ("2025. Tahun itu", "<p>2025. Tahun itu</p>"),
    (
      "| Asal | Jumlah |\n|---|:-:|\n| NTB | 12 |",
      "<table><tr><td> Asal </td><td> Jumlah </td></tr><tr><td> NTB </td><td> 12 </td></tr></table>"
    ),
    ("```\n# a <b>\n```\nb", "<pre># a &lt;b></pre><p>b</p>"), ("    bukan kode", "<p>bukan kode</p>"),
    ("<div class=\"x\">\n<p>*a*</p>\n</div>\n\n*b*", "<div class=\"x\"><p>*a*</p></div><p><em>b</em></p>"),
    ("[\n\n### Lain\n\n](https://a.example/lain)", "<a href=\"https://a.example/lain\"><h3>Lain</h3></a>"),
    ("[![x](y.jpg)\n\nKeterangan](/z) ekor", "<a href=\"/z\"><p><img src=\"y.jpg\"></p><p>Keterangan</p></a><p> ekor</p>"),
    ("![x](y.jpg)\n*Peti jenazah*", "<figure><img src=\"y.jpg\"><figcaption><em>Peti jenazah</em></figcaption></figure>"),
    ("Alinea satu.\nAlinea dua.", "<p>Alinea satu.  <br>Alinea dua.</p>"), ("Kalimat yang\nterpotong", "<p>Kalimat yangterpotong</p>"),
    ("", ""),
  ])
func markup(text: String, expected: String) {
  #expect(html(text) == expected)
}

/// Lines that were broken at a width are one paragraph; those of a page whose lines are paragraphs are not.
@Test func brokenLinesAreJoined() {
  let words = Array(repeating: "Kapal itu karam di selat", count: 3).joined(separator: " ")
  let wrapped = Array(repeating: words, count: 4).joined(separator: "\n")
  #expect(!html(wrapped).contains("<br>"))
  let long = Array(repeating: words + " " + words, count: 4).joined(separator: "\n")
  #expect(html(long).split(separator: "<br>").count == 4)
}

@Test(
  arguments: [
    "---\ntitle: \"Kapal \\\"Laut\\\" Karam\"\nurl: https://a.example/k\ndate: 2025-03-04\nauthor: Rini\ntags: [a]\n---\nIsi",
    "Title: Kapal \"Laut\" Karam\n\nURL Source: https://a.example/k\n\nPublished Time: 2025-03-04\n\nauthor: Rini\n\nMarkdown Content:\nIsi",
  ])
func headersAreMetadata(text: String) {
  let page = String(decoding: Markdown.html(Array(text.utf8)), as: UTF8.self)
  #expect(page.contains("<link rel=\"canonical\" href=\"https://a.example/k\">"))
  #expect(page.contains("<meta property=\"article:published_time\" content=\"2025-03-04\">"))
  #expect(page.contains("<title>Kapal ") && page.contains("Laut") && !page.contains("content=\"Kapal \""))
  #expect(page.hasSuffix("<body><p>Isi</p>\n</body></html>"))
  #expect(Markdown.looksLike(Array(text.utf8)))
}

@Test(
  arguments: [
    ("# Judul\n\nBaca [ini](https://a.example)", true), ("# Judul\n\n**JAKARTA** - Dua", true),
    ("[a](/b) [c](/d) dan [e](https://f.example)", true),
    ("# Judul\n\nTanpa apa pun", true), ("# Judul\nTanpa apa pun", false), ("Dua orang** tiba [1](2). * catatan\n#PMI #TKI", false),
    ("Title: x\nIsi", false),
    ("---\nIsi\n---\nlagi", false), ("", false),
  ])
func isMarkdown(text: String, expected: Bool) {
  #expect(Markdown.looksLike(Array(text.utf8)) == expected)
}

/// Every word of a page is there, whatever its marks, and none is read again for each mark.
@Test(
  .timeLimit(.minutes(1)),
  arguments: [
    "[", "![", "](/", "![a](b) ", "*a _b ", "**", "`", "` `` ", "> ", "- ", "- a\n", "1. ", "[x\n", "|\n|-\n", "<a", "\\", "[a][b] ",
    "[![x](y) ", "-\n\n", "  ",
  ])
func costIsLinear(piece: String) {
  let bytes = Array(("mulai " + String(repeating: piece, count: 60_000 / piece.utf8.count) + "\n\nakhir").utf8)
  let page = String(decoding: Markdown.html(bytes), as: UTF8.self)
  #expect(page.contains("mulai") && page.contains("akhir"))
}
