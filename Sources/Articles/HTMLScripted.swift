import HTML

/// The article of a page that scripts build: what JSON-LD's `articleBody`, or the state that the scripts start from
/// (`<script type="application/json">`, as Next.js writes it), holds of it, as markup to be read behind the page's own.
struct HTMLScripted {
  /// A shorter text is a summary.
  private static let shortestBody = 400
  /// The elements around the article that are not the page's own.
  private static let opening = "<article>"
  private static let closing = "</article>"

  /// How many letters the article has.
  private(set) var count = 0
  /// The markup, without bytes that end what the page left open.
  private(set) var markup: [UInt8] = []

  /// `articleBody`; nil for a short one.
  ///
  /// - Parameter shown: how many bytes of an article the page shows; a text of which that is a third is not read.
  init?(articleBody text: String?, besides shown: Int) {
    guard let text, text.utf8.count > shown * 3 else { return nil }
    self.init(text)
  }

  /// The one article that the state of a page's scripts holds; nil where it holds none, or two of like length.
  ///
  /// - Complexity: O(*n*) in the bytes of the scripts.
  init?(stateOf tree: HTMLTree) {
    var found: [String] = []
    var at = tree.following(tree.root, within: tree.root)
    while at >= 0 {
      let node = tree.nodes[Int(at)]
      if node.kind == .element, node.tag == .script, let type = tree.attribute("type", of: at),
        HTMLMetadata.lower(type) == "application/json"
      {
        found += PageJSON.strings(in: tree.textContent(of: at)[...]) { HTMLScripted.holdsParagraphs($0) }
      }
      at = tree.following(at, within: tree.root, skippingChildren: node.kind == .templateContent)
    }
    let longest = found.sorted { $0.utf8.count > $1.utf8.count }
    guard let first = longest.first else { return nil }
    if let other = longest.dropFirst().first(where: { $0 != first }), other.utf8.count > first.utf8.count / 2 { return nil }
    self.init(first)
  }

  private init?(_ text: String) {
    guard text.utf8.count >= HTMLScripted.shortestBody else { return nil }
    var text = text
    // Markup whose signs were written as references.
    if HTMLScripted.has(text, "&lt;p") || HTMLScripted.has(text, "&lt;br") {
      text = text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
    }
    if !HTMLScripted.hasMarkup(text) {
      text = text.replacing("<", with: "&lt;").split(whereSeparator: \.isNewline).map { "<p>\($0)</p>" }.joined()
    }
    markup = Array((HTMLScripted.opening + text + HTMLScripted.closing).utf8)
    count = HTMLMetadata.letters(HTMLMetadata.decoded(text).utf8).count
  }

  private static func hasMarkup(_ text: String) -> Bool { has(text, "<p") || has(text, "<br") }

  /// Whether the words stand in the text; by bytes, as texts of megabytes come.
  private static func has(_ text: String, _ words: String) -> Bool {
    let (bytes, wanted) = (Array(text.utf8), Array(words.utf8))
    var at = 0
    while let found = ByteSearch.first(wanted[0], in: bytes, at, bytes.count) {
      if bytes[found...].starts(with: wanted) { return true }
      at = found + 1
    }
    return false
  }

  private static func holdsParagraphs(_ bytes: [UInt8]) -> Bool {
    var (opened, at) = (0, 0)
    while opened < 2, at + 2 < bytes.count {
      if bytes[at] == 0x3C, bytes[at + 1] | 0x20 == 0x70, bytes[at + 2] == 0x3E || bytes[at + 2] == 0x20 { opened += 1 }
      at += 1
    }
    return opened == 2
  }
}
