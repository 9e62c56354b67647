import Bytes

/// The pages of a WARC file (ISO 28500), as Common Crawl and wget write it.
///
/// A page is a response of status 2xx whose type is HTML or plain text, a resource of such a type, or a conversion (WET). Requests,
/// metadata, pictures, redirects and errors of the server are no pages and are passed over. A record that cannot be read is a
/// failure; the reader goes on at the next line that begins with `WARC/1.`.
struct WARCReader {
  let path: String
  let limits: DumpLimits
  let digests: Bool

  func next<Source: ByteSource>(_ stream: inout LineReader<Source>) -> DumpItem? {
    while true {
      skipBlank(&stream)
      guard stream.fill(upTo: 1) > 0 else { break }
      guard stream.fill(upTo: 8) >= 8, stream.buffer[stream.at...].starts(with: "WARC/".utf8) else {
        let sha256 = resynchronize(&stream)
        return failure(endError(&stream) ?? .badWARC("it does not begin with WARC/"), sha256)
      }
      guard let headers = head(&stream) else {
        let sha256 = resynchronize(&stream)
        return failure(endError(&stream) ?? .badWARC("its header has no end"), sha256)
      }
      func value(_ name: String) -> String? { headers.first { $0.name == name }?.value }
      guard let length = value("content-length").flatMap({ Int($0) }), length >= 0 else {
        return failure(.badWARC("it has no Content-Length"), resynchronize(&stream))
      }
      let kind = value("warc-type")?.lowercased() ?? ""
      let isWanted = ["response", "resource", "conversion"].contains(kind)
      if let end = nextRecord(in: length, &stream) {
        let sha256 = SHA256.hex(stream.take(end, limit: end).bytes)
        return failure(.badWARC("another one begins within its Content-Length"), sha256)
      }
      let (bytes, taken, sha256) = stream.take(length, limit: isWanted ? limits.page : 0)
      if taken < length {
        let digest = sha256 ?? SHA256.hex(bytes)
        return failure(stream.takeError() ?? .truncatedWARC, digest)
      }
      guard isWanted else { continue }
      if let sha256 { return failure(.pageTooLarge(limit: limits.page), sha256) }
      do {
        if let page = try page(bytes, kind: kind, type: value("content-type"), url: value("warc-target-uri")) {
          return .page(page)
        }
      } catch {
        return failure(error, SHA256.hex(bytes))
      }
    }
    return stream.takeError().map { failure($0, nil) }
  }

  /// Where within `length` bytes the next record begins, if they are not followed by one as they should be: the length is wrong. Nil too
  /// for what is longer than a page may be.
  private func nextRecord<Source: ByteSource>(in length: Int, _ stream: inout LineReader<Source>) -> Int? {
    guard length <= limits.page else { return nil }
    let following = "\r\n\r\nWARC/".utf8
    let waiting = stream.fill(upTo: length + following.count)
    let bytes = stream.buffer[stream.at..<stream.at + min(waiting, length)]
    let rest = stream.buffer[bytes.endIndex...].drop { $0 == 0x0D || $0 == 0x0A }
    if waiting >= length, rest.isEmpty || rest.starts(with: "WARC/".utf8.prefix(rest.count)) { return nil }
    return WARCReader.recordStart(in: bytes).map { $0 + 1 - bytes.startIndex }
  }

  /// The line break before `WARC/1.`.
  private static func recordStart(in bytes: ArraySlice<UInt8>) -> Int? {
    let mark = "\nWARC/1.".utf8
    var at = bytes.startIndex
    while at + mark.count <= bytes.endIndex {
      if bytes[at] == 0x0A, bytes[at...].starts(with: mark) { return at }
      at += 1
    }
    return nil
  }

  /// Why the stream ended, where nothing of it is left.
  private func endError<Source: ByteSource>(_ stream: inout LineReader<Source>) -> DumpError? {
    stream.fill(upTo: 1) > 0 ? nil : stream.takeError()
  }

  /// Nil for what is no page.
  private func page(_ bytes: [UInt8], kind: String, type: String?, url: String?) throws(DumpError) -> RawPage? {
    var (media, charset) = type.map { HeaderLines.mediaType($0) } ?? ("", nil)
    var body = bytes
    if kind == "response" {
      // Answers of DNS and FTP are responses too.
      guard media.isEmpty || media == "application/http", url?.hasPrefix("dns:") != true else { return nil }
      let response = try HTTPResponse(bytes, limit: limits.page)
      guard (200..<300).contains(response.status) else { return nil }
      (media, charset) = response.type ?? (looksLikeHTML(response.body) ? "text/html" : "", nil)
      body = response.body
    }
    let isHTML = ["text/html", "application/xhtml+xml", "application/xhtml"].contains(media)
    guard isHTML || media == "text/plain" else { return nil }
    if isBlank(body) { throw .empty }
    let source = PageSource(path: path, format: .warc, sha256: digests ? SHA256.hex(body) : "")
    let address = url.map { $0.hasPrefix("<") ? String($0.dropFirst().dropLast()) : $0 }
    if isHTML { return RawPage(source: source, content: .html(body), url: address, charset: charset) }
    return RawPage(source: source, content: .text(try TextDecoding.text(body)), url: address)
  }

  /// The header's fields; nil where no blank line comes within 64 KB or another record begins before it, and then nothing is passed over.
  private func head<Source: ByteSource>(_ stream: inout LineReader<Source>) -> [(name: String, value: String)]? {
    for size in [1 << 12, 1 << 16] {
      let waiting = min(stream.fill(upTo: size), size)
      let bytes = stream.buffer[stream.at..<stream.at + waiting]
      let end = WARCReader.recordStart(in: bytes)
      if let (lines, end) = HeaderLines.read(Array(end.map { bytes[...$0] } ?? bytes)) {
        stream.advance(end)
        return HeaderLines.fields(lines.dropFirst())
      }
      if end != nil { return nil }
    }
    return nil
  }

  private func skipBlank<Source: ByteSource>(_ stream: inout LineReader<Source>) {
    while stream.fill(upTo: 1) > 0 {
      let blank = stream.buffer[stream.at...].prefix { $0 == 0x0D || $0 == 0x0A }.count
      if blank == 0 { return }
      stream.advance(blank)
    }
  }

  /// Passes over everything up to the next line that begins a record, and gives its digest.
  private func resynchronize<Source: ByteSource>(_ stream: inout LineReader<Source>) -> String {
    var digest = SHA256()
    let mark = "\nWARC/1.".utf8
    while stream.fill(upTo: mark.count) > 0 {
      let bytes = stream.buffer[stream.at...]
      let start = WARCReader.recordStart(in: bytes)
      // The mark may be parted between two pieces.
      let kept = bytes.count < mark.count || stream.broken != nil ? 0 : mark.count - 1
      let piece = bytes[..<(start.map { $0 + 1 } ?? bytes.endIndex - kept)]
      digest.update(piece.span)
      stream.advance(piece.count)
      if start != nil { break }
    }
    return digest.hex()
  }

  private func failure(_ error: DumpError, _ sha256: String?) -> DumpItem {
    .failure(
      Failure(path: path, line: nil, stage: "dump", error: error.word, message: error.message, bytesSHA256: sha256))
  }
}
