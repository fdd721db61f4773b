import Geometry
import Imaging
import Motion
import Testing

@testable import Vision

@Suite struct FaceMeshTests {
    private let white: Picture
    private let black: Picture

    init() throws {
        black = try Picture(width: 400, height: 400)
        white = try Picture(
            width: 400, height: 400, bytes: [UInt8](repeating: 255, count: 480_000))
    }

    /// The middle and the side of a face.
    private func extent(_ estimate: Estimate) throws -> (Point, Double) {
        let face = try #require(estimate.face)
        var box = Rect.empty
        for landmark in face.landmarks { box.include(landmark) }
        return (box.center, box.width)
    }

    @Test func aDetectedFaceIsLookedAtMoreClosely() throws {
        let estimator = try FaceMeshEstimator(
            detector: FaceModels.detector(), landmarks: FaceModels.landmarks())
        let found = try estimator.estimate(white, at: 0)
        #expect(found.map(\.person) == [0])
        let (center, side) = try extent(found[0])
        // The cell's middle is 8.5/16 of the picture; the region 1.5 times the box of 0.4, the face
        // half of the region.
        #expect((center - Point(212.5, 212.5)).length < 1e-3)
        #expect(abs(side - 400 * 0.4 * 1.5 / 2) < 1e-3)
        #expect(found[0].mesh.count == 468 && found[0].pose == nil)
        #expect(abs(found[0].mesh[152].z - 0.1 * 240) < 1e-3)
    }

    @Test func thenItsLandmarksTellWhereItIs() throws {
        let estimator = try FaceMeshEstimator(
            detector: FaceModels.detector(), landmarks: FaceModels.landmarks())
        _ = try estimator.estimate(white, at: 0)
        let (center, side) = try extent(estimator.estimate(white, at: 0.1)[0])
        #expect((center - Point(212.5, 212.5)).length < 1e-3)
        #expect(abs(side - 120 * 1.5 / 2) < 1e-3)
        // A face that is lost is detected anew; so it is after a reset.
        #expect(try estimator.estimate(black, at: 0.2).isEmpty)
        #expect(try abs(extent(estimator.estimate(white, at: 0.3)[0]).1 - 120) < 1e-3)
        estimator.reset()
        #expect(try abs(extent(estimator.estimate(white, at: 0.4)[0]).1 - 120) < 1e-3)
    }

    @Test func severalFacesAreToldApart() throws {
        let detector = try FaceModels.detector(cells: [(2, 8), (13, 8)], side: 0.2)
        let one = try FaceMeshEstimator(detector: detector, landmarks: FaceModels.landmarks())
        #expect(try one.estimate(white, at: 0).count == 1)
        let two = try FaceMeshEstimator(
            detector: detector, landmarks: FaceModels.landmarks(), people: 3)
        for time in [0, 0.1] {
            let found = try two.estimate(white, at: time)
            #expect(found.map(\.person) == [0, 1])
            let centers = try found.map { try extent($0).0.x }.sorted()
            #expect(abs(centers[0] - 62.5) < 1e-3 && abs(centers[1] - 337.5) < 1e-3)
        }
    }

    @Test func twoRegionsDoNotFollowOneFace() throws {
        // Detections beside each other that the detector does not take for one.
        let detector = try FaceModels.detector(cells: [(7, 8), (8, 8)], side: 0.04)
        let estimator = try FaceMeshEstimator(
            detector: detector, landmarks: FaceModels.landmarks(), people: 2)
        #expect(try estimator.estimate(white, at: 0).count == 2)
        let near = try FaceModels.detector(cells: [(7, 8), (8, 8)], side: 0.5)
        let other = try FaceMeshEstimator(
            detector: near, landmarks: FaceModels.landmarks(), people: 2)
        #expect(try other.estimate(white, at: 0).count == 1)
    }
}
