import CPoseAnimatePlugin

/// The stages of a plug-in as the C interface shows them.
package final class PluginLibrary: @unchecked Sendable {
    /// The one of this library; set once while it is loaded, before anything reads it.
    nonisolated(unsafe) static var current: PluginLibrary?

    /// The stages of one kind.
    private final class Shelf {
        let stages: [any StagePlugin.Type]
        let descriptors: [UnsafePointer<pa_descriptor>]

        init(_ stages: [any StagePlugin.Type], memory: ForeignMemory) {
            self.stages = stages
            descriptors = stages.map { UnsafePointer(memory.descriptor(of: $0)) }
        }
    }

    package let info: UnsafePointer<pa_plugin_info>
    private var factories: [String: UnsafePointer<pa_factory>] = [:]
    private var shelves: [Shelf] = []
    private let memory = ForeignMemory()

    package init(id: String, name: String, version: String, stages: [any StagePlugin.Type]) {
        info = UnsafePointer(
            memory.value(
                pa_plugin_info(
                    size: MemoryLayout<pa_plugin_info>.size, id: memory.text(id),
                    name: memory.text(name), version: memory.text(version), author: nil)))
        for kind in Set(stages.map { $0.making.kind }).sorted() {
            let shelf = Shelf(stages.filter { $0.making.kind == kind }, memory: memory)
            shelves.append(shelf)
            factories[kind] = UnsafePointer(memory.value(Self.factory(of: shelf)))
        }
    }

    package func factory(_ kind: String) -> UnsafePointer<pa_factory>? { factories[kind] }

    private static func factory(of shelf: Shelf) -> pa_factory {
        return pa_factory(
            size: MemoryLayout<pa_factory>.size, data: Unmanaged.passUnretained(shelf).toOpaque(),
            count: { UInt32(PluginLibrary.shelf($0)?.stages.count ?? 0) },
            descriptor: { factory, index in
                guard let all = PluginLibrary.shelf(factory)?.descriptors, index < all.count else {
                    return nil
                }
                return all[Int(index)]
            },
            create: { factory, host, id, values, request, stage in
                guard let shelf = PluginLibrary.shelf(factory), let host, let id, let stage else {
                    return pa_status(PA_FAULT)
                }
                return PluginLibrary.create(
                    shelf.stages, Engine(host: host), String(cString: id), values, request, stage)
            })
    }

    private static func shelf(_ factory: UnsafePointer<pa_factory>?) -> Shelf? {
        factory?.pointee.data.map { Unmanaged<Shelf>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func create(
        _ stages: [any StagePlugin.Type], _ engine: Engine, _ id: String,
        _ values: UnsafePointer<pa_value>?, _ request: UnsafeRawPointer?,
        _ stage: UnsafeMutablePointer<UnsafeRawPointer?>
    ) -> pa_status {
        engine.status {
            guard let type = stages.first(where: { $0.about.id == id }) else {
                throw PluginFailure(.fault, "there is no stage `\(id)`")
            }
            stage.pointee = try type.making.make(engine, values, request)
        }
    }
}

@_cdecl("pose_plugin_kit_info")
public func pluginKitInfo() -> UnsafePointer<pa_plugin_info>? { PluginLibrary.current?.info }

@_cdecl("pose_plugin_kit_factory")
public func pluginKitFactory(_ kind: UnsafePointer<CChar>?) -> UnsafePointer<pa_factory>? {
    kind.flatMap { PluginLibrary.current?.factory(String(cString: $0)) }
}
