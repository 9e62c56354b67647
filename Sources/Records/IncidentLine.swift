package import Articles
import Bytes
package import Incidents
import JSON

/// One line of `saring.incident/1`, ending in `\n`; `number` counts the article's incidents from 1.
///
/// Where there is a `mask`, the people are told by initials without their ages and streets, and an address that tells of one is left out.
/// `supersedes` are the ids of earlier records that no longer hold, its own id among them where it is written anew.
///
/// Complexity: O(*n*) in the article's body and the bytes of the line.
package func incidentLine(
  _ incident: Incident, number: Int, article: Article, mask: PrivacyMask? = nil, producer: Producer, supersedes: [String] = []
) -> [UInt8] {
  let incident = mask.map { incident.masked(by: $0) } ?? incident
  let (url, title) =
    mask.map { mask in (article.url.flatMap { mask.isTold(in: $0) ? nil : $0 }, article.title.map { mask.masked($0) }) }
    ?? (article.url, article.title)
  var texts = ArticleTexts(article)
  var writer = JSONWriter(reservingCapacity: 256 * incident.evidence.count + 4096)
  writer.object { writer in
    writer.member("schema", RecordKind.incident.rawValue)
    writer.member("id", "\(article.id)#\(number)")
    writer.member("article", article.id)
    writer.member("url", url)
    writer.member("title", title)
    writer.member("published", article.published)
    writer.what(incident)
    writer.who(incident)
    writer.member("alleged", incident.alleged)
    writer.member("background", incident.background)
    writer.key("confidence")
    writer.double((incident.confidence * 1000).rounded() / 1000)
    writer.member("evidence", incident.evidence, &texts)
    writer.member("link_key", incident.linkKey)
    writer.flags(incident.findings)
    writer.member(producer)
    writer.member("supersedes", supersedes)
  }
  writer.endLine()
  return writer.bytes
}

extension JSONWriter {
  /// From `harms` to `sectors`.
  fileprivate mutating func what(_ incident: Incident) {
    member("harms", incident.harms)
    member("responses", incident.responses)
    member("date", incident.date)
    member("countries", incident.countries)
    member("places", objects: incident.places) { $0.members(of: $1) }
    member("origins", objects: incident.origins) { $0.members(of: $1) }
    member("sectors", incident.sectors)
  }

  /// From `affected` to `laws`.
  fileprivate mutating func who(_ incident: Incident) {
    member("affected") { $0.members(of: incident.affected) }
    member("people", objects: incident.people) { $0.members(of: $1) }
    member("suspects") { writer in
      writer.member("count", incident.suspects.count)
      writer.member("names", incident.suspects.names)
    }
    member("agencies", objects: incident.agencies) { $0.members(of: $1) }
    member("officials", incident.officials)
    member("laws", incident.laws)
  }
}
