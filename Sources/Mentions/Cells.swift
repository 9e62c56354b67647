import Bytes

/// A fixed number of plain values in memory of their own: what a scan writes for every token, and tables that it reads as often.
///
/// An array in its place costs a check for uniqueness at every write and references to count. Indices are checked in debug builds:
/// they come from the compiler of the rules, or count tokens.
@safe struct Cells<Value: BitwiseCopyable>: ~Copyable, Archivable, @unchecked Sendable {
  private let base: UnsafeMutablePointer<Value>
  let count: Int

  init(repeating value: Value, count: Int) {
    unsafe base = .allocate(capacity: max(count, 1))
    unsafe base.initialize(repeating: value, count: count)
    self.count = count
  }

  init(_ values: [Value]) {
    unsafe base = .allocate(capacity: max(values.count, 1))
    _ = unsafe UnsafeMutableBufferPointer(start: base, count: values.count).initialize(from: values)
    count = values.count
  }

  init(from archive: inout ArchiveReader) throws(ArchiveError) {
    unsafe (base, count) = try archive.copied()
  }

  func write(to archive: inout ArchiveWriter) { unsafe archive.write(UnsafeBufferPointer(start: base, count: count)) }

  deinit { unsafe base.deallocate() }

  subscript(_ index: Int) -> Value {
    @inline(__always) get {
      assert(index >= 0 && index < count)
      return unsafe base[index]
    }
    @inline(__always) nonmutating _modify {
      assert(index >= 0 && index < count)
      yield unsafe &base[index]
    }
  }
}

/// Rows of differing length in one table.
struct Rows<Value: BitwiseCopyable & Sendable>: ~Copyable, Archivable, Sendable {
  private let first: Cells<Int32>
  let values: Cells<Value>

  /// - Parameter pairs: row and value; values keep their order within a row.
  init(_ pairs: [(Int, Value)], count: Int) {
    var first = Array(repeating: Int32(0), count: count + 1)
    for (row, _) in pairs { first[row + 1] += 1 }
    for row in 0..<count { first[row + 1] += first[row] }
    var next = first
    var order = Array(repeating: 0, count: pairs.count)
    for (index, pair) in pairs.enumerated() {
      order[Int(next[pair.0])] = index
      next[pair.0] += 1
    }
    self.first = Cells(first)
    values = Cells(order.map { pairs[$0].1 })
  }

  init(from archive: inout ArchiveReader) throws(ArchiveError) {
    let first: Cells<Int32> = try archive.read()
    let values: Cells<Value> = try archive.read()
    self.first = first
    self.values = values
  }

  func write(to archive: inout ArchiveWriter) {
    archive.write(first)
    archive.write(values)
  }

  subscript(row: Int) -> Range<Int> {
    @inline(__always) get { unsafe Range(uncheckedBounds: (Int(first[row]), Int(first[row + 1]))) }
  }
}
