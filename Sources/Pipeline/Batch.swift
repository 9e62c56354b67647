import Bytes
package import Dumps

/// Runs pages through an engine on all cores; results come in the order of the pages, the same bytes whatever the number of workers.
package struct Batch: Sendable {
  package let engine: Engine
  package let stage: Stage
  /// Pages read at once.
  package let jobs: Int

  package init(engine: Engine, stage: Stage, jobs: Int) {
    self.engine = engine
    self.stage = stage
    self.jobs = max(1, jobs)
  }

  /// Takes pages from `next` until it gives nil, and hands each result to `emit`, in order.
  ///
  /// Memory: at most 8 pages a worker are in flight.
  package func run(
    next: () throws -> (item: DumpItem, path: String)?, emit: (PageResult) throws -> Void
  ) async throws {
    var ids = PageIDs()
    if jobs == 1 {
      while let (item, path) = try next() {
        let id = ids.replacement(for: item)
        try emit(engine.process(item, path: path, upTo: stage, id: id))
      }
      return
    }
    let window = jobs * 8
    try await withThrowingTaskGroup(of: (Int, PageResult).self) { group in
      var started = 0
      var written = 0
      var waiting: [Int: PageResult] = [:]
      var isDone = false
      while true {
        while !isDone, started - written < window {
          guard let (item, path) = try next() else {
            isDone = true
            break
          }
          let id = ids.replacement(for: item)
          let number = started
          started += 1
          group.addTask { (number, engine.process(item, path: path, upTo: stage, id: id)) }
        }
        guard written < started else { return }
        if let (number, result) = try await group.next() { waiting[number] = result }
        while let result = waiting.removeValue(forKey: written) {
          try emit(result)
          written += 1
        }
      }
    }
  }
}

/// Gives a second page with the same id in one run its `~2`. Sixteen bytes a page.
private struct PageIDs {
  private var seen: [UInt64: Int32] = [:]

  mutating func replacement(for item: DumpItem) -> String? {
    guard case .page(let page) = item else { return nil }
    let id = page.id ?? "sha256:\(page.source.sha256.prefix(16))"
    let own = PageIDs.hash(id)
    guard var count = seen[own] else {
      seen[own] = 1
      return nil
    }
    // A page may call itself "a~2" already.
    var other = id
    repeat {
      count += 1
      other = "\(id)~\(count)"
    } while seen[PageIDs.hash(other)] != nil
    seen[own] = count
    seen[PageIDs.hash(other)] = 1
    return other
  }

  /// FNV-1a, 64 bits.
  private static func hash(_ id: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01b3 }
    return hash
  }
}
