import Disk

/// The lines of record files, one file after the other; blank lines are passed over.
struct RecordLines {
  /// A file, and the name that messages give it.
  struct Source {
    var path: String
    var shown: String

    init(_ path: String) { (self.path, shown) = (path, path) }

    /// One that can be read twice, whatever `path` is.
    init(twice path: String) throws(FileError) { (self.path, shown) = (try Files.rereadable(path), path) }
  }

  private var waiting: [Source]
  private var file: InputFile?
  private var buffer: [UInt8] = []
  private var at = 0
  private(set) var path = ""
  /// Of the line given last, from 1.
  private(set) var number = 0

  init(_ paths: [String]) { self.init(paths.map { Source($0) }) }

  init(_ sources: [Source]) { waiting = sources.reversed() }

  /// The next line without its break; nil after the last file.
  mutating func next() throws(FileError) -> [UInt8]? {
    while true {
      if let file {
        if let line = try nextLine(of: file) {
          number += 1
          if line.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) { return line }
          continue
        }
        file.close()
        self.file = nil
      }
      guard let source = waiting.popLast() else { return nil }
      file = try InputFile(source.path)
      (path, number, at) = (source.shown, 0, 0)
      buffer.removeAll(keepingCapacity: true)
    }
  }

  private mutating func nextLine(of file: InputFile) throws(FileError) -> [UInt8]? {
    var searched = at
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        defer { at = end + 1 }
        return Array(buffer[at..<end])
      }
      searched = buffer.count
      if at > 0 {
        buffer.removeSubrange(..<at)
        searched -= at
        at = 0
      }
      if try file.read(into: &buffer, upTo: 1 << 16) == 0 {
        guard !buffer.isEmpty else { return nil }
        defer { buffer.removeAll() }
        return buffer
      }
    }
  }
}
