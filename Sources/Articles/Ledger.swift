import Bytes

/// What became of every byte of a page: nothing decided yet, or the decision that took it away. The first decision stands.
///
/// Complexity: two bytes for each byte of the page; every question is O(length of the stretch).
struct Ledger {
  struct Decision {
    var kind: Article.Removed.Kind
    var rule: String
  }

  private(set) var decisions: [Decision] = []
  private var owner: [UInt16]
  /// The places of decisions that several stretches share, by kind and rule; see ``fewestShared``.
  private var shared: [Key: Int] = [:]

  private struct Key: Hashable {
    var kind: Article.Removed.Kind
    var rule: String
  }

  /// From so many decisions on stretches that one rule took away share one: a number for each would not fit, and rules are few.
  private static let fewestShared = 60_000

  init(count: Int) { owner = Array(repeating: 0, count: count) }

  func isOpen(_ byte: Int) -> Bool { owner[byte] == 0 }

  /// Whether nothing of a stretch is decided.
  func isOpen(_ range: Range<Int>) -> Bool {
    for byte in range where owner[byte] != 0 { return false }
    return true
  }

  func decision(at byte: Int) -> Decision? { owner[byte] == 0 ? nil : decisions[Int(owner[byte]) - 1] }

  /// Takes a stretch away; what was decided before stays as it is.
  mutating func remove(_ kind: Article.Removed.Kind, _ range: Range<Int>, _ rule: String) {
    guard !range.isEmpty else { return }
    let number = number(of: Decision(kind: kind, rule: rule))
    unsafe owner.withUnsafeMutableBufferPointer { owner in
      for byte in range.clamped(to: 0..<owner.count) where unsafe owner[byte] == 0 { unsafe owner[byte] = number }
    }
  }

  /// The place of a decision, counted from 1.
  private mutating func number(of decision: Decision) -> UInt16 {
    if decisions.count >= Ledger.fewestShared {
      let key = Key(kind: decision.kind, rule: decision.rule)
      if let place = shared[key] { return UInt16(place) }
      shared[key] = min(decisions.count + 1, Int(UInt16.max))
    }
    if decisions.count < Int(UInt16.max) { decisions.append(decision) }
    return UInt16(decisions.count)
  }

  /// The stretches in page order, blanks trimmed from their edges: nil stands for the body.
  ///
  /// An open stretch without a letter or a digit (a lone full stop between two links) goes with its neighbour.
  func stretches(of page: PageText) -> [(range: TextRange, decision: Decision?)] {
    var found: [(range: TextRange, decision: Decision?)] = []
    var at = 0
    while at < owner.count {
      let end = endOfRun(at)
      let from = page.firstSeen(at, end)
      let to = page.lastSeen(from, end)
      if from < to {
        var decision = owner[at] == 0 ? nil : decisions[Int(owner[at]) - 1]
        if decision == nil, !hasWord(page, from, to) {
          if let before = found.last?.decision {
            decision = before
          } else if end < owner.count {
            decision = decisions[Int(owner[end]) - 1]
          }
        }
        found.append((TextRange(from, to), decision))
      }
      at = end
    }
    return found
  }

  private func endOfRun(_ at: Int) -> Int {
    unsafe owner.withUnsafeBufferPointer { owner in
      let value = unsafe owner[at]
      var end = at + 1
      // Four a step.
      let four = UInt64(value) &* 0x0001_0001_0001_0001
      let bytes = UnsafeRawBufferPointer(owner)
      while end + 4 <= owner.count, unsafe bytes.loadUnaligned(fromByteOffset: 2 * end, as: UInt64.self) == four { end += 4 }
      while end < owner.count, unsafe owner[end] == value { end += 1 }
      return end
    }
  }

  private func hasWord(_ page: PageText, _ from: Int, _ to: Int) -> Bool {
    (from..<to).contains { Letters.beginsWord(page.bytes, $0, to) }
  }
}
