import CPoseAnimatePlugin
import PluginKit

/// Stages of the engine's own that are made and called as those of plug-ins are.
package final class BuiltInPlugin: Sendable {
    package let stages: [PluginStage]

    package init(_ types: [any StagePlugin.Type]) {
        let library = PluginLibrary(
            id: "pose-animate", name: "PoseAnimate", version: "1.0.0", stages: types)
        let engine = PluginEngine(source: "", engineVersion: "") { _, _, _ in }
        var stages: [PluginStage] = []
        for kind in StageKind.allCases {
            guard let factory = library.factory(kind.rawValue) else { continue }
            // What cannot be read is missing then; a test asserts that all are there.
            let found = try? PluginStage.all(
                of: factory, kind, engine: engine, owner: library)
            stages += found ?? []
        }
        self.stages = stages
    }

    /// - Throws: `unavailable` when there is none of that name.
    package func stage(_ kind: StageKind, _ id: String) throws(PluginError) -> PluginStage {
        let found = stages.first { $0.description.kind == kind && $0.description.id == id }
        guard let found else {
            throw PluginError(
                .unavailable, source: "", "there is no \(kind.name) `\(id)`")
        }
        return found
    }
}
