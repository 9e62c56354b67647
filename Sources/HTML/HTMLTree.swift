/// A parsed HTML document: nodes in one flat array in the order of their making, links by index, text and attributes as ranges of bytes.
///
/// Node 0 is the document. A text node and an attribute point into the input as it was given, or past its end into `extra`, where the
/// pieces stand that had to be rewritten (character references, capitals in names).
package struct HTMLTree: Sendable {
  package enum Kind: UInt8, Sendable {
    case document, doctype, element, text, comment, templateContent

    // The compiler's own is called through a witness from another target, and it is asked for at every node.
    @inlinable @inline(__always) package static func == (a: Self, b: Self) -> Bool {
      unsafe unsafeBitCast(a, to: UInt8.self) == unsafeBitCast(b, to: UInt8.self)
    }
  }
  package enum Namespace: UInt8, Sendable { case html, svg, math }

  /// Which attributes an element may have; one that has them is marked, and hardly any other.
  package struct Hints: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// `class`, `id`, `itemprop`, `role`.
    package static let marks = Hints(rawValue: 1)
    /// `style`, `hidden`.
    package static let hiding = Hints(rawValue: 2)

    // The compiler's own is called through a witness from another target, and it is asked for at every element.
    @inlinable @inline(__always) package func contains(_ other: Hints) -> Bool { rawValue & other.rawValue == other.rawValue }
  }

  /// One node; 36 bytes. Links are node ids, -1 for none.
  package struct Node: Sendable {
    package var kind: Kind
    package var namespace: Namespace
    package var tag: HTMLTag
    package internal(set) var hints: Hints = []
    /// Index into `customNames` where `tag` is `.other`, else -1.
    var name: Int32
    package internal(set) var parent: Int32 = -1
    package internal(set) var firstChild: Int32 = -1
    package internal(set) var lastChild: Int32 = -1
    package internal(set) var next: Int32 = -1
    package internal(set) var previous: Int32 = -1
    /// Elements and doctypes: range into the attributes. Texts and comments: range of bytes.
    package internal(set) var start: Int32
    package internal(set) var end: Int32
  }

  /// Name and value as ranges of bytes; a doctype's three are its name, public and system identifier.
  struct Attribute: Sendable {
    var nameStart: Int32
    var nameEnd: Int32
    var valueStart: Int32
    var valueEnd: Int32
  }

  package internal(set) var nodes: [Node]
  var attributes: [Attribute]
  var customNames: [String]
  let input: [UInt8]
  var extra: [UInt8]
  /// The node that holds what was parsed: the document, or the `html` element made for a fragment.
  package internal(set) var root: Int32
  /// True where the document's doctype asks for quirks mode.
  package internal(set) var quirks: Bool

  /// Parses a document. Bytes are UTF-8 (see ``decodeHTML(_:label:)``); whatever stands there, there is a tree.
  ///
  /// Complexity: O(*n*) in the bytes. Nesting past 512 elements is flattened, attributes past 256 an element are dropped.
  package static func parse(_ bytes: [UInt8]) -> HTMLTree {
    build(bytes, context: nil)
  }

  /// Parses a fragment as the content of an element `context`, by the standard's fragment algorithm.
  package static func parse(
    fragment bytes: [UInt8], context: String, namespace: Namespace = .html
  ) -> HTMLTree {
    build(bytes, context: (context, namespace))
  }

  private static func build(_ bytes: [UInt8], context: (String, Namespace)?) -> HTMLTree {
    let input = normalizingNewlines(bytes)
    var tree: HTMLTree?
    // More nodes than pages have; a page of hardly anything but tags outgrows it.
    let nodes = unsafe [Node](unsafeUninitializedCapacity: input.count / 32 + 16) { memory, count in
      let (finished, ownNodes) = unsafe input.withUnsafeBufferPointer { buffer in
        var builder = unsafe TreeBuilder(Input(buffer), NodeArena(memory))
        if let context { builder.setContext(context.0, namespace: context.1) }
        builder.run()
        count = builder.nodes.isOwner ? 0 : builder.nodes.count
        return (builder.finish(input: input), builder.nodes.isOwner ? builder.nodes.array : [])
      }
      tree = finished
      tree?.nodes = ownNodes
    }
    guard var tree else { preconditionFailure("the builder makes a tree") }
    if tree.nodes.isEmpty { tree.nodes = nodes }
    return tree
  }

  /// CR LF and CR become LF, as the standard's preprocessing of the input stream says.
  static func normalizingNewlines(_ bytes: [UInt8]) -> [UInt8] {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      let input = unsafe Input(buffer)
      var stop = input.find(0x0D, from: 0)
      guard stop < input.count else { return bytes }
      var out: [UInt8] = []
      out.reserveCapacity(bytes.count)
      var at = 0
      while stop < input.count {
        input.append(at, stop, to: &out)
        out.append(0x0A)
        at = input[stop + 1] == 0x0A ? stop + 2 : stop + 1
        stop = input.find(0x0D, from: at)
      }
      input.append(at, input.count, to: &out)
      return out
    }
  }
}

// MARK: - Reading the tree

extension HTMLTree {
  package func kind(of node: Int32) -> Kind { nodes[Int(node)].kind }
  package func tag(of node: Int32) -> HTMLTag { nodes[Int(node)].tag }
  package func parent(of node: Int32) -> Int32? { link(nodes[Int(node)].parent) }
  package func firstChild(of node: Int32) -> Int32? { link(nodes[Int(node)].firstChild) }
  package func next(after node: Int32) -> Int32? { link(nodes[Int(node)].next) }
  private func link(_ node: Int32) -> Int32? { node < 0 ? nil : node }

  /// The children in order; O(*children*).
  package func children(of node: Int32) -> [Int32] {
    var out: [Int32] = []
    var child = nodes[Int(node)].firstChild
    while child >= 0 {
      out.append(child)
      child = nodes[Int(child)].next
    }
    return out
  }

  /// The node after `node` in document order within `root`, going down first; -1 at the end. No recursion, so depth does not matter.
  package func following(_ node: Int32, within root: Int32, skippingChildren: Bool = false) -> Int32 {
    if !skippingChildren, nodes[Int(node)].firstChild >= 0 { return nodes[Int(node)].firstChild }
    var at = node
    while at != root && at >= 0 {
      if nodes[Int(at)].next >= 0 { return nodes[Int(at)].next }
      at = nodes[Int(at)].parent
    }
    return -1
  }

  /// An element's name: lower case in HTML, as the standard spells it in SVG. Empty for other nodes.
  package func tagName(of node: Int32) -> String {
    let record = nodes[Int(node)]
    guard record.kind == .element else { return "" }
    let name = record.tag == .other ? customNames[Int(record.name)] : TagNames.shared.name(record.tag)
    return record.namespace == .svg ? (ForeignNames.svgTags[name] ?? name) : name
  }

  /// The bytes of a text or a comment node; empty for others.
  package func text(of node: Int32) -> ArraySlice<UInt8> {
    let record = nodes[Int(node)]
    guard record.kind == .text || record.kind == .comment else { return [] }
    return bytes(record.start, record.end)
  }

  /// The text of all text nodes under `node`, joined as it stands; template contents left out.
  package func textContent(of node: Int32) -> [UInt8] {
    var out: [UInt8] = []
    var at = node
    while at >= 0 {
      let record = nodes[Int(at)]
      if record.kind == .text { out += bytes(record.start, record.end) }
      at = following(at, within: node, skippingChildren: record.kind == .templateContent)
    }
    return out
  }

  /// The value of an element's attribute, name in lower case; nil where it has none. Cost: its attributes are tried in order.
  package func attribute(_ name: StaticString, of node: Int32) -> ArraySlice<UInt8>? {
    let record = nodes[Int(node)]
    guard record.kind == .element, record.start < record.end else { return nil }
    let length = name.utf8CodeUnitCount
    for index in Int(record.start)..<Int(record.end) {
      let attribute = attributes[index]
      guard Int(attribute.nameEnd - attribute.nameStart) == length else { continue }
      let found = bytes(attribute.nameStart, attribute.nameEnd)
      let same = unsafe found.withUnsafeBufferPointer { found in
        var at = 0
        while at < length, unsafe found[at] == name.utf8Start[at] { at += 1 }
        return at == length
      }
      if same { return bytes(attribute.valueStart, attribute.valueEnd) }
    }
    return nil
  }

  /// All attributes of an element in order, names spelled as the standard has them (`viewBox`, `xlink href`).
  package func attributeList(of node: Int32) -> [(name: String, value: String)] {
    let record = nodes[Int(node)]
    guard record.kind == .element else { return [] }
    return attributes[Int(record.start)..<Int(record.end)].map { attribute in
      var name = string(attribute.nameStart, attribute.nameEnd)
      switch record.namespace {
      case .html: break
      case .svg: name = ForeignNames.svgAttributes[name] ?? ForeignNames.foreignAttributes[name] ?? name
      case .math: name = name == "definitionurl" ? "definitionURL" : ForeignNames.foreignAttributes[name] ?? name
      }
      return (name, string(attribute.valueStart, attribute.valueEnd))
    }
  }

  /// Name, public and system identifier of a doctype; an identifier that is missing is nil.
  package func doctype(of node: Int32) -> (name: String, publicID: String?, systemID: String?) {
    let record = nodes[Int(node)]
    guard record.kind == .doctype else { return ("", nil, nil) }
    let parts = (0..<3).map { part -> String? in
      let attribute = attributes[Int(record.start) + part]
      return attribute.valueStart < 0 ? nil : string(attribute.valueStart, attribute.valueEnd)
    }
    return (parts[0] ?? "", parts[1], parts[2])
  }

  /// The bytes that text nodes point into: the input, and past its end what had to be rewritten.
  ///
  /// For one walk over many nodes: ``text(of:)`` costs a retain and a release each.
  @safe package struct TextBytes {
    private let input: UnsafeRawBufferPointer
    private let extra: UnsafeRawBufferPointer

    fileprivate init(_ input: UnsafeRawBufferPointer, _ extra: UnsafeRawBufferPointer) {
      unsafe self.input = input
      unsafe self.extra = extra
    }

    /// The bytes from a text node's ``Node/start`` to its ``Node/end``.
    package subscript(_ start: Int32, _ end: Int32) -> UnsafeRawBufferPointer {
      let base = unsafe input.count
      let (source, shift) = unsafe Int(start) >= base ? (extra, base) : (input, 0)
      let range = (Int(start) - shift, Int(end) - shift)
      precondition(range.0 >= 0 && range.0 <= range.1 && range.1 <= source.count)
      return unsafe UnsafeRawBufferPointer(rebasing: source[range.0..<range.1])
    }
  }

  package func withTextBytes<Result>(_ body: (TextBytes) -> Result) -> Result {
    unsafe input.withUnsafeBytes { input in unsafe extra.withUnsafeBytes { extra in unsafe body(TextBytes(input, extra)) } }
  }

  /// A range of the input, or of `extra` where it starts past the input's end.
  func bytes(_ start: Int32, _ end: Int32) -> ArraySlice<UInt8> {
    let base = input.count
    if Int(start) >= base { return extra[(Int(start) - base)..<(Int(end) - base)] }
    return input[Int(start)..<Int(end)]
  }

  private func string(_ start: Int32, _ end: Int32) -> String { String(decoding: bytes(start, end), as: UTF8.self) }
}
