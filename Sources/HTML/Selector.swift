/// A small part of the selectors of CSS: `div.read__content`, `#isi`, `[itemprop=articleBody]`, and any row of these, each within the one
/// before: `article .konten p.tanggal`.
///
/// Names of tags are of either case; classes, ids and values are taken as they stand. There are no other combinators, no lists and no
/// pseudo-classes: what a site's page needs beyond these, its class names do not tell.
package struct HTMLSelector: Hashable, Sendable {
  /// What one element must be: all of it.
  struct Compound: Hashable, Sendable {
    var tag: [UInt8] = []
    var tests: [Test] = []
    /// The names that its tests ask for, of those that ``HTMLTree/nameSet(of:)`` tells.
    var names = NameSet()
  }

  /// Some bits for each of a set of names: a name is not in it where its bit is not.
  struct NameSet: OptionSet, Hashable, Sendable {
    var rawValue: UInt64 = 0

    /// All words of a value.
    @inline(__always) mutating func insert(wordsOf value: UnsafeRawBufferPointer) {
      var start = 0
      for at in 0...value.count where unsafe at == value.count || value[at] <= 0x20 {
        if at > start { unsafe insert(value[start], value[at - 1], at - start) }
        start = at + 1
      }
    }

    private mutating func insert(_ first: UInt8, _ last: UInt8, _ count: Int) {
      rawValue |= 1 << UInt64(truncatingIfNeeded: (Int(first) &* 7 &+ Int(last) &* 11 &+ count) & 63)
    }
  }

  struct Test: Hashable, Sendable {
    var name: [UInt8]
    var value: [UInt8]
    /// The value is one of the words of the attribute's: `.class`.
    var isWord = false
  }

  let compounds: [Compound]

  /// What is wrong with the text of a selector, and at which of its bytes.
  package struct Fault: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case empty
      /// A character that no selector of ours holds: `>`, `,`, `:`, `*`.
      case unknown(Character)
      /// A class, id or attribute without a name or value.
      case noName
      case openBracket
    }
    package var kind: Kind
    package var offset: Int

    package init(kind: Kind, offset: Int) {
      self.kind = kind
      self.offset = offset
    }
  }

  package init(_ text: String) throws(Fault) {
    var reader = Reader(bytes: Array(text.utf8))
    var compounds: [Compound] = []
    reader.skipBlanks()
    while !reader.isAtEnd {
      compounds.append(try reader.compound())
      reader.skipBlanks()
    }
    if compounds.isEmpty { throw Fault(kind: .empty, offset: 0) }
    self.compounds = compounds
  }

  private struct Reader {
    let bytes: [UInt8]
    var at = 0

    var isAtEnd: Bool { at >= bytes.count }

    mutating func skipBlanks() { while at < bytes.count, bytes[at] <= 0x20 { at += 1 } }

    mutating func take(_ byte: Unicode.Scalar) -> Bool {
      guard at < bytes.count, bytes[at] == UInt8(ascii: byte) else { return false }
      at += 1
      return true
    }

    mutating func compound() throws(Fault) -> Compound {
      var compound = Compound()
      compound.tag = word().map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
      while at < bytes.count, bytes[at] > 0x20 {
        if take(".") {
          compound.tests.append(Test(name: Array("class".utf8), value: try name(), isWord: true))
        } else if take("#") {
          compound.tests.append(Test(name: Array("id".utf8), value: try name()))
        } else if take("[") {
          compound.tests.append(try attribute())
        } else {
          let character = String(decoding: bytes[at...], as: UTF8.self).first ?? " "
          throw Fault(kind: .unknown(character), offset: at)
        }
      }
      for test in compound.tests where HTMLTree.isMark(test.name) {
        unsafe test.value.withUnsafeBytes { unsafe compound.names.insert(wordsOf: $0) }
      }
      return compound
    }

    private mutating func attribute() throws(Fault) -> Test {
      let start = at - 1
      let name = try name().map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
      guard take("=") else { throw Fault(kind: at < bytes.count ? .noName : .openBracket, offset: at < bytes.count ? at : start) }
      let quote: UInt8? = at < bytes.count && (bytes[at] == 0x22 || bytes[at] == 0x27) ? bytes[at] : nil
      if quote != nil { at += 1 }
      let first = at
      while at < bytes.count, quote.map({ bytes[at] != $0 }) ?? (bytes[at] != UInt8(ascii: "]")) { at += 1 }
      let value = Array(bytes[first..<at])
      if quote != nil { at += 1 }
      guard take("]") else { throw Fault(kind: .openBracket, offset: start) }
      if value.isEmpty { throw Fault(kind: .noName, offset: first) }
      return Test(name: name, value: value)
    }

    private mutating func name() throws(Fault) -> [UInt8] {
      let name = word()
      if name.isEmpty { throw Fault(kind: .noName, offset: at) }
      return name
    }

    /// Letters, digits, `-`, `_` and whatever is not ASCII.
    private mutating func word() -> [UInt8] {
      let start = at
      while at < bytes.count {
        let byte = bytes[at]
        guard (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2D || byte == 0x5F || byte >= 0x80 else { break }
        at += 1
      }
      return Array(bytes[start..<at])
    }
  }
}

extension HTMLTree {
  /// The elements that selectors choose, in document order; an element that several choose comes once for each.
  ///
  /// One walk over the tree: for each selector it is known how many of its compounds the elements above have met, and an element is asked
  /// for the next one only, and only where its names may be those asked for. Complexity: O(*nodes* × *selectors*) with no regard to depth.
  package func elements(chosenBy selectors: [HTMLSelector]) -> [(selector: Int, node: Int32)] {
    var chosen: [(selector: Int, node: Int32)] = []
    var met = [Int](repeating: 0, count: selectors.count)
    /// Per selector what its next compound asks for.
    var wanted = selectors.map { $0.compounds[0].names }
    /// Where an element went on in a selector: to be taken back when it ends.
    var steps: [(node: Int32, selector: Int)] = []
    let nodes = nodes
    var at = root
    while at >= 0 {
      if nodes[Int(at)].kind == .element {
        let names = nameSet(of: at)
        for index in wanted.indices where wanted[index].isSubset(of: names) {
          let compounds = selectors[index].compounds
          guard meets(at, compounds[met[index]]) else { continue }
          if met[index] == compounds.count - 1 {
            chosen.append((index, at))
          } else if nodes[Int(at)].firstChild >= 0 {
            met[index] += 1
            wanted[index] = compounds[met[index]].names
            steps.append((at, index))
          }
        }
      }
      if nodes[Int(at)].firstChild >= 0 {
        at = nodes[Int(at)].firstChild
        continue
      }
      while at >= 0 {
        while let step = steps.last, step.node == at {
          met[step.selector] -= 1
          wanted[step.selector] = selectors[step.selector].compounds[met[step.selector]].names
          steps.removeLast()
        }
        if at == root { return chosen }
        if nodes[Int(at)].next >= 0 {
          at = nodes[Int(at)].next
          break
        }
        at = nodes[Int(at)].parent
      }
    }
    return chosen
  }

  private func meets(_ node: Int32, _ compound: HTMLSelector.Compound) -> Bool {
    let record = nodes[Int(node)]
    if !compound.tag.isEmpty, !(tagName(of: node).utf8.elementsEqual(compound.tag)) { return false }
    for test in compound.tests {
      guard record.start < record.end else { return false }
      var isMet = false
      for index in Int(record.start)..<Int(record.end) where !isMet {
        let attribute = attributes[index]
        guard Int(attribute.nameEnd - attribute.nameStart) == test.name.count,
          bytes(attribute.nameStart, attribute.nameEnd).elementsEqual(test.name)
        else { continue }
        let value = bytes(attribute.valueStart, attribute.valueEnd)
        isMet = test.isWord ? holdsWord(value, test.value) : value.elementsEqual(test.value)
        break
      }
      if !isMet { return false }
    }
    return true
  }

  private func holdsWord(_ value: ArraySlice<UInt8>, _ word: [UInt8]) -> Bool {
    var at = value.startIndex
    while at < value.endIndex {
      var end = at
      while end < value.endIndex, value[end] > 0x20 { end += 1 }
      if end - at == word.count, value[at..<end].elementsEqual(word) { return true }
      at = end + 1
    }
    return false
  }
}
