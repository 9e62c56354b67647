import Disk
import Pipeline

/// The figures of a run in Prometheus' text format, for the textfile collector of its node exporter.
struct Metrics {
  var tally: Tally
  var bytes: Int
  var seconds: Double
  var exitCode: Int32
  var rules: String

  func write(to path: String) throws(FileError) {
    var file = try OutputFile(path)
    try file.append(Array(text.utf8))
    try file.finish()
  }

  var text: String {
    var lines: [String] = []
    func metric(_ name: String, _ kind: String, _ help: String, _ samples: [(labels: String, value: String)]) {
      lines.append("# HELP saring_\(name) \(help)")
      lines.append("# TYPE saring_\(name) \(kind)")
      for (labels, value) in samples { lines.append("saring_\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(value)") }
    }
    metric(
      "pages", "gauge", "Pages of the last run by what became of them.",
      [
        ("result=\"article\"", "\(tally.articles)"), ("result=\"failure\"", "\(tally.failures)"),
        ("result=\"done_before\"", "\(tally.skipped)"), ("result=\"too_old\"", "\(tally.old)"),
      ])
    metric(
      "records", "gauge", "Records written by the last run.",
      [("kind=\"article\"", "\(tally.articles)"), ("kind=\"incident\"", "\(tally.incidents)")])
    metric("superseded_records", "gauge", "Earlier records that no longer hold.", [("", "\(tally.superseded)")])
    metric(
      "failures", "gauge", "Failures of the last run by stage and error.",
      tally.failuresByError.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") })
    metric("input_bytes", "gauge", "Bytes read, as they are on disk.", [("", "\(bytes)")])
    metric("run_seconds", "gauge", "Duration of the last run.", [("", "\(seconds)")])
    metric("peak_memory_bytes", "gauge", "Largest resident set.", [("", "\(Metrics.peakMemory)")])
    metric("exit_code", "gauge", "Exit code of the last run.", [("", "\(exitCode)")])
    metric("last_run_timestamp_seconds", "gauge", "When the last run ended.", [("", "\(Int(Clock.wall))")])
    metric("build_info", "gauge", "Version and rules.", [("version=\"\(Engine.version)\",rules=\"\(rules)\"", "1")])
    return lines.joined(separator: "\n") + "\n"
  }

  /// From the kernel's own figure of this program: that of getrusage begins with the memory of the process that started it.
  private static var peakMemory: Int {
    let status = (try? Files.read("/proc/self/status")).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kilobytes = line?.split { $0 == " " || $0 == "\t" }.dropFirst().first.flatMap { Int($0) }
    return (kilobytes ?? 0) * 1024
  }
}
