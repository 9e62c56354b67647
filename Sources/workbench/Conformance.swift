import Disk
import FoundationEssentials
import HTML

/// `workbench conformance DIR [-v]`: runs the html5lib tests in `DIR/tokenizer` and `DIR/tree-construction`; prints passed and failed a file.
///
/// Tests that need scripting, and those whose input no UTF-8 can hold (lone surrogates), are counted as skipped. Parse errors are not compared.
func conformance(_ arguments: [String]) throws -> Int32 {
  guard let directory = arguments.first else {
    print("usage: workbench conformance DIR [-v]")
    return 2
  }
  let isVerbose = arguments.contains("-v")
  var total = Tally()
  for (folder, run) in [("tokenizer", tokenizerFile), ("tree-construction", treeFile)] {
    var sum = Tally()
    for path in try Files.below(directory + "/" + folder) where path.hasSuffix(".test") || path.hasSuffix(".dat") {
      if path.contains("/scripted/") { continue }
      let name = path.split(separator: "/").last ?? ""
      let tally = run(try Files.read(path), isVerbose)
      print("\(folder)/\(name): \(tally)")
      sum.add(tally)
    }
    print("\(folder): \(sum)")
    total.add(sum)
  }
  print("total: \(total)")
  return total.failed == 0 && total.passed > 0 ? 0 : 1
}

private struct Tally: CustomStringConvertible {
  var passed = 0
  var failed = 0
  var skipped = 0
  var description: String { "passed \(passed) failed \(failed) skipped \(skipped)" }
  mutating func add(_ other: Tally) {
    passed += other.passed
    failed += other.failed
    skipped += other.skipped
  }
}

// MARK: - Tree construction

private func treeFile(_ bytes: [UInt8], isVerbose: Bool) -> Tally {
  var tally = Tally()
  for test in TreeTest.tests(in: bytes) {
    if test.needsScript {
      tally.skipped += 1
      continue
    }
    let tree: HTMLTree
    if let fragment = test.fragment {
      let parts = fragment.split(separator: " ")
      let namespace: HTMLTree.Namespace = parts.count < 2 ? .html : parts[0] == "svg" ? .svg : .math
      tree = HTMLTree.parse(fragment: test.data, context: String(parts.last ?? "div"), namespace: namespace)
    } else {
      tree = HTMLTree.parse(test.data)
    }
    let found = tree.dump
    if Array(found.utf8) == Array(test.expected.utf8) {
      tally.passed += 1
    } else {
      tally.failed += 1
      if isVerbose {
        print("--- \(String(decoding: test.data, as: UTF8.self)) (\(test.fragment ?? "document"))")
        print("expected\n\(test.expected)found\n\(found)")
      }
    }
  }
  return tally
}

private struct TreeTest {
  var data: [UInt8] = []
  var fragment: String?
  var needsScript = false
  var expected = ""

  static func tests(in bytes: [UInt8]) -> [TreeTest] {
    var tests: [TreeTest] = []
    var test = TreeTest()
    var section = ""
    var dataLines: [ArraySlice<UInt8>] = []
    func finish() {
      guard section == "#document" else { return }
      test.data = Array(dataLines.joined(separator: [0x0A]))
      while test.expected.hasSuffix("\n\n") { test.expected.removeLast() }
      tests.append(test)
      test = TreeTest()
      dataLines = []
    }
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let text = String(decoding: line, as: UTF8.self)
      if text == "#data", section != "#data" {
        finish()
        section = text
      } else if section == "#data" ? text == "#errors" : text.hasPrefix("#"), section != "#document" || text == "#data" {
        section = text
        if text == "#script-on" { test.needsScript = true }
      } else {
        switch section {
        case "#data": dataLines.append(line)
        case "#document-fragment": test.fragment = text
        case "#document": test.expected += text + "\n"
        default: break
        }
      }
    }
    finish()
    return tests
  }
}

// MARK: - Tokenizer

private enum JSONValue: Decodable, Equatable {
  case null
  case bool(Bool)
  case string(String)
  case list([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  var text: String? { if case .string(let value) = self { value } else { nil } }
}

private struct TokenizerTest: Decodable {
  var description: String
  var input: String
  var output: [JSONValue]
  var initialStates: [String]?
  var lastStartTag: String?
  var doubleEscaped: Bool?
}

private struct TokenizerTests: Decodable { var tests: [TokenizerTest]? }

private func tokenizerFile(_ bytes: [UInt8], isVerbose: Bool) -> Tally {
  var tally = Tally()
  let file: TokenizerTests
  do {
    file = try JSONDecoder().decode(TokenizerTests.self, from: Data(bytes))
  } catch {
    print("cannot read: \(error)")
    tally.failed += 1
    return tally
  }
  for test in file.tests ?? [] {
    let isEscaped = test.doubleEscaped ?? false
    for state in test.initialStates ?? ["Data state"] {
      guard let input = isEscaped ? unescaped(test.input) : test.input,
        let expected = tokens(test.output, isEscaped: isEscaped)
      else {
        tally.skipped += 1
        continue
      }
      let found = HTMLToken.tokens(of: Array(input.utf8), state: state, lastStartTag: test.lastStartTag)
      if found == expected {
        tally.passed += 1
      } else {
        tally.failed += 1
        if isVerbose {
          print(
            "--- \(test.description) [\(state)]\n\(input.debugDescription)\n  expected \(expected)\n  found    \(found)"
          )
        }
      }
    }
  }
  return tally
}

private func tokens(_ output: [JSONValue], isEscaped: Bool) -> [HTMLToken]? {
  var out: [HTMLToken] = []
  for value in output {
    guard case .list(let parts) = value, let kind = parts.first?.text else { return nil }
    func text(_ index: Int) -> String? {
      guard index < parts.count, let text = parts[index].text else { return nil }
      return isEscaped ? unescaped(text) : text
    }
    switch kind {
    case "DOCTYPE":
      out.append(.doctype(name: text(1), publicID: text(2), systemID: text(3), isCorrect: parts[4] == .bool(true)))
    case "StartTag":
      var attributes: [String: String] = [:]
      if case .object(let object)? = parts.dropFirst(2).first {
        for (key, value) in object {
          guard let name = isEscaped ? unescaped(key) : key, let text = value.text else { return nil }
          attributes[name] = isEscaped ? unescaped(text) : text
        }
      }
      out.append(.startTag(name: text(1) ?? "", attributes: attributes, selfClosing: parts.count > 3))
    case "EndTag": out.append(.endTag(name: text(1) ?? ""))
    case "Comment":
      guard let text = text(1) else { return nil }
      out.append(.comment(text))
    default:
      guard let text = text(1) else { return nil }
      if case .characters(let before)? = out.last {
        out[out.count - 1] = .characters(before + text)
      } else {
        out.append(.characters(text))
      }
    }
  }
  return out
}

/// Undoes the second round of `\uHHHH`; nil where a lone surrogate results.
private func unescaped(_ text: String) -> String? {
  var units: [UInt16] = []
  let source = Array(text.utf16)
  var index = 0
  while index < source.count {
    if source[index] == 0x5C, index + 5 < source.count, source[index + 1] == 0x75,
      let unit = UInt16(String(decoding: source[(index + 2)..<(index + 6)], as: UTF16.self), radix: 16)
    {
      units.append(unit)
      index += 6
    } else {
      units.append(source[index])
      index += 1
    }
  }
  return String(validating: units, as: UTF16.self)
}
