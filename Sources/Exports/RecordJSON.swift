import Incidents
import JSON
import Mentions

/// Parts of an incident as JSON text, for columns that hold lists of rows.
struct RecordJSON {
  let privacy: Privacy

  func people(_ incident: Incident) -> String {
    text { writer in
      writer.array(incident.people) { writer, person in
        writer.object { writer in
          writer.member("name", person.name)
          writer.member("age", privacy == .open ? person.age : nil)
          writer.member("age_band", person.age.map(ageBand))
          writer.member("sex", person.sex?.rawValue)
          writer.member("status", person.status?.rawValue)
          writer.member("origin", person.origin)
        }
      }
    }
  }

  func places(_ incident: Incident) -> String {
    text { writer in
      writer.array(incident.places) { writer, place in
        writer.object { writer in
          writer.member("name", place.name)
          writer.member("country", place.country)
        }
      }
    }
  }

  func origins(_ incident: Incident) -> String {
    text { writer in
      writer.array(incident.origins) { writer, region in
        writer.object { writer in
          writer.member("code", region.code)
          writer.member("name", region.name)
          writer.member("level", region.level.rawValue)
          writer.member("province", region.province)
        }
      }
    }
  }

  func agencies(_ incident: Incident) -> String {
    text { writer in
      writer.array(incident.agencies) { writer, agency in
        writer.object { writer in
          writer.member("id", agency.id)
          writer.member("name", agency.name)
        }
      }
    }
  }

  private func text(_ write: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    write(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
