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
  var nodes: NodeArena
  var mode = Mode.initial
  var originalMode = Mode.initial
  var templateModes: [Mode] = []
  /// The stack of open elements.
  var open: [Int32] = []
  /// The list of active formatting elements; -1 is a marker.
  var formatting: [Int32] = []
  /// How many elements may still be made to open formatting anew: a page that means harm asks for many at every tag.
  var copiesLeft: Int
  var head: Int32 = -1
  var form: Int32 = -1
  /// The context element of a fragment, no part of the tree.
  var context: Int32 = -1
  var framesetOK = true
  var fosterParenting = false
  var quirks = false
  var openTemplates = 0
  /// `p` elements on the stack: without one, no scope needs to be walked for it.
  var openParagraphs = 0
  var ignoreNextNewline = false
  /// The text that waits in "in table text".
  var tableText: [(start: Int, end: Int)] = []
  var tableTextIsBlank = true
  /// How many bytes a moved text node may grow in place, by node.
  var room: [Int32: Int] = [:]
  var hasSelectedContent = false

  init(_ input: Input, _ nodes: consuming NodeArena) {
    tokenizer = Tokenizer(input)
    copiesLeft = input.count / 16 + 4096
    self.nodes = nodes
    self.nodes.append(Node(kind: .document, namespace: .html, tag: .other, name: -1, start: 0, end: 0))
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
        tokenizer.dropAttributes()
      }
    }
    // Stop parsing: pop all.
    while !open.isEmpty { pop() }
  }

  /// The tree without its nodes.
  func finish(input: [UInt8]) -> HTMLTree {
    let root: Int32 = context >= 0 ? nodes[0].firstChild : 0
    return HTMLTree(
      nodes: [], attributes: tokenizer.attributes, customNames: tokenizer.customNames, input: input,
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

  // A node asked for a property of its own is copied; its fields are not.
  @inline(__always) func node(_ id: Int32) -> Node { nodes[Int(id)] }
  @inline(__always) func isHTML(_ id: Int32) -> Bool { nodes[Int(id)].namespace == .html }
  @inline(__always) func isSpecial(_ id: Int32) -> Bool { isHTML(id) ? nodes[Int(id)].tag.isSpecial : node(id).isSpecial }
  @inline(__always) func endsScope(_ id: Int32) -> Bool { isHTML(id) ? nodes[Int(id)].tag.endsScope : node(id).endsScope }
  var current: Int32 { open.last ?? 0 }
  var currentTag: HTMLTag {
    guard let last = open.last, isHTML(last) else { return .other }
    return nodes[Int(last)].tag
  }

  mutating func pop() {
    guard let last = open.popLast() else { return }
    guard isHTML(last) else { return }
    let tag = nodes[Int(last)].tag
    if tag == .p {
      openParagraphs -= 1
    } else if tag == .template {
      openTemplates -= 1
    } else if tag == .option, hasSelectedContent {
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
    if node(id).isHTML(.p) { openParagraphs -= 1 }
  }

  func isOpen(_ tag: HTMLTag) -> Bool { open.contains { node($0).isHTML(tag) } }

  /// Has an element in scope; `ends` names what ends the scope beside the standard's list.
  mutating func inScope(_ tag: HTMLTag, _ ends: HTMLTag = .other, _ more: HTMLTag = .other) -> Bool {
    var index = open.count - 1
    while index >= 0 {
      let id = open[index]
      let isHTML = isHTML(id)
      let found = nodes[Int(id)].tag
      if isHTML, found == tag { return true }
      if endsScope(id) { return false }
      if ends != .other, isHTML, found == ends || found == more { return false }
      index -= 1
    }
    return false
  }

  func inScope(node id: Int32) -> Bool {
    var index = open.count - 1
    while index >= 0 {
      if open[index] == id { return true }
      if endsScope(open[index]) { return false }
      index -= 1
    }
    return false
  }

  @inline(__always) mutating func paragraphInButtonScope() -> Bool { openParagraphs > 0 && inScope(.p, .button) }
  mutating func inListScope(_ tag: HTMLTag) -> Bool { inScope(tag, .ol, .ul) }

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
