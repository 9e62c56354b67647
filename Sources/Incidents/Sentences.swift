import Articles
import Bytes
import Mentions
import RuleBook
import Text

/// One sentence of a title or body with what the rules found in it.
struct Sentence {
  var place: Mention.Place
  /// From 0 within its text; the title is before the body.
  var number: Int
  var range: TextRange
  var mentions: [Mention] = []

  func all(_ type: String) -> [Mention] { mentions.filter { $0.type == type } }
  func has(_ type: String) -> Bool { mentions.contains { $0.type == type } }

  /// A warning, an advice, a hypothesis, a running total: no event of its own.
  var isGeneric: Bool { has("generic") }
  var isTitle: Bool { place == .title }

  /// Harms and responses that the sentence states, negated ones left out.
  var triggers: [Mention] { mentions.filter { ($0.type == "harm" || $0.type == "response") && !$0.negated } }
}

enum Sentences {
  /// The title's sentences, then the body's.
  static func of(_ article: Article, _ mentions: [Mention], tokenizer: Tokenizer) -> [Sentence] {
    let title = Array((article.title ?? "").utf8)
    return read(title, .title, mentions, tokenizer) + read(article.body, .body, mentions, tokenizer)
  }

  private static func read(
    _ bytes: [UInt8], _ place: Mention.Place, _ mentions: [Mention], _ tokenizer: Tokenizer
  ) -> [Sentence] {
    let text = tokenizer.tokenize(bytes)
    var sentences = text.sentences.enumerated().map { number, tokens in
      let bytes = text.byteRange(tokens)
      return Sentence(place: place, number: number, range: TextRange(bytes.start, bytes.end))
    }
    var at = 0
    for mention in mentions.filter({ $0.place == place }).sorted(by: { $0.range < $1.range }) {
      while at < sentences.count, sentences[at].range.end <= mention.range.start { at += 1 }
      if at < sentences.count { sentences[at].mentions.append(mention) }
    }
    return sentences
  }
}
