import Articles
import Disk
import Dumps
import Incidents
import JSON
import Pipeline
import Records

/// `workbench grounds RULES PAGES…`: a line for each incident, `{"id", "values": [{"field", "value", "titled", "sentences", "company", "lands"}]}`:
/// what its confidence is reckoned from, for `.ci/reliability`.
func grounds(_ arguments: [String]) throws -> Int32 {
  guard arguments.count > 1 else {
    print("workbench grounds RULES PAGES…")
    return 64
  }
  let engine = try Engine.load(Files.pack(arguments[0]), producer: Producer(saring: "workbench", rules: "")).engine
  guard let engine else {
    print("the rules in \(arguments[0]) have errors: saring rules check")
    return 78
  }
  for path in arguments.dropFirst() {
    var reader = PageReader(ArraySource(try Files.read(path)), path: path)
    while let item = reader.next() {
      guard case .page(let page) = item else { continue }
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
    writer.member("values", incident.grounds) { writer, grounds in
      writer.object { writer in
        writer.member("field", grounds.field)
        writer.member("value", grounds.value)
        writer.member("titled", grounds.isTitled)
        writer.member("sentences", grounds.sentences)
        writer.member("company", grounds.company)
        writer.member("lands", grounds.isBesideOtherLands)
      }
    }
  }
  return String(decoding: writer.bytes, as: UTF8.self)
}
