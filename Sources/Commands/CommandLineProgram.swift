import ArgumentParser
import CPluginCalls
import Glibc
import PoseAnimate

/// The whole program: parses arguments, runs the command, reports failure in one line.
public enum CommandLineProgram {
    /// Runs the program with its own arguments and ends it.
    public static func run() -> Never {
        Interruption.install()
        pose_calls_report_crashes()
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
        StageShelf.$current.withValue(StageShelf(arguments: arguments)) {
            StageHelp.$isAsked.withValue(StageHelp.isAsked(by: arguments)) {
                statusAtHand(of: arguments)
            }
        }
    }

    private static func statusAtHand(of arguments: [String]) -> Int32 {
        do {
            var command = try PoseAnimateCommand.parseAsRoot(arguments)
            try RunArguments.$current.withValue(arguments) { try command.run() }
            return 0
        } catch {
            return report(error, arguments)
        }
    }

    /// Help and version go to standard output; every failure is one line on standard error.
    private static func report(_ error: any Error, _ arguments: [String]) -> Int32 {
        if PoseAnimateCommand.exitCode(for: error) == .success {
            StandardStreams.print(PoseAnimateCommand.message(for: error))
            return 0
        }
        let failure = Failure(error, of: arguments)
        if let message = failure.message { StandardStreams.complain(message) }
        return failure.status
    }
}

/// Thrown when a command ends because a signal asked it to.
struct Interrupted: Error {
    var signal: Int32
}
