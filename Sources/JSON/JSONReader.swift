import Bytes

/// Reads JSON strictly by RFC 8259: nothing that the grammar does not allow, and no lone surrogate where it is not told to replace them.
///
/// Recursive descent over bytes; string bytes are taken sixteen at once, about 1.3 GB/s of HTML in JSON Lines. Strings with escapes are put
/// together in one buffer, so memory is bounded by a small multiple of the text's size.
package struct JSONReader {
  /// The value that `bytes` are, blanks around it allowed.
  ///
  /// - Throws: ``JSONError`` with line, column and byte offset.
  /// - Complexity: O(*n*); the stack grows with nesting, at most `depthLimit` levels.
  ///
  /// - Parameter replacesHalves: half of a surrogate pair is U+FFFD: other programs cut texts amid a pair and write what is left.
  package static func value(of bytes: [UInt8], depthLimit: Int = 256, replacesHalves: Bool = false) throws(JSONError) -> JSONValue {
    var reader = JSONReader(bytes: bytes, depthLimit: depthLimit)
    reader.replacesHalves = replacesHalves
    return try reader.wholeValue()
  }

  /// The value that `bytes` are; strings that it holds under one of `keys`, where it is an object, are given as UTF-8 bytes apart from it, and
  /// stand in it as empty ones. A page's text is copied once so, and not three times. Halves of surrogate pairs are replaced.
  package static func value(of bytes: [UInt8], apart keys: Set<String>) throws(JSONError) -> (value: JSONValue, texts: [String: [UInt8]]) {
    var reader = JSONReader(bytes: bytes, depthLimit: 256)
    reader.keysApart = keys
    reader.replacesHalves = true
    let value = try reader.wholeValue()
    return (value, reader.textsApart)
  }

  private let bytes: [UInt8]
  private let depthLimit: Int
  private var replacesHalves = false
  private var at = 0
  private var depth = 0
  /// Where a string with escapes is put together.
  private var unescaped: [UInt8] = []
  private var keysApart: Set<String> = []
  private var textsApart: [String: [UInt8]] = [:]

  private init(bytes: [UInt8], depthLimit: Int) {
    self.bytes = bytes
    self.depthLimit = depthLimit
  }

  private mutating func wholeValue() throws(JSONError) -> JSONValue {
    if let offset = firstInvalidUTF8(in: bytes.span) { throw JSONError(.invalidUTF8, at: offset, in: bytes) }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw error(.byteOrderMark) }
    skipBlanks()
    if at == bytes.count { throw error(.empty) }
    let value = try value()
    skipBlanks()
    if at < bytes.count { throw error(.afterValue(found: found)) }
    return value
  }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private func error(_ reason: JSONError.Reason, at offset: Int? = nil) -> JSONError {
    JSONError(reason, at: offset ?? at, in: bytes)
  }

  /// What stands at the current place, in words.
  private var found: String {
    guard let byte = next else { return "the end of the text" }
    if byte < 0x20 || byte == 0x7F { return "the control character \(byte)" }
    return "'\(scalarHere)'"
  }

  private var scalarHere: String {
    String(String(decoding: bytes[at..<min(at + 4, bytes.count)], as: UTF8.self).unicodeScalars.prefix(1))
  }

  private mutating func skipBlanks() {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x09, 0x0A, 0x0D: at += 1
      default: return
      }
    }
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    switch next {
    case UInt8(ascii: "{"): return .object(try object())
    case UInt8(ascii: "["): return .array(try array())
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return .number(try number())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: throw error(.expected("a value", found: found))
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
    guard bytes[at...].starts(with: word.utf8) else { throw error(.expected("a value", found: found)) }
    at += word.utf8.count
    return value
  }

  private mutating func enter() throws(JSONError) {
    depth += 1
    if depth > depthLimit { throw error(.tooDeep(depthLimit)) }
    at += 1
    skipBlanks()
  }

  private mutating func leave() {
    depth -= 1
    at += 1
  }

  private mutating func object() throws(JSONError) -> JSONObject {
    try enter()
    var object = JSONObject()
    if next == UInt8(ascii: "}") {
      leave()
      return object
    }
    while true {
      guard next == UInt8(ascii: "\"") else { throw error(.expected("a key in double quotes", found: found)) }
      let key = try string()
      skipBlanks()
      guard next == UInt8(ascii: ":") else { throw error(.expected("':' after a key", found: found)) }
      at += 1
      skipBlanks()
      if depth == 1, keysApart.contains(key) {
        let isText = next == UInt8(ascii: "\"")
        textsApart[key] = isText ? try bytesOfString() : nil
        object[key] = isText ? "" : try value()
      } else {
        object[key] = try value()
      }
      if try !another(before: UInt8(ascii: "}")) { return object }
    }
  }

  private mutating func array() throws(JSONError) -> [JSONValue] {
    try enter()
    var array: [JSONValue] = []
    if next == UInt8(ascii: "]") {
      leave()
      return array
    }
    while true {
      array.append(try value())
      if try !another(before: UInt8(ascii: "]")) { return array }
    }
  }

  /// After a member or an element: true past a comma, false past the closing bracket.
  private mutating func another(before closing: UInt8) throws(JSONError) -> Bool {
    skipBlanks()
    if next == closing {
      leave()
      return false
    }
    guard next == UInt8(ascii: ",") else {
      throw error(.expected("',' or '\(Unicode.Scalar(closing))'", found: found))
    }
    let comma = at
    at += 1
    skipBlanks()
    if next == closing { throw error(.trailingComma, at: comma) }
    return true
  }

  /// The number's spelling: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
  private mutating func number() throws(JSONError) -> String {
    let start = at
    if next == UInt8(ascii: "-") { at += 1 }
    let whole = digits()
    var valid = whole > 0 && (whole == 1 || bytes[at - whole] != UInt8(ascii: "0"))
    if next == UInt8(ascii: ".") {
      at += 1
      if digits() == 0 { valid = false }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      at += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { at += 1 }
      if digits() == 0 { valid = false }
    }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    if !valid { throw error(.badNumber(text.count > 40 ? text.prefix(40) + "…" : text), at: start) }
    return text
  }

  private mutating func digits() -> Int {
    let start = at
    while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { at += 1 }
    return at - start
  }

  private mutating func string() throws(JSONError) -> String {
    var isASCII = true
    switch try spelled(&isASCII) {
    case .plain(let range): return text(bytes.span.extracting(range), isASCII)
    case .unescaped(let count): return text(unescaped.span.extracting(..<count), isASCII)
    }
  }

  private mutating func bytesOfString() throws(JSONError) -> [UInt8] {
    var isASCII = true
    switch try spelled(&isASCII) {
    case .plain(let range): return Array(bytes[range])
    case .unescaped(let count):
      // Handed over as it is: the next string with escapes gets memory of its own.
      defer { unescaped = [] }
      unescaped.removeLast(unescaped.count - count)
      return unescaped
    }
  }

  /// Where a string stands that has been read: as it is spelled, or so many of ``unescaped``.
  private enum Spelled {
    case plain(Range<Int>)
    case unescaped(Int)
  }

  private mutating func spelled(_ isASCII: inout Bool) throws(JSONError) -> Spelled {
    let open = at
    at += 1
    let start = at
    at = endOfRun(&isASCII)
    if next == UInt8(ascii: "\"") {
      at += 1
      return .plain(start..<at - 1)
    }
    // No string is longer than what spells it; the last bytes that are copied together may reach past it.
    if unescaped.isEmpty {
      let count = bytes.count + Step.scalarCount
      // Not filled: nothing is read that has not been copied there.
      unescaped = unsafe Array(unsafeUninitializedCapacity: count) { $1 = count }
    }
    at = start
    var end = 0
    while true {
      copyRun(to: &end, &isASCII)
      switch next {
      case UInt8(ascii: "\""):
        at += 1
        return .unescaped(end)
      case UInt8(ascii: "\\"): try escape(to: &end, &isASCII)
      case .some(let byte): throw error(.controlCharacter(byte))
      case nil: throw error(.unterminatedString, at: open)
      }
    }
  }

  /// Bytes of the text between its escapes, and the scalars of these, are valid UTF-8 since the whole text is.
  private func text(_ bytes: Span<UInt8>, _ isASCII: Bool) -> String {
    String(copying: unsafe UTF8Span(unchecked: bytes, isKnownASCII: isASCII))
  }

  /// The place of the next quote, backslash or control character. What stands right behind it may make `isASCII` false as well, which is no
  /// more than a hint.
  private func endOfRun(_ isASCII: inout Bool) -> Int {
    let (end, seen) = unsafe bytes.withUnsafeBytes { bytes in
      var (cursor, seen) = (at, Step())
      while cursor < bytes.count {
        let step = unsafe JSONReader.step(bytes, cursor)
        seen |= step
        let plain = JSONReader.plainBytes(step)
        cursor &+= plain
        if plain < Step.scalarCount { break }
      }
      return (cursor, seen)
    }
    if seen.max() >= 0x80 { isASCII = false }
    return end
  }

  /// Copies up to the next quote, control character or escape of more than one letter (or of none that is known).
  private mutating func copyRun(to end: inout Int, _ isASCII: inout Bool) {
    let start = (at, end)
    let (stop, seen) = unsafe bytes.withUnsafeBytes { bytes in
      unsafe unescaped.withUnsafeMutableBytes { unescaped in
        var ((from, to), seen) = (start, Step())
        // Blocks are copied without a look at what they hold, and once more from behind each escape: which byte comes next cannot be foretold,
        // and a branch that depends on it costs more than a copy. What is read reaches at most 65 + 64 bytes behind `from`.
        while from &+ 65 &+ JSONReader.block <= bytes.count {
          var marks: UInt64 = 0
          for offset in JSONReader.steps {
            let step = unsafe bytes.loadUnaligned(fromByteOffset: from &+ offset, as: Step.self)
            unsafe unescaped.storeBytes(of: step, toByteOffset: to &+ offset, as: Step.self)
            seen |= step
            marks |= JSONReader.bits(step) &<< UInt64(offset)
          }
          var copied = 0
          while marks != 0 {
            let place = marks.trailingZeroBitCount
            to &+= place &- copied
            let byte = unsafe JSONReader.escaped(by: bytes[from &+ place &+ 1])
            guard unsafe bytes[from &+ place] == UInt8(ascii: "\\"), byte != 0 else { return ((from &+ place, to), seen) }
            unsafe unescaped[to] = byte
            to &+= 1
            copied = place &+ 2
            marks &= ~(3 &<< UInt64(place))
            for offset in JSONReader.steps {
              let step = unsafe bytes.loadUnaligned(fromByteOffset: from &+ copied &+ offset, as: Step.self)
              unsafe unescaped.storeBytes(of: step, toByteOffset: to &+ offset, as: Step.self)
            }
          }
          // One past the block where an escape's letter is the first of the next.
          to &+= max(0, JSONReader.block &- copied)
          from &+= max(JSONReader.block, copied)
        }
        while from < bytes.count {
          let step = unsafe JSONReader.step(bytes, from)
          unsafe unescaped.storeBytes(of: step, toByteOffset: to, as: Step.self)
          seen |= step
          let plain = JSONReader.plainBytes(step)
          from &+= plain
          to &+= plain
          if plain == Step.scalarCount { continue }
          guard from &+ 1 < bytes.count, unsafe bytes[from] == UInt8(ascii: "\\") else { break }
          let byte = JSONReader.escaped(by: unsafe bytes[from &+ 1])
          if byte == 0 { break }
          unsafe unescaped[to] = byte
          from &+= 2
          to &+= 1
        }
        return ((from, to), seen)
      }
    }
    (at, end) = stop
    if seen.max() >= 0x80 { isASCII = false }
  }

  /// What a letter after a backslash spells alone; 0 for another.
  @inline(__always)
  private static func escaped(by letter: UInt8) -> UInt8 {
    if letter == UInt8(ascii: "\"") || letter == UInt8(ascii: "\\") || letter == UInt8(ascii: "/") { return letter }
    // Four bits for each letter, b (08) f (0C) n (0A) of 0x60 to 0x6F, r (0D) t (09) of 0x70 to 0x7F: a switch is a jump that cannot be foretold.
    guard letter &>> 5 == 3 else { return 0 }
    let codes: UInt64 = letter & 0x10 == 0 ? 0x0A00_0000_0C00_0800 : 0x0009_0D00
    return UInt8(truncatingIfNeeded: codes &>> UInt64((letter & 0xF) &* 4)) & 0xF
  }

  /// Bytes that are looked at together.
  private typealias Step = SIMD16<UInt8>

  /// The bytes at a place; zeros, which are control characters, behind the end.
  @inline(__always)
  private static func step(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Step {
    if at &+ Step.scalarCount <= bytes.count { return unsafe bytes.loadUnaligned(fromByteOffset: at, as: Step.self) }
    var step = Step()
    for index in at..<bytes.count { step[index - at] = unsafe bytes[index] }
    return step
  }

  /// How many bytes are copied together.
  private static let block = 64
  private static var steps: StrideTo<Int> { stride(from: 0, to: block, by: Step.scalarCount) }

  /// Where a quote, a backslash or a control character stands.
  @inline(__always)
  private static func marks(_ step: Step) -> SIMDMask<SIMD16<Int8>> {
    // Against vectors: a comparison with a scalar is a loop in Swift 6.3.
    let quotes = step .== Step(repeating: UInt8(ascii: "\""))
    return quotes .| (step .== Step(repeating: UInt8(ascii: "\\"))) .| (step .< Step(repeating: 0x20))
  }

  /// ``marks(_:)`` as bits, the first byte's the lowest.
  @inline(__always)
  private static func bits(_ step: Step) -> UInt64 {
    let (each, ones) = (0x8040_2010_0804_0201 as UInt64, 0x0101_0101_0101_0101 as UInt64)
    let (low, high) = halves(marks(step))
    return ((low & each) &* ones) &>> 56 | (((high & each) &* ones) &>> 56) &<< 8
  }

  /// How many bytes stand before a quote, a backslash or a control character.
  @inline(__always)
  private static func plainBytes(_ step: Step) -> Int { firstSet(marks(step)) }

  /// An escape of a scalar by its number; others have been copied.
  private mutating func escape(to end: inout Int, _ isASCII: inout Bool) throws(JSONError) {
    let start = at
    at += 1
    guard let letter = next else { throw error(.unterminatedString, at: start) }
    guard letter == UInt8(ascii: "u") else { throw error(.badEscape("\\" + (letter < 0x20 ? "" : scalarHere)), at: start) }
    at += 1
    let scalar = try scalar(from: start)
    for byte in UTF8.encode(scalar)! {
      unescaped[end] = byte
      end += 1
    }
    if !scalar.isASCII { isASCII = false }
  }

  /// The four digits after `\u`, and the other half of a pair.
  private mutating func scalar(from start: Int) throws(JSONError) -> Unicode.Scalar {
    let first = try unit(from: start)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, next == UInt8(ascii: "\\"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "u") else {
      if replacesHalves { return JSONReader.replacement }
      throw error(.loneSurrogate(spelling(from: start, to: at)), at: start)
    }
    let half = at
    at += 2
    let second = try unit(from: half)
    guard (0xDC00..<0xE000).contains(second) else {
      if replacesHalves {
        // What follows stands for itself.
        at = half
        return JSONReader.replacement
      }
      throw error(.loneSurrogate(spelling(from: start, to: half)), at: start)
    }
    return Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))!
  }

  private static let replacement: Unicode.Scalar = "\u{FFFD}"

  private mutating func unit(from start: Int) throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      // Not by `Character`, which takes ten times as long: dumps of Python's spell every letter past ASCII so.
      let byte = next ?? 0
      let (digit, letter) = (byte &- UInt8(ascii: "0"), (byte | 0x20) &- UInt8(ascii: "a"))
      guard digit < 10 || letter < 6 else { throw error(.badEscape(spelling(from: start, to: at)), at: start) }
      value = value << 4 | UInt32(digit < 10 ? digit : letter + 10)
      at += 1
    }
    return value
  }

  private func spelling(from start: Int, to end: Int) -> String { String(decoding: bytes[start..<end], as: UTF8.self) }
}
