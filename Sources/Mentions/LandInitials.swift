import Bytes

/// Abbreviations of lands that are somebody's initials: of an article that tells of "AS (32)" without naming the United States in full, "AS"
/// is the man.
package enum LandInitials {
  /// Mentions that name people.
  private static let people: Set<String> = ["victim", "suspect", "accomplice", "fugitive", "relative", "survivor"]
  /// Mentions that are made of a land's name.
  private static let lands: Set<String> = ["country", "destination", "land"]

  /// Takes the lands from mentions of people's initials. Cost: the mentions of lands by the people named by initials.
  package static func settle(_ mentions: inout [Mention]) {
    let initials = Set(mentions.lazy.filter { people.contains($0.type) }.compactMap { $0["name"] }.filter(isShort))
    guard !initials.isEmpty else { return }
    var own = mentions.filter { $0.type == "country" && initials.contains($0.text) }
    // Named in full, the land may be meant by the letters, too.
    let full = Set(mentions.lazy.filter { $0.type == "country" && !initials.contains($0.text) }.compactMap { $0["code"] })
    own.removeAll { full.contains($0["code"] ?? "") }
    guard !own.isEmpty else { return }
    mentions.removeAll { mention in
      lands.contains(mention.type)
        && own.contains { $0.place == mention.place && $0["code"] == mention["code"] && $0.range.overlaps(mention.range) }
    }
  }

  /// Two or three capitals.
  private static func isShort(_ name: String) -> Bool {
    (2...3).contains(name.utf8.count) && name.utf8.allSatisfy { $0 &- 0x41 < 26 }
  }
}
