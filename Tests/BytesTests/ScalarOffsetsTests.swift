import Bytes
import Testing

/// Offsets of bytes and of scalars are each other's, at every place of texts that end before, at and after a checkpoint.
@Test(arguments: ["a", "é", "–", "😀", "aé–😀 yang dan", ""])
func offsetsGoBothWays(piece: String) {
  for times in 0..<70 {
    let text = String(repeating: piece, count: times)
    let offsets = ScalarOffsets(Array(text.utf8))
    var byte = 0
    var number = 0
    for scalar in text.unicodeScalars {
      #expect(offsets.scalar(byte) == number)
      #expect(offsets.byte(number) == byte)
      byte += UTF8.width(scalar)
      number += 1
    }
    #expect(offsets.scalar(byte) == number)
    #expect(offsets.scalar(byte + 9) == number)
    #expect(offsets.byte(number) == byte)
    #expect(offsets.byte(number + 1) == nil)
  }
}
