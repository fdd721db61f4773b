import CPluginCalls
import CPoseAnimatePlugin
import Pipelining
import PluginInterface
import Synchronization

/// Calls into a plug-in's process over one channel, one at a time.
final class CallLine: @unchecked Sendable {
    // The channel and the buffer are used under the lock.

    let process: PluginProcess
    private let channel: Channel
    private let lock = Mutex(())
    private var writer = MessageWriter()

    init(_ process: PluginProcess, _ channel: Channel) {
        self.process = process
        self.channel = channel
    }

    /// Calls a function.
    ///
    /// - Parameters:
    ///   - moment: for what is told when the plug-in does not live to answer.
    ///   - carrying: goes beside the call.
    ///   - write: what the function is given.
    ///   - read: takes what it gave, when it did not fail.
    /// - Returns: what it answered; why it failed is noted as the function itself would have.
    func call(
        _ kind: MessageKind, _ moment: Moment, carrying: Int32? = nil,
        write: (inout MessageWriter) -> Void = { _ in },
        read: (inout MessageReader) throws(BrokenMessage) -> Void = { _ in }
    ) -> pa_status {
        lock.withLock { _ in
            if let fate = process.whatBecame {
                pose_call_fail(fate)
                return pa_status(PA_FAULT)
            }
            writer.clear()
            write(&writer)
            do throws(Channel.Failure) {
                let deadline = Deadline(after: process.timeout)
                try channel.send(kind, writer.bytes, carrying: carrying, by: deadline)
                let answer = try waitForAnswer(by: deadline)
                return try Self.take(answer, read)
            } catch {
                pose_call_fail(process.give(up: error, moment))
                return pa_status(PA_FAULT)
            }
        }
    }

    /// Calls a function that cannot fail. Should the plug-in not live to answer, people are told here, since nobody
    /// will ask why; nobody is called where it is gone already.
    func tell(
        _ kind: MessageKind, _ moment: Moment, write: (inout MessageWriter) -> Void = { _ in }
    ) {
        guard process.whatBecame == nil, call(kind, moment, write: write) != PA_OK,
            let trouble = takeFailure()
        else { return }
        process.warn(trouble)
    }

    /// Has the plug-in's stage destroyed and the process end.
    func end() {
        lock.withLock { _ in
            if let trouble = process.end(channel) { process.warn(trouble) }
        }
    }

    private func waitForAnswer(
        by deadline: Deadline
    ) throws(Channel.Failure) -> UnsafeRawBufferPointer {
        while true {
            let message = try channel.receive(by: deadline)
            switch message.kind {
            case .answer: return message.bytes
            case .log:
                process.tell(message)
                // Whoever only talks would never be late.
                if deadline.hasPassed { throw .late }
            default: throw .nonsense
            }
        }
    }

    private static func take(
        _ answer: UnsafeRawBufferPointer,
        _ read: (inout MessageReader) throws(BrokenMessage) -> Void
    ) throws(Channel.Failure) -> pa_status {
        var reader = MessageReader(answer)
        do throws(BrokenMessage) {
            let status = try reader.value(pa_status.self)
            if status == PA_OK {
                try read(&reader)
            } else if let reason = try reader.optionalText() {
                pose_call_fail(reason)
            }
            return status
        } catch {
            throw .nonsense
        }
    }
}
