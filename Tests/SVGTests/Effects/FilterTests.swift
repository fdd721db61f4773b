import Geometry
import SVG
import Scene
import Testing

/// Filters as data.
@Suite struct FilterTests {
    private func filters(_ filter: String, shape: String) throws -> [Filter] {
        let drawing = try drawing(filter + shape)
        guard case .group(let group) = try #require(drawing.root.children.last) else { return [] }
        return group.filters
    }

    private func one(
        _ primitives: String, _ attributes: String = "",
        shape: String = "<rect x='10' y='20' width='40' height='20' filter='url(#f)'/>"
    ) throws -> Filter {
        let list = try filters("<filter id='f' \(attributes)>\(primitives)</filter>", shape: shape)
        return try #require(list.first)
    }

    @Test func theRegionIsATenthBeyondTheBounds() throws {
        let filter = try one("<feGaussianBlur stdDeviation='3'/>")
        #expect(
            isClose(filter.region.min, Point(6, 18)) && isClose(filter.region.max, Point(54, 42)))
        #expect(filter.primitives[0].operation == .blur(Point(3, 3)))
        #expect(filter.primitives[0].inputs == [.source])
        #expect(filter.primitives[0].isLinear)
    }

    @Test func lengthsAreInPixelsOfTheDrawing() throws {
        let filter = try one(
            "<feOffset dx='2' dy='3'/>",
            "filterUnits='userSpaceOnUse' x='0' y='0' width='10' height='10'",
            shape: "<rect width='9' height='9' transform='scale(2 3)' filter='url(#f)'/>")
        #expect(filter.region == Rect(x: 0, y: 0, width: 20, height: 30))
        #expect(filter.primitives[0].operation == .offset(Point(4, 9)))
        let boxed = try one("<feOffset dx='0.5' dy='0.5'/>", "primitiveUnits='objectBoundingBox'")
        #expect(boxed.primitives[0].operation == .offset(Point(20, 10)))
    }

    @Test func resultsAreFoundByName() throws {
        let filter = try one(
            "<feFlood result='a' flood-color='red' flood-opacity='.5'/><feOffset in='SourceAlpha' "
                + "result='b'/><feComposite in='a' in2='b' operator='in' result='a'/>"
                + "<feMerge><feMergeNode in='a'/><feMergeNode in='SourceGraphic'/>"
                + "<feMergeNode in='nowhere'/></feMerge>")
        #expect(
            filter.primitives[0].operation
                == .flood(Color(red: 1, green: 0, blue: 0, alpha: 0.5)))
        #expect(filter.primitives[1].inputs == [.sourceAlpha])
        #expect(filter.primitives[2].operation == .composite(.inside))
        #expect(filter.primitives[2].inputs == [.result(0), .result(1)])
        // What has no such name is the one before.
        #expect(filter.primitives[3].inputs == [.result(2), .source, .result(2)])
    }

    @Test func functionsChain() throws {
        let list = try filters(
            "",
            shape: "<rect width='10' height='10' fill='red' "
                + "style='filter: blur(2px) invert(25%) drop-shadow(1px 2px 3px blue)'/>")
        #expect(list.count == 3)
        #expect(list[0].primitives[0].operation == .blur(Point(2, 2)))
        #expect(!list[0].primitives[0].isLinear)
        let table = FilterOperation.Transfer.table([0.25, 0.75])
        #expect(
            list[1].primitives[0].operation
                == .componentTransfer(red: table, green: table, blue: table, alpha: .identity))
        #expect(
            list[2].primitives[0].operation
                == .dropShadow(offset: Point(1, 2), deviation: Point(3, 3), color: blue))
    }

    @Test(arguments: [
        "blur(-1px)", "blur(5%)", "hue-rotate(5)", "sepia(-1)", "wibble(1)",
        "drop-shadow(1px)", "blur(1px",
    ])
    func wrongFunctionsLeaveItUnfiltered(text: String) throws {
        let drawing = try drawing("<rect width='9' height='9' style='filter:\(text)'/>")
        #expect(!drawing.diagnostics.isEmpty)
        for case .group(let group) in drawing.root.children { #expect(group.filters.isEmpty) }
    }

    @Test(arguments: [
        "<filter id='f'/>", "<filter id='f' width='-5'><feFlood/></filter>",
        "<filter id='f'><rect/></filter>", "<filter id='f' href='#f'/>", "",
    ])
    func whatNothingPassesIsNotShown(filter: String) throws {
        let drawing = try drawing(filter + "<rect width='9' height='9' filter='url(#f)'/>")
        guard case .group(let group) = try #require(drawing.root.children.last) else {
            Issue.record("no group")
            return
        }
        #expect(!group.isDisplayed)
    }

    @Test(arguments: [
        "<feConvolveMatrix order='0' kernelMatrix='1'/>", "<feConvolveMatrix kernelMatrix='1 2'/>",
        "<feTurbulence baseFrequency='-1'/>", "<feDiffuseLighting/>", "<feImage/>",
        "<feSpecularLighting specularExponent='200'><feDistantLight/></feSpecularLighting>",
        "<feImage href='#nowhere'/>", "<feImage href='http://example.com/a.png'/>",
    ])
    func primitivesInErrorAreTransparent(primitive: String) throws {
        let filter = try one(primitive)
        #expect(filter.primitives.map(\.operation) == [.flood(.transparent)])
    }
}
