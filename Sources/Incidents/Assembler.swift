package import Articles
import Bytes
package import Mentions
package import RuleBook
package import Text

/// From an article and its mentions to incident records.
///
/// The news of an article is one course of events, told in its title and lead and again further down; what stands only further down is
/// context. ``Story`` says which sentences tell of which case, ``IncidentBuilder`` fills the slots of each.
package struct Assembler: Sendable {
  private let rules: RuleSet
  private let definitions: Definitions

  package init(rules: RuleSet) {
    self.rules = rules
    definitions = Definitions(rules)
  }

  /// What every article holds that has incidents: one of each group.
  package var requirements: [[Requirement]] {
    func kinds(_ holds: (Term) -> Bool) -> Set<String> { Set(definitions.terms.values.filter(holds).map(\.name)) }
    let ours = Set(definitions.people.filter { $0.value.isOurs }.keys)
    let oursByTerm = kinds { $0.ours != .no }
    return [
      // Another land, or people who were sold at home.
      [Requirement("country"), Requirement("harm", field: "kind", values: kinds(\.needsNoLand))],
      // Something happened.
      [Requirement("harm"), Requirement("response")],
      // It befell people of ours: see ``Story``.
      [
        Requirement("people", field: "code", values: ours), Requirement("count", field: "people", values: ours),
        Requirement("harm", field: "kind", values: oursByTerm), Requirement("response", field: "kind", values: oursByTerm),
        Requirement("origin"), Requirement("ours"),
      ],
    ]
  }

  /// - Parameter body: the article's body, where it has been parted into tokens already.
  package func incidents(
    in article: Article, mentions: [Mention], entities: Entities, body: TokenizedText? = nil
  ) -> [Incident] {
    // What happens nowhere abroad befalls no migrant worker, unless people are sold at home.
    guard Assembler.namesLand(mentions, entities) || mentions.count(where: isSaidAtHome) > 1 else { return [] }
    let read = Sentences(definitions: definitions, tokenizer: rules.tokenizer).of(article, mentions, body)
    let sentences = named(in: aged(in: described(in: read, entities)), entities)
    let dates = DateResolver(anchor: article.published?.date.exactDay ?? latestDay(in: sentences))
    var story = Story(
      sentences: sentences, definitions: definitions, entities: entities, dates: dates,
      lowerWords: LowerWords(article.body))
    var cases = story.cases()
    // One case, or several that the article reports side by side: then they are told clause by clause.
    if cases.count(where: { !$0.isBackground }) == 1, sentences.contains(where: { $0.mayPart(definitions) }) {
      var parted = story
      parted.sentences = Sentences.clauses(of: sentences)
      parted.isCut = true
      let subjects = parted.cases()
      if subjects.contains(where: { !$0.isBackground }) { (story, cases) = (parted, subjects) }
    }
    return cases.indices.compactMap { index in
      let others = cases.indices.filter { $0 != index }.map { cases[$0] }
      return IncidentBuilder(story: story, told: cases[index], others: others, article: article, entities: entities)
        .build()
    }
  }

  /// Another land, and not only as where a thing was made ("kulkas buatan China").
  private static func namesLand(_ mentions: [Mention], _ entities: Entities) -> Bool {
    let made = mentions.filter { $0.type == "land" && $0["role"] == "made" }
    guard !made.isEmpty else { return !entities.countries.isEmpty }
    return mentions.contains { mention in
      mention.type == "country" && !made.contains { $0.place == mention.place && $0.range.overlaps(mention.range) }
    }
  }

  private func isSaidAtHome(_ mention: Mention) -> Bool {
    mention.type == "harm" && definitions[mention]?.needsNoLand ?? false && mention["weight"] == "strong" && !mention.negated
  }

  /// Whom a sentence describes without a name is whom the sentence before names: "Kontrak Turini berakhir. Perempuan asal Cirebon itu ditahan".
  private func described(in sentences: [Sentence], _ entities: Entities) -> [Sentence] {
    var sentences = sentences
    for index in sentences.indices.dropFirst() where !sentences[index].isTitle && !sentences[index - 1].isTitle {
      let before = sentences[index - 1]
      guard let description = sentences[index].all("described").first, ![before, sentences[index]].contains(where: \.namesSomebody),
        !sentences[index].triggers.isEmpty || sentences[index].has("origin") && !before.triggers.isEmpty
      else { continue }
      let isSuspect = [before, sentences[index]].contains { $0.hasSuspects(definitions) || $0.tellsOfTrial(definitions) }
      guard !isSuspect || sentences[index].triggers.allSatisfy({ $0.type == "response" }) else { continue }
      let others = before.mentions.filter { Assembler.noPeople.contains($0.type) }
      let names = before.all("name").filter { name in
        !others.contains { $0.range.overlaps(name.range) }
      }.compactMap { personName(of: $0, in: before, sentences) }
      guard let name = names.max(by: { $0.value.utf8.count < $1.value.utf8.count }), let range = name.range,
        names.allSatisfy({ PersonName.isSame($0.value, name.value) }),
        !entities.officials.contains(where: { PersonName.isSame($0.name, name.value) })
      else { continue }
      let fields = [name] + description.fields.filter { $0.name == "age" }
      sentences[index].mentions.append(
        Mention(
          type: isSuspect ? "suspect" : "victim", rule: description.rule, place: .body, range: range, text: name.value, fields: fields))
    }
    return sentences
  }

  /// How old somebody is may be told behind the name: "Tarmi meninggal di Johor. Wanita berusia 44 tahun itu terjatuh."
  private func aged(in sentences: [Sentence]) -> [Sentence] {
    var sentences = sentences
    for index in sentences.indices where !sentences[index].isTitle {
      guard let age = sentences[index].all("aged").first?.field("age") else { continue }
      let before = sentences[...index].suffix(3).filter { !$0.isTitle && $0.namesSomebody }.last
      guard let before, !before.has("suspect"), let victim = before.all("victim").first, let name = victim.field("name"),
        victim["age"] == nil, before.all("victim").allSatisfy({ PersonName.isSame($0["name"] ?? "", name.value) })
      else { continue }
      sentences[index].mentions.removeAll { $0.type == "victim" && $0.range == victim.range }
      sentences[index].mentions.append(
        Mention(type: "victim", rule: victim.rule, place: .body, range: victim.range, text: victim.text, fields: victim.fields + [age]))
    }
    return sentences
  }

  /// The name, without the common word that a sentence begins with ("Kontrak Turini"): a word that the rules know, or one before a name that
  /// stands alone elsewhere.
  private func personName(of mention: Mention, in sentence: Sentence, _ sentences: [Sentence]) -> Mention.Field? {
    guard let name = mention.field("name"), let range = name.range, sentence.begins(with: range) else { return mention.field("name") }
    guard let space = name.value.firstIndex(of: " ") else { return nil }
    let (first, rest) = (name.value[..<space], String(name.value[name.value.index(after: space)...]))
    let isWord = rules.tokenizer.vocabulary.id(of: Vocabulary.fold(Array(first.utf8))[...]) != 0
    guard isWord || sentences.contains(where: { $0.all("name").contains { $0["name"] == rest } }) else { return name }
    return Mention.Field(name: "name", value: rest, range: TextRange(range.start + first.utf8.count + 1, range.end))
  }

  /// What a name within is part of, and is nobody's whom something befell.
  private static let noPeople: Set<String> = [
    "agency", "region", "place", "spot", "country", "relative", "office", "official", "attribution",
  ]

  /// Marks the sentences that name a victim without saying so: "Aji disekap di sana sejak Agustus".
  private func named(in sentences: [Sentence], _ entities: Entities) -> [Sentence] {
    let victims = sentences.flatMap { $0.all("victim").compactMap { $0["name"] } }.filter { name in
      PersonName.words(name).count > 1 && !entities.officials.contains { PersonName.isSame($0.name, name) }
    }
    guard !victims.isEmpty else { return sentences }
    let known = PersonNames(victims)
    return sentences.map { sentence in
      var sentence = sentence
      sentence.namesVictim = sentence.all("name").contains { known.hasSame(as: $0["name"] ?? "") }
      return sentence
    }
  }

  /// The latest day written with its year, what an article without a date speaks from: of what happened, else of what is planned. The end
  /// of a span or of a contract ("berlaku hingga 31 Desember 2030") tells nothing of the article.
  private func latestDay(in sentences: [Sentence]) -> Day? {
    let resolver = DateResolver(anchor: nil)
    var (told, planned): ([Day], [Day]) = ([], [])
    for sentence in sentences {
      for mention in sentence.all("date") {
        guard let day = resolver.resolve(mention)?.date.exactDay else { continue }
        switch sentence.role(of: mention) {
        case "record", "until", "expiry": continue
        case "plan": planned.append(day)
        default: if mention["relative"] == "future" { planned.append(day) } else { told.append(day) }
        }
      }
    }
    return told.max() ?? planned.max()
  }
}
