import CPluginCalls
import CPoseAnimatePlugin
import PluginKit

/// A stage that a plug-in can make.
package struct PluginStage: @unchecked Sendable {
    // The factory and the traits are constant while the owner lives, and may be used on any thread.

    package let description: StageDescription
    package let engine: PluginEngine
    /// The plug-in's own description of the kind's peculiarities, as its header has it.
    package let traits: UnsafeRawPointer?
    private let factory: UnsafePointer<pa_factory>
    /// Keeps the plug-in loaded.
    private let owner: AnyObject
    /// "lib.so: filter `jiggle`", for crashes.
    fileprivate let label: UnsafePointer<CChar>

    package init(
        _ description: StageDescription, engine: PluginEngine, factory: UnsafePointer<pa_factory>,
        traits: UnsafeRawPointer?, owner: AnyObject
    ) {
        self.description = description
        self.engine = engine
        self.factory = factory
        self.traits = traits
        self.owner = owner
        let place = "\(description.kind.name) `\(description.id)`"
        label = engine.text(engine.source.isEmpty ? place : "\(engine.source): \(place)")
    }

    package var source: String { engine.source }

    /// "filter `jiggle`"
    package var place: String { "\(description.kind.name) `\(description.id)`" }

    package func error(_ kind: PluginError.Kind, _ message: String) -> PluginError {
        PluginError(kind, source: source, place: place, message)
    }

    /// Makes one.
    ///
    /// - Parameters:
    ///   - values: as users write them, by the options' names.
    ///   - request: what the kind is made from; kept alive by `memory`.
    ///   - memory: kept as long as what is made.
    /// - Throws: `usage` for values that do not fit; what the plug-in answers.
    package func make<Interface: StageInterface>(
        _: Interface.Type, values: [String: String], request: UnsafeRawPointer? = nil,
        memory: ForeignMemory? = nil
    ) throws(PluginError) -> StageHandle<Interface> {
        let texts = ForeignMemory()
        let row = try OptionValues.read(values, for: self, into: texts)
        return try make(Interface.self, row: row, request: request, memory: memory)
    }

    /// Makes one from values as the interface has them, one for each option.
    ///
    /// - Throws: what the plug-in answers.
    package func make<Interface: StageInterface>(
        _: Interface.Type, row: [pa_value], request: UnsafeRawPointer?, memory: ForeignMemory?
    ) throws(PluginError) -> StageHandle<Interface> {
        let texts = ForeignMemory()
        var made: UnsafeRawPointer?
        let status = calling(label) {
            factory.pointee.create?(
                factory, engine.pointer, texts.text(description.id), texts.array(row), request,
                &made) ?? pa_status(PA_FAULT)
        }
        try check(status)
        guard let made else { throw error(.fault, "it was made, and there is none") }
        return try StageHandle(
            self, made.assumingMemoryBound(to: Interface.self), memory: memory)
    }

    /// - Throws: what a call that failed means.
    @inline(__always)
    package func check(_ status: pa_status) throws(PluginError) {
        guard status != PA_OK else { return }
        throw failure(status)
    }

    func failure(_ status: pa_status) -> PluginError {
        let reason = takeFailure()
        if engine.source.isEmpty, let reason, let kind = PluginError.Kind(status) {
            // Our own stages speak for themselves.
            return PluginError(kind, source: "", reason)
        }
        guard let kind = PluginError.Kind(status) else {
            return error(.fault, reason ?? "it answered \(status), which is no status")
        }
        return error(kind, reason ?? "it failed and did not say why (status \(status))")
    }

    /// Calls something of the stage's.
    @inline(__always)
    func call<Result>(_ body: () -> Result) -> Result { calling(label, body) }

    /// Calls something of the stage's that answers no status, and fails by saying why.
    ///
    /// - Parameter fail: is told that it has.
    @inline(__always)
    func call<Result>(_ body: () -> Result, fail: (PluginError) -> Void) -> Result {
        let before = pose_call_begin(label)
        let result = body()
        if pose_call_end(before) { fail(failure(pa_status(PA_FAULT))) }
        return result
    }
}
