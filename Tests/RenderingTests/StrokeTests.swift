import Geometry
import Pixels
import Rendering
import Scene
import Testing

@Suite struct StrokeTests {
    private func picture(
        of corners: [(Double, Double)], closed: Bool = false, _ stroke: Stroke,
        scale: Double = 1
    ) throws -> PixelBuffer {
        var sketch = Sketch()
        sketch.add(corners, closed: closed, stroke: stroke)
        return try render(sketch) { $0.strokeScales[0] = scale }
    }

    private func line(
        width: Double = 10, cap: Stroke.Cap = .butt, join: Stroke.Join = .miter,
        miterLimit: Double = 4, dashes: [Double] = [], dashOffset: Double = 0,
        pen: Affine = .identity
    ) -> Stroke {
        Stroke(
            paint: .color(.black), width: width, cap: cap, join: join, miterLimit: miterLimit,
            dashes: dashes, dashOffset: dashOffset, pen: pen)
    }

    @Test func caps() throws {
        let ends = [(10.0, 20.0), (30.0, 20.0)]
        let butt = try picture(of: ends, line(cap: .butt))
        #expect(butt[10, 20] == .black && butt[9, 20] == .clear)
        let round = try picture(of: ends, line(cap: .round))
        #expect(round[6, 20] == .black && round[5, 15] == .clear && round[4, 20] == .clear)
        let square = try picture(of: ends, line(cap: .square))
        #expect(square[5, 15] == .black && square[4, 20] == .clear)
    }

    @Test func joins() throws {
        let corner = [(10.0, 30.0), (10.0, 10.0), (30.0, 10.0)]
        let miter = try picture(of: corner, line(join: .miter))
        #expect(miter[5, 5] == .black)
        let round = try picture(of: corner, line(join: .round))
        #expect(round[5, 5] == .clear && round[7, 7] == .black)
        let bevel = try picture(of: corner, line(join: .bevel))
        #expect(bevel[6, 6] == .clear && bevel[9, 9] == .black && bevel[8, 8] == .black)
    }

    @Test func miterBeyondItsLimitBecomesABevel() throws {
        // A right angle has a miter of √2 times the width.
        let corner = [(10.0, 30.0), (10.0, 10.0), (30.0, 10.0)]
        #expect(try picture(of: corner, line(miterLimit: 1.5))[5, 5] == .black)
        #expect(try picture(of: corner, line(miterLimit: 1.3))[5, 5] == .clear)
        #expect(try picture(of: corner, line(miterLimit: .nan))[5, 5] == .clear)
    }

    @Test func closedContourJoinsItsEnds() throws {
        let square = [(10.0, 10.0), (30.0, 10.0), (30.0, 30.0), (10.0, 30.0)]
        let closed = try picture(of: square, closed: true, line(width: 4))
        #expect(closed[8, 8] == .black && closed[10, 20] == .black)
        let open = try picture(of: square, line(width: 4))
        #expect(open[8, 8] == .clear && open[10, 20] == .clear)
    }

    /// Not even at corners, where joins would be.
    @Test func dashesWithoutLengthAndCapDrawNothing() throws {
        let corner: [(Double, Double)] = [(0, 20), (20, 20), (20, 40)]
        let picture = try picture(of: corner, line(width: 8, dashes: [0, 10]))
        #expect(picture[20, 20] == .clear && picture[22, 18] == .clear && picture[10, 20] == .clear)
    }

    @Test func dashesAndTheirOffset() throws {
        let ends = [(0.0, 20.0), (40.0, 20.0)]
        let dashed = try picture(of: ends, line(dashes: [10, 5]))
        #expect(dashed[9, 20] == .black && dashed[10, 20] == .clear && dashed[15, 20] == .black)
        let shifted = try picture(of: ends, line(dashes: [10, 5], dashOffset: 5))
        #expect(shifted[4, 20] == .black && shifted[5, 20] == .clear && shifted[10, 20] == .black)
        let back = try picture(of: ends, line(dashes: [10, 5], dashOffset: -5))
        #expect(back[4, 20] == .clear && back[5, 20] == .black)
    }

    @Test(arguments: [[0, 0], [-1, 3], [.nan, 1], [.infinity, 1]] as [[Double]])
    func senselessDashesMakeASolidLine(dashes: [Double]) throws {
        let solid = try picture(of: [(0, 20), (40, 20)], line(dashes: dashes))
        for x in 0..<40 { #expect(solid[x, 20] == .black) }
    }

    @Test func zeroDashesWithRoundCapsAreDots() throws {
        let dots = try picture(
            of: [(5, 20), (40, 20)], line(width: 6, cap: .round, dashes: [0, 10]))
        #expect(dots[5, 20] == .black && dots[10, 20] == .clear && dots[15, 20] == .black)
    }

    @Test func strokeScaleGrowsWidthAndDashes() throws {
        let ends = [(0.0, 20.0), (40.0, 20.0)]
        let grown = try picture(of: ends, line(width: 5, dashes: [5, 5]), scale: 2)
        #expect(grown[9, 15] == .black && grown[9, 24] == .black)
        #expect(grown[9, 14] == .clear && grown[10, 20] == .clear && grown[20, 20] == .black)
    }

    @Test(arguments: [0, -1, .nan, .infinity, 1e-300] as [Double])
    func senselessScalePaintsNothing(scale: Double) throws {
        #expect(try picture(of: [(0, 20), (40, 20)], line(), scale: scale).painted == nil)
    }

    @Test func penMayBeSlanted() throws {
        let pen = line(width: 4, pen: .scale(1, 4))
        let horizontal = try picture(of: [(0, 20), (40, 20)], pen)
        #expect(horizontal.painted?.y == 12...27)
        let vertical = try picture(of: [(20, 0), (20, 40)], pen)
        #expect(vertical.painted?.x == 18...21)
    }

    @Test func penTakesNoPartInThePlace() throws {
        let pen = line(width: 4, pen: Affine(a: 1, d: 1, tx: 500, ty: -500))
        #expect(try picture(of: [(0, 20), (40, 20)], pen).painted?.y == 18...21)
    }

    @Test(arguments: [
        .scale(0, 1), .scale(0, 0), Affine(a: 1, b: 2, c: 2, d: 4), Affine(a: .nan),
        .scale(.infinity, 1), .scale(1e200, 1e200),
    ])
    func flatPenPaintsNothingAndBreaksNothing(pen: Affine) throws {
        var sketch = Sketch()
        sketch.add([(0, 20), (40, 20)], closed: false, stroke: line(pen: pen))
        sketch.square(0, 0, 10, fill: .red)
        let picture = try render(sketch)
        #expect(picture[20, 20] == .clear)
        #expect(picture[5, 5] == Pixel(255, 0, 0, 255))
    }

    /// The place is given as two anchors, as one that is closed, and as a curve without length.
    @Test(arguments: [1, 2, 3])
    func pathWithoutLengthIsADot(form: Int) throws {
        func dot(_ cap: Stroke.Cap, _ pen: Affine = .identity) throws -> PixelBuffer {
            try picture(
                of: Array(repeating: (20, 20), count: form), closed: form != 2,
                line(cap: cap, pen: pen))
        }
        #expect(try dot(.butt).painted == nil)
        let round = try dot(.round)
        #expect(round[16, 20] == .black && round[15, 15] == .clear)
        let square = try dot(.square)
        #expect(square[15, 15].isNear(.black, 12) && square[24, 24].isNear(.black, 12))
        #expect(square[14, 20].alpha < 12 && square[20, 14] == .clear)
        let turned = try dot(.square, .rotation(degrees: 45))
        #expect(turned[20, 14] == .black && turned[15, 15] == .clear)
    }

    @Test func loneMoveIsNoDot() throws {
        for cap in [Stroke.Cap.butt, .round, .square] {
            #expect(try picture(of: [(20, 20)], line(cap: cap)).painted == nil)
        }
    }

    /// Stroke and fill of one shape, with another's paint in between.
    @Test func fillAndStrokeShareAPath() throws {
        var sketch = Sketch()
        let line = line(width: 4)
        sketch.square(0, 0, 20, fill: .red, stroke: line)
        sketch.square(20, 20, 15, fill: .blue)
        sketch.arrange([.shape(0), .shape(1), .shape(0)])
        let picture = try render(sketch)
        #expect(picture[1, 10] == .black && picture[10, 10] == Pixel(255, 0, 0, 255))
        #expect(picture[25, 25] == Pixel(0, 0, 255, 255))
        #expect(picture[21, 21] == .black)
    }
}
