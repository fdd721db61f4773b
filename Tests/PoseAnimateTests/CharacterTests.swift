import Fixtures
import Foundation
import Testing

@testable import PoseAnimate

@Suite struct CharacterTests {
    @Test func compoundPathKeepsItsHole() throws {
        let character = try RiggedCharacter(path: fixture("figure.svg"))
        let ring = try #require(
            character.binding.shapes.first {
                character.drawing.shapes[$0.shape].element.id == "ring"
            })
        #expect(character.drawing.shapes[ring.shape].contours.count == 2)
        #expect(ring.anchors.count == 8)
        var animation = try Animation(
            of: character, motion: ClipSource(path: fixture("shift.json")))
        let picture = try animation.makePicture()
        _ = try animation.advance()
        try animation.draw(into: picture)
        func green(_ x: Int, _ y: Int) -> UInt8 { picture.bytes[y * picture.stride + x * 4 + 1] }
        #expect(green(185, 160) == 0xc0)
        #expect(green(200, 160) == 0x30)
    }

    @Test func nestedIllustrationBindsOnce() throws {
        let text = try String(contentsOfFile: fixture("figure.svg"), encoding: .utf8)
            .replacingOccurrences(of: "<g id=\"hat\">", with: "<g id=\"illustration_2_\">")
        let drawing = try SVGReader.parse(Array(text.utf8), name: "nested.svg")
        let character = try RiggedCharacter(name: "nested.svg", drawing: drawing)
        let shapes = character.binding.shapes.map(\.shape)
        #expect(shapes.count == Set(shapes).count)
    }

    @Test func geometryIsWrittenInTheOriginalsOrder() throws {
        let folder = try TemporaryFolder()
        let character = try RiggedCharacter(path: fixture("figure.svg"))
        var writer = try GeometryWriter(path: folder.file("g.ndjson"), characters: [character])
        var animation = try Animation(
            of: character, motion: ClipSource(path: fixture("shift.json")))
        while let index = try animation.advance() {
            try writer.write(index: index, posture: animation.posture, scene: animation.scene)
        }
        #expect(folder.names().count == 1)
        try writer.finish()
        #expect(folder.names() == ["g.ndjson"])
        let lines = try String(contentsOfFile: folder.file("g.ndjson"), encoding: .utf8)
            .split(separator: "\n")
        #expect(lines.count == 6)
        #expect(lines[3] == #"{"i":3,"valid":false,"drawn":0,"parts":{}}"#)
        let first = try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any]
        let paths = try #require(first?["paths"] as? [[String: Any]])
        #expect(paths.count == 6)
        // paper.js starts a rectangle at its lower left corner.
        let foot = try #require(paths[3]["v"] as? [Double])
        #expect(foot.count == 24)
        #expect(Array(foot[0..<2]) == [155, 366])
        #expect(paths[5]["d"] as? Int == 0)
    }
}
