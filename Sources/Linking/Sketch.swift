/// What is kept of an article's body to estimate how much of it another body repeats: the smallest hashes of its four-word shingles
/// (a bottom-*k* sketch: Broder, "On the resemblance and containment of documents", 1997).
struct Sketch: Hashable, Sendable {
  static let size = 96
  /// Rising, at most ``size``.
  var hashes: [UInt64]
  /// How many different shingles the body has.
  var count: Int

  init(hashes: [UInt64] = [], count: Int = 0) {
    self.hashes = hashes
    self.count = count
  }

  /// Complexity: O(*n* log *n*) in the words of `body`.
  init(body: [UInt8]) {
    let words = wordHashes(body)
    var shingles: Set<UInt64> = []
    if words.count >= 4 {
      for start in 0...(words.count - 4) {
        var hash = StableHash()
        for word in words[start..<start + 4] { hash.combine(word) }
        shingles.insert(hash.value)
      }
    }
    self.init(hashes: Array(shingles.sorted().prefix(Sketch.size)), count: shingles.count)
  }

  /// The share of all shingles of both that stand in both, 0 to 1; about 5 points of error.
  func resemblance(_ other: Sketch) -> Double {
    guard !hashes.isEmpty, !other.hashes.isEmpty else { return 0 }
    var (a, b, seen, both) = (0, 0, 0, 0)
    while seen < Sketch.size && a < hashes.count && b < other.hashes.count {
      if hashes[a] == other.hashes[b] {
        both += 1
        a += 1
        b += 1
      } else if hashes[a] < other.hashes[b] {
        a += 1
      } else {
        b += 1
      }
      seen += 1
    }
    if seen < Sketch.size { seen = min(Sketch.size, seen + (hashes.count - a) + (other.hashes.count - b)) }
    return Double(both) / Double(seen)
  }

  /// The share of the shorter body's shingles that the longer one repeats, 0 to 1.
  func containment(_ other: Sketch) -> Double {
    let resemblance = resemblance(other)
    let shorter = min(count, other.count)
    guard shorter > 0 else { return 0 }
    return min(1, resemblance / (1 + resemblance) * Double(count + other.count) / Double(shorter))
  }

  /// Whether one body is the other's press-release twin or near-copy: half of all is the same, or most of the shorter one.
  func isTwin(of other: Sketch) -> Bool {
    min(count, other.count) >= 20 && (resemblance(other) >= 0.5 || containment(other) >= 0.7)
  }

  /// Values that two near-copies share with a likelihood of their resemblance each.
  var bands: [UInt64] {
    guard count >= 20 else { return [] }
    return [0, 0x5555_5555_5555_5555, 0x3333_3333_3333_3333, 0x0F0F_0F0F_0F0F_0F0F].map { mask in
      hashes.map { ($0 ^ mask) &* 0x9e37_79b9_7f4a_7c15 }.min() ?? 0
    }
  }
}
