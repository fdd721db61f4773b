import CPoseAnimatePlugin
import PluginInterface

/// Keeps what a plug-in writes until its call has returned.
final class GatheredOutput {
    private var writer = MessageWriter()

    /// Has `body` write into an answer.
    func gather(into answer: inout Answer, _ body: (UnsafePointer<pa_output>) -> pa_status) {
        swap(&writer, &answer.writer)
        var output = pa_output()
        output.size = MemoryLayout<pa_output>.size
        output.data = Unmanaged.passUnretained(self).toOpaque()
        output.write = { output, bytes, count in
            guard let data = output?.pointee.data, bytes != nil || count == 0 else {
                return pa_status(PA_FAULT)
            }
            Unmanaged<GatheredOutput>.fromOpaque(data).takeUnretainedValue().writer
                .add(UnsafeRawBufferPointer(start: bytes, count: count))
            return pa_status(PA_OK)
        }
        let status = body(&output)
        swap(&writer, &answer.writer)
        answer.take(status)
    }
}
