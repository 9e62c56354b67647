import Glibc
package import RuleBook

/// What the operating system said when a file could not be read or written.
package struct FileError: Error, CustomStringConvertible, Sendable {
  package var path: String
  package var number: Int32
  package var doing: String
  package var description: String { "\(path): cannot \(doing): \(unsafe String(cString: strerror(number)))" }

  package init(_ path: String, doing: String, number: Int32 = errno) {
    self.path = path
    self.doing = doing
    self.number = number
  }
}

/// An open file that is read from front to back. Closing is the owner's: ``close()``.
package struct InputFile: Sendable {
  package let path: String
  private let descriptor: Int32

  /// Opens a file, or standard input for `-`.
  package init(_ path: String) throws(FileError) {
    self.path = path
    descriptor = path == "-" ? 0 : unsafe open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw FileError(path, doing: "open") }
  }

  /// Appends at most `size` bytes to `buffer`; 0 at the end.
  package func read(into buffer: inout [UInt8], upTo size: Int) throws(FileError) -> Int {
    let start = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: size))
    var got = 0
    repeat {
      got = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress! + start, size) }
    } while got < 0 && errno == EINTR
    let number = errno
    buffer.removeLast(size - max(got, 0))
    if got < 0 { throw FileError(path, doing: "read", number: number) }
    return got
  }

  package func close() { if descriptor > 0 { _ = Glibc.close(descriptor) } }
}

package enum Files {
  package static func read(_ path: String) throws(FileError) -> [UInt8] {
    let file = try InputFile(path)
    defer { file.close() }
    var bytes: [UInt8] = []
    while try file.read(into: &bytes, upTo: 1 << 16) > 0 {}
    return bytes
  }

  package enum Kind { case file, folder, other, missing }

  package static func kind(of path: String) -> Kind {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return .missing }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// All regular files below a folder, sorted by path; names that begin with a point are left out.
  package static func below(_ folder: String) throws(FileError) -> [String] {
    guard let stream = unsafe opendir(folder) else { throw FileError(folder, doing: "list") }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    _ = unsafe closedir(stream)
    var found: [String] = []
    for name in names.sorted() {
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      switch kind(of: path) {
      case .folder: found += try below(path)
      case .file: found.append(path)
      default: break
      }
    }
    return found
  }

  /// The files of a rule pack, paths relative to its folder.
  package static func pack(_ folder: String) throws(FileError) -> [PackFile] {
    let root = folder.hasSuffix("/") ? folder : folder + "/"
    var files: [PackFile] = []
    for path in try below(folder) where path.hasSuffix(".rules") || path.hasSuffix(".tsv") {
      files.append(PackFile(path: String(path.dropFirst(root.count)), bytes: try read(path)))
    }
    return files
  }

  /// Writes all bytes to a descriptor. False where the reader has gone (EPIPE).
  package static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(FileError) {
    var offset = 0
    while offset < bytes.count {
      let wrote = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress! + offset, bytes.count - offset)
      }
      if wrote < 0 {
        if errno == EINTR { continue }
        throw FileError(path, doing: "write")
      }
      offset += wrote
    }
  }
}

/// Where records go: standard output, or a file that is written beside its place, fsynced and renamed when all is done.
///
/// What is no regular file (`/dev/null`, a pipe) is written to as it stands: a rename would put a file in the place of the device.
package struct OutputFile: ~Copyable {
  package let path: String
  private let descriptor: Int32
  private let temporary: String?
  private var buffer: [UInt8] = []
  private var finished = false

  /// Opens `path` for writing; `-` is standard output.
  package init(_ path: String) throws(FileError) {
    self.path = path
    guard path != "-" else {
      descriptor = 1
      temporary = nil
      return
    }
    if Files.kind(of: path) == .other {
      descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
      if descriptor < 0 { throw FileError(path, doing: "write") }
      temporary = nil
      return
    }
    let beside = path + ".saring-\(getpid())"
    descriptor = unsafe open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw FileError(path, doing: "write") }
    temporary = beside
  }

  /// Whole lines only: a line is never parted between two writes to the file.
  package mutating func append(_ line: [UInt8]) throws(FileError) {
    buffer += line
    if buffer.count >= 1 << 16 || temporary == nil { try flush() }
  }

  private mutating func flush() throws(FileError) {
    try Files.write(buffer, to: descriptor, path: path)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Makes the file appear under its name.
  package mutating func finish() throws(FileError) {
    try flush()
    guard let temporary else { return }
    if fsync(descriptor) != 0 && errno != EINVAL { throw FileError(path, doing: "write") }
    if Glibc.close(descriptor) != 0 { throw FileError(path, doing: "write") }
    if unsafe rename(temporary, path) != 0 { throw FileError(path, doing: "rename into place") }
    finished = true
  }

  /// Removes what was written beside, where ``finish()`` was never reached.
  deinit {
    if let temporary, !finished {
      _ = Glibc.close(descriptor)
      unsafe unlink(temporary)
    }
  }
}
