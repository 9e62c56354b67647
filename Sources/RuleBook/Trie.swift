package import Bytes

/// All lists in one automaton over word ids: a path of words ends in the entries it names.
///
/// Nodes, edges and terminals stand one after the other, those of one node together, those that follow the root first: a text's words
/// touch as little memory as may be.
public struct Trie: Sendable {
  /// An entry that ends here.
  public struct Terminal: Hashable, Sendable, BitwiseCopyable {
    package var entry: Int32
    /// The spelling that it insists on, an index into ``RuleSet/spellings``, or -1.
    package var spelling: Int32
    /// Its first letter must be upper case in the text.
    package var isCapitalised: Bool
  }

  @usableFromInline struct Node: Sendable, BitwiseCopyable {
    /// Those of the next node end this one's.
    @usableFromInline var firstEdge: Int32
    @usableFromInline var firstTerminal: Int32
  }

  /// The words that begin a path.
  @usableFromInline private(set) var openings = WordSet()
  /// By word: the node after the root, where it begins a path.
  @usableFromInline private(set) var roots: [Int32] = []
  /// And one more, whose firsts are the ends of the last.
  @usableFromInline private(set) var nodes: [Node] = [Node(firstEdge: 0, firstTerminal: 0)]
  /// By edge: its word, in order within a node, and the node that it leads to.
  @usableFromInline private(set) var words: [Int32] = []
  @usableFromInline private(set) var targets: [Int32] = []
  package private(set) var terminals: [Terminal] = []

  init() {}

  /// Whether a path begins with a word.
  @inlinable @inline(__always) public func begins(_ word: Int32) -> Bool { openings.contains(word) }

  /// The node after the root, or -1.
  @inlinable @inline(__always) public func root(_ word: Int32) -> Int32 { begins(word) ? roots[Int(word)] : -1 }

  /// The node after another by a word, or -1.
  /// - Complexity: O(log *n*) in the node's edges.
  @inlinable @inline(__always) public func child(_ node: Int32, _ word: Int32) -> Int32 {
    var low = Int(nodes[Int(node)].firstEdge)
    let end = Int(nodes[Int(node) + 1].firstEdge)
    var high = end
    while low < high {
      let middle = (low &+ high) >> 1
      if words[middle] < word { low = middle &+ 1 } else { high = middle }
    }
    return low < end && words[low] == word ? targets[low] : -1
  }

  /// The entries that end in a node: indices into ``terminals``.
  @inlinable @inline(__always) public func terminals(of node: Int32) -> Range<Int> {
    Int(nodes[Int(node)].firstTerminal)..<Int(nodes[Int(node) + 1].firstTerminal)
  }
}

extension Trie: Archivable {
  package init(from archive: inout ArchiveReader) throws(ArchiveError) {
    openings = try archive.read()
    roots = try archive.read()
    nodes = try archive.read()
    words = try archive.read()
    targets = try archive.read()
    terminals = try archive.read()
    guard words.count == targets.count, let last = nodes.last, Int(last.firstEdge) == words.count,
      Int(last.firstTerminal) == terminals.count
    else { throw ArchiveError() }
  }

  package func write(to archive: inout ArchiveWriter) {
    archive.write(openings)
    archive.write(roots)
    archive.write(nodes)
    archive.write(words)
    archive.write(targets)
    archive.write(terminals)
  }
}

/// A trie while lists are read into it. The root is node 0.
struct TrieBuilder {
  private struct Ending {
    var terminal: Trie.Terminal
    /// The next of the same node, or -1.
    var next: Int32
  }

  /// (node, word) → node, open addressing; key 0 is empty.
  private var keys = Array(repeating: UInt64(0), count: 1024)
  private var values = Array(repeating: Int32(0), count: 1024)
  private var edges = 0
  /// By node: its first ending, or -1.
  private var first: [Int32] = [-1]
  private var endings: [Ending] = []

  /// The node after `word`, or -1.
  func child(_ node: Int32, _ word: Int32) -> Int32 {
    let key = TrieBuilder.key(node, word)
    var slot = TrieBuilder.slot(key, keys.count)
    while keys[slot] != 0 {
      if keys[slot] == key { return values[slot] }
      slot = (slot + 1) & (keys.count - 1)
    }
    return -1
  }

  /// Room for so many edges, so that the table need not grow.
  mutating func reserve(edges count: Int) {
    var size = keys.count
    while size < 2 * count { size *= 2 }
    if size > keys.count { resize(to: size) }
  }

  mutating func makeNode() -> Int32 {
    first.append(-1)
    return Int32(first.count - 1)
  }

  mutating func connect(_ node: Int32, _ word: Int32, to child: Int32) {
    if edges * 2 >= keys.count { resize(to: keys.count * 2) }
    edges += 1
    put(TrieBuilder.key(node, word), child)
  }

  mutating func end(_ node: Int32, in terminal: Trie.Terminal) {
    var index = first[Int(node)]
    var last: Int32 = -1
    while index >= 0 {
      if endings[Int(index)].terminal == terminal { return }
      last = index
      index = endings[Int(index)].next
    }
    endings.append(Ending(terminal: terminal, next: -1))
    let new = Int32(endings.count - 1)
    if last < 0 { first[Int(node)] = new } else { endings[Int(last)].next = new }
  }

  /// The entries that end in a node, in the order in which they came.
  func terminals(of node: Int32) -> [Trie.Terminal] {
    var found: [Trie.Terminal] = []
    var index = first[Int(node)]
    while index >= 0 {
      found.append(endings[Int(index)].terminal)
      index = endings[Int(index)].next
    }
    return found
  }

  /// All edges by node, then word, and where those of a node begin.
  func sortedEdges() -> (edges: [(key: UInt64, child: Int32)], first: [Int]) {
    var sorted: [(key: UInt64, child: Int32)] = []
    sorted.reserveCapacity(edges)
    for slot in keys.indices where keys[slot] != 0 { sorted.append((keys[slot], values[slot])) }
    sorted.sort { $0.key < $1.key }
    var starts = Array(repeating: 0, count: first.count + 1)
    for edge in sorted { starts[Int(edge.key >> 32) + 1] += 1 }
    for node in first.indices { starts[node + 1] += starts[node] }
    return (sorted, starts)
  }

  private mutating func put(_ key: UInt64, _ value: Int32) {
    var slot = TrieBuilder.slot(key, keys.count)
    while keys[slot] != 0 { slot = (slot + 1) & (keys.count - 1) }
    keys[slot] = key
    values[slot] = value
  }

  private mutating func resize(to count: Int) {
    let old = (keys, values)
    keys = Array(repeating: 0, count: count)
    values = Array(repeating: 0, count: count)
    for (key, value) in zip(old.0, old.1) where key != 0 { put(key, value) }
  }

  private static func key(_ node: Int32, _ word: Int32) -> UInt64 { UInt64(UInt32(node)) << 32 | UInt64(UInt32(word)) }

  /// By the highest bits of the product, the only ones that node and word both reach. `size` is a power of two.
  private static func slot(_ key: UInt64, _ size: Int) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - size.trailingZeroBitCount))
  }
}

extension Trie {
  /// The same, its nodes in order of their depth.
  init(_ builder: TrieBuilder) {
    let (edges, first) = builder.sortedEdges()
    var numbers = Array(repeating: Int32(-1), count: first.count - 1)
    var order: [Int] = [0]
    order.reserveCapacity(numbers.count)
    numbers[0] = 0
    nodes = []
    nodes.reserveCapacity(numbers.count + 1)
    if let last = edges[..<first[1]].last { roots = Array(repeating: -1, count: Int(last.key) + 1) }
    while nodes.count < order.count {
      let node = order[nodes.count]
      nodes.append(Node(firstEdge: Int32(words.count), firstTerminal: Int32(terminals.count)))
      for edge in edges[first[node]..<first[node + 1]] {
        let (child, word) = (Int(edge.child), Int32(truncatingIfNeeded: edge.key))
        if numbers[child] < 0 {
          numbers[child] = Int32(order.count)
          order.append(child)
        }
        if node == 0 {
          openings.insert(word)
          roots[Int(word)] = numbers[child]
        } else {
          words.append(word)
          targets.append(numbers[child])
        }
      }
      terminals += builder.terminals(of: Int32(node))
    }
    nodes.append(Node(firstEdge: Int32(words.count), firstTerminal: Int32(terminals.count)))
  }
}
