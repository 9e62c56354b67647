import Disk

/// One line on a terminal that says how far a run is; nothing anywhere else.
struct Progress {
  let isShown: Bool
  private let start = Clock.steady
  private var last = 0.0

  init(isShown: Bool) { self.isShown = isShown }

  /// At most five times a second. `total` is 0 where the end is not known.
  mutating func show(_ tally: Tally, bytes: Int, total: Int) {
    guard isShown else { return }
    let now = Clock.steady
    guard now - last >= 0.2 else { return }
    last = now
    let seconds = max(now - start, 0.001)
    var line = "\(tally.pages + tally.skipped) pages, \(Clock.tenths(Double(bytes) / 1e6 / seconds)) MB/s, "
    line += "\(tally.incidents) records, \(tally.failures) failures"
    if total > 0, bytes > 0, bytes <= total {
      let left = Int(seconds * Double(total - bytes) / Double(bytes))
      line += ", \(bytes * 100 / total) %, \(left / 60) min \(left % 60) s left"
    }
    write("\r\u{1B}[K\(line)")
  }

  /// Takes the line away.
  func clear() { if isShown && last > 0 { write("\r\u{1B}[K") } }

  private func write(_ text: String) { try? Files.write(Array(text.utf8), to: 2, path: "standard error") }
}
