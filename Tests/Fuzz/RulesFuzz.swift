import RuleBook

/// Any bytes as a rule file, a list and a table: diagnostics, no crash.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  let files = ["types.rules", "rules/fuzz.rules", "lists/fuzz.tsv"].map { PackFile(path: $0, bytes: bytes) }
  let (_, diagnostics) = RuleSet.compile(files)
  for diagnostic in diagnostics { _ = "\(diagnostic)" }
  var found: [Diagnostic] = []
  _ = Table(file: "furniture/fuzz.tsv", bytes: bytes, diagnostics: &found)
  return 0
}
