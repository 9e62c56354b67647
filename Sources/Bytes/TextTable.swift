/// Texts one after the other, by number: made at once, read as strings when they are asked for.
package struct TextTable: Sendable, Archivable {
  private var bytes: [UInt8] = []
  private var ends: [Int32] = []

  package init() {}

  package init(from archive: inout ArchiveReader) throws(ArchiveError) {
    bytes = try archive.read()
    ends = try archive.read()
    guard Int(ends.last ?? 0) == bytes.count else { throw ArchiveError() }
  }

  package func write(to archive: inout ArchiveWriter) {
    archive.write(bytes)
    archive.write(ends)
  }

  package var count: Int { ends.count }

  package mutating func append(_ text: String) {
    bytes += text.utf8
    ends.append(Int32(bytes.count))
  }

  package subscript(number: Int) -> String { String(decoding: bytes[range(number)], as: UTF8.self) }

  /// Whether two texts are the same.
  package func areSame(_ a: Int, _ b: Int) -> Bool { bytes[range(a)] == bytes[range(b)] }

  private func range(_ number: Int) -> Range<Int> { (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number]) }
}
