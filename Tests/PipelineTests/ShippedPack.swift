import Disk
import Pipeline
import Records

/// The rules of the checkout, compiled once for all tests.
enum ShippedPack {
  static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
  static let engine: Engine? = {
    guard let files = try? Files.pack(root + "/Rules") else { return nil }
    return Engine.load(files, producer: Producer(saring: "test", rules: "test")).engine
  }()
}
