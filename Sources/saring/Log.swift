import Bytes
import Disk
import Glibc
import JSON

/// What a run says on standard error: words for people, or a JSON object a line for machines.
struct Log {
  enum Level: String { case info, warning, error }

  let isJSON: Bool
  let hasColor: Bool
  let isTerminal: Bool

  init(_ invocation: Invocation) {
    isJSON = invocation.values["log-format"] == "json"
    isTerminal = isatty(2) == 1
    let noColor = unsafe getenv("NO_COLOR").map { unsafe $0.pointee != 0 } ?? false
    let isDumb = unsafe getenv("TERM").map { unsafe String(cString: $0) == "dumb" } ?? false
    switch invocation.values["color"] {
    case "always": hasColor = true
    case "never": hasColor = false
    default: hasColor = isTerminal && !noColor && !isDumb
    }
  }

  /// - Parameter figures: what a machine counts; people read them in `message`.
  func say(
    _ level: Level, _ message: String, stage: String? = nil, doc: String? = nil, error: String? = nil,
    figures: KeyValuePairs<StaticString, Int> = [:], seconds: Double? = nil
  ) {
    guard isJSON else {
      let word = level == .info ? "saring:" : hasColor ? "\u{1B}[\(level == .error ? 31 : 33)msaring:\u{1B}[0m" : "saring:"
      Program.say("\(word) \(message)")
      return
    }
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("ts", Clock.stamp)
      writer.member("level", level.rawValue)
      writer.member("stage", stage)
      writer.member("doc", doc)
      writer.member("error", error)
      writer.member("message", message)
      for (name, figure) in figures { writer.member(name, figure) }
      if let seconds {
        writer.key("seconds")
        writer.double((seconds * 1000).rounded() / 1000)
      }
    }
    writer.endLine()
    try? Files.write(writer.bytes, to: 2, path: "standard error")
  }

  func badRules(_ message: String, at place: String?) { say(.error, message, stage: "rules", doc: place, error: "bad_rules") }

  func failure(_ failure: Failure) {
    let place = failure.path + (failure.line.map { ":\($0)" } ?? "")
    let message = isJSON ? failure.message : "\(place): \(failure.error): \(failure.message)"
    say(.warning, message, stage: failure.stage, doc: place, error: failure.error)
  }
}
