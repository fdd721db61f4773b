import Geometry
import Testing

@testable import Imaging

@Suite struct RegionTests {
    @Test func placesAreOfThePicture() {
        let region = Region(center: Point(100, 50), width: 40, height: 20)
        #expect(region.place(0, 0) == Point(80, 40))
        #expect(region.place(1, 1) == Point(120, 60))
        #expect(region.place(0.5, 0.5) == Point(100, 50))
    }

    @Test func aQuarterTurnIsClockwiseAsSeen() {
        let region = Region(center: .zero, width: 2, height: 2, rotation: .pi / 2)
        // What was to the right is now below.
        let place = region.place(1, 0.5)
        #expect(abs(place.x) < 1e-12 && abs(place.y - 1) < 1e-12)
    }

    @Test func anglesAreNormalized() {
        let turn = 2 * Double.pi
        let pairs: [(Double, Double)] = [
            (0, 0), (turn / 2, -turn / 2), (7, 7 - turn), (-4, turn - 4),
        ]
        for (angle, expected) in pairs {
            #expect(abs(Region.normalized(angle) - expected) < 1e-12)
        }
    }

    @Test func aPicturesSquareHasBars() throws {
        let picture = try Picture(width: 4, height: 2, bytes: [UInt8](repeating: 0, count: 24))
        #expect(
            Region(around: picture) == Region(center: Point(2, 1), width: 4, height: 4))
    }
}
