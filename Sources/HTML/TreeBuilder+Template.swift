/// Templates and the content that a customizable select shows.
extension TreeBuilder {
  mutating func startTemplate() {
    if isTooDeep { return }
    formatting.append(Self.marker)
    framesetOK = false
    mode = .inTemplate
    templateModes.append(.inTemplate)
    let id = insertElement()
    openTemplates += 1
    let contents = Int32(nodes.count)
    nodes.append(Node(kind: .templateContent, namespace: .html, tag: .other, name: -1, start: 0, end: 0))
    append(contents, to: id)
  }

  mutating func endTemplate() {
    guard openTemplates > 0 else { return }
    generateImpliedEndTagsThoroughly()
    popUntil(.template)
    clearFormattingToMarker()
    templateModes.removeLast()
    resetInsertionMode()
  }

  /// The "in template" insertion mode.
  mutating func inTemplate() -> Step {
    let next: Mode
    switch tokenizer.kind {
    case .characters, .null, .comment, .doctype: return inBody()
    case .startTag:
      switch tokenizer.tag {
      case .base, .basefont, .bgsound, .link, .meta, .noframes, .script, .style, .template, .title: return inHead()
      case .caption, .colgroup, .tbody, .tfoot, .thead: next = .inTable
      case .col: next = .inColumnGroup
      case .tr: next = .inTableBody
      case .td, .th: next = .inRow
      default: next = .inBody
      }
    case .endTag: return tokenizer.tag == .template ? inHead() : .done
    case .endOfFile:
      guard openTemplates > 0 else { return .done }
      popUntil(.template)
      clearFormattingToMarker()
      templateModes.removeLast()
      resetInsertionMode()
      return .again
    }
    templateModes[templateModes.count - 1] = next
    mode = next
    return .again
  }

  /// Maybe clone an option into selectedcontent: the first option of a select, or one marked `selected`.
  mutating func cloneIntoSelectedContent(_ option: Int32) {
    var select = node(option).parent
    while select >= 0, !node(select).isHTML(.select) { select = node(select).parent }
    guard select >= 0, attribute("multiple", in: Int(node(select).start)..<Int(node(select).end)) == nil else { return }
    var target: Int32 = -1
    var isFirst = true
    var steps = 0
    var at = node(select).firstChild
    while at >= 0 {
      let record = node(at)
      if target < 0, record.isHTML(.selectedcontent) { target = at }
      if record.isHTML(.option), at != option { isFirst = false }
      steps += 1
      // A select of thousands of nodes shows what it showed.
      if steps > Self.selectLimit { return }
      if at == option { break }
      at = following(at, within: select, skippingChildren: at == target)
    }
    let isSelected = attribute("selected", in: Int(node(option).start)..<Int(node(option).end)) != nil
    guard target >= 0, isFirst || isSelected else { return }
    while node(target).firstChild >= 0 { detach(node(target).firstChild) }
    cloneChildren(of: option, into: target)
  }

  private static let selectLimit = 4096

  private func following(_ start: Int32, within root: Int32, skippingChildren: Bool) -> Int32 {
    if !skippingChildren, node(start).firstChild >= 0 { return node(start).firstChild }
    var at = start
    while at != root, at >= 0 {
      if node(at).next >= 0 { return node(at).next }
      at = node(at).parent
    }
    return -1
  }

  private mutating func cloneChildren(of source: Int32, into target: Int32) {
    var copies: [Int32: Int32] = [source: target]
    var at = following(source, within: source, skippingChildren: false)
    while at >= 0 {
      var copy = node(at)
      let parent = copies[copy.parent] ?? target
      (copy.parent, copy.firstChild, copy.lastChild, copy.next, copy.previous) = (-1, -1, -1, -1, -1)
      let id = Int32(nodes.count)
      nodes.append(copy)
      append(id, to: parent)
      copies[at] = id
      at = following(at, within: source, skippingChildren: false)
    }
  }
}
