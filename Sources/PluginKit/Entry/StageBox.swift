import CPoseAnimatePlugin

/// A stage in Swift behind a structure of C functions, which leads back to it.
final class StageBox<Stage, Interface: BitwiseCopyable> {
    var stage: Stage
    let engine: Engine
    private let interface: UnsafeMutablePointer<Interface>

    /// - Parameter describe: fills the structure, with the pointer that leads back here.
    /// - Returns: the structure, which keeps the stage alive until `release`.
    static func make(
        _ stage: Stage, _ engine: Engine,
        _ describe: (_ data: UnsafeMutableRawPointer) -> Interface
    ) -> UnsafeRawPointer {
        let box = StageBox(stage, engine)
        box.interface.initialize(to: describe(Unmanaged.passRetained(box).toOpaque()))
        return UnsafeRawPointer(box.interface)
    }

    private init(_ stage: Stage, _ engine: Engine) {
        self.stage = stage
        self.engine = engine
        interface = .allocate(capacity: 1)
    }

    deinit { interface.deallocate() }

    /// The box that a structure leads to.
    static func at(_ data: UnsafeMutableRawPointer?) -> StageBox? {
        data.map { Unmanaged<StageBox>.fromOpaque($0).takeUnretainedValue() }
    }

    static func release(_ data: UnsafeMutableRawPointer?) {
        if let data { Unmanaged<StageBox>.fromOpaque(data).release() }
    }

    /// Runs a call of the stage that a structure leads to.
    static func status(
        _ data: UnsafeMutableRawPointer?, _ body: (inout Stage) throws -> Void
    ) -> pa_status {
        guard let box = at(data) else { return pa_status(PA_FAULT) }
        return box.engine.status { try body(&box.stage) }
    }
}
