import Bytes
import Testing
import Text

@testable import Articles

/// Pages with their line breaks.
@Suite struct LinedPageTests {
  static let page = """
    Menu

    Mode Gelap
    Warga Tolak Tambang Pasir di Selat Ombak Bupati Minta Nelayan Tenang Harga Ikan Naik di Pasar Lama Polisi Tangkap Dua Pencuri Jaring Gubernur Resmikan Jembatan Baru di Teluk Biru

    News

    Tiga Nelayan Teluk Biru Hilang di Selat Ombak


    \t\t\tFoto (Red) Perbesar

    Foto (Red)

    Manado – Tiga nelayan dari Teluk Biru hilang sejak pagi dan belum ditemukan oleh tim pencari.

    “Kami mencari terus sampai malam,” ujar Sari di pelabuhan, Rabu (27/5/2025).

    Tim akan melanjutkan pencarian besok dengan dua kapal tambahan dari dinas.

    Baca Lainnya

    Dprd Kota Lama Dorong Tambak Baru

    5 Januari 2026 - 16:50 WIB

    DPRD Kota Lama Dorong Tambak Baru

    Trending di News
    """

  @Test func everythingHasItsPlace() {
    let article = ShippedFurniture.article(LinedPageTests.page)
    #expect(article.title == "Tiga Nelayan Teluk Biru Hilang di Selat Ombak")
    #expect(article.dateline?.text == "Manado")
    #expect(article.dateline?.range.map { article.body.string($0) } == "Manado")
    #expect(article.published?.date.value == "2025-05-27")
    #expect(article.published?.basis == .statement)
    #expect(article.published?.text.last == ")")
    #expect(article.bodyText.hasPrefix("Manado – Tiga nelayan"))
    #expect(article.bodyText.hasSuffix("dua kapal tambahan dari dinas."))
    #expect(article.segments.count == 3)
    #expect(fault(article) == nil)
    let kinds = article.removed.map(\.kind).reduce(into: [Article.Removed.Kind]()) {
      if $0.last != $1 { $0.append($1) }
    }
    #expect(kinds == [.nav, .headline, .caption, .related])
  }

  /// Lines that must go, in ⟦ ⟧, below and between paragraphs.
  static let pages = [
    "Jakarta\n-\nTiga nelayan hilang sejak pagi di Selat Ombak.\n⟦SCROLL TO CONTINUE WITH CONTENT⟧\n⟦Baca juga:\nWarga Tolak Tambang Pasir⟧\nTim mencari korban sampai malam, kata Sari.\n⟦(abc/def)⟧\n⟦selat ombak\nnelayan⟧",
    "Tiga nelayan hilang sejak pagi di Selat Ombak.\nTim mencari korban sampai malam, kata Sari.\n⟦Berita Terkait\nWarga Tolak Tambang Pasir\nHarga Ikan Naik⟧\nPencarian akan berlanjut besok pagi, kata Sari kepada wartawan.",
    "Tiga nelayan hilang sejak pagi di Selat Ombak.\n⟦Kapal nelayan di pelabuhan. Foto: Wira Adi⟧\nTim mencari korban sampai malam, kata Sari.\nPencarian akan berlanjut besok pagi.",
    "⟦Laporan Wartawan Tribun Teluk, Wira Adi⟧\nTRIBUNTELUK.COM, MANADO - Tiga nelayan hilang sejak pagi di Selat Ombak.\nTim mencari korban sampai malam, kata Sari. ⟦(*)⟧\n⟦Ikuti Berita TRIBUNTELUK.COM lainnya di GOOGLE NEWS⟧",
    "⟦Kompas.com - 27/03/2024, 06:16 WIB⟧\nTiga nelayan hilang sejak pagi di Selat Ombak.\nTim mencari korban sampai malam, kata Sari.\n⟦Penulis: Wira Adi⟧\n⟦Editor: Sri Lestari⟧",
    "Tiga nelayan hilang sejak pagi di Selat Ombak.\nSusunan tim pencari:\nKapten: Wira Adi\nJuru mudi: Bima\nTim mencari korban sampai malam, kata Sari.\n⟦Advertisement⟧\n1 kapal kayu\n2 perahu karet",
    "Tiga nelayan hilang sejak pagi di Selat Ombak.\n⟦Simak\nbreaking news\ndan\nberita pilihan\nkami langsung di ponselmu. Pastikan kamu sudah install aplikasi WhatsApp ya.⟧\nTim mencari korban sampai malam, kata Sari.\nPencarian berlanjut besok.",
  ]

  @Test func thePagesAreAllThere() { #expect(LinedPageTests.pages.count == 7) }

  @Test(arguments: pages)
  func cuts(_ text: String) {
    let (page, kept) = marked(text)
    let article = ShippedFurniture.article(page)
    #expect(folded(article.bodyText) == folded(kept.joined(separator: " ")))
    #expect(fault(article) == nil)
  }

  @Test func aSentenceRunsOverLineBreaks() {
    let text =
      "Tiga nelayan hilang sejak pagi di\nSelat Ombak\n, kata Sari kepada\nKompas.com,\nSelasa.\nTim mencari mereka sampai malam.\nPencarian berlanjut besok pagi."
    let paragraphs = ShippedFurniture.article(text).segments.count
    #expect(paragraphs == 3)
  }

  @Test func authorsStandInBylines() {
    let article = ShippedFurniture.article(
      "Tiga nelayan hilang sejak pagi.\nTim mencari sampai malam, kata Sari.\nPencarian berlanjut.\nPenulis: Wira Adi\nEditor: Sri Lestari"
    )
    #expect(article.authors == ["Wira Adi", "Sri Lestari"])
    let flat = ShippedFurniture.article("Penulis: Wira Adi\nTiga nelayan hilang sejak pagi. Tim mencari sampai malam.\nEditor: Sri Lestari")
    #expect(flat.authors == ["Wira Adi", "Sri Lestari"])
    #expect(ShippedFurniture.article("Tiga nelayan hilang sejak pagi.\nSumber: kabar.com\nTim mencari sampai malam.").authors.isEmpty)
  }

  @Test func carriageReturnsPartLines() {
    let article = ShippedFurniture.article(
      "Tiga nelayan hilang sejak pagi.\rTim mencari sampai malam.\rPencarian berlanjut.\rWarga membantu.")
    #expect(article.segments.count == 4)
  }
}
