/// A `.tsv` file of `Rules/`: lists and furniture tables share this form.
///
/// One entry a line, cells parted by a tab. `#` begins a comment line; `#! key value` is a setting of the table (`#! match exact`).
/// The first other line names the columns. A row with too few cells is filled with empty ones; one with too many is an error.
package struct Table: Sendable {
  package struct Row: Sendable {
    /// From 1.
    package var line: Int
    package var cells: [String]
  }

  /// Path relative to the pack's folder, "lists/regencies.tsv".
  package var file: String
  package var settings: [String: String]
  package var columns: [String]
  package var rows: [Row]

  /// The index of a column, or nil.
  package func column(_ name: String) -> Int? { columns.firstIndex(of: name) }

  /// A row's cell by column name; "" where the table has no such column.
  package func cell(_ row: Row, _ name: String) -> String {
    guard let index = column(name), index < row.cells.count else { return "" }
    return row.cells[index]
  }

  /// Reads a table. What is wrong goes into `diagnostics`; what is right is kept.
  package init(file: String, bytes: [UInt8], diagnostics: inout [Diagnostic]) {
    self.file = file
    settings = [:]
    columns = []
    rows = []
    guard let text = String(validating: bytes, as: UTF8.self) else {
      diagnostics.append(Diagnostic(file: file, line: 1, "this file is not UTF-8: save it as UTF-8 and try again"))
      return
    }
    var number = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      let line = line.hasSuffix("\r") ? line.dropLast() : line
      if line.allSatisfy({ $0 == " " || $0 == "\t" }) { continue }
      if line.hasPrefix("#!") {
        let parts = line.dropFirst(2).split(separator: " ", maxSplits: 1)
        if let key = parts.first { settings[String(key)] = parts.count > 1 ? String(parts[1]) : "" }
        continue
      }
      if line.hasPrefix("#") { continue }
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map { Table.trimmed($0) }
      if columns.isEmpty {
        columns = cells
        if !columns.contains("name") {
          diagnostics.append(
            Diagnostic(
              file: file, line: number, source: String(line),
              "the header line must name a column `name` (found: \(columns.joined(separator: ", ")))"))
        }
        continue
      }
      if cells.count > columns.count {
        diagnostics.append(
          Diagnostic(
            file: file, line: number, source: String(line),
            "\(cells.count) cells, but the header names \(columns.count) columns"))
        continue
      }
      let filled = cells + Array(repeating: "", count: columns.count - cells.count)
      rows.append(Row(line: number, cells: filled))
    }
    if columns.isEmpty {
      diagnostics.append(Diagnostic(file: file, line: 1, "an empty table: the first line must name the columns"))
    }
  }

  private static func trimmed(_ cell: Substring) -> String {
    var cell = cell
    while cell.first == " " { cell.removeFirst() }
    while cell.last == " " { cell.removeLast() }
    return String(cell)
  }
}
