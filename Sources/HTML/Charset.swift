import Bytes

/// What a windows-1252 byte stands for; an unused one stands for itself.
func windows1252Scalar(_ byte: UInt8) -> UInt32 {
  guard (0x80...0x9F).contains(byte) else { return UInt32(byte) }
  let table: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178,
  ]
  return table[Int(byte) - 0x80]
}

/// The encodings that pages of the news come in.
package enum HTMLCharset: String, Sendable { case utf8 = "utf-8", windows1252 = "windows-1252", utf16le, utf16be }

/// Where the name of a page's encoding came from, in the order in which they are believed.
package enum CharsetBasis: String, Sendable { case byteOrderMark, label, declaration, guess }

package struct DecodedHTML: Sendable {
  /// Valid UTF-8, without a byte order mark.
  package var bytes: [UInt8]
  package var charset: HTMLCharset
  package var basis: CharsetBasis
  /// True where nobody named the encoding and the bytes are not plain ASCII, or where the bytes contradict what was named.
  package var isGuessed: Bool
}

/// Decodes a page: byte order mark, then the label of an HTTP header, then `<meta charset>` in the first 1024 bytes, then a guess
/// (UTF-8 where it is valid, else windows-1252). A page named windows-1252 or UTF-8 that is plainly the other one is read as that.
///
/// - Parameters:
///   - label: the charset of the HTTP header.
///   - isUTF8: the bytes are known to be valid UTF-8; nothing that the page says of itself is asked.
/// - Complexity: O(*n*), O(1) for what is UTF-8. Never fails: a byte that cannot be read becomes U+FFFD.
package func decodeHTML(_ bytes: [UInt8], label: String? = nil, isUTF8: Bool = false) -> DecodedHTML {
  if isUTF8 {
    let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    return DecodedHTML(bytes: isMarked ? Array(bytes.dropFirst(3)) : bytes, charset: .utf8, basis: .label, isGuessed: false)
  }
  if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
    return DecodedHTML(
      bytes: repairedUTF8(Array(bytes.dropFirst(3))), charset: .utf8, basis: .byteOrderMark, isGuessed: false)
  }
  if bytes.starts(with: [0xFF, 0xFE]) {
    return DecodedHTML(
      bytes: utf16(bytes.dropFirst(2), high: 1), charset: .utf16le, basis: .byteOrderMark, isGuessed: false)
  }
  if bytes.starts(with: [0xFE, 0xFF]) {
    return DecodedHTML(
      bytes: utf16(bytes.dropFirst(2), high: 0), charset: .utf16be, basis: .byteOrderMark, isGuessed: false)
  }
  var named: (HTMLCharset, CharsetBasis)?
  if let label, let charset = charset(named: Array(label.utf8)) { named = (charset, .label) }
  if named == nil, let charset = declaredCharset(bytes) {
    // A page whose ASCII bytes could be read is no UTF-16, whatever it says.
    named = (charset == .utf16le || charset == .utf16be ? .utf8 : charset, .declaration)
  }
  if let (charset, basis) = named, charset == .utf16le || charset == .utf16be {
    let high = charset == .utf16le ? 1 : 0
    return DecodedHTML(bytes: utf16(bytes[...], high: high), charset: charset, basis: basis, isGuessed: false)
  }
  let (isUTF8, isASCII) = utf8Validity(of: bytes.span)
  switch named {
  case (.utf8, let basis)?:
    if isUTF8 { return DecodedHTML(bytes: bytes, charset: .utf8, basis: basis, isGuessed: false) }
    if isHardlyUTF8(bytes) { return DecodedHTML(bytes: windows1252(bytes), charset: .windows1252, basis: basis, isGuessed: true) }
    return DecodedHTML(bytes: repairedUTF8(bytes), charset: .utf8, basis: basis, isGuessed: false)
  case (_, let basis)?:
    // Valid UTF-8 with letters past ASCII is never windows-1252 by chance.
    if isUTF8 { return DecodedHTML(bytes: bytes, charset: .utf8, basis: basis, isGuessed: !isASCII) }
    return DecodedHTML(bytes: windows1252(bytes), charset: .windows1252, basis: basis, isGuessed: false)
  case nil:
    if isUTF8 { return DecodedHTML(bytes: bytes, charset: .utf8, basis: .guess, isGuessed: !isASCII) }
    return DecodedHTML(bytes: windows1252(bytes), charset: .windows1252, basis: .guess, isGuessed: true)
  }
}

private func repairedUTF8(_ bytes: [UInt8]) -> [UInt8] {
  utf8Validity(of: bytes.span).isUTF8 ? bytes : Array(String(decoding: bytes, as: UTF8.self).utf8)
}

/// Whether letters past ASCII, two at least, are written more often in bytes that are no UTF-8 than in ones that are: a page that is named
/// UTF-8 by mistake, not one with a byte that was lost on the way.
private func isHardlyUTF8(_ bytes: [UInt8]) -> Bool {
  var (right, wrong) = (0, 0)
  var at = 0
  while at < bytes.count {
    let byte = bytes[at]
    let length = byte < 0x80 ? 1 : byte < 0xC2 ? 0 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : byte < 0xF5 ? 4 : 0
    let isWhole = length > 0 && at + length <= bytes.count && bytes[(at + 1)..<(at + length)].allSatisfy { $0 & 0xC0 == 0x80 }
    if byte >= 0x80 { if isWhole { right += 1 } else { wrong += 1 } }
    at += isWhole ? length : 1
  }
  return wrong > max(right, 1)
}

private func windows1252(_ bytes: [UInt8]) -> [UInt8] {
  var out: [UInt8] = []
  out.reserveCapacity(bytes.count + bytes.count / 8)
  for byte in bytes {
    if byte < 0x80 {
      out.append(byte)
    } else if let scalar = Unicode.Scalar(windows1252Scalar(byte)), let encoded = UTF8.encode(scalar) {
      out.append(contentsOf: encoded)
    }
  }
  return out
}

/// `high` is the place of the high byte in a pair.
private func utf16(_ bytes: ArraySlice<UInt8>, high: Int) -> [UInt8] {
  var units: [UInt16] = []
  units.reserveCapacity(bytes.count / 2)
  var index = bytes.startIndex
  while index + 1 < bytes.endIndex {
    units.append(UInt16(bytes[index + high]) << 8 | UInt16(bytes[index + 1 - high]))
    index += 2
  }
  return Array(String(decoding: units, as: UTF16.self).utf8)
}

/// The encoding that a label names, as the Encoding standard's labels go.
private func charset(named label: [UInt8]) -> HTMLCharset? {
  let name = String(
    decoding: label.map { lowercased($0) }.filter { !isSpace($0) && $0 != 0x22 && $0 != 0x27 }, as: UTF8.self)
  switch name {
  case "utf-8", "utf8", "unicode-1-1-utf-8": return .utf8
  case "utf-16", "utf-16le": return .utf16le
  case "utf-16be": return .utf16be
  case "windows-1252", "cp1252", "iso-8859-1", "iso8859-1", "latin1", "latin-1", "l1", "us-ascii", "ascii",
    "ansi_x3.4-1968",
    "x-cp1252":
    return .windows1252
  default: return nil
  }
}

/// `charset=…` inside a `<meta` tag of the first 1024 bytes (`charset="…"` or inside `content="text/html; charset=…"`).
private func declaredCharset(_ bytes: [UInt8]) -> HTMLCharset? {
  let head = Array(bytes.prefix(1024))
  return unsafe head.withUnsafeBufferPointer { buffer in
    let input = unsafe Input(buffer)
    var at = input.find(0x3C, from: 0)
    while at < input.count {
      if input.matches("<!--", at: at) {
        at += 4
        while at < input.count, !input.matches("-->", at: at) { at += 1 }
      } else if input.matches("<meta", at: at) {
        let end = input.find(0x3E, from: at)
        var place = at + 5
        while place < end, !input.matches("charset", at: place) { place += 1 }
        place += 7
        while isSpace(input[place]) { place += 1 }
        if place < end, input[place] == 0x3D {
          place += 1
          while isSpace(input[place]) || input[place] == 0x22 || input[place] == 0x27 { place += 1 }
          var stop = place
          while stop < end, !isSpace(input[stop]), ![0x22, 0x27, 0x3B, 0x2F].contains(input[stop]) { stop += 1 }
          if let charset = charset(named: Array(head[place..<max(place, stop)])) { return charset }
        }
      }
      at = input.find(0x3C, from: at + 1)
    }
    return nil
  }
}
