import Bytes
import Text

/// Who says what: pairs the words that attribute a statement with the statement, and with the person.
///
/// Direct: the quotation that ends right before the cue, or begins after it in the sentence. Indirect: the sentence before or behind the words.
struct QuoteReader {
  let body: [UInt8]
  let mentions: [Mention]
  let people: People
  /// Where the body tells days.
  private let dates: [TextRange]

  init(body: [UInt8], mentions: [Mention], people: People) {
    (self.body, self.mentions, self.people) = (body, mentions, people)
    dates = mentions.filter { $0.type == "date" && $0.place == .body }.map(\.range)
  }

  /// Bytes from the end of a quotation to its cue.
  private static let reach = 12
  /// Bytes after which a quotation that does not end is taken for one whose mark was lost.
  private static let longestSpeech = 3000

  /// Bytes of a statement without quotation marks: a page without full stops would be told again by each of its speakers.
  private static let longestStatement = 1000

  func quotes() -> [Entities.Quote] {
    let attributions = mentions.filter { $0.type == "attribution" && $0.place == .body }.sorted { $0.range < $1.range }
    guard !attributions.isEmpty else { return [] }
    let marks = quotations()
    // Each is told once.
    var untold = marks
    let kin = mentions.filter { $0.type == "relative" && $0.place == .body }.compactMap { $0.field("name") }
    var last: String?
    var lastEnd = 0
    var result: [Entities.Quote] = []
    for attribution in attributions {
      let cue = attribution.field("cue")?.range ?? attribution.range
      // Who is quoted tells what others said.
      if marks.contains(where: { $0.start <= cue.start && cue.end <= $0.end }) { continue }
      let run = attribution.field("run")?.range ?? attribution.field("name")?.range
      var said = run.flatMap { people.name(inRunOf: $0) } ?? attribution["name"]
      // "Ketua SBMI mengapresiasi": somebody else than the last, whoever that is.
      if said == nil, attribution["form"] != "named" {
        said = people.subject(from: lastEnd, to: cue.start, in: body, outside: marks, kin: kin) ?? last
      }
      let holder = attribution["office"].flatMap { people.person(holding: $0, at: cue.start) }
      if attribution["office"] != nil, holder == nil { continue }
      var person = holder ?? said.flatMap { people.person(named: $0, at: cue.start) }
      if let run { person = people.person(person, asToldIn: run) }
      let name = person?.name ?? said
      (last, lastEnd) = (name, attribution.range.end)
      guard let statement = statement(of: attribution, untold) else { continue }
      if statement.direct { untold.removeAll { $0 == statement.range } }
      result.append(
        Entities.Quote(
          name: name, role: person?.office, agency: person?.body,
          cue: Entities.Slice(text: body.string(cue), range: cue),
          statement: Entities.Slice(text: body.string(statement.range), range: statement.range), direct: statement.direct))
    }
    return result
  }

  private func statement(of attribution: Mention, _ marks: [TextRange]) -> (range: TextRange, direct: Bool)? {
    let range = attribution.range
    if let before = marks.last(where: { $0.end <= range.start }), range.start - before.end <= QuoteReader.reach,
      !body[before.end..<range.start].contains(where: { $0 == 0x2E || $0 == 0x0A })
    {
      return (before, true)
    }
    if let after = marks.first(where: { $0.start >= range.end && $0.start - range.end <= 80 }),
      !body[range.end..<after.start].contains(0x2E)
    {
      return (after, true)
    }
    if (attribution.field("cue")?.range ?? range).start == range.start, let told = toldBefore(range.start) { return (told, false) }
    // Indirect: from after the attribution to the end of its sentence.
    var start = range.end
    while start < body.count, body[start] == 0x20 || body[start] == 0x2C || body[start] == 0x3A { start += 1 }
    var end = start
    while end < body.count, end - start < QuoteReader.longestStatement, body[end] != 0x0A, !endsSentence(end) { end += 1 }
    if end < body.count, end - start == QuoteReader.longestStatement { end = wordEnd(before: end) }
    // "disampaikan Kapolres Lebak, Rabu (1/10/2025)": a day is no statement.
    let isDate = dates.contains { $0.start <= start && end <= $0.end + 1 }
    return end - start >= 10 && !isDate ? (TextRange(start, end), false) : nil
  }

  /// "Sebanyak 30 PMI tiba dengan selamat, kata Kepala BP3MI Riau": the words of the sentence before its comma, four at least.
  private func toldBefore(_ cue: Int) -> TextRange? {
    guard body[..<cue].hasSuffix(", ") else { return nil }
    let end = cue - 2
    var start = end
    while start > 0, end - start < QuoteReader.longestStatement, body[start - 1] != 0x0A,
      !(body[start - 1] == 0x20 && start > 1 && endsSentence(start - 2))
    { start -= 1 }
    return body[start..<end].count(where: { $0 == 0x20 }) >= 3 ? TextRange(start, end) : nil
  }

  /// The end of the last whole word before a byte.
  private func wordEnd(before end: Int) -> Int { body[..<end].lastIndex(of: 0x20) ?? end }

  /// A full stop, but behind "Hj", "Dr" or one letter, or a question or exclamation mark.
  private func endsSentence(_ at: Int) -> Bool {
    guard [0x2E, 0x3F, 0x21].contains(body[at]), at + 1 == body.count || body[at + 1] == 0x20 || body[at + 1] == 0x0A else { return false }
    guard body[at] == 0x2E else { return true }
    let word = body[..<at].suffix(4).reversed().prefix { ($0 | 0x20) &- 0x61 < 26 }
    let isTitle = word.count == 1 || word.count < 4 && word.first.map { $0 >= 0x61 } ?? false
    return !(isTitle && (word.last ?? 0) &- 0x41 < 26)
  }

  /// Stretches between quotation marks, marks left out, at least three words long: shorter ones are scare quotes.
  ///
  /// Straight marks pair within a paragraph. A typographic one may close paragraphs later: a speech that goes on.
  private func quotations() -> [TextRange] {
    var result: [TextRange] = []
    var open: Int?
    var isTypographic = false
    var at = 0
    let body = self.body.span
    while at < body.count {
      guard body[at] == 0xE2 || body[at] == 0x22 || body[at] == 0x0A else {
        at += 1
        continue
      }
      let isOpen = at + 2 < body.count && body[at] == 0xE2 && body[at + 1] == 0x80 && body[at + 2] == 0x9C
      let isClose = at + 2 < body.count && body[at] == 0xE2 && body[at + 1] == 0x80 && body[at + 2] == 0x9D
      if body[at] == 0x0A, at + 1 < body.count, body[at + 1] == 0x0A, let start = open,
        !isTypographic || at - start > QuoteReader.longestSpeech
      {
        open = nil
      }
      if isOpen {
        open = at + 3
        isTypographic = true
        at += 3
        continue
      }
      if isClose || body[at] == 0x22 {
        if let start = open {
          if self.body[start..<at].count(where: { $0 == 0x20 }) >= 2 { result.append(TextRange(start, at)) }
          open = nil
        } else if !isClose {
          open = at + 1
          isTypographic = false
        }
        at += isClose ? 3 : 1
        continue
      }
      at += 1
    }
    return result
  }
}
