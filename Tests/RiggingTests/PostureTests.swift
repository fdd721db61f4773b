import Geometry
import Motion
import Testing

@testable import Rigging

@Suite struct PostureTests {
    private let rig: Rig
    private let skeleton: Skeleton

    init() throws {
        rig = try RigReader.builtIn("pose-animator")
        // Any layout without two keypoints in one place will do.
        skeleton = Skeleton(
            rig: rig,
            restPositions: rig.keypoints.indices.map {
                Point(Double($0 % 10) * 10 + 100, Double($0 / 10) * 12 + 50)
            })
    }

    /// A frame in which everything rests, moved and scaled.
    private func frame(
        scale: Double = 1, offset: Point = .zero, poseConfidence: Double? = 0.9,
        faceConfidence: Double? = 0.95, partConfidence: Double = 0.8
    ) -> MotionFrame {
        var pose = Pose(confidence: poseConfidence)
        var landmarks = [Point](repeating: .zero, count: 468)
        for (index, keypoint) in rig.keypoints.enumerated() {
            let position = skeleton.restPositions[index] * scale + offset
            switch keypoint.source {
            case .body(let part):
                pose[part] = Keypoint(position: position, confidence: partConfidence)
            case .face(let landmark): landmarks[landmark] = position
            }
        }
        return MotionFrame(
            index: 0, time: 0, pose: pose,
            face: faceConfidence.map { Face(confidence: $0, landmarks: landmarks) })
    }

    private func posture(after frames: [MotionFrame], mirrorWidth: Double? = nil) -> Posture {
        var tracker = PostureTracker(skeleton: skeleton, mirrorWidth: mirrorWidth)
        var posture = Posture(restPoseOf: skeleton)
        for frame in frames { tracker.update(&posture, with: frame) }
        return posture
    }

    private func position(_ name: String, _ posture: Posture) -> Point {
        rig.keypoints.firstIndex { $0.name == name }.map { posture.keypoints[$0].position } ?? .zero
    }

    @Test func figureGrowsWithItsBones() {
        let posture = posture(after: [frame(scale: 1.5, offset: Point(7, -3))])
        #expect(posture.isValid)
        #expect(abs(posture.bodyScale - 1.5) < 1e-12)
        #expect(abs(posture.faceScale - 1.5) < 1e-12)
    }

    @Test func nobodyIsThereBelowATenth() {
        #expect(!posture(after: [frame(poseConfidence: 0.09)]).isValid)
        #expect(posture(after: [frame(poseConfidence: 0.1)]).isValid)
        #expect(posture(after: [frame(poseConfidence: nil)]).isValid)
        #expect(!posture(after: [MotionFrame(index: 0, time: 0)]).isValid)
    }

    @Test func lostFaceFollowsTheEars() throws {
        var lost = frame(scale: 2, offset: Point(30, 40), faceConfidence: 0.8)
        let whole = posture(after: [frame(), lost])
        // All of the figure moved alike, so the face's rest layout lies where the face would be.
        for index in rig.keypoints.indices {
            let expected = skeleton.restPositions[index] * 2 + Point(30, 40)
            #expect((whole.keypoints[index].position - expected).length < 1e-9)
        }
        let nose = try #require(rig.keypoints.firstIndex { $0.name == "nose4" })
        #expect(whole.keypoints[nose].confidence == 1)

        // Never seen: the ears stand in for the outer jaw.
        lost.face = nil
        let unseen = posture(after: [lost])
        let ear = position("leftEar", unseen)
        #expect((position("leftJaw2", unseen) - ear).length < 1e-9)
    }

    @Test func earsInOnePlaceLeaveTheFaceWhereItWas() {
        var lost = frame(faceConfidence: nil)
        lost.pose?[.leftEar] = Keypoint(x: 5, y: 5, confidence: 0.9)
        lost.pose?[.rightEar] = Keypoint(x: 5, y: 5, confidence: 0.9)
        let before = posture(after: [frame()])
        let after = posture(after: [frame(), lost])
        #expect(position("nose4", after) == position("nose4", before))
    }

    @Test func unreportedPartStaysAndUnseenPartIsUncertain() throws {
        var partial = frame(offset: Point(50, 0))
        partial.pose?.keypoints[BodyPart.leftWrist.rawValue] = nil
        let kept = posture(after: [frame(), partial])
        #expect(position("leftWrist", kept) == position("leftWrist", posture(after: [frame()])))

        let unseen = posture(after: [partial])
        let wrist = try #require(rig.keypoints.firstIndex { $0.name == "leftWrist" })
        #expect(unseen.keypoints[wrist].confidence == 0)
        let expected = skeleton.restPositions[wrist] + Point(50, 0)
        #expect((unseen.keypoints[wrist].position - expected).length < 1e-9)
    }

    @Test func mirrorSwapsSidesAndTwiceIsNothing() {
        let plain = posture(after: [frame()])
        let mirrored = posture(after: [frame()], mirrorWidth: 400)
        #expect(
            position("leftWrist", mirrored).x == 400 - position("rightWrist", plain).x)
        #expect(position("leftBrow0", mirrored).x == 400 - position("rightBrow0", plain).x)
        #expect(position("jawMid", mirrored).x == 400 - position("jawMid", plain).x)
        #expect(abs(mirrored.bodyScale - plain.bodyScale) < 1e-12)
    }

    @Test func faceRigNeedsNoBody() throws {
        let faceRig = try RigReader.builtIn("face")
        let skeleton = Skeleton(
            rig: faceRig,
            restPositions: faceRig.keypoints.indices.map { Point(Double($0), Double($0 * $0 % 7)) })
        var tracker = PostureTracker(skeleton: skeleton)
        var posture = Posture(restPoseOf: skeleton)
        var frame = frame()
        frame.pose = nil
        tracker.update(&posture, with: frame)
        #expect(posture.isValid)
        frame.face = nil
        tracker.update(&posture, with: frame)
        #expect(!posture.isValid)
    }
}
