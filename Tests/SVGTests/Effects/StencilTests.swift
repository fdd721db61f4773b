import Geometry
import SVG
import Scene
import Testing

/// Clips and masks as data.
@Suite struct StencilTests {
    private func group(_ body: String) throws -> Group {
        let drawing = try drawing(body)
        guard case .group(let group) = try #require(drawing.root.children.last) else {
            throw Missing()
        }
        return group
    }

    private struct Missing: Error {}

    @Test func aClipIsAStencilOfItsShapes() throws {
        let drawing = try drawing(
            "<clipPath id='c'><circle cx='5' cy='5' r='5' fill='none' opacity='0.2' "
                + "clip-rule='evenodd'/></clipPath>"
                + "<rect id='r' width='10' height='10' clip-path='url(#c)'/>")
        guard case .group(let group) = try #require(drawing.root.children.first) else {
            throw Missing()
        }
        #expect(group.stencils.map(\.measure) == [.coverage])
        let stencil = try #require(group.stencils.first)
        let index = try #require(drawing.shapeIndices(in: stencil.content.children).first)
        let shape = drawing.shapes[index]
        // Paint means nothing to a clip.
        #expect(shape.fill == Fill(paint: .color(.black), rule: .evenOdd))
        #expect(shape.opacity == 1)
        #expect(drawing.bounds(ofShape: index) == Rect(x: 0, y: 0, width: 10, height: 10))
        #expect(drawing.stencilShapeIndices(in: drawing.root.children) == [index])
    }

    @Test func unitsOfAClipMayBeTheShapesBounds() throws {
        let drawing = try drawing(
            "<clipPath id='c' clipPathUnits='objectBoundingBox'><rect width='.5' height='.25'/>"
                + "</clipPath><rect x='20' y='40' width='40' height='40' clip-path='url(#c)' "
                + "transform='translate(1 2)'/>")
        let index = try #require(
            drawing.stencilShapeIndices(in: drawing.root.children).first)
        #expect(drawing.bounds(ofShape: index) == Rect(x: 21, y: 42, width: 20, height: 10))
    }

    @Test(arguments: [
        ("circle(4px at 5px 6px)", Rect(x: 21, y: 42, width: 8, height: 8)),
        ("circle()", Rect(x: 20, y: 50, width: 40, height: 40)),
        ("ellipse(25% 50%)", Rect(x: 30, y: 40, width: 20, height: 60)),
        ("inset(10px 5px)", Rect(x: 25, y: 50, width: 30, height: 40)),
        ("polygon(0 0, 100% 0, 50% 50%)", Rect(x: 20, y: 40, width: 40, height: 30)),
    ])
    func formsOfStyleSheetsClipToo(text: String, bounds: Rect) throws {
        let drawing = try drawing(
            "<rect x='20' y='40' width='40' height='60' clip-path='\(text)'/>")
        let index = try #require(
            drawing.stencilShapeIndices(in: drawing.root.children).first)
        let found = drawing.bounds(ofShape: index)
        #expect(isClose(found.min, bounds.min) && isClose(found.max, bounds.max), "\(found)")
    }

    @Test func masksTellWhatTheyMeasure() throws {
        let kinds = [
            ("", Stencil.Measure.luminance), ("mask-type='alpha'", .coverage),
            ("color-interpolation='linearRGB'", .linearLuminance),
        ]
        for (attribute, measure) in kinds {
            let group = try group(
                "<mask id='m' \(attribute)><rect width='10' height='10' fill='white'/></mask>"
                    + "<rect width='10' height='10' mask='url(#m)'/>")
            #expect(group.stencils.map(\.measure) == [measure], "\(attribute)")
        }
    }

    /// The usual region, a tenth beyond the bounds, cuts nothing, and what does not cut need not be
    /// deformed.
    @Test func onlyARegionThatCutsIsKept() throws {
        let mask = "<rect width='10' height='10' fill='white'/></mask>"
        let usual = try group(
            "<mask id='m'>\(mask)<rect width='10' height='10' mask='url(#m)'/>")
        #expect(usual.stencils[0].content.stencils.isEmpty)
        let narrow = try group(
            "<mask id='m' width='0.5'>\(mask)<rect width='10' height='10' mask='url(#m)'/>")
        #expect(narrow.stencils[0].content.stencils.count == 1)
    }

    @Test(arguments: [
        "<clipPath id='a' clip-path='url(#a)'><rect width='5' height='5'/></clipPath>",
        "<clipPath id='a'><rect width='5' height='5' clip-path='url(#a)'/></clipPath>",
        "<clipPath id='a' clip-path='url(#b)'><rect width='5' height='5'/></clipPath>"
            + "<clipPath id='b' clip-path='url(#a)'><rect width='5' height='5'/></clipPath>",
    ])
    func aClipThatNeedsItselfIsAsGoodAsNone(definition: String) throws {
        let drawing = try drawing(
            definition + "<rect width='10' height='10' clip-path='url(#a)'/>")
        #expect(drawing.diagnostics.map(\.kind) == [.reference])
        #expect(drawing.shapes.allSatisfy { $0.isVisible })
    }

    @Test func masksAndPatternsThatNeedThemselvesEnd() throws {
        let masked = try drawing(
            "<mask id='m'><rect width='5' height='5' mask='url(#m)'/></mask>"
                + "<rect width='10' height='10' mask='url(#m)'/>")
        #expect(masked.diagnostics.map(\.kind) == [.reference])
        let pattern = try drawing(
            "<pattern id='p' width='5' height='5' patternUnits='userSpaceOnUse'>"
                + "<rect width='5' height='5' fill='url(#p) red'/></pattern>"
                + "<rect width='10' height='10' fill='url(#p)'/>")
        #expect(pattern.diagnostics.map(\.kind) == [.reference])
        let marker = try drawing(
            "<marker id='m' markerWidth='9' markerHeight='9'><path d='M0 0L1 1' "
                + "marker-start='url(#m)'/></marker>"
                + "<path d='M0 0L9 9' stroke='red' marker-start='url(#m)'/>")
        #expect(marker.diagnostics.map(\.kind) == [.reference])
    }

    /// Masks that double at every level would be a million; the limit of elements ends them.
    @Test func referencesThatMultiplyAreRefused() throws {
        var text = "<mask id='m0'><rect width='1' height='1'/></mask>"
        for level in 1...20 {
            let use = "<rect width='9' height='9' mask='url(#m\(level - 1))'/>"
            text += "<mask id='m\(level)'>" + String(repeating: use, count: 4) + "</mask>"
        }
        text += "<rect width='9' height='9' mask='url(#m20)'/>"
        var options = SVGOptions()
        options.limits.elements = 20_000
        let body = text
        #expect(throws: SVGError.self) { _ = try drawing(body, options: options) }
    }

    @Test func viewportsCutOnlyWhatReachesOut() throws {
        let inside = try group("<svg width='20' height='20'><rect width='5' height='5'/></svg>")
        #expect(inside.stencils.isEmpty)
        let outside = try group("<svg width='20' height='20'><rect width='25' height='5'/></svg>")
        #expect(outside.stencils.count == 1)
        let shown = try group(
            "<svg width='20' height='20' overflow='visible'><rect width='25' height='5'/></svg>")
        #expect(shown.stencils.isEmpty)
    }
}
