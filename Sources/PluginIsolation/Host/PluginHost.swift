import CPluginCalls
import CPoseAnimatePlugin
import Glibc
import Pipelining
import PluginInterface
import PluginKit
import PluginLoading
import Synchronization

/// The child's side: loads one plug-in, makes one of its stages, and calls it as it is asked to.
package final class PluginHost: @unchecked Sendable {
    // The channel is received from by one thread; what is sent is sent under the lock.

    private let file: String
    private let channel: Channel
    private let sending = Mutex(())
    private var plugin: LoadedPlugin?
    private var stage: (any ServedStage)?

    /// - Parameters:
    ///   - file: the plug-in's.
    ///   - descriptor: a socket to the engine; nil when it is none.
    package init?(file: String, descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else {
            return nil
        }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        self.file = file
        channel = Channel(descriptor, takesDescriptors: true)
    }

    /// Serves until the engine has had enough.
    ///
    /// - Returns: whether it said so; else it is gone, or what it said made no sense.
    package func serve() -> Bool {
        do throws(Channel.Failure) {
            while true {
                let message = try channel.receive()
                if message.kind == .destroy {
                    stage = nil
                    try send(.answer, [])
                    return true
                }
                try answer(message)
            }
        } catch {
            return false
        }
    }

    private func answer(_ message: Channel.Message) throws(Channel.Failure) {
        var question = MessageReader(message.bytes)
        let descriptor = channel.takeDescriptor()
        var answer = Answer()
        do throws(BrokenMessage) {
            switch message.kind {
            case .open: try open(&question, &answer)
            case .make: try make(&question, &answer)
            default:
                guard let stage else { throw BrokenMessage() }
                try stage.answer(message.kind, &question, descriptor, &answer)
            }
        } catch {
            throw .nonsense
        }
        answer.check()
        try send(.answer, answer.bytes)
    }

    private func send(_ kind: MessageKind, _ bytes: [UInt8]) throws(Channel.Failure) {
        let failure = sending.withLock { _ -> Channel.Failure? in
            do throws(Channel.Failure) {
                try channel.send(kind, bytes)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    private func open(
        _ question: inout MessageReader, _ answer: inout Answer
    ) throws(BrokenMessage) {
        guard try question.value(UInt32.self) == MessageKind.protocolNumber else {
            answer.fail(
                pa_status(PA_UNAVAILABLE),
                "cannot be kept apart by another version of pose-animate than the engine's own")
            return
        }
        let engineVersion = try question.text()
        do throws(PluginError) {
            let plugin = try LoadedPlugin.load(file, engineVersion: engineVersion) {
                [weak self] _, level, text in self?.tell(level, text)
            }
            self.plugin = plugin
            answer.writer.add(plugin)
        } catch {
            answer.fail(
                error.kind.status,
                error.place.isEmpty ? error.message : "\(error.place): \(error.message)")
        }
    }

    private func tell(_ level: PluginEngine.Level, _ text: String) {
        var message = MessageWriter()
        message.add(level.rawValue)
        message.add(text)
        // Nobody is left to hear it when it cannot be sent.
        try? send(.log, message.bytes)
    }

    private func make(
        _ question: inout MessageReader, _ answer: inout Answer
    ) throws(BrokenMessage) {
        let memory = ForeignMemory()
        let kind = StageKind(rawValue: try question.text())
        let id = try question.text()
        guard let kind,
            let found = plugin?.stages.first(where: {
                $0.description.kind == kind && $0.description.id == id
            })
        else {
            answer.fail(pa_status(PA_FAULT), "has no such stage any more; it was changed meanwhile")
            return
        }
        let values = try question.values(in: memory)
        let request = StageRequest(
            stage: found, values: values, request: try question.request(of: kind, in: memory),
            memory: memory)
        do throws(PluginError) {
            let stage = try request.make()
            answer.writer.add(stage.functions.rawValue)
            self.stage = stage
        } catch {
            answer.fail(error.kind.status, error.message)
        }
    }
}
