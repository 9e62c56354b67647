import Disk
import Glibc
import Testing

/// Two nights in one file: a changes, b stays, c tells two incidents of which the second goes, and d gets another id.
private func twoNights() -> Workshop {
  let shop = Workshop()
  func record(_ id: String, dead: Int, supersedes: [String] = []) -> String {
    shop.write(Workshop.page("x", count: dead), to: "x.jsonl")
    let line = shop.saring("run", "x.jsonl").output
    let old = supersedes.map { "\"\($0)\"" }.joined(separator: ",")
    return line.split(separator: "x#1", maxSplits: 1).joined(separator: id)
      .split(separator: "\"supersedes\":[]").joined(separator: "\"supersedes\":[\(old)]")
  }
  shop.write(
    record("a#1", dead: 2) + record("b#1", dead: 3) + record("c#1", dead: 4) + record("c#2", dead: 5) + record("d#1", dead: 6),
    to: "night1.jsonl")
  shop.write(
    record("a#1", dead: 20, supersedes: ["a#1"]) + record("c#1", dead: 40, supersedes: ["c#1", "c#2"])
      + record("e#1", dead: 60, supersedes: ["d#1"]), to: "night2.jsonl")
  shop.write(shop.read("night1.jsonl") + shop.read("night2.jsonl"), to: "all.jsonl")
  // What all of it should be worth.
  shop.write(shop.lines("night1.jsonl")[1] + "\n" + shop.read("night2.jsonl"), to: "current.jsonl")
  return shop
}

@Test(arguments: [
  ["stats"], ["link", "--quiet"], ["export", "--to", "csv", "--quiet"], ["export", "--to", "postgres", "--quiet"],
])
func onlyRecordsThatHoldAreCounted(command: [String]) {
  let shop = twoNights()
  let expected = shop.start(command + ["current.jsonl"]).wait()
  #expect(expected.code == 0 && !expected.output.isEmpty)
  #expect(shop.start(command + ["all.jsonl"]).wait().output == expected.output)
  #expect(shop.start(command + ["night1.jsonl", "night2.jsonl"]).wait().output == expected.output)
  #expect(shop.start(command + ["-"], input: shop.read("all.jsonl")).wait().output == expected.output)
}

/// logrotate zips what is older, other programs put a byte order mark before it.
@Test(arguments: [["stats"], ["link", "--quiet"], ["export", "--to", "csv", "--quiet"], ["validate", "--quiet"]])
func recordsMayBeZippedOrMarked(command: [String]) {
  let shop = twoNights()
  let expected = shop.start(command + ["night1.jsonl", "night2.jsonl"]).wait()
  #expect(expected.code == 0)
  shop.write("\u{FEFF}" + shop.read("night2.jsonl"), to: "night2.jsonl")
  #expect(Running("gzip", [shop.path("night1.jsonl")]).wait().code == 0)
  let zipped = shop.start(command + ["night1.jsonl.gz", "night2.jsonl"]).wait()
  #expect(zipped.code == 0 && zipped.output == expected.output, "\(zipped.messages)")
  let whole = (try? Files.read(shop.path("night1.jsonl.gz"))) ?? []
  shop.write(Array(whole.dropLast(20)), to: "cut.gz")
  let cut = shop.start(command + ["cut.gz"]).wait()
  #expect(cut.code == 65 && cut.messages.contains("cut.gz: the gzip data end too early"), "\(cut.messages)")
}

@Test func aDatabaseHoldsWhatHolds() {
  let shop = twoNights()
  let export = shop.saring("export", "all.jsonl", "--to", "sqlite", "-o", "out.db")
  #expect(export.code == 0 && export.messages.contains("4 incidents (4 earlier records passed over) to out.db"), "\(export.messages)")
}

@Test func aLedgerTellsWhatWasWithdrawn() {
  let shop = Workshop()
  let run = ["run", "a.jsonl", "--ledger", "l.db", "--append", "-o", "out.jsonl"]
  shop.write(Workshop.page("a") + Workshop.page("b"), to: "a.jsonl")
  #expect(shop.start(run).wait().code == 0)
  shop.write("{\"id\":\"a\",\"text\":\"Cuaca cerah di Batam hari ini.\"}\n", to: "a.jsonl")
  #expect(shop.start(run).wait().messages.contains("a#1 no longer hold"))
  func export(_ ledger: [String]) -> Finished { shop.start(["export", "out.jsonl", "--to", "csv"] + ledger).wait() }
  #expect(export([]).messages.contains("2 incidents to"))
  let held = export(["--ledger", "l.db"])
  #expect(
    held.messages.contains("1 incident (1 earlier record passed over)") && held.output.contains("b#1") && !held.output.contains("a#1"))
  #expect(export(["--ledger", "tidak-ada.db"]).code == 78)
  #expect(Files.kind(of: shop.path("tidak-ada.db")) == .missing)
}

/// A line that cannot be read is named as before, its number and its file too.
@Test func linesThatCannotBeReadAreStillNamed() {
  let shop = twoNights()
  shop.write(shop.read("all.jsonl") + "{rusak\n", to: "all.jsonl")
  let file = shop.saring("stats", "all.jsonl")
  #expect(file.code == 65 && file.messages.contains("all.jsonl: line 9"), "\(file.messages)")
  let pipe = shop.saring("stats", "-", input: shop.read("all.jsonl"))
  #expect(pipe.code == 65 && pipe.messages.contains("-: line 9"), "\(pipe.messages)")
}
