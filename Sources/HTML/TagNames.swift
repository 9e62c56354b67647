/// Tag names by hash: one probe for a known name.
struct TagNames: Sendable {
  static let shared = TagNames()

  private let names: [String]
  private let bytes: [[UInt8]]
  /// Open addressing, 0 empty, else a tag's raw value plus one.
  private let slots: [UInt8]
  private static let mask = 1023

  init() {
    let text = unsafe UnsafeBufferPointer(
      start: HTMLTag.names.utf8Start, count: HTMLTag.names.utf8CodeUnitCount)
    bytes = unsafe text.split(separator: 0x20).map { unsafe [UInt8]($0) }
    names = bytes.map { String(decoding: $0, as: UTF8.self) }
    assert(names.count == HTMLTag.allCases.count - 1, "a name for every case")
    var slots = [UInt8](repeating: 0, count: Self.mask + 1)
    for (index, name) in bytes.enumerated() {
      var hash: UInt32 = 0
      for byte in name { hash = Self.mix(hash, byte) }
      var slot = Int(hash) & Self.mask
      while slots[slot] != 0 { slot = (slot + 1) & Self.mask }
      slots[slot] = UInt8(index + 1)
    }
    self.slots = slots
  }

  @inline(__always) static func mix(_ hash: UInt32, _ byte: UInt8) -> UInt32 { hash &* 33 &+ UInt32(byte) }

  func name(_ tag: HTMLTag) -> String { tag == .other ? "" : names[Int(tag.rawValue)] }
  func bytes(_ tag: HTMLTag) -> [UInt8] { tag == .other ? [] : bytes[Int(tag.rawValue)] }

  /// The tag whose name stands at `start..<end` (letters of either case), `hash` being that of its lower-case form.
  func find(_ input: Input, _ start: Int, _ end: Int, hash: UInt32) -> HTMLTag {
    var slot = Int(hash) & Self.mask
    while slots[slot] != 0 {
      let index = Int(slots[slot] - 1)
      if bytes[index].count == end - start {
        var at = 0
        while at < end - start, lowercased(input[start + at]) == bytes[index][at] { at += 1 }
        if at == end - start { return HTMLTag(rawValue: UInt8(index)) ?? .other }
      }
      slot = (slot + 1) & Self.mask
    }
    return .other
  }
}
