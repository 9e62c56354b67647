import JSON
import Records
import Testing

/// SplitMix64: the same bytes in every run.
private struct Dice: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A line with a few bytes changed, dropped or doubled is refused, or is a record that can be written; nothing crashes.
@Test func damagedLinesAreRefusedOrReadWhole() throws {
  let line = articleLine(
    Sample.article, entities: Sample.entities, mentions: Sample.mentions, producer: Sample.producer)
  var dice = Dice(state: 1)
  var accepted = 0
  for _ in 0..<1500 {
    var damaged = line
    for _ in 0...Int.random(in: 0..<3, using: &dice) {
      let at = Int.random(in: 0..<damaged.count, using: &dice)
      switch Int.random(in: 0..<4, using: &dice) {
      case 0: damaged[at] = UInt8.random(in: 0...255, using: &dice)
      case 1: damaged[at] = Array("0123456789{}[],:\"\\".utf8).randomElement(using: &dice)!
      case 2: damaged.remove(at: at)
      default: damaged.insert(damaged[at], at: at)
      }
    }
    guard let record = try? readArticle(damaged) else { continue }
    accepted += 1
    let written = articleLine(
      record.article, entities: record.entities, mentions: record.mentions, producer: record.producer)
    #expect(validate(try JSONReader.value(of: written), against: schemaValue(for: .article)) == [])
  }
  #expect((100..<1400).contains(accepted))
}
