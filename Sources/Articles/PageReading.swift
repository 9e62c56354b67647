import Bytes

/// A text page on its way to an article: the page, what is known of furniture, and what has been decided so far.
///
/// The parts meet so: ``PageText`` is the page cut into words, sentences and lines; the rungs of ``ladder`` decide, one after
/// another, what is furniture and write it into the ``Ledger``; what is left open is the body. A rung sees what the rungs before
/// it decided, and the first decision on a byte stands.
struct PageReading {
  /// A rung of the ladder: its name stands in the `rule` of what it removes, unless a row of a table decided.
  typealias Rung = (name: String, step: @Sendable (inout PageReading) -> Void)

  let page: PageText
  let furniture: Furniture
  let site: Furniture.Site?
  /// The registered host of the page's address.
  let host: String?
  /// The first label of it: "batampos" of batampos.co.id; empty where there is none.
  let ownLabel: [UInt8]
  /// The headline: as the dump gives it, or as found in the page.
  var title: String?
  var ledger: Ledger
  /// Matches of the phrases that may stand inside a line, in page order.
  var matches: [PhraseMatch] = []
  /// The block of the label that was read last.
  var lastBlock: LabelBlock?
  var dateline: DatelineReading?
  /// From here on everything that no rung keeps is furniture.
  var articleEnd: (byte: Int, phrase: Int)?
  var isMultiPage = false
  var bylines: [Range<Int>] = []
  var stamps: [Range<Int>] = []
  let repeats: Repeats

  /// A page with fewer lines than this is read as one that was flattened.
  static let fewestLines = 4

  init(page: PageText, furniture: Furniture, site: Furniture.Site?, host: String?, title: String?) {
    self.page = page
    self.furniture = furniture
    self.site = site
    self.host = host
    ownLabel = host.map { Array($0.utf8.prefix { $0 != 0x2E }) } ?? []
    self.title = title
    ledger = Ledger(count: page.bytes.count)
    repeats = Repeats(page, roles: furniture.roles)
    isFlat = page.filledLines < PageReading.fewestLines
  }

  /// Whether the page has lost its line breaks.
  let isFlat: Bool

  /// What is tried, in this order.
  static let ladder: [Rung] = [
    ("page.phrases-found", { $0.findPhrases() }),
    ("lines.timestamp", { $0.removeTimestamps() }),
    ("page.dateline-found", { $0.findDateline() }),
    ("lines.title-found", { $0.findTitle() }),
    ("lines.repeated-title", { $0.removeRepeatedTitle() }),
    ("flat.lead", { $0.removeFlatLead() }),
    ("flat.caption-twice", { $0.removeFlatCaptionsTwice() }),
    ("furniture", { $0.removePhrases() }),
    ("lines.card", { $0.removeCards() }),
    ("lines.glued-headlines", { $0.removeGluedHeadlines() }),
    ("flat.glued-caption", { $0.removeGluedCaptions() }),
    ("lines.caption", { $0.removeCaptions() }),
    ("lines.caption-twice", { $0.removeCaptionsTwice() }),
    ("lines.caption-after-credit", { $0.removeCaptionsAfterCredits() }),
    ("lines.initials", { $0.removeInitials() }),
    ("lines.before-title", { $0.removeBeforeTitle() }),
    ("lines.before-dateline", { $0.removeBeforeDateline() }),
    ("lines.tags", { $0.removeTags() }),
    ("lines.trailing-headlines", { $0.removeTrailingLines() }),
    ("flat.credit-caption", { $0.removeCreditCaptions() }),
    ("flat.trailing-headlines", { $0.removeTrailingHeadlines() }),
    ("flat.teasers", { $0.removeTeasers() }),
    ("furniture", { $0.removeAfterEnd() }),
  ]

  /// What is tried on a page whose structure told furniture apart already: what only words tell.
  static let ladderWithinMarkup: [Rung] = [
    ("lines.repeated-title", { $0.removeRepeatedTitle() }),
    ("furniture", { $0.removePhrases() }),
    ("lines.initials", { $0.removeInitials() }),
  ]

  mutating func run(_ ladder: [Rung] = PageReading.ladder) {
    for rung in ladder { rung.step(&self) }
  }
}

/// What occurs more than once in a page: pairs of words, and the words that begin its sentences.
///
/// Counted over the whole page when it is first asked for: most pages never ask.
final class Repeats {
  private let page: PageText
  private let roles: WordTable<WordRoles>
  private lazy var counts = Counts(page.lines.contains(where: \.isUnread) ? PageText(page.bytes, roles: roles) : page)

  init(_ page: PageText, roles: WordTable<WordRoles>) {
    self.page = page
    self.roles = roles
  }

  /// Whether two words stand side by side elsewhere too.
  func hasPair(_ a: PageWord, _ b: PageWord) -> Bool { counts.pairs.containsTwice(Counts.key(a.hash, b.hash)) }

  /// Whether a word is raised inside a sentence elsewhere too: it is a name.
  func isName(_ word: PageWord) -> Bool { counts.names.containsTwice(word.hash) }

  /// Whether a word begins a sentence somewhere.
  func begins(_ word: PageWord) -> Bool { counts.firsts.contains(word.hash) }
}

private struct Counts {
  private(set) var pairs: SeenHashes
  private(set) var firsts: SeenHashes
  private(set) var names: SeenHashes

  init(_ page: PageText) {
    pairs = SeenHashes(capacity: page.words.count)
    firsts = SeenHashes(capacity: page.sentences.count)
    names = SeenHashes(capacity: page.words.count / 2)
    var index = 1
    while index < page.words.count {
      pairs.insert(Counts.key(page.words[index - 1].hash, page.words[index].hash))
      if page.words[index].isRaised, page.words[index - 1].shape == .lower {
        names.insert(page.words[index].hash)
      }
      index += 1
    }
    for sentence in page.sentences where !sentence.words.isEmpty {
      firsts.insert(page.words[sentence.words.lowerBound].hash)
    }
  }

  static func key(_ a: UInt64, _ b: UInt64) -> UInt64 { (a &* 31) ^ b }
}

/// How a stretch is written: as a headline or as prose.
struct Style {
  /// Words that a headline would raise, and those of them that are raised. Numbers and the small words of headlines are not counted.
  var content = 0
  var raised = 0
  var words = 0

  init(_ words: ArraySlice<PageWord>) {
    for word in words { add(word) }
  }

  mutating func add(_ word: PageWord) {
    words += 1
    if word.shape == .number || word.roles.contains(.function) { return }
    content += 1
    if word.isRaised { raised += 1 }
  }

  /// Share of raised words; 0 without words.
  var share: Double { content == 0 ? 0 : Double(raised) / Double(content) }
  var low: Int { content - raised }
  var isHeadline: Bool { content >= 2 && share >= 0.78 }
  var isProse: Bool { low >= 3 && share < 0.7 }
}

extension PageReading {
  func style(_ words: Range<Int>) -> Style { Style(page.words[words]) }

  /// The words of a stretch of bytes.
  func words(in range: Range<Int>) -> Range<Int> {
    let from = page.word(at: range.lowerBound)
    return from..<max(from, page.word(at: range.upperBound))
  }

  /// Whether a line is a paragraph of the body by its look: a sentence with enough small words.
  func isProse(_ line: PageLine) -> Bool {
    guard !line.isBlank else { return false }
    if line.isUnread {
      let alone = PageText(Array(page.bytes[line.range]), roles: furniture.roles)
      return alone.lines.first.map { PageReading.isProse($0, of: alone) } ?? false
    }
    return PageReading.isProse(line, of: page)
  }

  private static func isProse(_ line: PageLine, of page: PageText) -> Bool {
    let style = Style(page.words[line.words])
    let closed = line.sentences.contains { page.sentences[$0].closed }
    if closed { return style.low >= 3 && style.share < 0.7 }
    return style.low >= 6 && style.share < 0.6
  }
}
