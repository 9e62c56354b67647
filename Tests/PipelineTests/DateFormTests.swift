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
  private static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
  private static let engine: Engine? = {
    guard let files = try? Files.pack(root + "/Rules") else { return nil }
    return Engine.load(files, producer: Producer(saring: "test", rules: "test")).engine
  }()

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
    ("Ia melapor Senin pekan ini.", "2025-06-16"), ("Ia tiba Selasa malam pekan lalu.", "2025-06-10"),
    ("Ia hilang sebulan lalu.", "2025-05"), ("Mereka pulang akhir tahun lalu.", "2024"), ("Ia berangkat awal 2024.", "2024"),
    ("Operasi digelar Sabtu-Minggu (7-8/6/2025).", "2025-06-07"), ("Rumah itu digerebek pada 12/6.", "2025-06-12"),
    ("Ia jatuh Senin tanggal 9 Juni 2025.", "2025-06-09"), ("Ia tiba Rabu, 11/6.", "2025-06-11"),
    ("Surat bertanggal 10-06-2025 itu.", "2025-06-10"), ("Ia tiba 3 Maret tahun lalu.", "2024-03-03"),
  ])
  func resolves(text: String, expected: String) throws {
    let engine = try #require(Self.engine)
    let mentions = engine.scanner.scan(title: [], body: Array(text.utf8)).mentions.filter { $0.type == "date" }
    let resolver = DateResolver(anchor: Day(2025, 6, 18))
    #expect(mentions.compactMap { resolver.resolve($0)?.date.value } == [expected], "\(mentions)")
  }

  @Test(arguments: [
    "Mereka tiba pukul 17.35 WIB.", "Rumah itu digerebek pada dini hari.", "Januari hingga Mei 2025 ada 40 kasus.",
    "Sejak 2020 hingga Agustus 2024 ada 40 kasus.", "Kasus naik pada kuartal I 2025.", "Ia dipulangkan dua hari kemudian.",
  ])
  func namesWithoutADay(text: String) throws {
    let engine = try #require(Self.engine)
    let mentions = engine.scanner.scan(title: [], body: Array(text.utf8)).mentions.filter { $0.type == "date" }
    #expect(mentions.count == 1, "\(mentions)")
    #expect(mentions.allSatisfy { DateResolver(anchor: Day(2025, 6, 18)).resolve($0) == nil }, "\(mentions)")
  }

  @Test(arguments: [("dua hari kemudian", "2025-06-12"), ("sehari sebelumnya", "2025-06-09"), ("tiga bulan kemudian", "2025-09")])
  func countsFromTheDateBefore(words: String, expected: String) throws {
    let engine = try #require(Self.engine)
    let mentions = engine.scanner.scan(title: [], body: Array("Ia dipulangkan \(words).".utf8)).mentions
    let mention = try #require(mentions.first { $0.type == "date" })
    let before = PartialDate(Day(2025, 6, 10)!)
    #expect(DateResolver(anchor: Day(2025, 6, 18)).resolve(mention, previous: before)?.date.value == expected)
  }

  @Test func contradictionsNameTheLikeliestRepairFirst() throws {
    let engine = try #require(Self.engine)
    let mentions = engine.scanner.scan(title: [], body: Array("Rapat digelar Rabu (27/5/2025).".utf8)).mentions
    let note = try #require(mentions.first { $0.type == "date" }.flatMap { DateResolver.contradiction(of: $0) })
    #expect(note.contains("2026-05-27 (year +1)"), "\(note)")
  }
}
