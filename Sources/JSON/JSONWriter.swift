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
    var rest = value.magnitude
    var length = value < 0 ? 2 : 1
    while rest >= 10 {
      rest /= 10
      length += 1
    }
    unsafe add(length) { room in
      var rest = value.magnitude
      var at = length
      repeat {
        at &-= 1
        unsafe room[at] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      } while rest > 0
      if value < 0 { unsafe room[0] = UInt8(ascii: "-") }
    }
  }

  /// The shortest spelling that reads back as the same double; null for what JSON cannot write (NaN, infinities).
  package mutating func double(_ value: Double) { literal(value.isFinite ? value.description : "null") }

  package mutating func string(_ text: String) {
    let span = text.utf8Span.span
    string(span)
  }

  /// One string of several texts.
  package mutating func string(joining texts: [String]) {
    comma()
    bytes.append(UInt8(ascii: "\""))
    for text in texts { escaped(text.utf8Span.span) }
    bytes.append(UInt8(ascii: "\""))
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
    let count = name.utf8CodeUnitCount
    unsafe add(count + 3) { room in
      unsafe room[0] = UInt8(ascii: "\"")
      unsafe (room + 1).update(from: name.utf8Start, count: count)
      unsafe room[count + 1] = UInt8(ascii: "\"")
      unsafe room[count + 2] = UInt8(ascii: ":")
    }
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

  /// Makes room for `count` bytes and has them written.
  @inline(__always) private mutating func add(_ count: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Void) {
    bytes.append(addingCapacity: count) { room in
      unsafe room.withUnsafeMutableBufferPointer { room, written in
        guard let start = room.baseAddress else { return }
        unsafe write(start + written)
        written += count
      }
    }
  }

  private mutating func string(_ text: Span<UInt8>) {
    comma()
    if escape(in: text, from: 0) == text.count {
      unsafe add(text.count + 2) { room in
        unsafe room[0] = UInt8(ascii: "\"")
        unsafe text.withUnsafeBufferPointer { text in
          if let start = text.baseAddress { unsafe (room + 1).update(from: start, count: text.count) }
        }
        unsafe room[text.count + 1] = UInt8(ascii: "\"")
      }
      return
    }
    bytes.append(UInt8(ascii: "\""))
    escaped(text)
    bytes.append(UInt8(ascii: "\""))
  }

  /// The text without quotes around it.
  private mutating func escaped(_ text: Span<UInt8>) {
    var run = 0
    while true {
      let at = escape(in: text, from: run)
      append(text, run, at)
      guard at < text.count else { break }
      let width = escapedWidth(text, at)
      escape(text, at, width)
      run = at + width
    }
  }

  /// The first byte from `start` on that is written as an escape: the end where there is none.
  private func escape(in text: Span<UInt8>, from start: Int) -> Int {
    var at = start
    while at < text.count {
      // Eight at a time where all are ASCII without quotes, backslashes and controls.
      if at &+ 8 <= text.count, unsafe JSONWriter.isPlain(text.bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)) {
        at &+= 8
        continue
      }
      for _ in 0..<min(8, text.count &- at) {
        if escapedWidth(text, at) > 0 { return at }
        at &+= 1
      }
    }
    return at
  }

  /// Whether none of eight bytes is a control, a quote, a backslash or beyond ASCII.
  private static func isPlain(_ eight: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    func belowOne(_ bytes: UInt64) -> UInt64 { (bytes &- ones) & ~bytes }
    let control = (eight &- ones &* 0x20) & ~eight
    let found = control | belowOne(eight ^ ones &* 0x22) | belowOne(eight ^ ones &* 0x5C) | eight
    return found & (ones &* 0x80) == 0
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
