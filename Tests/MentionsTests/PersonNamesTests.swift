import Mentions
import Testing

/// Names of persons, one compared with many as with each of them.
@Test func manyNamesAreComparedAsEachOfThemIs() {
  let names = [
    "Siti Aminah", "Nur", "Nur Rokhmah Hidayah", "T.W.", "A. Rahman", "Budi", "budi santoso", "D'Angelo", "José Ramos", "", ".", "Rahman",
  ]
  for asked in names + ["Siti", "Aminah Siti Putri", "TW", "Santoso", "Ramos", "Hidayat"] {
    for known in names { #expect(PersonNames([known]).hasSame(as: asked) == PersonName.isSame(known, asked), "\(known), \(asked)") }
    #expect(PersonNames(names).hasSame(as: asked) == names.contains { PersonName.isSame($0, asked) }, "\(asked)")
  }
  #expect(!PersonNames([]).hasSame(as: "Siti"))
}
