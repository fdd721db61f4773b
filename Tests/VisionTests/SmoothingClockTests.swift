import Testing

@testable import Vision

@Suite struct SmoothingClockTests {
    private func times(_ pictures: [Double]) -> [Double] {
        var clock = SmoothingClock()
        return pictures.map { clock.time(at: $0) }
    }

    @Test func quickPicturesKeepTheirTime() {
        for (found, right) in zip(times([5, 5.01, 5.03]), [0, 0.01, 0.03]) {
            #expect(abs(found - right) < 1e-12)
        }
    }

    @Test func slowPicturesCountAsAThirtieth() {
        for (found, right) in zip(times([0, 0.2, 0.4, 0.39]), [0.0, 1, 2, 2]) {
            #expect(abs(found * 30 - right) < 1e-12)
        }
    }
}
