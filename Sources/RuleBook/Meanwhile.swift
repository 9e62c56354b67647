import Glibc

/// A value that another thread makes while this one does something else.
@safe package final class Meanwhile<Value: Sendable>: @unchecked Sendable {
  private var thread: Companion?
  private var made: Value?

  package init(_ work: @escaping @Sendable () -> Value) { thread = Companion { self.made = work() } }

  /// The value, waiting for it.
  package func value() -> Value {
    thread?.join()
    thread = nil
    return made!
  }
}

/// A thread that ends with its work.
@safe private final class Companion {
  private let work: () -> Void
  /// Nil where the system gave none.
  private var thread: pthread_t?

  init(_ work: @escaping () -> Void) {
    self.work = work
    var thread = pthread_t()
    let own = unsafe Unmanaged.passRetained(self)
    let status = unsafe pthread_create(
      &thread, nil,
      { own in
        unsafe Unmanaged<Companion>.fromOpaque(own!).takeRetainedValue().work()
        return nil
      }, own.toOpaque())
    if status == 0 { self.thread = thread } else { unsafe own.release() }
  }

  func join() { if let thread { pthread_join(thread, nil) } else { work() } }
}
