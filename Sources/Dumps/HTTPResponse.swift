import Bytes

/// An HTTP response as an archive holds it: its head read, its body made plain.
///
/// Crawlers differ in whether they keep transfer and content coding: what is named and not there is passed over.
struct HTTPResponse {
  private(set) var status = 0
  private(set) var body: [UInt8]
  private var headers: [(name: String, value: String)] = []

  /// - Throws: ``DumpError/badHTTP(_:)``; a damaged or endless body too.
  init(_ bytes: [UInt8], limit: Int) throws(DumpError) {
    guard bytes.starts(with: "HTTP/".utf8) else { throw .badHTTP("it does not begin with HTTP/") }
    guard let (lines, end) = HeaderLines.read(bytes) else { throw .badHTTP("its header has no end") }
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count >= 2, let status = Int(words[1]) else { throw .badHTTP("it has no status") }
    self.status = status
    headers = HeaderLines.fields(lines.dropFirst())
    body = Array(bytes[end...])
    let transfer = (value("transfer-encoding") ?? "").lowercased()
    if transfer.contains("chunked"), let plain = try HTTPResponse.unchunked(body) { body = plain }
    try decode(transfer, limit: limit)
    try decode((value("content-encoding") ?? "").lowercased(), limit: limit)
  }

  func value(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  /// "text/html", in lowercase, and the charset beside it.
  var type: (media: String, charset: String?)? { value("content-type").map { HeaderLines.mediaType($0) } }

  /// - Parameter coding: names of codings, in lowercase.
  private mutating func decode(_ coding: String, limit: Int) throws(DumpError) {
    if coding.contains("gzip"), Inflater.isGzip(body) {
      body = try Inflater.unzipped(body, .gzip, limit: limit)
    } else if coding.contains("deflate") {
      if let plain = try? Inflater.unzipped(body, .any, limit: limit) {
        body = plain
      } else if let plain = try? Inflater.unzipped(body, .none, limit: limit) {
        body = plain
      }
    } else if coding.contains("br") || coding.contains("zstd") {
      // Archives of the wild keep the name after they have decoded the body.
      if firstInvalidUTF8(in: body.span) != nil { throw .badHTTP("the content coding \(coding) is not read") }
    }
  }

  /// Nil where the body is not in chunks. One that ends too early gives the chunks there are.
  ///
  /// - Throws: ``DumpError/badHTTP(_:)`` where another chunk should begin and none does.
  private static func unchunked(_ bytes: [UInt8]) throws(DumpError) -> [UInt8]? {
    var plain: [UInt8] = []
    var at = 0
    while at < bytes.count {
      var size = 0
      var digits = 0
      while at < bytes.count, let digit = Character(Unicode.Scalar(bytes[at])).hexDigitValue, digits < 8 {
        size = size << 4 | digit
        digits += 1
        at += 1
      }
      // A chunk's extension may follow, at most; text means that nothing is in chunks here.
      guard digits > 0, at == bytes.count || [0x0A, 0x0D, 0x20, 0x09, UInt8(ascii: ";")].contains(bytes[at]) else {
        if plain.isEmpty { return nil }
        throw .badHTTP("what follows \(plain.count) bytes of its body is no chunk")
      }
      while at < bytes.count, bytes[at] != 0x0A { at += 1 }
      at += 1
      if size == 0 { return plain }
      guard at < bytes.count else { return plain.isEmpty ? nil : plain }
      plain += bytes[at..<min(bytes.count, at + size)]
      at += size
      while at < bytes.count, bytes[at] == 0x0D || bytes[at] == 0x0A { at += 1 }
    }
    return plain
  }
}

/// Lines of `Name: value` up to a blank one, as HTTP and WARC have them.
enum HeaderLines {
  /// The lines, and the offset after the blank one; nil where there is none.
  static func read(_ bytes: [UInt8]) -> (lines: [String], end: Int)? {
    var lines: [String] = []
    var start = 0
    var at = 0
    while at < bytes.count {
      if bytes[at] == 0x0A {
        let end = at > start && bytes[at - 1] == 0x0D ? at - 1 : at
        if end == start { return (lines, at + 1) }
        lines.append(String(decoding: bytes[start..<end], as: UTF8.self))
        start = at + 1
      }
      at += 1
    }
    return nil
  }

  /// Names in lowercase.
  static func fields(_ lines: some Sequence<String>) -> [(name: String, value: String)] {
    lines.compactMap { line in
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { return nil }
      return (parts[0].lowercased(), String(parts[1].drop { $0 == " " || $0 == "\t" }))
    }
  }

  static func mediaType(_ value: String) -> (media: String, charset: String?) {
    let parts = value.lowercased().split(separator: ";").map { part in String(part.filter { $0 != " " && $0 != "\"" }) }
    let charset = parts.dropFirst().first { $0.hasPrefix("charset=") }.map { String($0.dropFirst("charset=".count)) }
    return (parts.first ?? "", charset)
  }
}
