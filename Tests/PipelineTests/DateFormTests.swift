import Bytes
import Disk
import Mentions
import Pipeline
import Records
import RuleBook
import Testing
import Text

/// The forms in which Indonesian news write a day, a month or a year, by the shipped pack, read on Wednesday 18 June 2025.
@Suite struct DateFormTests {
  @Test(arguments: [
    ("Rapat digelar di Manado, Rabu (18/6/2025).", "2025-06-18"), ("Rapat digelar pada 18 Juni 2025.", "2025-06-18"),
    ("Sejak Juni 2025 ia bekerja.", "2025-06"), ("Ia berangkat pada tahun 2024 ke sana.", "2024"),
    ("Rapat digelar pada 10 Juni di Manado.", "2025-06-10"), ("Rapat digelar hari ini.", "2025-06-18"),
    ("Rapat digelar di Manado, Rabu (11/6).", "2025-06-11"), ("Rapat digelar Selasa, 10 Juni 2025.", "2025-06-10"),
    ("Mereka pulang akhir Mei.", "2025-05"), ("Kasus tahun ini meningkat.", "2025"),
    ("Mereka tiba Selasa (17/6/2025) malam.", "2025-06-17"), ("Jenazah tiba kemarin.", "2025-06-17"),
    ("Ia hilang sejak tanggal 7 Juni.", "2025-06-07"), ("Rapat digelar Selasa 10 Juni 2025.", "2025-06-10"),
    ("Rapat digelar pada 20-22 Juni.", "2025-06-20"), ("Kasus turun dari tahun lalu.", "2024"),
    ("Ia bekerja sejak 2018.", "2018"), ("Mereka pulang pekan ini.", "2025-06"), ("Mereka pulang minggu ini.", "2025-06"),
    ("Mereka tiba Sabtu malam.", "2025-06-14"), ("Mereka pulang pekan lalu.", "2025-06"),
    ("Sebanyak 40 kasus tercatat hingga Mei 2025.", "2025-05"), ("Mereka pulang besok.", "2025-06-19"),
    ("Ia meninggal pada 26 Mei lalu.", "2025-05-26"), ("Ia meninggal pada 5 Juni 2025 lalu.", "2025-06-05"),
    ("Ia pergi dua tahun yang lalu.", "2023"), ("Gaji dibayar tanggal 10.", "2025-06-10"),
    ("Mereka pulang 12 Januari mendatang.", "2026-01-12"), ("Sepanjang 2024 ada 40 kasus.", "2024"),
    ("Kasus naik bulan ini.", "2025-06"), ("Rapat digelar Selasa, 10 Juni.", "2025-06-10"),
    ("Rapat digelar Jumat (30/5/25).", "2025-05-30"), ("Mereka tiba Jumat lalu.", "2025-06-13"),
    ("Mereka pulang bulan lalu.", "2025-05"), ("Mereka tiba tadi pagi.", "2025-06-18"),
    ("Surat bertanggal 10/6/2025 itu.", "2025-06-10"), ("Mereka tiba semalam.", "2025-06-17"),
    ("Kapal karam Minggu malam (8/6/2025).", "2025-06-08"), ("Mereka pulang esok hari.", "2025-06-19"),
    ("Mereka pulang pada 26 Jul 2025.", "2025-07-26"), ("Mereka pulang lusa.", "2025-06-20"),
    ("Rapat digelar Rabu (18-6-2025).", "2025-06-18"), ("Rapat digelar Rabu (18.6.2025).", "2025-06-18"),
    ("Rapat digelar Rabu (18 Juni 2025).", "2025-06-18"), ("Surat bertanggal 2025-06-10 itu.", "2025-06-10"),
    ("Mereka tiba kemarin lusa.", "2025-06-16"), ("Ia ditangkap Oktober tahun lalu.", "2024-10"),
    ("Ia tiba Rabu dua pekan lalu.", "2025-06-04"),
    ("Ia melapor Senin pekan ini.", "2025-06-16"), ("Ia tiba Selasa malam pekan lalu.", "2025-06-10"),
    ("Ia hilang sebulan lalu.", "2025-05"), ("Mereka pulang akhir tahun lalu.", "2024"), ("Ia berangkat awal 2024.", "2024"),
    ("Operasi digelar Sabtu-Minggu (7-8/6/2025).", "2025-06-07"), ("Rumah itu digerebek pada 12/6.", "2025-06-12"),
    ("Ia jatuh Senin tanggal 9 Juni 2025.", "2025-06-09"), ("Ia tiba Rabu, 11/6.", "2025-06-11"),
    ("Surat bertanggal 10-06-2025 itu.", "2025-06-10"), ("Ia tiba 3 Maret tahun lalu.", "2024-03-03"),
    ("Surat bertanggal 10-06-25 itu.", "2025-06-10"), ("Ia lahir pada 10/6/98.", "1998-06-10"),
    ("Rapat digelar Rabu (18.6.25).", "2025-06-18"), ("Ia tiba Rabu (2025-06-18).", "2025-06-18"),
    ("Mereka pulang 28-29 Mei 2025.", "2025-05-28"), ("Rapat digelar 1-25 Mei 2025.", "2025-05"),
  ])
  func resolves(text: String, expected: String) throws { #expect(try values(of: text, from: "2025-06-18") == [expected]) }

  /// The days that a text names, read on a day written as in records.
  private func values(of text: String, from day: String) throws -> [String] {
    let engine = try #require(ShippedPack.engine)
    let mentions = engine.scanner.scan(title: [], body: Array(text.utf8)).mentions.filter { $0.type == "date" }
    let resolver = DateResolver(anchor: PartialDate(recorded: day)?.exactDay)
    return mentions.compactMap { resolver.resolve($0)?.date.value }
  }

  /// Words that mean another day, month or year on another day of reading.
  @Test(arguments: [
    // Months to come and past; the month of the page itself by its third.
    ("Mereka dipulangkan pada akhir Desember nanti.", "2025-11-20", ["2025-12"]),
    ("Mereka dipulangkan awal Januari mendatang.", "2025-12-20", ["2026-01"]),
    ("Mereka dipulangkan Januari yang akan datang.", "2025-12-20", ["2026-01"]),
    ("Mereka dipulangkan 3 Januari yang akan datang.", "2025-12-20", ["2026-01-03"]),
    ("Mereka dipulangkan Maret depan.", "2025-12-20", ["2026-03"]),
    ("Mereka dipulangkan akhir Desember nanti.", "2025-12-03", ["2025-12"]),
    ("Ia berangkat pada September lalu.", "2025-09-20", ["2024-09"]),
    ("Ia berangkat awal September lalu.", "2025-09-20", ["2025-09"]),
    ("Ia berangkat awal September lalu.", "2025-09-05", ["2024-09"]),
    ("Ia berangkat pada Agustus lalu.", "2025-09-20", ["2025-08"]),
    // Days that a month does not have.
    ("Ia meninggal 29 Februari lalu.", "2026-03-20", ["2024-02-29"]),
    ("Gaji dibayar tanggal 31.", "2026-03-05", ["2026-01-31"]),
    // Weekdays on that weekday, and a weekday that fits no year but one to come.
    ("Ia tiba Senin lalu.", "2025-06-16", ["2025-06-09"]), ("Ia tiba Senin.", "2025-06-16", ["2025-06-16"]),
    ("Ia tiba hari Senin lalu.", "2025-06-16", ["2025-06-09"]), ("Ia tiba Senin malam lalu.", "2025-06-17", ["2025-06-16"]),
    ("Ia meninggal pada Rabu (31/12).", "2025-06-20", ["2024-12-31"]),
    ("Ia meninggal pada Minggu (31/12).", "2025-12-01", ["2025-12-31"]),
    // A few days over a month's end.
    ("Operasi digelar 30 September - 2 Oktober 2025.", "2025-10-03", ["2025-09-30"]),
    ("Operasi digelar 30 September-2 Oktober.", "2025-10-03", ["2025-09-30"]),
    ("Operasi digelar 30 Desember 2025 hingga 2 Januari 2026.", "2026-01-03", ["2025-12-30"]),
    ("Operasi digelar 30 Desember - 2 Januari 2026.", "2026-01-03", ["2025-12-30"]),
    ("Operasi digelar 30-2 Januari 2026.", "2026-01-03", ["2025-12-30"]),
    ("Operasi digelar 30-2 Januari.", "2026-01-03", ["2025-12-30"]),
    ("Sebanyak 40 kasus tercatat dari 30 Januari hingga 5 Mei 2025.", "2025-06-20", []),
    // No dates.
    ("Polisi menggelar Operasi 3-2-1 di Batam.", "2025-06-20", []), ("Skor akhir 3/2/1.", "2025-06-20", []),
    ("Ia lahir pada 31-02-1998.", "2025-06-20", []),
  ])
  func resolvesFrom(text: String, day: String, expected: [String]) throws { #expect(try values(of: text, from: day) == expected) }

  /// However many such words follow one another, no date leaves the years 1900 to 2100.
  @Test(arguments: ["999 bulan sebelumnya", "999 tahun sebelumnya", "999 tahun kemudian"])
  func datesStayWithinReason(words: String) throws {
    let engine = try #require(ShippedPack.engine)
    let mentions = engine.scanner.scan(title: [], body: Array("Ia dipulangkan \(words).".utf8)).mentions
    let mention = try #require(mentions.first { $0.type == "date" })
    let resolver = DateResolver(anchor: Day(2025, 6, 18))
    var previous: PartialDate? = PartialDate(Day(2025, 6, 10)!)
    for _ in 0..<30 { previous = resolver.resolve(mention, previous: previous)?.date ?? previous }
    #expect((1900...2100).contains(previous?.year ?? 0))
  }

  @Test(arguments: [
    "Mereka tiba pukul 17.35 WIB.", "Rumah itu digerebek pada dini hari.", "Januari hingga Mei 2025 ada 40 kasus.",
    "Sejak 2020 hingga Agustus 2024 ada 40 kasus.", "Kasus naik pada kuartal I 2025.", "Ia dipulangkan dua hari kemudian.",
  ])
  func namesWithoutADay(text: String) throws {
    let engine = try #require(ShippedPack.engine)
    let mentions = engine.scanner.scan(title: [], body: Array(text.utf8)).mentions.filter { $0.type == "date" }
    #expect(mentions.count == 1, "\(mentions)")
    #expect(mentions.allSatisfy { DateResolver(anchor: Day(2025, 6, 18)).resolve($0) == nil }, "\(mentions)")
  }

  @Test(arguments: [("dua hari kemudian", "2025-06-12"), ("sehari sebelumnya", "2025-06-09"), ("tiga bulan kemudian", "2025-09")])
  func countsFromTheDateBefore(words: String, expected: String) throws {
    let engine = try #require(ShippedPack.engine)
    let mentions = engine.scanner.scan(title: [], body: Array("Ia dipulangkan \(words).".utf8)).mentions
    let mention = try #require(mentions.first { $0.type == "date" })
    let before = PartialDate(Day(2025, 6, 10)!)
    #expect(DateResolver(anchor: Day(2025, 6, 18)).resolve(mention, previous: before)?.date.value == expected)
  }

  @Test func contradictionsNameTheLikeliestRepairFirst() throws {
    let engine = try #require(ShippedPack.engine)
    let mentions = engine.scanner.scan(title: [], body: Array("Rapat digelar Rabu (27/5/2025).".utf8)).mentions
    let note = try #require(mentions.first { $0.type == "date" }.flatMap { DateResolver.contradiction(of: $0) })
    #expect(note.contains("2026-05-27 (year +1)"), "\(note)")
  }
}
