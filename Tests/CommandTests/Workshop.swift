import Disk
import Glibc
import Synchronization

/// A folder of a test's own, gone with the test, and the built program to run in it.
final class Workshop {
  let folder: String
  static let program = programPath()

  init() {
    var template = Array("/tmp/saring-test-XXXXXX".utf8CString)
    folder = unsafe String(cString: mkdtemp(&template))
    for (name, text) in Workshop.pack { write(text, to: name) }
  }

  deinit { _ = Running("/bin/rm", ["-rf", folder]).wait() }

  /// What it holds before anything is written: parts of the pack.
  var names: Set<String> { Set(Workshop.pack.keys.map { String($0.prefix { $0 != "/" }) }) }

  func path(_ name: String) -> String { name.hasPrefix("/") ? name : folder + "/" + name }

  func write(_ text: String, to name: String) { write(Array(text.utf8), to: name) }

  func write(_ bytes: [UInt8], to name: String) {
    var made = folder
    for part in name.split(separator: "/").dropLast() {
      made += "/\(part)"
      _ = unsafe mkdir(made, 0o755)
    }
    let descriptor = unsafe open(path(name), O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    defer { close(descriptor) }
    try! Files.write(bytes, to: descriptor, path: name)
  }

  func read(_ name: String) -> String { (try? Files.read(path(name))).map { String(decoding: $0, as: UTF8.self) } ?? "" }

  func lines(_ name: String) -> [String] { read(name).split(separator: "\n").map { String($0) } }

  /// Runs `saring COMMAND ARGUMENTS` in the folder with the small pack.
  func saring(_ arguments: String..., input: String? = nil) -> Finished { start(arguments, input: input).wait() }

  func start(_ arguments: [String], input: String? = nil, before: [String] = []) -> Running {
    let pages = ["run", "clean", "extract"].contains(arguments.first ?? "")
    let words = before + [Workshop.program] + arguments + (pages ? ["--rules", folder] : [])
    return Running(words[0], Array(words.dropFirst()), in: folder, input: input)
  }

  /// A page that gives one incident; another `count`, another text.
  static func page(_ id: String, count: Int = 2) -> String {
    "{\"id\":\"\(id)\",\"title\":\"\(count) PMI tewas di Malaysia\",\"text\":\"BATAM – \(count) PMI tewas di Malaysia. Mereka dari \(id).\"}\n"
  }

  /// A pack of two rules: the real one takes a debug build a second to load.
  private static let pack = [
    "types.rules": """
    phases places, counts, harms
    type country(code: text, name: text, inferred: text)
    type count(number: number, min: number, max: number, people: text, sex: text)
    type harm(kind: text)

    """,
    "all.rules": """
    rule harm.word
      phase harms
      match h:@harm_words
      make harm(kind: h.code)
      example "PMI itu [tewas]" => kind=death
      reject "ia tiba"

    rule country.name
      phase places
      match c:@countries
      make country(code: c.code, name: c.name)
      example "tewas di [Malaysia]" => code=MY
      reject "ia tiba"

    rule count.people
      phase counts
      match n:<Number> p:@person_terms
      make count(number: n, people: p.code)
      example "[107 PMI] tiba" => number=107
      reject "107 kasus"

    """, "lists/harm_words.tsv": "name\tcode\taliases\ntewas\tdeath\t~tewas\n",
    "lists/person_terms.tsv": "name\tcode\taliases\nPMI\tmigrant\tpekerja migran Indonesia\n",
    "lists/countries.tsv": "name\tcode\taliases\nMalaysia\tMY\t\n",
    "lists/incident_people.tsv": "#! read-by incidents\nname\trank\tours\nmigrant\t4\tyes\n",
    "lists/incident_terms.tsv":
      "#! read-by incidents\nname\tkind\tstarts\tpeople\tstatus\ndeath\tharm\tyes\tmigrant\tdead\n",
  ]

  private static func programPath() -> String {
    if let given = unsafe getenv("SARING_BIN") { return unsafe String(cString: given) }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = unsafe buffer.withUnsafeMutableBytes {
      unsafe readlink("/proc/self/exe", $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
    }
    let own = String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
    let beside = String(own[..<(own.lastIndex(of: "/") ?? own.startIndex)]) + "/saring"
    if Files.kind(of: beside) == .file { return beside }
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return "/" + root + "/.build/debug/saring"
  }
}

struct Finished {
  /// The exit code; 128 and the signal that ended it.
  var code: Int32
  var output: String
  var messages: String
  var lines: [String] { output.split(separator: "\n").map { String($0) } }
}

/// A process that was started, its output going to files.
final class Running {
  let id: pid_t
  private let files: String
  private let inputEnd: Int32

  /// - Parameter input: what it reads; nil for nothing, "…" for a pipe that stays open until ``closeInput()``.
  init(_ program: String, _ arguments: [String], in folder: String = "/", input: String? = nil, closedOutput: Bool = false) {
    var template = Array("/tmp/saring-run-XXXXXX".utf8CString)
    files = unsafe String(cString: mkdtemp(&template))
    let files = self.files
    (id, inputEnd) = Running.spawning.withLock { _ in
      Running.spawn(program, arguments, in: folder, files: files, closedOutput: closedOutput)
    }
    if let input, input != "…" { feed(input) }
    if input != "…" { close(inputEnd) }
  }

  /// One at a time: a pipe's end that another child inherits would stay open.
  private static let spawning = Mutex(())

  private static func spawn(
    _ program: String, _ arguments: [String], in folder: String, files: String, closedOutput: Bool
  ) -> (id: pid_t, inputEnd: Int32) {
    var ends: [Int32] = [-1, -1]
    unsafe pipe(&ends)
    var gone: [Int32] = [-1, -1]
    unsafe pipe(&gone)
    for end in ends + gone { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    close(gone[0])
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
    if closedOutput {
      unsafe posix_spawn_file_actions_adddup2(&actions, gone[1], 1)
    } else {
      unsafe posix_spawn_file_actions_addopen(&actions, 1, files + "/out", O_WRONLY | O_CREAT, 0o644)
    }
    unsafe posix_spawn_file_actions_addopen(&actions, 2, files + "/err", O_WRONLY | O_CREAT, 0o644)
    var words: [UnsafeMutablePointer<CChar>?] = unsafe (["env", "-C", folder, "SARING_CACHE=off", program] + arguments).map {
      unsafe strdup($0)
    }
    unsafe words.append(nil)
    var child: pid_t = 0
    let status = unsafe posix_spawnp(&child, "env", &actions, nil, words, environ)
    unsafe words.forEach { unsafe free($0) }
    unsafe posix_spawn_file_actions_destroy(&actions)
    close(ends[0])
    close(gone[1])
    return (status == 0 ? child : 0, ends[1])
  }

  /// Into the pipe; at most what it holds (64 KB).
  func feed(_ text: String) { try? Files.write(Array(text.utf8), to: inputEnd, path: "pipe") }

  func closeInput() { close(inputEnd) }

  func signal(_ number: Int32) { if id > 0 { kill(id, number) } }

  /// Waits until its output holds `words`; false after 20 seconds.
  func hasSaid(_ words: String) -> Bool {
    for _ in 0..<1000 {
      if let bytes = try? Files.read(files + "/out"), String(decoding: bytes, as: UTF8.self).contains(words) { return true }
      usleep(20_000)
    }
    return false
  }

  func wait() -> Finished {
    var status: Int32 = 127 << 8
    if id > 0 { while unsafe waitpid(id, &status, 0) < 0 && errno == EINTR {} }
    func text(_ name: String) -> String {
      let path = files + "/" + name
      defer { unsafe unlink(path) }
      return (try? Files.read(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
    let signal = status & 0x7F
    let finished = Finished(
      code: signal == 0 ? status >> 8 & 0xFF : 128 + signal, output: text("out"), messages: text("err"))
    unsafe rmdir(files)
    return finished
  }
}
