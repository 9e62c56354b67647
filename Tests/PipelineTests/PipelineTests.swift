import Articles
import Bytes
import Disk
import Dumps
import JSON
import Mentions
import Pipeline
import Records
import RuleBook
import Testing

/// The shipped pack over the pages of `Corpus/`: what holds for every page.
@Suite struct PipelineTests {
  private func engine() throws -> Engine { try #require(ShippedPack.engine) }

  private func items() throws -> [(item: DumpItem, path: String)] {
    var items: [(DumpItem, String)] = []
    for path in try Files.below(ShippedPack.root + "/Corpus") where path.contains("/page.") {
      var reader = PageReader(ArraySource(try Files.read(path)), path: path)
      while let item = reader.next() { items.append((item, path)) }
    }
    return items
  }

  private func lines(_ items: [(item: DumpItem, path: String)], stage: Stage, jobs: Int) throws -> [[UInt8]] {
    var left = items[...]
    var lines: [[UInt8]] = []
    try Batch(engine: engine(), stage: stage, jobs: jobs).run(
      next: { () -> (item: DumpItem, path: String)? in left.popFirst() },
      emit: { result in
        if let line = result.article { lines.append(line) }
        lines += result.incidents
      })
    return lines
  }

  @Test func theSameBytesWithOneAndManyWorkers() throws {
    let items = try items()
    #expect(items.count >= 18)
    let one = try lines(items, stage: .run, jobs: 1)
    let many = try lines(items, stage: .run, jobs: 4)
    #expect(one == many)
  }

  /// A page that tells names, ages and addresses in every way: none stands anywhere in its masked records.
  @Test(arguments: [
    (
      "TKW tarmini wulan (29) Tewas",
      "Seorang TKW asal Kudus bernama Tarmini Wulan (29) tewas di Kuala Lumpur, Malaysia, Senin (10/3/2025)."
    ),
    (
      "Remaja 16 Tahun asal NTT Dijual",
      "Seorang remaja berusia 16 tahun asal NTT menjadi korban perdagangan orang ke Malaysia. Korban, Tarmini Wulan, 16 tahun, tewas."
    ),
    (
      "Kisah TKW Tarmini di Arab Saudi",
      "TKW asal Kudus bernama Tarmini binti Wulan disiksa majikan di Riyadh, Arab Saudi. Perempuan berusia 29 tahun itu tinggal di Desa Randu RT 05."
    ),
    (
      "Dua PMI Tewas di Malaysia",
      "Dua PMI tewas ditembak di Selangor, Malaysia, Jumat (24/1/2025). Korban adalah Tarmini (29) asal Riau dan Wulan (16) asal Desa Randu."
    ),
  ])
  func maskedRecordsTellNobody(title: String, body: String) throws {
    var engine = try engine()
    engine.writesArticles = false
    engine.options.masksPeople = true
    let line =
      "{\"id\":\"1\",\"url\":\"https://e.example/tkw-tarminiwulan-29-tahun\",\"title\":\"\(title)\",\"published\":\"2025-03-12\",\"text\":\"\(body)\"}"
    var reader = PageReader(ArraySource(Array(line.utf8)), path: "a.jsonl")
    let next = reader.next()
    let item = try #require(next)
    let records = engine.process(item, path: "a.jsonl", upTo: .run).incidents.map { String(decoding: $0, as: UTF8.self) }
    #expect(!records.isEmpty)
    for record in records {
      // The digits of the confidence are nobody's age.
      let words = record.lowercased().replacing(/"confidence":[0-9.]+/, with: "")
      let told = ["tarmini", "wulan", "29", "16 ", "(16", "randu"].filter { words.contains($0) }
      #expect(told.isEmpty, "\(told) in \(record)")
    }
  }

  private func restored(_ files: [PackFile], _ digest: String, _ archive: [UInt8]) -> Engine? {
    unsafe archive.withUnsafeBytes {
      unsafe Engine.restored(
        from: $0, digest: digest, furniture: Engine.FurnitureReading(files), producer: Producer(saring: "test", rules: "test"))
    }
  }

  @Test func aPackReadBackFromItsArchiveGivesTheSameRecords() throws {
    let files = try Files.pack(ShippedPack.root + "/Rules")
    let engine = try engine()
    let digest = Engine.digest(of: files)
    let other = try #require(restored(files, digest, engine.archive))
    for (item, path) in try items() {
      let (own, again) = (engine.process(item, path: path, upTo: .run), other.process(item, path: path, upTo: .run))
      #expect(own.article == again.article && own.incidents == again.incidents, "\(path)")
    }
  }

  /// Without article records no rule is run over pages that can have no incident: the incidents are those of the pages.
  @Test func incidentsAreTheSameWithoutArticleRecords() throws {
    var quiet = try engine()
    quiet.writesArticles = false
    let landless = Array("Polisi mengungkap perdagangan orang. Tiga korban perdagangan orang diselamatkan dari sindikat di Batam.".utf8)
    let source = PageSource(path: "test", format: .text, sha256: "")
    let page = RawPage(source: source, content: .text(landless), id: "landless", title: "Tiga Korban Perdagangan Orang Diselamatkan")
    for (item, path) in try items() + [(DumpItem.page(page), "test")] {
      let result = quiet.process(item, path: path, upTo: .run)
      #expect(result.article == nil)
      #expect(try result.incidents == engine().process(item, path: path, upTo: .run).incidents, "\(path)")
    }
  }

  @Test(arguments: [
    ("Ia tiba di Batam.", true, false), ("Ia tiba di Kudus.", false, false), ("Kapal itu karam di laut.", true, false),
    ("Kapal itu tiba.", false, false), ("Batam", true, false), ("karam", false, false),
    ("Seorang nakhoda tiba di Batam.", true, true), ("Seorang nakhoda tiba di Kudus.", false, false),
  ])
  func aGateHoldsBackWhatCanHoldNoneOfTheMentions(text: String, passes: Bool, passesBoth: Bool) throws {
    let rules = """
      rule a.town
        phase one
        match t:@towns
        make place(code: t.code)
        example "di [Batam]" => code=B
        reject "ia tiba"

      rule a.wreck
        phase one
        match kapal <Any>{0,3} karam
        make place(code: "W")
        example "[kapal itu karam]" => code=W
        reject "ia tiba"

      rule a.sailor
        phase one
        match {seorang|para} nakhoda
        make sailor(kind: "captain")
        example "[seorang nakhoda] tiba" => kind=captain
        reject "ia tiba"

      """
    let files = [
      PackFile(path: "types.rules", bytes: Array("phases one\ntype place(code: text)\ntype sailor(kind: text)\n".utf8)),
      PackFile(path: "lists/towns.tsv", bytes: Array("name\tcode\nBatam\tB\nKudus\tK\n".utf8)),
      PackFile(path: "a.rules", bytes: Array(rules.utf8)),
    ]
    let (engine, diagnostics) = Engine.load(files)
    let scanner = try #require(engine, "\(diagnostics)").scanner
    func lets(_ requirements: [[Requirement]]) -> Bool {
      scanner.scan(title: [], body: Array(text.utf8), dateline: nil, ifItMayHold: scanner.gate(requirements)) != nil
    }
    let place = [Requirement("place", field: "code", values: ["B", "W"])]
    #expect(lets([place]) == passes)
    #expect(lets([place, [Requirement("sailor")]]) == passesBoth)
  }

  @Test func aDamagedArchiveIsNone() throws {
    let files = [
      PackFile(path: "types.rules", bytes: Array("phases one\ntype place(code: text)\n".utf8)),
      PackFile(path: "lists/towns.tsv", bytes: Array("name\tcode\nBatam\tB\n".utf8)),
      PackFile(
        path: "a.rules",
        bytes: Array(
          "rule a.town\n  phase one\n  match t:@towns\n  make place(code: t.code)\n  example \"di [Batam]\" => code=B\n  reject \"ia tiba\"\n"
            .utf8)),
    ]
    let (engine, diagnostics) = Engine.load(files)
    let digest = Engine.digest(of: files)
    let archive = try #require(engine, "\(diagnostics)").archive
    #expect(restored(files, digest, archive) != nil)
    #expect(restored(files, String(digest.reversed()), archive) == nil)
    for count in stride(from: 0, to: archive.count, by: 997) {
      #expect(restored(files, digest, Array(archive.prefix(count))) == nil, "\(count) bytes")
    }
    for at in stride(from: 0, to: archive.count, by: 997) {
      var damaged = archive
      damaged[at] ^= 0x10
      #expect(restored(files, digest, damaged) == nil, "byte \(at)")
    }
  }

  @Test func eachStageTakesTheFormerOnesOutput() throws {
    let engine = try engine()
    for (item, path) in try items() {
      let cleaned = try #require(engine.process(item, path: path, upTo: .clean).article)
      let extracted = try #require(engine.process(.record(cleaned, line: 1, id: nil), path: path, upTo: .extract).article)
      let chained = engine.process(.record(extracted, line: 1, id: nil), path: path, upTo: .run)
      let direct = engine.process(item, path: path, upTo: .run)
      #expect(chained.incidents == direct.incidents, "\(path)")
      #expect(extracted == direct.article, "\(path)")
    }
  }

  /// A page whose news is a meeting, and which tells of one death as context: one record, of that death, and none of the meeting.
  @Test func aPolicyPageGivesOneCaseToldAsContext() throws {
    let path = ShippedPack.root + "/Corpus/seed-like-policy-page/page.txt"
    var reader = PageReader(ArraySource(try Files.read(path)), path: path)
    let item = reader.next()
    let result = try engine().process(try #require(item), path: path, upTo: .run)
    #expect(result.incidents.count == 1)
    let line = try #require(result.incidents.first)
    let incident = try #require(JSONReader.value(of: line).object)
    func codes(_ field: String, _ key: String) -> [String] {
      (incident[field]?.array ?? []).compactMap { $0.object?[key]?.string ?? $0.string }
    }
    #expect(incident["background"] == .bool(true))
    #expect(codes("harms", "") == ["death", "illness"])
    #expect(codes("responses", "") == ["remains_repatriation"])
    #expect(codes("countries", "code") == ["MY"])
    #expect(codes("origins", "code") == ["53.21"])
    #expect(codes("people", "name") == ["Y.B."])
    #expect(incident["affected"]?.object?["count"]?.int == 1)
    #expect(incident["affected"]?.object?["dead"]?.int == 1)
    let date = try #require(incident["date"]?.object)
    #expect(date["value"]?.string == "2025-06-11")
    #expect(date["precision"]?.string == "day")
    #expect(date["basis"]?.string == "relative")
  }

  /// "Malang" by itself is the city; the regency where the article calls that, and never the city, by its whole name.
  @Test(arguments: [
    ("Bupati mengunjungi keluarganya di Kabupaten Malang.", ["35.07"]), ("Keluarganya menunggu di rumah.", ["35.73"]),
    ("Rekannya dari Kabupaten Malang, tetangganya dari Kota Malang.", ["35.07", "35.73"]),
  ])
  func aBareNameIsTheTwinThatIsNamedInFull(further: String, codes: [String]) throws {
    let body = "Sari, pekerja migran asal Malang, meninggal di Taiwan pada Senin. \(further)"
    let page = RawPage(source: PageSource(path: "a", format: .text, sha256: ""), content: .text(Array(body.utf8)))
    let engine = try engine()
    let article = engine.clean(page)
    let (mentions, entities) = engine.extract(article)
    #expect(entities.regions.map(\.code).filter { $0.hasPrefix("35.") }.sorted() == codes)
    let origin = mentions.first { $0.type == "origin" && $0.range.start < 40 }
    #expect(origin?["code"] == (codes == ["35.07"] ? "35.07" : "35.73"))
    #expect(origin?["name"] == (codes == ["35.07"] ? "Kabupaten Malang" : "Kota Malang"))
  }

  @Test func segmentsAndRemovedStretchesCoverThePageOnce() throws {
    let engine = try engine()
    for case (.page(let page), let path) in try items() {
      let article = engine.clean(page)
      var covered = [UInt8](repeating: 0, count: article.sourceText.count)
      for range in article.segments.map(\.source) + article.removed.map(\.range) {
        for at in range.start..<range.end { covered[at] += 1 }
      }
      let wrong = covered.indices.filter { at in
        let isBlank = [0x20, 0x09, 0x0A, 0x0D].contains(article.sourceText[at])
        return covered[at] > 1 || (covered[at] == 0 && !isBlank && !isWideBlank(article.sourceText, at))
      }
      #expect(wrong == [], "\(path)")
      for segment in article.segments {
        #expect(article.body[segment.body].elementsEqual(article.sourceText[segment.source]), "\(path)")
      }
    }
  }

  /// A byte of a no-break or zero-width space.
  private func isWideBlank(_ text: [UInt8], _ at: Int) -> Bool {
    let from = max(0, at - 2)
    let around = text[from..<min(at + 3, text.count)]
    return around.contains(0xC2) || around.contains(0xE2) || around.contains(0xEF)
  }

  @Test func everyLineValidatesAgainstItsSchema() throws {
    let engine = try engine()
    for (item, path) in try items() {
      let result = engine.process(item, path: path, upTo: .run)
      let article = try JSONReader.value(of: try #require(result.article))
      #expect(validate(article, against: schemaValue(for: .article)) == [], "\(path)")
      for line in result.incidents {
        #expect(validate(try JSONReader.value(of: line), against: schemaValue(for: .incident)) == [], "\(path)")
      }
    }
  }

  @Test func aSecondPageWithTheSameIdGetsANumber() throws {
    let dump = (1...3).map { "{\"id\":\"a\",\"text\":\"Seorang PMI meninggal di Malaysia \($0).\"}\n" }.joined()
    var reader = PageReader(ArraySource(Array(dump.utf8)), path: "d.jsonl")
    var items: [(item: DumpItem, path: String)] = []
    while let item = reader.next() { items.append((item, "d.jsonl")) }
    let ids = try lines(items, stage: .clean, jobs: 2).map { try JSONReader.value(of: $0).object?["id"]?.string }
    #expect(ids == ["a", "a~2", "a~3"])
  }

  @Test(arguments: ["2025-04-30T17:30:00Z", "2025-05-01T00:30:00+07:00", "2025-05-01T00:30:00"])
  func daysAreCountedFromTheDayOfTheRunsZone(published: String) throws {
    let text = "Johor - Seorang pekerja migran Indonesia (PMI) asal Kudus bernama Sari meninggal di Johor, Malaysia kemarin."
    func incident(_ text: String) throws -> JSONValue {
      let line = "{\"id\":\"a\",\"published\":\"\(published)\",\"text\":\"\(text)\"}\n"
      var reader = PageReader(ArraySource(Array(line.utf8)), path: "d.jsonl")
      let item = reader.next()
      let result = try engine().process(try #require(item), path: "d.jsonl", upTo: .run)
      return try JSONReader.value(of: try #require(result.incidents.first))
    }
    let (dated, undated) = (try incident(text), try incident(text.replacing(" kemarin", with: "")))
    #expect(dated["date"]?["value"]?.string == "2025-04-30")
    #expect(undated["link_key"]?.string == "MY|death|2025-05")
  }

  @Test func aRecordThatIsNoneIsAFailureOfItsStage() throws {
    let result = try engine().process(.record(Array("{\"schema\":\"saring.article/1\"}".utf8), line: 7, id: nil), path: "x", upTo: .run)
    #expect(result.article == nil)
    #expect(result.failure?.line == 7)
    #expect(result.failure?.error == "bad_record")
  }

  @Test func aPackWithAnErrorGivesNoEngine() throws {
    let files = try Files.pack(ShippedPack.root + "/Rules") + [PackFile(path: "zz.rules", bytes: Array("rule x\n".utf8))]
    let (engine, diagnostics) = Engine.load(files)
    #expect(engine == nil)
    #expect(diagnostics.contains { $0.file == "zz.rules" && $0.line == 1 })
  }

  @Test func allExamplesOfTheShippedPackHold() throws {
    let outcome = RuleTests(engine: try engine()).run()
    #expect(outcome.failures.map(\.description) == [])
    #expect(outcome.passed > 100)
  }
}
