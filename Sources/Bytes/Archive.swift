/// A value that can be put into an archive and taken out again.
package protocol Archivable: ~Copyable {
  init(from archive: inout ArchiveReader) throws(ArchiveError)
  func write(to archive: inout ArchiveWriter)
}

/// An archive that ends too early, or holds what cannot be.
package struct ArchiveError: Error { package init() {} }

/// Values one after the other, as this program has them in memory: quick to read back by the same program on the same machine, of no use
/// to any other. Plain values and arrays of them are copied as they are; a count stands before whatever has one.
package struct ArchiveWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func write<Value: BitwiseCopyable>(_ value: Value) {
    unsafe withUnsafeBytes(of: value) { unsafe bytes.append(contentsOf: $0) }
  }

  package mutating func write<Value: BitwiseCopyable>(_ values: [Value]) { unsafe values.withUnsafeBufferPointer { unsafe write($0) } }

  package mutating func write<Value: BitwiseCopyable>(_ values: UnsafeBufferPointer<Value>) {
    write(Int32(values.count))
    unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(values))
  }

  package mutating func write(_ text: String) {
    write(Int32(text.utf8.count))
    bytes += text.utf8
  }

  package mutating func write<Value: Archivable>(_ values: [Value]) { write(values) { $0.write($1) } }
  package mutating func write<Value: Archivable & ~Copyable>(_ value: borrowing Value) { value.write(to: &self) }
  package mutating func write(_ texts: [String]) { write(texts) { $0.write($1) } }

  /// A count, and each value as `body` writes it.
  package mutating func write<Values: Collection>(_ values: Values, _ body: (inout ArchiveWriter, Values.Element) -> Void) {
    write(Int32(values.count))
    for value in values { body(&self, value) }
  }
}

/// Reads what ``ArchiveWriter`` wrote, in the same order, from bytes that outlive it. Nothing outside them is read, whatever they hold; plain
/// values are taken as they are, so whoever has the bytes from a disk uses none of them before a digest was compared.
@safe package struct ArchiveReader {
  private let bytes: UnsafeRawBufferPointer
  private var at = 0

  package init(_ bytes: UnsafeRawBufferPointer) { unsafe self.bytes = bytes }

  /// Everything was read.
  package var isAtEnd: Bool { unsafe at == bytes.count }

  private mutating func take(_ count: Int) throws(ArchiveError) -> Range<Int> {
    guard unsafe count >= 0 && count <= bytes.count - at else { throw ArchiveError() }
    at += count
    return at - count..<at
  }

  package mutating func read<Value: BitwiseCopyable>(_: Value.Type = Value.self) throws(ArchiveError) -> Value {
    let range = try take(MemoryLayout<Value>.size)
    return unsafe bytes.loadUnaligned(fromByteOffset: range.lowerBound, as: Value.self)
  }

  private mutating func count() throws(ArchiveError) -> Int {
    let count = Int(try read(Int32.self))
    // Whatever is counted takes a byte at least.
    guard unsafe count >= 0 && count <= bytes.count - at else { throw ArchiveError() }
    return count
  }

  package mutating func read<Value: BitwiseCopyable>(_: [Value].Type = [Value].self) throws(ArchiveError) -> [Value] {
    let count = try count()
    let range = try take(count * MemoryLayout<Value>.stride)
    return unsafe [Value](unsafeUninitializedCapacity: count) { room, written in
      unsafe UnsafeMutableRawBufferPointer(room).copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[range]))
      written = count
    }
  }

  /// The same in memory that the caller deallocates, and how many they are.
  package mutating func copied<Value: BitwiseCopyable>() throws(ArchiveError) -> (UnsafeMutablePointer<Value>, Int) {
    let count = try count()
    let range = try take(count * MemoryLayout<Value>.stride)
    let base = UnsafeMutablePointer<Value>.allocate(capacity: max(count, 1))
    unsafe UnsafeMutableRawPointer(base).copyMemory(from: bytes.baseAddress! + range.lowerBound, byteCount: range.count)
    return unsafe (base, count)
  }

  package mutating func read(_: String.Type = String.self) throws(ArchiveError) -> String {
    let range = try take(try count())
    return unsafe String(decoding: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }

  package mutating func read<Value: Archivable & ~Copyable>(_: Value.Type = Value.self) throws(ArchiveError) -> Value {
    try Value(from: &self)
  }

  package mutating func read<Value: Archivable>(_: [Value].Type = [Value].self) throws(ArchiveError) -> [Value] {
    try read { archive throws(ArchiveError) in try Value(from: &archive) }
  }

  package mutating func read(_: [String].Type = [String].self) throws(ArchiveError) -> [String] {
    try read { archive throws(ArchiveError) in try archive.read(String.self) }
  }

  /// A count, and each value as `body` reads it.
  package mutating func read<Value>(_ body: (inout ArchiveReader) throws(ArchiveError) -> Value) throws(ArchiveError) -> [Value] {
    let count = try count()
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try body(&self)) }
    return values
  }
}
