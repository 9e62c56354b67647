/// A table keyed by the hash of a word: open addressing, one probe for most words.
///
/// The keys are hashes already (FNV-1a, see ``WordHash``); hashing them once more, as a `Dictionary` does, took a tenth of the time of a page.
struct WordTable<Value: Sendable>: Sendable {
  private var keys: [UInt64]
  private var values: [Value?]
  private(set) var count = 0

  /// - Parameter capacity: how many keys it holds before it grows.
  init(capacity: Int = 8) {
    var size = 16
    while size < 2 * capacity { size *= 2 }
    keys = Array(repeating: 0, count: size)
    values = Array(repeating: nil, count: size)
  }

  private func slot(_ key: UInt64) -> Int {
    let mask = keys.count - 1
    var slot = Int(truncatingIfNeeded: (key ^ (key &>> 32)) &* 0x9E37_79B9_7F4A_7C15 &>> 32) & mask
    while values[slot] != nil, keys[slot] != key { slot = (slot + 1) & mask }
    return slot
  }

  subscript(_ key: UInt64) -> Value? {
    get { values[slot(key)] }
    set {
      guard let newValue else { return }
      var place = slot(key)
      if values[place] == nil {
        if count * 2 >= keys.count {
          grow()
          place = slot(key)
        }
        count += 1
        keys[place] = key
      }
      values[place] = newValue
    }
  }

  private mutating func grow() {
    var larger = WordTable(capacity: keys.count)
    for index in keys.indices { if let value = values[index] { larger[keys[index]] = value } }
    self = larger
  }
}
