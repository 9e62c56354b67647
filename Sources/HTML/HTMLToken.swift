/// A token as the tokenizer tests write it; for conformance runs only, the parser makes none.
package enum HTMLToken: Equatable, Sendable {
  case doctype(name: String?, publicID: String?, systemID: String?, isCorrect: Bool)
  case startTag(name: String, attributes: [String: String], selfClosing: Bool)
  case endTag(name: String)
  case comment(String)
  case characters(String)

  /// The tokens of `bytes` from a start state (`"Data state"`, `"RCDATA state"`, …), adjacent characters joined.
  package static func tokens(of bytes: [UInt8], state: String, lastStartTag: String?) -> [HTMLToken] {
    unsafe HTMLTree.normalizingNewlines(bytes).withUnsafeBufferPointer { buffer in
      var tokenizer = unsafe Tokenizer(Input(buffer))
      switch state {
      case "PLAINTEXT state": tokenizer.state = .plaintext
      case "RCDATA state": tokenizer.state = .rcdata
      case "RAWTEXT state": tokenizer.state = .rawtext
      case "Script data state": tokenizer.state = .scriptData
      case "CDATA section state": tokenizer.state = .cdataSection
      default: break
      }
      if let lastStartTag { tokenizer.lastStartTag = Array(lastStartTag.utf8) }
      var tokens: [HTMLToken] = []
      while true {
        tokenizer.next()
        switch tokenizer.kind {
        case .endOfFile: return tokens
        case .null: append("\0", to: &tokens)
        case .characters: append(tokenizer.string(tokenizer.start, tokenizer.end), to: &tokens)
        case .comment: tokens.append(.comment(tokenizer.string(tokenizer.start, tokenizer.end)))
        case .endTag: tokens.append(.endTag(name: tokenizer.tagName))
        case .startTag:
          var attributes: [String: String] = [:]
          for index in tokenizer.attributeStart..<tokenizer.attributes.count {
            let attribute = tokenizer.attributes[index]
            attributes[tokenizer.string(Int(attribute.nameStart), Int(attribute.nameEnd))] = tokenizer.string(
              Int(attribute.valueStart), Int(attribute.valueEnd))
          }
          tokens.append(
            .startTag(name: tokenizer.tagName, attributes: attributes, selfClosing: tokenizer.selfClosing))
        case .doctype:
          let parts = (0..<3).map { part -> String? in
            let value = tokenizer.attributes[tokenizer.attributeStart + part]
            return value.valueStart < 0 ? nil : tokenizer.string(Int(value.valueStart), Int(value.valueEnd))
          }
          tokens.append(
            .doctype(name: parts[0], publicID: parts[1], systemID: parts[2], isCorrect: !tokenizer.forceQuirks))
        }
      }
    }
  }

  private static func append(_ text: String, to tokens: inout [HTMLToken]) {
    if case .characters(let before)? = tokens.last {
      tokens[tokens.count - 1] = .characters(before + text)
    } else {
      tokens.append(.characters(text))
    }
  }
}

extension Tokenizer {
  func string(_ start: Int, _ end: Int) -> String {
    String(decoding: (start..<end).map { byte($0) }, as: UTF8.self)
  }
  var tagName: String { tag == .other ? customNames[Int(name)] : names.name(tag) }
}

extension HTMLTree {
  /// The tree as the tree construction tests print it: `| ` and two blanks a level, attributes sorted by name.
  package var dump: String {
    var out = ""
    var at = nodes[Int(root)].firstChild
    var depth = 0
    while at >= 0 {
      let indent = "| " + String(repeating: "  ", count: depth)
      let record = nodes[Int(at)]
      switch record.kind {
      case .document: break
      case .doctype:
        let type = doctype(of: at)
        out += indent + "<!DOCTYPE " + type.name
        if type.publicID != nil || type.systemID != nil {
          out += " \"\(type.publicID ?? "")\" \"\(type.systemID ?? "")\""
        }
        out += ">\n"
      case .element:
        let prefix = record.namespace == .svg ? "svg " : record.namespace == .math ? "math " : ""
        out += indent + "<" + prefix + tagName(of: at) + ">\n"
        for attribute in attributeList(of: at).sorted(by: {
          Array($0.name.utf16).lexicographicallyPrecedes(Array($1.name.utf16))
        }) {
          out += indent + "  \(attribute.name)=\"\(attribute.value)\"\n"
        }
      case .text: out += indent + "\"" + String(decoding: text(of: at), as: UTF8.self) + "\"\n"
      case .comment: out += indent + "<!-- " + String(decoding: text(of: at), as: UTF8.self) + " -->\n"
      case .templateContent: out += indent + "content\n"
      }
      if record.firstChild >= 0 {
        at = record.firstChild
        depth += 1
        continue
      }
      while at >= 0, at != root, nodes[Int(at)].next < 0 {
        at = nodes[Int(at)].parent
        depth -= 1
      }
      if at == root || at < 0 { break }
      at = nodes[Int(at)].next
    }
    return out
  }
}
