import CPoseAnimatePlugin
import PluginKit

/// What the structures of all kinds of stage begin with.
package protocol StageInterface {
    var size: Int { get }
}

/// That beginning: `size`, `data`, `destroy`, `get_extension`.
private enum Beginning {
    typealias Destroy = @convention(c) (UnsafeRawPointer?) -> Void

    typealias GetExtension =
        @convention(c) (UnsafeRawPointer?, UnsafePointer<CChar>?) -> UnsafeRawPointer?

    static let destroy = 2 * MemoryLayout<Int>.size
    static let getExtension = 3 * MemoryLayout<Int>.size
    static let byteCount = 4 * MemoryLayout<Int>.size
}

extension pa_source: StageInterface {}
extension pa_filter: StageInterface {}
extension pa_weights: StageInterface {}
extension pa_deformer: StageInterface {}
extension pa_renderer: StageInterface {}
extension pa_sink: StageInterface {}
extension pa_operator: StageInterface {}
extension pa_delegate: StageInterface {}
extension pa_device: StageInterface {}
extension pa_sensor: StageInterface {}

/// A stage of a plug-in's that was made; it goes with this object.
package final class StageHandle<Interface: StageInterface>: @unchecked Sendable {
    // Who calls what on which thread is the interface's rule, which adapters keep.

    package let stage: PluginStage
    /// What functions of the stage are given as `self`.
    package let pointer: UnsafePointer<Interface>
    /// The functions; what an older plug-in does not know is null.
    package let functions: Interface
    private let memory: ForeignMemory?

    init(
        _ stage: PluginStage, _ pointer: UnsafePointer<Interface>, memory: ForeignMemory?
    ) throws(PluginError) {
        guard pointer.pointee.size >= Beginning.byteCount else {
            throw stage.error(
                .fault, "its `size` is \(pointer.pointee.size); set it to the structure's sizeof")
        }
        self.stage = stage
        self.pointer = pointer
        self.memory = memory
        functions = grown(pointer, size: pointer.pointee.size)
    }

    deinit {
        let destroy = UnsafeRawPointer(pointer).load(
            fromByteOffset: Beginning.destroy, as: Beginning.Destroy?.self)
        if let destroy { stage.call { destroy(pointer) } }
    }

    /// Calls a function of the stage's that can fail.
    ///
    /// - Throws: what it answers.
    @inline(__always)
    package func call(_ body: () -> pa_status) throws(PluginError) {
        try stage.check(stage.call(body))
    }

    /// Calls a function of the stage's whose answer is not only a status.
    @inline(__always)
    package func ask<Result>(_ body: () -> Result) -> Result { stage.call(body) }

    /// Calls a function of the stage's that answers no status, and fails by saying why.
    ///
    /// - Parameter fail: is told that it has; what it answered means nothing then.
    @inline(__always)
    package func ask<Result>(_ body: () -> Result, fail: (PluginError) -> Void) -> Result {
        stage.call(body, fail: fail)
    }

    /// Something more that the stage can do; nil when it cannot.
    ///
    /// - Parameter size: what the extension's structure has at least.
    func find<Extension>(
        _ id: String, _: Extension.Type, size: (Extension) -> Int
    ) -> Extension? {
        let get = UnsafeRawPointer(pointer).load(
            fromByteOffset: Beginning.getExtension, as: Beginning.GetExtension?.self)
        guard let get, let found = stage.call({ get(pointer, id) }) else { return nil }
        let start = found.assumingMemoryBound(to: Extension.self)
        return grown(start, size: size(start.pointee))
    }

    /// What the stage remarks.
    package var notes: [String] {
        guard let notes = find(PA_NOTES, pa_notes.self, size: \.size), let count = notes.count,
            let note = notes.note
        else { return [] }
        // More than anybody reads come from a fault.
        let number = min(stage.call { count(pointer) }, 100)
        return (0..<number).compactMap { index in
            stage.call { note(pointer, index).map { String(cString: $0) } }
        }
    }

    /// A function that stages of the kind must have.
    ///
    /// - Throws: `fault` when it is null.
    package func require<Function>(
        _ name: String, _ function: Function?
    ) throws(PluginError) -> Function {
        guard let function else { throw stage.error(.fault, "its `\(name)` is null") }
        return function
    }
}
