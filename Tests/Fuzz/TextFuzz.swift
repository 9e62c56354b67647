import Text

/// Some words, so that clitics, glued words and abbreviations are met.
private let tokenizer: Tokenizer = {
  var vocabulary = Vocabulary()
  for word in NumberReader.words + ["korban", "di", "pmi", "kamboja", "dr", "no", "pemerintah"] { _ = vocabulary.intern(word) }
  let di = vocabulary.intern("di")
  let doctor = vocabulary.intern("dr")
  return Tokenizer(vocabulary: vocabulary, glue: [di: 3], abbreviations: [doctor])
}()

/// Any UTF-8 gives tokens in order, each in one sentence; numbers and quotations stay within them.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = unsafe Array(String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self).utf8)
  let text = tokenizer.tokenize(bytes)
  var at = 0
  for token in text.tokens {
    precondition(Int(token.start) >= at && token.end > token.start && Int(token.end) <= bytes.count, "tokens stand in order")
    at = Int(token.end)
    precondition(bytes[Int(token.start)] & 0xC0 != 0x80, "a token begins with a character")
  }
  var next = 0
  for (number, sentence) in text.sentences.enumerated() {
    precondition(sentence.lowerBound == next && !sentence.isEmpty, "sentences follow one another")
    for token in sentence { precondition(text.tokens[token].sentence == Int32(number), "a token knows its sentence") }
    next = sentence.upperBound
  }
  precondition(next == text.tokens.count, "every token has a sentence")
  for quotation in text.quotations {
    precondition(quotation.lowerBound >= 0 && quotation.upperBound <= text.tokens.count, "quotations are of tokens")
  }
  let numbers = NumberReader(vocabulary: tokenizer.vocabulary)
  for token in text.tokens.indices {
    if let (_, count) = numbers.read(text, at: token, limit: text.tokens.count) {
      precondition(count > 0 && token + count <= text.tokens.count, "a number is of tokens")
    }
  }
  return 0
}
