/// Words that the rule files know, as small numbers: id 0 is every word that they do not know.
///
/// Words are folded: ASCII and Latin-1 letters in lower case. Lookup is open addressing over one byte pool: no allocation,
/// one hash of the word's bytes.
package struct Vocabulary: Sendable {
  private var pool: [UInt8] = []
  private var starts: [Int32] = [0, 0]
  private var slots: [Int32] = Array(repeating: 0, count: 1024)

  package init() {}

  /// The number of words, counting id 0.
  package var count: Int { starts.count - 1 }

  /// The id of `word`, made if it is new. The word is folded first.
  package mutating func intern(_ word: String) -> Int32 {
    intern(folded: Vocabulary.fold(Array(word.utf8))[...])
  }

  /// The id of folded bytes, made if they are new.
  package mutating func intern(folded: ArraySlice<UInt8>) -> Int32 {
    let found = id(of: folded)
    if found != 0 { return found }
    pool += folded
    starts.append(Int32(pool.count))
    let id = Int32(starts.count - 2)
    if starts.count * 2 > slots.count { grow() } else { insert(id, hash: Vocabulary.hash(folded.span)) }
    return id
  }

  /// The id of a folded word, 0 where it is unknown.
  package func id(of folded: ArraySlice<UInt8>) -> Int32 { id(of: folded.span) }

  /// The id of a folded word, 0 where it is unknown.
  package func id(of folded: Span<UInt8>) -> Int32 {
    guard !folded.isEmpty else { return 0 }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: Vocabulary.hash(folded)) & mask
    while true {
      let id = slots[slot]
      if id == 0 { return 0 }
      let start = Int(starts[Int(id)])
      if Int(starts[Int(id) + 1]) - start == folded.count {
        var at = 0
        while at < folded.count, pool[start + at] == folded[at] { at += 1 }
        if at == folded.count { return id }
      }
      slot = (slot + 1) & mask
    }
  }

  /// The folded word of an id; "" for 0.
  package func word(_ id: Int32) -> String {
    String(decoding: pool[Int(starts[Int(id)])..<Int(starts[Int(id) + 1])], as: UTF8.self)
  }

  private mutating func insert(_ id: Int32, hash: UInt64) {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = id
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for id in 1..<Int32(starts.count - 1) {
      insert(id, hash: Vocabulary.hash(pool[Int(starts[Int(id)])..<Int(starts[Int(id) + 1])].span))
    }
  }

  /// FNV-1a, with the high bits mixed down.
  private static func hash(_ bytes: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for at in bytes.indices { hash = (hash ^ UInt64(bytes[at])) &* 0x0100_0000_01b3 }
    return hash ^ (hash >> 29)
  }

  /// ASCII and Latin-1 letters in lower case; everything else as it is.
  package static func fold(_ bytes: [UInt8]) -> [UInt8] {
    var folded = bytes
    foldLetters(&folded)
    foldLatin(&folded)
    return folded
  }

  package static func fold(_ bytes: inout [UInt8]) { bytes = fold(bytes) }

  private static func foldLetters(_ bytes: inout [UInt8]) {
    var span = bytes.mutableSpan
    for index in span.indices {
      let byte = span[index]
      span[index] = byte | (byte &- 0x41 < 26 ? 0x20 : 0)
    }
  }

  private static func foldLatin(_ bytes: inout [UInt8]) {
    var at = bytes.firstIndex(of: 0xC3) ?? bytes.count
    while at + 1 < bytes.count {
      let next = bytes[at + 1]
      if bytes[at] == 0xC3, next >= 0x80, next <= 0x9E, next != 0x97 { bytes[at + 1] = next + 0x20 }
      at += 1
    }
  }
}
