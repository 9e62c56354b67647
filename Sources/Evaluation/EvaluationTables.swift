/// What the measure must know of places and public bodies, from the lists of the rule pack.
package struct EvaluationTables: Sendable {
  /// An official name in lower case to its Kemendagri code.
  private var codes: [String: String] = [:]
  /// A code of a city or regency of the same name: the city's code and the bare name.
  private var twins: [String: (city: String, bare: [UInt8])] = [:]
  private var aliases: [String: String] = [:]
  /// Spellings of provinces at the end of a body's name, and the province's name.
  private var endings: [(alias: String, name: String)] = []

  /// - Parameters:
  ///   - provinces: code, name, aliases of `lists/provinces.tsv`, in its order.
  ///   - regencies: code, official name of `lists/regencies.tsv`.
  ///   - agencies: name, aliases of `lists/agencies.tsv`.
  package init(
    provinces: [(code: String, name: String, aliases: [String])], regencies: [(code: String, official: String)],
    agencies: [(name: String, aliases: [String])]
  ) {
    for row in provinces { codes[row.name.lowercased()] = row.code }
    for row in regencies { codes[row.official.lowercased()] = row.code }
    codes["dki jakarta"] = "31"
    codes["daerah istimewa yogyakarta"] = "34"
    codes["di yogyakarta"] = "34"
    for (name, code) in codes where name.hasPrefix("kota administrasi ") {
      let short = "kota " + name.dropFirst("kota administrasi ".count)
      if codes[short] == nil { codes[short] = code }
    }
    for (name, code) in codes where name.hasPrefix("kabupaten ") {
      let bare = String(name.dropFirst("kabupaten ".count))
      guard let city = codes["kota " + bare] else { continue }
      twins[code] = (city, Array(bare.utf8))
      twins[city] = (city, Array(bare.utf8))
    }
    for row in provinces {
      endings += row.aliases.filter { $0.unicodeScalars.count > 3 }.map { (joinedWords($0), joinedWords(row.name)) }
    }
    for row in agencies {
      let plainName = plain(row.name)
      for alias in row.aliases where aliases[plain(alias)] == nil { aliases[plain(alias)] = plainName }
    }
  }

  // MARK: Regions

  /// The code of an official name, or the name in lower case where there is none.
  func region(_ name: String) -> String {
    let folded = name.lowercased()
    return codes[folded] ?? folded
  }

  /// A bare "Bogor" may be the city or the regency: either code counts where the text names neither kind.
  func folded(_ found: Set<String>, _ text: FoldedText) -> Set<String> {
    Set(found.map { code in twins[code].map { text.namesKind(of: $0.bare) ? code : $0.city } ?? code })
  }

  // MARK: Public bodies

  /// One key for the names of one public body.
  func agency(_ name: String) -> String {
    let key = plain(name)
    return aliases[key] ?? key
  }

  private static let short = [
    ("satgas", "satuantugas"), ("kepolisian", "polisi"), ("kedutaanbesar", "kbri"),
    ("kemenlu", "kementerianluarnegeri"),
    ("kemlu", "kementerianluarnegeri"),
  ]

  /// Words run together, without brackets and without "RI", "Indonesia"; short names of bodies and provinces read alike.
  private func plain(_ name: String) -> String {
    var key = Array(joinedWords(withoutBrackets(name)).utf8)
    var at = 0
    while at < key.count {
      if let word = ["republikindonesia", "indonesia", "ri"].first(where: { word in
        guard key[at...].starts(with: word.utf8) else { return false }
        let rest = key[(at + word.utf8.count)...]
        return rest.isEmpty || rest.starts(with: "untuk".utf8) || rest.starts(with: "di".utf8)
      }) {
        key.removeSubrange(at..<at + word.utf8.count)
      } else {
        at += 1
      }
    }
    for (written, full) in Self.short { key = replaced(key, written, full) }
    for (alias, full) in endings
    where key.count >= alias.utf8.count && key.suffix(alias.utf8.count).elementsEqual(alias.utf8) {
      key.replaceSubrange((key.count - alias.utf8.count)..., with: full.utf8)
    }
    if key.starts(with: "kbri".utf8) {
      for word in ["di", "untuk"] where key.dropFirst(4).starts(with: word.utf8) {
        key.removeSubrange(4..<4 + word.utf8.count)
        break
      }
    }
    return String(decoding: key, as: UTF8.self)
  }

  private func withoutBrackets(_ name: String) -> String {
    var kept = ""
    var rest = name[...]
    while let open = rest.firstIndex(of: "("), let close = rest[open...].firstIndex(of: ")") {
      kept += rest[..<open] + " "
      rest = rest[rest.index(after: close)...]
    }
    return kept + rest
  }

  private func replaced(_ key: [UInt8], _ written: String, _ full: String) -> [UInt8] {
    var result: [UInt8] = []
    var at = 0
    while at < key.count {
      if key[at...].starts(with: written.utf8) {
        result += full.utf8
        at += written.utf8.count
      } else {
        result.append(key[at])
        at += 1
      }
    }
    return result
  }
}

/// A text in lower case (ASCII letters), to be asked whether it says which kind of region it means.
struct FoldedText {
  private let bytes: [UInt8]

  init(_ text: String) { bytes = text.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 } }

  private static let kinds = words("kota kab kabupaten pemkot pemkab polresta walikota bupati").map { Array($0.utf8) }

  /// Whether "Kota", "Kab.", "Bupati"… stands before the name somewhere.
  func namesKind(of name: [UInt8]) -> Bool {
    guard let first = name.first, bytes.count > name.count else { return false }
    for at in 1...(bytes.count - name.count) where bytes[at] == first && bytes[at..<at + name.count].elementsEqual(name) {
      let end = at + name.count
      if end < bytes.count, isWord(bytes[end]) { continue }
      var before = at
      while before > 0, isBlank(before - 1) { before -= 1 }
      guard before < at else { continue }
      if before > 0, bytes[before - 1] == UInt8(ascii: ".") { before -= 1 }
      for kind in Self.kinds where before >= kind.count && bytes[before - kind.count..<before].elementsEqual(kind) {
        if before == kind.count || !isWord(bytes[before - kind.count - 1]) { return true }
      }
    }
    return false
  }

  private func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || (byte >= 0x61 && byte <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
  }

  private func isBlank(_ at: Int) -> Bool { bytes[at] == 0x20 || (bytes[at] >= 9 && bytes[at] <= 13) }
}
