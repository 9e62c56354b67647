/// The "in body" insertion mode.
extension TreeBuilder {
  mutating func inBody() -> Step {
    switch tokenizer.kind {
    case .null, .doctype: return .done
    case .characters:
      reconstructFormatting()
      if framesetOK, leadingBlanks() < tokenizer.end - tokenizer.start { framesetOK = false }
      insertText()
      return .done
    case .comment:
      insertComment()
      return .done
    case .endOfFile:
      return templateModes.isEmpty ? .done : inTemplate()
    case .startTag: return startTagInBody()
    case .endTag: return endTagInBody()
    }
  }

  private mutating func startTagInBody() -> Step {
    switch tokenizer.tag {
    case .html:
      if openTemplates == 0, let first = open.first { mergeAttributes(into: first) }
    case .base, .basefont, .bgsound, .link, .meta, .noframes, .script, .style, .template, .title: return inHead()
    case .body:
      guard open.count > 1, node(open[1]).isHTML(.body), openTemplates == 0 else { return .done }
      framesetOK = false
      mergeAttributes(into: open[1])
    case .frameset:
      guard open.count > 1, node(open[1]).isHTML(.body), framesetOK else { return .done }
      detach(open[1])
      while open.count > 1 { pop() }
      insertElement()
      mode = .inFrameset
    case .address, .article, .aside, .blockquote, .center, .details, .dialog, .dir, .div, .dl, .fieldset, .figcaption,
      .figure, .footer, .header, .hgroup, .main, .menu, .nav, .ol, .p, .search, .section, .summary, .ul:
      if paragraphInButtonScope() { closeP() }
      insertElement()
    case .h1, .h2, .h3, .h4, .h5, .h6:
      if paragraphInButtonScope() { closeP() }
      if currentTag.isHeading { pop() }
      insertElement()
    case .pre, .listing:
      if paragraphInButtonScope() { closeP() }
      insertElement()
      ignoreNextNewline = true
      framesetOK = false
    case .form:
      if form >= 0, openTemplates == 0 { return .done }
      if paragraphInButtonScope() { closeP() }
      let id = insertElement()
      if openTemplates == 0 { form = id }
    case .li:
      framesetOK = false
      closeListItem(.li, .li)
    case .dd, .dt:
      framesetOK = false
      closeListItem(.dd, .dt)
    case .plaintext:
      if paragraphInButtonScope() { closeP() }
      insertElement()
      tokenizer.state = .plaintext
    case .button:
      if inScope(.button) {
        generateImpliedEndTags()
        popUntil(.button)
      }
      reconstructFormatting()
      insertElement()
      framesetOK = false
    case .a:
      if let old = formattingElement(.a) {
        adoptionAgency(.a, name: -1)
        if let index = formatting.lastIndex(of: old) { formatting.remove(at: index) }
        removeFromStack(old)
      }
      reconstructFormatting()
      pushFormatting(insertElement())
    case .b, .big, .code, .em, .font, .i, .s, .small, .strike, .strong, .tt, .u:
      reconstructFormatting()
      pushFormatting(insertElement())
    case .nobr:
      reconstructFormatting()
      if inScope(.nobr) {
        adoptionAgency(.nobr, name: -1)
        reconstructFormatting()
      }
      pushFormatting(insertElement())
    case .applet, .marquee, .object:
      if isTooDeep { return .done }
      reconstructFormatting()
      insertElement()
      formatting.append(Self.marker)
      framesetOK = false
    case .table:
      if isTooDeep { return .done }
      if !quirks, paragraphInButtonScope() { closeP() }
      insertElement()
      framesetOK = false
      mode = .inTable
    case .area, .br, .embed, .img, .keygen, .wbr:
      reconstructFormatting()
      insertElement()
      pop()
      framesetOK = false
    case .input:
      if context >= 0, node(context).isHTML(.select) { return .done }
      if inScope(.select) { popUntil(.select) }
      reconstructFormatting()
      insertElement()
      pop()
      if !isHiddenInput { framesetOK = false }
    case .param, .source, .track:
      insertElement()
      pop()
    case .hr:
      if paragraphInButtonScope() { closeP() }
      if inScope(.select) { generateImpliedEndTags() }
      insertElement()
      pop()
      framesetOK = false
    case .image:
      tokenizer.tag = .img
      return .again
    case .textarea:
      insertElement()
      ignoreNextNewline = true
      tokenizer.rememberStartTag()
      tokenizer.state = .rcdata
      originalMode = mode
      framesetOK = false
      mode = .text
    case .xmp:
      if paragraphInButtonScope() { closeP() }
      reconstructFormatting()
      framesetOK = false
      parseText(.rawtext)
    case .iframe:
      framesetOK = false
      parseText(.rawtext)
    case .noembed: parseText(.rawtext)
    case .select:
      if isTooDeep { return .done }
      if context >= 0, node(context).isHTML(.select) { return .done }
      if inScope(.select) {
        popUntil(.select)
        return .done
      }
      reconstructFormatting()
      insertElement()
      framesetOK = false
    case .option:
      if inScope(.select) {
        generateImpliedEndTags(except: .optgroup)
      } else if currentTag == .option {
        pop()
      }
      reconstructFormatting()
      insertElement()
    case .optgroup:
      if inScope(.select) {
        generateImpliedEndTags()
      } else if currentTag == .option {
        pop()
      }
      reconstructFormatting()
      insertElement()
    case .rb, .rtc:
      if inScope(.ruby) { generateImpliedEndTags() }
      insertElement()
    case .rp, .rt:
      if inScope(.ruby) { generateImpliedEndTags(except: .rtc) }
      insertElement()
    case .math, .svg:
      if isTooDeep { return .done }
      reconstructFormatting()
      insertElement(namespace: tokenizer.tag == .svg ? .svg : .math)
      if tokenizer.selfClosing { pop() }
    case .caption, .col, .colgroup, .frame, .head, .tbody, .td, .tfoot, .th, .thead, .tr: break
    default:
      if tokenizer.tag == .selectedcontent { hasSelectedContent = true }
      reconstructFormatting()
      insertElement()
    }
    return .done
  }

  var isHiddenInput: Bool {
    guard let type = attribute("type") else { return false }
    return equals(type.0, type.1, "hidden", ignoringCase: true)
  }

  /// The loop that a start tag `li`, `dd` or `dt` begins with.
  private mutating func closeListItem(_ tag: HTMLTag, _ other: HTMLTag) {
    var index = open.count - 1
    while index >= 0 {
      let id = open[index]
      let found = nodes[Int(id)].tag
      if isHTML(id), found == tag || found == other {
        generateImpliedEndTags(except: found)
        popUntil(found)
        break
      }
      if isSpecial(id), !isHTML(id) || (found != .address && found != .div && found != .p) { break }
      index -= 1
    }
    if paragraphInButtonScope() { closeP() }
    insertElement()
  }

  /// Adds the token's attributes that the element has not got.
  private mutating func mergeAttributes(into id: Int32) {
    let old = Int(node(id).start)..<Int(node(id).end)
    let fresh = tokenizer.attributeStart..<tokenizer.attributes.count
    guard !fresh.isEmpty else { return }
    let start = tokenizer.attributes.count
    for index in old { tokenizer.attributes.append(tokenizer.attributes[index]) }
    for index in fresh where tokenizer.attributes.count - start < Tokenizer.attributeLimit {
      let attribute = tokenizer.attributes[index]
      let isKnown = old.contains { other in
        let other = tokenizer.attributes[other]
        let length = attribute.nameEnd - attribute.nameStart
        guard other.nameEnd - other.nameStart == length else { return false }
        return (0..<Int(length)).allSatisfy {
          tokenizer.byte(Int(attribute.nameStart) + $0) == tokenizer.byte(Int(other.nameStart) + $0)
        }
      }
      if !isKnown { tokenizer.attributes.append(attribute) }
    }
    nodes[Int(id)].start = Int32(start)
    nodes[Int(id)].end = Int32(tokenizer.attributes.count)
    nodes[Int(id)].hints.formUnion(tokenizer.hints)
  }

  private mutating func endTagInBody() -> Step {
    switch tokenizer.tag {
    case .template: return inHead()
    case .body:
      if inScope(.body) { mode = .afterBody }
    case .html:
      guard inScope(.body) else { return .done }
      mode = .afterBody
      return .again
    case .address, .article, .aside, .blockquote, .button, .center, .details, .dialog, .dir, .div, .dl, .fieldset,
      .figcaption, .figure, .footer, .header, .hgroup, .listing, .main, .menu, .nav, .ol, .pre, .search, .section,
      .select, .summary, .ul:
      guard inScope(tokenizer.tag) else { return .done }
      generateImpliedEndTags()
      popUntil(tokenizer.tag)
    case .form:
      if openTemplates == 0 {
        let id = form
        form = -1
        guard id >= 0, inScope(node: id) else { return .done }
        generateImpliedEndTags()
        removeFromStack(id)
      } else {
        guard inScope(.form) else { return .done }
        generateImpliedEndTags()
        popUntil(.form)
      }
    case .p:
      if !paragraphInButtonScope() { insertElement(named: .p) }
      closeP()
    case .li:
      guard inListScope(.li) else { return .done }
      generateImpliedEndTags(except: .li)
      popUntil(.li)
    case .dd, .dt:
      guard inScope(tokenizer.tag) else { return .done }
      generateImpliedEndTags(except: tokenizer.tag)
      popUntil(tokenizer.tag)
    case .h1, .h2, .h3, .h4, .h5, .h6:
      guard headingInScope() else { return .done }
      generateImpliedEndTags()
      while open.count > 1 {
        let isHeading = currentTag.isHeading
        pop()
        if isHeading { break }
      }
    case .a, .b, .big, .code, .em, .font, .i, .nobr, .s, .small, .strike, .strong, .tt, .u:
      adoptionAgency(tokenizer.tag, name: -1)
    case .applet, .marquee, .object:
      guard inScope(tokenizer.tag) else { return .done }
      generateImpliedEndTags()
      popUntil(tokenizer.tag)
      clearFormattingToMarker()
    case .br:
      reconstructFormatting()
      insertElement(named: .br)
      pop()
      framesetOK = false
    default: anyOtherEndTag(tokenizer.tag, name: tokenizer.name)
    }
    return .done
  }

  mutating func anyOtherEndTag(_ tag: HTMLTag, name: Int32) {
    var index = open.count - 1
    while index > 0 {
      let id = open[index]
      if isHTML(id), nodes[Int(id)].tag == tag, nodes[Int(id)].name == name {
        while currentTag.impliesEndTag, current != id { pop() }
        while open.count > index { pop() }
        return
      }
      if isSpecial(id) { return }
      index -= 1
    }
  }
}
