import Ledger
import Testing

@Test func pagesAreFoundByKeyAndByArticleAfterACommit() throws {
  let ledger = try Ledger(":memory:")
  let page = Ledger.Page(key: "url:https://x.id/é", article: "sha256:1", digest: "d", settings: "s", incidents: 2)
  try ledger.record(page)
  try ledger.commit()
  #expect(try ledger.page(key: page.key) == page)
  #expect(try ledger.pages(article: "sha256:1") == [page])
  #expect(try ledger.page(key: "x") == nil)
  let held = try ["sha256:1#0", "sha256:1#1", "sha256:1#2", "sha256:1#3", "sha256:2#1", "sha256:1"].map { try ledger.holds(incident: $0) }
  #expect(held == [false, true, true, false, false, false])
  #expect(page.incidentIDs == ["sha256:1#1", "sha256:1#2"])
}

@Test func aDamagedRowNamesNoRecords() {
  func page(_ incidents: Int) -> Ledger.Page { Ledger.Page(key: "k", article: "a", digest: "d", settings: "s", incidents: incidents) }
  #expect(page(-1).incidentIDs.isEmpty && page(.min).incidentIDs.isEmpty && page(.max).incidentIDs.count == 100_000)
}

@Test func copiesShareWhatTheirPageGives() throws {
  let ledger = try Ledger(":memory:")
  for key in ["path:a", "path:b"] { try ledger.record(Ledger.Page(key: key, article: "a", digest: "d", settings: "s", incidents: 2)) }
  try ledger.setIncidents(1, article: "a")
  #expect(try ledger.pages(article: "a").map(\.incidents) == [1, 1] && ledger.incidentCount() == 1 && !ledger.holds(incident: "a#2"))
  try ledger.forget(article: "a")
  #expect(try ledger.page(key: "path:b") == nil && ledger.incidentCount() == 0)
}

@Test func whatIsNotCommittedIsForgotten() throws {
  let ledger = try Ledger(":memory:")
  try ledger.commit()
  try ledger.record(Ledger.Page(key: "k", article: "a", digest: "d", settings: "s", incidents: 0))
  try ledger.setOutputs([Ledger.Output(path: "/o", temporary: "", inode: 1, length: 5)])
  try ledger.rollBack()
  #expect(try ledger.page(key: "k") == nil)
  #expect(try ledger.outputs().isEmpty)
}

@Test func olderVersionsAndMovedPagesAreRemembered() throws {
  let ledger = try Ledger(":memory:")
  let page = Ledger.Page(key: "path:a", article: "a", digest: "d", settings: "s", incidents: 1)
  try ledger.record(page)
  try ledger.recordOlder(page)
  let known = try [("d", "s"), ("d", "t"), ("e", "s")].map { try ledger.hasOlder(key: "path:a", digest: $0.0, settings: $0.1) }
  #expect(known == [true, false, false])
  try ledger.rename("path:a", to: "path:b")
  #expect(try ledger.page(key: "path:a") == nil && ledger.page(key: "path:b")?.article == "a")
}

@Test func outputsComeBackAsTheyWere() throws {
  let ledger = try Ledger(":memory:")
  let outputs = [
    Ledger.Output(path: "/a", temporary: "/a.saring-new", inode: 7, length: 10),
    Ledger.Output(path: "/b", temporary: "", inode: 8, length: 1 << 40),
  ]
  try ledger.setOutputs(outputs)
  #expect(try ledger.outputs() == outputs)
  try ledger.setOutputs([])
  #expect(try ledger.outputs().isEmpty)
}

@Test func aFolderThatIsNotThereIsAnError() {
  #expect(throws: LedgerError.self) { try Ledger("/tidak/ada/l.db") }
}
