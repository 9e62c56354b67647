package import Bytes

/// One thing that a dump gives.
package enum DumpItem: Sendable {
  case page(RawPage)
  /// A line of `saring.article/1`, without its line break: a page that a former run has read already; its id.
  case record([UInt8], line: Int, id: String?)
  case failure(Failure)
}

/// Reads the pages of one file or stream, one after the other.
///
/// A text or HTML file is one page; JSON Lines and tables hold a page a line, blank lines passed over; a `.json` file may also be
/// one object or an array of them; WARC files and tar archives hold many. Every page comes out as an item: what
/// cannot be read is a failure and the reader goes on, to the next line where there is one. Anything may be zipped with gzip.
/// Memory is bounded by ``DumpLimits``, never by the size of the dump.
package struct PageReader<Source: ByteSource> {
  package let path: String
  /// Nil until the first item has been asked for, where the format was left open.
  package private(set) var format: PageSource.Format?

  private var lines: LineReader<Source>
  private let limits: DumpLimits
  private let line: DumpLine
  private var isDone = false
  /// The array of a `.json` document that is being read.
  private var elements: ArrayElements?
  private let isDocument: Bool
  private var table: TableReader?
  private var tar: TarReader?
  /// The file of an archive that is being read.
  private var member: MemberPages?
  private let isMember: Bool

  /// - Parameters:
  ///   - path: for messages, and its extension for the format; nothing is opened.
  ///   - format: nil to tell it by extension and content.
  ///   - isDocument: JSON is one object, or an array of them, not a line each; else that is told by extension and content.
  ///   - digests: false leaves ``PageSource/sha256`` of pages empty, for a later stage to fill in: SHA-256 is slower than reading.
  package init(
    _ source: Source, path: String, format: PageSource.Format? = nil, limits: DumpLimits = DumpLimits(),
    fields: FieldNames = FieldNames(), digests: Bool = true, isDocument: Bool = false
  ) {
    self.init(
      source, path: path, format: format, limits: limits, fields: fields, digests: digests, isDocument: isDocument,
      isMember: false)
  }

  init(
    _ source: Source, path: String, format: PageSource.Format?, limits: DumpLimits, fields: FieldNames, digests: Bool,
    isDocument: Bool = false, isMember: Bool
  ) {
    self.path = path
    self.format = format
    self.limits = limits
    self.isMember = isMember
    self.isDocument = isDocument
    line = DumpLine(path: path, fields: fields, digests: digests)
    let name = path.lowercased()
    lines = LineReader(UnzippedSource(source, expectsGzip: name.hasSuffix(".gz") || name.hasSuffix(".tgz")))
  }

  /// The next page, record or failure; nil after the last.
  package mutating func next() -> DumpItem? {
    if isDone { return nil }
    let isFirst = self.format == nil
    let format = self.format ?? lines.detectFormat(path: path)
    self.format = format
    switch format {
    case .text, .html, .markdown:
      isDone = true
      return whole(format)
    case .jsonl: return jsonLine(isFirst: isFirst)
    case .csv, .tsv:
      var table = table ?? TableReader(line: line, format: format)
      defer { self.table = table }
      return table.next(&lines, limit: limits.line)
    case .warc:
      return WARCReader(path: path, limits: limits, digests: line.digests).next(&lines)
    case .tar: return archived()
    }
  }

  private mutating func jsonLine(isFirst: Bool) -> DumpItem? {
    if elements != nil { return element() }
    if lines.beginsAsUTF16() {
      isDone = true
      return failure(.utf16Lines, line: nil, sha256: nil)
    }
    if isDocument || isFirst && lines.beginsAsDocument(path: path) {
      guard lines.beginsAsArray() else {
        isDone = true
        return document()
      }
      elements = ArrayElements()
      return element()
    }
    while let next = lines.next(limit: limits.line) {
      switch next {
      case .bytes(let bytes, let number):
        if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
        do {
          return try line.item(bytes, number: number)
        } catch {
          return failure(error, line: number, sha256: SHA256.hex(bytes))
        }
      case .failure(let error, let number, let sha256):
        return failure(error, line: number, sha256: sha256)
      }
    }
    isDone = true
    return nil
  }

  /// The next page of a tar archive: every file of it has a reader of its own.
  private mutating func archived() -> DumpItem? {
    if isMember {
      isDone = true
      return failure(.nestedArchive, line: nil, sha256: nil)
    }
    var tar = tar ?? TarReader(path: path, limits: limits)
    defer { self.tar = tar }
    while true {
      if let item = member?.next() { return item }
      member = nil
      switch tar.next(&lines) {
      case nil: return nil
      case .failure(let failure): return .failure(failure)
      case .file(let path, let bytes):
        member = MemberPages(
          PageReader<ArraySource>(
            ArraySource(bytes), path: path, format: nil, limits: limits, fields: line.fields, digests: line.digests,
            isMember: true))
      }
    }
  }

  /// The rest of the source as one page.
  private mutating func whole(_ format: PageSource.Format) -> DumpItem {
    let (bytes, error, sha256) = lines.rest(limit: limits.page, digests: line.digests)
    if let error { return failure(error, line: nil, sha256: sha256) }
    if isBlank(bytes) { return failure(.empty, line: nil, sha256: SHA256.hex(bytes)) }
    let source = PageSource(path: path, format: format, sha256: sha256)
    if format == .html { return .page(RawPage(source: source, content: .html(bytes))) }
    do {
      let text = try TextDecoding.text(bytes)
      return .page(RawPage(source: source, content: format == .markdown ? .markdown(text) : .text(text)))
    } catch {
      return failure(error, line: nil, sha256: sha256.isEmpty ? SHA256.hex(bytes) : sha256)
    }
  }

  private mutating func element() -> DumpItem? {
    var elements = elements ?? ArrayElements()
    defer { self.elements = elements }
    switch elements.next(&lines, limit: limits.page) {
    case .bytes(let bytes, let number): return DumpDocument.item(bytes, number: number, as: line)
    case .failure(let error, let number, let sha256):
      return DumpDocument.failure(error, number: number, path: path, sha256: sha256)
    case nil:
      isDone = true
      return nil
    }
  }

  /// The rest of the source as one JSON object.
  private mutating func document() -> DumpItem? {
    let (bytes, error, sha256) = lines.rest(limit: limits.page)
    if let error { return failure(error, line: nil, sha256: sha256) }
    do {
      return try DumpDocument.item(bytes, as: line)
    } catch {
      return failure(error, line: nil, sha256: sha256)
    }
  }

  private func failure(_ error: DumpError, line: Int?, sha256: String?) -> DumpItem {
    .failure(
      Failure(path: path, line: line, stage: "dump", error: error.word, message: error.message, bytesSHA256: sha256))
  }
}

/// The pages of one file of an archive. A class only because a reader cannot hold a reader of its own kind by value.
private final class MemberPages {
  private var reader: PageReader<ArraySource>

  init(_ reader: PageReader<ArraySource>) { self.reader = reader }

  func next() -> DumpItem? { reader.next() }
}

/// How much of one page is taken into memory, in bytes after unzipping.
package struct DumpLimits: Hashable, Sendable {
  package var line: Int
  package var page: Int

  package init(line: Int = 64 << 20, page: Int = 64 << 20) {
    self.line = line
    self.page = page
  }
}
