import Geometry
import SVG
import Scene
import Testing

/// The document's size, view boxes and nested viewports.
@Suite struct ViewportTests {
    private let square = "<rect width='10' height='10'/>"

    @Test(arguments: [
        ("width='30' height='20'", 30.0, 20.0), ("viewBox='5 5 30 20'", 30, 20),
        ("width='60' viewBox='0 0 30 20'", 60, 40), ("height='60' viewBox='0 0 30 20'", 90, 60),
        ("width='1in' height='72pt'", 96, 96),
        ("width='210mm' height='297mm'", 793.7007874015748, 1122.51968503937),
        ("width='100%' height='100%' viewBox='0 0 30 20'", 30, 20),
        ("width='50%' height='50%' viewBox='0 0 30 20'", 15, 10),
        ("width='auto' height='auto' viewBox='0 0 30 20'", 30, 20),
        ("", 12, 34), ("width='100%' height='100%'", 12, 34), ("width='50'", 50, 34),
        ("width='-5' height='20'", 12, 20), ("width='x' height='20'", 12, 20),
        ("width='1e300' height='20'", 12, 20),
    ])
    func theSizeIsTheDocumentsOwn(root: String, width: Double, height: Double) throws {
        let size = try drawing("<rect x='2' y='4' width='10' height='30'/>", root: root).size
        #expect(abs(size.width - width) < 1e-9)
        #expect(abs(size.height - height) < 1e-9)
    }

    @Test func nothingAtAllIsAHundredPixels() throws {
        #expect(try drawing("", root: "").size == Size(width: 100, height: 100))
        #expect(
            try drawing("<rect x='-9' y='-9' width='5' height='5'/>", root: "").size
                == Size(width: 100, height: 100))
    }

    @Test(arguments: [
        "viewBox='0 0 1e300 1e300'", "viewBox='0 0 1e-300 1'", "width='1e-9' height='5'",
        "width='5' viewBox='0 0 1e-300 1'", "width='0' height='5' viewBox='0 0 1e300 1'",
    ])
    func sizesBeyondAllMeasureAreReplaced(root: String) throws {
        let drawing = try drawing(square, root: root)
        #expect(drawing.size.width >= 1e-3 && drawing.size.width <= 1e7)
        #expect(drawing.size.height >= 1e-3 && drawing.size.height <= 1e7)
        #expect(!drawing.diagnostics.isEmpty)
    }

    @Test func aSizeOfZeroShowsNothing() throws {
        let drawing = try drawing(square, root: "width='0' height='0'")
        #expect(drawing.shapes.map(\.isVisible) == [false])
        #expect(drawing.size.width > 0)
        #expect(drawing.diagnostics.map(\.kind) == [.structure])
    }

    /// A square of 10 in a box of 10 by 10, in a viewport of 40 by 20.
    @Test(arguments: [
        ("none", 0.0, 0.0, 40.0, 20.0), ("xMinYMin", 0, 0, 20, 20), ("xMidYMid", 10, 0, 20, 20),
        ("xMaxYMax", 20, 0, 20, 20), ("xMidYMid meet", 10, 0, 20, 20),
        ("xMinYMin slice", 0, 0, 40, 40), ("xMidYMid slice", 0, -10, 40, 40),
        ("xMaxYMax slice", 0, -20, 40, 40), ("none slice", 0, 0, 40, 20),
        ("defer xMinYMid", 0, 0, 20, 20),
    ])
    func boxesAreFitted(ratio: String, x: Double, y: Double, width: Double, height: Double) throws {
        let root = "width='40' height='20' viewBox='0 0 10 10' preserveAspectRatio='\(ratio)'"
        let drawing = try drawing(square, root: root)
        #expect(drawing.bounds(ofShape: 0) == Rect(x: x, y: y, width: width, height: height))
        #expect(drawing.diagnostics.isEmpty)
    }

    @Test func boxesMayBeginElsewhere() throws {
        let drawing = try drawing(square, root: "width='20' height='20' viewBox='-5,-5 10,10'")
        #expect(drawing.bounds(ofShape: 0) == Rect(x: 10, y: 10, width: 20, height: 20))
    }

    @Test(arguments: [
        "0 0 10", "0 0 10 10 10", "0 0 0 10", "0 0 -1 10", "a b c d", "", "0 0 1e400 1",
        "nan 0 1 1",
    ])
    func wrongBoxesAreIgnored(text: String) throws {
        let drawing = try drawing(square, root: "width='20' height='20' viewBox='\(text)'")
        #expect(drawing.bounds(ofShape: 0).width == 10)
        #expect(drawing.diagnostics.count == 1)
    }

    @Test(arguments: ["xMid", "xMidYMid crop", "xmidymid", "", "xMidYMid slice meet", "xMidZMid"])
    func wrongRatiosAreIgnored(text: String) throws {
        let root = "width='40' height='20' viewBox='0 0 10 10' preserveAspectRatio='\(text)'"
        let drawing = try drawing(square, root: root)
        #expect(drawing.bounds(ofShape: 0) == Rect(x: 10, y: 0, width: 20, height: 20))
        #expect(drawing.diagnostics.count == 1)
    }

    @Test func nestedDocumentsHaveViewportsOfTheirOwn() throws {
        let drawing = try drawing(
            "<svg id='n' x='10' y='20' width='50%' height='20' viewBox='0 0 100 100'>"
                + "<rect width='50%' height='50%'/></svg>")
        #expect(drawing.bounds(ofShape: 0) == Rect(x: 25, y: 20, width: 10, height: 10))
        #expect(drawing.diagnostics.isEmpty)
        guard case .group(let group) = drawing.root.children[0] else {
            Issue.record("a nested document is a group")
            return
        }
        #expect(group.element.id == "n")
        #expect(group.element.tag == "svg")
    }

    @Test func contentIsCutOnlyWhenItReachesOverTheEdge() throws {
        let nested = "<svg id='n' x='10' y='10' width='20' height='20'"
        let inside = "<rect width='20' height='20'/>"
        let outside = "<rect width='21' height='20'/>"
        func cuts(_ body: String) throws -> Int {
            let drawing = try drawing(body)
            #expect(drawing.diagnostics.isEmpty)
            return drawing.stencilShapeIndices(in: drawing.root.children).count
        }
        #expect(try cuts("\(nested)>\(inside)</svg>") == 0)
        #expect(try cuts("\(nested)>\(outside)</svg>") == 1)
        #expect(try cuts("\(nested) overflow='visible'>\(outside)</svg>") == 0)
        #expect(try cuts("\(nested)><g display='none'>\(outside)</g></svg>") == 0)
        #expect(try cuts("<g transform='scale(7)'>\(nested)>\(inside)</svg></g>") == 0)
        #expect(try cuts("<g transform='scale(7)'>\(nested)>\(outside)</svg></g>") == 1)
    }

    @Test func aNestedViewportWithoutSizeShowsNothing() throws {
        let drawing = try drawing("<svg width='0' height='10'>\(square)</svg>")
        #expect(drawing.shapes.map(\.isVisible) == [false])
    }
}
