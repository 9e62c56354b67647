/// The tokenizer of the WHATWG standard, pulled one token at a time by the tree construction.
///
/// A state that the standard walks byte by byte is one function here that runs to the end of its token: text to the next `<`, a tag to its
/// `>`. Ranges stand in the input, or past its end in `extra` where a piece had to be rewritten. Parse errors are not reported.
struct Tokenizer: ~Copyable {
  /// Which state `next()` starts in: the standard's data, RCDATA, RAWTEXT, script data, PLAINTEXT and CDATA section states.
  enum State { case data, rcdata, rawtext, scriptData, plaintext, cdataSection }
  enum TokenKind { case doctype, startTag, endTag, comment, characters, null, endOfFile }

  static let attributeLimit = 256

  let input: Input
  let names = TagNames.shared
  var at = 0
  var state = State.data
  /// Whether the adjusted current node is not in the HTML namespace: `<![CDATA[` opens a CDATA section there.
  var inForeignContent = false
  var extra: [UInt8] = []
  var attributes: [HTMLTree.Attribute] = []
  var customNames: [String] = []
  private var customIndex: [String: Int32] = [:]
  /// The name of the last start tag: what an appropriate end tag is called.
  var lastStartTag: [UInt8] = []

  // The token.
  var kind = TokenKind.endOfFile
  var start = 0
  var end = 0
  var tag = HTMLTag.other
  var name: Int32 = -1
  var attributeStart = 0
  /// A bit for the name of each of its attributes: one whose bit is not there is no duplicate.
  private var attributeNames: UInt64 = 0
  /// Of the attributes of a start tag.
  var hints: HTMLTree.Hints = []
  var selfClosing = false
  var forceQuirks = false

  init(_ input: Input) { self.input = input }

  func byte(_ position: Int) -> UInt8 {
    position < input.count ? input[position] : extra[position - input.count]
  }

  /// Reads the next token into the fields above.
  mutating func next() {
    switch state {
    case .data: dataState()
    case .rcdata: rawText(references: true)
    case .rawtext: rawText(references: false)
    case .scriptData: scriptDataState()
    case .plaintext:
      if at >= input.count { kind = .endOfFile } else { emitText(to: input.count, references: false) }
    case .cdataSection: cdataSectionState()
    }
  }

  /// Data state, and tag open state behind a `<`.
  private mutating func dataState() {
    while true {
      guard at < input.count else {
        kind = .endOfFile
        return
      }
      let byte = input[at]
      if byte == 0x3C {
        let following = input[at + 1]
        if isLetter(following) {
          at += 1
          tagName(isEnd: false)
          return
        }
        switch following {
        case 0x2F:
          // End tag open state.
          let third = input[at + 2]
          if isLetter(third) {
            at += 2
            tagName(isEnd: true)
            return
          }
          if third == 0x3E {
            at += 3
            continue
          }
          if at + 2 < input.count {
            at += 2
            bogusComment()
            return
          }
        case 0x21:
          at += 2
          if markupDeclarationOpen() { return }
          continue
        case 0x3F:
          at += 1
          bogusComment()
          return
        default: break
        }
      } else if byte == 0 {
        kind = .null
        at += 1
        return
      }
      textRun()
      return
    }
  }

  /// Text from here (a `<` here is text) to the next `<` or NUL.
  private mutating func textRun() {
    if !input.hasNull, input[at] != 0x26 {
      let stop = input.find(0x3C, or: 0x26, from: at + 1)
      if input[stop] != 0x26 {
        kind = .characters
        (start, end) = (at, stop)
        at = stop
        return
      }
    }
    var stop = input.find(0x3C, from: at + 1)
    stop = input.findNull(from: at + 1, to: stop)
    emitText(to: stop, references: true)
  }

  /// RCDATA and RAWTEXT state with their less-than sign and end tag states: all to the appropriate end tag is text.
  private mutating func rawText(references: Bool) {
    guard at < input.count else {
      kind = .endOfFile
      return
    }
    var stop = at
    while true {
      stop = input.find(0x3C, from: stop)
      if stop >= input.count || appropriateEndTag(at: stop) { break }
      stop += 1
    }
    finishRawText(stop, references: references)
  }

  private mutating func finishRawText(_ stop: Int, references: Bool) {
    if stop > at {
      emitText(to: stop, references: references, replacingNull: true)
    } else {
      state = .data
      at += 2
      tagName(isEnd: true)
    }
  }

  /// Whether `</name` stands here with the last start tag's name, and the name ends there.
  private func appropriateEndTag(at position: Int) -> Bool {
    guard input[position + 1] == 0x2F, !lastStartTag.isEmpty else { return false }
    let length = lastStartTag.count
    for index in 0..<length where lowercased(input[position + 2 + index]) != lastStartTag[index] { return false }
    return endsName(input[position + 2 + length])
  }

  private func endsName(_ byte: UInt8) -> Bool { isSpace(byte) || byte == 0x2F || byte == 0x3E }

  /// Script data state with the escaped and double escaped states.
  private mutating func scriptDataState() {
    guard at < input.count else {
      kind = .endOfFile
      return
    }
    enum Mode { case scriptData, escaped, doubleEscaped }
    var mode = Mode.scriptData
    var dashes = 0
    var stop = at
    scan: while stop < input.count {
      if mode == .scriptData {
        stop = input.find(0x3C, from: stop)
        if stop >= input.count || appropriateEndTag(at: stop) { break }
        // Script data escape start state, script data escape start dash state.
        if input[stop + 1] == 0x21, input[stop + 2] == 0x2D, input[stop + 3] == 0x2D {
          (mode, dashes) = (.escaped, 2)
          stop += 4
        } else {
          stop += 1
        }
        continue
      }
      switch input[stop] {
      case 0x2D:
        dashes += 1
        stop += 1
      case 0x3E:
        if dashes >= 2 { mode = .scriptData }
        dashes = 0
        stop += 1
      case 0x3C:
        dashes = 0
        if mode == .escaped {
          // Script data escaped less-than sign state.
          if appropriateEndTag(at: stop) { break scan }
          stop += 1
          if isLetter(input[stop]) {
            // Script data double escape start state.
            if input.matches("script", at: stop), endsName(input[stop + 6]) { mode = .doubleEscaped }
            while isLetter(input[stop]) { stop += 1 }
            if endsName(input[stop]) { stop += 1 }
          }
        } else {
          stop += 1
          if input[stop] == 0x2F {
            // Script data double escape end state.
            stop += 1
            if input.matches("script", at: stop), endsName(input[stop + 6]) { mode = .escaped }
            while isLetter(input[stop]) { stop += 1 }
            if endsName(input[stop]) { stop += 1 }
          }
        }
      default:
        dashes = 0
        stop += 1
      }
    }
    finishRawText(min(stop, input.count), references: false)
  }

  /// CDATA section state, bracket state and end state.
  private mutating func cdataSectionState() {
    guard at < input.count else {
      kind = .endOfFile
      return
    }
    var stop = at
    while true {
      stop = input.find(0x5D, from: stop)
      if stop >= input.count || (input[stop + 1] == 0x5D && input[stop + 2] == 0x3E) { break }
      stop += 1
    }
    if input[at] == 0 {
      kind = .null
      at += 1
    } else if stop > at {
      emitText(to: input.findNull(from: at, to: stop), references: false)
    } else {
      state = .data
      at += 3
      dataState()
    }
  }

  /// Emits `at..<stop` as characters: as it stands, or rewritten into `extra`.
  private mutating func emitText(to stop: Int, references: Bool, replacingNull: Bool = false) {
    kind = .characters
    let reference = references ? input.find(0x26, from: at, to: stop) : stop
    let null = replacingNull || state == .plaintext ? input.findNull(from: at, to: stop) : stop
    if reference == stop, null == stop {
      start = at
      end = stop
      at = stop
      return
    }
    start = input.count + extra.count
    rewrite(to: stop, references: references, inAttribute: false)
    end = input.count + extra.count
  }

  /// Copies `at..<stop` into `extra`, references decoded and NUL replaced. Ends at `stop`.
  mutating func rewrite(to stop: Int, references: Bool, inAttribute: Bool) {
    while at < stop {
      let byte = input[at]
      if byte == 0x26, references {
        characterReference(inAttribute: inAttribute)
      } else if byte == 0 {
        extra += [0xEF, 0xBF, 0xBD]
        at += 1
      } else {
        let from = at
        at = input.findNull(from: at, to: references ? input.find(0x26, from: at, to: stop) : stop)
        input.append(from, at, to: &extra)
      }
    }
  }

  // MARK: - Tags

  /// Tag name state at the name's first letter, then the attribute states to the tag's `>`.
  private mutating func tagName(isEnd: Bool) {
    let input = input
    let from = at
    var stop = input.endOfName(from: from)
    if let key = input.number(from: from, count: stop - from), endsName(input[stop]) {
      tag = names.find(key)
    } else {
      var key: UInt64 = 0
      stop = from
      while stop < input.count {
        let byte = input[stop]
        if endsName(byte) { break }
        key = key << 8 | UInt64(lowercased(byte))
        stop += 1
      }
      tag = stop - from <= 8 ? names.find(key) : names.find(input, from, stop)
    }
    at = stop
    name = tag == .other ? intern(from, stop) : -1
    selfClosing = false
    attributeStart = attributes.count
    attributeNames = 0
    hints = []
    // Most tags end here.
    if input[stop] == 0x3E {
      at = stop + 1
    } else if !attributesOfTag() {
      // eof-in-tag: the tag is dropped.
      dropAttributes()
      kind = .endOfFile
      return
    }
    kind = isEnd ? .endTag : .startTag
    if isEnd { dropAttributes() }
  }

  /// Drops the attributes of the token.
  mutating func dropAttributes() {
    if attributes.count > attributeStart { attributes.removeLast(attributes.count - attributeStart) }
  }

  /// The number of an unknown name.
  mutating func intern(_ from: Int, _ to: Int) -> Int32 {
    var bytes: [UInt8] = []
    for index in from..<to {
      if input[index] == 0 { bytes += [0xEF, 0xBF, 0xBD] } else { bytes.append(lowercased(input[index])) }
    }
    return intern(String(decoding: bytes, as: UTF8.self))
  }

  mutating func intern(_ name: String) -> Int32 {
    if let known = customIndex[name] { return known }
    let number = Int32(customNames.count)
    customNames.append(name)
    customIndex[name] = number
    return number
  }

  /// Remembers the name for the states that end at an appropriate end tag.
  mutating func rememberStartTag() {
    lastStartTag = tag == .other ? Array(customNames[Int(name)].utf8) : names.bytes(tag)
  }

  /// Before attribute name state and those that follow; false at the end of the input.
  private mutating func attributesOfTag() -> Bool {
    while true {
      while isSpace(input[at]) { at += 1 }
      guard at < input.count else { return false }
      switch input[at] {
      case 0x3E:
        at += 1
        return true
      case 0x2F:
        // Self-closing start tag state.
        at += 1
        if input[at] == 0x3E {
          selfClosing = true
          at += 1
          return true
        }
      default:
        guard attribute() else { return false }
      }
    }
  }

  /// Attribute name state, after attribute name state, and the value states.
  private mutating func attribute() -> Bool {
    let input = input
    let from = at
    var stop = at
    var plain = true
    if input[stop] == 0x3D { stop += 1 }
    while true {
      stop = input.endOfName(from: stop)
      guard stop < input.count else { break }
      let byte = input[stop]
      if endsName(byte) || byte == 0x3D { break }
      if isCapital(byte) || byte == 0 { plain = false }
      stop += 1
    }
    var attribute = HTMLTree.Attribute(
      nameStart: Int32(from), nameEnd: Int32(stop), valueStart: Int32(stop), valueEnd: Int32(stop))
    if !plain || input[from] == 0 {
      attribute.nameStart = Int32(input.count + extra.count)
      for index in from..<stop {
        if input[index] == 0 { extra += [0xEF, 0xBF, 0xBD] } else { extra.append(lowercased(input[index])) }
      }
      attribute.nameEnd = Int32(input.count + extra.count)
    }
    while isSpace(input[stop]) { stop += 1 }
    at = stop
    if input[stop] == 0x3D {
      stop += 1
      while isSpace(input[stop]) { stop += 1 }
      at = stop
      let quote = input[stop]
      if quote == 0x22 || quote == 0x27 {
        // Attribute value (double-quoted) and (single-quoted) state.
        at += 1
        let stop = input.find(quote, or: 0x26, from: at)
        if input[stop] == quote, !input.hasNull {
          (attribute.valueStart, attribute.valueEnd) = (Int32(at), Int32(stop))
          at = stop
        } else {
          value(to: input.find(quote, from: stop), of: &attribute)
        }
        guard at < input.count else { return false }
        at += 1
      } else if quote != 0x3E {
        // Attribute value (unquoted) state.
        while stop < input.count, !isSpace(input[stop]), input[stop] != 0x3E { stop += 1 }
        value(to: stop, of: &attribute)
      }
    }
    guard at < input.count else { return false }
    let length = Int(attribute.nameEnd - attribute.nameStart)
    let (first, last) = (byte(Int(attribute.nameStart)), byte(Int(attribute.nameEnd) - 1))
    let bit = 1 &<< UInt64(truncatingIfNeeded: Int(first) &* 5 &+ Int(last) &* 3 &+ length)
    if attributeNames & bit == 0 || !isDuplicate(attribute), attributes.count - attributeStart < Self.attributeLimit {
      attributeNames |= bit
      attributes.append(attribute)
      hints.formUnion(Tokenizer.hint(length, first))
    }
    return true
  }

  /// What an attribute may be, by the length and the first letter of its name.
  @inline(__always) private static func hint(_ length: Int, _ first: UInt8) -> HTMLTree.Hints {
    switch (length, first) {
    case (5, 0x63), (2, 0x69), (8, 0x69), (4, 0x72): .marks
    case (5, 0x73), (6, 0x68): .hiding
    default: []
    }
  }

  private mutating func value(to stop: Int, of attribute: inout HTMLTree.Attribute) {
    if input.find(0x26, from: at, to: stop) == stop, input.findNull(from: at, to: stop) == stop {
      attribute.valueStart = Int32(at)
      attribute.valueEnd = Int32(stop)
      at = stop
    } else {
      attribute.valueStart = Int32(input.count + extra.count)
      rewrite(to: stop, references: true, inAttribute: true)
      attribute.valueEnd = Int32(input.count + extra.count)
    }
  }

  @inline(__always) private mutating func isDuplicate(_ attribute: HTMLTree.Attribute) -> Bool {
    var index = attributeStart
    guard index < attributes.count else { return false }
    let length = attribute.nameEnd - attribute.nameStart
    while index < attributes.count {
      let other = attributes[index]
      index += 1
      guard other.nameEnd - other.nameStart == length,
        byte(Int(other.nameStart)) == byte(Int(attribute.nameStart))
      else { continue }
      var at = 0
      while at < Int(length), byte(Int(other.nameStart) + at) == byte(Int(attribute.nameStart) + at) { at += 1 }
      if at == Int(length) { return true }
    }
    return false
  }
}
