import Text

/// Parts a name from the word that a removed tag glued to it, where the text has the name by itself elsewhere.
///
/// "Rina Wulandaridalam" is "Rina Wulandari" where "Wulandari" stands alone and "dalam" is a word of the rules, or where that word
/// is one that often stands so (list glue) or too long to end a name by chance ("menerima"); "WNIHasan Basri" is "Hasan Basri".
struct NameMending {
  private let words: Set<Substring>
  private let vocabulary: Vocabulary
  private let glue: Set<String>

  init(title: [UInt8], body: [UInt8], vocabulary: Vocabulary, glue: Set<String>) {
    let text = String(decoding: title + [0x20] + body, as: UTF8.self)
    words = Set(text.split { !($0.isLetter || $0 == "-" || $0 == "'") }.filter { $0.first?.isUppercase ?? false })
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
    for length in (NameMending.shortest...word.count - NameMending.shortest).reversed() {
      let stem = word.prefix(length)
      let rest = String(word.dropFirst(length))
      guard vocabulary.id(of: Array(rest.utf8)[...]) != 0 else { continue }
      if words.contains(stem) || rest.count >= NameMending.long || (rest.count > NameMending.shortest && glue.contains(rest)) {
        return String(stem)
      }
    }
    return nil
  }

  /// "WNIHasan": an acronym, and a name that the text has by itself.
  private func withoutHead(_ word: String) -> String? {
    let capitals = word.prefix { $0.isUppercase }.count
    guard capitals > 2, capitals < word.count else { return nil }
    let rest = word.dropFirst(capitals - 1)
    return words.contains(rest) ? String(rest) : nil
  }
}
