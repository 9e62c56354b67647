/// Records joined into events, the surest pairs first.
///
/// Joining two groups needs more than one pair: they must have no article in common, and their days must lie close enough. So a chain of
/// likely pairs does not join a year of similar events. Memory: about 100 bytes a record.
struct Clusters {
  private var parent: [Int32]
  /// Of the groups' roots: first and last day, the articles.
  private var days: [(first: Int32, last: Int32)?]
  private var articles: [[UInt64]]

  /// - Parameters:
  ///   - records: how many there are; they count from 0.
  init(records: [(article: UInt64, day: Int?)]) {
    parent = records.indices.map { Int32($0) }
    days = records.map { record in record.day.map { (Int32($0), Int32($0)) } }
    articles = records.map { [$0.article] }
  }

  /// The smallest record of the group.
  mutating func root(of record: Int) -> Int {
    var at = record
    while Int(parent[at]) != at {
      parent[at] = parent[Int(parent[at])]
      at = Int(parent[at])
    }
    return at
  }

  /// Joins the groups of two records where nothing speaks against it.
  mutating func join(_ a: Int, _ b: Int, longestDays: Int) {
    let (x, y) = (root(of: a), root(of: b))
    guard x != y, articles[x].allSatisfy({ !articles[y].contains($0) }) else { return }
    let span = [days[x], days[y]].compactMap { $0 }
    let first = span.map(\.first).min()
    let last = span.map(\.last).max()
    if let first, let last, Int(last - first) > longestDays { return }
    let (root, other) = (min(x, y), max(x, y))
    parent[other] = Int32(root)
    if let first, let last { days[root] = (first, last) }
    articles[root] += articles[other]
    articles[other] = []
  }
}
