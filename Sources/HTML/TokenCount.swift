extension HTMLTree {
  /// How many tokens a document has; for measuring the tokenizer alone. The states that end at an appropriate end tag are entered as
  /// the tree construction would.
  package static func countTokens(_ bytes: [UInt8]) -> Int {
    unsafe normalizingNewlines(bytes).withUnsafeBufferPointer { buffer in
      var tokenizer = unsafe Tokenizer(Input(buffer))
      var count = 0
      while true {
        tokenizer.next()
        if tokenizer.kind == .endOfFile { return count }
        count += 1
        guard tokenizer.kind == .startTag else { continue }
        switch tokenizer.tag {
        case .title, .textarea: tokenizer.state = .rcdata
        case .style, .xmp, .iframe, .noembed, .noframes: tokenizer.state = .rawtext
        case .script: tokenizer.state = .scriptData
        case .plaintext: tokenizer.state = .plaintext
        default: continue
        }
        tokenizer.rememberStartTag()
      }
    }
  }
}
