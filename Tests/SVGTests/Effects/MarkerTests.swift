import Geometry
import SVG
import Scene
import Testing

@Suite struct MarkerTests {
    private static let arrow =
        "<marker id='m' markerWidth='4' markerHeight='4' overflow='visible' orient='auto' "
        + "markerUnits='userSpaceOnUse'><path d='M0 0L3 0'/></marker>"

    /// Where each marker lies and points to.
    private func markers(_ path: String, _ definition: String = arrow) throws -> [[Point]] {
        let drawing = try drawing(
            definition + "<g stroke='red' fill='none'>\(path)</g>")
        return try drawing.shapes.indices.dropFirst().map { try drawing.anchors($0) }
    }

    @Test func everyVertexHasOne() throws {
        let found = try markers(
            "<path d='M10 10 H30 V40' style='marker:url(#m)'/>")
        #expect(found.count == 3)
        #expect(areClose(found[0], [Point(10, 10), Point(13, 10)]))
        let slant = 3 / 2.0.squareRoot()
        #expect(areClose(found[1], [Point(30, 10), Point(30 + slant, 10 + slant)], 1e-6))
        #expect(areClose(found[2], [Point(30, 40), Point(30, 43)], 1e-6))
    }

    @Test func endsAreToldApart() throws {
        let found = try markers(
            "<path d='M10 10 H30 A5 5 0 0 1 30 30 H10' marker-start='url(#m)' "
                + "marker-end='url(#m)'/>")
        #expect(found.map { $0[0] } == [Point(10, 10), Point(10, 30)])
        // What only divides an arc is no vertex.
        let middle = try markers(
            "<path d='M10 10 H30 A5 5 0 0 1 30 30 H10' marker-mid='url(#m)'/>")
        #expect(middle.map { $0[0] } == [Point(30, 10), Point(30, 30)])
    }

    @Test func theyGrowWithTheStroke() throws {
        let found = try markers(
            "<path d='M10 10 H30' stroke-width='2' marker-start='url(#m)'/>",
            "<marker id='m' viewBox='0 0 10 10' refX='5' refY='5' markerWidth='4' markerHeight='4' "
                + "overflow='visible'><path d='M5 5L10 5'/></marker>")
        #expect(areClose(found[0], [Point(10, 10), Point(14, 10)]))
    }

    @Test func orderOfPaintsMayChange() throws {
        let drawing = try drawing(
            Self.arrow + "<path id='p' d='M0 0H9' fill='red' stroke='blue' "
                + "paint-order='fill markers' marker-start='url(#m)'/>")
        guard case .group(let group) = try #require(drawing.root.children.last) else {
            Issue.record("no group")
            return
        }
        #expect(group.children.count == 3)
        guard case .shape(let below) = group.children[0], case .shape(let above) = group.children[2]
        else {
            Issue.record("no shapes")
            return
        }
        #expect(drawing.shapes[below].stroke == nil && drawing.shapes[below].fill != nil)
        #expect(drawing.shapes[above].fill == nil && drawing.shapes[above].stroke != nil)
    }
}
