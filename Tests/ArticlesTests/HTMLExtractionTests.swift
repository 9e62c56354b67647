import Articles
import Bytes
import RuleBook
import Testing
import Text

private let rules = """
  name\tkind\teffect
  entry-content\tsection\tkeep
  related\trelated\tdrop
  terkait\trelated\tdrop
  baca-juga\trelated\tdrop
  sidebar\tnav\tdrop
  share\tsocial\tdrop
  caption\tcaption\tdrop
  =ad\tad\tdrop
  widget\trelated\tdrop
  elementor-widget\tsection\tnone
  Baca juga\trelated\tlead
  Advertisement\tad\tline
  """

private func vocabulary() -> HTMLVocabulary {
  var diagnostics: [Diagnostic] = []
  let table = Table(file: "furniture/html.tsv", bytes: Array(rules.utf8), diagnostics: &diagnostics)
  let vocabulary = HTMLVocabulary(table: table, diagnostics: &diagnostics)
  #expect(diagnostics.isEmpty)
  return vocabulary
}

/// Two paragraphs of made-up news that every page below is about.
private let first =
  "Sebanyak sebelas pekerja migran asal Kabupaten Sukamaju dipulangkan dari Malaysia, Senin (2/6/2025), kata polisi setempat."
private let second =
  "Mereka sebelumnya bekerja di kebun kelapa sawit tanpa dokumen dan tidak menerima upah selama delapan bulan terakhir."

private func read(_ body: String, head: String = "") -> HTMLExtraction {
  extractHTML(
    Array("<!doctype html><html><head><meta charset=utf-8>\(head)</head><body>\(body)</body></html>".utf8),
    vocabulary: vocabulary())
}

/// A page read with the shipped tables.
private func shipped(_ body: String, head: String = "<title>Sebelas pekerja dipulangkan dari seberang</title>", url: String? = nil)
  -> Article
{
  let page = "<!doctype html><html><head><meta charset=utf-8>\(head)</head><body>\(body)</body></html>"
  let source = PageSource(path: "page.html", format: .html, sha256: String(repeating: "a", count: 64))
  let raw = RawPage(source: source, content: .html(Array(page.utf8)), url: url)
  return Articles.article(from: raw, using: ShippedFurniture.all.furniture)
}

private func words(_ extraction: HTMLExtraction) -> [String] {
  extraction.body.map { extraction.sourceText.string($0) }
}

@Suite struct HTMLBodyTests {
  /// `P1` and `P2` stand for the two paragraphs; the body must be these two, whatever stands around them.
  @Test(arguments: [
    "<nav><a href=/>Beranda</a></nav><div><p>P1</p><p>P2</p></div>",
    "<div>P1<br><br>P2</div>",
    "<div class=entry-content><p>P1</p><div class=ad>Belanja murah hari ini, diskon sampai tujuh puluh persen.</div><p>P2</p></div>",
    "<article><h1>Judul</h1><p>P1</p><p><strong>Baca juga: <a href=x>Polisi tangkap calo</a></strong></p><p>P2</p></article>",
    "<article><p>P1 <b>Baca juga:</b> <a href=x>Polisi tangkap calo di pelabuhan</a></p><p>P2</p></article>",
    "<article><p>P1</p><p>P2</p><ul class=berita-terkait><li><a href=x>Satu</a><li><a href=y>Dua</a></ul></article>",
    "<article><p>P1</p><p>P2</p><ul><li><a href=x>Polisi tangkap dua calo</a><li><a href=y>Kapal tenggelam lagi</a></ul></article>",
    "<article><figure><img><figcaption>Para pekerja tiba di pelabuhan. Foto: Antara</figcaption></figure><p>P1</p><p>P2</p></article>",
    "<article><p>P1</p><p>Advertisement</p><p>P2</p><p>(abc/def)</p></article>",
    "<article><p>P1</p><p>P2</p><h3>Berita lain</h3><ul><li><a href=x>Polisi tangkap dua calo</a></ul></article>",
    "<div id=main><div class=left><p>P1</p><p>P2</p></div><div class=sidebar><p>Harga emas hari ini naik lagi menurut pedagang di pasar pusat kota.</p></div></div>",
    "<table><tr><td><a href=x>Menu</a></td><td><p>P1</p><p>P2</p></td></tr></table>",
    "<body class='single has-sidebar'><div><p>P1</p><p>P2</p></div>",
    "<script>var a = '<p>P1</p>';</script><p>P1</p><noscript>JavaScript</noscript><p>P2</p><style>p {}</style>",
    "<div class='elementor-widget elementor-widget-text'><p>P1</p></div><div class=elementor-widget-image><img></div><div class=elementor-widget><p>P2</p></div><div class=widget><p>Harga emas hari ini naik lagi menurut pedagang di pasar pusat kota.</p></div>",
    "<p>P1</p><p style='display: none'>Konten ini hanya untuk pelanggan, silakan masuk lebih dahulu untuk membaca.</p><p>P2</p>",
  ])
  func body(html: String) {
    let page = html.replacing("P1", with: first).replacing("P2", with: second)
    #expect(words(read(page)) == [first, second])
  }

  /// A name that marks furniture says nothing of an element that holds sentences of the story, in a row of them: `P3` and `P4` stay.
  @Test(arguments: [
    ("<div><p>P1</p><div class=social-share><p>P3</p><p>P4</p></div><p>P2</p></div>", true),
    ("<div><p>P1</p><div class=entry-content><p>P3</p><p>P4</p></div><p>P2</p></div>", true),
    ("<div><p>P1</p><p>P2</p></div><div class=entry-content><p>P3</p><p>P4</p></div>", true),
    ("<div><p>P1</p><div class=share><p>P3</p></div><p>P2</p></div>", false),
    ("<div><p>P1</p><p>P2</p><p>P1 Lagi.</p><p>P2 Lagi.</p><div class=share><p>P3</p><p>P4</p></div></div>", false),
    ("<div><p>P1</p><div class=related><p><a href=x>P3</a></p><p><a href=y>P4</a></p></div><p>P2</p></div>", false),
  ])
  func misleadingNames(html: String, isStory: Bool) {
    let (third, fourth) = ("Menurut polisi, " + second, "Warga Kudus bernama Tarmin menuturkan hal yang sama: " + second)
    let page = html.replacing("P1", with: first).replacing("P2", with: second).replacing("P3", with: third).replacing("P4", with: fourth)
    let told = words(read("<article><h1>Judul</h1>\(page)</article>"))
    #expect(told.contains(third) == isStory)
    #expect(told.contains(fourth) == (isStory && html.contains("P4")))
    if html.hasPrefix("<div><p>P1</p><div") { #expect(told.contains(first) && told.contains(second)) }
  }

  /// A subheading in an element of its own is no other story's where what stands behind it tells of what the headline does; a headline in a
  /// twin of the story's element is, whatever it shares.
  @Test(arguments: [
    ("<h1>T</h1><div><p>P1</div><div><p>P2</div><div><h2>U</h2></div><div><p>Q<p>Q</div>", true),
    ("<h1>T</h1><section><p>P1<p>P2</section><section><h2>U</h2><p>Q<p>Q</section>", true),
    ("<h1>T</h1><div><p>P1<p>P2<h1>U</h1><p>Q<p>Q</div>", true),
    ("<div class=item><h1>T</h1><p>P1<p>P2</div><div class=item><h2>V</h2><p>Q<p>Q</div>", false),
    ("<article><h1>T</h1><p>P1<p>P2</article><article><h2>V</h2><p>Q<p>Q</article>", false),
    ("<div class=item><h1>T</h1><p>P1<p>P2</div><div class=item><h3>V</h3><p>Q<p>Q</div>", false),
    ("<div class=item><h1>T</h1><p>P1<p>P2<h3>V</h3><p>Q<p>Q</div>", true),
    ("<div class=row><h1>T</h1><p>P1<p>P2</div><div class=row><h2>U</h2><p>Q<p>Q</div>", true),
    ("<div class=item><h1>T</h1><p>P1<p>P2</div><div class=more><h2>V</h2><p>Q<p>Q</div>", true),
  ])
  func subheadings(html: String, isStory: Bool) {
    let more = "Seorang pekerja asal Kudus bernama Tarmin mengaku dipukul mandor setiap kali gagal mencapai target harian di Malaysia."
    let page = html.replacing("P1", with: first).replacing("P2", with: second).replacing("Q", with: more)
      .replacing("T<", with: "Sebelas Pekerja Migran Dipulangkan dari Malaysia<")
      .replacing("U<", with: "Disetrum bila gagal mencapai target harian<")
      .replacing("V<", with: "Gelombang Kedua Pekerja Migran Dipulangkan dari Malaysia<")
    let told = words(read(page, head: "<title>Sebelas Pekerja Migran Dipulangkan dari Malaysia - Kabar</title>"))
    #expect(told.contains(first) && told.contains(second))
    #expect(told.contains(more) == isStory)
  }

  /// What a button shows of the story is read; what else is hidden is not.
  @Test(arguments: [("<p>\(second)</p>", true), ("", false)])
  func hidden(more: String, isRead: Bool) {
    let page = read("<article><p>\(first)</p><div style='display:none'><p>Kata polisi, \(first)</p>\(more)</div></article>")
    #expect(words(page).contains("Kata polisi, " + first) == isRead)
  }

  @Test func headingsAndListsStay() {
    let page = read(
      "<article><p>\(first)</p><h2>Korban</h2><p>\(second)</p><ul><li>Andi, 20 tahun, dari Desa Satu<li>Budi, 22 tahun, dari Desa Dua</ul><p>\(first) Lagi.</p></article>"
    )
    #expect(words(page).count == 6)
  }

  /// What is left out is named: kind and rule of the stretch that holds `X`.
  @Test(arguments: [
    ("<nav>X</nav>", "nav", "html.nav"), ("<footer>X</footer>", "footer", "html.footer"),
    ("<aside>X</aside>", "related", "html.aside"), ("<form>X</form>", "nav", "html.form"),
    ("<figure><figcaption>X</figcaption></figure>", "caption", "html.figure"),
    ("<p class=caption>X</p>", "caption", "html.drop:caption"),
    ("<p class=foto_bacaJuga2>X</p>", "related", "html.drop:baca-juga"),
    ("<p>Baca juga: X</p>", "related", "html.lead:Baca juga"),
    ("<p><a href=x>X</a></p>", "related", "html.link-density"),
    ("<h1>X</h1>", "headline", "html.title"), ("<p hidden>X</p>", "meta", "html.hidden"),
    ("<textarea>X</textarea>", "nav", "html.form"), ("<p>---</p>", "meta", "html.no-words"),
  ])
  func removed(html: String, kind: String, rule: String) {
    let isRule = html.contains("---")
    let page = read("<article><p>\(first)</p>\(html.replacing("X", with: "Kabar lain"))<p>\(second)</p></article>")
    let found = page.removed.first { page.sourceText.string($0.range).contains(isRule ? "---" : "Kabar lain") }
    #expect(found?.kind.rawValue == kind)
    #expect(found?.rule == rule)
  }

  @Test(
    arguments: [
      ("<h1>Judul berita hari ini</h1><p>Senin, 2 Juni 2025 | 13:58 WIB</p>", "", "Senin, 2 Juni 2025 | 13:58 WIB"),
      ("<p>2/6/2025</p><h1>Judul berita hari ini</h1>", "<footer>Copyright 2024</footer>", "2/6/2025"),
      ("<h1>Judul berita hari ini</h1><p>Redaksi</p>", "", nil),
    ] as [(String, String, String?)])
  func dateLine(before: String, behind: String, expected: String?) {
    let page = read(
      "<div>\(before)</div><article><p>\(first)</p><p>\(second)</p></article>\(behind)",
      head: "<title>Judul berita hari ini</title>")
    #expect(page.dateLines.first.map { page.sourceText.string($0) } == expected)
  }

  /// Of several stories on a page the one is read whose headline is the page's: `P1`, `P2`, not the foreign `Q`, `Q`.
  @Test(arguments: [
    (
      "<div><h1>T</h1><div class=entry-content><p>P1<p>P2</div></div><div><h1>U</h1><div class=entry-content><p>Q<p>Q<p>Q</div></div>", true
    ),
    (
      "<div><h1>U</h1><div class=entry-content><p>Q<p>Q<p>Q</div></div><div><h1>T</h1><div class=entry-content><p>P1<p>P2</div></div>", true
    ),
    ("<h1>T</h1><div><div><p>P1<p>P2</div><div><h2>U</h2><p>Q<p>Q</div></div>", true),
    ("<h1>T</h1><div><p>P1<p>P2<h1>U</h1><p>Q<p>Q</div>", true),
    // Parts of one story.
    ("<h1>T</h1><div><div><p>P1<p>P2</div><div><h1>Upah Pekerja Migran yang Dipulangkan dari Malaysia</h1><p>Q<p>Q</div></div>", false),
    ("<h1>T</h1><div><p>P1<p>P2<h2>U</h2><p>Q<p>Q</div>", false),
    ("<h1>T</h1><div><div><p>P1<p>P2</div><div><h2>Upah Pekerja Migran yang Dipulangkan dari Malaysia</h2><p>Q<p>Q</div></div>", false),
  ])
  func story(html: String, isAnothers: Bool) {
    let foreign = "Harga cabai rawit merah di sejumlah pasar tradisional terus naik sejak awal pekan karena pasokan berkurang akibat hujan."
    let page = html.replacing("P1", with: first).replacing("P2", with: second).replacing("Q", with: foreign)
      .replacing("T<", with: "Sebelas Pekerja Migran Dipulangkan dari Malaysia<").replacing(
        "U<", with: "Harga Cabai Rawit Terus Naik Lagi<")
    let told = words(read(page, head: "<title>Sebelas Pekerja Migran Dipulangkan dari Malaysia - Kabar</title>"))
    #expect(told.filter { $0 != foreign && $0.utf8.count > 80 } == [first, second])
    #expect(told.contains(foreign) != isAnothers)
  }

  /// The body of a page read with the shipped tables: `P1` and `P2` are the story, and a line behind them is or is not.
  @Test(arguments: [
    ("<p>P1<p>P2", "Berita terkait kematian PMI itu viral di media sosial, kata Kapolres Cianjur kepada wartawan, Rabu.", true),
    ("<p>P1<p>P2", "Lihat juga kondisi psikologis korban, pinta Menteri kepada para pejabat di daerah itu, Selasa.", true),
    ("<p>P1<p>P2", "Halaman 2 dari paspor korban hilang saat diserahkan agen kepada petugas, kata Kapolres, Rabu.", true),
    ("<p>P1<p>P2", "Advertisement palsu di Facebook itu memikat puluhan orang dari Cianjur, kata Kapolres, Rabu.", true),
    ("<p>P1<p>P2", "\"Itu saja,\" katanya.", true), ("<p>P1<p>P2", "Jenazah dipulangkan.", true), ("<p>P1", "Jenazah dipulangkan.", true),
    ("<p>P1<p>P2", "Baca juga: Kapal Tenggelam di Selat Ombak", false), ("<p>P1<p>P2", "Sumber: Antara.", false),
    ("<p>P1<p>P2", "Siti Rahma.", false), ("<p>P1<p>P2", "Berita terkait", false), ("<p>P1<p>P2", "Halaman 2 dari 3", false),
    ("<p>P1<p>P2<h3>Komentar</h3>", "Semoga keluarga korban diberi ketabahan dan pemerintah segera menindak agen nakal itu.", false),
    ("<p>P1<p>P2<h3>6 Tanggapan</h3>", "Semoga keluarga korban diberi ketabahan dan pemerintah segera menindak agen nakal itu.", false),
    ("<p>P1<p>P2<h3>Tanggapan</h3>", "Semoga keluarga korban diberi ketabahan dan agen itu ditindak, kata Menteri di Jakarta.", true),
  ])
  func bodyByWords(html: String, line: String, isStory: Bool) {
    let page = "<!doctype html><meta charset=utf-8><title>Sebelas pekerja dipulangkan</title><article>\(html)<p>\(line)</p></article>"
      .replacing("P1", with: first).replacing("P2", with: second)
    let source = PageSource(path: "page.html", format: .html, sha256: String(repeating: "a", count: 64))
    let article = Articles.article(from: RawPage(source: source, content: .html(Array(page.utf8))), using: ShippedFurniture.all.furniture)
    #expect(article.bodyText.contains(line) == isStory)
    #expect(article.bodyText.contains(first))
    #expect(!article.findings.contains { $0.flag == .multiPage } || line.hasSuffix("3"))
  }

  /// Short lines around the story, read with the shipped tables.
  @Test(arguments: [
    ("<p>Ia sudah tiada.<p>P1<p>P2", "Ia sudah tiada.", true), ("<p>Namanya Siti, 29 tahun.<p>P1<p>P2", "Namanya Siti, 29 tahun.", true),
    ("<ul><li>Sebelas pekerja tiba selamat<li>Agen nakal diburu polisi</ul><p>P1<p>P2", "Sebelas pekerja tiba selamat", true),
    ("<ul><li><a href=x>Kapal tenggelam di selat itu</a><li>Buruh hilang di seberang</ul><p>P1<p>P2", "Buruh hilang di seberang", false),
    ("<p>P1<p>P2<h1>Disetrum bila gagal</h1><p>Polisi Kudus menyelidiki, kata P2", "Disetrum bila gagal", true),
    ("<p>P1<p>Scroll untuk membaca<p>P2", "Scroll untuk membaca", false),
    ("<p>Siti Rahma.<p>P1<p>P2", "Siti Rahma.", false), ("<p>Senin, 2 Juni 2025<p>P1<p>P2", "Senin, 2 Juni 2025", false),
    ("<p>P1<p>P2<p>Jenazah tiba Rabu.", "Jenazah tiba Rabu.", true), ("<p>P1<p>P2<p>Oleh Siti Rahma.", "Oleh Siti Rahma.", false),
    ("<p>P1<p>P2<p>Korban lain:<ol><li>Rahmat (40), Kudus<li>Yanti (22), Demak</ol>", "Yanti (22)", true),
    ("<p>P1<p>P2<p>Korban lain:<ol><li>Rahmat (40), Kudus<li>Yanti (22), Demak</ol>", "Korban lain:", true),
    ("<p>P1<p>P2<p>Berikut nama para korban dalam peristiwa itu:<p>1. Tarmin<p>2. Warsito", "2. Warsito", true),
    ("<p>P1<p>P2<p>Sumber:<p>Antara<p>Kabar Kota", "Kabar Kota", false),
    ("<p>P1<p>P2<p>Topik:<ul><li>Buruh Hilang<li>Kapal Tenggelam</ul>", "Buruh Hilang", false),
    ("<p>P1<p>P2<p>Keterangan korban:<p>Nama: Tarmin<p>Alamat: Kudus", "Nama: Tarmin", true),
    ("<p>P1<p>P2<p>Lainnya:<ul><li><a href=x>Kapal Tenggelam</a><li><a href=y>Buruh Hilang</a></ul>", "Kapal Tenggelam", false),
    ("<p>P1<p>P2<table><tr><td>Malaysia<td>1.204<tr><td>Taiwan<td>88<tr><td>Kamboja<td>55</table>", "1.204", true),
    ("<p>P1<p>P2<table><tr><td>Penulis<td>: Tarmin<tr><td>Editor<td>: Warsito<tr><td>Sumber<td>: Kabar</table>", ": Tarmin", false),
  ])
  func shortLines(html: String, line: String, isStory: Bool) {
    let article = shipped("<article>\(html.replacing("P1", with: first).replacing("P2", with: second))</article>")
    #expect(article.bodyText.contains(line) == isStory)
    #expect(article.bodyText.contains(first) && article.bodyText.contains(second))
  }

  /// Every non-blank character of the source text stands in the body or in a removed stretch, once.
  @Test(arguments: [
    "", "x", "<p>\(first)",
    "<title>T</title><nav><a>a</a> | <a>b</a></nav><h1>T</h1><p>\(first)</p><p>\(second)</p><footer>c</footer>",
    "<p>&nbsp;\u{200B}</p><table>x<tr><td>\(first)</table><!-- y --><svg><title>z</title></svg>",
  ])
  func coverage(html: String) {
    let page = read(html)
    var covered = Array(repeating: 0, count: page.sourceText.count)
    for range in page.body + page.removed.map(\.range) { for index in range.start..<range.end { covered[index] += 1 } }
    for (index, byte) in page.sourceText.enumerated() where byte > 0x20 { #expect(covered[index] == 1) }
    #expect(covered.allSatisfy { $0 <= 1 })
    #expect(page.body == page.body.sorted())
  }

  /// Pages made to be slow.
  @Test(arguments: [
    "<div class=related>", "<ul><li><a>x</a>", "<p>Baca juga</p>", "<b>Baca juga <i>",
    "<div><p>satu dua tiga empat lima enam tujuh delapan.</p>",
    "<time datetime=2025-01-01>x</time>", "<p>Korban lain:</p>", "<table><tr><td>1<td>x", "<a rel=author>Siti Rahma</a><i>",
    "<div class=author>",
    "<div class=item><h2>Judul berita hari ini lagi</h2><p>\(first)</p></div>", "<h1>Judul berita hari ini lagi</h1><p>\(second)</p>",
    "<ul><li>satu dua tiga empat</li></ul>", "<div class=entry-content><p>\(first)</p>",
    "<a>", "<br>x", "<h2>Judul berita hari ini</h2>", "<script type=application/ld+json>[[[[{\"a\":",
    "<div class=\"a\(1) related\">",
  ])
  func hostile(unit: String) {
    let html = String(repeating: unit, count: 100_000 / unit.utf8.count)
    let took = ContinuousClock().measure { _ = read(html) }
    #expect(took < .seconds(10), "\(unit)")
  }
}

@Suite struct HTMLMetadataTests {
  @Test(arguments: [
    ("<title>Sebelas pekerja dipulangkan - Kabar Kota</title>", "", "Sebelas pekerja dipulangkan"),
    (
      "<title>Sebelas pekerja dipulangkan | Kabar Kota</title>", "<h1>Kabar Kota Kita</h1>",
      "Sebelas pekerja dipulangkan"
    ),
    (
      "<meta property=og:title content='Sebelas pekerja &quot;dipulangkan&quot;'>", "",
      "Sebelas pekerja \"dipulangkan\""
    ),
    (
      "<title>Sebelas pekerja dipulangkan - Kabar</title>", "<h1>Sebelas Pekerja Dipulangkan</h1>",
      "Sebelas Pekerja Dipulangkan"
    ),
    (
      "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Sebelas &amp; dua\",}</script>", "",
      "Sebelas & dua"
    ),
    // The page prints its headline with a label, and nowhere without.
    (
      "<title>Sebelas pekerja dipulangkan dari seberang</title>", "<div>Dalam Foto: Sebelas pekerja dipulangkan dari seberang</div>",
      "Dalam Foto: Sebelas pekerja dipulangkan dari seberang"
    ),
    (
      "<title>Sebelas pekerja dipulangkan dari seberang</title>",
      "<div>Foto: Sebelas pekerja dipulangkan dari seberang</div><div>Sebelas pekerja dipulangkan dari seberang</div>",
      "Sebelas pekerja dipulangkan dari seberang"
    ),
  ])
  func title(head: String, body: String, expected: String) { #expect(read(body, head: head).title == expected) }

  /// Where `<title>` tells of the site, or too much or too little: `P` is the story.
  @Test(arguments: [
    ("<title>Detail Berita</title>", "<h2>Pekerja Migran Dipulangkan dari Malaysia</h2><p>P", "Pekerja Migran Dipulangkan dari Malaysia"),
    ("", "<h3>Pekerja Migran Dipulangkan dari Malaysia</h3><p>P", "Pekerja Migran Dipulangkan dari Malaysia"),
    (
      "<title>Dinas Kabar Republik Sukamaju</title>", "<h4>Pekerja Migran Dipulangkan dari Malaysia</h4><p>P",
      "Pekerja Migran Dipulangkan dari Malaysia"
    ),
    ("<title>Tarmin Pulang ke Kudus</title>", "<h2>Kabar Terkini Setiap Pagi Hari</h2><p>P", "Tarmin Pulang ke Kudus"),
    (
      "<meta property=og:title content='Pekerja Migran Dipulangkan dari Mal...'>", "<h1>Pekerja Migran Dipulangkan dari Malaysia</h1><p>P",
      "Pekerja Migran Dipulangkan dari Malaysia"
    ),
    (
      "<title>Harian Kita - Pekerja Migran Dipulangkan dari Malaysia</title>", "<div>Pekerja Migran Dipulangkan dari Malaysia</div><p>P",
      "Pekerja Migran Dipulangkan dari Malaysia"
    ),
  ])
  func titleOfThePage(head: String, body: String, expected: String) {
    #expect(read(body.replacing("<p>P", with: "<p>\(first)<p>\(second)"), head: head).title == expected)
  }

  @Test(arguments: [
    ("Pekerja Dipulangkan dari Seberang - Halaman 2", "Pekerja Dipulangkan dari Seberang"),
    ("Pekerja &amp;quot;Dijual&amp;quot; di Seberang", "Pekerja \"Dijual\" di Seberang"),
    ("Hasil R&amp;D Pekerja di Seberang", "Hasil R&D Pekerja di Seberang"),
  ])
  func titleAsWritten(title: String, expected: String) {
    #expect(shipped("<h1>\(title)</h1><p>\(first)<p>\(second)", head: "<title>\(title)</title>").title == expected)
  }

  /// Who wrote, by what stands between headline and story.
  @Test(arguments: [
    ("<div class=author>Oleh <a href=/p>Tarmin Wibowo</a></div>", ["Tarmin Wibowo"]),
    ("<a rel=author href=/t>Tarmin Wibowo</a>", ["Tarmin Wibowo"]),
    ("<span class=byline>by <span class='author vcard'><a href=x>Tarmin Wibowo</a></span></span>", ["Tarmin Wibowo"]),
    ("<div itemprop=author><span itemprop=name>Tarmin Wibowo</span></div>", ["Tarmin Wibowo"]),
    ("<p>Oleh: Tarmin Wibowo</p>", ["Tarmin Wibowo"]),
    ("<div class=author><span>Tarmin Wibowo</span> <span>14 Maret 2025</span></div>", ["Tarmin Wibowo"]),
    ("<div class=by><p>Rep: Tarmin Wibowo/ Red: Siti Rahma</p></div>", ["Tarmin Wibowo", "Siti Rahma"]),
    ("<div>Penulis: Tarmin - Rabu, 12 Maret 2025 | 14:02 WITA</div>", ["Tarmin"]),
    ("<div class=reporter>Reporter: Tarmin Wibowo, Siti Rahma</div>", ["Tarmin Wibowo", "Siti Rahma"]),
    ("<p>Jurnalis: Tarmin Wibowo, Okezone</p>", ["Tarmin Wibowo"]), ("<p>Kontributor: Tarmin Wibowo (Kudus)</p>", ["Tarmin Wibowo"]),
    ("<div class=author>Redaksi</div>", []), ("<div class=date>Senin, 2 Juni 2025</div>", []), ("<div>Kabar Kota Kita</div>", []),
    ("<div class=author>Tim Redaksi</div><aside><a rel=author href=/s>Siti Rahma</a></aside>", []),
  ])
  func authorsOfThePage(line: String, expected: [String]) {
    let page = "<article><h1>Sebelas pekerja dipulangkan dari seberang</h1>\(line)<p>\(first)<p>\(second)</article>"
    #expect(shipped(page).authors == expected)
    // A desk is nobody, and a name in the metadata comes first.
    let title = "<title>Sebelas pekerja dipulangkan dari seberang</title>"
    #expect(shipped(page, head: title + "<meta name=author content=redaksi>").authors == (expected.isEmpty ? ["redaksi"] : expected))
    #expect(shipped(page, head: title + "<meta name=author content='Budi Utama'>").authors == ["Budi Utama"])
  }

  /// When the page was published, by what stands between headline and story, read with the shipped tables.
  @Test(
    arguments: [
      ("<time datetime=2025-03-14T08:00:00+07:00>2 hari lalu</time>", "2025-03-14T08:00:00+07:00"),
      (
        "<span><time class='updated' datetime=2025-03-15>x</time><time class='entry-date published' datetime=2025-03-14>x</time></span>",
        "2025-03-14"
      ),
      ("<time pubdate datetime=2025-03-14>Jumat</time>", "2025-03-14"),
      ("<aside><a href=x>Lain</a><time datetime=2019-01-01>1 Januari</time></aside>", "2025-06-02"),
      (
        "<p>Kapal karam pada <time datetime=2025-05-01>Kamis</time> di selat itu, dan tiga nelayan hilang menurut warga desa nelayan.</p>",
        "2025-06-02"
      ),
      ("<p>Jumat, 14-Mar-2025 08:00</p>", "2025-03-14T08:00+07:00"), ("<p>2025-03-14 08:00:00</p>", "2025-03-14T08:00:00+07:00"),
      ("<p>14.03.2025 - 08:00</p>", "2025-03-14T08:00+07:00"), ("<p>Fri, Mar 14 2025 08:00</p>", "2025-03-14T08:00+07:00"),
      ("<p>Mar. 14, 2025, 8:00 p.m.</p>", "2025-03-14T20:00+07:00"), ("<p>14 Maret 2025 | Jumat 08:00</p>", "2025-03-14T08:00+07:00"),
      ("<p>Jumat Pahing, 14 Maret 2025 - 08.00</p>", "2025-03-14T08:00+07:00"),
      ("<p>Tue, 03/11/2025 - 08:45</p>", "2025-03-11T08:45+07:00"),
      ("<p>Selasa, 11/03/2025 - 08:45</p>", "2025-03-11T08:45+07:00"), ("<p>Senin, 10/6/2025 - 08:45</p>", "2025-06-10T08:45+07:00"),
      ("<p>Wed, 03/12/2025 - 08:45</p>", "2025-03-12T08:45+07:00"),
      ("<figure><figcaption>Kapal karam, Mar 14, 2025. (AP)</figcaption></figure>", "2025-06-02"),
      ("<p>Updated: Mar 14, 2025</p>", "2025-06-02"),
    ] as [(String, String?)])
  func publishedByThePage(line: String, expected: String?) {
    let page = "<article><h1>Sebelas pekerja dipulangkan dari seberang</h1>\(line)<p>\(first)<p>\(second)</article>"
    #expect(shipped(page).published?.date.value == expected)
  }

  /// The date of the visit at the top of the page, and what stands with another story, are none of publication.
  @Test(
    arguments: [
      ("<div class=top>Senin, 30 November 2026 10:00 WIB</div>", "", "", "2025-03-14"),
      ("<header><div>Senin, 30 November 2026</div></header>", "", "<time datetime=2025-03-15>x</time>", "2025-03-15"),
      ("<div class=top>Senin, 30 November 2026</div>", "", "<p>Sabtu, 15 Maret 2025", "2025-03-15"),
      ("<div><div><div>Senin, 30 November 2026</div><nav>Beranda</nav>", "", "", "2025-03-14"),
      ("<div><p>Sabtu, 15 Maret 2025</p>", "", "", "2025-03-15"), ("<div><p>Senin, 30 November 2026</p>", "", "", "2025-03-14"),
      ("", "<meta name=date content=2026-11-30>", "<p>Sabtu, 15 Maret 2025 - 08:00 WIB</p>", "2025-03-15T08:00+07:00"),
      ("", "<meta name=date content=2026-11-30T10:00>", "<p>Sabtu, 15 Maret 2025", "2026-11-30T10:00+07:00"),
      ("", "<meta property=article:published_time content=1970-01-01T00:00:00Z>", "<p>Sabtu, 15 Maret 2025", "2025-03-15"),
      (
        "", "<script type=application/ld+json>{\"@type\":\"WebPage\",\"datePublished\":\"2025-03-15T08:00:00+07:00\"}</script>", "",
        "2025-03-15T08:00:00+07:00"
      ),
      ("", "<script type=application/ld+json>{\"@type\":\"VideoObject\",\"uploadDate\":\"2025-03-15\"}</script>", "", "2025-03-15"),
    ])
  func publishedNotByTheVisit(top: String, head: String, line: String, expected: String) {
    let page = "\(top)<div><h1>Sebelas pekerja dipulangkan dari seberang</h1>\(line)<p>\(first)<p>\(second)</div>"
    let article = shipped(
      page, head: "<title>Sebelas pekerja dipulangkan dari seberang</title>" + head, url: "https://kabar.example/2025/03/14/pekerja")
    #expect(article.published?.date.value == expected)
  }

  @Test func datesOfAnotherStory() {
    let title = "Sebelas Pekerja Migran Dipulangkan dari Malaysia"
    let page = read(
      "<div class=item><h1>\(title)</h1><p>\(first)<p>\(second)</div><div class=item><h2>Harga Cabai Rawit Terus Naik Lagi</h2><p>Kamis, 5 Juni 2025<p>Harga cabai: \(first)<p>Harga cabai: \(second)</div>",
      head: "<title>\(title)</title>")
    #expect(page.dateLines.isEmpty)
  }

  @Test(
    arguments: [
      ("<meta property='article:published_time' content='2025-06-02T13:58:00+07:00'>", "2025-06-02T13:58:00+07:00"),
      ("<meta itemprop=datePublished content='2025-06-02'>", "2025-06-02"),
      ("<meta name=pubdate content='2025/06/02 13:58'>", "2025-06-02T13:58"),
      ("<meta name=date content='Mon, 02 Jun 2025 13:58:01 +0700'>", "2025-06-02T13:58:01+07:00"),
      ("<meta name=date content='2025-06-02T06:58:00.000Z'>", "2025-06-02T06:58:00+00:00"),
      ("<meta name=date content='kemarin'>", nil),
      ("<meta name=date content='2025-13-40'>", nil),
      (
        "<script type=application/ld+json>{\"@graph\":[{\"@type\":[\"NewsArticle\"],\"datePublished\":\"2025-06-02\"}]}</script>",
        "2025-06-02"
      ),
    ] as [(String, String?)])
  func published(head: String, expected: String?) { #expect(read("", head: head).published?.date.value == expected) }

  /// What stands with other stories tells nothing of the page.
  @Test(
    arguments: [
      ("<aside><article itemscope><meta itemprop=datePublished content=2019-01-01><a href=x>Lain</a></article></aside>", nil),
      ("<article itemscope><meta itemprop=datePublished content=2019-01-01><a href=x>Lain</a></article>", nil),
      ("<div class=related><div><time itemprop=datePublished datetime=2019-01-01>1 Jan</time></div></div>", nil),
      ("<div><time itemprop=datePublished datetime=2019-01-01>1 Jan</time><a href=x>Berita lama tentang lain</a></div>", nil),
      ("<div><time itemprop=datePublished datetime=2025-06-02>2 Jun</time><a href=x>Siti Rahma</a></div>", "2025-06-02"),
      (
        "<div><time itemprop=datePublished datetime=2025-06-02>2 Jun</time><a href=.>Sebelas Pekerja Migran Dipulangkan</a></div>",
        "2025-06-02"
      ),
      (
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Harga Cabai Naik Tajam\",\"datePublished\":\"2019-01-01\"}</script>",
        nil
      ),
      (
        "<script type=application/ld+json>[{\"@type\":\"NewsArticle\",\"headline\":\"Pekerja Migran Hilang\",\"datePublished\":\"2019-01-01\"},"
          + "{\"@type\":\"NewsArticle\",\"headline\":\"11 Pekerja Migran Dipulangkan\",\"datePublished\":\"2025-06-02\"}]</script>",
        "2025-06-02"
      ),
      (
        "<link rel=canonical href=https://www.kabar.id/a/1><script type=application/ld+json>[{\"@type\":\"NewsArticle\",\"datePublished\":\"2019-01-01\"},"
          + "{\"@type\":\"NewsArticle\",\"mainEntityOfPage\":{\"@id\":\"http://kabar.id/a/1/\"},\"datePublished\":\"2025-06-02\"}]</script>",
        "2025-06-02"
      ),
    ] as [(String, String?)])
  func publishedOfAnother(body: String, expected: String?) {
    let title = "Sebelas Pekerja Migran Dipulangkan"
    let page = read("<h1>\(title)</h1>\(body)<p>\(first)<p>\(second)", head: "<title>\(title)</title>")
    #expect(page.published?.date.value == expected)
  }

  /// Where scripts build the page, its words for readers without them are read, if they are an article.
  @Test(arguments: [
    ("<p>P1</p><p>P2</p>", true),
    ("<p>Aktifkan JavaScript untuk membaca berita ini di peramban Anda, lalu muat ulang halaman ini.</p>", false),
  ])
  func noscript(words: String, isRead: Bool) {
    let words = words.replacing("P1", with: first).replacing("P2", with: second)
    let page = read("<h1>Judul berita hari ini</h1><div id=app></div><noscript><article>\(words)</article></noscript>")
    #expect(page.body.isEmpty != isRead)
    #expect(read("<p>\(first)</p><noscript>\(words)</noscript><p>\(second)").body.count == 2)
  }

  /// Where scripts build the page, or it shows but its beginning, the article is what JSON-LD or the state of the scripts holds.
  @Test(arguments: [
    (#"<div id=app></div><script type=application/ld+json>{"@type":"NewsArticle","articleBody":"P1\nP2\nP3\nP4"}</script>"#, 4),
    (
      #"<div id=app></div><script type=application/ld+json>{"@type":"NewsArticle","articleBody":"&lt;p&gt;P1&lt;/p&gt;P2<p>P3<p>P4"}</script>"#,
      4
    ),
    (#"<p>P1</p><script type=application/ld+json>{"@type":"NewsArticle","articleBody":"<p>P1<p>P2<p>P3<p>P4"}</script>"#, 4),
    (
      #"<div id=app></div><script id=__NEXT_DATA__ type=application/json>{"a":["x",{"b":"\u003cp>P1\u003cp>P2<p>P3<p>P4"}]}</script>"#, 4
    ),
    // Two stories: nothing tells which of them is the page's.
    (#"<div></div><script type=application/json>["x",{"b":"<p>P1<p>P2<p>P3<p>P4"},"<p>P4<p>P3<p>P2<p>P2"]</script>"#, 0),
    // The page shows it all, or most.
    (#"<p>P1<p>P2<script type=application/ld+json>{"@type":"NewsArticle","articleBody":"P1\nP2\nP3\nP4"}</script>"#, 2),
    // Another story's.
    (
      #"<h1>Harga cabai naik</h1><p>P1<script type=application/ld+json>{"@type":"NewsArticle","headline":"Pekerja Migran Telah Ditemukan","articleBody":"P1\nP2\nP3\nP4"}</script>"#,
      1
    ),
  ])
  func scripted(page: String, count: Int) {
    let story = [
      first, second, "Kepala badan itu mengatakan semua pekerja akan didampingi sampai ke kampung halaman mereka masing-masing.",
      "Polisi masih memburu penyalur yang memberangkatkan para pekerja itu melalui jalur laut tanpa dokumen yang sah.",
    ]
    let page = story.enumerated().reduce(page) { $0.replacing("P\($1.offset + 1)", with: $1.element) }
    #expect(words(read(page)) == Array(story.prefix(count)))
  }

  /// JSON-LD that names its author elsewhere, by `@id`.
  @Test func authorByIdentifier() {
    let page = read(
      "<p>x",
      head: """
        <script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","author":{"@id":"#/person/1"}},
        {"@type":"Person","@id":"#/person/1","name":"Tarmin Wibowo"},{"@type":"Person","@id":"#/person/2","name":"Siti Rahma"}]}</script>
        """)
    #expect(page.authors == ["Tarmin Wibowo"])
  }

  @Test func others() {
    let page = read(
      "<p>x",
      head: """
        <link rel=canonical href='https://kabar.example/1'><meta property=og:site_name content='Kabar Kota'>
        <script type="application/ld+json">/*<![CDATA[*/ {"@type":"NewsArticle","author":[{"name":"Siti"},{"name":"Budi"}],
        "dateModified":"2025-06-03T01:00:00+07:00"} /*]]>*/</script>
        """)
    #expect(page.url == "https://kabar.example/1")
    #expect(page.siteName == "Kabar Kota")
    #expect(page.authors == ["Siti", "Budi"])
    #expect(page.modified?.basis == .jsonLD)
    #expect(!page.charsetGuessed)
  }

  @Test func vocabularyNamesWhatIsWrong() {
    var diagnostics: [Diagnostic] = []
    let table = Table(
      file: "html.tsv", bytes: Array("name\tkind\teffect\nx\tnav\tthrow\ny\tnope\tdrop\n".utf8),
      diagnostics: &diagnostics)
    _ = HTMLVocabulary(table: table, diagnostics: &diagnostics)
    #expect(diagnostics.map(\.line) == [2, 3])
  }
}
