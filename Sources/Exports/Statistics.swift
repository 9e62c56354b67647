import Incidents
import Mentions
package import Records
import Text

/// How many incident records there are by month, country, province of origin, harm and sector.
///
/// Memory grows with the different values, not with the records.
package struct Statistics: Sendable {
  /// A dimension and its values.
  package struct Row: Hashable, Sendable {
    package var dimension: String
    package var value: String
    package var incidents: Int
    /// The sum of `affected.count` where it is known.
    package var people: Int
  }

  private struct Cell {
    var incidents = 0
    var people = 0
  }

  package private(set) var records = 0
  private var cells: [String: [String: Cell]] = [:]
  private static let dimensions = ["month", "country", "province", "harm", "sector"]
  /// Kemendagri code of a province to its name.
  private let provinces: [String: String]

  package init(provinces: [String: String]) { self.provinces = provinces }

  /// Counts a record. Its month is that of the event, else of the publication.
  package mutating func add(_ record: IncidentRecord) {
    records += 1
    let incident = record.incident
    let people = incident.affected.count ?? 0
    let date = (incident.date ?? record.published)?.date
    add("month", [date.map { $0.month == nil ? $0.value : String($0.value.prefix(7)) } ?? "unknown"], people)
    add("country", known(incident.countries), people)
    let codes = Set(incident.origins.map { String($0.code.prefix(2)) }).sorted()
    add("province", known(codes.map { provinces[$0] ?? $0 }), people)
    add("harm", known(incident.harms), people)
    add("sector", known(incident.sectors), people)
  }

  private func known(_ values: [String]) -> [String] { values.isEmpty ? ["unknown"] : values }

  private mutating func add(_ dimension: String, _ values: [String], _ people: Int) {
    for value in values {
      cells[dimension, default: [:]][value, default: Cell()].incidents += 1
      cells[dimension, default: [:]][value, default: Cell()].people += people
    }
  }

  /// Months in their order, the others by falling number of records; "unknown" last.
  package var rows: [Row] {
    Self.dimensions.flatMap { dimension in
      (cells[dimension] ?? [:]).map {
        Row(dimension: dimension, value: $0.key, incidents: $0.value.incidents, people: $0.value.people)
      }.sorted { a, b in
        if (a.value == "unknown") != (b.value == "unknown") { return b.value == "unknown" }
        if dimension == "month" || a.incidents == b.incidents { return a.value < b.value }
        return a.incidents > b.incidents
      }
    }
  }

  /// A table with bars, one block a dimension.
  ///
  /// - Parameter width: of the longest bar, in columns.
  package func table(barWidth width: Int = 40) -> String {
    var text = ""
    for dimension in Self.dimensions {
      let rows = rows.filter { $0.dimension == dimension }
      guard let most = rows.map(\.incidents).max() else { continue }
      let column = max(dimension.count, rows.map(\.value.count).max() ?? 0)
      text += "\(left(dimension, column))  records   people\n"
      for row in rows {
        text += "\(left(row.value, column))  \(right(String(row.incidents), 7))  \(right(String(row.people), 7))"
        text += "  \(Self.bar(row.incidents, of: most, width: width))\n"
      }
      text += "\n"
    }
    return text + "\(records) records; a record counts once in each of its countries, provinces, harms and sectors\n"
  }

  /// A bar in eighths of a column.
  private static func bar(_ count: Int, of most: Int, width: Int) -> String {
    let eighths = max(1, count * width * 8 / most)
    let last = eighths % 8
    return String(repeating: "█", count: eighths / 8) + (last > 0 ? String(Unicode.Scalar(0x2590 - UInt32(last))!) : "")
  }

  /// `dimension,value,records,people`, lines that end in CRLF (RFC 4180).
  package var csv: String {
    var text = "dimension,value,records,people\r\n"
    for row in rows {
      text += csvLine([row.dimension, row.value, String(row.incidents), String(row.people)])
    }
    return text
  }
}

private func left(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}
private func right(_ text: String, _ width: Int) -> String {
  String(repeating: " ", count: max(0, width - text.count)) + text
}
