import Bytes
import RuleBook
import Testing

@testable import Articles

private func furniture(_ rows: String, for name: String = "berita.id") -> (furniture: Furniture, messages: [String]) {
  var diagnostics: [Diagnostic] = []
  let table = Table(
    file: "furniture/sites/\(name).tsv", bytes: Array("role\tname\tkind\n\(rows)".utf8), diagnostics: &diagnostics)
  let furniture = Furniture(tables: [table], diagnostics: &diagnostics)
  return (furniture, diagnostics.map { String($0.description.split(separator: "\n").first ?? "") })
}

/// A page whose body no structure tells: the story and a longer text beside it.
private let page = """
  <html><head><title>Sebelas pekerja migran dipulangkan - Berita</title></head><body>
  <div class=kepala><b class=judul>Sebelas pekerja migran dipulangkan dari Malaysia</b><i class=jam>2 Juni 2025 10:00 WIB</i></div>
  <div class=x1>Sebanyak sebelas pekerja migran dipulangkan dari Malaysia, Senin, kata polisi setempat kepada wartawan di pelabuhan.
  <div class=x2>Harga emas hari ini naik lagi menurut pedagang di pasar pusat kota yang ramai pembeli sejak pagi.</div></div>
  <div class=x3>Koran ini terbit setiap hari dan dapat dibeli di kios mana pun di seluruh kota, juga pada hari libur nasional dan hari raya.
  Langganan dapat dimulai kapan saja dan diantar sampai ke rumah pembaca tanpa biaya.</div></body></html>
  """

private func article(_ furniture: Furniture, url: String? = "https://daerah.berita.id/a/1") -> Article {
  let bytes = Array(page.utf8)
  let source = PageSource(path: "a.html", format: .html, sha256: SHA256.hex(bytes))
  return Articles.article(from: RawPage(source: source, content: .html(bytes), url: url), using: furniture)
}

@Test func aSiteIsReadByItsSelectors() {
  let (furniture, messages) = furniture("keep\t.x1\ntitle\t.kepala .judul\ndate\t.jam\ndrop\t.x1 .x2\tad\n")
  #expect(messages.isEmpty)
  let told = article(furniture)
  #expect(told.bodyText.hasPrefix("Sebanyak sebelas") && told.bodyText.hasSuffix("di pelabuhan."))
  #expect(told.title == "Sebelas pekerja migran dipulangkan dari Malaysia")
  #expect(told.removed.contains { $0.kind == .ad && $0.rule == "site.drop:berita.id .x1 .x2" })
  // Another site, no site, or the wish to do without: what it is without rules.
  var without = furniture
  without.usesSiteRules = false
  for other in [article(furniture, url: "https://lain.id/a"), article(furniture, url: nil), article(without)] {
    #expect(other.bodyText.contains("Koran ini terbit") && !other.removed.contains { $0.rule.hasPrefix("site.") })
  }
}

/// A site that has changed its pages since: what the selectors choose holds no prose, and the page is read like any other.
@Test(arguments: ["keep\t.jam\n", "keep\t.tidak-ada\n", "drop\tbody\n"])
func rulesOfBeforeDoNoHarm(rows: String) {
  let told = article(furniture(rows).furniture)
  #expect(told.bodyText.contains("Sebanyak sebelas"))
}

@Test func anArticleInPartsIsKeptWhole() {
  let told = article(furniture("keep\t.x1\nkeep\t.x3\ndrop\t.x2\n").furniture)
  #expect(told.bodyText.contains("Sebanyak sebelas") && told.bodyText.contains("Langganan dapat") && !told.bodyText.contains("Harga emas"))
}

@Test(arguments: [
  ("berita.id", "kep\t.x\n", "furniture/sites/berita.id.tsv:2:1: error: unknown role \"kep\" (known: keep, drop, title, date)"),
  (
    "berita.id", "keep\t.x > p\n",
    "furniture/sites/berita.id.tsv:2:9: error: > is not understood: a selector is tag, .class, #id, [attribute=value], and a blank for within"
  ),
  ("berita.id", "\n# c\nkeep\t.\n", "furniture/sites/berita.id.tsv:4:7: error: a name is missing here: .class, #id or [attribute=value]"),
  ("berita.id", "keep\t\n", "furniture/sites/berita.id.tsv:2:6: error: no selector: write one such as div.read__content"),
  ("berita.id", "drop\t[a=b\n", "furniture/sites/berita.id.tsv:2:6: error: this bracket is never closed: [attribute=value]"),
  (
    "berita.id", "drop\t.x\tiklan\n",
    "furniture/sites/berita.id.tsv:2:9: error: kind must be one of nav, related, caption, credit, ad, social, footer, headline, byline, section, meta"
  ),
  ("berita.id", "keep\t.x\tad\n", "furniture/sites/berita.id.tsv:2:9: error: only what is dropped has a kind"),
  (
    "berita", "keep\t.x\n",
    "furniture/sites/berita.tsv:1:1: error: the file's name must be the site's host, such as kompas.com.tsv, not berita.tsv"
  ),
])
func whatIsWrongIsSaidWithItsPlace(name: String, rows: String, message: String) {
  #expect(furniture(rows, for: name).messages == [message])
}

@Test func theShippedSitesAreSound() {
  #expect(ShippedFurniture.all.diagnostics.isEmpty)
  #expect(ShippedFurniture.all.furniture.siteRules.rules(for: "https://regional.kompas.com/read/1") != nil)
  #expect(ShippedFurniture.all.furniture.siteRules.rules(for: "https://khazanah.republika.co.id/berita/1") != nil)
}
