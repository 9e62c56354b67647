/// A source's bytes, unzipped where they begin with gzip's two magic bytes, whatever the file is called.
package struct UnzippedSource<Source: ByteSource> {
  private var source: Source
  private var inflater: Inflater?
  /// Zipped bytes: those before `consumed` are done.
  private var zipped: [UInt8] = []
  private var consumed = 0
  private var atStart = true
  private let expectsGzip: Bool
  private static var piece: Int { 1 << 16 }

  package init(_ source: Source, expectsGzip: Bool) {
    self.source = source
    self.expectsGzip = expectsGzip
  }

  /// Appends some bytes to `buffer` and tells how many; 0 at the end.
  package mutating func read(into buffer: inout [UInt8]) throws(DumpError) -> Int {
    if atStart {
      atStart = false
      while zipped.count < 2, try fill() > 0 {}
      if Inflater.isGzip(zipped) {
        inflater = Inflater()
      } else if expectsGzip && zipped.count < 2 {
        throw .truncatedGzip
      }
    }
    guard let inflater else { return try plain(into: &buffer) }
    while true {
      let made = try inflater.inflate(zipped, from: &consumed, into: &buffer, upTo: 4 * Self.piece)
      if made > 0 { return made }
      if consumed < zipped.count { continue }
      zipped.removeAll(keepingCapacity: true)
      consumed = 0
      guard try fill() > 0 else {
        if inflater.isBetweenMembers { return 0 }
        throw .truncatedGzip
      }
    }
  }

  private mutating func plain(into buffer: inout [UInt8]) throws(DumpError) -> Int {
    guard zipped.isEmpty else {
      buffer.append(contentsOf: zipped)
      defer { zipped = [] }
      return zipped.count
    }
    do {
      return try source.read(into: &buffer, upTo: 4 * Self.piece)
    } catch {
      throw .unreadable("\(error)")
    }
  }

  private mutating func fill() throws(DumpError) -> Int {
    do {
      return try source.read(into: &zipped, upTo: Self.piece)
    } catch {
      throw .unreadable("\(error)")
    }
  }
}
