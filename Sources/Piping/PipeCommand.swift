/// Another program that frames of motion are to pass, and how long it may take.
public struct PipeCommand: Sendable, Equatable {
    /// As the shell (`/bin/sh -c`) takes it.
    public var command: String
    /// Seconds for one frame's answer; the first one, for which the program has to start, may take
    /// three times as long, and half a minute in any case.
    public var timeout: Double

    /// The timeout where none is given.
    public static let standardTimeout = 10.0

    public init(_ command: String, timeout: Double = standardTimeout) {
        self.command = command
        self.timeout = timeout
    }

    /// The most seconds that there can be for an answer: a day.
    public static let longestTimeout = 86_400.0

    var startTimeout: Double { max(3 * timeout, 30) }

    /// What is wrong with it; nil when nothing is.
    var complaint: String? {
        if command.allSatisfy(\.isWhitespace) {
            return "there is no command; give a program that reads and writes frames"
        }
        if command.utf8.contains(0) { return "a command cannot hold a zero byte; take it out" }
        guard timeout > 0, timeout <= Self.longestTimeout else {
            return "\(PipeFailureText.plain(timeout)) s is no time to wait; give more than 0, up "
                + "to \(PipeFailureText.plain(Self.longestTimeout))"
        }
        return nil
    }

    /// The command as errors name it: on one line, and not for too long.
    var name: String {
        let words = command.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let shown = words.count > 80 ? words.prefix(80) + " …" : words[...]
        return "pipe filter `\(shown)`"
    }
}
