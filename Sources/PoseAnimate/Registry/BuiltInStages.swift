import Motion
import PluginKit
import Sensing

extension Registry {
    /// A registry with the stages that ship with the engine.
    public static let builtIn: Registry = {
        var registry = Registry()
        do {
            try registry.registerBuiltInStages()
        } catch {
            // Names below are distinct; a test asserts that all of them are there.
            return registry
        }
        return registry
    }()

    private mutating func registerBuiltInStages() throws {
        for stage in Self.ownPluginStages { try register(stage) }
        try register(
            source: "accelerometer",
            summary: "samples of an accelerometer, a file or generated (circle, shake, …)",
            settings: [
                .text("mapping", standard: "standard", "what they do to the body, a file of YAML")
            ]
        ) { location, options in
            try options.check(known: ["mapping"])
            let mapping =
                try options.values["mapping"].map { try MappingReader.read(path: $0) }
                ?? MappingReader.standard()
            return SensorMotion(
                RecordedSensor(
                    try AccelerationReader.read(location), classifier: try GestureClassifier()),
                mapping: mapping)
        }
        try registerEstimators()
        try registerMotionFilters()
        try registerSinks()
    }
}
