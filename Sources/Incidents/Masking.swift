import Bytes

/// Puts initials in place of the names of some people, wherever a text has one of their words.
///
/// A word counts in any mix of capitals, and with one letter more, less or other than the name's, as articles misspell names ("Santosa" for
/// "Santoso"); only where it begins with a capital: "bunga" stays, whatever Bunga is called.
package struct NameMask: Sendable {
  /// In lower case, without initials.
  private let words: Set<String>
  /// Of two letters, masked beside other words of names only: "Al", "Nu".
  private let shortWords: Set<String>

  package init(_ names: [String]) {
    // Capitals of three letters at most are initials already.
    let words = names.flatMap { NameMask.words(in: $0) }.filter { $0.count > 3 || !$0.allSatisfy(\.isUppercase) }.map { $0.lowercased() }
      .filter { !NameMask.between.contains($0) }
    self.words = Set(words.filter { $0.count > 2 })
    shortWords = Set(words.filter { $0.count == 2 })
  }

  /// Words between the parts of a name.
  private static let between: Set<String> = ["alias", "bin", "binti"]

  /// "Siti Aminah pulang" is "S.A. pulang"; where only one of the words stands, "S. pulang" or "A. pulang".
  package func masked(_ text: String) -> String {
    guard !words.isEmpty else { return text }
    let found = NameMask.words(in: text)
    var isHidden = found.map { isName($0) }
    guard isHidden.contains(true) else { return text }
    for at in found.indices where !isHidden[at] && shortWords.contains(found[at].lowercased()) {
      let isBeside = (at > 0 && isHidden[at - 1]) || (at + 1 < found.count && isHidden[at + 1])
      isHidden[at] = isBeside && found[at].first!.isUppercase
    }
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

  /// Whether one of the words stands in an address, whose words are in lower case.
  package func isTold(in address: String) -> Bool { NameMask.words(in: address).contains { words.contains($0.lowercased()) } }

  private func isName(_ word: Substring) -> Bool {
    guard word.count > 2, word.first!.isUppercase else { return false }
    let lower = word.lowercased()
    return words.contains(lower) || words.contains { Story.isNear($0, lower) }
  }

  /// Runs of letters; an apostrophe within belongs to the word: "Nur'aini".
  private static func words(in text: String) -> [Substring] {
    var words: [Substring] = []
    var start: String.Index?
    var at = text.startIndex
    while at < text.endIndex {
      let next = text.index(after: at)
      let isWithin = start != nil && (text[at] == "'" || text[at] == "’") && next < text.endIndex && text[next].isLetter
      if text[at].isLetter || isWithin {
        start = start ?? at
      } else if let from = start {
        words.append(text[from..<at])
        start = nil
      }
      at = next
    }
    if let from = start { words.append(text[from...]) }
    return words
  }
}

/// Records that can be passed on without naming the people they are about.
extension Incident {
  /// The same incident with the names of affected people as initials and their ages as the lower end of a band (0, 12, 18, 25, 35,
  /// 45, 55, 65), in every text of the record. Officials stay named: they act in public.
  ///
  /// Evidence keeps its place in the article; an age's words become "…".
  ///
  /// - Parameter mask: of the people of all incidents of the article.
  package func masked(by mask: NameMask) -> Incident {
    var incident = self
    for index in incident.people.indices {
      incident.people[index].name = mask.masked(people[index].name)
      incident.people[index].age = people[index].age.map { Incident.band(of: $0) }
    }
    incident.suspects.names = suspects.names.map { mask.masked($0) }
    incident.affected.text = affected.text.map { mask.masked($0) }
    for index in incident.evidence.indices {
      let field = incident.evidence[index].field
      if field.hasSuffix("age") || field.hasSuffix("umur") {
        incident.evidence[index].text = "…"
        incident.evidence[index].value = Int(evidence[index].value).map { String(Incident.band(of: $0)) } ?? "…"
      } else {
        incident.evidence[index].text = mask.masked(evidence[index].text)
        incident.evidence[index].value = mask.masked(evidence[index].value)
      }
    }
    incident.findings = findings.map { Finding($0.flag, mask.masked($0.note)) }
    incident.findings.append(Finding(.masked, "names are initials, ages the lower end of 0, 12, 18, 25, 35, 45, 55, 65"))
    return incident
  }

  private static func band(of age: Int) -> Int { [65, 55, 45, 35, 25, 18, 12].first { age >= $0 } ?? 0 }
}
