/// What a stage noticed about a page that does not stop it: one of the flags of the output contract, with a note in words.
package struct Finding: Hashable, Sendable {
  package enum Flag: String, Sendable, CaseIterable {
    case weekdayMismatch = "weekday_mismatch"
    case obsoleteAgency = "obsolete_agency"
    case partsMismatch = "parts_mismatch"
    case lawUnknown = "law_unknown"
    case noBody = "no_body"
    case truncated
    case gluedWords = "glued_words"
    case multiPage = "multi_page"
    case notIndonesian = "not_indonesian"
    case repeatedBody = "repeated_body"
    case charsetGuessed = "charset_guessed"
    /// The dump's field of the publication date holds no date.
    case dateUnread = "date_unread"
    /// Names are initials and ages bands, because the run was told so.
    case masked
  }

  package var flag: Flag
  package var note: String

  package init(_ flag: Flag, _ note: String) {
    self.flag = flag
    self.note = note
  }
}
