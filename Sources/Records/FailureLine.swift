package import Bytes
import JSON

/// One line of `saring.failure/1`, the quarantine, ending in `\n`.
package func failureLine(_ failure: Failure) -> [UInt8] {
  var writer = JSONWriter()
  writer.object { writer in
    writer.member("schema", RecordKind.failure.rawValue)
    writer.member("source") { writer in
      writer.member("path", failure.path)
      writer.member("line", failure.line)
    }
    writer.member("stage", failure.stage)
    writer.member("error", failure.error)
    writer.member("message", failure.message)
    writer.member("bytes_sha256", failure.bytesSHA256)
  }
  writer.endLine()
  return writer.bytes
}
