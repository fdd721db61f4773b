import CPoseAnimatePlugin
import PluginInterface

/// Takes what a plug-in writes into a file or standard output.
final class StreamOutput {
    private var stream: OutputStream?
    private var failure: (any Error)?
    private var output = pa_output()

    init(_ stream: consuming OutputStream) {
        self.stream = consume stream
        output.size = MemoryLayout<pa_output>.size
        output.write = { output, bytes, count in
            guard let data = output?.pointee.data, bytes != nil || count == 0 else {
                return pa_status(PA_FAULT)
            }
            let stream = Unmanaged<StreamOutput>.fromOpaque(data).takeUnretainedValue()
            do {
                try stream.write(
                    Array(UnsafeRawBufferPointer(start: bytes, count: count)))
                return pa_status(PA_OK)
            } catch {
                stream.failure = error
                return pa_status(PA_IO)
            }
        }
        output.data = Unmanaged.passUnretained(self).toOpaque()
    }

    func write(_ bytes: [UInt8]) throws { try stream?.write(bytes) }

    func commit() throws {
        if let stream = stream.take() { try stream.commit() }
    }

    /// Lets `body` write.
    ///
    /// - Throws: why the stream could not be written, rather than what the plug-in made of that.
    func passing(_ body: (UnsafePointer<pa_output>) throws -> Void) throws {
        var output = output
        let result = Result { try body(&output) }
        if let failure { throw failure }
        try result.get()
    }
}
