import ArgumentParser
import Glibc
import PoseAnimate

/// The whole program: parses arguments, runs the command, reports failure in one line.
public enum CommandLineProgram {
    /// Runs the program with its own arguments and ends it.
    public static func run() -> Never {
        Interruption.install()
        let status = status(of: Array(CommandLine.arguments.dropFirst()))
        if status == 0, let failure = StandardStreams.outputFailure {
            StandardStreams.complain("standard output: cannot write: \(failure)")
            exit(ExitStatus.inputOutput.rawValue)
        }
        exit(status)
    }

    /// Runs one command line.
    ///
    /// - Returns: 0, a code of sysexits.h, or 128 and the signal's number when interrupted.
    public static func status(of arguments: [String]) -> Int32 {
        do {
            var command = try PoseAnimateCommand.parseAsRoot(arguments)
            try RunArguments.$current.withValue(arguments) { try command.run() }
            return 0
        } catch let interrupted as Interrupted {
            return 128 + interrupted.signal
        } catch {
            return report(error, arguments)
        }
    }

    /// Help and version go to standard output; every failure is one line on standard error.
    private static func report(_ error: any Error, _ arguments: [String]) -> Int32 {
        if let error = error as? MotionError, error.kind == .inputOutput, error.source == "-",
            StandardStreams.isReaderGone
        {
            return 128 + SIGPIPE
        }
        if (error as? SinkError)?.kind == .readerGone { return 128 + SIGPIPE }
        let code = PoseAnimateCommand.exitCode(for: error)
        let message = PoseAnimateCommand.message(for: error)
        if code == .success {
            StandardStreams.print(message)
            return 0
        }
        if code == .validationFailure || error is ValidationError {
            StandardStreams.complain("\(oneLine(message)); see \(help(arguments)) --help")
            return ExitStatus.usage.rawValue
        }
        StandardStreams.complain(oneLine("\(error)"))
        return ExitStatus(for: error).rawValue
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

/// Thrown when a command ends because a signal asked it to.
struct Interrupted: Error {
    var signal: Int32
}
