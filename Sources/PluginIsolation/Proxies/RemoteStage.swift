import CPoseAnimatePlugin
import PluginInterface

/// A stage in another process behind a structure of C functions, which leads back here.
final class RemoteStage: @unchecked Sendable {
    // The line sees to its own order; the rest is used by one call at a time.

    let line: CallLine
    /// For the pictures of calls that come one at a time.
    let canvas = CanvasSender()
    let notes = RemoteNotes()
    let device = RemoteDeviceStanding()
    let sensor = RemoteSensorStanding()
    private let interface: UnsafeMutableRawPointer

    /// - Parameter describe: fills the structure, with the pointer that leads back here.
    /// - Returns: the structure, which keeps the stage alive until `destroy`.
    static func make<Interface: StageInterface & BitwiseCopyable>(
        _ line: CallLine, _ describe: (_ data: UnsafeMutableRawPointer) -> Interface
    ) -> UnsafeRawPointer {
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: MemoryLayout<Interface>.size, alignment: 16)
        let stage = RemoteStage(line, memory)
        memory.storeBytes(
            of: describe(Unmanaged.passRetained(stage).toOpaque()), as: Interface.self)
        return UnsafeRawPointer(memory)
    }

    private init(_ line: CallLine, _ interface: UnsafeMutableRawPointer) {
        self.line = line
        self.interface = interface
    }

    deinit { interface.deallocate() }

    /// The stage that a structure leads to.
    static func at(_ data: UnsafeMutableRawPointer?) -> RemoteStage? {
        data.map { Unmanaged<RemoteStage>.fromOpaque($0).takeUnretainedValue() }
    }

    static func destroy(_ data: UnsafeMutableRawPointer?) {
        guard let data else { return }
        let stage = Unmanaged<RemoteStage>.fromOpaque(data).takeRetainedValue()
        stage.line.end()
    }

    /// Calls the stage that a structure leads to.
    static func status(
        _ data: UnsafeMutableRawPointer?, _ body: (RemoteStage) -> pa_status
    ) -> pa_status {
        guard let stage = at(data) else { return pa_status(PA_FAULT) }
        return body(stage)
    }
}

/// Which functions a stage has: what is null in the plug-in is null for the engine.
struct FunctionSet: OptionSet, BitwiseCopyable {
    let rawValue: UInt32

    static let info = FunctionSet(rawValue: 1 << 0)
    static let next = FunctionSet(rawValue: 1 << 1)
    static let apply = FunctionSet(rawValue: 1 << 2)
    static let applyWindow = FunctionSet(rawValue: 1 << 3)
    static let weigh = FunctionSet(rawValue: 1 << 4)
    static let deform = FunctionSet(rawValue: 1 << 5)
    static let render = FunctionSet(rawValue: 1 << 6)
    static let encode = FunctionSet(rawValue: 1 << 7)
    static let write = FunctionSet(rawValue: 1 << 8)
    static let finish = FunctionSet(rawValue: 1 << 9)
    static let read = FunctionSet(rawValue: 1 << 10)
    static let raisesInterrupt = FunctionSet(rawValue: 1 << 11)
    static let nextEvent = FunctionSet(rawValue: 1 << 12)
    static let advance = FunctionSet(rawValue: 1 << 13)
    static let reset = FunctionSet(rawValue: 1 << 14)
    static let save = FunctionSet(rawValue: 1 << 15)
    static let load = FunctionSet(rawValue: 1 << 16)
    /// The extensions, each with all of its functions.
    static let samples = FunctionSet(rawValue: 1 << 17)
    static let spi = FunctionSet(rawValue: 1 << 18)
    static let infer = FunctionSet(rawValue: 1 << 19)
    static let claim = FunctionSet(rawValue: 1 << 20)
    static let prepare = FunctionSet(rawValue: 1 << 21)
    static let run = FunctionSet(rawValue: 1 << 22)
}
