import Geometry
import SVG
import Scene
import Testing

/// What each path command draws.
@Suite struct PathCommandTests {
    private func path(_ data: String) throws -> Drawing { try drawing("<path d='\(data)'/>") }

    @Test func absoluteAndRelativeLinesAgree() throws {
        let absolute = try path("M10 20 L30 20 L30 40 H10 V30").anchors()
        let relative = try path("m10 20 l20 0 l0 20 h-20 v-10").anchors()
        let expected = [
            Point(10, 20), Point(30, 20), Point(30, 40), Point(10, 40), Point(10, 30),
        ]
        #expect(absolute == expected)
        #expect(relative == expected)
    }

    @Test func pairsAfterAMoveAreLines() throws {
        #expect(try path("m1 1 2 3 4 5").anchors() == [Point(1, 1), Point(3, 4), Point(7, 9)])
        #expect(try path("M1 1 2 3 4 5").anchors() == [Point(1, 1), Point(2, 3), Point(4, 5)])
    }

    @Test func cubicsKeepTheirHandles() throws {
        let segments = try path("M0 0C1 2 3 4 5 6c1 1 2 2 3 3").segments()
        #expect(
            segments == [
                [Point(0, 0), Point(0, 0), Point(1, 2)],
                [Point(5, 6), Point(3, 4), Point(6, 7)],
                [Point(8, 9), Point(7, 8), Point(8, 9)],
            ])
    }

    @Test func smoothCubicsMirrorTheHandleBefore() throws {
        let segments = try path("M0 0C1 2 3 4 5 6S9 9 10 10").segments()
        #expect(segments[1][2] == Point(7, 8))
        #expect(segments[2][1] == Point(9, 9))
    }

    @Test func smoothCubicsAfterAnotherCommandBeginAtThePoint() throws {
        #expect(try path("M0 0L5 5S9 9 10 10").segments()[1][2] == Point(5, 5))
        #expect(try path("M0 0Q1 9 5 5S9 9 10 10").segments()[1][2] == Point(5, 5))
    }

    @Test func quadraticsBecomeCubics() throws {
        let segments = try path("M600,600Q620,560 640,600T680,600").segments()
        #expect(
            areClose(
                segments,
                [
                    [Point(600, 600), Point(600, 600), Point(613.333333, 573.333333)],
                    [
                        Point(640, 600), Point(626.666667, 573.333333),
                        Point(653.333333, 626.666667),
                    ],
                    [Point(680, 600), Point(666.666667, 626.666667), Point(680, 600)],
                ], 1e-6))
    }

    @Test func smoothQuadraticsAfterAnotherCommandAreStraight() throws {
        let segments = try path("M0 0C1 1 2 2 3 3T9 3").segments()
        #expect(isClose(segments[1][2], Point(3, 3)))
        #expect(isClose(segments[2][1], Point(5, 3)))
    }

    @Test func chainsOfSmoothQuadraticsMirrorEachOther() throws {
        let drawn = try path("M0 0Q1 1 2 0T4 0T6 0").segments()
        let written = try path("M0 0Q1 1 2 0Q3 -1 4 0Q5 1 6 0").segments()
        #expect(
            areClose(drawn, written, 1e-12))
    }

    @Test func everyCommandBeginsAContourAfterAClose() throws {
        for command in ["L5 5", "H5", "V5", "C1 1 2 2 5 5", "S2 2 5 5", "Q1 1 5 5", "T5 5"] {
            let drawing = try path("M1 2L3 2L3 4Z\(command)")
            #expect(drawing.shapes[0].contours.count == 2, "\(command)")
            #expect(try drawing.anchors(contour: 1).first == Point(1, 2), "\(command)")
        }
    }

    @Test func relativeMovesAfterACloseStartAtTheContoursBeginning() throws {
        #expect(try path("M1 2L3 2L3 4zm10 10l1 0").anchors(contour: 1).first == Point(11, 12))
    }

    @Test func numbersMayBePacked() throws {
        #expect(
            try path("M1.5.5-3-4L.5.25.125-1e1").anchors() == [
                Point(1.5, 0.5), Point(-3, -4), Point(0.5, 0.25), Point(0.125, -10),
            ])
        #expect(
            try path("M+1+2,3,4L5.,6").anchors() == [Point(1, 2), Point(3, 4), Point(5, 6)])
        #expect(try path("\n\tM\n1\r2\tL3,\n4  ").anchors() == [Point(1, 2), Point(3, 4)])
    }

    @Test func exponentsScaleNumbers() throws {
        #expect(
            try path("M1e2 1E-2L1.5e+1.5 2e0").anchors().first == Point(100, 0.01))
        #expect(try path("M0 0L1.5e+1.5").anchors().last == Point(15, 0.5))
    }

    @Test func numbersAreRoundedToTheNearestDouble() throws {
        let written: [(String, Double)] = [
            ("0.1", 0.1), ("4.35", 4.35), ("8.41", 8.41), ("1e-23", 1e-23),
            ("123456789.123456789", 123456789.123456789),
            ("900719925474099.31", 900719925474099.31),
            ("0.30000000000000004", 0.30000000000000004),
            ("2.2250738585072014e-308", 2.2250738585072014e-308),
            ("5e-324", .leastNonzeroMagnitude),
            ("0.000000000000000000000000000123456789012345678", 1.23456789012345678e-28),
            ("123456789012345678901234567890e-20", 1234567890.1234567890123456789),
            ("0.1e-400", 0), ("-0.5", -0.5), ("+7", 7), ("007", 7),
        ]
        for (text, value) in written {
            #expect(try path("M\(text) 0").anchors() == [Point(value, 0)], "\(text)")
        }
    }
}
