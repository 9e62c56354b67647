import Disk
import Dumps

/// The lines of record files, one file after the other; blank lines are passed over. Files may be zipped, as logrotate leaves them, and
/// begin with a byte order mark.
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
  private var source: RecordBytes?
  private var bytes: UnzippedSource<RecordBytes>?
  private var buffer: [UInt8] = []
  private var at = 0
  private(set) var path = ""
  /// Of the line given last, from 1.
  private(set) var number = 0

  init(_ paths: [String]) { self.init(paths.map { Source($0) }) }

  init(_ sources: [Source]) { waiting = sources.reversed() }

  /// The next line without its break; nil after the last file.
  mutating func next() throws -> [UInt8]? {
    while true {
      if let source {
        if let line = try nextLine() {
          number += 1
          if line.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) { return line }
          continue
        }
        source.file.close()
        (self.source, bytes) = (nil, nil)
      }
      guard let source = waiting.popLast() else { return nil }
      let opened = RecordBytes(try InputFile(source.path))
      (self.source, bytes) = (opened, UnzippedSource(opened, expectsGzip: false))
      (path, number, at) = (source.shown, 0, 0)
      buffer.removeAll(keepingCapacity: true)
      while buffer.count < RecordLines.mark.count, try fill() > 0 {}
      if buffer.starts(with: RecordLines.mark) { at = RecordLines.mark.count }
    }
  }

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private mutating func fill() throws -> Int {
    do {
      return try bytes?.read(into: &buffer) ?? 0
    } catch {
      if let failure = source?.failure { throw failure }
      throw BadRecord(message: "\(path): \(error.message)")
    }
  }

  private mutating func nextLine() throws -> [UInt8]? {
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
      if try fill() == 0 {
        guard !buffer.isEmpty else { return nil }
        defer { buffer.removeAll() }
        return buffer
      }
    }
  }
}

/// A file's bytes, and what the system said where they could not be read.
private final class RecordBytes: ByteSource {
  let file: InputFile
  private(set) var failure: FileError?

  init(_ file: InputFile) { self.file = file }

  func read(into buffer: inout [UInt8], upTo size: Int) throws -> Int {
    do {
      return try file.read(into: &buffer, upTo: size)
    } catch {
      failure = error
      throw error
    }
  }
}
