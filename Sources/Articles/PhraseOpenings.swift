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
  mutating func add(_ folded: [UInt8], isSmall: Bool) {
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
          if isSmall || !(27...52).contains(first) { inside[place] |= 1 << UInt64(third) }
        }
      }
    }
  }

  /// The codes of a byte that a phrase holds, letters small: a capital counts as well.
  private static func spellings(_ byte: UInt8) -> [UInt8] {
    let code = code(of: byte)
    return Letters.isSmall(byte) ? [code, code - 26] : [code]
  }

  /// The first place at or behind `start` where a phrase may begin; the last byte, where none may before it.
  func next(in bytes: [UInt8], from start: Int) -> Int {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe Self.codes.withUnsafeBufferPointer { codes in
        unsafe inside.withUnsafeBufferPointer { inside in
          let last = bytes.count - 1
          guard start < last else { return start }
          var at = start
          var before: UInt8 = at > 0 ? unsafe bytes[at - 1] : 0x0A
          var place = unsafe Int(codes[Int(bytes[at])]) << 6 | Int(codes[Int(bytes[at + 1])])
          while at < last {
            let third = at + 2 < bytes.count ? unsafe codes[Int(bytes[at + 2])] : Self.blank
            let bit = UInt64(1) << UInt64(third)
            if unsafe inside[place] & bit != 0 || (before == 0x0A && atLine[place] & bit != 0) { return at }
            before = unsafe bytes[at]
            place = (place << 6 | Int(third)) & 0xFFF
            at += 1
          }
          return at
        }
      }
    }
  }
}
