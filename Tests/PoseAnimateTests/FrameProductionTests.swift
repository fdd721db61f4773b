import Fixtures
import Synchronization
import Testing

@testable import PoseAnimate

@Suite struct FrameProductionTests {
    /// Counts what it is asked to draw.
    private final class CountingRenderer: Renderer {
        let count: Count

        init(_ count: Count) { self.count = count }

        func render(_ frame: SceneFrame, into target: PixelBuffer) throws(RenderingError) {
            count.add()
        }
    }

    private final class Count: Sendable {
        private let number = Atomic<Int>(0)
        func add() { number.add(1, ordering: .relaxed) }
        var value: Int { number.load(ordering: .relaxed) }
    }

    private struct Recorder: FrameSink {
        final class Seen { var indices: [Int] = [] }
        struct Full: Error {}

        let direct = DirectEncoding()
        let seen: Seen
        var room = Int.max

        func makeEncoder() -> any FrameEncoder { Silent() }

        mutating func write(_ frame: FinishedFrame) throws {
            guard seen.indices.count < room else { throw Full() }
            seen.indices.append(frame.index)
        }

        mutating func finish() {}
    }

    private final class Silent: FrameEncoder {
        func encode(_ picture: PixelBuffer, index: Int, into bytes: inout [UInt8]) {}
    }

    /// Writes where a frame's points are into its picture.
    private final class MarkingRenderer: Renderer {
        func render(_ frame: SceneFrame, into target: PixelBuffer) throws(RenderingError) {
            let mark = frame.points.reduce(0) { $0 + $1.x + 3 * $1.y }
            target.bytes.storeBytes(of: mark, as: Double.self)
        }
    }

    /// Compares what its encoders saw with what it is given.
    private struct Reader: FrameSink {
        final class Seen {
            var encoded: [[UInt8]] = []
            var pictured: [[UInt8]] = []
        }

        let direct = DirectEncoding()
        let readsPictures: Bool
        let seen: Seen

        func makeEncoder() -> any FrameEncoder { Copier() }

        mutating func write(_ frame: FinishedFrame) {
            seen.encoded.append(frame.bytes)
            seen.pictured.append(Array(frame.picture.bytes.prefix(8)))
        }

        mutating func finish() {}
    }

    private final class Copier: FrameEncoder {
        func encode(_ picture: PixelBuffer, index: Int, into bytes: inout [UInt8]) {
            bytes = Array(picture.bytes.prefix(8))
        }
    }

    /// The fixture's clip by a renderer that counts.
    private func ensemble(rate: Double, count: Count) throws -> Ensemble {
        try ensemble(rate: rate) { CountingRenderer(count) }
    }

    private func ensemble(
        rate: Double, by renderer: @escaping @Sendable () -> any Renderer
    ) throws -> Ensemble {
        var registry = Registry()
        try registry.register(renderer: "counting", summary: "") { _, _ in renderer() }
        try registry.register(deformer: "linear-blend", summary: "") { character, _ in
            try LinearBlendSkinning(character.binding, drawing: character.drawing)
        }
        var options = AnimationOptions()
        options.renderer = StageOptions(name: "counting")
        options.filters = []
        options.framesPerSecond = rate
        return try Ensemble(
            of: [RiggedCharacter(path: fixture("figure.svg"))],
            motions: [ClipSource(path: fixture("shift.json"))], options: options,
            registry: registry)
    }

    @Test(arguments: [1, 3])
    func everyFrameArrivesInOrder(jobs: Int) throws {
        var ensemble = try ensemble(rate: 10, count: Count())
        let seen = Recorder.Seen()
        let production = try FrameProduction(
            of: ensemble, into: [Recorder(seen: seen)], jobs: jobs)
        while let index = try ensemble.advance() { try production.add(ensemble, index: index) }
        try production.finish()
        #expect(seen.indices == [0, 1, 2, 3, 4, 5])
        #expect(production.writtenCount == 6)
    }

    /// Frames that show the same are drawn once and written as often as there are any.
    @Test func repeatedFramesAreDrawnOnce() throws {
        let count = Count()
        var ensemble = try ensemble(rate: 10, count: count)
        let seen = Recorder.Seen()
        let production = try FrameProduction(
            of: ensemble, into: [Recorder(seen: seen)], jobs: 2)
        _ = try ensemble.advance()
        for index in 0..<50 { try production.add(ensemble, index: index) }
        _ = try ensemble.advance()
        try production.add(ensemble, index: 50)
        try production.finish()
        #expect(seen.indices == Array(0...50))
        #expect(count.value == 2)
    }

    /// Sinks that read pictures get each frame's own; others get the same bytes without.
    @Test func picturesAreThoseOfTheirFrames() throws {
        func run(readsPictures: Bool, jobs: Int) throws -> Reader.Seen {
            var ensemble = try ensemble(rate: 100) { MarkingRenderer() }
            let seen = Reader.Seen()
            let production = try FrameProduction(
                of: ensemble, into: [Reader(readsPictures: readsPictures, seen: seen)], jobs: jobs)
            while let index = try ensemble.advance() { try production.add(ensemble, index: index) }
            try production.finish()
            return seen
        }
        let reading = try run(readsPictures: true, jobs: 3)
        #expect(Set(reading.encoded).count > 10)
        #expect(reading.pictured == reading.encoded)
        #expect(try run(readsPictures: false, jobs: 3).encoded == reading.encoded)
        #expect(try run(readsPictures: false, jobs: 1).encoded == reading.encoded)
    }

    @Test func errorOfASinkEndsTheProduction() throws {
        var ensemble = try ensemble(rate: 10, count: Count())
        let seen = Recorder.Seen()
        let production = try FrameProduction(
            of: ensemble, into: [Recorder(seen: seen, room: 2)], jobs: 2)
        #expect(throws: Recorder.Full.self) {
            while let index = try ensemble.advance() { try production.add(ensemble, index: index) }
            try production.finish()
        }
        #expect(seen.indices == [0, 1])
    }
}
