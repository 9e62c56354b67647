import Testing
import Text

private func vocabulary(_ words: [String]) -> Vocabulary {
  var vocabulary = Vocabulary()
  for word in words { _ = vocabulary.intern(word) }
  return vocabulary
}

@Suite struct TokenizerTests {
  @Test(arguments: [
    ("Rabu (27/5/2025)", "Rabu|(|27|/|5|/|2025|)"),
    ("TPPO-nya anak-anak", "TPPO-nya|anak-anak"),
    ("perbatasan Kamboja-Thailand", "perbatasan|Kamboja|-|Thailand"),
    ("2.486 orang, 21.30 WIB", "2.486|orang|,|21.30|WIB"),
    ("ke-26 WNI", "ke|-|26|WNI"), ("Rp25 juta, RM1.500 atau USD300", "Rp|25|juta|,|RM|1.500|atau|USD|300"),
    ("Jum'at KP2MI O'Smach", "Jum'at|KP2MI|O'Smach"),
    ("Rifa'i Isma’il band's Nur'an", "Rifa'i|Isma’il|band|'|s|Nur'an"),
    ("antarpulau-antarnegara perkebunan kelapasawitnya", "antarpulau-antarnegara|perkebunan|kelapasawitnya"),
    ("“Aman,” ujar", "“|Aman|,|”|ujar"),
    ("Kompas.com–Manado", "Kompas|.|com|–|Manado"),
    ("Türkiye\u{A0}dan Laos", "Türkiye|dan|Laos"),
  ])
  func partsMarksNumbersAndWords(text: String, expected: String) {
    let read = Tokenizer(vocabulary: Vocabulary()).tokenize(Array(text.utf8))
    #expect(read.tokens.indices.map { read.string($0) }.joined(separator: "|") == expected)
  }

  @Test(arguments: [
    ("pemerintahKamboja", "pemerintah|Kamboja"),
    ("korbanscamdi", "korban|scam|di"),
    ("WNIdi", "WNI|di"),
    ("scamdiKambojakabur", "scam|di|Kamboja|kabur"),
    ("Wulandari", "Wulandari"),
    ("Adinegara", "Adinegara"),
    ("Satriadi", "Satriadi"),
    ("Tarminmengatakan", "Tarmin|mengatakan"),
    ("KemenP2MI", "KemenP2MI"),
    ("menjadi", "menjadi"),
  ])
  func partsGluedWordsOnlyWhereBothSidesAreKnown(word: String, expected: String) {
    var words = vocabulary([
      "pemerintah", "kamboja", "korban", "scam", "di", "wni", "kabur", "satria", "kemenp2mi", "dari", "adi", "negara",
    ])
    var glue: [Int32: UInt8] = [:]
    for word in ["scam", "di", "dari", "kamboja", "korban", "negara"] { glue[words.intern(word)] = 3 }
    glue[words.intern("mengatakan")] = 1
    let read = Tokenizer(vocabulary: words, glue: glue).tokenize(Array(word.utf8))
    #expect(read.tokens.indices.map { read.string($0) }.joined(separator: "|") == expected)
  }

  @Test(arguments: [
    ("Ia tiba. Lalu pulang.", 2),
    ("Kombes Pol. Rudi berkata. Ia pergi.", 2),
    ("N.A. diketahui bekerja di sana.", 1),
    ("Ia membuka Kompas.com kemarin.", 1),
    ("Katanya, \"Kami aman.\" Mereka pulang.", 2),
    ("Judul tanpa titik\nParagraf kedua.", 2),
    ("Habis.Sebagian pulang", 2),
    ("Sebanyak 2.486 orang pulang.", 1),
  ])
  func splitsSentences(text: String, count: Int) {
    var words = Vocabulary()
    let pol = words.intern("pol")
    let read = Tokenizer(vocabulary: words, abbreviations: [pol]).tokenize(Array(text.utf8))
    #expect(read.sentences.count == count)
  }

  @Test func findsQuotationsWithStraightAndCurlyMarks() {
    let read = Tokenizer(vocabulary: Vocabulary()).tokenize(
      Array("“Kami aman,” katanya. \"Kami pulang\" kata Budi".utf8))
    #expect(read.quotations.map { read.string($0) } == ["Kami aman,", "Kami pulang"])
  }

  @Test func cliticsLeaveTheWordTheyStandOn() {
    let words = vocabulary(["korban"])
    let read = Tokenizer(vocabulary: words).tokenize(Array("korbannya korbanlah korban".utf8))
    #expect(read.tokens.map(\.base) == [1, 1, 1])
    #expect(read.tokens.map(\.word) == [0, 0, 1])
  }
}
