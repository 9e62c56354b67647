import Glibc
import Synchronization

/// Signals that ask the program to end: the page at hand is finished, and what is done is written.
///
/// The one global state of the program, since a signal handler can reach nothing else.
package enum Interrupt {
  private static let caught = Atomic<Int32>(0)

  /// The signal that asked, 0 for none.
  package static var signal: Int32 { caught.load(ordering: .relaxed) }

  /// From here on SIGINT, SIGTERM and SIGHUP only ask (the second one ends at once), and a reader that has gone is an error of `write`.
  /// A SIGHUP that is ignored (`nohup`) stays so.
  package static func listen() {
    _ = signal
    var hangup = sigaction()
    unsafe sigaction(SIGHUP, nil, &hangup)
    let ignoresHangup = unsafe unsafeBitCast(hangup.__sigaction_handler.sa_handler, to: Int.self) == 1
    let numbers = [SIGINT, SIGTERM] + (ignoresHangup ? [] : [SIGHUP])
    for number in numbers {
      var action = sigaction()
      unsafe action.__sigaction_handler.sa_handler = { number in Interrupt.note(number) }
      // No SA_RESTART: a read that waits for standard input must end.
      unsafe sigaction(number, &action, nil)
    }
    // A program that starts this one from a thread of its own may have left them blocked.
    unblock(numbers)
    _ = Glibc.signal(SIGPIPE, SIG_IGN)
    // A file that reaches the limit of `ulimit -f` is a full disk: an error of `write`, not the end.
    _ = Glibc.signal(SIGXFSZ, SIG_IGN)
  }

  static func unblock(_ numbers: [Int32]) {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for number in numbers { unsafe sigaddset(&set, number) }
    unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  private static func note(_ number: Int32) {
    if caught.exchange(number, ordering: .relaxed) != 0 { _exit(128 + number) }
  }
}

/// Faults of the program itself: they end it with exit code 70 instead of a signal that cron mails nobody about.
package enum Fault {
  /// Says so on standard error and exits, whatever thread meets the fault.
  package static func listen() {
    let numbers = [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT]
    for number in numbers {
      var action = sigaction()
      unsafe action.__sigaction_handler.sa_handler = { _ in
        let words: StaticString = "saring: internal error: a bug, please report it with the page that was read\n"
        _ = unsafe write(2, words.utf8Start, words.utf8CodeUnitCount)
        _exit(70)
      }
      action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
      unsafe sigaction(number, &action, nil)
    }
    Interrupt.unblock(numbers)
  }
}
