package import Articles
package import Mentions
package import RuleBook
import Text

/// From an article and its mentions to incident records.
///
/// The news of an article is one course of events, told in its title and lead and again further down; what stands only further down is
/// context. So: sentences that state a harm or response about people who are counted or named make an incident; those of title
/// and lead make the main one, and the rest of the article lends it values; where title and lead state none, the incident is background.
package struct Assembler: Sendable {
  private let rules: RuleSet
  private let terms: [String: Term]

  package init(rules: RuleSet) {
    self.rules = rules
    terms = rules.incidentTerms
  }

  package func incidents(in article: Article, mentions: [Mention], entities: Entities) -> [Incident] {
    let sentences = Sentences.of(article, mentions, tokenizer: rules.tokenizer)
    let anchor = article.published?.date.exactDay
    let story = Story(sentences: sentences, terms: terms, entities: entities, dates: DateResolver(anchor: anchor))
    guard let told = story.told() else { return [] }
    var incident = IncidentBuilder(story: story, told: told, article: article, entities: entities).build()
    incident.background = told.isBackground
    return [incident]
  }
}
