import Bytes
import Mentions
import RuleBook
import Testing
import Text

/// What a pattern matches, feature by feature: one line a case, the found stretch as the mention's text.
@Suite struct LanguageTests {
  private func found(_ match: String, _ text: String, extra: String = "", make: String = "make m()") -> [String] {
    let rules = """
      phases first, second
      type m(value: text, number: number)
      type place(code: text)
      rule place
        phase first
        match p:@places
        make place(code: p.code)
        example "Bali"
        reject "x"
      rule m
        phase second
        match \(match)
        \(make)
      \(extra)
        example "x"
        reject "y"
      """
    let places =
      "#! case capitalised\nname\tcode\taliases\tkind\tneeds\nBali\t51\t\tprovinsi\nBatu\t35.79\tKota Batu\tkota\tbefore kota,asal\nJawa Barat\t32\tJabar\tprovinsi\nJawa\tj\t\tpulau\n"
    let pack = [
      PackFile(path: "a.rules", bytes: Array(rules.utf8)),
      PackFile(path: "lists/places.tsv", bytes: Array(places.utf8)),
      PackFile(path: "lists/not_names.tsv", bytes: Array("#! read-by mentions\nname\nSementara\n".utf8)),
      PackFile(path: "lists/name_particles.tsv", bytes: Array("#! read-by mentions\nname\nbinti\n".utf8)),
    ]
    let (set, diagnostics) = RuleSet.compile(pack)
    #expect(diagnostics.map(\.description) == [])
    let mentions = Scanner(rules: set).scan(title: [], body: Array(text.utf8)).mentions
    return mentions.filter { $0.type == "m" }.map { mention in
      mention.fields.isEmpty ? mention.text : mention.fields.map(\.value).joined(separator: ",")
    }
  }

  @Test(arguments: [
    ("\"rumah sakit\"", "di Rumah Sakit itu", ["Rumah Sakit"]),
    ("korban", "para korbannya", ["korbannya"]),
    ("=\"PMI\"", "PMI dan pmi", ["PMI"]),
    ("~tangkap", "polisi menangkap, lalu penangkapan itu", ["menangkap", "penangkapan"]),
    ("@places", "di Jawa Barat dan Bali", ["Jawa Barat", "Bali"]),
    ("@places[kind=pulau]", "di Jawa Barat, di Jawa", ["Jawa", "Jawa"]),
    ("@places[kind!=pulau]", "di Jawa dan Bali", ["Bali"]),
    ("@places", "batu asal Batu", ["Batu"]),
    ("@places", "sebuah Batu di bali", []),
    ("<place>", "tiba di Jabar", ["Jabar"]),
    ("<place[code=51]>", "Jabar dan Bali", ["Bali"]),
    ("{satu|dua} orang", "dua orang, tiga orang", ["dua orang"]),
    ("sangat? besar", "sangat besar, besar", ["sangat besar", "besar"]),
    ("a{2,3}", "a a a a", ["a a a"]),
    ("polisi ..2 korban", "polisi akan jemput korban", ["polisi akan jemput korban"]),
    ("polisi ..2 korban", "polisi akan segera jemput korban", []),
    ("polisi ..3 korban", "polisi pergi. Korban", []),
    ("<Name>", "kata Sri Wahyuni, Sementara itu", ["Sri Wahyuni"]),
    ("<Name>", "kata Sri binti Wahyu, binti di Sri binti", ["Sri binti Wahyu", "Sri"]),
    ("<Name>", "kata Peti-peti, Ana-anak", ["Ana-anak"]),
    ("<Initials>", "korban N.A. diketahui", ["N.A."]),
    ("<Number> orang", "dua puluh lima orang", ["dua puluh lima orang"]),
    ("<Digits> orang", "dua orang, 15 orang", ["15 orang"]),
    ("rumah !sakit", "rumah sakit, rumah besar", ["rumah"]),
    ("^ polisi", "polisi datang. kata polisi", ["polisi"]),
    ("polisi $", "polisi datang. kata polisi", ["polisi"]),
  ])
  func matches(pattern: String, text: String, expected: [String]) {
    #expect(found(pattern, text) == expected)
  }

  /// What a capture catches gives its columns whatever stands beside it in the brackets, and never those of a way that failed.
  @Test(arguments: [
    ("x:(@places !sakit)", "di Bali itu", ["51"]),
    ("x:(@places <Any>)", "di Bali itu", ["51"]),
    ("x:(..3 {@places orang|korban})", "Bali dan korban", []),
    ("x:({@places kota|@places} itu)", "di Bali itu", ["51"]),
  ])
  func columnsOfWhatIsCaught(pattern: String, text: String, expected: [String]) {
    #expect(found(pattern, text, make: "make m(value: x.code)") == expected)
  }

  /// As many names as a rule likes.
  @Test func aRuleMayCatchThirtyThings() {
    let letters = (0..<30).map { "w\(String(UnicodeScalar(UInt8(97 + $0 % 26))))\(String(UnicodeScalar(UInt8(97 + $0 / 26))))" }
    let pattern = letters.enumerated().map { "c\($0.offset):\($0.element)" }.joined(separator: " ")
    let fields = (0..<30).map { "value: c\($0)" }.last ?? ""
    #expect(found(pattern, letters.joined(separator: " "), make: "make m(\(fields))") == [letters[29]])
  }

  /// Conditions and moods may catch things that no rule makes anything of.
  @Test func conditionsMayCatchMoreThanRules() {
    let names = (0..<40).map { "c\($0):tidak?" }.joined(separator: " ")
    #expect(found("korban", "tidak korban, korban", extra: "  unless before \(names) tidak") == ["korban"])
  }

  /// A match that makes nothing takes no place from one that does.
  @Test func whatMakesNothingTakesNoPlace() {
    let other = "  make m()\n  example \"x\"\n  reject \"y\"\nrule other\n  phase second\n  match korban\n  make m(value: \"k\")"
    #expect(found("x:gamma? korban jiwa", "Ada korban jiwa", extra: "", make: "make m(value: x)") == [])
    #expect(
      found("x:gamma? korban jiwa", "Ada korban jiwa", extra: other.replacing("  make m()\n", with: ""), make: "make m(value: x)") == ["k"])
  }

  /// A value by words takes white space of any length as one blank.
  @Test func wordsOfAMapMayStandApart() {
    #expect(found("x:{\"rumah sakit\"}", "di rumah  sakit", make: "make m(value: x{\"rumah sakit\" => rs, \"*\" => lain})") == ["rs"])
  }

  @Test(arguments: [
    ("scope quote, title", "Ada korban di sini.", 0),
    ("scope quote, title", "\"Ada korban di sini,\" katanya.", 1),
    ("scope quote, body", "Ada korban di sini.", 1),
  ])
  func aScopeOfQuotationsBesideOthers(clause: String, text: String, count: Int) {
    #expect(found("korban", text, extra: "  " + clause).count == count)
  }

  @Test(arguments: [
    ("unless before mantan", "mantan menteri dan menteri", 1),
    ("if before mantan", "mantan menteri dan menteri", 1),
    ("unless before mantan ..2", "mantan wakil perdana menteri, menteri", 1),
    ("unless before mantan ..2", "mantan wakil dari perdana menteri", 1),
    ("unless before mantan ..30", "mantan \(String(repeating: "dan ", count: 28))menteri", 0),
    ("unless after kabinet", "menteri kabinet, menteri", 1),
    ("if within sentence kabinet", "menteri di kabinet. Menteri itu", 1),
  ])
  func conditions(clause: String, text: String, count: Int) {
    #expect(found("menteri", text, extra: "  " + clause).count == count)
  }

  @Test func captureGivesWordsColumnsAndValues() {
    #expect(found("p:@places", "di Bali", make: "make m(value: p.code)") == ["51"])
    #expect(found("p:<place>", "di Bali", make: "make m(value: p.code)") == ["51"])
    #expect(found("n:<Number> orang", "tiga puluh orang", make: "make m(number: n)") == ["30"])
    #expect(found("w:{~tangkap|~tahan}", "ditahan", make: "make m(value: w{~tangkap => a, ~tahan => b})") == ["b"])
    #expect(found("n:<Name> \",\" <Digits>", "Sri  Wahyuni, 22", make: "make m(value: n)") == ["Sri Wahyuni"])
  }

  @Test func theLongerMatchWinsThenPriorityThenOrder() {
    let (set, _) = RuleSet.compile([
      PackFile(
        path: "a.rules",
        bytes: Array(
          """
          phases one
          type m(value: text)
          rule short
            phase one
            match kepala
            make m(value: "short")
            example "kepala"
            reject "x"
          rule long
            phase one
            match kepala desa
            make m(value: "long")
            example "kepala desa"
            reject "x"
          rule high
            phase one  priority high
            match camat
            make m(value: "high")
            example "camat"
            reject "x"
          rule normal
            phase one
            match camat
            make m(value: "normal")
            example "camat"
            reject "x"
          """.utf8))
    ])
    let scan = Scanner(rules: set).scan(title: [], body: Array("kepala desa, kepala, camat".utf8))
    #expect(scan.mentions.map { $0["value"] } == ["long", "short", "high"])
  }

  /// Words and digits are numbers; what is none, or would be past all, makes nothing.
  @Test(arguments: [
    ("bersama dua rekannya", ["3"]), ("bersama sepuluh rekannya", ["11"]), ("bersama 2.486 rekannya", ["2487"]),
    ("bersama para rekannya", []),
    ("bersama 9223372036854775807 rekannya", []),
  ])
  func aNumberIsAddedToOneThatWasCaught(text: String, expected: [String]) {
    #expect(found("bersama n:<Any> rekannya", text, make: "make m(number: n + 1)") == expected)
  }

  /// The second of a row of names where only one stands makes no mention.
  @Test(arguments: [("alif dan ba", ["alif", "ba"]), ("alif saja", ["alif"])])
  func aMakeWithoutItsCaptureMakesNothing(text: String, expected: [String]) {
    #expect(found("a:alif (dan b:ba)?", text, make: "make m(value: a)\n    make m(value: b)") == expected)
  }
}

@Suite struct DateResolverTests {
  private static let anchor = Day(2025, 5, 27)

  @Test(arguments: [
    (["day": "26", "month": "5", "relative": "past"], "2025-05-26"),
    (["day": "30", "month": "12"], "2024-12-30"),
    (["day": "2", "month": "6"], "2025-06-02"), (["day": "9", "month": "2", "weekday": "1"], "2025-02-09"),
    (["day": "9", "month": "2", "weekday": "5"], "2024-02-09"),
    (["day": "9", "month": "2", "weekday": "1", "relative": "future"], "2026-02-09"),
    (["day": "20", "month": "5", "weekday": "1"], "2025-05-20"),
    (["day": "30", "month": "5", "relative": "past"], "2024-05-30"),
    (["day": "27", "month": "5", "year": "2025", "weekday": "3"], "2025-05-27"),
    (["day": "1", "month": "6", "year": "25"], "2025-06-01"),
    (["month": "9", "relative": "past"], "2024-09"),
    (["year": "2020"], "2020"),
    (["weekday": "1", "relative": "weekday"], "2025-05-26"),
    (["relative": "yesterday"], "2025-05-26"),
    (["relative": "ago", "amount": "3", "unit": "bulan"], "2025-02"),
    (["relative": "ago", "amount": "2", "unit": "tahun"], "2023"),
  ])
  func resolves(fields: [String: String], expected: String) {
    #expect(DateResolver(anchor: Self.anchor).resolve(mention(fields))?.date.value == expected)
  }

  @Test(arguments: [["day": "31", "month": "4", "year": "2025"], ["day": "12", "month": "13"], ["year": "26"], [:]])
  func refusesWhatIsNoDate(fields: [String: String]) {
    #expect(DateResolver(anchor: Self.anchor).resolve(mention(fields)) == nil)
  }

  @Test func withoutTheArticlesDayNothingRelativeIsGuessed() {
    #expect(DateResolver(anchor: nil).resolve(mention(["day": "26", "month": "5", "relative": "past"])) == nil)
  }

  @Test func aWeekdayThatContradictsItsDateIsToldWithRepairs() {
    let wrong = mention(["day": "27", "month": "5", "year": "2025", "weekday": "3"])
    #expect(DateResolver.contradiction(of: wrong)?.contains("2026-05-27 (year +1)") ?? false)
    #expect(
      DateResolver.contradiction(of: mention(["day": "27", "month": "5", "year": "2025", "weekday": "2"])) == nil)
  }

  private func mention(_ fields: [String: String]) -> Mention {
    Mention(
      type: "date", rule: "r", place: .body, range: TextRange(0, 1), text: "x",
      fields: fields.map { Mention.Field(name: $0.key, value: $0.value, range: nil) })
  }
}
