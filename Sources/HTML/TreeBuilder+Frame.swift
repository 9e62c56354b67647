/// The insertion modes around the body: from "initial" to "after head", "text", and those after the body and of framesets.
extension TreeBuilder {
  /// The "initial" insertion mode.
  mutating func initial() -> Step {
    switch tokenizer.kind {
    case .characters:
      if takeBlanks(inserting: false) { return .done }
    case .comment:
      insertComment(into: 0)
      return .done
    case .doctype:
      let id = Int32(nodes.count)
      nodes.append(
        Node(
          kind: .doctype, namespace: .html, tag: .other, name: -1, start: Int32(tokenizer.attributeStart),
          end: Int32(tokenizer.attributes.count)))
      append(id, to: 0)
      quirks = doctypeAsksForQuirks()
      mode = .beforeHTML
      return .done
    default: break
    }
    quirks = true
    mode = .beforeHTML
    return .again
  }

  private func doctypeAsksForQuirks() -> Bool {
    if tokenizer.forceQuirks { return true }
    let parts = (0..<3).map { part -> String? in
      let value = tokenizer.attributes[tokenizer.attributeStart + part]
      guard value.valueStart >= 0 else { return nil }
      let bytes = (value.valueStart..<value.valueEnd).map { lowercased(tokenizer.byte(Int($0))) }
      return String(decoding: bytes, as: UTF8.self)
    }
    if parts[0] != "html" { return true }
    if parts[2] == "http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd" { return true }
    guard let publicID = parts[1] else { return false }
    if ["-//w3o//dtd w3 html strict 3.0//en//", "-/w3c/dtd html 4.0 transitional/en", "html"].contains(publicID) {
      return true
    }
    if quirksPrefixes.contains(where: { publicID.hasPrefix($0) }) { return true }
    let isHTML4 =
      publicID.hasPrefix("-//w3c//dtd html 4.01 frameset//")
      || publicID.hasPrefix("-//w3c//dtd html 4.01 transitional//")
    return isHTML4 && parts[2] == nil
  }

  /// The "before html" insertion mode.
  mutating func beforeHTML() -> Step {
    switch tokenizer.kind {
    case .doctype: return .done
    case .comment:
      insertComment(into: 0)
      return .done
    case .characters:
      if takeBlanks(inserting: false) { return .done }
    case .startTag:
      if tokenizer.tag == .html {
        let id = createElement()
        append(id, to: 0)
        open.append(id)
        mode = .beforeHead
        return .done
      }
    case .endTag:
      switch tokenizer.tag {
      case .head, .body, .html, .br: break
      default: return .done
      }
    default: break
    }
    let id = Int32(nodes.count)
    nodes.append(Node(kind: .element, namespace: .html, tag: .html, name: -1, start: 0, end: 0))
    append(id, to: 0)
    open.append(id)
    mode = .beforeHead
    return .again
  }

  /// The "before head" insertion mode.
  mutating func beforeHead() -> Step {
    switch tokenizer.kind {
    case .characters:
      if takeBlanks(inserting: false) { return .done }
    case .comment:
      insertComment()
      return .done
    case .doctype: return .done
    case .startTag:
      if tokenizer.tag == .html { return inBody() }
      if tokenizer.tag == .head {
        head = insertElement()
        mode = .inHead
        return .done
      }
    case .endTag:
      switch tokenizer.tag {
      case .head, .body, .html, .br: break
      default: return .done
      }
    default: break
    }
    head = insertElement(named: .head)
    mode = .inHead
    return .again
  }

  /// The "in head" insertion mode.
  mutating func inHead() -> Step {
    switch tokenizer.kind {
    case .characters:
      if takeBlanks(inserting: true) { return .done }
    case .comment:
      insertComment()
      return .done
    case .doctype: return .done
    case .startTag:
      switch tokenizer.tag {
      case .html: return inBody()
      case .base, .basefont, .bgsound, .link, .meta:
        insertElement()
        pop()
        return .done
      case .title:
        parseText(.rcdata)
        return .done
      case .noframes, .style:
        parseText(.rawtext)
        return .done
      case .noscript:
        // The scripting flag is off.
        insertElement()
        mode = .inHeadNoscript
        return .done
      case .script:
        parseText(.scriptData)
        return .done
      case .template:
        startTemplate()
        return .done
      case .head: return .done
      default: break
      }
    case .endTag:
      switch tokenizer.tag {
      case .head:
        pop()
        mode = .afterHead
        return .done
      case .body, .html, .br: break
      case .template:
        endTemplate()
        return .done
      default: return .done
      }
    default: break
    }
    pop()
    mode = .afterHead
    return .again
  }

  /// The "in head noscript" insertion mode.
  mutating func inHeadNoscript() -> Step {
    switch tokenizer.kind {
    case .doctype: return .done
    case .comment: return inHead()
    case .characters:
      if takeBlanks(inserting: true) { return .done }
    case .startTag:
      switch tokenizer.tag {
      case .html: return inBody()
      case .basefont, .bgsound, .link, .meta, .noframes, .style: return inHead()
      case .head, .noscript: return .done
      default: break
      }
    case .endTag:
      if tokenizer.tag == .noscript {
        pop()
        mode = .inHead
        return .done
      }
      if tokenizer.tag != .br { return .done }
    default: break
    }
    pop()
    mode = .inHead
    return .again
  }

  /// The "after head" insertion mode.
  mutating func afterHead() -> Step {
    switch tokenizer.kind {
    case .characters:
      if takeBlanks(inserting: true) { return .done }
    case .comment:
      insertComment()
      return .done
    case .doctype: return .done
    case .startTag:
      switch tokenizer.tag {
      case .html: return inBody()
      case .body:
        insertElement()
        framesetOK = false
        mode = .inBody
        return .done
      case .frameset:
        insertElement()
        mode = .inFrameset
        return .done
      case .base, .basefont, .bgsound, .link, .meta, .noframes, .script, .style, .template, .title:
        open.append(head)
        let step = inHead()
        if let index = open.lastIndex(of: head) { open.remove(at: index) }
        return step
      case .head: return .done
      default: break
      }
    case .endTag:
      switch tokenizer.tag {
      case .template: return inHead()
      case .body, .html, .br: break
      default: return .done
      }
    default: break
    }
    insertElement(named: .body)
    mode = .inBody
    return .again
  }

  /// The "text" insertion mode.
  mutating func text() -> Step {
    switch tokenizer.kind {
    case .characters:
      insertText()
      return .done
    case .endOfFile:
      pop()
      mode = originalMode
      return .again
    default:
      pop()
      mode = originalMode
      return .done
    }
  }

  /// The "after body" insertion mode.
  mutating func afterBody() -> Step {
    switch tokenizer.kind {
    case .characters:
      if leadingBlanks() == tokenizer.end - tokenizer.start { return inBody() }
    case .comment:
      insertComment(into: open.first ?? 0)
      return .done
    case .doctype: return .done
    case .startTag:
      if tokenizer.tag == .html { return inBody() }
    case .endTag:
      if tokenizer.tag == .html {
        if context < 0 { mode = .afterAfterBody }
        return .done
      }
    case .endOfFile: return .done
    default: break
    }
    mode = .inBody
    return .again
  }

  /// Keeps the blanks of a characters token, drops the rest.
  private mutating func insertBlanksOnly() {
    var at = tokenizer.start
    while at < tokenizer.end {
      if isSpace(tokenizer.byte(at)) {
        let from = at
        while at < tokenizer.end, isSpace(tokenizer.byte(at)) { at += 1 }
        insertText(from, at)
      } else {
        at += 1
      }
    }
  }

  /// The "in frameset" insertion mode.
  mutating func inFrameset() -> Step {
    switch tokenizer.kind {
    case .characters: insertBlanksOnly()
    case .comment: insertComment()
    case .startTag:
      switch tokenizer.tag {
      case .html: return inBody()
      case .frameset: insertElement()
      case .frame:
        insertElement()
        pop()
      case .noframes: return inHead()
      default: break
      }
    case .endTag:
      if tokenizer.tag == .frameset, open.count > 1 {
        pop()
        if context < 0, currentTag != .frameset { mode = .afterFrameset }
      }
    default: break
    }
    return .done
  }

  /// The "after frameset" insertion mode.
  mutating func afterFrameset() -> Step {
    switch tokenizer.kind {
    case .characters: insertBlanksOnly()
    case .comment: insertComment()
    case .startTag:
      if tokenizer.tag == .html { return inBody() }
      if tokenizer.tag == .noframes { return inHead() }
    case .endTag:
      if tokenizer.tag == .html { mode = .afterAfterFrameset }
    default: break
    }
    return .done
  }

  /// The "after after body" insertion mode.
  mutating func afterAfterBody() -> Step {
    switch tokenizer.kind {
    case .comment:
      insertComment(into: 0)
      return .done
    case .doctype: return inBody()
    case .characters:
      if leadingBlanks() == tokenizer.end - tokenizer.start { return inBody() }
    case .startTag:
      if tokenizer.tag == .html { return inBody() }
    case .endOfFile: return .done
    default: break
    }
    mode = .inBody
    return .again
  }

  /// The "after after frameset" insertion mode.
  mutating func afterAfterFrameset() -> Step {
    switch tokenizer.kind {
    case .comment: insertComment(into: 0)
    case .doctype: return inBody()
    case .characters: insertBlanksOnly()
    case .startTag:
      if tokenizer.tag == .html { return inBody() }
      if tokenizer.tag == .noframes { return inHead() }
    default: break
    }
    return .done
  }
}

/// Public identifiers that set quirks mode by their beginning, lower case.
private let quirksPrefixes = [
  "+//silmaril//dtd html pro v0r11 19970101//", "-//as//dtd html 3.0 aswedit + extensions//",
  "-//advasoft ltd//dtd html 3.0 aswedit + extensions//", "-//ietf//dtd html 2.0 level 1//",
  "-//ietf//dtd html 2.0 level 2//", "-//ietf//dtd html 2.0 strict level 1//", "-//ietf//dtd html 2.0 strict level 2//",
  "-//ietf//dtd html 2.0 strict//", "-//ietf//dtd html 2.0//", "-//ietf//dtd html 2.1e//", "-//ietf//dtd html 3.0//",
  "-//ietf//dtd html 3.2 final//", "-//ietf//dtd html 3.2//", "-//ietf//dtd html 3//", "-//ietf//dtd html level 0//",
  "-//ietf//dtd html level 1//", "-//ietf//dtd html level 2//", "-//ietf//dtd html level 3//",
  "-//ietf//dtd html strict level 0//", "-//ietf//dtd html strict level 1//", "-//ietf//dtd html strict level 2//",
  "-//ietf//dtd html strict level 3//", "-//ietf//dtd html strict//", "-//ietf//dtd html//",
  "-//metrius//dtd metrius presentational//", "-//microsoft//dtd internet explorer 2.0 html strict//",
  "-//microsoft//dtd internet explorer 2.0 html//", "-//microsoft//dtd internet explorer 2.0 tables//",
  "-//microsoft//dtd internet explorer 3.0 html strict//", "-//microsoft//dtd internet explorer 3.0 html//",
  "-//microsoft//dtd internet explorer 3.0 tables//", "-//netscape comm. corp.//dtd html//",
  "-//netscape comm. corp.//dtd strict html//", "-//o'reilly and associates//dtd html 2.0//",
  "-//o'reilly and associates//dtd html extended 1.0//", "-//o'reilly and associates//dtd html extended relaxed 1.0//",
  "-//sq//dtd html 2.0 hotmetal + extensions//",
  "-//softquad software//dtd hotmetal pro 6.0::19990601::extensions to html 4.0//",
  "-//softquad//dtd hotmetal pro 4.0::19971010::extensions to html 4.0//", "-//spyglass//dtd html 2.0 extended//",
  "-//sun microsystems corp.//dtd hotjava html//", "-//sun microsystems corp.//dtd hotjava strict html//",
  "-//w3c//dtd html 3 1995-03-24//", "-//w3c//dtd html 3.2 draft//", "-//w3c//dtd html 3.2 final//",
  "-//w3c//dtd html 3.2//", "-//w3c//dtd html 3.2s draft//", "-//w3c//dtd html 4.0 frameset//",
  "-//w3c//dtd html 4.0 transitional//", "-//w3c//dtd html experimental 19960712//",
  "-//w3c//dtd html experimental 970421//", "-//w3c//dtd w3 html//", "-//w3o//dtd w3 html 3.0//",
  "-//webtechs//dtd mozilla html 2.0//", "-//webtechs//dtd mozilla html//",
]
