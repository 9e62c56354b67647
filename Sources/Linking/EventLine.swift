import Incidents
import JSON
import Mentions
import Records
import Text

/// One line of `saring.event/1`, ending in `\n`.
package func eventLine(_ event: Event) -> [UInt8] {
  var writer = JSONWriter(reservingCapacity: 2048)
  writer.object { writer in
    writer.member("schema", RecordKind.event.rawValue)
    writer.member("id", event.id)
    writer.member("link_key", event.linkKey)
    writer.what(event)
    writer.who(event)
    writer.member("members", event.members)
    writer.member("sources", event.sources) { writer, source in
      writer.object { writer in
        writer.member("article", source.article)
        writer.member("url", source.url)
        writer.member("twin_of", source.twinOf)
      }
    }
    writer.member("conflicts", event.conflicts) { writer, conflict in
      writer.object { writer in
        writer.member("field", conflict.field)
        writer.member("values", conflict.values) { writer, told in
          writer.object { writer in
            switch told.value {
            case .text(let text): writer.member("value", text)
            case .number(let number): writer.member("value", number)
            }
            writer.member("members", told.members)
          }
        }
      }
    }
    writer.member("follows", event.follows)
  }
  writer.endLine()
  return writer.bytes
}

extension JSONWriter {
  fileprivate mutating func what(_ event: Event) {
    member("harms", event.harms)
    member("responses", event.responses)
    member("date", event.date) { writer, date in
      writer.member("value", date.date.value)
      writer.member("precision", date.date.precision.rawValue)
      writer.member("text", date.text)
      writer.member("basis", date.basis.rawValue)
    }
    member("countries", event.countries)
    member("places", event.places) { writer, place in
      writer.object { writer in
        writer.member("name", place.name)
        writer.member("country", place.country)
      }
    }
    member("origins", event.origins) { writer, region in
      writer.object { writer in
        writer.member("code", region.code)
        writer.member("name", region.name)
        writer.member("level", region.level.rawValue)
        writer.member("province", region.province)
      }
    }
    member("sectors", event.sectors)
  }

  fileprivate mutating func who(_ event: Event) {
    member("affected") { writer in
      writer.member("count", event.affected.count)
      writer.member("min", event.affected.min)
      writer.member("max", event.affected.max)
      writer.member("dead", event.affected.dead)
      writer.member("female", event.affected.female)
      writer.member("male", event.affected.male)
      writer.member("minors", event.affected.minors)
      writer.member("text", event.affected.text)
    }
    member("people", event.people) { writer, person in
      writer.object { writer in
        writer.member("name", person.name)
        writer.member("age", person.age)
        writer.member("sex", person.sex?.rawValue)
        writer.member("status", person.status?.rawValue)
        writer.member("origin", person.origin)
      }
    }
  }
}
