import Bytes
import Mentions
import Text

/// Which sentences of an article tell of its incident.
struct Story {
  let sentences: [Sentence]
  let terms: [String: Term]
  let entities: Entities
  let dates: DateResolver

  /// How many sentences of the body are its lead.
  static let lead = 4

  struct Told {
    /// Indices of the sentences that state it, in order.
    var sentences: [Int]
    var isBackground: Bool
  }

  func isLead(_ sentence: Sentence) -> Bool { sentence.isTitle || sentence.number < Story.lead }

  /// The sentences that tell of the incident, or nil where the article tells of none.
  func told() -> Told? {
    let stating = sentences.indices.filter { states(sentences[$0]) }
    let specific = stating.filter { isSpecific(sentences[$0]) }
    guard !specific.isEmpty else { return nil }
    let leading = stating.filter { isLead(sentences[$0]) }
    let opens = leading.contains { starts(sentences[$0]) }
    if opens { return Told(sentences: stating, isBackground: false) }
    // A case told further down: its paragraph and what goes on about it.
    guard let first = specific.first(where: { starts(sentences[$0]) }) else { return nil }
    let near = stating.filter { $0 >= first - 1 && $0 <= first + 3 }
    return Told(sentences: near, isBackground: true)
  }

  /// It states a harm or response and is no warning, plan, hypothesis or running total.
  private func states(_ sentence: Sentence) -> Bool { !sentence.isGeneric && !sentence.triggers.isEmpty }

  /// A term that can make an incident by itself.
  private func starts(_ sentence: Sentence) -> Bool {
    sentence.triggers.contains { terms[$0["kind"] ?? ""]?.starts ?? false }
  }

  /// People counted, named, or by origin.
  private func isSpecific(_ sentence: Sentence) -> Bool {
    sentence.has("count") || sentence.has("victim") || sentence.has("suspect") || sentence.has("origin")
  }
}
