import Disk
import Glibc
import Testing

/// Every exit code of the help, each by what brings it about.
@Test func everyExitCodeComesWhenHelpSaysSo() {
  let shop = Workshop()
  shop.write(Workshop.page("a"), to: "a.jsonl")
  shop.write(Workshop.page("a") + "{rusak\n", to: "b.jsonl")
  #expect(shop.saring("run", "a.jsonl").code == 0)
  let some = shop.saring("run", "b.jsonl", "--quarantine", "q.jsonl")
  #expect(some.code == 1 && some.lines.count == 1 && shop.lines("q.jsonl").count == 1)
  #expect(shop.saring("run").code == 64)
  #expect(shop.saring("run", "a.jsonl", "--jobs", "0").code == 64)
  #expect(shop.saring("run", "b.jsonl", "--fail-fast", "-o", "x.jsonl").code == 65)
  #expect(Files.kind(of: shop.path("x.jsonl")) == .missing)
  #expect(shop.saring("run", "b.jsonl", "--max-failures", "1").code == 1)
  #expect(shop.saring("run", "b.jsonl", "--max-failures", "40%").code == 1)
  shop.write((0..<100).map { Workshop.page("\($0)") }.joined() + String(repeating: "{\n", count: 50), to: "many.jsonl")
  #expect(shop.saring("run", "many.jsonl", "--max-failures", "40%").code == 1)
  #expect(shop.saring("run", "many.jsonl", "--max-failures", "30%").code == 65)
  #expect(shop.saring("run", "tidak-ada.jsonl").code == 66)
  #expect(shop.saring("run", "-", input: "").code == 66)
  #expect(shop.saring("run", "-", "--format", "jsonl", input: "").code == 66)
  #expect(shop.saring("run", "a.jsonl", "-o", "tidak/ada.jsonl").code == 73)
  #expect(shop.saring("run", "a.jsonl", "-o", "/dev/full").code == 74)
  // A device stays one.
  #expect(Files.kind(of: "/dev/full") == .other)
  shop.write("rule x\n", to: "rusak.rules")
  #expect(shop.saring("run", "a.jsonl").code == 78)
}

@Test func aNameThatIsNotUTF8IsAFailure() {
  let shop = Workshop()
  shop.write(Workshop.page("a"), to: "in/a.jsonl")
  let made = Running("bash", ["-c", "cp in/a.jsonl $'in/caf\\xe9.jsonl'"], in: shop.folder).wait()
  let run = shop.saring("run", "in")
  #expect(made.code == 0 && run.code == 1 && run.lines.count == 1 && run.messages.contains("its name is not UTF-8"))
}

@Test func aBugEndsWith70() {
  let shop = Workshop()
  let run = shop.start(["run", "-", "--format", "jsonl", "--jobs", "1"], input: "…")
  run.feed(Workshop.page("a"))
  #expect(run.hasSaid("a#1"))
  run.signal(SIGILL)
  let end = run.wait()
  #expect(end.code == 70 && end.messages.contains("internal error"))
}

@Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
func aSignalKeepsWhatIsDone(signal: Int32, code: Int32) {
  let shop = Workshop()
  let run = shop.start(
    ["run", "-", "--format", "jsonl", "--jobs", "1", "--append", "-o", "out.jsonl", "--ledger", "l.db", "--articles", "-"],
    input: "…", before: ["env", "--default-signal"])
  run.feed(Workshop.page("a") + Workshop.page("b") + "{\"id\":\"half")
  #expect(run.hasSaid("\"id\":\"b\""))
  run.signal(signal)
  let end = run.wait()
  run.closeInput()
  #expect(end.code == code)
  #expect(shop.lines("out.jsonl").count == 2)
  #expect(end.messages.contains("2 pages, 2 articles, 2 incidents, 0 failures"))
  // The rest comes with the next run, nothing twice.
  let rest = Workshop.page("a") + Workshop.page("b") + Workshop.page("c")
  #expect(
    shop.saring("run", "-", "--format", "jsonl", "--append", "-o", "out.jsonl", "--ledger", "l.db", input: rest).code == 0)
  #expect(shop.lines("out.jsonl").count == 3)
}

/// `nohup saring run …`.
@Test func aHangupThatIsIgnoredStaysSo() {
  let shop = Workshop()
  let run = shop.start(
    ["run", "-", "--format", "jsonl", "--jobs", "1"], input: "…", before: ["env", "--ignore-signal=HUP"])
  run.feed(Workshop.page("a"))
  #expect(run.hasSaid("a#1"))
  run.signal(SIGHUP)
  run.closeInput()
  #expect(run.wait().code == 0)
}

@Test func anInterruptedRunLeavesTheOldFileAlone() {
  let shop = Workshop()
  shop.write("lama\n", to: "out.jsonl")
  let run = shop.start(["run", "-", "--format", "jsonl", "--jobs", "1", "-o", "out.jsonl", "--articles", "-"], input: "…")
  run.feed(Workshop.page("a"))
  #expect(run.hasSaid("\"id\":\"a\""))
  run.signal(SIGTERM)
  #expect(run.wait().code == 143)
  run.closeInput()
  #expect(shop.read("out.jsonl") == "lama\n" && shop.lines("out.jsonl.partial").count == 1)
}

@Test func aReaderThatHasGoneIsNoError() {
  let shop = Workshop()
  shop.write(Workshop.page("a"), to: "a.jsonl")
  let run = Running(
    Workshop.program, ["run", "a.jsonl", "--rules", shop.folder], in: shop.folder, closedOutput: true)
  let end = run.wait()
  #expect(end.code == 0 && end.messages.isEmpty)
}

@Test func onlyOneRunAtATime() {
  let shop = Workshop()
  shop.write(Workshop.page("a"), to: "a.jsonl")
  let first = shop.start(
    [
      "run", "-", "--format", "jsonl", "--jobs", "1", "-o", "out.jsonl", "--ledger", "l.db", "--lock", "lock",
      "--articles", "-",
    ], input: "…")
  first.feed(Workshop.page("b"))
  #expect(first.hasSaid("\"id\":\"b\""))
  let locked = shop.saring("run", "a.jsonl", "--lock", "lock")
  #expect(locked.code == 75 && locked.messages.contains("another run"))
  #expect(shop.saring("run", "a.jsonl", "--ledger", "l.db").code == 75)
  #expect(shop.saring("run", "a.jsonl", "-o", "out.jsonl").code == 75)
  first.closeInput()
  #expect(first.wait().code == 0)
  #expect(shop.lines("out.jsonl").count == 1)
  #expect(shop.saring("run", "a.jsonl", "--lock", "lock", "--ledger", "l.db", "-o", "out.jsonl").code == 0)
  // With a ledger a file keeps what it has.
  #expect(shop.lines("out.jsonl").count == 2)
}
