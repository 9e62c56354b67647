extension Message {
  static let indonesian: [String: String] = [:]
}
