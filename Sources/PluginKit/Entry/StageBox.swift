import CPoseAnimatePlugin

/// What structures of all kinds lead back to.
class AnyStageBox {
    /// Remarks as the other side reads them, until they are asked for again.
    private var notes: [UnsafePointer<CChar>] = []
    private var memory = ForeignMemory()

    /// What the stage remarks.
    var remarks: [String] { [] }

    /// The box that a structure leads to, whose second member does so in all kinds.
    private static func at(_ structure: UnsafeRawPointer?) -> AnyStageBox? {
        structure?.load(
            fromByteOffset: MemoryLayout<Int>.size, as: UnsafeMutableRawPointer?.self
        ).map { Unmanaged<AnyStageBox>.fromOpaque($0).takeUnretainedValue() }
    }

    /// The extension `PA_NOTES`; constant, and never freed.
    nonisolated(unsafe) private static let notesTable: UnsafePointer<pa_notes> = {
        let table = UnsafeMutablePointer<pa_notes>.allocate(capacity: 1)
        table.initialize(
            to: pa_notes(
                size: MemoryLayout<pa_notes>.size,
                count: { stage in
                    guard let box = AnyStageBox.at(stage) else { return 0 }
                    box.memory = ForeignMemory()
                    box.notes = box.remarks.map(box.memory.text)
                    return UInt32(box.notes.count)
                },
                note: { stage, index in
                    guard let box = AnyStageBox.at(stage), index < box.notes.count else {
                        return nil
                    }
                    return box.notes[Int(index)]
                }))
        return UnsafePointer(table)
    }()

    /// The extensions of stages that make remarks.
    static func notingExtension(_ id: UnsafePointer<CChar>?) -> UnsafeRawPointer? {
        guard let id, String(cString: id) == PA_NOTES else { return nil }
        return UnsafeRawPointer(notesTable)
    }
}

/// What a stage remarks, where its kind makes remarks.
private func noted(_ stage: Any) -> [String] {
    switch stage {
    case let source as any SourcePlugin: source.notes
    case let filter as any FilterPlugin: filter.notes
    default: []
    }
}

/// A stage in Swift behind a structure of C functions, which leads back to it.
final class StageBox<Stage, Interface: BitwiseCopyable>: AnyStageBox {
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

    override var remarks: [String] { noted(stage) }

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

    /// Runs a call that answers no status.
    ///
    /// - Returns: `otherwise` when it fails, which the engine is told.
    static func answer<Result>(
        _ data: UnsafeMutableRawPointer?, otherwise: Result,
        _ body: (inout Stage) throws -> Result
    ) -> Result {
        guard let box = at(data) else { return otherwise }
        var result = otherwise
        _ = box.engine.status { result = try body(&box.stage) }
        return result
    }
}
