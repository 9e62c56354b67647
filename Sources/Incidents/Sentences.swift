import Articles
import Bytes
import Mentions
import RuleBook
import Text

/// One sentence of a title or body with what the rules found in it.
struct Sentence {
  var place: Mention.Place
  /// How many sentences of its text that tell anything stand before it; the title is before the body.
  var number: Int
  var paragraph: Int
  var range: TextRange
  var mentions: [Mention] = [] {
    didSet {
      types = mentions.reduce(0) { $0 | $1.typeBit }
      triggers = findTriggers()
    }
  }
  /// The types that it has, as bits that some share: most questions are about a type that it has not.
  private var types: UInt64 = 0
  /// It names somebody whom the article calls a victim.
  var namesVictim = false

  init(place: Mention.Place, number: Int, paragraph: Int, range: TextRange) {
    self.place = place
    self.number = number
    self.paragraph = paragraph
    self.range = range
  }

  func all(_ type: String) -> [Mention] {
    let bit = Mention.bit(ofType: type)
    return types & bit == 0 ? [] : mentions.filter { $0.typeBit == bit && $0.type == type }
  }

  func has(_ type: String) -> Bool {
    let bit = Mention.bit(ofType: type)
    return types & bit != 0 && mentions.contains { $0.typeBit == bit && $0.type == type }
  }

  var isTitle: Bool { place == .title }

  /// A running total, or what happens in general: no event of its own.
  var isGeneric: Bool {
    guard has("generic") else { return false }
    let habitual = !has("victim") && !namesVictim && !has("count") && !mentions.contains { $0.type == "people" && $0["code"] == "victim" }
    return all("generic").contains { mention in
      switch mention["kind"] {
      case "general", "statistic": true
      case "habit": habitual
      default: false
      }
    }
  }

  /// Where a warning, a hypothesis, a plan begins: what stands after it has not happened. What is fought in general
  /// ("pencegahan TPPO") takes only its own words away.
  private var actual: Int {
    all("generic").first { ["warning", "hypothetical", "plan"].contains($0["kind"] ?? "") }?.range.start ?? Int.max
  }

  /// Harms and responses that the sentence states, negated ones left out.
  private(set) var triggers: [Mention] = []

  private func findTriggers() -> [Mention] {
    guard has("harm") || has("response") else { return [] }
    let end = actual
    return mentions.filter { ($0.type == "harm" || $0.type == "response") && !$0.negated && $0.range.start < end }
  }

  /// A clause in it turns to others, or it numbers cases.
  var hasTurn: Bool { all("shift").contains { Sentence.turns.contains($0["kind"] ?? "") } }
  static let turns: Set<String> = ["clause", "numbered"]

  /// It says that the page tells of several cases.
  var tellsOfSeveral: Bool { all("shift").contains { $0["kind"] == "two" } }

  /// What the several cases are of which it says that the page tells: "tiga kasus TPPO".
  var matters: [Mention] {
    let cases = all("shift").filter { $0["kind"] == "two" }
    return cases.isEmpty ? [] : triggers.filter { trigger in cases.contains { $0.range.overlaps(trigger.range) } }
  }

  /// Words in it turn to another case.
  var turnsAway: Bool { all("shift").contains(where: \.turnsAway) }

  /// People, counted, who were kept from leaving.
  func tellsOfStopped(_ definitions: Definitions) -> Bool {
    all("count").contains { definitions.people(of: $0)?.isAtHome ?? false }
      && all("response").contains { definitions[$0]?.isAtHome ?? false }
  }

  /// It has words that may turn to another course of events.
  func mayPart(_ definitions: Definitions) -> Bool {
    hasTurn || tellsOfStopped(definitions)
      || all("shift").contains { ["two", "apart", "case", "there"].contains($0["kind"] ?? "") }
  }

  func hasSuspects(_ definitions: Definitions) -> Bool {
    has("suspect") || has("accomplice") || has("fugitive") || all("response").contains { definitions[$0]?.accuses ?? false }
      || all("count").contains(where: \.countsSuspects)
  }

  /// A charge or a verdict.
  func tellsOfTrial(_ definitions: Definitions) -> Bool {
    triggers.contains { definitions[$0].map { $0.people == ["suspect"] && $0.starts } ?? false }
  }

  /// It names a victim or somebody suspected.
  var namesSomebody: Bool { has("victim") || has("suspect") }

  /// It names harms or responses, and denies them all.
  var isDenied: Bool {
    let named = all("harm") + all("response")
    return !named.isEmpty && named.allSatisfy(\.negated)
  }

  /// Nothing but a mark stands before it.
  func begins(with range: TextRange) -> Bool { range.start <= self.range.start + 3 }

  /// The victim or suspect who stands last before a mention; who is named as both is a suspect.
  func owner(of mention: Mention) -> Mention? {
    let last = mentions.last { ["victim", "suspect", "accomplice"].contains($0.type) && $0.range.start <= mention.range.start }
    guard let name = last?.field("name")?.range else { return last }
    return mentions.first { ["suspect", "accomplice"].contains($0.type) && $0.field("name")?.range == name } ?? last
  }

  /// Right after a number of people: "tiga gadis asal Kabupaten Belu".
  func isOfCounted(_ origin: Mention) -> Bool {
    all("count").contains {
      !$0.countsSuspects && $0.range.end <= origin.range.start && origin.range.start - $0.range.end <= 2
    }
  }

  /// "Enam warga Cianjur", "tiga pemuda asal Blitar": a region of ours stands right behind a number of people.
  func isFromHome(_ count: Mention) -> Bool {
    all("region").contains { (count.range.end...count.range.end + Sentence.nearHome).contains($0.range.start) }
  }

  /// Bytes of " asal " and the like.
  private static let nearHome = 8

  /// What a date is the day of, where a rule tells.
  func role(of date: Mention) -> String? {
    all("when").first { $0.range.start <= date.range.start && date.range.end <= $0.range.end }?[
      "role"]
  }

  /// What a country is here, where a rule tells: flag (a ship's, a person's) or transit.
  func role(ofLand country: Mention) -> String? {
    all("land").first { $0.range.overlaps(country.range) }?["role"]
  }

  /// People were bound for this country; or were only told so, where that counts.
  func isDestination(_ country: Mention, orPromised: Bool = false) -> Bool {
    all("destination").contains {
      $0["code"] == country["code"] && $0.range.overlaps(country.range)
        && (orPromised || $0["promised"] == nil)
    }
  }

  /// Whether a body's name holds a place: "BP3MI Riau".
  func tellsSeat(_ body: Mention) -> Bool {
    body["seat"] != nil || mentions.contains { ["region", "place", "country"].contains($0.type) && $0.range.overlaps(body.range) }
  }

  /// A place abroad that people were only told they would work in.
  func isOnlyPromised(_ place: Mention) -> Bool {
    all("destination").contains { $0["promised"] != nil && $0.range.overlaps(place.range) }
  }

  /// How much its harms and responses make a date the day of the news: the best of them, where one that the title has counts more and
  /// one far off less; nil where it has none. "meninggal tanggal 3 Maret" rather than "18 Februari, meninggal": what follows the
  /// trigger stands nearer.
  func bestRank(of date: Mention, _ definitions: Definitions, titled: Set<String>) -> Double? {
    // Where the title brings the dead home, that is the news, and not the death.
    let news = Set(titled.flatMap { definitions.terms[$0]?.titledDates ?? [] })
    return triggers.map { trigger in
      let kind = trigger["kind"] ?? ""
      let distance = max(trigger.range.start - date.range.end + 30, date.range.start - trigger.range.end)
      return Double(definitions[trigger]?.dateRank ?? 0) * (trigger["weight"] == "weak" ? 0.5 : 1)
        + (titled.contains(kind) ? 2 : 0)
        + (news.contains(kind) ? 4 : 0) - Double(min(distance, 150)) / 80
    }.max()
  }
}

/// The sentences of an article, with what its lists say of terms and people.
struct Sentences {
  let definitions: Definitions
  let tokenizer: Tokenizer

  /// The title's sentences, then the body's.
  func of(_ article: Article, _ mentions: [Mention], _ body: TokenizedText?) -> [Sentence] {
    let title = tokenizer.tokenize(Array((article.title ?? "").utf8))
    let body = body ?? tokenizer.tokenize(article.body)
    let read = Sentences.read(title, .title, mentions) + Sentences.rostered(in: Sentences.read(body, .body, mentions), body.bytes)
    return listed(in: ofSuspects(in: read.map(Sentences.withoutPlaces)).map(accused))
  }

  /// "Berikut nama-nama WNI itu: 1. Tarmin 2. Wagiman": whose name stands behind a number or a dash of a list is what the list is of.
  private static func rostered(in sentences: [Sentence], _ bytes: [UInt8]) -> [Sentence] {
    guard sentences.contains(where: { $0.has("roster") }) else { return sentences }
    var sentences = sentences
    var list: (type: String, end: Int, items: Int)?
    for index in sentences.indices {
      for at in sentences[index].mentions.indices {
        let mention = sentences[index].mentions[at]
        if mention.type == "roster" { list = (mention["of"] == "suspects" ? "suspect" : "victim", mention.range.end, 0) }
        // "2. Wagiman, Kabupaten Brebes (selamat)"
        if mention.type == "region", let open = list, open.type == "victim", open.items > 0,
          (open.end..<open.end + Sentences.longestToHome).contains(mention.range.start),
          !sentences[index].all("origin").contains(where: { $0.range.overlaps(mention.range) })
        {
          sentences[index].mentions.append(mention.with(type: "origin"))
        }
        guard mention.type == "name", let open = list, mention.range.start >= open.end - 1,
          isItem(open.items + 1, before: mention.range.start, bytes)
        else { continue }
        list = (open.type, mention.range.end, open.items + 1)
        // With an age beside the name a rule has somebody affected already.
        if let known = sentences[index].mentions.firstIndex(where: {
          ["victim", "suspect"].contains($0.type) && $0.range.overlaps(mention.range)
        }) {
          sentences[index].mentions[known] = sentences[index].mentions[known].with(type: open.type)
        } else {
          sentences[index].mentions.append(mention.with(type: open.type, status: "listed"))
        }
      }
      // Prose ends the list.
      if let open = list, sentences[index].range.start > open.end + Sentences.longestItem { list = nil }
    }
    return sentences
  }

  /// In bytes, what may stand behind a name of a list before the next: its age and town.
  private static let longestItem = 120
  /// In bytes, what may stand between such a name and where he is from; further on prose may have begun.
  private static let longestToHome = 60

  /// Whether "3." or "3)" of the item, or a dash, stands before a name.
  private static func isItem(_ number: Int, before start: Int, _ bytes: [UInt8]) -> Bool {
    var at = start
    while at > 0, bytes[at - 1] == 0x20 || bytes[at - 1] == 0x0A { at -= 1 }
    guard at > 0 else { return false }
    switch bytes[at - 1] {
    case 0x2E, 0x29:
      let digits = Array(String(number).utf8)
      guard at > digits.count, bytes[(at - 1 - digits.count)..<(at - 1)].elementsEqual(digits) else { return false }
      let before = at - 1 - digits.count
      return before == 0 || bytes[before - 1] &- 0x30 > 9
    // At the beginning of a line: "-", "–", "•".
    case 0x2D: return at == 1 || bytes[at - 2] == 0x0A
    case 0x93, 0xA2: return at > 2 && bytes[at - 2] == 0x80 && bytes[at - 3] == 0xE2 && (at == 3 || bytes[at - 4] == 0x0A)
    default: return false
    }
  }

  /// "warga Tanjungpinang, Riau, yang diduga menjadi korban": a place is nobody, unless an age stands beside it.
  private static func withoutPlaces(_ sentence: Sentence) -> Sentence {
    guard sentence.has("victim") else { return sentence }
    let places = sentence.mentions.filter { ["region", "place", "country"].contains($0.type) }.map(\.range)
    var sentence = sentence
    sentence.mentions.removeAll { mention in
      guard mention.type == "victim", mention["age"] == nil, let name = mention.field("name")?.range else { return false }
      return places.contains { $0.start <= name.start && name.end <= $0.end }
    }
    return sentence
  }

  /// "polisi menahan AB (40) dan istrinya, CD (31)": who has no more than an age beside the name is one of the suspects told of before,
  /// unless victims stand between.
  private func accused(in sentence: Sentence) -> Sentence {
    guard sentence.hasSuspects(definitions) else { return sentence }
    var sentence = sentence
    for at in sentence.mentions.indices where sentence.mentions[at].type == "victim" && sentence.mentions[at]["status"] == "aged" {
      let victim = sentence.mentions[at].range
      // "Polisi menangkap Rohmah (40), perekrutnya": what accuses may go over the name.
      let before = sentence.mentions.last { mention in
        isAccusing(mention) ? mention.range.start < victim.start : mention.range.end <= victim.start && Sentences.isAffected(mention)
      }
      if before.map(isAccusing) ?? false { sentence.mentions[at] = sentence.mentions[at].with(type: "suspect") }
    }
    return sentence
  }

  private func isAccusing(_ mention: Mention) -> Bool {
    switch mention.type {
    case "suspect", "accomplice": true
    case "response": definitions[mention]?.accuses ?? false
    case "count": mention.countsSuspects
    default: false
    }
  }

  private static func isAffected(_ mention: Mention) -> Bool {
    mention.type == "people" || mention.type == "victim" && mention["status"] != "aged"
  }

  /// "Ketiganya yakni AB (40), CD (31) …": those named are suspects where the sentence before, or this one, speaks of suspects.
  private func listed(in sentences: [Sentence]) -> [Sentence] {
    var sentences = sentences
    for index in sentences.indices {
      guard let those = sentences[index].all("shift").first(where: { $0["kind"] == "those" }) else { continue }
      guard isOfSuspects(index, in: sentences) else { continue }
      for at in sentences[index].mentions.indices {
        let mention = sentences[index].mentions[at]
        guard mention.type == "victim", mention.range.end > those.range.start else { continue }
        sentences[index].mentions[at] = mention.with(type: "suspect")
      }
    }
    return sentences
  }

  /// Sentences cut where a clause turns to others ("…, sementara seorang PMI hilang"); the clauses keep their sentence's number.
  static func clauses(of sentences: [Sentence]) -> [Sentence] {
    sentences.flatMap { sentence in
      let cuts = sentence.all("shift").filter { Sentence.turns.contains($0["kind"] ?? "") }.map(\.range.start).filter {
        $0 > sentence.range.start + 12
      }
      guard !cuts.isEmpty else { return [sentence] }
      let ends = cuts + [sentence.range.end]
      return ends.indices.map { at in
        var clause = sentence
        clause.range = TextRange(at == 0 ? sentence.range.start : cuts[at - 1], ends[at])
        clause.mentions = sentence.mentions.filter { clause.range.start <= $0.range.start && $0.range.start < clause.range.end }
        return clause
      }
    }
  }

  /// The sentence, or the one before, speaks of suspects.
  private func isOfSuspects(_ index: Int, in sentences: [Sentence]) -> Bool {
    sentences[index].hasSuspects(definitions) || index > 0 && sentences[index - 1].hasSuspects(definitions)
  }

  /// "Keduanya ditangkap" is the arrest of suspects where this sentence or the one before speaks of suspects, else nothing.
  private func ofSuspects(in sentences: [Sentence]) -> [Sentence] {
    var sentences = sentences
    for index in sentences.indices {
      guard sentences[index].all("response").contains(where: { definitions[$0]?.ofSuspects != nil }) else { continue }
      let isTheirs = isOfSuspects(index, in: sentences)
      sentences[index].mentions = sentences[index].mentions.compactMap { mention in
        guard mention.type == "response", let kind = definitions[mention]?.ofSuspects else { return mention }
        guard isTheirs else { return nil }
        return Mention(
          type: mention.type, rule: mention.rule, place: mention.place, range: mention.range, text: mention.text,
          fields: mention.fields.map { $0.name == "kind" ? .init(name: $0.name, value: kind, range: $0.range) : $0 },
          negated: mention.negated, alleged: mention.alleged)
      }
    }
    return sentences
  }

  /// It has room for news: a place, a page's head or "Kabar duka datang dari Taiwan." before the first sentence takes nothing of the lead.
  private static func isTold(_ sentence: ArraySlice<UInt8>) -> Bool {
    let hasEnd = sentence.last.map { !isLetterOrDigit($0) } ?? false
    return sentence.count >= (hasEnd ? 40 : 80)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || byte >= 0x30 && byte <= 0x39
  }

  private static func read(_ text: TokenizedText, _ place: Mention.Place, _ mentions: [Mention]) -> [Sentence] {
    let bytes = text.bytes
    var paragraph = 0
    var number = 0
    var end = 0
    var sentences = text.sentences.map { tokens in
      let range = text.byteRange(tokens)
      if end > 0, bytes[end..<max(end, range.start)].contains(0x0A) { paragraph += 1 }
      end = range.end
      defer { if isTold(bytes[range.start..<range.end]) { number += 1 } }
      return Sentence(place: place, number: number, paragraph: paragraph, range: TextRange(range.start, range.end))
    }
    var at = 0
    let placed = mentions.filter { $0.place == place }.sorted { $0.range < $1.range }
    var next = 0
    while next < placed.count {
      while at < sentences.count, sentences[at].range.end <= placed[next].range.start { at += 1 }
      guard at < sentences.count else { break }
      let first = next
      while next < placed.count, placed[next].range.start < sentences[at].range.end { next += 1 }
      sentences[at].mentions = Array(placed[first..<next])
    }
    return sentences
  }
}

extension Mention {
  fileprivate func with(type: String, status: String? = nil) -> Mention {
    let added = status.map { [Field(name: "status", value: $0, range: nil)] } ?? []
    return Mention(
      type: type, rule: rule, place: place, range: range, text: text, fields: fields + added, negated: negated, alleged: alleged)
  }
}

extension Mention {
  /// A number of those who did it.
  var countsSuspects: Bool { type == "count" && self["people"] == "suspect" }

  /// A shift to another case, older or beside the one told.
  var turnsAway: Bool { type == "shift" && (self["kind"] == "case" || isApartByItself) }

  /// A shift to a case beside the one told, whatever parts them else: "Sehari sebelumnya, pelabuhan itu juga menerima 80 PMI".
  var isApartByItself: Bool { type == "shift" && self["kind"] == "apart" && self["weight"] == "strong" }
}

extension PartialDate {
  /// The day, or the first of the month or year: what dates of different precision are compared by.
  var firstDay: Day { exactDay ?? Day(year, month ?? 1, 1) ?? Day(ordinal: 0) }
}
