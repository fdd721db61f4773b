import Glibc
import Motion
import Pipelining

/// What is said of a program that does not do as it should.
struct PipeFailureText {
    /// When it happened.
    enum Moment {
        /// While a frame's answer was awaited.
        case frame(Int, isFirst: Bool, within: Double)
        /// When all frames had come.
        case end(lastFrame: Int?)

        var place: String {
            switch self {
            case .frame(let index, _, _): "frame \(index)"
            case .end(let last): last.map { "after frame \($0)" } ?? ""
            }
        }

        /// Whether the program has not shown yet that it runs at all.
        var isStart: Bool {
            if case .frame(_, isFirst: true, _) = self { true } else { false }
        }
    }

    private let command: PipeCommand

    init(_ command: PipeCommand) { self.command = command }

    func error(_ failure: Dialogue.Failure, at moment: Moment) -> MotionError {
        func error(_ kind: MotionError.Kind, _ message: String) -> MotionError {
            MotionError(kind, source: command.name, place: moment.place, message)
        }
        switch failure {
        case .late: return MotionError(.fault, source: command.name, late(moment))
        case .ended(let ending):
            let lastWords = Self.lastLine(of: ending.complaint).map { ": \($0)" } ?? ""
            if moment.isStart, ending.status == 126 || ending.status == 127 {
                return error(
                    .unavailable,
                    (ending.status == 127
                        ? "the command is not found; check its name and its path"
                        : "the command is there but cannot be run; check that it is executable")
                        + lastWords)
            }
            let when =
                switch moment {
                case .frame: "ended before it answered"
                case .end: "failed at its end"
                }
            return error(.fault, "\(when), with \(Self.text(status: ending.status))\(lastWords)")
        case .closedOutput:
            return error(.fault, "closed its standard output before it answered")
        case .closedInput:
            return error(.fault, "closed its standard input before the frame was written")
        case .unasked:
            return error(
                .badData,
                "wrote more than one line for a frame; answer each frame by one line, and the "
                    + "header by none")
        case .tooLong:
            return error(
                .badData,
                "wrote \(Dialogue.longestAnswer >> 20) MiB without the end of a line; answer each "
                    + "frame by one line")
        case .interrupted: return error(.inputOutput, "waiting was interrupted")
        }
    }

    private func late(_ moment: Moment) -> String {
        switch moment {
        case .frame(let index, _, let seconds):
            "did not answer frame \(index) within \(Self.plain(seconds)) s; does it flush its "
                + "output after each line? (--pipe-timeout gives it more time)"
        case .end:
            "answered all frames, but did not end within \(Self.plain(command.timeout)) s after its standard input was "
                + "closed; let it end when there are no more lines"
        }
    }

    /// "status 3", or the signal.
    private static func text(status: Int32) -> String {
        let signal = status - 128
        guard (1..<32).contains(signal), let name = strsignal(signal) else {
            return "status \(status)"
        }
        return "signal \(signal) (\(String(cString: name)))"
    }

    /// The last line that holds anything, without what would steer a terminal.
    private static func lastLine(of text: String) -> String? {
        let lines = text.split(whereSeparator: \.isNewline).map { line in
            String(String.UnicodeScalarView(line.unicodeScalars.filter { !isControl($0) }))
        }
        guard let line = lines.last(where: { !$0.allSatisfy(\.isWhitespace) }) else { return nil }
        return line.count > 200 ? line.prefix(200) + " …" : line
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        [.control, .format].contains(scalar.properties.generalCategory)
    }

    /// A number as people write it: 2, not 2.0.
    static func plain(_ number: Double) -> String {
        let text = "\(number)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
