import Bytes

/// A `.tsv` file of `Rules/`: lists and furniture tables share this form.
///
/// One entry a line, cells parted by a tab. `#` begins a comment line; `#! key value` is a setting of the table (`#! match exact`).
/// The first other line names the columns. A row with too few cells is filled with empty ones; one with too many is an error.
package struct Table: Sendable {
  package struct Row: Sendable {
    /// From 1.
    package var line: Int
    package var cells: [String]
    package var file: String
  }

  /// Path relative to the pack's folder, "lists/regencies.tsv".
  package var file: String
  package var settings: [String: String]
  package var columns: [String]
  package var rows: [Row]
  /// Where the columns are named, from 1.
  package private(set) var headerLine = 1

  /// The index of a column, or nil.
  package func column(_ name: String) -> Int? { columns.firstIndex(of: name) }

  /// A row's cell by column name; "" where the table has no such column.
  package func cell(_ row: Row, _ name: String) -> String {
    guard let index = column(name), index < row.cells.count else { return "" }
    return row.cells[index]
  }

  /// The parts of a row's cell between marks, UTF-8, empty ones left out.
  package func parts(_ row: Row, _ name: String, at mark: UInt8) -> [ArraySlice<UInt8>] {
    Array(cell(row, name).utf8).split(separator: mark)
  }

  /// Reads a table. What is wrong goes into `diagnostics`; what is right is kept.
  ///
  /// Complexity: one pass over the bytes.
  package init(file: String, bytes: [UInt8], diagnostics: inout [Diagnostic]) {
    self.file = file
    settings = [:]
    columns = []
    rows = []
    guard firstInvalidUTF8(in: bytes.span) == nil else {
      diagnostics.append(Diagnostic(file: file, line: 1, "this file is not UTF-8: save it as UTF-8 and try again"))
      return
    }
    var number = 0
    // Past the byte order mark that Windows programs write.
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.count {
      let next = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      var end = next
      if end > start, bytes[end - 1] == 0x0D { end -= 1 }
      number += 1
      read(bytes[start..<end], number, &diagnostics)
      start = next + 1
    }
    if columns.isEmpty {
      diagnostics.append(Diagnostic(file: file, line: 1, "an empty table: the first line must name the columns"))
    }
  }

  private mutating func read(_ line: ArraySlice<UInt8>, _ number: Int, _ diagnostics: inout [Diagnostic]) {
    func problem(_ message: Message) {
      diagnostics.append(Diagnostic(file: file, line: number, source: String(decoding: line, as: UTF8.self), message))
    }
    guard let first = line.first(where: { $0 != 0x20 && $0 != 0x09 }) else { return }
    if first == 0x23, line.first == 0x23 {
      guard line.dropFirst().first == 0x21 else { return }
      let parts = String(decoding: line.dropFirst(2), as: UTF8.self).split(separator: " ", maxSplits: 1)
      if let key = parts.first { settings[String(key)] = parts.count > 1 ? String(parts[1]) : "" }
      return
    }
    var cells: [String] = []
    cells.reserveCapacity(columns.count)
    var start = line.startIndex
    while true {
      let end = line[start...].firstIndex(of: 0x09) ?? line.endIndex
      cells.append(Table.trimmed(line[start..<end]))
      if end == line.endIndex { break }
      start = end + 1
    }
    if columns.isEmpty {
      columns = cells
      if columns.count == 1, columns[0].hasPrefix("name "), columns[0].split(separator: " ").count > 1 {
        problem("the columns are parted by spaces: part them by a tab")
      } else if !columns.contains("name") {
        problem("the header line must name a column `name` (found: \(columns.joined(separator: ", ")))")
      }
      if let twice = columns.indices.first(where: { columns[..<$0].contains(columns[$0]) }) {
        problem("the header line names the column \(columns[twice]) twice")
      }
      headerLine = number
      return
    }
    guard cells.count <= columns.count else {
      problem("\(cells.count) cells, but the header names \(columns.count) columns")
      return
    }
    if cells.count == 1, columns.count > 1, Table.hasWideSpace(line) {
      problem("the cells of this row are parted by spaces: part them by a tab")
      return
    }
    while cells.count < columns.count { cells.append("") }
    rows.append(Row(line: number, cells: cells, file: file))
  }

  /// Adds the rows of a table of the same name that lies over this one; its columns must be known here.
  package mutating func extend(with upper: Table, _ diagnostics: inout [Diagnostic]) {
    for name in upper.columns where column(name) == nil {
      diagnostics.append(
        Diagnostic(
          file: upper.file, line: upper.headerLine,
          "\(file) has no column \(name)\(nearest(name, columns)); its columns are \(columns.joined(separator: ", "))"))
    }
    // A row of the upper table stands for all rows of its name.
    if column("name") != nil, upper.column("name") != nil {
      let names = Set(upper.rows.map { upper.cell($0, "name") })
      rows = rows.filter { !names.contains(cell($0, "name")) }
    }
    for row in upper.rows {
      let cells = columns.map { upper.cell(row, $0) }
      rows.append(Row(line: row.line, cells: cells, file: upper.file))
    }
  }

  /// Two spaces in a row between words: what an editor writes for a tab.
  private static func hasWideSpace(_ line: ArraySlice<UInt8>) -> Bool {
    let cell = trimmed(line).utf8
    return zip(cell, cell.dropFirst()).contains { $0 == 0x20 && $1 == 0x20 }
  }

  private static func trimmed(_ cell: ArraySlice<UInt8>) -> String {
    var cell = cell
    while cell.first == 0x20 { cell.removeFirst() }
    while cell.last == 0x20 { cell.removeLast() }
    return String(decoding: cell, as: UTF8.self)
  }
}
