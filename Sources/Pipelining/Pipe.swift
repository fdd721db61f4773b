import Glibc
import Synchronization

/// The two ends of a connection to another program, which no program inherits by chance.
struct Pipe {
    let readEnd: Int32
    let writeEnd: Int32

    /// Held while a program is started, or while there are ends that one would inherit: whoever has
    /// an end of another's input keeps it from being closed.
    static let inheritance = Mutex(())

    init() throws(ChildProcess.StartError) {
        var ends: [Int32] = [-1, -1]
        let problem = Self.inheritance.withLock { _ in
            guard Glibc.pipe(&ends) == 0 else { return errno }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            return 0
        }
        guard problem == 0 else { throw ChildProcess.StartError(number: problem) }
        readEnd = ends[0]
        writeEnd = ends[1]
    }

    /// A socket and not a pipe: writing to one whose reader is gone can be kept from raising
    /// SIGPIPE, which would end whatever program uses us.
    init(socket: Void) throws(ChildProcess.StartError) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw ChildProcess.StartError(number: errno)
        }
        readEnd = ends[0]
        writeEnd = ends[1]
    }

    func close() {
        Glibc.close(readEnd)
        Glibc.close(writeEnd)
    }

    /// Writes what there is room for, without the signal that a reader who is gone would raise.
    ///
    /// - Returns: as `write`; `errno` says why when it is below 0.
    static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int {
        var gone = sigset_t()
        sigemptyset(&gone)
        sigaddset(&gone, SIGPIPE)
        var before = sigset_t()
        pthread_sigmask(SIG_BLOCK, &gone, &before)
        let count = Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        let reason = errno
        if count < 0, reason == EPIPE, sigismember(&before, SIGPIPE) == 0 {
            var atOnce = timespec()
            sigtimedwait(&gone, nil, &atOnce)
        }
        pthread_sigmask(SIG_SETMASK, &before, nil)
        errno = reason
        return count
    }
}
