import Geometry
import Pixels
import Rendering
import Scene
import Testing

/// What gradients, patterns and textures look like, pixel by pixel.
@Suite struct PaintServerPixelTests {
    /// A square of 40 with a paint whose frame is the anchor behind its own.
    private func painted(
        _ paint: (Int) -> Paint, frame: [Point], opacity: Double = 1
    ) throws -> PixelBuffer {
        var sketch = Sketch()
        let square = sketch.square(0, 0, 40)
        let anchor = sketch.drawing.points.count / 3
        sketch.append(frame)
        sketch.change(square) { shape in
            shape.fill = Fill(paint: paint(anchor), opacity: opacity)
            shape.paintAnchors = anchor..<anchor + 1
        }
        return try render(sketch)
    }

    private func stops(_ colors: Color...) -> [Gradient.Stop] {
        colors.enumerated().map {
            Gradient.Stop(offset: Double($0.offset) / Double(colors.count - 1), color: $0.element)
        }
    }

    @Test func gradientsRunAlongTheirFrame() throws {
        let picture = try painted(
            { .gradient(Gradient(form: .linear, stops: stops(.red, .blue), anchor: $0)) },
            frame: [Point(0, 0), Point(40, 0), Point(0, 40)])
        #expect(picture[0, 20].isNear(Pixel(252, 0, 3, 255), 2))
        #expect(picture[19, 3].isNear(Pixel(131, 0, 124, 255), 2))
        #expect(picture[39, 39].isNear(Pixel(3, 0, 252, 255), 2))
    }

    /// Half-clear red over nothing: premultiplied, and no darker for that.
    @Test func stopsFade() throws {
        let clear = Color(red: 1, green: 0, blue: 0, alpha: 0)
        let picture = try painted(
            { .gradient(Gradient(form: .linear, stops: stops(.red, clear), anchor: $0)) },
            frame: [Point(0, 0), Point(40, 0), Point(0, 40)], opacity: 0.5)
        #expect(picture[20, 20].isNear(Pixel(62, 0, 0, 62), 2))
    }

    @Test func gradientsTurnWithTheirFrame() throws {
        let picture = try painted(
            { .gradient(Gradient(form: .linear, stops: stops(.red, .blue), anchor: $0)) },
            frame: [Point(40, 0), Point(40, 40), Point(0, 0)])
        #expect(picture[20, 0].isNear(Pixel(252, 0, 3, 255), 2))
        #expect(picture[20, 39].isNear(Pixel(3, 0, 252, 255), 2))
    }

    @Test func circlesMayBeOval() throws {
        let picture = try painted(
            {
                .gradient(
                    Gradient(
                        form: .radial(focus: .zero, focalRadius: 0), stops: stops(.white, .black),
                        anchor: $0))
            }, frame: [Point(20, 20), Point(40, 20), Point(20, 30)])
        #expect(picture[20, 20].red > 240)
        #expect(picture[30, 20].isNear(Pixel(121, 121, 121, 255), 4))
        #expect(picture[20, 25].isNear(Pixel(114, 114, 114, 255), 4))
        #expect(picture[20, 35] == .black)
    }

    @Test func aFlatFramePaintsTheLastColour() throws {
        let picture = try painted(
            { .gradient(Gradient(form: .linear, stops: stops(.red, .blue), anchor: $0)) },
            frame: [Point(5, 5), Point(5, 5), Point(5, 5)])
        #expect(picture[20, 20] == Pixel(0, 0, 255, 255))
    }

    @Test func tilesRepeatAndFollowTheirFrame() throws {
        var tile = Sketch()
        tile.square(0, 0, 5, fill: .red)
        tile.square(5, 0, 5, fill: Color(red: 0, green: 0, blue: 1, alpha: 0.5))
        var drawing = tile.drawing
        drawing.size = Size(width: 10, height: 10)
        let pattern = { Paint.pattern(Pattern(tile: drawing, scale: Point(1, 1), anchor: $0)) }
        let upright = try painted(
            pattern, frame: [Point(0, 0), Point(10, 0), Point(0, 10)])
        for (x, y) in [(0, 0), (10, 0), (0, 10), (30, 20)] {
            #expect(upright[x + 2, y + 2] == Pixel(255, 0, 0, 255))
            #expect(upright[x + 7, y + 2].isNear(Pixel(0, 0, 128, 128)))
            #expect(upright[x + 2, y + 7] == .clear)
        }
        let turned = try painted(
            pattern, frame: [Point(10, 0), Point(10, 10), Point(0, 0)], opacity: 0.5)
        #expect(turned[7, 2].isNear(Pixel(128, 0, 0, 128)))
        #expect(turned[7, 7].isNear(Pixel(0, 0, 64, 64)))
    }

    // MARK: - Textures

    /// Four pixels: red and green above, blue and half-clear white below.
    private static let raster = Raster(
        width: 2, height: 2,
        bytes: [0, 0, 255, 255, 0, 255, 0, 255, 255, 0, 0, 255, 128, 128, 128, 128])

    private func textured(
        columns: Int, rows: Int, _ corners: [Point], outline: [(Double, Double)]
    ) throws -> PixelBuffer {
        let raster = try #require(Self.raster)
        var sketch = Sketch()
        let shape = sketch.add(outline)
        let first = sketch.drawing.points.count / 3
        for corner in corners { sketch.append([corner, corner, corner]) }
        sketch.change(shape) { shape in
            shape.texture = Texture(raster, columns: columns, rows: rows, isPixelated: true)
            shape.paintAnchors = first..<first + corners.count
        }
        return try render(sketch)
    }

    @Test func aFlatTextureKeepsItsPixels() throws {
        let picture = try textured(
            columns: 1, rows: 1, [Point(0, 0), Point(20, 0), Point(0, 20), Point(20, 20)],
            outline: [(0, 0), (20, 0), (20, 20), (0, 20)])
        #expect(picture[5, 5] == Pixel(255, 0, 0, 255))
        #expect(picture[15, 5] == Pixel(0, 255, 0, 255))
        #expect(picture[5, 15] == Pixel(0, 0, 255, 255))
        #expect(picture[15, 15].isNear(Pixel(128, 128, 128, 128)))
        #expect(picture[25, 5] == .clear)
    }

    /// Sheared in its right half only: nothing is missed where triangles meet.
    @Test func aBentTextureHasNoSeams() throws {
        let corners = [
            Point(0, 0), Point(10, 0), Point(20, 10), Point(0, 20), Point(10, 20), Point(20, 30),
        ]
        let picture = try textured(
            columns: 2, rows: 1, corners,
            outline: [(0, 0), (10, 0), (20, 10), (20, 30), (10, 20), (0, 20)])
        #expect(picture[5, 5] == Pixel(255, 0, 0, 255))
        #expect(picture[15, 10] == Pixel(0, 255, 0, 255))
        #expect(picture[5, 15] == Pixel(0, 0, 255, 255))
        #expect(picture[15, 22].isNear(Pixel(128, 128, 128, 128)))
        for y in 1..<19 {
            for x in 1..<10 { #expect(picture[x, y].alpha == 255, "\(x), \(y)") }
        }
    }

    @Test func aMeshWithTooFewCornersIsNotDrawn() throws {
        let picture = try textured(
            columns: 2, rows: 2, [Point(0, 0), Point(20, 0)],
            outline: [(0, 0), (20, 0), (20, 20), (0, 20)])
        #expect(picture.painted == nil)
    }
}
