import CPoseAnimatePlugin
import Glibc
import Pipelining
import PluginInterface
import Synchronization

/// A child process that keeps one plug-in. It ends with this object, and all that it has started with it.
final class PluginProcess: @unchecked Sendable {
    // The process is used under the lock; the rest is immutable.

    let timeout: Double
    let log: PluginEngine.Log
    private let file: String
    /// Which of its stages is here, before what is told of it: "filter `jiggle`: ".
    private let stage: String
    private let process: SpawnedProcess
    private let fate = Mutex<String?>(nil)

    /// How long a process that has cut its connections may take to end.
    private static let aftermath = 1.0

    /// Starts one.
    ///
    /// - Parameters:
    ///   - file: the plug-in's.
    ///   - stage: which of its stages it is for: "filter `jiggle`"; empty for none.
    ///   - readsInput: whether it has our standard input.
    /// - Returns: the process, and the channel to it.
    /// - Throws: `unavailable` when it cannot be started.
    static func start(
        _ file: String, stage: String, _ isolation: Isolation, readsInput: Bool,
        log: @escaping PluginEngine.Log
    ) throws(PluginError) -> (process: PluginProcess, channel: Channel) {
        func refuse(_ number: Int32) -> PluginError {
            PluginError(
                .unavailable, source: file,
                "cannot start \(isolation.program) to keep it apart: "
                    + String(cString: strerror(number)))
        }
        guard let ends = Channel.pair() else { throw refuse(errno) }
        defer { close(ends.theirs) }
        do {
            let process = try SpawnedProcess(
                isolation.program, [Isolation.subcommand, "--", file],
                input: readsInput ? opened(STDIN_FILENO) : nil,
                // Our standard output may be a movie: what a plug-in prints is no part of it.
                output: opened(STDERR_FILENO), errors: opened(STDERR_FILENO), channel: ends.theirs)
            let kept = PluginProcess(
                process, file, stage: stage, timeout: isolation.timeout, log: log)
            return (kept, kept.channel(ends.ours))
        } catch {
            close(ends.ours)
            throw refuse(error.number)
        }
    }

    private init(
        _ process: SpawnedProcess, _ file: String, stage: String, timeout: Double,
        log: @escaping PluginEngine.Log
    ) {
        self.process = process
        self.file = file
        self.stage = stage.isEmpty ? "" : "\(stage): "
        self.timeout = timeout
        self.log = log
    }

    private static func opened(_ descriptor: Int32) -> Int32? {
        fcntl(descriptor, F_GETFD) < 0 ? nil : descriptor
    }

    /// A channel to the process, over a socket whose other end it has.
    func channel(_ descriptor: Int32) -> Channel {
        Channel(descriptor) { [weak self] in
            guard let self else { return true }
            return fate.withLock { _ in self.process.hasEnded }
        }
    }

    /// Why the plug-in answers no more; nil while it does.
    var whatBecame: String? { fate.withLock { $0 } }

    /// Ends the process after a failure of a channel to it.
    ///
    /// - Returns: what became of it, for people. What is found out first holds, for all channels.
    func give(up failure: Channel.Failure, _ moment: Moment) -> String {
        fate.withLock { fate in
            if let fate { return fate }
            let text = find(failure).text(moment)
            fate = text
            return text
        }
    }

    private func find(_ failure: Channel.Failure) -> Fate {
        defer { process.kill() }
        switch failure {
        case .late:
            // Late because it has crashed on its way out.
            return process.hasEnded ? .ended(process.waitForEnding()) : .late(timeout)
        case .nonsense: return .nonsense
        case .tooLong: return .tooLong
        case .closed:
            return waitForEnd(by: Deadline(after: Self.aftermath)).map { .ended($0) } ?? .closed
        }
    }

    /// Has the stage destroyed and the process end; else ends it.
    ///
    /// - Returns: what is to be said of that; nil when all went well.
    func end(_ channel: Channel) -> String? {
        guard whatBecame == nil else { return nil }
        let deadline = Deadline(after: timeout)
        let failure = askForEnd(channel, by: deadline)
        return fate.withLock { fate in
            if failure == nil, waitForEnd(by: deadline) == .exit(status: 0) {
                fate = ""
                return nil
            }
            let text = find(failure ?? .late).text(.ending)
            fate = text
            return text
        }
    }

    /// - Returns: nil when the stage is destroyed.
    private func askForEnd(_ channel: Channel, by deadline: Deadline) -> Channel.Failure? {
        do throws(Channel.Failure) {
            try channel.send(.destroy, [], by: deadline)
            while true {
                let message = try channel.receive(by: deadline)
                guard message.kind == .log else { return message.kind == .answer ? nil : .nonsense }
                tell(message)
                if deadline.hasPassed { return .late }
            }
        } catch {
            return error
        }
    }

    /// Passes on what the plug-in tells people.
    func tell(_ message: Channel.Message) {
        var reader = MessageReader(message.bytes)
        guard let level = try? reader.value(UInt8.self), let text = try? reader.text() else {
            return
        }
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        log(file, PluginEngine.Level(rawValue: level) ?? .error, line)
    }

    /// Tells people of something that no call has to do with.
    func warn(_ text: String) { log(file, .warning, "warning: \(stage)\(text)") }

    /// - Returns: nil when it goes on.
    private func waitForEnd(by deadline: Deadline) -> SpawnedProcess.Ending? {
        while !process.hasEnded {
            guard !deadline.hasPassed else { return nil }
            _ = poll(nil, 0, 1)
        }
        return process.waitForEnding()
    }
}
