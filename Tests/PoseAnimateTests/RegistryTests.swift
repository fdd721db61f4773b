import Fixtures
import Testing

@testable import PoseAnimate

@Suite struct RegistryTests {
    @Test func builtInStagesOfEachKindAreThere() {
        let names = Registry.builtIn.entries.map { "\($0.kind.rawValue) \($0.name)" }
        #expect(
            names == [
                "source accelerometer", "source clip", "estimator blazepose", "estimator facemesh",
                "estimator movenet",
                "estimator posenet",
                "filter confidence", "filter doubtful", "filter gaps", "filter one-euro",
                "filter rts", "filter zero-phase", "weights inverse-square",
                "deformer linear-blend", "renderer cairo",
                "sink apng", "sink bgra", "sink contact-sheet", "sink gif", "sink lottie",
                "sink mkv", "sink mov", "sink mp4", "sink pdf", "sink png", "sink rgba",
                "sink sprites",
                "sink svg", "sink webm", "sink webp", "sink y4m",
            ])
    }

    @Test func unknownStageNamesTheNearest() {
        let error = #expect(throws: PoseAnimateError.self) {
            try Registry.builtIn.makeFilter(StageOptions(name: "confidense"))
        }
        #expect(error?.kind == .unknownStage)
        #expect(error?.message.contains("did you mean `confidence`?") == true)
    }

    @Test func unknownSettingIsRefused() throws {
        let options = try StageOptions(parsing: "confidence,speed=2")
        let error = #expect(throws: PoseAnimateError.self) {
            try Registry.builtIn.makeFilter(options)
        }
        #expect(error?.message.contains("`speed`") == true)
    }

    @Test func settingsParse() throws {
        let options = try StageOptions(parsing: "one-euro,min-cutoff=1,beta=a=b")
        #expect(options.name == "one-euro")
        #expect(options.values == ["min-cutoff": "1", "beta": "a=b"])
        #expect(throws: PoseAnimateError.self) { try StageOptions(parsing: "a,b") }
        #expect(throws: PoseAnimateError.self) { try StageOptions(parsing: "a,b=1,b=2") }
    }

    @Test func namesAreRegisteredOnce() throws {
        var registry = Registry()
        try registry.register(filter: "still", summary: "") { _ in ConfidenceSmoothing() }
        #expect(throws: PoseAnimateError.self) {
            try registry.register(filter: "still", summary: "") { _ in ConfidenceSmoothing() }
        }
    }

    /// An outside stage takes its place in the pipeline like any other.
    @Test func ownFilterWorksInThePipeline() throws {
        struct Shift: MotionFilter {
            func apply(to frame: inout MotionFrame) {
                for index in BodyPart.allCases.indices {
                    frame.pose?.keypoints[index]?.position.x += 100
                }
            }
        }
        var registry = Registry.builtIn
        try registry.register(filter: "shift", summary: "") { _ in Shift() }
        var options = AnimationOptions()
        options.filters = [StageOptions(name: "shift")]
        let character = try RiggedCharacter(path: fixture("figure.svg"))
        var animation = try Animation(
            of: character, motion: ClipSource(path: fixture("shift.json")), options: options,
            registry: registry)
        _ = try animation.advance()
        #expect(abs(animation.scene.points[0].x - character.drawing.points[0].x - 100) < 1e-9)
    }
}
