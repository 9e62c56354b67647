import Disk
import Glibc
import Testing

private let addition = """
  rule harm.lost
    phase harms
    match hilang
    make harm(kind: "missing")
    example "dua PMI [hilang]"
    reject "ia tiba"

  """

private func saring(_ shop: Workshop, _ arguments: String..., environment: [String] = []) -> Finished {
  Running("env", environment + [Workshop.program] + arguments, in: shop.folder).wait()
}

@Test func packsLieOverOneAnother() {
  let shop = Workshop()
  shop.write(addition, to: ".mine/a.rules")
  shop.write("name\tcode\tubah\nx\ty\tz\n", to: ".bad/lists/harm_words.tsv")
  let check = saring(shop, "rules", "check", "--rules", ".", "--rules", ".mine")
  #expect(check.code == 0 && check.output.contains("., .mine: 4 rules"), "\(check.output)")
  #expect(saring(shop, "rules", "test", "--rules", ".:.mine").output == "8 examples passed, 0 failed, 0 to do\n")
  #expect(saring(shop, "rules", "test", environment: ["SARING_RULES=.:.mine"]).output.hasPrefix("8 examples"))
  #expect(saring(shop, "rules", "test", "--rules", ".mine", environment: ["SARING_RULES=."]).output.hasPrefix("8 examples"))
  let bad = saring(shop, "rules", "check", "--rules", ".", "--rules=.bad")
  #expect(
    bad.code == 78 && bad.output.contains(".bad/lists/harm_words.tsv:1:1: error: ./lists/harm_words.tsv has no column ubah"),
    "\(bad.output)")
}

@Test func aPackWithoutTypesLiesOverTheShippedOne() {
  let shop = Workshop()
  shop.write("disable harm.word\n", to: ".mine/a.rules")
  let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Rules"
  let check = saring(shop, "rules", "check", "--rules", ".mine", environment: ["SARING_RULES=\(root)"])
  #expect(check.code == 0 && check.output.contains("\(root), .mine: "), "\(check.output)")
}

@Test func messagesFollowTheLocale() {
  let shop = Workshop()
  shop.write("disable harm.lsot\n" + addition, to: ".mine/a.rules")
  let english = saring(shop, "rules", "check", "--rules", ".:.mine", environment: ["LC_ALL=C"])
  #expect(english.code == 78 && english.output.contains(".mine/a.rules:1:1: error: no rule is named harm.lsot: did you mean harm.lost?"))
  let indonesian = saring(shop, "rules", "check", "--rules", ".:.mine", environment: ["LC_ALL=id_ID.UTF-8"])
  #expect(indonesian.output.contains(".mine/a.rules:1:1: error: tidak ada kaidah bernama harm.lsot: maksud Anda harm.lost?"))
  #expect(
    saring(shop, "rules", "test", "--rules", ".", environment: ["LC_ALL=", "LANG=id"]).output
      == "6 contoh lulus, 0 gagal, 0 belum dijalankan\n")
}

@Test func filesThatNoPackReadsAreTold() {
  let shop = Workshop()
  shop.write(addition, to: ".mine/a.rule")
  shop.write("name\nAlat\n", to: ".mine/lists/alat.txt")
  shop.write("# notes\n", to: ".mine/README.md")
  let check = saring(shop, "rules", "check", "--rules", ".:.mine", environment: ["LC_ALL=C"])
  #expect(check.code == 0)
  #expect(check.lines.count { $0.hasSuffix("warning: this file is not read: rules end in .rules, lists in .tsv") } == 2, "\(check.output)")
}

@Test func timesAndCoverageOfRules() {
  let shop = Workshop()
  shop.write(Workshop.page("a") + Workshop.page("b"), to: "in.jsonl")
  let run = saring(shop, "run", "in.jsonl", "--rules", ".", "--time-rules")
  #expect(run.code == 0 && run.lines.count == 2)
  #expect(run.messages.contains("count.people") && run.messages.contains("3 rules over 2 pages"), "\(run.messages)")
  let time = saring(shop, "rules", "time", "in.jsonl", "--rules", ".")
  #expect(time.code == 0 && time.lines.count == 5 && time.lines[0].hasSuffix("rule"))
  shop.write(addition, to: ".mine/a.rules")
  let coverage = saring(shop, "rules", "coverage", "in.jsonl", "--rules", ".:.mine")
  #expect(coverage.lines.last == "never: .mine/a.rules:1: harm.lost (never tried)", "\(coverage.output)")
  #expect(coverage.lines.contains("3 of 4 rules fired on 2 pages"))
  #expect(saring(shop, "rules", "time", "--rules", ".").code == 64)
  #expect(saring(shop, "rules", "check", "in.jsonl", "--rules", ".").code == 64)
  #expect(saring(shop, "rules", "check", "--watch", "--rules", ".").code == 64)
}

@Test func diffTellsWhatAChangeOfRulesChanges() {
  let shop = Workshop()
  shop.write(Workshop.page("a") + Workshop.page("b"), to: "in.jsonl")
  let same = saring(shop, "diff", "--rules", ".", "--rules", ".", "in.jsonl")
  #expect(same.code == 0 && same.output == "4 records, no difference\n", "\(same.output)\(same.messages)")
  shop.write("disable count.people\n", to: ".mine/a.rules")
  let diff = saring(shop, "diff", "--rules", ".", "--rules", ".:.mine", "in.jsonl")
  #expect(diff.code == 1)
  #expect(diff.output.contains("- affected.count: 2"), "\(diff.output)")
  let brief = saring(shop, "diff", "--rules=.:.mine", "--summary", "in.jsonl", environment: ["SARING_RULES=."])
  #expect(brief.code == 1 && !brief.output.contains("- affected") && brief.output.contains("affected.count"), "\(brief.output)")
  #expect(saring(shop, "diff", "in.jsonl").code == 64)
}

@Test func watchTellsWhatIsNewAndWhatIsMended() {
  let shop = Workshop()
  let running = Running(Workshop.program, ["rules", "test", "--watch", "--rules", "."], in: shop.folder)
  #expect(running.hasSaid("6 examples passed, 0 failed"))
  shop.write(
    addition.split(separator: "\n").map { $0 == "  match hilang" ? "  match raib" : String($0) }.joined(separator: "\n") + "\n",
    to: "new.rules")
  #expect(running.hasSaid("harm.lost does not match its example"))
  shop.write("rule", to: "new.rules")
  #expect(running.hasSaid("new.rules:1:5: error: expected the rule's name"))
  shop.write(addition, to: "new.rules")
  #expect(running.hasSaid("mended: ./new.rules:1:5"))
  #expect(running.hasSaid("8 examples passed, 0 failed"))
  running.signal(SIGINT)
  let end = running.wait()
  #expect(end.code == 130)
  #expect(end.lines.count { $0.contains("does not match its example") } == 2, "\(end.output)")
}

@Test func overlapsArePrintedOnDemand() {
  let shop = Workshop()
  let test = saring(shop, "rules", "test", "--overlaps", "--rules", ".", environment: ["LC_ALL=C"])
  #expect(test.output == "no two rules meet in an example\n6 examples passed, 0 failed, 0 to do\n")
}

@Test(
  arguments: [
    (["run", "in.jsonl", "--rules", "nosuch"], []), (["run", "in.jsonl", "--rules", ".", "--rules", "nosuch"], []),
    (["run", "in.jsonl", "--rules", ".:nosuch"], []), (["run", "in.jsonl", "--rules", "in.jsonl"], []),
    (["run", "in.jsonl"], ["SARING_RULES=nosuch"]), (["diff", "in.jsonl", "--rules", ".", "--rules", "nosuch"], []),
    (["rules", "check", "--rules", "nosuch"], []), (["stats", "in.jsonl", "--rules", "nosuch"], []),
  ] as [([String], [String])])
func aFolderOfRulesThatIsNoneIsNamed(arguments: [String], environment: [String]) {
  let shop = Workshop()
  shop.write(Workshop.page("a"), to: "in.jsonl")
  let run = Running("env", environment + [Workshop.program] + arguments, in: shop.folder).wait()
  let name = arguments.last == "in.jsonl" && environment.isEmpty ? "in.jsonl" : "nosuch"
  #expect(run.code == 78 && run.output.isEmpty && run.messages.contains("\(name): there is no such folder of rules"), "\(run.messages)")
}

@Test func aFolderOfRulesHasAName() {
  let shop = Workshop()
  let check = saring(shop, "rules", "check", "--rules", "")
  #expect(check.code == 78 && check.messages.contains("the folder of rules has no name"))
}

@Test(arguments: [["diff", "--rules", ".", "--rules", "."], ["rules", "coverage", "--rules", "."]])
func aPathThatIsMissingIsNamed(command: [String]) {
  let shop = Workshop()
  shop.write(Workshop.page("a") + "{rusak\n", to: "in.jsonl")
  for paths in [["nosuch"], ["in.jsonl", "nosuch"]] {
    let run = Running(Workshop.program, command + paths, in: shop.folder).wait()
    #expect(run.code == 66 && run.output.isEmpty && run.messages.contains("no page in nosuch"), "\(run.messages)")
  }
  let some = Running(Workshop.program, command + ["in.jsonl"], in: shop.folder).wait()
  #expect(some.code == 0 && some.messages.contains("in.jsonl:2: bad_json"), "\(some.messages)")
}

@Test func aByteOrderMarkIsNoPartOfRules() {
  let shop = Workshop()
  for name in ["all.rules", "types.rules", "lists/countries.tsv"] { shop.write("\u{FEFF}" + shop.read(name), to: name) }
  let check = saring(shop, "rules", "check", "--rules", ".")
  #expect(check.code == 0 && check.output.contains("0 errors, 0 warnings"), "\(check.output)")
  shop.write("disable harm.lsot\n", to: "rusak.rules")
  #expect(saring(shop, "rules", "check", "--rules", ".").output.contains(": 1 error, "))
}
