import Disk
import Glibc
import Testing

/// Compiled packs in a folder: whatever is there, the records are the same.
@Suite struct RuleCacheTests {
  private let shop = Workshop()

  init() { shop.write(Workshop.page("a") + Workshop.page("b"), to: "in.jsonl") }

  private func run(cache: String, _ arguments: String...) -> Finished {
    Running(
      "env", ["SARING_CACHE=\(cache)", Workshop.program, "run", "in.jsonl", "-q", "--rules", "."] + arguments, in: shop.folder
    ).wait()
  }

  private var kept: [String] { (try? Files.names(in: shop.path(".cache"))) ?? [] }

  @Test func theSecondRunTakesTheCompiledPack() throws {
    let expected = run(cache: "off").output
    #expect(expected.split(separator: "\n").count == 2)
    #expect(run(cache: shop.path(".cache")).output == expected)
    let name = try #require(kept.first)
    let inode = Files.inode(of: shop.path(".cache/" + name))
    #expect(run(cache: shop.path(".cache")).output == expected)
    #expect(kept == [name] && Files.inode(of: shop.path(".cache/" + name)) == inode)
    shop.write("name\tcode\taliases\nMalaysia\tSG\t\n", to: "lists/countries.tsv")
    let changed = run(cache: shop.path(".cache")).output
    #expect(changed == run(cache: "off").output && changed != expected)
    #expect(kept.count == 2)
  }

  /// A kept pack has no examples: what tests them compiles.
  @Test func examplesAreTestedThoughThePackIsKept() {
    #expect(run(cache: shop.path(".cache")).code == 0 && kept.count == 1)
    let tested = Running(
      "env", ["SARING_CACHE=\(shop.path(".cache"))", Workshop.program, "rules", "test", "--rules", "."], in: shop.folder
    ).wait()
    #expect(tested.output == "6 examples passed, 0 failed, 0 to do\n")
  }

  @Test func aDamagedFileIsMadeAnew() throws {
    let expected = run(cache: shop.path(".cache")).output
    let name = ".cache/" + (try #require(kept.first))
    let bytes = try Files.read(shop.path(name))
    for damaged in [[], Array(bytes.prefix(64)), Array(bytes.dropLast()), bytes.map { $0 ^ 1 }, bytes + bytes] {
      shop.write(damaged, to: name)
      #expect(run(cache: shop.path(".cache")).output == expected)
      #expect(try Files.read(shop.path(name)).count == bytes.count)
      #expect(kept.count == 1)
    }
  }

  @Test func whatOthersMayWriteIsMadeAnew() throws {
    let expected = run(cache: shop.path(".cache")).output
    let file = shop.path(".cache/" + (try #require(kept.first)))
    let inode = Files.inode(of: file)
    #expect(unsafe chmod(file, 0o666) == 0)
    #expect(run(cache: shop.path(".cache")).output == expected)
    #expect(kept.count == 1 && Files.inode(of: file) != inode)
  }

  @Test func whereNothingCanBeKeptItIsCompiled() {
    let expected = run(cache: "off")
    shop.write("", to: "file")
    for folder in [shop.path("file"), "/proc/none", "relative"] {
      let found = run(cache: folder)
      #expect(found.code == 0 && found.output == expected.output && found.messages.isEmpty, "\(folder) \(found.messages)")
    }
    #expect(Files.kind(of: shop.path("relative")) == .missing)
  }

  @Test func theOldestOfNineGoes() {
    var names: [String] = []
    for number in 0..<9 {
      shop.write("# \(number)\n", to: "own.rules")
      #expect(run(cache: shop.path(".cache")).code == 0)
      names += kept.filter { !names.contains($0) }
    }
    #expect(names.count == 9 && kept == names.dropFirst().sorted())
  }
}
