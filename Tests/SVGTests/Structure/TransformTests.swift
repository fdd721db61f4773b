import Geometry
import SVG
import Scene
import Testing

/// Transforms are baked into points and kept for the pen.
@Suite struct TransformTests {
    /// Where the point (1, 2) goes.
    private func image(_ attributes: String) throws -> Point {
        let drawing = try drawing(
            "<path d='M1 2' \(attributes)/>", root: "width='200' height='100'")
        return try #require(try drawing.anchors().first)
    }

    @Test(arguments: [
        ("translate(10)", 11.0, 2.0), ("translate(10,20)", 11, 22), ("translate(10 20)", 11, 22),
        (" translate( 10 , 20 ) ", 11, 22), ("scale(2)", 2, 4), ("scale(2 3)", 2, 6),
        ("rotate(90)", -2, 1), ("rotate(90,1,1)", 0, 1), ("rotate(90 1 1)", 0, 1),
        ("skewX(45)", 3, 2), ("skewY(45)", 1, 3), ("matrix(1 2 3 4 5 6)", 12, 16),
        ("matrix(1,2,3,4,5,6)", 12, 16), ("translate(10,20)scale(2)", 12, 24),
        ("translate(10,20),scale(2)", 12, 24), ("translate(10,20) , scale(2)", 12, 24),
        ("scale(2) translate(10,20)", 22, 44), ("none", 1, 2), ("", 1, 2),
        ("translate(1e1-5)", 11, -3), ("translate(.5.5)", 1.5, 2.5),
    ])
    func attributesAreApplied(text: String, x: Double, y: Double) throws {
        #expect(isClose(try image("transform='\(text)'"), Point(x, y)))
    }

    @Test(arguments: [
        ("translate(10px,20px)", 11.0, 2.0 + 20), ("translate(50%,50%)", 101, 52),
        ("translateX(1em)", 17, 2), ("translateY(3px)", 1, 5), ("rotate(90deg)", -2, 1),
        ("rotate(0.25turn)", -2, 1), ("rotate(100grad)", -2, 1),
        ("rotate(1.5707963267948966rad)", -2, 1), ("scale(200%)", 2, 4), ("scaleX(2)", 2, 2),
        ("scaleY(2)", 1, 4), ("skew(45deg)", 3, 2), ("skew(0deg,45deg)", 1, 3),
        ("translate(10px) rotate(90deg)", 8, 1),
    ])
    func stylesAreApplied(text: String, x: Double, y: Double) throws {
        #expect(isClose(try image("style='transform:\(text)'"), Point(x, y)))
    }

    @Test func theStyleReplacesTheAttribute() throws {
        #expect(try image("transform='scale(9)' style='transform:translate(1px)'") == Point(2, 2))
    }

    @Test(arguments: [
        "qwe", "translate", "translate(", "translate()", "translate(1 2 3)", "rotate(1 2)",
        "matrix(1 2 3)", "scale(2", "scale(2,)", "translate(1foo)", "scale(2) qwe", "scale(1e400)",
    ])
    func wrongListsHaveNoEffect(text: String) throws {
        let drawing = try drawing("<path d='M1 2' transform='\(text)'/>")
        #expect(try drawing.anchors() == [Point(1, 2)])
        #expect(drawing.diagnostics.map(\.kind) == [.value])
    }

    @Test(arguments: [
        ("1px 2px", 1.0, 2.0), ("center", 199, 98), ("0 0", -1, -2), ("right bottom", 399, 198),
        ("top left", -1, -2), ("left top", -1, -2), ("50% 50%", 199, 98), ("bottom", 199, 198),
        ("center right", 399, 98), ("right", 399, 98), ("center top", 199, -2),
    ])
    func originsMoveTheCentre(text: String, x: Double, y: Double) throws {
        let found = try image("transform='scale(-1)' transform-origin='\(text)'")
        #expect(isClose(found, Point(x, y)), "\(text): \(found)")
    }

    @Test func transformsNest() throws {
        let drawing = try drawing(
            "<g transform='translate(10 0)'><g transform='scale(2)'><path d='M1 2C3 4 5 6 7 8' "
                + "transform='rotate(90)'/></g></g>")
        let segment = try drawing.segments()[0]
        #expect(isClose(segment[0], Point(6, 2)))
        #expect(isClose(segment[2], Point(2, 6)))
    }

    @Test func thePenCarriesTheTransform() throws {
        let drawing = try drawing(
            "<g transform='scale(2 3)'><path transform='translate(1 1)' stroke='red' "
                + "stroke-width='5' d='M0 0L1 1'/></g>")
        let stroke = try #require(drawing.shapes[0].stroke)
        #expect(stroke.width == 5)
        #expect(stroke.pen == Affine(a: 2, d: 3, tx: 2, ty: 3))
    }

    @Test func whatIsSqueezedFlatIsInvisible() throws {
        let drawing = try drawing(
            "<rect width='9' height='9' transform='scale(0)'/>"
                + "<rect width='9' height='9' transform='matrix(1 1 1 1 0 0)'/>")
        #expect(drawing.shapes.map(\.isVisible) == [false, false])
    }

    @Test func overflowingTransformsAreRefusedNotDrawn() throws {
        let drawing = try drawing(
            "<g transform='scale(1e200)'><g transform='scale(1e200)'><path id='p' d='M1 1L2 2'/>"
                + "</g></g>")
        #expect(!drawing.shapes[0].isVisible)
        #expect(drawing.points.isEmpty)
        #expect(drawing.diagnostics.count == 1)
    }
}
