import Glibc

/// A bounded queue between two threads: one puts, one takes; either may end it.
final class Handover<Value: Sendable, Failure: Error>: @unchecked Sendable {
    private let capacity: Int
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    /// Something changed: a value came or went, or an end was declared.
    private let change: UnsafeMutablePointer<pthread_cond_t>
    private var values: [Value] = []
    /// Values that were used up, whose memory serves again.
    private var spares: [Value] = []
    private var end: Result<Void, Failure>?
    private var isAbandoned = false

    init(capacity: Int) {
        self.capacity = max(capacity, 1)
        lock = .allocate(capacity: 1)
        change = .allocate(capacity: 1)
        pthread_mutex_init(lock, nil)
        pthread_cond_init(change, nil)
    }

    deinit {
        pthread_cond_destroy(change)
        pthread_mutex_destroy(lock)
        change.deallocate()
        lock.deallocate()
    }

    /// Waits until there is room.
    ///
    /// - Returns: whether to go on, and a value to make the next one in the place of.
    func waitForRoom() -> (isWanted: Bool, spare: Value?) {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        while values.count >= capacity, !isAbandoned { pthread_cond_wait(change, lock) }
        return (!isAbandoned, isAbandoned ? nil : spares.popLast())
    }

    func put(_ value: Value) {
        pthread_mutex_lock(lock)
        values.append(value)
        pthread_cond_broadcast(change)
        pthread_mutex_unlock(lock)
    }

    /// No value comes after those that are there.
    func finish(_ result: Result<Void, Failure>) {
        pthread_mutex_lock(lock)
        end = result
        pthread_cond_broadcast(change)
        pthread_mutex_unlock(lock)
    }

    /// Waits for the next value; nil at the end.
    func take() throws(Failure) -> Value? {
        pthread_mutex_lock(lock)
        while values.isEmpty, end == nil { pthread_cond_wait(change, lock) }
        guard !values.isEmpty else {
            let result = end
            // An error is told once.
            end = .success(())
            pthread_mutex_unlock(lock)
            if case .failure(let error) = result { throw error }
            return nil
        }
        let value = values.removeFirst()
        pthread_cond_broadcast(change)
        pthread_mutex_unlock(lock)
        return value
    }

    func giveBack(_ value: Value) {
        pthread_mutex_lock(lock)
        if spares.count < capacity { spares.append(value) }
        pthread_mutex_unlock(lock)
    }

    /// Nobody takes any more.
    func abandon() {
        pthread_mutex_lock(lock)
        isAbandoned = true
        pthread_cond_broadcast(change)
        pthread_mutex_unlock(lock)
    }
}
