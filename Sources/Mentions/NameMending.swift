import Text

/// Parts a name from the word that a removed tag glued to it, where the text has the name by itself elsewhere.
///
/// "Rina Wulandaridalam" is "Rina Wulandari" where "Wulandari" stands alone and "dalam" is a word of the rules, or where that word
/// is one that often stands so (list glue) or too long to end a name by chance ("menerima"); "WNIHasan Basri" is "Hasan Basri".
final class NameMending {
  private let title: [UInt8]
  private let body: [UInt8]
  /// Hashes of the text's capitalised words; few names ask for them.
  private lazy var words = NameMending.capitalised(title).union(NameMending.capitalised(body))
  private let vocabulary: Vocabulary
  private let glue: Set<String>

  init(title: [UInt8], body: [UInt8], vocabulary: Vocabulary, glue: Set<String>) {
    self.title = title
    self.body = body
    self.vocabulary = vocabulary
    self.glue = glue
  }

  func mended(_ name: String) -> String {
    var parts = name.split(separator: " ").map(String.init)
    guard let first = parts.first, let last = parts.last else { return name }
    if let head = withoutHead(first) { parts[0] = head }
    if let stem = withoutTail(last) { parts[parts.count - 1] = stem }
    return parts.joined(separator: " ")
  }

  private static let shortest = 4
  private static let long = 7

  private func withoutTail(_ word: String) -> String? {
    guard word.count >= 2 * NameMending.shortest, let first = word.first, first.isUppercase else { return nil }
    let parts = (NameMending.shortest...word.count - NameMending.shortest).map { (stem: word.prefix($0), rest: String(word.dropFirst($0))) }
      .filter { vocabulary.id(of: Array($0.rest.utf8)[...]) != 0 }
    // Of words that hang on it the longest: "Hasanmengungkapkan" does not end in "ungkapkan".
    let found =
      parts.last { words.contains(NameMending.hash($0.stem.utf8)) } ?? parts.first { $0.rest.count >= NameMending.long }
      ?? parts.last { $0.rest.count > NameMending.shortest && glue.contains($0.rest) }
    return (found?.stem).map(String.init)
  }

  /// The one of some names that a name is with a word of the rules hanging on it: "Permanadi", of a speaker whom the text names Permana.
  func known(_ name: String, among others: [String]) -> String? {
    guard let word = name.split(separator: " ").last else { return nil }
    return others.first { other in
      guard let last = other.split(separator: " ").last, last.count >= NameMending.shortest, word.count > last.count, word.hasPrefix(last)
      else { return false }
      return vocabulary.id(of: Array(word.dropFirst(last.count).utf8)[...]) != 0
    }
  }

  /// "WNIHasan": an acronym, and a name that the text has by itself.
  private func withoutHead(_ word: String) -> String? {
    let capitals = word.prefix { $0.isUppercase }.count
    guard capitals > 2, capitals < word.count else { return nil }
    let rest = word.dropFirst(capitals - 1)
    return words.contains(NameMending.hash(rest.utf8)) ? String(rest) : nil
  }

  /// Hashes of the words that begin with a capital: runs of letters, hyphens and apostrophes.
  private static func capitalised(_ bytes: [UInt8]) -> Set<UInt64> {
    var words: Set<UInt64> = []
    var at = 0
    while at < bytes.count {
      guard isLetter(bytes[at]) else {
        at += 1
        continue
      }
      let start = at
      while at < bytes.count, isLetter(bytes[at]) { at += 1 }
      if bytes[start] >= 0x41, bytes[start] <= 0x5A { words.insert(hash(bytes[start..<at])) }
    }
    return words
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x61 && byte <= 0x7A || byte >= 0x41 && byte <= 0x5A || byte >= 0xC3 && byte < 0xE2 || byte == 0x2D || byte == 0x27
      || byte & 0xC0 == 0x80
  }

  /// FNV-1a.
  private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0100_0000_01b3 }
  }
}
