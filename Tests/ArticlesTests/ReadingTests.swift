import Bytes
import RuleBook
import Testing
import Text

@testable import Articles

/// What holds of every page, and of the tables.
@Suite struct ReadingTests {
  @Test func theShippedTablesHaveNoFaults() { #expect(ShippedFurniture.all.diagnostics.isEmpty) }

  @Test(arguments: ["", " ", "\n\n \n", "\u{00A0}\n"])
  func anEmptyPageHasNoBody(_ text: String) {
    let article = ShippedFurniture.article(text)
    #expect(article.body.isEmpty && article.segments.isEmpty && article.removed.isEmpty)
    #expect(article.findings.map(\.flag) == [.noBody])
  }

  @Test func aPageWithoutAnIDHasItsDigest() {
    #expect(ShippedFurniture.article("Tiga nelayan.").id == "sha256:aaaaaaaaaaaaaaaa")
  }

  @Test func gluedWordsAreTold() {
    let article = ShippedFurniture.article("Kata pemerintahKamboja, kapalMerah dan nelayanTeluk hilang.")
    #expect(article.findings.map(\.flag) == [.gluedWords])
  }

  @Test func aRepeatedBodyIsTold() {
    let sentences =
      "Tiga nelayan dari desa itu hilang sejak pagi hari. Tim mencari mereka sampai malam di sekitar pulau kecil. Warga ikut membantu dengan perahu dan jala milik sendiri. "
    #expect(ShippedFurniture.article(sentences + sentences).findings.map(\.flag) == [.repeatedBody])
  }

  /// Far down a page of markup whose metadata tells the day, words are read only where they matter.
  @Test func whatWordsTellIsFoundFarDownAPageOfMarkup() {
    let paragraphs = [
      "Tiga nelayan dari desa itu hilang sejak pagi hari setelah perahu mereka pergi melaut.",
      "Tim mencari mereka sampai malam di sekitar pulau kecil dengan dua kapal patroli milik dinas.",
      "Warga ikut membantu dengan perahu dan jala milik sendiri sejak kabar itu sampai ke desa.",
      "Kepala dinas meminta keluarga bersabar karena cuaca di selat itu sedang tidak menentu.",
      "Pencarian akan dilanjutkan besok pagi dengan lebih banyak kapal dan penyelam dari kota.",
      "Kata pemerintahKamboja, kapalMerah dan nelayanTeluk hilang di perairan yang sama tahun lalu.",
      "Keluarga menunggu di dermaga sampai malam dan menyalakan lampu agar perahu terlihat.",
    ]
    func read(_ paragraphs: [String]) -> Article {
      let html =
        "<!doctype html><meta charset=utf-8><meta property=article:published_time content=2025-05-27><article>"
        + paragraphs.map { "<p>\($0)</p>" }.joined() + "</article>"
      let source = PageSource(path: "page.html", format: .html, sha256: String(repeating: "a", count: 64))
      return Articles.article(from: RawPage(source: source, content: .html(Array(html.utf8))), using: ShippedFurniture.all.furniture)
    }
    let page = read(paragraphs + ["Baca juga:", "Bupati Minta Nelayan Tenang", "(abc/def)"])
    #expect(page.bodyText == paragraphs.joined(separator: "\n\n"))
    #expect(page.findings.map(\.flag) == [.gluedWords])
    let twice = paragraphs.dropLast(2) + paragraphs[0...4].map { "Seorang warga bercerita lagi. " + $0 }
    #expect(read(Array(twice)).findings.map(\.flag) == [.repeatedBody])
  }

  @Test func severalPagesAreTold() {
    let article = ShippedFurniture.article(
      "Tiga nelayan hilang sejak pagi.\nTim mencari sampai malam, kata Sari.\nPencarian berlanjut.\nSelanjutnya\nHalaman 1 dari 2"
    )
    #expect(article.findings.map(\.flag) == [.multiPage])
  }

  /// Fragments of pages in every order: body and removed stretches account for each byte once, whatever the page.
  @Test func everyByteIsAccountedForOnce() {
    let fragments = [
      "Menu", "Baca juga:", "Baca Juga", "Tiga nelayan hilang sejak pagi.", "Warga Tolak Tambang Pasir di Selat", "\n",
      "\n\n",
      "“Kami mencari,” ujar Sari, Rabu (27/5/2025).", "Copyright © ANTARA 2025", "(abc/def)",
      "Pewarta: Wira AdiEditor: Sri", "…",
      "TRIBUN MEDAN/WIRA ADIKapal karam (12/8/2022).", "JAKARTA, KOMPAS.com -", "\u{00A0}", "Berita Terkait",
      "5 Januari 2026 - 16:50 WIB",
      "Bergabung dengan Tempo sejak 2020.", "é", "-", "\u{200B}", "\u{FEFF}\n", "\u{200E}", "***", "Foto: Wira",
      "Simak juga Video 'Kapal':", "🐟",
      "Siapa Menang?", "Ikuti kami di Google News",
    ]
    var state: UInt64 = 20_250_527
    for _ in 0..<3000 {
      var text = ""
      for _ in 0..<9 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += fragments[Int(state >> 33) % fragments.count]
        if state >> 62 != 0 { text += " " }
      }
      let article = ShippedFurniture.article(
        text, url: "https://www.merdeka.com/a", title: "Warga Tolak Tambang Pasir di Selat")
      #expect(fault(article) == nil, "\(text)")
    }
  }

  /// What words of a page tell though markup took them away: its authors, when it was changed, that it goes on.
  @Test func whatMarkupTookAwayIsRead() {
    let prose = "Tiga nelayan dari desa itu hilang sejak pagi hari setelah perahu mereka pergi melaut."
    let html =
      "<!doctype html><title>Tiga Nelayan Hilang di Selat - 5 Tewas</title><div>Rabu, 28 Mei 2025 10:00 WIB</div>"
      + "<div>Diperbarui: Kamis, 29 Mei 2025, 11:02 WIB</div><article><p>\(prose)</p><p>Kata polisi, \(prose)</p></article>"
      + "<div class=paging>Halaman 2 dari 3</div><div class=author>Penulis: Rina Wulandari | Editor: Joko Susilo</div>"
    let source = PageSource(path: "page.html", format: .html, sha256: String(repeating: "a", count: 64))
    let page = Articles.article(from: RawPage(source: source, content: .html(Array(html.utf8))), using: ShippedFurniture.all.furniture)
    #expect(page.title == "Tiga Nelayan Hilang di Selat - 5 Tewas")
    #expect(page.authors == ["Rina Wulandari", "Joko Susilo"])
    #expect(page.published?.date.value == "2025-05-28T10:00+07:00")
    #expect(page.modified?.date.value == "2025-05-29T11:02+07:00")
    #expect(page.findings.map(\.flag) == [.multiPage])
  }

  /// A removed stretch is never cut within a character.
  @Test(arguments: ["”", "””", "é”"])
  func charactersStayWhole(text: String) {
    let source = PageSource(path: "page.html", format: .html, sha256: String(repeating: "a", count: 64))
    let raw = RawPage(source: source, content: .html(Array("<meta charset=utf-8><p>\(text)</p>".utf8)))
    let article = Articles.article(from: raw, using: ShippedFurniture.all.furniture)
    #expect(article.removed.map { article.words(of: $0) }.joined() == text)
  }

  /// More stretches than two bytes can number are all taken away.
  @Test func aLedgerIsNeverFull() {
    var ledger = Ledger(count: 140_000)
    for byte in stride(from: 0, to: 140_000, by: 2) { ledger.remove(byte % 4 == 0 ? .ad : .nav, byte..<byte + 1, "rule \(byte % 4)") }
    #expect(stride(from: 0, to: 140_000, by: 2).allSatisfy { ledger.decision(at: $0)?.rule == "rule \($0 % 4)" })
    #expect(ledger.isOpen(139_999))
  }

  /// Pages made to be slow: each is read in a time that goes with its length.
  @Test(arguments: ["labels", "lines", "html"])
  func hostile(name: String) {
    let prose = "Tiga nelayan dari desa itu hilang sejak pagi hari setelah perahu mereka pergi melaut.\n"
    let page =
      switch name {
      case "labels": String(repeating: prose, count: 5) + String(repeating: "Berita Terkait\n", count: 5000) + ", " + prose
      case "lines": String(repeating: prose, count: 10_000)
      default: "<!doctype html><div>" + String(repeating: "<p>\(prose)</p><p><a href=x>Baca</a></p>", count: 10_000)
      }
    let source = PageSource(path: "page", format: .text, sha256: String(repeating: "a", count: 64))
    let bytes = Array(page.utf8)
    let raw = RawPage(source: source, content: name == "html" ? .html(bytes) : .text(bytes))
    let took = ContinuousClock().measure { _ = Articles.article(from: raw, using: ShippedFurniture.all.furniture) }
    #expect(took < .seconds(12), "\(name)")
  }

  @Test(arguments: [
    ("a\tBaca juga\tlinks\tline\tline", "unknown kind \"links\""),
    ("a\tBaca juga\tnav\tlines\tline", "unknown place \"lines\""),
    ("a\tBaca juga\tnav\tline\tlines", "unknown word \"lines\""), ("a\t\tnav\tline\tline", "the row has no phrase"),
    ("\tBaca juga\tnav\tline\tline", "the row has no name"), ("a\tBaca juga\tnav\t\tline", "column `where` is empty"),
  ])
  func aWrongRowIsTold(row: String, message: String) {
    var diagnostics: [Diagnostic] = []
    let table = Table(
      file: "furniture/phrases.tsv", bytes: Array("name\tphrase\tkind\twhere\tdrop\n\(row)\n".utf8),
      diagnostics: &diagnostics)
    _ = Furniture(tables: [table], diagnostics: &diagnostics)
    #expect(diagnostics.count == 1)
    #expect(diagnostics.first?.message.description.hasPrefix(message) == true)
    #expect(diagnostics.first?.line == 2)
  }
}
