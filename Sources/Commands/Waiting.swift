import Dispatch

/// Asynchronous work within a command line, which has one thread and waits.
enum Waiting {
    /// Runs work to its end. Only for a program's own thread: within a task it would keep a thread
    /// from those that have the work to do.
    static func result<Value: Sendable>(
        of work: @escaping @Sendable () async throws -> Value
    ) throws -> Value {
        let done = DispatchSemaphore(value: 0)
        let outcome = Outcome<Value>()
        Task.detached {
            do {
                outcome.result = .success(try await work())
            } catch {
                outcome.result = .failure(error)
            }
            done.signal()
        }
        done.wait()
        return try outcome.result.get()
    }

    /// Written by the task before it signals, read after that.
    private final class Outcome<Value>: @unchecked Sendable {
        var result: Result<Value, any Error> = .failure(CancellationError())
    }
}
