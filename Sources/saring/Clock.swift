import Glibc
import Text

/// The two clocks: one for durations, one for what people read.
enum Clock {
  /// Seconds; never goes back.
  static var steady: Double { read(CLOCK_MONOTONIC) }

  /// Seconds since 1970, UTC.
  static var wall: Double { read(CLOCK_REALTIME) }

  private static func read(_ clock: Int32) -> Double {
    var now = timespec()
    unsafe clock_gettime(clock, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }

  /// `2025-06-12T13:58:03Z`.
  static var stamp: String {
    let seconds = Int(wall)
    let day = Day(ordinal: seconds / 86_400)
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60)
    return PartialDate(day, hour: hour, minute: minute, second: second, offset: nil).value + "Z"
  }

  /// "12.3".
  static func tenths(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
