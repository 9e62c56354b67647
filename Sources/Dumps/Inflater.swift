import CZlib

/// Unzips a gzip stream, member after member, piece by piece.
///
/// A class because zlib keeps a pointer back to its own state: it must not move. Used by one task at a time.
/// Complexity: O(*n*), about 500 MB/s of output; 40 KB of state.
@safe final class Inflater {
  private let stream: UnsafeMutablePointer<z_stream>
  private(set) var isBetweenMembers = true

  /// What stands around the deflated bytes.
  enum Wrapping: Int32 {
    /// Gzip members or a zlib stream, told by their first bytes.
    case any = 47
    case gzip = 31
    case none = -15
  }

  init(_ wrapping: Wrapping = .gzip) {
    unsafe stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15 is the largest window, 16 more asks for a gzip header, 32 for either. Fails only where there is no memory.
    let status = unsafe inflateInit2_(stream, wrapping.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib has no memory for a stream")
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deinitialize(count: 1)
    unsafe stream.deallocate()
  }

  static func isGzip(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// Unzips from `input`, starting at `consumed`, and appends at most `count` bytes to `output`.
  ///
  /// Gives the number of bytes appended; 0 asks for more input, or is the end where there is no more. Zero bytes that pad the
  /// file after a member are passed over.
  func inflate(
    _ input: [UInt8], from consumed: inout Int, into output: inout [UInt8], upTo count: Int
  ) throws(DumpError) -> Int {
    if isBetweenMembers {
      while consumed < input.count, input[consumed] == 0 { consumed += 1 }
      guard consumed < input.count else { return 0 }
      unsafe inflateReset(stream)
      isBetweenMembers = false
    }
    let (status, used, made) = step(input[consumed...], into: &output, upTo: count)
    consumed += used
    switch status {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END: isBetweenMembers = true
    case Z_NEED_DICT: throw .corruptGzip("a preset dictionary is asked for")
    default: throw .corruptGzip(unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "zlib error \(status)")
    }
    return made
  }

  /// A whole value unzipped, of one member or several; what follows the last one is passed over.
  ///
  /// - Throws: ``DumpError/pageTooLarge(limit:)`` past `limit` bytes, however many more there would be.
  static func unzipped(_ bytes: [UInt8], _ wrapping: Wrapping, limit: Int) throws(DumpError) -> [UInt8] {
    let inflater = Inflater(wrapping)
    var output: [UInt8] = []
    var consumed = 0
    while true {
      let made = try inflater.inflate(bytes, from: &consumed, into: &output, upTo: 1 << 18)
      if output.count > limit { throw .pageTooLarge(limit: limit) }
      if inflater.isBetweenMembers {
        if wrapping == .gzip, isGzip(bytes[consumed...].drop { $0 == 0 }) { continue }
        return output
      }
      if made == 0 { throw .truncatedGzip }
    }
  }

  private func step(
    _ input: ArraySlice<UInt8>, into output: inout [UInt8], upTo count: Int
  ) -> (status: Int32, used: Int, made: Int) {
    var status: Int32 = Z_OK
    var used = 0
    var made = 0
    let piece = unsafe [UInt8](unsafeUninitializedCapacity: count) { room, initialized in
      unsafe input.withUnsafeBufferPointer { bytes in
        // zlib does not write to its input; the C type only lacks the const.
        unsafe stream.pointee.next_in = unsafe UnsafeMutablePointer(mutating: bytes.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(clamping: bytes.count)
        unsafe stream.pointee.next_out = room.baseAddress
        unsafe stream.pointee.avail_out = UInt32(clamping: count)
        status = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
        used = bytes.count - Int(unsafe stream.pointee.avail_in)
        made = count - Int(unsafe stream.pointee.avail_out)
      }
      initialized = made
    }
    output.append(contentsOf: piece)
    return (status, used, made)
  }
}
