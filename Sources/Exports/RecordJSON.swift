import Incidents
import JSON
import Mentions
import Records

/// Parts of an incident as JSON text, for columns that hold lists of rows.
struct RecordJSON {
  let privacy: Privacy

  func people(_ incident: Incident) -> String {
    text { writer in
      writer.objects(incident.people) { writer, person in
        writer.member("name", person.name)
        writer.member("age", incident.age(of: person, privacy))
        writer.member("age_band", incident.ageBand(of: person))
        writer.member("sex", person.sex?.rawValue)
        writer.member("status", person.status?.rawValue)
        writer.member("origin", person.origin)
      }
    }
  }

  func places(_ incident: Incident) -> String {
    text { $0.objects(incident.places) { $0.members(of: $1) } }
  }

  func origins(_ incident: Incident) -> String {
    text { $0.objects(incident.origins) { $0.members(of: $1) } }
  }

  func agencies(_ incident: Incident) -> String {
    text { $0.objects(incident.agencies) { $0.members(of: $1) } }
  }

  private func text(_ write: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    write(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
