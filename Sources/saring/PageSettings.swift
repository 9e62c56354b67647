import Bytes
import Disk
import Dumps
import Glibc
import Pipeline
import Text

/// What `run`, `clean` and `extract` were asked for, checked.
struct PageSettings {
  /// How many failures are too many.
  enum FailureLimit {
    case count(Int)
    case percent(Double)
  }

  var paths: [String]
  var list: String?
  var listEndsInZeros: Bool
  var format: PageSource.Format?
  /// JSON comes as one document, not as lines.
  var isDocument: Bool
  var fields: FieldNames
  var limits: DumpLimits
  var timeLimit: Double?
  var jobs: Int
  var reading = ReadingOptions()
  var output: String
  var articles: String?
  var quarantine: String?
  var appends: Bool
  var ledger: String?
  var lock: String?
  var metrics: String?
  var failureLimit: FailureLimit?
  var isQuiet: Bool
  var timesRules: Bool
  /// What the run writes, and never reads.
  let own: OwnFiles
  let stage: Stage

  init(_ invocation: Invocation, stage: Stage) throws {
    let values = invocation.values
    self.stage = stage
    paths = invocation.operands
    list = values["from-file"]
    listEndsInZeros = invocation.flags.contains("null")
    isDocument = values["format"] == "json"
    format = isDocument ? .jsonl : values["format"].flatMap { PageSource.Format(rawValue: $0 == "ndjson" ? "jsonl" : $0) }
    fields = FieldNames(
      id: values["id-field"], url: values["url-field"], title: values["title-field"], text: values["text-field"],
      date: values["date-field"])
    let limit = try values["page-limit"].map { try PageSettings.size($0) } ?? 16 << 20
    limits = DumpLimits(line: limit, page: limit)
    timeLimit = try values["time-limit"].map { try PageSettings.number("time-limit", $0, above: 0) }
    jobs = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    output = values["output"] ?? "-"
    articles = values["articles"]
    quarantine = values["quarantine"]
    appends = invocation.flags.contains("append")
    ledger = values["ledger"]
    lock = values["lock"]
    metrics = values["metrics"]
    isQuiet = invocation.flags.contains("quiet")
    timesRules = invocation.flags.contains("time-rules")
    if let count = values["jobs"] {
      guard let number = Int(count), (1...1024).contains(number) else {
        throw UsageError(message: "--jobs is a number from 1 to 1024, not \(count)")
      }
      jobs = number
    }
    reading.referenceDate = try values["reference-date"].map { try PageSettings.day("reference-date", $0) }
    reading.zone = try values["tz"].map { try PageSettings.zone($0) } ?? 420
    reading.masksPeople = invocation.flags.contains("privacy")
    reading.usesSiteRules = !invocation.flags.contains("no-site-rules")
    reading.since = try values["since"].map { try PageSettings.since($0) }
    if let text = values["max-failures"] { failureLimit = try PageSettings.failureLimit(text) }
    if invocation.flags.contains("fail-fast") {
      if failureLimit != nil { throw UsageError(message: "--fail-fast and --max-failures do not go together: the one gives up at once") }
      failureLimit = .count(0)
    }
    if paths.isEmpty && list == nil {
      throw UsageError(message: "name at least one PATH, or - for standard input, or --from-file")
    }
    if reading.masksPeople && articles != nil {
      throw UsageError(message: "--privacy and --articles do not go together: an article names its people")
    }
    if listEndsInZeros && list == nil { throw UsageError(message: "--null goes with --from-file") }
    own = try OwnFiles(
      outputs: [output, articles, quarantine, metrics].compactMap(\.self), others: [ledger, lock].compactMap(\.self),
      inputs: paths + (list.map { [$0] } ?? []))
  }

  /// Digest of all that decides about a page's records besides the page.
  func digest(rules: String) -> String {
    let parts =
      [
        Engine.version, rules, stage.rawValue, reading.referenceDate?.description ?? "", String(reading.zone),
        String(reading.masksPeople),
      ] + (reading.usesSiteRules ? [] : ["no site rules"])
    return String(SHA256.hex(Array(parts.joined(separator: "|").utf8)).prefix(32))
  }

  // MARK: Values

  private static func number(_ option: String, _ text: String, above least: Double) throws(UsageError) -> Double {
    guard let number = Double(text), number > least, number < 1e9 else {
      throw UsageError(message: "--\(option) is a number above \(Int(least)), not \(text)")
    }
    return number
  }

  private static func size(_ text: String) throws(UsageError) -> Int {
    let units: [Character: Int] = ["K": 10, "M": 20, "G": 30]
    let unit = text.last.flatMap { units[Character($0.uppercased())] }
    guard let number = Int(unit == nil ? text : String(text.dropLast())), number > 0, number < 1 << 32 else {
      throw UsageError(message: "--page-limit is a size like 500K or 16M, not \(text)")
    }
    return min(number << (unit ?? 0), 1 << 31)
  }

  private static func day(_ option: String, _ text: String, or other: String = "") throws(UsageError) -> Day {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
      let found = Day(year, month, day)
    else { throw UsageError(message: "--\(option) is a date like 2025-06-12\(other), not \(text)") }
    return found
  }

  private static func since(_ text: String) throws(UsageError) -> Day {
    guard text.hasSuffix("d"), let days = Int(text.dropLast()), (0...100_000).contains(days) else {
      return try day("since", text, or: " or a number of days like 7d")
    }
    return Day(ordinal: Int(Clock.wall) / 86_400 - days)
  }

  /// Minutes east of UTC.
  private static func zone(_ text: String) throws(UsageError) -> Int {
    let names = [
      "WIB": 420, "WITA": 480, "WIT": 540, "Asia/Jakarta": 420, "Asia/Pontianak": 420, "Asia/Makassar": 480,
      "Asia/Jayapura": 540, "UTC": 0,
    ]
    if let minutes = names[text] { return minutes }
    let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    guard text.hasPrefix("+") || text.hasPrefix("-"), parts.count == 2, let hours = Int(parts[0]), hours <= 14,
      let minutes = Int(parts[1]), minutes < 60, hours >= 0, minutes >= 0
    else { throw UsageError(message: "--tz is WIB, WITA, WIT, Asia/Jakarta or an offset like +07:00, not \(text)") }
    return (hours * 60 + minutes) * (text.hasPrefix("-") ? -1 : 1)
  }

  private static func failureLimit(_ text: String) throws(UsageError) -> FailureLimit {
    if text.hasSuffix("%"), let percent = Double(text.dropLast()), (0...100).contains(percent) { return .percent(percent) }
    guard let count = Int(text), count >= 0 else {
      throw UsageError(message: "--max-failures is a number like 20 or a share like 5%, not \(text)")
    }
    return .count(count)
  }
}
