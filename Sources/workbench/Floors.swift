import Disk
import JSON

/// `workbench floors FLOORS BEFORE FIGURES`: no figure more than 0.01 below its floor, no floor below the last commit's.
func floors(_ arguments: [String]) throws -> Int32 {
  guard arguments.count == 3 else {
    print("workbench floors FLOORS.json BEFORE.json FIGURES.json")
    return 64
  }
  let tables = try arguments.map { try figures($0) }
  var failed = false
  for (name, floor) in tables[0].sorted(by: { $0.key < $1.key }) {
    let figure = tables[2][name]
    let isBelow = (figure ?? 0) < floor - 0.01
    print("\(isBelow ? "FELL " : "ok   ")\(name): \(figure.map { "\($0)" } ?? "missing"), floor \(floor)")
    failed = failed || isBelow
  }
  for (name, floor) in tables[1].sorted(by: { $0.key < $1.key }) where (tables[0][name] ?? 0) < floor {
    print(
      "the floor of \(name) fell from \(floor) to \(tables[0][name].map { "\($0)" } ?? "nothing"): floors only rise")
    failed = true
  }
  return failed ? 1 : 0
}

private func figures(_ path: String) throws -> [String: Double] {
  var figures: [String: Double] = [:]
  for (key, value) in try JSONReader.value(of: Files.read(path)).object ?? JSONObject() { figures[key] = value.double }
  return figures
}
