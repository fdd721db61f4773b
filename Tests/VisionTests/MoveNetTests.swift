import Geometry
import Imaging
import Inference
import Motion
import Testing

@testable import Vision

@Suite struct MoveNetTests {
    /// Places of the crop, all parts in the middle but for the shoulders and hips.
    private static func model(score: Float = 0.9, type: ElementType = .uint8) throws -> Model {
        var values: [Float] = []
        for part in BodyPart.allCases {
            let place: (Float, Float) =
                switch part {
                case .leftShoulder: (0.4, 0.6)
                case .rightShoulder: (0.4, 0.4)
                case .leftHip: (0.6, 0.55)
                case .rightHip: (0.6, 0.45)
                default: (0.5, 0.5)
                }
            values += [place.0, place.1, score]
        }
        return try ColourModel(
            size: (64, 64), type: type,
            outputs: [.init(shape: [1, 1, 17, 3], values: values)]
        ).model()
    }

    private func picture(_ width: Int, _ height: Int) throws -> Picture {
        try Picture(width: width, height: height)
    }

    @Test(arguments: [ElementType.uint8, .float32])
    func itLooksAtTheWholePictureFirst(type: ElementType) throws {
        let estimator = try MoveNetEstimator(Self.model(type: type))
        let found = try estimator.estimate(try picture(200, 100), at: 0)
        let pose = try #require(found.first?.pose)
        // A square of 200 around a picture that is 100 high.
        let shoulder = try #require(pose[.leftShoulder]?.position)
        #expect((shoulder - Point(200 * 0.6, 200 * 0.4 - 50)).length < 1e-4)
        #expect(abs((pose.confidence ?? 0) - 0.9) < 1e-6)
        #expect(pose.keypoints.count == 17)
    }

    @Test func thenItLooksAroundThePerson() throws {
        let estimator = try MoveNetEstimator(Self.model())
        let picture = try picture(200, 200)
        _ = try estimator.estimate(picture, at: 0)
        let found = try estimator.estimate(picture, at: 0.1)
        // The hips' middle is (100, 120), a shoulder at most 40 px away: half a side of 1.9 · 40.
        let half = 1.9 * 40
        let shoulder = try #require(found.first?.pose?[.leftShoulder])
        #expect(abs(shoulder.position.x - (100 + half * 0.2)) < 1e-4)
        #expect(abs(shoulder.position.y - (120 - half * 0.2)) < 1e-4)
        estimator.reset()
        let again = try estimator.estimate(picture, at: 0.2)
        #expect(abs((again.first?.pose?[.leftShoulder]?.position.x ?? 0) - 120) < 1e-4)
    }

    @Test func whoIsNotSureIsNobody() throws {
        let estimator = try MoveNetEstimator(Self.model(score: 0.05))
        #expect(try estimator.estimate(try picture(64, 64), at: 0).isEmpty)
    }

    @Test func theRegionNeedsATorso() throws {
        let picture = try picture(300, 200)
        var pose = Pose(confidence: 1)
        for part in BodyPart.allCases {
            pose[part] = Keypoint(x: 150, y: 100, confidence: 0.9)
        }
        pose[.leftShoulder] = Keypoint(x: 160, y: 80, confidence: 0.9)
        #expect(
            Region(around: pose, in: picture)
                == Region(center: Point(150, 100), width: 76, height: 76))
        // A part that is not sure does not count, a sure one does.
        pose[.leftWrist] = Keypoint(x: 210, y: 100, confidence: 0.1)
        #expect(Region(around: pose, in: picture)?.width == 76)
        pose[.leftWrist]?.confidence = 0.2
        #expect(Region(around: pose, in: picture)?.width == 2 * 60 * 1.2)
        // It need not be larger than the picture.
        pose[.leftWrist]?.position.x = 290
        #expect(Region(around: pose, in: picture)?.width == 300)
        pose[.leftHip]?.position.x = 151
        #expect(Region(around: pose, in: picture) == nil)
        pose[.leftWrist]?.position.x = 150
        pose[.leftHip]?.confidence = 0.2
        pose[.rightHip]?.confidence = 0.2
        #expect(Region(around: pose, in: picture) == nil)
    }

    @Test func cropsAreSampledFromEdgeToEdge() throws {
        let picture = try picture(101, 51)
        let region = Region(center: Point(50.5, 25.5), width: 101, height: 51)
            .cropped(from: picture, to: 11)
        let step = (region.place(1, 0) - region.place(0, 0)) / 11
        #expect(abs(region.place(0, 0).x) < 1e-9 && abs(region.place(0, 0).y) < 1e-9)
        // The last of 11 samples lies in the middle of the last pixel.
        #expect(abs(step.x * 10 - 100) < 1e-9)
    }

    @Test func otherModelsAreRefused() throws {
        for (size, type, shape) in [
            ((64, 32), ElementType.uint8, [1, 1, 17, 3]), ((64, 64), .uint8, [1, 6, 56]),
            ((64, 64), .int32, [1, 1, 17, 3]),
        ] {
            let model = try ColourModel(
                size: size, type: type,
                outputs: [
                    .init(shape: shape, values: Array(repeating: 0, count: shape.reduce(1, *)))
                ]
            ).model()
            #expect(throws: VisionError.self) { try MoveNetEstimator(model) }
        }
    }
}
