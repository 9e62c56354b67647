import Bytes
import RuleBook
import Testing
import Text

@testable import Articles

/// Title, site, dateline, dates.
@Suite struct MetadataTests {
  static let datelines: [(String, String?)] = [
    ("Manado – Tiga nelayan hilang sejak pagi.", "Manado"),
    ("JAKARTA, KOMPAS.com- Tiga nelayan hilang sejak pagi.", "JAKARTA"),
    ("JAKARTA, KOMPAS. com - Tiga nelayan hilang sejak pagi.", "JAKARTA"),
    ("Jakarta (ANTARA) - Tiga nelayan hilang sejak pagi.", "Jakarta"),
    ("Liputan6.com, Jakarta -Tiga nelayan hilang sejak pagi.", "Jakarta"),
    ("Liputan6.com, JakartaTiga nelayan hilang sejak pagi.", "Jakarta"),
    ("TRIBUNTELUK.COM, PHNOM PENH –Tiga nelayan hilang.", "PHNOM PENH"),
    ("TEMPO.CO, Jakarta - Tiga nelayan hilang sejak pagi.", "Jakarta"),
    ("Jakarta, Beritasatu.com —Tiga nelayan hilang sejak pagi.", "Jakarta"),
    ("Jakarta, CNN Indonesia -- Tiga nelayan hilang sejak pagi.", "Jakarta"),
    ("JAKARTA-Tiga nelayan hilang sejak pagi.", "JAKARTA"),
    ("Jakarta, BP2MI (27/9) - Tiga nelayan hilang sejak pagi.", "Jakarta"),
    ("Posmetro.co.id,INDRAMAYU —Tiga nelayan hilang sejak pagi.", "INDRAMAYU"),
    ("KARIMUN, POSMETRO.CO:Tiga nelayan hilang sejak pagi.", "KARIMUN"),
    ("NUNUKAN, 3 Maret 2025 - Tiga nelayan hilang sejak pagi.", "NUNUKAN"),
    ("Manado, 3 Maret – Tiga nelayan hilang sejak pagi.", "Manado"),
    ("Tim mencari tiga nelayan. Manado, 3 Maret – Mereka hilang sejak pagi.", "Manado"),
    ("Tiga nelayan berangkat dari Manado, 3 Maret lalu - lima orang ikut.", nil),
    ("TRIBUN-TELUK.com, BINJAI - Tiga nelayan hilang sejak pagi.", "BINJAI"),
    ("teluk.jpnn.com, SANGGAU - Tiga nelayan hilang sejak pagi.", "SANGGAU"),
    ("KOMPAS.com - Tiga nelayan hilang sejak pagi.", nil),
    ("Suara.com -Tiga nelayan hilang sejak pagi.", nil),
    ("Thailand-Kamboja sepakat mencari tiga nelayan yang hilang.", nil),
    ("Sari Wulan - ibu korban - menunggu di pelabuhan.", nil),
    ("Tiga nelayan hilang sejak pagi di Manado.", nil),
    ("SURABAYA | TELUK POS - Tiga nelayan hilang sejak pagi.", "SURABAYA"),
    ("Manado, KabarTeluk – Tiga nelayan hilang sejak pagi.", "Manado"),
    // A place ends where its word ends: not BANJAR.
    ("BANJARMASIH -- Tiga nelayan hilang sejak pagi.", "BANJARMASIH"),
    ("KOMPAS.com, BANJARMASIH - Tiga nelayan hilang sejak pagi.", "BANJARMASIH"),
  ]

  @Test func theDatelinesAreAllThere() { #expect(MetadataTests.datelines.count == 29) }

  @Test(arguments: datelines)
  func dateline(text: String, place: String?) {
    let article = ShippedFurniture.article(text)
    #expect(article.dateline?.text == place)
    #expect(article.bodyText == text)
  }

  static let addresses: [(String, String?)] = [
    ("https://nasional.kompas.com/read/2025/10/24/06355711/nelayan", "2025-10-24"),
    ("https://www.cnnindonesia.com/nasional/20251027092131-20-1/nelayan", "2025-10-27T09:21:31+07:00"),
    ("https://www.suara.com/news/2022/08/05/123305/nelayan", "2022-08-05"),
    ("https://contoh.id/2025-10-24/nelayan", "2025-10-24"),
    ("https://contoh.id/read/20221028/15/nelayan", "2022-10-28"),
    ("https://news.detik.com/berita/d-8174090/nelayan", nil),
    ("https://contoh.id/2025/13/45/nelayan", nil),
    ("https://contoh.id/berita/12345678/nelayan", nil),
    ("https://contoh.id/2024/07/nelayan-hilang/", "2024-07"),
  ]

  @Test func theAddressesAreAllThere() { #expect(MetadataTests.addresses.count == 9) }

  @Test(arguments: addresses)
  func dateOfAddress(url: String, date: String?) {
    #expect(ShippedFurniture.article("Tiga nelayan hilang.", url: url).published?.date.value == date)
  }

  static let statements: [(String, String?)] = [
    ("“Kami mencari,” kata Sari, Rabu (20/8/2025).", "2025-08-20"),
    ("“Kami mencari,” kata Sari, Rabu (20/8). Kapal karam pada 3 Mei 2025.", "2025-08-20"),
    ("Sari mengatakan pencarian berlanjut, Kamis, 23 Oktober 2025.", "2025-10-23"),
    ("“Kami mencari,” kata Sari, Rabu (27/5/2025).", "2025-05-27"),  // it was a Tuesday: as written
    ("Kapal karam sejak 3 Mei 2025.", nil),
    ("Kapal itu dibuat pada 3 Mei 2015 di Teluk Biru.", nil),
    ("Sari mengatakan kapal hilang, Senin (18/8/2025). “Kami mencari,” kata Sari, Rabu (20/8/2025).", "2025-08-20"),
    ("“Kami mencari,” kata Sari, Rabu (20/8). Copyright © ANTARA 2025", "2025-08-20"),
    ("Keluarga mendatangi kantor itu, Rabu, 20 Agustus 2025.", "2025-08-20"),
    ("Keluarga tiba di kantor itu pada Rabu, 20 Agustus 2025.", nil),
    ("Kanal Kota Lama 9 Juli 2024 11:20 WIB Tiga nelayan hilang, kata Sari, Senin (8/7).", "2024-07-09T11:20+07:00"),
    (
      "Siaran Pers | Kamis, 9 Oktober 2025\nTiga nelayan hilang sejak pagi, dan tim dari kota mencari mereka di selat yang dalam itu sampai malam.",
      "2025-10-09"
    ),
    // The weekday tells the year: 8 November 2024 is the day of another case, 15 November 2025 a Saturday.
    (
      "Kapal itu karam, kata Sari, Sabtu (15/11). Pada Jumat, 8 November 2024, kapal lain tenggelam di sana.\n\nCopyright © Contoh 2025",
      "2025-11-15"
    ),
    // The same from a year that is told in passing: 4 September 2025 was a Thursday.
    ("“Kami mencari,” kata Sari, Kamis (4/9). Sepanjang 2024 dan 2025 tujuh kapal karam.", "2025-09-04"),
    ("“Kami mencari,” kata Sari, Rabu (20/8/2025). “Belum ada,” kata Wira, Kamis (21/8/2025).", "2025-08-21"),
    ("“Kami mencari,” kata Sari, Rabu (20/8/2025). “Sidang menyusul,” kata Wira, Senin (25/8/2025).", "2025-08-20"),
  ]

  @Test func theStatementsAreAllThere() { #expect(MetadataTests.statements.count == 16) }

  /// A weekday behind a comma is the day of the statement: on a date told beside it, or up to three days behind it.
  @Test(arguments: [
    ("Tiga nelayan tiba pada Kamis (4/9/2025), menurut keterangan yang diterima di Batam, Jumat.", "2025-09-05"),
    ("Keterangan itu diterima di Batam, Kamis malam. Kapal karam pada 24 Juli 2025.", "2025-07-24"),
    ("Keterangan itu diterima di Batam, Jumat lalu. Kapal karam pada 24 Juli 2025.", nil),
    ("Keterangan itu diterima di Batam, Rabu. Kapal karam pada 24 Juli 2025.", nil),
    ("Kapal itu tiba di Batam, Jumat. Kapal karam pada 24 Juli 2025.", nil),
    ("Kapal itu tiba di Batam pada 24 Juli 2025 pukul 06:15 WITA. \(String(repeating: "Nelayan menunggu. ", count: 8))", nil),
    ("“Semua selamat,” kata Sari di Batam, Kamis (24/7/2025). Keterangan itu diterima di Batam, Jumat.", "2025-07-25"),
  ])
  func weekdaysOfStatements(text: String, date: String?) { #expect(ShippedFurniture.article(text).published?.date.value == date) }

  /// The day of the dateline, which takes its year from the page.
  @Test(arguments: [
    ("NUNUKAN, 3 Maret 2025 - Tiga nelayan hilang sejak Rabu (26/2/2025).", "2025-03-03"),
    ("Manado, 3 Maret – Tiga nelayan hilang sejak Rabu (26/2/2025).", "2025-03-03"),
    ("Manado, 3 Maret – Tiga nelayan hilang sejak pagi.", nil),
  ])
  func dayOfTheDateline(text: String, date: String?) { #expect(ShippedFurniture.article(text).published?.date.value == date) }

  @Test(arguments: statements)
  func dateOfStatement(text: String, date: String?) {
    #expect(ShippedFurniture.article(text).published?.date.value == date)
  }

  @Test func theDumpsDateComesFirst() {
    let article = ShippedFurniture.article(
      "Kata Sari, Rabu (20/8/2025).", url: "https://contoh.id/2025/08/21/a", published: "Kamis, 23 Okt 2025 10:20 WIT")
    #expect(
      article.published
        == DatedValue(
          PartialDate(Day(2025, 10, 23)!, hour: 10, minute: 20, offset: 540), text: "Kamis, 23 Okt 2025 10:20 WIT",
          basis: .given))
  }

  /// Times are told in Indonesia: one without a zone is one of the run's (WIB), one of UTC is told in it, WITA and WIT stay.
  static let fields: [(String, String?)] = [
    ("Thu, 24 Apr 2025 10:00:00 GMT", "2025-04-24T17:00:00+07:00"),
    ("Thu, 24 Apr 2025 10:00:00 +0000", "2025-04-24T17:00:00+07:00"),
    ("2025-04-24 23:30:00 UTC", "2025-04-25T06:30:00+07:00"), ("2025-04-24T17:30:00Z", "2025-04-25T00:30:00+07:00"),
    ("2025-04-24T17:30:00.123456+00:00", "2025-04-25T00:30:00+07:00"), ("2025-04-24T20:30:00-05:00", "2025-04-25T08:30:00+07:00"),
    ("2025-01-01T00:30:00+08:00", "2025-01-01T00:30:00+08:00"), ("2025-01-01T00:30:00+09:30", "2024-12-31T22:00:00+07:00"),
    ("2025-04-24 23:30 WIT", "2025-04-24T23:30+09:00"), ("2025-04-24 23:30 WITA", "2025-04-24T23:30+08:00"),
    ("2025-04-24 10:00", "2025-04-24T10:00+07:00"), ("2025-04-24T23:30:00", "2025-04-24T23:30:00+07:00"),
    ("24/4/2025, 9.05", "2025-04-24T09:05+07:00"), ("Kamis (24/4/2025) pukul 09.05 WIB", "2025-04-24T09:05+07:00"),
    ("2025-04-24 10:00:00 EST", "2025-04-24"), ("2025-04-24+07:00", "2025-04-24"),
    ("2025/04/24", "2025-04-24"), ("2025/04/24 10:05:07", "2025-04-24T10:05:07+07:00"), ("20250424", "2025-04-24"),
    ("20250424T033000Z", "2025-04-24T10:30:00+07:00"), ("20250424103000", "2025-04-24T10:30:00+07:00"),
    ("24.04.2025", "2025-04-24"), ("2025-4-24", "2025-04-24"), ("04/24/2025", "2025-04-24"), ("24-04-25", "2025-04-24"),
    ("Apr 24, 2025", "2025-04-24"), ("April 24, 2025 10:00 am", "2025-04-24T10:00+07:00"),
    ("April 24, 2025 at 12:05 PM", "2025-04-24T12:05+07:00"), ("12:05, 24 April 2025", "2025-04-24"),
    ("Thu Apr 24 2025 10:00:00 GMT+0700 (Western Indonesia Time)", "2025-04-24T10:00:00+07:00"),
    ("24 Apr 25", "2025-04-24"), ("24 Apr 25 10:00", "2025-04-24T10:00+07:00"), ("24 Peb 2025", "2025-02-24"),
    ("Jum'at, 25 April 2025 - 10:00", "2025-04-25T10:00+07:00"), ("24-Nop-2025", "2025-11-24"),
    ("2025-04", "2025-04"), ("April 2025", "2025-04"), ("2025", "2025"),
    ("1745463600", "2025-04-24T10:00:00+07:00"), ("1745463600000", "2025-04-24T10:00:00+07:00"),
    ("1745463600.25", "2025-04-24T10:00:00+07:00"),
    ("kemarin", nil), ("0000-00-00 00:00:00", nil), ("2025-02-30", nil), ("202504241", nil), ("12345678", nil), ("24 Apr 10:00", nil),
  ]

  @Test func theFieldsAreAllThere() { #expect(MetadataTests.fields.count == 47) }

  @Test(arguments: fields)
  func dateOfField(field: String, date: String?) {
    let article = ShippedFurniture.article("Tiga nelayan hilang.", published: field)
    #expect(article.published?.date.value == date)
    #expect(article.findings.map(\.flag) == (date == nil ? [.dateUnread] : []))
  }

  @Test func aTimeThatNamesNoZoneIsOneOfTheRun() {
    var furniture = ShippedFurniture.all.furniture
    furniture.zone = 480
    func date(_ page: RawPage) -> String? { article(from: page, using: furniture).published?.date.value }
    let source = PageSource(path: "page", format: .text, sha256: String(repeating: "a", count: 64))
    let text = RawPage.Content.text(Array("Tiga nelayan hilang.".utf8))
    #expect(date(RawPage(source: source, content: text, published: "2025-04-24 10:00")) == "2025-04-24T10:00+08:00")
    #expect(date(RawPage(source: source, content: text, published: "2025-04-24T17:30:00Z")) == "2025-04-25T01:30:00+08:00")
    let address = "https://contoh.id/20251027092131-20-1/nelayan"
    #expect(date(RawPage(source: source, content: text, url: address)) == "2025-10-27T09:21:31+08:00")
    let page = "<meta property=article:published_time content='2025-04-24T17:30:00Z'><p>Tiga nelayan hilang sejak pagi di selat."
    #expect(date(RawPage(source: source, content: .html(Array(page.utf8)))) == "2025-04-25T01:30:00+08:00")
    let broken = RawPage(source: source, content: .html(Array(page.utf8)), published: "kemarin")
    #expect(date(broken) == "2025-04-25T01:30:00+08:00")
  }

  @Test func aTimeAtTheEndOfTheCalendarStays() {
    let last = PartialDate(Day(9999, 12, 31)!, hour: 23, minute: 59, offset: 0)
    #expect(last.told(in: 420) == last)
  }

  @Test func aMonthGivenIsNoDayButThePageMayTellIt() {
    func date(_ field: String) -> String? {
      ShippedFurniture.article("Kata Sari, Rabu (20/8/2025).", published: field).published?.date.value
    }
    #expect(date("2025-08") == "2025-08-20")
    #expect(date("2025-07") == "2025-07")
  }

  @Test func theBylinesDateComesBeforeTheAddress() {
    let article = ShippedFurniture.article(
      "Kompas.com - 27/03/2024, 06:16 WIB\nTiga nelayan hilang sejak pagi di selat.\nTim mencari sampai malam, kata Sari.\nPencarian berlanjut.",
      url: "https://contoh.com/2024/03/28/a")
    #expect(article.published?.date.value == "2024-03-27T06:16+07:00")
    #expect(article.published?.basis == .byline)
  }

  @Test func aLaterVersionHasItsOwnDate() {
    let article = ShippedFurniture.article(
      "Kamis, 23 Okt 2025 10:20 WIB\nDiperbarui Kamis, 23 Okt 2025 11:02 WIB\nTiga nelayan hilang sejak pagi di selat.\n"
        + "Tim mencari sampai malam, kata Sari.")
    #expect(article.published?.date.value == "2025-10-23T10:20+07:00")
    #expect(article.modified?.date.value == "2025-10-23T11:02+07:00")
  }

  static let sites: [(String, String?)] = [
    ("https://news.detik.com/berita/1", "detik.com"), ("https://jabar.antaranews.com/a", "antaranews.com"),
    ("https://ekonomi.republika.co.id/a", "republika.co.id"), ("http://www.Contoh.ID:8080/a", "contoh.id"),
    ("//bp2mi.go.id/a", "bp2mi.go.id"), ("nelayan", nil),
    ("https://www.imi.gov.my/a", "imi.gov.my"), ("http://127.0.0.1:8000/a", "127.0.0.1"),
  ]

  @Test(arguments: sites)
  func site(url: String, name: String?) { #expect(ShippedFurniture.article("Tiga.", url: url).site == name) }

  static let titles = [
    ("Tiga Nelayan Hilang - Kompas.com", "Tiga Nelayan Hilang"),
    ("Tiga Nelayan Hilang | Tempo.co", "Tiga Nelayan Hilang"),
    ("Tiga Nelayan Hilang - ANTARA News", "Tiga Nelayan Hilang"),
    ("Tiga Nelayan - Dua Kapal", "Tiga Nelayan - Dua Kapal"),
    ("Liputan6.com | Tiga Nelayan Hilang", "Tiga Nelayan Hilang"),
    ("Kapal &quot;Jaya&quot; &amp; <b>Tiga Nelayan</b> Hilang &#8211; Kompas.com", "Kapal \"Jaya\" & Tiga Nelayan Hilang"),
  ]

  @Test(arguments: titles)
  func title(given: String, read: String) { #expect(ShippedFurniture.article("Tiga.", title: given).title == read) }

  @Test func aHeadlineAtTheTopIsNotTheBody() {
    let article = ShippedFurniture.article(
      "Tiga Nelayan Hilang di Selat MANADO, KOMPAS.com - Tiga nelayan hilang.", title: "Tiga Nelayan Hilang di Selat")
    #expect(article.bodyText == "MANADO, KOMPAS.com - Tiga nelayan hilang.")
    #expect(article.removed.map(\.kind) == [.headline])
  }

  @Test func aHeadlineIsFoundBeforeTheDateline() {
    let article = ShippedFurniture.article("Tiga Nelayan Hilang di Selat MANADO, KOMPAS.com - Tiga nelayan hilang.")
    #expect(article.title == "Tiga Nelayan Hilang di Selat")
    #expect(article.removed.map(\.kind) == [.headline])
    let dated = ShippedFurniture.article("Tiga Nelayan Hilang di Selat Rabu, 28 Mei 2025 10:00 WIB MANADO - Tiga nelayan hilang.")
    #expect(dated.title == "Tiga Nelayan Hilang di Selat")
  }
}
