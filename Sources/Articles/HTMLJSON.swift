/// A JSON value as pages carry it in JSON-LD: read leniently, because pages write it by hand.
///
/// Raw line breaks in strings, trailing commas, comments around the whole and text behind its end are let pass.
indirect enum PageJSON {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case list([PageJSON])
  case object([(key: String, value: PageJSON)])

  /// The first value in `bytes`, or nil where there is none. Nesting past 64 is cut off, and what follows the first 100 000 values. Complexity: O(*n*).
  ///
  /// - Parameter keys: of objects; what stands under others is passed over.
  static func read(_ bytes: ArraySlice<UInt8>, keys: [String]) -> PageJSON? {
    var reader = Reader(bytes: bytes, keys: keys, at: bytes.startIndex)
    while reader.at < bytes.endIndex, bytes[reader.at] != 0x7B, bytes[reader.at] != 0x5B { reader.at += 1 }
    return reader.value(depth: 0, isWanted: true)
  }

  /// All strings anywhere in `bytes` that are asked for. Complexity: O(*n*).
  static func strings(in bytes: ArraySlice<UInt8>, _ isWanted: ([UInt8]) -> Bool) -> [String] {
    var reader = Reader(bytes: bytes, keys: [], at: bytes.startIndex)
    var strings: [String] = []
    while reader.skipToString() {
      let text = reader.string()
      if isWanted(Array(text.utf8)) { strings.append(text) }
    }
    return strings
  }

  subscript(_ key: String) -> PageJSON? {
    guard case .object(let pairs) = self else { return nil }
    return pairs.first { $0.key == key }?.value
  }

  var text: String? { if case .string(let text) = self { text } else { nil } }

  /// A list's values; anything else alone.
  var values: [PageJSON] { if case .list(let values) = self { values } else { [self] } }
}

private struct Reader {
  let bytes: ArraySlice<UInt8>
  let keys: [String]
  var at: Int
  /// Values that are still read: no page tells so many of itself.
  var valuesLeft = 100_000

  var peek: UInt8 { at < bytes.endIndex ? bytes[at] : 0 }

  mutating func skipBlanks() {
    while at < bytes.endIndex, bytes[at] <= 0x20 || bytes[at] == 0x2C { at += 1 }
  }

  /// The next value; one that is not wanted is read past and comes as null.
  mutating func value(depth: Int, isWanted: Bool) -> PageJSON? {
    skipBlanks()
    guard at < bytes.endIndex, depth < 64, valuesLeft > 0 else { return nil }
    valuesLeft -= 1
    switch peek {
    case 0x7B: return object(depth: depth, isWanted: isWanted)
    case 0x5B:
      at += 1
      var values: [PageJSON] = []
      while true {
        skipBlanks()
        guard at < bytes.endIndex else { return .list(values) }
        if peek == 0x5D {
          at += 1
          return .list(values)
        }
        guard let value = value(depth: depth + 1, isWanted: isWanted) else { return .list(values) }
        if isWanted { values.append(value) }
      }
    case 0x22:
      if isWanted { return .string(string()) }
      skipString()
      return .null
    default:
      let start = at
      while at < bytes.endIndex, ![0x2C, 0x7D, 0x5D, 0x20, 0x0A, 0x0D, 0x09].contains(bytes[at]) { at += 1 }
      guard at > start else { return nil }
      if !isWanted { return .null }
      let word = String(decoding: bytes[start..<at], as: UTF8.self)
      switch word {
      case "true": return .bool(true)
      case "false": return .bool(false)
      case "null": return .null
      default: return .number(word)
      }
    }
  }

  mutating func object(depth: Int, isWanted: Bool) -> PageJSON {
    at += 1
    var pairs: [(key: String, value: PageJSON)] = []
    while true {
      skipBlanks()
      guard at < bytes.endIndex else { return .object(pairs) }
      if peek == 0x7D {
        at += 1
        return .object(pairs)
      }
      guard peek == 0x22 else { return .object(pairs) }
      var key = ""
      if isWanted { key = string() } else { skipString() }
      while peek == 0x20 || peek == 0x0A || peek == 0x09 || peek == 0x0D { at += 1 }
      guard peek == 0x3A else { return .object(pairs) }
      at += 1
      let isKept = isWanted && keys.contains(key)
      guard let value = value(depth: depth + 1, isWanted: isKept) else { return .object(pairs) }
      if isKept { pairs.append((key, value)) }
    }
  }

  /// To the next string; false where none is left.
  mutating func skipToString() -> Bool {
    while at < bytes.endIndex, bytes[at] != 0x22 { at += 1 }
    return at < bytes.endIndex
  }

  /// Past the string that begins here.
  mutating func skipString() {
    at += 1
    while at < bytes.endIndex, bytes[at] != 0x22 {
      at = bytes[at] == 0x5C && at + 1 < bytes.endIndex ? at + 2 : endOfRun(at)
    }
    if at < bytes.endIndex { at += 1 }
  }

  mutating func string() -> String {
    at += 1
    var units: [UInt8] = []
    while at < bytes.endIndex, bytes[at] != 0x22 {
      if bytes[at] == 0x5C, at + 1 < bytes.endIndex {
        at += 1
        switch bytes[at] {
        case 0x6E: units.append(0x0A)
        case 0x74: units.append(0x09)
        case 0x72: units.append(0x0A)
        case 0x62, 0x66: units.append(0x20)
        case 0x75:
          units.append(contentsOf: escape())
          continue
        default: units.append(bytes[at])
        }
        at += 1
      } else {
        let start = at
        at = endOfRun(at)
        if units.isEmpty, at < bytes.endIndex, bytes[at] == 0x22 {
          at += 1
          return String(decoding: bytes[start..<(at - 1)], as: UTF8.self)
        }
        units.append(contentsOf: bytes[start..<at])
      }
    }
    if at < bytes.endIndex { at += 1 }
    return String(decoding: units, as: UTF8.self)
  }

  /// The next quote or backslash behind a byte that is none, or the end.
  private func endOfRun(_ start: Int) -> Int {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      var at = start + 1 - bytes.startIndex
      while at < buffer.count, unsafe buffer[at] != 0x22, unsafe buffer[at] != 0x5C { at += 1 }
      return at + bytes.startIndex
    }
  }

  /// `uHHHH`, and the low surrogate that may follow.
  private mutating func escape() -> [UInt8] {
    func unit(_ from: Int) -> UInt16? {
      guard from + 4 <= bytes.endIndex else { return nil }
      return UInt16(String(decoding: bytes[from..<(from + 4)], as: UTF8.self), radix: 16)
    }
    guard let first = unit(at + 1) else {
      at += 1
      return []
    }
    at += 5
    var units = [first]
    if (0xD800..<0xDC00).contains(first), at + 1 < bytes.endIndex, bytes[at] == 0x5C, bytes[at + 1] == 0x75,
      let second = unit(at + 2)
    {
      units.append(second)
      at += 6
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}
