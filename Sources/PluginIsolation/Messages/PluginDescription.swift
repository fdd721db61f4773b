import CPoseAnimatePlugin
import PluginInterface
import PluginKit
import PluginLoading

/// What a plug-in says of itself and of its stages, as it comes from the process that has loaded it.
struct PluginDescription {
    let id: String
    let name: String
    let version: String
    let author: String?
    let interface: pa_version
    let stages: [(kind: StageKind, descriptor: pa_descriptor)]

    /// - Parameter memory: keeps what the descriptors point to.
    init(_ reader: inout MessageReader, in memory: ForeignMemory) throws(BrokenMessage) {
        id = try reader.text()
        name = try reader.text()
        version = try reader.text()
        author = try reader.optionalText()
        interface = try reader.value()
        var stages: [(kind: StageKind, descriptor: pa_descriptor)] = []
        for _ in 0..<(try reader.value(UInt32.self)) {
            stages.append(try reader.description(in: memory))
        }
        self.stages = stages
    }
}

extension MessageWriter {
    mutating func add(_ plugin: LoadedPlugin) {
        add(plugin.id)
        add(plugin.name)
        add(plugin.version)
        add(plugin.author)
        add(structure: plugin.interface)
        add(UInt32(plugin.stages.count))
        for stage in plugin.stages { add(stage) }
    }
}
