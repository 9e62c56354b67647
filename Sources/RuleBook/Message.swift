/// The languages in which messages about rule files are told.
package enum Language: Sendable, CaseIterable {
  case english, indonesian

  /// By the name of a locale, `id_ID.UTF-8`; English where it is none of ours.
  package init(locale: String) {
    let name = locale.prefix { $0.isLetter }
    self = name == "id" || name == "in" ? .indonesian : .english
  }
}

/// What a message says, kept as its English template and what stands in its gaps, so that it can be told in either language.
///
/// It is written as a text with values in it: `"unknown list @\(name)"` has the template `unknown list @%1`. The Indonesian of every
/// template stands in ``Message/indonesian``; a test reads the sources and fails where one is missing.
package struct Message: Hashable, Sendable, ExpressibleByStringInterpolation, CustomStringConvertible {
  package indirect enum Argument: Hashable, Sendable {
    case words(String)
    case message(Message)
  }

  package var template: String
  package var arguments: [Argument] = []

  package init(stringLiteral value: String) { template = value }

  /// What is the same in every language: words of a rule or of a text.
  package static func verbatim(_ words: String) -> Message { Message("\(words)") }

  /// One after the other, with a mark between.
  package static func list(_ messages: [Message], separator: String) -> Message {
    guard let first = messages.first else { return "" }
    return messages.dropFirst().reduce(first) { Message("\($0)\(separator)\($1)") }
  }

  package init(stringInterpolation: StringInterpolation) {
    template = stringInterpolation.template
    arguments = stringInterpolation.arguments
  }

  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var template = ""
    fileprivate var arguments: [Argument] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      template.reserveCapacity(literalCapacity + 2 * interpolationCount)
    }

    package mutating func appendLiteral(_ literal: String) { template += literal }
    package mutating func appendInterpolation(_ message: Message) { append(.message(message)) }
    package mutating func appendInterpolation(_ words: String) { append(.words(words)) }
    package mutating func appendInterpolation(_ value: some CustomStringConvertible) { append(.words(value.description)) }

    private mutating func append(_ argument: Argument) {
      arguments.append(argument)
      template += "%\(arguments.count)"
    }
  }

  /// In English.
  package var description: String { text(in: .english) }

  /// Whether its template is translated.
  package var hasIndonesian: Bool { Message.indonesian[template] != nil }

  /// In a language; in English where there is no translation.
  package func text(in language: Language) -> String {
    let form = language == .indonesian ? Message.indonesian[template] ?? template : template
    guard !arguments.isEmpty else { return form }
    var text = ""
    var isGap = false
    for character in form {
      if isGap {
        isGap = false
        if let number = character.wholeNumberValue, (1...arguments.count).contains(number) {
          switch arguments[number - 1] {
          case .words(let words): text += words
          case .message(let message): text += message.text(in: language)
          }
        } else {
          text += "%\(character)"
        }
      } else if character == "%" {
        isGap = true
      } else {
        text.append(character)
      }
    }
    return isGap ? text + "%" : text
  }
}
