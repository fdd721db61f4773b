import Fixtures
import Foundation
import Geometry
import Rendering
import SVG
import Scene
import Sinks
import Testing

@testable import Vectors

@Suite struct VectorSinkTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Fills, gradients, strokes of both kinds of pen, a fade, a clip, a mask, a blend.
    private static let picture = """
        <svg xmlns="http://www.w3.org/2000/svg" width="100" height="80">
          <linearGradient id="l"><stop stop-color="red"/><stop offset="1" stop-color="blue"
            stop-opacity="0.5"/></linearGradient>
          <radialGradient id="r" gradientTransform="skewX(20)"><stop stop-color="white"/>
            <stop offset="1" stop-color="green"/></radialGradient>
          <clipPath id="c"><circle cx="30" cy="30" r="20"/></clipPath>
          <mask id="m"><rect width="100" height="50" fill="#888"/></mask>
          <rect x="5" y="5" width="30" height="20" fill="url(#l)"/>
          <ellipse cx="60" cy="30" rx="25" ry="12" fill="url(#r)" stroke="black" stroke-width="3"/>
          <path d="M10 60 L40 70 L70 60" fill="none" stroke="purple" stroke-width="4"
            stroke-dasharray="6 3" stroke-linecap="round" transform="matrix(1 0.2 0 0.6 3 20)"/>
          <g opacity="0.5"><rect x="50" y="40" width="20" height="20"/>
            <rect x="60" y="50" width="20" height="20" fill="orange"/></g>
          <g clip-path="url(#c)"><rect x="20" y="20" width="40" height="40" fill="teal"/></g>
          <g mask="url(#m)"><path d="M70 40h20v35h-20z M75 50v10h10v-10z" fill-rule="evenodd"/></g>
          <g style="mix-blend-mode:multiply"><circle cx="20" cy="15" r="9" fill="yellow"/></g>
        </svg>
        """

    private func stage(_ drawing: Drawing) -> VectorStage {
        VectorStage(
            layers: [VectorStage.Layer(drawing: drawing)], transform: .scale(2, 2), width: 200,
            height: 160, framesPerSecond: 10, background: .white)
    }

    private func moved(_ drawing: Drawing, by offset: Point) -> SceneFrame {
        var frame = SceneFrame(restPoseOf: drawing)
        for index in frame.points.indices { frame.points[index] += offset }
        return frame
    }

    private func drawn(_ drawing: Drawing, _ frame: SceneFrame, _ placement: Placement) throws
        -> [UInt8]
    {
        let renderer = CairoRenderer(
            drawing: drawing, list: DisplayList(drawing), placement: placement)
        let picture = PixelBuffer(width: 200, height: 160)
        try renderer.render(frame, into: picture)
        return withExtendedLifetime(picture) { Array(picture.bytes) }
    }

    /// The mean and the greatest difference of two pictures' bytes.
    private func difference(_ one: [UInt8], _ other: [UInt8]) -> (mean: Double, greatest: Int) {
        let differences = zip(one, other).map { abs(Int($0) - Int($1)) }
        return (
            Double(differences.reduce(0, +)) / Double(max(differences.count, 1)),
            differences.max() ?? 0
        )
    }

    @Test func frameReadAgainLooksTheSame() throws {
        let drawing = try SVGReader.parse(Array(Self.picture.utf8), name: "test.svg")
        let frame = moved(drawing, by: Point(3, 2))
        var sink = try SVGSequenceSink(
            directory: folder.path, stage: stage(drawing),
            path: { [folder] in folder.file("\($0).svg") })
        try sink.write([frame], index: 7)
        #expect(sink.remarks.isEmpty)
        let again = try SVGReader.read(path: folder.file("7.svg"))
        #expect(again.diagnostics.isEmpty)
        let expected = try drawn(
            drawing, frame, Placement(transform: .scale(2, 2), background: .white))
        let found = try drawn(again, SceneFrame(restPoseOf: again), Placement())
        let (mean, greatest) = difference(expected, found)
        #expect(mean < 0.1 && greatest < 24, "mean \(mean), greatest \(greatest)")
    }

    @Test(arguments: SVGAnimation.allCases)
    func clipBeginsWithItsFirstFrame(animation: SVGAnimation) throws {
        let drawing = try SVGReader.parse(Array(Self.picture.utf8), name: "test.svg")
        var sink = try AnimatedSVGSink(
            path: folder.file("a.svg"), stage: stage(drawing), animation: animation)
        for index in 0..<20 {
            var frame = moved(drawing, by: Point(Double(index * index) / 20, 0))
            frame.isShown[0] = index < 5
            try sink.write([frame], index: index)
        }
        try sink.finish()
        let text = String(decoding: try #require(folder.bytes("a.svg")), as: UTF8.self)
        #expect(text.contains(animation == .css ? "@keyframes" : "<animate attributeName=\"d\""))
        #expect(text.contains("dur=\"2s\"") || text.contains(" 2s linear infinite"))
        #expect(text.contains("hidden"))
        let again = try SVGReader.read(path: folder.file("a.svg"))
        let expected = try drawn(
            drawing, moved(drawing, by: .zero),
            Placement(transform: .scale(2, 2), background: .white))
        let found = try drawn(again, SceneFrame(restPoseOf: again), Placement())
        #expect(difference(expected, found).mean < 0.1)
    }

    @Test func lottieHoldsWhatIsDrawn() throws {
        let drawing = try SVGReader.parse(Array(Self.picture.utf8), name: "test.svg")
        var sink = try LottieSink(path: folder.file("a.json"), stage: stage(drawing))
        for index in 0..<20 {
            try sink.write([moved(drawing, by: Point(Double(index), 0))], index: index)
        }
        try sink.finish()
        let data = Data(try #require(folder.bytes("a.json")))
        let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(json["w"] as? Int == 200 && json["op"] as? Int == 20 && json["fr"] as? Int == 10)
        let layers = try #require(json["layers"] as? [[String: Any]])
        // The background is the lowest and the blended circle the topmost.
        #expect((layers.first?["bm"] as? Int) == 1)
        #expect((layers.last?["ty"] as? Int) == 4)
        let assets = try #require(json["assets"] as? [[String: Any]])
        let names = Set(assets.compactMap { $0["id"] as? String })
        let all = layers + assets.flatMap { $0["layers"] as? [[String: Any]] ?? [] }
        for name in all.compactMap({ $0["refId"] as? String }) { #expect(names.contains(name)) }
        #expect(all.contains { $0["tt"] as? Int == 3 })
    }

    /// Where nothing blends, a path that clips is a layer's mask.
    @Test func lottieClipsByMasks() throws {
        let drawing = try SVGReader.parse(
            Array(
                Self.picture.replacing("style=\"mix-blend-mode:multiply\"", with: "").utf8),
            name: "test.svg")
        var sink = try LottieSink(path: folder.file("a.json"), stage: stage(drawing))
        try sink.write([SceneFrame(restPoseOf: drawing)], index: 0)
        try sink.finish()
        let text = String(decoding: try #require(folder.bytes("a.json")), as: UTF8.self)
        #expect(text.contains("\"hasMask\":true") && text.contains("\"masksProperties\":[{"))
    }

    /// What SVG has and Lottie has in part: a filter, a pattern and a picture.
    private static let effects = """
        <svg xmlns="http://www.w3.org/2000/svg" width="100" height="80">
          <filter id="f"><feGaussianBlur stdDeviation="2"/>
            <feOffset dx="3" result="b"/><feFlood flood-color="red" flood-opacity="0.5"/>
            <feComposite in2="b" operator="in"/>
            <feMerge><feMergeNode/><feMergeNode in="SourceGraphic"/></feMerge></filter>
          <pattern id="p" width="4" height="6" patternUnits="userSpaceOnUse"
            patternTransform="rotate(20)"><rect width="2" height="3" fill="green"/></pattern>
          <rect id="soft" x="10" y="10" width="20" height="20" filter="url(#f)"/>
          <rect id="dotted" x="50" y="10" width="40" height="30" fill="url(#p)"/>
          <rect id="rim" x="10" y="45" width="20" height="20" fill="none" stroke="url(#p)"
            stroke-width="4"/>
          <image id="photo" x="50" y="45" width="24" height="24" href="PHOTO"/>
        </svg>
        """

    /// The picture with a photo of four colours.
    private static func withEffects() throws -> Drawing {
        let photo = PixelBuffer(width: 8, height: 8)
        for pixel in 0..<64 {
            let word: UInt32 = (pixel % 8 < 4 ? 0xffc0_4000 : 0xff00_40c0) + UInt32(pixel / 8)
            photo.bytes.storeBytes(of: word, toByteOffset: 4 * pixel, as: UInt32.self)
        }
        let text = effects.replacing("PHOTO", with: try PictureData.uri(of: photo))
        return try SVGReader.parse(Array(text.utf8), name: "test.svg")
    }

    @Test func effectsReadAgainLookTheSame() throws {
        let drawing = try Self.withEffects()
        let frame = moved(drawing, by: Point(3, 2))
        var sink = try SVGSequenceSink(
            directory: folder.path, stage: stage(drawing),
            path: { [folder] in folder.file("\($0).svg") })
        try sink.write([frame], index: 7)
        #expect(sink.remarks.isEmpty)
        let again = try SVGReader.read(path: folder.file("7.svg"))
        #expect(again.diagnostics.isEmpty)
        let expected = try drawn(
            drawing, frame, Placement(transform: .scale(2, 2), background: .white))
        let found = try drawn(again, SceneFrame(restPoseOf: again), Placement(background: .white))
        let (mean, greatest) = difference(expected, found)
        #expect(mean < 0.3 && greatest < 110, "mean \(mean), greatest \(greatest)")
    }

    /// Regions and lengths of filters, tiles and pieces of pictures move with the figure.
    @Test func effectsMove() throws {
        let drawing = try Self.withEffects()
        var sink = try AnimatedSVGSink(path: folder.file("a.svg"), stage: stage(drawing))
        for index in 0..<20 {
            var frame = SceneFrame(restPoseOf: drawing)
            let map = Affine.rotation(degrees: 2 * Double(index))
            for point in frame.points.indices {
                frame.points[point] = map.apply(frame.points[point]) * (1 + Double(index) / 40)
            }
            for shape in frame.strokeScales.indices {
                frame.strokeScales[shape] = 1 + Double(index) / 40
            }
            try sink.write([frame], index: index)
        }
        try sink.finish()
        let text = String(decoding: try #require(folder.bytes("a.svg")), as: UTF8.self)
        #expect(text.contains("<animate attributeName=\"stdDeviation\""))
        #expect(text.contains("<animate attributeName=\"x\""))
        #expect(text.contains("<animateTransform attributeName=\"patternTransform\""))
        #expect(text.contains("<animateTransform attributeName=\"transform\" type=\"rotate\""))
        // The photo is embedded once.
        #expect(text.components(separatedBy: "data:image/png").count == 2)
    }

    @Test func whatLottieLeavesOutIsTold() throws {
        let drawing = try Self.withEffects()
        var sink = try LottieSink(path: folder.file("a.json"), stage: stage(drawing))
        try sink.write([SceneFrame(restPoseOf: drawing)], index: 0)
        try sink.finish()
        #expect(sink.remarks.count == 1)
        #expect(
            sink.remarks.contains { $0.contains("line 8, <rect id=\"soft\">: its filter") })
        let text = String(decoding: try #require(folder.bytes("a.json")), as: UTF8.self)
        #expect(text.contains("data:image/png;base64,") && text.contains("\"ty\":2"))
    }

    @Test func clipWithoutFramesIsNoFile() throws {
        let drawing = try Self.withEffects()
        var sinks: [any SceneSink] = [
            try AnimatedSVGSink(path: folder.file("a.svg"), stage: stage(drawing)),
            try LottieSink(path: folder.file("a.json"), stage: stage(drawing)),
            try PDFSink(path: folder.file("a.pdf"), stage: stage(drawing)),
        ]
        for place in sinks.indices {
            #expect {
                try sinks[place].finish()
            } throws: { error in
                (error as? SinkError)?.kind == .badData
            }
        }
        sinks = []
        #expect(folder.names().isEmpty)
    }
}
