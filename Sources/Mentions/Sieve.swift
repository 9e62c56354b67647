import RuleBook

/// The features of one sentence as sets of positions, and the patterns evaluated on them: where a pattern begins, for all tokens at once.
///
/// A position is the place before a token; `Bits` has room for the tokens of a sentence and its end. A pattern is read from its end:
/// from the set of places where the rest may go on, each element makes the set of places where it may begin. Of words only their own
/// places are noted; where a set of words is, is worked out when a pattern first asks, as most patterns never do.
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
    /// The sentence that this holds for.
    var sentence: UInt32 = 0

    var isEmpty: Bool { mask == 0 && head < 0 }
  }

  private let index: FeatureIndex
  /// By feature.
  private let places: Cells<Places>
  /// By word: its places, where it is present.
  private let wordPlaces: Cells<Bits>
  /// The words of the sentence as bits, and one after the other.
  private let present: Cells<UInt64>
  private let words: Cells<Int32>
  private var wordCount = 0
  private var stretches: [Stretch] = []
  /// Programs that the sentence calls for, as bits.
  let wanted: Cells<UInt64>
  private var count = 0
  private var sentence: UInt32 = 0
  /// All positions, the end among them.
  private(set) var all: Bits = 0

  init(_ index: FeatureIndex) {
    self.index = index
    places = Cells(repeating: Places(), count: index.featureCount)
    wordPlaces = Cells(repeating: 0, count: index.wordCount)
    present = Cells(repeating: 0, count: index.wordCount >> 6 + 1)
    // A token is at most two words: its own, and what a clitic stands on.
    words = Cells(repeating: 0, count: 2 * Bits.bitWidth)
    wanted = Cells(repeating: 0, count: index.always.count)
  }

  static var longest: Int { Bits.bitWidth - 1 }

  /// Empties it for a sentence of `count` tokens.
  mutating func begin(count: Int) {
    for number in 0..<wordCount { present[Int(words[number]) >> 6] = 0 }
    wordCount = 0
    stretches.removeAll(keepingCapacity: true)
    for word in 0..<wanted.count { wanted[word] = index.always[word] }
    sentence += 1
    self.count = count
    all = count + 1 == Bits.bitWidth ? ~0 : (1 << Bits(count + 1)) - 1
  }

  /// Notes a word at `position`.
  @inline(__always) mutating func add(word: Int32, at position: Bits) {
    let bit = UInt64(1) &<< UInt64(truncatingIfNeeded: word & 63)
    guard present[Int(word) >> 6] & bit == 0 else {
      wordPlaces[Int(word)] |= position
      return
    }
    present[Int(word) >> 6] |= bit
    wordPlaces[Int(word)] = position
    words[wordCount] = word
    wordCount += 1
    for number in index.wordWaiting[Int(word)] { call(index.wordWaiting.values[number]) }
  }

  /// Notes the tokens at `positions` to be a feature that is not told by words.
  mutating func add(_ feature: Int32, at positions: Bits) {
    touch(feature)
    places[Int(feature)].mask |= positions
  }

  mutating func add(_ feature: Int32, from start: Int, to end: Int) {
    touch(feature)
    stretches.append(Stretch(start: Int32(start), end: Int32(end), next: places[Int(feature)].head))
    places[Int(feature)].head = Int32(stretches.count - 1)
  }

  @inline(__always) private mutating func touch(_ feature: Int32) {
    guard places[Int(feature)].sentence != sentence else { return }
    places[Int(feature)] = Places(sentence: sentence)
    for number in index.waiting[Int(feature)] { call(index.waiting.values[number]) }
  }

  @inline(__always) private func call(_ program: Int32) {
    wanted[Int(program) >> 6] |= 1 &<< UInt64(truncatingIfNeeded: program & 63)
  }

  /// Where a word is.
  @inline(__always) private func mask(ofWord word: Int32) -> Bits {
    present[Int(word) >> 6] & (1 &<< UInt64(truncatingIfNeeded: word & 63)) == 0 ? 0 : wordPlaces[Int(word)]
  }

  /// Where a feature is one token.
  @inline(__always) private func mask(_ feature: Int32) -> Bits {
    feature < 0 ? mask(ofWord: ~feature) : found(feature).mask
  }

  @inline(__always) private func found(_ feature: Int32) -> Places {
    let found = places[Int(feature)]
    return found.sentence == sentence ? found : look(feature)
  }

  @inline(__always) private func isThere(_ feature: Int32) -> Bool {
    feature < 0 ? mask(ofWord: ~feature) != 0 : !found(feature).isEmpty
  }

  /// Works out where a feature is that nobody noted: what its words are.
  private func look(_ feature: Int32) -> Places {
    var found = Places(sentence: sentence)
    for number in index.words[Int(feature)] { found.mask |= mask(ofWord: index.words.values[number]) }
    places[Int(feature)] = found
    return found
  }

  /// Whether the sentence has one feature of each group of a program.
  func hasAll(_ program: FeatureIndex.Program) -> Bool {
    var group = Int(program.firstGroup)
    while group < Int(program.endGroup) {
      var isThere = false
      for number in index.groups[group] where self.isThere(index.groups.values[number]) {
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
    case .token: return (ends &>> 1) & mask(step.a)
    case .tokens:
      var mask: Bits = 0
      var part = Int(step.first)
      let end = part &+ Int(step.count)
      while part < end {
        mask |= self.mask(index.parts[part].feature)
        part &+= 1
      }
      return (ends &>> 1) & mask
    case .stretch:
      var starts: Bits = 0
      var next = found(step.a).head
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
        guard times >= step.a else { continue }
        // What was reached before goes on from there with more times left.
        here &= ~reached
        reached |= here
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
    switch part.last {
    case .token:
      let starts = (ends &>> 1) & mask(part.feature)
      if starts == 0 || part.step < 0 { return starts }
    case .stretch: if found(part.feature).head < 0 { return 0 }
    case .other: break
    }
    if part.hasRarest, !isThere(part.rarest) { return 0 }
    return starts(of: part.step, to: ends)
  }
}
