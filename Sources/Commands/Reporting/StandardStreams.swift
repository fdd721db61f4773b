import Glibc
import PoseAnimate
import Synchronization

/// The program's two voices: results on standard output, everything else on standard error.
enum StandardStreams {
    /// Where text goes; tests listen here.
    struct Listener: Sendable {
        var output: @Sendable (String) -> Void
        var error: @Sendable (String) -> Void
        var bytes: @Sendable ([UInt8]) -> Void
    }

    /// Why standard output could not take all that was printed: an error number; 0 for no trouble.
    /// A reader that has gone away is none of our business.
    private static let outputError = Atomic<Int32>(0)

    /// The trouble with standard output so far, in words.
    static var outputFailure: String? {
        let number = outputError.load(ordering: .relaxed)
        return number == 0 ? nil : StorageError.reason(number)
    }

    @TaskLocal static var listener = Listener(
        output: { write(Array($0.utf8), to: STDOUT_FILENO) },
        error: { write(Array($0.utf8), to: STDERR_FILENO) },
        bytes: { write($0, to: STDOUT_FILENO) })

    /// Writes a line to standard output.
    static func print(_ text: String) { listener.output(text + "\n") }

    /// Writes bytes as they are to standard output.
    static func print(bytes: [UInt8]) { listener.bytes(bytes) }

    /// Writes `pose-animate: text` to standard error.
    static func complain(_ text: String) { listener.error("pose-animate: \(text)\n") }

    /// Writes text as it is to standard error.
    static func show(_ text: String) { listener.error(text) }

    /// Whether standard output is a pipe that nobody reads any more.
    static var isReaderGone: Bool {
        var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
        return poll(&output, 1, 0) == 1 && output.revents & Int16(POLLERR) != 0
    }

    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    private static func write(_ all: [UInt8], to descriptor: Int32) {
        var bytes = all[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                if descriptor == STDOUT_FILENO, errno != EPIPE {
                    outputError.store(errno, ordering: .relaxed)
                }
                return
            }
            bytes.removeFirst(count)
        }
    }
}
