import Bytes
import Disk
import Dumps
import Glibc
import Mentions
import Pipeline
import Records

/// `workbench golden check|update CORPUS RULES [CASE…]`: every case's page through all stages, against one expected file a stage.
///
/// A failure names its stage. An update prints what it changed and ends with 1 where it changed anything: read the diff, run again.
func golden(_ arguments: [String]) throws -> Int32 {
  guard arguments.count >= 3, let verb = arguments.first, ["check", "update"].contains(verb) else {
    print("workbench golden check|update CORPUS RULES [CASE…]")
    return 64
  }
  guard let engine = try loadedEngine(rules: arguments[2], producer: Producer(saring: "golden", rules: "golden")) else { return 78 }
  let corpus = arguments[1]
  var changed = 0
  var cases = 0
  for page in try Files.below(corpus) {
    let parts = page.dropFirst(corpus.count + 1).split(separator: "/")
    guard parts.count == 2, parts[1].hasPrefix("page."),
      arguments.count == 3 || arguments.dropFirst(3).contains(String(parts[0]))
    else { continue }
    cases += 1
    let folder = "\(corpus)/\(parts[0])"
    for (name, bytes) in try stages(page, engine) {
      let path = "\(folder)/expected.\(name)"
      let expected = Files.kind(of: path) == .file ? try Files.read(path) : nil
      guard expected != bytes else { continue }
      changed += 1
      print("\(parts[0]): \(name) \(expected == nil ? "is new" : "differs")\(difference(expected ?? [], bytes))")
      if verb == "update" {
        var file = try OutputFile(path)
        try file.append(bytes)
        try file.finish()
      }
    }
  }
  print("\(cases) cases, \(changed) expected files \(verb == "update" ? "written" : "differ")")
  return changed > 0 || cases == 0 ? 1 : 0
}

/// What each stage gives for a page: the article records, the printed mentions, the incident records.
private func stages(_ page: String, _ engine: Engine) throws -> [(String, [UInt8])] {
  var reader = PageReader(ArraySource(try Files.read(page)), path: page)
  var articles: [UInt8] = []
  var mentions: [UInt8] = []
  var incidents: [UInt8] = []
  while let item = reader.next() {
    articles += engine.process(item, path: page, upTo: .clean).article ?? []
    if case .page(let raw) = item {
      let article = engine.clean(raw)
      let lines = engine.extract(article).mentions.map { "\($0.place.rawValue) \($0.range): \($0)\n" }
      mentions += Array(lines.joined().utf8)
    }
    for line in engine.process(item, path: page, upTo: .run).incidents { incidents += line }
  }
  return [("article.jsonl", articles), ("mentions.txt", mentions), ("incidents.jsonl", incidents)]
}

/// The first line in which two texts differ, both forms, around the place.
private func difference(_ expected: [UInt8], _ found: [UInt8]) -> String {
  let a = expected.split(separator: 0x0A, omittingEmptySubsequences: false)
  let b = found.split(separator: 0x0A, omittingEmptySubsequences: false)
  for index in 0..<max(a.count, b.count) {
    let old = index < a.count ? a[index] : []
    let new = index < b.count ? b[index] : []
    guard !old.elementsEqual(new) else { continue }
    let same = zip(old, new).prefix { $0 == $1 }.count
    func excerpt(_ line: ArraySlice<UInt8>) -> String {
      let from = line.startIndex + max(0, min(same - 60, line.count))
      return String(decoding: line[from..<min(from + 160, line.endIndex)], as: UTF8.self)
    }
    return " in line \(index + 1):\n  - …\(excerpt(old))…\n  + …\(excerpt(new))…"
  }
  return ""
}
