/// A page that could not be read, for the quarantine: pages in = articles out + failures.
package struct Failure: Hashable, Sendable {
  package var path: String
  /// The line of a dump that holds a page a line, from 1; nil for a file that is one page.
  package var line: Int?
  /// The stage that gave up: `dump`, `article`, `mention`, `incident`, `record`.
  package var stage: String
  /// A word for machines that stays the same between versions: `bad_json`, `invalid_utf8`, `truncated_gzip`.
  package var error: String
  /// For people: what is wrong, where, and what to do.
  package var message: String
  /// Hex digest of the bytes that were read of the page, unzipped.
  package var bytesSHA256: String?

  package init(path: String, line: Int?, stage: String, error: String, message: String, bytesSHA256: String?) {
    self.path = path
    self.line = line
    self.stage = stage
    self.error = error
    self.message = message
    self.bytesSHA256 = bytesSHA256
  }
}
