import Articles
import Mentions
import Records
import Text

/// What of an article helps to tell whether two incident records are one event, beside the records themselves.
struct ArticleTraits: Hashable, Sendable {
  var sketch = Sketch()
  /// Numbers of people that the text names, 5 and more, the most frequent first, at most 8.
  var counts: [Int] = []
  /// Days written out with their year, as ``Day/ordinal``.
  var days: [Int] = []
}

extension ArticleTraits {
  init(_ record: ArticleRecord) {
    sketch = Sketch(body: record.article.body)
    var often: [Int: Int] = [:]
    var found: Set<Int> = []
    for mention in record.mentions {
      switch mention.type {
      case "count":
        if let number = mention["number"].flatMap({ Int($0) }), number >= 5 {
          often[number, default: 0] += mention.place == .title ? 3 : 1
        }
      case "date":
        if let year = mention["year"].flatMap({ Int($0) }), let month = mention["month"].flatMap({ Int($0) }),
          let day = mention["day"].flatMap({ Int($0) }), let date = Day(year, month, day)
        {
          found.insert(date.ordinal)
        }
      default: break
      }
    }
    counts = often.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(8).map(\.key)
    days = found.sorted().prefix(16).map { $0 }
  }
}
