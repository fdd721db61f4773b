import Geometry
import Pixels
import Rendering
import Scene
import Testing

@Suite struct BadInputTests {
    @Test(arguments: [.nan, .infinity, -.infinity] as [Double])
    func shapeWithoutNumbersIsLeftOut(value: Double) throws {
        var sketch = Sketch()
        sketch.square(0, 0, 20, fill: .red, stroke: Stroke(paint: .color(.black)), opacity: 0.5)
        sketch.square(20, 20, 10, fill: .blue)
        for point in 0..<12 {
            let picture = try render(sketch) { $0.points[point].y = value }
            #expect(picture[10, 10] == .clear)
            #expect(picture[25, 25] == Pixel(0, 0, 255, 255))
        }
    }

    @Test func pointsBeyondCairosNumbersStayThere() throws {
        var sketch = Sketch()
        sketch.square(0, 0, 1, fill: .red, stroke: Stroke(paint: .color(.black), width: 2))
        for size in [1e5, 1e7, 1e9, 1e18, 1e300] {
            // A square about the picture's middle, far larger than the picture.
            let around = try render(sketch) { frame in
                for index in 0..<12 {
                    frame.points[index] = (frame.points[index] - 0.5) * (2 * size)
                }
            }
            #expect(around[20, 20] == Pixel(255, 0, 0, 255), "\(size)")
            // And one beside it.
            let beside = try render(sketch) { frame in
                for index in 0..<12 {
                    frame.points[index] = (frame.points[index] + Point(1, 0)) * size
                }
            }
            #expect(beside.painted == nil, "\(size)")
        }
    }

    @Test(arguments: [1e7, 1e12, 1e300])
    func widePensPaintEverything(width: Double) throws {
        for join in [Stroke.Join.miter, .round, .bevel] {
            var sketch = Sketch()
            sketch.add(
                [(10, 10), (30, 10), (30, 30)], closed: false,
                stroke: Stroke(
                    paint: .color(.black), width: width, cap: .round, join: join, miterLimit: 1e9))
            #expect(try render(sketch)[20, 20] == .black)
        }
    }

    @Test(arguments: [1e-9, 1e-3, 1e12])
    func dashesOfAnySizeAreDrawn(dash: Double) throws {
        var sketch = Sketch()
        sketch.add(
            [(-1e9, 20), (1e9, 20)], closed: false,
            stroke: Stroke(
                paint: .color(.black), width: 10, dashes: [dash, dash], dashOffset: 1e18))
        _ = try render(sketch)
    }

    @Test func placementWithoutNumbersPaintsTheBackgroundOnly() throws {
        var sketch = Sketch()
        sketch.square(0, 0, 20, stroke: Stroke(paint: .color(.red)))
        for transform in [Affine(a: .nan), Affine(tx: .infinity), .scale(0, 0)] {
            let picture = try render(
                sketch, placement: Placement(transform: transform, background: .white))
            #expect(picture[10, 10] == .white)
        }
    }

    @Test func coloursBeyondTheirRangeAreMovedIntoIt() throws {
        var sketch = Sketch()
        sketch.square(0, 0, 20, fill: Color(red: 7, green: -1, blue: .nan, alpha: 3))
        let picture = try render(
            sketch,
            placement: Placement(background: Color(red: .nan, green: 2, blue: -.infinity)))
        #expect(picture[10, 10] == Pixel(255, 0, 0, 255))
        #expect(picture[30, 30] == Pixel(0, 255, 0, 255))
    }

    @Test func frameOfAnotherDrawingIsRefused() throws {
        var sketch = Sketch()
        sketch.square(0, 0, 20)
        var other = sketch
        other.square(0, 0, 20)
        let renderer = CairoRenderer(drawing: sketch.drawing, list: DisplayList(other.drawing))
        let picture = PixelBuffer(width: 40, height: 40)
        let error = #expect(throws: RenderingError.self) {
            try renderer.render(SceneFrame(restPoseOf: other.drawing), into: picture)
        }
        #expect(error?.kind == .drawing)
        // Commands for shapes that the drawing lacks are passed over.
        try renderer.render(SceneFrame(restPoseOf: sketch.drawing), into: picture)
        #expect(picture[10, 10] == .black)
    }

    @Test func contoursBeyondThePointsAreLeftOut() throws {
        var sketch = Sketch()
        sketch.square(0, 0, 20, fill: .red)
        sketch.square(20, 20, 10, fill: .blue)
        for contour in [
            Contour(firstAnchor: -1, anchorCount: 3, isClosed: true),
            Contour(firstAnchor: 7, anchorCount: 2, isClosed: true),
            Contour(firstAnchor: 0, anchorCount: .max, isClosed: true),
            Contour(firstAnchor: .max, anchorCount: 1, isClosed: true),
            Contour(firstAnchor: 0, anchorCount: -1, isClosed: true),
        ] {
            sketch.change(0) { $0.contours = [contour] }
            let picture = try render(sketch)
            #expect(picture[10, 10] == .clear)
            #expect(picture[25, 25] == Pixel(0, 0, 255, 255))
        }
        sketch.change(0) { $0.contours = [Contour(firstAnchor: 0, anchorCount: 0, isClosed: true)] }
        #expect(try render(sketch)[10, 10] == .clear)
    }

    @Test(arguments: [
        (0, 10), (10, 0), (-1, 10), (10, -5), (32768, 1), (1, 32768), (32767, 32767),
        (.max, .max), (.min, 1),
    ])
    func sizesThatNoPictureCanHave(width: Int, height: Int) {
        let error = #expect(throws: RenderingError.self) {
            try PixelBuffer.validated(width: width, height: height)
        }
        #expect(error?.kind == .badSize)
        #expect(error?.message.contains("give") == true)
    }

    @Test func rendererRefusesThemToo() throws {
        let sketch = Sketch()
        let renderer = CairoRenderer(drawing: sketch.drawing, list: DisplayList(sketch.drawing))
        let frame = SceneFrame(restPoseOf: sketch.drawing)
        for target in [PixelBuffer(width: 32768, height: 1), PixelBuffer(width: 0, height: 4)] {
            let error = #expect(throws: RenderingError.self) {
                try renderer.render(frame, into: target)
            }
            #expect(error?.kind == .badSize)
        }
        // And goes on with the next target.
        try renderer.render(frame, into: PixelBuffer(width: 32767, height: 1))
    }
}
