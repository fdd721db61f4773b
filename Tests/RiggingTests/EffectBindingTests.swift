import Geometry
import Rigging
import SVG
import Scene
import Testing

/// What cuts and what shades is bound with what it is for.
@Suite struct EffectBindingTests {
    /// A character of the `body` rig with the art given.
    private func bound(
        _ definitions: String, _ art: String, illustration: String = ""
    ) throws -> (Drawing, Binding) {
        let joints = StickFigure.bodyJoints.map {
            "<circle id='\($0.name)' cx='\($0.position.x)' cy='\($0.position.y)' r='1'/>"
        }.joined()
        let text =
            "<svg xmlns='http://www.w3.org/2000/svg' width='400' height='400'><defs>\(definitions)"
            + "</defs><g id='illustration' \(illustration)>\(art)</g>"
            + "<g id='skeleton' display='none'>\(joints)</g></svg>"
        let drawing = try SVGReader.parse(Array(text.utf8), name: "figure.svg")
        return (drawing, try Binding(drawing, source: "figure.svg"))
    }

    @Test func clipsAndMasksAreBoundButAreNoArt() throws {
        let (drawing, binding) = try bound(
            "<clipPath id='c'><rect x='30' y='30' width='20' height='20'/></clipPath>"
                + "<mask id='m'><rect x='30' y='30' width='20' height='20' fill='white'/></mask>",
            "<rect id='a' x='30' y='30' width='30' height='30' clip-path='url(#c)'/>"
                + "<g mask='url(#m)'><rect id='b' x='30' y='30' width='30' height='30'/></g>")
        #expect(binding.shapes.filter { !$0.isStencil }.count == 2)
        let stencils = Set(binding.shapes.filter(\.isStencil).map(\.shape))
        #expect(stencils == Set(drawing.stencilShapeIndices(in: drawing.root.children)))
        #expect(stencils.count == 2)
        #expect(binding.influenceStarts.count == 3 * 16 + 1)
    }

    @Test func whatCutsAllArtIsBoundToo() throws {
        let (_, binding) = try bound(
            "<clipPath id='c'><rect width='200' height='200'/></clipPath>",
            "<rect x='30' y='30' width='30' height='30'/>", illustration: "clip-path='url(#c)'")
        #expect(binding.shapes.filter(\.isStencil).count == 1)
    }

    /// A gradient's frame begins at the corner of its shape's bounds, which may lie next to another
    /// limb; it follows the bones of its shape all the same.
    @Test func gradientsFollowTheBonesOfTheirShape() throws {
        let (drawing, binding) = try bound(
            "<linearGradient id='g'><stop/><stop offset='1'/></linearGradient>",
            "<path id='a' d='M30 30L60 35L60 60Z' fill='url(#g)'/>")
        let shape = try #require(binding.shapes.first)
        #expect(shape.paintAnchors.count == 1)
        let own = Set(shape.boneShares.map(\.bone))
        let first = 3 * shape.anchors.count
        for point in first..<first + 3 {
            let range = binding.influenceStarts[point]..<binding.influenceStarts[point + 1]
            #expect(binding.influences[range].allSatisfy { own.contains($0.bone) })
        }
        // At rest, what is bound is where it was.
        let anchor = shape.paintAnchors.lowerBound
        #expect(drawing.points[3 * anchor] == Point(30, 30))
    }
}
