import Geometry
import Pixels
import Rendering
import Scene
import Testing

@Suite struct PaintingTests {
    @Test func channelsLieAsBlueGreenRedAlpha() throws {
        var sketch = Sketch()
        sketch.square(0, 0, 10, fill: Color(red: 1, green: 0.2, blue: 0.4))
        let picture = try render(sketch)
        #expect(Array(picture.bytes[0..<4]) == [102, 51, 255, 255])
        #expect(picture[9, 9] == Pixel(255, 51, 102, 255))
        #expect(picture[10, 9] == .clear)
        #expect(picture[9, 10] == .clear)
    }

    @Test func colourIsPremultiplied() throws {
        var sketch = Sketch()
        sketch.square(0, 0, 10, fill: Color(red: 1, green: 0, blue: 0, alpha: 0.5))
        sketch.add(
            [(corners(20, 0, 10), true)],
            fill: Fill(paint: .color(Color(red: 0, green: 0, blue: 1, alpha: 0.5)), opacity: 0.5))
        let picture = try render(sketch)
        #expect(picture[5, 5].isNear(Pixel(128, 0, 0, 128)))
        #expect(picture[25, 5].isNear(Pixel(0, 0, 64, 64)))
    }

    private func corners(_ x: Double, _ y: Double, _ side: Double) -> [Point] {
        [(x, y), (x + side, y), (x + side, y + side), (x, y + side)].flatMap {
            [Point](repeating: Point($0, $1), count: 3)
        }
    }

    /// Two overlapping squares in one faded group: the overlap is no darker.
    @Test func groupIsComposedBeforeItIsFaded() throws {
        var sketch = Sketch()
        sketch.square(0, 0, 20, fill: .red)
        sketch.square(10, 10, 20, fill: .blue)
        sketch.arrange([group(0.5, .shape(0), .shape(1))])
        let grouped = try render(sketch)
        #expect(grouped[5, 5].isNear(Pixel(128, 0, 0, 128)))
        #expect(grouped[15, 15].isNear(Pixel(0, 0, 128, 128)))

        sketch.arrange([group(0.5, .shape(0)), group(0.5, .shape(1))])
        let apart = try render(sketch)
        #expect(apart[15, 15].isNear(Pixel(64, 0, 128, 192)))
    }

    /// The stroke's inner half lies over the fill; faded together, the fill does not show through.
    @Test func shapeOpacityFadesFillAndStrokeTogether() throws {
        var sketch = Sketch()
        sketch.square(
            10, 10, 20, fill: .red, stroke: Stroke(paint: .color(.blue), width: 8), opacity: 0.5)
        let picture = try render(sketch)
        #expect(picture[20, 20].isNear(Pixel(128, 0, 0, 128)))
        #expect(picture[12, 20].isNear(Pixel(0, 0, 128, 128)))
        #expect(picture[8, 20].isNear(Pixel(0, 0, 128, 128)))
    }

    @Test func nestedGroupsMultiply() throws {
        var sketch = Sketch()
        sketch.square(0, 0, 10, fill: .red)
        sketch.square(20, 0, 10, fill: .green)
        sketch.square(0, 20, 10, fill: .blue)
        sketch.arrange([group(0.5, .shape(0), group(0.5, .shape(1), .shape(2)))])
        let picture = try render(sketch)
        #expect(picture[5, 5].isNear(Pixel(128, 0, 0, 128)))
        #expect(picture[25, 5].isNear(Pixel(0, 64, 0, 64)))
        #expect(picture[5, 25].isNear(Pixel(0, 0, 64, 64)))
    }

    /// Layers are cut to their content, but tips and caps reach beyond the points.
    @Test(arguments: [
        Stroke(paint: .color(.black), width: 4, miterLimit: 20),
        Stroke(paint: .color(.black), width: 8, cap: .round, join: .round),
        Stroke(paint: .color(.black), width: 8, cap: .square, join: .bevel),
        Stroke(
            paint: .color(.black), width: 12, cap: .square, join: .round, pen: .scale(1, 0.125)),
    ])
    func layersLoseNothingOfTheirContent(stroke: Stroke) throws {
        var sketch = Sketch()
        sketch.add([(20, 15), (40, 17.5), (20, 20)], closed: false, stroke: stroke)
        sketch.square(39, 17, 1, fill: .red)
        let plain = try render(sketch, width: 64)
        sketch.arrange([group(0.9999, .shape(0), .shape(1))])
        let layered = try render(sketch, width: 64)
        for y in 0..<40 { for x in 0..<64 { #expect(layered[x, y].isNear(plain[x, y])) } }
        #expect(try #require(plain.painted).x.lowerBound < 20)
    }

    @Test func holesFollowTheFillRule() throws {
        var sketch = Sketch()
        let rings: [(points: [Point], closed: Bool)] = [
            (corners(0, 0, 30), true), (corners(10, 10, 10), true),
        ]
        sketch.add(rings, fill: Fill(paint: .color(.black), rule: .evenOdd))
        #expect(try render(sketch)[15, 15] == .clear)
        #expect(try render(sketch)[5, 5] == .black)
        sketch.change(0) { $0.fill?.rule = .nonZero }
        #expect(try render(sketch)[15, 15] == .black)
    }

    @Test func reversedContourIsAHoleUnderNonZero() throws {
        var sketch = Sketch()
        sketch.add(
            [(corners(0, 0, 30), true), (corners(10, 10, 10).reversed(), true)],
            fill: Fill(paint: .color(.black)))
        #expect(try render(sketch)[15, 15] == .clear)
    }

    @Test func curvesBulgeByTheirHandles() throws {
        // A circle of four anchors, radius 15 about (20, 20).
        let k = 15 * 0.5522847498
        var sketch = Sketch()
        sketch.add(
            [
                (
                    [
                        Point(35, 20), Point(35, 20 - k), Point(35, 20 + k),
                        Point(20, 35), Point(20 + k, 35), Point(20 - k, 35),
                        Point(5, 20), Point(5, 20 + k), Point(5, 20 - k),
                        Point(20, 5), Point(20 - k, 5), Point(20 + k, 5),
                    ], true
                )
            ], fill: Fill(paint: .color(.black)))
        let picture = try render(sketch)
        var area = 0.0
        for y in 0..<40 { for x in 0..<40 { area += Double(picture[x, y].alpha) / 255 } }
        #expect(abs(area - .pi * 225) < 5)
        #expect(picture[20 + 9, 20 + 9] == .black)
        #expect(picture[20 + 12, 20 + 12] == .clear)
    }

    @Test func oneAnchorWithHandlesIsALoop() throws {
        var sketch = Sketch()
        sketch.add(
            [([Point(20, 35), Point(45, -10), Point(-5, -10)], true)],
            fill: Fill(paint: .color(.black)))
        #expect(try render(sketch)[20, 10] == .black)
    }

    @Test func backgroundReplacesWhatWasThere() throws {
        var sketch = Sketch()
        sketch.square(0, 0, 10, fill: .red)
        let half = Color(red: 0, green: 0, blue: 1, alpha: 0.5)
        let renderer = CairoRenderer(
            drawing: sketch.drawing, list: DisplayList(sketch.drawing),
            placement: Placement(background: half))
        let picture = PixelBuffer(width: 40, height: 40)
        picture.bytes.initializeMemory(as: UInt8.self, repeating: 255)
        for _ in 0..<2 {
            try renderer.render(SceneFrame(restPoseOf: sketch.drawing), into: picture)
            #expect(picture[20, 20].isNear(Pixel(0, 0, 128, 128)))
            #expect(picture[5, 5] == Pixel(255, 0, 0, 255))
        }
    }

    @Test func placementScalesAndMovesPathsAndPens() throws {
        var sketch = Sketch()
        sketch.add(
            [(0, 5), (10, 5)], closed: false, stroke: Stroke(paint: .color(.black), width: 2))
        let placement = Placement(transform: Affine(a: 2, d: 3, tx: 10, ty: 5), background: .white)
        let picture = try render(sketch, placement: placement)
        // The line lies at y 20 and is 6 wide, from x 10 to x 30.
        #expect(picture[10, 17] == .black && picture[29, 22] == .black)
        #expect(picture[9, 20] == .white && picture[30, 20] == .white)
        #expect(picture[20, 16] == .white && picture[20, 23] == .white)
    }

    @Test func framesHideShapesAndMovePoints() throws {
        var sketch = Sketch()
        sketch.square(0, 0, 10, fill: .red)
        sketch.square(0, 0, 10, fill: .blue)
        let picture = try render(sketch) { frame in
            frame.isShown[1] = false
            for index in 0..<12 { frame.points[index] += Point(20, 20) }
        }
        #expect(picture[25, 25] == Pixel(255, 0, 0, 255))
        #expect(picture[5, 5] == .clear)
    }

    @Test func hiddenContentMakesAnEmptyLayer() throws {
        var sketch = Sketch()
        sketch.square(0, 0, 10, fill: .red)
        sketch.square(0, 0, 10, fill: .blue)
        sketch.square(20, 20, 10, fill: .green)
        sketch.arrange([group(0.5, .shape(0), .shape(1)), .shape(2)])
        let picture = try render(sketch) {
            $0.isShown[0] = false; $0.isShown[1] = false
        }
        #expect(picture[5, 5] == .clear)
        #expect(picture[25, 25] == Pixel(0, 255, 0, 255))
    }

    @Test func antialiasingCanBeTurnedOff() throws {
        var sketch = Sketch()
        sketch.add([(0, 0), (40, 10), (40, 40)], fill: .black)
        let hard = try render(sketch, antialiasing: .none)
        let soft = try render(sketch)
        let alphas: (PixelBuffer) -> Set<UInt8> = { picture in
            Set((0..<1600).map { picture[$0 % 40, $0 / 40].alpha })
        }
        #expect(alphas(hard) == [0, 255])
        #expect(alphas(soft).count > 2)
    }

    @Test func sameFrameGivesTheSameBytes() throws {
        var sketch = Sketch()
        sketch.add(
            [(1.5, 2), (30, 9.25), (12, 33)], fill: .red, stroke: Stroke(paint: .color(.blue)))
        let first = try render(sketch)
        let second = try render(sketch)
        #expect(first.bytes.elementsEqual(second.bytes))
    }
}
