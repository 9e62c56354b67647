import Disk
import Glibc
import JSON
import Testing

private func metric(_ name: String, in shop: Workshop) -> Int {
  shop.lines("m.prom").first { $0.hasPrefix(name + " ") }.flatMap { Int($0.dropFirst(name.count + 1)) } ?? 0
}

/// Ten times the pages, the same memory.
@Test func memoryIsFlat() {
  let shop = Workshop()
  func peak(_ pages: Int) -> Int {
    shop.write((0..<pages).map { Workshop.page("halaman-\($0)") }.joined(), to: "a.jsonl")
    let run = shop.saring("run", "a.jsonl", "-o", "out.jsonl", "--metrics", "m.prom", "--quiet")
    #expect(run.code == 0 && shop.lines("out.jsonl").count == pages)
    return metric("saring_peak_memory_bytes", in: shop)
  }
  let small = peak(500)
  let large = peak(5000)
  #expect(small > 0 && large < small + (8 << 20))
}

@Test func anyNumberOfWorkersGivesTheSameBytes() {
  let shop = Workshop()
  shop.write((0..<200).map { Workshop.page("p\($0 % 150)", count: $0 + 2) }.joined() + "{rusak\n{}\n", to: "a.jsonl")
  let outputs = ["1", "2", "5"].map { shop.saring("run", "a.jsonl", "-j", $0).output }
  #expect(outputs[0].split(separator: "\n").count == 200)
  #expect(outputs[1] == outputs[0] && outputs[2] == outputs[0])
  #expect(shop.saring("run", "a.jsonl", "-j", "2", "--time-limit", "60").output == outputs[0])
}

@Test func damagedDumpsGiveWhatCanBeRead() {
  let shop = Workshop()
  shop.write((0..<400).map { Workshop.page("p\($0)", count: $0 * 7 + 2) }.joined(), to: "a.jsonl")
  #expect(Running("gzip", ["-k", shop.path("a.jsonl")]).wait().code == 0)
  let whole = try! Files.read(shop.path("a.jsonl.gz"))
  shop.write(Array(whole.prefix(whole.count / 2)), to: "b.jsonl.gz")
  let cut = shop.saring("run", "b.jsonl.gz")
  #expect(cut.code == 1 && cut.lines.count > 100 && cut.messages.contains("truncated_gzip"))
  shop.write("sampah\nWARC/1.0\r\nContent-Length: 10\r\n\r\nx", to: "c.warc")
  let warc = shop.saring("run", "c.warc")
  #expect(warc.code == 1 && warc.messages.contains("bad_warc") && warc.messages.contains("truncated_warc"))
  // A stand-in for a line of a gigabyte: 50 times the limit.
  shop.write("{\"text\":\"" + String(repeating: "x", count: 24 << 20) + "\"}\n" + Workshop.page("a"), to: "d.jsonl")
  let long = shop.saring("run", "d.jsonl", "--page-limit", "500K", "--metrics", "m.prom")
  #expect(long.code == 1 && long.lines.count == 1 && long.messages.contains("line_too_long"))
  #expect(metric("saring_peak_memory_bytes", in: shop) < 40 << 20)
}

/// `ulimit -f` is a disk that is full for one process, and any user may set it.
@Test func aFileThatMayGrowNoFurtherIsAFullDisk() {
  let shop = Workshop()
  shop.write((0..<600).map { Workshop.page("p\($0)") }.joined(), to: "a.jsonl")
  let limited = ["bash", "-c", "ulimit -f 100; exec \"$@\"", "-"]
  let whole = shop.start(["run", "a.jsonl", "-o", "out.jsonl"], before: limited).wait()
  #expect(whole.code == 74 && whole.messages.contains("File too large"))
  #expect(Files.kind(of: shop.path("out.jsonl")) == .missing)
  let arguments = ["run", "a.jsonl", "--append", "--ledger", "l.db", "-o", "out.jsonl"]
  #expect(shop.start(arguments, before: limited).wait().code == 74)
  #expect(shop.read("out.jsonl").isEmpty || shop.read("out.jsonl").hasSuffix("\n"))
  #expect(shop.start(arguments).wait().code == 0)
  #expect(shop.lines("out.jsonl").count == 600)
}

/// Every call of the clock of the wall tells a year earlier than the one before.
private let backwards = """
  #define _GNU_SOURCE
  #include <dlfcn.h>
  #include <time.h>
  static long years;
  int clock_gettime(clockid_t clock, struct timespec *time) {
    int (*real)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
    int status = real(clock, time);
    if (clock == CLOCK_REALTIME) time->tv_sec -= 31536000L * __atomic_add_fetch(&years, 1, __ATOMIC_RELAXED);
    return status;
  }
  """

private let hasCompiler = Running("clang", ["--version"]).wait().code == 0

@Test(.enabled(if: hasCompiler, "needs clang, which comes with Swift"))
func aClockThatGoesBackChangesNothing() {
  let shop = Workshop()
  shop.write(backwards, to: "clock.c")
  #expect(Running("clang", ["-shared", "-fPIC", "-o", shop.path("clock.so"), shop.path("clock.c"), "-ldl"]).wait().code == 0)
  shop.write((0..<300).map { Workshop.page("p\($0)") }.joined(), to: "a.jsonl")
  let options = ["--since", "7d", "--time-limit", "30", "-j", "2", "--metrics", "m.prom", "--log-format", "json"]
  let back = ["env", "LD_PRELOAD=" + shop.path("clock.so")]
  let run = shop.start(["run", "a.jsonl", "--ledger", "l.db"] + options, before: back).wait()
  #expect(run.code == 0 && run.output == shop.saring("run", "a.jsonl").output)
  #expect(shop.start(["run", "a.jsonl", "--ledger", "l.db"] + options, before: back).wait().lines.isEmpty)
  let took = shop.lines("m.prom").first { $0.hasPrefix("saring_run_seconds ") }.flatMap { Double($0.dropFirst(19)) }
  #expect((0.0...60).contains(took ?? -1))
}

/// All start at the same instant, and want the same files.
@Test func ofManyAtOnceOneRunsAndTheOthersComeBackLater() {
  let shop = Workshop()
  shop.write((0..<400).map { Workshop.page("p\($0)") }.joined(), to: "a.jsonl")
  let arguments = ["run", "a.jsonl", "--append", "--ledger", "l.db", "-o", "out.jsonl", "--articles", "art.jsonl"]
  let codes = (0..<6).map { _ in shop.start(arguments) }.map { $0.wait().code }
  #expect(codes.contains(0) && codes.allSatisfy { $0 == 0 || $0 == 75 })
  #expect(shop.lines("out.jsonl").count == 400 && Set(shop.lines("out.jsonl")).count == 400)
  #expect(shop.lines("art.jsonl").count == 400)
}

private let isRoot = getuid() == 0

/// Root reads everything: the test lays down its rights, where the program can be reached without them.
private let canBeNobody =
  isRoot
  && Running(
    "setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", Workshop.program, "--help"]
  ).wait().code == 0

@Test(.enabled(if: !isRoot || canBeNobody, "needs setpriv, and a program that nobody may run"))
func aFileThatMayNotBeReadIsAFailure() {
  let shop = Workshop()
  shop.write(Workshop.page("a"), to: "in/a.jsonl")
  shop.write(Workshop.page("b"), to: "in/b.jsonl")
  _ = unsafe chmod(shop.path("in/b.jsonl"), 0)
  _ = unsafe chmod(shop.folder, 0o755)
  let before = isRoot ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : []
  let end = shop.start(["run", "in"], before: before).wait()
  #expect(end.code == 1 && end.lines.count == 1 && end.messages.contains("Permission denied"))
  #expect(shop.start(["run", "in/b.jsonl"], before: before).wait().code == 66)
  _ = unsafe chmod(shop.folder, 0o555)
  let output = shop.start(["run", "in/a.jsonl", "-o", "out.jsonl"], before: before).wait()
  #expect(isRoot ? output.code == 73 : true)
  _ = unsafe chmod(shop.folder, 0o755)
}

/// A file system of 64 KB.
private func mounted(_ shop: Workshop) -> Bool {
  shop.write("", to: "kecil/x")
  return isRoot && Running("mount", ["-t", "tmpfs", "-o", "size=64k", "saring", shop.path("kecil")]).wait().code == 0
}

@Test(.enabled(if: isRoot, "only root can mount a small disk"))
func aFullDiskLeavesNothingHalfWritten() {
  let shop = Workshop()
  guard mounted(shop) else { return }
  defer { _ = Running("umount", [shop.path("kecil")]).wait() }
  shop.write((0..<300).map { Workshop.page("p\($0)") }.joined(), to: "a.jsonl")
  let whole = shop.saring("run", "a.jsonl", "-o", "kecil/out.jsonl")
  #expect(whole.code == 74 && whole.messages.contains("No space left"))
  #expect(Files.kind(of: shop.path("kecil/out.jsonl")) == .missing)
  #expect(Files.kind(of: shop.path("kecil/out.jsonl.saring-new")) == .missing)
  let appended = shop.saring("run", "a.jsonl", "--append", "-o", "kecil/out.jsonl")
  #expect(appended.code == 74)
  #expect(shop.read("kecil/out.jsonl").isEmpty || shop.read("kecil/out.jsonl").hasSuffix("\n"))
  unsafe unlink(shop.path("kecil/out.jsonl"))
  // With a ledger, what was not told of is cut off, and comes with the next run.
  let arguments = ["run", "a.jsonl", "--append", "--ledger", "l.db", "-o", "kecil/out.jsonl"]
  #expect(shop.start(arguments).wait().code == 74)
  let kept = shop.lines("kecil/out.jsonl").count
  #expect(Running("mount", ["-o", "remount,size=8m", shop.path("kecil")]).wait().code == 0)
  #expect(shop.start(arguments).wait().code == 0)
  #expect(kept < 300 && shop.lines("kecil/out.jsonl").count == 300)
}
