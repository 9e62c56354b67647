import JSON
import Linking
import Records
import Testing

@Suite struct LinkingTests {
  /// Two records, and whether they are one event.
  static let pairs: [(what: String, a: Telling, b: Telling, same: Bool)] = [
    (
      "same number, place and day",
      Telling(id: "a#1", date: "2024-03-01", harms: ["confinement"], count: 53, place: "Kota Rusa"),
      Telling(id: "b#1", date: "2024-03-02", harms: ["confinement"], count: 53, place: "Kota Rusa"), true
    ),
    (
      "the same dead person, weeks apart",
      Telling(id: "a#1", date: "2024-03-01", harms: ["death"], count: 1, people: ["Budi Contoh"]),
      Telling(
        id: "b#1", date: "2024-04-20", harms: ["death"], responses: ["remains_repatriation"], count: 1,
        people: ["Budi Contoh"]), true
    ),
    (
      "two dead people of one week",
      Telling(id: "a#1", date: "2024-03-01", harms: ["death"], count: 1, people: ["Budi Contoh"]),
      Telling(id: "b#1", date: "2024-03-03", harms: ["death"], count: 1, people: ["Sari Umpama"]), false
    ),
    (
      "same number in two countries",
      Telling(id: "a#1", date: "2024-03-01", country: "MY", harms: ["arrest"], count: 53),
      Telling(id: "b#1", date: "2024-03-01", country: "TH", harms: ["arrest"], count: 53), false
    ),
    (
      "same number a year later",
      Telling(id: "a#1", date: "2024-03-01", harms: ["arrest"], count: 53, place: "Kota Rusa"),
      Telling(id: "b#1", date: "2025-04-20", harms: ["arrest"], count: 53, place: "Kota Rusa"), false
    ),
    (
      "two records of one article",
      Telling(id: "a#1", date: "2024-03-01", harms: ["arrest"], count: 53, place: "Kota Rusa"),
      Telling(id: "a#2", date: "2024-03-01", harms: ["arrest"], count: 53, place: "Kota Rusa"), false
    ),
    (
      "one person each, nothing else in common",
      Telling(id: "a#1", date: "2024-03-01", harms: ["stranded"], count: 1),
      Telling(id: "b#1", date: "2024-03-01", harms: ["stranded"], count: 1), false
    ),
    (
      "106 and 107 on one day in one place",
      Telling(id: "a#1", date: "2024-03-01", harms: ["arrest"], responses: ["raid"], count: 106, place: "Kota Rusa"),
      Telling(
        id: "b#1", date: "2024-03-01", harms: ["arrest"], responses: ["deportation"], count: 107, place: "Kota Rusa"),
      true
    ),
  ]

  @Test(arguments: pairs.indices) func pair(index: Int) throws {
    let (what, a, b, same) = Self.pairs[index]
    #expect(try events([a, b]).count == (same ? 1 : 2), "\(what)")
  }

  @Test func linesKeepTheSchema() throws {
    let told = try events([Self.pairs[1].a, Self.pairs[1].b, Self.pairs[3].a])
    #expect(told.count == 2)
    for event in told { #expect(validate(event, against: schemaValue(for: .event)).isEmpty) }
  }

  @Test func conflictingCountsAreKeptWithTheirMembers() throws {
    var tellings = [110, 97, 110].enumerated().map { index, count in
      Telling(
        id: "\(index)#1", date: "2024-03-01", harms: ["stranded"], responses: ["rescue"], count: count,
        place: "Kota Rusa")
    }
    // All three tell of both numbers.
    tellings[1].people = ["Budi Contoh"]
    tellings[0].people = ["Budi Contoh"]
    let event = try #require(try events(tellings).first)
    #expect(event.members == ["0#1", "1#1", "2#1"])
    #expect(event["affected"]?["count"]?.int == 110)
    #expect(event["affected"]?["min"]?.int == 97)
    let conflict = try #require(event["conflicts"]?.array?.first)
    #expect(conflict["field"]?.string == "affected.count")
    #expect(conflict["values"]?.array?.map { $0["value"]?.int } == [110, 97])
    #expect(conflict["values"]?.array?.map { $0.members } == [["0#1", "2#1"], ["1#1"]])
  }

  static let release = """
    Sebanyak lima puluh tiga pekerja dari beberapa desa dipulangkan pada hari Senin setelah ditahan selama dua bulan di sebuah gedung \
    tanpa upah, kata kantor perwakilan dalam siaran pers yang dibagikan kepada wartawan di kota itu pada sore hari yang sama.
    """

  @Test func aNearCopyHasNoVoteOfItsOwn() throws {
    let make = { (id: String, published: String, count: Int) in
      Telling(
        id: id, published: published, date: "2024-03-01", harms: ["confinement"], count: count, people: ["Budi Contoh"])
    }
    let event = try #require(
      try events(
        [make("a#1", "2024-03-02", 97), make("b#1", "2024-03-03", 97), make("c#1", "2024-03-04", 110)],
        bodies: [
          "a": Self.release, "b": Self.release + " Redaksi menambahkan satu kalimat.",
          "c":
            "Tulisan lain sama sekali tentang hal itu, dengan kata lain pula, ditulis orang lain di kota lain pada hari lain untuk pembaca yang lain lagi dan seterusnya.",
        ]
      ).first)
    #expect(event.members.count == 3)
    #expect(event["sources"]?.array?.map { $0["twin_of"]?.string } == [nil, "a", nil])
    // One source each: the later one counts.
    #expect(event["affected"]?["count"]?.int == 110)
  }

  @Test func aLaterStageFollows() throws {
    let told = try events([
      Telling(id: "a#1", date: "2023-01-10", harms: ["arrest"], responses: ["raid"], count: 153, place: "Kota Rusa"),
      Telling(
        id: "b#1", date: "2023-09-20", harms: ["arrest"], responses: ["deportation"], count: 153, place: "Kota Rusa"),
    ])
    #expect(told.count == 2)
    #expect(told[0]["follows"]?.array == [])
    #expect(told[1]["follows"]?.array == [told[0]["id"] ?? .null])
  }

  @Test func theOrderOfTheInputDecidesNothing() throws {
    let tellings = Self.pairs.enumerated().flatMap { index, pair in
      [pair.a, pair.b].map { telling in
        var telling = telling
        telling.id = "\(index)" + telling.id
        return telling
      }
    }
    let (forwards, backwards) = (try events(tellings), try events(tellings.reversed()))
    // Members and sources keep the order in which they came.
    func settled(_ events: [JSONValue]) -> Set<JSONValue> {
      Set(
        events.map { event in
          var object = event.object ?? JSONObject()
          for list in ["members", "sources", "conflicts"] { object[list] = nil }
          return ["event": .object(object), "members": .array(event.members.sorted().map { .string($0) })]
        })
    }
    #expect(settled(forwards) == settled(backwards))
  }

  /// Of 12 people 9 died, say one; two say that it befell two.
  @Test func noMoreAreDeadThanItBefell() throws {
    var tellings = [12, 2, 2].enumerated().map { index, count in
      Telling(id: "\(index)#1", date: "2024-03-01", harms: ["death"], count: count, people: ["Budi Contoh"], place: "Kota Rusa")
    }
    tellings[0].dead = 9
    let event = try #require(try events(tellings).first)
    #expect(event.members.count == 3)
    #expect(event["affected"]?["count"]?.int == 2)
    #expect(event["affected"]?["dead"]?.isNull == true)
  }

  @Test func aBadLineNamesItsField() throws {
    var record = try #require(try JSONReader.value(of: Telling(id: "a#1").line).object)
    record["harms"] = "death"
    do {
      _ = try readIncident(Telling.bytes(.object(record)), number: 4)
      Issue.record("no error")
    } catch {
      #expect(error.description == "line 4, harms: expected an array, found a string")
    }
  }
}
