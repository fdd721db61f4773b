import Glibc

/// Another program that is fed through its standard input.
///
/// By `posix_spawn` and threads, not by swift-subprocess: that needs Swift's cooperative threads,
/// which wait here for the frames that the program is to be fed with.
package final class ChildProcess {
    /// A program that could not be started, in the system's number.
    package struct StartError: Error {
        package var number: Int32
    }

    /// How a program ended.
    package struct Ending: Sendable {
        /// Its exit code, or 128 and the number of the signal that ended it.
        package var status: Int32
        /// The end of what it wrote to standard error.
        package var complaint: String
    }

    /// What a thread gathers from standard error.
    private final class Complaint: @unchecked Sendable {
        let descriptor: Int32
        let done = Signal()
        var bytes: [UInt8] = []
        static let longest = 1 << 14

        init(_ descriptor: Int32) { self.descriptor = descriptor }

        func readAll() {
            var chunk = [UInt8](repeating: 0, count: 4096)
            while true {
                let count = read(descriptor, &chunk, chunk.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { break }
                bytes += chunk[..<count]
                if bytes.count > 2 * Self.longest { bytes.removeFirst(Self.longest) }
            }
            close(descriptor)
            done.raise()
        }
    }

    private let process: pid_t
    private var input: Int32
    private let complaint: Complaint
    private let isRead: Bool
    private var isOver = false

    /// Starts a program that is found along `PATH`.
    ///
    /// It is in a group of its own: Ctrl-C is for us, who then end it in good order.
    package init(_ program: String, _ arguments: [String]) throws(StartError) {
        let (inputEnd, input) = try Self.connection()
        let (output, outputEnd) = try Self.pipe()
        self.input = input
        complaint = Complaint(output)

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, inputEnd, STDIN_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, outputEnd, STDERR_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        var standard = sigset_t()
        sigemptyset(&standard)
        sigaddset(&standard, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &standard)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETPGROUP))
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
            close(inputEnd)
            close(outputEnd)
        }

        var words = ([program] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var process = pid_t()
        let result = posix_spawnp(&process, program, &actions, &attributes, &words, environ)
        self.process = process
        guard result == 0 else {
            close(input)
            close(output)
            isRead = false
            isOver = true
            throw StartError(number: result)
        }
        let complaint = complaint
        isRead = DetachedThread.start { complaint.readAll() }
        if !isRead { close(output) }
    }

    deinit {
        guard !isOver else { return }
        kill(process, SIGKILL)
        _ = end()
    }

    /// Feeds the program.
    ///
    /// - Returns: false when it takes no more.
    package func write(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let piece = UnsafeRawBufferPointer(rebasing: rest)
                let count = send(
                    input, piece.baseAddress, piece.count, Int32(MSG_NOSIGNAL))
                if count < 0 {
                    if errno == EINTR { continue }
                    return false
                }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }

    /// Says that nothing more comes, and waits until the program has ended.
    package func end() -> Ending {
        isOver = true
        if input >= 0 { close(input) }
        input = -1
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        if isRead { complaint.done.wait() }
        // As <sys/wait.h> takes a status apart.
        let signal = status & 0x7f
        return Ending(
            status: signal == 0 ? status >> 8 & 0xff : 128 + signal,
            complaint: String(decoding: complaint.bytes.suffix(Complaint.longest), as: UTF8.self))
    }

    /// A socket and not a pipe: writing to one whose reader is gone can be kept from raising
    /// SIGPIPE, which would end whatever program uses us.
    private static func connection() throws(StartError) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw StartError(number: errno) }
        return (ends[0], ends[1])
    }

    private static func pipe() throws(StartError) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { throw StartError(number: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }
}
