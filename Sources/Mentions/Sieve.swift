import RuleBook

/// The features of one sentence as sets of positions, and the patterns evaluated on them: where a pattern begins, for all tokens at once.
///
/// A position is the place before a token; `Bits` has room for the tokens of a sentence and its end. A pattern is read from its end:
/// from the set of places where the rest may go on, each element makes the set of places where it may begin.
/// - Complexity: O(elements of the pattern) for each evaluation, mostly less: an element that nothing in the sentence is ends it.
struct Sieve<Bits: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>: ~Copyable {
  struct Stretch {
    var start: Int32
    var end: Int32
    /// The next of the same feature, or -1.
    var next: Int32
  }

  /// Where a feature is in the sentence. Not private, nor is the other: the compiler's debug builds then fail where other files use sieves.
  struct Places {
    /// Where it is one token.
    var mask: Bits = 0
    /// Its first stretch, or -1.
    var head: Int32 = -1

    var isEmpty: Bool { mask == 0 && head < 0 }
  }

  private let index: FeatureIndex
  /// By feature.
  private let places: Cells<Places>
  private var stretches: [Stretch] = []
  private let touched: Cells<Int32>
  private var touchedCount = 0
  /// Programs that the sentence calls for, as bits.
  let wanted: Cells<UInt64>
  private var count = 0
  /// All positions, the end among them.
  private(set) var all: Bits = 0

  init(_ rules: RuleSet, _ index: FeatureIndex) {
    self.index = index
    places = Cells(repeating: Places(), count: rules.features.count)
    touched = Cells(repeating: 0, count: rules.features.count)
    wanted = Cells(repeating: 0, count: index.always.count)
  }

  static var longest: Int { Bits.bitWidth - 1 }

  /// Empties it for a sentence of `count` tokens.
  mutating func begin(count: Int) {
    for number in 0..<touchedCount { places[Int(touched[number])] = Places() }
    touchedCount = 0
    stretches.removeAll(keepingCapacity: true)
    for word in 0..<wanted.count { wanted[word] = index.always[word] }
    self.count = count
    all = count + 1 == Bits.bitWidth ? ~0 : (1 << Bits(count + 1)) - 1
  }

  /// Notes the tokens at `positions` to be a feature.
  @inline(__always) mutating func add(_ feature: Int32, at positions: Bits) {
    let found = places[Int(feature)]
    if found.isEmpty { touch(feature) }
    places[Int(feature)].mask = found.mask | positions
  }

  mutating func add(_ feature: Int32, from start: Int, to end: Int) {
    let found = places[Int(feature)]
    if found.isEmpty { touch(feature) }
    stretches.append(Stretch(start: Int32(start), end: Int32(end), next: found.head))
    places[Int(feature)].head = Int32(stretches.count - 1)
  }

  private mutating func touch(_ feature: Int32) {
    touched[touchedCount] = feature
    touchedCount += 1
    for number in index.waiting[Int(feature)] {
      let program = index.waiting.values[number]
      wanted[Int(program) >> 6] |= 1 &<< UInt64(program & 63)
    }
  }

  /// Whether the sentence has one feature of each group of a program.
  func hasAll(_ program: FeatureIndex.Program) -> Bool {
    var group = Int(program.firstGroup)
    while group < Int(program.endGroup) {
      var isThere = false
      for number in index.groups[group] where !places[Int(index.groups.values[number])].isEmpty {
        isThere = true
        break
      }
      guard isThere else { return false }
      group += 1
    }
    return true
  }

  /// Where a pattern begins that ends at one of `ends`.
  func starts(of step: Int32, to ends: Bits) -> Bits {
    let step = index.steps[Int(step)]
    switch step.operation {
    case .token: return (ends &>> 1) & places[Int(step.a)].mask
    case .tokens:
      var mask: Bits = 0
      var part = Int(step.first)
      let end = part &+ Int(step.count)
      while part < end {
        mask |= places[Int(index.parts[part].token)].mask
        part &+= 1
      }
      return (ends &>> 1) & mask
    case .stretch:
      var starts: Bits = 0
      var next = places[Int(step.a)].head
      while next >= 0 {
        let stretch = stretches[Int(next)]
        starts |= ((ends &>> Bits(truncatingIfNeeded: stretch.end)) & 1) &<< Bits(truncatingIfNeeded: stretch.start)
        next = stretch.next
      }
      return starts
    case .sequence:
      var reached = ends
      var part = Int(step.first) &+ Int(step.count)
      while part > Int(step.first), reached != 0 {
        part &-= 1
        reached = starts(of: index.parts[part], to: reached)
      }
      return reached
    case .any:
      var reached: Bits = 0
      var part = Int(step.first)
      let end = part &+ Int(step.count)
      while part < end {
        reached |= starts(of: index.parts[part], to: ends)
        part &+= 1
      }
      return reached
    case .repeated:
      let inner = index.parts[Int(step.first)]
      var here = ends
      var reached: Bits = step.a == 0 ? ends : 0
      var times: Int32 = 0
      while times < step.b, here != 0 {
        here = starts(of: inner, to: here)
        times &+= 1
        if times >= step.a { reached |= here }
      }
      return reached
    case .gap:
      var reached = ends
      for size in 0..<Int(step.a) { reached |= ends >> Bits(truncatingIfNeeded: size + 1) }
      return reached
    case .not: return ends & ~starts(of: index.parts[Int(step.first)], to: all)
    case .start: return ends & 1
    case .end: return ends & (1 << Bits(truncatingIfNeeded: count))
    }
  }

  /// The same for a part of a step; costs no call where what it must end in is not there.
  @inline(__always) private func starts(of part: FeatureIndex.Part, to ends: Bits) -> Bits {
    if part.token >= 0 {
      let starts = (ends &>> 1) & places[Int(part.token)].mask
      if starts == 0 || part.step < 0 { return starts }
    } else if part.stretch >= 0, places[Int(part.stretch)].head < 0 {
      return 0
    }
    if part.rarest >= 0, places[Int(part.rarest)].isEmpty { return 0 }
    return starts(of: part.step, to: ends)
  }
}
