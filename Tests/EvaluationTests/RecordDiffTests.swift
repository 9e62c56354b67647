import Evaluation
import JSON
import Testing

/// What two packs of rules make different, told value by value.
@Suite struct RecordDiffTests {
  private func value(_ text: String) throws -> JSONValue { try JSONReader.value(of: Array(text.utf8)) }

  private func lines(_ before: String, _ after: String) throws -> [String] {
    var diff = RecordDiff()
    return diff.compare(try value(before), try value(after))
  }

  @Test func sameRecordsGiveNoLine() throws {
    var diff = RecordDiff()
    let record = try value(#"{"id":"a","harms":["death"],"producer":{"rules":"1"}}"#)
    let other = try value(#"{"id":"a","harms":["death"],"producer":{"rules":"2"}}"#)
    #expect(diff.compare(record, other) == [])
    #expect(!diff.differs && diff.table == "1 record, no difference\n")
  }

  @Test(arguments: [
    (#"{"harms":["death"]}"#, #"{"harms":["death","illness"]}"#, "+ harms: illness"),
    (#"{"harms":["death"]}"#, #"{"harms":[]}"#, "- harms: death"),
    (#"{"harms":["death"]}"#, #"{"harms":["illness"]}"#, "~ harms: death → illness"),
    (#"{"affected":{"count":null}}"#, #"{"affected":{"count":107}}"#, "+ affected.count: 107"),
    (#"{"affected":{"count":10}}"#, #"{"affected":{"count":107}}"#, "~ affected.count: 10 → 107"),
    (
      #"{"officials":[{"name":"Budi","role":"Menteri"}]}"#, #"{"officials":[{"name":"Budi","role":"Wakil Menteri"}]}"#,
      "~ officials.role of Budi: Menteri → Wakil Menteri"
    ),
    (#"{"alleged":false}"#, #"{"alleged":true}"#, "~ alleged: false → true"),
  ])
  func eachDifferenceIsOneLine(before: String, after: String, expected: String) throws {
    #expect(try lines(before, after) == [expected])
  }

  @Test func theWordsAndTheRuleAreTold() throws {
    let after = #"""
      {"harms":["death"],"evidence":[{"field":"harms","value":"death","rule":"harm.word","text":"tewas","start":1,"end":2}]}
      """#
    #expect(try lines(#"{"harms":[]}"#, after) == [#"+ harms: death  "tewas" by harm.word"#])
  }

  @Test func incidentsArePairedByWhatTheySay() throws {
    var diff = RecordDiff()
    let first = try value(#"{"id":"a#1","harms":["arrest"],"countries":["KH"]}"#)
    let second = try value(#"{"id":"a#2","harms":["death"],"countries":["MY"]}"#)
    let renumbered = try value(#"{"id":"a#1","harms":["death"],"countries":["MY"]}"#)
    let found = diff.compare(incidents: [first, second], [renumbered])
    #expect(found.map(\.id) == ["a#1 is gone"])
    #expect(found.first?.lines == ["- harms: arrest", "- countries: KH"])
    #expect(diff.counts["harms"].map { [$0.same, $0.added, $0.removed, $0.changed] } == [1, 0, 1, 0])
  }

  @Test func theTableCountsByField() throws {
    var diff = RecordDiff()
    _ = diff.compare(try value(#"{"harms":["death"],"sectors":["x"]}"#), try value(#"{"harms":["illness"],"sectors":["x"]}"#))
    let rows = diff.table.split(separator: "\n").map { $0.split(separator: " ").map { String($0) } }
    #expect(rows == [["same", "added", "removed", "changed"], ["harms", "0", "0", "0", "1"], ["1", "record,", "1", "differ"]])
  }
}
