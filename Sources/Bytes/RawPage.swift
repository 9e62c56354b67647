/// Where a page came from. `line` is set for dumps that hold a page a line.
package struct PageSource: Hashable, Sendable {
  package enum Format: String, Sendable, CaseIterable { case text, html, markdown, jsonl, csv, tsv, warc, tar }

  package var path: String
  package var line: Int?
  /// The number of the element, from 1, for a file that is an array of pages.
  package var element: Int?
  package var format: Format
  /// Hex digest (64 digits) of the page's bytes: the file, or the `text`/`html` value of a dump's line. Empty until the engine
  /// fills it in, where the reader was told to leave it.
  package var sha256: String

  package init(path: String, line: Int? = nil, element: Int? = nil, format: Format, sha256: String) {
    self.path = path
    self.line = line
    self.element = element
    self.format = format
    self.sha256 = sha256
  }
}

/// One page as a dump gave it: bytes, and what the dump says of them. Nothing is read yet.
package struct RawPage: Sendable {
  package enum Content: Sendable {
    /// The bytes of an HTML document, undecoded but where ``RawPage/isUTF8``.
    case html([UInt8])
    /// Valid UTF-8: a page that somebody turned into text, with line breaks or flattened to one line.
    case text([UInt8])
    /// Valid UTF-8: the same in Markdown.
    case markdown([UInt8])
  }

  package var source: PageSource
  package var content: Content
  package var id: String?
  package var url: String?
  package var title: String?
  /// The publication date as the dump gives it, unread.
  package var published: String?
  /// The name of the encoding that the server gave, for HTML; what it is worth is the decoder's to say.
  package var charset: String?
  /// Whether the bytes are known to be valid UTF-8, whatever they say of themselves: they stood in a text that has been read.
  package var isUTF8: Bool

  package init(
    source: PageSource, content: Content, id: String? = nil, url: String? = nil, title: String? = nil,
    published: String? = nil, charset: String? = nil, isUTF8: Bool = false
  ) {
    self.source = source
    self.content = content
    self.id = id
    self.url = url
    self.title = title
    self.published = published
    self.charset = charset
    self.isUTF8 = isUTF8
  }
}
