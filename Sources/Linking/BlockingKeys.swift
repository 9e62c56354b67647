import Incidents

/// Where a record is put so that only records of one block are compared.
struct BlockingKey: Hashable, Sendable {
  var value: UInt64
  /// How many of the records before it in the block, by day, a record is compared with. Blocks of a kind of event are large and their
  /// neighbours weak; blocks of a name are small and their members worth comparing.
  var isBroad: Bool

  static let broadWindow = 48
  static let narrowWindow = 160
  /// Days between two neighbours of a broad block past which no more are looked at.
  static let broadDays = 75
}

/// The blocks of a record: by kind of event in a country, by count, place, person, origin, suspect, and by the body's sketch.
func blockingKeys(_ record: Signature) -> [BlockingKey] {
  var keys: Set<BlockingKey> = []
  func add(_ name: String, _ parts: [UInt64], broad: Bool = false) {
    var hash = StableHash()
    hash.combine(StableHash.of(name))
    for part in parts { hash.combine(part) }
    keys.insert(BlockingKey(value: hash.value, isBroad: broad))
  }
  let countries = record.countries.isEmpty ? [0] : Array(record.countries.prefix(3))
  for country in countries {
    for kind in (record.harms + record.responses).prefix(8) { add("kind", [country, kind], broad: true) }
    let counts = Set(record.count + record.counts.prefix(3) + record.suspectCount).filter { $0 >= 5 }
    for count in counts { add("count", [country, UInt64(count)]) }
    for word in record.nameWords.prefix(6) { add("word", [country, word]) }
  }
  for count in record.count where count >= 20 { add("count", [UInt64(count)]) }
  for name in record.names.prefix(6) { add("name", [name]) }
  for name in record.suspects.prefix(6) { add("suspect", [name]) }
  for place in record.places.prefix(6) { add("place", [place]) }
  for region in record.regencies.prefix(4) {
    for harm in record.harms { add("origin", [region, harm]) }
  }
  for band in record.sketch.bands { add("band", [band]) }
  return keys.sorted { $0.value < $1.value }
}
