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
  // Moved: the same page. Changed: its successor.
  #expect(unsafe rename(shop.path("in/a.txt"), shop.path("in/b.txt")) == 0)
  #expect(run().messages.contains("1 done before"))
  shop.write("BATAM – 3 PMI tewas di Malaysia.\n\n3 PMI tewas di Malaysia pada malam hari.\n", to: "in/a.txt")
  #expect(run().code == 0)
  #expect(supersedes(shop.lines("out.jsonl")[1]) == first)
  // However the path is spelt.
  unsafe unlink(shop.path("in/b.txt"))
  var last = ids([shop.lines("out.jsonl")[1]])
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
