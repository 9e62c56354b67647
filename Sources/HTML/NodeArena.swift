/// The nodes of a tree while it is built: one block of memory that doubles.
///
/// An array in its place costs a check for uniqueness at every write, and the tree construction writes six links a node.
@safe struct NodeArena: ~Copyable {
  private var base: UnsafeMutablePointer<HTMLTree.Node>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = max(capacity, 16)
    unsafe base = .allocate(capacity: self.capacity)
  }

  deinit { unsafe base.deallocate() }

  mutating func append(_ node: HTMLTree.Node) {
    if count == capacity { grow() }
    unsafe (base + count).initialize(to: node)
    count += 1
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<HTMLTree.Node>.allocate(capacity: 2 * capacity)
    unsafe larger.moveInitialize(from: base, count: count)
    unsafe base.deallocate()
    unsafe base = larger
    capacity *= 2
  }

  subscript(_ index: Int) -> HTMLTree.Node {
    @inline(__always) get {
      precondition(index >= 0 && index < count)
      return unsafe base[index]
    }
    @inline(__always) _modify {
      precondition(index >= 0 && index < count)
      yield unsafe &base[index]
    }
  }

  /// All nodes, copied.
  var array: [HTMLTree.Node] { unsafe Array(UnsafeBufferPointer(start: base, count: count)) }
}
