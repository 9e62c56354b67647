/// Records joined into events, the surest pairs first.
///
/// Joining two groups needs more than one pair: they must have no article in common, and their days must lie close enough. So a chain of
/// likely pairs does not join a year of similar events. Memory: 32 bytes a record.
struct Clusters {
  private let records: [(article: UInt64, day: Int32?)]
  private var parent: [Int32]
  /// The members of a group as a ring: from each to the next.
  private var next: [Int32]
  /// Of the groups' roots; `first` is past `last` where no day is known.
  private var first: [Int32]
  private var last: [Int32]

  /// - Parameter records: they count from 0.
  init(records: [(article: UInt64, day: Int32?)]) {
    self.records = records
    parent = records.indices.map { Int32($0) }
    next = parent
    first = records.map { $0.day ?? .max }
    last = records.map { $0.day ?? .min }
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

  /// Joins the groups of two records where nothing speaks against it. Complexity: O(*n*) in the members of both.
  mutating func join(_ a: Int, _ b: Int, longestDays: Int) {
    let (x, y) = (root(of: a), root(of: b))
    guard x != y else { return }
    let (begin, end) = (min(first[x], first[y]), max(last[x], last[y]))
    if begin <= end, Int(end) - Int(begin) > longestDays { return }
    let articles = Set(members(of: x).map { records[$0].article })
    guard !members(of: y).contains(where: { articles.contains(records[$0].article) }) else { return }
    let (root, other) = (min(x, y), max(x, y))
    parent[other] = Int32(root)
    (first[root], last[root]) = (begin, end)
    next.swapAt(root, other)
  }

  /// The records of a group, in no certain order.
  func members(of root: Int) -> [Int] {
    var members = [root]
    var at = Int(next[root])
    while at != root {
      members.append(at)
      at = Int(next[at])
    }
    return members
  }
}
