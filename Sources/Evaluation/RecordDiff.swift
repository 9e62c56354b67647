package import JSON

/// What differs between two readings of the same pages, field by field, with no gold to say which is right.
///
/// A record is taken apart into values: `harms: arrest`, `affected.count: 107`, `officials: Karding` and, of that one, `officials.role:
/// Menteri P2MI`. What stands on one side only is added or removed; where each side has one value of a field, it has changed.
package struct RecordDiff: Sendable {
  /// One value of a record.
  struct Value: Hashable {
    var field: String
    /// Which entry of a list it belongs to; "" for the record itself.
    var owner: String
    var value: String
  }

  package struct Count: Hashable, Sendable {
    package var same = 0
    package var added = 0
    package var removed = 0
    package var changed = 0
    package var differs: Bool { added + removed + changed > 0 }
  }

  package private(set) var counts: [String: Count] = [:]
  package private(set) var records = 0
  package private(set) var differing = 0
  package var differs: Bool { differing > 0 }

  /// Says where a record came from or holds the text itself: nothing that rules find.
  private static let left: Set<String> = [
    "schema", "id", "article", "source", "url", "site", "body", "segments", "removed", "mentions", "evidence", "producer",
    "start", "end", "in", "link_key", "supersedes",
  ]

  package init() {}

  /// Compares two article records, or two incident records.
  ///
  /// - Returns: lines for people, one a value that differs; none where nothing does.
  package mutating func compare(_ before: JSONValue?, _ after: JSONValue?) -> [String] {
    records += 1
    let (old, new) = (before.map(RecordDiff.values) ?? [], after.map(RecordDiff.values) ?? [])
    var removed = RecordDiff.without(old, new)
    var added = RecordDiff.without(new, old)
    for value in old { counts[value.field, default: Count()].same += 1 }
    for value in removed { counts[value.field, default: Count()].same -= 1 }
    var lines: [(field: String, line: String)] = []
    for value in removed {
      let place: (Value) -> Bool = { $0.field == value.field && $0.owner == value.owner }
      guard removed.count(where: place) == 1, added.count(where: place) == 1, let other = added.first(where: place) else { continue }
      removed.removeAll(where: place)
      added.removeAll(where: place)
      counts[value.field, default: Count()].changed += 1
      lines.append(
        (
          value.field,
          "~ \(RecordDiff.name(value)): \(RecordDiff.short(value.value)) → \(RecordDiff.short(other.value))\(RecordDiff.words(other, after))"
        ))
    }
    for value in removed {
      counts[value.field, default: Count()].removed += 1
      lines.append((value.field, "- \(RecordDiff.name(value)): \(RecordDiff.short(value.value))\(RecordDiff.words(value, before))"))
    }
    for value in added {
      counts[value.field, default: Count()].added += 1
      lines.append((value.field, "+ \(RecordDiff.name(value)): \(RecordDiff.short(value.value))\(RecordDiff.words(value, after))"))
    }
    if !lines.isEmpty { differing += 1 }
    return lines.map(\.line)
  }

  /// Compares two lists of incident records of one article: those that are most alike belong together.
  package mutating func compare(incidents before: [JSONValue], _ after: [JSONValue]) -> [(id: String, lines: [String])] {
    let (old, new) = (before.map { Set(RecordDiff.values($0)) }, after.map { Set(RecordDiff.values($0)) })
    var pairs: [(alike: Int, a: Int, b: Int)] = []
    for a in old.indices { for b in new.indices { pairs.append((old[a].intersection(new[b]).count, a, b)) } }
    pairs.sort { ($1.alike, $0.a, $0.b) < ($0.alike, $1.a, $1.b) }
    var partner: [Int: Int] = [:]
    var taken: Set<Int> = []
    for pair in pairs where partner[pair.a] == nil && !taken.contains(pair.b) {
      partner[pair.a] = pair.b
      taken.insert(pair.b)
    }
    func id(_ value: JSONValue) -> String { value["id"]?.string ?? "?" }
    var found: [(String, [String])] = []
    for (index, value) in before.enumerated() {
      let other = partner[index].map { after[$0] }
      let lines = compare(value, other)
      if !lines.isEmpty { found.append((id(value) + (other == nil ? " is gone" : ""), lines)) }
    }
    for (index, value) in after.enumerated() where !taken.contains(index) {
      let lines = compare(nil, value)
      if !lines.isEmpty { found.append((id(value) + " is new", lines)) }
    }
    return found
  }

  /// Counts by field.
  package var table: String {
    let all = records == 1 ? "1 record" : "\(records) records"
    let fields = counts.keys.sorted().filter { counts[$0]?.differs ?? false }
    guard !fields.isEmpty else { return "\(all), no difference\n" }
    let width = fields.map(\.count).max() ?? 0
    func row(_ name: String, _ cells: [String]) -> String {
      name + String(repeating: " ", count: width - name.count)
        + cells.map { String(repeating: " ", count: max(1, 9 - $0.count)) + $0 }.joined() + "\n"
    }
    var text = row(String(repeating: " ", count: width), ["same", "added", "removed", "changed"])
    for field in fields {
      let count = counts[field] ?? Count()
      text += row(field, [count.same, count.added, count.removed, count.changed].map { "\($0)" })
    }
    return text + "\(all), \(differing) differ\n"
  }

  // MARK: - Values

  private static func values(_ record: JSONValue) -> [Value] {
    var values: [Value] = []
    for (key, value) in record.object ?? JSONObject() where !left.contains(key) { add(value, key, "", &values) }
    return values
  }

  private static func add(_ value: JSONValue, _ field: String, _ owner: String, _ values: inout [Value]) {
    switch value {
    case .null: break
    case .bool(let bool): values.append(Value(field: field, owner: owner, value: "\(bool)"))
    case .number(let text), .string(let text): values.append(Value(field: field, owner: owner, value: text))
    case .array(let entries):
      for entry in entries {
        guard let object = entry.object else {
          add(entry, field, owner, &values)
          continue
        }
        let name = identity(object)
        values.append(Value(field: field, owner: owner, value: name))
        for (key, member) in object where !left.contains(key) && !["name", "code"].contains(key) {
          add(member, "\(field).\(key)", owner.isEmpty ? name : "\(owner), \(name)", &values)
        }
      }
    case .object(let object):
      for (key, member) in object where !left.contains(key) { add(member, "\(field).\(key)", owner, &values) }
    }
  }

  /// What an entry of a list is known by.
  private static func identity(_ object: JSONObject) -> String {
    for key in ["name", "code", "id", "flag", "text", "value"] {
      if let name = object[key]?.string { return name }
    }
    if let text = object["statement"]?["text"]?.string { return text }
    return "?"
  }

  private static func without(_ values: [Value], _ others: [Value]) -> [Value] {
    var counts: [Value: Int] = [:]
    for value in others { counts[value, default: 0] += 1 }
    return values.filter { value in
      guard let count = counts[value], count > 0 else { return true }
      counts[value] = count - 1
      return false
    }
  }

  // MARK: - Words

  private static func name(_ value: Value) -> String {
    value.owner.isEmpty ? value.field : "\(value.field) of \(short(value.owner))"
  }

  private static func short(_ text: String) -> String { text.count > 60 ? text.prefix(59) + "…" : text }

  /// The words of the page that gave a value and the rule that found it, where the record tells.
  private static func words(_ value: Value, _ record: JSONValue?) -> String {
    let field = value.field.split(separator: ".").first.map { String($0) } ?? value.field
    let all = (record?["evidence"]?.array ?? []) + (record?[field]?.array ?? []).flatMap { $0["evidence"]?.array ?? [] }
    let near = all.filter { $0["field"]?.string == field || $0["field"]?.string == value.field }
    let wanted = value.owner.isEmpty ? value.value : value.owner
    guard let found = near.first(where: { $0["value"]?.string == wanted }) ?? near.first, let text = found["text"]?.string else {
      return ""
    }
    return "  \"\(short(text))\"" + (found["rule"]?.string.map { " by \($0)" } ?? "")
  }
}
