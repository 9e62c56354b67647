/// The words of a block: links, emphasis, code and breaks.
struct MarkdownInline {
  private let words: ArraySlice<UInt8>
  private let references: MarkdownReferences
  private var at: Int
  private var pieces: [Piece] = []
  /// Open brackets, as places among the pieces.
  private var brackets: [Bracket] = []

  private struct Piece {
    var bytes: [UInt8] = []
    /// Of a run of `*`, `_` or `~`: the mark, how many are left, and which side of words it stands on.
    var mark: UInt8 = 0
    var count = 0
    var mayOpen = false
    var mayClose = false
    /// Tags that runs turned into, before and behind what is left of the run.
    var before: [UInt8] = []
    var after: [UInt8] = []
  }

  private struct Bracket {
    var piece: Int
    var isImage: Bool
    /// Where its text begins.
    var start: Int
  }

  /// How many brackets, from the outermost, stand around a link that is done: no link within a link.
  private var done = 0
  private static let longestCode = 10_000
  /// Longer runs of marks are rules and masks, no emphasis.
  private static let longestRun = 6

  init(_ words: ArraySlice<UInt8>, _ references: MarkdownReferences) {
    (self.words, self.references, at) = (words, references, words.startIndex)
  }

  mutating func markup() -> [UInt8] {
    while at < words.endIndex { step() }
    emphasize(from: 0)
    return bytes(from: 0)
  }

  private func bytes(from first: Int) -> [UInt8] {
    var out: [UInt8] = []
    for piece in pieces[first...] {
      out += piece.before
      out += piece.bytes
      for _ in 0..<piece.count { out.append(piece.mark) }
      out += piece.after
    }
    return out
  }

  private mutating func step() {
    let byte = words[at]
    switch byte {
    case 0x5C: escaped()
    case 0x60: code()
    case 0x3C: tag()
    case 0x21 where next == 0x5B:
      brackets.append(Bracket(piece: pieces.count, isImage: true, start: at + 2))
      add("![".utf8)
      at += 2
    case 0x5B:
      brackets.append(Bracket(piece: pieces.count, isImage: false, start: at + 1))
      add("[".utf8)
      at += 1
    case 0x5D: close()
    case 0x2A, 0x5F, 0x7E: run(byte)
    case 0x0A:
      let isBreak = words[words.startIndex..<at].suffix(2).elementsEqual("  ".utf8)
      add((isBreak ? "<br>\n" : "\n").utf8)
      at += 1
    default:
      let end = words[at...].firstIndex(where: MarkdownInline.isSpecial) ?? words.endIndex
      // A lone "!".
      let stop = max(end, at + 1)
      add(words[at..<stop])
      at = stop
    }
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x5C, 0x60, 0x3C, 0x21, 0x5B, 0x5D, 0x2A, 0x5F, 0x7E, 0x0A: true
    default: false
    }
  }

  private var next: UInt8? { at + 1 < words.endIndex ? words[at + 1] : nil }

  private mutating func add(_ bytes: some Sequence<UInt8>) { pieces.append(Piece(bytes: Array(bytes))) }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && !Markdown.isLetter(byte) && byte &- 0x30 >= 10
  }

  private mutating func escaped() {
    guard let next, next == 0x0A || MarkdownInline.isPunctuation(next) else {
      add("\\".utf8)
      at += 1
      return
    }
    if next == 0x0A {
      add("<br>\n".utf8)
    } else {
      var piece = Piece()
      Markdown.escape(CollectionOfOne(next), into: &piece.bytes, keepsReferences: false)
      pieces.append(piece)
    }
    at += 2
  }

  private mutating func code() {
    let count = words[at...].prefix { $0 == 0x60 }.count
    var end = at + count
    let limit = min(words.endIndex, end + MarkdownInline.longestCode)
    while end < limit, let start = words[end..<limit].firstIndex(of: 0x60) {
      let marks = words[start...].prefix { $0 == 0x60 }.count
      end = start + marks
      guard marks == count else { continue }
      var piece = Piece(bytes: Array("<code>".utf8))
      Markdown.escape(words[(at + count)..<start], into: &piece.bytes, keepsReferences: false)
      piece.bytes += "</code>".utf8
      pieces.append(piece)
      at = end
      return
    }
    add(words[at..<(at + count)])
    at += count
  }

  /// `<https://…>`, or a tag, which stays as it is.
  private mutating func tag() {
    let first = next ?? 0x20
    let isTag = Markdown.isLetter(first) || first == 0x2F || first == 0x21
    guard isTag, let end = words[at...].prefix(2000).firstIndex(of: 0x3E) else {
      add("&lt;".utf8)
      at += 1
      return
    }
    let inside = words[(at + 1)..<end]
    if inside.starts(with: "http".utf8) || inside.starts(with: "mailto:".utf8) {
      add(MarkdownInline.opening("<a href=\"", inside))
      add(inside)
      add("</a>".utf8)
    } else {
      add(words[at...end])
    }
    at = end + 1
  }

  /// A tag up to its address, with that.
  private static func opening(_ tag: String, _ address: ArraySlice<UInt8>) -> [UInt8] {
    var bytes = Array(tag.utf8)
    Markdown.escape(address, into: &bytes)
    return bytes + "\">".utf8
  }

  // MARK: - Links

  /// A closing bracket: a link or an image where an address or a known label follows.
  private mutating func close() {
    guard let bracket = brackets.popLast() else {
      // The end of a link that began in another block.
      if let (_, end) = MarkdownInline.address(in: words, from: at + 1) {
        at = end
      } else {
        add("]".utf8)
        at += 1
      }
      return
    }
    let isDone = brackets.count < done && !bracket.isImage
    done = min(done, brackets.count)
    guard !isDone, let (address, end) = target(of: bracket) else {
      add("]".utf8)
      at += 1
      return
    }
    if bracket.isImage {
      pieces.removeSubrange(bracket.piece...)
      add(MarkdownInline.opening("<img src=\"", address))
    } else {
      emphasize(from: bracket.piece + 1)
      pieces[bracket.piece].bytes = MarkdownInline.opening("<a href=\"", address)
      add("</a>".utf8)
      done = brackets.count
    }
    at = end
  }

  private func target(of bracket: Bracket) -> (address: ArraySlice<UInt8>, end: Int)? {
    if let found = MarkdownInline.address(in: words, from: at + 1) { return found }
    guard !references.isEmpty else { return nil }
    let text = words[bracket.start..<at]
    guard next == 0x5B, let end = words[(at + 2)...].prefix(1000).firstIndex(of: 0x5D) else {
      return references[text].map { ($0[...], at + 1) }
    }
    let label = end == at + 2 ? text : words[(at + 2)..<end]
    return references[label].map { ($0[...], end + 1) }
  }

  private static let longestAddress = 2000
  private static let longestLoose = 500

  /// `(address "title")` at a place, and where it ends.
  static func address(in words: ArraySlice<UInt8>, from start: Int) -> (address: ArraySlice<UInt8>, end: Int)? {
    guard start < words.endIndex, words[start] == 0x28 else { return nil }
    let limit = min(words.endIndex, start + longestAddress)
    var at = start + 1
    while at < limit, words[at] <= 0x20 { at += 1 }
    let first = at
    var depth = 0
    var address = words[first..<first]
    if at < limit, words[at] == 0x3C {
      guard let end = words[at..<limit].firstIndex(of: 0x3E) else { return nil }
      address = words[(at + 1)..<end]
      at = end + 1
    } else {
      while at < limit, words[at] > 0x20 {
        if words[at] == 0x28 { depth += 1 }
        if words[at] == 0x29 {
          if depth == 0 { break }
          depth -= 1
        }
        at += words[at] == 0x5C && at + 1 < limit ? 2 : 1
      }
      address = words[first..<min(at, limit)]
    }
    while at < limit, words[at] <= 0x20 { at += 1 }
    // A title.
    if at < limit, words[at] == 0x22 || words[at] == 0x27 {
      let mark = words[at]
      at += 1
      while at < limit, !(words[at] == mark && words[(at + 1)..<limit].first { $0 > 0x20 } == 0x29) { at += 1 }
      at += 1
      while at < limit, words[at] <= 0x20 { at += 1 }
    }
    if at < limit, words[at] == 0x29 { return (address, at + 1) }
    // Scrapers leave blanks in addresses: what looks like one ends with the line or its bracket.
    guard address.contains(0x3A) || address.first == 0x2F else { return nil }
    let line = words[first..<min(limit, first + longestLoose)].prefix { $0 != 0x0A }
    return line.firstIndex(of: 0x29).map { (words[first..<$0], $0 + 1) }
  }

  /// The bracket of a line that closes the first of the open ones.
  ///
  /// - Parameter depth: how many are open, before the line and behind it.
  static func closing(in words: ArraySlice<UInt8>, _ depth: inout Int) -> Int? {
    var at = words.startIndex
    while at < words.endIndex {
      switch words[at] {
      case 0x5C: at += 1
      case 0x5B: depth += 1
      case 0x5D:
        depth -= 1
        if depth <= 0 { return at }
      default: break
      }
      at += 1
    }
    return nil
  }

  // MARK: - Emphasis

  private mutating func run(_ mark: UInt8) {
    let count = words[at...].prefix { $0 == mark }.count
    let before = at > words.startIndex ? words[at - 1] : 0x20
    let behind = at + count < words.endIndex ? words[at + count] : 0x20
    let (blankBefore, blankBehind) = (before <= 0x20, behind <= 0x20)
    let (markBefore, markBehind) = (MarkdownInline.isPunctuation(before), MarkdownInline.isPunctuation(behind))
    let opens = count <= MarkdownInline.longestRun && !blankBehind && (!markBehind || blankBefore || markBefore)
    let closes = count <= MarkdownInline.longestRun && !blankBefore && (!markBefore || blankBehind || markBehind)
    var piece = Piece(mark: mark, count: count)
    // Not within words: "nama_berkas_ini".
    piece.mayOpen = opens && (mark != 0x5F || !closes || markBefore) && (mark != 0x7E || count == 2)
    piece.mayClose = closes && (mark != 0x5F || !opens || markBehind) && (mark != 0x7E || count == 2)
    pieces.append(piece)
    at += count
  }

  /// Turns runs that belong together into elements, from a piece on. Complexity: O(*n*): a run that was passed over is not looked at again.
  private mutating func emphasize(from first: Int) {
    var open: [Int] = []
    var waiting: [UInt8: Int] = [:]
    for place in first..<max(first, pieces.count) where pieces[place].mark != 0 {
      let mark = pieces[place].mark
      while pieces[place].mayClose, pieces[place].count > 0, waiting[mark, default: 0] > 0 {
        while let other = open.last, pieces[other].mark != mark {
          waiting[pieces[other].mark, default: 0] -= 1
          open.removeLast()
        }
        guard let opener = open.last else { break }
        let count = min(pieces[opener].count, pieces[place].count, 2)
        let name = mark == 0x7E ? "del" : count == 2 ? "strong" : "em"
        pieces[opener].after = Array("<\(name)>".utf8) + pieces[opener].after
        pieces[place].before += "</\(name)>".utf8
        pieces[opener].count -= count
        pieces[place].count -= count
        if pieces[opener].count == 0 {
          open.removeLast()
          waiting[mark, default: 0] -= 1
        }
      }
      if pieces[place].mayOpen, pieces[place].count > 0 {
        open.append(place)
        waiting[mark, default: 0] += 1
      }
    }
    // What is no emphasis is text, for what stands around too.
    for place in first..<max(first, pieces.count) { (pieces[place].mayOpen, pieces[place].mayClose) = (false, false) }
  }
}
