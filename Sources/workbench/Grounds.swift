import Articles
import Incidents
import JSON
import Pipeline

/// `workbench grounds RULES PAGES…`: a line for each incident, `{"id", "values": [{"field", "value", "titled", "sentences", "company", "lands"}]}`:
/// what its confidence is reckoned from, for `.ci/reliability`.
func grounds(_ arguments: [String]) throws -> Int32 {
  guard arguments.count > 1 else {
    print("workbench grounds RULES PAGES…")
    return 64
  }
  guard let engine = try loadedEngine(rules: arguments[0]) else { return 78 }
  for path in arguments.dropFirst() {
    for page in try rawPages(in: path) {
      let article = engine.clean(page)
      let (mentions, entities) = engine.extract(article)
      for (index, incident) in engine.incidents(article, mentions, entities).enumerated() {
        print(line(incident, id: "\(article.id)#\(index + 1)"))
      }
    }
  }
  return 0
}

private func line(_ incident: Incident, id: String) -> String {
  var writer = JSONWriter()
  writer.object { writer in
    writer.member("id", id)
    writer.member("values", objects: incident.grounds) { writer, grounds in
      writer.member("field", grounds.field)
      writer.member("value", grounds.value)
      writer.member("titled", grounds.isTitled)
      writer.member("sentences", grounds.sentences)
      writer.member("company", grounds.company)
      writer.member("lands", grounds.isBesideOtherLands)
    }
  }
  return String(decoding: writer.bytes, as: UTF8.self)
}
