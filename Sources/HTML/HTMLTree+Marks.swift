/// What readers of pages ask of every element, in one pass over its attributes.
extension HTMLTree {
  /// The value of an attribute that names what an element is for.
  package struct Mark: Sendable {
    fileprivate var start: Int32 = 0
    fileprivate var end: Int32 = 0
    /// Of the value's bytes; 0 where the element has no such attribute, or an empty one.
    package fileprivate(set) var hash: UInt64 = 0
  }

  /// `class`, `id`, `itemprop` and `role` of an element. Complexity: O(bytes of its attributes).
  package func marks(of node: Int32) -> (Mark, Mark, Mark, Mark) {
    var found = (Mark(), Mark(), Mark(), Mark())
    let record = nodes[Int(node)]
    // Only an element's range is one of attributes: the loop goes unchecked.
    guard record.kind == .element, record.hints.contains(.marks) else { return found }
    unsafe attributes.withUnsafeBufferPointer { attributes in
      unsafe input.withUnsafeBytes { bytes in
        for index in Int(record.start)..<Int(record.end) {
          let attribute = unsafe attributes[index]
          switch attribute.nameEnd - attribute.nameStart {
          case 5: if unsafe isNamed(attribute, Self.class, bytes) { found.0 = mark(attribute) }
          case 2: if unsafe isNamed(attribute, Self.id, bytes) { found.1 = mark(attribute) }
          case 8: if unsafe isNamed(attribute, Self.itemprop, bytes) { found.2 = mark(attribute) }
          case 4: if unsafe isNamed(attribute, Self.role, bytes) { found.3 = mark(attribute) }
          default: break
          }
        }
      }
    }
    return found
  }

  /// Whether an attribute of this name is one of ``marks(of:)``.
  static func isMark(_ name: [UInt8]) -> Bool {
    let names: [StaticString] = ["class", "id", "itemprop", "role"]
    return names.contains { $0.withUTF8Buffer { unsafe $0.elementsEqual(name) } }
  }

  /// The words of ``marks(of:)``, one bit for each. Complexity: O(bytes of its attributes).
  func nameSet(of node: Int32) -> HTMLSelector.NameSet {
    var names = HTMLSelector.NameSet()
    let record = nodes[Int(node)]
    guard record.kind == .element, record.hints.contains(.marks) else { return names }
    withTextBytes { bytes in
      for attribute in attributes[Int(record.start)..<Int(record.end)] where attribute.valueStart < attribute.valueEnd {
        switch attribute.nameEnd - attribute.nameStart {
        case 2, 4, 5, 8: unsafe names.insert(wordsOf: bytes[attribute.valueStart, attribute.valueEnd])
        default: break
        }
      }
    }
    return names
  }

  package func value(of mark: Mark) -> ArraySlice<UInt8> { bytes(mark.start, mark.end) }

  /// Whether an element has the attribute `hidden`, or a style that holds `display:none`.
  package func isHidden(_ node: Int32) -> Bool {
    let record = nodes[Int(node)]
    guard record.kind == .element, record.hints.contains(.hiding) else { return false }
    return unsafe attributes.withUnsafeBufferPointer { attributes in
      unsafe input.withUnsafeBytes { bytes in
        for index in Int(record.start)..<Int(record.end) {
          let attribute = unsafe attributes[index]
          switch attribute.nameEnd - attribute.nameStart {
          case 6: if unsafe isNamed(attribute, Self.hidden, bytes) { return true }
          case 5:
            if unsafe isNamed(attribute, Self.style, bytes), hides(self.bytes(attribute.valueStart, attribute.valueEnd)) { return true }
          default: break
          }
        }
        return false
      }
    }
  }

  /// `display:none` with any blanks between its letters.
  private func hides(_ style: ArraySlice<UInt8>) -> Bool {
    let word: StaticString = "display:none"
    for start in style.indices where style[start] == 0x64 {
      var at = start
      var matched = 0
      while at < style.endIndex, matched < word.utf8CodeUnitCount {
        if style[at] > 0x20 {
          if unsafe style[at] != word.utf8Start[matched] { break }
          matched += 1
        }
        at += 1
      }
      if matched == word.utf8CodeUnitCount { return true }
    }
    return false
  }

  // Names as numbers, the first byte lowest.
  private static let `class`: UInt64 = 0x73_7361_6C63
  private static let id: UInt64 = 0x6469
  private static let itemprop: UInt64 = 0x706F_7270_6D65_7469
  private static let role: UInt64 = 0x656C_6F72
  private static let hidden: UInt64 = 0x6E65_6464_6968
  private static let style: UInt64 = 0x65_6C79_7473

  /// Whether the name of an attribute, of up to eight bytes, is this one.
  @inline(__always) private func isNamed(_ attribute: Attribute, _ name: UInt64, _ input: UnsafeRawBufferPointer) -> Bool {
    let start = Int(attribute.nameStart)
    let count = Int(attribute.nameEnd) - start
    if start + 8 <= input.count {
      let word = unsafe UInt64(littleEndian: input.loadUnaligned(fromByteOffset: start, as: UInt64.self))
      return word << UInt64(64 - 8 * count) == name << UInt64(64 - 8 * count)
    }
    return isNamed(start, count, name)
  }

  /// The same for a name at the end of the input, or past it.
  private func isNamed(_ start: Int, _ count: Int, _ name: UInt64) -> Bool {
    let base = input.count
    var word: UInt64 = 0
    for index in 0..<count {
      let byte = start >= base ? extra[start - base + index] : input[start + index]
      word |= UInt64(byte) << UInt64(8 * index)
    }
    return word == name
  }

  private func mark(_ attribute: Attribute) -> Mark {
    guard attribute.valueStart < attribute.valueEnd else { return Mark() }
    let base = input.count
    let start = Int(attribute.valueStart)
    let count = Int(attribute.valueEnd) - start
    let hash =
      start >= base
      ? unsafe extra.withUnsafeBytes { unsafe Self.hash($0, start - base, count) }
      : unsafe input.withUnsafeBytes { unsafe Self.hash($0, start, count) }
    return Mark(start: attribute.valueStart, end: attribute.valueEnd, hash: hash)
  }

  /// Eight bytes a step; never 0.
  private static func hash(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ count: Int) -> UInt64 {
    var hash = UInt64(count) &* 0x9E37_79B9_7F4A_7C15
    var at = start
    let end = start + count
    while at + 8 <= end {
      hash = unsafe (hash ^ bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash &>> 32
      at += 8
    }
    var rest: UInt64 = 0
    while at < end {
      rest = unsafe rest << 8 | UInt64(bytes[at])
      at += 1
    }
    hash = (hash ^ rest) &* 0x9E37_79B9_7F4A_7C15
    return (hash ^ hash &>> 32) | 1
  }
}
