import CSHA256

/// The SHA-256 digest of FIPS 180-4, fed in pieces of any size.
///
/// Identifies pages and rule packs; it is not meant for secrets (the code takes no care of timing).
/// Complexity: O(*n*), about 1.9 GB/s on one core where the processor has instructions for it, else 260 MB/s; no allocation.
package struct SHA256: Sendable {
  private var state: InlineArray<8, UInt32> = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  /// Bytes that do not fill a block yet: the first `pendingCount` of them.
  private var pending = InlineArray<64, UInt8>(repeating: 0)
  private var pendingCount = 0
  private var length: UInt64 = 0
  private let isBuiltIn: Bool

  /// - Parameter usesInstructions: false for the rounds in Swift whatever the processor has.
  package init(usesInstructions: Bool = true) { isBuiltIn = usesInstructions && Self.hasInstructions }

  private static let hasInstructions = saring_sha256_is_built_in() != 0

  /// One that was given `bytes` already.
  package init(of bytes: [UInt8]) {
    self.init()
    update(bytes.span)
  }

  /// The digest of `bytes` as 64 lowercase hex digits.
  package static func hex(_ bytes: [UInt8]) -> String {
    var digest = SHA256()
    digest.update(bytes.span)
    return digest.hex()
  }

  package mutating func update(_ bytes: [UInt8]) { update(bytes.span) }

  package mutating func update(_ bytes: Span<UInt8>) {
    length += UInt64(bytes.count)
    var at = 0
    if pendingCount > 0 {
      while pendingCount < 64 && at < bytes.count {
        pending[pendingCount] = bytes[at]
        pendingCount += 1
        at += 1
      }
      guard pendingCount == 64 else { return }
      let block = pending
      compress(block.span)
      pendingCount = 0
    }
    let blocks = (bytes.count - at) & ~63
    compress(bytes.extracting(at..<at + blocks))
    at += blocks
    while at < bytes.count {
      pending[pendingCount] = bytes[at]
      pendingCount += 1
      at += 1
    }
  }

  /// The digest of everything given so far, as 64 lowercase hex digits. More may be given afterwards.
  package func hex() -> String {
    var last = self
    let bits = length << 3
    var padding: [UInt8] = [0x80]
    padding.append(contentsOf: repeatElement(0, count: (119 - pendingCount) % 64))
    for shift in stride(from: 56, through: 0, by: -8) { padding.append(UInt8(truncatingIfNeeded: bits >> shift)) }
    last.update(padding.span)
    assert(last.pendingCount == 0, "padding fills the last block")
    var digits: [UInt8] = []
    digits.reserveCapacity(64)
    for index in 0..<8 {
      for shift in stride(from: 28, through: 0, by: -4) {
        let nibble = UInt8(truncatingIfNeeded: last.state[index] >> shift) & 15
        digits.append(nibble < 10 ? 0x30 + nibble : 0x57 + nibble)
      }
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// Whole blocks of 64 bytes.
  private mutating func compress(_ blocks: Span<UInt8>) {
    guard isBuiltIn else {
      for start in stride(from: 0, to: blocks.count, by: 64) { compress(blocks, at: start) }
      return
    }
    let constants = Self.constants.span
    var letters = state.mutableSpan
    unsafe letters.withUnsafeMutableBufferPointer { letters in
      unsafe blocks.withUnsafeBufferPointer { blocks in
        guard let first = blocks.baseAddress else { return }
        unsafe constants.withUnsafeBufferPointer { constants in
          unsafe saring_sha256_blocks(letters.baseAddress!, first, blocks.count / 64, constants.baseAddress!)
        }
      }
    }
  }

  /// One block of 64 bytes (FIPS 180-4, 6.2.2), its letters as there.
  ///
  /// Eight rounds stand in a row, each with the letters moved on by one, so that no value moves between registers.
  private mutating func compress(_ bytes: Span<UInt8>, at start: Int) {
    var w = InlineArray<16, UInt32>(repeating: 0)
    for t in 0..<16 {
      let at = start &+ t &* 4
      w[t] =
        UInt32(bytes[at]) << 24 | UInt32(bytes[at &+ 1]) << 16 | UInt32(bytes[at &+ 2]) << 8 | UInt32(bytes[at &+ 3])
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    var t = 0
    while t < 64 {
      if t > 0 { advance(&w) }
      for half in 0..<2 {
        let i = half &* 8
        let k = t &+ i
        round(a, b, c, &d, e, f, g, &h, w[i] &+ Self.constants[k])
        round(h, a, b, &c, d, e, f, &g, w[i &+ 1] &+ Self.constants[k &+ 1])
        round(g, h, a, &b, c, d, e, &f, w[i &+ 2] &+ Self.constants[k &+ 2])
        round(f, g, h, &a, b, c, d, &e, w[i &+ 3] &+ Self.constants[k &+ 3])
        round(e, f, g, &h, a, b, c, &d, w[i &+ 4] &+ Self.constants[k &+ 4])
        round(d, e, f, &g, h, a, b, &c, w[i &+ 5] &+ Self.constants[k &+ 5])
        round(c, d, e, &f, g, h, a, &b, w[i &+ 6] &+ Self.constants[k &+ 6])
        round(b, c, d, &e, f, g, h, &a, w[i &+ 7] &+ Self.constants[k &+ 7])
      }
      t &+= 16
    }
    state[0] &+= a
    state[1] &+= b
    state[2] &+= c
    state[3] &+= d
    state[4] &+= e
    state[5] &+= f
    state[6] &+= g
    state[7] &+= h
  }

  /// The next sixteen words of the message schedule, each in the place of the one sixteen before.
  @inline(__always)
  private func advance(_ w: inout InlineArray<16, UInt32>) {
    for i in 0..<16 {
      let (w15, w2) = (w[(i &+ 1) & 15], w[(i &+ 14) & 15])
      let s0 = rotated(w15, 7) ^ rotated(w15, 18) ^ (w15 >> 3)
      let s1 = rotated(w2, 17) ^ rotated(w2, 19) ^ (w2 >> 10)
      w[i] = w[i] &+ s0 &+ w[(i &+ 9) & 15] &+ s1
    }
  }

  @inline(__always)
  private func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32,
    _ word: UInt32
  ) {
    let choice = g ^ (e & (f ^ g))
    let majority = (a & b) | (c & (a | b))
    let t1 = h &+ word &+ choice &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25))
    d = d &+ t1
    h = t1 &+ majority &+ (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22))
  }

  @inline(__always)
  private func rotated(_ word: UInt32, _ bits: UInt32) -> UInt32 { (word >> bits) | (word << (32 &- bits)) }

  private static let constants: InlineArray<64, UInt32> = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
