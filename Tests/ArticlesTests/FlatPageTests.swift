import Testing

@testable import Articles

/// Pages that were flattened to one line.
@Suite struct FlatPageTests {
  /// What stands in ⟦ ⟧ must go.
  static let pages = [
    // links whose headline raises its words
    "Tiga nelayan hilang sejak pagi. ⟦Baca juga:Warga Teluk Biru Tolak Tambang Pasir di Selat Ombak⟧ Sementara itu, tim mencari sampai malam.",
    "Tiga nelayan hilang sejak pagi. ⟦Baca juga: Harga Ikan Naik Dua Kali Lipat di Pasar Lama⟧ Kepala Dinas Kelautan Sari Wulan mengatakan pencarian berlanjut.",
    "Kapal itu milik Wira Adi Putra. ⟦Baca juga:Nelayan Tolak Kenaikan Pajak Kapal Kayu⟧ Wira Adi Putra menyebut kapalnya masih baru.",
    "Tiga nelayan hilang sejak pagi. ⟦Baca juga:Siapa Pemilik Kapal Merah di Selat Ombak?⟧ Petugas belum menemukan pemiliknya sampai kini.",
    "Tiga nelayan hilang sejak pagi. ⟦Baca juga:Dua Kapal Kandas di Karang Panjang⟧ “Kami mencari terus,” ujar Sari.",
    // links whose headline is written as a sentence
    "Tiga nelayan hilang sejak pagi. ⟦Baca juga:Dinas kelautan tambah kapal patroli di selat⟧ Menurut Sari, tim bekerja sampai malam.",
    "Tim bekerja, kata Sari.⟦Baca juga:Dinas kelautan tambah kapal patroliBaca juga:Nelayan minta solar murah⟧",
    // links glued without a mark
    "Jumlah korban naik.⟦Baca JugaNelayan Tolak Pajak KapalHarga Ikan Naik di Pasar Lama⟧Sementara itu, tim mencari sampai malam.",
    "Jumlah korban naik. ⟦Pilihan Editor:Mengapa Nelayan Teluk Biru Melawan Tambang Pasir⟧",
    // names, copyright, comments
    "Tim bekerja, kata Sari. ⟦Pewarta: Wira AdiEditor: Sri Lestari⟧⟦Copyright © ANTARA 2025 Dilarang keras mengambil konten tanpa izin.⟧",
    "Tim bekerja, kata Sari. ⟦KirimKomentar menjadi tanggung-jawab Anda sesuai UU ITE.⟧",
    // videos and advertising
    "Tim bekerja, kata Sari. ⟦Simak juga Video 'Detik-detik Kapal Karam di Selat Ombak':⟧",
    "Tim bekerja keras. ⟦ADVERTISEMENT SCROLL TO RESUME CONTENT⟧ Pencarian berlanjut besok pagi.",
    // what stands before and behind the article
    "⟦Warga Tolak Tambang Pasir di Selat Ombak Bupati Minta Nelayan Tenang Harga Ikan Naik di Pasar Lama⟧ Jakarta, Beritasatu.com — Tiga nelayan hilang sejak pagi.",
    "Tiga nelayan hilang sejak pagi. ⟦Warga Tolak Tambang Pasir di Selat Ombak Bupati Minta Nelayan Tenang Siapa Pemilik Kapal Merah? Polisi Tangkap Dua Pencuri Jaring⟧",
    "⟦nelayan,kapal karamSenin, 20 Oktober 2025 18:35 WIB⟧ ⟦Kepala dinas ditemui di Jakarta. (ANTARA/Wira Adi)⟧ Jakarta (ANTARA) - Tiga nelayan hilang sejak pagi.",
    "⟦Contoh Berita Tiga Nelayan Hilang di Selat Ombak Wira Adi - contohNews Selasa, 14 Jan 2025 13:05 WIB⟧ Jakarta - Tiga nelayan hilang sejak pagi.",
    "Tiga nelayan hilang sejak pagi. ⟦TRIBUN MEDAN/WIRA ADIKapal nelayan yang karam di selat, Jumat (12/8/2022).⟧ Tim mencari sampai malam.",
    "Tiga nelayan hilang sejak pagi. Tim mencari sampai malam, ujar Sari. ⟦(abc/def)⟧",
    "⟦Tim berbaris di dermaga Teluk Biru, Rabu (4/6/2025). ANTARA FOTO/HO-Dinas/wa.⟧ ⟦(Handout Dinas)⟧ Jakarta (ANTARA) - Tiga nelayan hilang sejak pagi.",
    // captions that stand twice
    "⟦Suasana dapur umum di Teluk Biru. Foto: Rina PerbesarSuasana dapur umum di Teluk Biru. Foto: Rina⟧ Tiga nelayan hilang sejak pagi.",
    "Tiga nelayan hilang sejak pagi. ⟦ilustrasi kapal (Kabar Laut/Rina)ilustrasi kapal (Kabar Laut/Rina)⟧ Tim mencari sampai malam.",
    "Tiga nelayan hilang sejak pagi. ⟦Tim bersandar di dermaga. (Rina/Kabar Laut)⟧Kepala dinas menyebut pencarian berlanjut.",
    "Tiga nelayan hilang, ujar Sari.⟦Warga menunggu di dermaga. Dok. Pemda⟧Kepala dinas menyebut pencarian berlanjut.",
    // a dateline between headlines and prose, with a newspaper or without
    "⟦Kabar Laut Harga Ikan Naik di Pasar Lama Kapal Pesiar Sandar Perdana⟧ TANJUNGPINANG - Tiga nelayan yang melaut sejak Senin pagi hilang, kata kepala dinas kelautan setempat kemarin sore di hadapan keluarga mereka.",
    "⟦Kabar Laut Harga Ikan Naik di Pasar Lama Kapal Pesiar Sandar Perdana⟧ MEDAN, KabarLaut — Tiga nelayan hilang sejak pagi.",
    // a dateline that begins in small letters, behind a stamp and a caption
    "⟦Sabtu, 24 Mei 2025 – 20:17 WIB Petugas memeriksa kapal di dermaga. Foto: Humas Dinas for JPNN⟧ jpnn.com, SIDOARJO - Tiga nelayan hilang sejak pagi.",
    // captions with a credit that nothing parts from a quotation
    "Tiga nelayan hilang sejak pagi. ⟦Kapal patroli saat bersandar di dermaga. Foto: Dok. Humas Dinas⟧ \"Tim mencari sampai malam,\" ujar Sari.",
    // labels behind the article that lost their lines
    "Tiga nelayan hilang sejak pagi. Tim mencari sampai malam di sekitar pulau kecil dengan dua kapal, ujar Sari. ⟦(mag-1/abc)⟧ ⟦Tags nelayan selat ombak BERITA TERKAIT Bupati Minta Nelayan Tenang⟧",
    "Tim mencari sampai malam, ujar Sari. ⟦Editor : Rina Wulan⟧ ⟦Topik berita nelayan selat ombak Rekomendasi Harga Ikan Naik⟧",
    "Tiga nelayan hilang sejak pagi. Tim mencari sampai malam di sekitar pulau kecil dengan dua kapal, ujar Sari. ⟦[abc]⟧ ⟦Baca kisah nelayan teladan pilihan di sini Harga Ikan Naik⟧",
    "Tim mencari sampai malam di Selat Ombak.*** ⟦Tags nelayan Selat Ombak Terkini Bupati Minta Nelayan Tenang⟧",
    // tags
    "Tiga nelayan hilang sejak pagi. ⟦Tag: nelayan Selat Ombak⟧ ⟦Copyright © 2025 Kabar Laut.⟧",
    "Tim mencari sampai malam, ujar Sari. ⟦Bergabung dengan Tempo sejak 2020. Meliput isu kelautan.⟧ ⟦Warga Tolak Tambang Pasir di Selat Ombak⟧",
  ]

  @Test func thePagesAreAllThere() { #expect(FlatPageTests.pages.count == 34) }

  @Test(arguments: pages)
  func cuts(_ text: String) {
    let (page, kept) = marked(text)
    let article = ShippedFurniture.article(page)
    #expect(folded(article.bodyText) == folded(kept.joined(separator: " ")))
    #expect(fault(article) == nil)
  }

  /// Words of furniture that are content here.
  static let content = [
    "Sponsor itu menjanjikan gaji besar kepada korban di desanya.",
    "Iklan lowongan kerja itu beredar di media sosial sejak Mei.",
    "Korban bergabung di grup Telegram milik perekrut itu.",
    "Ia bekerja sebagai editor video di sebuah perusahaan kecil.",
    "Foto korban beredar luas dan keluarga mengenalinya dari baju biru.",
    "Video yang beredar memperlihatkan korban meminta tolong.",
    "Sebelumnya, korban dibawa ke sebuah hotel. Selanjutnya, ia dijual.",
    "Sumber Antara menyebut tiga orang masih hilang di selat.",
    "Lulusan sekolah kejuruan banyak yang berangkat tanpa dokumen.",
    "Pelaku dijerat Pasal 81 Undang-Undang Nomor 18 Tahun 2017 tentang Pelindungan Pekerja Migran Indonesia.",
    "Ia masuk ke Malaysia lewat jalur tikus dan mengirim uang setiap bulan.",
    "Korban baru bisa membaca juga menulis setelah pulang.",
    "Topik itu dibahas lagi oleh dinas kelautan pada pekan depan, kata Sari.",
    "Komentar Sari itu dimuat (abc) di banyak media sejak kemarin sore di ibu kota.",
    "Terkait kasus itu, polisi memeriksa lima orang saksi.",
  ]

  @Test func theSentencesAreAllThere() { #expect(FlatPageTests.content.count == 15) }

  @Test(arguments: content)
  func keeps(_ sentence: String) {
    let article = ShippedFurniture.article(sentence)
    #expect(article.bodyText == sentence)
    #expect(article.removed.isEmpty)
  }

  @Test func whatStandsBeforeAKnownHeadlineAndBetweenItAndTheDatelineGoes() {
    let title = "Tiga Nelayan Hilang di Selat Ombak Sejak Senin Pagi"
    let menu = "Warga Tolak Tambang Pasir Harga Ikan Naik di Pasar Lama News "
    let stamp = " Sri Lestari 9 Juli 2024 11:20 WIB"
    let body = "Tiga nelayan hilang sejak pagi. Tim mencari sampai malam, ujar Sari."
    #expect(ShippedFurniture.article(menu + title + stamp + " " + body, title: title).bodyText == title + "\n\n" + body)
    let caption = " Kapal tim pencari bersandar di dermaga, Senin sore. "
    let dated = "Jakarta, Beritasatu.com — " + body
    #expect(ShippedFurniture.article(menu + title + stamp + caption + dated, title: title).bodyText == dated)
  }

  /// What a headline says the lead says too, with other words around it or other capitals.
  @Test(arguments: [
    ("20 nelayan dipulangkan dari Selat Ombak", "Sebanyak 20 nelayan dipulangkan dari Selat Ombak lewat pelabuhan, kata Sari."),
    ("Nelayan Teluk Dipulangkan dari Selat Ombak", "Nelayan teluk dipulangkan dari Selat Ombak, kata Sari, Senin pagi."),
    ("Nelayan teluk dipulangkan dari Selat Ombak", "Nelayan teluk dipulangkan dari Selat Ombak, kata Sari, Senin pagi."),
  ])
  func aLeadThatSaysWhatTheHeadlineSaysStays(title: String, lead: String) {
    let body = lead + " Tim mencari yang lain sampai malam di sekitar pulau kecil."
    #expect(ShippedFurniture.article(body, title: title).bodyText == body)
  }

  @Test func summariesOfOtherStoriesGoWhereTheSiteWritesThem() {
    let body =
      "Tiga nelayan hilang sejak pagi di Selat Ombak. Menurut Sari, tim mencari mereka sampai malam. "
      + "Selain itu, warga ikut membantu pencarian tersebut dengan perahu kecil."
    let teasers =
      " Harga ikan di pasar lama naik dua kali lipat. Apa yang sebenarnya terjadi? Bupati meminta warga tenang "
      + "menghadapi musim angin. Pemerintah siapkan kapal baru untuk nelayan teluk. Simak daftarnya!"
    let there = ShippedFurniture.article(body + teasers, url: "https://www.merdeka.com/peristiwa/nelayan.html")
    #expect(there.bodyText == body)
    let elsewhere = ShippedFurniture.article(body + teasers, url: "https://contoh.id/nelayan")
    #expect(elsewhere.bodyText == body + teasers)
  }
}
