import Glibc
import Synchronization

/// A program that was started in a process group of its own.
///
/// Whoever else is in the group ends with it: nobody is left when the program has ended.
final class SpawnedProcess {
    private let number: pid_t
    private var status: Int32?

    /// Starts a program that is found along `PATH`.
    ///
    /// It is in a group of its own: Ctrl-C is for us, who then end it in good order.
    /// - Parameters:
    ///   - input, errors: its standard input and standard error; they stay the caller's.
    ///   - output: its standard output; nil for none.
    init(
        _ program: String, _ arguments: [String], input: Int32, output: Int32?, errors: Int32
    ) throws(ChildProcess.StartError) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        if let output {
            posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        } else {
            posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
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
            status = 0
            throw ChildProcess.StartError(number: result)
        }
    }

    deinit { kill() }

    /// Whether the program has ended; it is still to be waited for then.
    var hasEnded: Bool {
        guard status == nil else { return true }
        var information = siginfo_t()
        let options = WEXITED | WNOHANG | WNOWAIT
        let result = waitid(P_PID, id_t(number), &information, options)
        return result == 0 && information.si_signo == SIGCHLD
    }

    /// Waits until the program has ended.
    ///
    /// - Returns: its exit code, or 128 and the number of the signal that ended it.
    func wait() -> Int32 {
        if let status { return status }
        var information = siginfo_t()
        while waitid(P_PID, id_t(number), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        // While the program is not taken leave of, its number is nobody else's.
        Glibc.kill(-number, SIGKILL)
        var status: Int32 = 0
        while waitpid(number, &status, 0) < 0, errno == EINTR {}
        // As <sys/wait.h> takes a status apart.
        let signal = status & 0x7f
        let code = signal == 0 ? status >> 8 & 0xff : 128 + signal
        self.status = code
        return code
    }

    /// Ends the program and its whole group at once.
    func kill() {
        guard status == nil else { return }
        Glibc.kill(-number, SIGKILL)
        _ = wait()
    }
}
