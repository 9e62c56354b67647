/// One line of comma-separated values by RFC 4180, ending in CRLF: a cell with a comma, a quote or a line break stands in quotes.
func csvLine(_ cells: [String]) -> String {
  var line = ""
  for (index, cell) in cells.enumerated() {
    if index > 0 { line += "," }
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
