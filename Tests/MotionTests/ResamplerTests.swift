import Geometry
import Motion
import Testing

@Suite("Resampling") struct ResamplerTests {
    /// A frame whose left wrist is at x with the given confidence.
    static func frame(_ index: Int, at time: Double, x: Double, confidence: Double = 0.5)
        -> MotionFrame
    {
        var pose = Pose(confidence: 0.8)
        pose[.leftWrist] = Keypoint(x: x, y: 2 * x, confidence: confidence)
        return MotionFrame(index: index, time: time, pose: pose)
    }

    /// A clip of a constant rate whose wrist moves by 12 pixels a frame.
    static func clip(rate: Double, count: Int) -> Clip {
        Clip(
            framesPerSecond: rate,
            frames: (0..<count).map { frame($0, at: Double($0) / rate, x: 12 * Double($0)) })
    }

    static func resample(_ clip: Clip, _ rate: Double) throws -> [MotionFrame] {
        let resampler = try Resampler(clip.source, framesPerSecond: rate)
        let frames = try readAll(resampler)
        #expect(resampler.header.frameCount == frames.count)
        #expect(resampler.header.framesPerSecond == rate)
        return frames
    }

    static func wrists(_ frames: [MotionFrame]) -> [Double?] {
        frames.map { $0.pose?[.leftWrist]?.position.x }
    }

    @Test(arguments: [5.0, 10, 23.976, 24, 25, 29.97, 30, 59.94, 60, 120, 1000])
    func theSameRatePassesUnchanged(rate: Double) throws {
        let clip = Self.clip(rate: rate, count: 400)
        #expect(try Self.resample(clip, rate) == clip.frames)
    }

    @Test func theSameRatePassesWithoutDelay() throws {
        final class Counter { var count = 0 }
        struct Counting: MotionSource {
            var source: Clip.Source
            let counter: Counter
            var header: ClipHeader { source.header }
            mutating func next() throws(MotionError) -> MotionFrame? {
                counter.count += 1
                return try source.next()
            }
        }
        let counter = Counter()
        var resampler = try Resampler(
            Counting(source: Self.clip(rate: 30, count: 9).source, counter: counter),
            framesPerSecond: 30)
        for count in 1...9 {
            _ = try resampler.next()
            #expect(counter.count == count)
        }
    }

    @Test func twiceTheRateHalvesTheSteps() throws {
        let frames = try Self.resample(Self.clip(rate: 10, count: 4), 20)
        #expect(Self.wrists(frames) == [0, 6, 12, 18, 24, 30, 36])
        #expect(frames.map(\.index) == Array(0..<7))
        #expect(frames.map(\.time) == (0..<7).map { Double($0) / 20 })
    }

    @Test func halfTheRateTakesEverySecondFrameAsItIs() throws {
        let clip = Self.clip(rate: 30, count: 101)
        let frames = try Self.resample(clip, 15)
        #expect(frames.count == 51)
        for (index, frame) in frames.enumerated() {
            #expect(frame.pose == clip.frames[2 * index].pose)
        }
    }

    @Test(arguments: [12.0, 24, 25, 29.97, 60])
    func straightMotionStaysStraight(rate: Double) throws {
        let frames = try Self.resample(Self.clip(rate: 30, count: 61), rate)
        #expect(frames.count == Int((2 * rate + 1e-3).rounded(.down)) + 1)
        for frame in frames {
            let wrist = try #require(frame.pose?[.leftWrist])
            #expect(abs(wrist.position.x - 360 * frame.time) < 1e-6)
            #expect(abs(wrist.position.y - 720 * frame.time) < 1e-6)
            #expect(abs(wrist.confidence - 0.5) < 1e-12)
        }
    }

    @Test func confidencesAreBlendedToo() throws {
        let clip = Clip(frames: [
            Self.frame(0, at: 0, x: 0, confidence: 0.2), Self.frame(1, at: 1, x: 8, confidence: 1),
        ])
        let frames = try Self.resample(clip, 4)
        #expect(frames[1].pose?[.leftWrist]?.confidence == 0.2 + 0.8 * 0.25)
        #expect(frames[1].pose?.confidence == 0.8)
    }

    @Test func variableRatesGoByTheirTimes() throws {
        let times = [0, 0.03, 0.11, 0.5, 0.52, 1.0]
        let clip = Clip(
            framesPerSecond: 30,
            frames: times.enumerated().map { Self.frame($0, at: $1, x: 100 * $1) })
        let frames = try Self.resample(clip, 10)
        #expect(frames.count == 11)
        for frame in frames {
            let x = try #require(frame.pose?[.leftWrist]).position.x
            #expect(abs(x - 100 * frame.time) < 1e-9)
        }
    }

    @Test func timesCountFromTheFirstFrame() throws {
        // Seconds since 1970, as some trackers write.
        let clip = Clip(
            frames: (0..<4).map {
                Self.frame($0, at: 1.7e9 + Double($0) / 25, x: Double($0))
            })
        let frames = try Self.resample(clip, 25)
        #expect(frames.map(\.time) == (0..<4).map { Double($0) / 25 })
        #expect(frames.map(\.pose) == clip.frames.map(\.pose))
    }

    @Test func whatOneNeighbourLacksIsAsInTheNearer() throws {
        let seen = Self.frame(0, at: 0, x: 5)
        var gone = MotionFrame(index: 1, time: 1)
        let face = Face(confidence: nil, landmarks: [Point(1, 1)])
        gone.face = face
        var other = Self.frame(2, at: 2, x: 7)
        other.pose?[.leftWrist] = nil
        other.face = Face(confidence: 0.5, landmarks: [Point(1, 1), Point(2, 2)])
        let frames = try Self.resample(Clip(frames: [seen, gone, other]), 4)
        #expect(Self.wrists(frames) == [5, 5, 5, nil, nil, nil, nil, nil, nil])
        #expect(frames.map { $0.pose == nil } == [0, 0, 0, 1, 1, 1, 1, 0, 0].map { $0 == 1 })
        #expect(
            frames.map { $0.face?.landmarks.count } == [nil, nil, nil, 1, 1, 1, 1, 2, 2])
    }

    @Test func facesAreBlended() throws {
        let faces = [
            Face(confidence: 0, landmarks: [Point(0, 0), Point(4, 8)]),
            Face(confidence: 1, landmarks: [Point(4, 8), Point(0, 0)]),
        ]
        let clip = Clip(
            frames: faces.enumerated().map {
                MotionFrame(index: $0, time: Double($0), face: $1)
            })
        let frames = try Self.resample(clip, 4)
        #expect(
            frames[1].face == Face(confidence: 0.25, landmarks: [Point(1, 2), Point(3, 6)]))
    }

    @Test func ofFramesAtOneTimeTheLastCounts() throws {
        let clip = Clip(frames: [
            Self.frame(0, at: 0, x: 0), Self.frame(1, at: 0.1, x: 1), Self.frame(2, at: 0.1, x: 2),
            Self.frame(3, at: 0.2, x: 3),
        ])
        #expect(Self.wrists(try Self.resample(clip, 20)) == [0, 0.5, 1, 2.5, 3])
    }

    @Test(arguments: [-0.001, .nan, .infinity, -.infinity])
    func timesThatRunBackwardsOrAreNoneAreNamed(time: Double) throws {
        let clip = Clip(frames: [
            Self.frame(0, at: 0, x: 0), Self.frame(1, at: 0.05, x: 0),
            Self.frame(7, at: time, x: 0),
        ])
        var resampler = try Resampler(clip.source, framesPerSecond: 20)
        #expect(try resampler.next() != nil)
        #expect(try resampler.next() != nil)
        let error = #expect(throws: MotionError.self) { try resampler.next() }
        #expect(error?.kind == .badData)
        #expect(error?.place == "frame 7")
    }

    @Test func aGapOfHoursIsFilledFrameByFrame() throws {
        let clip = Clip(frames: [Self.frame(0, at: 0, x: 0), Self.frame(1, at: 36_000, x: 36_000)])
        var resampler = try Resampler(clip.source, framesPerSecond: 10)
        #expect(resampler.header.frameCount == 360_001)
        #expect(resampler.header.duration == 36_000)
        for index in 0..<50 {
            let x = try #require(try resampler.next()?.pose?[.leftWrist]).position.x
            #expect(abs(x - Double(index) / 10) < 1e-9)
        }
    }

    @Test func absurdGapsAreNoTrap() throws {
        let clip = Clip(frames: [Self.frame(0, at: -1e308, x: 0), Self.frame(1, at: 1e308, x: 1)])
        var resampler = try Resampler(clip.source, framesPerSecond: 10)
        #expect(resampler.header.frameCount == nil)
        #expect(try resampler.next() != nil)
        #expect(throws: MotionError.self) { try resampler.next() }
    }

    @Test(arguments: [0, -1, .nan, .infinity, 1001])
    func ratesThatCannotBeAreRefused(rate: Double) {
        let error = #expect(throws: MotionError.self) {
            try Resampler(Self.clip(rate: 30, count: 2).source, framesPerSecond: rate)
        }
        #expect(error?.kind == .badData)
    }

    @Test func oneFrameAndNone() throws {
        #expect(try Self.resample(Self.clip(rate: 30, count: 1), 24).count == 1)
        #expect(
            try readAll(Resampler(Clip(frames: []).source, framesPerSecond: 24)).isEmpty)
    }
}
