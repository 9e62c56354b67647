/// Puts "…" in place of what tells a person without a name: an exact age, a day of birth, a street or village, a long number.
///
/// A number that may be an age is taken for one ("bekerja 2 tahun" is "bekerja … tahun"): what is lost is told by the record's own fields.
package struct DetailMask: Sendable {
  /// Of people of the article: these numbers are hidden wherever they are not part of a date.
  private let ages: Set<Int>

  package init(ages: [Int]) { self.ages = Set(ages) }

  /// "Remaja 16 Tahun asal Kudus" is "Remaja … Tahun asal Kudus".
  package func masked(_ text: String) -> String {
    let words = DetailWords(text)
    let isHidden = hidden(words)
    guard isHidden.contains(true) else { return text }
    var masked = ""
    var end = text.startIndex
    for (at, isHidden) in isHidden.enumerated() where isHidden {
      let word = words[at].text
      if !(at > 0 && words.isHiddenGap(before: at, isHiddenBefore: masked.hasSuffix("…") && end == words[at - 1].text.endIndex)) {
        masked += text[end..<word.startIndex] + "…"
      }
      end = word.endIndex
    }
    return masked + text[end...]
  }

  /// Whether an address of a page tells such a thing: ".../tkw-29-tahun-tewas". Its long numbers are the page's.
  package func isTold(in address: String) -> Bool {
    let words = DetailWords(address.lowercased())
    return zip(words.indices, hidden(words)).contains { at, isHidden in isHidden && !words[at].isLong }
  }

  private func hidden(_ words: DetailWords) -> [Bool] {
    var isHidden = words.indices.map { at in
      words[at].isNumber && (isKnownAge(at, words) || words.standsAsAge(at)) || words[at].isLong || words.beginsTelephone(at)
    }
    var isTelephone = false
    for at in words.indices.dropFirst() {
      isTelephone = (isTelephone || words[at - 1].isLong || words.beginsTelephone(at - 1)) && words.goesOn(at)
      if isTelephone { isHidden[at] = true }
    }
    for at in words.indices.reversed() where words[at].mayBeAge && words.leadsToUnit(at, isHidden) { isHidden[at] = true }
    for at in words.indices {
      let reach = DetailWords.ageCues.contains(words[at].lower) ? 4 : DetailWords.birthCues.contains(words[at].lower) ? 8 : 0
      for next in words.indices.dropFirst(at + 1).prefix(reach) where words[next].isNumber || reach == 4 && words[next].isSpelled {
        isHidden[next] = true
      }
      for next in words.placeWords(after: at) { isHidden[next] = true }
    }
    return isHidden
  }

  private func isKnownAge(_ at: Int, _ words: DetailWords) -> Bool {
    words[at].value.map { ages.contains($0) } == true && !words.isInDate(at)
  }
}

/// The words and numbers of a text, and what they may tell by where they stand.
struct DetailWords {
  struct Word {
    var text: Substring
    var lower: String
    var isNumber: Bool

    var value: Int? { isNumber ? Int(lower) : nil }
    /// A telephone, a passport, an identity card.
    var isLong: Bool { isNumber && (lower.count > 6 || lower.count > 3 && lower.hasPrefix("0")) }
    var isSpelled: Bool { DetailWords.numberWords.contains(lower) }
    var mayBeAge: Bool { isNumber ? lower.count < 4 : isSpelled }
    var isCapital: Bool { text.first!.isUppercase }
  }

  private let words: [Word]
  private let text: String
  private let hasCapitals: Bool

  init(_ text: String) {
    var words: [Word] = []
    var at = text.startIndex
    while at < text.endIndex {
      let isNumber = text[at].isWholeNumber
      guard isNumber || text[at].isLetter else {
        at = text.index(after: at)
        continue
      }
      let word = text[at...].prefix { isNumber ? $0.isWholeNumber : $0.isLetter }
      let lower = isNumber ? word.map { $0.wholeNumberValue.map { String($0) } ?? "" }.joined() : word.lowercased()
      words.append(Word(text: word, lower: lower, isNumber: isNumber))
      at = word.endIndex
    }
    (self.words, self.text) = (words, text)
    hasCapitals = text.contains(where: \.isUppercase)
  }

  var indices: Range<Int> { words.indices }
  subscript(at: Int) -> Word { words[at] }

  /// What stands before a word, and after the last one.
  private func gap(before at: Int) -> Substring {
    let start = at == 0 ? text.startIndex : words[at - 1].text.endIndex
    return text[start..<(at < words.count ? words[at].text.startIndex : text.endIndex)]
  }

  private func lower(_ at: Int) -> String { words.indices.contains(at) ? words[at].lower : "" }

  /// Whether a hidden word needs no "…" of its own.
  func isHiddenGap(before at: Int, isHiddenBefore: Bool) -> Bool { isHiddenBefore && gap(before: at).count < 3 }

  // MARK: Ages

  static let numberWords: Set<String> = [
    "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas", "belas", "puluh", "seratus",
  ]
  static let ageCues: Set<String> = [
    "usia", "berusia", "usianya", "seusia", "umur", "berumur", "umurnya", "seumur", "aged", "age", "ages",
  ]
  static let birthCues: Set<String> = ["lahir", "kelahiran", "dilahirkan", "lahirnya", "ttl", "born"]
  private static let units: Set<String> = [
    "tahun", "tahunan", "thn", "thun", "th", "tn", "taun", "bulan", "bln", "year", "years", "yr", "yrs", "yo", "y",
  ]
  /// Between two numbers, or a number and its unit: "16 dan 17 tahun", "20-an tahun".
  private static let connectors: Set<String> = ["dan", "atau", "hingga", "sampai", "serta", "s", "d", "an", "to", "and", "or"]
  private static let months: Set<String> = [
    "januari", "februari", "pebruari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "nopember",
    "desember", "jan", "feb", "mar", "apr", "jun", "jul", "agu", "agt", "ags", "sep", "sept", "okt", "nov", "nop", "des",
  ]
  /// A number after them is none of years.
  private static let numbered: Set<String> = [
    "pasal", "ayat", "uu", "nomor", "no", "undang", "tahun", "pukul", "lantai", "km", "angka", "huruf", "tanggal", "bulan", "jam",
  ]

  /// After a unit: how long somebody is to sit.
  private static let sentences: Set<String> = ["penjara", "kurungan", "bui"]

  /// "16 Tahun", "16-17 tahun", "16 dan 17 tahun".
  func leadsToUnit(_ at: Int, _ isHidden: [Bool]) -> Bool {
    var next = at + 1
    guard next < words.count, isNarrow(next), !isOrdinal(at) else { return false }
    if Self.connectors.contains(words[next].lower), next + 1 < words.count, isNarrow(next + 1) { next += 1 }
    if next < words.count, Self.connectors.contains(words[next].lower), next + 1 < words.count { next += 1 }
    if words[next].mayBeAge && isHidden[next] { return true }
    return Self.units.contains(words[next].lower) && !Self.sentences.contains(lower(next + 1))
  }

  /// "Nomor 21 Tahun 2007", "yang ke-19".
  private func isOrdinal(_ at: Int) -> Bool {
    guard at > 0 else { return false }
    return Self.numbered.contains(words[at - 1].lower) || words[at - 1].lower == "ke" && gap(before: at) == "-"
  }

  private func isNarrow(_ at: Int) -> Bool {
    let gap = gap(before: at)
    return gap.count < 4 && !gap.contains { "()[];:".contains($0) }
  }

  /// "+62 812-3456-7890".
  func beginsTelephone(_ at: Int) -> Bool { words[at].lower == "62" && at + 1 < words.count && goesOn(at + 1) }

  /// "0812-3456-7890".
  func goesOn(_ at: Int) -> Bool { words[at].isNumber && words[at].lower.count > 2 && ["-", " ", "."].contains(gap(before: at)) }

  /// "(54)", "(29/P)", ", 54, warga".
  func standsAsAge(_ at: Int) -> Bool {
    guard let value = words[at].value, value < 121, !isInDate(at), !isOrdinal(at) else { return false }
    let (before, after) = (gap(before: at), gap(before: at + 1))
    if before.contains("(") || before.contains("[") { return true }
    let ends = at + 1 == words.count || after.first.map { ",;)".contains($0) } == true
    guard ends, at > 0 else { return false }
    return before.contains { ",;".contains($0) } || before == " " && words[at - 1].isCapital && !words[at - 1].isNumber
  }

  func isInDate(_ at: Int) -> Bool {
    func isJoined(_ next: Int, _ other: Int) -> Bool {
      guard words.indices.contains(other), words[other].isNumber else { return false }
      return ["/", "-", ".", ":"].contains(gap(before: next))
    }
    // "Siti Juni (29)" is no date.
    func isMonth(_ other: Int, _ gap: Substring) -> Bool { Self.months.contains(lower(other)) && !gap.contains { "()[],;".contains($0) } }
    return isJoined(at, at - 1) || isJoined(at + 1, at + 1) || isMonth(at + 1, gap(before: at + 1)) || isMonth(at - 1, gap(before: at))
  }

  // MARK: Addresses

  /// What a place follows whose houses can be counted. Of "kompleks" the camps of swindlers are called.
  private static let placeCues: Set<String> = [
    "jalan", "jl", "jln", "gang", "gg", "dusun", "dsn", "kampung", "kp", "blok", "perumahan", "perum", "desa", "kelurahan", "kel", "banjar",
    "jorong", "nagari", "gampong", "kecamatan", "kec", "rt", "rw",
  ]
  /// Before them: an office.
  private static let offices: Set<String> = [
    "kepala", "kades", "sekretaris", "perangkat", "aparat", "kantor", "balai", "pemerintah", "kementerian", "menteri", "dana", "lurah",
  ]
  /// After them: no place.
  private static let common: Set<String> = ["halaman", "migran", "tol", "keluar", "damai"]

  /// The words of an address that `at` announces: "Melati", "5" of "Jalan Melati No. 5".
  func placeWords(after at: Int) -> [Int] {
    guard Self.placeCues.contains(words[at].lower), !Self.offices.contains(lower(at - 1)), !Self.common.contains(lower(at + 1)) else {
      return []
    }
    var found: [Int] = []
    for next in words.indices.dropFirst(at + 1).prefix(6) {
      let gap = gap(before: next)
      let isFirstOfSmall = !hasCapitals && found.isEmpty
      let isPart = words[next].isNumber || words[next].isCapital || isFirstOfSmall || ["no", "nomor"].contains(words[next].lower)
      guard isPart, gap.count < 3, words[next].isNumber || !gap.contains(",") else { break }
      if Self.placeCues.contains(words[next].lower) { break }
      found.append(next)
    }
    return found
  }
}
