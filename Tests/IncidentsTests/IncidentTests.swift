import Articles
import Bytes
import Disk
import Incidents
import Mentions
import Pipeline
import Records
import RuleBook
import Testing
import Text

/// The shipped pack over invented stories of a title and a few sentences: what the record holds, in one line.
@Suite struct IncidentTests {
  private static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
  private static let engine: Engine? = {
    guard let files = try? Files.pack(root + "/Rules") else { return nil }
    return Engine.load(files, producer: Producer(saring: "test", rules: "test")).engine
  }()

  private static let gate = engine.map { $0.scanner.gate(Assembler(rules: $0.scanner.rules).requirements) }

  private func incidents(_ title: String, _ body: String, published: String? = "2025-06-20") throws -> [Incident] {
    let engine = try #require(Self.engine)
    let source = PageSource(path: "test", format: .text, sha256: "")
    let page = RawPage(
      source: source, content: .text(Array(body.utf8)), id: "test", title: title, published: published)
    let article = engine.clean(page)
    let (mentions, entities) = engine.extract(article)
    let found = engine.incidents(article, mentions, entities)
    // No page with an incident is one over which a run for incident records alone runs no rule.
    let gate = try #require(Self.gate)
    #expect(
      found.isEmpty
        || engine.scanner.scan(title: Array(title.utf8), body: article.body, dateline: article.dateline?.range, ifItMayHold: gate) != nil)
    return found
  }

  /// A page without a date speaks from the latest day that it tells in full, not from one that lies ahead.
  @Test(arguments: [
    ("Kontraknya berlaku hingga 31 Desember 2030.", nil),
    ("Visanya habis pada 31 Desember 2030.", nil), ("Jenazahnya dimakamkan pada 12 Mei 2025.", "2025-05-03"),
    ("Kontraknya berlaku hingga 31 Desember 2030. Ia dimakamkan pada 12 Mei 2025.", "2025-05-03"),
    ("Jenazahnya akan dipulangkan pada 12 Mei 2025.", "2025-05-03"),
    ("Ia dirawat sejak 20 April 2025. Keluarganya akan terbang pada 9 Juni 2026.", "2025-05-03"),
  ])
  func speaksFromTheLatestDayTold(sentence: String, date: String?) throws {
    let body = "Seorang pekerja migran asal Blitar meninggal akibat serangan jantung di Taiwan pada 3 Mei. " + sentence
    let found = try incidents("Pekerja Migran Asal Blitar Meninggal di Taiwan", body, published: nil)
    #expect(found.map { $0.date?.date.value } == [date])
  }

  /// Where all died, "pemulangan" is that of remains; where one came home alive, it is not.
  @Test(arguments: [
    ("Seorang PMI asal Kudus tewas di Johor, Malaysia, Senin (16/6/2025). Proses pemulangan masih diurus KJRI.", ["remains_repatriation"]),
    (
      "Dua PMI asal Kudus tertimpa tembok di Johor, Malaysia, Senin (16/6/2025). Satu orang tewas. Proses pemulangan masih diurus KJRI.",
      ["repatriation"]
    ),
  ])
  func theDeadComeHomeAsRemains(body: String, responses: [String]) throws {
    let found = try incidents("PMI Asal Kudus Tewas di Johor", body)
    #expect(found.map { $0.responses.filter { $0.hasSuffix("repatriation") } } == [responses])
    let proven = found.flatMap(\.evidence).filter { $0.field == "responses" && $0.value.hasSuffix("repatriation") }
    #expect(Set(proven.map(\.value)) == Set(responses))
  }

  /// Two lands in a headline, and whom the lead tells of in each, as others or upon the first.
  @Test(arguments: [
    (
      "11 Pelaut Indonesia Telantar di Senegal, 3 Lainnya Disekap di Gabon",
      "Sebelas ABK asal Kudus telantar di pelabuhan Dakar, Senegal, sementara tiga lainnya disekap perampok di Gabon. Sebelas ABK itu sejak Mei tidak digaji.",
      [11, 3], [["SN"], ["GA"]]
    ),
    (
      "13 WNI Ditangkap di Bangkok, 21 Lainnya di Kamboja",
      "Imigrasi Thailand menangkap 13 WNI di Bangkok, kemudian diikuti 21 WNI yang diamankan aparat Kamboja di Bavet. Mereka yang di Bangkok kini ditahan.",
      [13, 21], [["TH"], ["KH"]]
    ),
  ])
  func twoLandsAreTwoCases(title: String, body: String, counts: [Int], lands: [[String]]) throws {
    let found = try incidents(title, body)
    #expect(found.map(\.affected.count) == counts)
    #expect(found.map(\.countries) == lands)
  }

  /// "AS" is the United States, unless the article tells of a man by these initials and never names the land in full.
  @Test(arguments: [
    ("Dua pelaku, yaitu AS (32) dan MT (31), merampok sopir di Kudus. AS dan MT kabur. Polisi menangkap AS di rumahnya.", []),
    ("Pemerintah AS menahan dua WNI berinisial TR dan AS. Amerika Serikat lalu memulangkan keduanya.", ["US"]),
    ("Pemerintah AS menahan dua WNI berinisial TR dan MT.", ["US"]),
  ])
  func lettersOfALandMayBeInitials(body: String, lands: [String]) throws {
    let engine = try #require(Self.engine)
    let source = PageSource(path: "test", format: .text, sha256: "")
    let article = engine.clean(RawPage(source: source, content: .text(Array(body.utf8)), id: "test", title: "Polisi Menangkap Dua Orang"))
    #expect(engine.extract(article).entities.countries.map(\.code) == lands)
  }

  /// The day of the news: where the title looks ahead it is the day to come; where people have come home, nothing that lies months back; the
  /// year alone where no more is told of what befell somebody named.
  @Test(arguments: [
    ("9 WNI di Kamboja Segera Pulang", "Pemulangan mereka dijadwalkan pada 25 Juni 2025.", "2025-06-25"),
    ("9 WNI di Kamboja Minta Pulang", "Pemulangan mereka dijadwalkan pada 25 Juni 2025.", "2025-04-07"),
    ("9 WNI dari Kamboja Sudah Pulang", "Mereka tiba di Batam, Selasa (17/6/2025).", "2025-06-17"),
    ("9 WNI dari Kamboja Sudah Pulang", "Mereka kini bersama keluarganya.", nil),
  ])
  func dayOfTheNews(title: String, sentence: String, date: String?) throws {
    let body = """
      Sebanyak 9 WNI sempat dipaksa menipu di Kamboja. Mereka ditahan di rumah detensi imigrasi. Keluarga mereka sudah \
      lama menunggu kabar baik di rumah. Polisi Kamboja membebaskan mereka dari tempat kerjanya pada 7 April lalu. \(sentence)
      """
    #expect(try incidents(title, body).map { $0.date?.date.value } == [date])
  }

  @Test(arguments: [
    ("Tarmin dibebaskan dari sebuah kompleks pada 2023.", "2023"), ("Dari Kamboja dipulangkan 391 orang pada 2023.", nil),
    ("Tarmin bekerja di sana sejak 2023.", nil),
  ])
  func yearOfSomebodyNamed(sentence: String, date: String?) throws {
    let body = "Tarmin (30), seorang WNI, disekap dan dipaksa menipu di sebuah kompleks di Kamboja. " + sentence
    #expect(try incidents("WNI Disekap di Kamboja", body).map { $0.date?.date.value } == [date])
  }

  /// A mission is called by its town, a place as the list writes it, and the place in an official's office is none of the incident's.
  @Test func namesOfBodiesAndPlaces() throws {
    let body = """
      Lima WNI disekap di Sihannoukville, Kamboja. Mereka dibantu Kedutaan Besar Republik Indonesia (KBRI) di Phnom Penh. KBRI Phnom Penh \
      menjemput mereka dari Sihanoukville. Hal itu disampaikan Direktur Dinas Penerangan Provinsi Kandal, Sok Vanna, kepada wartawan.
      """
    let found = try incidents("KBRI Kamboja Bantu Lima WNI yang Disekap", body)
    #expect(found.map { $0.places.map(\.name) } == [["Sihanoukville"]])
    #expect(found.map { $0.agencies.map(\.name) } == [["KBRI Phnom Penh"]])
  }

  /// A town and its province are one origin.
  @Test(arguments: ["Kudus, Jawa Tengah", "Kudus Jawa Tengah", "Kudus"])
  func whereSomebodyIsFrom(home: String) throws {
    let found = try incidents("PMI Asal Kudus Disekap di Kamboja", "Tarmin (25), PMI asal \(home), disekap di Poipet, Kamboja.")
    #expect(found.map { $0.people.map(\.origin) } == [["33.19"]])
  }

  /// One word that begins a sentence is a name where an origin stands right behind it.
  @Test func nameBesideAnOrigin() throws {
    let body = "Rukmini, warga Kudus, dipaksa menjadi scammer di Kamboja. Ia pulang Selasa (17/6/2025)."
    #expect(try incidents("Warga Kudus Dipaksa Jadi Scammer", body).map { $0.people.map(\.name) } == [["Rukmini"]])
  }

  /// Where none of ours was there, neither the sentence that says so nor a crew of another land makes a page one of ours; nor does a plot,
  /// a rumour, an animal. Beside people of ours all these take nothing away.
  @Test(arguments: [
    (
      "Kapal Tanker Terbakar, 23 Kru Selamat",
      "Kapal tanker terbakar di Selat Malaka, Malaysia. Sebanyak 23 kru dievakuasi. Seluruh kru berasal dari India dan Myanmar.", 0
    ),
    (
      "Gempa Guncang Taiwan, 12 Orang Tewas",
      "Gempa di Taiwan menewaskan 12 orang. Kemlu mengecek ada tidaknya WNI di sana. Belum ada laporan WNI yang menjadi korban.", 0
    ),
    (
      "Rukmini Perankan TKW yang Disekap di Film Terbaru",
      "Film Peti Kosong (2024) mengisahkan TKW asal Kudus yang disekap majikannya di Riyadh, Arab Saudi.", 0
    ),
    ("Kapal Karam, Seorang ABK Hilang", "Seorang ABK hilang setelah kapal buatan Jepang karam di perairan Kudus saat menuju Tawau.", 0),
    (
      "Eks TKI Korea Asal Kudus Sukses Bertani Melon", "Mantan TKI asal Kudus, Tarmin (39), pulang dari Korea pada 2022 dan bertani melon.",
      0
    ),
    ("Bus Terguling di Jeddah, 6 WNI Tewas? Hoaks", "Beredar kabar enam WNI tewas di Jeddah, Arab Saudi. Kabar itu tidak benar.", 0),
    (
      "Dijanjikan Main di Film, Gadis Asal Kudus Disekap di Penang",
      "Seorang gadis asal Kudus disekap di Penang, Malaysia. Ia dijanjikan syuting film. KJRI Penang menolongnya.", 1
    ),
    (
      "Kebakaran Pabrik di Johor, 2 PMI Tewas",
      "Kebakaran di Johor, Malaysia, menewaskan dua PMI asal Kudus. KJRI mengimbau WNI waspada. Tidak ada WNI lain yang menjadi korban.", 1
    ),
    (
      "Tiga ABK Asal Kudus Hilang di Kapal Taiwan",
      "Tiga ABK asal Kudus hilang setelah kapal ikan Taiwan tenggelam. Sembilan kru asal Filipina selamat.", 1
    ),
  ])
  func othersPlotsAndRumoursMakeNoIncident(title: String, body: String, count: Int) throws {
    #expect(try incidents(title, body).count == count)
  }

  /// Who comes to a mission is in its town; who writes to it is not.
  @Test(arguments: [
    ("Ia lalu kabur menuju Kedutaan Besar Republik Indonesia (KBRI) di Phnom Penh.", ["Poipet", "Phnom Penh"]),
    ("Keluarganya melapor ke KBRI Phnom Penh.", ["Poipet"]),
  ])
  func missionsThatPeopleCameTo(sentence: String, places: [String]) throws {
    let found = try incidents(
      "PMI Asal Kudus Disekap di Kamboja", "Seorang PMI asal Kudus disekap di Poipet, Kamboja, sejak 3 Mei 2025. " + sentence)
    #expect(found.map { $0.places.map(\.name) } == [places])
  }

  /// The headline's number stands although another is the sum of it and a third; a mother is no number where dozens are told of.
  @Test(arguments: [
    (
      "54 WNI Ditangkap di Kamboja",
      "Sebanyak 54 WNI ditangkap polisi Kamboja pada 3 Mei 2025. Dari 61 WNI di gedung itu, 54 diperiksa dan 7 orang dirawat.", 54
    ),
    (
      "WNI Korban Scam Disandera di Kamboja", "Seorang WNI disandera di Kamboja pada 3 Mei 2025. Ibu korban, Tarmi, mengatakan ia kabur.", 1
    ),
    ("WNI Disandera di Kamboja", "Ibu korban, Tarmi, mengatakan anaknya disandera di Kamboja sejak 3 Mei 2025.", 1),
    (
      "WNI Disandera di Kamboja",
      "Puluhan WNI disandera di Kamboja sejak 3 Mei 2025. Ibu korban, Tarmi, mengatakan mereka disiksa.", nil
    ),
  ])
  func numbersOfTheNews(title: String, body: String, count: Int?) throws {
    #expect(try incidents(title, body).map(\.affected.count) == [count])
  }

  /// A fraud upon anybody is none of ours, whoever did it.
  @Test(arguments: [
    (
      "Mantan Penipu di Kamboja Tipu 30 WNI lewat Aplikasi Tiruan",
      "Polda Jawa Timur menangkap empat WNI eks penipu di Kamboja. Mereka menipu 30 WNI lewat aplikasi tiruan, lalu putus komunikasi dengan korban."
    ),
    (
      "WNI di Kamboja Jadi Dalang Penipuan Modus Klik Video",
      "Seorang WNI berinisial T yang bekerja di Kamboja menjadi dalang penipuan. Polisi menangkap dua tersangka yang mencari korban dengan iming-iming pekerjaan mengklik video."
    ),
  ])
  func fraudsUponAnybody(title: String, body: String) throws {
    #expect(try incidents(title, body).allSatisfy(\.background))
  }

  /// `death illness | remains_repatriation | 2025-06-12 | TW | 1`, with a star before a case told as context.
  private func line(_ incident: Incident) -> String {
    let parts = [
      incident.harms.joined(separator: " "), incident.responses.joined(separator: " "), incident.date?.date.value ?? "-",
      incident.countries.joined(separator: " "), incident.affected.count.map { String($0) } ?? "-",
    ]
    return (incident.background ? "* " : "") + parts.joined(separator: " | ")
  }

  @Test(arguments: [
    (
      "Pekerja Migran Asal Blitar Meninggal di Taiwan",
      "Seorang pekerja migran asal Blitar meninggal akibat serangan jantung di Taiwan pada 12 Juni 2025.",
      ["death illness |  | 2025-06-12 | TW | 1"]
    ),
    (
      "Pemuda Asal Blitar Tewas di Jepang",
      "Seorang pemuda asal Blitar tewas dalam kecelakaan di Osaka, Jepang, pada 12 Juni 2025.",
      ["death |  | 2025-06-12 | JP | 1"]
    ),
    (
      "Polres Batang Gerebek Penampungan CPMI",
      """
      Polres Batang menggerebek penampungan CPMI pada 3 Juni 2025. Delapan calon pekerja migran diselamatkan.
      Mereka akan diberangkatkan ke Turki dan Libya.
      """,
      [" | raid rescue | 2025-06-03 | LY TR | 8"]
    ),
    (
      "WNI Tertipu Lowongan Kerja di Kamboja",
      "Banyak WNI tertipu lowongan kerja di Kamboja. Mereka tergiur gaji tinggi.",
      []
    ),
    (
      "512 WNI Tertipu Lowongan Kerja di Luar Negeri",
      "Sejak Maret 2019 hingga Mei 2020 terdapat 512 WNI yang tertipu lowongan kerja. Mereka tersebar di Kamboja dan Laos.",
      []
    ),
    (
      "Imigrasi Gagalkan 23 Calon PMI di Dua Bandara",
      """
      Imigrasi menunda keberangkatan 23 orang di dua bandara. Di Bandara Soekarno-Hatta, 15 perempuan dicegat saat hendak ke Riyadh, \
      Sabtu (7/6/2025). Kantor Imigrasi Surabaya mencegat delapan lelaki di Bandara Juanda, Minggu (8/6/2025). Mereka hendak ke Kamboja.
      """,
      [" | departure_prevented | 2025-06-07 | SA | 15", " | departure_prevented | 2025-06-08 | KH | 8"]
    ),
    (
      "Berangkatkan Empat Perempuan ke Turki, Bu Kos Dituntut Enam Tahun",
      """
      Seorang ibu rumah tangga di Nganjuk dituntut enam tahun penjara pada 12 Juni 2025. Jaksa menilai ia mengirim empat perempuan ke Turki \
      untuk bekerja sebagai pengasuh.
      """,
      [" | prosecution | 2025-06-12 | TR | 4"]
    ),
    (
      "Sebelas CPMI Dicegah Berangkat ke Malaysia",
      """
      Sebelas calon pekerja migran dicegah berangkat ke Malaysia di Dumai pada 12 Juni 2025. Nakhoda kapal mereka ditahan polisi. \
      Mereka membayar Rp4 juta seorang kepada perekrut.
      Sehari sebelumnya, pelabuhan itu juga menerima 42 PMI yang dideportasi dari Oman. Mereka ditahan karena izin tinggalnya habis.
      """,
      [" | departure_prevented suspect_arrest | 2025-06-12 | MY | 11", "arrest | deportation | - | OM | 42"]
    ),
    (
      "22 WNI Dibebaskan dari Laos, 9 Lainnya dari Manila",
      """
      Sebanyak 22 WNI kini berada di Vientiane, Laos, bersama petugas konsuler sejak 3 Juni 2025. Sembilan WNI dideportasi dari Manila, \
      Filipina, pada 5 Juni 2025. Mereka yang di Laos dipaksa menipu lewat aplikasi.
      """,
      ["forced_crime | rescue | 2025-06-03 | LA | 22", " | deportation | 2025-06-05 | PH | 9"]
    ),
    (
      "Polda Ungkap Tiga Kasus TPPO",
      """
      Polda mengungkap tiga perkara TPPO pada 20 Juni 2025. Perkara pertama menimpa 12 orang asal Brebes yang terlantar di Spanyol. \
      Polisi menangkap dua perekrut. Perkara kedua menimpa tujuh perempuan asal Kudus yang disekap di Oman. Perkara ketiga menimpa empat \
      orang asal Blitar yang dideportasi dari Jepang.
      """,
      [
        "stranded trafficking | suspect_arrest | 2025-06-20 | ES | 12", "confinement trafficking |  | 2025-06-20 | OM | 7",
        "trafficking | deportation | 2025-06-20 | JP | 4",
      ]
    ),
    (
      "9 PMI Bebas dari Poipet, 1 PMI Hilang di Penang",
      """
      Sembilan PMI dibebaskan dari Poipet, Kamboja, pada 3 Juni 2025, sementara seorang PMI hilang kontak di Penang, Malaysia, sejak 5 Mei 2025.
      Kesembilan PMI itu kini di penampungan KBRI Phnom Penh. Keluarga PMI di Penang melapor ke Polres Batang.
      """,
      [" | assistance rescue | 2025-06-03 | KH | 9", "missing | investigation | 2025-05-05 | MY | 1"]
    ),
    (
      "Enam Calon PMI Dicegat di Batam, 97 Deportan Diturunkan",
      """
      Petugas mencegat enam calon PMI yang hendak berangkat ke Malaysia, Selasa (3/6/2025).
      Sore harinya feri dari Johor, Malaysia, menurunkan 97 PMI yang dideportasi. Para deportan ditampung di shelter BP3MI.
      """,
      [" | departure_prevented | 2025-06-03 | MY | 6", " | assistance deportation | - | MY | 97"]
    ),
    (
      "Dua Peti Jenazah PMI Tiba di Lombok",
      """
      Dua jenazah pekerja migran tiba di Lombok. Peti pertama berisi jasad Sahdan Gunadi (29). Ia tewas di Selangor, Malaysia, pada 1 Juni 2025.
      Peti kedua memuat jenazah Nurhayati (41). Ia wafat di Kaohsiung, Taiwan, pada 27 Mei 2025.
      """,
      ["death | remains_repatriation | 2025-06-01 | MY | 1", "death | remains_repatriation | 2025-05-27 | TW | 1"]
    ),
    (
      "Polisi Gerebek Dua Penampungan PMI",
      """
      Polda Riau menggerebek dua lokasi penampungan PMI. Di Dumai, Senin (2/6/2025), polisi menyelamatkan 14 calon PMI asal Aceh tujuan Malaysia.
      Di Bengkalis, Rabu (4/6/2025), polisi menyelamatkan sembilan calon PMI asal Jawa Timur tujuan Singapura.
      """,
      [" | rescue | 2025-06-02 | MY | 14", " | rescue | 2025-06-04 | SG | 9"]
    ),
    (
      "Imigrasi Cegah 9 Calon PMI",
      """
      Imigrasi mencegah keberangkatan sembilan calon PMI tujuan Arab Saudi, Selasa (10/6/2025).
      Di tempat terpisah, Imigrasi Entikong mencegah keberangkatan lima calon PMI tujuan Malaysia, Rabu (11/6/2025).
      """,
      [" | departure_prevented | 2025-06-10 | SA | 9", " | departure_prevented | 2025-06-11 | MY | 5"]
    ),
    (
      "Kapal Muat 42 PMI Ilegal Disergap di Muara",
      """
      Sebuah kapal kayu yang membawa pekerja migran dari Johor, Malaysia, disergap patroli laut, Selasa (3/6/2025).
      Di kapal itu ada 42 penumpang. Malamnya polisi menggagalkan pengiriman 12 calon PMI ke Malaysia.
      """,
      [" | raid | 2025-06-03 | MY | 42", " | departure_prevented | - | MY | 12"]
    ),
    (
      "Empat Tahun di Taichung, Pulang Tinggal Nama",
      """
      Sukardi hanya bisa pasrah melepas anaknya, Dwi Prasetyo (27). Pemuda Desa Kembang itu tewas terjepit mesin di Taichung, Taiwan, pada 3 Juni 2025.
      Petugas P4MI mengantar jenazah ke rumah duka.
      """,
      ["death | remains_repatriation | 2025-06-03 | TW | 1"]
    ),
    (
      "Tiga WNI Disekap di Poipet",
      """
      Tiga WNI disekap di Poipet, Kamboja, sejak 3 Juni 2025. Selain itu, seorang korban, Ujang Komar (25), dipukul pada 10 Juni 2025.
      Sementara itu, temannya, Dadan Sutisna (27), dirawat di Bangkok sejak 15 Juni 2025.
      """,
      ["confinement illness physical_abuse |  | 2025-06-03 | KH | 3"]
    ),
    (
      "Polisi Malaysia Tangkap 32 WNI",
      "Polisi Malaysia menangkap 32 WNI di Johor pada 3 Juni 2025. Mereka kini berada di depot imigrasi.",
      ["arrest |  | 2025-06-03 | MY | 32"]
    ),
    (
      "Empat ABK Disiksa di Kapal Ikan Berbendera Fiji",
      "Empat ABK asal Tegal disiksa di kapal ikan berbendera Fiji. KBRI Suva mendampingi mereka.",
      ["physical_abuse | assistance | - | FJ | 4"]
    ),
    // Those who are named are those who were counted.
    (
      "Tiga Warga Kudus Hampir Dikirim ke Kamboja",
      """
      Tiga warga nyaris dikirim ke Kamboja. Keberangkatan mereka digagalkan polisi di Batam pada 3 Juni 2025.
      Para korban, yakni FH (27) asal Kudus, NF (25) asal Jepara, dan NJ (21) asal Demak, dijanjikan gaji tinggi di Kamboja.
      """,
      ["recruitment_fraud | departure_prevented | 2025-06-03 | KH | 3"]
    ),
    // A place is nobody, and "seorang warga" may be who is named later.
    (
      "Gagal Berangkat, WNI Akan Dipekerjakan di Kamboja",
      """
      BP3MI menggagalkan keberangkatan seorang warga Batam, Kepulauan Riau, yang diduga menjadi korban penempatan ilegal di Kamboja.
      Warga berinisial MZ itu tergiur gaji besar dari perekrut di Kamboja. Ia diamankan pada 3 Juni 2025.
      """,
      ["recruitment_fraud | departure_prevented | 2025-06-03 | KH | 1"]
    ),
    // The rest of those told of opens no case of its own.
    (
      "Enam Puluh WNI Kabur dari Markas Penipuan di Kamboja",
      """
      Sebanyak 60 WNI kabur dari markas penipuan di Kamboja pada 3 Juni 2025. Sementara itu, 13 WNI lainnya diselamatkan polisi
      pada 5 Juni 2025.
      """,
      ["stranded | rescue | 2025-06-03 | KH | 60"]
    ),
    // What befell those whom the title names stands further down.
    (
      "76 WNI Terlibat Keributan di Kamboja",
      """
      Keributan pecah di sebuah kota di Kamboja. Kemlu membenarkan kabar itu. Kejadian bermula pada malam hari. Jalan sempat ditutup.
      Lampu jalan padam. Warga diminta tenang. Dari 76 WNI itu, delapan dirawat di rumah sakit.
      """,
      ["illness |  | - | KH | 76"]
    ),
    (
      "WNI Korban Sindikat di Kamboja Diteror",
      """
      Kementerian menanggapi kabar itu. Keluarga sempat bingung. Ia awalnya bekerja di Singapura. Semula tidak ada yang aneh.
      Ia lalu disekap dan dipaksa menjadi penipu daring di Poipet, Kamboja.
      """,
      ["confinement forced_crime |  | - | KH | -"]
    ),
  ])
  func told(title: String, body: String, expected: [String]) throws {
    #expect(try incidents(title, body).map(line) == expected)
  }

  @Test(arguments: [
    ("Kasus WNI di Malaysia Naik", "Sepanjang 2024 perwakilan di Malaysia menangani 2.310 kasus WNI, naik dari 1.870 kasus."),
    ("PMI Diminta Waspada", "Pemerintah mengimbau calon PMI waspada tawaran kerja di Kamboja agar tidak menjadi korban perdagangan orang."),
    ("Tiga Orang Tewas di Tol", "Tiga orang tewas dalam kecelakaan di tol Cipali pada 3 Juni 2025."),
    ("Rapat Pencegahan TPPO Digelar", "Rapat pencegahan perdagangan orang digelar di Manado. Kerja sama dengan Malaysia dibahas."),
    ("Kemlu Bantah Kabar Dua WNI Tewas di Osaka", "Kemlu membantah kabar dua WNI tewas dalam gempa di Osaka, Jepang."),
  ])
  func none(title: String, body: String) throws {
    #expect(try incidents(title, body).map(line) == [])
  }

  /// A list of names behind numbers or dashes, in lines of its own, in one line, and glued where tags were removed.
  @Test(arguments: [
    ("\n1. Tarmin Wagiman\n2. Siti Marlina (22)\n3. Slamet Darto\n", ["Tarmin Wagiman", "Siti Marlina", "Slamet Darto"]),
    (" 1. Tarmin Wagiman 2. Siti Marlina 3. Slamet Darto ", ["Tarmin Wagiman", "Siti Marlina", "Slamet Darto"]),
    ("1. Tarmin Wagiman2. Siti Marlina3. Slamet Darto ", ["Tarmin Wagiman", "Siti Marlina", "Slamet Darto"]),
    ("\n- Tarmin Wagiman\n- Siti Marlina\n- Slamet Darto\n", ["Tarmin Wagiman", "Siti Marlina", "Slamet Darto"]),
    ("\n1. Tarmin Wagiman\n4. Siti Marlina\n", ["Tarmin Wagiman"]),
    (" segera diumumkan. 1. Tarmin Wagiman 2. Siti Marlina ", ["Tarmin Wagiman", "Siti Marlina"]),
  ])
  func listsOfNames(list: String, names: [String]) throws {
    let lead = "Tiga WNI yang disekap di Kamboja dibebaskan polisi."
    let body = "\(lead) Berikut nama-nama ketiga WNI itu:\(list)Kepolisian setempat memeriksa mereka."
    let found = try incidents("Tiga WNI Disekap di Kamboja Dibebaskan", body)
    #expect(found.first?.people.map(\.name) == names)
    #expect(found.first?.suspects.names == [])
    let accused = try incidents(
      "Polisi Tangkap Tiga Perekrut WNI ke Kamboja",
      "Polisi menangkap tiga perekrut yang menjual WNI ke Kamboja. Berikut identitas para tersangka:\(list)Polisi memeriksa mereka.")
    #expect(accused.first?.people == [])
    #expect(accused.first?.suspects.names == names)
  }

  @Test func listsTellWhereWhoIsFrom() throws {
    let found = try incidents(
      "Dua ABK WNI Hilang di Lepas Taiwan",
      "Dua ABK asal Indonesia hilang di lepas Taiwan setelah kapalnya terbalik. Berikut nama kedua ABK: 1. Tarmin, Kabupaten Brebes (hilang) "
        + "2. Wagiman, 41 tahun, Kabupaten Tegal (hilang) Penjaga pantai Taiwan mencari mereka. Bupati Kudus ikut berdoa.")
    #expect(found.first?.people.map(\.name) == ["Tarmin", "Wagiman"])
    #expect(found.first?.origins.map(\.code) == ["33.29", "33.28"])
  }

  @Test func chargesGoWithTheCaseThatHasSuspects() throws {
    let body = """
      Polda Bali menangkap dua perekrut yang memberangkatkan kakak beradik asal Kudus ke Kamboja. Keduanya yakni pria berinisial YS (34) \
      dan perempuan MR (41). Korban berinisial DA (22) dan adik perempuannya, RA (19), dipaksa menipu di Bavet. Keduanya kabur.

      Kepada penyidik MR mengaku mengirim sembilan warga Kabupaten Brebes ke Myanmar pada Maret 2025. Kesembilan orang itu sudah pulang \
      lewat Thailand. Masih ada seorang pelaku di Phnom Penh. Para tersangka dijerat Pasal 4 Undang-Undang Nomor 21 Tahun 2007 tentang \
      Pemberantasan Tindak Pidana Perdagangan Orang.
      """
    let found = try incidents("Dua Perekrut Kakak Beradik Asal Kudus ke Kamboja Diciduk", body)
    #expect(found.first?.harms == ["forced_crime", "stranded", "trafficking"])
    #expect(found.first?.affected.count == 2)
  }

  /// Who got out over a border has been in both lands; the land that was promised is none of them.
  @Test func landsCrossedIntoOnTheWayOut() throws {
    let found = try incidents(
      "34 WNI Keluar dari Myawaddy",
      "Sebanyak 34 WNI yang bekerja di pusat penipuan daring di Myawaddy, Myanmar, menyeberang ke Mae Sot, Thailand, pada Rabu (26/11/2025). "
        + "Mereka dijanjikan bekerja di Singapura dan dipaksa menipu.")
    #expect(found.first?.countries == ["MM", "TH"])
    #expect(found.first?.places.map(\.name) == ["Myawaddy", "Mae Sot"])
  }

  /// Whom a sentence describes is whom the one before names: the age comes along, a common word before the name does not. An official's
  /// name, or one of two, is nobody's whom something befell.
  @Test(arguments: [
    ("Selama dua tahun dunia Tarmi Lestari hanya seluas dapur.", ["Tarmi Lestari"]),
    ("Kontrak Tarmi berakhir pada 2019, tetapi majikannya menahannya.", ["Tarmi"]),
    ("Ada kamera di kamar Tarmi dan di kamar Slamet.", []),
    ("Kabar itu disampaikan Kepala BP3MI Jawa Tengah Tarmin Wagiman.", []),
  ])
  func describedInTheNextSentence(opening: String, names: [String]) throws {
    let found = try incidents(
      "PRT Asal Kudus Disekap Majikan di Amman",
      opening + " Perempuan 33 tahun asal Kabupaten Kudus itu disekap majikannya di Amman, Yordania. KBRI Amman menjemputnya.")
    #expect(found.first?.people.map(\.name) == names)
    #expect(found.first?.people.allSatisfy { $0.age == 33 } == true)
    #expect(found.first?.affected.count == 1)
  }

  /// Who has another age, an office or another body's kin is somebody else, however alike the names are.
  @Test(arguments: [
    ("Dua WNI, Tarmin (23) dan Tarmin Wagiman (31), meninggal dunia di Malaysia pada 3 Mei 2025.", ["Tarmin 23", "Tarmin Wagiman 31"]),
    (
      "Kakak beradik WNI, Tarmin Wagiman (25) dan Tarmin Wagiran (30), meninggal di Malaysia pada 3 Mei 2025.",
      [
        "Tarmin Wagiman 25", "Tarmin Wagiran 30",
      ]
    ),
    (
      "Seorang WNI asal Kudus bernama Tarmin (23) meninggal di Malaysia pada 3 Mei 2025. "
        + "Kepala Desa Jepang Tarmin Riyadi mengatakan jenazah dipulangkan. Ayah korban, Ahmad Tarmin (60), menunggu di rumah.",
      ["Tarmin 23"]
    ),
    (
      "Tarmi Lestari (23), WNI asal Kudus, meninggal dunia di Malaysia pada 3 Mei 2025. "
        + "Polisi menangkap Tarmi Rohmah (40), tersangka perekrut.",
      ["Tarmi Lestari 23"]
    ),
  ])
  func namesakesAreKeptApart(body: String, people: [String]) throws {
    let found = try incidents("WNI Meninggal di Malaysia", body)
    #expect(found.first?.people.map { "\($0.name) \($0.age ?? 0)" } == people)
  }

  @Test func whoGotAwayIsNotDead() throws {
    let found = try incidents(
      "8 WNI Disekap di Kamboja Diselamatkan",
      "Delapan WNI disekap di Kamboja dan diselamatkan pada 3 Mei 2025. Salah satunya Tarmin Wagiman (30), WNI asal Kudus yang disekap. "
        + "Di lokasi itu sebanyak 27 orang tewas.")
    #expect(found.first?.harms == ["confinement"])
    #expect(found.first?.people.map(\.status) == [.rescued])
  }

  @Test func officialsAndLawsGoWithTheirCase() throws {
    let found = try incidents(
      "Dua Kasus PMI di Myanmar dan Malaysia",
      "Kasus pertama, tiga PMI asal Kudus disekap di Myanmar pada 3 Mei 2025. Kepala BP3MI Jawa Tengah Rudi Hartono mengatakan ketiganya "
        + "sudah dipulangkan ke rumah. Kasus kedua, lima PMI asal Tegal dikirim ke Malaysia pada 5 Mei 2025 dan polisi menangkap tersangka "
        + "Tarmin Wagiman. Kapolres Tegal Agus Salim mengatakan tersangka dijerat UU Nomor 21 Tahun 2007 tentang TPPO.")
    #expect(found.map(\.officials) == [["Rudi Hartono"], ["Agus Salim"]])
    #expect(found.map(\.laws) == [[], ["UU 21/2007"]])
  }

  /// A body that is spelled in two ways as often is called by the same one in every run.
  @Test func whatIsSpelledInTwoWaysHasOneName() throws {
    let names = try (0..<20).map { _ in
      try incidents(
        "KBRI PHNOM PENH PULANGKAN 10 WNI DARI KAMBOJA",
        "Sebanyak 10 WNI dipulangkan KBRI Phnom Penh dari Kamboja pada 3 Mei 2025."
      ).first?.agencies.map(\.name)
    }
    #expect(Set(names) == [["KBRI Phnom Penh"]])
  }

  /// One word that begins a sentence is a name where the text says of it that it is none.
  @Test(arguments: ["Rukmini (nama samaran), pekerja migran asal Kudus,", "Rukmini, bukan nama asli, PMI asal Kudus,"])
  func pseudonymsAreNames(opening: String) throws {
    let found = try incidents(
      "PMI Disekap di Kamboja", opening + " disekap dan dipaksa menjadi scammer di Kamboja sejak Mei 2025.")
    #expect(found.first?.people.map(\.name) == ["Rukmini"])
  }

  /// The day of one stands in the sentence behind that of his death.
  @Test func whoDiedOnDaysOfTheirOwnHaveACaseEach() throws {
    let found = try incidents(
      "Dua PMI Meninggal di Jepang dalam Sepekan",
      "Dua PMI meninggal dunia di Ibaraki dan Gunma, Jepang. Tarmin Wagiman (23), asal Kabupaten Kudus, tewas terseret arus di Ibaraki, "
        + "Minggu (8/6/2025). Belum genap sepekan, giliran Karyo Sutikno (27), pekerja asal Kabupaten Blitar, yang tewas di Gunma. Sepedanya "
        + "dihantam truk, Jumat (13/6/2025) malam.")
    #expect(found.map { $0.people.map(\.name) } == [["Tarmin Wagiman"], ["Karyo Sutikno"]])
    #expect(found.map { $0.date?.date.value } == ["2025-06-08", "2025-06-13"])
  }

  /// The first clause of the headline names only a place on the way.
  @Test func aPlaceInTheHeadlineIsNoCase() throws {
    let found = try incidents(
      "Lewat Jembatan Mae Sot, 84 WNI dari Pusat Scam Myawaddy Pulang ke Indonesia",
      "Delapan puluh empat warga negara Indonesia yang dikeluarkan dari kompleks penipuan daring di Myawaddy, Myanmar, mendarat di Bandara "
        + "Soekarno-Hatta, Jumat (13/6/2025). Rombongan yang terdiri dari 67 laki-laki dan 17 perempuan itu lebih dulu menyeberang ke Mae Sot, "
        + "Thailand.")
    #expect(found.map(\.affected.count) == [84])
    #expect(found.map(\.affected.female) == [17])
  }

  /// Of whom the headline and the lead tell, and not those of an older raid.
  @Test func whomHeadlineAndLeadCountAreThoseOfTheNews() throws {
    let found = try incidents(
      "Rumah di Kudus Digerebek, 19 Perempuan Batal Dikirim ke Oman",
      "Sembilan belas perempuan yang bakal diterbangkan ke Oman ditemukan di sebuah rumah saat rumah itu didatangi tim gabungan Polres Kudus, "
        + "Kamis (19/6/2025). Pemilik rumah berinisial NH ditangkap. NH bukan pemain baru. Polisi mencatat pada November 2022 delapan perempuan "
        + "asal Cianjur dibebaskan dari rumahnya.")
    let news = found.filter { !$0.background }
    #expect(news.map(\.affected.count) == [19])
    #expect(news.map { $0.date?.date.value } == ["2025-06-19"])
  }

  /// What a wish at the head of a headline wants is not what befell them.
  @Test(arguments: ["Mau Menyeberang Pakai Speedboat, 17 Calon PMI Diamankan di Kudus", "Ingin ke Johor, 17 Calon PMI Dicegat Polisi"])
  func aWishEndsAtItsComma(title: String) throws {
    let found = try incidents(
      title, "Upaya menyelundupkan belasan calon pekerja migran ke Johor dipatahkan Polres Kudus, Kamis (19/6/2025). Total ada 17 orang.")
    #expect(found.map(\.responses) == [["departure_prevented"]])
    #expect(found.map(\.affected.count) == [17])
  }

  /// The day of others who came home before is not theirs.
  @Test func theDayOfOthersIsNotTheirs() throws {
    let found = try incidents(
      "84 WNI Korban Scam Myawaddy Dipulangkan ke Tanah Air",
      "Delapan puluh empat WNI yang terjebak di Myawaddy, Myanmar, menyeberangi jembatan menuju Mae Sot, Thailand, Rabu (18/6/2025). "
        + "Petugas KBRI Yangon mendampingi mereka sejak pagi hingga semua melewati pos pemeriksaan di ujung jembatan. "
        + "Enam bus kemudian membawa rombongan itu ke bandara, tempat sebuah pesawat sewaan sudah menunggu. "
        + "Sebelumnya sudah ada pemulangan 46 WNI dari kawasan itu, 20 Mei silam."
    )
    #expect(found.filter { !$0.background }.map { $0.date?.date.value } == ["2025-06-18"])
  }

  /// Kin among the accused, and bynames with a form of address.
  @Test(arguments: [
    (
      "Tiga orang dijadikan tersangka, yakni HS (45) warga Kudus, adik iparnya YN (33), serta TA (29) yang mengurus paspor.",
      ["HS", "YN", "TA"]
    ),
    ("Hakim menjatuhkan pidana penjara empat tahun kepada Tarmi Wulan alias Bu Haji (52).", ["Tarmi Wulan alias Bu Haji"]),
    ("Hakim mengetok palu: lima tahun untuk Tarmi Wulan (43), empat tahun untuk suaminya, Wagiman (49).", ["Tarmi Wulan", "Wagiman"]),
  ])
  func theAccusedAreAllNamed(sentence: String, names: [String]) throws {
    let found = try incidents(
      "Perekrut 12 PMI Korban TPPO di Laos Dijerat Hukum", "Sebanyak 12 PMI menjadi korban TPPO di Laos. " + sentence)
    #expect(found.first?.suspects.names == names)
    #expect(found.first?.people.isEmpty == true)
  }

  /// Whom the article suspects comes from nowhere as far as those affected go, wherever the sentence names only the given name.
  @Test func whereASuspectIsFromIsNobodysOrigin() throws {
    let found = try incidents(
      "Perekrut PMI ke Kamboja Ditangkap",
      "Polres Kudus menangkap perekrut bernama Tarmin Wagiman (29) pada 3 Juni 2025. Ia diduga memberangkatkan 12 WNI ke Kamboja dan menjual "
        + "mereka. Polisi mengatakan Tarmin adalah warga Batang.")
    #expect(found.first?.suspects.names == ["Tarmin Wagiman"])
    #expect(found.first?.origins.isEmpty == true)
  }

  /// One office of one place has one row, however office and place are called; offices of two places have two.
  @Test func anOfficeOfOnePlaceStandsOnce() throws {
    let found = try incidents(
      "Imigrasi Soetta Gagalkan Keberangkatan 7 PMI ke Kamboja",
      "Kantor Imigrasi Kelas I Khusus TPI Soekarno-Hatta menggagalkan keberangkatan 7 calon pekerja migran ilegal ke Kamboja pada 3 Juni 2025. "
        + "Kanim Soetta menyerahkan mereka ke Polsek Kawasan Bandara Supadio Pontianak. Mereka diperiksa di Polsek Bandara. "
        + "Polres Kudus dan Polresta Kudus memeriksa calonya, begitu pula Polres Batang.")
    let ids = found.first?.agencies.map { $0.id ?? "" }.sorted()
    #expect(ids?.filter { $0 == "kanim" || $0 == "imigrasi" }.count == 1)
    #expect(ids?.filter { $0 == "polsek" }.count == 1)
    #expect(ids?.filter { $0.hasPrefix("polres") }.count == 2)
  }

  @Test(arguments: [
    ("Antara 20 dan 25 WNI disekap di Kamboja sejak 3 Mei 2025.", 20, 25),
    ("Sebanyak 12 hingga 15 WNI disekap di Kamboja pada 3 Mei 2025.", 12, 15),
    ("Sekitar 100-an WNI disekap di Kamboja sejak 3 Mei 2025.", 100, nil),
  ])
  func rangesAreNoNumbers(body: String, least: Int, most: Int?) throws {
    let affected = try #require(try incidents("WNI Disekap di Kamboja", body).first?.affected)
    #expect(affected.count == nil)
    #expect(affected.min == least)
    #expect(affected.max == most)
  }

  @Test func masksKnowEverySpellingOfAName() {
    let mask = NameMask(["Siti Nur Aminah alias Mimin", "Budi Santoso", "RS"])
    #expect(mask.masked("SITI AMINAH, TKW KUDUS") == "S.A., TKW KUDUS")
    #expect(mask.masked("Jenazah Budi Santosa dan Mimin") == "Jenazah B.S. dan M.")
    #expect(mask.masked("RS dirawat di RS, kata Siti Nur Aminah alias Mimin") == "RS dirawat di RS, kata S.N.A. alias M.")
    #expect(mask.masked("bersama budiman") == "bersama budiman")
    #expect(mask.isTold(in: "https://e.com/siti-aminah-tewas") && !mask.isTold(in: "https://e.com/tkw-tewas"))
  }

  @Test(arguments: [
    (["Siti Aminah"], "TKW siti aminah (29) Tewas", "TKW S.A. (29) Tewas"),
    (["Siti Aminah"], "tkw sitiaminah dan SitiAminah, aminahnya", "tkw S. dan S.A., A."),
    (["Yu Li"], "Jenazah Yu Li, pmi yu li di Riau; Yu sakit", "Jenazah Y.L., pmi Y.L. di Riau; Y. sakit"),
    (["ADI"], "TKW ADI TEWAS, Adi jatuh", "TKW A. TEWAS, A. jatuh"), (["NNK", "RS"], "NNK dan RS", "NNK dan RS"),
    (["Nur'aini Çelik"], "NURAINI CELIK", "N.C."), (["Anita"], "seorang wanita", "seorang wanita"),
  ])
  func masksKnowNamesHoweverTheyAreWritten(names: [String], text: String, masked: String) {
    #expect(NameMask(names).masked(text) == masked)
  }

  @Test(arguments: [("Yu Li", "Y.L."), ("ADI", "A."), ("FI", "FI"), ("N.A.", "N.A."), ("Siti binti Tarmin", "S. binti T.")])
  func initialsTellNoName(name: String, initials: String) { #expect(NameMask.initials(of: name) == initials) }

  @Test(arguments: [
    ("Remaja 16 Tahun asal Kudus", "Remaja … Tahun asal Kudus"), ("Perempuan berusia 34 tahun itu", "Perempuan berusia … tahun itu"),
    ("B. (54) asal Kudus", "B. (…) asal Kudus"), ("T. (29/P) dan S., 31, warga", "T. (…/P) dan S., …, warga"),
    ("gadis enam belas tahun", "gadis … tahun"), ("umur 16 dan 17 tahun", "umur … dan … tahun"), ("16th, 17-18thn", "…th, …thn"),
    ("16 y/o", "… y/o"),
    ("kelahiran Kudus, 12 Mei 1990", "kelahiran Kudus, … Mei …"), ("Senin (10/3/2025)", "Senin (10/3/2025)"),
    ("TKW 41 tewas 41 Maret", "TKW … tewas 41 Maret"), ("25 WNI", "25 WNI"), ("UU 18/2017", "UU 18/2017"),
    ("ayat (1) UU Nomor 21 Tahun 2007, 5 Tahun Penjara", "ayat (1) UU Nomor 21 Tahun 2007, 5 Tahun Penjara"),
    ("beralamat di Jalan Melati No. 5 RT 02/RW 03 Desa Randu", "beralamat di Jalan … RT …/RW … Desa …"),
    ("Kepala Desa Randu", "Kepala Desa Randu"), ("pulang ke Kampung Halaman", "pulang ke Kampung Halaman"),
    ("paspor C1234567, telepon 0812-3456", "paspor C…, telepon …"), ("hubungi +62 812-3456-7890", "hubungi +…"),
    ("sebanyak 62 PMI pulang", "sebanyak 62 PMI pulang"), ("Siti Juni (29) tewas", "Siti Juni (…) tewas"),
  ])
  func agesAndAddressesAreNotTold(text: String, masked: String) { #expect(DetailMask(ages: [41]).masked(text) == masked) }

  /// A word of a thousand repetitions of a name is masked as any other, in a time that goes with its length.
  @Test func wordsMadeOfNamesMayBeLong() {
    let mask = NameMask(["Lala Lalala"])
    let word = String(repeating: "la", count: 100_000) + "x"
    #expect(mask.masked("PMI \(word) tewas") == "PMI L. tewas")
    #expect(mask.masked(String(repeating: "la", count: 19) + "x") == String(repeating: "la", count: 19) + "x")
    #expect(mask.isTold(in: "https://e.com/\(word)"))
  }

  @Test func addressesOfPagesAreToldWholeOrNot() {
    let mask = PrivacyMask(names: ["Siti Aminah", "Yu Li"], ages: [29])
    for told in [
      "tkw-sitiaminah-tewas", "yu-li-pulang", "tkw-amina-tewas", "tkw-34-tahun-tewas", "tkw-62-tahun-tewas", "tkw-29-pulang",
      "warga-desa-randu",
    ] {
      #expect(mask.isTold(in: "https://e.com/\(told)"), "\(told)")
    }
    #expect(!mask.isTold(in: "https://e.com/2025/03/29/d-7654021/tiga-tkw-tewas-di-malaysia"))
  }

  @Test func whoIsDescribedAndCaughtIsSuspected() throws {
    let found = try incidents(
      "Calo Kerja ke Rusia Dicokok Polisi",
      "Pelarian Tarmin Wagiman berakhir di sebuah warung. Pria 36 tahun asal Kabupaten Kudus itu dicokok polisi pada 2 Juni 2025. "
        + "Ia diduga menipu 17 warga dengan tawaran kerja di Rusia.")
    #expect(found.first?.suspects.names == ["Tarmin Wagiman"])
    #expect(found.first?.people == [])
    #expect(found.first?.affected.count == 17)
  }

  /// Nobody is called a citizen, but one of our missions helps, or the region at home and the land stand in two sentences of the lead.
  @Test(arguments: [
    "Dua perempuan dipukuli di Kowloon, Hong Kong. Majikan mereka ditahan. KJRI Hong Kong menampung keduanya.",
    "Suara ketukan membuat polisi Miri, Sarawak, curiga pada ruko yang gelap itu. Dua perempuan asal Kabupaten Kudus disekap di sana.",
  ])
  func oursWithoutTheWord(body: String) throws {
    #expect(try incidents("Dua Perempuan Ditemukan di Ruko", body).map(\.affected.count) == [2])
  }

  /// The same page where a sentence says that none of ours is among them.
  @Test func othersAbroadAreNotOurs() throws {
    let body = """
      Dua perempuan tewas dalam kebakaran di Kowloon, Hong Kong. Api bermula di dapur. KJRI Hong Kong memastikan tidak ada WNI yang \
      menjadi korban.
      """
    #expect(try incidents("Dua Perempuan Tewas di Kowloon", body).map(line) == [])
  }

  /// Two whose deaths are told in the sentence after the day have a case each.
  @Test func daysOfTwoDeathsMayStandBeforeThem() throws {
    let found = try incidents(
      "Dua PMI Asal Kudus Meninggal di Malaysia",
      "Tarmin Wagiman (41), PMI asal Kabupaten Kudus, tertimpa batang sawit di Keningau, Malaysia, pada 27 Februari 2025. Ia meninggal di tempat. "
        + "Sementara itu, Slamet Darto (33), PMI asal Kabupaten Jepara, jatuh dari perancah di Kuching pada 9 Maret 2025. Nyawanya tak tertolong."
    )
    #expect(found.map { $0.people.map(\.name) } == [["Tarmin Wagiman"], ["Slamet Darto"]])
    #expect(found.map { $0.date?.date.value } == ["2025-02-27", "2025-03-09"])
  }

  /// Nobody is dead by somebody else's death: "name status", of all records.
  @Test(arguments: [
    (
      "Kapal PMI Karam di Johor, 3 Tewas",
      "Kapal pengangkut 20 PMI tenggelam di perairan Johor, Malaysia, Senin (30/6/2025), tiga orang tewas. Salah seorang penumpang selamat, Tarmin (30), bercerita ombak menghantam kapal.",
      ["Tarmin rescued"]
    ),
    (
      "Bos Penjual 34 Warga Kudus ke Suriah Dibekuk",
      "Polda Jateng menangkap Darti (52) yang menjual 34 perempuan asal Kudus ke Suriah, Minggu (8/6/2025). Satu orang meninggal dunia di Damaskus. Tarmi (37), korban asal Batang, mengaku dipukul dengan besi.",
      ["Tarmi -"]
    ),
    (
      "Penembakan PMI di Selangor",
      "Tarmin (50), pekerja migran asal Kudus, tewas ditembak petugas di perairan Selangor, Malaysia, Jumat (24/1/2025). Selain Tarmin, empat orang lain luka-luka.",
      ["Tarmin dead"]
    ),
    (
      "PMI Asal Kudus Meninggal di Malaysia",
      "Rukmini Dwi Tarmi (24), PMI asal Kudus, meninggal di Penang, Malaysia, Jumat (24/1/2025). Jenazah R.D.T. dibawa ke rumah sakit. Korban berinisial RDT itu baru sebulan bekerja.",
      ["Rukmini Dwi Tarmi dead"]
    ),
  ])
  func nobodyIsDeadByAnothersDeath(title: String, body: String, expected: [String]) throws {
    let people = try incidents(title, body).flatMap(\.people)
    #expect(people.map { "\($0.name) \($0.status?.rawValue ?? "-")" } == expected)
  }

  /// Whom it befell, by number: not people of another time, of another case, or those who did it.
  @Test(arguments: [
    (
      "Puluhan PMI Dideportasi",
      "Sebanyak 60 PMI dideportasi dari Tawau, Malaysia, lewat Nunukan, Jumat (3/10/2025). Jumlah itu lebih sedikit dibanding pekan lalu yang mencapai 145 PMI.",
      "60"
    ),
    (
      "Puluhan PMI Dideportasi",
      "Sebanyak 60 PMI dideportasi dari Tawau, Malaysia, lewat Nunukan, Jumat (3/10/2025). Pekan lalu 145 PMI juga dideportasi lewat pelabuhan yang sama.",
      "60"
    ),
    (
      "PMI Dideportasi",
      "Sebanyak 60 PMI dideportasi dari Tawau, Malaysia, lewat Nunukan, Jumat (3/10/2025). Kapal itu juga membawa 200 penumpang umum.",
      "60"
    ),
    (
      "Pekerja Migran Asal Kudus Meninggal di Hong Kong",
      "Tarmi (41), PMI asal Kudus, meninggal di Hong Kong, Jumat (3/10/2025). \"Tahun ini sudah 14 PMI asal Kudus meninggal di luar negeri,\" kata Kepala Disnaker Kudus.",
      "1, 1 dead"
    ),
    (
      "Enam Warga Kudus Dipulangkan dari Suriah",
      "Enam warga Kudus dipulangkan dari Damaskus, Suriah, Jumat (3/10/2025). Mereka korban TPPO. Keluarga menyambut. Kementerian Luar Negeri menyebut 22 WNI turut dipulangkan dari Suriah dalam dua gelombang.",
      "6"
    ),
    (
      "Polres Kudus Bongkar TPPO Modus Kerja di Taiwan, Dua Orang Ditahan",
      "Polres Kudus menangkap dua orang pelaku TPPO bermodus kerja sebagai ABK di Taiwan, Senin (16/6/2025). Kasus ini terungkap setelah salah satu korban, AN (24), melapor. Polisi menemukan 17 korban lain.",
      "17"
    ),
    (
      "213 PMI Dideportasi dari Sabah Lewat Nunukan",
      "Sebanyak 213 PMI dideportasi dari Tawau, Sabah, Malaysia, Senin (4/8/2025). Deportan terdiri dari 149 laki-laki dewasa, 50 perempuan dewasa, 8 anak laki-laki dan 6 anak perempuan.",
      "213, 56 female, 157 male, 14 minors"
    ),
    (
      "Polisi Malaysia Selamatkan 9 Perempuan Indonesia di Johor Bahru",
      "Polisi Malaysia menyelamatkan sembilan perempuan Indonesia yang dipaksa menjadi pekerja seks di Johor Bahru, Minggu (7/12/2025). Dua lelaki setempat ditahan sebagai pengurus tempat itu.",
      "9, 9 female"
    ),
  ])
  func peopleOfAnotherTimeAreNotCounted(title: String, body: String, expected: String) throws {
    let affected = try #require(try incidents(title, body).first).affected
    let parts = [
      affected.count.map { "\($0)" }, affected.dead.map { "\($0) dead" }, affected.female.map { "\($0) female" },
      affected.male.map { "\($0) male" }, affected.minors.map { "\($0) minors" },
    ]
    #expect(parts.compactMap(\.self).joined(separator: ", ") == expected)
  }

  /// A case of an earlier time is context, whomever it names; an official may be the one who did it; where he comes from is nobody's origin.
  @Test func casesOfAnEarlierTimeAreContext() throws {
    let prevented = try incidents(
      "Tiga Calo PMI ke Malaysia Dibekuk di Bintan",
      "Polres Bintan membekuk HD (40) yang hendak mengirim tujuh PMI ilegal ke Malaysia, Jumat (3/10/2025). Di lokasi yang sama, sebulan lalu, dua PMI tewas tenggelam.",
      published: "2025-10-05")
    #expect(prevented.map(\.background) == [false, true])
    #expect(prevented.first?.harms == [])
    let rescued = try incidents(
      "11 WNI Dipulangkan dari Kamboja",
      "Sebelas WNI korban penipuan daring dipulangkan dari Kamboja, Jumat (3/10/2025). Setahun lalu, Tarmin (24) asal Kudus tewas di tempat yang sama.",
      published: "2025-10-05")
    #expect(rescued.first?.harms.contains("death") == false)
    #expect(rescued.first?.people.isEmpty == true)
  }

  @Test func aCaseThatIsOnlyRememberedIsContext() throws {
    let found = try incidents(
      "Majikan Penyiksa PRT Asal Kudus di Malaysia Divonis 10 Tahun",
      "Mahkamah Sesyen Shah Alam memvonis 10 tahun penjara majikan yang menyiksa Tarmi Wulandari (29), PRT asal Kudus, Selasa (14/1/2025). "
        + "Kasus Tarmi mengingatkan pada kasus Rukmini Astuti, PRT asal Batang yang meninggal pada Februari 2018 di Penang.")
    #expect(found.first?.harms == ["physical_abuse"])
    #expect(found.first?.affected.dead == nil)
  }

  /// What befell them may be told once for all cases that follow by number.
  @Test func numberedCasesOfOneAnnouncement() throws {
    let found = try incidents(
      "Dua Sindikat TPPO Dibongkar",
      "Polda Kepri membongkar dua kasus TPPO tujuan Malaysia. Kasus pertama diungkap di Batam, Rabu (1/10/2025), dengan tersangka AL (35) dan lima "
        + "korban. Kasus kedua diungkap di Bintan, Jumat (3/10/2025), dengan tersangka BN (40) dan tiga korban asal Kudus.")
    #expect(found.map(\.suspects.names) == [["AL"], ["BN"]])
    #expect(found.map(\.affected.count) == [5, 3])
    #expect(found.map { $0.date?.date.value } == ["2025-10-01", "2025-10-03"])
  }

  /// Where others died or are accused: who came out of it, and whose death it is.
  @Test(
    arguments: [
      (
        "Kapal Karam di Jepang",
        "Tujuh ABK WNI tewas dalam kapal karam di Jepang, Rabu (20/3/2024). Satu-satunya yang selamat adalah Tarmin Wagiman (27), asal Kudus.",
        "Tarmin Wagiman rescued", 7
      ),
      (
        "Polisi Jepang Tangkap WNI",
        "Polisi Jepang menangkap WNI berinisial YP (24) karena membunuh warga Jepang di Hokota, Senin (5/5/2025). Korban, pria berusia 70 tahun, tewas dengan luka tusuk.",
        "YP detained", nil
      ),
      (
        "Ibu Bayi Ditahan di Singapura",
        "Seorang pekerja migran Indonesia berinisial SW ditahan kepolisian Singapura setelah bayi yang dilahirkannya ditemukan meninggal, Rabu (10/9/2025).",
        "SW detained", nil
      ),
      (
        "Gempa Taiwan, Satu PMI Luka",
        "Gempa menewaskan 9 orang dan melukai 800 orang di Hualien, Taiwan, Rabu (3/4/2024). Seorang PMI asal Kudus, Tarmi Sulastri, luka ringan.",
        "Tarmi Sulastri ill", nil
      ),
    ] as [(String, String, String, Int?)])
  func whoseDeathItIs(title: String, body: String, person: String, dead: Int?) throws {
    let found = try #require(try incidents(title, body).first)
    #expect(found.people.map { "\($0.name) \($0.status?.rawValue ?? "-")" } == [person])
    #expect(found.affected.dead == dead)
  }

  @Test func whatBefellOthersIsNoIncident() throws {
    let found = try incidents(
      "Banjir Spanyol Tewaskan 150 Orang, WNI Selamat",
      "Banjir di Valencia, Spanyol, menewaskan 150 orang, Selasa (29/10/2024). Seluruh 300 WNI di sana dalam kondisi aman.")
    #expect(found.isEmpty)
  }

  /// A number beyond all incidents is a statistic, but not beside a smaller one of ours.
  @Test func manyPeopleBesideOurs() throws {
    let found = try incidents(
      "Kamboja Razia Markas Penipuan", "Polisi Kamboja menangkap 1.200 orang, termasuk 271 WNI, di Phnom Penh, Senin (5/5/2025).")
    #expect(found.map(\.affected.count) == [271])
  }

  @Test(arguments: [
    "Tarmi Sulastri, TKW asal Kudus, meninggal di Johor, Malaysia, Senin (5/5/2025). Wanita berusia 44 tahun itu terjatuh dari tangga.",
    "Seorang TKW berusia 44 tahun asal Kudus, Tarmi Sulastri, meninggal di Johor, Malaysia, Senin (5/5/2025).",
  ])
  func agesMayStandElsewhere(body: String) throws {
    #expect(try incidents("PMI Kudus Meninggal di Malaysia", body).first?.people.map(\.age) == [44])
  }

  /// "14 Juli 2025 – Lima WNI" is no range of numbers.
  @Test func aYearBeforeADashIsNoNumber() throws {
    let found = try incidents(
      "Siaran Pers", "Jakarta, 14 Juli 2025 – Lima WNI meninggal dalam kebakaran di Vientiane, Laos, pada 12 Juli 2025.")
    #expect(found.map(\.affected.count) == [5])
  }

  @Test func anOfficialMayBeTheSuspect() throws {
    let found = try incidents(
      "Kepala Desa Jadi Tersangka TPPO",
      "Polda Jateng menetapkan Kepala Desa Sukamaju, Ujang Permana (38), sebagai tersangka TPPO terhadap 5 PMI tujuan Malaysia, Jumat (3/10/2025). "
        + "Korban tewas di Malaysia. Tersangka juga PMI asal Jepara.")
    #expect(found.first?.suspects.names == ["Ujang Permana"])
  }

  @Test func whereASuspectComesFromIsNobodysOrigin() throws {
    let found = try incidents(
      "WNI Tewas Ditikam Sesama WNI di Tainan",
      "Seorang WNI berinisial SN (31) asal Kudus tewas ditikam di Tainan, Taiwan, Jumat (3/10/2025). Pelaku berinisial AR (29), juga pekerja migran asal Jepara, ditangkap polisi."
    )
    #expect(found.first?.origins.map(\.name) == ["Kabupaten Kudus"])
    #expect(found.first?.affected.dead == 1)
  }

  @Test func peopleOfOtherLandsAreNoNews() throws {
    let found = try incidents(
      "TKA Asal China Tewas di Smelter Morowali",
      "Seorang tenaga kerja asing asal China tewas tertimpa material di Morowali, Rabu (1/10/2025). Jenazah akan dipulangkan ke China.")
    #expect(found.filter { !$0.background }.isEmpty)
    let robbed = try incidents(
      "Begal Rampas Uang Mantan TKI di Kudus", "Mantan TKI Korea, Tarmin (40), dibegal dan dibacok di Kudus, Jumat (3/10/2025).")
    #expect(robbed.isEmpty)
  }

  @Test func partsThatDoNotAddUpStandAsWritten() throws {
    let found = try incidents(
      "Malaysia Deportasi 50 PMI", "Sebanyak 50 PMI dideportasi dari Malaysia, terdiri atas 30 laki-laki dan 15 perempuan.")
    #expect(found.map(\.affected.count) == [50])
    #expect(found.map(\.affected.male) == [30])
    #expect(found.map(\.affected.female) == [15])
    #expect(found.flatMap(\.findings).map(\.flag) == [.partsMismatch])
  }

  /// Men who were caught are told first; the women and men that come to all are those affected.
  @Test func theSexesThatComeToAllAreTheirs() throws {
    let found = try incidents(
      "Polres Kudus Cegah Keberangkatan 27 Calon PMI ke Malaysia",
      "Polres Kudus menangkap dua orang laki-laki dan mencegah keberangkatan 27 calon PMI ke Malaysia, Kamis (19/6/2025). Dari rumah itu "
        + "didapati 27 calon PMI, terdiri dari 19 laki-laki dan 8 perempuan.")
    #expect(found.map(\.affected.male) == [19])
    #expect(found.map(\.affected.female) == [8])
  }

  @Test func anOlderCaseIsKeptApart() throws {
    let found = try incidents(
      "Jenazah Pekerja Asal Kendal Tiba dari Hong Kong",
      """
      Jenazah seorang pekerja migran asal Kendal tiba dari Hong Kong pada 18 Juni 2025.
      Ia meninggal karena sakit pada 10 Juni 2025 di Hong Kong.
      Kasus serupa menimpa dua PMI yang tewas di Taiwan pada Januari 2024.
      """)
    #expect(found.map(\.background) == [false, true])
    #expect(found.map(\.affected.count) == [1, 2])
    #expect(found.map(\.countries) == [["HK"], ["TW"]])
  }

  /// Two and their fellows are all those told of, whatever year it was; two with nobody beside them are others.
  @Test(arguments: [
    (
      "Berangkatkan Lima Warga Kudus ke Riyadh, Sponsor Divonis 4 Tahun",
      """
      Hakim Pengadilan Negeri Kudus menjatuhkan pidana penjara empat tahun kepada Sutarmi (52), Rabu (21/2/2024).
      Begitu mendarat, mereka dibawa ke penampungan di Riyadh.
      Saksi korban Tarmi (31) menuturkan dipaksa bekerja dan upahnya tak pernah dibayarkan.
      Ia baru bisa pulang Agustus 2023 seusai kabur ke KBRI Riyadh bersama seorang rekannya.
      """, "Tiga korban lain sudah lebih dahulu dipulangkan.", 5
    ),
    (
      "Direktur Agen ABK Kapal Divonis 6 Tahun",
      """
      Hakim Pengadilan Negeri Kudus menjatuhkan pidana enam tahun kepada Kasdi, Direktur PT Bahari, Kamis (22/1/2026).
      Ia terbukti memperdagangkan sembilan anak buah kapal (ABK) ke kapal ikan.
      Dalam persidangan terkuak, kesembilan pelaut asal Kudus bekerja di perairan dekat Mauritius dan hanya digaji 80 dolar.
      Dua orang, Tarmin (24) dan Alip Wiguna (31), meninggal pada Mei 2024; jasadnya dilarung ke laut.
      """, "Tujuh rekannya diturunkan di Port Louis lalu dipulangkan KBRI Antananarivo.", 9
    ),
  ])
  func thoseWhoComeToAllAreNoOtherCase(title: String, body: String, rest: String, all: Int) throws {
    #expect(try incidents(title, body + "\n" + rest).map(\.affected.count) == [all])
    #expect(try incidents(title, body).map(\.affected.count) == [all, 2])
  }

  /// Two of an older case are not half of the four told of: they are not beside themselves.
  @Test func halfOfAllIsNoPart() throws {
    let found = try incidents(
      "Empat PMI Asal Kudus Disekap di Laos",
      """
      Empat PMI asal Kudus disekap di Laos pada 12 Juni 2025.
      Keempat pekerja itu dipaksa menipu dan tidak digaji di Laos.
      KBRI Vientiane membebaskan mereka pada 14 Juni 2025.
      Dua PMI tewas di Taiwan pada Januari 2024.
      """)
    #expect(found.map(\.affected.count) == [4, 2])
  }

  /// Told once, with no word of it in the title, beside another land, the same is less sure.
  @Test func confidenceFollowsWhatSpeaksForTheValues() throws {
    let body = "Dua PMI tewas dalam kebakaran di Taoyuan, Taiwan, pada 12 Juni 2025."
    let told = [
      try incidents("Dua PMI Tewas di Taiwan", body + " Dua PMI yang tewas itu bekerja di Taiwan sejak 2023."),
      try incidents("Dua PMI Tewas di Taiwan", body), try incidents("Kebakaran Pabrik", body),
      try incidents("Kebakaran Pabrik", body + " Menteri sedang berada di Kanada."),
    ]
    #expect(told.map(\.count) == [1, 1, 1, 1])
    let confidences = told.flatMap { $0 }.map(\.confidence)
    #expect(confidences == confidences.sorted(by: >) && Set(confidences).count == 4)
  }

  /// Every value names its words: the slice stands where the evidence says.
  @Test func everyValueHasItsWords() throws {
    let title = "Dua PMI Disekap di Laos"
    let body = "Dua PMI asal Kudus disekap di Laos sejak Mei 2025. KBRI Vientiane memulangkan mereka pada 11 Juni 2025."
    for incident in try incidents(title, body) {
      let fields = Set(incident.evidence.map(\.field))
      #expect(fields.isSuperset(of: ["harms", "date", "countries", "affected.count"]))
      for proof in incident.evidence {
        let text = Array((proof.place == .title ? title : body).utf8)
        let range = try #require(proof.range)
        #expect(String(decoding: text[range.start..<range.end], as: UTF8.self) == proof.text)
      }
    }
  }
}
