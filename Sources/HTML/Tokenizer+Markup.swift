/// Comments, doctypes and character references.
extension Tokenizer {
  /// Markup declaration open state, behind `<!`; false where nothing is emitted.
  mutating func markupDeclarationOpen() -> Bool {
    if input[at] == 0x2D, input[at + 1] == 0x2D {
      at += 2
      comment()
      return true
    }
    if input.matches("doctype", at: at) {
      at += 7
      doctype()
      return true
    }
    if inForeignContent, input[at] == 0x5B, input[at + 6] == 0x5B, isCDATA {
      at += 7
      state = .cdataSection
      next()
      return true
    }
    bogusComment()
    return true
  }

  private var isCDATA: Bool {
    let word: [UInt8] = [0x5B, 0x43, 0x44, 0x41, 0x54, 0x41, 0x5B]
    return word.indices.allSatisfy { input[at + $0] == word[$0] }
  }

  /// Bogus comment state: all to the next `>`.
  mutating func bogusComment() {
    let stop = input.find(0x3E, from: at)
    emitComment(to: stop)
    at = min(stop + 1, input.count)
  }

  /// Comment start state to comment end state, behind `<!--`.
  private mutating func comment() {
    if input[at] == 0x3E || (input[at] == 0x2D && input[at + 1] == 0x3E) {
      let skip = input[at] == 0x3E ? 1 : 2
      let from = at
      emitComment(to: from)
      at = from + skip
      return
    }
    var stop = at
    while true {
      stop = input.find(0x2D, from: stop)
      if stop >= input.count { break }
      if input[stop + 1] == 0x2D {
        if input[stop + 2] == 0x3E {
          emitComment(to: stop)
          at = stop + 3
          return
        }
        // Comment end bang state.
        if input[stop + 2] == 0x21, input[stop + 3] == 0x3E {
          emitComment(to: stop)
          at = stop + 4
          return
        }
      }
      stop += 1
    }
    // eof-in-comment: what the end states had taken for the end is not part of it.
    var last = input.count
    if last - at >= 3, input[last - 1] == 0x21, input[last - 2] == 0x2D, input[last - 3] == 0x2D {
      last -= 3
    } else if last - at >= 2, input[last - 1] == 0x2D, input[last - 2] == 0x2D {
      last -= 2
    } else if last - at >= 1, input[last - 1] == 0x2D {
      last -= 1
    }
    emitComment(to: last)
    at = input.count
  }

  private mutating func emitComment(to stop: Int) {
    (start, end) = plainRange(to: stop)
    kind = .comment
  }

  /// The range of `at..<stop`, NUL replaced; moves to `stop`.
  private mutating func plainRange(to stop: Int) -> (Int, Int) {
    if input.findNull(from: at, to: stop) == stop {
      defer { at = stop }
      return (at, stop)
    }
    let from = input.count + extra.count
    rewrite(to: stop, references: false, inAttribute: false)
    return (from, input.count + extra.count)
  }

  // MARK: - Doctype

  /// DOCTYPE state and those that follow. The token's attributes are name, public and system identifier, -1 where missing.
  private mutating func doctype() {
    kind = .doctype
    forceQuirks = false
    attributeStart = attributes.count
    let missing = HTMLTree.Attribute(nameStart: 0, nameEnd: 0, valueStart: -1, valueEnd: -1)
    attributes += [missing, missing, missing]
    skipSpaces()
    guard at < input.count, input[at] != 0x3E else { return endDoctype(quirks: true) }
    // DOCTYPE name state.
    let from = input.count + extra.count
    while at < input.count, !isSpace(input[at]), input[at] != 0x3E {
      if input[at] == 0 { extra += [0xEF, 0xBF, 0xBD] } else { extra.append(lowercased(input[at])) }
      at += 1
    }
    attributes[attributeStart].valueStart = Int32(from)
    attributes[attributeStart].valueEnd = Int32(input.count + extra.count)
    skipSpaces()
    guard at < input.count else { return endDoctype(quirks: true) }
    if input[at] == 0x3E { return endDoctype(quirks: false) }
    // After DOCTYPE name state.
    if input.matches("public", at: at) {
      at += 6
      guard identifier(1) else { return endDoctype(quirks: true) }
      skipSpaces()
      guard at < input.count else { return endDoctype(quirks: true) }
      if input[at] == 0x3E { return endDoctype(quirks: false) }
      guard identifier(2) else { return endDoctype(quirks: true) }
    } else if input.matches("system", at: at) {
      at += 6
      guard identifier(2) else { return endDoctype(quirks: true) }
    } else {
      return endDoctype(quirks: true)
    }
    // After DOCTYPE system identifier state: what follows does not set quirks.
    skipSpaces()
    endDoctype(quirks: at >= input.count)
  }

  private mutating func skipSpaces() {
    while isSpace(input[at]) { at += 1 }
  }

  /// Reads a quoted identifier; false where it is missing or ends at `>` or the end of the input.
  private mutating func identifier(_ part: Int) -> Bool {
    skipSpaces()
    let quote = input[at]
    guard quote == 0x22 || quote == 0x27 else { return false }
    at += 1
    let close = input.find(quote, from: at)
    let stop = input.find(0x3E, from: at, to: close)
    let range = plainRange(to: stop)
    attributes[attributeStart + part].valueStart = Int32(range.0)
    attributes[attributeStart + part].valueEnd = Int32(range.1)
    guard stop == close, at < input.count else { return false }
    at += 1
    return true
  }

  /// Bogus DOCTYPE state: skips to the `>`.
  private mutating func endDoctype(quirks: Bool) {
    forceQuirks = quirks
    at = min(input.find(0x3E, from: at) + 1, input.count)
  }

  // MARK: - Character references

  /// Character reference state at a `&`: appends what it stands for, or the `&` alone, to `extra`.
  mutating func characterReference(inAttribute: Bool) {
    if input[at + 1] == 0x23 { return numericReference() }
    if isLetter(input[at + 1]) || isDigit(input[at + 1]),
      let found = NamedReferences.shared.longest(input, at: at + 1)
    {
      let last = input[at + found.length]
      let following = input[at + found.length + 1]
      let refused =
        inAttribute && last != 0x3B && (following == 0x3D || isLetter(following) || isDigit(following))
      if !refused {
        at += found.length + 1
        append(found.first)
        if found.second != 0 { append(found.second) }
        return
      }
    }
    extra.append(0x26)
    at += 1
  }

  private mutating func numericReference() {
    var position = at + 2
    let isHex = input[position] | 0x20 == 0x78
    if isHex { position += 1 }
    let first = position
    var code: UInt32 = 0
    while true {
      let byte = input[position]
      var digit: UInt32
      if isDigit(byte) {
        digit = UInt32(byte - 0x30)
      } else if isHex, (byte | 0x20) &- 0x61 < 6 {
        digit = UInt32((byte | 0x20) - 0x61 + 10)
      } else {
        break
      }
      if code <= 0x10FFFF { code = code * (isHex ? 16 : 10) + digit }
      digit = 0
      position += 1
    }
    guard position > first else {
      extra.append(0x26)
      at += 1
      return
    }
    if input[position] == 0x3B { position += 1 }
    at = position
    // Numeric character reference end state.
    if code == 0 || code > 0x10FFFF || (0xD800...0xDFFF).contains(code) {
      code = 0xFFFD
    } else if (0x80...0x9F).contains(code) {
      code = windows1252Scalar(UInt8(code))
    }
    append(code)
  }

  private mutating func append(_ code: UInt32) {
    guard let scalar = Unicode.Scalar(code) else { return }
    extra.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }
}
