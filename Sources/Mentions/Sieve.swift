import RuleBook

/// The features of one sentence as sets of positions, and the patterns evaluated on them: where a pattern begins, for all tokens at once.
///
/// A position is the place before a token; `Bits` has room for the tokens of a sentence and its end. A pattern is read from its end:
/// from the set of places where the rest may go on, each element makes the set of places where it may begin.
/// - Complexity: O(elements of the pattern) for each evaluation, mostly less: an element that nothing in the sentence is ends it.
struct Sieve<Bits: FixedWidthInteger & UnsignedInteger & Sendable> {
  private struct Stretch {
    var start: Int32
    var end: Int32
    /// The next of the same feature, or -1.
    var next: Int32
  }

  private let steps: [PositionStep]
  private let parts: [Int32]
  private let waiting: Rows<Int32>
  private let groups: Rows<Int32>
  private let always: [UInt64]
  /// By feature: where it is one token.
  private var masks: [Bits]
  /// By feature: its first stretch, or -1.
  private var heads: [Int32]
  private var stretches: [Stretch] = []
  private var touched: [Int32] = []
  /// Programs that the sentence calls for, as bits.
  private(set) var wanted: [UInt64]
  private var count = 0
  /// All positions, the end among them.
  private(set) var all: Bits = 0

  init(_ rules: RuleSet, _ index: FeatureIndex) {
    steps = rules.steps
    parts = rules.stepParts
    waiting = index.waiting
    groups = index.groups
    always = index.always
    masks = Array(repeating: 0, count: rules.features.count)
    heads = Array(repeating: -1, count: rules.features.count)
    wanted = index.always
  }

  static var longest: Int { Bits.bitWidth - 1 }

  /// Empties it for a sentence of `count` tokens.
  mutating func begin(count: Int) {
    for feature in touched {
      masks[Int(feature)] = 0
      heads[Int(feature)] = -1
    }
    touched.removeAll(keepingCapacity: true)
    stretches.removeAll(keepingCapacity: true)
    for index in wanted.indices { wanted[index] = always[index] }
    self.count = count
    all = count + 1 == Bits.bitWidth ? ~0 : (1 << Bits(count + 1)) - 1
  }

  /// Notes the tokens at `positions` to be a feature.
  mutating func add(_ feature: Int32, at positions: Bits) {
    touch(feature)
    masks[Int(feature)] |= positions
  }

  mutating func add(_ feature: Int32, from start: Int, to end: Int) {
    touch(feature)
    stretches.append(Stretch(start: Int32(start), end: Int32(end), next: heads[Int(feature)]))
    heads[Int(feature)] = Int32(stretches.count - 1)
  }

  private mutating func touch(_ feature: Int32) {
    guard masks[Int(feature)] == 0, heads[Int(feature)] < 0 else { return }
    touched.append(feature)
    for index in waiting[Int(feature)] {
      let program = waiting.values[index]
      wanted[Int(program) >> 6] |= 1 << UInt64(program & 63)
    }
  }

  /// Whether the sentence has one feature of each group of a program.
  func hasAll(of groups: Range<Int>) -> Bool {
    for group in groups {
      var isThere = false
      for index in self.groups[group] {
        let feature = Int(self.groups.values[index])
        if masks[feature] != 0 || heads[feature] >= 0 {
          isThere = true
          break
        }
      }
      guard isThere else { return false }
    }
    return true
  }

  /// Where a pattern begins that ends at one of `ends`.
  func starts(of step: Int32, to ends: Bits) -> Bits {
    let found = steps[Int(step)]
    switch found.operation {
    case .token: return (ends &>> 1) & masks[Int(found.a)]
    case .tokens:
      var mask: Bits = 0
      for index in Int(found.first)..<Int(found.first + found.count) { mask |= masks[Int(parts[index])] }
      return (ends &>> 1) & mask
    case .stretch:
      var starts: Bits = 0
      var index = heads[Int(found.a)]
      while index >= 0 {
        let stretch = stretches[Int(index)]
        starts |= ((ends &>> Bits(truncatingIfNeeded: stretch.end)) & 1) &<< Bits(truncatingIfNeeded: stretch.start)
        index = stretch.next
      }
      return starts
    case .sequence:
      var reached = ends
      var index = Int(found.first + found.count)
      while index > Int(found.first), reached != 0 {
        index -= 1
        reached = starts(of: parts[index], to: reached)
      }
      return reached
    case .any:
      var reached: Bits = 0
      for index in Int(found.first)..<Int(found.first + found.count) { reached |= starts(of: parts[index], to: ends) }
      return reached
    case .repeated:
      let inner = parts[Int(found.first)]
      var here = ends
      var reached: Bits = found.a == 0 ? ends : 0
      var times: Int32 = 0
      while times < found.b, here != 0 {
        here = starts(of: inner, to: here)
        times += 1
        if times >= found.a { reached |= here }
      }
      return reached
    case .gap:
      var reached = ends
      for size in 0..<Int(found.a) { reached |= ends >> Bits(truncatingIfNeeded: size + 1) }
      return reached
    case .not: return ends & ~starts(of: parts[Int(found.first)], to: all)
    case .start: return ends & 1
    case .end: return ends & (1 << Bits(truncatingIfNeeded: count))
    }
  }
}
