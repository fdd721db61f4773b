import CPoseAnimatePlugin
import PluginInterface
import PluginKit
import PluginLoading

/// A plug-in whose code never runs in this process: it is asked in a child what it has, and each of its
/// stages that is made gets a child of its own.
package final class IsolatedPlugin {
    private let memory: ForeignMemory
    private var factories: [(kind: StageKind, factory: UnsafePointer<pa_factory>)] = []
    private var shelves: [RemoteShelf] = []

    /// Asks a plug-in what it is.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - log: takes what it tells people.
    /// - Throws: as if it were loaded here; `fault` when it does not live to answer; `unavailable` when
    ///   there is no process for it.
    package static func load(
        _ path: String, _ isolation: Isolation, engineVersion: String,
        log: @escaping PluginEngine.Log
    ) throws(PluginError) -> LoadedPlugin {
        let house = PluginHouse(
            file: path, isolation: isolation, engineVersion: engineVersion, log: log)
        let line = try house.start()
        let memory = ForeignMemory()
        var told: PluginDescription?
        let status = house.open(line) { (answer) throws(BrokenMessage) in
            told = try PluginDescription(&answer, in: memory)
        }
        guard status == PA_OK, let told else {
            throw PluginError(
                PluginError.Kind(status) ?? .fault, source: path,
                takeFailure() ?? "it does not say what it is (status \(status))")
        }
        line.end()
        let engine = PluginEngine(source: path, engineVersion: engineVersion, log: log)
        let plugin = IsolatedPlugin(told, house, memory)
        var stages: [PluginStage] = []
        for (kind, factory) in plugin.factories {
            stages += try PluginStage.all(of: factory, kind, engine: engine, owner: plugin)
        }
        return LoadedPlugin(
            path: path, id: told.id, name: told.name, version: told.version, author: told.author,
            interface: told.interface, stages: stages)
    }

    private init(
        _ told: PluginDescription, _ house: PluginHouse, _ memory: ForeignMemory
    ) {
        self.memory = memory
        for kind in StageKind.allCases {
            let descriptors = told.stages.filter { $0.kind == kind }.map {
                UnsafePointer(memory.value($0.descriptor))
            }
            guard !descriptors.isEmpty else { continue }
            let shelf = RemoteShelf(kind, descriptors, house)
            shelves.append(shelf)
            factories.append((kind, UnsafePointer(memory.value(shelf.factory))))
        }
    }
}
