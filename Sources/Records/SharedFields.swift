import Bytes
package import Incidents
package import JSON
package import Mentions
package import Text

/// The parts that several records share: dates, evidence, flags, regions, agencies, whom it befell.
extension JSONWriter {
  package mutating func member(_ name: StaticString, _ date: DatedValue?) {
    member(name, date) { writer, date in
      writer.member("value", date.date.value)
      writer.member("precision", date.date.precision.rawValue)
      writer.member("text", date.text)
      writer.member("basis", date.basis.rawValue)
    }
  }

  mutating func member(_ name: StaticString, _ evidence: [Evidence], _ texts: inout ArticleTexts) {
    member(name, objects: evidence) { writer, row in
      let scalars = row.range.flatMap { texts.scalars($0, in: row.place) }
      writer.member("field", row.field)
      writer.member("value", row.value)
      writer.member("rule", row.rule)
      writer.member("in", row.place.rawValue)
      writer.member("text", row.text)
      writer.member("start", scalars?.start)
      writer.member("end", scalars?.end)
    }
  }

  /// Findings of several stages, each said once.
  mutating func flags(_ findings: [Finding]) {
    var said: Set<Finding> = []
    member("flags", objects: findings.filter { said.insert($0).inserted }) { writer, finding in
      writer.member("flag", finding.flag.rawValue)
      writer.member("note", finding.note)
    }
  }

  mutating func member(_ name: StaticString, _ agency: Entities.AgencyName?) {
    member(name, agency) { $0.members(of: $1) }
  }

  package mutating func members(of agency: Entities.AgencyName) {
    member("id", agency.id)
    member("name", agency.name)
  }

  package mutating func members(of region: Entities.Region) {
    member("code", region.code)
    member("name", region.name)
    member("level", region.level.rawValue)
    member("province", region.province)
  }

  package mutating func members(of place: Incident.Place) {
    member("name", place.name)
    member("country", place.country)
  }

  package mutating func members(of affected: Incident.Affected) {
    member("count", affected.count)
    member("min", affected.min)
    member("max", affected.max)
    member("dead", affected.dead)
    member("female", affected.female)
    member("male", affected.male)
    member("minors", affected.minors)
    member("text", affected.text)
  }

  package mutating func members(of person: Incident.Person) {
    member("name", person.name)
    member("age", person.age)
    member("sex", person.sex?.rawValue)
    member("status", person.status?.rawValue)
    member("origin", person.origin)
  }

  mutating func member(_ producer: Producer) {
    member("producer") { writer in
      writer.member("saring", producer.saring)
      writer.member("rules", producer.rules)
    }
  }
}
