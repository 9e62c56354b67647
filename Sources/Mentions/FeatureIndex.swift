import RuleBook
import Text

/// From words, list entries, mentions and classes to the features that patterns ask for, and from features to the patterns that need them.
///
/// An object, as every sentence asks it: one reference to count instead of one for each table.
final class FeatureIndex: Sendable {
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

  /// A feature that only some entries or mentions have.
  struct Filtered: Sendable {
    var feature: Int32
    /// -1 lets all through.
    var filter: Int32
  }

  struct Exact: Sendable {
    var feature: Int32
    var spelling: Int32
  }

  /// By phase, then rule, then in the order written.
  let programs: Cells<Program>
  let phases: [Range<Int>]
  /// By word id.
  let words: Rows<Int32>
  let exact: Rows<Exact>
  let lists: Rows<Filtered>
  let types: Rows<Filtered>
  /// By feature: the programs that wait for it.
  let waiting: Rows<Int32>
  /// Groups of features of which a sentence needs one each.
  let groups: Rows<Int32>
  let steps: Cells<PositionStep>
  /// As ``RuleSet/stepParts``, but a step that is one token stands as its feature's complement: it costs no look at the step.
  let parts: Cells<Int32>
  let nodes: Cells<Node>
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
    var waiting: [(Int, Int32)] = []
    var groups: [(Int, Int32)] = []
    var groupCount = 0
    var always = Array(repeating: UInt64(0), count: (rules.rules.reduce(0) { $0 + $1.programs.count } + 63) / 64)
    for phase in rules.phases.indices {
      let first = programs.count
      for (number, rule) in rules.rules.enumerated() where rule.phase == phase {
        for (index, node) in rule.programs.enumerated() {
          let program = Int32(programs.count)
          let anchors = rule.anchors[index]
          if let first = anchors.first {
            for feature in Set(first).sorted() { waiting.append((Int(feature), program)) }
          } else {
            always[programs.count >> 6] |= 1 << UInt64(programs.count & 63)
          }
          let firstGroup = groupCount
          for group in anchors.dropFirst() {
            for feature in group { groups.append((groupCount, feature)) }
            groupCount += 1
          }
          programs.append(
            Program(
              rule: Int32(number), node: node, positions: rule.positions[index], scope: rule.scope.rawValue, captures: Int32(rule.captures.count),
              hasConditions: !rule.conditions.isEmpty, firstGroup: Int32(firstGroup), endGroup: Int32(groupCount)))
        }
      }
      phases.append(first..<programs.count)
    }
    var words: [(Int, Int32)] = []
    var exact: [(Int, Exact)] = []
    var lists: [(Int, Filtered)] = []
    var types: [(Int, Filtered)] = []
    var classes = Array(repeating: Int32(-1), count: TokenClass.allCases.count)
    for (number, feature) in rules.features.enumerated() {
      let number = Int32(number)
      switch feature {
      case .words(let ids): for id in ids { words.append((Int(id), number)) }
      case .exact(let word, let spelling): exact.append((Int(word), Exact(feature: number, spelling: spelling)))
      case .list(let list, let filter): lists.append((Int(list), Filtered(feature: number, filter: filter)))
      case .mention(let type, let filter): types.append((Int(type), Filtered(feature: number, filter: filter)))
      case .tokenClass(let tokenClass): classes[Int(tokenClass.rawValue)] = number
      }
    }
    var parts = rules.stepParts
    for step in rules.steps {
      switch step.operation {
      case .sequence, .any, .repeated, .not:
        for part in Int(step.first)..<Int(step.first + step.count) {
          let inner = rules.steps[Int(parts[part])]
          if case .token = inner.operation { parts[part] = ~inner.a }
        }
      case .token, .stretch, .tokens, .gap, .start, .end: break
      }
    }
    steps = Cells(rules.steps)
    self.parts = Cells(parts)
    nodes = Cells(rules.nodes)
    listOfEntry = Cells(rules.listOfEntry)
    self.programs = Cells(programs)
    self.phases = phases
    self.words = Rows(words, count: rules.vocabulary.count + 1)
    self.exact = Rows(exact, count: rules.vocabulary.count + 1)
    self.lists = Rows(lists, count: rules.lists.count)
    self.types = Rows(types, count: rules.types.count)
    self.waiting = Rows(waiting, count: rules.features.count)
    self.groups = Rows(groups, count: groupCount)
    self.classes = classes
    name = classes[Int(TokenClass.name.rawValue)]
    number = classes[Int(TokenClass.number.rawValue)]
    digits = classes[Int(TokenClass.digits.rawValue)]
    initials = classes[Int(TokenClass.initials.rawValue)]
    self.always = always
    boundsNames = rules.lists.map(\.boundsNames)
  }
}
