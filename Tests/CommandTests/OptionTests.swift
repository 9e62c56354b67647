import Disk
import Glibc
import JSON
import Testing

private func fields(_ line: String) -> JSONValue { (try? JSONReader.value(of: Array(line.utf8))) ?? .null }

@Test func pathsMayComeFromAFile() {
  let shop = Workshop()
  for name in ["a", "b", "c d"] { shop.write(Workshop.page(name), to: "in/\(name).jsonl") }
  shop.write("in/a.jsonl\n\nin/b.jsonl\n", to: "list")
  #expect(shop.saring("run", "--from-file", "list").lines.count == 2)
  #expect(shop.saring("run", "--from-file", "-", "-0", input: "in/c d.jsonl\u{0}in/a.jsonl\u{0}").lines.count == 2)
  #expect(shop.saring("run", "in/a.jsonl", "--from-file=list").lines.count == 3)
  #expect(shop.saring("run", "in/a.jsonl", "-0").code == 64)
  shop.write("in/a.jsonl\r\nin/b.jsonl\r\n", to: "list")
  #expect(shop.saring("run", "--from-file", "list").lines.count == 2)
}

@Test func datesAndZonesMayBeGiven() {
  let shop = Workshop()
  shop.write("{\"text\":\"2 PMI tewas.\"}\n{\"text\":\"x\",\"date\":\"12 Juni 2024 10:00\"}\n", to: "a.jsonl")
  let published = shop.saring("clean", "a.jsonl", "--reference-date", "2025-06-12").lines.map { fields($0)["published"] }
  #expect(published.map { $0?["value"]?.string?.prefix(10) }[0] == "2025-06-12")
  #expect(published[0]?["basis"]?.string == "given")
  #expect(shop.saring("clean", "a.jsonl", "--reference-date", "2025-06-31").code == 64)
  #expect(shop.saring("clean", "a.jsonl", "--tz", "Mars").code == 64)
  let since = shop.saring("clean", "a.jsonl", "--since", "2025-01-01")
  #expect(since.code == 0 && since.lines.count <= 2)
}

@Test func pagesOfBeforeArePassedOver() {
  let shop = Workshop()
  let pages = ["2024", "2025-06", "2025-06-11", "2025-06-12", "2025-07"].map { "{\"text\":\"x\",\"date\":\"\($0)\"}\n" }
  shop.write(pages.joined() + "{\"text\":\"x\"}\n", to: "a.jsonl")
  let run = shop.saring("clean", "a.jsonl", "--since", "2025-06-12")
  let dates = run.lines.map { fields($0)["published"]?["value"]?.string ?? "-" }
  #expect(!dates.contains("2025-06-11") && dates.contains("2025-06-12") && dates.contains("-"))
  #expect(run.messages.contains("too old"))
  #expect(shop.saring("clean", "a.jsonl", "--since", "7d").code == 0)
}

@Test func logsMayBeJSON() {
  let shop = Workshop()
  shop.write(Workshop.page("a") + "{rusak\n", to: "a.jsonl")
  let run = shop.saring("run", "a.jsonl", "--log-format", "json")
  let lines = run.messages.split(separator: "\n").map { fields(String($0)) }
  #expect(lines.count == 2)
  #expect(lines[0]["error"]?.string == "bad_json" && lines[0]["doc"]?.string == "a.jsonl:2" && lines[0]["stage"]?.string == "dump")
  #expect(lines[1]["pages"]?.int == 2 && lines[1]["incidents"]?.int == 1 && lines[1]["ts"]?.string?.hasSuffix("Z") == true)
  #expect(shop.saring("run", "a.jsonl", "--quiet", "--quarantine", "q").messages.isEmpty)
}

@Test func metricsAreTextThatPrometheusReads() {
  let shop = Workshop()
  shop.write(Workshop.page("a") + "{rusak\n", to: "a.jsonl")
  #expect(shop.saring("run", "a.jsonl", "--metrics", "m.prom").code == 1)
  let text = shop.lines("m.prom")
  #expect(text.contains("saring_pages{result=\"article\"} 1") && text.contains("saring_exit_code 1"))
  #expect(text.contains("saring_failures{stage=\"dump\",error=\"bad_json\"} 1"))
  #expect(text.allSatisfy { $0.hasPrefix("# ") || $0.split(separator: " ").count == 2 })
}

@Test func rulesThatAreWrongAreToldToMachinesToo() {
  let shop = Workshop()
  shop.write(Workshop.page("a"), to: "a.jsonl")
  #expect(shop.saring("run", "a.jsonl", "--metrics", "m.prom").code == 0)
  shop.write("rule x\n", to: "rusak.rules")
  let run = shop.saring("run", "a.jsonl", "--metrics", "m.prom", "--log-format", "json")
  #expect(run.code == 78 && shop.lines("m.prom").contains("saring_exit_code 78"))
  let lines = run.messages.split(separator: "\n").map { fields(String($0)) }
  #expect(lines.count > 1 && lines.allSatisfy { $0["error"]?.string == "bad_rules" && $0["level"]?.string == "error" })
  #expect(lines[0]["doc"]?.string?.hasSuffix("rusak.rules:1") == true)
}

@Test func privacyGoesWithoutArticles() {
  let shop = Workshop()
  shop.write(Workshop.page("a"), to: "a.jsonl")
  #expect(shop.saring("run", "a.jsonl", "--privacy", "--articles", "x").code == 64)
  let line = shop.saring("run", "a.jsonl", "--privacy").output
  #expect(fields(line)["flags"]?.array?.first?["flag"]?.string == "masked")
}

@Test(arguments: [
  (["rnu"], "did you mean run?"), (["run", "--legder", "x"], "did you mean --ledger?"),
  (["run", "--format", "cvs", "x"], "did you mean csv?"), (["run", "--jobs"], "--jobs needs a value: N"),
  (["run", "--quiet=ya", "x"], "--quiet takes no value"),
  (["run", "-jx", "x"], "--jobs is a number from 1 to 1024, not x"), (["run", "-qj", "x"], "unknown option -qj"),
  (["run", "--since", "7h", "x"], "--since is a date like 2025-06-12 or a number of days like 7d, not 7h"),
  (["explain", "x", "--field", "affected.cuont"], "has the field affected.cuont"),
  (["explain", "x", "--field", "ofisials"], "did you mean officials?"),
  (["run", "-o", "a", "--output=b", "x"], "--output is given twice"),
  (["run", "--format", "html", "--format", "text", "x"], "--format is given twice"),
  (["run", "--fail-fast", "--max-failures", "3", "x"], "--fail-fast and --max-failures do not go together"),
  (["explain", "/dev/null", "--rule", "victim.namd"], "did you mean victim.named?"),
  (["explain", "/dev/null", "--rule", "in-care"], "did you mean response.in-care?"),
  (["explain", "/dev/null", "--rule", "nosuch"], "saring rules coverage PAGES names all"),
])
func mistakesAreExplained(arguments: [String], words: String) {
  let end = Running(Workshop.program, arguments).wait()
  #expect(end.code == 64 && end.messages.contains(words))
}

/// A program that stands nowhere near a pack.
@Test func aPackThatIsNotFoundIsToldAsThat() {
  let shop = Workshop()
  #expect(Running("cp", [Workshop.program, shop.path("saring")]).wait().code == 0)
  for name in shop.names where name != "saring" && name != "all.rules" { _ = Running("rm", ["-rf", shop.path(name)]).wait() }
  func said(_ arguments: [String]) -> Finished { Running(shop.path("saring"), arguments, in: shop.folder).wait() }
  for arguments in [["export", "x", "--to", "geojson"], ["eval", "x", "x", "x"]] {
    let end = said(arguments)
    #expect(end.code == 64 && end.messages.contains("no rules found: name their folder with --rules DIR"), "\(end.messages)")
  }
  let diff = said(["diff", "--rules", shop.folder, "--rules", shop.folder, "x"])
  #expect(diff.code == 64 && diff.messages.contains("has no types.rules, so it lies over the shipped rules"), "\(diff.messages)")
}

@Test func whatIsGeneratedNamesEveryOption() {
  func made(_ arguments: [String]) -> String { Running(Workshop.program, ["generate"] + arguments).wait().output }
  let shop = Workshop()
  let options = ["ledger", "max-failures", "reference-date", "id-field", "log-format"]
  for arguments in [["man"], ["options"], ["completions", "bash"], ["completions", "zsh"], ["completions", "fish"]] {
    let text = made(arguments)
    for option in options {
      let found = text.contains(option) || text.contains(option.split(separator: "-").joined(separator: "\\-"))
      #expect(found, "\(option) in \(arguments)")
    }
  }
  shop.write(made(["completions", "bash"]), to: "bash")
  #expect(Running("bash", ["-n", shop.path("bash")]).wait().code == 0)
  #expect(made(["man"]).hasPrefix(".TH SARING 1"))
  #expect(Running(Workshop.program, ["generate", "completions", "csh"]).wait().code == 64)
}

@Test func valuesMayBeInOneWordWithTheirOption() {
  let shop = Workshop()
  shop.write(Workshop.page("a"), to: "a.txt")
  for arguments in [["-j2"], ["-j=2"], ["-oout.jsonl"]] {
    #expect(shop.start(["run", "a.txt", "--format", "ndjson"] + arguments).wait().code == 0)
  }
  #expect(shop.lines("out.jsonl").count == 1)
}

@Test func helpTellsOfACommand() {
  func said(_ arguments: [String]) -> Finished { Running(Workshop.program, arguments).wait() }
  #expect(said(["help", "run"]).output == said(["run", "--help"]).output)
  #expect(said(["help"]).output == said(["--help"]).output && said(["help", "rnu"]).code == 64)
}

@Test func versionNamesRulesAndSchemas() {
  let lines = Running(Workshop.program, ["--version"]).wait().lines
  #expect(lines.count == 6 && lines[0].hasPrefix("saring ") && lines[3].hasPrefix("saring.incident/1 "))
}

@Test func foldersAreReadAsFarAsTheyMayBe() {
  let shop = Workshop()
  for name in ["b", "a/1", "a/2", "c/d/3"] { shop.write(Workshop.page(name), to: "in/\(name).jsonl") }
  // Back to a folder above, and to one beside.
  unsafe symlink("..", shop.path("in/c/d/atas"))
  unsafe symlink("../a", shop.path("in/c/lagi"))
  let run = shop.saring("run", "in")
  #expect(run.code == 0)
  #expect(run.lines.map { fields($0)["id"]?.string ?? "" } == ["a/1#1", "a/2#1", "b#1", "c/d/3#1", "a/1~2#1", "a/2~2#1"])
}

@Test func aDocumentOfJSONMayComeFromStandardInput() {
  let shop = Workshop()
  let pages = ["a", "b", "c"].map { String(Workshop.page($0).dropLast()) }
  #expect(shop.saring("run", "-", input: "[" + pages.joined(separator: ",\n") + "]\n").lines.count == 3)
  #expect(shop.saring("run", "-", "--format", "json", input: "\n" + pages[0]).lines.count == 1)
  #expect(shop.saring("run", "-", "--format", "json", "--quarantine", "q", input: "[\(pages[0]), {rusak}, \(pages[1])]").lines.count == 2)
  #expect(fields(shop.lines("q").first ?? "")["message"]?.string?.hasPrefix("element 2") == true)
}
