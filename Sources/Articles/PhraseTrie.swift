/// All phrases as one tree of bytes: blanks left out, ASCII letters small.
///
/// Complexity: a look-up costs the length of the longest phrase that begins so, whatever the number of phrases.
struct PhraseTrie: Sendable {
  private var byte: [UInt8] = [0]
  private var child: [Int32] = [0]
  private var sibling: [Int32] = [0]
  /// Indices of the phrases that end at a node.
  private var ends: [[Int32]] = [[]]
  private var isEnd: [Bool] = [false]
  /// The first two steps are look-ups, for almost every word of a page takes them: the node of a first byte, and for a node of a first
  /// byte its place in `seconds`, 256 nodes each. Walking lists there too took a quarter of the time of a page.
  private var firsts: [Int32] = Array(repeating: 0, count: 256)
  private var secondsOf: [Int32] = [0]
  private var seconds: [Int32] = []

  /// Which three bytes may open a phrase, by their lowest five bits (capitals and small letters are the same there): a bit each.
  private(set) var opening: [UInt64] = Array(repeating: 0, count: 512)

  /// The same for phrases of fewer than five bytes, and for all others a bit for the hash of their first five.
  private var short: [UInt64] = Array(repeating: 0, count: 512)
  private var fives: [UInt64] = Array(repeating: 0, count: 1024)

  @inline(__always) static func openingBit(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
    Int(first & 31) << 10 | Int(second & 31) << 5 | Int(third & 31)
  }

  /// A phrase as the tree holds it.
  static func folded(_ bytes: [UInt8]) -> [UInt8] {
    var folded: [UInt8] = []
    folded.reserveCapacity(bytes.count)
    for byte in bytes where !Letters.isBlank(byte) { folded.append(Letters.small(byte)) }
    return folded
  }

  mutating func add(_ phrase: [UInt8], _ index: Int) {
    var node = 0
    let folded = PhraseTrie.folded(phrase)
    for second in folded.count > 1 ? folded[1]...folded[1] : 0...31 {
      for third in folded.count > 2 ? folded[2]...folded[2] : 0...31 {
        let bit = PhraseTrie.openingBit(folded.first ?? 0, second, third)
        opening[bit >> 6] |= 1 << UInt64(bit & 63)
        if folded.count < 5 { short[bit >> 6] |= 1 << UInt64(bit & 63) }
      }
    }
    if folded.count >= 5 {
      let bit = PhraseTrie.fiveBit(folded.prefix(5).reversed().reduce(0) { $0 << 8 | UInt64($1) })
      fives[bit >> 6] |= 1 << UInt64(bit & 63)
    }
    for byte in folded {
      let next = step(node, byte)
      node = next > 0 ? next : grow(node, byte)
    }
    ends[node].append(Int32(index))
    isEnd[node] = true
  }

  @inline(__always) private static func fiveBit(_ five: UInt64) -> Int { Int((five &* 0x9E37_79B9_7F4A_7C15) &>> 48) }

  /// Whether a phrase may begin at a byte, as far as five bytes tell, blanks passed over.
  @inline(__always) private func mayGoOn(_ bytes: [UInt8], at start: Int) -> Bool {
    guard start + 8 <= bytes.count else { return true }
    let ones: UInt64 = 0x0101_0101_0101_0101
    var word = unsafe bytes.withUnsafeBytes { unsafe UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: start, as: UInt64.self)) }
    // Bytes beyond ASCII and control bytes may be blanks, or parts of such.
    if (word | (word &- ones &* 0x20)) & (ones &* 0x80) != 0 { return true }
    var left = 8
    while true {
      let spaces = ((word ^ ones &* 0x20) &- ones) & ~(word ^ ones &* 0x20) & (ones &* 0x80)
      let first = spaces.trailingZeroBitCount &>> 3
      if first >= 5 { break }
      left -= 1
      if left < 5 { return true }
      let front = (UInt64(1) &<< UInt64(8 * first)) &- 1
      // What comes in at the end is no blank.
      word = (word & front) | ((word &>> 8) & ~front) | 0x61 &<< 56
    }
    word = Letters.small(word)
    let five = PhraseTrie.fiveBit(word & 0xFF_FFFF_FFFF)
    if fives[five >> 6] & (1 << UInt64(five & 63)) != 0 { return true }
    let opening = PhraseTrie.openingBit(
      UInt8(truncatingIfNeeded: word), UInt8(truncatingIfNeeded: word &>> 8), UInt8(truncatingIfNeeded: word &>> 16))
    return short[opening >> 6] & (1 << UInt64(opening & 63)) != 0
  }

  private func step(_ node: Int, _ byte: UInt8) -> Int {
    if node == 0 { return Int(firsts[Int(byte)]) }
    let table = Int(secondsOf[node])
    if table >= 0 { return Int(seconds[table + Int(byte)]) }
    var at = Int(child[node])
    while at > 0 {
      if self.byte[at] == byte { return at }
      at = Int(sibling[at])
    }
    return 0
  }

  private mutating func grow(_ node: Int, _ byte: UInt8) -> Int {
    let new = self.byte.count
    self.byte.append(byte)
    child.append(0)
    ends.append([])
    isEnd.append(false)
    secondsOf.append(-1)
    if node == 0 {
      sibling.append(0)
      firsts[Int(byte)] = Int32(new)
      secondsOf[new] = Int32(seconds.count)
      seconds += Array(repeating: 0, count: 256)
    } else {
      sibling.append(child[node])
      child[node] = Int32(new)
      if secondsOf[node] >= 0 { seconds[Int(secondsOf[node]) + Int(byte)] = Int32(new) }
    }
    return new
  }

  /// Whether a phrase may begin at a byte, as far as two bytes tell: most places of a page end here.
  @inline(__always) func mayBegin(_ bytes: [UInt8], at start: Int) -> Bool {
    guard start + 2 < bytes.count else { return true }
    guard mayBegin(bytes[start], bytes[start + 1]) else { return false }
    // A blank, or the first byte of one, is passed over.
    if bytes[start + 1] <= 0x20 || bytes[start + 1] >= 0x80 || bytes[start + 2] <= 0x20 || bytes[start + 2] >= 0x80 { return true }
    let bit = PhraseTrie.openingBit(bytes[start], bytes[start + 1], bytes[start + 2])
    return opening[bit >> 6] & (1 << UInt64(bit & 63)) != 0
  }

  @inline(__always) func mayBegin(_ first: UInt8, _ second: UInt8) -> Bool {
    let node = Int(firsts[Int(Letters.small(first))])
    guard node > 0 else { return false }
    let second = Letters.small(second)
    return second <= 0x20 || second >= 0x80 || isEnd[node] || seconds[Int(secondsOf[node]) + Int(second)] > 0
  }

  /// The phrases that begin at a byte, longest first, each with the byte after it.
  func matches(_ bytes: [UInt8], at start: Int) -> [(phrase: Int, end: Int)] {
    mayBegin(bytes, at: start) && mayGoOn(bytes, at: start) ? walk(bytes, at: start) : []
  }

  private func walk(_ bytes: [UInt8], at start: Int) -> [(phrase: Int, end: Int)] {
    var found: [(phrase: Int, end: Int)] = []
    var node = 0
    var at = start
    while at < bytes.count {
      let blank = Letters.blank(bytes, at, bytes.count)
      if blank > 0 {
        at += blank
        continue
      }
      node = step(node, Letters.small(bytes[at]))
      if node == 0 { break }
      at += 1
      if isEnd[node] { for phrase in ends[node] { found.append((Int(phrase), at)) } }
    }
    return found.count < 2 ? found : found.reversed()
  }

  /// Where folded words end that begin at a byte of a page, or nil.
  static func end(of folded: [UInt8], in bytes: [UInt8], at start: Int) -> Int? {
    var at = start
    for byte in folded {
      while at < bytes.count {
        let blank = Letters.blank(bytes, at, bytes.count)
        if blank == 0 { break }
        at += blank
      }
      guard at < bytes.count, Letters.small(bytes[at]) == byte else { return nil }
      at += 1
    }
    return at
  }

  /// Where folded words first end in a stretch of a page, or nil.
  static func firstEnd(of folded: [UInt8], in bytes: [UInt8], _ range: Range<Int>) -> Int? {
    guard let first = folded.first else { return nil }
    for at in range where Letters.small(bytes[at]) == first {
      if let end = end(of: folded, in: bytes, at: at) { return end }
    }
    return nil
  }
}
