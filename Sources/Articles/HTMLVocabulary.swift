package import RuleBook

/// The words that pages use in `class`, `id`, `role` and `itemprop` for their parts, and those that a line of furniture begins with.
///
/// A name is one or more words joined by `-`; it matches those words in a row in a class name, however that is spelled
/// (`baca-juga` in `box_bacaJuga2`). `=name` matches the whole class name only. With the effect `lead` the name is the beginning of a
/// block's text (`Baca juga`), with `line` all of it (`Advertisement`), letters of either case.
package struct HTMLVocabulary: Sendable {
  package struct Entry: Sendable {
    package var kind: Article.Removed.Kind
    package var keeps: Bool
    package var rule: String
  }

  /// By words joined with `-`, lower case.
  var parts: [String: Entry] = [:]
  /// By the whole class name, lower case.
  var exact: [String: Entry] = [:]
  /// Lower case beginnings with what they name, longest first.
  var leads: [(words: [UInt8], entry: Entry)] = []
  /// Whole lines, lower case.
  var lines: [[UInt8]: Entry] = [:]

  package init() {}

  /// Reads `furniture/html.tsv`: columns `name kind effect`, effect `drop`, `keep`, `lead` or `line`.
  package init(table: Table, diagnostics: inout [Diagnostic]) {
    for row in table.rows {
      let name = table.cell(row, "name")
      let effect = table.cell(row, "effect")
      let kind = Article.Removed.Kind(rawValue: table.cell(row, "kind"))
      guard !name.isEmpty, let kind = kind ?? (effect == "keep" ? .section : nil) else {
        diagnostics.append(
          Diagnostic(
            file: table.file, line: row.line, source: row.cells.joined(separator: "\t"),
            "kind must be one of \(Article.Removed.Kind.allCases.map(\.rawValue).joined(separator: ", "))"))
        continue
      }
      let entry = Entry(kind: kind, keeps: effect == "keep", rule: "html.\(effect):\(name)")
      switch effect {
      case "drop", "keep":
        if name.hasPrefix("=") { exact[String(name.dropFirst())] = entry } else { parts[name] = entry }
      case "lead": leads.append((Array(name.lowercased().utf8), entry))
      case "line": lines[Array(name.lowercased().utf8)] = entry
      default:
        diagnostics.append(
          Diagnostic(
            file: table.file, line: row.line, source: row.cells.joined(separator: "\t"),
            "effect must be drop, keep, lead or line (found: \(effect))"))
      }
    }
    leads.sort { $0.words.count > $1.words.count }
  }

  var isEmpty: Bool { parts.isEmpty && exact.isEmpty && leads.isEmpty && lines.isEmpty }

  /// What the value of a `class` (or `id`, `role`, `itemprop`) says. A name that keeps wins over one that drops.
  func entry(for value: ArraySlice<UInt8>) -> Entry? {
    var found: Entry?
    for token in value.split(whereSeparator: { $0 <= 0x20 }) {
      guard let entry = entry(forName: token) else { continue }
      if entry.keeps { return entry }
      if found == nil { found = entry }
    }
    return found
  }

  private func entry(forName token: ArraySlice<UInt8>) -> Entry? {
    let whole = String(decoding: token.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }, as: UTF8.self)
    if let entry = exact[whole] { return entry }
    let words = HTMLVocabulary.words(token)
    var found: Entry?
    for start in words.indices {
      var name = ""
      for end in start..<min(start + 3, words.count) {
        name += end == start ? words[end] : "-" + words[end]
        if let entry = parts[name] {
          if entry.keeps { return entry }
          if found == nil { found = entry }
        }
      }
    }
    return found
  }

  /// `box_bacaJuga2` is box, baca, juga.
  static func words(_ token: ArraySlice<UInt8>) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var wasLower = false
    func finish() {
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word = []
    }
    for byte in token.prefix(80) {
      let isUpper = byte &- 0x41 < 26
      let isLower = byte &- 0x61 < 26 || byte >= 0x80
      if isUpper || isLower {
        if isUpper, wasLower { finish() }
        word.append(isUpper ? byte | 0x20 : byte)
      } else {
        finish()
      }
      wasLower = isLower
    }
    finish()
    return words
  }

  /// What a block's text says by its beginning, or as a whole line.
  func lead(of text: ArraySlice<UInt8>) -> Entry? {
    if text.count <= 80, !lines.isEmpty, let entry = lines[text.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }] {
      return entry
    }
    return beginning(of: text)
  }

  func beginning(of text: ArraySlice<UInt8>) -> Entry? {
    leads.first { lead in
      text.count >= lead.words.count
        && zip(text, lead.words).allSatisfy { ($0 &- 0x41 < 26 ? $0 | 0x20 : $0) == $1 }
    }?.entry
  }
}
