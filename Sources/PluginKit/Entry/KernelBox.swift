import CPoseAnimatePlugin

/// What a stage makes for the other side to use again and again: a kernel, a thread's encoder.
final class KernelBox<Kernel> {
    let kernel: Kernel
    private let engine: Engine

    init(_ kernel: Kernel, _ engine: Engine) {
        self.kernel = kernel
        self.engine = engine
    }

    /// Leads back here, and keeps the box until `release`.
    var retained: UnsafeMutableRawPointer { Unmanaged.passRetained(self).toOpaque() }

    /// Runs a call of the kernel that a pointer leads to.
    static func status(
        _ data: UnsafeMutableRawPointer?, _ body: (Kernel) throws -> Void
    ) -> pa_status {
        guard let data else { return pa_status(PA_FAULT) }
        let box = Unmanaged<KernelBox>.fromOpaque(data).takeUnretainedValue()
        return box.engine.status { try body(box.kernel) }
    }

    static func release(_ data: UnsafeMutableRawPointer?) {
        if let data { Unmanaged<KernelBox>.fromOpaque(data).release() }
    }
}
