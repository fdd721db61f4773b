import Geometry
import Motion
import Testing

/// Filters of both kinds in a row.
@Suite struct FilteredMotionTests {
    private struct Shift: MotionFilter {
        var offset: Double
        func apply(to frame: inout MotionFrame) {
            frame.pose?[.leftWrist]?.position.x += offset
        }
    }

    /// Puts the wrist where it is in the last frame.
    private struct Foresee: ClipFilter {
        func apply(to clip: inout [MotionFrame]) {
            guard let last = clip.last?.pose else { return }
            for index in clip.indices { clip[index].pose = last }
        }
    }

    private struct Doubled: MotionFilter {
        func apply(to frame: inout MotionFrame) {
            frame.pose?[.leftWrist]?.position.x *= 2
        }
    }

    private let motion = WristMotion([Point(1, 0), Point(2, 0), Point(3, 0)])

    @Test func filtersActInOrder() {
        #expect(
            motion.filtered(by: [Shift(offset: 1), Doubled()]).wrist.map { $0?.x } == [4, 6, 8])
        #expect(
            motion.filtered(by: [Doubled(), Shift(offset: 1)]).wrist.map { $0?.x } == [3, 5, 7])
    }

    @Test func filtersBeforeAndBehindOneThatLooksAheadActInOrder() {
        let result = motion.filtered(by: [Shift(offset: 1), Foresee(), Doubled()])
        #expect(result.wrist.map { $0?.x } == [8, 8, 8])
        #expect(result.map(\.index) == [0, 1, 2])
    }

    /// Puts the wrist at the mean of the frames around.
    private struct Mean: WindowFilter {
        var window: Int
        func apply(
            to frame: inout MotionFrame, at place: Int, of frames: [MotionFrame]
        ) {
            let wrists = frames.compactMap { $0.pose?[.leftWrist]?.position.x }
            frame.pose?[.leftWrist]?.position.x = wrists.reduce(0, +) / Double(wrists.count)
        }
    }

    @Test(arguments: [
        (1, [1.5, 2, 3, 4, 4.5]), (2, [2, 2.5, 3, 3.5, 4]), (3, [2.5, 3, 3, 3, 3.5]),
        (100, [3, 3, 3, 3, 3]),
    ])
    func filtersThatLookAroundSeeFramesAsTheyCame(window: Int, means: [Double]) {
        let motion = WristMotion((1...5).map { Point(Double($0), 0) })
        let result = motion.filtered(by: [Mean(window: window)])
        #expect(result.wrist.map { $0?.x } == means)
        #expect(result.map(\.index) == Array(0..<5))
        // Behind other filters, and before them.
        let among = motion.filtered(by: [Doubled(), Mean(window: window), Shift(offset: 1)])
        #expect(among.wrist.map { $0?.x } == means.map { 2 * $0 + 1 })
        let behindClip = motion.filtered(by: [Foresee(), Mean(window: window), Doubled()])
        #expect(behindClip.wrist.map { $0?.x } == [10, 10, 10, 10, 10])
    }

    /// Frames that arrive go on as soon as those ahead of them are there.
    @Test func filtersThatLookAroundWaitForNoMoreThanTheirWindow() throws {
        final class Arriving: MotionSource {
            let header = ClipHeader()
            var count = 0
            func next() -> MotionFrame? {
                count += 1
                return MotionFrame(index: count - 1, time: Double(count))
            }
        }
        let source = Arriving()
        var motion = FilteredMotion(source, filters: [Mean(window: 3)])
        #expect(try motion.next()?.index == 0)
        #expect(source.count == 4)
        #expect(try motion.next()?.index == 1)
        #expect(source.count == 5)
    }

    @Test func aClipWithoutFramesStaysOne() {
        let nothing = WristMotion([Point?]()).filtered(by: Foresee())
        #expect(nothing == [])
    }

    @Test func aFrameAloneIsAClip() throws {
        var frame = motion.frames[1]
        var filter = Foresee()
        try filter.apply(to: &frame)
        #expect(frame == motion.frames[1])
    }

    /// Filters learn of the end once, behind the last frame, and not when it is not reached.
    @Test func filtersLearnOfTheEnd() throws {
        final class Ending: MotionFilter {
            var frameCount = 0
            var endings: [Int] = []
            func apply(to frame: inout MotionFrame) { frameCount += 1 }
            func finish() { endings.append(frameCount) }
        }
        let (streaming, behind) = (Ending(), Ending())
        var source = FilteredMotion(
            Clip(frames: motion.frames).source, filters: [streaming, Foresee(), behind])
        for _ in 0..<3 { _ = try source.next() }
        #expect(streaming.endings.isEmpty && behind.endings.isEmpty)
        for _ in 0..<2 { #expect(try source.next() == nil) }
        #expect(streaming.endings == [3] && behind.endings == [3])
    }

    /// What the source throws comes before any frame, since all are read first.
    @Test func damageIsPassedOn() {
        struct Damaged: MotionSource {
            var header = ClipHeader()
            var left = 2
            mutating func next() throws(MotionError) -> MotionFrame? {
                left -= 1
                guard left > 0 else { throw MotionError(.badData, source: "test", "cut") }
                return MotionFrame(index: 0, time: 0)
            }
        }
        var source = FilteredMotion(Damaged(), filters: [Foresee()])
        #expect(throws: MotionError.self) { try source.next() }
    }
}
