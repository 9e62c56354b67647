import Bytes
package import Dumps

/// Whether a page is read.
package enum Admission: Sendable {
  /// It is; these earlier records of it no longer hold, which are of `holds` besides its own article: pages of these wait until it is
  /// done. `mark` is given where the page is to be known by another number than its own.
  case read(supersedes: [String], holds: [String] = [], mark: PageMark? = nil)
  /// It was read before and has not changed.
  case skip
}

/// Runs pages through an engine on all cores; results come in the order of the pages, the same bytes whatever the number of workers.
package struct Batch: Sendable {
  package let engine: Engine
  package let stage: Stage
  /// Pages read at once.
  package let jobs: Int
  /// Seconds that a page may take; nil for no limit. One that takes longer is a failure, and its thread is left behind.
  package let timeLimit: Double?

  /// Bytes of pages in flight, beside the one that is read next.
  private static let weight = 64 << 20

  package init(engine: Engine, stage: Stage, jobs: Int, timeLimit: Double? = nil) {
    self.engine = engine
    self.stage = stage
    self.jobs = max(1, jobs)
    self.timeLimit = timeLimit
  }

  /// A page that was read from its dump, on its way to a worker.
  private struct Arrival {
    var item: DumpItem
    var path: String
    var name: PageName
    var mark: PageMark?
  }

  /// A page that a worker has.
  private struct Flight {
    var mark: PageMark?
    /// What no other page may be of while this one is on its way.
    var holds: [String]
    var weight: Int
  }

  /// Takes pages from `next` until it gives nil, asks `admit` about each where there is a ledger, and hands each result to `emit`, in
  /// order. `admit` never hears of a page while another version of it is on its way, one of its id, or one that supersedes its records.
  ///
  /// Memory: at most 8 pages a worker and 64 MB of pages are in flight.
  package func run(
    next: () throws -> (item: DumpItem, path: String)?, admit: ((PageMark) throws -> Admission)? = nil,
    emit: (PageResult) throws -> Void
  ) throws {
    var names = PageNames()
    func arrival() throws -> Arrival? {
      guard let (item, path) = try next() else { return nil }
      let name = names.name(of: item, knowsSame: admit != nil)
      return Arrival(item: item, path: path, name: name, mark: admit == nil ? nil : PageMark(item, name: name))
    }
    /// Nil where the page is not read.
    func admission(_ arrival: inout Arrival) throws -> (supersedes: [String], holds: [String])? {
      guard let admit, let mark = arrival.mark else { return ([], []) }
      guard case .read(let supersedes, let holds, let other) = try admit(mark) else { return nil }
      if let other { (arrival.mark, arrival.name) = (other, .other(other.article)) }
      return (supersedes, holds + mark.claims + (other?.claims ?? []))
    }
    if jobs == 1 && timeLimit == nil {
      while var arrival = try arrival() {
        guard let (supersedes, _) = try admission(&arrival) else { continue }
        var result = engine.process(
          arrival.item, path: arrival.path, upTo: stage, name: arrival.name, supersedes: supersedes)
        result.mark = arrival.mark
        try emit(result)
      }
      return
    }
    let workers = Workers(engine: engine, stage: stage, count: jobs, timeLimit: timeLimit)
    defer { workers.close() }
    var flights: [Flight] = []
    var landed = 0
    /// What is held, by how many: two pages may supersede one article's records.
    var known: [String: Int] = [:]
    var weight = 0
    var held: Arrival?
    var isDone = false
    while true {
      while !isDone, flights.count < jobs * 8, weight < Batch.weight {
        guard var arrival = try held ?? arrival() else {
          isDone = true
          break
        }
        held = nil
        if let mark = arrival.mark, mark.claims.contains(where: { known[$0] != nil }) {
          held = arrival
          break
        }
        guard let (supersedes, holds) = try admission(&arrival) else { continue }
        for name in holds { known[name, default: 0] += 1 }
        let flight = Flight(mark: arrival.mark, holds: holds, weight: arrival.item.weight)
        workers.add(
          Workers.Job(
            number: landed + flights.count, item: arrival.item, path: arrival.path, name: arrival.name,
            supersedes: supersedes))
        flights.append(flight)
        weight += flight.weight
      }
      guard !flights.isEmpty else {
        if isDone { return }
        continue
      }
      var result = workers.result(landed)
      let flight = flights.removeFirst()
      landed += 1
      weight -= flight.weight
      for name in flight.holds { known[name] = known[name].flatMap { $0 > 1 ? $0 - 1 : nil } }
      result.mark = flight.mark
      try emit(result)
    }
  }
}

extension PageMark {
  /// Keys, articles and ids that no two pages may have that are read at once.
  fileprivate var claims: [String] { id.map { [key, article, $0] } ?? [key, article] }
}

extension DumpItem {
  fileprivate var weight: Int {
    switch self {
    case .page(let page): page.size
    case .record(let line, _, _): line.count
    case .failure: 0
    }
  }
}
