import CPoseAnimatePlugin

/// Nodes that are prepared in another process, with the values that they read and write.
final class RemoteKernel {
    private let line: CallLine
    /// The plug-in's side's.
    private let number: UInt64
    private let values: SharedTensors
    private let read: [Int]
    private let written: [Int]

    private init(
        _ line: CallLine, _ number: UInt64, _ values: SharedTensors, read: [Int], written: [Int]
    ) {
        self.line = line
        self.number = number
        self.values = values
        self.read = read
        self.written = written
    }

    /// Has them prepared.
    ///
    /// - Parameters:
    ///   - read: which of the tensors a run reads.
    ///   - written: which it writes.
    ///   - kernel: gets the kernel, which is there until `release`.
    static func make(
        over line: CallLine, _ values: SharedTensors, read: [Int], written: [Int],
        into kernel: UnsafeMutablePointer<UnsafeMutableRawPointer?>,
        write: (inout MessageWriter) -> Void
    ) -> pa_status {
        var number: UInt64 = 0
        let status = line.call(.prepare, .preparing, carrying: values.unsent, write: write) {
            (answer) throws(BrokenMessage) in
            number = try answer.value()
        }
        values.didSend()
        guard status == PA_OK else { return status }
        let made = RemoteKernel(line, number, values, read: read, written: written)
        kernel.pointee = Unmanaged.passRetained(made).toOpaque()
        return status
    }

    static func run(_ kernel: UnsafeMutableRawPointer?) -> pa_status {
        guard let kernel else { return pa_status(PA_FAULT) }
        return Unmanaged<RemoteKernel>.fromOpaque(kernel).takeUnretainedValue().run()
    }

    static func release(_ kernel: UnsafeMutableRawPointer?) {
        guard let kernel else { return }
        let made = Unmanaged<RemoteKernel>.fromOpaque(kernel).takeRetainedValue()
        made.line.tell(.release, .releasing) { $0.add(made.number) }
    }

    private func run() -> pa_status {
        values.show(read)
        let status = line.call(.run, .computing, write: { $0.add(number) })
        if status == PA_OK { values.fetch(written) }
        return status
    }
}
