/// The rules for parsing tokens in foreign content: SVG and MathML.
extension TreeBuilder {
  private var adjustedCurrent: Int32 { open.count == 1 && context >= 0 ? context : current }

  /// The tree construction dispatcher: whether the token goes by the rules for foreign content.
  @inline(__always) var usesForeignRules: Bool {
    mutating get { tokenizer.inForeignContent && foreignRulesApply() }
  }

  private mutating func foreignRulesApply() -> Bool {
    guard !open.isEmpty else { return false }
    let record = node(adjustedCurrent)
    if record.namespace == .html { return false }
    switch tokenizer.kind {
    case .endOfFile: return false
    case .startTag:
      if record.isMathTextPoint, tokenizer.tag != .mglyph, tokenizer.tag != .malignmark { return false }
      if record.namespace == .math, record.tag == .annotationXml, tokenizer.tag == .svg { return false }
      return !isHTMLPoint(record)
    case .characters, .null: return !(record.isMathTextPoint || isHTMLPoint(record))
    default: return true
    }
  }

  /// HTML integration point.
  private func isHTMLPoint(_ record: Node) -> Bool {
    switch record.namespace {
    case .html: return false
    case .svg: return record.tag == .foreignobject || record.tag == .desc || record.tag == .title
    case .math:
      guard record.tag == .annotationXml,
        let encoding = attribute("encoding", in: Int(record.start)..<Int(record.end))
      else { return false }
      return equals(encoding.0, encoding.1, "text/html", ignoringCase: true)
        || equals(encoding.0, encoding.1, "application/xhtml+xml", ignoringCase: true)
    }
  }

  mutating func foreignContent() -> Step {
    switch tokenizer.kind {
    case .null:
      let start = tokenizer.input.count + tokenizer.extra.count
      tokenizer.extra += [0xEF, 0xBF, 0xBD]
      insertText(start, start + 3)
    case .characters:
      if framesetOK, leadingBlanks() < tokenizer.end - tokenizer.start { framesetOK = false }
      insertText()
    case .comment: insertComment()
    case .doctype, .endOfFile: break
    case .startTag:
      let leaves =
        tokenizer.tag.leavesForeignContent
        || (tokenizer.tag == .font
          && (attribute("color") != nil || attribute("face") != nil || attribute("size") != nil))
      if leaves {
        leaveForeignContent()
        return step(in: mode)
      }
      insertElement(namespace: node(adjustedCurrent).namespace)
      if tokenizer.selfClosing { pop() }
    case .endTag:
      if tokenizer.tag == .br || tokenizer.tag == .p {
        leaveForeignContent()
        return step(in: mode)
      }
      return endTagInForeignContent()
    }
    return .done
  }

  private mutating func leaveForeignContent() {
    while open.count > 1 {
      let record = node(current)
      if record.namespace == .html || record.isMathTextPoint || isHTMLPoint(record) { return }
      pop()
    }
  }

  private mutating func endTagInForeignContent() -> Step {
    var index = open.count - 1
    while index > 0 {
      let record = node(open[index])
      if record.namespace == .html { return step(in: mode) }
      if record.tag == tokenizer.tag, record.name == tokenizer.name {
        while open.count > index { pop() }
        return .done
      }
      index -= 1
    }
    return .done
  }
}
