/// Holds a value of the package for a public type, whose layout is then one pointer whatever the value is.
///
/// Held directly, a change of the value's layout went unseen by an incremental build of the embedding package (Swift 6.3: the imports here
/// are internal, so that its sources do not depend on them), and the program crashed.
final class Held<Value: Sendable>: Sendable {
  let value: Value
  init(_ value: Value) { self.value = value }
}
