import Text

/// A pattern without its captures, its names written out: what it matches and nothing else, so that patterns can be compared.
indirect enum Shape: Hashable {
  /// Folded.
  case word(String)
  case exact(String)
  case stem(String)
  case list(String, Set<String>)
  case angle(String, Set<String>)
  case any([[Shape]])
  case repeated([Shape], Int, Int)
  case gap(Int)
  case not([Shape])
  case start, end

  /// - Parameter depth: ends a pattern that stands for itself.
  static func shapes(_ elements: [Element], _ defined: [String: [Element]], depth: Int = 0) -> [Shape] {
    guard depth < 16 else { return [] }
    func inner(_ elements: [Element]) -> [Shape] { shapes(elements, defined, depth: depth + 1) }
    func terms(_ filters: [Filter]) -> Set<String> {
      Set(filters.map { "\($0.key)\($0.negated ? "!" : "")=\($0.values.sorted().joined(separator: "|"))" })
    }
    return elements.flatMap { element -> [Shape] in
      switch element.kind {
      case .literal(let phrase, let exact):
        return ListCompiler.words(phrase).map { exact ? .exact($0) : .word($0.lowercased()) }
      case .stem(let root): return [.stem(root)]
      case .list(let name, let filters): return [.list(name, terms(filters))]
      case .angle(let name, let filters): return [.angle(name, terms(filters))]
      case .group(let alternatives):
        return alternatives.count == 1 ? inner(alternatives[0]) : [.any(alternatives.map(inner))]
      case .capture(_, let element): return inner([element])
      case .repeated(let element, let low, let high):
        return low == 1 && high == 1 ? inner([element]) : [.repeated(inner([element]), low, high)]
      case .gap(let size): return [.gap(size)]
      case .not(let element): return [.not(inner([element]))]
      case .named(let name): return inner(defined[name] ?? [])
      case .sentenceStart: return [.start]
      case .sentenceEnd: return [.end]
      }
    }
  }

  /// Whether `wide` matches whatever `narrow` does, element by element; false where that is not plain to see.
  static func covers(_ wide: [Shape], _ narrow: [Shape]) -> Bool {
    wide.count == narrow.count && zip(wide, narrow).allSatisfy { $0.covers($1) }
  }

  private func covers(_ other: Shape) -> Bool {
    if self == other { return true }
    if case .any(let alternatives) = other, alternatives.allSatisfy({ $0.count == 1 && covers($0[0]) }) { return true }
    switch (self, other) {
    case (.any(let alternatives), _): return alternatives.contains { $0.count == 1 && $0[0].covers(other) }
    case (.list(let name, let terms), .list(let narrow, let more)), (.angle(let name, let terms), .angle(let narrow, let more)):
      return name == narrow && terms.isSubset(of: more)
    case (.stem(let root), .word(let word)): return Stem.forms(of: root).contains { $0.lowercased() == word }
    case (.word(let word), .exact(let spelling)): return word == spelling.lowercased()
    case (.angle("Word", _), .word(let word)), (.angle("Word", _), .exact(let word)): return word.first?.isLetter ?? false
    case (.angle("Any", _), .word), (.angle("Any", _), .exact): return true
    case (.repeated(let pattern, let low, let high), .repeated(let narrow, let least, let most)):
      return low <= least && high >= most && Shape.covers(pattern, narrow)
    case (.gap(let size), .gap(let less)): return size >= less
    default: return false
    }
  }
}
