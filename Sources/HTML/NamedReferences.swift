/// The named character references, looked up by bytes. Made once, at the first reference that is not one of the common five.
struct NamedReferences: Sendable {
  static let shared = NamedReferences()

  private struct Entry: Sendable {
    var start: Int32
    var count: Int32
    var first: UInt32
    var second: UInt32
  }
  private let names: [UInt8]
  private let entries: [Entry]
  /// The longest name that the standard takes without a semicolon has 6 letters.
  private static let longestBare = 6

  init() {
    let text = unsafe UnsafeBufferPointer(
      start: namedReferenceTable.utf8Start, count: namedReferenceTable.utf8CodeUnitCount)
    var names: [UInt8] = []
    var entries: [Entry] = []
    names.reserveCapacity(20_000)
    entries.reserveCapacity(2231)
    var start = 0
    var index = 0
    var code: UInt32 = 0
    var first: UInt32 = 0
    var inName = true
    var count = 0
    while index <= text.count {
      let byte = index < text.count ? unsafe text[index] : 0x20
      index += 1
      if byte == 0x20 {
        let pair = first == 0 ? (code, 0) : (first, code)
        entries.append(Entry(start: Int32(start), count: Int32(count), first: pair.0, second: pair.1))
        (start, count, code, first, inName) = (names.count, 0, 0, 0, true)
      } else if inName {
        if byte == 0x3D {
          inName = false
        } else {
          names.append(byte)
          count += 1
        }
      } else if byte == 0x2B {
        (first, code) = (code, 0)
      } else {
        code = code * 16 + UInt32(byte <= 0x39 ? byte - 0x30 : byte - 0x41 + 10)
      }
    }
    self.names = names
    self.entries = entries
    assert(entries.count == 2231, "the whole table")
  }

  /// The longest name that begins at `start`: how many bytes it takes, and its one or two scalars (0 for no second).
  func longest(_ input: Input, at start: Int) -> (length: Int, first: UInt32, second: UInt32)? {
    var run = 0
    while run < 32, isLetter(input[start + run]) || isDigit(input[start + run]) { run += 1 }
    if input[start + run] == 0x3B, let found = find(input, start, run + 1) { return found }
    var length = min(run, Self.longestBare)
    while length >= 2 {
      if let found = find(input, start, length) { return found }
      length -= 1
    }
    return nil
  }

  private func find(
    _ input: Input, _ start: Int, _ length: Int
  ) -> (length: Int, first: UInt32, second: UInt32)? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      let entry = entries[middle]
      var at = 0
      let shared = min(length, Int(entry.count))
      while at < shared {
        if names[Int(entry.start) + at] != input[start + at] { break }
        at += 1
      }
      if at == length, at == Int(entry.count) { return (length, entry.first, entry.second) }
      let before: Bool
      if at == shared {
        before = Int(entry.count) < length
      } else {
        before = names[Int(entry.start) + at] < input[start + at]
      }
      if before { low = middle + 1 } else { high = middle }
    }
    return nil
  }
}
