import Exports
import JSON
import Records
import SQL
import Testing

@Suite struct ExportsTests {
  func written(_ export: some TextExport, _ records: [IncidentRecord]) -> String {
    var export = export
    return export.begin() + records.map { export.add($0) }.joined() + export.end()
  }

  // MARK: CSV

  @Test func csvReadsBack() throws {
    let text = written(FlatCSV(privacy: .open), [try sample(), try bare()])
    let rows = rows(text)
    #expect(rows.count == 2 && text.hasSuffix("\r\n"))
    #expect(rows[0]["title"] == "Kisah \"Budi Umpama\", pekerja\tdari Rusa")
    #expect(rows[0]["affected_text"] == "dua\norang")
    #expect(rows[0]["people"] == "Budi Umpama (16, male, rescued); FI (26)")
    #expect(rows[0]["date"] == "2024-02" && rows[0]["date_precision"] == "month")
    #expect(rows[0]["harms"] == "trafficking; forced_crime")
    #expect(rows[1]["date"] == "" && rows[1]["people"] == "" && rows[1]["id"] == "b#1")
  }

  @Test(arguments: ["=cmd|'/C calc'!A0", "@SUM(A1)", "+62", "-2+3", " =1", "\tx"])
  func noSpreadsheetTakesATitleForAFormula(title: String) throws {
    let people: JSONValue = [["name": "@SUM(A1)", "age": nil, "sex": nil, "status": nil, "origin": nil]]
    let record = try sample(["title": .string(title), "people": people])
    let row = rows(written(FlatCSV(privacy: .open), [record]))[0]
    #expect(row["title"] == (title == "+62" ? title : "'" + title) && row["people"] == "'@SUM(A1)" && row["confidence"] == "1.0")
    #expect(rows(written(HTCDS(privacy: .open, provinces: [:]), [record]))[0]["prs_FirstName"] == "'@SUM(A1)")
  }

  @Test func privacyHidesNamesAndAges() throws {
    for text in [
      written(FlatCSV(privacy: .protected), [try sample()]),
      written(HTCDS(privacy: .protected, provinces: [:]), [try sample()]),
      written(PostgreSQL(privacy: .protected), [try sample()]),
    ] {
      #expect(!text.contains("Umpama") && !text.contains("umpama"))
      #expect(text.contains("B.U.") && text.contains("9--17"))
    }
    let row = try #require(rows(written(FlatCSV(privacy: .protected), [try sample()])).first)
    #expect(row["people"] == "B.U. (9--17, male, rescued); FI (24--26)")
    #expect(row["title"] == "" && row["url"] == "")
    #expect(row["suspects"] == "Kancil {X}, \"Y\"")
  }

  @Test func privacyHidesAHeadlineWithAShortName() throws {
    let people: JSONValue = [["name": "Adi", "age": nil, "sex": nil, "status": nil, "origin": nil]]
    let row = rows(written(FlatCSV(privacy: .protected), [try sample(["title": "Adi pulang", "people": people])]))[0]
    #expect(row["title"] == "" && row["people"] == "A.")
  }

  /// Names in small letters, of two letters, of three capitals, glued in an address; ages and villages, whether anybody is named or not.
  @Test(arguments: [
    ("Tarmin Wagiman", "TKI tarmin pulang", "https://contoh.example/tki-tarminwagiman-pulang", "T.W."),
    ("Yu Li", "PMI Yu Li pulang", "https://contoh.example/pmi-yu-li", "Y.L."),
    ("ADI", "TKI ADI PULANG", "https://contoh.example/tki-adi-pulang", "A."),
    ("ADI", "Remaja 16 Tahun Pulang", "https://contoh.example/remaja-16-tahun-pulang", "A."),
    (nil, "Remaja Enam Belas Tahun Pulang", "https://contoh.example/remaja-16-tahun-pulang", ""),
    (nil, "Warga Desa Randu Pulang", "https://contoh.example/warga-desa-randu-pulang", ""),
  ])
  func privacyWithholdsWhatMayTellAPerson(name: String?, title: String, url: String, initials: String) throws {
    let people: JSONValue = .array(name.map { [["name": .string($0), "age": nil, "sex": nil, "status": nil, "origin": nil]] } ?? [])
    let record = try sample(["title": .string(title), "url": .string(url), "people": people])
    let row = rows(written(FlatCSV(privacy: .protected), [record]))[0]
    #expect(row["title"] == "" && row["url"] == "" && row["people"] == initials)
    #expect(rows(written(FlatCSV(privacy: .open), [record]))[0]["title"] == title)
  }

  @Test func privacyKeepsAHeadlineWithoutNames() throws {
    let record = try sample(["title": "Dua pekerja pulang"])
    #expect(rows(written(FlatCSV(privacy: .protected), [record]))[0]["title"] == "Dua pekerja pulang")
  }

  /// The ages of a masked record are lower ends of its bands: they stay bands, and never pass for ages.
  @Test(arguments: [Privacy.open, .protected], [(0, "0--11"), (12, "12--17"), (25, "25--34"), (65, "65+")])
  func agesOfAMaskedRecordStayBands(_ privacy: Privacy, _ age: (lower: Int, band: String)) throws {
    let people: JSONValue = [["name": "B.U.", "age": .number(String(age.lower)), "sex": nil, "status": nil, "origin": nil]]
    let record = try sample(["people": people, "flags": [["flag": "masked", "note": "names are initials"]]])
    #expect(rows(written(FlatCSV(privacy: privacy), [record]))[0]["people"] == "B.U. (\(age.band))")
    let row = rows(written(HTCDS(privacy: privacy, provinces: [:]), [record]))[0]
    #expect(row["vic_AgeWhenTrafficked"] == "" && row["saring_AgeBand"] == age.band)
    let database = try Database(":memory:")
    let export = try SQLiteExport(database, privacy: privacy)
    try export.add(record)
    try export.finish()
    let query = try database.prepare("SELECT age IS NULL, age_band FROM person")
    try query.start()
    #expect(try query.next())
    #expect(query.int(0) == 1 && query.text(1) == age.band)
  }

  // MARK: HTCDS

  @Test func htcdsHasALineForEachPersonAndSuspect() throws {
    let rows = rows(
      written(
        HTCDS(privacy: .open, provinces: ["35": "Jawa Timur", "12": "Sumatera Utara"]), [try sample(), try bare()]))
    #expect(rows.map { $0["prs_FirstName"] } == ["Budi", "FI", "Kancil {X},", ""])
    #expect(rows.map { $0["prs_Gender"] } == ["Masculine", "NonSpecifiedUnknown", "", ""])
    #expect(rows.map { $0["prs_MailingState"] } == ["Jawa Timur", "Sumatera Utara", "", ""])
    #expect(rows[0]["vic_TraffickingStatus"] == "PossibleVictimOfTrafficking")
    #expect(rows[0]["vic_TypeOfExploitation"] == "ForcedLabour")
    #expect(rows[0]["vic_ForcedLabourIndustry"] == "S_OtherServiceActivities")
    #expect(rows[0]["vic_AgeWhenTrafficked"] == "16" && rows[0]["saring_AgeBand"] == "9--17")
    // A month is no date of the standard.
    #expect(rows[0]["hte_Date"] == "" && rows[0]["hte_Country"] == "KH")
    #expect(rows[2]["per_RoleInProcess"] == "Other" && rows[2]["vic_TraffickingStatus"] == "")
    #expect(rows[3]["saring_Incident"] == "b#1")
  }

  // MARK: SQLite

  @Test func sqliteHoldsAllRows() throws {
    let database = try Database(":memory:")
    let export = try SQLiteExport(database, privacy: .open)
    try export.add(try sample())
    try export.add(try bare())
    try export.finish()
    let query = try database.prepare(
      """
      SELECT (SELECT count(*) FROM incident), (SELECT date_from || '/' || date_to FROM incident WHERE id = 'a#1'),
        (SELECT group_concat(value, ',') FROM (SELECT value FROM term WHERE kind = 'harm' ORDER BY value)), (SELECT age FROM person WHERE name = 'Budi Umpama'),
        (SELECT title IS NULL FROM incident WHERE id = 'b#1'), (SELECT name FROM place)
      """)
    try query.start()
    #expect(try query.next())
    #expect(query.int(0) == 2)
    #expect(query.text(1) == "2024-02-01/2024-02-29")
    #expect(query.text(2) == "forced_crime,trafficking")
    #expect(query.int(3) == 16 && query.int(4) == 1)
    #expect(query.text(5) == "Kota \\Jauh")
  }

  @Test func sqliteWithPrivacyHasNoAges() throws {
    let database = try Database(":memory:")
    let export = try SQLiteExport(database, privacy: .protected)
    try export.add(try sample())
    try export.finish()
    let query = try database.prepare("SELECT name, age, age_band FROM person ORDER BY name")
    try query.start()
    #expect(try query.next())
    #expect(query.text(0) == "B.U." && query.isNull(1) && query.text(2) == "9--17")
  }

  // MARK: GeoJSON

  @Test func geoJSONSumsByRegionAndCountry() throws {
    let points = [
      "35": GeoJSON.Centroid(latitude: -7.7, longitude: 112.7), "KH": GeoJSON.Centroid(latitude: 12.6, longitude: 105),
    ]
    let geo = GeoJSON(centroids: points, names: ["35": "Jawa Timur", "KH": "Kamboja"])
    let text = written(geo, [try sample(), try sample(["id": "c#1", "countries": ["KH", "XX"]]), try bare()])
    let value = try JSONReader.value(of: Array(text.utf8))
    let features = value["features"]?.array ?? []
    // A regency without a point stands at its province's; a country without one has no geometry.
    #expect(features.map { $0["properties"]?["code"]?.string } == ["35", "KH", "XX"])
    #expect(features.map { $0["properties"]?["incidents"]?.int } == [2, 2, 1])
    #expect(features[0]["geometry"]?["coordinates"]?.array?.compactMap(\.double) == [112.7, -7.7])
    #expect(features[0]["properties"]?["name"]?.string == "Jawa Timur")
    #expect(features[0]["properties"]?["people"]?.int == 4)
    #expect(features[2]["geometry"] == .null)
    #expect(!text.contains("Budi"))
  }

  // MARK: Statistics

  @Test func statisticsCountByDimension() throws {
    var statistics = Statistics(provinces: ["35": "Jawa Timur"])
    for record in [
      try sample(), try sample(["id": "c#1", "date": day("2024-01-31"), "countries": ["KH", "MM"]]), try bare(),
    ] {
      statistics.add(record)
    }
    let rows = statistics.rows.map { "\($0.dimension) \($0.value) \($0.incidents) \($0.people)" }
    #expect(
      rows.prefix(6) == [
        "month 2024-01 1 2", "month 2024-02 1 2", "month unknown 1 0", "country KH 2 4", "country MM 1 2",
        "country unknown 1 0",
      ])
    #expect(rows.contains("province Jawa Timur 2 4"))
    #expect(statistics.csv.hasPrefix("dimension,value,records,people\r\nmonth,2024-01,1,2\r\n"))
    #expect(statistics.table(barWidth: 8).contains("KH             2        4  ████████\n"))
    #expect(statistics.table(barWidth: 8).contains("MM             1        2  ████\n"))
  }
}
