import Bytes
import Dumps
import Glibc

/// Threads that read pages, and the shelf where their results wait to be taken in order.
///
/// Threads of our own instead of tasks, because a page over its time limit is left behind with its thread, which a task group would
/// wait for. Signals are blocked in them: the main thread hears those.
@safe final class Workers: @unchecked Sendable {
  struct Job: Sendable {
    var number: Int
    var item: DumpItem
    var path: String
    var name: PageName
    var supersedes: [String]
  }

  private let engine: Engine
  private let stage: Stage
  /// Seconds; nil for no limit.
  private let timeLimit: Double?
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let hasWork: UnsafeMutablePointer<pthread_cond_t>
  private let hasResult: UnsafeMutablePointer<pthread_cond_t>

  // Behind the mutex.
  private var jobs: [Job] = []
  private var taken = 0
  private var results: [Int: PageResult] = [:]
  /// Pages being read, and when each was begun.
  private var running: [Int: (job: Job, start: Double)] = [:]
  private var isClosed = false

  init(engine: Engine, stage: Stage, count: Int, timeLimit: Double?) {
    self.engine = engine
    self.stage = stage
    self.timeLimit = timeLimit
    unsafe mutex = .allocate(capacity: 1)
    unsafe hasWork = .allocate(capacity: 1)
    unsafe hasResult = .allocate(capacity: 1)
    unsafe pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    unsafe pthread_condattr_init(&attributes)
    // A clock that goes back must not make a page wait.
    unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    unsafe pthread_cond_init(hasWork, &attributes)
    unsafe pthread_cond_init(hasResult, &attributes)
    for _ in 0..<count { start() }
  }

  deinit {
    unsafe mutex.deallocate()
    unsafe hasWork.deallocate()
    unsafe hasResult.deallocate()
  }

  private func start() {
    var all = sigset_t()
    var before = sigset_t()
    unsafe sigfillset(&all)
    // Faults are the thread's own.
    for fault in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] { unsafe sigdelset(&all, fault) }
    unsafe pthread_sigmask(SIG_BLOCK, &all, &before)
    var thread = pthread_t()
    let own = unsafe Unmanaged.passRetained(self).toOpaque()
    let status = unsafe pthread_create(
      &thread, nil,
      { own in
        unsafe Unmanaged<Workers>.fromOpaque(own!).takeRetainedValue().work()
        return nil
      }, own)
    precondition(status == 0, "the system gives no thread")
    pthread_detach(thread)
    unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
  }

  /// One thread: page after page, until it is told to end or its page was given up.
  private func work() {
    while let job = next() {
      let result = engine.process(job.item, path: job.path, upTo: stage, name: job.name, supersedes: job.supersedes)
      unsafe pthread_mutex_lock(mutex)
      let isAwaited = running.removeValue(forKey: job.number) != nil
      if isAwaited {
        results[job.number] = result
        unsafe pthread_cond_signal(hasResult)
      }
      unsafe pthread_mutex_unlock(mutex)
      // Another thread has taken this one's place.
      if !isAwaited { return }
    }
  }

  private func next() -> Job? {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    while taken == jobs.count {
      if isClosed { return nil }
      unsafe pthread_cond_wait(hasWork, mutex)
    }
    let job = jobs[taken]
    taken += 1
    if taken > 64 {
      jobs.removeFirst(taken)
      taken = 0
    }
    running[job.number] = (job, Workers.now)
    return job
  }

  func add(_ job: Job) {
    unsafe pthread_mutex_lock(mutex)
    jobs.append(job)
    unsafe pthread_cond_signal(hasWork)
    unsafe pthread_mutex_unlock(mutex)
  }

  /// No more jobs will come: threads that wait end.
  func close() {
    unsafe pthread_mutex_lock(mutex)
    isClosed = true
    unsafe pthread_cond_broadcast(hasWork)
    unsafe pthread_mutex_unlock(mutex)
  }

  /// The result of a job, waiting for it as long as the limit allows.
  func result(_ number: Int) -> PageResult {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    while true {
      if let result = results.removeValue(forKey: number) { return result }
      guard let timeLimit else {
        unsafe pthread_cond_wait(hasResult, mutex)
        continue
      }
      if let (job, start) = running[number], Workers.now - start >= timeLimit {
        running[number] = nil
        self.start()
        return PageResult(failure: failure(job, timeLimit))
      }
      let deadline = (running[number]?.start ?? Workers.now) + timeLimit
      var time = timespec(tv_sec: Int(deadline), tv_nsec: Int((deadline - deadline.rounded(.down)) * 1e9))
      unsafe pthread_cond_timedwait(hasResult, mutex, &time)
    }
  }

  private func failure(_ job: Job, _ limit: Double) -> Failure {
    var line: Int?
    var sha256: String?
    switch job.item {
    case .page(let page):
      line = page.source.line
      sha256 = page.source.sha256.isEmpty ? page.digest : page.source.sha256
    case .record(let bytes, let number, _):
      line = number
      sha256 = SHA256.hex(bytes)
    case .failure: break
    }
    return Failure(
      path: job.path, line: line, stage: "article", error: "time_limit",
      message: "reading the page took longer than \(limit) s: it was given up", bytesSHA256: sha256)
  }

  private static var now: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
