/// One line of comma-separated values by RFC 4180, ending in CRLF: a cell with a comma, a quote or a line break stands in quotes. One that
/// a spreadsheet would take for a formula gets an apostrophe before it, since titles and names are whatever a page says.
func csvLine(_ cells: [String]) -> String {
  var line = ""
  for (index, value) in cells.enumerated() {
    if index > 0 { line += "," }
    let cell = isFormula(value) ? "'" + value : value
    guard cell.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else {
      line += cell
      continue
    }
    line += "\""
    for scalar in cell.unicodeScalars {
      if scalar == "\"" { line += "\"" }
      line.unicodeScalars.append(scalar)
    }
    line += "\""
  }
  return line + "\r\n"
}

private func isFormula(_ cell: String) -> Bool {
  guard let first = cell.unicodeScalars.first(where: { $0 != " " }) else { return false }
  return "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first) && Double(cell) == nil
}
