import Bytes
import Disk
import Dumps
import Pipeline
import Records

/// The engine of a rule pack; nil where the pack has an error, after printing what is wrong with it (a command then ends with 78).
func loadedEngine(rules folder: String, producer: Producer? = nil) throws -> Engine? {
  let (engine, diagnostics) = Engine.load(try Files.pack(folder), producer: producer)
  if engine == nil { for diagnostic in diagnostics { print(diagnostic) } }
  return engine
}

/// The pages of a file, all in memory; what is none is left out.
func rawPages(in path: String) throws -> [RawPage] {
  var reader = PageReader(ArraySource(try Files.read(path)), path: path)
  var pages: [RawPage] = []
  while let item = reader.next() { if case .page(let page) = item { pages.append(page) } }
  return pages
}
