import CPoseAnimatePlugin
import PluginInterface

/// What a question is answered with: a status, then what was made or why it failed.
struct Answer {
    var writer = MessageWriter()

    var bytes: [UInt8] { writer.bytes }

    init() { writer.add(pa_status(PA_OK)) }

    /// Takes what a call has answered, and what it has made or why it failed.
    mutating func take(_ status: pa_status, _ add: (inout MessageWriter) -> Void = { _ in }) {
        if status == PA_OK {
            add(&writer)
        } else {
            fail(status, takeFailure())
        }
    }

    /// Takes what a call writes, and why it failed.
    mutating func gather(
        _ output: ByteOutput, _ call: (UnsafePointer<pa_output>) -> pa_status
    ) {
        var status = pa_status(PA_OK)
        output.gather(into: &writer.bytes) { status = call($0) }
        take(status)
    }

    /// Refuses to be longer than a message may be.
    mutating func check() {
        guard bytes.count > Channel.longestMessage else { return }
        fail(pa_status(PA_FAULT), "gave more than a gibibyte at once; leave out --isolate for it")
    }

    /// - Parameter reason: nil when none was told.
    mutating func fail(_ status: pa_status, _ reason: String?) {
        writer.clear()
        writer.add(status)
        writer.add(reason)
    }
}
