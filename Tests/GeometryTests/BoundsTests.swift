import Geometry
import Testing

@Suite struct BoundsTests {
    @Test func emptyRectangleIsNeutral() {
        let box = Rect(x: 1, y: 2, width: 3, height: 4)
        #expect(Rect.empty.union(box) == box)
        #expect(box.union(.empty) == box)
        #expect(Rect.empty.width == 0)
        #expect(!Rect.empty.center.isFinite)
        #expect(box.center == Point(2.5, 4))
    }

    @Test func pointsThatAreNoNumbersAreIgnored() {
        var box = Rect.empty
        box.include(Point(.nan, 3))
        #expect(box.isEmpty)
        box.include(Point(1, 1))
        #expect(box == Rect(x: 1, y: 1, width: 0, height: 0))
    }

    /// The curve's own bounds, not its control points'.
    @Test func curveBoundsAreTight() {
        let arch = Cubic(
            start: Point(0, 0), control1: Point(0, 4), control2: Point(8, 4), end: Point(8, 0))
        #expect(arch.bounds == Rect(x: 0, y: 0, width: 8, height: 3))
        let line = Cubic(
            start: Point(1, 1), control1: Point(1, 1), control2: Point(5, 2), end: Point(5, 2))
        #expect(line.bounds == Rect(x: 1, y: 1, width: 4, height: 1))
    }

    @Test func boundsContainTheCurveAndTouchIt() {
        let curve = Cubic(
            start: Point(3, 1), control1: Point(-10, 30), control2: Point(40, -20), end: Point(7, 9)
        )
        let bounds = curve.bounds
        var sampled = Rect.empty
        for step in 0...10_000 { sampled.include(curve.point(at: Double(step) / 10_000)) }
        #expect(bounds.union(sampled) == bounds)
        #expect(abs(bounds.width - sampled.width) < 1e-5)
        #expect(abs(bounds.height - sampled.height) < 1e-5)
    }

    @Test func displacements() {
        #expect(Point(3, 4).length == 5)
        #expect(Point(1, 0).normal == Point(0, 1))
        #expect(Point(2, 3).dot(Point(4, 5)) == 23)
        #expect(Point(0, 10).interpolated(to: Point(10, 20), 0.25) == Point(2.5, 12.5))
    }
}
