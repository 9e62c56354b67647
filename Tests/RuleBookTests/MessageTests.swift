import Disk
import RuleBook
import Testing

/// Messages in two languages.
@Suite struct MessageTests {
  @Test(arguments: [
    ("id_ID.UTF-8", Language.indonesian), ("id", .indonesian), ("in_ID", .indonesian), ("en_US.UTF-8", .english), ("C", .english),
    ("", .english), ("ido", .english),
  ])
  func theLocaleDecides(locale: String, expected: Language) { #expect(Language(locale: locale) == expected) }

  @Test func whatIsMeantIsTranslatedToo() {
    let message: Message = "unknown list @\("ofices")\(nearest("ofices", ["offices"], sign: "@"))"
    #expect(message.description == "unknown list @ofices: did you mean @offices?")
    #expect(message.text(in: .indonesian) == "daftar @ofices tidak dikenal: maksud Anda @offices?")
  }

  @Test func placesAndSeverityStayAsTheyAre() {
    let text = "rule r\n  phase x\n  match \"Menteri\n"
    let found = RuleSet.compile([PackFile(path: "a.rules", bytes: Array(text.utf8))]).diagnostics
    let shown = found.map { $0.text(in: .indonesian) }
    #expect(shown.contains { $0.hasPrefix("a.rules:3:9: error: tanda kutip ini tidak pernah ditutup\n    match") }, "\(shown)")
  }

  /// Reads the calls that make messages from the sources, and asks for the Indonesian of every text in them.
  @Test func everyMessageHasBothLanguages() throws {
    let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
    var count = 0
    for folder in ["RuleBook", "Mentions", "Articles", "Pipeline", "saring"] {
      for path in try Files.below("\(root)/Sources/\(folder)") where path.hasSuffix(".swift") {
        if folder == "saring" && !path.contains("/Rule") { continue }
        for template in MessageCalls.templates(in: String(decoding: try Files.read(path), as: UTF8.self)) {
          count += 1
          let message = Message(stringLiteral: template)
          #expect(message.hasIndonesian, "\(path): no Indonesian for: \(template)")
        }
      }
    }
    #expect(count > 130)
  }

  @Test func aTranslationFillsEveryGap() {
    for (english, indonesian) in Message.indonesian {
      for number in 1...9 where indonesian.contains("%\(number)") {
        #expect(english.contains("%\(number)"), "\(indonesian)")
      }
    }
  }
}

/// Finds the texts that are written as messages: those directly within the brackets of the calls that take one.
private enum MessageCalls {
  private static let calls = [
    "report", "error", "Diagnostic", "problem", "fail", "warn", "expectWord", "expect", "expectNumber", "Message", "say",
  ]

  static func templates(in source: String) -> [String] {
    let text = Array(source.unicodeScalars)
    var found: [String] = []
    var at = 0
    while at < text.count {
      guard text[at] == "(", isCall(text, at) else {
        at += 1
        continue
      }
      found += literals(text, from: at + 1)
      at += 1
    }
    return found
  }

  private static func isCall(_ text: [Unicode.Scalar], _ bracket: Int) -> Bool {
    var start = bracket
    while start > 0, text[start - 1].properties.isAlphabetic { start -= 1 }
    var name = ""
    name.unicodeScalars.append(contentsOf: text[start..<bracket])
    var before = ""
    before.unicodeScalars.append(contentsOf: text[max(0, start - 5)..<start])
    return calls.contains(name) && before != "func "
  }

  /// Texts between an opening bracket and its end that stand in no inner bracket and are longer than a mark.
  private static func literals(_ text: [Unicode.Scalar], from start: Int) -> [String] {
    var found: [String] = []
    var depth = 1
    var at = start
    while at < text.count, depth > 0 {
      switch text[at] {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      case "\"":
        let (template, end) = literal(text, from: at + 1)
        if depth == 1, template.count > 2 { found.append(template) }
        at = end
      default: break
      }
      at += 1
    }
    return found
  }

  /// The template of a text, and where its closing mark stands.
  private static func literal(_ text: [Unicode.Scalar], from start: Int) -> (String, Int) {
    var template = ""
    var gaps = 0
    var at = start
    while at < text.count, text[at] != "\"" {
      if text[at] == "\\", at + 1 < text.count {
        if text[at + 1] == "(" {
          gaps += 1
          template += "%\(gaps)"
          at = closing(text, from: at + 2) + 1
          continue
        }
        at += 1
      }
      template.unicodeScalars.append(text[at])
      at += 1
    }
    return (template, at)
  }

  private static func closing(_ text: [Unicode.Scalar], from start: Int) -> Int {
    var depth = 1
    var at = start
    while at < text.count {
      switch text[at] {
      case "(": depth += 1
      case ")":
        depth -= 1
        if depth == 0 { return at }
      case "\"": at = literal(text, from: at + 1).1
      default: break
      }
      at += 1
    }
    return at
  }
}
