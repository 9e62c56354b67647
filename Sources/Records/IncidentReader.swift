import Bytes
package import Incidents
import JSON
import Mentions
package import Text

/// What a line of `saring.incident/1` says: an incident, and the fields of its article that stand beside it.
///
/// The evidence comes without ranges: the article's text, which they point into, is not in the line.
package struct IncidentRecord: Sendable {
  package var id: String
  package var article: String
  package var url: String?
  package var title: String?
  package var published: DatedValue?
  package var incident: Incident
  package var producer: Producer
  /// Ids of earlier records that no longer hold.
  package var supersedes: [String]
}

/// Reads one line of `saring.incident/1`; `number` is its line in the file, for messages.
///
/// - Throws: ``RecordError`` with line and field. Fields that are not of the contract are passed over.
package func readIncident(_ line: [UInt8], number: Int = 1) throws(RecordError) -> IncidentRecord {
  let fields = try RecordFields(line: line, number: number, kind: .incident)
  let made = try fields.fields("producer")
  return IncidentRecord(
    id: try fields.text("id"), article: try fields.text("article"), url: try fields.textOrNull("url"),
    title: try fields.textOrNull("title"), published: try fields.date("published"), incident: try fields.incident(),
    producer: Producer(saring: try made.text("saring"), rules: try made.text("rules")),
    // Lines of versions before 0.2 lack it.
    supersedes: fields.object["supersedes"] == nil ? [] : try fields.texts("supersedes"))
}

extension RecordFields {
  fileprivate func incident() throws(RecordError) -> Incident {
    var incident = Incident()
    incident.harms = try texts("harms")
    incident.responses = try texts("responses")
    incident.date = try date("date")
    incident.countries = try texts("countries")
    for row in try rows("places") {
      incident.places.append(Incident.Place(name: try row.text("name"), country: try row.textOrNull("country")))
    }
    for row in try rows("origins") { incident.origins.append(try row.region(evidence: [])) }
    incident.sectors = try texts("sectors")
    incident.affected = try fields("affected").affected()
    for row in try rows("people") { incident.people.append(try row.person()) }
    let suspects = try fields("suspects")
    incident.suspects.count = try suspects.integerOrNull("count")
    incident.suspects.names = try suspects.texts("names")
    for row in try rows("agencies") { incident.agencies.append(try row.agency()) }
    incident.officials = try texts("officials")
    incident.laws = try texts("laws")
    incident.alleged = try truth("alleged")
    incident.background = try truth("background")
    incident.confidence = try number("confidence")
    for row in try rows("evidence") {
      incident.evidence.append(
        Evidence(
          field: try row.text("field"), value: try row.text("value"), rule: try row.text("rule"),
          place: try row.word("in", of: Evidence.Place.known), text: try row.text("text"), range: nil))
    }
    incident.linkKey = try text("link_key")
    for row in try rows("flags") {
      incident.findings.append(Finding(try row.word("flag", of: Finding.Flag.allCases), try row.text("note")))
    }
    return incident
  }

  private func affected() throws(RecordError) -> Incident.Affected {
    var affected = Incident.Affected()
    affected.count = try integerOrNull("count")
    affected.min = try integerOrNull("min")
    affected.max = try integerOrNull("max")
    affected.dead = try integerOrNull("dead")
    affected.female = try integerOrNull("female")
    affected.male = try integerOrNull("male")
    affected.minors = try integerOrNull("minors")
    affected.text = try textOrNull("text")
    return affected
  }

  private func person() throws(RecordError) -> Incident.Person {
    Incident.Person(
      name: try text("name"), age: try integerOrNull("age"),
      sex: try wordOrNull("sex", of: [Incident.Person.Sex.female, .male]),
      status: try wordOrNull("status", of: Incident.Person.Status.known), origin: try textOrNull("origin"))
  }
}
