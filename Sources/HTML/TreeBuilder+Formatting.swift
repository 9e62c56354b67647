/// The list of active formatting elements and the adoption agency algorithm.
extension TreeBuilder {
  /// Push onto the list, with the Noah's Ark clause.
  mutating func pushFormatting(_ id: Int32) {
    var same = 0
    var earliest = -1
    var index = formatting.count - 1
    while index >= 0, formatting[index] != Self.marker {
      if isAlike(formatting[index], id) {
        same += 1
        earliest = index
      }
      index -= 1
    }
    if same >= 3 { removeFormatting(at: earliest) }
    if formatting.count - (index + 1) >= Self.formattingLimit { removeFormatting(at: index + 1) }
    formatting.append(id)
  }

  /// Most are the last.
  private mutating func removeFormatting(at index: Int) {
    if index == formatting.count - 1 { formatting.removeLast() } else { formatting.remove(at: index) }
  }

  private func isAlike(_ a: Int32, _ b: Int32) -> Bool {
    guard nodes[Int(a)].tag == nodes[Int(b)].tag, nodes[Int(a)].namespace == nodes[Int(b)].namespace else { return false }
    let first = (start: nodes[Int(a)].start, end: nodes[Int(a)].end)
    let second = (start: nodes[Int(b)].start, end: nodes[Int(b)].end)
    guard first.end - first.start == second.end - second.start else { return false }
    if first.start == second.start { return true }
    // Attributes are compared as a set.
    return (first.start..<first.end).allSatisfy { one in
      let one = tokenizer.attributes[Int(one)]
      return (second.start..<second.end).contains { other in
        let other = tokenizer.attributes[Int(other)]
        return same(one.nameStart, one.nameEnd, other.nameStart, other.nameEnd)
          && same(one.valueStart, one.valueEnd, other.valueStart, other.valueEnd)
      }
    }
  }

  private func same(_ start: Int32, _ end: Int32, _ otherStart: Int32, _ otherEnd: Int32) -> Bool {
    guard end - start == otherEnd - otherStart else { return false }
    for index in 0..<(end - start) where tokenizer.byte(Int(start + index)) != tokenizer.byte(Int(otherStart + index)) {
      return false
    }
    return true
  }

  mutating func clearFormattingToMarker() {
    while let last = formatting.popLast(), last != Self.marker {}
  }

  /// The last element of this name on the list behind its last marker.
  func formattingElement(_ tag: HTMLTag) -> Int32? {
    var index = formatting.count - 1
    while index >= 0, formatting[index] != Self.marker {
      if nodes[Int(formatting[index])].tag == tag { return formatting[index] }
      index -= 1
    }
    return nil
  }

  /// Reconstruct the active formatting elements.
  mutating func reconstructFormatting() {
    guard let last = formatting.last, last != Self.marker, !open.contains(last) else { return }
    var index = formatting.count - 1
    while index > 0, formatting[index - 1] != Self.marker, !open.contains(formatting[index - 1]) { index -= 1 }
    while index < formatting.count, copiesLeft > 0 {
      copiesLeft -= 1
      makeRoom()
      let copy = clone(formatting[index])
      let place = insertionPlace()
      insert(copy, into: place.parent, before: place.before)
      push(copy)
      formatting[index] = copy
      index += 1
    }
  }

  private mutating func clone(_ id: Int32) -> Int32 {
    var copy = node(id)
    (copy.parent, copy.firstChild, copy.lastChild, copy.next, copy.previous) = (-1, -1, -1, -1, -1)
    nodes.append(copy)
    return Int32(nodes.count - 1)
  }

  /// The adoption agency algorithm for an end tag (or the second `a`, `nobr`) of this name.
  mutating func adoptionAgency(_ subject: HTMLTag, name: Int32) {
    if currentTag == subject, !formatting.contains(current) { return pop() }
    for _ in 0..<8 {
      guard let element = formattingElement(subject) else { return anyOtherEndTag(subject, name: name) }
      guard let depth = open.lastIndex(of: element) else {
        if let index = formatting.lastIndex(of: element) { removeFormatting(at: index) }
        return
      }
      guard inScope(node: element) else { return }
      var furthestIndex = depth + 1
      while furthestIndex < open.count, !isSpecial(open[furthestIndex]) { furthestIndex += 1 }
      guard furthestIndex < open.count else {
        while open.count > depth { pop() }
        if let index = formatting.lastIndex(of: element) { removeFormatting(at: index) }
        return
      }
      let furthest = open[furthestIndex]
      let ancestor = open[depth - 1]
      var bookmark = formatting.lastIndex(of: element) ?? 0
      var last = furthest
      var index = furthestIndex
      var count = 0
      while true {
        count += 1
        index -= 1
        let inner = open[index]
        if inner == element { break }
        var place = formatting.lastIndex(of: inner)
        if count > 3, let entry = place {
          removeFormatting(at: entry)
          if entry < bookmark { bookmark -= 1 }
          place = nil
        }
        guard let entry = place else {
          open.remove(at: index)
          continue
        }
        let copy = clone(inner)
        formatting[entry] = copy
        open[index] = copy
        if last == furthest { bookmark = entry + 1 }
        detach(last)
        append(last, to: copy)
        last = copy
      }
      detach(last)
      let place = insertionPlace(overriding: ancestor)
      insert(last, into: place.parent, before: place.before)
      let copy = clone(element)
      moveChildren(of: furthest, to: copy)
      append(copy, to: furthest)
      if let old = formatting.lastIndex(of: element) {
        removeFormatting(at: old)
        if old < bookmark { bookmark -= 1 }
      }
      formatting.insert(copy, at: min(bookmark, formatting.count))
      if let old = open.lastIndex(of: element) { open.remove(at: old) }
      if let under = open.lastIndex(of: furthest) { open.insert(copy, at: under + 1) }
    }
  }

  private mutating func moveChildren(of source: Int32, to target: Int32) {
    var child = node(source).firstChild
    nodes[Int(target)].firstChild = child
    nodes[Int(target)].lastChild = node(source).lastChild
    while child >= 0 {
      nodes[Int(child)].parent = target
      child = node(child).next
    }
    nodes[Int(source)].firstChild = -1
    nodes[Int(source)].lastChild = -1
  }
}
