import Geometry
import SVG
import Scene
import Testing

/// Pictures: where they lie, what they hold, and what is refused.
@Suite struct ImageTests {
    /// Two by one pixels: red, and green at half opacity.
    private static let png =
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAEUlEQVR4nGP4z8Dw"
        + "n+E/QwMAEHkDfiHA/Y0AAAAASUVORK5CYII="

    private func image(_ attributes: String) throws -> Drawing {
        try drawing("<image id='i' \(attributes)/>")
    }

    @Test func pixelsArePremultipliedBlueGreenRedAlpha() throws {
        let drawing = try image("href='\(Self.png)'")
        let raster = try #require(try drawing.shape("i").texture?.raster)
        #expect(raster.width == 2 && raster.height == 1)
        #expect(raster.bytes == [0, 0, 255, 255, 0, 128, 0, 128])
        #expect(drawing.diagnostics.isEmpty)
    }

    @Test(arguments: [
        ("", Rect(x: 0, y: 0, width: 2, height: 1)),
        ("x='3' y='4' width='20'", Rect(x: 3, y: 4, width: 20, height: 10)),
        ("height='20'", Rect(x: 0, y: 0, width: 40, height: 20)),
        ("width='20' height='20'", Rect(x: 0, y: 5, width: 20, height: 10)),
        (
            "width='20' height='20' preserveAspectRatio='none'",
            Rect(x: 0, y: 0, width: 20, height: 20)
        ),
        (
            "width='20' height='20' preserveAspectRatio='xMinYMin slice'",
            Rect(x: 0, y: 0, width: 40, height: 20)
        ),
    ])
    func picturesAreFitted(attributes: String, bounds: Rect) throws {
        let drawing = try image("href='\(Self.png)' \(attributes)")
        let index = try #require(drawing.shapes.firstIndex { $0.texture != nil })
        let found = drawing.bounds(ofShape: index)
        #expect(isClose(found.min, bounds.min) && isClose(found.max, bounds.max), "\(found)")
        let slices = attributes.contains("slice")
        #expect(drawing.stencilShapeIndices(in: drawing.root.children).count == (slices ? 1 : 0))
    }

    /// The limit of all pixels counts a picture once, however often it is shown.
    @Test func copiesShareTheirPixels() throws {
        let drawing = try drawing(
            "<defs><image id='i' href='\(Self.png)'/></defs><use href='#i'/><use href='#i' x='9'/>")
        let rasters = drawing.shapes.compactMap { $0.texture?.raster }
        #expect(rasters.count == 2 && rasters[0] == rasters[1])
        #expect(drawing.bounds(ofShape: 1).min == Point(9, 0))
    }

    @Test func theMeshCoversThePicture() throws {
        let drawing = try image("href='\(Self.png)' width='20' height='10'")
        let shape = try drawing.shape("i")
        let texture = try #require(shape.texture)
        #expect(shape.paintAnchors.count == (texture.columns + 1) * (texture.rows + 1))
        let corners = shape.paintAnchors.map { drawing.points[3 * $0] }
        #expect(corners.first == Point(0, 0) && corners.last == Point(20, 10))
    }

    @Test(arguments: [
        ("http://example.com/a.png", "network"), ("ftp://example.com/a.png", "network"),
        ("//example.com/a.png", "does not exist"), ("nowhere.png", "folder"),
        ("/etc/hostname", "outside"), ("../../../../../../etc/hostname", "folder"),
        ("file:///etc/hostname", "outside"), ("data:image/png;base64,????", "base64"),
        ("data:image/png;base64,iVBORw0KGgo=", "damaged"), ("data:,hello", "neither"),
        ("data:image/gif;base64,R0lGODlhAQABAAAAACw=", "GIF"), ("", "nothing"),
    ])
    func whatCannotBeShownIsSaid(address: String, word: String) throws {
        let drawing = try image("href='\(address)'")
        #expect(drawing.shapes.isEmpty)
        #expect(drawing.diagnostics.count == 1)
        #expect(drawing.messages.first?.contains(word) == true, "\(drawing.messages)")
    }

    @Test func drawingsArePicturesToo() throws {
        let drawing = try image(
            "x='10' width='20' height='20' href='data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org"
                + "/2000/svg%22 viewBox=%220 0 4 4%22%3E%3Crect id=%22in%22 width=%224%22 "
                + "height=%222%22 fill=%22red%22/%3E%3C/svg%3E'")
        let index = try #require(drawing.shapes.firstIndex { $0.element.id == "in" })
        #expect(drawing.bounds(ofShape: index) == Rect(x: 10, y: 0, width: 20, height: 10))
        #expect(try drawing.fill("in") == red)
    }

    /// The header of a PNG with a hundred million pixels.
    @Test func picturesBeyondAllMeasureAreRefused() throws {
        let drawing = try image(
            "href='data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAJxAAACcQCAYAAAC6TmInAAAADElEQVR4nGNg"
                + "oD0AAABkAAGGZDw1AAAAAElFTkSuQmCC'")
        #expect(drawing.shapes.isEmpty)
        #expect(drawing.messages.first?.contains("million") == true, "\(drawing.messages)")
    }
}
