import ArgumentParser
import Glibc
import PoseAnimate

/// How a command line ended that did not end well: the exit status, and the line for people.
struct Failure: Error {
    let status: Int32
    /// Nil where nothing is to be said: a reader who has gone, a signal.
    let message: String?

    init(status: Int32, message: String?) {
        self.status = status
        self.message = message
    }

    /// - Parameter arguments: the command line, for a hint where its help is.
    init(_ error: any Error, of arguments: [String]) {
        if let failure = error as? Failure {
            self = failure
        } else if let interrupted = error as? Interrupted {
            self.init(status: 128 + interrupted.signal, message: nil)
        } else if Self.isReaderGone(error) {
            self.init(status: 128 + SIGPIPE, message: nil)
        } else if PoseAnimateCommand.exitCode(for: error) == .validationFailure
            || error is ValidationError
        {
            let message = Self.oneLine(PoseAnimateCommand.message(for: error))
            self.init(
                status: ExitStatus.usage.rawValue,
                message: "\(message); see \(Self.help(arguments)) --help")
        } else {
            self.init(
                status: ExitStatus(for: error).rawValue, message: Self.oneLine("\(error)"))
        }
    }

    private static func isReaderGone(_ error: any Error) -> Bool {
        if let error = error as? MotionError, error.kind == .inputOutput, error.source == "-",
            StandardStreams.isReaderGone
        {
            return true
        }
        return (error as? SinkError)?.kind == .readerGone
    }

    /// The command that arguments begin with, as far as its words go: `pose-animate models run`.
    private static func help(_ arguments: [String]) -> String {
        var command: any ParsableCommand.Type = PoseAnimateCommand.self
        var words = ["pose-animate"]
        for argument in arguments {
            guard
                let next = command.configuration.subcommands.first(where: {
                    $0.configuration.commandName == argument
                })
            else { break }
            command = next
            words.append(argument)
        }
        return words.joined(separator: " ")
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).map { line in
            line.split(separator: " ").joined(separator: " ")
        }.joined(separator: " ")
    }
}
