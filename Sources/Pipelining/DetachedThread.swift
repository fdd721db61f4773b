import Glibc

/// A thread of its own for one piece of work, which nobody waits for.
package enum DetachedThread {
    /// What a thread is started with.
    private final class Work {
        let run: () -> Void

        init(_ run: @escaping () -> Void) { self.run = run }
    }

    /// - Parameter run: once it is started, nothing that it holds may be used elsewhere.
    /// - Returns: false when no thread could be started; then nothing was done.
    package static func start(_ run: @escaping () -> Void) -> Bool {
        let work = Unmanaged.passRetained(Work(run))
        var thread = pthread_t()
        let result = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, work.toOpaque())
        guard result == 0 else {
            work.release()
            return false
        }
        pthread_detach(thread)
        return true
    }
}
