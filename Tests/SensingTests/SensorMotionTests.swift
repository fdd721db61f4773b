import Geometry
import Motion
import Testing

@testable import Sensing

/// A sensor as a source of motion.
@Suite struct SensorMotionTests {
    private struct Scripted: SensorStream {
        var moments: [SensorMoment]
        var notes: [String] { [] }
        mutating func next() -> SensorMoment? { moments.isEmpty ? nil : moments.removeFirst() }
    }

    private func frames(
        _ values: [Acceleration], gestures: [Int: String] = [:], rate: Double = 25
    ) throws -> [MotionFrame] {
        let moments = values.enumerated().map { index, value in
            SensorMoment(
                sample: AccelerationSample(time: Double(index) / rate, value: value),
                gestures: gestures[index].map { [$0] } ?? [])
        }
        let motion = SensorMotion(
            Scripted(moments: moments), mapping: try MappingReader.standard())
        var frames: [MotionFrame] = []
        while let frame = try motion.next() { frames.append(frame) }
        return frames
    }

    private func place(_ frame: MotionFrame, _ part: BodyPart) -> Point {
        frame.pose?[part]?.position ?? Point(.nan, .nan)
    }

    private let upright = Acceleration(0, 1, 0)

    @Test func aDeviceAtRestLeavesTheClipAsItIs() throws {
        let frames = try frames(Array(repeating: upright, count: 51))
        // 2 s of samples and half a second behind them, at 30 frames a second.
        #expect(frames.count == 76)
        #expect(frames.map(\.index) == Array(0..<76))
        let idle = try MappingReader.standard().base
        for frame in frames { #expect(frame.pose == idle.frames[frame.index].pose) }
    }

    @Test func leaningLeansAndFeetStay() throws {
        let leaned = Acceleration(-0.5, 0.866, 0)
        let frames = try frames([upright] + Array(repeating: leaned, count: 75))
        let idle = try MappingReader.standard().base
        let last = frames[80]
        let before = idle.frames[80]
        #expect(place(last, .nose).x - place(before, .nose).x > 60, "to the right")
        #expect(place(last, .leftAnkle) == place(before, .leftAnkle))
        #expect(place(last, .leftHip).x > place(before, .leftHip).x)
        let left = try self.frames(
            [upright] + Array(repeating: Acceleration(0.5, 0.866, 0), count: 75))
        #expect(place(left[80], .nose).x < place(before, .nose).x - 60)
    }

    @Test func limitsHold() throws {
        let upsideDown = Acceleration(0, -1, 0)
        let frames = try frames([upright] + Array(repeating: upsideDown, count: 75))
        let shoulders = place(frames[70], .leftShoulder) - place(frames[70], .rightShoulder)
        #expect(abs(shoulders.y / shoulders.x) < 0.6, "no more than 24 degrees and some")
    }

    @Test func bumpsBounceAndComeToRest() throws {
        var values = Array(repeating: upright, count: 100)
        for index in 25..<29 { values[index] = Acceleration(0, 2.5, 0) }
        let frames = try frames(values)
        let idle = try MappingReader.standard().base
        let lifts = frames.map { frame in
            place(idle.frames[frame.index], .nose).y - place(frame, .nose).y
        }
        #expect((lifts.max() ?? 0) > 10 && (lifts.min() ?? 0) < -2)
        #expect(abs(lifts[110]) < 0.5)
        #expect(lifts[..<29].allSatisfy { abs($0) < 1e-9 })
    }

    @Test func gesturesPlayTheirClipsAndFade() throws {
        let frames = try frames(Array(repeating: upright, count: 26), gestures: [25: "ring"])
        let ring = try #require(try MappingReader.standard().gestures["ring"])
        // The performance goes on behind the last sample, to its end.
        #expect(frames.count == 31 + ring.clip.frames.count)
        let half = ring.clip.frames.count / 2
        for part in BodyPart.allCases {
            let distance = place(frames[30 + half], part) - place(ring.clip.frames[half], part)
            #expect(distance.length < 1e-6)
        }
        let steps = zip(frames, frames.dropFirst()).map {
            (place($1, .rightWrist) - place($0, .rightWrist)).length
        }
        #expect((steps.max() ?? 99) < 60, "no jump at either end")
    }

    @Test func unknownGesturesAreRememberedOnly() throws {
        let moments = [
            SensorMoment(
                sample: AccelerationSample(time: 0, value: upright), gestures: ["somersault"])
        ]
        let motion = SensorMotion(
            Scripted(moments: moments), mapping: try MappingReader.standard())
        while try motion.next() != nil {}
        #expect(motion.gestures.map(\.name) == ["somersault"])
    }

    /// The rate of the samples changes how finely, not how much.
    @Test func anyRateOfSamplesLeansAlike() throws {
        func lean(_ rate: Double) throws -> Double {
            let count = Int(4 * rate)
            let values = [upright] + Array(repeating: Acceleration(-0.4, 0.9165, 0), count: count)
            return place(try frames(values, rate: rate)[100], .nose).x
        }
        let expected = try lean(25)
        for rate in [12.5, 100, 1000] { #expect(abs(try lean(rate) - expected) < 0.5) }
    }

    @Test func nobodyIsMovedWithoutABody() {
        var deflection = BodyDeflection()
        deflection[.lean] = 10
        var frame = MotionFrame(index: 0, time: 0)
        deflection.apply(to: &frame)
        #expect(frame == MotionFrame(index: 0, time: 0))
    }
}
