import Foundation
import Testing

@testable import PoseAnimate

/// The characters and clips that ship are whole and go together.
@Suite struct OwnCharactersTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let characters = [
        "ada", "blob", "fox", "lumen", "milo", "nova", "otto", "pine", "robot",
    ]
    private static let clips = ["dance", "jump", "talk", "walk", "wave"]

    private func character(_ name: String) throws -> RiggedCharacter {
        try RiggedCharacter(path: Self.root.appending(path: "Characters/\(name).svg").path)
    }

    @Test func nothingIsMissingFromTheLists() throws {
        func names(_ folder: String, _ suffix: String) throws -> [String] {
            try FileManager.default.contentsOfDirectory(
                atPath: Self.root.appending(path: folder).path
            ).filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }.sorted()
        }
        #expect(try names("Characters", ".svg") == (Self.characters + ["template"]).sorted())
        #expect(try names("Examples/clips", ".json.gz") == Self.clips)
    }

    @Test(arguments: characters + ["template"])
    func everyCharacterHasTheFullRigAndNothingToRemark(name: String) throws {
        let character = try character(name)
        #expect(character.binding.rig.name == "pose-animator")
        #expect(character.diagnostics.isEmpty)
        // A picture that is used for several limbs keeps its own name.
        let elements = character.drawing.items(in: character.drawing.root).map(\.element)
        let ids = elements.filter { $0.tag != "image" }.compactMap(\.id)
        #expect(Set(ids).count == ids.count)
    }

    /// No anchor lies on a bone, where it would follow that bone alone.
    @Test(arguments: characters)
    func anchorsKeepClearOfBones(name: String) throws {
        let character = try character(name)
        let soleInfluences = character.binding.influences.count { $0.weight == 1 }
        let starts = character.binding.influenceStarts
        let pointsOfOneBone = zip(starts, starts.dropFirst()).count { $1 - $0 == 1 }
        #expect(soleInfluences == pointsOfOneBone)
    }

    @Test(arguments: characters, clips)
    func everyCharacterPerformsEveryClip(name: String, clip: String) throws {
        let character = try character(name)
        let path = Self.root.appending(path: "Examples/clips/\(clip).json.gz").path
        var animation = try Animation(of: character, motion: ClipSource(path: path))
        var shown = 0
        var frames = 0
        while try animation.advance() != nil {
            frames += 1
            shown += character.binding.shapes.count { animation.scene.isShown[$0.shape] }
            #expect(animation.posture.isValid)
            #expect(animation.scene.points.allSatisfy { $0.isFinite })
        }
        // Smoothed confidence outlasts short drop-outs: nothing flickers.
        #expect(shown == frames * character.binding.shapes.count)
    }
}
