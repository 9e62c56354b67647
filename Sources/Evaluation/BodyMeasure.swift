import JSON

/// Precision, recall and F1 of a text over its four-word shingles: the measure of the public article-extraction benchmark.
struct BodyMeasure: Hashable, Sendable {
  var precision: Double
  var recall: Double
  var f1: Double

  init(gold: String, found: String) {
    var ids: [String: Int] = [:]
    let (g, p) = (BodyMeasure.shingles(gold, &ids), BodyMeasure.shingles(found, &ids))
    guard !g.isEmpty || !p.isEmpty else {
      (precision, recall, f1) = (1, 1, 1)
      return
    }
    var both = 0
    for (shingle, count) in g { both += min(count, p[shingle] ?? 0) }
    let (inGold, inFound) = (g.values.reduce(0, +), p.values.reduce(0, +))
    precision = inFound > 0 ? Double(both) / Double(inFound) : 0
    recall = inGold > 0 ? Double(both) / Double(inGold) : 0
    f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
  }

  private static func shingles(_ text: String, _ ids: inout [String: Int]) -> [[Int]: Int] {
    var numbers: [Int] = []
    for word in words(text) {
      let next = ids.count
      numbers.append(ids[word, default: next])
      ids[word] = numbers[numbers.count - 1]
    }
    guard !numbers.isEmpty else { return [:] }
    var shingles: [[Int]: Int] = [:]
    for start in 0..<max(1, numbers.count - 3) {
      shingles[Array(numbers[start..<min(start + 4, numbers.count)]), default: 0] += 1
    }
    return shingles
  }
}

/// The article's body by its gold annotation: the text without the headline at its top and without the junk.
func goldBody(_ gold: JSONValue) -> String {
  let text = Array((gold["text"]?.string ?? "").utf8)
  let title = trimmed(gold["title"]?.string ?? "")
  var at = !title.isEmpty && text.starts(with: title) ? title.count : 0
  var kept: [String] = []
  for span in junkSpans(text, gold["junk"]?.array ?? []).sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
    if span.start > at { kept.append(String(decoding: text[at..<span.start], as: UTF8.self)) }
    at = max(at, span.end)
  }
  kept.append(String(decoding: text[min(at, text.count)...], as: UTF8.self))
  return kept.joined(separator: " ")
}

/// Where the stretches stand, searched in reading order; one that is not found is left out.
private func junkSpans(_ text: [UInt8], _ junk: [JSONValue]) -> [(start: Int, end: Int)] {
  var spans: [(start: Int, end: Int)] = []
  var position = 0
  for stretch in junk {
    let (first, last) = (Array((stretch["start"]?.string ?? "").utf8), Array((stretch["end"]?.string ?? "").utf8))
    guard let start = find(first, in: text, from: position) ?? find(first, in: text, from: 0) else { continue }
    var end = start + first.count
    if last != first {
      guard let found = find(last, in: text, from: start) else { continue }
      end = found + last.count
    }
    spans.append((start, end))
    position = end
  }
  return spans
}

private func find(_ needle: [UInt8], in text: [UInt8], from start: Int) -> Int? {
  guard let first = needle.first else { return start }
  guard text.count >= needle.count, start <= text.count - needle.count else { return nil }
  var at = start
  while at <= text.count - needle.count {
    if text[at] == first, text[at..<at + needle.count].elementsEqual(needle) { return at }
    at += 1
  }
  return nil
}

private func trimmed(_ text: String) -> [UInt8] {
  var rest = text.unicodeScalars[...]
  while let first = rest.first, first.properties.isWhitespace { rest.removeFirst() }
  while let last = rest.last, last.properties.isWhitespace { rest.removeLast() }
  return Array(String(String.UnicodeScalarView(rest)).utf8)
}
