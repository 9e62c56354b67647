/// Where in a page a phrase may begin, by three bytes: no phrase begins at nearly all places of a page, and this finds the others fast.
///
/// It never misses a place; what it finds has to be looked up in the tries. Blanks inside a phrase are passed over, so a blank, or a byte
/// beyond ASCII that may be a part of one, stands for anything.
struct PhraseOpenings: Sendable {
  /// What a byte counts as, six bits: blank, a capital, a small letter, a digit, one of nine sets of marks, beyond ASCII.
  private static let codes = (UInt8.min...UInt8.max).map { code(of: $0) }
  private static let blank: UInt8 = 0
  private static let foreign: UInt8 = 63

  /// A bit for each three codes: at the beginning of a line, and inside one, where only a phrase that is written so may begin with a small
  /// letter.
  private var atLine: [UInt64] = Array(repeating: 0, count: 4096)
  private var inside: [UInt64] = Array(repeating: 0, count: 4096)
  /// A bit for each two bytes, the first one lowest, that a phrase inside a line may begin with, and for each that a line break begins.
  private var pairs: [UInt64] = Array(repeating: 0, count: 1024)

  init() {
    for second in UInt8.min...UInt8.max { addPair(0x0A, second) }
  }

  private static func code(of byte: UInt8) -> UInt8 {
    switch byte {
    case 0x80...: foreign
    case 0...0x20: blank
    case 0x41...0x5A: byte - 0x40
    case 0x61...0x7A: byte - 0x46
    case 0x30...0x39: 53
    default: 54 + byte % 9
    }
  }

  /// - Parameters:
  ///   - folded: a phrase as the tries hold it.
  ///   - isSmall: whether it is written with a small letter first.
  ///   - inLine: whether it counts elsewhere than at the beginning of a line.
  mutating func add(_ folded: [UInt8], isSmall: Bool, inLine: Bool) {
    guard !folded.isEmpty else { return }
    let firsts = PhraseOpenings.spellings(folded[0])
    let seconds = folded.count > 1 ? PhraseOpenings.spellings(folded[1]) + [Self.blank, Self.foreign] : Array(0..<64)
    let thirds = folded.count > 2 ? PhraseOpenings.spellings(folded[2]) + [Self.blank, Self.foreign] : Array(0..<64)
    for first in firsts {
      for second in seconds {
        // Behind a blank the second byte of the phrase comes third.
        for third in second == Self.foreign ? Array(0..<64) : second == Self.blank ? seconds : thirds {
          let place = Int(first) << 6 | Int(second)
          atLine[place] |= 1 << UInt64(third)
          if inLine, isSmall || !(27...52).contains(first) { inside[place] |= 1 << UInt64(third) }
        }
      }
    }
    if inLine { addPairs(folded, isSmall: isSmall) }
  }

  private mutating func addPairs(_ folded: [UInt8], isSmall: Bool) {
    let isParted = folded[0] < 0x80
    let seconds: [UInt8] =
      folded.count == 1
      ? Array(0...255) : Self.written(folded[1]) + (isParted ? Array(0...0x20) + Array(0x80...0xFF) : [])
    for first in Self.written(folded[0]) where isSmall || !Letters.isSmall(first) {
      for second in seconds { addPair(first, second) }
    }
  }

  private mutating func addPair(_ first: UInt8, _ second: UInt8) {
    let pair = Int(second) << 8 | Int(first)
    pairs[pair >> 6] |= 1 << UInt64(pair & 63)
  }

  /// The spellings of a byte that a phrase holds, letters small.
  private static func written(_ byte: UInt8) -> [UInt8] { Letters.isSmall(byte) ? [byte, byte & ~0x20] : [byte] }

  /// The codes of a byte that a phrase holds, letters small: a capital counts as well.
  private static func spellings(_ byte: UInt8) -> [UInt8] {
    let code = code(of: byte)
    return Letters.isSmall(byte) ? [code, code - 26] : [code]
  }

  /// Adds the places of a stretch where a phrase may begin, in order: never inside a word, save where a capital follows a small letter.
  func addPlaces(in bytes: [UInt8], _ stretch: Range<Int>, to found: inout [Int]) {
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe pairs.withUnsafeBufferPointer { pairs in
        let codes = Self.codes
        let last = bytes.count - 1
        let end = min(stretch.upperBound, last)
        var at = stretch.lowerBound
        /// Up to here all places are known.
        var reached = at
        func addLine(_ start: Int) {
          var start = start
          while start < end, unsafe bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
          if start < end, unsafe mayBegin(bytes, start, codes, atLine), unsafe PhraseOpenings.parts(bytes, start) {
            found.append(start)
            reached = start + 1
          }
        }
        if unsafe at == 0 || (at < end && bytes[at - 1] == 0x0A) { addLine(at) }
        while at < end {
          let pair = unsafe Int(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt16.self)))
          if unsafe pairs[pair &>> 6] & (1 &<< UInt64(truncatingIfNeeded: pair)) != 0 {
            if at >= reached, unsafe mayBegin(bytes, at, codes, inside), unsafe PhraseOpenings.parts(bytes, at) { found.append(at) }
            if unsafe bytes[at] == 0x0A { addLine(at + 1) }
          }
          at += 1
        }
        // Nothing tells of the last byte.
        if at == last, at < stretch.upperBound, at >= reached { found.append(at) }
      }
    }
  }

  /// Whether a word may begin at a byte.
  @inline(__always) private static func parts(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Bool {
    let byte = unsafe bytes[at]
    if byte & 0xC0 == 0x80 { return false }
    guard at > 0, Letters.isLetter(byte) else { return true }
    let before = unsafe bytes[at - 1]
    return !Letters.isCapital(before) && !(Letters.isSmall(byte) && Letters.isDigit(before))
  }

  /// - Parameter at: not the last byte.
  @inline(__always) private func mayBegin(_ bytes: UnsafeRawBufferPointer, _ at: Int, _ codes: [UInt8], _ sets: [UInt64]) -> Bool {
    let place = unsafe Int(codes[Int(bytes[at])]) << 6 | Int(codes[Int(bytes[at + 1])])
    let third = at + 2 < bytes.count ? unsafe codes[Int(bytes[at + 2])] : Self.blank
    return sets[place] & (1 &<< UInt64(third)) != 0
  }
}
