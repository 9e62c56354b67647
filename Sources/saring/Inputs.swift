import Bytes
import Disk
import Dumps
import Glibc

/// A file whose bytes are counted.
struct CountedFile: ByteSource {
  final class Count {
    var bytes = 0
  }

  let file: InputFile
  let count: Count

  mutating func read(into buffer: inout [UInt8], upTo size: Int) throws -> Int {
    let got = try file.read(into: &buffer, upTo: size)
    count.bytes += got
    return got
  }
}

/// There is nothing to read where a command was told to look.
struct NoInput: Error, CustomStringConvertible {
  var paths: [String]
  var description: String { "no page in \(paths.joined(separator: ", "))" }
}

/// The pages of all paths of the command line and of the list, one after the other; a folder stands for the files below it, sorted
/// by path. What the run writes is passed over.
struct Inputs {
  private var waiting: [String]
  /// The folders that are being read, each within the one before.
  private var folders: [Folder] = []
  private var list: PathList?
  private let settings: PageSettings
  private let digests: Bool
  private var current: (reader: PageReader<CountedFile>, file: InputFile)?
  private let count = CountedFile.Count()
  private(set) var pages = 0
  /// Files that could be opened.
  private(set) var opened = 0

  /// A folder's names that are still to be read, the last first. Paths are made as they are needed: there may be millions.
  private struct Folder {
    var path: String
    var identity: Files.Identity?
    var names: [String]
  }

  /// For commands that judge pages as one: none of those that are named may be missing.
  static func checkOperands(_ paths: [String]) throws(NoInput) {
    let missing = paths.filter { $0 != "-" && Files.kind(of: $0) == .missing }
    if !missing.isEmpty { throw NoInput(paths: missing) }
  }

  /// Bytes read so far, as they are on disk.
  var bytes: Int { count.bytes }

  init(_ settings: PageSettings, digests: Bool) throws(FileError) {
    self.settings = settings
    self.digests = digests
    waiting = settings.paths.reversed()
    list = if let path = settings.list { try PathList(path, endsInZeros: settings.listEndsInZeros) } else { nil }
  }

  /// Bytes of all files, where they can be told beforehand; else 0.
  func total() -> Int {
    guard list == nil, !waiting.contains("-") else { return 0 }
    var total = 0
    for path in waiting {
      let files = Files.kind(of: path) == .folder ? (try? Files.below(path)) ?? [] : [path]
      for file in files { total += Files.size(of: file) }
    }
    return total
  }

  /// Nil at the end, or when the program is asked to end.
  mutating func next() throws -> (item: DumpItem, path: String)? {
    while Interrupt.signal == 0 {
      if let item = current?.reader.next() {
        // What a signal broke off is no page.
        if Interrupt.signal != 0 { break }
        pages += 1
        return (item, current?.file.path ?? "")
      }
      current?.file.close()
      current = nil
      guard let path = try path() else { return nil }
      if !folders.isEmpty, Files.kind(of: path) == .other {
        return unreadable(path, "\(path): a pipe, socket or device in a folder is not read")
      }
      do throws(FileError) {
        if try enters(path) { continue }
        let file = try InputFile(path)
        opened += 1
        let reader = PageReader(
          CountedFile(file: file, count: count), path: path, format: settings.format, limits: settings.limits,
          fields: settings.fields, digests: digests, isDocument: settings.isDocument)
        current = (reader, file)
      } catch {
        return unreadable(path, isMisspelt(path) ? "\(path): its name is not UTF-8: rename the file" : error.description)
      }
    }
    return nil
  }

  /// Whether a folder has a name that cannot be written as text: bytes that are no UTF-8 are shown as U+FFFD, and so nothing is found.
  private func isMisspelt(_ path: String) -> Bool {
    !folders.isEmpty && path.unicodeScalars.contains("\u{FFFD}") && Files.kind(of: path) == .missing
  }

  private mutating func unreadable(_ path: String, _ message: String) -> (item: DumpItem, path: String) {
    pages += 1
    let failure = Failure(path: path, line: nil, stage: "dump", error: "unreadable", message: message, bytesSHA256: nil)
    return (.failure(failure), path)
  }

  private mutating func path() throws(FileError) -> String? {
    while !folders.isEmpty {
      let last = folders.count - 1
      guard let name = folders[last].names.popLast() else {
        folders.removeLast()
        continue
      }
      let path = Files.path(name, in: folders[last].path)
      if !settings.own.contain(path) { return path }
    }
    if let path = waiting.popLast() { return path }
    while let path = try list?.next() {
      if !settings.own.contain(path) { return path }
    }
    return nil
  }

  /// True for a folder: what is in it comes next. A link back to a folder that is being read is passed over.
  private mutating func enters(_ path: String) throws(FileError) -> Bool {
    guard path != "-", Files.kind(of: path) == .folder else { return false }
    let identity = Files.Identity(path)
    if folders.contains(where: { $0.identity == identity }) { return true }
    folders.append(Folder(path: path, identity: identity, names: try Files.names(in: path).reversed()))
    opened += 1
    return true
  }
}

/// Paths that a file or standard input tells, read as they are needed.
private struct PathList {
  private let file: InputFile
  private let end: UInt8
  private var buffer: [UInt8] = []
  private var isDone = false

  init(_ path: String, endsInZeros: Bool) throws(FileError) {
    file = try InputFile(path)
    end = endsInZeros ? 0 : 0x0A
  }

  mutating func next() throws(FileError) -> String? {
    while true {
      if let index = buffer.firstIndex(of: end) {
        let path = path(in: buffer[..<index])
        buffer.removeSubrange(...index)
        if !path.isEmpty { return path }
        continue
      }
      if isDone {
        let path = path(in: buffer[...])
        buffer = []
        return path.isEmpty ? nil : path
      }
      // Small pieces: what is cut off at the front is moved each time.
      isDone = try file.read(into: &buffer, upTo: 1 << 12) == 0
    }
  }

  /// Lines may end in CR LF.
  private func path(in bytes: ArraySlice<UInt8>) -> String {
    String(decoding: end == 0x0A && bytes.last == 0x0D ? bytes.dropLast() : bytes, as: UTF8.self)
  }
}
