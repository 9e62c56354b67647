import Bytes
import Disk
import JSON
import Ledger

/// The lines of incident record files that hold: of each id the last line, without the ids that a later line supersedes, and with `--ledger`
/// without those that their page gives no longer.
///
/// The files are read twice, the first time for ids only: 50 bytes a record, which are given back before the second. What cannot be read
/// twice, a pipe, is copied to a file without a name in `$TMPDIR`.
struct CurrentRecords {
  private var lines: RecordLines
  /// Places among all lines, from 0, of those that no longer hold.
  private let stale: Set<Int>
  private var place = 0
  /// Lines that were passed over.
  private(set) var passedOver = 0

  init(_ paths: [String], _ invocation: Invocation) throws {
    let ledger = try invocation.values["ledger"].map { path in
      if Files.kind(of: path) != .file { throw LedgerError.unusable(path: path, words: "there is no such file") }
      return try Ledger(path)
    }
    let sources = try paths.map { try RecordLines.Source(twice: $0) }
    stale = try CurrentRecords.stale(RecordLines(sources), ledger)
    lines = RecordLines(sources)
  }

  /// The next line without its break; nil after the last file.
  mutating func next() throws -> [UInt8]? {
    while let line = try lines.next() {
      defer { place += 1 }
      if !stale.contains(place) { return line }
      passedOver += 1
    }
    return nil
  }

  /// Runs `body` on the line that came last and its number; an error of a record then names its file.
  func naming(_ body: (_ number: Int) throws -> Void) throws { try Program.naming(lines) { try body(lines.number) } }

  /// " (2 earlier records passed over)"; nothing where none was.
  var passedOverWords: String { passedOver == 0 ? "" : " (\(counted(passedOver, "earlier record")) passed over)" }

  private static func stale(_ lines: RecordLines, _ ledger: Ledger?) throws -> Set<Int> {
    var lines = lines
    var current: [Key: Int] = [:]
    var stale: Set<Int> = []
    var place = 0
    while let line = try lines.next() {
      defer { place += 1 }
      // What cannot be read is told of when it comes again.
      guard let record = try? JSONReader.value(of: line), let id = record["id"]?.string else { continue }
      for old in record["supersedes"]?.array ?? [] {
        if let old = old.string, let earlier = current.removeValue(forKey: Key(old)) { stale.insert(earlier) }
      }
      if try ledger?.holds(incident: id) == false { stale.insert(place) }
      if let earlier = current.updateValue(place, forKey: Key(id)) { stale.insert(earlier) }
    }
    return stale
  }

  /// Half of an id's SHA-256: no two ids share it.
  private struct Key: Hashable {
    private let high: UInt64
    private let low: UInt64

    init(_ id: String) {
      let digits = SHA256.hex(Array(id.utf8))
      high = UInt64(digits.prefix(16), radix: 16) ?? 0
      low = UInt64(digits.dropFirst(16).prefix(16), radix: 16) ?? 0
    }
  }
}
