import PluginKit

/// A plug-in of several stages, which shows what the kit can do besides the examples.
@main
struct Several: Plugin {
    static let id = "org.pose-animate.several"
    static let name = "Several"
    static var stages: [any StagePlugin.Type] {
        [
            Line.self, Picky.self, Mean.self, White.self, Census.self, Twice.self, Negation.self,
            Level.self,
        ]
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

/// A custom operator: twice its input.
struct Twice: OperatorPlugin {
    static let about = About("twice", "doubles")
    static let abilities = OperatorAbilities("SeveralTwice", types: [0])

    init(_ setup: Setup<Void>) {}

    func shapes(of node: ModelNode) throws -> [[Int]]? {
        guard node.inputs.count == 1, node.outputs.count == 1 else {
            throw PluginFailure(.badData, "there is one input and one output")
        }
        return [node.inputs[0].sides]
    }

    func prepare(_ node: ModelNode) -> any OperatorKernel { Kernel() }

    private final class Kernel: OperatorKernel {
        func run(_ node: ModelNode) {
            let (from, to) = (
                node.inputs[0].elements(Float.self), node.outputs[0].elements(Float.self)
            )
            for index in from.indices { to[index] = 2 * from[index] }
        }
    }
}

/// A delegate of one operator that there is already.
struct Negation: DelegatePlugin {
    static let about = About("negation", "computes NEG")

    init(_ setup: Setup<Void>) {}

    func claims(in graph: ModelGraph) -> [Claim] {
        graph.nodes.filter { $0.name == "NEG" }.map { Claim([$0.place], cost: 10) }
    }

    func prepare(_ claim: Claim, in graph: ModelGraph) throws -> any DelegateKernel {
        guard let node = graph.node(claim.nodes[0]),
            let input = node.inputs[0].flatMap(graph.tensor),
            let output = graph.tensor(node.outputs[0])
        else { throw PluginFailure(.fault, "the graph is another one") }
        return Kernel(input.tensor.elements(Float.self), output.tensor.elements(Float.self))
    }

    private final class Kernel: DelegateKernel {
        private let (from, to):
            (UnsafeMutableBufferPointer<Float>, UnsafeMutableBufferPointer<Float>)

        init(_ from: UnsafeMutableBufferPointer<Float>, _ to: UnsafeMutableBufferPointer<Float>) {
            (self.from, self.to) = (from, to)
        }

        func run(tile: Int) {
            for index in from.indices { to[index] = -from[index] }
        }
    }
}

/// A sensor that is fed, and tells the x axis of its samples on both buses.
struct Level: FedSensorPlugin, SPISensorPlugin {
    static let about = About("level", "tells x", temporal: .sequential)
    static let registers = [Register("x", at: 0, bytes: 1, .readOnly, "a 256th of it")]

    private var queue: [Sample] = []
    private var again: [Sample] = []
    private(set) var samples = SampleStatus(
        waiting: 0, taken: 0, missed: 0, last: Sample(x: 0, y: 0, z: 0))
    var depth = 8

    init(_ setup: Setup<Void>) {}

    mutating func feed(_ samples: UnsafeBufferPointer<Sample>, repeats: Int) {
        if repeats < 0 { again = Array(samples) }
        for _ in 0..<max(repeats, 0) { queue += samples }
        self.samples.waiting = queue.count
    }

    mutating func dropOldest() {
        if !queue.isEmpty { queue.removeFirst() }
        samples.waiting = queue.count
    }

    mutating func read() -> UInt8 {
        if queue.isEmpty { queue = again }
        guard !queue.isEmpty else {
            samples.missed += 1
            return 0
        }
        samples.last = queue.removeFirst()
        samples.waiting = queue.count
        samples.taken += 1
        return UInt8(truncatingIfNeeded: samples.last.x >> 8)
    }

    mutating func write(_ bytes: UnsafeBufferPointer<UInt8>) {}
    mutating func select() {}
    mutating func exchange(_ byte: UInt8) -> UInt8 { read() }
    mutating func deselect() {}

    mutating func reset() {}

    func save() -> [UInt8] {
        let numbers = [depth, samples.taken] + queue.flatMap { [Int($0.x), Int($0.y), Int($0.z)] }
        return numbers.flatMap { number in (0..<8).map { UInt8(number >> (8 * $0) & 255) } }
    }

    mutating func load(_ bytes: UnsafeRawBufferPointer) throws {
        guard bytes.count % 24 == 16 else {
            throw PluginFailure(.badData, "this is nothing of level's")
        }
        let numbers = stride(from: 0, to: bytes.count, by: 8).map {
            bytes.loadUnaligned(fromByteOffset: $0, as: Int.self)
        }
        (depth, samples.taken) = (numbers[0], numbers[1])
        queue = stride(from: 2, to: numbers.count, by: 3).map { place in
            let axes = numbers[place..<place + 3].map { Int16(truncatingIfNeeded: $0) }
            return Sample(x: axes[0], y: axes[1], z: axes[2])
        }
        samples.waiting = queue.count
    }
}
