import Glibc
import Synchronization

/// Does something on several threads at once.
enum SeveralThreads {
    private final class Work: Sendable {
        let body: @Sendable (Int) -> Void
        let next = Atomic<Int>(0)

        init(_ body: @escaping @Sendable (Int) -> Void) { self.body = body }
    }

    /// - Parameter body: is given the thread's number.
    static func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
        let work = Work(body)
        var threads: [pthread_t] = []
        for _ in 0..<count {
            var thread = pthread_t()
            let context = Unmanaged.passRetained(work).toOpaque()
            let result = pthread_create(
                &thread, nil,
                { context in
                    guard let context else { return nil }
                    let work = Unmanaged<Work>.fromOpaque(context).takeRetainedValue()
                    work.body(work.next.wrappingAdd(1, ordering: .relaxed).oldValue)
                    return nil
                }, context)
            if result == 0 {
                threads.append(thread)
            } else {
                Unmanaged<Work>.fromOpaque(context).release()
            }
        }
        for thread in threads { pthread_join(thread, nil) }
    }
}
