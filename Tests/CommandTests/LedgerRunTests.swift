import Disk
import Glibc
import JSON
import Testing

private func fields(_ line: String) -> JSONValue { (try? JSONReader.value(of: Array(line.utf8))) ?? .null }
private func ids(_ lines: [String]) -> [String] { lines.compactMap { fields($0)["id"]?.string } }
private func supersedes(_ line: String) -> [String] { fields(line)["supersedes"]?.array?.compactMap(\.string) ?? [] }

@Test func whatIsDoneIsSkippedAndWhatChangedSupersedes() {
  let shop = Workshop()
  func run() -> Finished { shop.saring("run", "a.jsonl", "--ledger", "l.db", "--append", "-o", "out.jsonl") }
  shop.write(Workshop.page("a") + Workshop.page("b") + "{rusak\n", to: "a.jsonl")
  #expect(run().code == 1)
  #expect(ids(shop.lines("out.jsonl")) == ["a#1", "b#1"])
  let second = run()
  #expect(second.code == 0 && second.messages.contains("0 pages") && second.messages.contains("3 done before"))
  // A page that changed.
  shop.write(Workshop.page("a", count: 3) + Workshop.page("b"), to: "a.jsonl")
  #expect(run().messages.contains("1 record superseded"))
  #expect(shop.lines("out.jsonl").map { supersedes($0) } == [[], [], ["a#1"]])
  // One that tells no incident any more.
  shop.write("{\"id\":\"a\",\"text\":\"Cuaca cerah di Batam hari ini.\"}\n" + Workshop.page("b"), to: "a.jsonl")
  #expect(run().messages.contains("a#1 no longer hold"))
  // Rules that changed.
  shop.write("name\tcode\taliases\ntewas\tdeath\t~tewas|gugur\n", to: "lists/harm_words.tsv")
  #expect(run().code == 0)
  #expect(ids(shop.lines("out.jsonl")) == ["a#1", "b#1", "a#1", "b#1"])
  #expect(supersedes(shop.lines("out.jsonl")[3]) == ["b#1"])
}

@Test func filesAreKnownByTheirPathAndTheirBytes() {
  let shop = Workshop()
  shop.write("BATAM – 2 PMI tewas di Malaysia.\n\n2 PMI tewas di Malaysia pada malam hari.\n", to: "in/a.txt")
  func run() -> Finished { shop.saring("run", "in", "--ledger", "l.db", "--append", "-o", "out.jsonl") }
  #expect(run().code == 0)
  let first = ids(shop.lines("out.jsonl"))
  #expect(first.count == 1)
  // Moved: the same page. Changed where it is now: its successor. Another one in its old place: a new page.
  #expect(unsafe rename(shop.path("in/a.txt"), shop.path("in/b.txt")) == 0)
  #expect(run().messages.contains("1 done before"))
  shop.write("BATAM – 3 PMI tewas di Malaysia.\n\n3 PMI tewas di Malaysia pada malam hari.\n", to: "in/b.txt")
  #expect(run().code == 0)
  #expect(supersedes(shop.lines("out.jsonl")[1]) == first)
  shop.write("BATAM – 9 PMI tewas di Malaysia.\n\n9 PMI tewas di Malaysia pada malam hari.\n", to: "in/a.txt")
  #expect(run().code == 0)
  #expect(supersedes(shop.lines("out.jsonl")[2]).isEmpty)
  // However the path is spelt.
  unsafe unlink(shop.path("in/b.txt"))
  var last = ids([shop.lines("out.jsonl")[2]])
  for (count, spelling) in ["./in", "in//", ".//in/./"].enumerated() {
    shop.write("BATAM – \(count + 4) PMI tewas di Malaysia.\n\n\(count + 4) PMI tewas di Malaysia pada malam hari.\n", to: "in/a.txt")
    #expect(shop.saring("run", spelling, "--ledger", "l.db", "--append", "-o", "out.jsonl").code == 0)
    let line = shop.lines("out.jsonl").last ?? ""
    #expect(supersedes(line) == last)
    last = ids([line])
  }
}

@Test func theSamePageTwiceInOneRunIsReadOnce() {
  let shop = Workshop()
  shop.write(Workshop.page("a") + Workshop.page("a") + Workshop.page("a", count: 3), to: "a.jsonl")
  #expect(ids(shop.saring("run", "a.jsonl", "-j", "2").lines) == ["a#1", "a~2#1", "a~3#1"])
  for jobs in ["1", "4"] {
    let ledger = "l\(jobs).db"
    #expect(ids(shop.saring("run", "a.jsonl", "--ledger", ledger, "-j", jobs).lines) == ["a#1", "a~2#1"])
    #expect(shop.saring("run", "a.jsonl", "--ledger", ledger, "-j", jobs).lines.isEmpty)
  }
}

/// Pages that one key has in one night: each is read once, whatever the number of nights. The last column is what the first night gives.
@Test(arguments: [
  ("a.json", ["[{\"text\":\"2 PMI tewas di Malaysia.\"},{\"text\":\"3 PMI tewas di Malaysia.\"}]"], [false, false]),
  ("a.jsonl", [page(2, "\"url\":\"https://x.id/a\""), page(3, "\"url\":\"https://x.id/a\"")], [false, true]),
  ("a.jsonl", [page(2, "\"id\":7,\"date\":\"2025-01-01\""), page(2, "\"id\":7,\"date\":\"2025-01-02\"")], [false, true]),
  ("a.jsonl", [page(2, "\"id\":7"), page(3, "\"id\":7")], [false, false]),
  ("a.warc", [warc(2), warc(3)], [false, false]),
  ("a.warc", [warc(2, "WARC-Target-URI: https://x.id/a\r\n"), warc(3, "WARC-Target-URI: https://x.id/a\r\n")], [false, true]),
])
func noNightReadsAgainWhatTheFirstRead(file: String, pages: [String], superseding: [Bool]) {
  for jobs in ["1", "3"] {
    let shop = Workshop()
    shop.write(pages.joined(), to: "in/\(file)")
    for night in 1...3 {
      let run = shop.saring("run", "in", "--ledger", "l.db", "--append", "-o", "out.jsonl", "-j", jobs)
      #expect(run.code == 0 && run.messages.contains("2 done before") == (night > 1))
    }
    #expect(shop.lines("out.jsonl").map { !supersedes($0).isEmpty } == superseding)
  }
}

/// A page of `count` people.
private func page(_ count: Int, _ fields: String) -> String { "{\(fields),\"text\":\"\(count) PMI tewas di Malaysia.\"}\n" }

private func warc(_ count: Int, _ headers: String = "") -> String {
  let text = "\(count) PMI tewas di Malaysia."
  return
    "WARC/1.0\r\nWARC-Type: conversion\r\n\(headers)Content-Type: text/plain\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)\r\n\r\n"
}

@Test func aPageThatGoesBackToWhatItWasSupersedesToo() {
  let shop = Workshop()
  for (night, count) in [2, 3, 2].enumerated() {
    shop.write(page(count, "\"url\":\"https://x.id/a\""), to: "a.jsonl")
    #expect(shop.saring("run", "a.jsonl", "--ledger", "l.db", "--append", "-o", "out.jsonl").code == 0)
    #expect(shop.lines("out.jsonl").map { !supersedes($0).isEmpty } == Array([false, true, true].prefix(night + 1)))
  }
}

@Test func unrelatedPagesAreNotTakenForOne() {
  let shop = Workshop()
  func run(_ path: String, _ input: String? = nil) -> Finished {
    shop.saring("run", path, "--ledger", "l.db", "--append", "-o", "out.jsonl", input: input)
  }
  for count in 2...3 { #expect(run("-", "\(count) PMI tewas di Malaysia.").code == 0) }
  #expect(shop.lines("out.jsonl").map { supersedes($0) } == [[], []])
  // Of two pages with one id one night has the second only.
  shop.write(page(4, "\"id\":7") + page(5, "\"id\":7"), to: "a.jsonl")
  #expect(run("a.jsonl").code == 0)
  shop.write(page(5, "\"id\":7"), to: "a.jsonl")
  #expect(run("a.jsonl").messages.contains("1 done before"))
}

/// Another page before one that has its id: no night lacks the record of either, and none is read again.
@Test(arguments: ["1", "4"]) func pagesOfOneIdMayComeInAnotherOrder(jobs: String) {
  let shop = Workshop()
  for (night, counts) in [[4], [5, 4], [4, 5], [5, 6, 4], [4, 7]].enumerated() {
    shop.write(counts.map { page($0, "\"id\":7") }.joined(), to: "a.jsonl")
    #expect(shop.saring("run", "a.jsonl", "--ledger", "l.db", "--append", "-o", "out.jsonl", "-j", jobs).code == 0)
    let export = shop.saring("export", "out.jsonl", "--to", "csv", "--ledger", "l.db").output
    for count in counts { #expect(export.contains("\(count) PMI"), "night \(night)") }
  }
}

@Test func aCopyThatIsGoneKeepsNoRecordAlive() {
  let shop = Workshop()
  func run() -> Finished { shop.saring("run", "in", "--ledger", "l.db", "--append", "-o", "out.jsonl") }
  for name in ["a", "b"] { shop.write("BATAM – 2 PMI tewas di Malaysia.\n", to: "in/\(name).txt") }
  #expect(run().code == 0)
  unsafe unlink(shop.path("in/b.txt"))
  shop.write("BATAM – 3 PMI tewas di Malaysia.\n", to: "in/a.txt")
  #expect(run().code == 0)
  #expect(supersedes(shop.lines("out.jsonl")[1]) == ids([shop.lines("out.jsonl")[0]]))
}

/// Article records of the same pages are no reason to forget their incidents.
@Test func stagesShareALedger() {
  let shop = Workshop()
  shop.write(Workshop.page("a"), to: "a.jsonl")
  for night in 1...2 {
    let run = shop.saring("run", "a.jsonl", "--ledger", "l.db", "--append", "-o", "out.jsonl")
    let clean = shop.saring("clean", "a.jsonl", "--ledger", "l.db", "--append", "-o", "articles.jsonl")
    #expect(run.messages.contains("1 done before") == (night == 2) && clean.messages.contains("1 done before") == (night == 2))
  }
  #expect(shop.lines("out.jsonl").count == 1 && shop.lines("articles.jsonl").count == 1)
  #expect(shop.saring("export", "out.jsonl", "--to", "csv", "--ledger", "l.db").messages.contains("1 incident to"))
}

@Test func recordsThatAreGoneAreNamed() {
  let shop = Workshop()
  shop.write(Workshop.page("a"), to: "a.jsonl")
  func run() -> Finished { shop.saring("run", "a.jsonl", "--ledger", "l.db", "--append", "-o", "out.jsonl", "--quiet") }
  #expect(run().messages.isEmpty && run().messages.isEmpty)
  unsafe unlink(shop.path("out.jsonl"))
  let third = run()
  #expect(third.code == 0 && third.messages.contains("out.jsonl is not there, and l.db knows 1 record of pages"), "\(third.messages)")
}

@Test func everyFailureOfANightIsToldOnce() {
  let shop = Workshop()
  func run() -> Finished { shop.saring("run", "in", "--ledger", "l.db", "--append", "-o", "out.jsonl", "--quarantine", "bad.jsonl") }
  shop.write("{rusak\n{rusak\n", to: "in/a.jsonl")
  shop.write("[{\"rusak\":1},{\"rusak\":1},{\"rusak\":2}]", to: "in/b.json")
  #expect(run().messages.contains("5 failures"))
  #expect(run().messages.contains("5 done before"))
  #expect(shop.lines("bad.jsonl").count == 5)
}

/// A run that gives up leaves nothing behind that a later run takes for its own.
@Test func whatAnotherRunAppendedMeanwhileStays() {
  let shop = Workshop()
  shop.write(Workshop.page("a") + "{rusak\n", to: "a.jsonl")
  shop.write(Workshop.page("b"), to: "b.jsonl")
  shop.write("{\"lama\":1}\n", to: "out.jsonl")
  let run = ["run", "a.jsonl", "--ledger", "l.db", "--append", "-o", "out.jsonl"]
  #expect(shop.start(run + ["--fail-fast"]).wait().code == 65)
  #expect(shop.lines("out.jsonl").count == 1)
  #expect(shop.saring("run", "b.jsonl", "--append", "-o", "out.jsonl").code == 0)
  #expect(shop.start(run).wait().code == 1)
  #expect(ids(Array(shop.lines("out.jsonl").dropFirst())) == ["b#1", "a#1"])
}

@Test func appendingHealsALineThatWasCutOff() {
  let shop = Workshop()
  shop.write(Workshop.page("a"), to: "a.jsonl")
  shop.write("{\"utuh\":1}\n{\"separuh", to: "out.jsonl")
  #expect(shop.saring("run", "a.jsonl", "--append", "-o", "out.jsonl").code == 0)
  #expect(shop.lines("out.jsonl").count == 2 && shop.lines("out.jsonl")[0] == "{\"utuh\":1}")
}

@Test func aFileThatIsNoLedgerIsLeftAlone() {
  let shop = Workshop()
  shop.write(Workshop.page("a"), to: "a.jsonl")
  let other = String(repeating: "bukan ledger ", count: 200)
  shop.write(other, to: "l.db")
  #expect(shop.saring("run", "a.jsonl", "--ledger", "l.db").code == 78)
  #expect(shop.read("l.db") == other)
}

@Test func aLedgerThatIsDamagedIsNotUsed() throws {
  let shop = Workshop()
  shop.write((0..<400).map { Workshop.page("p\($0)") }.joined(), to: "a.jsonl")
  #expect(shop.saring("run", "a.jsonl", "--ledger", "l.db", "-o", "out.jsonl").code == 0)
  let whole = try Files.read(shop.path("l.db"))
  shop.write(Array(whole.prefix(whole.count / 2)), to: "l.db")
  #expect(shop.saring("run", "a.jsonl", "--ledger", "l.db", "-o", "out.jsonl").code == 78)
  // A database of version 1 that has none of its tables.
  var header = Array(whole.prefix(4096))
  header.replaceSubrange(28..<32, with: [0, 0, 0, 1])
  header.replaceSubrange(100..<4096, with: [13, 0, 0, 0, 0, 16, 0, 0] + [UInt8](repeating: 0, count: 3988))
  shop.write(header, to: "l.db")
  let run = shop.saring("run", "a.jsonl", "--ledger", "l.db", "-o", "out.jsonl")
  #expect(run.code == 78, "\(run.messages)")
}

/// Kills a run at random instants, runs it again and compares. Slow: `SARING_KILLS=200 swift test --filter Killed`.
private let kills = unsafe getenv("SARING_KILLS").flatMap { Int(unsafe String(cString: $0)) } ?? 0

@Test(.enabled(if: kills > 0, "set SARING_KILLS to the number of kills"), arguments: [["--append"], []])
func aRunThatIsKilledLosesAndDoublesNothing(mode: [String]) {
  let shop = Workshop()
  shop.write((0..<3000).map { Workshop.page("p\($0)", count: $0 % 90 + 2) }.joined() + "{rusak\n", to: "a.jsonl")
  let outputs = ["out.jsonl", "articles.jsonl", "bad.jsonl"]
  let arguments =
    ["run", "a.jsonl", "--ledger", "l.db", "-o", outputs[0], "--articles", outputs[1], "--quarantine", outputs[2]] + mode
  func clear() { for file in outputs + ["l.db", "l.db-journal"] { unsafe unlink(shop.path(file)) } }
  let start = seconds()
  #expect(shop.start(arguments).wait().code == 1)
  let length = seconds() - start
  let expected = outputs.map { shop.read($0) }
  clear()
  var dice = SystemRandomNumberGenerator()
  var killed = 0
  var rounds = 0
  while killed < kills / 2 {
    let run = shop.start(arguments)
    usleep(UInt32.random(in: 0...UInt32(length * 1e6), using: &dice))
    run.signal(SIGKILL)
    guard run.wait().code == 128 + SIGKILL else {
      // It was faster than the kill.
      #expect(outputs.map { shop.read($0) } == expected)
      clear()
      continue
    }
    killed += 1
    // Half of the time another kill follows at once.
    if Bool.random(using: &dice) { continue }
    #expect([0, 1].contains(shop.start(arguments).wait().code))
    #expect(outputs.map { shop.read($0) } == expected)
    rounds += 1
    clear()
  }
  #expect(rounds > 0)
}

/// Seconds of a clock that never goes back.
private func seconds() -> Double {
  var now = timespec()
  unsafe clock_gettime(CLOCK_MONOTONIC, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}
