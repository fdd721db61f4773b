import Synchronization

/// Counts what went wrong on several threads.
final class WrongResults: Sendable {
    private let number = Atomic<Int>(0)

    func add() { number.wrappingAdd(1, ordering: .relaxed) }

    var count: Int { number.load(ordering: .relaxed) }
}
