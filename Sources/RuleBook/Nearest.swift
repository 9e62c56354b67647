/// ": did you mean office?" for the nearest of `names`, or "" where none is near. `sign` is put before the name.
package func nearest(_ word: String, _ names: some Sequence<String>, sign: String = "") -> Message {
  let limit = max(1, word.count / 3)
  let best = names.map { (name: $0, distance: editDistance(word, $0, limit: limit)) }.min { $0.distance < $1.distance }
  guard let best, best.distance <= limit, best.name != word else { return "" }
  return ": did you mean \(sign + best.name)?"
}

/// Levenshtein distance with swaps of neighbours counted once; above `limit` only "more" is sure.
private func editDistance(_ a: String, _ b: String, limit: Int) -> Int {
  let a = Array(a.utf8)
  let b = Array(b.utf8)
  guard abs(a.count - b.count) <= limit else { return limit + 1 }
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in 1..<(a.count + 1) {
    var row = [i]
    for j in 1..<(b.count + 1) {
      var cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { cost = min(cost, beforeLast[j - 2] + 1) }
      row.append(cost)
    }
    beforeLast = last
    last = row
  }
  return last[b.count]
}
