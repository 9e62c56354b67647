import Evaluation
import JSON
import Testing

@Suite struct EvaluationTests {
  static let tables = EvaluationTables(
    provinces: [("91", "Contoh Utara", ["Contut"])],
    regencies: [("91.01", "Kabupaten Rusa"), ("91.71", "Kota Rusa"), ("91.02", "Kabupaten Kancil")],
    agencies: [("Kementerian Umpama", ["Kemumpa", "Kementerian Umpama RI"])])

  /// A gold document with one incident; `changes` are put over its members.
  static func gold(_ changes: KeyValuePairs<String, JSONValue> = [:]) -> JSONValue {
    var document = JSONObject([
      "id": "d1", "title": "Judul Contoh",
      "text": "Judul Contoh Baca juga: lain. Sepuluh orang dari Rusa ditahan di negeri itu kemarin pagi.",
      "junk": [["kind": "related", "start": "Baca juga", "end": "lain."]], "published": "2024-02-03", "dateline": nil,
      "officials": [], "regions": ["Kota Rusa"], "countries": ["KH"], "sectors": [], "laws": ["UU 21/2007"],
      "incidents": [incident()],
    ])
    for (key, value) in changes { document[key] = value }
    return .object(document)
  }

  static func incident(_ changes: KeyValuePairs<String, JSONValue> = [:]) -> JSONValue {
    var incident = JSONObject([
      "background": false, "harms": ["arrest"], "responses": [], "date": "2024-02-02", "countries": ["KH"],
      "places": [],
      "origins": ["Kota Rusa"], "sectors": [], "affected": ["count": 10], "people": [["name": "Budi Contoh"]],
      "suspects": ["count": nil, "names": []], "agencies": ["Kemumpa"], "note": "ten held",
    ])
    for (key, value) in changes { incident[key] = value }
    return .object(incident)
  }

  static func article(_ changes: KeyValuePairs<String, JSONValue> = [:]) -> JSONValue {
    var article = JSONObject([
      "id": "d1", "body": "Sepuluh orang dari Rusa ditahan di negeri itu kemarin pagi.",
      "published": ["value": "2024-02-03T08:00+07:00"],
      "dateline": nil, "officials": [], "regions": [["code": "91.01", "level": "regency"]],
      "countries": [["code": "KH"]], "sectors": [],
      "laws": [["name": "Undang-Undang Nomor 21 Tahun 2007"]],
    ])
    for (key, value) in changes { article[key] = value }
    return .object(article)
  }

  static func record(_ changes: KeyValuePairs<String, JSONValue> = [:]) -> JSONValue {
    incident([
      "id": "d1#1", "article": "d1", "date": ["value": "2024-02-02"], "origins": [["code": "91.71"]],
      "agencies": [["name": "Kementerian Umpama (Kemumpa) RI"]],
      "evidence": [["field": "harms", "value": "death", "rule": "harm.word", "text": "tewas"]],
    ]).with(changes)
  }

  static func evaluation(gold: JSONValue = gold(), article: JSONValue? = article(), _ incidents: [JSONValue])
    -> Evaluation
  {
    var evaluation = Evaluation(tables: tables)
    evaluation.add(gold: gold, article: article, incidents: incidents)
    return evaluation
  }

  func f1(_ evaluation: Evaluation, _ name: String) -> Double? { evaluation.figures.first { $0.name == name }?.f1 }

  @Test func equalRecordsHaveNoSlip() {
    let evaluation = Self.evaluation([Self.record()])
    #expect(evaluation.slips.isEmpty, "\(evaluation.slips)")
    for figure in evaluation.figures where figure.gold > 0 { #expect(figure.f1 == 1, "\(figure.name)") }
  }

  @Test func anExtraValueNamesRuleAndWords() {
    let evaluation = Self.evaluation([Self.record(["harms": ["arrest", "death"]])])
    #expect(evaluation.slips.map(\.description) == ["slot.harms extra death (harm.word \"tewas\")"])
    #expect(f1(evaluation, "slot.harms") == 2.0 / 3)
  }

  @Test func aMissedIncidentMissesAllItsSlots() {
    let evaluation = Self.evaluation([])
    #expect(f1(evaluation, "slots (all)") == 0)
    #expect(f1(evaluation, "incidents") == 0)
    #expect(evaluation.slips.filter { $0.figure == "incidents" }.map(\.note) == ["ten held"])
  }

  @Test func aPredictionThatSaysBackgroundAndFitsNoneIsLeftOut() {
    let other = Self.record([
      "id": "d1#2", "background": true, "harms": ["missing"], "affected": ["count": 3], "people": [], "date": nil,
    ])
    #expect(Self.evaluation([Self.record(), other]).slips.isEmpty)
  }

  @Test func termsOutsideTheVocabularyCountNeitherWay() {
    #expect(Self.evaluation([Self.record(["harms": ["arrest", "bullying"]])]).slips.isEmpty)
  }

  /// A law as it is written in the gold and in a record, and whether they are one.
  @Test(arguments: [
    ("UU 21/2007", "UU No. 21 Tahun 2007", true), ("UU 21/2007", "Undang-Undang RI Nomor 21 Th. 2007 Pasal 4", true),
    ("UU 21/2007", "UU 18/2017", false), ("KUHP", "kuhp Pasal 378", true),
  ])
  func law(gold: String, found: String, same: Bool) {
    let article = Self.article(["laws": [["name": .string(found)]]])
    let evaluation = Self.evaluation(gold: Self.gold(["laws": [.string(gold)]]), article: article, [Self.record()])
    #expect((f1(evaluation, "laws") == 1) == same)
  }

  /// Name and role in the gold and in a record, and which figures count them as right.
  static let officials: [(gold: (String, String), found: (String, String), name: Bool, role: Bool)] = [
    (("Dr. Rusa Kancil, S.H.", "Kepala Dinas"), ("Rusa Kancil", "Kepala Dinas"), true, true),
    (("Rusa Kancil", "Kepala Dinas"), ("Rusa Kancil", "Wakil Kepala Dinas"), true, false),
    (("Rusa Kancil", "Kapolda Contoh Utara"), ("Rusa Kancil", "Kapolda Contoh Timur"), true, false),
    (("Rusa Kancil Elang", "Kepala"), ("Rusa Kancil", "Kepala"), true, true),
    (("Rusa", "Kepala"), ("Kancil", "Kepala"), false, false),
  ]

  @Test(arguments: officials.indices) func official(index: Int) {
    let (gold, found, name, role) = Self.officials[index]
    let person = { (name: String, role: String) -> JSONValue in
      ["name": .string(name), "role": .string(role), "agency": nil, "quoted": true]
    }
    let evaluation = Self.evaluation(
      gold: Self.gold(["officials": [person(gold.0, gold.1)]]),
      article: Self.article(["officials": [person(found.0, found.1)]]),
      [Self.record()])
    #expect((f1(evaluation, "officials.name") == 1) == name)
    #expect((f1(evaluation, "officials.name+role") == 1) == role)
  }

  /// A text, and whether the regency's code stands for the city of the same name there.
  @Test(arguments: [
    ("dari Rusa", true), ("dari Kabupaten Rusa", false), ("di Kab. Rusa", false), ("Kota Rusah", true),
    ("Polres Rusa", true),
  ])
  func bareNames(text: String, folded: Bool) {
    let gold = Self.gold(["text": .string(text), "junk": []])
    let evaluation = Self.evaluation(gold: gold, article: Self.article(["body": .string(text)]), [Self.record()])
    #expect((f1(evaluation, "regions") == 1) == folded)
  }

  @Test func changesSayWhatIsBetterAndWhatIsWorse() {
    let before = Self.evaluation([Self.record(["harms": ["arrest", "death"]])])
    let after = Self.evaluation([Self.record(["affected": ["count": 11]])])
    let text = after.changes(since: before)
    #expect(text.contains("slot.harms                0.667  1.000  +0.333\n"))
    #expect(text.contains("  better: no longer slot.harms extra death"))
    #expect(text.contains("  worse: slot.affected.count missed 10"))
    #expect(text.hasSuffix("1 error gone, 2 new\n"))
  }

  @Test func theTableRoundsAsDecimalsArePrinted() {
    // 9 of 16 is 0.5625 exactly: a true half goes to the even number.
    var evaluation = Evaluation(tables: Self.tables)
    for index in 0..<16 {
      let found = Self.article(["countries": index < 9 ? [["code": "KH"]] : [["code": "MM"]]])
      evaluation.add(gold: Self.gold(["incidents": []]), article: found, incidents: [])
    }
    #expect(evaluation.table.contains("countries                 0.562  0.562  0.562     16\n"))
  }
}

extension JSONValue {
  func with(_ changes: KeyValuePairs<String, JSONValue>) -> JSONValue {
    guard var object else { return self }
    for (key, value) in changes { object[key] = value }
    return .object(object)
  }
}
