/// Values made by a thread of their own, a bounded number ahead of whoever takes them.
///
/// Order and values are those of the maker, so what comes out does not depend on the threads. When
/// nobody takes any more the thread ends after the value it is at.
package final class Prefetched<Value: Sendable, Failure: Error> {
    /// Makes the next value, in the memory of one that was given back if there is one; nil at the
    /// end. It is called by one thread.
    package typealias Make = (_ spare: Value?) throws(Failure) -> Value?

    private let handover: Handover<Value, Failure>
    /// Makes values on the caller's thread where no other could be started.
    private var makeHere: Make?

    /// - Parameters:
    ///   - ahead: how many values wait at most.
    ///   - make: is handed to the thread; nothing that it holds may be used elsewhere.
    package init(ahead: Int, make: sending @escaping Make) {
        let handover = Handover<Value, Failure>(capacity: ahead)
        self.handover = handover
        // Not waited for: it may wait for a camera or a pipe that never gives anything again.
        if !DetachedThread.start({ Self.run(make, into: handover) }) { makeHere = make }
    }

    deinit { handover.abandon() }

    /// The next value; nil after the last.
    ///
    /// - Throws: what the maker threw, after the values before it; then there are no more.
    package func next() throws(Failure) -> Value? {
        if let makeHere { return try makeHere(nil) }
        return try handover.take()
    }

    /// Lets a value's memory serve again.
    package func giveBack(_ value: Value) { handover.giveBack(value) }

    private static func run(_ make: Make, into handover: Handover<Value, Failure>) {
        do throws(Failure) {
            while true {
                let (isWanted, spare) = handover.waitForRoom()
                guard isWanted, let value = try make(spare) else { break }
                handover.put(value)
            }
            handover.finish(.success(()))
        } catch {
            handover.finish(.failure(error))
        }
    }
}
