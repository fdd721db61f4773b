import Geometry
import SVG
import Scene
import Testing

/// Where gradients and patterns lie.
@Suite struct PaintServerTests {
    private func frame(_ drawing: Drawing, _ anchor: Int) -> [Point] {
        Array(drawing.points[3 * anchor..<3 * anchor + 3])
    }

    @Test func aLinearGradientsFrameRunsAlongIt() throws {
        let drawing = try drawing(
            "<linearGradient id='g' x1='0.25' x2='0.75'><stop/><stop offset='1'/></linearGradient>"
                + "<rect id='r' x='10' y='20' width='40' height='20' fill='url(#g)'/>")
        let shape = try drawing.shape("r")
        let gradient = try #require(shape.fill?.gradient)
        #expect(gradient.form == .linear)
        #expect(shape.paintAnchors == gradient.anchor..<gradient.anchor + 1)
        let frame = frame(drawing, gradient.anchor)
        #expect(isClose(frame[0], Point(20, 20)))
        #expect(isClose(frame[1], Point(40, 20)))
        // Across it, in units of the bounds: half of the height.
        #expect(isClose(frame[2], Point(20, 30)))
    }

    @Test func aRadialGradientsFrameIsItsCircle() throws {
        let drawing = try drawing(
            "<radialGradient id='g' gradientUnits='userSpaceOnUse' cx='50' cy='40' r='10' fx='52' "
                + "fr='1' gradientTransform='scale(2)' spreadMethod='reflect'>"
                + "<stop offset='20%' stop-color='red'/><stop offset='10%' stop-opacity='.5'/>"
                + "</radialGradient><rect id='r' width='9' height='9' stroke='url(#g)'/>")
        guard case .gradient(let gradient)? = try drawing.shape("r").stroke?.paint else {
            Issue.record("no gradient")
            return
        }
        #expect(gradient.spread == .reflect)
        guard case .radial(let focus, let radius) = gradient.form else {
            Issue.record("not radial")
            return
        }
        #expect(isClose(focus, Point(0.2, 0)) && abs(radius - 0.1) < 1e-12)
        // Offsets never go back.
        #expect(gradient.stops.map(\.offset) == [0.2, 0.2])
        #expect(gradient.stops[1].color.alpha == 0.5)
        let frame = frame(drawing, gradient.anchor)
        #expect(areClose(frame, [Point(100, 80), Point(120, 80), Point(100, 100)]))
    }

    @Test func attributesComeFromTheNearestInAChain() throws {
        let drawing = try drawing(
            "<linearGradient id='a' x1='1' spreadMethod='repeat'><stop stop-color='red'/>"
                + "<stop offset='1' stop-color='blue'/></linearGradient>"
                + "<linearGradient id='b' href='#a' x1='0.5' gradientUnits='userSpaceOnUse'/>"
                + "<linearGradient id='c' xlink:href='#b' x2='30'/>"
                + "<rect id='r' width='9' height='9' fill='url(#c)'/>")
        let gradient = try #require(try drawing.shape("r").fill?.gradient)
        #expect(gradient.spread == .again)
        #expect(gradient.stops.count == 2)
        let frame = frame(drawing, gradient.anchor)
        #expect(isClose(frame[0], Point(0.5, 0)) && isClose(frame[1], Point(30, 0)))
    }

    @Test func aPatternsTileIsADrawing() throws {
        let drawing = try drawing(
            "<pattern id='p' x='2' y='3' width='10' height='5' patternUnits='userSpaceOnUse' "
                + "patternTransform='scale(2)'><rect id='in' width='4' height='4' fill='red'/>"
                + "</pattern><rect id='r' width='50' height='50' fill='url(#p)'/>")
        guard case .pattern(let pattern)? = try drawing.shape("r").fill?.paint else {
            Issue.record("no pattern")
            return
        }
        #expect(pattern.tile.size == Size(width: 10, height: 5))
        #expect(pattern.scale == Point(2, 2))
        #expect(try pattern.tile.fill("in") == red)
        #expect(
            areClose(frame(drawing, pattern.anchor), [Point(4, 6), Point(24, 6), Point(4, 16)]))
        // The tile's shapes are its own, not the drawing's.
        #expect(drawing.shapes.count == 1)
    }

    @Test func tenThousandGradientsAreRead() throws {
        let definitions = (0..<10_000).map {
            "<linearGradient id='g\($0)' href='#g\($0 + 1)'><stop/><stop offset='1'/></linearGradient>"
        }.joined()
        // A chain of them ends after a while.
        let shapes = (0..<10_000).map { "<path d='M0 0H9V9Z' fill='url(#g\($0))'/>" }.joined()
        let drawing = try drawing(definitions + shapes)
        #expect(drawing.shapes.count == 10_000)
        #expect(drawing.shapes.allSatisfy { $0.fill?.gradient != nil })
    }
}
