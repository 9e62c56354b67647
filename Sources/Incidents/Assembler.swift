package import Articles
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
    guard !entities.countries.isEmpty || mentions.count(where: isSaidAtHome) > 1 else { return [] }
    let sentences = named(in: Sentences(definitions: definitions, tokenizer: rules.tokenizer).of(article, mentions, body), entities)
    let dates = DateResolver(anchor: article.published?.date.exactDay ?? latestDay(in: mentions))
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

  private func isSaidAtHome(_ mention: Mention) -> Bool {
    mention.type == "harm" && definitions[mention]?.needsNoLand ?? false && mention["weight"] == "strong" && !mention.negated
  }

  /// Marks the sentences that name a victim without saying so: "Aji disekap di sana sejak Agustus".
  private func named(in sentences: [Sentence], _ entities: Entities) -> [Sentence] {
    let victims = sentences.flatMap { $0.all("victim").compactMap { $0["name"] } }.filter { name in
      PersonName.words(name).count > 1 && !entities.officials.contains { PersonName.isSame($0.name, name) }
    }
    guard !victims.isEmpty else { return sentences }
    return sentences.map { sentence in
      var sentence = sentence
      sentence.namesVictim = sentence.all("name").contains { mention in
        victims.contains { PersonName.isSame($0, mention["name"] ?? "") }
      }
      return sentence
    }
  }

  /// The latest day written with its year: what an article without a date speaks from.
  private func latestDay(in mentions: [Mention]) -> Day? {
    let resolver = DateResolver(anchor: nil)
    return mentions.lazy.filter { $0.type == "date" }.compactMap { resolver.resolve($0)?.date.exactDay }.max()
  }
}
