/// The first of sixteen lanes that is set, or 16. No loop.
@inlinable @inline(__always) package func firstSet(_ lanes: SIMDMask<SIMD16<Int8>>) -> Int {
  let (low, high) = halves(lanes)
  return (low != 0 ? low.trailingZeroBitCount : 64 &+ high.trailingZeroBitCount) &>> 3
}

/// Sixteen lanes as two numbers, a byte a lane: 0xFF where it is set, the first lane the lowest byte.
@inlinable @inline(__always) package func halves(_ lanes: SIMDMask<SIMD16<Int8>>) -> (UInt64, UInt64) {
  let halves = unsafe unsafeBitCast(lanes, to: SIMD2<UInt64>.self)
  return (UInt64(littleEndian: halves[0]), UInt64(littleEndian: halves[1]))
}
