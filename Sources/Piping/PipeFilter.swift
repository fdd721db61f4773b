import Motion
import Pipelining
import Storage

/// A motion filter that is another program, in any language.
///
/// The program reads lines on its standard input: a header first, then every frame, as a line of
/// the clip format. It answers each frame, not the header, by one line: that frame, changed. It
/// runs in a process of its own, so that whatever it does, at worst the run fails with a message.
public final class PipeFilter: MotionFilter {
    private enum State {
        case waiting
        case running(Dialogue)
        case over
    }

    private let command: PipeCommand
    private let header: ClipHeader
    private let failureText: PipeFailureText
    private var lines: FrameLines
    private var state = State.waiting
    /// The last frame that was answered.
    private var last: Int?

    /// The program is started when the first frame comes.
    ///
    /// - Parameter header: the motion's, as the program is told it.
    /// - Throws: `usage` when the command or its time is none.
    public init(_ command: PipeCommand, header: ClipHeader) throws(MotionError) {
        if let complaint = command.complaint {
            throw MotionError(.usage, source: command.name, complaint)
        }
        self.command = command
        self.header = header
        failureText = PipeFailureText(command)
        lines = try FrameLines(source: command.name)
    }

    deinit {
        // The rest of the motion is not wanted: that is no failure.
        if case .running(let dialogue) = state { dialogue.dismiss() }
    }

    public var notes: [String] { lines.notes.map { "\(command.name): \($0)" } }

    /// - Throws: `unavailable` when the program cannot be started, `badData` when its answer is not
    ///   the frame, `fault` when it ends before its time or does not answer in time.
    public func apply(to frame: inout MotionFrame) throws(MotionError) {
        let line = try lines.line(of: frame)
        do throws(MotionError) {
            let answer: [UInt8]
            switch state {
            case .waiting:
                let beginning = try lines.header(header) + line
                let dialogue = try start(for: frame.index)
                state = .running(dialogue)
                answer = try ask(
                    dialogue, beginning, frame: frame.index, within: command.startTimeout)
            case .running(let dialogue):
                answer = try ask(dialogue, line, frame: frame.index, within: command.timeout)
            case .over:
                throw MotionError(.fault, source: command.name, "has ended already")
            }
            try lines.read(answer, into: &frame)
        } catch {
            // Lets go of the program, and that ends it.
            state = .over
            throw error
        }
        last = frame.index
    }

    /// Tells the program that all frames have come, and waits for its end.
    ///
    /// - Throws: `fault` when it does not end in time or says that it failed.
    public func finish() throws(MotionError) {
        guard case .running(let dialogue) = state else { return }
        state = .over
        let failure: Dialogue.Failure
        do throws(Dialogue.Failure) {
            let ending = try dialogue.end(within: command.timeout)
            guard ending.status != 0 else { return }
            failure = .ended(ending)
        } catch {
            failure = error
        }
        throw failureText.error(failure, at: .end(lastFrame: last))
    }

    private func start(for frame: Int) throws(MotionError) -> Dialogue {
        do throws(ChildProcess.StartError) {
            return try Dialogue(
                shell: command.command, isInterrupted: { InputInterruption.isRequested })
        } catch {
            throw MotionError(
                .unavailable, source: command.name, place: "frame \(frame)",
                "the shell /bin/sh cannot be started: \(StorageError.reason(error.number))")
        }
    }

    private func ask(
        _ dialogue: Dialogue, _ lines: [UInt8], frame: Int, within seconds: Double
    ) throws(MotionError) -> [UInt8] {
        do throws(Dialogue.Failure) {
            return try dialogue.ask(lines, within: seconds)
        } catch {
            throw failureText.error(error, at: .frame(frame, isFirst: last == nil, within: seconds))
        }
    }
}
