import Geometry
import Imaging
import Motion
import Testing

@testable import Vision

/// Tells what it is told to.
private final class ToldEstimator: PersonEstimator {
    var people: [Estimate] = []
    var resets = 0

    func estimate(_ picture: Picture, at time: Double) -> [Estimate] { people }
    func reset() { resets += 1 }
}

@Suite struct HolisticTests {
    private let white: Picture
    private let body = ToldEstimator()

    init() throws {
        white = try Picture(
            width: 800, height: 400, bytes: [UInt8](repeating: 255, count: 960_000))
    }

    private func estimator(cells: [(column: Int, row: Int)] = [(8, 8)]) throws
        -> HolisticEstimator
    {
        try HolisticEstimator(
            body: body, faceDetector: FaceModels.detector(cells: cells),
            faceLandmarks: FaceModels.landmarks())
    }

    /// Somebody whose head of 46 px is somewhere; only the eyes and the nose are seen.
    private func person(_ number: Int, at middle: Point, confidence: Double = 0.9) -> Estimate {
        var pose = Pose(confidence: 0.9)
        for (part, way) in [
            (BodyPart.rightEye, Point(-10, 0)), (.leftEye, Point(10, 0)), (.nose, Point(0, 8)),
        ] {
            pose[part] = Keypoint(position: middle + way, confidence: confidence)
        }
        pose[.leftEar] = Keypoint(x: 0, y: 0, confidence: 0.1)
        return Estimate(person: number, pose: pose)
    }

    private func center(_ estimate: Estimate) throws -> Point {
        let face = try #require(estimate.face)
        var box = Rect.empty
        for landmark in face.landmarks { box.include(landmark) }
        return box.center
    }

    @Test func theBodySaysWhereTheFaceIs() throws {
        body.people = [person(0, at: Point(300, 100))]
        let found = try estimator().estimate(white, at: 0)
        #expect(found.count == 1 && found[0].pose == body.people[0].pose)
        // The search is three times as large as the head of 2.3 times the eyes' distance.
        let search = 20 * 2.3 * 3
        // The detected points span 0.4 of it; around them, twice as large, lie the landmarks, moved
        // up by a tenth of the points' height, half of their width.
        let detected = Point(300, 100) + Point(repeating: search / 32)
        let height = 0.4 * search / 2
        let expected = detected - Point(0, 0.1 * height)
        #expect((try center(found[0]) - expected).length < 1e-3)
    }

    @Test func eachHasTheirOwnFace() throws {
        body.people = [person(0, at: Point(100, 100)), person(2, at: Point(700, 300))]
        let estimator = try estimator()
        for time in [0, 0.1, 0.2] {
            let found = try estimator.estimate(white, at: time)
            #expect(found.map(\.person) == [0, 2])
            #expect((try center(found[0]) - Point(100, 100)).length < 40)
            #expect((try center(found[1]) - Point(700, 300)).length < 40)
        }
    }

    @Test func theNearestOfTwoFacesIsTheBodys() throws {
        body.people = [person(0, at: Point(300, 100))]
        let found = try estimator(cells: [(2, 2), (8, 8)]).estimate(white, at: 0)
        #expect((try center(found[0]) - Point(300, 100)).length < 20)
    }

    @Test func aBodyWithoutEyesIsLookedAtAsAWhole() throws {
        // The face that is seen in the whole picture lies beyond the body.
        body.people = [person(0, at: Point(300, 100), confidence: 0.1)]
        let estimator = try estimator()
        let found = try estimator.estimate(white, at: 0)
        #expect(found.count == 1 && found[0].face == nil && found[0].mesh.isEmpty)
        body.people[0].pose?[.leftAnkle] = Keypoint(x: 500, y: 390, confidence: 0.9)
        #expect((try center(estimator.estimate(white, at: 0.1)[0]) - Point(425, 225)).length < 60)
        // Landmarks of BlazePose would have shown it.
        estimator.reset()
        let landmark = BodyLandmark(position: .zero, visibility: 1, presence: 1)
        body.people[0].landmarks = Array(repeating: landmark, count: 33)
        #expect(try estimator.estimate(white, at: 0.2)[0].face == nil)
    }

    @Test func aFaceThatTheBodyDoesNotShowIsLookedForWhereItWas() throws {
        body.people = [person(0, at: Point(100, 100))]
        let estimator = try estimator()
        _ = try estimator.estimate(white, at: 0)
        body.people = [person(0, at: Point(100, 100), confidence: 0.1)]
        #expect(
            (try center(estimator.estimate(white, at: 0.1)[0]) - Point(100, 100)).length < 20)
    }

    @Test func withoutABodyTheWholePictureIsSearched() throws {
        let found = try estimator().estimate(white, at: 0)
        #expect(found.count == 1 && found[0].pose == nil)
        // The square around the picture, 800 px, less the bar above.
        let expected = Point(425, 425 - 200)
        #expect((try center(found[0]) - expected).length < 1e-3)
    }

    @Test func theBodyIsResetToo() throws {
        try estimator().reset()
        #expect(body.resets == 1)
    }

    @Test func aFaceIsFollowedWhileItAgreesWithWhatIsDetected() {
        let detected = Region(center: Point(100, 100), width: 80, height: 80)
        let mesh = FaceMesh(
            confidence: 1, points: [SIMD3(80, 80, 0), SIMD3(120, 120, 0), SIMD3(100, 131, 0)])
        let followed = Region(center: Point(107, 93), width: 60, height: 60, rotation: 0.25)
        #expect(followed.follows(mesh, asIn: detected))
        for change in [
            { (region: inout Region) in region.center.x = 109 },
            { $0.center.y = 91 }, { $0.width = 55 }, { $0.height = 105 }, { $0.rotation = 0.27 },
            { $0.rotation = 2 * .pi + 0.27 },
        ] {
            var other = followed
            change(&other)
            #expect(!other.follows(mesh, asIn: detected))
        }
        var other = followed
        other.rotation = 2 * .pi + 0.25
        #expect(other.follows(mesh, asIn: detected))
        let outside = FaceMesh(confidence: 1, points: [SIMD3(100, 133, 0)])
        #expect(!followed.follows(outside, asIn: detected))
    }

    @Test func aBodysLandmarksTellMoreThanItsPose() {
        var person = person(0, at: Point(300, 100))
        let landmark = BodyLandmark(
            position: SIMD3(50, 60, 0), visibility: 0, presence: 0)
        person.landmarks = Array(repeating: landmark, count: 33)
        person.landmarks[HolisticConstants.eyes.left].position.x = 70
        let region = BodyFace(of: person)?.searchRegion
        #expect(region == Region(center: Point(60, 60), width: 60, height: 60))
        // Landmarks of the body are not looked at.
        person.landmarks[20].position = SIMD3(1000, 1000, 0)
        #expect(BodyFace(of: person)?.searchRegion == region)
    }
}
