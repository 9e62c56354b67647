import Bytes
import Testing

/// Vectors of FIPS 180-4 (NIST's examples and short messages), and lengths around a block's end checked with sha256sum.
private let vectors: [(message: String, hex: String)] = [
  ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
  ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  (
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
  ),
  (
    "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
    "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
  ),
  (String(repeating: "a", count: 55), "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
  (String(repeating: "a", count: 56), "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
  (String(repeating: "a", count: 64), "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
  (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
]

@Test(arguments: vectors)
func digest(message: String, hex: String) { #expect(SHA256.hex(Array(message.utf8)) == hex) }

/// Not every processor has instructions for it.
@Test(arguments: vectors)
func digestWithoutInstructions(message: String, hex: String) {
  var digest = SHA256(usesInstructions: false)
  digest.update(Array(message.utf8))
  #expect(digest.hex() == hex)
}

@Test func digestVectorsAreAllThere() { #expect(vectors.count == 8) }

@Test(arguments: [1, 3, 55, 63, 64, 65, 1000])
func piecesOfAnySizeGiveTheSameDigest(size: Int) {
  let bytes = (0..<3000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
  var digest = SHA256()
  var at = 0
  while at < bytes.count {
    digest.update(Array(bytes[at..<min(at + size, bytes.count)]))
    at += size
  }
  #expect(digest.hex() == SHA256.hex(bytes))
  #expect(digest.hex() == digest.hex(), "asking does not change the digest")
}

@Test(
  arguments: [
    ("saring", nil), ("Rp1,5 miliar – “ya”", nil), ("", nil),
  ] as [(String, Int?)])
func validUTF8(text: String, expected: Int?) { #expect(firstInvalidUTF8(in: Array(text.utf8).span) == expected) }

@Test(
  arguments: [
    ([0x61, 0xFF], 1), ([0xC0, 0x80], 0), ([0x61, 0x62, 0xED, 0xA0, 0x80], 2), ([0x61, 0xE2, 0x80], 1), ([0x80], 0),
  ] as [([UInt8], Int)])
func invalidUTF8(bytes: [UInt8], expected: Int) { #expect(firstInvalidUTF8(in: bytes.span) == expected) }
