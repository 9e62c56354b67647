import Glibc

/// Colour on a terminal, by the sequences of ECMA-48; nothing where there is none.
struct Paint {
  enum Ink: String {
    case plain = "0", bold = "1", faint = "2", red = "31", green = "32", yellow = "33", blue = "34", magenta = "35", cyan = "36"
  }

  let isOn: Bool

  /// On where standard output is a terminal, `TERM` is not `dumb` and `NO_COLOR` is not set.
  static var forOutput: Paint {
    let noColor = unsafe getenv("NO_COLOR").map { unsafe $0.pointee != 0 } ?? false
    let isDumb = unsafe getenv("TERM").map { unsafe String(cString: $0) == "dumb" } ?? false
    return Paint(isOn: isatty(1) == 1 && !noColor && !isDumb)
  }

  func callAsFunction(_ text: String, _ ink: Ink) -> String {
    isOn && ink != .plain ? "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m" : text
  }
}
