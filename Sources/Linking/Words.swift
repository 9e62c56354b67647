/// 64-bit FNV-1a with a last mix: the same on every machine and in every run, unlike `Hasher`.
struct StableHash {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func combine(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }

  mutating func combine(_ word: UInt64) {
    state = (state ^ word) &* 0x0000_0100_0000_01b3
    state ^= state >> 29
  }

  var value: UInt64 {
    var mixed = state
    mixed = (mixed ^ (mixed >> 33)) &* 0xff51_afd7_ed55_8ccd
    mixed = (mixed ^ (mixed >> 33)) &* 0xc4ce_b9fe_1a85_ec53
    return mixed ^ (mixed >> 33)
  }

  static func of(_ text: String) -> UInt64 {
    var hash = StableHash()
    for byte in text.utf8 { hash.combine(byte) }
    return hash.value
  }
}

/// The words of a text for comparing: ASCII letters in lower case, runs of letters, digits and bytes of other scripts.
///
/// Complexity: O(*n*).
func wordHashes(_ bytes: [UInt8]) -> [UInt64] {
  var words: [UInt64] = []
  var hash = StableHash()
  var open = false
  for byte in bytes {
    let isLetter = byte >= 0x80 || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
    if isLetter {
      hash.combine(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
      open = true
    } else if open {
      words.append(hash.value)
      hash = StableHash()
      open = false
    }
  }
  if open { words.append(hash.value) }
  return words
}

/// A name as its words in lower case, points of initials left out: "R. A. H." is "rah", "PHNOM PENH" is "phnom penh".
func nameWords(_ name: String) -> [String] {
  var words: [String] = []
  var lettersOnly = false
  for part in name.lowercased().split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "’") }) {
    let single = part.count == 1
    if single && lettersOnly, let last = words.popLast() {
      words.append(last + part)
    } else {
      words.append(String(part))
    }
    lettersOnly = single
  }
  return words
}
