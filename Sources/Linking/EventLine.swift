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
    writer.member("sources", objects: event.sources) { writer, source in
      writer.member("article", source.article)
      writer.member("url", source.url)
      writer.member("twin_of", source.twinOf)
    }
    writer.member("conflicts", objects: event.conflicts) { writer, conflict in
      writer.member("field", conflict.field)
      writer.member("values", objects: conflict.values) { writer, told in
        switch told.value {
        case .text(let text): writer.member("value", text)
        case .number(let number): writer.member("value", number)
        }
        writer.member("members", told.members)
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
    member("date", event.date)
    member("countries", event.countries)
    member("places", objects: event.places) { $0.members(of: $1) }
    member("origins", objects: event.origins) { $0.members(of: $1) }
    member("sectors", event.sectors)
  }

  fileprivate mutating func who(_ event: Event) {
    member("affected") { $0.members(of: event.affected) }
    member("people", objects: event.people) { $0.members(of: $1) }
  }
}
