/// The nodes of all programs, each once: programs are built from their ends, so that those which end alike share what they end in.
struct NodeNumbers {
  /// Number of a node and one more, open addressing; 0 is empty.
  private var slots = Array(repeating: Int32(0), count: 1 << 12)

  /// The number of a node, made if it is new.
  mutating func number(of node: Node, in nodes: inout [Node]) -> Int32 {
    if nodes.count * 2 >= slots.count { grow(nodes) }
    var slot = self.slot(of: node)
    while slots[slot] != 0 {
      if nodes[Int(slots[slot] - 1)] == node { return slots[slot] - 1 }
      slot = (slot + 1) & (slots.count - 1)
    }
    nodes.append(node)
    slots[slot] = Int32(nodes.count)
    return Int32(nodes.count - 1)
  }

  private mutating func grow(_ nodes: [Node]) {
    slots = Array(repeating: 0, count: slots.count * 2)
    for (number, node) in nodes.enumerated() {
      var slot = self.slot(of: node)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number + 1)
    }
  }

  private func slot(of node: Node) -> Int {
    var hash = UInt64(UInt32(bitPattern: node.a)) << 32 | UInt64(UInt32(bitPattern: node.next))
    hash ^= (UInt64(UInt32(bitPattern: node.b)) << 8 | UInt64(node.operation.rawValue)) &* 0xC2B2_AE3D_27D4_EB4F
    return Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> 32) & (slots.count - 1)
  }
}
