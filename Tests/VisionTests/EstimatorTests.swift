import Fixtures
import Imaging
import Inference
import Testing

@testable import Vision

@Suite struct EstimatorTests {
    private let other: Model

    init() throws { other = try Model(contentsOf: fixture("models/two-branches.tflite")) }

    @Test func modelsForOtherThingsAreRefused() throws {
        for make in [
            { _ = try PoseNetEstimator($0) },
            { _ = try FaceMeshEstimator(detector: $0, landmarks: $0) },
            { _ = try BlazePoseEstimator(detector: $0, landmarks: $0) },
            {
                _ = try HolisticEstimator(
                    body: NobodyEstimator(), faceDetector: $0, faceLandmarks: $0)
            },
        ] as [(Model) throws -> Void] {
            let error = #expect(throws: VisionError.self) { try make(other) }
            #expect(error?.kind == .wrongModel)
            #expect(error?.source.hasSuffix("two-branches.tflite") == true)
        }
    }
}

/// Finds nobody.
private final class NobodyEstimator: PersonEstimator {
    func estimate(_ picture: Picture, at time: Double) -> [Estimate] { [] }
    func reset() {}
}
