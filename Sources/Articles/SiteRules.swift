import Bytes
import HTML
import RuleBook

/// What is known of the pages of one site, by selectors: an aid where a page is hard, never a need.
///
/// A file of `Rules/furniture/sites/` bears the site's registered host as its name, `kompas.com.tsv`, and holds for its subdomains too.
/// Columns: `role`, `name` (the selector), `kind` (what a dropped element is; `related` where it is left out).
package struct SiteRules: Sendable {
  enum Role: String, CaseIterable, Sendable {
    /// Holds the article. Where several do, each holds a part of it.
    case keep
    /// Holds none of it.
    case drop
    /// Is the headline; the first one counts.
    case title
    /// Holds the page's date.
    case date
  }

  var host: String
  var selectors: [HTMLSelector] = []
  var roles: [Role] = []
  /// What a verdict of each selector says.
  var entries: [HTMLVocabulary.Entry] = []

  /// Whether a table holds rules of a site: by its folder.
  static func isOne(_ file: String) -> Bool {
    file.hasPrefix("furniture/sites/") || file.contains("/furniture/sites/")
  }

  /// - Parameter diagnostics: receives what is wrong with the file's name or a row; the other rows hold.
  init?(_ table: Table, diagnostics: inout [Diagnostic]) {
    let name = table.file.split(separator: "/").last.map { String($0.dropLast(".tsv".count)) } ?? ""
    host = name
    let isHost = name.utf8.contains(0x2E) && name.utf8.allSatisfy { $0 &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x2D || $0 == 0x2E }
    guard isHost, !name.hasPrefix("."), !name.hasPrefix("www.") else {
      diagnostics.append(
        Diagnostic(file: table.file, line: 1, "the file's name must be the site's host, such as kompas.com.tsv, not \(name).tsv"))
      return nil
    }
    if table.column("role") == nil, !table.columns.isEmpty {
      diagnostics.append(
        Diagnostic(file: table.file, line: 1, "the header line must name a column `role` (found: \(table.columns.joined(separator: ", ")))")
      )
      return nil
    }
    for row in table.rows { read(row, of: table, &diagnostics) }
  }

  private mutating func read(_ row: Table.Row, of table: Table, _ diagnostics: inout [Diagnostic]) {
    func blame(_ column: String, offset: Int = 0, _ message: Message) {
      let index = table.column(column) ?? 0
      let before = row.cells.prefix(index).reduce(0) { $0 + $1.count + 1 }
      diagnostics.append(
        Diagnostic(
          file: row.file, line: row.line, column: before + offset + 1, source: row.cells.joined(separator: "\t"), message))
    }
    let word = table.cell(row, "role")
    guard let role = Role(rawValue: word) else {
      let known = Role.allCases.map(\.rawValue)
      return blame("role", Message("unknown role \"\(word)\" (known: \(known.joined(separator: ", ")))"))
    }
    let kindWord = table.cell(row, "kind")
    let kind = kindWord.isEmpty ? .related : Article.Removed.Kind(rawValue: kindWord)
    guard let kind else {
      let known = Article.Removed.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      return blame("kind", Message("kind must be one of \(known)"))
    }
    if role != .drop, !kindWord.isEmpty { return blame("kind", Message("only what is dropped has a kind")) }
    let text = table.cell(row, "name")
    do throws(HTMLSelector.Fault) {
      let selector = try HTMLSelector(text)
      selectors.append(selector)
      roles.append(role)
      entries.append(
        HTMLVocabulary.Entry(kind: role == .keep ? .section : kind, keeps: role == .keep, rule: "site.\(role.rawValue):\(host) \(text)"))
    } catch {
      blame("name", offset: text.utf8.prefix(error.offset).count { $0 & 0xC0 != 0x80 }, SiteRules.words(of: error))
    }
  }

  private static func words(of fault: HTMLSelector.Fault) -> Message {
    switch fault.kind {
    case .empty: Message("no selector: write one such as div.read__content")
    case .noName: Message("a name is missing here: .class, #id or [attribute=value]")
    case .openBracket: Message("this bracket is never closed: [attribute=value]")
    case .unknown(let character):
      Message("\(String(character)) is not understood: a selector is tag, .class, #id, [attribute=value], and a blank for within")
    }
  }
}

/// The sites that have rules, and which page is whose.
package struct SiteBook: Sendable {
  private var sites: [String: SiteRules] = [:]
  /// Host endings of two parts: "co.id".
  private var publicSuffixes: Set<String> = []

  package init() {}

  init(_ rules: [SiteRules], publicSuffixes: Set<String>) {
    for site in rules { sites[site.host] = site }
    self.publicSuffixes = publicSuffixes
  }

  package var isEmpty: Bool { sites.isEmpty }

  /// The rules for the page at an address. Without any site rules nothing is looked at.
  func rules(for url: String?) -> SiteRules? {
    guard !sites.isEmpty, let url, let host = siteName(of: url, publicSuffixes: publicSuffixes) else { return nil }
    return sites[host]
  }
}

/// What the rules of its site choose of a page.
struct SiteChoice {
  var kept: [Int32] = []
  var dates: [Int32] = []
  var title: String?
  /// Effects of elements: what is dropped, and what is kept.
  fileprivate var effects: [(node: Int32, entry: HTMLVocabulary.Entry)] = []

  init() {}

  /// An article has not so many parts: what a page that means harm has more of is passed over.
  private static let most = 64

  /// Complexity: O(*nodes* × *selectors*).
  init(_ site: SiteRules, _ tree: HTMLTree) {
    var titles = 0
    for (index, node) in tree.elements(chosenBy: site.selectors) {
      switch site.roles[index] {
      case .keep:
        guard kept.count < SiteChoice.most else { continue }
        kept.append(node)
        effects.append((node, site.entries[index]))
      case .drop: effects.append((node, site.entries[index]))
      case .date: if dates.count < SiteChoice.most { dates.append(node) }
      case .title:
        titles += 1
        guard title == nil, titles < SiteChoice.most else { continue }
        let words = Array(tree.textContent(of: node).split { $0 <= 0x20 }.joined(separator: [0x20] as [UInt8]))
        if (8...400).contains(words.count) { title = String(decoding: words, as: UTF8.self) }
      }
    }
  }
}

extension HTMLBody {
  /// What the site says of an element goes before what its class names say.
  mutating func readSiteEffects() {
    guard !site.effects.isEmpty else { return }
    let wanted = Set(site.effects.map(\.node))
    var places: [Int32: Int] = [:]
    for (place, element) in page.elements.enumerated() where wanted.contains(element.node) { places[element.node] = place }
    for (node, entry) in site.effects {
      guard let place = places[node] else { continue }
      let known = effects[place] >= 0 ? vocabulary.entries[Int(effects[place])] : nil
      // What is dropped stays so, though another selector keeps it.
      if let known, !known.keeps, known.rule.hasPrefix("site."), entry.keeps { continue }
      vocabulary.entries.append(entry)
      effects[place] = Int32(vocabulary.entries.count - 1)
    }
  }

  /// The elements that hold the article by the site's rules, and the innermost element around all of them. Nil where they hold less than a
  /// fifth of the page's prose: the site has changed its pages since, and the page is read like any other.
  func siteContainer() -> (kept: [Int32], around: Int32)? {
    let kept = places(of: site.kept).filter { weights[Int($0)] > 0 }
    // One within another counts once.
    let outer = kept.filter { place in Set(ancestors(of: place).dropFirst()).isDisjoint(with: kept) }
    let held = outer.reduce(0) { $0 + Int(weights[Int($1)]) }
    guard let first = outer.first, held * 5 >= Int(weights[0]) else { return nil }
    var around = ancestors(of: first)
    for place in outer.dropFirst() {
      let above = Set(ancestors(of: place))
      around.removeFirst(around.firstIndex { above.contains($0) } ?? around.count - 1)
    }
    return (outer, around.first ?? 0)
  }

  /// An element and those above it.
  private func ancestors(of place: Int32) -> [Int32] {
    var found: [Int32] = []
    var at = place
    while at >= 0 {
      found.append(at)
      at = page.elements[Int(at)].parent
    }
    return found
  }

  /// The places of nodes among the elements around blocks; one around none has no place.
  ///
  /// - Complexity: O(*nodes* + *elements*).
  func places(of nodes: [Int32]) -> [Int32] {
    guard !nodes.isEmpty else { return [] }
    let wanted = Set(nodes)
    var found: [Int32: Int32] = [:]
    for (place, element) in page.elements.enumerated() where wanted.contains(element.node) { found[element.node] = Int32(place) }
    return nodes.compactMap { found[$0] }
  }

  /// For every element whether it is one of `places` or stands in one. Complexity: O(*elements*).
  func standing(in places: [Int32]) -> [Bool] {
    var isWithin = [Bool](repeating: false, count: page.elements.count)
    for place in places { isWithin[Int(place)] = true }
    for (place, element) in page.elements.enumerated() where element.parent >= 0 && isWithin[Int(element.parent)] { isWithin[place] = true }
    return isWithin
  }
}
