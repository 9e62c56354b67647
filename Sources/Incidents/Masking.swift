import Bytes
import Mentions

/// Puts initials in place of the names of some people, wherever a text has one of their words.
///
/// A word counts in any mix of capitals, glued to another of the names or to a clitic, and with one letter more, less or other than the
/// name's, as articles misspell names ("Santosa" for "Santoso"). A word that only happens to be spelt as a name is masked as well: "budi
/// pekerti" where somebody is called Budi. What may name somebody is rather lost than told.
package struct NameMask: Sendable {
  /// As ``folded(_:)`` gives them, of three letters and more.
  private let words: Set<String>
  /// Of two letters, masked beside other words of names only: "Al", "Nu".
  private let shortWords: Set<String>
  /// Words of names that have none but short ones ("Yu Li"), and capitals of three letters, a name or initials ("ADI"): masked where they
  /// begin with a capital.
  private let capitalWords: Set<String>

  package init(_ names: [String]) {
    var (words, shortWords, capitalWords): (Set<String>, Set<String>, Set<String>) = ([], [], [])
    for name in names {
      let parts = NameMask.nameWords(in: name)
      guard parts.count > 1 || !parts.allSatisfy({ NameMask.areInitials($0) }) else { continue }
      let folded = parts.map { NameMask.folded($0) }
      if parts.count == 1 && parts[0].allSatisfy(\.isUppercase) && parts[0].count == 3 {
        capitalWords.formUnion(folded)
        continue
      }
      words.formUnion(folded.filter { $0.count > 2 })
      shortWords.formUnion(folded.filter { $0.count == 2 })
      if folded.allSatisfy({ $0.count == 2 }) { capitalWords.formUnion(folded) }
    }
    (self.words, self.shortWords, self.capitalWords) = (words, shortWords, capitalWords)
  }

  /// Words between the parts of a name.
  private static let between: Set<String> = ["alias", "bin", "binti"]
  /// What is written in one word with the one before.
  private static let clitics: Set<String> = ["nya", "lah", "pun", "kah", "ku", "mu"]

  /// "Siti Aminah pulang" is "S.A. pulang"; where only one of the words stands, "S. pulang" or "A. pulang".
  package func masked(_ text: String) -> String {
    guard !words.isEmpty || !capitalWords.isEmpty else { return text }
    let found = NameMask.words(in: text)
    let isHidden = hidden(found)
    return isHidden.contains(true) ? NameMask.text(text, found, isHidden) : text
  }

  /// A name as initials, whatever the mask knows: "Siti Aminah alias Mimin" is "S.A. alias M."; "NA" stays, "ADI" may be a name and is "A.".
  package static func initials(of name: String) -> String {
    let found = words(in: name)
    let isOne = nameWords(in: name).count == 1
    return text(name, found, found.map { !between.contains($0.lowercased()) && $0.count > 1 && !(isOne && areInitials($0)) })
  }

  /// Whether all words of another's name are words of the names too: then it is one of theirs, read elsewhere as somebody else's.
  package func isWholly(_ name: String) -> Bool {
    let parts = NameMask.nameWords(in: name).map { NameMask.folded($0) }
    return !parts.isEmpty && parts.allSatisfy { words.contains($0) || capitalWords.contains($0) || shortWords.contains($0) }
  }

  /// Whether one of the words stands in an address, whose words are in lower case and may be glued: "tkw-sitiaminah".
  package func isTold(in address: String) -> Bool {
    let found = NameMask.words(in: address)
    return zip(found, hidden(found)).contains { word, isHidden in
      let word = NameMask.folded(word)
      return isHidden || capitalWords.contains(word) || words.contains { Story.isNear($0, word) || $0.count > 3 && word.contains($0) }
    }
  }

  private func hidden(_ found: [Substring]) -> [Bool] {
    var isHidden = found.map { isName($0) }
    let folded = found.map { NameMask.folded($0) }
    for at in folded.indices.dropLast() where capitalWords.contains(folded[at]) && capitalWords.contains(folded[at + 1]) {
      (isHidden[at], isHidden[at + 1]) = (true, true)
    }
    // Forwards and back: one short word may stand beside another.
    for at in Array(folded.indices) + folded.indices.reversed() where !isHidden[at] && shortWords.contains(folded[at]) {
      isHidden[at] = (at > 0 && isHidden[at - 1]) || (at + 1 < found.count && isHidden[at + 1])
    }
    return isHidden
  }

  private func isName(_ word: Substring) -> Bool {
    let folded = NameMask.folded(word)
    if words.contains(folded) || isGlued(folded) { return true }
    let isCapital = word.first!.isUppercase
    if isCapital && capitalWords.contains(folded) { return true }
    // In small letters "wanita" is near to Anita.
    return words.contains { Story.isNear($0, folded) && (isCapital || min($0.count, folded.count) > 4 && $0.first == folded.first) }
  }

  /// Whether a word is made of several: "sitiaminah", "Aminahnya". One that is longer than any is, where a name stands in it.
  private func isGlued(_ word: String) -> Bool {
    let letters = Array(word)
    guard letters.count <= NameMask.longestWord else { return words.contains { word.contains($0) } }
    // By place: names and nothing else stand before it.
    var isReached = Array(repeating: false, count: letters.count)
    for end in letters.indices.dropFirst(2) {
      isReached[end] = (0..<end).contains { start in
        (start == 0 || isReached[start]) && end - start > 2 && words.contains(String(letters[start..<end]))
      }
    }
    return letters.indices.contains { start in
      isReached[start] && (words.contains(String(letters[start...])) || NameMask.clitics.contains(String(letters[start...])))
    }
  }

  /// Letters of the longest word that is looked at piece by piece.
  private static let longestWord = 40

  private static func text(_ text: String, _ found: [Substring], _ isHidden: [Bool]) -> String {
    var masked = ""
    var end = text.startIndex
    var wasHidden = false
    for (word, isHidden) in zip(found, isHidden) {
      let between = text[end..<word.startIndex]
      if !(wasHidden && isHidden && (between == " " || between == "-")) { masked += between }
      masked += isHidden ? "\(word.first!.uppercased())." : String(word)
      (end, wasHidden) = (word.endIndex, isHidden)
    }
    return masked + text[end...]
  }

  /// The words of a name that tell whom it names.
  private static func nameWords(in name: String) -> [Substring] {
    words(in: name).filter { $0.count > 1 && !between.contains($0.lowercased()) }
  }

  /// Two capitals, or three without a vowel: RS, NNK. "ADI" may be either.
  private static func areInitials(_ word: Substring) -> Bool {
    guard word.count < 4, word.allSatisfy(\.isUppercase) else { return false }
    return word.count < 3 || !word.contains { "AEIOU".contains($0) }
  }

  /// In small letters without apostrophes; a letter that is not one of ASCII's is some other letter, as articles leave out its marks.
  private static func folded(_ word: Substring) -> String {
    String(word.lowercased().filter(\.isLetter).map { $0.isASCII ? $0 : "?" })
  }

  /// Runs of letters; an apostrophe within belongs to the word ("Nur'aini"), a capital after a small letter begins another ("SitiAminah").
  private static func words(in text: String) -> [Substring] {
    var words: [Substring] = []
    var start: String.Index?
    var wasLower = false
    var at = text.startIndex
    while at < text.endIndex {
      let next = text.index(after: at)
      let isWithin = start != nil && (text[at] == "'" || text[at] == "’") && next < text.endIndex && text[next].isLetter
      if let from = start, !(text[at].isLetter || isWithin) || wasLower && text[at].isUppercase {
        words.append(text[from..<at])
        start = nil
      }
      if text[at].isLetter { start = start ?? at }
      wasLower = text[at].isLowercase
      at = next
    }
    if let from = start { words.append(text[from...]) }
    return words
  }
}

/// What a record must not tell of the people of an article: names, exact ages, addresses.
package struct PrivacyMask: Sendable {
  package let names: NameMask
  package let details: DetailMask

  package init(names: [String], ages: [Int]) { (self.names, details) = (NameMask(names), DetailMask(ages: ages)) }

  package func masked(_ text: String) -> String { names.masked(details.masked(text)) }

  /// An address of a page cannot be masked: it is told whole or not at all.
  package func isTold(in address: String) -> Bool { names.isTold(in: address) || details.isTold(in: address) }
}

/// Records that can be passed on without naming the people they are about.
extension Incident {
  /// The same incident with the names of affected people as initials and their ages as the lower end of a band (0, 12, 18, 25, 35,
  /// 45, 55, 65); in every text of the record initials stand for names, and "…" for ages and for streets and villages. Officials stay
  /// named: they act in public.
  ///
  /// Evidence keeps its place in the article.
  ///
  /// - Parameter mask: of the people of all incidents of the article.
  package func masked(by mask: PrivacyMask) -> Incident {
    var incident = self
    for index in incident.people.indices {
      incident.people[index].name = mask.names.masked(NameMask.initials(of: people[index].name))
      incident.people[index].age = people[index].age.map { Incident.band(of: $0) }
    }
    incident.suspects.names = suspects.names.map { mask.masked($0) }
    incident.affected.text = affected.text.map { mask.masked($0) }
    incident.officials = officials.map { mask.names.isWholly($0) ? NameMask.initials(of: $0) : $0 }
    // Those of the lists are no people's.
    for index in incident.agencies.indices where agencies[index].id == nil {
      incident.agencies[index].name = mask.masked(agencies[index].name)
    }
    incident.evidence = evidence.map { $0.masked(by: mask) }
    incident.findings = findings.map { Finding($0.flag, mask.masked($0.note)) }
    incident.findings.append(Finding(.masked, "names are initials, ages the lower end of 0, 12, 18, 25, 35, 45, 55, 65"))
    return incident
  }

  /// The bands into which a masked record puts ages, each from its lower end to before the next.
  package static let bands: [Range<Int>] = [0..<12, 12..<18, 18..<25, 25..<35, 35..<45, 45..<55, 55..<65, 65..<120]

  fileprivate static func band(of age: Int) -> Int { bands.last { age >= $0.lowerBound }?.lowerBound ?? 0 }
}

extension Evidence {
  fileprivate func masked(by mask: PrivacyMask) -> Evidence {
    var proof = self
    if field.hasSuffix("age") || field.hasSuffix("umur") {
      proof.text = "…"
      proof.value = Int(value).map { String(Incident.band(of: $0)) } ?? "…"
      return proof
    }
    proof.text = mask.masked(text)
    switch field {
    case "people": (proof.value, proof.text) = (mask.names.masked(NameMask.initials(of: value)), mask.masked(NameMask.initials(of: text)))
    case "suspects.names", "agencies", "officials": proof.value = mask.masked(value)
    // Codes, counts and dates.
    default: break
    }
    return proof
  }
}
