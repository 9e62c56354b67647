/// The windows of JSON-LD's `articleBody`, for asking whether a block of the page stands in it.
struct HTMLQuotes {
  private static let width = 32
  private var windows: SeenHashes?

  /// Complexity: O(*n*), one rolling hash a byte.
  init(_ text: String) {
    let letters = HTMLMetadata.letters(text.utf8)
    guard letters.count >= 200 else { return }
    var windows = SeenHashes(capacity: letters.count)
    defer { self.windows = windows }
    var power: UInt64 = 1
    for _ in 1..<Self.width { power = power &* Self.base }
    var hash: UInt64 = 0
    for (index, letter) in letters.enumerated() {
      if index >= Self.width { hash = hash &- UInt64(letters[index - Self.width]) &* power }
      hash = hash &* Self.base &+ UInt64(letter)
      if index >= Self.width - 1 { windows.insert(hash) }
    }
  }

  private static let base: UInt64 = 1_000_003

  /// Whether the block's first 32 letters stand in a row in the article's text; false for a shorter block.
  func hold(_ text: ArraySlice<UInt8>) -> Bool {
    guard let windows else { return false }
    var hash: UInt64 = 0
    var count = 0
    let isShort = HTMLMetadata.eachLetter(text.prefix(4 * Self.width)) { letter in
      hash = hash &* Self.base &+ UInt64(letter)
      count += 1
      return count < Self.width
    }
    guard !isShort else { return false }
    return windows.contains(hash)
  }
}
