/// Tag names by their bytes: one probe for a known name.
struct TagNames: Sendable {
  static let shared = TagNames()

  private let names: [String]
  private let bytes: [[UInt8]]
  /// Open addressing over the names of up to eight bytes, packed into a number, the last byte lowest; 0 for an empty slot.
  private let keys: [UInt64]
  private let tags: [HTMLTag]
  /// The longer names.
  private let long: [(bytes: [UInt8], tag: HTMLTag)]
  private static let bits: UInt64 = 10

  init() {
    let text = unsafe UnsafeBufferPointer(
      start: HTMLTag.names.utf8Start, count: HTMLTag.names.utf8CodeUnitCount)
    bytes = unsafe text.split(separator: 0x20).map { unsafe [UInt8]($0) }
    names = bytes.map { String(decoding: $0, as: UTF8.self) }
    assert(names.count == HTMLTag.allCases.count - 1, "a name for every case")
    var keys = [UInt64](repeating: 0, count: 1 << Self.bits)
    var tags = [HTMLTag](repeating: .other, count: 1 << Self.bits)
    var long: [(bytes: [UInt8], tag: HTMLTag)] = []
    for (index, name) in bytes.enumerated() {
      let tag = HTMLTag(rawValue: UInt8(index)) ?? .other
      if name.count > 8 {
        long.append((name, tag))
        continue
      }
      let key = name.reduce(0) { $0 << 8 | UInt64($1) }
      var slot = Self.slot(key)
      while keys[slot] != 0 { slot = (slot + 1) & (keys.count - 1) }
      keys[slot] = key
      tags[slot] = tag
    }
    self.keys = keys
    self.tags = tags
    self.long = long
  }

  @inline(__always) private static func slot(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> (64 - bits))
  }

  func name(_ tag: HTMLTag) -> String { tag == .other ? "" : names[Int(tag.rawValue)] }
  func bytes(_ tag: HTMLTag) -> [UInt8] { tag == .other ? [] : bytes[Int(tag.rawValue)] }

  /// The tag of a name of up to eight bytes, lower case, packed.
  @inline(__always) func find(_ key: UInt64) -> HTMLTag {
    var slot = Self.slot(key)
    while true {
      let found = keys[slot]
      if found == key { return tags[slot] }
      if found == 0 { return .other }
      slot = (slot + 1) & (keys.count - 1)
    }
  }

  /// The tag whose name, longer than eight bytes, stands at `start..<end`, letters of either case.
  func find(_ input: Input, _ start: Int, _ end: Int) -> HTMLTag {
    for (bytes, tag) in long where bytes.count == end - start {
      var at = 0
      while at < bytes.count, lowercased(input[start + at]) == bytes[at] { at += 1 }
      if at == bytes.count { return tag }
    }
    return .other
  }
}
