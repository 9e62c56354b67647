import JSON

/// What can be read is written and read again as the same value.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  guard let value = try? JSONReader.value(of: bytes) else { return 0 }
  var writer = JSONWriter()
  writer.value(value)
  guard let again = try? JSONReader.value(of: writer.bytes) else { fatalError("what was written cannot be read") }
  var second = JSONWriter()
  second.value(again)
  precondition(second.bytes == writer.bytes, "a value written, read and written again is the same text")
  return 0
}
