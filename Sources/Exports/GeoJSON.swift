import Incidents
import JSON
import Mentions
package import Records

/// Points for maps (RFC 7946): one for each region that people come from and each country where it happened, with sums.
///
/// Names no person. Memory grows with the regions, not with the records.
package struct GeoJSON: TextExport {
  /// A point of `lists/centroids.tsv`, degrees north and east.
  package struct Centroid: Hashable, Sendable {
    package var latitude: Double
    package var longitude: Double
    package init(latitude: Double, longitude: Double) {
      self.latitude = latitude
      self.longitude = longitude
    }
  }

  private enum Role: String { case origin, country }

  private struct Sum {
    var name: String
    var incidents = 0
    var people = 0
    var dead = 0
    var harms: [String: Int] = [:]
  }

  private let centroids: [String: Centroid]
  private let names: [String: String]
  private var sums: [Role: [String: Sum]] = [:]

  /// - Parameters:
  ///   - centroids: by Kemendagri or ISO code.
  ///   - names: of provinces and countries, by code.
  package init(centroids: [String: Centroid], names: [String: String]) {
    self.centroids = centroids
    self.names = names
  }

  package func begin() -> String { "" }

  package mutating func add(_ record: IncidentRecord) -> String {
    let incident = record.incident
    var origins: [String: String] = [:]
    for region in incident.origins {
      // A regency without a point of its own stands at its province's.
      let code = centroids[region.code] == nil ? String(region.code.prefix(2)) : region.code
      origins[code] = code == region.code ? region.name : names[code] ?? code
    }
    // "Asal Kabupaten Contoh, Jawa Barat" is one place.
    for code in origins.keys where code.count == 2 && origins.keys.contains(where: { $0.hasPrefix(code + ".") }) {
      origins[code] = nil
    }
    for (code, name) in origins { add(.origin, code, name, incident) }
    for code in Set(incident.countries) { add(.country, code, names[code] ?? code, incident) }
    return ""
  }

  private mutating func add(_ role: Role, _ code: String, _ name: String, _ incident: Incident) {
    var sum = sums[role]?[code] ?? Sum(name: name)
    sum.incidents += 1
    sum.people += incident.affected.count ?? 0
    sum.dead += incident.affected.dead ?? 0
    for harm in Set(incident.harms) { sum.harms[harm, default: 0] += 1 }
    sums[role, default: [:]][code] = sum
  }

  package func end() -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("type", "FeatureCollection")
      let rows = [Role.origin, .country].flatMap { role in
        (sums[role] ?? [:]).sorted { $0.key < $1.key }.map { (role, $0.key, $0.value) }
      }
      writer.member("features", objects: rows) { writer, row in
        writer.member("type", "Feature")
        // A place without a known point keeps its sums: RFC 7946 allows a feature without geometry.
        writer.member("geometry", centroids[row.1]) { writer, point in
          writer.member("type", "Point")
          writer.member("coordinates", [point.longitude, point.latitude]) { $0.double($1) }
        }
        writer.member("properties") { writer in
          writer.member("role", row.0.rawValue)
          writer.member("code", row.1)
          writer.member("name", row.2.name)
          writer.member("incidents", row.2.incidents)
          writer.member("people", row.2.people)
          writer.member("dead", row.2.dead)
          writer.member("harms") { writer in
            for (harm, count) in row.2.harms.sorted(by: { $0.key < $1.key }) {
              writer.key(named: harm)
              writer.int(count)
            }
          }
        }
      }
    }
    writer.endLine()
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
