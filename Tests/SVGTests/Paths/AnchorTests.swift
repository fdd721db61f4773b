import Geometry
import SVG
import Scene
import Testing

/// Anchors are counted as paper.js counts them, so that bindings match Pose Animator's.
@Suite struct AnchorTests {
    private func path(_ data: String) throws -> Drawing { try drawing("<path d='\(data)'/>") }

    @Test func aClosedContourLosesItsDuplicate() throws {
        let drawing = try path("M600,600L640,600L640,640L600,600z")
        #expect(
            try drawing.anchors() == [Point(600, 600), Point(640, 600), Point(640, 640)])
        #expect(drawing.shapes[0].contours[0].isClosed)
    }

    @Test func theDuplicatesIncomingHandleMovesToTheFirstAnchor() throws {
        let segments = try path(
            "M600,600c0,10 10,20 20,20c10,0 20,-10 20,-20c0,-10 -20,-20 -40,0z"
        ).segments()
        #expect(
            segments == [
                [Point(600, 600), Point(620, 580), Point(600, 610)],
                [Point(620, 620), Point(610, 620), Point(630, 620)],
                [Point(640, 600), Point(640, 610), Point(640, 590)],
            ])
    }

    @Test func roundingDoesNotHideADuplicate() throws {
        // 0.1 + 0.2 - 0.3 is not 0 in doubles.
        #expect(try path("M0 0l.1 0l.2 5l-.3-5z").anchors().count == 3)
    }

    @Test func distinctEndsStayApart() throws {
        #expect(try path("M0 0L1 0L1e-9 0z").anchors().count == 3)
    }

    @Test func closenessIsMeasuredBeforeTheTransform() throws {
        let drawing = try drawing("<path transform='scale(1e-13)' d='M0 0L1 0L1 1z'/>")
        #expect(try drawing.anchors().count == 3)
    }

    @Test func openContoursKeepTheirLastAnchor() throws {
        let drawing = try path("M0 0L1 0L0 0")
        #expect(try drawing.anchors().count == 3)
        #expect(!drawing.shapes[0].contours[0].isClosed)
    }

    @Test func aMoveAloneIsOneAnchor() throws {
        let drawing = try path("M600,600")
        #expect(try drawing.anchors() == [Point(600, 600)])
        #expect(drawing.shapes[0].isVisible)
    }

    @Test func everyMoveBeginsAContour() throws {
        let drawing = try path("M1 1M2 2L3 3M4 4")
        #expect(drawing.shapes[0].contours.map(\.anchorCount) == [1, 2, 1])
    }

    @Test func repeatedClosesAddNothing() throws {
        #expect(try path("M1 1L2 2L3 1zzZ").shapes[0].contours.count == 1)
    }

    @Test func compoundPathsAreOneShape() throws {
        let drawing = try path("M600,600h40v40h-40zM610,610h10v10h-10z")
        #expect(drawing.shapes.count == 1)
        #expect(drawing.shapes[0].contours.map(\.firstAnchor) == [0, 4])
        #expect(drawing.shapes[0].contours.map(\.anchorCount) == [4, 4])
    }

    @Test func linesHaveHandlesOnTheirAnchors() throws {
        for segment in try path("M1 2L3 4H9").segments() {
            #expect(segment[1] == segment[0] && segment[2] == segment[0])
        }
    }

    @Test func anEmptyPathIsAShapeWithoutContours() throws {
        for element in ["<path d=''/>", "<path/>", "<path d='none'/>"] {
            let drawing = try drawing(element)
            #expect(drawing.shapes.count == 1, "\(element)")
            #expect(drawing.shapes[0].contours.isEmpty, "\(element)")
            #expect(!drawing.shapes[0].isVisible, "\(element)")
            #expect(drawing.diagnostics.isEmpty, "\(element)")
        }
    }

    @Test func anchorsOfAllShapesFollowOneAnother() throws {
        let drawing = try drawing(
            "<path d='M0 0L1 1'/><g><rect width='5' height='5'/></g><path d='M9 9'/>")
        #expect(drawing.shapes.map(\.contours[0].firstAnchor) == [0, 2, 6])
        #expect(drawing.points.count == 3 * 7)
    }
}
