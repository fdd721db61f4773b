import Geometry
import SVG
import Scene
import Testing

/// Path data that breaks off is drawn up to there, and said so.
@Suite struct MalformedPathTests {
    @Test(arguments: [
        ("M600,600 L foo", 1), ("M1 1L2 2L3", 2), ("M1 1L2 2,", 2), ("M1 1L2 2 X 5 5", 2),
        ("M1 1L2 2 C1 1 2 2", 2), ("M1 1A5 5 0 2 1 9 9", 1), ("M1 1L2 2L1e400 3", 2),
        ("M1 1L2 2Lnan 1", 2), ("M1 1L2 2Linf 1", 2), ("M1 1L2 2 3", 2), ("M1 1L2 2e", 2),
        ("M1 1L2 2L1e16 0", 2), ("M1 1L2 2;L3 3", 2), ("M1 1L2 2#", 2), ("M1 1L2 2L-", 2),
    ])
    func isDrawnUpToTheError(data: String, anchors: Int) throws {
        let drawing = try drawing("<path id='p' d='\(data)'/><path d='M5 5'/>")
        #expect(drawing.shapes.count == 2)
        #expect(try drawing.anchors().count == anchors)
        #expect(drawing.diagnostics.map(\.kind) == [.pathData])
        #expect(drawing.messages[0].hasPrefix("line 1, <path id=\"p\">: path data breaks off"))
    }

    @Test(arguments: ["L1 1", "1 2", "foo", "z", ",M1 1", "A 5 5 0 0 1 9 9"])
    func mustBeginWithAMove(data: String) throws {
        let drawing = try drawing("<path d='\(data)'/>")
        #expect(drawing.points.isEmpty)
        #expect(drawing.diagnostics.count == 1)
    }

    @Test func theMessageSaysWhere() throws {
        let messages = try drawing("<path d='M0 0 L10 10 L foo 5'/>").messages
        #expect(messages[0].contains("after 14 bytes, at \"foo 5\""))
    }

    @Test func sumsOfRelativeMovesStayFinite() throws {
        let data = "m9e14 0" + String(repeating: "l9e14 0", count: 100)
        let drawing = try drawing("<path d='\(data)'/>")
        #expect(drawing.points.allSatisfy { $0.isFinite })
        #expect(drawing.diagnostics.count == 1)
    }

    @Test func coordinatesFarAwayAreKept() throws {
        #expect(try drawing("<path d='M1e9 -1e9L0 0'/>").anchors()[0] == Point(1e9, -1e9))
    }

    @Test(arguments: ["1,1 2,2 3", "1,1 2,2 x,3", "1,1 2,2 nan,3", "1,1 2,2 1e400,0"])
    func pointListsAreDrawnUpToTheError(points: String) throws {
        for tag in ["polyline", "polygon"] {
            let drawing = try drawing("<\(tag) points='\(points)'/>")
            #expect(try drawing.anchors() == [Point(1, 1), Point(2, 2)])
            #expect(drawing.diagnostics.map(\.kind) == [.pathData])
        }
    }
}
