import CPoseAnimatePlugin

/// Takes what a plug-in writes into memory.
package final class ByteOutput {
    /// What was written since it was last cleared or taken.
    package private(set) var bytes: [UInt8] = []

    package init() {}

    /// Lets `body` write.
    package func take<Result, Failure: Error>(
        _ body: (UnsafePointer<pa_output>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var output = pa_output()
        output.size = MemoryLayout<pa_output>.size
        output.data = Unmanaged.passUnretained(self).toOpaque()
        output.write = { output, bytes, count in
            guard let data = output?.pointee.data, bytes != nil || count == 0 else {
                return pa_status(PA_FAULT)
            }
            Unmanaged<ByteOutput>.fromOpaque(data).takeUnretainedValue().bytes
                .append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
            return pa_status(PA_OK)
        }
        return try body(&output)
    }

    /// Appends to `target` what `body` writes, in its own memory.
    package func gather<Failure: Error>(
        into target: inout [UInt8], _ body: (UnsafePointer<pa_output>) throws(Failure) -> Void
    ) throws(Failure) {
        swap(&bytes, &target)
        defer { swap(&bytes, &target) }
        try take(body)
    }
}
