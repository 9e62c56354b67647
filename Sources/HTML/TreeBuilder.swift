/// The tree construction stage of the WHATWG standard.
///
/// The parts: `TreeBuilder` holds the stacks and inserts nodes; the insertion modes before and after the body are in `+Frame`, "in body" in
/// `+Body`, the table modes in `+Table`, templates in `+Template`, the adoption agency in `+Formatting`, SVG and MathML in `+Foreign`.
/// A mode's function handles the tokenizer's current token and says whether the token is done or to be processed again.
struct TreeBuilder: ~Copyable {
  /// The insertion modes, by the standard's names. (The two "in select" modes left the standard with customizable selects.)
  enum Mode {
    case initial, beforeHTML, beforeHead, inHead, inHeadNoscript, afterHead, inBody, text, inTable, inTableText,
      inCaption
    case inColumnGroup, inTableBody, inRow, inCell, inTemplate, afterBody, inFrameset, afterFrameset, afterAfterBody
    case afterAfterFrameset
  }
  enum Step { case done, again }
  typealias Node = HTMLTree.Node

  /// Open elements past this depth are flattened: the deepest ordinary one is closed to make room.
  static let depthLimit = 512
  /// Entries of the list of active formatting elements since its last marker, at most.
  static let formattingLimit = 48
  static let marker: Int32 = -1

  var tokenizer: Tokenizer
  var nodes: [Node] = []
  var mode = Mode.initial
  var originalMode = Mode.initial
  var templateModes: [Mode] = []
  /// The stack of open elements.
  var open: [Int32] = []
  /// The list of active formatting elements; -1 is a marker.
  var formatting: [Int32] = []
  var head: Int32 = -1
  var form: Int32 = -1
  /// The context element of a fragment, no part of the tree.
  var context: Int32 = -1
  var framesetOK = true
  var fosterParenting = false
  var quirks = false
  var openTemplates = 0
  var ignoreNextNewline = false
  /// The text that waits in "in table text".
  var tableText: [(start: Int, end: Int)] = []
  var tableTextIsBlank = true
  /// How many bytes a moved text node may grow in place, by node.
  private var room: [Int32: Int] = [:]
  var hasSelectedContent = false

  init(_ input: Input) {
    tokenizer = Tokenizer(input)
    nodes.reserveCapacity(input.count / 24 + 16)
    nodes.append(Node(kind: .document, namespace: .html, tag: .other, name: -1, start: 0, end: 0))
  }

  mutating func run() {
    while true {
      if let last = open.last {
        tokenizer.inForeignContent = (open.count == 1 && context >= 0 ? node(context) : node(last)).namespace != .html
      }
      tokenizer.next()
      let attributes = tokenizer.attributes.count
      let nodeCount = nodes.count
      process()
      if tokenizer.kind == .endOfFile { break }
      // A tag that made no node needs no attributes.
      if attributes > tokenizer.attributeStart, nodes.count == nodeCount, tokenizer.kind == .startTag,
        tokenizer.attributes.count == attributes, tokenizer.tag != .html, tokenizer.tag != .body
      {
        tokenizer.attributes.removeSubrange(tokenizer.attributeStart...)
      }
    }
    // Stop parsing: pop all.
    while !open.isEmpty { pop() }
  }

  consuming func finish(input: [UInt8]) -> HTMLTree {
    let root: Int32 = context >= 0 ? nodes[0].firstChild : 0
    return HTMLTree(
      nodes: nodes, attributes: tokenizer.attributes, customNames: tokenizer.customNames, input: input,
      extra: tokenizer.extra, root: root, quirks: quirks)
  }

  /// Parsing HTML fragments: the context element, and an `html` element to parse into.
  mutating func setContext(_ name: String, namespace: HTMLTree.Namespace) {
    let tag = HTMLTag.allCases.first { $0 != .other && TagNames.shared.name($0) == name.lowercased() } ?? .other
    let record = Node(
      kind: .element, namespace: namespace, tag: tag, name: tag == .other ? tokenizer.intern(name) : -1, start: 0,
      end: 0)
    context = Int32(nodes.count)
    nodes.append(record)
    let root = Int32(nodes.count)
    nodes.append(Node(kind: .element, namespace: .html, tag: .html, name: -1, start: 0, end: 0))
    append(root, to: 0)
    open = [root]
    if namespace == .html {
      switch tag {
      case .title, .textarea: tokenizer.state = .rcdata
      case .style, .xmp, .iframe, .noembed, .noframes: tokenizer.state = .rawtext
      case .script: tokenizer.state = .scriptData
      case .plaintext: tokenizer.state = .plaintext
      case .template: templateModes.append(.inTemplate)
      case .form: form = context
      default: break
      }
    }
    resetInsertionMode()
  }

  // MARK: - The loop

  private mutating func process() {
    if ignoreNextNewline {
      ignoreNextNewline = false
      if tokenizer.kind == .characters, tokenizer.byte(tokenizer.start) == 0x0A {
        tokenizer.start += 1
        if tokenizer.start == tokenizer.end { return }
      }
    }
    while step() == .again {}
  }

  private mutating func step() -> Step {
    if usesForeignRules { return foreignContent() }
    return step(in: mode)
  }

  mutating func step(in mode: Mode) -> Step {
    switch mode {
    case .initial: initial()
    case .beforeHTML: beforeHTML()
    case .beforeHead: beforeHead()
    case .inHead: inHead()
    case .inHeadNoscript: inHeadNoscript()
    case .afterHead: afterHead()
    case .inBody: inBody()
    case .text: text()
    case .inTable: inTable()
    case .inTableText: inTableText()
    case .inCaption: inCaption()
    case .inColumnGroup: inColumnGroup()
    case .inTableBody: inTableBody()
    case .inRow: inRow()
    case .inCell: inCell()
    case .inTemplate: inTemplate()
    case .afterBody: afterBody()
    case .inFrameset: inFrameset()
    case .afterFrameset: afterFrameset()
    case .afterAfterBody: afterAfterBody()
    case .afterAfterFrameset: afterAfterFrameset()
    }
  }

  // MARK: - The token

  var isStart: Bool { tokenizer.kind == .startTag }
  var isEnd: Bool { tokenizer.kind == .endTag }
  func isStart(_ tag: HTMLTag) -> Bool { tokenizer.kind == .startTag && tokenizer.tag == tag }
  func isEnd(_ tag: HTMLTag) -> Bool { tokenizer.kind == .endTag && tokenizer.tag == tag }

  /// How many blank bytes a characters token begins with.
  func leadingBlanks() -> Int {
    var at = tokenizer.start
    while at < tokenizer.end, isSpace(tokenizer.byte(at)) { at += 1 }
    return at - tokenizer.start
  }

  /// Takes the blanks off the front of a characters token, inserting them where asked; true when nothing is left.
  mutating func takeBlanks(inserting: Bool) -> Bool {
    let count = leadingBlanks()
    if count > 0, inserting { insertText(tokenizer.start, tokenizer.start + count) }
    tokenizer.start += count
    return tokenizer.start == tokenizer.end
  }

  func attribute(_ name: StaticString) -> (Int, Int)? {
    attribute(name, in: tokenizer.attributeStart..<tokenizer.attributes.count)
  }

  func attribute(_ name: StaticString, in range: Range<Int>) -> (Int, Int)? {
    for index in range {
      let attribute = tokenizer.attributes[index]
      if equals(Int(attribute.nameStart), Int(attribute.nameEnd), name, ignoringCase: false) {
        return (Int(attribute.valueStart), Int(attribute.valueEnd))
      }
    }
    return nil
  }

  func equals(_ start: Int, _ end: Int, _ word: StaticString, ignoringCase: Bool) -> Bool {
    guard end - start == word.utf8CodeUnitCount else { return false }
    for index in 0..<(end - start) {
      let byte = tokenizer.byte(start + index)
      if unsafe (ignoringCase ? lowercased(byte) : byte) != word.utf8Start[index] { return false }
    }
    return true
  }

  // MARK: - The stack of open elements

  @inline(__always) func node(_ id: Int32) -> Node { nodes[Int(id)] }
  var current: Int32 { open.last ?? 0 }
  var currentTag: HTMLTag {
    guard let last = open.last, node(last).namespace == .html else { return .other }
    return node(last).tag
  }

  mutating func pop() {
    guard let last = open.popLast() else { return }
    let record = node(last)
    guard record.namespace == .html else { return }
    if record.tag == .template {
      openTemplates -= 1
    } else if record.tag == .option, hasSelectedContent {
      cloneIntoSelectedContent(last)
    }
  }

  mutating func popUntil(_ tag: HTMLTag) {
    while open.count > 1 {
      let isThere = node(current).isHTML(tag)
      pop()
      if isThere { return }
    }
  }

  mutating func removeFromStack(_ id: Int32) {
    guard let index = open.lastIndex(of: id) else { return }
    if index == open.count - 1 { return pop() }
    open.remove(at: index)
    if node(id).isHTML(.template) { openTemplates -= 1 }
  }

  func isOpen(_ tag: HTMLTag) -> Bool { open.contains { node($0).isHTML(tag) } }

  /// Has an element in scope; `ends` names what ends the scope beside the standard's list.
  func inScope(_ tag: HTMLTag, _ ends: HTMLTag = .other, _ more: HTMLTag = .other) -> Bool {
    var index = open.count - 1
    while index >= 0 {
      let record = node(open[index])
      if record.isHTML(tag) { return true }
      if record.endsScope { return false }
      if ends != .other, record.namespace == .html, record.tag == ends || record.tag == more { return false }
      index -= 1
    }
    return false
  }

  func inScope(node id: Int32) -> Bool {
    var index = open.count - 1
    while index >= 0 {
      if open[index] == id { return true }
      if node(open[index]).endsScope { return false }
      index -= 1
    }
    return false
  }

  func inButtonScope(_ tag: HTMLTag) -> Bool { inScope(tag, .button) }
  func inListScope(_ tag: HTMLTag) -> Bool { inScope(tag, .ol, .ul) }

  func inTableScope(_ tag: HTMLTag) -> Bool {
    var index = open.count - 1
    while index >= 0 {
      let record = node(open[index])
      if record.isHTML(tag) { return true }
      if record.namespace == .html, record.tag == .html || record.tag == .table || record.tag == .template {
        return false
      }
      index -= 1
    }
    return false
  }

  func headingInScope() -> Bool {
    var index = open.count - 1
    while index >= 0 {
      let record = node(open[index])
      if record.namespace == .html, record.tag.isHeading { return true }
      if record.endsScope { return false }
      index -= 1
    }
    return false
  }

  mutating func generateImpliedEndTags(except tag: HTMLTag = .other) {
    while currentTag.impliesEndTag, currentTag != tag { pop() }
  }

  mutating func generateImpliedEndTagsThoroughly() {
    while currentTag.impliesEndTagThoroughly { pop() }
  }

  mutating func closeP() {
    generateImpliedEndTags(except: .p)
    popUntil(.p)
  }

  // MARK: - Inserting

  /// The appropriate place for inserting a node: a parent, and the child to stand before (-1: at the end).
  func insertionPlace(overriding target: Int32? = nil) -> (parent: Int32, before: Int32) {
    let target = target ?? current
    if fosterParenting, node(target).namespace == .html, node(target).tag.isTableStructure {
      let template = open.lastIndex { node($0).isHTML(.template) }
      let table = open.lastIndex { node($0).isHTML(.table) }
      if let template, table == nil || template > (table ?? 0) { return (contents(of: open[template]), -1) }
      guard let table else { return (open.first ?? 0, -1) }
      let element = open[table]
      if node(element).parent >= 0 { return (node(element).parent, element) }
      return (contents(of: open[table - 1]), -1)
    }
    return (contents(of: target), -1)
  }

  /// A template's contents stand in its first child.
  func contents(of id: Int32) -> Int32 {
    let record = node(id)
    if record.isHTML(.template), record.firstChild >= 0, node(record.firstChild).kind == .templateContent {
      return record.firstChild
    }
    return id
  }

  mutating func append(_ child: Int32, to parent: Int32) { insert(child, into: parent, before: -1) }

  mutating func insert(_ child: Int32, into parent: Int32, before: Int32) {
    let previous = before >= 0 ? nodes[Int(before)].previous : nodes[Int(parent)].lastChild
    nodes[Int(child)].parent = parent
    nodes[Int(child)].previous = previous
    nodes[Int(child)].next = before
    if previous >= 0 { nodes[Int(previous)].next = child } else { nodes[Int(parent)].firstChild = child }
    if before >= 0 { nodes[Int(before)].previous = child } else { nodes[Int(parent)].lastChild = child }
  }

  mutating func detach(_ child: Int32) {
    let record = node(child)
    guard record.parent >= 0 else { return }
    if record.previous >= 0 {
      nodes[Int(record.previous)].next = record.next
    } else {
      nodes[Int(record.parent)].firstChild = record.next
    }
    if record.next >= 0 {
      nodes[Int(record.next)].previous = record.previous
    } else {
      nodes[Int(record.parent)].lastChild = record.previous
    }
    nodes[Int(child)].parent = -1
    nodes[Int(child)].previous = -1
    nodes[Int(child)].next = -1
  }

  /// Create an element for the token.
  mutating func createElement(namespace: HTMLTree.Namespace = .html) -> Int32 {
    let id = Int32(nodes.count)
    let isTag = tokenizer.kind == .startTag
    nodes.append(
      Node(
        kind: .element, namespace: namespace, tag: tokenizer.tag, name: tokenizer.name,
        start: Int32(tokenizer.attributeStart),
        end: Int32(isTag ? tokenizer.attributes.count : tokenizer.attributeStart)))
    return id
  }

  /// Insert a foreign or HTML element for the token.
  @discardableResult
  mutating func insertElement(namespace: HTMLTree.Namespace = .html) -> Int32 {
    makeRoom()
    let id = createElement(namespace: namespace)
    let place = insertionPlace()
    insert(id, into: place.parent, before: place.before)
    push(id)
    return id
  }

  /// Inserts an element that no token stands for, without attributes.
  @discardableResult
  mutating func insertElement(named tag: HTMLTag) -> Int32 {
    makeRoom()
    let id = Int32(nodes.count)
    nodes.append(Node(kind: .element, namespace: .html, tag: tag, name: -1, start: 0, end: 0))
    let place = insertionPlace()
    insert(id, into: place.parent, before: place.before)
    push(id)
    return id
  }

  mutating func push(_ id: Int32) { open.append(id) }

  /// Closes the deepest element, where it is an ordinary one, before a further one is put into it.
  mutating func makeRoom() {
    guard open.count >= Self.depthLimit, open.count > 2 else { return }
    let last = node(current)
    if last.namespace != .html || !last.tag.isStructure { pop() }
  }

  /// Where even tables and templates may nest no further: their start tags are dropped.
  var isTooDeep: Bool { open.count >= 2 * Self.depthLimit }

  mutating func insertComment(into parent: Int32? = nil) {
    let id = Int32(nodes.count)
    nodes.append(
      Node(
        kind: .comment, namespace: .html, tag: .other, name: -1, start: Int32(tokenizer.start),
        end: Int32(tokenizer.end)))
    if let parent { return append(id, to: parent) }
    let place = insertionPlace()
    insert(id, into: place.parent, before: place.before)
  }

  mutating func insertText() { insertText(tokenizer.start, tokenizer.end) }

  /// Insert a character: the run joins the text node that stands before the place, if one does.
  mutating func insertText(_ start: Int, _ end: Int) {
    let place = insertionPlace()
    guard place.parent != 0 else { return }
    let previous = place.before >= 0 ? node(place.before).previous : node(place.parent).lastChild
    if previous >= 0, node(previous).kind == .text { return extend(previous, start, end) }
    let id = Int32(nodes.count)
    nodes.append(Node(kind: .text, namespace: .html, tag: .other, name: -1, start: Int32(start), end: Int32(end)))
    insert(id, into: place.parent, before: place.before)
  }

  /// Appends bytes to a text node: in place where they stand behind it, else by moving it, with room to grow, to the end of `extra`.
  private mutating func extend(_ id: Int32, _ start: Int, _ end: Int) {
    let base = tokenizer.input.count
    let record = node(id)
    if Int(record.end) == start, (start >= base) == (Int(record.start) >= base) {
      nodes[Int(id)].end = Int32(end)
      room[id] = nil
      return
    }
    let added = end - start
    if let free = room[id], free >= added {
      for index in 0..<added { tokenizer.extra[Int(record.end) - base + index] = tokenizer.byte(start + index) }
      nodes[Int(id)].end += Int32(added)
      room[id] = free - added
      return
    }
    let length = Int(record.end - record.start)
    let from = base + tokenizer.extra.count
    tokenizer.extra.reserveCapacity(tokenizer.extra.count + 2 * (length + added))
    for index in 0..<length { tokenizer.extra.append(tokenizer.byte(Int(record.start) + index)) }
    for index in 0..<added { tokenizer.extra.append(tokenizer.byte(start + index)) }
    nodes[Int(id)].start = Int32(from)
    nodes[Int(id)].end = Int32(from + length + added)
    room[id] = length + added
    for _ in 0..<(length + added) { tokenizer.extra.append(0) }
  }

  /// The generic raw text and RCDATA element parsing algorithms.
  mutating func parseText(_ state: Tokenizer.State) {
    insertElement()
    tokenizer.rememberStartTag()
    tokenizer.state = state
    originalMode = mode
    mode = .text
  }

  // MARK: - Resetting the insertion mode

  mutating func resetInsertionMode() { mode = appropriateMode() }

  private func appropriateMode() -> Mode {
    var index = open.count - 1
    while index >= 0 {
      let last = index == 0
      let record = node(last && context >= 0 ? context : open[index])
      if record.namespace == .html {
        switch record.tag {
        case .td, .th: if !last { return .inCell }
        case .tr: return .inRow
        case .tbody, .thead, .tfoot: return .inTableBody
        case .caption: return .inCaption
        case .colgroup: return .inColumnGroup
        case .table: return .inTable
        case .template: return templateModes.last ?? .inBody
        case .head: if !last { return .inHead }
        case .body: return .inBody
        case .frameset: return .inFrameset
        case .html: return head < 0 ? .beforeHead : .afterHead
        default: break
        }
      }
      index -= 1
    }
    return .inBody
  }
}
