/// Inserting nodes: the appropriate place, foster parenting, elements, comments and text.
extension TreeBuilder {
  /// The appropriate place for inserting a node: a parent, and the child to stand before (-1: at the end).
  mutating func insertionPlace(overriding target: Int32? = nil) -> (parent: Int32, before: Int32) {
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
  mutating func contents(of id: Int32) -> Int32 {
    guard openTemplates > 0 else { return id }
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
        kind: .element, namespace: namespace, tag: tokenizer.tag, hints: tokenizer.hints, name: tokenizer.name,
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

  mutating func push(_ id: Int32) {
    open.append(id)
    if nodes[Int(id)].isHTML(.p) { openParagraphs += 1 }
  }

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
}
