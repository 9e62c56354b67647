/// The insertion modes of tables.
extension TreeBuilder {
  private mutating func clearStack(to tags: HTMLTag...) {
    while open.count > 1 {
      let tag = currentTag
      if tags.contains(tag) || tag == .html || tag == .template { return }
      pop()
    }
  }

  /// The "in table" insertion mode.
  mutating func inTable() -> Step {
    switch tokenizer.kind {
    case .characters, .null:
      if currentTag.isTableStructure || currentTag == .template {
        tableText = []
        tableTextIsBlank = true
        originalMode = mode
        mode = .inTableText
        return .again
      }
    case .comment:
      insertComment()
      return .done
    case .doctype: return .done
    case .startTag:
      switch tokenizer.tag {
      case .caption:
        clearStack(to: .table)
        formatting.append(Self.marker)
        insertElement()
        mode = .inCaption
        return .done
      case .colgroup:
        clearStack(to: .table)
        insertElement()
        mode = .inColumnGroup
        return .done
      case .col:
        clearStack(to: .table)
        insertElement(named: .colgroup)
        mode = .inColumnGroup
        return .again
      case .tbody, .tfoot, .thead:
        clearStack(to: .table)
        insertElement()
        mode = .inTableBody
        return .done
      case .td, .th, .tr:
        clearStack(to: .table)
        insertElement(named: .tbody)
        mode = .inTableBody
        return .again
      case .table:
        guard inTableScope(.table) else { return .done }
        popUntil(.table)
        resetInsertionMode()
        return .again
      case .style, .script, .template: return inHead()
      case .input:
        if isHiddenInput {
          insertElement()
          pop()
          return .done
        }
      case .form:
        guard openTemplates == 0, form < 0 else { return .done }
        form = insertElement()
        pop()
        return .done
      default: break
      }
    case .endTag:
      switch tokenizer.tag {
      case .table:
        guard inTableScope(.table) else { return .done }
        popUntil(.table)
        resetInsertionMode()
        return .done
      case .body, .caption, .col, .colgroup, .html, .tbody, .td, .tfoot, .th, .thead, .tr: return .done
      case .template: return inHead()
      default: break
      }
    case .endOfFile: return inBody()
    }
    fosterParenting = true
    defer { fosterParenting = false }
    return inBody()
  }

  /// The "in table text" insertion mode.
  mutating func inTableText() -> Step {
    switch tokenizer.kind {
    case .null: return .done
    case .characters:
      tableText.append((tokenizer.start, tokenizer.end))
      if leadingBlanks() < tokenizer.end - tokenizer.start { tableTextIsBlank = false }
      return .done
    default: break
    }
    mode = originalMode
    for run in tableText {
      if tableTextIsBlank {
        insertText(run.start, run.end)
      } else {
        fosterParenting = true
        reconstructFormatting()
        framesetOK = false
        insertText(run.start, run.end)
        fosterParenting = false
      }
    }
    tableText = []
    return .again
  }

  /// The "in caption" insertion mode.
  mutating func inCaption() -> Step {
    let closes: Bool
    switch (tokenizer.kind, tokenizer.tag) {
    case (.endTag, .caption): closes = true
    case (.startTag, .caption), (.startTag, .col), (.startTag, .colgroup), (.startTag, .tbody), (.startTag, .td),
      (.startTag, .tfoot), (.startTag, .th), (.startTag, .thead), (.startTag, .tr), (.endTag, .table):
      closes = true
    case (.endTag, .body), (.endTag, .col), (.endTag, .colgroup), (.endTag, .html), (.endTag, .tbody), (.endTag, .td),
      (.endTag, .tfoot), (.endTag, .th), (.endTag, .thead), (.endTag, .tr):
      return .done
    default: closes = false
    }
    guard closes else { return inBody() }
    guard inTableScope(.caption) else { return .done }
    generateImpliedEndTags()
    popUntil(.caption)
    clearFormattingToMarker()
    mode = .inTable
    return isEnd(.caption) ? .done : .again
  }

  /// The "in column group" insertion mode.
  mutating func inColumnGroup() -> Step {
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
      case .col:
        insertElement()
        pop()
        return .done
      case .template: return inHead()
      default: break
      }
    case .endTag:
      switch tokenizer.tag {
      case .colgroup:
        guard currentTag == .colgroup else { return .done }
        pop()
        mode = .inTable
        return .done
      case .col: return .done
      case .template: return inHead()
      default: break
      }
    case .endOfFile: return inBody()
    case .null: break
    }
    guard currentTag == .colgroup else { return .done }
    pop()
    mode = .inTable
    return .again
  }

  /// The "in table body" insertion mode.
  mutating func inTableBody() -> Step {
    switch (tokenizer.kind, tokenizer.tag) {
    case (.startTag, .tr):
      clearStack(to: .tbody, .tfoot, .thead)
      insertElement()
      mode = .inRow
      return .done
    case (.startTag, .th), (.startTag, .td):
      clearStack(to: .tbody, .tfoot, .thead)
      insertElement(named: .tr)
      mode = .inRow
      return .again
    case (.endTag, .tbody), (.endTag, .tfoot), (.endTag, .thead):
      guard inTableScope(tokenizer.tag) else { return .done }
      clearStack(to: .tbody, .tfoot, .thead)
      pop()
      mode = .inTable
      return .done
    case (.startTag, .caption), (.startTag, .col), (.startTag, .colgroup), (.startTag, .tbody), (.startTag, .tfoot),
      (.startTag, .thead), (.endTag, .table):
      guard inTableScope(.tbody) || inTableScope(.thead) || inTableScope(.tfoot) else { return .done }
      clearStack(to: .tbody, .tfoot, .thead)
      pop()
      mode = .inTable
      return .again
    case (.endTag, .body), (.endTag, .caption), (.endTag, .col), (.endTag, .colgroup), (.endTag, .html), (.endTag, .td),
      (.endTag, .th), (.endTag, .tr):
      return .done
    default: return inTable()
    }
  }

  /// The "in row" insertion mode.
  mutating func inRow() -> Step {
    switch (tokenizer.kind, tokenizer.tag) {
    case (.startTag, .th), (.startTag, .td):
      clearStack(to: .tr)
      insertElement()
      mode = .inCell
      formatting.append(Self.marker)
      return .done
    case (.endTag, .tr):
      guard inTableScope(.tr) else { return .done }
      clearStack(to: .tr)
      pop()
      mode = .inTableBody
      return .done
    case (.startTag, .caption), (.startTag, .col), (.startTag, .colgroup), (.startTag, .tbody), (.startTag, .tfoot),
      (.startTag, .thead), (.startTag, .tr), (.endTag, .table):
      guard inTableScope(.tr) else { return .done }
    case (.endTag, .tbody), (.endTag, .tfoot), (.endTag, .thead):
      guard inTableScope(tokenizer.tag), inTableScope(.tr) else { return .done }
    case (.endTag, .body), (.endTag, .caption), (.endTag, .col), (.endTag, .colgroup), (.endTag, .html), (.endTag, .td),
      (.endTag, .th):
      return .done
    default: return inTable()
    }
    clearStack(to: .tr)
    pop()
    mode = .inTableBody
    return .again
  }

  /// The "in cell" insertion mode.
  mutating func inCell() -> Step {
    switch (tokenizer.kind, tokenizer.tag) {
    case (.endTag, .td), (.endTag, .th):
      guard inTableScope(tokenizer.tag) else { return .done }
      generateImpliedEndTags()
      popUntil(tokenizer.tag)
      clearFormattingToMarker()
      mode = .inRow
      return .done
    case (.startTag, .caption), (.startTag, .col), (.startTag, .colgroup), (.startTag, .tbody), (.startTag, .td),
      (.startTag, .tfoot), (.startTag, .th), (.startTag, .thead), (.startTag, .tr):
      guard inTableScope(.td) || inTableScope(.th) else { return .done }
      closeCell()
      return .again
    case (.endTag, .table), (.endTag, .tbody), (.endTag, .tfoot), (.endTag, .thead), (.endTag, .tr):
      guard inTableScope(tokenizer.tag) else { return .done }
      closeCell()
      return .again
    case (.endTag, .body), (.endTag, .caption), (.endTag, .col), (.endTag, .colgroup), (.endTag, .html): return .done
    default: return inBody()
    }
  }

  /// Close the cell.
  private mutating func closeCell() {
    generateImpliedEndTags()
    while open.count > 1 {
      let tag = currentTag
      pop()
      if tag == .td || tag == .th { break }
    }
    clearFormattingToMarker()
    mode = .inRow
  }
}
