import Geometry
import Motion
import Testing

@Suite struct GapInterpolationTests {
    private let straight = [Point(100, 0), Point(300, 300), Point(9, 9), Point(130, 60)]

    @Test func doubtfulPartsLieBetweenTheirSoundNeighbours() {
        let motion = WristMotion(straight, confidence: [0.9, 0.2, 0.1, 0.6])
        let result = motion.filtered(by: GapInterpolation())
        #expect(
            agree(result.wrist, [Point(100, 0), Point(110, 20), Point(120, 40), Point(130, 60)]))
        let confidences = result.compactMap { $0.pose?[.leftWrist]?.confidence }
        for (found, expected) in zip(confidences, [0.9, 0.8, 0.7, 0.6]) {
            #expect(abs(found - expected) < 1e-12)
        }
    }

    /// A third of the time is 17/81 of the way: 10/27 - 15/81 + 6/243.
    @Test func minimumJerkStartsAndEndsAtRest() {
        let motion = WristMotion(straight, confidence: [0.9, 0.2, 0.1, 0.6])
        let result = motion.filtered(by: GapInterpolation(curve: .minimumJerk))
        let third = Point(30, 60) * (17.0 / 81)
        #expect(
            agree(
                result.wrist,
                [Point(100, 0), Point(100, 0) + third, Point(130, 60) - third, Point(130, 60)]))
    }

    @Test func longGapsStay() {
        let confidence = [0.9, 0.1, 0.1, 0.9, 0.1, 0.1]
        let motion = WristMotion(straight + [Point(1, 2), Point(3, 4)], confidence: confidence)
        #expect(motion.filtered(by: GapInterpolation(longestGap: 1)) == motion.frames)
        #expect(motion.filtered(by: GapInterpolation(longestGap: 2))[1] != motion.frames[1])
    }

    /// Before the first sound moment a part is where it is then; nobody is made up.
    @Test func atTheEndsPartsStandStill() {
        let seen = Point(5, 6)
        let motion = WristMotion(
            [nil, Point(1, 2), seen, Point(3, 4), nil], confidence: [0, 0.1, 0.9, 0.1, 0])
        let result = motion.filtered(by: GapInterpolation())
        #expect(result.wrist == [nil, seen, seen, seen, nil])
        #expect(motion.filtered(by: GapInterpolation(longestGap: 1)) == motion.frames)
    }

    @Test func missingPosesAndNumbersThatAreNoneAreBridged() {
        let motion = WristMotion([Point(100, 0), nil, Point(.nan, 0), Point(130, 60)])
        let result = motion.filtered(by: GapInterpolation())
        #expect(
            agree(result.wrist, [Point(100, 0), Point(110, 20), Point(120, 40), Point(130, 60)]))
        #expect(result[1].pose?[.leftHip]?.position == .zero)
        #expect(result[1].pose?[.rightHip] == nil)
        #expect(result[1].pose?.confidence == 1)
    }

    /// Where times do not advance, frames are counted.
    @Test func timesThatStandStillAreNoTrap() {
        var motion = WristMotion(straight, confidence: [1, 0, 0, 1])
        for index in motion.frames.indices { motion.frames[index].time = 1 }
        let result = motion.filtered(by: GapInterpolation())
        #expect(
            agree(result.wrist, [Point(100, 0), Point(110, 20), Point(120, 40), Point(130, 60)]))
    }

    @Test func facesAreBridged() throws {
        func frame(_ index: Int, _ x: Double, _ confidence: Double) -> MotionFrame {
            MotionFrame(
                index: index, time: Double(index),
                face: Face(confidence: confidence, landmarks: [Point(x, x)]))
        }
        let motion = [
            frame(0, 1, 1), frame(1, 99, 0.1), MotionFrame(index: 2, time: 2), frame(3, 4, 1),
        ]
        var clip = motion
        let filter: some ClipFilter = GapInterpolation()
        var copy = filter
        try copy.apply(to: &clip)
        #expect(clip == [frame(0, 1, 1), frame(1, 2, 1), frame(2, 3, 1), frame(3, 4, 1)])
    }

    @Test func aClipOfOneFrameStays() {
        let motion = WristMotion([Point(1, 2)], confidence: [0])
        #expect(motion.filtered(by: GapInterpolation()) == motion.frames)
    }
}
