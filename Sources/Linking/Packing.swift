/// Lists of numbers as bytes, for a row of the database: each list its length and then its elements, little-endian 64-bit words.
struct Packer {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ list: [UInt64]) {
    word(UInt64(list.count))
    for element in list { word(element) }
  }

  mutating func append(_ list: [Int]) { append(list.map { UInt64(bitPattern: Int64($0)) }) }

  private mutating func word(_ value: UInt64) {
    var rest = value
    for _ in 0..<8 {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }
}

/// Reads what ``Packer`` wrote; a list that is cut short comes back empty.
struct Unpacker {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func words() -> [UInt64] {
    let count = Int(truncatingIfNeeded: word())
    guard count >= 0, count <= (bytes.count - at) / 8 else { return [] }
    var list: [UInt64] = []
    list.reserveCapacity(count)
    for _ in 0..<count { list.append(word()) }
    return list
  }

  mutating func numbers() -> [Int] { words().map { Int(Int64(bitPattern: $0)) } }

  private mutating func word() -> UInt64 {
    guard at + 8 <= bytes.count else { return 0 }
    var value: UInt64 = 0
    for index in 0..<8 { value |= UInt64(bytes[at + index]) << UInt64(8 * index) }
    at += 8
    return value
  }
}
