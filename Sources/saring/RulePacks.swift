import Bytes
import Disk
import Glibc
import Pipeline
import RuleBook
import Synchronization

/// A folder that was named as a rule pack is none.
struct NoRules: Error, CustomStringConvertible {
  let folder: String
  var description: String { folder.isEmpty ? "the folder of rules has no name" : "\(folder): there is no such folder of rules" }
}

/// Where the rule packs are, and the engine that they make.
extension Program {
  /// The folders of the packs, the lowest first: `--rules`, else `$SARING_RULES`, else the shipped pack. Where the lowest has no
  /// `types.rules` it is no pack by itself and lies over the shipped one.
  static func rulesFolders(_ invocation: Invocation) throws -> [String] {
    let given = (invocation.lists["rules"] ?? []).flatMap(parted)
    return given.isEmpty ? try shippedRules() : try layered(given)
  }

  /// One value of `--rules` may name several packs, as `$SARING_RULES` may: `Rules:mine`.
  static func parted(_ folders: String) -> [String] {
    let parts = folders.split(separator: ":").map { String($0) }
    return parts.isEmpty ? [""] : parts
  }

  private static func checkFolders(_ folders: [String]) throws(NoRules) {
    for folder in folders where Files.kind(of: folder) != .folder { throw NoRules(folder: folder) }
  }

  static func layered(_ folders: [String]) throws -> [String] {
    try checkFolders(folders)
    guard let lowest = folders.first, Files.kind(of: lowest + "/types.rules") != .file else { return folders }
    guard let shipped = try foundRules() else {
      throw UsageError(
        message:
          "\(lowest) has no types.rules, so it lies over the shipped rules, which are not found: name the pack below, --rules DIR:\(lowest)"
      )
    }
    return shipped + folders
  }

  /// `$SARING_RULES`, beside the program, or the checkout's `Rules`.
  static func shippedRules() throws -> [String] {
    if let found = try foundRules() { return found }
    throw UsageError(message: "no rules found: name their folder with --rules DIR or SARING_RULES")
  }

  private static func foundRules() throws -> [String]? {
    let given = environment("SARING_RULES").map(parted) ?? []
    try checkFolders(given)
    if let lowest = given.first, Files.kind(of: lowest + "/types.rules") == .file { return given }
    var candidates: [String] = []
    var folder = programFolder
    candidates.append(folder + "/../share/saring/rules")
    while !folder.isEmpty {
      candidates.append(folder + "/Rules")
      folder = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
    }
    candidates.append("Rules")
    for candidate in candidates where Files.kind(of: candidate + "/types.rules") == .file { return [candidate] + given }
    return nil
  }

  static func environment(_ name: String) -> String? {
    guard let variable = unsafe getenv(name) else { return nil }
    let value = unsafe String(cString: variable)
    return value.isEmpty ? nil : value
  }

  private static var programFolder: String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = unsafe buffer.withUnsafeMutableBytes {
      unsafe readlink("/proc/self/exe", $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
    }
    let path = String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
    return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  }

  /// The language of messages about rules, by the locale.
  static var language: Language {
    Language(locale: environment("LC_ALL") ?? environment("LC_MESSAGES") ?? environment("LANG") ?? "")
  }

  /// The files of all packs, one layer each.
  static func pack(_ folders: [String]) throws(FileError) -> [PackFile] {
    var files: [PackFile] = []
    for (layer, folder) in folders.enumerated() {
      for var file in try Files.pack(folder) {
        (file.layer, file.folder) = (layer, folder)
        files.append(file)
      }
    }
    return files
  }

  /// A list of the packs read as a plain table, for facts that are used beside the rules; nil where there is no pack or no such list.
  static func table(_ path: String, _ invocation: Invocation) throws -> Table? {
    let folders: [String]
    do { folders = try rulesFolders(invocation) } catch is UsageError { return nil }
    var diagnostics: [Diagnostic] = []
    var found: Table?
    for folder in folders where Files.kind(of: folder + "/" + path) == .file {
      let table = Table(file: path, bytes: try Files.read(folder + "/" + path), diagnostics: &diagnostics)
      if found == nil { found = table } else { found?.extend(with: table, &diagnostics) }
    }
    return found
  }

  /// A list that a command cannot do without: where no pack is found, that is what is said.
  static func neededTable(_ path: String, _ invocation: Invocation) throws -> Table {
    if let table = try table(path, invocation) { return table }
    let folders = try rulesFolders(invocation).joined(separator: ", ")
    throw UsageError(message: "the rule pack in \(folders) has no \(path): name another with --rules DIR")
  }

  /// The program ends with its engine: to free a pack piece by piece takes a tenth of a short run.
  private static func kept(_ engine: Engine) -> Engine {
    engines.withLock { $0.append(engine) }
    return engine
  }

  private static let engines = Mutex<[Engine]>([])

  /// Where compiled packs are kept: `$SARING_CACHE`, else `saring` in `$XDG_CACHE_HOME` or `~/.cache`; nil where `$SARING_CACHE` is `off` or
  /// the user has no home.
  private static var ruleCache: CacheFolder? {
    let path =
      environment("SARING_CACHE") ?? environment("XDG_CACHE_HOME").map { $0 + "/saring" }
      ?? environment("HOME").map { $0 + "/.cache/saring" }
    guard let path, path != "off", path.hasPrefix("/") else { return nil }
    return CacheFolder(path, limit: 8)
  }

  /// Where the installed program has the compiled pack that it came with: `share/saring/compiled` beside the rules.
  private static var shippedCache: CacheFolder { CacheFolder(programFolder + "/../share/saring/compiled", limit: 8) }

  /// Another for every pack, every place it stands in, for rules know their files, and every build of this program.
  private static func archiveName(_ digest: String, _ folders: [String], _ files: [PackFile]) -> String {
    let layers = folders.indices.map { layer in "\(folders[layer]) \(files.count { $0.layer == layer })" }
    let parts = [digest, Files.stamp(of: "/proc/self/exe")] + layers
    return SHA256.hex(Array(parts.joined(separator: "\n").utf8)) + ".rules"
  }

  static func errors(_ count: Int) -> Message { count == 1 ? "1 error" : "\(count) errors" }

  static func warnings(_ count: Int) -> Message { count == 1 ? "1 warning" : "\(count) warnings" }

  /// The engine, or nil after everything wrong with the packs has been said.
  static func engine(_ invocation: Invocation, log: Log? = nil) throws -> Engine? {
    try engine(folders: rulesFolders(invocation), log: log)
  }

  /// - Parameter withExamples: a kept pack has none, so it is compiled.
  static func engine(folders: [String], log: Log? = nil, withExamples: Bool = false) throws -> Engine? {
    let files = try pack(folders)
    let furniture = Engine.FurnitureReading(files)
    let digest = Engine.digest(of: files)
    let cache = ruleCache
    let name = archiveName(digest, folders, files)
    for cache in [shippedCache, cache].compactMap({ $0 }) where !withExamples && environment("SARING_CACHE") != "off" {
      let engine = unsafe cache.read(name) { unsafe Engine.restored(from: $0, digest: digest, furniture: furniture) }
      if let engine { return kept(engine) }
    }
    let (engine, diagnostics) = Engine.load(files, furniture: furniture)
    if let engine {
      if diagnostics.isEmpty { cache?.write(engine.archive, as: name) }
      return kept(engine)
    }
    func tell(_ message: String, at place: String? = nil) {
      if let log, log.isJSON { log.badRules(message, at: place) } else { say(message) }
    }
    let errors = diagnostics.filter { $0.severity == .error }
    for diagnostic in errors { tell(diagnostic.text(in: language), at: "\(diagnostic.file):\(diagnostic.line)") }
    let summary = Message("saring: \(Program.errors(errors.count)) in \(folders.joined(separator: ", ")); no page was read")
    tell(summary.text(in: language))
    return nil
  }
}
