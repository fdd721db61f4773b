import Glibc
import Synchronization

/// A program that was started in a process group of its own.
///
/// Whoever else is in the group ends with it: nobody is left when the program has ended.
package final class SpawnedProcess {
    /// How a program ended.
    package enum Ending: Sendable, Equatable {
        case exit(status: Int32)
        case signal(Int32)
    }

    /// Where a program finds the channel that it was given.
    package static let channelPlace: Int32 = 3

    private let number: pid_t
    private var ending: Ending?

    /// Starts a program that is found along `PATH`.
    ///
    /// It is in a group of its own: Ctrl-C is for us, who then end it in good order.
    /// - Parameters:
    ///   - input, output, errors: its standard input, output and error, which stay the caller's; nil
    ///     for none.
    ///   - channel: what it finds at `channelPlace` besides.
    package init(
        _ program: String, _ arguments: [String], input: Int32?, output: Int32?, errors: Int32?,
        channel: Int32? = nil
    ) throws(ChildProcess.StartError) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        if let channel {
            posix_spawn_file_actions_adddup2(&actions, channel, Self.channelPlace)
        }
        for (given, place, mode) in [
            (input, STDIN_FILENO, O_RDONLY), (output, STDOUT_FILENO, O_WRONLY),
            (errors, STDERR_FILENO, O_WRONLY),
        ] {
            if let given {
                posix_spawn_file_actions_adddup2(&actions, given, place)
            } else {
                posix_spawn_file_actions_addopen(&actions, place, "/dev/null", mode, 0)
            }
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        var standard = sigset_t()
        sigemptyset(&standard)
        for signal in [SIGPIPE, SIGXFSZ] { sigaddset(&standard, signal) }
        posix_spawnattr_setsigdefault(&attributes, &standard)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETPGROUP))
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }

        var words = ([program] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var number = pid_t()
        let result = Pipe.inheritance.withLock { _ in
            posix_spawnp(&number, program, &actions, &attributes, &words, environ)
        }
        self.number = number
        guard result == 0 else {
            ending = .exit(status: 0)
            throw ChildProcess.StartError(number: result)
        }
    }

    deinit { kill() }

    /// Whether the program has ended; it is still to be waited for then.
    package var hasEnded: Bool {
        guard ending == nil else { return true }
        var information = siginfo_t()
        let options = WEXITED | WNOHANG | WNOWAIT
        let result = waitid(P_PID, id_t(number), &information, options)
        return result == 0 && information.si_signo == SIGCHLD
    }

    /// Waits until the program has ended.
    ///
    /// - Returns: its exit code, or 128 and the number of the signal that ended it.
    func wait() -> Int32 {
        switch waitForEnding() {
        case .exit(let status): status
        case .signal(let number): 128 + number
        }
    }

    /// Waits until the program has ended.
    package func waitForEnding() -> Ending {
        if let ending { return ending }
        var information = siginfo_t()
        while waitid(P_PID, id_t(number), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        // While the program is not taken leave of, its number is nobody else's.
        Glibc.kill(-number, SIGKILL)
        var status: Int32 = 0
        while waitpid(number, &status, 0) < 0, errno == EINTR {}
        // As <sys/wait.h> takes a status apart.
        let signal = status & 0x7f
        let ending = signal == 0 ? Ending.exit(status: status >> 8 & 0xff) : .signal(signal)
        self.ending = ending
        return ending
    }

    /// Ends the program and its whole group at once.
    package func kill() {
        guard ending == nil else { return }
        Glibc.kill(-number, SIGKILL)
        _ = waitForEnding()
    }
}
