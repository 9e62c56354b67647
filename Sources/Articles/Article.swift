package import Bytes
package import Text

/// A page's article, and everything of the page that is not the article.
///
/// Invariants: ``body`` is words of the source, nothing rewritten, paragraphs joined by a blank line; ``segments`` and ``removed``
/// together cover every non-blank character of ``sourceText``, each once.
package struct Article: Sendable {
  /// A stretch of the body and the stretch of the source text that it is, byte for byte.
  package struct Segment: Hashable, Sendable {
    package var body: TextRange
    package var source: TextRange
    package init(body: TextRange, source: TextRange) {
      self.body = body
      self.source = source
    }
  }

  /// A stretch of the source text that is not the article's body.
  package struct Removed: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
      case nav, related, caption, credit, ad, social, footer, headline, byline, section, meta
    }
    package var kind: Kind
    package var range: TextRange
    /// The rule file's rule, or the rung of the structural ladder, that decided.
    package var rule: String
    package init(_ kind: Kind, _ range: TextRange, rule: String) {
      self.kind = kind
      self.range = range
      self.rule = rule
    }
  }

  package struct Dateline: Hashable, Sendable {
    /// The place as written, "PHNOM PENH".
    package var text: String
    /// Byte range of `text` in ``Article/body``, where it stands there.
    package var range: TextRange?
    package init(text: String, range: TextRange?) {
      self.text = text
      self.range = range
    }
  }

  package var id: String
  package var source: PageSource
  package var url: String?
  package var site: String?
  package var title: String?
  package var published: DatedValue?
  package var modified: DatedValue?
  package var dateline: Dateline?
  package var authors: [String]
  /// UTF-8.
  package var body: [UInt8]
  package var segments: [Segment]
  package var removed: [Removed]
  /// The page as text, UTF-8: what `segments` and `removed` point into.
  package var sourceText: [UInt8]
  package var findings: [Finding]

  package init(
    id: String, source: PageSource, url: String? = nil, site: String? = nil, title: String? = nil,
    published: DatedValue? = nil, modified: DatedValue? = nil, dateline: Dateline? = nil, authors: [String] = [],
    body: [UInt8] = [], segments: [Segment] = [], removed: [Removed] = [], sourceText: [UInt8] = [],
    findings: [Finding] = []
  ) {
    self.id = id
    self.source = source
    self.url = url
    self.site = site
    self.title = title
    self.published = published
    self.modified = modified
    self.dateline = dateline
    self.authors = authors
    self.body = body
    self.segments = segments
    self.removed = removed
    self.sourceText = sourceText
    self.findings = findings
  }
}
