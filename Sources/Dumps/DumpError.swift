package import JSON

/// Why a page of a dump could not be read. ``word`` and ``message`` go to the quarantine.
package enum DumpError: Error, Hashable, Sendable {
  /// The caller's own error, in its words.
  case unreadable(String)
  case truncatedGzip
  case corruptGzip(String)
  case lineTooLong(limit: Int)
  case pageTooLarge(limit: Int)
  /// The offset is in bytes, from the start of the page.
  case invalidUTF8(offset: Int)
  case invalidUTF16(offset: Int)
  case utf16Lines
  case badJSON(JSONError)
  case notAnObject(String)
  case noContent
  /// Another record of ours than an article.
  case notAPage(schema: String)
  case empty
  case wrongType(key: String, found: String)
  case noColumn(String)
  case noColumns([String])
  case openQuote
  case rowTooLong(limit: Int)
  case tooManyFields(Int, columns: Int)
  case badWARC(String)
  case truncatedWARC
  case badHTTP(String)
  case badTar(String)
  case truncatedTar
  case nestedArchive
  /// A hard link of an archive: its target.
  case archivedLink(String)
  case sparseFile
  case openArray
  case afterArray

  /// For machines; stays the same between versions.
  package var word: String {
    switch self {
    case .unreadable: "unreadable"
    case .truncatedGzip: "truncated_gzip"
    case .corruptGzip: "corrupt_gzip"
    case .lineTooLong: "line_too_long"
    case .pageTooLarge: "page_too_large"
    case .invalidUTF8: "invalid_utf8"
    case .invalidUTF16: "invalid_utf16"
    case .utf16Lines: "utf16_lines"
    case .badJSON, .openArray, .afterArray: "bad_json"
    case .notAnObject: "not_an_object"
    case .noContent: "no_content"
    case .notAPage: "not_a_page"
    case .empty: "empty"
    case .wrongType: "wrong_type"
    case .noColumn: "no_column"
    case .noColumns: "no_content"
    case .openQuote: "open_quote"
    case .rowTooLong: "row_too_long"
    case .tooManyFields: "too_many_fields"
    case .badWARC: "bad_warc"
    case .truncatedWARC: "truncated_warc"
    case .badHTTP: "bad_http"
    case .badTar: "bad_tar"
    case .truncatedTar: "truncated_tar"
    case .nestedArchive: "nested_archive"
    case .archivedLink: "archived_link"
    case .sparseFile: "sparse_file"
    }
  }

  /// For people: what is wrong, where in the line or page, and what to do.
  package var message: String {
    switch self {
    case .unreadable(let words): "the file cannot be read on: \(words)"
    case .truncatedGzip: "the gzip data end too early: fetch the file again"
    case .corruptGzip(let words): "the gzip data are damaged (\(words)): fetch the file again"
    case .lineTooLong(let limit): "the line is longer than \(limit) bytes"
    case .pageTooLarge(let limit): "the page is longer than \(limit) bytes"
    case .invalidUTF8(let offset):
      "byte \(offset) is not UTF-8: convert the page, or give it as HTML, whose charset is looked for"
    case .invalidUTF16(let offset): "byte \(offset) is not UTF-16, though the page begins with its byte order mark"
    case .utf16Lines: "lines in UTF-16 are not read: convert the file to UTF-8"
    case .badJSON(let error): error.line == 1 ? "column \(error.column): \(error.words)" : error.description
    case .notAnObject(let kind): "this is \(kind), not an object with \"text\" or \"html\""
    case .noContent: "the object has none of \"html\", \"text\", \"content\" and \"body\""
    case .notAPage(let schema): "this is a record of saring (\(schema)), not a page"
    case .empty: "there is nothing in the page"
    case .wrongType(let key, let found): "\"\(key)\" is \(found), not a string"
    case .noColumn(let name): "there is no \"\(name)\" here"
    case .noColumns(let names):
      "no column holds the page's text: name it with --text-field; the columns are \(names.joined(separator: ", "))"
    case .openQuote: "the file ends inside of a quoted field"
    case .rowTooLong(let limit): "the row is longer than \(limit) bytes: a quote may never have been closed"
    case .tooManyFields(let count, let columns):
      "the row has \(count) fields for \(columns) columns: put a field that holds the separator in quotes"
    case .badWARC(let words): "this is no WARC record (\(words)): passed over to the next one"
    case .truncatedWARC: "the file ends inside of a record: fetch it again"
    case .badHTTP(let words): "the response cannot be read: \(words)"
    case .badTar(let words): "the archive is damaged (\(words)): the rest of it is not read"
    case .truncatedTar: "the archive ends inside of a file: fetch it again"
    case .archivedLink(let target): "a hard link holds no page: it is read where it leads to, \(target)"
    case .sparseFile: "a file with holes is not read out of an archive: unpack it first"
    case .openArray: "the file ends before the array does: fetch it again"
    case .afterArray: "something follows the array: it is not read"
    case .nestedArchive: "an archive inside of an archive is not opened: unpack it first"
    }
  }
}
