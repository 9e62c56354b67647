import Bytes
import JSON
import Mentions
import Text

/// The parts that several records share: dates, evidence, flags, regions, agencies.
extension JSONWriter {
  mutating func member(_ name: StaticString, _ date: DatedValue?) {
    member(name, date) { writer, date in
      writer.member("value", date.date.value)
      writer.member("precision", date.date.precision.rawValue)
      writer.member("text", date.text)
      writer.member("basis", date.basis.rawValue)
    }
  }

  mutating func member(_ name: StaticString, _ evidence: [Evidence], _ texts: inout ArticleTexts) {
    key(name)
    array(evidence) { $0.evidence($1, &texts) }
  }

  private mutating func evidence(_ row: Evidence, _ texts: inout ArticleTexts) {
    let scalars = row.range.flatMap { texts.scalars($0, in: row.place) }
    object { writer in
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
    member("flags", findings.filter { said.insert($0).inserted }) { writer, finding in
      writer.object { writer in
        writer.member("flag", finding.flag.rawValue)
        writer.member("note", finding.note)
      }
    }
  }

  mutating func member(_ name: StaticString, _ agency: Entities.AgencyName?) {
    member(name, agency) { $0.members(of: $1) }
  }

  mutating func members(of agency: Entities.AgencyName) {
    member("id", agency.id)
    member("name", agency.name)
  }

  mutating func members(of region: Entities.Region) {
    member("code", region.code)
    member("name", region.name)
    member("level", region.level.rawValue)
    member("province", region.province)
  }

  mutating func member(_ producer: Producer) {
    member("producer") { writer in
      writer.member("saring", producer.saring)
      writer.member("rules", producer.rules)
    }
  }
}
