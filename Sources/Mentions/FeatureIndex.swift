package import Bytes
import RuleBook
import Text

/// From list entries, mentions and classes to the features that patterns ask for, from features to words, and from both to the patterns
/// that wait for them.
///
/// An object, as every sentence asks it: one reference to count instead of one for each table.
package final class FeatureIndex: Sendable, Archivable {
  /// One pattern of a rule.
  struct Program: Sendable, BitwiseCopyable {
    var rule: Int32
    /// Index into ``RuleSet/nodes``.
    var node: Int32
    /// Index into ``RuleSet/steps``.
    var positions: Int32
    /// Of ``CompiledRule/Scope``.
    var scope: UInt8
    var captures: Int32
    var hasConditions: Bool
    /// Its groups of features but the first, from here to `endGroup` in ``FeatureIndex/groups``.
    var firstGroup: Int32
    var endGroup: Int32
  }

  /// A feature that only some mentions have.
  struct Filtered: Sendable {
    var feature: Int32
    /// -1 lets all through.
    var filter: Int32
  }

  /// A part of a step, and what ends it: most parts are told to be nowhere by that alone.
  struct Part: Sendable, BitwiseCopyable {
    /// What it ends in.
    enum Last: UInt8, Sendable, BitwiseCopyable { case token, stretch, other }

    /// -1 where one token is all there is of it.
    var step: Int32
    /// The feature that it ends in, a token or a stretch.
    var feature: Int32 = -1
    /// The rarest feature that every match has.
    var rarest: Int32 = -1
    var last = Last.other
    var hasRarest = false

    /// A step's part, or one of the features of a step that is one token.
    init(_ number: Int32, of operation: PositionStep.Operation, _ rules: RuleSet, _ rarest: [Rarest], _ numbering: Numbering) {
      step = number
      if case .tokens = operation {
        (step, feature, last) = (-1, numbering[number], .token)
        return
      }
      var end = rules.steps[Int(number)]
      if case .token = end.operation { step = -1 }
      if let rarest = rarest[Int(number)].feature { (self.rarest, hasRarest) = (numbering[rarest], true) }
      while true {
        switch end.operation {
        case .token: (feature, last) = (numbering[end.a], .token)
        case .stretch: (feature, last) = (numbering[end.a], .stretch)
        case .sequence where end.count > 0:
          end = rules.steps[Int(rules.stepParts[Int(end.first + end.count - 1)])]
          continue
        case .repeated where end.a > 0:
          end = rules.steps[Int(rules.stepParts[Int(end.first)])]
          continue
        default: break
        }
        return
      }
    }
  }

  /// Features as the sieve numbers them: one that is a single word is that word's complement, below zero; the others count from 0.
  struct Numbering {
    /// By index into ``RuleSet/features``.
    private var numbers: [Int32] = []
    private(set) var count = 0

    init(_ features: [Feature]) {
      numbers.reserveCapacity(features.count)
      for feature in features {
        if case .words(let ids) = feature, ids.count == 1 {
          numbers.append(~ids[0])
        } else {
          numbers.append(Int32(count))
          count += 1
        }
      }
    }

    subscript(feature: Int32) -> Int32 { numbers[Int(feature)] }
  }

  /// The rarest feature that every match of a step has.
  struct Rarest {
    /// Index into ``RuleSet/features``.
    var feature: Int32?
    /// The more, the more often it is met, roughly.
    var weight = Int.max

    /// By step. A step's parts stand before it.
    static func ofSteps(_ rules: RuleSet) -> [Rarest] {
      var found: [Rarest] = []
      found.reserveCapacity(rules.steps.count)
      for step in rules.steps {
        var rarest = Rarest()
        switch step.operation {
        case .token, .stretch: rarest = Rarest(feature: step.a, weight: weight(of: rules.features[Int(step.a)]))
        case .sequence:
          for part in Int(step.first)..<Int(step.first + step.count) {
            let other = found[Int(rules.stepParts[part])]
            if other.weight < rarest.weight { rarest = other }
          }
        case .repeated: if step.a > 0 { rarest = found[Int(rules.stepParts[Int(step.first)])] }
        case .tokens, .any, .gap, .not, .start, .end: break
        }
        found.append(rarest)
      }
      return found
    }

    private static func weight(of feature: Feature) -> Int {
      switch feature {
      case .exact: 1
      case .words(let ids): ids.count
      case .list, .mention: 100
      case .tokenClass: 1000
      }
    }
  }

  struct Exact: Sendable {
    var feature: Int32
    var spelling: Int32
  }

  /// By phase, then rule, then in the order written.
  let programs: Cells<Program>
  let phases: [Range<Int>]
  let featureCount: Int
  let wordCount: Int
  /// By feature: the words that it is told by; none for other features.
  let words: Rows<Int32>
  /// By word id: features that are one spelling of it, and which words have any.
  let exact: Rows<Exact>
  let exactWords: WordSet
  /// By entry: its features.
  let entries: Rows<Int32>
  let types: Rows<Filtered>
  /// By feature that is not told by words: the programs that wait for it.
  let waiting: Rows<Int32>
  /// By word: the programs that wait for it.
  let wordWaiting: Rows<Int32>
  /// Groups of features of which a sentence needs one each.
  let groups: Rows<Int32>
  /// As ``RuleSet/steps``, with features as they are numbered here.
  let steps: Cells<PositionStep>
  /// As ``RuleSet/stepParts``.
  let parts: Cells<Part>
  let nodes: Cells<Node>
  /// As ``RuleSet/setWords``.
  let setWords: Cells<Int32>
  /// By entry.
  let listOfEntry: Cells<Int32>
  /// By class: its feature, or -1.
  let classes: [Int32]
  let name: Int32
  let number: Int32
  let digits: Int32
  let initials: Int32
  /// Programs that wait for nothing, as bits.
  let always: [UInt64]
  /// By list: whether names never run into its entries.
  let boundsNames: [Bool]

  init(_ rules: RuleSet) {
    var programs: [Program] = []
    var phases: [Range<Int>] = []
    let numbering = Numbering(rules.features)
    var waiting: [(Int, Int32)] = []
    var wordWaiting: [(Int, Int32)] = []
    var groups: [(Int, Int32)] = []
    var groupCount = 0
    var always = Array(repeating: UInt64(0), count: (rules.rules.reduce(0) { $0 + $1.programs.count } + 63) / 64)
    var rulesOfPhase = Array(repeating: [Int](), count: rules.phases.count)
    for number in rules.rules.indices { rulesOfPhase[rules.rules[number].phase].append(number) }
    for phase in rules.phases.indices {
      let first = programs.count
      for number in rulesOfPhase[phase] {
        let rule = rules.rules[number]
        for (index, node) in rule.programs.enumerated() {
          let program = Int32(programs.count)
          let anchors = rule.anchors[index]
          if let first = anchors.first {
            var waitedFor: Set<Int32> = []
            for feature in first {
              if case .words(let ids) = rules.features[Int(feature)] {
                waitedFor.formUnion(ids)
              } else {
                waiting.append((Int(numbering[feature]), program))
              }
            }
            for word in waitedFor.sorted() { wordWaiting.append((Int(word), program)) }
          } else {
            always[programs.count >> 6] |= 1 << UInt64(programs.count & 63)
          }
          let firstGroup = groupCount
          for group in anchors.dropFirst() {
            for feature in group { groups.append((groupCount, numbering[feature])) }
            groupCount += 1
          }
          programs.append(
            Program(
              rule: Int32(number), node: node, positions: rule.positions[index], scope: rule.scope.rawValue,
              captures: Int32(rule.captures.count),
              hasConditions: !rule.conditions.isEmpty, firstGroup: Int32(firstGroup), endGroup: Int32(groupCount)))
        }
      }
      phases.append(first..<programs.count)
    }
    var words: [(Int, Int32)] = []
    var exact: [(Int, Exact)] = []
    var entries: [(Int, Int32)] = []
    var types: [(Int, Filtered)] = []
    var classes = Array(repeating: Int32(-1), count: TokenClass.allCases.count)
    for (number, feature) in rules.features.enumerated() {
      let number = numbering[Int32(number)]
      switch feature {
      case .words(let ids): if number >= 0 { for id in ids { words.append((Int(number), id)) } }
      case .exact(let word, let spelling): exact.append((Int(word), Exact(feature: number, spelling: spelling)))
      case .list(let list, let filter):
        for entry in rules.lists[Int(list)].entries where filter < 0 || rules.allows(filter, Int32(entry)) {
          entries.append((entry, number))
        }
      case .mention(let type, let filter): types.append((Int(type), Filtered(feature: number, filter: filter)))
      case .tokenClass(let tokenClass): classes[Int(tokenClass.rawValue)] = number
      }
    }
    let rarest = Rarest.ofSteps(rules)
    var parts: [Part] = []
    parts.reserveCapacity(rules.stepParts.count)
    // Steps keep their parts one after the other.
    for step in rules.steps {
      for part in Int(step.first)..<Int(step.first + step.count) {
        parts.append(Part(rules.stepParts[part], of: step.operation, rules, rarest, numbering))
      }
    }
    assert(parts.count == rules.stepParts.count)
    steps = Cells(
      rules.steps.map { step in
        var step = step
        switch step.operation {
        case .token, .stretch: step.a = numbering[step.a]
        default: break
        }
        return step
      })
    self.parts = Cells(parts)
    nodes = Cells(rules.nodes)
    setWords = Cells(rules.setWords)
    listOfEntry = Cells(rules.listOfEntry)
    self.programs = Cells(programs)
    self.phases = phases
    featureCount = numbering.count
    wordCount = rules.vocabulary.count + 1
    self.words = Rows(words, count: featureCount)
    self.exact = Rows(exact, count: wordCount)
    exactWords = WordSet(exact.map { Int32($0.0) })
    self.entries = Rows(entries, count: rules.entries.count)
    self.types = Rows(types, count: rules.types.count)
    self.waiting = Rows(waiting, count: featureCount)
    self.wordWaiting = Rows(wordWaiting, count: wordCount)
    self.groups = Rows(groups, count: groupCount)
    self.classes = classes
    name = classes[Int(TokenClass.name.rawValue)]
    number = classes[Int(TokenClass.number.rawValue)]
    digits = classes[Int(TokenClass.digits.rawValue)]
    initials = classes[Int(TokenClass.initials.rawValue)]
    self.always = always
    boundsNames = rules.lists.map(\.boundsNames)
  }

  package init(from archive: inout ArchiveReader) throws(ArchiveError) {
    programs = try archive.read()
    let ends: [Int] = try archive.read()
    phases = zip([0] + ends, ends).map { $0..<max($0, $1) }
    featureCount = try archive.read()
    wordCount = try archive.read()
    words = try archive.read()
    exact = try archive.read()
    exactWords = try archive.read()
    entries = try archive.read()
    types = try archive.read()
    waiting = try archive.read()
    wordWaiting = try archive.read()
    groups = try archive.read()
    steps = try archive.read()
    parts = try archive.read()
    nodes = try archive.read()
    setWords = try archive.read()
    listOfEntry = try archive.read()
    classes = try archive.read()
    guard classes.count == TokenClass.allCases.count else { throw ArchiveError() }
    name = classes[Int(TokenClass.name.rawValue)]
    number = classes[Int(TokenClass.number.rawValue)]
    digits = classes[Int(TokenClass.digits.rawValue)]
    initials = classes[Int(TokenClass.initials.rawValue)]
    always = try archive.read()
    boundsNames = try archive.read()
  }

  package func write(to archive: inout ArchiveWriter) {
    archive.write(programs)
    archive.write(phases.map(\.upperBound))
    archive.write(featureCount)
    archive.write(wordCount)
    archive.write(words)
    archive.write(exact)
    archive.write(exactWords)
    archive.write(entries)
    archive.write(types)
    archive.write(waiting)
    archive.write(wordWaiting)
    archive.write(groups)
    archive.write(steps)
    archive.write(parts)
    archive.write(nodes)
    archive.write(setWords)
    archive.write(listOfEntry)
    archive.write(classes)
    archive.write(always)
    archive.write(boundsNames)
  }
}
