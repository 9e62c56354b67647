package import RuleBook
import Text

/// What is known of page furniture, compiled from the tables of `Rules/furniture/`.
///
/// | table | tells |
/// |---|---|
/// | phrases.tsv | phrases, where they count, what goes with them |
/// | marks.tsv | marks of captions and credits inside a line |
/// | words.tsv | roles of words: small in headlines, opening a sentence, abbreviations |
/// | calendar.tsv | months, weekdays, time zones |
/// | sites.tsv | outlets: host, names, what their pages do |
/// | places.tsv | places of datelines |
/// | html.tsv | class names and lines of HTML pages |
/// | sites/HOST.tsv | selectors for the HTML pages of one site |
package struct Furniture: Sendable {
  /// Minutes east of UTC of times that name no zone; WIB.
  package var zone = 420

  /// Whether pages of sites that have rules of their own are read by them.
  package var usesSiteRules = true

  struct Site: Sendable {
    /// Registered host, "kompas.com".
    var host: String
    /// Names in datelines and titles, folded: "kompas.com", "cnnindonesia".
    var names: [[UInt8]]
    /// Its pages end in summaries of other stories, sentence after sentence.
    var endsInTeasers: Bool
  }

  enum CalendarWord: Sendable {
    case month(Int)
    case weekday(Int)
    /// Minutes east of UTC.
    case zone(Int)
    /// A word before the time of a later version: "Diperbarui".
    case updated
    /// A word of a time stamp that is no date: "pukul".
    case filler
  }

  private(set) var phrases: [FurniturePhrase] = []
  private(set) var trie = PhraseTrie()
  /// Those of them that begin with a small letter: the only ones that may begin at a small letter inside a line.
  private(set) var smallTrie = PhraseTrie()
  private(set) var openings = PhraseOpenings()
  /// Marks of captions and credits.
  private(set) var marks: [FurniturePhrase] = []
  private(set) var markTrie = PhraseTrie()
  private(set) var roles = WordTable<WordRoles>()
  private(set) var calendar = WordTable<CalendarWord>()
  private(set) var sites: [Site] = []
  /// Folded names of sites.
  private(set) var siteTrie = PhraseTrie()
  /// Folded names of places.
  private(set) var placeTrie = PhraseTrie()
  private(set) var places: [[UInt8]] = []
  /// Host endings of two parts: "co.id", "go.id".
  private(set) var publicSuffixes: Set<String> = []
  /// Class names and lines that mark furniture of HTML pages.
  private(set) var html = HTMLVocabulary()
  private(set) var siteRules = SiteBook()

  /// Compiles the tables of `Rules/furniture/`, known by their file names; a table that is missing leaves its part empty.
  ///
  /// - Parameter diagnostics: receives every row that is wrong: where, and what to write instead.
  package init(tables: [Table], diagnostics: inout [Diagnostic]) {
    var rules: [SiteRules] = []
    for table in tables {
      if SiteRules.isOne(table.file) {
        if let site = SiteRules(table, diagnostics: &diagnostics) { rules.append(site) }
        continue
      }
      let stem = Furniture.stem(of: table.file)
      switch stem {
      case "phrases": readPhrases(table, &diagnostics)
      case "marks": readMarks(table, &diagnostics)
      case "words": readWords(table, &diagnostics)
      case "calendar": readCalendar(table, &diagnostics)
      case "sites": readSites(table)
      case "places": readPlaces(table)
      case "html": html = HTMLVocabulary(table: table, diagnostics: &diagnostics)
      default:
        diagnostics.append(
          Diagnostic(
            .warning, file: table.file, line: 1,
            "no such furniture table: \(stem) (known: phrases, marks, words, calendar, sites, places, html)"))
      }
    }
    html.roles = roles
    siteRules = SiteBook(rules, publicSuffixes: publicSuffixes)
  }

  private static func stem(of file: String) -> String {
    let name = file.split(separator: "/").last ?? ""
    return String(name.hasSuffix(".tsv") ? name.dropLast(4) : name)
  }

  private mutating func readPhrases(_ table: Table, _ diagnostics: inout [Diagnostic]) {
    for row in table.rows {
      guard let phrase = FurniturePhrase(row, of: table, stem: "phrases", diagnostics: &diagnostics) else { continue }
      trie.add(phrase.bytes, phrases.count)
      if Letters.isSmall(phrase.bytes[0]) { smallTrie.add(phrase.bytes, phrases.count) }
      openings.add(
        PhraseTrie.folded(phrase.bytes), isSmall: Letters.isSmall(phrase.bytes[0]),
        inLine: !phrase.places.isDisjoint(with: [.any, .flat, .sentence, .end]))
      phrases.append(phrase)
    }
  }

  private mutating func readMarks(_ table: Table, _ diagnostics: inout [Diagnostic]) {
    for row in table.rows {
      guard let mark = FurniturePhrase(row, of: table, stem: "marks", diagnostics: &diagnostics) else { continue }
      markTrie.add(mark.bytes, marks.count)
      marks.append(mark)
    }
  }

  private mutating func readWords(_ table: Table, _ diagnostics: inout [Diagnostic]) {
    for row in table.rows {
      guard let role = WordRoles.names[table.cell(row, "role")] else {
        let known = WordRoles.names.keys.sorted().joined(separator: ", ")
        diagnostics.append(
          Diagnostic(
            file: row.file, line: row.line, source: row.cells.joined(separator: "\t"),
            "unknown role \"\(table.cell(row, "role"))\" (known: \(known))"))
        continue
      }
      for word in table.parts(row, "words", at: 0x3B) {
        let key = WordHash.of(word)
        roles[key] = (roles[key] ?? []).union(role)
      }
    }
  }

  private mutating func readCalendar(_ table: Table, _ diagnostics: inout [Diagnostic]) {
    for row in table.rows {
      let value = Int(table.cell(row, "value")) ?? 0
      let word: CalendarWord
      switch table.cell(row, "kind") {
      case "month": word = .month(value)
      case "weekday": word = .weekday(value)
      case "zone": word = .zone(value)
      case "updated": word = .updated
      case "filler": word = .filler
      default:
        diagnostics.append(
          Diagnostic(
            file: row.file, line: row.line, source: row.cells.joined(separator: "\t"),
            "unknown kind \"\(table.cell(row, "kind"))\" (known: month, weekday, zone, updated, filler)"))
        continue
      }
      for form in table.parts(row, "words", at: 0x3B) { calendar[WordHash.of(form)] = word }
    }
  }

  private mutating func readSites(_ table: Table) {
    for row in table.rows {
      let host = table.cell(row, "host")
      if table.cell(row, "names") == "suffix" {
        publicSuffixes.insert(host)
        continue
      }
      var names = table.parts(row, "names", at: 0x3B).map { PhraseTrie.folded(Array($0)) }
      if !host.isEmpty { names.append(Array(host.utf8)) }
      for name in names { siteTrie.add(name, sites.count) }
      sites.append(Site(host: host, names: names, endsInTeasers: table.cell(row, "teasers") == "yes"))
    }
  }

  private mutating func readPlaces(_ table: Table) {
    for row in table.rows {
      for place in table.parts(row, "places", at: 0x3B) {
        placeTrie.add(Array(place), places.count)
        places.append(Array(place))
      }
    }
  }
}
