/// The words of a text as the measure counts them: letters, digits and `_` of any script, in lower case, compatibility forms read as
/// their plain ones (`ﬁ` as `fi`, full-width letters, `²`).
///
/// Complexity: O(*n*).
func words(_ text: String) -> [String] {
  var found: [String] = []
  var word = ""
  func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return scalar.properties.isAlphabetic || scalar == "_" || (scalar.value >= 0x30 && scalar.value <= 0x39)
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber,
      .otherNumber:
      return true
    // A mark composes with the letter before it.
    case .nonspacingMark: return !word.isEmpty
    default: return false
    }
  }
  for scalar in text.unicodeScalars {
    for plain in plainForm(of: scalar) {
      if isWord(plain) {
        word.unicodeScalars.append(plain)
      } else if !word.isEmpty {
        found.append(word.lowercased())
        word = ""
      }
    }
  }
  if !word.isEmpty { found.append(word.lowercased()) }
  return found
}

/// The compatibility forms that news pages hold. (The standard library has no NFKC.)
private func plainForm(of scalar: Unicode.Scalar) -> String.UnicodeScalarView {
  switch scalar.value {
  case 0..<0xAA: break
  case 0xFF01...0xFF5E: return String(Unicode.Scalar(scalar.value - 0xFEE0)!).unicodeScalars
  case 0xAA: return "a".unicodeScalars
  case 0xBA: return "o".unicodeScalars
  case 0xB2, 0xB3: return String(scalar.value - 0xB0).unicodeScalars
  case 0xB9: return "1".unicodeScalars
  case 0xBC: return "1⁄4".unicodeScalars
  case 0xBD: return "1⁄2".unicodeScalars
  case 0xBE: return "3⁄4".unicodeScalars
  case 0x2116: return "No".unicodeScalars
  case 0x2120: return "SM".unicodeScalars
  case 0x2122: return "TM".unicodeScalars
  case 0xFB00: return "ff".unicodeScalars
  case 0xFB01: return "fi".unicodeScalars
  case 0xFB02: return "fl".unicodeScalars
  default: break
  }
  return String(scalar).unicodeScalars
}

/// One text for comparing: the words without what stands between them.
func joinedWords(_ text: String) -> String { words(text).joined() }

// MARK: - Names

/// Ranks, degrees and forms of address: no part of a name.
private let ranks = Set(
  """
  irjen brigjen komjen jenderal jend kombes kombespol akbp kompol akp iptu ipda aiptu aipda bripka pol purn letjen mayjen \
  laksma laksda kolonel letkol mayor kapten dr drs dra prof ir h hj kh s.h sh mh m.h msi m.si se s.e sik s.i.k mm m.m phd ph.d lc ma \
  ibu bapak pak bu
  """.split(separator: " ").map(String.init))

/// The words of a name without ranks and degrees; single letters in a row are one word (N.A. is "na").
func nameKey(_ name: String) -> [String] {
  var parts: [(word: String, isLetters: Bool)] = []
  for word in words(name) {
    let isLetter = word.unicodeScalars.count == 1
    if isLetter, let last = parts.last, last.isLetters {
      parts[parts.count - 1].word = last.word + word
    } else {
      parts.append((word, isLetter))
    }
  }
  let all = parts.map(\.word)
  let names = all.filter { !ranks.contains($0) }
  return names.isEmpty ? all : names
}

/// Equal, or one a part of the other (two words at least) with at most one word too many in the prediction.
func isSameName(gold: String, found: String) -> Bool {
  let (g, p) = (nameKey(gold), nameKey(found))
  guard !g.isEmpty, !p.isEmpty else { return false }
  if g == p { return true }
  let (goldSet, foundSet) = (Set(g), Set(p))
  return min(g.count, p.count) >= 2
    && (foundSet.isSubset(of: goldSet) || (goldSet.isSubset(of: foundSet) && p.count - g.count <= 1))
}

// MARK: - Roles

private let qualifiers: Set<String> = ["wakil", "mantan", "eks", "plt", "pj", "plh", "pelaksana", "penjabat"]
private let directions: Set<String> = ["barat", "timur", "tengah", "selatan", "utara", "tenggara", "daya"]

/// The same office: most words shared, and no other deputy, acting or former office, nor another point of the compass.
func isSameRole(gold: String, found: String) -> Bool {
  if gold.isEmpty || found.isEmpty { return gold.isEmpty && found.isEmpty }
  let (g, p) = (Set(words(gold)), Set(words(found)))
  let different = g.symmetricDifference(p)
  return wordOverlap(gold, found) >= 0.6 && different.isDisjoint(with: qualifiers)
    && (different.isDisjoint(with: directions) || g.isDisjoint(with: directions) || p.isDisjoint(with: directions))
}

/// Twice the shared words over all words, 0 to 1.
private func wordOverlap(_ a: String, _ b: String) -> Double {
  let (a, b) = (words(a), words(b))
  guard !a.isEmpty || !b.isEmpty else { return 0 }
  var left: [String: Int] = [:]
  for word in a { left[word, default: 0] += 1 }
  var both = 0
  for word in b where left[word, default: 0] > 0 {
    left[word, default: 0] -= 1
    both += 1
  }
  return 2 * Double(both) / Double(a.count + b.count)
}

// MARK: - Laws

/// UU 21/2007, UU No. 21 Tahun 2007 and Undang-Undang RI Nomor 21 Tahun 2007 are one law; a law without a number is its letters.
func lawKey(_ law: String) -> String {
  var text = Array(law.lowercased().utf8)
  if let article = text.firstRange(of: "pasal".utf8) { text.removeSubrange(article.lowerBound...) }
  while let full = text.firstRange(of: "undang-undang".utf8) { text.replaceSubrange(full, with: "uu".utf8) }
  var start = 0
  while start < text.count {
    guard isDigit(text[start]) else {
      start += 1
      continue
    }
    var at = start
    while at < text.count, isDigit(text[at]) { at += 1 }
    let number = text[start..<at]
    func skipBlanks() { while at < text.count, text[at] == 0x20 || (text[at] >= 9 && text[at] <= 13) { at += 1 } }
    skipBlanks()
    for form in ["/", "tahun", "th.", "th"] where text[at...].starts(with: form.utf8) {
      at += form.utf8.count
      skipBlanks()
      let year = text[at...].prefix(4)
      if year.count == 4, year.allSatisfy(isDigit) {
        return String(decoding: number, as: UTF8.self) + "/" + String(decoding: year, as: UTF8.self)
      }
      break
    }
    start += number.count
  }
  return String(decoding: text.filter { $0 >= 0x61 && $0 <= 0x7A }, as: UTF8.self)
}

private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
