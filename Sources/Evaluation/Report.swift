import JSON

extension Evaluation {
  /// The figures as a table, as score.py prints it.
  package var table: String {
    var text =
      "\(Report.left("figure", 24)) \(Report.right("P", 6)) \(Report.right("R", 6)) \(Report.right("F1", 6)) \(Report.right("gold", 6))"
      + "   (\(documents) documents, \(withArticle) with an article line)\n"
    for row in figures {
      text +=
        "\(Report.left(row.name, 24)) \(Report.share(row.precision)) \(Report.share(row.recall)) \(Report.share(row.f1)) "
      text += Report.right(String(row.gold), 6) + "\n"
    }
    return text
  }

  /// The figures as one JSON object: name to `{"p","r","f1","gold"}`, four decimals.
  package var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      for row in figures {
        writer.key(named: row.name)
        writer.object { writer in
          for (key, value) in [("p", row.precision), ("r", row.recall), ("f1", row.f1)] {
            writer.key(named: key)
            writer.double(Double(Report.rounded(value, 10000)) / 10000)
          }
          writer.member("gold", row.gold)
        }
      }
    }
    writer.endLine()
    return writer.bytes
  }

  /// At most `limit` articles with errors a figure, with the values and the words that gave them.
  package func errors(limit: Int) -> String {
    var text = ""
    for figure in figures.map(\.name) {
      let slips = slips.filter { $0.figure == figure }
      var seen: [String] = []
      for slip in slips where !seen.contains(slip.article) {
        if seen.count == limit { break }
        seen.append(slip.article)
        text += "  \(figure): \(slip.article): \(Report.listed(slips.filter { $0.article == slip.article }))\n"
      }
    }
    return text
  }

  /// Everything that is wrong, article by article.
  package var byArticle: String {
    var text = ""
    for (article, slips) in Report.grouped(slips) {
      text += "\(article)\n"
      for slip in slips { text += "  \(slip.description)\n" }
    }
    return text
  }

  /// What is better and what is worse than before: figures that differ, then values, article by article.
  package func changes(since before: Evaluation) -> String {
    var text = "\(Report.left("figure", 24)) before  after\n"
    let old = Dictionary(uniqueKeysWithValues: before.figures.map { ($0.name, $0) })
    for row in figures {
      let was = old[row.name]?.f1 ?? 0
      guard Report.share(was) != Report.share(row.f1) else { continue }
      let points = Int(((row.f1 - was) * 1000).rounded())
      text += "\(Report.left(row.name, 24)) \(Report.share(was)) \(Report.share(row.f1))  \(points > 0 ? "+" : "-")"
      text += "\(Report.thousandths(abs(points)))\n"
    }
    let better = Report.without(before.slips, slips)
    let worse = Report.without(slips, before.slips)
    for (article, changed) in Report.grouped(better + worse) {
      text += "\(article)\n"
      for slip in changed {
        text += "  \(better.contains { $0.isSame(as: slip) } ? "better: no longer" : "worse:") \(slip.description)\n"
      }
    }
    return text + "\(better.count) \(better.count == 1 ? "error" : "errors") gone, \(worse.count) new\n"
  }
}

/// How figures and slips are printed.
enum Report {
  static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
  static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// Three decimals in six columns: " 0.857".
  static func share(_ value: Double) -> String { right(thousandths(rounded(value, 1000)), 6) }

  /// `value` times `scale`, 0 or more, rounded as decimals are printed: by the double's exact value, a true half to the even number.
  static func rounded(_ value: Double, _ scale: Double) -> Int {
    let whole = Int(value * scale)
    // One rounding only: the sign is that of the exact difference from the half.
    let past = (-(Double(whole) + 0.5)).addingProduct(value, scale)
    return past > 0 || (past == 0 && !whole.isMultiple(of: 2)) ? whole + 1 : whole
  }

  static func thousandths(_ number: Int) -> String {
    let digits = String(number % 1000)
    return "\(number / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }

  static func listed(_ slips: [Slip]) -> String {
    slips.map { "\($0.kind.rawValue) \($0.value)" + ($0.note.map { " (\($0))" } ?? "") }.joined(separator: "; ")
  }

  /// By article, in the order in which articles first come.
  static func grouped(_ slips: [Slip]) -> [(article: String, slips: [Slip])] {
    var places: [String: Int] = [:]
    var groups: [(article: String, slips: [Slip])] = []
    for slip in slips {
      if let place = places[slip.article] {
        groups[place].slips.append(slip)
      } else {
        places[slip.article] = groups.count
        groups.append((slip.article, [slip]))
      }
    }
    return groups
  }

  /// The slips of `slips` that are not in `others`.
  static func without(_ slips: [Slip], _ others: [Slip]) -> [Slip] {
    let known = Set(others.map { Slip(figure: $0.figure, article: $0.article, kind: $0.kind, value: $0.value) })
    return slips.filter {
      !known.contains(Slip(figure: $0.figure, article: $0.article, kind: $0.kind, value: $0.value))
    }
  }
}
