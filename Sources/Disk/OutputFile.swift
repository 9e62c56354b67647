import Glibc

/// How an output file comes to be.
package enum OutputMode: Sendable {
  /// Written beside its place and renamed when all is done: the file is whole or not there.
  case whole
  /// Lines are added at its end, whole lines only.
  case append
}

/// Where records go: standard output, or a file of either ``OutputMode``; where the path is a symbolic link, the file it leads to.
/// No other process may write to it at the same time.
package struct OutputFile: ~Copyable {
  package let path: String
  /// The name under which a whole file waits; nil for the others.
  package let temporary: String?
  private let descriptor: Int32
  /// The file that a whole one will replace, held so that nobody appends to it; -1 where there is none.
  private let replaced: Int32
  private var buffer: [UInt8] = []
  /// Bytes of whole lines in the file.
  package private(set) var length: Int
  /// Bytes that ``sync()`` has made safe: what is left where the run fails.
  private var safeLength: Int
  package let inode: Int
  private var isFinished = false
  private let isRegular: Bool
  /// Where the run fails, only what ``keep()`` was told of stays; else every whole line does.
  private let waitsForKeep: Bool
  /// Its name outlasts a stop of the machine.
  private var isNamed = false

  /// Opens `path` for writing; `-` is standard output.
  ///
  /// - Parameters:
  ///   - kept: the true length of a file that is appended to, where it is known; what follows is cut off.
  ///   - waitsForKeep: a ledger tells what is done: a whole file keeps the lines it has, since what is done does not come again.
  ///   - isWhole: whether the last line of a file that is added to, which lacks its break, is all there: then it gets one, else it is cut
  ///     off.
  package init(
    _ path: String, mode: OutputMode = .whole, kept: (inode: Int, length: Int)? = nil, waitsForKeep: Bool = false,
    isWhole: ([UInt8]) -> Bool = { _ in false }
  ) throws(FileError) {
    let path = Files.target(of: path)
    // A device or pipe is written to as it is: renaming would put a file in its place.
    let mode = Files.kind(of: path) == .other ? .append : mode
    let name = mode == .whole ? path + OutputFile.temporarySuffix : path
    let opened =
      try path == "-"
      ? Opened(descriptor: 1) : OutputFile.opened(name, path, mode: mode, kept: kept, continues: waitsForKeep, isWhole: isWhole)
    self.path = path
    self.waitsForKeep = waitsForKeep
    temporary = mode == .whole && path != "-" ? name : nil
    descriptor = opened.descriptor
    replaced = opened.replaced
    inode = opened.inode
    isRegular = opened.isRegular
    length = opened.length
    safeLength = opened.length
  }

  private struct Opened {
    var descriptor: Int32
    var replaced: Int32 = -1
    var inode = 0
    var isRegular = false
    var length = 0
  }

  private static func opened(
    _ name: String, _ path: String, mode: OutputMode, kept: (inode: Int, length: Int)?, continues: Bool, isWhole: ([UInt8]) -> Bool
  ) throws(FileError) -> Opened {
    let (descriptor, status) = try locked(name, path)
    var opened = Opened(descriptor: descriptor)
    opened.isRegular = status.st_mode & S_IFMT == S_IFREG
    opened.inode = Int(status.st_ino)
    guard opened.isRegular else { return opened }
    do throws(FileError) {
      switch mode {
      case .append:
        try refuseReplacing(path)
        opened.length = try settle(
          descriptor, size: Int(status.st_size), path: path, isWhole: isWhole,
          knownEnd: kept.flatMap { $0.inode == opened.inode ? $0.length : nil })
      case .whole:
        opened.replaced = try heldForReplacing(path)
        try cut(descriptor, to: 0, path: path)
        Files.keepMode(of: path, on: descriptor)
        if continues && Files.kind(of: path) == .file {
          opened.length = try settle(descriptor, size: try copy(path, to: descriptor), path: path, isWhole: isWhole, knownEnd: nil)
        }
      }
      if lseek(descriptor, 0, SEEK_END) < 0 { throw FileError(path, doing: "write", isCreation: true) }
    } catch {
      if mode == .whole { unsafe unlink(name) }
      _ = Glibc.close(descriptor)
      if opened.replaced >= 0 { _ = Glibc.close(opened.replaced) }
      throw error
    }
    return opened
  }

  /// What the name of a whole file ends in while it waits.
  private static let temporarySuffix = ".saring-new"

  /// Takes the file that will be replaced from those that append to it; -1 where there is none.
  private static func heldForReplacing(_ path: String) throws(FileError) -> Int32 {
    guard Files.kind(of: path) == .file else { return -1 }
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return -1 }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
      _ = Glibc.close(descriptor)
      throw inUse(path, number: EWOULDBLOCK)
    }
    return descriptor
  }

  /// The one who appends has the file by now: a run that replaces it either meets its lock, or is met here.
  private static func refuseReplacing(_ path: String) throws(FileError) {
    let descriptor = unsafe open(path + temporarySuffix, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { _ = Glibc.close(descriptor) }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK { throw inUse(path, number: EWOULDBLOCK) }
  }

  private static func inUse(_ path: String, number: Int32) -> FileError {
    FileError(path, doing: "write: another run does", number: number, isLock: true)
  }

  private static func cut(_ descriptor: Int32, to length: Int, path: String) throws(FileError) {
    if ftruncate(descriptor, off_t(length)) != 0 { throw FileError(path, doing: "cut", isCreation: true) }
  }

  /// Makes a file end in a line break, and tells its length: `knownEnd` at most; where nothing is known, its last line stays if it is whole.
  private static func settle(
    _ descriptor: Int32, size: Int, path: String, isWhole: ([UInt8]) -> Bool, knownEnd: Int?
  ) throws(FileError) -> Int {
    var end = try lastLineEnd(descriptor, size: size, path: path)
    if let knownEnd {
      end = min(end, knownEnd)
    } else if end < size, isWhole(try bytes(of: descriptor, from: end, to: size, path: path)) {
      if lseek(descriptor, off_t(size), SEEK_SET) < 0 { throw FileError(path, doing: "write", isCreation: true) }
      try Files.write([0x0A], to: descriptor, path: path)
      return size + 1
    }
    if size > end { try cut(descriptor, to: end, path: path) }
    return end
  }

  /// Opens and locks a file; again where another run has renamed it in the meantime.
  private static func locked(_ name: String, _ path: String) throws(FileError) -> (Int32, stat) {
    while true {
      let descriptor = unsafe open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, 0o644)
      let number = errno
      // A device that can only be written to, /dev/null of an odd sandbox.
      let opened = descriptor >= 0 ? descriptor : unsafe open(name, O_WRONLY | O_CLOEXEC | O_NOCTTY)
      if opened < 0 { throw FileError(path, doing: "create", number: number, isCreation: true) }
      var own = stat()
      var named = stat()
      guard unsafe fstat(opened, &own) == 0 else { throw FileError(path, doing: "create", isCreation: true) }
      if own.st_mode & S_IFMT == S_IFREG, flock(opened, LOCK_EX | LOCK_NB) != 0 {
        let number = errno
        _ = Glibc.close(opened)
        throw inUse(path, number: number)
      }
      if unsafe stat(name, &named) == 0, named.st_ino == own.st_ino { return (opened, own) }
      _ = Glibc.close(opened)
    }
  }

  /// The lines that a file has already.
  private static func copy(_ path: String, to descriptor: Int32) throws(FileError) -> Int {
    let old = try InputFile(path)
    defer { old.close() }
    var length = 0
    var piece: [UInt8] = []
    while try old.read(into: &piece, upTo: 1 << 20) > 0 {
      try Files.write(piece, to: descriptor, path: path)
      length += piece.count
      piece.removeAll(keepingCapacity: true)
    }
    return length
  }

  /// The length up to the last line break.
  private static func lastLineEnd(_ descriptor: Int32, size: Int, path: String) throws(FileError) -> Int {
    var end = size
    while end > 0 {
      let start = max(0, end - (1 << 16))
      if let last = try bytes(of: descriptor, from: start, to: end, path: path).lastIndex(of: 0x0A) { return start + last + 1 }
      end = start
    }
    return 0
  }

  private static func bytes(of descriptor: Int32, from start: Int, to end: Int, path: String) throws(FileError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: end - start)
    let got = unsafe bytes.withUnsafeMutableBytes { unsafe pread(descriptor, $0.baseAddress, end - start, off_t(start)) }
    if got != end - start { throw FileError(path, doing: "read", isCreation: true) }
    return bytes
  }

  /// Whole lines only: a line is never parted between two writes to the file.
  package mutating func append(_ lines: [UInt8]) throws(FileError) {
    buffer += lines
    if buffer.count >= 1 << 16 || descriptor == 1 { try flush() }
  }

  package mutating func flush() throws(FileError) {
    guard !buffer.isEmpty else { return }
    try Files.write(buffer, to: descriptor, path: path)
    length += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }

  /// Everything written so far outlasts a stop of the machine.
  package mutating func sync() throws(FileError) {
    try flush()
    guard descriptor != 1, isRegular else { return }
    if fsync(descriptor) != 0 && errno != EINVAL { throw FileError(path, doing: "write") }
    if !isNamed { try Files.syncFolder(of: path) }
    isNamed = true
  }

  /// What is written is told of elsewhere, and stays where the run fails later.
  package mutating func keep() { safeLength = length }

  /// Cuts off what was not kept, and goes on holding the file. A whole file's old one is as it was anyway.
  package mutating func cutBack() throws(FileError) {
    buffer.removeAll()
    guard descriptor != 1, isRegular, temporary == nil else { return }
    try OutputFile.cut(descriptor, to: waitsForKeep ? safeLength : length, path: path)
  }

  /// Another run will finish what this one cannot: the file that waits beside stays.
  package mutating func release() { isFinished = true }

  /// Makes the file appear under its name; `name` where that is another.
  package mutating func finish(as name: String? = nil) throws(FileError) {
    if !isFinished { try sync() }
    keep()
    if let temporary { try Files.rename(temporary, to: name ?? path) }
    isFinished = true
    if replaced >= 0 { _ = Glibc.close(replaced) }
    if descriptor != 1, Glibc.close(descriptor) != 0 { throw FileError(path, doing: "write") }
  }

  /// Where ``finish()`` was never reached: removes what was written beside, or cuts off what was not kept.
  deinit {
    guard descriptor != 1, !isFinished else { return }
    if replaced >= 0 { _ = Glibc.close(replaced) }
    if let temporary {
      unsafe unlink(temporary)
    } else if isRegular {
      _ = ftruncate(descriptor, off_t(waitsForKeep ? safeLength : length))
    }
    _ = Glibc.close(descriptor)
  }
}

/// A lock that one process holds until it ends, however it ends.
package struct LockFile: ~Copyable {
  private let descriptor: Int32

  /// - Throws: ``FileError`` with ``FileError/isLock`` where another process has it.
  package init(_ path: String) throws(FileError) {
    let opened = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    if opened < 0 { throw FileError(path, doing: "create", isCreation: true) }
    if flock(opened, LOCK_EX | LOCK_NB) != 0 {
      let number = errno
      _ = Glibc.close(opened)
      throw FileError(path, doing: "lock: another run has it", number: number, isLock: number == EWOULDBLOCK)
    }
    descriptor = opened
  }

  deinit { _ = Glibc.close(descriptor) }
}
