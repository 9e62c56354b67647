import HTML

/// Any bytes give tokens and a tree; every node but the root has a parent that lists it.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  let decoded = decodeHTML(bytes)
  precondition(String(validating: decoded.bytes, as: UTF8.self) != nil, "decoding gives UTF-8")
  _ = HTMLTree.countTokens(decoded.bytes)
  let tree = HTMLTree.parse(decoded.bytes)
  _ = tree.dump
  _ = tree.textContent(of: tree.root)
  var at = tree.root
  var seen = 0
  while at >= 0 {
    seen += 1
    precondition(seen <= tree.nodes.count, "no node stands twice in the tree")
    for child in tree.children(of: at) { precondition(tree.parent(of: child) == at, "a child's parent is its parent") }
    at = tree.following(at, within: tree.root)
  }
  for context in ["div", "table", "select", "template"] { _ = HTMLTree.parse(fragment: bytes, context: context).dump }
  return 0
}
