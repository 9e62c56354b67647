import Bytes

/// Cuts a table of RFC 4180 into rows: fields parted by one character, quoted ones holding line breaks and doubled quotes.
///
/// Lenient where files of the wild are: a quote inside of a field that does not begin with one is a character, what follows a
/// closing quote belongs to the field, and blanks before an opening one do not, but where tabs part the fields.
struct TableRows {
  enum Row {
    /// `line` is where the row begins, from 1.
    case fields([[UInt8]], line: Int)
    case failure(DumpError, line: Int, sha256: String)
  }

  private enum State { case fieldStart, blank, plain, quoted, quoteInQuoted }

  let separator: UInt8
  /// The line that comes next.
  private var line: Int

  init(separator: UInt8, line: Int = 1) { (self.separator, self.line) = (separator, line) }

  /// Fields of a row that are kept: no table has so many columns, and a line of commas must not fill the memory.
  private static let mostFields = 1 << 14

  /// The next row that is not blank; nil at the end of the stream. Holds no more than twice `limit` bytes of a row.
  mutating func next<Source: ByteSource>(_ stream: inout LineReader<Source>, limit: Int) -> Row? {
    var state = State.fieldStart
    var fields: [[UInt8]] = []
    var field: [UInt8] = []
    var first = line
    var size = 0
    // The row as it stands, where it goes on past what was read at once: its digest is asked for when it proves too long.
    var raw: [UInt8] = []
    var digest: SHA256?
    let quote = UInt8(ascii: "\"")
    while stream.fill(upTo: 1) > 0 {
      let start = stream.at
      var at = start
      var isRow = false
      let bytes = stream.buffer
      while at < bytes.count, !isRow {
        let byte = bytes[at]
        at += 1
        if byte == 0x0A { line += 1 }
        switch state {
        case .fieldStart where byte == quote: state = .quoted
        case .blank where byte == quote:
          field.removeAll()
          state = .quoted
        case .fieldStart where byte == 0x20 && separator != 0x09, .blank where byte == 0x20:
          if size <= limit { field.append(byte) }
          state = .blank
        case .quoted where byte == quote: state = .quoteInQuoted
        case .quoteInQuoted where byte == quote:
          field.append(quote)
          state = .quoted
        case .quoted: if size <= limit { field.append(byte) }
        case _ where byte == separator:
          if fields.count < TableRows.mostFields { fields.append(field) }
          field.removeAll()
          state = .fieldStart
        case _ where byte == 0x0A: isRow = true
        default:
          if size <= limit { field.append(byte) }
          state = .plain
        }
        size += 1
      }
      let piece = bytes[start..<at]
      if size > limit {
        if digest == nil { digest = SHA256(of: raw) }
        raw = []
        digest?.update(piece.span)
      } else if !isRow {
        raw += piece
      }
      stream.advance(at - start)
      guard isRow else { continue }
      if field.last == 0x0D { field.removeLast() }
      if let digest { return .failure(.rowTooLong(limit: limit), line: first, sha256: digest.hex()) }
      if fields.isEmpty, field.allSatisfy({ $0 <= 0x20 }) {
        (first, size, state) = (line, 0, .fieldStart)
        field.removeAll()
        raw.removeAll()
        continue
      }
      return .fields(fields + [field], line: first)
    }
    if let error = stream.takeError() { return .failure(error, line: first, sha256: SHA256.hex(field)) }
    guard size > 0 else { return nil }
    line += 1
    if let digest { return .failure(.rowTooLong(limit: limit), line: first, sha256: digest.hex()) }
    if state == .quoted { return .failure(.openQuote, line: first, sha256: SHA256.hex(field)) }
    if field.last == 0x0D { field.removeLast() }
    if fields.isEmpty, field.isEmpty { return nil }
    return .fields(fields + [field], line: first)
  }
}

/// The pages of a table: the first row names the columns.
struct TableReader {
  private struct Columns {
    var id: Int?
    var url: Int?
    var title: Int?
    var date: Int?
    /// Those that may hold the page, the best first, and whether the name says HTML.
    var texts: [(column: Int, name: String)]
    var count: Int
  }

  let line: DumpLine
  let format: PageSource.Format
  private var rows: TableRows?
  private var columns: Columns?

  init(line: DumpLine, format: PageSource.Format) {
    self.line = line
    self.format = format
  }

  mutating func next<Source: ByteSource>(_ stream: inout LineReader<Source>, limit: Int) -> DumpItem? {
    if rows == nil {
      if stream.beginsAsUTF16() {
        stream.drain()
        return failure(.utf16Lines, nil, nil)
      }
      stream.fill(upTo: 1 << 16)
      let bytes = stream.buffer[stream.at...].prefix(1 << 16)
      let named = TableReader.namedSeparator(in: bytes)
      stream.advance(named?.end ?? 0)
      rows = TableRows(separator: named?.separator ?? separator(of: bytes), line: named == nil ? 1 : 2)
    }
    while let row = rows?.next(&stream, limit: limit) {
      switch row {
      case .failure(let error, let number, let sha256): return failure(error, number, sha256)
      case .fields(let fields, let number):
        guard let columns else {
          do {
            columns = try columns(named: fields)
          } catch {
            stream.drain()
            return failure(error, number, nil)
          }
          continue
        }
        do {
          return .page(try page(fields, columns, number))
        } catch {
          return failure(error, number, SHA256.hex(Array(fields.joined(separator: [UInt8(ascii: ",")]))))
        }
      }
    }
    return nil
  }

  /// The character that a first line `sep=;`, as Excel writes it, names, and the length of that line.
  private static func namedSeparator(in bytes: ArraySlice<UInt8>) -> (separator: UInt8, end: Int)? {
    guard let lineEnd = bytes.prefix(8).firstIndex(of: 0x0A) else { return nil }
    let line = bytes[..<lineEnd].filter { $0 != 0x0D && $0 != UInt8(ascii: "\"") }
    guard line.count == 5, ["sep=", "SEP="].contains(String(decoding: line.prefix(4), as: UTF8.self)) else { return nil }
    return (line[4], lineEnd + 1 - bytes.startIndex)
  }

  /// A comma or tab by format; where the first line of a `.csv` has more semicolons, tabs or bars outside of quotes, those.
  private func separator(of bytes: ArraySlice<UInt8>) -> UInt8 {
    if format == .tsv { return 0x09 }
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 0x0A { break }
      if [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|")].contains(byte) { counts[byte, default: 0] += 1 }
    }
    let comma = counts[UInt8(ascii: ",")] ?? 0
    let best = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }
    return best.map { $0.value > comma ? $0.key : UInt8(ascii: ",") } ?? UInt8(ascii: ",")
  }

  private func columns(named row: [[UInt8]]) throws(DumpError) -> Columns {
    let names = row.map { name in
      let text = String(decoding: name, as: UTF8.self).lowercased()
      return String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    func column(_ known: [String]) -> Int? {
      for name in known { if let index = names.firstIndex(of: name.lowercased()) { return index } }
      return nil
    }
    func column(given: String?, _ known: [String]) throws(DumpError) -> Int? {
      let found = column(known)
      if let given, found == nil { throw .noColumn(given) }
      return found
    }
    let fields = line.fields
    let texts = fields.texts.compactMap { name in
      names.firstIndex(of: name.lowercased()).map { (column: $0, name: name) }
    }
    if texts.isEmpty { throw fields.text.map { .noColumn($0) } ?? .noColumns(names) }
    return Columns(
      id: try column(given: fields.id, fields.ids), url: try column(given: fields.url, fields.urls),
      title: try column(given: fields.title, fields.titles), date: try column(given: fields.date, fields.dates),
      texts: texts, count: names.count)
  }

  private func page(_ fields: [[UInt8]], _ columns: Columns, _ number: Int) throws(DumpError) -> RawPage {
    func word(_ column: Int?) -> String? {
      guard let column, column < fields.count, !isBlank(fields[column]) else { return nil }
      return String(decoding: fields[column], as: UTF8.self)
    }
    if let last = fields.lastIndex(where: { !isBlank($0) }), last >= columns.count {
      throw .tooManyFields(last + 1, columns: columns.count)
    }
    let present = columns.texts.filter { $0.column < fields.count }
    guard let text = present.first(where: { !isBlank(fields[$0.column]) }) ?? present.first else { throw .noContent }
    let bytes = fields[text.column]
    if isBlank(bytes) { throw .empty }
    let source = PageSource(
      path: line.path, line: number, format: format, sha256: line.digests ? SHA256.hex(bytes) : "")
    let content: RawPage.Content =
      FieldNames.html.contains(text.name) || looksLikeHTML(bytes)
      ? .html(bytes) : contentOfText(try TextDecoding.text(bytes), key: text.name)
    return RawPage(
      source: source, content: content, id: word(columns.id), url: word(columns.url), title: word(columns.title),
      published: word(columns.date))
  }

  private func failure(_ error: DumpError, _ number: Int?, _ sha256: String?) -> DumpItem {
    .failure(
      Failure(path: line.path, line: number, stage: "dump", error: error.word, message: error.message, bytesSHA256: sha256))
  }
}
