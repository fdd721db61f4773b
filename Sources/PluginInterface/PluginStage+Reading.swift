import CPoseAnimatePlugin

extension PluginStage {
    /// The most stages of one kind that a plug-in may have.
    private static let mostStages = 1000

    /// What a factory makes.
    ///
    /// - Throws: `badData` when what it says makes no sense.
    package static func all(
        of factory: UnsafePointer<pa_factory>, _ kind: StageKind, engine: PluginEngine,
        owner: AnyObject
    ) throws(PluginError) -> [PluginStage] {
        func refuse(_ message: String) -> PluginError {
            PluginError(.badData, source: engine.source, place: kind.rawValue, message)
        }
        let size = MemoryLayout<pa_factory>.size
        guard factory.pointee.size >= size, let count = factory.pointee.count,
            let describe = factory.pointee.descriptor, factory.pointee.create != nil
        else {
            throw refuse(
                "its factory is incomplete; it has \(size) bytes in `size`, `count`, `descriptor` and "
                    + "`create`")
        }
        let label = engine.text(engine.source)
        let number = calling(label) { count(factory) }
        guard number <= mostStages else {
            throw refuse("it counts \(number) stages; \(mostStages) can be")
        }
        var stages: [PluginStage] = []
        for index in 0..<number {
            guard let descriptor = calling(label, { describe(factory, index) }) else {
                throw refuse("it counts \(number) stages and describes \(index)")
            }
            let description = try StageDescription(descriptor, kind, source: engine.source)
            guard !stages.contains(where: { $0.description.id == description.id }) else {
                throw refuse("two stages are named `\(description.id)`; give each a name")
            }
            stages.append(
                PluginStage(
                    description, engine: engine, factory: factory,
                    traits: descriptor.pointee.traits, owner: owner))
        }
        return stages
    }
}
