import Glibc

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
        let maker = Unmanaged.passRetained(Maker { Self.run(make, into: handover) })
        var thread = pthread_t()
        let result = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Maker>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, maker.toOpaque())
        if result == 0 {
            // Not joined: it may wait for a camera or a pipe that never gives anything again.
            pthread_detach(thread)
        } else {
            maker.release()
            makeHere = make
        }
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

/// What a thread is started with.
private final class Maker {
    let run: () -> Void

    init(_ run: @escaping () -> Void) { self.run = run }
}
