import Articles
import Bytes
import Disk

/// The pages that a benchmark runs over, all in memory.
struct BenchPages {
  struct Page {
    var raw: RawPage
    var bytes: [UInt8]
    /// Where the stage begins with articles.
    var article: Article?
  }
  struct List {
    var pages: [Page] = []
    var bytes = 0
    var count: Int { pages.count }
    var isEmpty: Bool { pages.isEmpty }

    mutating func append(_ page: Page) {
      pages.append(page)
      bytes += page.bytes.count
    }
  }

  private(set) var html = List()
  private(set) var text = List()
  /// The articles of the text pages; their bytes are those of the bodies.
  private(set) var articles = List()
  /// Where they are from, for the table's head.
  private(set) var origin = ""

  subscript(_ input: BenchStage.Input) -> List {
    switch input {
    case .html: html
    case .text: text
    case .article: articles
    case .all: html
    }
  }

  /// Reads the dumps; generates pages where none of them is there.
  init(dumps: [String]) throws {
    for path in dumps where Files.kind(of: path) == .file {
      for page in try rawPages(in: path) { add(page) }
    }
    origin = "\(html.count) HTML pages, \(html.bytes) bytes; \(text.count) text pages, \(text.bytes) bytes"
    guard html.isEmpty, text.isEmpty else { return }
    for number in 0..<64 {
      let page = GeneratedPage(number)
      add(
        RawPage(source: PageSource(path: "generated", format: .html, sha256: ""), content: .html(Array(page.html.utf8)), id: "h\(number)"))
      add(
        RawPage(source: PageSource(path: "generated", format: .text, sha256: ""), content: .text(Array(page.text.utf8)), id: "t\(number)"))
    }
    origin = "generated pages: " + "\(html.count) HTML, \(html.bytes) bytes; \(text.count) text, \(text.bytes) bytes"
  }

  mutating func readArticles(_ clean: (RawPage) -> Article) {
    for page in text.pages {
      let article = clean(page.raw)
      articles.append(Page(raw: page.raw, bytes: article.body, article: article))
    }
  }

  private mutating func add(_ raw: RawPage) {
    switch raw.content {
    case .html(let bytes): html.append(Page(raw: raw, bytes: bytes))
    case .text(let bytes), .markdown(let bytes): text.append(Page(raw: raw, bytes: bytes))
    }
  }
}

/// A page in the manner of a news site, invented: head with metadata, menus, an article with a "Baca juga" between, related links, footer.
struct GeneratedPage {
  private var state: UInt64
  private(set) var html = ""
  private(set) var text = ""

  private static let subjects = [
    "Polisi", "Warga desa", "Kepala dinas", "Petugas pelabuhan", "Seorang nelayan", "Kedutaan", "Keluarga korban", "Tim penyelamat",
  ]
  private static let verbs = ["menyampaikan", "menemukan", "mencatat", "menjelaskan", "menahan", "memulangkan", "memeriksa", "mendata"]
  private static let objects = [
    "enam pekerja migran", "dua kapal kayu", "barang bukti berupa paspor", "kejadian itu", "tiga orang perekrut", "laporan awal",
  ]
  private static let ends = [
    "di Selat Ombak", "pada Selasa (4/2/2025)", "sejak bulan lalu", "di pelabuhan Tanjung Karang Baru", "setelah badai reda",
    "tanpa dokumen resmi",
  ]

  init(_ number: Int) {
    state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 | 1
    let title = sentence(false)
    let paragraphs = (0..<14).map { _ in (0..<3).map { _ in sentence(true) }.joined(separator: " ") }
    let links = (0..<60).map {
      "<li class=\"menu-item item-\($0)\"><a href=\"/berita/\($0)/judul-berita\" title=\"Berita\">\(sentence(false))</a></li>"
    }
    html = "<!DOCTYPE html><html lang=\"id\"><head><meta charset=\"utf-8\"><title>\(title) - Contoh.id</title>"
    html +=
      "<meta property=\"og:title\" content=\"\(title)\"><meta property=\"article:published_time\" content=\"2025-02-04T10:00:00+07:00\">"
    html +=
      "<script>var dataLayer = [{\"page\": \"artikel\", \"id\": \(number)}]; for (var i = 0; i < 9; i++) { dataLayer.push(i); }</script></head><body>"
    html +=
      "<nav><ul class=\"nav nav-utama\">\(links.prefix(30).joined(separator: "\n"))</ul></nav><div class=\"container\"><h1>\(title)</h1>"
    html += "<div class=\"article-body detail__body\">"
    for (index, paragraph) in paragraphs.enumerated() {
      html += "<p>\(paragraph)</p>\n"
      if index == 5 { html += "<p><strong>Baca juga: <a href=\"/b\">\(sentence(false))</a></strong></p>\n" }
    }
    html +=
      "</div><aside class=\"related\"><ul>\(links.suffix(30).joined(separator: "\n"))</ul></aside></div><footer>Copyright &copy; Contoh 2025</footer></body></html>"
    text =
      "Beranda\nNasional\n\(title)\n4 Februari 2025 - 10:00 WIB\nPelabuhan Baru - " + paragraphs.joined(separator: "\n")
      + "\nBaca juga: \(sentence(false))\nEditor: Redaksi\n"
  }

  private mutating func pick(_ words: [String]) -> String {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return words[Int(state >> 33) % words.count]
  }

  private mutating func sentence(_ isWhole: Bool) -> String {
    let words = pick(Self.subjects) + " " + pick(Self.verbs) + " " + pick(Self.objects) + " " + pick(Self.ends)
    return isWhole ? words + ", kata \(pick(Self.subjects).lowercased())." : words
  }
}
