import Geometry
import Testing

@testable import Vision

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

    @Test func anchorsAreThoseOfTheModels() {
        let face = AnchorGrid(inputSize: 128, strides: [8, 16, 16, 16]).centers
        #expect(face.count == 896)
        #expect(face[0] == Point(0.5 / 16, 0.5 / 16))
        #expect(face[1] == face[0])
        #expect(face[2] == Point(1.5 / 16, 0.5 / 16))
        // Three layers of stride 16 share their cells: six anchors each.
        #expect(face[512..<518].allSatisfy { $0 == Point(0.5 / 8, 0.5 / 8) })
        #expect(face[518] == Point(1.5 / 8, 0.5 / 8))
        #expect(
            AnchorGrid(inputSize: 224, strides: [8, 16, 32, 32, 32]).centers.count == 2254)
    }
}
