import Glibc

/// A folder of files that can be made anew at any time: whatever goes wrong with it, nothing is there, and no error.
package struct CacheFolder: Sendable {
  private let path: String
  /// How many files it keeps; the oldest go first.
  private let limit: Int

  package init(_ path: String, limit: Int) {
    self.path = path
    self.limit = limit
  }

  /// What `body` makes of the bytes kept under a name, nil where there are none. Only a file is read that nobody but this user or root can
  /// have written; it is mapped into memory, which takes a third of the time of reading it.
  package func read<Value>(_ name: String, _ body: (UnsafeRawBufferPointer) -> Value?) -> Value? {
    let descriptor = unsafe open(Files.path(name, in: path), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { _ = Glibc.close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0,
      [0, geteuid()].contains(status.st_uid), status.st_mode & (S_IWGRP | S_IWOTH) == 0
    else { return nil }
    let count = Int(status.st_size)
    guard let start = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE | Int32(MAP_POPULATE), descriptor, 0), unsafe start != MAP_FAILED
    else { return nil }
    defer { unsafe munmap(start, count) }
    return unsafe body(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// Keeps bytes under a name. Written beside and renamed: another process reads all of them or none.
  package func write(_ bytes: [UInt8], as name: String) {
    guard makeFolder(path) else { return }
    let file = Files.path(name, in: path)
    let temporary = "\(file).\(getpid())"
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    let isWritten = (try? Files.write(bytes, to: descriptor, path: temporary)) != nil
    guard Glibc.close(descriptor) == 0, isWritten, unsafe rename(temporary, file) == 0 else {
      unsafe unlink(temporary)
      return
    }
    removeOldest()
  }

  private func removeOldest() {
    guard let names = try? Files.names(in: path), names.count > limit else { return }
    let files = names.map { Files.path($0, in: path) }
    let byTime = files.map { (written: time(of: $0), file: $0) }.sorted { ($0.written, $0.file) < ($1.written, $1.file) }
    for (_, file) in byTime.dropLast(limit) { unsafe unlink(file) }
  }

  /// When a file was written, in nanoseconds; 0 where it is gone.
  private func time(of file: String) -> Int {
    var status = stat()
    return unsafe stat(file, &status) == 0 ? Int(status.st_mtim.tv_sec) * 1_000_000_000 + Int(status.st_mtim.tv_nsec) : 0
  }

  /// Makes a folder, and those above it.
  private func makeFolder(_ path: String) -> Bool {
    if Files.kind(of: path) == .folder { return true }
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex, !makeFolder(String(path[..<slash])) { return false }
    return unsafe mkdir(path, 0o700) == 0 || errno == EEXIST
  }
}
