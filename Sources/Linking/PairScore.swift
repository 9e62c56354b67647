/// How likely two records tell of one event, as a sum of points with their reasons.
///
/// Points were set by hand on the development gold: +1 is a hint, +3 a strong sign. A pair of ``threshold`` points is linked.
struct PairScore: Hashable, Sendable {
  /// Points from which two records are one event.
  static let threshold = 3.25
  /// Points of identity (who, where, how many; not when) from which a later stage is taken for a follow-up.
  static let followThreshold = 3.5
  /// Days between two records from which they are no longer one event, whatever else they share.
  static let longestEvent = 400

  /// Who, where, how many.
  var identity = 0.0
  /// When.
  var time = 0.0
  /// A full name, or most of the text, is the same: dates that do not fit are then errors of one of the two.
  var isCertain = false

  var total: Double { identity + time }

  /// Nil where the two cannot be one event.
  init?(_ a: Signature, _ b: Signature) {
    if a.article == b.article { return nil }
    let twins = a.sketch.isTwin(of: b.sketch)
    let sameName = shares(a.names, b.names)
    if !a.countries.isEmpty && !b.countries.isEmpty && !shares(a.countries, b.countries) && !twins && !sameName {
      return nil
    }
    isCertain = twins || sameName
    let ladder: [(Signature, Signature) -> Double] = [
      PairScore.text, PairScore.people, PairScore.counts, PairScore.places, PairScore.kinds, PairScore.suspects,
    ]
    for rung in ladder { identity += rung(a, b) }
    time = PairScore.time(a, b)
    if isCertain { time = max(time, -1) }
    if let gap = PairScore.gap(a, b), gap > PairScore.longestEvent { time = -100 }
  }

  // MARK: When

  /// Days between the two events, 0 where their dates may be the same; nil where one has neither date nor publication.
  static func gap(_ a: Signature, _ b: Signature) -> Int? {
    let (x, y) = (a.date.isEmpty ? a.published : a.date, b.date.isEmpty ? b.published : b.date)
    guard let xFirst = x.first, let xLast = x.last, let yFirst = y.first, let yLast = y.last else { return nil }
    return max(0, max(yFirst - xLast, xFirst - yLast))
  }

  private static func time(_ a: Signature, _ b: Signature) -> Double {
    // One text writes the other's day.
    let written = isWritten(a, in: b) || isWritten(b, in: a)
    guard let gap = gap(a, b) else { return written ? 1.5 : sharesDay(a, b) ? 1 : -0.5 }
    let dated = !a.date.isEmpty && !b.date.isEmpty
    let near: Double =
      switch gap {
      case 0: dated ? 2 : 1
      case ...3: dated ? 1.5 : 1
      case ...7: 1
      case ...14: 0.5
      case ...31: 0
      case ...60: -1
      case ...120: -2.5
      default: -4
      }
    // Publication against event, or a later stage of it: the text that writes the day knows better than the gap.
    return written && gap <= 120 ? max(near, 1.5) : near
  }

  private static func isWritten(_ a: Signature, in b: Signature) -> Bool {
    guard let day = a.date.first, a.date.first == a.date.last else { return false }
    return b.days.contains(day)
  }

  private static func sharesDay(_ a: Signature, _ b: Signature) -> Bool { a.days.contains { b.days.contains($0) } }

  // MARK: Who, where, how many

  private static func text(_ a: Signature, _ b: Signature) -> Double {
    if a.sketch.isTwin(of: b.sketch) { return 5 }
    let same = a.sketch.resemblance(b.sketch)
    var points: Double = same >= 0.2 ? 2.5 : same >= 0.06 ? 1.2 : 0
    let titles = overlap(a.title, b.title)
    points += titles >= 0.6 ? 1.5 : titles >= 0.35 ? 0.7 : 0
    return points
  }

  private static func people(_ a: Signature, _ b: Signature) -> Double {
    if shares(a.names, b.names) { return 6 }
    let words = common(a.nameWords, b.nameWords)
    if words > 0 {
      // Somebody of that name died in that country once.
      let died = a.harms.contains(death) && b.harms.contains(death)
      return (words > 1 ? 3 : 2) + (shares(a.ages, b.ages) ? 1 : 0) + (died ? 1.5 : 0)
    }
    // Two groups of a few people, both named, no name the same.
    guard !a.nameWords.isEmpty, !b.nameWords.isEmpty else { return 0 }
    return max(a.count.first ?? 1, b.count.first ?? 1) <= 3 ? -4 : -0.5
  }

  private static func counts(_ a: Signature, _ b: Signature) -> Double {
    guard let x = a.count.first, let y = b.count.first else {
      // One record has no number of its own: its text may still name the other's.
      guard let number = a.count.first ?? b.count.first, number >= 10 else { return 0 }
      return (a.count.isEmpty ? a : b).counts.contains(number) ? distinct(number) * 0.6 : -0.3
    }
    if x == y { return distinct(x) }
    let named = [(x, b), (y, a)].filter { $0.0 >= 5 && $0.1.counts.contains($0.0) }.map { distinct($0.0) }.max()
    if let named { return named * 0.8 }
    let (small, large) = (Double(min(x, y)), Double(max(x, y)))
    if small >= 20 && large / small <= 1.15 { return 1.3 }
    if small >= 10 && large / small <= 1.5 { return 0 }
    return large / small > 3 ? -2.5 : -1.5
  }

  /// Points for the same number of people: 110 says more than 2, and more than 100.
  private static func distinct(_ number: Int) -> Double {
    let round = number >= 100 ? number % 100 == 0 : number >= 20 && number % 10 == 0
    let points: Double =
      switch number {
      case ..<2: 0.2
      case ..<5: 0.6
      case ..<20: 1.5
      case ..<100: 2.5
      default: 3
      }
    return round ? points * 0.7 : points
  }

  private static func places(_ a: Signature, _ b: Signature) -> Double {
    var points = shares(a.places, b.places) ? 1.5 : 0
    if points == 0 && !a.places.isEmpty && !b.places.isEmpty { points = -0.7 }
    if shares(a.seats, b.seats) { points += 0.2 }
    if shares(a.regencies, b.regencies) {
      points += 1.2
    } else if shares(a.provinces, b.provinces) {
      points += 0.4
    } else if !a.provinces.isEmpty && !b.provinces.isEmpty {
      points -= 1.2
    }
    return points
  }

  private static func kinds(_ a: Signature, _ b: Signature) -> Double {
    let shared = common(a.harms, b.harms) + common(a.responses, b.responses)
    var points = min(1.2, 0.4 * Double(shared))
    if shared == 0 { points -= 0.7 }
    for (kind, penalty) in [(death, 1.5), (departurePrevented, 1.0)] {
      let (x, y) = (
        a.harms.contains(kind) || a.responses.contains(kind), b.harms.contains(kind) || b.responses.contains(kind)
      )
      if x && y { points += 0.4 } else if x != y { points -= penalty }
    }
    return points
  }

  private static let death = StableHash.of("death")
  private static let departurePrevented = StableHash.of("departure_prevented")

  private static func suspects(_ a: Signature, _ b: Signature) -> Double {
    if shares(a.suspects, b.suspects) { return 3 }
    var points = min(1.6, 0.8 * Double(common(a.suspectWords, b.suspectWords)))
    if let x = a.suspectCount.first, x >= 3, x == b.suspectCount.first { points += distinct(x) }
    return points
  }
}

// MARK: - Rising lists as sets

func common(_ a: [UInt64], _ b: [UInt64]) -> Int {
  var (i, j, count) = (0, 0, 0)
  while i < a.count && j < b.count {
    if a[i] == b[j] {
      count += 1
      i += 1
      j += 1
    } else if a[i] < b[j] {
      i += 1
    } else {
      j += 1
    }
  }
  return count
}

func shares(_ a: [UInt64], _ b: [UInt64]) -> Bool { !a.isEmpty && !b.isEmpty && common(a, b) > 0 }
private func shares(_ a: [Int], _ b: [Int]) -> Bool { a.contains { b.contains($0) } }

/// Shared elements over all elements.
private func overlap(_ a: [UInt64], _ b: [UInt64]) -> Double {
  guard !a.isEmpty, !b.isEmpty else { return 0 }
  let both = common(a, b)
  return Double(both) / Double(a.count + b.count - both)
}
