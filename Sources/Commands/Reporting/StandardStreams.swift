import Glibc

/// The program's two voices: results on standard output, everything else on standard error.
enum StandardStreams {
    /// Writes a line to standard output. A reader that has gone away is none of our business.
    static func print(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

    /// Writes `pose-animate: text` to standard error.
    static func complain(_ text: String) { write("pose-animate: \(text)\n", to: STDERR_FILENO) }

    /// Writes text as it is to standard error.
    static func show(_ text: String) { write(text, to: STDERR_FILENO) }

    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                return
            }
            bytes.removeFirst(count)
        }
    }
}
