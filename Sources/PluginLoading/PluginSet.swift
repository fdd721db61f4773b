import PluginInterface

/// The plug-ins of one run.
package struct PluginSet: Sendable {
    package private(set) var plugins: [LoadedPlugin] = []
    package init() {}

    /// Loads a plug-in.
    ///
    /// - Returns: nil when it was there already: one file, named twice.
    /// - Throws: why it cannot be loaded, or that it has what another has already.
    package mutating func load(
        _ path: String, engineVersion: String, log: @escaping PluginEngine.Log
    ) throws(PluginError) -> LoadedPlugin? {
        let plugin = try LoadedPlugin.load(path, engineVersion: engineVersion, log: log)
        guard !plugins.contains(where: { $0 === plugin }) else { return nil }
        try add(plugin)
        return plugin
    }

    package var stages: [PluginStage] { plugins.flatMap(\.stages) }

    private mutating func add(_ plugin: LoadedPlugin) throws(PluginError) {
        if let other = plugins.first(where: { $0.id == plugin.id }) {
            throw PluginError(
                .badData, source: plugin.path,
                "its id is `\(plugin.id)`, which \(other.path) has too; take one of them away")
        }
        for stage in plugin.stages {
            let description = stage.description
            if let other = stages.first(where: {
                $0.description.kind == description.kind && $0.description.id == description.id
            }) {
                throw PluginError(
                    .badData, source: plugin.path, place: stage.place,
                    "\(other.source) has one of that name too; take one of them away")
            }
        }
        plugins.append(plugin)
    }
}
