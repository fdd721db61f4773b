import Foundation
import Geometry
import SVG
import Scene
import Testing

/// Elliptical arcs become cubics.
@Suite struct ArcTests {
    private func path(_ data: String) throws -> Drawing { try drawing("<path d='\(data)'/>") }

    /// Points all along the curves of a contour.
    private func samples(_ drawing: Drawing) throws -> [Point] {
        let segments = try drawing.segments()
        return zip(segments, segments.dropFirst()).flatMap { from, to in
            let curve = Cubic(start: from[0], control1: from[2], control2: to[1], end: to[0])
            return (0...10).map { curve.point(at: Double($0) / 10) }
        }
    }

    @Test func twoHalfCirclesHaveFourAnchors() throws {
        let drawing = try path("M600,600a20,20 0 0 1 40,0a20,20 0 0 1 -40,0z")
        #expect(
            areClose(
                try drawing.segments(),
                [
                    [Point(600, 600), Point(600, 611.045695), Point(600, 588.954305)],
                    [Point(620, 580), Point(608.954305, 580), Point(631.045695, 580)],
                    [Point(640, 600), Point(640, 588.954305), Point(640, 611.045695)],
                    [Point(620, 620), Point(631.045695, 620), Point(608.954305, 620)],
                ], 1e-6))
    }

    @Test(arguments: [
        ("1", "1", 3), ("1", "0", 3), ("0", "1", 1), ("0", "0", 1),
    ])
    func flagsChooseOneOfFourArcs(large: String, sweep: String, curves: Int) throws {
        let drawing = try path("M20 10A10 10 0 \(large) \(sweep) 10 20")
        #expect(try drawing.anchors().count == curves + 1)
        // The small arc of one direction and the large of the other lie on one circle.
        let center = large == sweep ? Point(20, 20) : Point(10, 10)
        for point in try samples(drawing) {
            #expect(abs((point - center).length - 10) < 0.01)
        }
        #expect(try drawing.anchors().last == Point(10, 20))
    }

    @Test func flagsMayBePackedWithWhatFollows() throws {
        let packed = try path("M10 10a5 5 0 0110 10a5 5 0 01.5.5").segments()
        let spaced = try path("M10 10 a 5 5 0 0 1 10 10 a 5 5 0 0 1 .5 .5").segments()
        #expect(packed == spaced)
    }

    @Test func radiiThatAreTooSmallGrow() throws {
        let drawing = try path("M0 0A1 1 0 0 1 20 0")
        for point in try samples(drawing) {
            #expect(abs((point - Point(10, 0)).length - 10) < 0.01)
        }
    }

    @Test func rotatedEllipsesAreFollowed() throws {
        let drawing = try path("M10 0A10 5 90 0 1 0 0")
        for point in try samples(drawing) {
            // The ellipse with half-axes 5 across and 10 down, centred between the ends.
            let unit = Point((point.x - 5) / 5, point.y / 10)
            #expect(abs(unit.length - 1) < 0.001)
        }
    }

    @Test func aZeroRadiusDrawsALine() throws {
        #expect(try path("M0 0A0 5 0 0 1 20 0").segments().last?[1] == Point(20, 0))
        #expect(try path("M0 0A0 5 0 0 1 20 0").anchors().count == 2)
    }

    @Test func anArcToItsOwnStartIsLeftOut() throws {
        #expect(try path("M3 4A5 5 0 1 1 3 4L9 9").anchors() == [Point(3, 4), Point(9, 9)])
    }

    @Test func negativeRadiiCountAsPositive() throws {
        #expect(
            try path("M0 0A-10 -10 0 0 1 10 10").segments()
                == path("M0 0A10 10 0 0 1 10 10").segments())
    }

    @Test func extremeArcsStayFinite() throws {
        for data in [
            "M1e14 0a1e-300 1e-300 0 0 1 1e14 1e14", "M0 0A1e14 1e-14 45 1 1 1e-14 0",
            "M0 0A1e-320 1e300 0 1 1 5 5",
        ] {
            #expect(try path(data).points.allSatisfy { $0.isFinite }, "\(data)")
        }
    }
}
