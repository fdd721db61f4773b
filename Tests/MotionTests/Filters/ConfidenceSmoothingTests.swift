import Geometry
import Motion
import Testing

@Suite("Confidence smoothing") struct ConfidenceSmoothingTests {
    static func frame(
        _ keypoint: Keypoint?, of part: BodyPart = .leftWrist, confidence: Double? = 0.9
    ) -> MotionFrame {
        var pose = Pose(confidence: confidence)
        pose[part] = keypoint
        return MotionFrame(index: 0, time: 0, pose: pose)
    }

    /// The observations smoothed one after another.
    static func smooth(_ frames: [MotionFrame]) -> [MotionFrame] {
        var filter = ConfidenceSmoothing()
        return frames.map { frame in
            var frame = frame
            filter.apply(to: &frame)
            return frame
        }
    }

    /// The numbers come from the formula in exact fractions, worked out apart from this program.
    @Test func followsTheFormula() throws {
        let observed = [
            Keypoint(x: 100, y: 200, confidence: 0.9), Keypoint(x: 110, y: 190, confidence: 0.3),
            Keypoint(x: 130, y: 170, confidence: 0.6), Keypoint(x: 90, y: 210, confidence: 0.05),
            Keypoint(x: 95, y: 205, confidence: 0.95),
        ]
        let expected = [
            (100.0, 200.0, 0.9), (102.5, 197.5, 0.75),
            (114.72222222222223, 185.27777777777777, 0.6833333333333333),
            (113.03661616161617, 186.96338383838383, 0.6401515151515151),
            (102.26104843095077, 197.73895156904925, 0.8252634732267891),
        ]
        for part in BodyPart.allCases where part.rawValue >= BodyPart.leftEar.rawValue {
            let frames = Self.smooth(observed.map { Self.frame($0, of: part) })
            for (frame, (x, y, confidence)) in zip(frames, expected) {
                let keypoint = try #require(frame.pose?[part])
                #expect(abs(keypoint.position.x - x) < 1e-12)
                #expect(abs(keypoint.position.y - y) < 1e-12)
                #expect(abs(keypoint.confidence - confidence) < 1e-14)
            }
        }
    }

    @Test(arguments: [BodyPart.nose, .leftEye, .rightEye])
    func noseAndEyesPass(part: BodyPart) {
        let frames = [0.9, 0.2, 0.0].map {
            Self.frame(Keypoint(x: 100 * $0, y: 5, confidence: $0), of: part)
        }
        #expect(Self.smooth(frames) == frames)
    }

    @Test func facePassesAndFramesWithoutPoseLeaveNoTrace() {
        var seen = Self.frame(Keypoint(x: 1, y: 2, confidence: 0.5))
        seen.face = Face(confidence: 0.5, landmarks: [Point(3, 4)])
        let nobody = MotionFrame(
            index: 1, time: 1, face: Face(confidence: 1, landmarks: [Point(7, 8)]))
        #expect(Self.smooth([seen, nobody, seen]) == [seen, nobody, seen])
    }

    @Test func doubtfulPosesPassAndLeaveNoTrace() {
        let first = Self.frame(Keypoint(x: 0, y: 0, confidence: 0.5))
        let doubtful = Self.frame(Keypoint(x: 50, y: 50, confidence: 0.5), confidence: 0.0999)
        let next = Self.frame(Keypoint(x: 10, y: 20, confidence: 0.5), confidence: 0.1)
        let frames = Self.smooth([first, doubtful, next])
        #expect(frames[1] == doubtful)
        #expect(frames[2].pose?[.leftWrist] == Keypoint(x: 5, y: 10, confidence: 0.5))
    }

    @Test(arguments: [nil, .nan] as [Double?])
    func unknownPoseConfidenceCountsAsEnough(confidence: Double?) {
        let frames = Self.smooth([
            Self.frame(Keypoint(x: 0, y: 0, confidence: 0.5), confidence: confidence),
            Self.frame(Keypoint(x: 10, y: 20, confidence: 0.5), confidence: confidence),
        ])
        #expect(frames[1].pose?[.leftWrist] == Keypoint(x: 5, y: 10, confidence: 0.5))
    }

    @Test func unseenPartsStayWhereTheyWere() {
        let seen = Keypoint(x: 3, y: 4, confidence: 0.9)
        let zero = Keypoint(x: 90, y: 90, confidence: 0)
        let frames = Self.smooth([Self.frame(seen), Self.frame(nil), Self.frame(zero)])
        #expect(frames.map { $0.pose?[.leftWrist] } == [seen, seen, seen])
        #expect(Self.smooth([Self.frame(nil)]) == [Self.frame(nil)])
    }

    @Test func zeroTwiceTakesTheNewOne() {
        let observed = [1.0, 2.0, 3.0].map { Keypoint(x: $0, y: -$0, confidence: 0) }
        let seen = Keypoint(x: 9, y: 9, confidence: 0.4)
        let frames = Self.smooth((observed + [seen]).map { Self.frame($0) })
        #expect(frames.map { $0.pose?[.leftWrist] } == observed + [seen])
    }

    @Test func aNumberThatIsNoneIsAsUnseen() {
        let seen = Keypoint(x: 3, y: 4, confidence: 0.9)
        for bad in [
            Keypoint(x: .nan, y: 0, confidence: 1), Keypoint(x: 0, y: 0, confidence: .nan),
            Keypoint(x: .infinity, y: 0, confidence: 1),
        ] {
            let frames = Self.smooth([Self.frame(seen), Self.frame(bad), Self.frame(seen)])
            #expect(frames.map { $0.pose?[.leftWrist] } == [seen, seen, seen])
        }
    }

    /// A part stays between where it was and where it is seen, and its confidence above the mean.
    @Test func resultLiesBetween() throws {
        var filter = ConfidenceSmoothing()
        var before: Keypoint?
        for step in 0..<200 {
            let observed = Keypoint(
                x: Double(step * 37 % 101), y: Double(step * 53 % 97),
                confidence: Double(step * 29 % 89 + 1) / 90)
            var frame = Self.frame(observed)
            filter.apply(to: &frame)
            let now = try #require(frame.pose?[.leftWrist])
            if let before {
                let slack = 1e-9
                #expect(now.position.x >= min(before.position.x, observed.position.x) - slack)
                #expect(now.position.x <= max(before.position.x, observed.position.x) + slack)
                #expect(
                    now.confidence >= (before.confidence + observed.confidence) / 2 - slack)
                #expect(now.confidence <= max(before.confidence, observed.confidence) + slack)
            }
            before = now
        }
    }

    @Test func posesOfFewerPartsAreNoTrap() {
        var frame = MotionFrame(
            index: 0, time: 0, pose: Pose(keypoints: [Keypoint(x: 1, y: 1, confidence: 1)]))
        let before = frame
        var filter = ConfidenceSmoothing()
        filter.apply(to: &frame)
        #expect(frame == before)
    }
}
