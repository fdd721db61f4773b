import Motion
import Testing

@testable import Vision

@Suite struct LandmarkSmoothingTests {
    private func landmark(_ x: Double, visibility: Double = 1) -> BodyLandmark {
        BodyLandmark(position: SIMD3(x, x + 64, -x), visibility: visibility, presence: 1)
    }

    private func xs(
        _ inputs: [Double], times: [Double], size: Double = 100,
        _ settings: OneEuroSettings = BlazePoseConstants.smoothing
    ) -> [Double] {
        var smoothing = LandmarkSmoothing(settings)
        return zip(inputs, times).map { x, time in
            var landmarks = [landmark(x)]
            smoothing.apply(to: &landmarks, size: size, at: time)
            #expect(abs(landmarks[0].position.y - landmarks[0].position.x - 64) < 1e-9)
            #expect(landmarks[0].position.z == -landmarks[0].position.x)
            return landmarks[0].position.x
        }
    }

    @Test func theFirstIsTakenAsItIs() {
        #expect(xs([7], times: [0]) == [7])
    }

    @Test func restStays() {
        #expect(xs([7, 7, 7], times: [0, 0.1, 0.2]) == [7, 7, 7])
    }

    @Test func aStepIsWeightedByItsSpeed() {
        // By hand: the speed of 10 px in 0.1 s and a body of 100 px is 1; its low-pass of 1 Hz lets
        // through w(1) = 0.2π/(0.2π + 1) of it; the cut-off is 0.05 + 80·w(1) Hz.
        let speed = 0.2 * Double.pi / (0.2 * .pi + 1)
        let turn = (0.05 + 80 * speed) * 0.2 * .pi
        let expected = 10 * turn / (turn + 1)
        let found = xs([0, 10], times: [0, 0.1])
        #expect(abs(found[1] - expected) < 1e-12)
    }

    @Test func speedIsMeasuredBetweenObservations() {
        // After the step, what is observed rests: speed fades although the filter has not arrived.
        let settings = OneEuroSettings(minCutoff: 0.01, beta: 0.1, speedCutoff: 1000)
        let found = xs([0, 10, 10, 10], times: [0, 0.1, 0.2, 0.3], settings)
        let turn = 0.01 * 0.2 * Double.pi
        #expect(abs((found[3] - found[2]) / (10 - found[2]) - turn / (turn + 1)) < 1e-3)
    }

    @Test func largeBodiesMoveMoreForTheSameSpeed() {
        let near = xs([0, 10], times: [0, 0.1], size: 1000)[1]
        let far = xs([0, 10], times: [0, 0.1], size: 100)[1]
        #expect(near < far)
    }

    @Test func whereNoTimePassesLandmarksAreAsSeen() {
        #expect(xs([0, 10, 20], times: [1, 1, 0.5]) == [0, 10, 20])
    }

    @Test func bodiesWithoutSizeAreNotSteadied() {
        #expect(xs([0, 10, 20], times: [0, 1, 2], size: 0) == [0, 10, 20])
        #expect(xs([0, 10, 20], times: [0, 1, 2], size: .nan) == [0, 10, 20])
    }

    @Test func afterLosingThePersonItBeginsAnew() {
        var smoothing = LandmarkSmoothing(BlazePoseConstants.smoothing)
        var landmarks = [landmark(0)]
        smoothing.apply(to: &landmarks, size: 100, at: 0)
        smoothing.reset()
        landmarks = [landmark(50)]
        smoothing.apply(to: &landmarks, size: 100, at: 0.1)
        #expect(landmarks == [landmark(50)])
    }

    @Test func visibilityFollowsSlowly() {
        var smoothing = VisibilitySmoothing()
        var found: [Double] = []
        for visibility in [0.5, 1, 1] {
            var landmarks = [landmark(0, visibility: visibility)]
            smoothing.apply(to: &landmarks)
            found.append(landmarks[0].visibility)
        }
        #expect(found[0] == 0.5)
        #expect(abs(found[1] - 0.55) < 1e-12)
        #expect(abs(found[2] - 0.595) < 1e-12)
    }
}
