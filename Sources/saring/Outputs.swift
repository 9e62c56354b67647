import Disk
import JSON
import Ledger
import Pipeline

/// All files that a run writes records to, and their agreement with the ledger: a line is in a file for good exactly when the page
/// that it comes from is in the ledger.
///
/// Files that are appended to: the ledger keeps their true length with the pages, in one transaction; what a killed run wrote past
/// it is cut off by the next. Whole files: the ledger notes, with the pages, that the file waits under another name; what a killed
/// run did not rename, the next one does. Standard output cannot be cut: there a page may come twice after a kill.
struct Outputs: ~Copyable {
  private var records: OutputFile
  private var articles: OutputFile?
  private var quarantine: OutputFile?
  private let appends: Bool

  /// Opens them, after what a killed run left is put right.
  static func opened(_ settings: PageSettings, ledger: Ledger?) throws -> Outputs {
    var kept: [String: (inode: Int, length: Int)] = [:]
    for output in try ledger?.outputs() ?? [] {
      if output.temporary.isEmpty {
        kept[output.path] = (output.inode, output.length)
      } else {
        try Files.rename(output.temporary, inode: output.inode, to: output.path)
      }
    }
    let wanted = Set(
      [settings.output, settings.articles, settings.quarantine].compactMap(\.self).map { Files.absolute(Files.target(of: $0)) })
    for (path, place) in kept where !wanted.contains(path) && Files.inode(of: path) == place.inode {
      var other = try OutputFile(path, mode: .append, kept: place)
      try other.finish()
    }
    let mode: OutputMode = settings.appends ? .append : .whole
    func opened(_ path: String) throws(FileError) -> OutputFile {
      // A record that was cut off is no object.
      try OutputFile(path, mode: mode, kept: kept[Files.absolute(Files.target(of: path))], waitsForKeep: ledger != nil) {
        (try? JSONReader.value(of: $0))?.object != nil
      }
    }
    let records = try opened(settings.output)
    let articles = if let path = settings.articles { try opened(path) } else { nil as OutputFile? }
    let quarantine = if let path = settings.quarantine { try opened(path) } else { nil as OutputFile? }
    let outputs = Outputs(
      records: records, articles: articles, quarantine: quarantine, appends: settings.appends)
    if settings.appends {
      // From here on a kill leaves lines that no page of the ledger answers for.
      if let ledger { try outputs.note(in: ledger) }
    } else {
      try ledger?.setOutputs([])
      try ledger?.commit()
    }
    return outputs
  }

  private init(
    records: consuming OutputFile, articles: consuming OutputFile?, quarantine: consuming OutputFile?, appends: Bool
  ) {
    self.records = records
    self.articles = articles
    self.quarantine = quarantine
    self.appends = appends
  }

  mutating func append(_ result: PageResult, stage: Stage) throws(FileError) {
    if let line = result.article {
      if stage == .run { try articles?.append(line) } else { try records.append(line) }
    }
    if !result.incidents.isEmpty { try records.append(Array(result.incidents.joined())) }
  }

  mutating func append(failure line: [UInt8]) throws(FileError) { try quarantine?.append(line) }

  private mutating func sync() throws(FileError) {
    try records.sync()
    try articles?.sync()
    try quarantine?.sync()
  }

  /// Everything so far is done for good; for files that are appended to, and standard output.
  mutating func commit(to ledger: Ledger) throws {
    guard appends || records.path == "-" && articles == nil && quarantine == nil else { return }
    try sync()
    try note(in: ledger)
    keep()
  }

  private mutating func keep() {
    records.keep()
    articles?.keep()
    quarantine?.keep()
  }

  /// The end of the run. `suffix` is added to the names of whole files.
  mutating func finish(ledger: Ledger?, suffix: String = "") throws {
    if let ledger {
      try sync()
      try note(in: ledger)
      keep()
      if !appends {
        records.release()
        articles?.release()
        quarantine?.release()
      }
    }
    try records.finish(as: records.path + suffix)
    if let path = articles?.path { try articles?.finish(as: path + suffix) }
    if let path = quarantine?.path { try quarantine?.finish(as: path + suffix) }
    try ledger?.setOutputs([])
    try ledger?.commit()
  }

  /// The run has failed: what no page of the ledger answers for is cut off, and the ledger asks nothing of the files any more, since
  /// others may add to them from here on.
  mutating func giveUp(ledger: Ledger) throws {
    try records.cutBack()
    try articles?.cutBack()
    try quarantine?.cutBack()
    try ledger.rollBack()
    try ledger.setOutputs([])
    try ledger.commit()
  }

  private borrowing func note(in ledger: Ledger) throws {
    var rows: [Ledger.Output] = []
    func row(_ file: borrowing OutputFile) {
      guard file.path != "-" else { return }
      let temporary = file.temporary.map { Files.absolute($0) } ?? ""
      rows.append(
        Ledger.Output(
          path: Files.absolute(file.path), temporary: temporary, inode: file.inode, length: file.length))
    }
    row(records)
    if articles != nil { row(articles!) }
    if quarantine != nil { row(quarantine!) }
    try ledger.setOutputs(rows)
    try ledger.commit()
  }
}
