import Disk
import Dumps
import JSON
import Pipeline
import Records
import Testing

/// The doubts of a page that only the words of the whole article tell, by the shipped pack.
@Suite struct FlagTests {
  private static let news = """
    Dua nelayan yang hilang sejak Senin telah ditemukan selamat oleh tim SAR di sekitar pulau kecil itu. Mereka dibawa ke \
    puskesmas untuk diperiksa, dan keluarga sudah menunggu di dermaga sejak pagi. Warga berharap agar kapal yang rusak dapat \
    ditarik ke darat dalam waktu dekat.
    """
  private static let foreign = """
    Two fishermen who had been missing since Monday were found alive by a rescue team near a small island. They were taken to \
    a clinic for a check and their families had been waiting at the pier since the morning. People hope that the damaged boat \
    can be towed ashore soon.
    """

  @Test(arguments: [
    (news, [:]), (foreign, ["not_indonesian": "0 of 51 words are common Indonesian ones"]),
    // A name of a company, a line of verse, a caption: too short to tell.
    ("Two fishermen were found alive.", [:]),
    // An Indonesian story with a long quote in another language.
    (news + "\n\n\"" + foreign + "\"", [:]),
    (news + " Kepala desa mengatakan […]", ["truncated": "the body ends in dots: the story goes on elsewhere"]),
    (news + " Kepala desa mengatakan...", ["truncated": "the body ends in dots: the story goes on elsewhere"]),
    (news + " \"Kami hanya ingin mereka pulang...\"", [:]),
    (news + " Pelaku dijerat UU Nomor 21 Tahun 2007.", [:]),
    (
      news + " Pelaku dijerat UU Nomor 27 Tahun 2007.",
      ["law_unknown": "UU 27/2007 is not in the list of laws; it has UU 21/2007"]
    ),
    (news + " Pelaku dijerat UU Nomor 98 Tahun 1923.", ["law_unknown": "UU 98/1923 is not in the list of laws"]),
  ])
  func aDoubtIsTold(_ text: String, _ flags: [String: String]) throws {
    let engine = try #require(ShippedPack.engine)
    var page = JSONWriter()
    page.value(.object(JSONObject(["id": .string("1"), "title": .string("Nelayan"), "text": .string(text)])))
    var reader = PageReader(ArraySource(page.bytes), path: "a.jsonl")
    let next = reader.next()
    let item = try #require(next)
    let line = try #require(engine.process(item, path: "a.jsonl", upTo: .run).article)
    let record = try JSONReader.value(of: line)
    let told = try #require(record["flags"]?.array)
    let notes = told.map { ($0["flag"]?.string ?? "", $0["note"]?.string ?? "") }
    #expect(Dictionary(notes) { a, _ in a } == flags)
  }
}
