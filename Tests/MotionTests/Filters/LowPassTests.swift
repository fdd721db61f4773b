import Testing

@testable import Motion

@Suite struct LowPassTests {
    @Test func theWeightGrowsWithCutOffAndTime() {
        let slow = LowPass.weight(SIMD2(0, 1), 0.1)
        #expect(slow.x == 0)
        // 2π · 1 Hz · 0.1 s = 0.2π.
        #expect(abs(slow.y - 0.2 * .pi / (0.2 * .pi + 1)) < 1e-15)
        #expect(LowPass.weight(SIMD2(1, 1), 1).x > slow.y)
    }
}
