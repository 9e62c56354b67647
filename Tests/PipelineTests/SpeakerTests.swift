import Bytes
import Disk
import Mentions
import Pipeline
import Records
import RuleBook
import Testing

/// Who speaks and who holds office, by the shipped pack, in invented sentences: one line a case.
@Suite struct SpeakerTests {
  private func entities(_ text: String) throws -> Entities {
    let engine = try #require(ShippedPack.engine)
    let body = Array(text.utf8)
    let mentions = engine.scanner.scan(title: [], body: body).mentions
    return Resolver(rules: engine.rules).entities(mentions, title: [], body: body, anchor: nil)
  }

  /// Speakers in their order as "name | office | body", "-" where there is none.
  @Test(arguments: [
    (
      "Kepala Dinas Kesehatan Kota Manado Ujang Permana mengatakan, stok obat masih cukup.",
      ["Ujang Permana | Kepala | Dinas Kesehatan Kota Manado"]
    ),
    (
      "“Stok obat cukup untuk sebulan,” kata Rina Melati, dosen Universitas Nusa Raya.",
      ["Rina Melati | dosen | Universitas Nusa Raya"]
    ),
    (
      "Kepala Desa Sukamulya Ujang Permana menjelaskan, air sudah surut. “Warga sudah pulang semua,” ujar Ujang.",
      ["Ujang Permana | Kepala Desa Sukamulya | -", "Ujang Permana | Kepala Desa Sukamulya | -"]
    ),
    (
      "Kepala Polres Lebak Ajun Komisaris Besar Dodi Prakarsa mengatakan, jalan ditutup. “Besok dibuka lagi oleh petugas,” katanya.",
      ["Dodi Prakarsa | Kepala | Polres Lebak", "Dodi Prakarsa | Kepala | Polres Lebak"]
    ),
    (
      "Chief Executive Officer Torvana Ujang Permana menjelaskan, stok cukup. Stok di Torvana aman.",
      ["Ujang Permana | Chief Executive Officer | Torvana"]
    ),
    (
      "Kepala Bidang Bina Usaha pada Dinas Perdagangan Kota Manado Rina Melati mengatakan, harga turun.",
      ["Rina Melati | Kepala Bidang Bina Usaha | Dinas Perdagangan Kota Manado"]
    ),
    (
      "Wakil Ketua Komisi IX DPR Ujang Permana mengatakan, anggaran cukup.",
      ["Ujang Permana | Wakil Ketua Komisi IX | DPR"]
    ),
    (
      "Sumarni Wulandari (46) menunggu di dermaga. “Saya belum dapat kabar apa pun,” kata Marni.",
      ["Sumarni Wulandari | - | -"]
    ),
    (
      "Kepala Dinas Pariwisata NTB Lalu Ujang Permana mengatakan, tamu bertambah. Ia lalu pulang.",
      ["Lalu Ujang Permana | Kepala | Dinas Pariwisata NTB"]
    ),
    (
      "Koalisi Nelayan Nusantara (Kolanus) hadir. Sekretaris Jenderal Kolanus Rina Melati mengatakan, ikan makin sedikit.",
      ["Rina Melati | Sekretaris Jenderal | Kolanus"]
    ),
    (
      "“Pelaku kami tahan,” ujar Kapolres Kudus AKBP Ujang Permana, S.I.K., M.H.",
      ["Ujang Permana | Kapolres Kudus | -"]
    ),
    (
      "Direktur Keuangan 99 Torch Group Ujang Permana mengatakan, penjualan naik.",
      ["Ujang Permana | Direktur Keuangan | 99 Torch Group"]
    ),
    (
      "Direktur Mega Proyek PLN Ujang Permana mengatakan, jaringan sudah pulih.",
      ["Ujang Permana | Direktur Mega Proyek | PLN"]
    ),
    (
      "Menteri Koperasi dan Usaha Mikro Ujang Permana mengatakan, bantuan segera cair.",
      ["Ujang Permana | Menteri Koperasi dan Usaha Mikro | -"]
    ),
    (
      "Kepala Dinas Kesehatan Kota Manado dr Rina Melati mengatakan, stok obat cukup.",
      ["Rina Melati | Kepala | Dinas Kesehatan Kota Manado"]
    ),
    (
      "Kepala Kejaksaan Negeri Kudus Ujang Permana mengatakan, berkas sudah lengkap.",
      ["Ujang Permana | Kepala | Kejaksaan Negeri Kudus"]
    ),
    (
      "Bupati Garut Rina Melati hadir. “Bantuan sudah tiba semua,” ujar Rina yang juga menjabat Wakil Ketua Komite Siaga Bencana.",
      ["Rina Melati | Wakil Ketua | Komite Siaga Bencana"]
    ),
    (
      "Yusuf Permana, Camat Sukamaju, hadir. Saat ditanya apakah pelaku disetujui pulang, Yusuf menjawab, belum ada kabar.",
      ["Yusuf Permana | Camat Sukamaju | -"]
    ),
    (
      "“Mereka yang memulai keributan itu,” kata Direktur Pelindungan WNI Kemlu, Ujang Permana, di Cikini, Jakarta Pusat.",
      ["Ujang Permana | Direktur Pelindungan WNI | Kemlu"]
    ),
    (
      "“Itu luka lama dari kampung,” kata Menteri P2MI Ujang Permana di kantornya, Pancoran, Jakarta Selatan.",
      ["Ujang Permana | Menteri P2MI | -"]
    ),
    (
      "Menteri Luar Negeri (Menlu) Wibisonomengungkapkan ribuan orang tertipu. “Kita bantu mereka semua,” ujar Wibisonodi Istana.",
      ["Wibisono | Menteri Luar Negeri (Menlu) | -", "Wibisono | Menteri Luar Negeri (Menlu) | -"]
    ),
  ])
  func speakers(text: String, expected: [String]) throws {
    let quotes = try entities(text).quotes
    #expect(quotes.map { "\($0.name ?? "-") | \($0.role ?? "-") | \($0.agency?.name ?? "-")" } == expected)
  }

  /// A typographic quotation goes on over paragraphs up to its closing mark.
  @Test func speechOverParagraphs() throws {
    let quotes = try entities(
      "Menteri Luar Negeri Hasan Basri hadir.\n\n“Kami sudah siap sejak pekan lalu.\n\nSemua warga akan pulang,” kata Hasan."
    ).quotes
    #expect(quotes.map(\.direct) == [true])
    #expect(quotes.first?.statement.text.hasPrefix("Kami sudah siap") == true)
  }

  /// What is told without quotation marks goes to the end of its sentence: no title or initial ends one.
  @Test(arguments: [
    ("bila semua warga akan pulang? Belum ada jawaban.", "bila semua warga akan pulang"),
    ("semua warga akan pulang! Itu janji pemerintah.", "semua warga akan pulang"),
    ("warga diantar Hj. Rina Melati ke bandara. Mereka pulang.", "warga diantar Hj. Rina Melati ke bandara"),
    ("warga diantar Rina S. Batubara ke bandara. Mereka pulang.", "warga diantar Rina S. Batubara ke bandara"),
    ("semua warga sudah aman di KBRI. Mereka pulang.", "semua warga sudah aman di KBRI"),
  ])
  func endOfIndirectSpeech(told: String, statement: String) throws {
    let quotes = try entities("Menteri Luar Negeri Hasan Basri mengatakan \(told)").quotes
    #expect(quotes.map(\.direct) == [false])
    #expect(quotes.map(\.statement.text) == [statement])
  }

  /// Who says what, as "name: statement"; nobody's name where the text tells somebody else than who spoke last.
  @Test(arguments: [
    (
      "Bupati Kudus Rina Melati hadir. \"Kami bantu keluarga korban,\" ujarnya.\n\nBupati Batang Ujang Permana mengatakan jenazah akan dijemput.",
      ["Rina Melati: Kami bantu keluarga korban,", "Ujang Permana: jenazah akan dijemput"]
    ),
    (
      "\"Pelaku kami tahan,\" kata Bupati Kudus Rina Melati. Korban SN (23) mengaku dijanjikan gaji besar. \"Saya dijanjikan 2.000 ringgit,\" ucapnya.",
      ["Rina Melati: Pelaku kami tahan,", "-: dijanjikan gaji besar", "-: Saya dijanjikan 2.000 ringgit,"]
    ),
    (
      "Bupati Kudus Rina Melati mengatakan, pelaku ditangkap di dermaga. Pelaku mengaku baru sekali mengirim orang. \"Saya disuruh orang,\" katanya.",
      ["Rina Melati: pelaku ditangkap di dermaga", "-: baru sekali mengirim orang", "-: Saya disuruh orang,"]
    ),
    (
      "\"Pelaku kami tahan,\" kata Bupati Kudus Rina Melati. Tarmi Sulastri (40), ibu korban, menangis. \"Saya ingin dia pulang,\" ucapnya.",
      ["Rina Melati: Pelaku kami tahan,", "Tarmi Sulastri: Saya ingin dia pulang,"]
    ),
    (
      "\"Terakhir dia telepon hari Minggu, katanya mau pulang Lebaran,\" kata Bupati Kudus Rina Melati.",
      ["Rina Melati: Terakhir dia telepon hari Minggu, katanya mau pulang Lebaran,"]
    ),
    (
      "Sebanyak 30 pekerja tiba dengan selamat di Dumai, kata Bupati Kudus Rina Melati, Jumat (3/10/2025).",
      ["Rina Melati: Sebanyak 30 pekerja tiba dengan selamat di Dumai"]
    ),
    (
      "Bupati Kudus Rina Melati mengatakan, \"Terakhir dia telepon, katanya mau pulang Lebaran.\" Warga menunggu.",
      ["Rina Melati: Terakhir dia telepon, katanya mau pulang Lebaran."]
    ),
    ("Hal itu disampaikan Bupati Kudus Rina Melati, Rabu (1/10/2025).", []),
    (
      "Bupati Kudus Rina Melati mengatakan polisi menangani 22 kasus. Ketua Serikat Buruh itu juga meminta polisi bertindak tegas.",
      ["Rina Melati: polisi menangani 22 kasus", "Rina Melati: polisi bertindak tegas"]
    ),
  ])
  func everyStatementHasItsSpeaker(text: String, expected: [String]) throws {
    let quotes = try entities(text).quotes
    #expect(quotes.map { "\($0.name ?? "-"): \($0.statement.text)" } == expected)
  }

  /// A page without a full stop is not told again by each of its speakers.
  @Test func statementsOfAPageWithoutFullStopsAreShort() throws {
    let text = String(repeating: "kata Bupati Kudus Rina Melati dan lagi ", count: 300)
    let quotes = try entities(text).quotes
    #expect(quotes.count > 100)
    #expect(quotes.allSatisfy { $0.statement.text.utf8.count <= 1000 })
  }

  /// Holders of office as "name | role | body".
  @Test(arguments: [
    ("Ketua Forum Petani Organik Rina Melati mengatakan panen gagal.", []),
    ("Menteri Luar Negeri Hasan Basri (Habas) tiba. Menteri Luar Negeri Habas lalu pulang.", ["Hasan Basri"]),
    ("Menlu Hasan Basridalam rapat menyebut hal itu. Hasan Basri lalu pulang.", ["Hasan Basri"]),
    ("Menteri Luar Negeri (Menlu) Wibisonomengungkapkan ribuan orang tertipu.", ["Wibisono"]),
    ("Menlu Buka Suara soal hal itu. Menlu Respons Kabar Itu.", []),
    ("Penyidik Polda Metro Jaya bersama tim lain masih bekerja.", []),
    ("Kapolda Bali Irjen Ahmad Ramadhan hadir.", ["Ahmad Ramadhan"]),
    ("Kapolda Bali Inspektur Jenderal (Pol) Ahmad Ramadhan hadir.", ["Ahmad Ramadhan"]),
    ("Presiden Suriah Faruq al-Hamdi dan Wakil Presiden Rashid El-Karim tiba.", ["Faruq al-Hamdi", "Rashid El-Karim"]),
    ("Menteri Sosial Rina S Batubara dan Menteri Agama Ujang Rofi'i hadir.", ["Rina S Batubara", "Ujang Rofi'i"]),
    ("Calon Bupati Kudus Ujang Permana dan kandidat Gubernur Bali, Rina Melati, hadir.", []),
    ("Mereka menunggu di depan Kantor Bupati Kudus, Sukamaju Raya.", []),
    ("Kapolsek Pasar Sari juga datang. Anggota Polsek Sukamaju, warga, dan relawan membantu.", []),
    ("Menteri Koordinator P, yang tak disebut namanya, hadir.", []),
  ])
  func officials(text: String, expected: [String]) throws {
    #expect(try entities(text).officials.map(\.name) == expected)
  }

  /// Work that was only promised is none of the article's sectors.
  @Test(arguments: [
    ("Mereka dijanjikan jadi pelayan restoran, ternyata dipekerjakan sebagai scammer.", ["online_scam"]),
    ("Ia bekerja di sebuah hotel di Penang.", ["hospitality"]),
    ("Ia menginap di sebuah hotel di Penang.", []),
    ("Banyak yang bekerja di usaha kecil seperti restoran, salon, binatu.", ["hospitality", "cleaning"]),
    ("Kepala Bidang Teknologi Informasi hadir.", []),
    ("Sejumlah anak buah kapal dari kapal ikan asing dipulangkan.", ["fishing"]),
    ("Ia korban penipuan kerja di Kamboja.", []),
    // A job named in passing beside forced work; told twice it is theirs.
    ("Ia dipaksa menjadi scammer. Ayahnya dulu seorang kurir.", ["online_scam"]),
    ("Ia dipaksa menjadi scammer. Semula ia kurir. Sebagai kurir ia digaji.", ["online_scam", "transport"]),
  ])
  func sectors(text: String, expected: [String]) throws {
    #expect(try entities(text).sectors.map(\.code) == expected)
  }

  /// Officials as "name | role | agency" of offices that no rule knows whole.
  @Test(arguments: [
    (
      "Kepala Kantor Pencarian dan Pertolongan (SAR) Tanjungpinang, Ujang Permana mengatakan informasi diterima semalam.",
      ["Ujang Permana | Kepala Kantor Pencarian dan Pertolongan (SAR) Tanjungpinang | -"]
    ),
    (
      "Direktur Perkapalan dan Kepelautan Kementerian Perhubungan, Ujang Permana, berjanji memeriksa agen itu.",
      ["Ujang Permana | Direktur Perkapalan dan Kepelautan | Kementerian Perhubungan"]
    ),
    (
      "Direktur APMM Negeri Johor, Laksamana Pertama Maritim Ujang Permana, menyebut pencarian diperluas.",
      ["Ujang Permana | Direktur APMM Negeri Johor | -"]
    ),
    (
      "Kepala Kantor Imigrasi Kelas II Non TPI Kudus, KA Permana mengatakan paspor itu palsu.",
      ["KA Permana | Kepala Kantor Imigrasi Kelas II Non TPI Kudus | -"]
    ),
    (
      "Subdit II Direktorat Tindak Pidana Umum Bareskrim Polri AKBP Ujang Permana mengatakan mereka diburu.",
      ["Ujang Permana | - | Subdit II Direktorat Tindak Pidana Umum Bareskrim Polri"]
    ),
    ("Direktur PT Sinar Tunas Bahari Ujang Permana mengatakan gaji sudah dibayar.", []),
    ("VP Corporate Communications PT Sinar Tunas Ujang Permana mengatakan gaji sudah dibayar.", []),
    ("Juru bicara keluarga, Rina Melati, mengatakan adiknya belum pulang.", []),
    ("Warga Lurah Sukamaju mengatakan banjir sudah surut.", []),
  ])
  func officialsOfOfficesInParts(text: String, expected: [String]) throws {
    let officials = try entities(text).officials
    #expect(officials.map { "\($0.name) | \($0.role ?? "-") | \($0.agency?.name ?? "-")" } == expected)
  }
}
