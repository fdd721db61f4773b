import Geometry
import SVG
import Scene
import Testing

/// Copies made by `use`.
@Suite struct UseTests {
    private func group(_ node: Node?) throws -> Group {
        guard case .group(let group)? = node else { throw Mismatch() }
        return group
    }

    private struct Mismatch: Error {}

    @Test func aCopyLiesInAGroupOfItsOwn() throws {
        let drawing = try drawing(
            "<path id='p' d='M1 2'/><use id='u' xlink:href='#p' x='10' y='20' opacity='.5'/>")
        #expect(drawing.shapes.count == 2)
        #expect(try drawing.anchors(1) == [Point(11, 22)])
        let group = try group(drawing.root.children.last)
        #expect(group.element.tag == "use" && group.element.id == "u" && group.opacity == 0.5)
        guard case .shape(1)? = group.children.first else { throw Mismatch() }
        #expect(drawing.shapes[1].element.id == "p")
    }

    @Test func positionComesAfterTheTransform() throws {
        let drawing = try drawing(
            "<defs><path id='p' d='M1 2'/></defs><use href='#p' x='10' y='20' transform='scale(2)'/>"
        )
        #expect(try drawing.anchors() == [Point(22, 44)])
    }

    @Test func hrefWithoutPrefixWinsAndUndeclaredPrefixesAreForgiven() throws {
        let drawing = try document(
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>"
                + "<path id='p' d='M1 2'/><use xlink:href='#p' x='1'/></svg>")
        #expect(try drawing.anchors(1) == [Point(2, 2)])
    }

    @Test func styleIsInheritedFromTheUse() throws {
        let drawing = try drawing(
            "<defs fill='green'><path id='a' d='M0 0'/><path id='b' d='M0 0' fill='blue'/></defs>"
                + "<use href='#a' fill='red'/><use href='#b' fill='red'/>")
        #expect(try drawing.fill("a") == red)
        #expect(try drawing.fill("b") == blue)
    }

    @Test func definitionsAreNotDrawnThemselves() throws {
        let drawing = try drawing(
            "<defs><path d='M0 0'/></defs><symbol><path d='M0 0'/></symbol><clipPath><path d='M0 0'/>"
                + "</clipPath><mask><path d='M0 0'/></mask><marker><path d='M0 0'/></marker>"
                + "<pattern><path d='M0 0'/></pattern>")
        #expect(drawing.shapes.isEmpty)
        #expect(drawing.diagnostics.isEmpty)
    }

    @Test func symbolsAreFittedIntoTheUse() throws {
        let drawing = try drawing(
            "<symbol id='s' viewBox='0 0 10 10'><rect width='10' height='10'/></symbol>"
                + "<use href='#s' x='5' y='6' width='40' height='20'/>")
        #expect(drawing.bounds(ofShape: 0) == Rect(x: 15, y: 6, width: 20, height: 20))
        let group = try group(try group(drawing.root.children.last).children.first)
        #expect(group.element.tag == "symbol" && group.element.id == "s")
    }

    @Test func theUsesSizeOverrulesADocuments() throws {
        let drawing = try drawing(
            "<defs><svg id='s' width='10' height='10' viewBox='0 0 1 1'><rect width='1' height='1'/>"
                + "</svg></defs><use href='#s'/><use href='#s' width='30' height='30'/>")
        #expect(drawing.bounds(ofShape: 0).width == 10)
        #expect(drawing.bounds(ofShape: 1).width == 30)
    }

    @Test func aSizeReachesOnlyWhatIsShownDirectly() throws {
        let drawing = try drawing(
            "<defs><g id='g'><svg width='10' height='10' viewBox='0 0 1 1'><rect width='1' height='1'/>"
                + "</svg></g></defs><use href='#g' width='30' height='30'/>")
        #expect(drawing.bounds(ofShape: 0).width == 10)
    }

    @Test(arguments: [
        "<use href='#nowhere'/>", "<use/>", "<use href=''/>", "<use href='other.svg#p'/>",
        "<use href='#'/>", "<use id='u' href='#u'/>", "<g id='g'><use href='#g'/></g>",
        "<svg id='n'><use href='#n'/></svg>",
    ])
    func referencesToNowhereAreReported(element: String) throws {
        let drawing = try drawing(element + "<path d='M0 0'/>")
        #expect(drawing.shapes.count == 1)
        #expect(drawing.diagnostics.map(\.kind) == [.reference])
        #expect(drawing.diagnostics[0].element.tag == "use")
    }

    @Test func loopsOverSeveralElementsEnd() throws {
        let drawing = try drawing(
            "<defs><g id='a'><use href='#b'/><path d='M0 0'/></g><g id='b'><use href='#a'/></g></defs>"
                + "<use href='#a'/>")
        #expect(drawing.shapes.count == 1)
        #expect(drawing.diagnostics.map(\.kind) == [.reference])
    }

    @Test func theSameElementMayBeShownOftenWithOneMessage() throws {
        let drawing = try drawing(
            "<defs><path id='p' d='M0 0L1' /></defs>"
                + String(repeating: "<g><use href='#p'/></g>", count: 5))
        #expect(drawing.shapes.count == 5)
        #expect(drawing.diagnostics.count == 1)
    }
}
