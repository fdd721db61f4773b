import Glibc

/// Something that happens once, for which a thread can wait.
package final class Signal: @unchecked Sendable {
    private let semaphore: UnsafeMutablePointer<sem_t>

    package init() {
        semaphore = .allocate(capacity: 1)
        sem_init(semaphore, 0, 0)
    }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    package func raise() { sem_post(semaphore) }

    package func wait() {
        while sem_wait(semaphore) != 0, errno == EINTR {}
        remain()
    }

    /// Waits no longer than some seconds; nil for as long as it takes.
    func wait(atMost seconds: Double?) {
        guard let seconds else { return wait() }
        let deadline = Deadline(after: seconds)
        while sem_trywait(semaphore) != 0 {
            guard !deadline.hasPassed else { return }
            _ = poll(nil, 0, deadline.milliseconds(atMost: 0.002))
        }
        remain()
    }

    /// What has happened has happened for whoever asks again, too.
    private func remain() { sem_post(semaphore) }
}
