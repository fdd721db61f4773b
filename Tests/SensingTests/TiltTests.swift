import Glibc
import Testing

@testable import Sensing

/// Gravity and movement told apart, and springs.
@Suite struct TiltTests {
    private func settled(
        _ value: Acceleration, first: Acceleration = Acceleration(0, 1, 0),
        right: Acceleration = Acceleration(1, 0, 0)
    ) -> SensorChannels {
        var filter = GravityFilter(smoothing: 0.3, rightAxis: right)
        var channels = filter.take(AccelerationSample(time: 0, value: first))
        for index in 1...200 {
            channels = filter.take(AccelerationSample(time: Double(index) / 25, value: value))
        }
        return channels
    }

    /// A device leaned by an angle feels gravity the other way.
    @Test(arguments: [0.0, 20, -35, 80])
    func leaningIsMeasured(angle: Double) {
        let radians = angle * .pi / 180
        let rolled = settled(Acceleration(-sin(radians), cos(radians), 0))
        #expect(abs(rolled.roll - angle) < 0.01 && abs(rolled.pitch) < 0.01)
        let bowed = settled(Acceleration(0, cos(radians), sin(radians)))
        #expect(abs(bowed.pitch - angle) < 0.01 && abs(bowed.roll) < 0.01)
        #expect(rolled.energy < 0.01)
    }

    @Test func theFirstPostureIsUpright() {
        let held = Acceleration(-0.66, 0.2, 0.7)
        let still = settled(held, first: held)
        #expect(abs(still.roll) < 0.01 && abs(still.pitch) < 0.01)
        // Lying flat, with x to the right, or upright on its side.
        #expect(abs(settled(Acceleration(0, 0, 1), first: Acceleration(0, 0, 1)).roll) < 0.01)
        #expect(abs(settled(Acceleration(1, 0, 0), first: Acceleration(1, 0, 0)).roll) < 0.01)
    }

    @Test func movementIsWhatIsNotGravity() {
        var filter = GravityFilter(smoothing: 0.3, rightAxis: Acceleration(1, 0, 0))
        _ = filter.take(AccelerationSample(time: 0, value: Acceleration(0, 1, 0)))
        let pushed = filter.take(AccelerationSample(time: 0.04, value: Acceleration(0.5, 1, 0)))
        #expect(pushed.right > 0.4 && abs(pushed.up) < 0.05 && pushed.energy > 0.4)
        let bumped = filter.take(AccelerationSample(time: 0.08, value: Acceleration(0, 3, 0)))
        // So much more than gravity says nothing of it.
        #expect(bumped.up > 1.9 && abs(bumped.roll) < 5)
    }

    @Test func zerosAreNoMeasurement() {
        var filter = GravityFilter(smoothing: 0.3, rightAxis: Acceleration(1, 0, 0))
        #expect(filter.take(AccelerationSample(time: 0, value: .zero)) == SensorChannels())
        _ = filter.take(AccelerationSample(time: 0.04, value: Acceleration(0, 1, 0)))
        let held = filter.take(AccelerationSample(time: 0.08, value: .zero))
        #expect(held.up == 0 && held.energy == 0)
    }

    @Test func springsLagOvershootAndRest() {
        var spring = Spring(frequency: 2, damping: 0.3)
        var places: [Double] = []
        for _ in 0..<180 {
            spring.advance(by: 1 / 30, towards: 1)
            places.append(spring.place)
        }
        #expect(places[0] > 0 && places[0] < 0.5)
        #expect((places.max() ?? 0) > 1.2 && (places.max() ?? 9) < 1.5)
        #expect(abs(places[179] - 1) < 1e-3)
        // The same in one long step as in many: nothing flies away.
        var coarse = Spring(frequency: 2, damping: 0.3)
        coarse.advance(by: 6, towards: 1)
        #expect(abs(coarse.place - 1) < 1e-3)
    }
}
