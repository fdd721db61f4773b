import PluginKit

/// A plug-in of several stages, which shows what the kit can do besides the examples.
@main
struct Several: Plugin {
    static let id = "org.pose-animate.several"
    static let name = "Several"
    static var stages: [any StagePlugin.Type] {
        [Line.self, Picky.self, Mean.self, White.self, Census.self]
    }
}

/// Ten frames of a body whose parts lie on a line.
struct Line: SourcePlugin {
    static let about = About("line", "ten frames of a line", temporal: .sequential)
    private var index = 0

    init(_ setup: Setup<String>) {}

    var info: MotionInfo {
        MotionInfo(framesPerSecond: 30, width: 720, height: 720, frameCount: 10)
    }

    mutating func next(_ frame: Frame) -> Bool {
        guard index < 10 else { return false }
        frame.index = index
        frame.time = Double(index) / 30
        frame.hasPose = true
        for part in frame.keypoints.indices {
            let place = SIMD2(Double(100 + 20 * part + index), Double(200 + 30 * part))
            frame.keypoints[part] = Keypoint(place, confidence: 0.9)
        }
        index += 1
        return true
    }
}

/// Takes options of all types, tells them, and fails when it is asked to.
struct Picky: FilterPlugin {
    static let about = About(
        "picky", "changes nothing",
        options: [
            .integer("fails-at", in: -1...1000, standard: -1, "the frame that it refuses"),
            .flag("loud", "whether it tells what it was given"),
            .choice("way", of: ["this", "that"], standard: "that", "which way"),
            .text("word", standard: "none", "what it says"),
            .file("list", "what it would read"),
        ])
    private let refused: Int

    init(_ setup: Setup<MotionInfo>) throws {
        guard setup.text("word") != "silence" else {
            throw PluginFailure(.usage, "`silence` says nothing; take another word")
        }
        refused = setup.integer("fails-at")
        if setup.flag("loud") {
            let texts = ["way", "word", "list"].map { setup.text($0) ?? "-" }
            setup.engine.log(texts.joined(separator: " "))
        }
    }

    func apply(to frame: Frame) throws {
        if frame.index == refused { throw PluginFailure(.badData, "this one is refused") }
    }
}

/// The mean place of the left wrist over five frames.
struct Mean: WindowFilterPlugin {
    static let about = About("mean", "steadies a hand", temporal: .window(2))

    init(_ setup: Setup<MotionInfo>) {}

    func apply(to frame: Frame, at place: Int, of frames: [Frame]) {
        let places = frames.map { $0.keypoints[9].position }
        frame.keypoints[9].position = places.reduce(.zero, +) / Double(frames.count)
    }
}

/// White pictures.
struct White: RendererPlugin {
    static let about = About("white", "draws nothing on white")

    init(_ setup: Setup<RendererRequest>) {}

    func render(_ scene: Scene, into picture: Picture) {
        picture.pixels.update(repeating: 255)
    }
}

/// A line for each frame: how many of its bytes are not 0; at the end how many frames there were.
struct Census: SinkPlugin {
    static let about = About("census", "counts", temporal: .sequential)
    static let abilities = SinkAbilities(endings: ["census"], streams: true)
    private var count = 0

    init(_ setup: Setup<SinkRequest>) {}

    func makeEncoder() -> any PictureEncoder { Counter() }

    mutating func write(
        _ bytes: UnsafeRawBufferPointer, index: Int, to output: Output
    ) throws {
        count += 1
        try output.write(bytes)
    }

    func finish(_ output: Output) throws { try output.write(Array("\(count) frames\n".utf8)) }
}

final class Counter: PictureEncoder {
    func encode(_ picture: Picture, index: Int, to output: Output) throws {
        let count = picture.pixels.count { $0 != 0 }
        try output.write(Array("\(index) \(count)\n".utf8))
    }
}
