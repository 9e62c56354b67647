import Bytes
import Disk
import Dumps
import JSON
import Pipeline
import Records

/// The pack of `Rules/`, below the working directory.
private let engine: Engine = {
  guard let engine = Engine.load((try? Files.pack("Rules")) ?? []).engine else { fatalError("run it in the checkout") }
  return engine
}()

private let schemas = Dictionary(uniqueKeysWithValues: RecordKind.allCases.map { ($0.rawValue, schemaValue(for: $0)) })

private func isSound(_ line: [UInt8]) {
  guard let value = try? JSONReader.value(of: line.dropLast()), let name = value["schema"]?.string, let schema = schemas[name]
  else { fatalError("a line is a record") }
  let errors = validate(value, against: schema)
  if !errors.isEmpty { fatalError("\(errors)") }
}

/// Any page, all stages: records that their schema allows; an article's line read again gives the same records.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count > 1 else { return 0 }
  let bytes = unsafe Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
  let kind = unsafe start[0] % 3
  let text = Array(String(decoding: bytes, as: UTF8.self).utf8)
  let content: RawPage.Content = kind == 0 ? .html(bytes) : kind == 1 ? .text(text) : .markdown(text)
  let source = PageSource(path: "fuzz", format: [.html, .text, .markdown][Int(kind)], sha256: SHA256.hex(bytes))
  let page = RawPage(source: source, content: content)
  let result = engine.process(.page(page), path: "fuzz", upTo: .run)
  guard let line = result.article else { fatalError("every page gives an article") }
  isSound(line)
  for incident in result.incidents { isSound(incident) }
  let again = engine.process(.record(Array(line.dropLast()), line: 1, id: result.id), path: "fuzz", upTo: .run)
  precondition(again.failure == nil && again.incidents == result.incidents, "a record read again tells the same")
  return 0
}
