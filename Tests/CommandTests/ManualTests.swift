import Testing

/// What the README gives to copy: the blocks between lines of "```", by the heading that they stand under.
private func blocks(under heading: String) -> [[String]] {
  var blocks: [[String]] = []
  var isUnder = false
  var isInside = false
  let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  for line in Workshop().lines("\(root)/README.md") {
    if line.hasPrefix("```") {
      isInside.toggle()
      if isInside && isUnder { blocks.append([]) }
    } else if isInside {
      if isUnder { blocks[blocks.count - 1].append(line) }
    } else if line.hasPrefix("#") {
      isUnder = line == heading
    }
  }
  return blocks
}

/// A command of the README on the folders of a test, and with its pack.
private func adapted(_ command: String, to shop: Workshop) -> String {
  command.replacing("/usr/local/bin/saring", with: Workshop.program).replacing("/srv/pages", with: shop.path("pages"))
    .replacing("/var/lib/saring", with: shop.path("state")).replacing("/var/lib/node_exporter", with: shop.path("state"))
}

private func nightlyShop() -> Workshop {
  let shop = Workshop()
  shop.write(Workshop.page("a") + "{rusak\n", to: "pages/a.jsonl")
  shop.write("", to: "state/none")
  return shop
}

@Test func theServiceOfTheREADMERuns() throws {
  let files = blocks(under: "### systemd")
  #expect(files.count == 2)
  // As systemd reads it: a line that ends in a backslash goes on in the next.
  let service = files[0].joined(separator: "\n").replacing("\\\n", with: " ").split(separator: "\n")
  for line in service + files[1].map({ $0[...] }) {
    let isHeading = line.hasPrefix("[") && line.hasSuffix("]")
    let key = line.prefix { $0 != "=" }
    #expect(isHeading || line.hasPrefix("#") || key.count < line.count && key.allSatisfy(\.isLetter), "\(line)")
  }
  let command = try String(#require(service.first { $0.hasPrefix("ExecStart=") }).dropFirst("ExecStart=".count))
  let shop = nightlyShop()
  let words = adapted(command.replacing("%%", with: "%"), to: shop).split(separator: " ").map { String($0) }
  let run = Running(words[0], Array(words.dropFirst()) + ["--rules", shop.folder], in: shop.folder).wait()
  #expect(run.code == 1, "\(run.messages)")
  #expect(shop.lines("state/incidents.jsonl").count == 1)
  #expect(shop.lines("state/bad.jsonl").count == 1)
  #expect(shop.read("state/saring.prom").contains("saring_exit_code 1"))
}

@Test func theCrontabLineOfTheREADMERuns() throws {
  let line = try #require(blocks(under: "### crontab").first)
  // cron knows no continuation lines, and reads "%" as a break.
  #expect(line.count == 1 && !line[0].contains("%"))
  let command = String(line[0].split(separator: " ", maxSplits: 5)[5]).replacing(" --quiet", with: " --quiet --rules $PWD/..")
  let shop = nightlyShop()
  let run = Running("/bin/sh", ["-c", adapted(command, to: shop)], in: shop.folder).wait()
  #expect(run.code == 0, "\(run.messages)")
  #expect(shop.lines("state/incidents.jsonl").count == 1)
  #expect(shop.lines("state/bad.jsonl").count == 1)
  // Some pages failed, and a run that is still going, are no reason for a mail of cron's; a full disk is.
  let end = try #require(command.split(separator: " $PWD/..", maxSplits: 1).last)
  for (code, isFine) in [(0, true), (1, true), (75, true), (74, false), (78, false)] {
    #expect((Running("/bin/sh", ["-c", "(exit \(code))\(end)"], in: shop.folder).wait().code == 0) == isFine, "\(code)")
  }
}
