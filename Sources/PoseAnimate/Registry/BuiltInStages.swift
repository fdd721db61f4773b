import Motion
import Rendering
import Rigging
import Scene
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

    private mutating func registerBuiltInStages() throws(PoseAnimateError) {
        try register(
            source: "clip", summary: "keypoint clips: JSON, gzip, or a frame a line (NDJSON)"
        ) { location, options in
            try options.check(known: [])
            return try ClipSource(path: location)
        }
        try register(
            source: "accelerometer",
            summary: "samples of an accelerometer, a file or generated (circle, shake, …)",
            settings: [
                StageSetting(
                    "mapping", standard: "standard", "what they do to the body, a file of YAML")
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
        try register(
            deformer: "linear-blend", summary: "linear blend skinning, as Pose Animator's"
        ) { character, options in
            try options.check(known: [])
            return LinearBlendSkinning(character.binding, drawing: character.drawing)
        }
        try register(renderer: "cairo", summary: "Cairo, antialiased, 8 bits a channel, sRGB") {
            request, options in
            try options.check(known: [])
            let list = DisplayList(request.drawing) { request.shapes?.contains($0) ?? true }
            return CairoRenderer(
                drawing: request.drawing, list: list, placement: request.placement)
        }
        try registerSinks()
    }
}
