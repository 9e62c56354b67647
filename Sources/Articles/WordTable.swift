/// A table keyed by the hash of a word: open addressing, at most a quarter of the slots in use: one probe for most words.
///
/// The keys are hashes already (see ``WordHash``); hashing them once more, as a `Dictionary` does, took a tenth of the time of a page.
/// The key 0 stands for an empty slot; a hash of 0 is taken for 1.
struct WordTable<Value: Sendable>: Sendable {
  private var keys: [UInt64]
  private var places: [Int32]
  private var values: [Value] = []
  var count: Int { values.count }

  /// - Parameter capacity: how many keys it holds before it grows.
  init(capacity: Int = 8) {
    var size = 16
    while size < 4 * capacity { size *= 2 }
    keys = Array(repeating: 0, count: size)
    places = Array(repeating: 0, count: size)
    values.reserveCapacity(capacity)
  }

  @inline(__always) private func slot(_ key: UInt64) -> Int {
    unsafe keys.withUnsafeBufferPointer { keys in
      let mask = keys.count - 1
      var slot = Int(truncatingIfNeeded: (key ^ (key &>> 32)) &* 0x9E37_79B9_7F4A_7C15 &>> 32) & mask
      while unsafe keys[slot] != key, unsafe keys[slot] != 0 { slot = (slot + 1) & mask }
      return slot
    }
  }

  subscript(_ hash: UInt64) -> Value? {
    @inline(__always) get {
      let place = slot(max(hash, 1))
      return keys[place] == 0 ? nil : values[Int(places[place])]
    }
    set {
      guard let newValue else { return }
      let key = max(hash, 1)
      var place = slot(key)
      guard keys[place] == 0 else {
        values[Int(places[place])] = newValue
        return
      }
      if count * 4 >= keys.count {
        grow()
        place = slot(key)
      }
      keys[place] = key
      places[place] = Int32(values.count)
      values.append(newValue)
    }
  }

  private mutating func grow() {
    let old = (keys, places)
    keys = Array(repeating: 0, count: 2 * keys.count)
    places = Array(repeating: 0, count: keys.count)
    for (key, place) in zip(old.0, old.1) where key != 0 {
      let slot = slot(key)
      keys[slot] = key
      places[slot] = place
    }
  }
}

/// Hashes that were seen once, or more often. Eight bytes a slot, no values.
struct SeenHashes {
  private var keys: [UInt64]
  private var count = 0

  init(capacity: Int) {
    var size = 16
    while size < 2 * capacity { size *= 2 }
    keys = Array(repeating: 0, count: size)
  }

  /// The lowest bit of a slot tells whether the hash was seen again.
  @inline(__always) private func slot(_ key: UInt64) -> Int {
    unsafe keys.withUnsafeBufferPointer { keys in
      let mask = keys.count - 1
      var slot = Int(truncatingIfNeeded: (key ^ (key &>> 32)) &* 0x9E37_79B9_7F4A_7C15 &>> 32) & mask
      while unsafe keys[slot] & ~1 != key, unsafe keys[slot] != 0 { slot = (slot + 1) & mask }
      return slot
    }
  }

  /// Adds a hash; the number of hashes stays below the capacity that was asked for.
  mutating func insert(_ hash: UInt64) {
    let key = max(hash & ~1, 2)
    let slot = slot(key)
    if keys[slot] == 0 {
      assert(2 * count < keys.count)
      keys[slot] = key
      count += 1
    } else {
      keys[slot] |= 1
    }
  }

  func contains(_ hash: UInt64) -> Bool { keys[slot(max(hash & ~1, 2))] != 0 }
  func containsTwice(_ hash: UInt64) -> Bool { keys[slot(max(hash & ~1, 2))] & 1 != 0 }
}
