import Testing

@testable import Motion

@Suite struct DoubtfulPartsTests {
    @Test func onlySurePartsAreKept() {
        var frame = MotionFrame(index: 0, time: 0, pose: Pose(confidence: 0.4))
        frame.pose?[.nose] = Keypoint(x: 1, y: 2, confidence: 0.9)
        frame.pose?[.leftHip] = Keypoint(x: 3, y: 4, confidence: 0.1)
        frame.pose?[.rightHip] = Keypoint(x: 5, y: 6, confidence: 0.2)
        frame.pose?[.leftKnee] = Keypoint(x: 5, y: 6, confidence: .nan)
        var filter = DoubtfulParts(leastConfidence: 0.2)
        filter.apply(to: &frame)
        #expect(frame.pose?[.nose] == Keypoint(x: 1, y: 2, confidence: 0.9))
        #expect(frame.pose?[.leftHip] == nil)
        #expect(frame.pose?[.rightHip] != nil)
        #expect(frame.pose?[.leftKnee] == nil)
        #expect(frame.pose?.confidence == 0.4)
    }

    @Test func whoIsNotThereStaysAway() {
        var frame = MotionFrame(index: 0, time: 0)
        var filter = DoubtfulParts()
        filter.apply(to: &frame)
        #expect(frame.pose == nil)
    }
}
