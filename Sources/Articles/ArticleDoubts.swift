import Bytes

extension Article {
  /// Nil where the body is Indonesian, or too short to tell: else how few of its words are those that fill every Indonesian text. They are one
  /// in five of a news story.
  ///
  /// - Complexity: O(words), and no more than are needed to tell; mostly some hundred.
  func foreignWords(_ roles: WordTable<WordRoles>) -> (own: Int, of: Int)? {
    unsafe body.withUnsafeBufferPointer { bytes in
      func isLetter(_ byte: UInt8) -> Bool { byte >= 0x80 || Letters.isLetter(byte) }
      var (own, words, at) = (0, 0, 0)
      while at < bytes.count, words < Article.mostWords, own * Article.share < Article.mostWords {
        while at < bytes.count, unsafe !isLetter(bytes[at]) { at += 1 }
        let start = at
        while at < bytes.count, unsafe isLetter(bytes[at]) { at += 1 }
        guard at > start else { break }
        words += 1
        if unsafe roles[WordHash.of(bytes, start, at)]?.contains(.language) == true { own += 1 }
      }
      return words >= Article.leastWords && own * Article.share < words ? (own, words) : nil
    }
  }

  private static let leastWords = 40
  private static let mostWords = 400
  /// One word of so many is Indonesian at least.
  private static let share = 20

  /// Whether the body ends in the dots of a story that goes on elsewhere: "… kata dia. Menurut [...]".
  var endsInDots: Bool {
    let closers: [UInt8] = [0x20, 0x0A, 0x29, 0x5D]
    guard let last = body.lastIndex(where: { !closers.contains($0) }) else { return false }
    let end = body[...last]
    return end.suffix(3).elementsEqual("…".utf8) || end.suffix(3).elementsEqual("...".utf8)
  }
}
