import Glibc

/// A lock that one process at a time can have; it ends with the value or the process.
public final class FileLock {
    private let descriptor: Int32

    /// - Parameter path: a file that stands for what is locked; it is made and stays.
    /// - Returns: nil when another process has the lock. Where a file system knows no locks, or
    ///   nothing can be written, everybody has it.
    public init?(path: String) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return }
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
            close(descriptor)
            return nil
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }
}
