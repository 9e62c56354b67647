import Testing
import Text

@Suite struct NumberTests {
  @Test(arguments: [
    ("2.486", 2486), ("dua puluh lima", 25), ("seratus tujuh", 107), ("sebelas", 11), ("tiga belas", 13),
    ("10 ribu", 10_000), ("1,5 juta", 1_500_000), ("dua ribu tiga ratus", 2300), ("seribu dua ratus", 1200), ("97", 97),
  ])
  func readsWholeNumbers(text: String, value: Int) {
    let read = read(text)
    #expect(read?.value == value)
  }

  @Test(arguments: [
    "21.30", "3.5", "1,5", "orang", "99999999999999999999 ribu", "99.999.999 triliun", "10000000000 miliar",
    "sembilan ratus triliun sembilan ratus triliun",
  ])
  func readsNoNumber(text: String) {
    #expect(read(text) == nil)
  }

  @Test func twoNumbersInARowAreTwo() {
    #expect(read("dua tiga")?.count == 1)
  }

  /// As officials write it: figures and words.
  @Test(arguments: [
    ("5 (lima) orang", 4), ("dua puluh (20) orang", 5), ("45 (empat puluh lima)", 6), ("5 (enam) orang", 1), ("5 (lima", 1), ("5 lima", 1),
    ("lima (orang)", 1),
  ])
  func aNumberTwiceIsOne(text: String, tokens: Int) {
    #expect(read(text)?.count == tokens)
  }

  private func read(_ text: String) -> (value: Int, count: Int)? {
    var vocabulary = Vocabulary()
    for word in NumberReader.words { _ = vocabulary.intern(word) }
    let tokens = Tokenizer(vocabulary: vocabulary).tokenize(Array(text.utf8))
    return NumberReader(vocabulary: vocabulary).read(tokens, at: 0, limit: tokens.tokens.count)
  }
}

@Suite struct CalendarTests {
  @Test(arguments: [
    (Day(2025, 5, 27), 2), (Day(2025, 10, 17), 5), (Day(1970, 1, 1), 4), (Day(2024, 2, 29), 4), (Day(2000, 1, 1), 6),
  ])
  func knowsTheWeekday(day: Day?, weekday: Int) {
    #expect(day?.weekday == weekday)
  }

  @Test(arguments: [(2025, 2, 29), (2025, 4, 31), (2025, 13, 1), (2025, 0, 1), (2025, 1, 0), (0, 1, 1)])
  func refusesDaysThatAreNone(year: Int, month: Int, day: Int) {
    #expect(Day(year, month, day) == nil)
  }

  @Test func countsDaysOverMonthsAndYears() {
    #expect(Day(2024, 12, 31)?.adding(days: 1) == Day(2025, 1, 1))
    #expect(Day(2024, 3, 1)?.adding(days: -1) == Day(2024, 2, 29))
  }

  @Test func printsADateCutToItsPrecision() throws {
    let day = try #require(Day(2025, 6, 12))
    #expect(PartialDate(year: 2025).value == "2025")
    #expect(PartialDate(year: 2025, month: 6).value == "2025-06")
    #expect(PartialDate(day, hour: 13, minute: 58, offset: 420).value == "2025-06-12T13:58+07:00")
    #expect(PartialDate(day, hour: 3, minute: 5, second: 9, offset: -150).value == "2025-06-12T03:05:09-02:30")
  }
}

@Suite struct StemTests {
  @Test(arguments: [
    ("tangkap", ["menangkap", "ditangkap", "penangkapan", "tertangkap"]),
    ("pulang", ["memulangkan", "dipulangkan", "pemulangan", "kepulangan"]),
    ("sekap", ["menyekap", "disekap", "penyekapan"]),
    ("kirim", ["mengirim", "dikirim", "pengiriman", "mengirimkan"]),
    ("bebas", ["membebaskan", "dibebaskan", "pembebasan"]),
    ("selamat", ["menyelamatkan", "diselamatkan", "penyelamatan"]),
    ("aman", ["mengamankan", "diamankan", "pengamanan"]),
    ("gerebek", ["menggerebek", "digerebek", "penggerebekan"]),
    ("rekrut", ["merekrut", "direkrut", "perekrutan", "perekrut"]),
    ("klaim", ["mengklaim", "diklaim"]),
    ("kerja", ["bekerja", "pekerja", "mempekerjakan"]),
  ])
  func formsOfARoot(root: String, forms: [String]) {
    let all = Set(Stem.forms(of: root))
    #expect(forms.filter { !all.contains($0) } == [])
  }
}
