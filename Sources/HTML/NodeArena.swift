/// The nodes of a tree while it is built: the memory of the array to be, and where that is too small, one block of memory that doubles.
///
/// An array in its place costs a check for uniqueness at every write, and the tree construction writes six links a node.
@safe struct NodeArena: ~Copyable {
  private var base: UnsafeMutablePointer<HTMLTree.Node>
  private var capacity: Int
  private(set) var count = 0
  /// Whether the memory is the arena's own: no longer the array's.
  private(set) var isOwner = false

  /// - Parameter memory: uninitialized, not empty; it outlives the arena.
  init(_ memory: UnsafeMutableBufferPointer<HTMLTree.Node>) {
    guard let start = memory.baseAddress, memory.count > 0 else { preconditionFailure("no room for a node") }
    unsafe base = start
    capacity = memory.count
  }

  deinit { if isOwner { unsafe base.deallocate() } }

  mutating func append(_ node: HTMLTree.Node) {
    if count == capacity { grow() }
    unsafe (base + count).initialize(to: node)
    count += 1
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<HTMLTree.Node>.allocate(capacity: 2 * capacity)
    unsafe larger.moveInitialize(from: base, count: count)
    if isOwner { unsafe base.deallocate() }
    unsafe base = larger
    isOwner = true
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
