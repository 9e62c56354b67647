import Bytes

/// Records that can be passed on without naming the people they are about.
extension Incident {
  /// The same incident with the names of affected people as initials and their ages as the lower end of a band (0, 12, 18, 25, 35,
  /// 45, 55, 65), in every text of the record. Officials stay named: they act in public.
  ///
  /// Evidence keeps its place in the article; an age's words become "…".
  package func masked() -> Incident {
    var incident = self
    let names = people.map(\.name).filter { Incident.isName($0) }
    func masked(_ text: String) -> String { Incident.masked(text, names: names) }
    for index in incident.people.indices {
      incident.people[index].name = masked(people[index].name)
      incident.people[index].age = people[index].age.map { Incident.band(of: $0) }
    }
    incident.affected.text = affected.text.map { masked($0) }
    for index in incident.evidence.indices {
      let field = incident.evidence[index].field
      if field.hasSuffix("age") || field.hasSuffix("umur") {
        incident.evidence[index].text = "…"
        incident.evidence[index].value = Int(evidence[index].value).map { String(Incident.band(of: $0)) } ?? "…"
      } else {
        incident.evidence[index].text = masked(evidence[index].text)
        incident.evidence[index].value = masked(evidence[index].value)
      }
    }
    incident.findings = findings.map { Finding($0.flag, masked($0.note)) }
    incident.findings.append(Finding(.masked, "names are initials, ages the lower end of 0, 12, 18, 25, 35, 45, 55, 65"))
    return incident
  }

  /// A text of the article with the names of these people as initials.
  package func masking(_ text: String) -> String {
    Incident.masked(text, names: people.map(\.name).filter { Incident.isName($0) })
  }

  private static func band(of age: Int) -> Int { [65, 55, 45, 35, 25, 18, 12].first { age >= $0 } ?? 0 }

  /// More than initials: a word of three letters or more.
  private static func isName(_ name: String) -> Bool { words(name).contains { $0.count > 2 && !$0.contains(".") } }

  private static func words(_ text: String) -> [Substring] { text.split { $0 == " " || $0 == "-" } }

  /// "Siti Aminah" is "S.A."; where only one of its words stands, "S." or "A.".
  private static func masked(_ text: String, names: [String]) -> String {
    var text = text
    for name in names {
      let words = words(name)
      text = replaced(text, name, by: words.compactMap { $0.first.map { "\($0)." } }.joined())
      for word in words where word.count > 2 && !word.contains(".") {
        text = replaced(text, String(word), by: "\(word.first!).")
      }
    }
    return text
  }

  /// Every place where `words` stands with no letter before or after it.
  private static func replaced(_ text: String, _ words: String, by other: String) -> String {
    let bytes = Array(text.utf8)
    let wanted = Array(words.utf8)
    guard !wanted.isEmpty, bytes.count >= wanted.count else { return text }
    func isLetter(_ at: Int) -> Bool {
      guard bytes.indices.contains(at) else { return false }
      return bytes[at] >= 0x80 || (bytes[at] | 0x20 >= 0x61 && bytes[at] | 0x20 <= 0x7A)
    }
    var masked: [UInt8] = []
    var at = 0
    while at < bytes.count {
      if bytes[at...].starts(with: wanted), !isLetter(at - 1), !isLetter(at + wanted.count) {
        masked += Array(other.utf8)
        at += wanted.count
      } else {
        masked.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: masked, as: UTF8.self)
  }
}
