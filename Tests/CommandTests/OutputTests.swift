import Disk
import Glibc
import Testing

private let append = ["--append", "--ledger", "first.db"]

/// The second run on an output that another one writes, however both do it.
@Test(arguments: [(append, append), (append, []), ([], append), ([], [])], ["", "lama\n"])
func anOutputHasOneRun(modes: (first: [String], second: [String]), old: String) {
  let shop = Workshop()
  shop.write(Workshop.page("a"), to: "a.jsonl")
  if !old.isEmpty { shop.write(old, to: "out.jsonl") }
  let first = shop.start(
    ["run", "-", "--format", "jsonl", "--jobs", "1", "-o", "out.jsonl", "--articles", "-"] + modes.first, input: "…")
  first.feed(Workshop.page("b"))
  #expect(first.hasSaid("\"id\":\"b\""))
  let ledger = modes.second.map { $0 == "first.db" ? "second.db" : $0 }
  let second = shop.start(["run", "a.jsonl", "-o", "./out.jsonl"] + ledger).wait()
  #expect(second.code == 75 && second.messages.contains("another run"))
  first.closeInput()
  #expect(first.wait().code == 0)
  #expect(shop.lines("out.jsonl").count == (modes.first.isEmpty || old.isEmpty ? 1 : 2))
  #expect(Files.kind(of: shop.path("out.jsonl.saring-new")) == .missing)
  #expect(shop.start(["run", "a.jsonl", "-o", "out.jsonl"] + ledger).wait().code == 0)
}

@Test(arguments: [
  ["run", "in.jsonl", "-o", "in.jsonl"], ["run", "in.jsonl", "-o", "./in.jsonl"], ["run", "in.jsonl", "-o", "link.jsonl"],
  ["run", "in.jsonl", "--append", "-o", "in.jsonl"], ["run", "in.jsonl", "--quarantine", "in.jsonl"],
  ["run", "in.jsonl", "--metrics", "in.jsonl"], ["run", "link.jsonl", "-o", "in.jsonl"], ["run", "in.jsonl", "--ledger", "in.jsonl"],
  ["run", "-", "--from-file", "in.jsonl", "-o", "in.jsonl"], ["link", "in.jsonl", "-o", "in.jsonl"],
  ["link", "x", "--articles", "in.jsonl", "-o", "in.jsonl"], ["export", "in.jsonl", "--to", "csv", "-o", "in.jsonl"],
  ["export", "in.jsonl", "--to", "sqlite", "-o", "in.jsonl"], ["eval", "in.jsonl", "x", "y", "--json", "in.jsonl"],
  ["export", "x", "--ledger", "in.jsonl", "--to", "csv", "-o", "in.jsonl"], ["link", "x", "--ledger", "in.jsonl", "-o", "in.jsonl"],
  ["run", "in.jsonl", "-o", "a.jsonl", "--quarantine", "./a.jsonl"],
  ["run", "in.jsonl", "-o", "folder/a.jsonl", "--articles", "link/a.jsonl"],
  ["run", "in.jsonl", "-o", "a.db", "--ledger", "a.db"], ["run", "in.jsonl", "-o", "."], ["run", "in.jsonl", "-o", ""],
  ["run", "in.jsonl", "-o", "a.jsonl.gz"], ["export", "in.jsonl", "--to", "csv", "-o", "."],
])
func noFileIsWrittenThatIsReadOrWrittenAlready(arguments: [String]) {
  let shop = Workshop()
  shop.write(Workshop.page("a"), to: "in.jsonl")
  shop.write("", to: "folder/x")
  unsafe symlink("in.jsonl", shop.path("link.jsonl"))
  unsafe symlink("folder", shop.path("link"))
  #expect(shop.start(arguments).wait().code == 64)
  #expect(shop.read("in.jsonl") == Workshop.page("a"))
  #expect(["a.jsonl", "a.db", "folder/a.jsonl", "a.jsonl.gz"].allSatisfy { Files.kind(of: shop.path($0)) == .missing })
}

/// A file that is replaced keeps its mode, and its place where a link leads there.
@Test(arguments: [
  ["run", "in.jsonl", "-o", "link"], ["run", "in.jsonl", "--ledger", "l.db", "-o", "link"], ["run", "in.jsonl", "--append", "-o", "link"],
  ["export", "records.jsonl", "--to", "csv", "-o", "link"], ["export", "records.jsonl", "--to", "sqlite", "-o", "link"],
])
func aFileThatIsReplacedKeepsItsModeAndItsLinks(arguments: [String]) {
  let shop = Workshop()
  shop.write(Workshop.page("a"), to: "in.jsonl")
  #expect(shop.saring("run", "in.jsonl", "-o", "records.jsonl").code == 0)
  shop.write("", to: "folder/out")
  unsafe chmod(shop.path("folder/out"), 0o600)
  unsafe symlink("folder/out", shop.path("link"))
  #expect(shop.start(arguments).wait().code == 0)
  var status = stat()
  #expect(unsafe lstat(shop.path("folder/out"), &status) == 0 && status.st_mode & 0o777 == 0o600 && status.st_size > 0)
  #expect(unsafe lstat(shop.path("link"), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
  #expect((try? Files.names(in: shop.path("folder"))) == ["out"])
}

@Test func standardInputAndOutputMayBeTheFileToo() {
  let shop = Workshop()
  shop.write(Workshop.page("a"), to: "in.jsonl")
  let command = "'\(Workshop.program)' run --rules ."
  for words in ["- -o in.jsonl < in.jsonl", "in.jsonl >> in.jsonl"] {
    #expect(Running("bash", ["-c", "\(command) \(words)"], in: shop.folder).wait().code == 64)
    #expect(shop.read("in.jsonl") == Workshop.page("a"))
  }
  #expect(Running("bash", ["-c", "\(command) - --format jsonl < in.jsonl > out"], in: shop.folder).wait().code == 0)
}

@Test func whatARunWritesInAFolderItDoesNotRead() {
  let shop = Workshop()
  shop.write(Workshop.page("a"), to: "in/a.jsonl")
  let outputs = [
    "--append", "-o", "in/out.jsonl", "--articles", "in/art.jsonl", "--quarantine", "in/bad.jsonl", "--ledger", "in/l.db", "--lock",
    "in/lock", "--metrics", "in/m.prom",
  ]
  for _ in 0..<2 { #expect(shop.start(["run", "in"] + outputs).wait().code == 0) }
  #expect(shop.lines("in/out.jsonl").count == 1 && shop.lines("in/bad.jsonl").isEmpty)
  shop.write("in/a.jsonl\nin/out.jsonl\n", to: "list")
  #expect(shop.start(["run", "--from-file", "list", "-o", "in/out.jsonl"]).wait().messages.contains("1 page,"))
  // Another run's: no pages.
  let other = shop.saring("run", "in/a.jsonl", "in/out.jsonl", "--quarantine", "q")
  #expect(other.code == 1 && other.lines.count == 1)
  #expect(shop.lines("q").count == 1 && shop.read("q").contains("this is a record of saring (saring.incident/1), not a page"))
}

@Test(arguments: [
  ("{\"utuh\":1}", true), ("{\"utuh\":{\"a\":[1]}} ", true), ("{\"utuh\":{\"a\":[1]}", false), ("12", false), ("{\"sepa", false),
])
func aLastLineWithoutItsBreakIsKeptWhereItIsWhole(line: String, isKept: Bool) {
  for mode in [["--append"], ["--append", "--ledger", "l.db"], ["--ledger", "l.db"]] {
    let shop = Workshop()
    shop.write(Workshop.page("a"), to: "a.jsonl")
    shop.write("{\"lama\":1}\n" + line, to: "out.jsonl")
    #expect(shop.start(["run", "a.jsonl", "-o", "out.jsonl"] + mode).wait().code == 0)
    let old = "{\"lama\":1}\n" + (isKept ? line + "\n" : "")
    #expect(shop.read("out.jsonl").hasPrefix(old + "{\"schema\"") && shop.lines("out.jsonl").count == (isKept ? 3 : 2))
  }
}

@Test func whatCannotBeMadeSaysWhy() {
  let shop = Workshop()
  shop.write(Workshop.page("a") + "{rusak\n", to: "a.jsonl")
  let metrics = shop.saring("run", "a.jsonl", "--metrics", "tidak/ada.prom")
  #expect(metrics.code == 73)
  let ledger = shop.saring("run", "a.jsonl", "--ledger", "tidak/ada.db")
  #expect(ledger.code == 78 && ledger.messages.contains("tidak/ada.db") && ledger.lines.isEmpty)
  // No file is made in sysfs, not even by root.
  let denied = shop.saring("run", "a.jsonl", "-o", "/sys/saring.jsonl")
  #expect(denied.code == 73 && !denied.messages.contains("No such file"))
}

@Test(arguments: [
  ("kosong.txt", ""), ("kosong.html", " \n"), ("kosong.jsonl", "{\"id\":\"a\",\"text\":\"\"}\n"), ("kosong.csv", "id,text\na,\n"),
])
func aPageInWhichNothingIsIsAFailure(name: String, text: String) {
  let shop = Workshop()
  shop.write(text, to: name)
  shop.write(Workshop.page("a"), to: "a.jsonl")
  let alone = shop.saring("run", name, "--quarantine", "q")
  #expect(alone.code == 66 && shop.read("q").contains("\"error\":\"empty\""))
  let beside = shop.saring("run", name, "a.jsonl")
  #expect(beside.code == 1 && beside.lines.count == 1)
}

@Test func nothingInAFolderVanishes() {
  let shop = Workshop()
  shop.write(Workshop.page("a"), to: "in/a.jsonl")
  unsafe mkfifo(shop.path("in/pipa"), 0o644)
  unsafe symlink("tidak-ada", shop.path("in/putus"))
  let run = shop.saring("run", "in")
  #expect(run.code == 1 && run.lines.count == 1)
  #expect(run.messages.contains("in/pipa: unreadable") && run.messages.contains("in/putus: unreadable"))
}
