import Glibc
package import RuleBook

/// What the operating system said when a file could not be read or written.
package struct FileError: Error, CustomStringConvertible, Sendable {
  package var path: String
  package var number: Int32
  package var doing: String
  /// The output could not be made at all.
  package var isCreation: Bool
  /// Another process holds the file: later it may be free.
  package var isLock: Bool
  package var description: String {
    isLock ? "\(path): cannot \(doing)" : "\(path): cannot \(doing): \(unsafe String(cString: strerror(number)))"
  }

  package init(_ path: String, doing: String, number: Int32 = errno, isCreation: Bool = false, isLock: Bool = false) {
    self.path = path
    self.doing = doing
    self.number = number
    self.isCreation = isCreation
    self.isLock = isLock
  }
}

/// An open file that is read from front to back. Closing is the owner's: ``close()``.
package struct InputFile: Sendable {
  package let path: String
  private let descriptor: Int32
  /// Reading may wait for somebody: a pipe, a terminal.
  private let mayWait: Bool

  /// Opens a file, or standard input for `-`.
  package init(_ path: String) throws(FileError) {
    self.path = path
    descriptor = path == "-" ? 0 : unsafe open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw FileError(path, doing: "open") }
    var status = stat()
    mayWait = unsafe fstat(descriptor, &status) != 0 || status.st_mode & S_IFMT != S_IFREG
  }

  /// Appends at most `size` bytes to `buffer`; 0 at the end.
  ///
  /// - Throws: ``FileError`` with `EINTR` where the program is asked to end (``Interrupt``) while it waits.
  package func read(into buffer: inout [UInt8], upTo size: Int) throws(FileError) -> Int {
    if mayWait { try wait() }
    var got = 0
    var number: Int32 = 0
    buffer.append(addingCapacity: size) { span in
      unsafe span.withUnsafeMutableBufferPointer { room, count in
        repeat { got = unsafe Glibc.read(descriptor, room.baseAddress, size) } while got < 0 && errno == EINTR
        number = errno
        count += max(got, 0)
      }
    }
    if got < 0 { throw FileError(path, doing: "read", number: number) }
    return got
  }

  /// Until there is something to read, or its end.
  private func wait() throws(FileError) {
    var asked = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while unsafe poll(&asked, 1, 200) == 0 || asked.revents == 0 {
      if Interrupt.signal != 0 { throw FileError(path, doing: "read", number: EINTR) }
    }
  }

  package func close() { if descriptor > 0 { _ = Glibc.close(descriptor) } }
}

package enum Files {
  package static func read(_ path: String) throws(FileError) -> [UInt8] {
    let file = try InputFile(path)
    defer { file.close() }
    var bytes: [UInt8] = []
    let size = size(of: path)
    // One byte more, to see that the end is there.
    bytes.reserveCapacity(size + 1)
    while try file.read(into: &bytes, upTo: size >= bytes.count ? size + 1 - bytes.count : 1 << 16) > 0 {}
    return bytes
  }

  /// A path that may be opened again and again, by this process: what can be read only once is copied to a file in `$TMPDIR` that has no
  /// name and is gone with the process.
  package static func rereadable(_ path: String) throws(FileError) -> String {
    if path != "-", kind(of: path) == .file { return path }
    let input = try InputFile(path)
    defer { input.close() }
    let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var name = Array(Files.path("saring-XXXXXX", in: folder).utf8CString)
    let copy = unsafe mkstemp(&name)
    if copy < 0 { throw FileError(folder, doing: "create a file in it") }
    _ = fcntl(copy, F_SETFD, FD_CLOEXEC)
    unsafe unlink(name)
    var piece: [UInt8] = []
    while try input.read(into: &piece, upTo: 1 << 20) > 0 {
      try write(piece, to: copy, path: folder)
      piece.removeAll(keepingCapacity: true)
    }
    return "/proc/self/fd/\(copy)"
  }

  /// Bytes of a regular file; 0 for what has no size.
  package static func size(of path: String) -> Int {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return 0 }
    return Int(status.st_size)
  }

  /// What changes when a file is written anew: time to the nanosecond, size and inode; "" where there is none.
  package static func stamp(of path: String) -> String {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return "" }
    return "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec) \(status.st_size) \(status.st_ino)"
  }

  /// Nil where there is no such file.
  package static func inode(of path: String) -> Int? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? Int(status.st_ino) : nil
  }

  /// The path from the root, for a file that need not be there.
  package static func absolute(_ path: String) -> String {
    if path.hasPrefix("/") || path == "-" { return path }
    var buffer = [CChar](repeating: 0, count: 4096)
    guard let folder = unsafe getcwd(&buffer, buffer.count) else { return path }
    return unsafe String(cString: folder) + "/" + path
  }

  /// Finishes what a killed run had decided: renames a file that waits, where it is still the same.
  package static func rename(_ temporary: String, inode: Int, to path: String) throws(FileError) {
    var status = stat()
    guard unsafe stat(temporary, &status) == 0, Int(status.st_ino) == inode else { return }
    try rename(temporary, to: path)
  }

  /// Gives a file its name for good: it stays so where the machine stops right afterwards.
  package static func rename(_ waiting: String, to path: String) throws(FileError) {
    if unsafe Glibc.rename(waiting, path) != 0 { throw FileError(path, doing: "rename into place") }
    try syncFolder(of: path)
  }

  /// Makes the names in the folder of a path outlast a stop of the machine; what file systems do not offer is passed over.
  package static func syncFolder(of path: String) throws(FileError) {
    let folder = self.folder(of: path)
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    // Names can be made in a folder that cannot be listed.
    guard descriptor >= 0 else { return }
    defer { _ = Glibc.close(descriptor) }
    if fsync(descriptor) != 0 && ![EINVAL, ENOTSUP, ENOSYS, EBADF].contains(errno) { throw FileError(folder, doing: "write") }
  }

  /// Makes everything written to a file outlast a stop of the machine.
  package static func sync(_ path: String) throws(FileError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw FileError(path, doing: "open") }
    defer { _ = Glibc.close(descriptor) }
    if fsync(descriptor) != 0 && errno != EINVAL { throw FileError(path, doing: "write") }
  }

  /// Makes an empty file that will replace the one at `path`, with its mode.
  package static func make(_ waiting: String, toReplace path: String) throws(FileError) {
    let descriptor = unsafe open(waiting, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw FileError(path, doing: "create", isCreation: true) }
    defer { _ = Glibc.close(descriptor) }
    keepMode(of: path, on: descriptor)
  }

  /// Gives an open file the owner and mode of the one at `path`, where there is one and as far as this user may; its owner can write to it
  /// in any case, since a run that is killed leaves it to the next.
  static func keepMode(of path: String, on descriptor: Int32) {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
    _ = fchown(descriptor, status.st_uid, status.st_gid)
    _ = fchmod(descriptor, status.st_mode & 0o777 | 0o200)
  }

  private static func folder(of path: String) -> String {
    let slash = path.lastIndex(of: "/")
    return slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }

  /// What a path leads to by symbolic links, the file itself being there or not; devices and pipes keep the name they are called by.
  package static func target(of path: String) -> String {
    guard kind(of: path) != .other else { return path }
    var target = path
    for _ in 0..<40 {
      var room = [UInt8](repeating: 0, count: 4096)
      let count = unsafe room.withUnsafeMutableBytes {
        unsafe readlink(target, $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
      }
      if count < 0 { return target }
      let link = String(decoding: room.prefix(count), as: UTF8.self)
      target = link.hasPrefix("/") ? link : self.path(link, in: folder(of: target))
    }
    return path
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

  /// Device and inode of what a path leads to, or of a folder and a name in it.
  package struct Identity: Hashable, Sendable {
    private let device: UInt64
    private let inode: UInt64
    private var name = ""

    /// Nil where there is nothing.
    package init?(_ path: String) {
      var status = stat()
      guard unsafe stat(path, &status) == 0 else { return nil }
      device = UInt64(truncatingIfNeeded: status.st_dev)
      inode = UInt64(truncatingIfNeeded: status.st_ino)
    }

    /// A name in a folder, whether there is something or not. Nil where there is no such folder.
    package init?(placeOf path: String) {
      self.init(folder(of: path))
      let slash = path.lastIndex(of: "/")
      name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    }
  }

  /// The names in a folder, sorted; those that begin with a point are left out.
  package static func names(in folder: String) throws(FileError) -> [String] {
    guard let stream = unsafe opendir(folder) else { throw FileError(folder, doing: "list") }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    _ = unsafe closedir(stream)
    return names.sorted()
  }

  package static func path(_ name: String, in folder: String) -> String {
    folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  /// All regular files below a folder, sorted by path; names that begin with a point, and links back to a folder above, are left out.
  package static func below(_ folder: String) throws(FileError) -> [String] { try below(folder, above: []) }

  private static func below(_ folder: String, above: [Identity]) throws(FileError) -> [String] {
    guard let own = Identity(folder), !above.contains(own) else { return [] }
    var found: [String] = []
    for name in try names(in: folder) {
      let path = path(name, in: folder)
      switch kind(of: path) {
      case .folder: found += try below(path, above: above + [own])
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
