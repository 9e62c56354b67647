import Bytes

/// Appends JSON to a buffer, members in the order in which they are written, without blanks.
///
/// Escapes what RFC 8259 asks for, and U+0085, U+2028 and U+2029 too: some line readers (Python's `splitlines`) would cut
/// a line of JSON there. Complexity: O(*n*), runs without escapes are copied whole.
package struct JSONWriter: Sendable {
  package private(set) var bytes: [UInt8] = []
  /// A value stands before, in the same object or array: a comma comes first.
  private var follows = false

  package init(reservingCapacity capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  // MARK: Values

  package mutating func null() { literal("null") }
  package mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

  package mutating func int(_ value: Int) {
    comma()
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    var divisor: UInt = 1
    while rest / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      bytes.append(0x30 + UInt8(truncatingIfNeeded: rest / divisor))
      rest %= divisor
      divisor /= 10
    }
  }

  /// The shortest spelling that reads back as the same double; null for what JSON cannot write (NaN, infinities).
  package mutating func double(_ value: Double) { literal(value.isFinite ? value.description : "null") }

  package mutating func string(_ text: String) {
    let span = text.utf8Span.span
    string(span)
  }

  /// Bytes that are not UTF-8 become U+FFFD.
  package mutating func string(utf8 text: ArraySlice<UInt8>) {
    if firstInvalidUTF8(in: text.span) != nil {
      string(String(decoding: text, as: UTF8.self))
    } else {
      string(text.span)
    }
  }

  package mutating func object(_ members: (inout JSONWriter) -> Void) {
    open(UInt8(ascii: "{"))
    members(&self)
    close(UInt8(ascii: "}"))
  }

  package mutating func array<Element>(_ elements: [Element], _ write: (inout JSONWriter, Element) -> Void) {
    open(UInt8(ascii: "["))
    for element in elements { write(&self, element) }
    close(UInt8(ascii: "]"))
  }

  /// An array that has an object for each element.
  package mutating func objects<Element>(_ elements: [Element], _ members: (inout JSONWriter, Element) -> Void) {
    array(elements) { writer, element in writer.object { members(&$0, element) } }
  }

  package mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let value): bool(value)
    case .number(let text): literal(text)
    case .string(let text): string(text)
    case .array(let elements): array(elements) { $0.value($1) }
    case .object(let object):
      self.object { writer in
        for (key, value) in object {
          writer.key(named: key)
          writer.value(value)
        }
      }
    }
  }

  // MARK: Members

  /// The name of the member whose value comes next: a literal without characters that JSON escapes, copied as it stands.
  package mutating func key(_ name: StaticString) {
    comma()
    bytes.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { text in unsafe bytes.append(contentsOf: text) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    follows = false
  }

  /// A name that is data.
  package mutating func key(named name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    follows = false
  }

  package mutating func member(_ name: StaticString, _ text: String?) {
    key(name)
    if let text { string(text) } else { null() }
  }

  package mutating func member(_ name: StaticString, _ number: Int?) {
    key(name)
    if let number { int(number) } else { null() }
  }

  package mutating func member(_ name: StaticString, _ value: Bool) {
    key(name)
    bool(value)
  }

  package mutating func member(_ name: StaticString, _ texts: [String]) {
    member(name, texts) { $0.string($1) }
  }

  package mutating func member<Element>(
    _ name: StaticString, _ elements: [Element], _ write: (inout JSONWriter, Element) -> Void
  ) {
    key(name)
    array(elements, write)
  }

  package mutating func member<Element>(
    _ name: StaticString, objects elements: [Element], _ members: (inout JSONWriter, Element) -> Void
  ) {
    key(name)
    objects(elements, members)
  }

  package mutating func member(_ name: StaticString, _ members: (inout JSONWriter) -> Void) {
    key(name)
    object(members)
  }

  /// Null for nil, else an object.
  package mutating func member<Value>(
    _ name: StaticString, _ value: Value?, _ members: (inout JSONWriter, Value) -> Void
  ) {
    key(name)
    if let value { object { members(&$0, value) } } else { null() }
  }

  /// Ends a record of JSON Lines.
  package mutating func endLine() {
    bytes.append(0x0A)
    follows = false
  }

  // MARK: Bytes

  private mutating func comma() {
    if follows { bytes.append(UInt8(ascii: ",")) }
    follows = true
  }

  private mutating func open(_ bracket: UInt8) {
    comma()
    bytes.append(bracket)
    follows = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    follows = true
  }

  private mutating func literal(_ text: String) {
    comma()
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func string(_ text: Span<UInt8>) {
    comma()
    bytes.append(UInt8(ascii: "\""))
    var run = 0
    var at = 0
    while at < text.count {
      let byte = text[at]
      // Lowercase letters first: one comparison for most bytes of a text.
      if byte &- 0x5D < 0xC2 - 0x5D || (byte >= 0x20 && byte < 0x5C && byte != UInt8(ascii: "\"")) {
        at &+= 1
        continue
      }
      let width = escapedWidth(text, at)
      guard width > 0 else {
        at &+= 1
        continue
      }
      append(text, run, at)
      escape(text, at, width)
      at &+= width
      run = at
    }
    append(text, run, text.count)
    bytes.append(UInt8(ascii: "\""))
  }

  /// How many bytes from `at` on are written as an escape: 0 for none.
  private func escapedWidth(_ text: Span<UInt8>, _ at: Int) -> Int {
    switch text[at] {
    case 0xC2: at + 1 < text.count && text[at + 1] == 0x85 ? 2 : 0
    case 0xE2: at + 2 < text.count && text[at + 1] == 0x80 && text[at + 2] | 1 == 0xA9 ? 3 : 0
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0..<0x20: 1
    default: 0
    }
  }

  private mutating func escape(_ text: Span<UInt8>, _ at: Int, _ width: Int) {
    let byte = text[at]
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      let code = width == 1 ? Int(byte) : width == 2 ? 0x85 : 0x2000 + Int(text[at + 2] & 0x3F)
      bytes.append(UInt8(ascii: "u"))
      for shift in [12, 8, 4, 0] {
        let digit = UInt8(truncatingIfNeeded: code >> shift) & 15
        bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
      }
    }
  }

  private mutating func append(_ text: Span<UInt8>, _ start: Int, _ end: Int) {
    guard start < end else { return }
    unsafe text.extracting(start..<end).withUnsafeBufferPointer { run in unsafe bytes.append(contentsOf: run) }
  }
}
