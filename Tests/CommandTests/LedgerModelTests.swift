import Disk
import Glibc
import JSON
import Testing

/// Nights over a folder in which files are changed, copied, renamed and removed at random, now and then under other settings. After each
/// the records that hold must be those of one run over what is there, beside those of pages that were removed.
@Suite struct LedgerModelTests {
  /// SplitMix64: the same nights whenever the test runs.
  private struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private static let seeds = unsafe getenv("SARING_SEEDS").flatMap { UInt64(unsafe String(cString: $0)) } ?? 12

  /// A page that tells no incident stands for 0.
  private func text(_ count: Int) -> String {
    if count == 0 { return "Cuaca cerah di Batam hari ini.\n" }
    return "BATAM – \(count + 1) PMI tewas di Malaysia.\n\n\(count + 1) PMI tewas pada malam hari.\n"
  }

  /// What a record says, without the number that it has beside others of its id.
  private func told(_ file: String, _ shop: Workshop, ledger: String) -> [String] {
    let export = shop.saring("export", file, "--to", "csv", "--ledger", ledger)
    #expect(export.code == 0, "\(export.messages)")
    return export.output.split(separator: "\r\n").dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      return cells.dropFirst(2).joined(separator: ",")
    }.sorted()
  }

  private func night(_ shop: Workshop, _ day: Int, _ jobs: Int) -> [String] {
    let settings = ["--reference-date", "2025-06-0\(day)", "--quiet"]
    let run = shop.start(["run", "in", "--ledger", "l.db", "--append", "-o", "out.jsonl", "-j", "\(jobs)"] + settings).wait()
    #expect(run.code == 0 || run.code == 66, "\(run.messages)")
    for file in ["fresh.db", "fresh.jsonl"] { unsafe unlink(shop.path(file)) }
    _ = shop.start(["run", "in", "--ledger", "fresh.db", "-o", "fresh.jsonl", "-j", "1"] + settings).wait()
    return told("fresh.jsonl", shop, ledger: "fresh.db")
  }

  @Test(arguments: 0..<LedgerModelTests.seeds) func filesComeAndGo(seed: UInt64) {
    let shop = Workshop()
    var dice = Dice(state: seed)
    var files: [String: Int] = [:]
    // Pages all of whose files are gone: their records may stay.
    var removed: Set<Int> = []
    var day = 1
    var story: [String] = []
    for night in 0..<6 {
      let before = files
      for _ in 0..<Int.random(in: 1...4, using: &dice) {
        let from = "\("abcd".randomElement(using: &dice)!)"
        let to = "\("abcd".randomElement(using: &dice)!)"
        switch Int.random(in: 0..<8, using: &dice) {
        case 0: files[to] = files[from] ?? files[to]
        case 1: if from != to, let page = files.removeValue(forKey: from) { files[to] = page }
        case 2: files[from] = nil
        default: files[from] = Int.random(in: 0..<6, using: &dice)
        }
      }
      if night > 0 && Int.random(in: 0..<3, using: &dice) == 0 { day += 1 }
      _ = Running("/bin/rm", ["-rf", shop.path("in")]).wait()
      shop.write("Cuaca cerah.\n", to: "in/z.txt")
      for (name, count) in files { shop.write(text(count), to: "in/\(name).txt") }
      story.append("\(day): " + files.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: " "))
      let fresh = self.night(shop, day, seed % 2 == 0 ? 1 : 4)
      let current = told("out.jsonl", shop, ledger: "l.db")
      removed.subtract(files.values)
      removed.formUnion(
        before.values.filter { page in !files.values.contains(page) && before.allSatisfy { $0.value != page || files[$0.key] == nil } })
      #expect(fresh.allSatisfy { current.contains($0) }, "\(seed): \(story) lacks \(fresh.filter { !current.contains($0) })")
      let more = current.filter { !fresh.contains($0) }
      #expect(more.allSatisfy { record in removed.contains { record.contains("\($0 + 1) PMI") } }, "\(seed): \(story) has \(more)")
      #expect(Set(current).count == current.count, "\(seed): \(story) doubles \(current)")
    }
  }

  /// Pages of a dump that share ids, in another order every night, some new, some gone: what is there is told, once each.
  @Test(arguments: 0..<LedgerModelTests.seeds) func pagesOfOneIdComeAndGo(seed: UInt64) {
    let shop = Workshop()
    var dice = Dice(state: seed &+ 1000)
    var pages: [(id: Int, count: Int)] = []
    var day = 1
    var story: [String] = []
    for night in 0..<6 {
      pages.shuffle(using: &dice)
      pages.removeLast(min(pages.count, Int.random(in: 0...1, using: &dice)))
      for _ in 0..<Int.random(in: 0...2, using: &dice) {
        let page = (id: Int.random(in: 1...2, using: &dice), count: Int.random(in: 2...9, using: &dice))
        if !pages.contains(where: { $0 == page }) { pages.insert(page, at: Int.random(in: 0...pages.count, using: &dice)) }
      }
      if night > 0 && Int.random(in: 0..<4, using: &dice) == 0 { day += 1 }
      shop.write(
        "{\"id\":\"z\",\"text\":\"Cuaca cerah.\"}\n"
          + pages.map { "{\"id\":\($0.id),\"text\":\"\($0.count) PMI tewas di Malaysia.\"}\n" }.joined(), to: "in/a.jsonl")
      story.append("\(day): " + pages.map { "\($0.id)=\($0.count)" }.joined(separator: " "))
      let fresh = self.night(shop, day, seed % 2 == 0 ? 1 : 4)
      let current = told("out.jsonl", shop, ledger: "l.db")
      for record in Set(fresh) {
        let (wanted, found) = (fresh.count { $0 == record }, current.count { $0 == record })
        #expect(found >= wanted, "\(seed): \(story) lacks \(record)")
      }
    }
  }
}
