import Geometry
import SVG
import Scene
import Testing

/// Rectangles, ellipses, lines and polygons as anchors, in SVG's order.
@Suite struct BasicShapeTests {
    private let kappa = 0.5522847498307936

    @Test func rectanglesStartAtTheTopLeft() throws {
        let drawing = try drawing("<rect x='60' y='50' width='40' height='20'/>")
        #expect(
            try drawing.anchors() == [
                Point(60, 50), Point(100, 50), Point(100, 70), Point(60, 70),
            ])
        let contour = drawing.shapes[0].contours[0]
        #expect(contour.isClosed)
        // paper.js begins at the bottom left.
        #expect(contour.originalStart == 3)
    }

    @Test func roundedRectanglesHaveEightAnchors() throws {
        let drawing = try drawing("<rect x='60' y='50' width='40' height='20' rx='5' ry='2'/>")
        let segments = try drawing.segments()
        #expect(
            segments.map { $0[0] } == [
                Point(65, 50), Point(95, 50), Point(100, 52), Point(100, 68), Point(95, 70),
                Point(65, 70), Point(60, 68), Point(60, 52),
            ])
        #expect(isClose(segments[0][1], Point(65 - 5 * kappa, 50)))
        #expect(isClose(segments[1][2], Point(95 + 5 * kappa, 50)))
        #expect(isClose(segments[2][1], Point(100, 52 - 2 * kappa)))
        #expect(drawing.shapes[0].contours[0].originalStart == 5)
    }

    @Test func oneRadiusStandsForBoth() throws {
        let expected = try drawing("<rect width='40' height='20' rx='5' ry='5'/>").points
        for radii in ["rx='5'", "ry='5'", "rx='5' ry='auto'", "rx='auto' ry='5'", "rx='5' ry='-3'"]
        {
            #expect(try drawing("<rect width='40' height='20' \(radii)/>").points == expected)
        }
    }

    @Test func radiiStopAtTheMiddle() throws {
        let drawing = try drawing("<rect width='40' height='20' rx='100'/>")
        #expect(try drawing.anchors()[0] == Point(20, 0))
        #expect(try drawing.anchors()[2] == Point(40, 10))
        #expect(try drawing.anchors().count == 8)
    }

    @Test func aZeroRadiusIsNotRounded() throws {
        #expect(try drawing("<rect width='4' height='2' rx='0' ry='5'/>").anchors().count == 4)
    }

    @Test func circlesStartAtTheRight() throws {
        let drawing = try drawing("<circle cx='60' cy='50' r='10'/>")
        let reach = 10 * kappa
        #expect(
            areClose(
                try drawing.segments(),
                [
                    [Point(70, 50), Point(70, 50 - reach), Point(70, 50 + reach)],
                    [Point(60, 60), Point(60 + reach, 60), Point(60 - reach, 60)],
                    [Point(50, 50), Point(50, 50 + reach), Point(50, 50 - reach)],
                    [Point(60, 40), Point(60 - reach, 40), Point(60 + reach, 40)],
                ]))
        // paper.js begins at the left.
        #expect(drawing.shapes[0].contours[0].originalStart == 2)
    }

    @Test func ellipsesHaveTwoRadii() throws {
        let drawing = try drawing("<ellipse cx='5' cy='6' rx='3' ry='2'/>")
        #expect(
            areClose(
                try drawing.anchors(), [Point(8, 6), Point(5, 8), Point(2, 6), Point(5, 4)]))
        let round = try SVGTests.drawing("<ellipse rx='3' ry='3'/>")
        #expect(try SVGTests.drawing("<ellipse rx='3'/>").points == round.points)
    }

    @Test func linesAreOpen() throws {
        let drawing = try drawing("<line x1='1' y1='2' x2='3'/>")
        #expect(try drawing.anchors() == [Point(1, 2), Point(3, 0)])
        #expect(!drawing.shapes[0].contours[0].isClosed)
    }

    @Test func polygonsCloseAndPolylinesDoNot() throws {
        let open = try drawing("<polyline points='6,6 9,6\n7,8'/>")
        let closed = try drawing("<polygon points=' 6 6,9 6 , 7 8 '/>")
        #expect(try open.anchors() == closed.anchors())
        #expect(!open.shapes[0].contours[0].isClosed)
        #expect(closed.shapes[0].contours[0].isClosed)
        #expect(open.diagnostics.isEmpty && closed.diagnostics.isEmpty)
    }

    @Test func polygonsLoseTheirDuplicate() throws {
        #expect(try drawing("<polygon points='6,6 9,6 7,8 6,6'/>").anchors().count == 3)
    }

    @Test func shapesWithoutAreaStayAndAreInvisible() throws {
        let drawing = try drawing(
            "<circle cx='6' cy='7' r='0'/><circle cx='6' cy='7'/><rect x='1' y='2' width='5'/>"
                + "<ellipse cx='1' cy='2' rx='5' ry='0'/><rect width='0' height='9'/>")
        #expect(drawing.shapes.count == 5)
        #expect(drawing.shapes.allSatisfy { !$0.isVisible && $0.contours[0].anchorCount == 4 })
        #expect(drawing.bounds(ofShape: 0).center == Point(6, 7))
        #expect(drawing.diagnostics.isEmpty)
    }

    @Test(arguments: ["<rect width='-5' height='5'/>", "<circle r='-1'/>"])
    func negativeSizesAreErrors(element: String) throws {
        let drawing = try drawing(element)
        #expect(!drawing.shapes[0].isVisible)
        #expect(drawing.diagnostics.map(\.kind) == [.value])
    }

    @Test func geometryMayBeStyled() throws {
        let drawing = try drawing(
            "<rect style='x:1px;y:2px;width:3px;height:4px'/>"
                + "<path style='d:path(\"M1 2L3 4\")' d='M9 9'/>")
        #expect(drawing.bounds(ofShape: 0) == Rect(x: 1, y: 2, width: 3, height: 4))
        #expect(try drawing.anchors(1) == [Point(1, 2), Point(3, 4)])
    }
}
